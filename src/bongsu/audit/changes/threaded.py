"""What changes and the two levels of their thread, or of the lines beside them, say of each other.

`reading/threads.py` and `labelled_changes.py` find the levels; whether they bear the change out is
asked here. A change far from that of its levels is of others, whatever the thread holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.changes.labelled_changes import labelled_changes
from bongsu.audit.reading.fits import difference, fits, growth, inverse_growth, rounded, sum_fits
from bongsu.audit.reading.levels import changes_of_percents
from bongsu.audit.reading.slips import surprise
from bongsu.audit.reading.threads import threads
from bongsu.audit.remembering import remembered
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import NO_BOUNDS, PERCENTS, Evidence, Kind, Quantity, within

Trio = tuple[Quantity, Quantity, Quantity]  # level before, level after, change

_ROOM = (0.4, 2.5)  # of the right change: one farther off is of other levels
_WIDE = (0.2, 5.0)  # of the difference of two percentages, which is small
_TYPED = 0.5  # in powers of ten: what a slip of the finger must be worth farther off


@remembered
def threaded_percents(evidence: Evidence) -> Iterator[Trio]:
    """Yield two amounts with a change in percent that they do not bear out."""
    for one in threads(evidence):
        change = one.change.quantity
        if change.kind in PERCENTS and one.before.kind not in PERCENTS:
            wrong = not fits(change, growth, one.before, one.after)
            other = fits(change, inverse_growth, one.before, one.after)
            right = growth(rounded(one.before), rounded(one.after))
            if wrong and (other or _near(change, right)):
                yield one.before, one.after, change
    for before, after, change in labelled_changes(evidence):
        if change.kind in PERCENTS and not _in_points(before, after, change):
            yield before, after, change


def called_percent(evidence: Evidence) -> Iterator[Trio]:
    """Yield two percentages with their difference in points, which is called percent."""
    for one in threads(evidence):
        trio = one.before, one.after, one.change.quantity
        if _in_points(*trio) and not _in_percent(*trio):
            yield trio
    yield from (trio for trio in labelled_changes(evidence) if _in_points(*trio))


def _in_points(before: Quantity, after: Quantity, change: Quantity) -> bool:
    """Whether a change "in percent" is just what lies between two percentages."""
    if not {before.kind, after.kind, change.kind} <= PERCENTS:
        return False
    apart = abs((after.value or 0.0) - (before.value or 0.0))
    return abs(apart - (change.value or 0.0)) <= 0.51 * change.step + 1e-9


def called_points(evidence: Evidence) -> Iterator[Trio]:
    """Yield two percentages with the change in percent between them, which is called points."""
    for one in threads(evidence):
        change = one.change.quantity
        if change.kind is not Kind.POINTS or fits(change, difference, one.before, one.after):
            continue
        if _in_percent(one.before, one.after, change):
            yield one.before, one.after, change


def threaded_differences(evidence: Evidence) -> Iterator[Trio]:
    """Yield two levels with a difference, in their unit or in points, that is not theirs."""
    told = {change.start for _, _, change in changes_of_percents(evidence)}
    for one in threads(evidence):
        change = one.change.quantity
        if change.kind in PERCENTS or change.start in told:
            continue
        if change.kind is Kind.POINTS and _leads_elsewhere(evidence, one.before, change):
            continue
        if fits(change, difference, one.before, one.after) or sum_fits(
            (one.before, one.after), change
        ):
            continue  # a deficit that turns to a surplus moves by both together
        if change.kind is Kind.POINTS and _in_percent(one.before, one.after, change):
            continue
        right = difference(rounded(one.before), rounded(one.after))
        room = _WIDE if change.kind is Kind.POINTS else _ROOM
        if change.comparator in NO_BOUNDS and _near(change, right, room):
            yield one.before, one.after, change
    yield from (trio for trio in labelled_changes(evidence) if trio[2].kind not in PERCENTS)


_AROUND = 400  # code points about a change in which the level that it leads to may stand


def _leads_elsewhere(evidence: Evidence, before: Quantity, change: Quantity) -> bool:
    """Whether a change leads from a level to another one that is told near it."""
    start, by = before.value or 0.0, change.value or 0.0
    return any(
        one.kind in PERCENTS and one.value is not None and abs(abs(one.value - start) - by) < _DUST
        for one in within(evidence.quantities, change.start - _AROUND, change.end + _AROUND)
    )


_DUST = 1e-9


def _in_percent(before: Quantity, after: Quantity, change: Quantity) -> bool:
    """Whether a change "in points" is just the change in percent between two percentages."""
    first, last = before.value or 1.0, after.value or 0.0
    moved = 100.0 * abs(last - first) / first
    return abs(moved - (change.value or 0.0)) <= 0.51 * change.step


def _near(change: Quantity, right: Interval, room: tuple[float, float] = _ROOM) -> bool:
    """Whether a figure is near to the right one, or a slip of the finger from it."""
    value = change.value or 0.0
    return room[0] * right.low <= value <= room[1] * right.high or (
        surprise(change, right) >= _TYPED
    )
