"""The file of statements: added to by several, killed, broken, and never rewritten."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.ledger.statements_made import deal, stated

from bongsu.ledger.files import append, read
from bongsu.ledger.statements import from_line, retraction, to_line

_ADDING = """
import sys
from pathlib import Path
from bongsu.ledger.files import append
from tests.ledger.statements_made import stated
print("begins", flush=True)
for batch in range(int(sys.argv[2]), int(sys.argv[2]) + 400):
    append(Path(sys.argv[1]), [
        stated(f"deal:{batch:06d}", "text", "so many words " * 40 + str(n), start=n)
        for n in range(50)
    ])
"""


def _start(path: Path, first: int) -> subprocess.Popen[bytes]:
    root = Path(__file__).resolve().parents[2]
    return subprocess.Popen(
        [sys.executable, "-c", _ADDING, str(path), str(first)],
        cwd=root,
        env=os.environ | {"PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"},
        stdout=subprocess.PIPE,
    )


@pytest.mark.slow
def test_twenty_killed_writers_leave_whole_statements_and_the_next_goes_on(tmp_path):
    path, wait = tmp_path / "ledger.jsonl", random.Random(7)
    kept: set[str] = set()
    for turn in range(20):
        writer = _start(path, turn * 1000)
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(wait.uniform(0.01, 0.2))
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        held = read(path)
        assert not held.faults
        found = {one.id for one in held.statements}
        assert kept <= found
        kept = found
        assert append(path, [stated("deal:next", "text", f"turn {turn}")]) == 1
        assert read(path).statements[-1].value == f"turn {turn}"
        kept.add(read(path).statements[-1].id)
    assert len(kept) > 20


def test_what_a_killed_writer_left_without_its_end_is_taken_off_and_the_rest_stays(tmp_path):
    path = tmp_path / "ledger.jsonl"
    append(path, [stated("deal:a", "text", "kept")])
    whole = path.read_bytes()
    line = (to_line(stated("deal:b", "text", "한국" * 50)) + "\n").encode()
    for cut in range(1, len(line), 7):
        path.write_bytes(whole + line[:cut])
        assert [one.value for one in read(path).statements] == ["kept"]
        assert append(path, [stated("deal:c", "text", "next")]) == 1
        assert path.read_bytes().startswith(whole)
        assert [one.value for one in read(path).statements] == ["kept", "next"]


def _add_many(path: Path, name: str) -> None:
    for number in range(60):
        append(path, [stated(f"deal:{name}", "text", "x" * 3000, start=number)])


def test_two_writers_at_once_lose_nothing(tmp_path):
    path = tmp_path / "ledger.jsonl"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_add_many, args=(path, name)) for name in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    held = read(path)
    assert not held.faults
    assert sorted((one.subject, one.start) for one in held.statements) == [
        (f"deal:{name}", number) for name in "ab" for number in range(60)
    ]


def test_adding_twice_adds_nothing_and_a_withdrawal_is_added_once(tmp_path):
    path = tmp_path / "ledger.jsonl"
    told = deal("a", amount=5.0)
    assert append(path, told) == len(told)
    assert append(path, [*told, *told]) == 0
    gone = retraction(told[0], "2026-02-01T00:00:00Z")
    assert append(path, [gone, gone]) == 1
    assert append(path, [gone, told[0]]) == 0
    assert len(read(path).statements) == len(told) + 1


def test_a_statement_is_known_however_its_line_is_written(tmp_path):
    path = tmp_path / "ledger.jsonl"
    one = stated("deal:a", "text", "words")
    line = to_line(one)
    odd = line.replace(f'"id":"{one.id}",', "").replace("}", f',"id": "{one.id}"}}')
    escaped = line.replace(one.id, f"\\u{ord(one.id[0]):04x}{one.id[1:]}")
    for written in (odd, escaped, f"  {line}"):
        assert from_line(written, where="here") == one
        path.write_text(written + "\n")
        assert append(path, [one]) == 0


def test_a_broken_line_is_named_the_rest_is_read_and_nothing_is_rewritten(tmp_path):
    path = tmp_path / "ledger.jsonl"
    good = [to_line(one) for one in deal("a", amount=5.0)]
    broken = ["{", "[]", '{"id": "x"}', good[0].replace('"date"', "5"), "\x00", "NaN"]
    lines = [good[0], *broken[:3], "", good[1], *broken[3:], *good[2:]]
    path.write_text("\n".join(lines) + "\n")
    before = path.read_bytes()
    held = read(path)
    assert [to_line(one) for one in held.statements] == good
    assert [fault.where.rpartition(":")[2] for fault in held.faults] == [
        "2", "3", "4", "7", "8", "9",
    ]  # fmt: skip
    append(path, [stated("deal:b", "text", "added")])
    assert path.read_bytes().startswith(before)


def test_a_line_that_is_too_long_is_named_and_the_next_is_read(tmp_path):
    path = tmp_path / "ledger.jsonl"
    line = to_line(stated("deal:a", "text", "kept"))
    for length in (999_999, 1_000_000, 1_000_001, 3_000_000):
        path.write_text(f"{'x' * length}\n{line}\n")
        held = read(path)
        assert [one.value for one in held.statements] == ["kept"]
        assert [fault.where.rpartition(":")[2] for fault in held.faults] == ["1"]


def test_numbers_without_end_and_places_beyond_any_text_are_faults(tmp_path):
    path = tmp_path / "ledger.jsonl"
    line = to_line(stated("deal:a", "amount", 5.0))
    bad = [
        line.replace('"value":5.0', f'"value":{value}') for value in ("NaN", "Infinity", "1e999")
    ]
    bad += [line.replace('"start":10', f'"start":{value}') for value in ("1e3", "1" * 400)]
    path.write_text("\n".join(bad) + "\n")
    assert len(read(path).faults) == len(bad)
