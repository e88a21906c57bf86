"""Rows of figures: those of tables, and those that a PDF or a press release left as lines of text.

"2. Services -5.55 -0.83 -0.74" is a row like any other: its label is what the line says before
its figures. Where a line begins only the source tells, since the text has joined them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from bongsu.audit.reading.wording import A_YEAR, content_words, table
from bongsu.audit.remembering import remembered
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence
from bongsu.evidence.numbers import NUMERAL
from bongsu.patterns import lazy_regex, regex

_NUMBER = (
    r"[-+\u2212\u2013\u25b2\u25b3(]?[$\u20a9\u20ac]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[%)*]{0,2}"
)
_CELL = lazy_regex(rf"\s*{_NUMBER}\s*")
_RUN = lazy_regex(rf"(?<![\w.,:/$)-]){_NUMBER}(?:[ \t]+{_NUMBER})+(?![\w.,:/-]*\w)")
_EACH = lazy_regex(_NUMBER)
_LABEL = 90  # code points that a label has at most
_NOTED = regex(r"(?<=\S)\s?\([^()]*\)|\d+\)|^[\W\d_]+|^[a-z\u2160-\u216b]+[.)]\s", re.IGNORECASE)
_YEARS = range(1900, 2100)


class Cell(NamedTuple):
    """One figure of a row."""

    start: int
    end: int
    digits: str  # without point, commas and noughts before them
    places: int  # behind the point
    value: float

    def fits(self, value: float, step: float) -> bool:
        """Whether a figure to a step may be this one, rounded or in another scale."""
        for scale in _SCALES:
            coarse = max(10.0**-self.places, step / scale)
            if self.value > 2 * coarse and abs(abs(value) / scale - self.value) <= 0.51 * coarse:
                return True
        return False


_SCALES = (1.0, 1e3, 1e6, 1e8, 1e9, 1e12)


class Row(NamedTuple):
    """A label and the figures behind it."""

    start: int
    label: frozenset[str]  # its content words but for times and sizes; if none, its year
    cells: tuple[Cell, ...]

    def has(self, at: int) -> bool:
        """Whether a place of the text lies in it."""
        return self.start <= at < self.cells[-1].end


@remembered
def figure_rows(evidence: Evidence) -> Iterator[Row]:
    """Yield the rows of an article that have two figures or more."""
    for table_ in evidence.article.tables:
        for row in table_.rows:
            cells = [
                found
                for block in row[1:]
                if _CELL.fullmatch(evidence.words(block))
                and (found := _cell(evidence.text, block.start, block.end)) is not None
            ]
            if len(cells) > 1:
                yield Row(row[0].start, _label(evidence.words(row[0])), tuple(cells))
    for block in evidence.article.blocks:
        if block.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            yield from _lines(evidence, block.start, block.end)


def in_a_row(evidence: Evidence, at: int) -> bool:
    """Whether a place of the text lies in a row of figures."""
    rows = _by_start(evidence)
    place = bisect_right(rows, at, key=attrgetter("start"))
    return place > 0 and rows[place - 1].has(at)


@remembered
def _by_start(evidence: Evidence) -> Iterator[Row]:
    yield from sorted(figure_rows(evidence), key=attrgetter("start"))


def _lines(evidence: Evidence, start: int, end: int) -> Iterator[Row]:
    """Yield the lines of a block that end in a row of figures."""
    document = evidence.document
    for run in _RUN.finditer(evidence.text, start, end):
        by_line: dict[int, list[Cell]] = {}
        for number in _EACH.finditer(evidence.text, *run.span()):
            cell = _cell(evidence.text, *number.span())
            if cell is not None:
                at, _ = document.source_span(cell.start, cell.end)
                by_line.setdefault(document.source.rfind("\n", 0, at) + 1, []).append(cell)
        for line, cells in by_line.items():
            first, _ = document.source_span(cells[0].start, cells[0].end)
            _, last = document.source_span(cells[-1].start, cells[-1].end)
            end_of_line = document.source.find("\n", last)
            rest = document.source[last : end_of_line if end_of_line >= 0 else None]
            if len(cells) > 1 and first - line <= _LABEL and not rest.strip():
                begin = cells[0].start - (first - line)
                yield Row(begin, _label(document.source[line:first]), tuple(cells))


def _cell(text: str, start: int, end: int) -> Cell | None:
    """Return a figure that is no year."""
    number = NUMERAL.search(text, start, end)
    if number is None:
        return None
    written = number[0].replace(",", "")
    whole, _, part = written.partition(".")
    if not part and "," not in number[0] and int(whole) in _YEARS:
        return None
    return Cell(number.start(), number.end(), (whole + part).lstrip("0"), len(part), float(written))


def _label(words: str) -> frozenset[str]:
    """Return what a row is of: its content words; if it has none, its year."""
    times = content_words(" ".join(table("consistency")["sizes_and_times"]))
    said = content_words(_NOTED.sub(" ", words.strip())) - times
    return said or frozenset(A_YEAR.findall(words))
