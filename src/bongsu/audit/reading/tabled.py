"""Totals of tables: columns with a row of totals, rows with a column of totals.

Cells are read as numbers without their units, which a column or a row has in common. A total that
fits under any usual reading (all rows above it, those since the last subtotal, the rows that are
not marked as parts of another) is right.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from bongsu.audit.findings import Finding
from bongsu.audit.reading.wording import as_warning
from bongsu.audit.rules import RULES
from bongsu.audit.telling import related_part
from bongsu.evidence.documents import Block
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex, regex

_NUMBER = regex(
    r"\s*(?:US)?[$\u20a9\u20ac\u00a3\u00a5]?\s*(?:[A-Z]{3}\s)?(\(?[-\u2212\u2013]?\$?)"
    r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(%|percent|\))?\s*(?:\[[a-z0-9]\]|[*\u2020a-c])?\s*"
)
_TOTAL = regex(
    r"^\W*(?:grand |overall |sub-?)?total\b|^\W*(?:sum|all|overall|altogether|combined|together|"
    r"in all|all told|aggregate)\W*$|\btotal\W*$|"
    r"^\W*all (?:of them|together|(?:the )?(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b)",
    re.IGNORECASE,
)
_PERIODS = lazy_regex(
    r"^\W*(?:first|second|third|fourth|q[1-4]|[1-4]q|1st|2nd|3rd|4th)\b", re.IGNORECASE
)
_WHOLE_YEAR = regex(r"^\W*(?:(?:full |whole )?year|annual)\W*$", re.IGNORECASE)
_QUARTERS = 4
_MOST_TOTALS = 12  # rows; a table with more calls something else so
_SUBTOTAL = lazy_regex(r"sub-?total", re.IGNORECASE)
_PART_OF = lazy_regex(r"^\W*(?:of which|o/w|incl|thereof|--|\u2013|memo)|^\s{2,}", re.IGNORECASE)
_NOT_SUMMED = lazy_regex(
    r"\b(?:rate|share|average|mean|median|growth|per|ratio|rank|year|index|%|percent(?:age)?|price|yoy)\b|%",
    re.IGNORECASE,
)
_OF_ROWS = lazy_regex(r"\b(?:fiscal |calendar )?years?\b", re.IGNORECASE)
_MISSING = lazy_regex(r"\s*(?:[-\u2013\u2014.*]+|n/?a|)\s*", re.IGNORECASE)


class Cell(NamedTuple):
    """A number of a table."""

    block: Block
    value: float
    step: float


class Checked(NamedTuple):
    """A total of a table with the cells that it sums up."""

    whole: Cell
    parts: list[Cell]
    fits: bool  # under some usual reading, within what rounding may do

    @property
    def steps_off(self) -> float:
        """How far the sum of all cells is from the total, in steps of its last digit."""
        return abs(sum(cell.value for cell in self.parts) - self.whole.value) / self.whole.step


def table_sums(evidence: Evidence) -> Iterator[Finding]:
    """Yield totals of tables that the cells above or beside them do not add up to."""
    for table in evidence.article.tables:
        grid = [list(row) for row in table.rows]
        found = [
            *_sums(evidence, grid, has_header=table.has_header),
            *_unnamed_total(evidence, grid, has_header=table.has_header),
        ]
        yield from found
        width = max((len(row) for row in grid), default=0)
        if all(len(row) == width for row in grid):
            turned = [list(column) for column in zip(*grid, strict=True)]
            told = {one.start for one in found}
            across = _sums(evidence, turned, has_header=True)
            yield from (one for one in across if one.start not in told)


def _sums(evidence: Evidence, grid: list[list[Block]], *, has_header: bool) -> Iterator[Finding]:
    """Yield wrong totals of columns; labels stand in the first column."""
    totals = [
        at
        for at, row in enumerate(grid)
        if len(row) > 1
        and (_TOTAL.search(evidence.words(row[0])) or _year_of_quarters(evidence, grid, at))
    ]
    if len(totals) > _MOST_TOTALS:
        return
    for at in totals:
        first = 1 if has_header else 0
        leads = at == first and at + 2 < len(grid)  # the total stands above its parts
        span = range(at + 1, len(grid)) if leads else range(first, at)
        labels = [evidence.words(grid[row][0]) for row in span if row not in totals and grid[row]]
        if labels and all(_PART_OF.search(label) for label in labels):
            continue  # "of which" tells some of the parts
        checked = [
            found
            for column in range(1, len(grid[at]))
            if (found := _checked(evidence, grid, at, span, column, totals, has_header))
        ]
        if _averages(evidence.words(grid[at][0]), checked):
            continue
        checked = [one for one in checked if one.fits or not _is_mean(one, checked)]
        wrong = [one for one in checked if not one.fits]
        little = not wrong and len(totals) == 1 and not any(map(_PART_OF.search, labels))
        if little:
            wrong = _off_by_little(evidence, checked)
        findings = [_finding(evidence, one.whole, one.parts) for one in wrong]
        told = [as_warning(one) if little else one for one in findings if one is not None]
        if len(told) < _SEVERAL:  # more of them: the rows are no parts of this total
            yield from told


_CALLED_SUM = lazy_regex(r"total|sum|together|in all|told|combined", re.IGNORECASE)


def _averages(label: str, checked: Sequence[Checked]) -> bool:
    """Whether "all" of some groups has what is usual among them: a rate, of which none is told."""
    return (
        _CALLED_SUM.search(label) is None
        and bool(checked)
        and all(
            not one.fits
            and min(c.value for c in one.parts)
            <= one.whole.value
            <= max(c.value for c in one.parts)
            for one in checked
        )
    )


def _is_mean(one: Checked, checked: Sequence[Checked]) -> bool:
    """Whether the row of a total has what is usual of its parts here, beside sums of other columns.

    Weighed by the parts of such a sum it comes out, or it lies amid its parts and far from a sum.
    """
    values = [cell.value for cell in one.parts]
    if not min(values) <= one.whole.value <= max(values):
        return False
    sums = [each for each in checked if each.fits and len(each.parts) == len(values)]
    room = _COARSE * one.whole.step
    for each in sums:
        weighed = sum(w.value * v for w, v in zip(each.parts, values, strict=True))
        if each.whole.value and abs(weighed / each.whole.value - one.whole.value) <= room:
            return True
    return bool(sums) and sum(values) > _FAR_FROM_SUM * one.whole.value > 0


_COARSE = 1.5  # last digits by which a mean of rounded figures may be off
_FAR_FROM_SUM = 1.4  # times: a sum mistyped is seldom so far off


def _off_by_little(evidence: Evidence, checked: Sequence[Checked]) -> list[Checked]:
    """Return the one total that rounding could just explain, where all others are exactly right.

    Were the cells rounded, or cut off, few of the others would add up to the last digit. One last
    digit is nothing: of two parts that are rounded, every fourth sum is so far off.
    """
    plain = [one for one in checked if len({cell.step for cell in (one.whole, *one.parts)}) == 1]
    off = [one for one in plain if one.steps_off > _SPECK]
    exact = len(plain) - len(off)
    if len(off) != 1 or len(plain) != len(checked) or off[0].whole.value == _ALL:
        return []
    if off[0].steps_off < _TELLING - _SPECK or _says_rounded(evidence, off[0]):
        return []
    spread = math.sqrt((len(off[0].parts) + 1) / 12)  # of the sum of so many rounding errors
    apart = off[0].steps_off / spread
    sure = any(exact >= least and apart > far for least, far in _ENOUGH)
    return off if sure else []


_SPECK = 1e-6  # of a step of the last digit
_TELLING = 2  # steps of the last digit that a total has to be off
_ENOUGH = ((1, 3.0), (2, 2.5))  # exact totals beside one so many times its spread off
_ROUNDED = lazy_regex(r"\bround(?:ed|ing)\b|\b(?:may|do|might) not (?:add|sum)", re.IGNORECASE)
_NOTES = 600  # code points about a total in which a note to its table stands


def _says_rounded(evidence: Evidence, total: Checked) -> bool:
    """Whether a note to a table says that its figures are rounded."""
    at = total.whole.block.start
    return _ROUNDED.search(evidence.text, max(0, at - _NOTES), at + _NOTES) is not None


def _year_of_quarters(evidence: Evidence, grid: list[list[Block]], at: int) -> bool:
    """Whether a row is the year after its four quarters."""
    before = grid[max(0, at - 4) : at]
    return (
        len(before) == _QUARTERS
        and _WHOLE_YEAR.match(evidence.words(grid[at][0])) is not None
        and all(row and _PERIODS.match(evidence.words(row[0])) for row in before)
    )


def _unnamed_total(
    evidence: Evidence, grid: list[list[Block]], *, has_header: bool
) -> Iterator[Finding]:
    """Yield wrong sums of a last row that is called by the whole, such as "County".

    It is one of totals if two columns or more add up to it, and all but one do.
    """
    first, last = (1 if has_header else 0), len(grid) - 1
    if last - first < 2 or not grid[last] or _TOTAL.search(evidence.words(grid[last][0])):
        return
    right, wrong = 0, []
    for column in range(1, len(grid[last])):
        cells = [
            cell_of(evidence, row[column]) if column < len(row) else None for row in grid[first:]
        ]
        known = [cell for cell in cells if cell is not None]
        if len(known) != len(cells) or not any(cell.value for cell in known):
            continue
        if _adds_up(known[:-1], known[-1]):
            right += 1
        else:
            wrong.append(known)
    if right >= 2 and len(wrong) == 1 and (len(grid[last]) - 1 - right) == 1:
        finding = _finding(evidence, wrong[0][-1], wrong[0][:-1])
        if finding is not None:
            yield finding


def _checked(
    evidence: Evidence,
    grid: list[list[Block]],
    at: int,
    span: range,
    column: int,
    totals: list[int],
    has_header: bool,
) -> Checked | None:
    head = evidence.words(grid[0][column]) if has_header and column < len(grid[0]) else ""
    whole = cell_of(evidence, grid[at][column])
    corner = evidence.words(grid[0][0]) if has_header and grid[0] else ""
    corner = _OF_ROWS.sub("", corner)  # years that head the rows may be summed over
    if whole is None or (_NOT_SUMMED.search(f"{corner} {head}") and whole.value != _ALL):
        return None
    rows = [
        row for row in span if row not in totals or _SUBTOTAL.search(evidence.words(grid[row][0]))
    ]
    if any(_NOT_SUMMED.search(evidence.words(grid[row][0])) for row in rows):
        return None
    cells: dict[int, Cell] = {}
    for row in rows:
        block = grid[row][column] if column < len(grid[row]) else None
        if block is None:
            return None
        cell = cell_of(evidence, block)
        if cell is None and not _MISSING.fullmatch(evidence.words(block)):
            return None
        if cell is not None:
            cells[row] = cell
    if _NOT_SUMMED.search(head):
        added = sum(cell.value for cell in cells.values())
        if not _NEAR_ALL[0] < added / _ALL < _NEAR_ALL[1]:
            return None
    if len(cells) < 2:
        return None
    fits = _any_reading(evidence, grid, cells, totals, at, whole)
    return Checked(whole, list(cells.values()), fits)


def _any_reading(
    evidence: Evidence,
    grid: list[list[Block]],
    cells: dict[int, Cell],
    totals: list[int],
    at: int,
    whole: Cell,
) -> bool:
    plain = {row: cell for row, cell in cells.items() if row not in totals}
    last = max((row for row in totals if row < at), default=-1)
    readings: list[Sequence[Cell]] = [
        list(plain.values()),
        [cell for row, cell in cells.items() if row in totals],
        [cell for row, cell in cells.items() if row > last],
        [cell for row, cell in cells.items() if row >= last],
        [c for row, c in plain.items() if not _PART_OF.search(evidence.words(grid[row][0]))],
        _without_parts(list(plain.values())),
    ]
    if len(readings[-1]) == 1 and _NEARLY * whole.value <= readings[-1][0].value <= whole.value:
        return True  # one part, nearly all, and what makes that up: the small others are left out
    return any(_adds_up(reading, whole) for reading in readings if reading)


def _without_parts(cells: Sequence[Cell]) -> list[Cell]:
    """Return cells without those that the one above them sums up: "support 39, of it 28, 7, 4"."""
    kept: list[Cell] = []
    up_to = [0.0, *accumulate(cell.value for cell in cells)]
    coarsest = max((cell.step for cell in cells), default=0.0)
    at = 0
    while at < len(cells):
        kept.append(cells[at])
        ends = range(at + 3, min(len(cells), at + 1 + _MOST_PARTS) + 1)
        near = (  # asked first: a table may have a hundred thousand rows
            end
            for end in ends
            if abs(up_to[end] - up_to[at + 1] - cells[at].value) <= (end - at) * coarsest
        )
        at = next((end for end in near if _adds_up(cells[at + 1 : end], cells[at])), at + 1)
    return kept


_MOST_PARTS = 40  # rows that sum up to the one above them


def _adds_up(parts: Sequence[Cell], whole: Cell) -> bool:
    rounded = Interval(
        sum(c.value - c.step / 2 for c in parts), sum(c.value + c.step / 2 for c in parts)
    )
    cut = Interval(sum(c.value for c in parts), sum(c.value + c.step for c in parts))
    most = 1 - _SPECK  # what is cut off is less than a step, so that ends do not meet
    return rounded.meets(Interval(whole.value - whole.step / 2, whole.value + whole.step / 2)) or (
        cut.meets(Interval(whole.value, whole.value + most * whole.step))
        and whole.value < cut.high - _SPECK * whole.step
    )


def cell_of(evidence: Evidence, block: Block) -> Cell | None:
    """Return the number that a cell holds, none if it holds anything else."""
    match = _NUMBER.fullmatch(evidence.words(block))
    if match is None:
        return None
    digits = match[2].replace(",", "")
    sign = -1.0 if regex(r"[-\u2212\u2013(]").search(match[1]) else 1.0
    places = len(digits.partition(".")[2])
    return Cell(block=block, value=sign * float(digits), step=10.0**-places)


_ALL = 100.0  # percent: shares add up to it, rates and averages do not end in it
_NEAR_ALL = (0.8, 1.25)  # of all: indices of 100 come nowhere near it
_NEARLY = 0.9  # of a total
_SEVERAL = 3  # columns of one total
_NEAR = (0.3, 3.0)  # of the sum: a "total" far from it is one of something else


def _finding(evidence: Evidence, whole: Cell, parts: list[Cell]) -> Finding | None:
    added = sum(cell.value for cell in parts)
    if not added or not _NEAR[0] < whole.value / added < _NEAR[1]:
        return None
    return RULES["AR107"].finding_at(
        evidence.document,
        whole.block,
        f"the {len(parts)} figures of the table add up to {added:,.10g}, "
        f"not {evidence.words(whole.block)}",
        related=[related_part(evidence, c.block, "part") for c in parts],
        evidence={"parts": [cell.value for cell in parts], "sum": added, "written": whole.value},
    )
