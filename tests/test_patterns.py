"""Patterns that come from the file of the cache are those that `re` compiles."""

from __future__ import annotations

import json
import os
import pkgutil
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import bongsu.audit
import bongsu.evidence
from bongsu.audit.needs import Guarded
from bongsu.kept import KeptFile
from bongsu.patterns import Store, cache_folder, file_name, kept_patterns, lazy_regex, regex

SAMPLE = (
    "South Korea's exports rose 12.5 percent to $61.3 billion in March 2026, the Ministry said; "
    "on 3 May it had been 1,250 won (from 1,180) \u2014 \u201cnearly half\u201d of all.\n"
    "| 2024 | 1Q 2025 | 3.50\u20133.75 % |\nLee Jae-myung met Trump in Gyeongju. 5\uc6d4"
)
TEXTS = [SAMPLE, (Path(__file__).parent / "audit" / "corpus" / "exports.md").read_text("utf-8")]
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


def _all_found(pattern: re.Pattern[str]) -> list[object]:
    return [(found.span(), found.groups()) for text in TEXTS for found in pattern.finditer(text)]


def test_every_pattern_is_the_same_from_the_file(tmp_path: Path) -> None:
    patterns = _patterns()
    assert len(patterns) > 1000
    first = Store(tmp_path / "patterns.kept")
    for expression, flags in patterns:
        first.pattern(expression, flags)
    first.save()
    second = Store(tmp_path / "patterns.kept")
    for (expression, flags), plain in patterns.items():
        kept = second.pattern(expression, flags)
        assert kept.pattern == plain.pattern
        assert (kept.flags, kept.groups) == (plain.flags, plain.groups)
        assert dict(kept.groupindex) == dict(plain.groupindex)
        assert _all_found(kept) == _all_found(re.compile(expression, flags & ~re.UNICODE))
    before = (tmp_path / "patterns.kept").stat().st_mtime_ns
    second.save()
    assert (tmp_path / "patterns.kept").stat().st_mtime_ns == before, "all came from the file"


def _put(file: Path, piece: bytes | None) -> list[bytes]:
    """Let a file have one pattern, in bytes of its own if some are given; return what it has."""
    written: list[bytes] = []

    class File(KeptFile):
        def put(self, name: str, made: bytes) -> None:
            written.append(made)
            super().put(name, made if piece is None else piece)

    store = Store(file)
    store._file = File(file)  # to see and to damage what is written
    store.pattern(WORKED.pattern, re.IGNORECASE)
    store.save()
    return written


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{}",
        b"[34, 2]\nAAAA",
        b"[34, 'many', {}]\nAAAA",
        b'[34, 2, {"way": 1, "n": 2}]\n',
        b'[34, 2, {"way": 1, "n": 2}]\nAAAA',
        b'[34, 2, {"way": 1, "n": 2}]\nAAA',
        b'[34, 2, {"way": 1, "n": 7}]\nAAAA',
        b"\xff\nAAAA",
        b"[" * 100_000,
    ],
)
def test_a_piece_that_holds_no_pattern_is_compiled_and_mended(
    tmp_path: Path, damage: bytes
) -> None:
    file = tmp_path / "patterns.kept"
    _put(file, damage)
    store = Store(file)
    found = store.pattern(WORKED.pattern, re.IGNORECASE)
    assert found.search(SAMPLE)["way"] == "rose"  # type: ignore[index]
    assert (found.flags, found.groups) == (WORKED.flags, WORKED.groups)
    store.save()
    assert not _put(file, None), "the file is sound again"


def test_what_was_worked_out_is_not_worked_out_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "patterns.kept")
    assert store.worked_out("words", lambda: [["rose"], ["fell", "\ud800"]]) == _WORDS
    store.save()
    again = Store(tmp_path / "patterns.kept")
    assert again.worked_out("words", lambda: pytest.fail("it is in the file")) == _WORDS
    assert again.worked_out("other words", list) == []


_WORDS = [["rose"], ["fell", "\ud800"]]


def test_a_folder_that_cannot_be_made_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    store = Store(tmp_path / "taken" / "bongsu" / "patterns.kept")
    assert store.pattern(r"\d+", re.NOFLAG).findall("1 and 2") == ["1", "2"]
    store.save()
    assert [file.name for file in tmp_path.iterdir()] == ["taken"]


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
    assert len(json.loads(written.split(b"\n", 2)[1])) > 500
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
