"""Rows of figures, whether of tables with cells or of lines of text that only look like a table.

A line is cut at its bars, tabs, wide gaps and dotted leaders, behind the colon of a label, or else
before the figures that end it. What stands first is its label, also if that is a year.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.reading.text_lines import text_lines
from bongsu.audit.remembering import remembered
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_CUTS = lazy_regex(r"\s*\|\s*|\t+|\s{2,}|\s*\.{4,}\s*")
_LABEL_CUT = lazy_regex(r"(?<=[A-Za-z)&]): +(?=(?:US|A|C)?[$\u20ac\u00a3\u00a5\u20a9]?\s?\d)")
_TAIL = lazy_regex(
    r"^(?P<label>.{1,60}?)(?P<cells>(?:\s+[-\u2212(]?[$\u20a9]?\d[\d,]*(?:\.\d+)?%?\)?){2,})\s*$"
)
_NUMBER = lazy_regex(
    r"(?P<minus>\(?[-\u2212\u2013]?\s?)(?:USD|KRW|US)?\s?[$\u20a9\u20ac\u00a3\u00a5]?\s?(?P<minus2>[-\u2212]?)"
    r"(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(?P<unit>%|percent|thousand|million|billion|trillion|tons|"
    r"(?:million|billion|trillion) won)?\)?[*a-c]?"
)
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_RULE = lazy_regex(r"[\s|:=_.+-]*")
_YEAR = lazy_regex(r"(?:FY\s?)?(?:19|20)\d\d[a-zA-Z/*-]{0,3}(?:\d\d)?")
_LONGEST = 160  # code points; a longer line is prose
_LABEL = 40  # code points
_GAP = 2  # lines without figures, blank or ruled, that may part two rows


class Figure(NamedTuple):
    """A number of a row, with its last written place."""

    value: float
    step: float
    percent: bool


class LineRow(NamedTuple):
    """One row, in positions of the text."""

    number: int
    start: int
    end: int
    label: str
    cells: tuple[Figure | None, ...]  # none for what is no number
    wide: bool  # whether marks or gaps part its cells, so that none is a word of the label


@remembered
def runs_of_rows(evidence: Evidence) -> Iterator[list[LineRow]]:
    """Yield the rows of figures that follow each other, in lines and in tables."""
    run: list[LineRow] = []
    last = None
    for line in text_lines(evidence):
        row = _row(line.number, line.start, line.end, line.source)
        ruled = _RULE.fullmatch(line.source) is not None
        part = ruled or len(line.source.strip()) <= _LABEL  # of a label that runs over two lines
        if run and (line.number - (last or 0) > 1 + _GAP or (row is None and not part)):
            yield run
            run = []
        last = line.number
        if row is not None:
            run.append(row)
    if run:
        yield run
    yield from _of_tables(evidence)


def _of_tables(evidence: Evidence) -> Iterator[list[LineRow]]:
    for table in evidence.article.tables:
        yield [
            LineRow(
                at,
                row[0].start,
                row[-1].end,
                evidence.words(row[0]),
                tuple(_figure(evidence.words(cell)) for cell in row[1:]),
                wide=True,
            )
            for at, row in enumerate(table.rows)
            if len(row) > 1
        ]


def _row(number: int, start: int, end: int, source: str) -> LineRow | None:
    if len(source) > _LONGEST or not any(char.isdigit() for char in source):
        return None
    stripped = (
        source.strip().removeprefix("|").removesuffix("|").strip(" ").lstrip("-*\u2022\u00b7 ")
    )
    blanks = "|" in stripped or "\t" in stripped  # marks that part blank cells too
    parts = [part for part in _CUTS.split(stripped) if part or blanks]
    wide = len(parts) > 1
    if not wide:
        parts = _LABEL_CUT.split(stripped)
    if len(parts) < 2:
        tail = _TAIL.match(stripped)
        parts = [tail["label"], *tail["cells"].split()] if tail else []
    if len(parts) < 2 or not parts[0]:
        return None
    cells = tuple(_figure(cell) for part in parts[1:] for cell in _apart(part))
    if all(cell is None for cell in cells):
        return None
    return LineRow(number, start, end, parts[0], cells, wide)


def _apart(part: str) -> list[str]:
    """Return the figures of a cell that holds nothing but several of them."""
    words = part.split()
    several = len(words) > 1 and all(_NUMBER.fullmatch(word) for word in words)
    return words if several else [part]


def _figure(written: str) -> Figure | None:
    match = _NUMBER.fullmatch(written.strip())
    if match is None:
        return None
    digits = match["n"].replace(",", "")
    scale = _SCALES.get((match["unit"] or "").split(" ")[0], 1.0)
    places = len(digits.partition(".")[2])
    minus = -1 if match["minus2"] or match["minus"].strip(" (") else 1
    return Figure(
        minus * float(digits) * scale, scale * 10.0**-places, match["unit"] in {"%", "percent"}
    )


def is_head(row: LineRow) -> bool:
    """Whether a row names the years of the columns, rather than figures."""
    return all(
        cell is not None and cell.step == 1 and _FIRST_YEAR <= cell.value <= _LAST_YEAR
        for cell in row.cells
    )


_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def is_time(label: str) -> bool:
    """Whether a label is a year."""
    return _YEAR.fullmatch(label.strip()) is not None
