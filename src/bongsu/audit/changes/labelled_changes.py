"""Changes told in labelled lines, with the levels of the lines beside them.

"2023: 230,028 / 2022: 249,186 / Change: -7.7%", a line of growth rates under the line of the levels
that grow, and years with their change in brackets: "2024: $683.8 billion (+8.2%)".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from bongsu.audit.reading.fits import difference, fits, growth, rounded
from bongsu.audit.reading.labelled_lines import LabelledLine, Valued, groups
from bongsu.audit.reading.placed import of_one_measure
from bongsu.audit.reading.wording import content_words
from bongsu.audit.remembering import remembered
from bongsu.evidence.mentions import PERCENTS, DateMention, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

Trio = tuple[Quantity, Quantity, Quantity]  # level before, level after, change

_CHANGE = lazy_regex(
    r"\b(?:change|growth|increase|decrease|rise|fall|decline|drop|gain|loss|reduction|difference|"
    r"gap|spread|margin|variation|yoy|y/y|year[- ]on[- ]year|on[- ]year|swing|revision|"
    r"deterioration|improvement|up|down)\b",
)
_BALANCE = lazy_regex(r"\b(?:deficit|surplus|balance|net|shortfall)\b")
_FLOWS = (
    ("export", "import"),
    ("sale", "purchase"),
    ("revenue", "expenditure"),
    ("revenue", "spending"),
    ("income", "outlay"),
    ("birth", "death"),
    ("receipt", "payment"),
    ("arrival", "departure"),
    ("inflow", "outflow"),
    ("assets", "liabilities"),
)
_CHANGE_WORDS = content_words(
    "change growth increase decrease rise fall decline drop gain loss reduction difference gap "
    "spread margin variation yoy year on rate annual real percent points percentage swing "
    "monthly yearly quarterly "
    "revision deterioration improvement up down deficit surplus balance net shortfall total"
)
_ROOM = (0.2, 5.0)  # of the right change: one farther off is of something else
_BETWEEN = 8  # lines between levels and their growth rates
_IN_SIGHT = 16  # lines from a change to levels that may bear it out: not each with each of a table
_TOLD = lazy_regex(
    r"[-+\u2212\u25b2\u25b3\u25bc]$|\b(?:up|down|rise|fall|growth|increase|decrease|yoy)\b"
)


@remembered
def labelled_changes(evidence: Evidence) -> Iterator[Trio]:
    """Yield two levels of labelled lines with a change that no levels of theirs bear out."""
    for group in groups(evidence):
        for place, line in enumerate(group):
            if len(line.figures) == 1:
                yield from _of_lines(line, place, group)
        yield from _of_dated_values(group)
        yield from _of_years(group)


def right_of(before: Quantity, after: Quantity, change: Quantity) -> bool:
    """Whether a change, relative or not, is that between two levels."""
    if change.kind in PERCENTS:
        return fits(change, growth, before, after) or fits(change, growth, after, before)
    return fits(change, difference, before, after)


def _of_lines(line: LabelledLine, place: int, group: Sequence[LabelledLine]) -> Iterator[Trio]:
    """Yield the two levels right above a line of change, or right below it."""
    balance = _BALANCE.search(line.label) is not None
    if not balance and not _CHANGE.search(line.label):
        return
    change = line.figures[0].quantity
    for trio in _beside_it(line, place, group, balance=balance):
        near = group[max(0, place - _IN_SIGHT) : place + _IN_SIGHT + 1]
        levels = [
            one
            for one in near
            if one is not line and len(one.figures) == 1 and _may_be_level(one, change)
        ]
        if not any(right_of(*_values(pair), change) for pair in combinations(levels, 2)):
            yield trio


def _beside_it(
    line: LabelledLine, place: int, group: Sequence[LabelledLine], *, balance: bool
) -> Iterator[Trio]:
    """Yield the two levels beside a line of change that do not bear it out."""
    change = line.figures[0].quantity
    above = group[place - 1] if place else line
    if len(above.figures) == 2 and not line.words - _CHANGE_WORDS - above.words:
        yield from _of_one_line(above, change)
        return
    for some in (group[max(0, place - 2) : place], group[place + 1 : place + 3]):
        if len(some) == 2 and all(
            len(one.figures) == 1 and _may_be_level(one, change) for one in some
        ):
            if not _of_one_thing(line, some, balance=balance):
                return
            before, after = _in_time(some)
            if of_one_measure(before, after) and _near(before, after, change):
                yield before, after, change
            return


def _of_one_line(line: LabelledLine, change: Quantity) -> Iterator[Trio]:
    """Yield the two levels of a line, if the change of the line below is not theirs."""
    first, second = (one.quantity for one in line.figures)
    if not _are_levels(first, second, change) or right_of(first, second, change):
        return
    if of_one_measure(first, second) and _near(first, second, change):
        yield second, first, change


def _are_levels(first: Quantity, second: Quantity, change: Quantity) -> bool:
    """Whether two figures of a line are of one unit, of which a change can be told."""
    if first.kind in PERCENTS or change.kind is Kind.POINTS:
        return {first.kind, second.kind, change.kind} <= {*PERCENTS, Kind.POINTS}
    if first.kind is not second.kind or first.unit != second.unit:
        return False
    return change.kind in PERCENTS or (change.kind is first.kind and change.unit == first.unit)


def _may_be_level(line: LabelledLine, change: Quantity) -> bool:
    level = line.figures[0].quantity
    if _CHANGE.search(line.label) and not line.date:
        return False
    if change.kind in PERCENTS:
        return level.kind is not Kind.POINTS and bool(level.value)
    if change.kind is Kind.POINTS:
        return level.kind in PERCENTS
    return level.kind is change.kind and (level.unit == change.unit or level.kind is Kind.COUNT)


def _values(lines: Sequence[LabelledLine]) -> tuple[Quantity, Quantity]:
    return lines[0].figures[0].quantity, lines[1].figures[0].quantity


def _of_one_thing(line: LabelledLine, some: Sequence[LabelledLine], *, balance: bool) -> bool:
    """Whether a change is of what two lines tell: one thing at two times, or two flows."""
    first, second = some
    own = line.words - _CHANGE_WORDS
    if balance:
        said = sorted((first.label, second.label))
        return any(
            (one in said[0] and other in said[1]) or (one in said[1] and other in said[0])
            for one, other in _FLOWS
        )
    if own - (first.words | second.words):
        return False
    if "gap" in line.label or "difference" in line.label or "spread" in line.label:
        return True
    if first.timed or second.timed:
        return True
    if first.words == second.words:
        return True
    dates = first.date, second.date
    return None not in dates and dates[0] != dates[1] and bool(first.words & second.words)


def _in_time(some: Sequence[LabelledLine]) -> tuple[Quantity, Quantity]:
    first, second = some
    later = second.date if second.date and second.date.first else None
    earlier = first.date if first.date and first.date.first else None
    if later and earlier and later.first and earlier.first and earlier.first > later.first:
        return _values((second, first))
    if later and not earlier and second.timed:
        return _values((second, first))  # "One year earlier" stands below
    return _values(some)


def _near(before: Quantity, after: Quantity, change: Quantity) -> bool:
    """Whether a change is so near to that of two levels that it may be told of them."""
    reckon = growth if change.kind in PERCENTS else difference
    value = change.value or 0.0
    rights = [reckon(rounded(before), rounded(after)), reckon(rounded(after), rounded(before))]
    if {before.kind, after.kind, change.kind} <= PERCENTS:
        rights.append(difference(rounded(before), rounded(after)))
    return any(_ROOM[0] * right.low <= value <= _ROOM[1] * right.high for right in rights)


def _year(date: DateMention | None) -> int | None:
    """Return the year that a date is, if it is a whole one."""
    if date is None or date.first is None or date.last is None or not date.edtf:
        return None
    return date.first.year if len(date.edtf) == 4 else None


def _dated(line: LabelledLine) -> dict[int, Quantity]:
    return {year: one.quantity for one in line.figures if (year := _year(one.date)) is not None}


def _of_dated_values(group: Sequence[LabelledLine]) -> Iterator[Trio]:
    """Yield the levels of two years in a line, with the growth that another line tells wrong."""
    for place, line in enumerate(group):
        own = line.words - _CHANGE_WORDS
        rates = _dated(line) if _CHANGE.search(line.label) else {}
        if not own or any(rate.kind not in PERCENTS for rate in rates.values()):
            continue
        for other in group[max(0, place - _BETWEEN) : place + _BETWEEN + 1]:
            if other is line or not own <= other.words or _CHANGE.search(other.label):
                continue
            levels = _dated(other)
            if abs(other.number - line.number) <= _BETWEEN and len(levels) > 1:
                yield from _only_misfit(
                    (levels[year - 1], levels[year], rate)
                    for year, rate in rates.items()
                    if year in levels and year - 1 in levels
                )


def _of_years(group: Sequence[LabelledLine]) -> Iterator[Trio]:
    """Yield the levels of two years that follow each other, with the change told by the later."""
    lines = [
        line for line in group if line.timed and _year(line.date) and 1 < len(line.figures) < 4
    ]
    first = [line for line in group if line.timed and _year(line.date) and len(line.figures) == 1]
    some = sorted((*lines, *first), key=lambda line: _year(line.date) or 0)
    found = []
    for one, other in pairwise(some):
        if (_year(other.date) or 0) - (_year(one.date) or 0) != 1 or len(other.figures) < 2:
            continue
        before, after = _values((one, other))
        change = other.figures[1]
        if change.quantity.kind in PERCENTS and _is_told(change):
            found.append((before, after, change.quantity))
    yield from _only_misfit(iter(found))


def _is_told(change: Valued) -> bool:
    return _TOLD.search(change.lead.lower().rstrip(" (")) is not None or (
        change.quantity.kind is Kind.PERCENT_CHANGE
    )


def _only_misfit(trios: Iterator[Trio]) -> Iterator[Trio]:
    """Yield the one change of a row that does not fit, where all others do."""
    told = [
        trio
        for trio in trios
        if of_one_measure(trio[0], trio[1]) and min(trio[0].bounds[0], trio[1].bounds[0]) > 0
    ]
    wrong = [trio for trio in told if not right_of(*trio)]
    if len(wrong) == 1 and (len(told) > 1 or _near(*wrong[0])):
        yield wrong[0]
