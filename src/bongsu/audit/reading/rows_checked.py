"""What the rows of a run show of one another: cells exchanged or lost, totals that do not fit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, permutations
from typing import NamedTuple

from bongsu.audit.reading.line_rows import Figure, LineRow, is_head, is_time, runs_of_rows
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_LONG, _WIDE = 60, 12  # rows and columns of a run; a larger one is no table for readers
_ROWS = 3  # others that show what a column holds
_SPARE = 0.05  # of the ends of a column's range, beyond which a figure is not like the others
_TOTAL = lazy_regex(
    r"\W*(?:grand |overall )?(?:total|sum|all items)\b(?! assets| debt| factor)", re.IGNORECASE
)
_PART_OF = lazy_regex(
    r"\W*(?:of which|o/w|incl|thereof|memo|sub-?total|net|balance|average)", re.IGNORECASE
)
_NOT_SUMMED = lazy_regex(
    r"\b(?:rate|share|growth|change|per|ratio|index|price|yield|average)\b|%", re.IGNORECASE
)
_NEAR = (0.75, 1.34)  # of a total: parts that come to more or less are parts of something else


class Exchanged(NamedTuple):
    """A row of which two figures stand in each other's columns."""

    row: LineRow
    first: int
    second: int


class Short(NamedTuple):
    """A row that has lost a figure."""

    row: LineRow
    usual: int


class Total(NamedTuple):
    """A total that its parts do not come to."""

    row: LineRow
    added: float
    parts: tuple[LineRow, ...]
    sure: bool


def exchanged_cells(evidence: Evidence) -> Iterator[Exchanged]:
    """Yield rows of which two figures each lie where the other's column does, and not in their own.

    The two columns must hold figures that no other row has in common.
    """
    for run in runs_of_rows(evidence):
        told = [row for row in run if any(row.cells)]
        told = told[1:] if told and is_head(told[0]) and not is_head(told[-1]) else told
        usual, times = Counter(len(row.cells) for row in told).most_common(1)[0] if told else (0, 0)
        rows = [row for row in told if len(row.cells) == usual and not _TOTAL.match(row.label)]
        if usual < 2 or times < _ROWS + 1 or len(rows) > _LONG or usual > _WIDE:
            continue
        for row in rows:
            others = [other for other in rows if other is not row]
            for first, second in combinations(range(usual), 2):
                if (
                    _exchanged(row, others, first, second)
                    or _of_other_sorts(row, others, first, second)
                    or _begins_late(row, others, first, second)
                    or _related_otherwise(row, others, first, second)
                ):
                    yield Exchanged(row, first, second)
                    break


def _exchanged(row: LineRow, others: Sequence[LineRow], first: int, second: int) -> bool:
    here, there = row.cells[first], row.cells[second]
    if here is None or there is None:
        return False
    one, two = (_range(others, column) for column in (first, second))
    if one is None or two is None or not (one[1] < two[0] or two[1] < one[0]):
        return False
    if _in(here, one) or _in(there, two) or not (_in(here, two) and _in(there, one)):
        return False
    return not _difference_fits(row, others, first, second)


def _of_other_sorts(row: LineRow, others: Sequence[LineRow], first: int, second: int) -> bool:
    """Whether one column holds percentages, the other numbers, and this row the reverse."""
    here, there = row.cells[first], row.cells[second]
    if here is None or there is None or here.percent == there.percent:
        return False
    return all(
        one is not None
        and two is not None
        and (one.percent, two.percent) == (there.percent, here.percent)
        for one, two in ((other.cells[first], other.cells[second]) for other in others)
    )


def _begins_late(row: LineRow, others: Sequence[LineRow], first: int, second: int) -> bool:
    """Whether two columns of years run on in every row but this one."""
    spans = [(one.cells[first], one.cells[second]) for one in (row, *others)]
    years = [
        (one.value, two.value)
        for one, two in spans
        if one is not None and two is not None and is_head(row._replace(cells=(one, two)))
    ]
    if len(years) != len(spans):
        return False
    return years[0][0] > years[0][1] and all(one < two for one, two in years[1:])


def _related_otherwise(row: LineRow, others: Sequence[LineRow], first: int, second: int) -> bool:
    """Whether a product or a difference that ties the columns holds once the two are exchanged."""
    cells = list(row.cells)
    cells[first], cells[second] = cells[second], cells[first]
    turned = row._replace(cells=tuple(cells))
    for one, two, result in permutations(range(len(cells)), 3):
        if not {first, second} <= {one, two, result}:
            continue
        for holds in (_is_product, _is_difference):
            if (
                not holds(row, one, two, result)
                and holds(turned, one, two, result)
                and _mostly(holds(other, one, two, result) for other in others)
            ):
                return True
    return False


def _mostly(held: Iterable[bool]) -> bool:
    """Whether something holds in all rows, or in all but one of many."""
    told = list(held)
    return sum(told) >= max(_ROWS, len(told) - (len(told) > _MANY))


_MANY = 5
_CLOSE = 0.012  # of a product of rounded figures


def _is_product(row: LineRow, first: int, second: int, result: int) -> bool:
    one, two, made = (row.cells[at] for at in (first, second, result))
    if one is None or two is None or made is None or not made.value:
        return False
    return (
        abs(one.value) > 1
        and abs(two.value) > 1
        and abs(one.value * two.value / made.value - 1) < _CLOSE
    )


def _range(rows: Sequence[LineRow], column: int) -> tuple[float, float] | None:
    cells = [row.cells[column] for row in rows]
    known = [cell.value for cell in cells if cell is not None]
    return (min(known), max(known)) if len(known) >= _ROWS and len(known) == len(cells) else None


def _in(figure: Figure, room: tuple[float, float]) -> bool:
    low, high = (min(room[0] * (1 - _SPARE), room[0] * (1 + _SPARE)), room[1])
    return low <= figure.value <= max(high * (1 - _SPARE), high * (1 + _SPARE))


def _difference_fits(row: LineRow, others: Sequence[LineRow], first: int, second: int) -> bool:
    """Whether a column of differences says that the two figures are right as they stand."""
    for column in range(len(row.cells)):
        if column in {first, second}:
            continue
        if all(_is_difference(one, first, second, column) for one in (row, *others)):
            return True
    return False


def _is_difference(row: LineRow, first: int, second: int, column: int) -> bool:
    one, two, apart = (row.cells[at] for at in (first, second, column))
    if one is None or two is None or apart is None:
        return False
    return abs(one.value - two.value - apart.value) <= 1.5 * max(one.step, two.step, apart.step)


def shortened_rows(evidence: Evidence) -> Iterator[Short]:
    """Yield the one line of a run that has a figure less than the others and no blank for it."""
    for run in runs_of_rows(evidence):
        rows = [row for row in run if row.wide]
        counts = Counter(len(row.cells) for row in rows)
        if not counts:
            continue
        usual, times = counts.most_common(1)[0]
        odd = [row for row in rows if len(row.cells) != usual]
        if usual < 2 or times < _ROWS or len(odd) != 1:
            continue
        row = odd[0]
        labels = {is_time(one.label) for one in rows}
        whole = None not in row.cells and not _TOTAL.match(row.label)
        if whole and len(row.cells) == usual - 1 and len(labels) == 1:
            yield Short(row, usual)
    yield from _shorter_than_head(evidence)


def _shorter_than_head(evidence: Evidence) -> Iterator[Short]:
    """Yield a row with a figure less than its head names years, where another row has them all."""
    for run in runs_of_rows(evidence):
        if not is_head(run[0]) or len(run) < _ROWS:
            continue
        named = len(run[0].cells) + is_time(run[0].label)
        counts = [len(row.cells) for row in run[1:]]
        if named < _ROWS or counts.count(named) != len(counts) - 1 or named - 1 not in counts:
            continue
        row = run[1 + counts.index(named - 1)]
        if None not in row.cells:
            yield Short(row, named)


def row_totals(evidence: Evidence) -> Iterator[Total]:
    """Yield the totals of lines that the lines above, or below, do not come to."""
    for told in runs_of_rows(evidence):
        run = told[1:] if is_head(told[0]) else told
        totals = [at for at, row in enumerate(run) if _TOTAL.match(row.label)]
        if len(totals) != 1:
            continue
        at = totals[0]
        parts = run[:at] if at else run[1:]
        found = _mistaken(run[at], parts, leads=not at)
        if found is not None:
            yield found


def _mistaken(row: LineRow, parts: Sequence[LineRow], *, leads: bool) -> Total | None:
    same = [one for one in parts if len(one.cells) == len(row.cells) and None not in one.cells]
    if len(same) < 2 or len(same) != len(parts) or None in row.cells:
        return None
    if any(_PART_OF.match(one.label) or _NOT_SUMMED.search(one.label) for one in parts):
        return None
    off = [column for column in range(len(row.cells)) if not _fits(row, same, column)]
    if len(off) != 1:
        return None
    cells = [one.cells[off[0]] for one in same]
    whole = row.cells[off[0]]
    added = sum(cell.value for cell in cells if cell is not None)
    if whole is None or not whole.value or whole.percent:
        return None
    if not _NEAR[0] <= added / whole.value <= _NEAR[1] or (leads and added < whole.value):
        return None  # a total that leads may have parts that no line tells
    return Total(row, added, tuple(same), len(row.cells) > 1 or len(same) > 2)


def _fits(row: LineRow, parts: Sequence[LineRow], column: int) -> bool:
    cells = [part.cells[column] for part in parts]
    whole = row.cells[column]
    known = [cell for cell in (*cells, whole) if cell is not None]
    added = sum(cell.value for cell in cells if cell is not None)
    room = 0.51 * sum(cell.step for cell in known)
    return whole is None or abs(added - whole.value) <= room + 1e-9 * abs(added)
