"""Sums that only rounding would save, where nobody rounds so: money by half its scale, hours."""

from __future__ import annotations

from bongsu.audit.reading.sums import Sum
from bongsu.evidence.mentions import Comparator, Kind

_FAR = 0.1  # of a total
_ALLOTTED = 3  # parts of a time that a rule or a plan allots
_ALLOTTING = ("hour", "day", "week")


def far_as_written(found: Sum) -> bool:
    """Whether only rounding as rough as nobody means it brings a total near its parts.

    "2.5 billion and 1 billion, for a joint total of 4 billion": who tells the half of the one part
    would have told that of the total. "68 hours a week: 40, 12, eight and six": hours that are
    allotted are whole ones.
    """
    figures = (*found.parts, found.whole)
    if any(part.comparator is not Comparator.EXACT for part in found.parts) or not found.sure:
        return False
    added, told = sum(part.value or 0.0 for part in found.parts), found.whole.value or 0.0
    limit = found.whole.comparator is Comparator.AT_MOST
    if found.whole.comparator is not Comparator.EXACT and not limit:
        return False
    if all(one.kind is Kind.MONEY for one in figures) and not limit:
        finer = min(part.step for part in found.parts) < found.whole.step
        return finer and abs(added - told) > _FAR * told
    allotted = all(
        one.kind is Kind.DURATION and one.unit in _ALLOTTING and one.step == 1.0 for one in figures
    )
    return allotted and len(found.parts) >= _ALLOTTED and added != told
