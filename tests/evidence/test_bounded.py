"""Hostile text costs time in proportion to its length: never its square, and never a hang."""

from __future__ import annotations

import time

import pytest

from bongsu.audit.checking import check
from bongsu.evidence.reading import analyse, read_bytes

SIZE = 5_000  # code points; four times as many may take about four times as long
SECONDS = 30.0  # for any of these texts, on a machine that does other things too
REPEATED = {
    "digits": "1234567890",
    "commas": ",",
    "brackets": "(",
    "square brackets": "[",
    "stars": "*",
    "letters": "a ",
    "ranges": "from 1 to ",
    "number words": "twenty ",
    "dashes": "- ",
    "hyphens": "-",
    "tabs": "\tx",
    "one word": "x",
    "capitals": "A",
    "initials": "A.",
    "names": "Bank of Korea ",
    "percent": "rose 3 percent, ",
    "money": "USD 3 billion ",
    "lists": "1, 2, ",
    "stops": "!",
    "dots": ".",
    "links": "](",
    "years": "2024 ",
    "months": "May 5 and ",
    "fractions": "half a ",
    "quotes": '"',
    "ordinals": "the third ",
    "between": "between 3 and 4 ",
    "minus": "-1",
    "said": "said that ",
    "leads": "In a ",
    "tags": "<a ",
    "comments": "<!--",
    "entities": "&",
    "escapes": "\\",
    "ticks": "`",
    "bars": "_",
    "pipes": "| ",
    "lines": "x\n",
    "bullets": "• x\n",
    "signs": "$",
    "people": "10 percent of refugees said ",
    "addresses": "http://x.y/1?",
    "sentences": "It rose 3 percent in 2024. ",
    "points": "one-point-",
    "ages": "aged 15 to ",
}


def seconds(text: str) -> float:
    """Processor time for reading, extraction and checks."""
    began = time.process_time()
    check(analyse(read_bytes(text.encode(), "a.txt")))
    return time.process_time() - began


def assert_linear(lead: str, unit: str) -> None:
    """Four times the text may take about four times as long."""
    small = seconds(lead + unit * (SIZE // len(unit)))
    large = seconds(lead + unit * (4 * SIZE // len(unit)))
    assert large < SECONDS
    assert large < 8 * small + 1.0


@pytest.mark.parametrize("unit", REPEATED.values(), ids=REPEATED.keys())
def test_repetition_takes_linear_time(unit: str) -> None:
    assert_linear("Words ", unit)


@pytest.mark.parametrize(
    "unit", ["-", "=", ":-", "| ", "*x", "_", "1", "1. ", "#", "- ", "• x\n", "\tx"]
)
def test_lines_of_signs_take_linear_time(unit: str) -> None:
    assert_linear("Words\n\n", unit)


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["1", ",", "(", "["])
def test_a_megabyte_takes_seconds(unit: str) -> None:
    assert seconds("Words " + unit * (1_000_000 // len(unit))) < SECONDS


@pytest.mark.slow
def test_tables_of_many_rows_pass() -> None:
    rows = "".join(f"Firm {at}\tUSD {at} million\n" for at in range(10_000))
    (found,) = analyse(read_bytes(f"Party\tSum\n{rows}".encode(), "a.txt"))
    assert len(found.article.tables[0].rows) == 10_001


def test_rows_of_many_cells_pass() -> None:
    row = "\t".join(f"{at} percent" for at in range(4_000))
    (found,) = analyse(read_bytes(f"{row}\n{row}\n".encode(), "a.txt"))
    assert len(found.quantities) == 8_000


def test_thousands_of_headings_pass() -> None:
    text = "".join(f"# Title {at}\n\nPublished May 5, 2031\n\n" for at in range(5_000))
    assert len(analyse(read_bytes(text.encode(), "a.md"))) == 5_000
