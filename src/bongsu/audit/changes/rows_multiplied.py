"""Multiples that a sentence tells of two rows of a table: "global equity is 2.6 times domestic".

The clause names both rows in full, and no column bears the multiple out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.reading.frames import all_frames
from bongsu.audit.reading.tabled import Cell, cell_of
from bongsu.audit.reading.wording import content_words, stem
from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity
from bongsu.patterns import regex

_WORD = regex(r"[A-Za-z]+")
_ROOM = (0.3, 3.3)  # of the multiple told: rows farther apart are not what it is of
_MOST = 40  # rows of a table


Row = Sequence[Block]


class RowsMultiplied(NamedTuple):
    """A multiple with the cells of the two rows that it is told of."""

    told: Quantity
    upper: Cell
    lower: Cell


def rows_multiplied(evidence: Evidence) -> Iterator[RowsMultiplied]:
    """Yield multiples of one row by another that none of the columns bears out."""
    tables = [table.rows for table in evidence.article.tables if len(table.rows) <= _MOST]
    for frame in all_frames(evidence) if tables else ():
        block = evidence.article.blocks[frame.sentence.block]
        if block.kind is BlockKind.CELL:
            continue
        for _, told in frame.figures:
            multiple = told.kind is Kind.MULTIPLE or told.unit == "times"
            if not multiple or not told.value or told.value <= 1:
                continue
            if told.comparator is not Comparator.EXACT:
                continue
            before = _stems(evidence.text[frame.sentence.start : told.start])
            behind = _stems(evidence.text[told.end : frame.sentence.end])
            for rows in tables:
                upper, lower = (_named(evidence, rows, words) for words in (before, behind))
                if upper is not None and lower is not None and upper is not lower:
                    found = _wrong(evidence, told, upper, lower)
                    if found is not None:
                        yield found


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word.lower()) for word in _WORD.findall(words))


def _named(evidence: Evidence, rows: Sequence[Row], words: frozenset[str]) -> Row | None:
    """Return the only row whose whole head stands among some words."""
    found = [
        row
        for row in rows[1:]
        if row and (head := content_words(evidence.words(row[0]))) <= words and head
    ]
    return found[0] if len(found) == 1 else None


def _wrong(evidence: Evidence, told: Quantity, upper: Row, lower: Row) -> RowsMultiplied | None:
    cells = [[cell_of(evidence, block) for block in row[1:]] for row in (upper, lower)]
    pairs = [
        (one, other)
        for one, other in zip(*cells, strict=False)
        if one is not None and other is not None and min(one.value, other.value) > 0
    ]
    if not pairs or any(_ratio(*pair).meets(told.rounded) for pair in pairs):
        return None
    upper_cell, lower_cell = pairs[-1]
    right = upper_cell.value / lower_cell.value
    near = _ROOM[0] * right <= (told.value or 0.0) <= _ROOM[1] * right
    return RowsMultiplied(told, upper_cell, lower_cell) if near else None


def _ratio(upper: Cell, lower: Cell) -> Interval:
    high = (upper.value + upper.step) / max(lower.value - lower.step, lower.step)
    return Interval((upper.value - upper.step) / (lower.value + lower.step), high)
