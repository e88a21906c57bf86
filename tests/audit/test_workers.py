"""Articles shared out among processes: the same findings, and nothing lost where one dies."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.audit.making import evidence_of

from bongsu.audit.workers import at_once, shared_out, turns
from bongsu.evidence.mentions import Evidence

_PARAGRAPH = (
    "Exports rose from $100 billion in 2023 to $120 billion in 2024, an increase of 30 percent. "
    "The ministry named four ports: Busan, Incheon and Ulsan. The the plan was adopted.\n\n"
)


@given(sizes=st.lists(st.integers(0, 200_000), max_size=600))
def test_every_article_is_taken_once_the_longest_first(sizes: list[int]) -> None:
    found = turns(sizes)
    assert len(found) <= 256
    assert sorted(place for turn in found for place in turn) == list(range(len(sizes)))
    first = [sizes[turn[0]] for turn in found]
    assert first == sorted(first, reverse=True)


@given(sizes=st.lists(st.integers(0, 200_000), max_size=30), most=st.integers(1, 9))
def test_no_process_is_begun_for_nothing(sizes: list[int], most: int) -> None:
    count = at_once(sizes, most)
    assert 1 <= count <= most
    assert count == 1 or (count <= len(sizes) and sum(sizes) >= 20_000 * count)


def _texts(folder: Path, count: int) -> list[str]:
    names = []
    for number in range(count):
        text = f"# Report {number}\n\nPublished March {number + 1}, 2025\n\n" + _PARAGRAPH * 90
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
        names.append(f"{number}.md")
    return names


@pytest.mark.skipif(sys.platform != "linux", reason="no process is forked elsewhere")
def test_any_number_of_processes_prints_the_same_bytes(tmp_path: Path) -> None:
    names = _texts(tmp_path, 4)
    command = [sys.executable, "-m", "bongsu", "check", *names, "--format", "json", "--workers"]
    printed = [
        subprocess.run([*command, str(number)], cwd=tmp_path, capture_output=True, check=False)
        for number in (1, 2, 3)
    ]
    assert [one.returncode for one in printed] == [1, 1, 1]
    assert printed[0].stdout.count(b'"AR102"') >= 4
    assert len({one.stdout for one in printed}) == 1


_DYING = """
import os, sys
from bongsu.evidence.mentions import Evidence
from bongsu.audit.workers import shared_out
from bongsu.evidence.reading import analyse, read_file
from pathlib import Path
first = os.getpid()
parts = [part for name in sys.argv[2:] for part in analyse(read_file(Path(name)))]
def work(part):
    if os.getpid() != first:
        {deed}
    return part.document, os.getpid() == first
found = shared_out(parts, 2, work)
assert [document for document, _ in found] == [part.document for part in parts]
print(sum(here for _, here in found))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="no process is forked elsewhere")
@pytest.mark.parametrize(
    ("deed", "done_here"),
    [("pass", range(5)), ("os.kill(os.getpid(), 9)", [4]), ("raise MemoryError", [4])],
)
def test_what_a_process_does_not_bring_home_is_done_again(
    tmp_path: Path, deed: str, done_here: Sequence[int]
) -> None:
    script = _DYING.format(deed=deed)
    done = subprocess.run(
        [sys.executable, "-c", script, "-", *_texts(tmp_path, 4)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout) in done_here


def test_what_goes_wrong_is_raised() -> None:
    def work(part: Evidence) -> None:
        raise ValueError(part.document.name)

    with pytest.raises(ValueError, match=r"a\.md"):
        shared_out([evidence_of("Exports rose.")], 2, work)
