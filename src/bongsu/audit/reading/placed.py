"""Every figure of an article with where it stands, and the pairs of them that one may compare.

Two figures may be compared if they are of one unit, count one thing, and stand near each other: in
one paragraph, few sentences apart, or in one column or one row of a table. A document has few such
pairs, so that what is said of a change anywhere in it can be held against all of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from bongsu.audit.notation import DATE, Form
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.audit.remembering import remembered
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import PERCENTS, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_LEVELS = {
    Kind.MONEY,
    Kind.COUNT,
    Kind.PHYSICAL,
    Kind.DURATION,
    Kind.PERCENT,
    Kind.RATE,
    Kind.INDEX,
}
_START = attrgetter("start")
_FAR = 2  # sentences between two figures of one paragraph that are still compared
_MOST = 150  # figures of an article; one with more is a book of tables
_IDLE = 12.0
_TIMES = 12.0  # one figure of the other: farther off they are of two measures


class Placed(NamedTuple):
    """A figure that may be a level, and where it stands."""

    quantity: Quantity
    frame: Frame
    at: int
    cell: tuple[int, int, int] | None  # table, row and column

    @property
    def value(self) -> float:
        """The written value."""
        return self.quantity.value or 0.0

    @property
    def listed(self) -> bool:
        """Whether it stands in an item of a list."""
        evidence = self.frame.evidence
        return evidence.article.blocks[self.block].kind is BlockKind.ITEM

    @property
    def block(self) -> int:
        """The paragraph or cell."""
        return self.frame.sentence.block

    @property
    def idle(self) -> bool:
        """Whether it is a small number in words, which counts something aside."""
        quantity = self.quantity
        return quantity.words and quantity.kind is Kind.COUNT and self.value <= _IDLE


_MOVED = lazy_regex(
    r"\b(?:rose|fell|climbed|dropped|gained|lost|jumped|slid|slipped|up|down|increased|decreased|declined|grew|"
    r"shed|added) (?:by )?$",
    re.IGNORECASE,
)
_TO_LEVEL = lazy_regex(r" (?:to|at) [\ue000-\ue01f]")


_MOVED_BY = Form(
    r"(?:{up}|{down})(?: [a-z]+ly)? by (?:(?:about|some|nearly|almost|only|just|over|another|a) )*$"
)
_LEAD = 50  # code points before a figure in which a verb says that it is a change


_MOVED_SO = Form(r"(?:{up}|{down}|\bshed|\badded) (?:(?:about|some|nearly|almost|only|just) )*$")


def tells_step(frame: Frame, at: int) -> bool:
    """Whether a verb right before a figure makes it a change: "fell by 88 points", "shed 18"."""
    lead = max(0, at - _LEAD)
    return any(form.search(frame.text, lead, at) for form in (_MOVED_BY, _MOVED_SO))


def _leads_to_level(frame: Frame, at: int) -> bool:
    """Whether a figure is by how much something moved: "fell 28 dollars to 38"."""
    if _MOVED_BY.search(frame.text, max(0, at - _LEAD), at):
        return True
    moved = _MOVED.search(frame.text, max(0, at - 20), at) is not None
    return moved and _TO_LEVEL.match(frame.text, at + 1) is not None


Pair = tuple[Placed, Placed]  # in the order of the text


@remembered
def placed(evidence: Evidence) -> Iterator[Placed]:
    """Yield every figure of an article that may be a level, in the order of the text."""
    cells = {
        block.start: (number, row, column)
        for number, table in enumerate(evidence.article.tables)
        for row, line in enumerate(table.rows)
        for column, block in enumerate(line)
    }
    blocks = evidence.article.blocks
    for frame in all_frames(evidence):
        cell = cells.get(blocks[frame.sentence.block].start)
        for at, quantity in frame.figures:
            if (
                quantity.kind in _LEVELS
                and quantity.value
                and quantity.value > 0
                and frame.slim[at] != DATE
                and frame.reckoned(at) is not None
                and not _leads_to_level(frame, at)
            ):
                yield Placed(quantity=quantity, frame=frame, at=at, cell=cell)


@remembered
def pairs(evidence: Evidence) -> Iterator[Pair]:
    """Yield the pairs of figures of an article that may be compared."""
    every = placed(evidence)
    if len(every) > _MOST:
        return
    for place, first in enumerate(every):
        for second in every[place + 1 :]:
            if first.cell is None and not beside(first, second):
                break
            if first.cell and (not second.cell or second.cell[0] != first.cell[0]):
                break
            if beside(first, second) and of_one_measure(first.quantity, second.quantity):
                yield first, second


def period_of(evidence: Evidence, level: Quantity) -> str | None:
    """Return the period that a figure is of, as far as the text says."""
    place = bisect_left(evidence.quantities, level.start, key=_START)
    claims = evidence.claims[place : place + 1]
    return claims[0].period if claims and claims[0].quantity.start == level.start else None


def labels(evidence: Evidence) -> dict[int, str]:
    """Return what an item of a list calls itself before its colon, by the start of its figures."""
    return dict(_labelled(evidence))


@remembered
def _labelled(evidence: Evidence) -> Iterator[tuple[int, str]]:
    for each in placed(evidence):
        if each.cell is None and each.listed:
            label, colon, _ = each.frame.text[: each.at].partition(":")
            if colon and 2 < len(label) < _LABEL and label.isascii():
                yield each.quantity.start, label.lower().strip(" *-")


_LABEL = 50


def beside(first: Placed, second: Placed) -> bool:
    """Whether two figures stand near enough to be compared."""
    if first.cell is None or second.cell is None:
        near = second.frame.index - first.frame.index <= _FAR
        return near and (first.block == second.block or (first.listed and second.listed))
    return first.cell[0] == second.cell[0] and (
        first.cell[1] == second.cell[1] or first.cell[2] == second.cell[2]
    )


def in_order(way: str, first: Placed, second: Placed) -> tuple[Quantity, Quantity]:
    """Return two levels in the order in which a change goes "up" or "down" between them."""
    low, high = sorted((first.quantity, second.quantity), key=lambda level: level.value or 0.0)
    return (high, low) if way == "down" else (low, high)


def of_one_measure(first: Quantity, second: Quantity, times: float = _TIMES) -> bool:
    """Whether two figures are of one unit and count one thing, as far as they say."""
    if first.kind in PERCENTS or second.kind in PERCENTS:
        return first.kind in PERCENTS and second.kind in PERCENTS
    plain = second.kind is Kind.COUNT and not second.unit and not second.noun
    if first.kind is not second.kind:  # "4 days, lately 36", "4,200 won ... at 7,350"
        return (
            plain
            and first.kind in {Kind.MONEY, Kind.DURATION, Kind.PHYSICAL}
            and _close(first, second, times)
        )
    if not _close(first, second, times):
        return False
    if first.kind is Kind.COUNT:
        return (
            not first.noun
            or not second.noun
            or _head(first.noun) == _head(second.noun)
            or (first.unit == second.unit == "persons")
        )
    return first.unit == second.unit


def _head(noun: str) -> str:
    return noun.rsplit(maxsplit=1)[-1][:4].lower()


def _close(first: Quantity, second: Quantity, times: float) -> bool:
    low, high = sorted((abs(first.value or 0.0), abs(second.value or 0.0)))
    return low > 0 and high <= times * low
