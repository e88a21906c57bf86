"""What is kept in a file comes out as it was put there, or not at all."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from zlib import crc32

import pytest

from bongsu.kept import KeptFile, edition

PIECE = b"[1]\n\0code"
OTHER = b""


def _kept(file: Path) -> None:
    kept = KeptFile(file)
    kept.put("other", OTHER)
    kept.put("name", PIECE)
    kept.save()


def test_a_piece_comes_out_as_it_was_put_there(tmp_path: Path) -> None:
    file = tmp_path / "bongsu" / "kept"
    _kept(file)
    kept = KeptFile(file)
    assert kept.piece("name") == PIECE
    assert kept.piece("other") == OTHER
    assert kept.piece("third") is None
    before = file.read_bytes()
    kept.put("third", OTHER)
    kept.save()
    assert [KeptFile(file).piece(name) for name in ("name", "other")] == [PIECE, OTHER]
    assert len(file.read_bytes()) > len(before)


@pytest.mark.parametrize(
    "damage",
    ["", "nothing", "[1, 2]", '{"2:x": 3}', "\ud55c", "[" * 100_000],
    ids=["empty", "words", "list", "entry", "letters", "nested"],
)
def test_a_file_that_is_none_is_left_aside_and_written_anew(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "kept"
    file.write_text(damage, encoding="utf-8")
    assert KeptFile(file).piece("name") is None
    _kept(file)
    assert KeptFile(file).piece("name") == PIECE


@pytest.mark.parametrize("place", [None, 7, [], [1, 2, 3], ["0", 1], [None, {}]])
def test_what_another_wrote_soundly_gives_nothing(tmp_path: Path, place: object) -> None:
    file = tmp_path / "kept"
    _kept(file)
    places = json.loads(file.read_bytes().split(b"\n", 2)[1])
    for head in (dict.fromkeys(places, place), [place]):
        content = json.dumps(head).encode() + b"\n" + PIECE
        file.write_bytes(b"%d\n%b" % (crc32(content), content))
        assert KeptFile(file).piece("name") is None
    _kept(file)
    assert KeptFile(file).piece("name") == PIECE


def test_no_byte_can_be_changed_unseen(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    _kept(file)
    sound = file.read_bytes()
    for place in range(len(sound)):
        file.write_bytes(sound[:place] + bytes([sound[place] ^ 1]) + sound[place + 1 :])
        kept = KeptFile(file)
        assert kept.piece("name") is None
        assert kept.piece("other") is None


def test_a_file_that_grew_too_large_is_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "kept"
    _kept(file)
    monkeypatch.setattr("bongsu.kept.LARGEST", file.stat().st_size + 10)
    kept = KeptFile(file)
    kept.put("third", OTHER)
    kept.save()
    assert [KeptFile(file).piece(name) for name in ("name", "third")] == [None, OTHER]


def test_runs_at_the_same_time_leave_a_sound_file(tmp_path: Path) -> None:
    file = tmp_path / "bongsu" / "kept"
    code = (
        "import sys, pathlib; from bongsu.kept import KeptFile, edition\n"
        "for n in range(20):\n"
        "    kept = KeptFile(pathlib.Path(sys.argv[1]))\n"
        "    kept.put(f'{sys.argv[2]}{n}', b'%d' % n); kept.save()\n"
    )

    def run(letter: str) -> int:
        return subprocess.run(
            [sys.executable, "-c", code, str(file), letter], check=True
        ).returncode

    with ThreadPoolExecutor() as pool:
        assert list(pool.map(run, "ab")) == [0, 0]
    last = [KeptFile(file).piece(name) for name in ("a19", "b19")]
    assert b"19" in last, "whoever wrote last wrote all it knew"
    assert [left.name for left in file.parent.iterdir()] == ["kept"]


def test_another_version_of_a_file_has_another_edition(tmp_path: Path) -> None:
    file, other = tmp_path / "a.py", tmp_path / "b.py"
    file.write_text("one")
    other.write_text("one")
    first = edition(file, other)
    assert first == edition(other, file)
    other.write_text("two")
    assert len({first, edition(file, other), edition(other, file), edition(file)}) == 4
