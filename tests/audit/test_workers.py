"""Articles shared out among processes: the same findings, and nothing lost where one dies."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.audit.making import evidence_of

from bongsu.audit.workers import shared_out, shares
from bongsu.evidence.mentions import Evidence

_PARAGRAPH = (
    "Exports rose from $100 billion in 2023 to $120 billion in 2024, an increase of 30 percent. "
    "The ministry named four ports: Busan, Incheon and Ulsan. The the plan was adopted.\n\n"
)


@given(sizes=st.lists(st.integers(0, 200_000), max_size=30), most=st.integers(1, 9))
def test_every_article_is_in_one_share(sizes: list[int], most: int) -> None:
    found = shares(sizes, most)
    assert 1 <= len(found) <= most
    assert sorted(place for share in found for place in share) == list(range(len(sizes)))


@given(sizes=st.lists(st.integers(20_000, 200_000), min_size=2, max_size=30))
def test_no_share_is_larger_than_another_by_more_than_an_article(sizes: list[int]) -> None:
    loads = [sum(sizes[place] for place in share) for share in shares(sizes, 4)]
    assert max(loads) - min(loads) <= max(sizes)


def test_a_short_text_is_not_shared_out() -> None:
    assert shares([3_000] * 5, 4) == [[0, 1, 2, 3, 4]]


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
    ("deed", "done_here"), [("pass", 2), ("os.kill(os.getpid(), 9)", 4), ("raise MemoryError", 4)]
)
def test_what_a_process_does_not_bring_home_is_done_again(
    tmp_path: Path, deed: str, done_here: int
) -> None:
    script = _DYING.format(deed=deed)
    done = subprocess.run(
        [sys.executable, "-c", script, "-", *_texts(tmp_path, 4)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [str(done_here)]


def test_what_goes_wrong_is_raised() -> None:
    def work(part: Evidence) -> None:
        raise ValueError(part.document.name)

    with pytest.raises(ValueError, match=r"a\.md"):
        shared_out([evidence_of("Exports rose.")], 2, work)
