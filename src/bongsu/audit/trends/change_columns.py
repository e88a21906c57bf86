"""Rows of a table whose cell says "up" or "down" of the two figures before it, and is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bongsu.audit.reading.fits import below
from bongsu.audit.reading.frames import quantities_within
from bongsu.audit.trends.compared_back import Backward
from bongsu.evidence.documents import Block
from bongsu.evidence.mentions import Evidence, Quantity, within
from bongsu.patterns import lazy_regex

_HEAD = lazy_regex(
    r"\W*(?:change|direction|trend|move|movement|development|tendency)\W*", re.IGNORECASE
)
_BEFORE = lazy_regex(r"\W*(?:before|old|previous|previously|earlier|from)\W*", re.IGNORECASE)
_AFTER = lazy_regex(r"\W*(?:after|new|now|current|currently|later|to)\W*", re.IGNORECASE)
_WAY = lazy_regex(
    r"\W*(?:(?P<up>up|rose|risen|rise|rising|higher|increased?|gain(?:ed)?|more|\u2191)|"
    r"(?P<down>down|fell|fallen|fall|falling|lower|decreased?|declined?|less|fewer|\u2193))\W*",
    re.IGNORECASE,
)


def change_columns(evidence: Evidence) -> Iterator[Backward]:
    """Yield the cells that say which way two figures of their row go, where they go the other."""
    for table in evidence.article.tables:
        head = table.rows[0] if table.rows else ()
        for column, cell in enumerate(head):
            if column < 2 or not _HEAD.fullmatch(evidence.words(cell)):
                continue
            order = _order(evidence, head[column - 2], head[column - 1])
            for row in table.rows[1:]:
                if order and len(row) == len(head):
                    yield from _denied(evidence, row, column, swapped=order < 0)


def _order(evidence: Evidence, first: Block, second: Block) -> int:
    """Return 1 if the head of one column is of a time before that of the next, -1 if behind it."""
    one, other = (
        next((d.first for d in within(evidence.dates, cell.start, cell.end) if d.first), None)
        for cell in (first, second)
    )
    if one is not None and other is not None and one != other:
        return 1 if one < other else -1
    said = evidence.words(first), evidence.words(second)
    if _BEFORE.fullmatch(said[0]) and _AFTER.fullmatch(said[1]):
        return 1
    return -1 if _AFTER.fullmatch(said[0]) and _BEFORE.fullmatch(said[1]) else 0


def _denied(
    evidence: Evidence, row: Sequence[Block], column: int, *, swapped: bool
) -> Iterator[Backward]:
    said = _WAY.fullmatch(evidence.words(row[column]))
    figures = [_only(evidence, cell) for cell in row[column - 2 : column]]
    if said is None or figures[0] is None or figures[1] is None:
        return
    before, after = (figures[1], figures[0]) if swapped else (figures[0], figures[1])
    if below(after, before) if said["up"] else below(before, after):
        start, end = row[column].start, row[column].end
        yield Backward(start, end, before, after)


def _only(evidence: Evidence, cell: Block) -> Quantity | None:
    """Return the one figure of a cell."""
    inside = quantities_within(evidence, cell.start, cell.end)
    return inside[0] if len(inside) == 1 and inside[0].value is not None else None
