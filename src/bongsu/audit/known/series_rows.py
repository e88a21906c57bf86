"""Tables of a series by year: the one cell that is not the series' own where all others are.

A column needs no name for this. If three of its figures are those of a series in the years that
stand beside them, it is that series, and a fourth that is not is mistyped.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.reading.digit_slips import one_key, swapped
from bongsu.audit.reading.recalled import about_korea
from bongsu.audit.reading.tabled import Cell, cell_of
from bongsu.audit.references.series import Value, series, values
from bongsu.evidence.documents import Block, Table
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_YEAR = lazy_regex(r"\s*((?:19|20)\d\d)\s*[*a-c]?\s*")
_FEWEST_RIGHT = 2  # cells that are the series' own
_FEWEST_DIGITS = 9  # that they have together: fewer would agree by chance
SCALES = (1.0, 1e3, 1e4, 1e6, 1e8, 1e9, 1e12)
_RELEASE = dt.timedelta(days=45)  # by which the reference may know a figure late
_REVISED = 0.02  # of a figure: less may be another vintage of it
_FAR = 0.6  # of the greater of two figures: more is no slip in one place


class OffRow(NamedTuple):
    """A cell, and the value of the series that its column has in all other rows."""

    block: Block
    value: Value
    sure: bool  # whether one slip of the finger makes the one of the other


def off_rows(evidence: Evidence, day: dt.date | None) -> Iterator[OffRow]:
    """Yield the cells of a table that differ from the series which the others of a line are."""
    if not evidence.article.tables or not about_korea(evidence):
        return
    for table in evidence.article.tables:
        for line in _lines(evidence, table):
            if len(line) > _FEWEST_RIGHT:
                yield from _off(line, day + _RELEASE if day else None)


def _lines(evidence: Evidence, table: Table) -> Iterator[list[tuple[str, Cell]]]:
    """Yield the columns whose rows begin with a year, and the rows below a head of years."""
    columns: dict[int, list[tuple[str, Cell]]] = defaultdict(list)
    if not table.rows or not table.rows[0]:
        return
    heads = [_YEAR.fullmatch(evidence.words(cell)) for cell in table.rows[0]]
    for row in table.rows:
        if not row:
            continue
        year = _YEAR.fullmatch(evidence.words(row[0]))
        if year is not None:
            for place, block in enumerate(row[1:]):
                cell = cell_of(evidence, block)
                if cell is not None and cell.value:
                    columns[place].append((year[1], cell))
        elif any(heads[1:]) and len(row) == len(heads):
            cells = [cell_of(evidence, block) for block in row]
            yield [
                (head[1], cell)
                for head, cell in zip(heads[1:], cells[1:], strict=True)
                if head is not None and cell is not None and cell.value
            ]
    yield from columns.values()


def _off(line: Sequence[tuple[str, Cell]], day: dt.date | None) -> Iterator[OffRow]:
    for one in series().values():
        if one.frequency != "year" or one.kind == "projection":
            continue
        known: dict[str, list[Value]] = defaultdict(list)
        for value in values(one.id, day):
            known[value.period].append(value)
        told = [(year, cell) for year, cell in line if year in known]
        if len(told) <= _FEWEST_RIGHT:
            continue
        for scale in SCALES:
            wrong = [
                (year, cell)
                for year, cell in told
                if not any(_is(cell, value, scale) for value in known[year])
            ]
            right = [cell for _, cell in told if all(cell is not other for _, other in wrong)]
            if len(right) < _FEWEST_RIGHT or sum(map(_digits, right)) < _FEWEST_DIGITS:
                continue
            if len(wrong) == 1:
                year, cell = wrong[0]
                value = known[year][-1]
                apart = abs(cell.value * scale - value.low) / max(abs(value.low), 1e-9)
                revised = apart <= _REVISED
                if apart <= _FAR and (not revised or _slipped(cell, value, scale, swapped)):
                    yield OffRow(cell.block, value, _slipped(cell, value, scale, one_key))
            return


def _is(cell: Cell, value: Value, scale: float) -> bool:
    """Whether a cell is a value, rounded or cut off to its last digit."""
    step = cell.step * scale
    return value.low - step < cell.value * scale < value.high + step


def _digits(cell: Cell) -> int:
    return len(str(round(abs(cell.value) / cell.step)).rstrip("0"))


def _slipped(cell: Cell, value: Value, scale: float, slip: Callable[[str, str], bool]) -> bool:
    written = str(round(abs(cell.value) / cell.step))
    return slip(written, str(round(abs(value.low) / (cell.step * scale))))
