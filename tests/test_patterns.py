"""Patterns that come from the file of the cache are those that `re` compiles."""

from __future__ import annotations

import json
import os
import pkgutil
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path

import pytest

import bongsu.audit
import bongsu.evidence
from bongsu.audit.needs import Guarded
from bongsu.patterns import Store, cache_folder, file_name, kept_patterns, lazy_regex, regex

SAMPLE = (
    "South Korea's exports rose 12.5 percent to $61.3 billion in March 2026, the Ministry said; "
    "on 3 May it had been 1,250 won (from 1,180) \u2014 \u201cnearly half\u201d of all.\n"
    "| 2024 | 1Q 2025 | 3.50\u20133.75 % |\nLee Jae-myung met Trump in Gyeongju. 5\uc6d4"
)
WORKED = re.compile(r"(?P<way>rose|fell)\s(?P<n>\d+(?:\.\d+)?)", re.IGNORECASE)


def _patterns() -> dict[tuple[str, int], re.Pattern[str]]:
    """Return every pattern that a module of the two packages has by name."""
    found = {}
    for package in (bongsu.audit, bongsu.evidence):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for value in vars(import_module(module.name)).values():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    found[value.pattern, value.flags] = value
                elif isinstance(value, Guarded) or type(value).__name__ == "_Later":
                    found[value.pattern, value.flags] = re.compile(value.pattern, value.flags)
    return found


def test_every_pattern_is_the_same_from_the_file(tmp_path: Path) -> None:
    patterns = _patterns()
    assert len(patterns) > 1000
    first = Store(tmp_path / "patterns.json")
    for expression, flags in patterns:
        first.pattern(expression, flags)
    first.save()
    second = Store(tmp_path / "patterns.json")
    for (expression, flags), plain in patterns.items():
        kept = second.pattern(expression, flags)
        assert kept.pattern == plain.pattern
        assert (kept.flags, kept.groups) == (plain.flags, plain.groups)
        assert dict(kept.groupindex) == dict(plain.groupindex)
        assert kept.findall(SAMPLE) == plain.findall(SAMPLE)
    before = (tmp_path / "patterns.json").stat().st_mtime_ns
    second.save()
    assert (tmp_path / "patterns.json").stat().st_mtime_ns == before, "all came from the file"


def _kept(file: Path) -> dict[str, list[object]]:
    store = Store(file)
    store.pattern(WORKED.pattern, re.IGNORECASE)
    store.save()
    entries: dict[str, list[object]] = json.loads(file.read_text(encoding="ascii"))
    return entries


@pytest.mark.parametrize(
    "damage",
    ["", "nothing", "[1, 2]", '{"2:x": 3}', "\ud55c", "[" * 100_000],
    ids=["empty", "words", "list", "entry", "letters", "nested"],
)
def test_a_file_that_is_none_is_left_aside(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "patterns.json"
    file.write_text(damage, encoding="utf-8")
    assert Store(file).pattern(WORKED.pattern, re.IGNORECASE).findall(SAMPLE) == [("rose", "12.5")]


@pytest.mark.parametrize(
    ("place", "value"),
    [(0, 32), (1, 1), (2, {"way": 2, "n": 1}), (3, "AAAA"), (3, "="), (4, 0), (1, "many")],
)
def test_a_damaged_entry_is_compiled_and_mended(tmp_path: Path, place: int, value: object) -> None:
    file = tmp_path / "patterns.json"
    entries = _kept(file)
    sound = json.loads(json.dumps(entries))
    (name,) = entries
    entries[name][place] = value
    file.write_text(json.dumps(entries), encoding="ascii")
    store = Store(file)
    found = store.pattern(WORKED.pattern, re.IGNORECASE)
    assert found.search(SAMPLE)["way"] == "rose"  # type: ignore[index]
    assert (found.flags, found.groups) == (WORKED.flags, WORKED.groups)
    store.save()
    assert json.loads(file.read_text(encoding="ascii")) == sound


def test_the_code_of_one_pattern_is_not_taken_for_another(tmp_path: Path) -> None:
    file = tmp_path / "patterns.json"
    entries = _kept(file)
    (entry,) = entries.values()
    file.write_text(json.dumps({"0:[A-Z]+": entry}), encoding="ascii")
    assert Store(file).pattern("[A-Z]+", re.NOFLAG).findall("from USD") == ["USD"]


def test_a_folder_that_cannot_be_made_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    store = Store(tmp_path / "taken" / "bongsu" / "patterns.json")
    assert store.pattern(r"\d+", re.NOFLAG).findall("1 and 2") == ["1", "2"]
    store.save()
    assert [file.name for file in tmp_path.iterdir()] == ["taken"]


def test_a_file_that_grew_too_large_is_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "patterns.json"
    _kept(file)
    monkeypatch.setattr("bongsu.patterns._LARGEST", file.stat().st_size + 10)
    store = Store(file)
    store.pattern(r"\d+", re.NOFLAG)
    store.save()
    assert list(json.loads(file.read_text(encoding="ascii"))) == [r"0:\d+"]


def test_runs_at_the_same_time_leave_a_sound_file(tmp_path: Path) -> None:
    file = tmp_path / "bongsu" / "patterns.json"
    code = (
        "import sys, pathlib; from bongsu.patterns import Store\n"
        "for n in range(20):\n"
        "    store = Store(pathlib.Path(sys.argv[1]))\n"
        "    store.pattern(f'{sys.argv[2]}{n}', 0); store.save()\n"
    )

    def run(letter: str) -> int:
        return subprocess.run(
            [sys.executable, "-c", code, str(file), letter], check=True
        ).returncode

    with ThreadPoolExecutor() as pool:
        assert list(pool.map(run, "ab")) == [0, 0]
    names = list(json.loads(file.read_text(encoding="ascii")))
    assert {"0:a19", "0:b19"} & set(names), "whoever wrote last wrote all it knew"
    assert [left.name for left in file.parent.iterdir()] == ["patterns.json"]


def _check(folder: Path, **environment: str) -> str:
    page = folder / "page.md"
    page.write_text("Ticket prices slid 33.3 percent, from 40,000 won to 30,000 won.\n")
    told = {
        **os.environ,
        "XDG_CACHE_HOME": str(folder / "cache"),
        "BONGSU_CACHE": "",
        **environment,
    }
    command = [sys.executable, "-m", "bongsu", "check", str(page)]
    done = subprocess.run(command, capture_output=True, text=True, env=told, check=False)
    assert done.returncode == 1, done.stderr
    return done.stdout


@pytest.mark.skipif(os.name == "nt", reason="the folder has another name there")
def test_the_command_line_finds_the_same_with_and_without_the_file(tmp_path: Path) -> None:
    without = _check(tmp_path, BONGSU_CACHE="off")
    assert not (tmp_path / "cache").exists()
    assert "25 percent" in without
    assert _check(tmp_path) == without
    file = tmp_path / "cache" / "bongsu" / file_name()
    written = file.read_bytes()
    assert len(json.loads(written)) > 500
    assert _check(tmp_path) == without
    assert file.read_bytes() == written, "the second run compiles nothing"


def test_the_cache_may_be_switched_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setenv("BONGSU_CACHE", "off")
    assert cache_folder() is None
    monkeypatch.delenv("BONGSU_CACHE")
    assert cache_folder() == tmp_path / "bongsu"
    monkeypatch.setenv("XDG_CACHE_HOME", "here")  # a relative one does not count
    monkeypatch.setenv("LOCALAPPDATA", "here")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert cache_folder() == tmp_path / ".cache" / "bongsu"


def test_a_fault_in_a_pattern_is_told_as_ever(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.delenv("BONGSU_CACHE")
    with kept_patterns(), pytest.raises(re.error, match="unterminated"):
        regex(r"(?P<n>\d+")
    with pytest.raises(re.error, match="unterminated"):
        lazy_regex(r"[A-Z").search("USD")
