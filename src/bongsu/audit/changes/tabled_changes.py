"""Columns of changes in tables, held against the two columns that they lead between.

Which two these are, the other rows tell: in all of them but the one in question the change fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from bongsu.evidence.documents import Block
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex, regex

CHANGE = regex(
    r"\b(?:change|growth|increase|decrease|difference|rise|decline|yoy|y/y|year-on-year|gain|loss|"
    r"excess|gap|balance|margin|lead|spread|surplus|deficit|shortfall|variance|deviation|"
    r"differential|net|premium|discount|headroom|outperformance|apart|minus|less)\b"
    r"|[+\u00b1]/?[-\u2212]",
    re.IGNORECASE,
)
_CELL = lazy_regex(
    r"\s*(?P<sign>[-+\u2212\u2013]?)\s?(?:US)?[$\u20a9\u20ac]?(?P<digits>\d[\d,]*(?:\.\d+)?)\s?"
    r"(?P<percent>%|percent|points?|p\.?p\.?|%p)?\s*",
    re.IGNORECASE,
)
_TOTAL = lazy_regex(r"\b(?:total|sum|all|overall)\b", re.IGNORECASE)  # AR107 tells of these
_FEWEST = 2  # rows in which a change must fit before another is wrong
_WIDEST = 9  # columns


class Cell(NamedTuple):
    """A number of a table, with its last written place and whether it bears a sign."""

    block: Block
    value: float
    step: float
    signed: bool


class WrongChange(NamedTuple):
    """A cell with a change that is not the one between two others of its row."""

    change: Block
    before: Block
    after: Block
    right: float
    gap: bool  # whether the two stand side by side, and the one is not the later
    because: str = "and the other rows fit"


_GAP = lazy_regex(
    r"\b(?:difference|excess|gap|balance|margin|lead|spread|surplus|deficit|shortfall|variance|"
    r"deviation|differential|net|premium|discount|headroom|outperformance|apart|minus|less)\b",
    re.IGNORECASE,
)


def wrong_changes(evidence: Evidence) -> Iterator[WrongChange]:
    """Yield the cells of columns of changes that alone do not fit their row."""
    for table in evidence.article.tables:
        if not table.has_header or len(table.rows) < _FEWEST + 2:
            continue
        heads = [evidence.words(block) for block in table.rows[0]]
        if len(heads) > _WIDEST:
            continue
        rows = [
            row
            for row in table.rows[1:]
            if len(row) == len(heads) and not _TOTAL.search(evidence.words(row[0]))
        ]
        for column, head in enumerate(heads):
            if column and CHANGE.search(head):
                yield from _of_column(evidence, rows, column, gap=_GAP.search(head) is not None)


def _of_column(
    evidence: Evidence, rows: list[tuple[Block, ...]], column: int, *, gap: bool
) -> Iterator[WrongChange]:
    read = [[read_cell(evidence, block) for block in row] for row in rows]
    others = [at for at in range(1, len(rows[0]) if rows else 0) if at != column]
    found: list[WrongChange] = []
    for first, second in combinations(others, 2):
        for before, after in ((first, second), (second, first)):
            for relative in (True, False):
                fitting, misfits = _reading(read, column, before, after, relative=relative)
                if fitting < _FEWEST:
                    continue
                if not misfits:
                    return  # under this reading all is well
                if len(misfits) == 1:
                    change, one, other = misfits[0]
                    found.append(
                        WrongChange(
                            change=change.block,
                            before=one.block,
                            after=other.block,
                            right=size(one.value, other.value, relative=relative),
                            gap=gap and not relative,
                        )
                    )
    yield from found[:1]


_Row = tuple[Cell, Cell, Cell]


def _reading(
    read: list[list[Cell | None]], column: int, before: int, after: int, *, relative: bool
) -> tuple[int, list[_Row]]:
    """Return how many rows fit a reading of the columns, and the rows that do not."""
    fitting, misfits = 0, []
    for row in read:
        change, first, second = row[column], row[before], row[after]
        if change is None or first is None or second is None:
            continue
        if first.value <= 0 or second.value <= 0:
            return 0, []
        if cell_fits(change, first, second, relative=relative):
            fitting += change.value != 0
        else:
            misfits.append((change, first, second))
    return fitting, misfits


def size(before: float, after: float, *, relative: bool) -> float:
    """Return the change between two levels, in percent of the first or in their unit."""
    return 100.0 * (after - before) / before if relative else after - before


def cell_fits(change: Cell, before: Cell, after: Cell, *, relative: bool) -> bool:
    """Whether a change is one between two cells, as they may be rounded or cut off."""
    if not relative:
        apart = after.value - before.value
        room = (before.step + after.step) / 2 + 0.51 * change.step
        signed = change.signed or change.value < 0
        return abs(apart - change.value) <= room or (
            not signed and abs(-apart - change.value) <= room
        )
    ends = [
        size(before.value + one * before.step, after.value + other * after.step, relative=relative)
        for one in (-0.5, 0.5, 1.0)
        for other in (-0.5, 0.5, 1.0)
    ]
    low, high = min(ends) - change.step, max(ends) + change.step
    if change.signed or change.value < 0:
        return low <= change.value <= high
    return low <= change.value <= high or low <= -change.value <= high  # "decrease: 4.1"


def read_cell(evidence: Evidence, block: Block) -> Cell | None:
    """Return the number of a cell that holds nothing else."""
    match = _CELL.fullmatch(evidence.words(block))
    if match is None:
        return None
    digits = match["digits"].replace(",", "")
    sign = -1.0 if match["sign"] in {"-", "\u2212", "\u2013"} else 1.0
    places = len(digits.partition(".")[2])
    return Cell(block, sign * float(digits), 10.0**-places, bool(match["sign"]))
