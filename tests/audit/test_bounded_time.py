"""Text made to be slow: four times as much takes about four times as long."""

from __future__ import annotations

import time

import pytest

from bongsu.audit.checking import check
from bongsu.evidence.documents import Document
from bongsu.evidence.reading import analyse, read_bytes

SLOW = {
    "bare digits": "1 ",
    "amounts": "$1, ",
    "notes": "Text. <!-- bongsu: ignore AR101 -->",
    "names": "Kim Chul-su ",
    "wholes": "of 1 ",
    "shares": "1 percent ",
    "headings": "# A 5\n\n",
    "rows": "Part 1\t1,000\t5.5%\n",
}


def seconds(text: str) -> float:
    begun = time.process_time()
    check(analyse(read_bytes(text.encode(), "slow.md")))
    return time.process_time() - begun


@pytest.mark.parametrize("piece", SLOW.values(), ids=SLOW)
def test_time_grows_no_faster_than_text(piece: str):
    seconds(piece * 10)  # what is loaded and compiled once
    few = seconds(piece * 500)
    assert seconds(piece * 2000) < 4 * 2 * max(few, 0.05)


AWAITED = "The fund is projected to be depleted by 2046.\n\n"
SAT = "The Foreign Workforce Policy Committee decided on December {} to act.\n\n"


def dated(text: str, name: str) -> Document:
    return read_bytes(f"The week\nPublished January 15, 2026\n\n{text}".encode(), name)


def seconds_for(times: int) -> float:
    texts = (
        dated(AWAITED * times + SAT.format(18) * times, "a.md"),
        dated(SAT.format(22) * times, "b.md"),
    )
    begun = time.process_time()
    check([one for text in texts for one in analyse(text)])
    return time.process_time() - begun


def test_years_awaited_and_sittings_of_a_body_are_not_compared_each_with_each():
    seconds_for(10)
    few = seconds_for(75)
    assert seconds_for(300) < 4 * 2 * max(few, 0.05)
