"""Text made to be slow: four times as much takes about four times as long."""

from __future__ import annotations

import time

import pytest

from bongsu.audit.checking import check
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
