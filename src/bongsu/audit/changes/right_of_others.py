"""Changes that are right of other levels beside them than of those which were taken for theirs.

"Deaths rose 1.7 percent to 358,400 from 352,500, births 3.6 percent to 238,300 from 230,000": where
several things are compared side by side, a change that fits two levels of its passage is of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from bongsu.audit.reading.fits import difference, fits, growth
from bongsu.audit.reading.wording import sentence_at
from bongsu.evidence.mentions import NO_BOUNDS, PERCENTS, Evidence, Kind, Quantity, within
from bongsu.patterns import lazy_regex

Trio = tuple[Quantity, Quantity, Quantity]  # level before, level after, change

_MOST = 12  # levels of one unit: among more, two give any change
_FINE = 0.04  # of a change: a coarser one is that of many levels by chance
_BEYOND = 1  # sentences on either side


def right_of_others(evidence: Evidence, trio: Trio) -> bool:
    """Whether a change is that of other two levels of its sentence or of those beside it.

    One of the two has to stand in the sentence of the change.
    """
    before, after, change = trio
    fine = change.step <= _FINE * abs(change.value or 0.0)
    if not change.value or not fine or change.comparator not in NO_BOUNDS:
        return _leads_to_first(evidence, before, change)
    own = evidence.sentences[sentence_at(evidence, change.start)]
    levels = [one for one in _beside(evidence, change) if _like(one, after)]
    if len(levels) > _MOST:
        return _leads_to_first(evidence, before, change)
    theirs = {before.start, after.start}
    return _leads_to_first(evidence, before, change) or any(
        _gives(evidence, change, first, second)
        for first, second in combinations(levels, 2)
        if {first.start, second.start} != theirs
        and any(own.start <= one.start < own.end for one in (first, second))
    )


def _beside(evidence: Evidence, change: Quantity) -> Iterator[Quantity]:
    """Yield the figures of the sentence of a change and of those beside it in its paragraph."""
    at = sentence_at(evidence, change.start)
    block = evidence.sentences[at].block
    for sentence in evidence.sentences[max(0, at - _BEYOND) : at + _BEYOND + 1]:
        if sentence.block == block:
            yield from (
                one
                for one in within(evidence.quantities, sentence.start, sentence.end)
                if one.start != change.start and one.value and one.comparator in NO_BOUNDS
            )


def _like(one: Quantity, level: Quantity) -> bool:
    if level.kind in PERCENTS:
        return one.kind in PERCENTS
    return one.kind is level.kind and (one.unit == level.unit or level.kind is Kind.COUNT)


def _gives(evidence: Evidence, change: Quantity, first: Quantity, second: Quantity) -> bool:
    """Whether two levels give a change, the later one of either order for the base."""
    if change.kind not in PERCENTS or first.kind in PERCENTS:
        return fits(change, difference, first, second)
    low, high = sorted((first, second), key=lambda one: one.value or 0.0)
    falls = _FALLS.search(evidence.text, max(0, change.start - _LEAD), change.end + _TAIL)
    return fits(change, growth, *((high, low) if falls else (low, high)))


_LEAD, _TAIL = 40, 16  # code points about a change in which words tell its way
_FALLS = lazy_regex(
    r"\b(?:f[ae]ll\w*|down|drop\w*|declin\w+|decreas\w+|lower|less|fewer|shr[aiu]nk\w*|cut|lost|below)\b"
)
_TO = lazy_regex(r"\s(?:or\s[^,;.]{1,20}\s)?to\s(?:about\s|some\s|a\srecord\s)?[$€£¥]?")


def _leads_to_first(evidence: Evidence, before: Quantity, change: Quantity) -> bool:
    """Whether a change leads to what was taken for the level before it: "by 1.7 percent to 4"."""
    return before.start > change.end and (
        _TO.fullmatch(evidence.text, change.end, before.start) is not None
    )


_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday"
_AGO = (
    r"(?:(?:a|the|one)\s)?(?:(?P<u>day|week|month|quarter|year)\s(?:before|earlier|ago)|"
    rf"{_WEEKDAY})"
)
_FROM_THEN = lazy_regex(rf"(?:\s[a-z]+){{0,2}}\s(?:than|from|on|over)\s(?:on\s|in\s|at\s)?{_AGO}\b")
_THEN = lazy_regex(rf"\b{_AGO}\b")
_CLAUSE = lazy_regex(r"[;.]\s")
_ABOUT = 45  # code points about a level in which its time is told


def from_another_time(evidence: Evidence, trio: Trio) -> bool:
    """Whether a change names the time that it starts from, and its levels only another one.

    "It closed at 1,392.4, 6.1 weaker than on Thursday; a week before it had closed at 1,380.2."
    """
    *levels, change = trio
    named = _FROM_THEN.match(evidence.text, change.end)
    if _in_past_clause(evidence, levels, change) or _based_already(evidence, levels, change):
        return True
    if named is None:
        return False
    told = {unit for level in levels for unit in _times(evidence, level, named.end())}
    return bool(told) and (named["u"] or "day") not in told


_AGO_LED = lazy_regex(
    rf"(?:and\s|but\s|while\s)?{_AGO}\b|(?:in|at|by)\s[^,]{{3,25}}?\s(?:it|they|the\s[a-z]+)\shad\sbeen\b",
    re.IGNORECASE,
)


def _in_past_clause(evidence: Evidence, levels: list[Quantity], change: Quantity) -> bool:
    """Whether the clause of a change begins with a time ago, and has no level of its own."""
    start = evidence.sentences[sentence_at(evidence, change.start)].start
    breaks = [found.end() for found in _CLAUSE.finditer(evidence.text, start, change.start)]
    start = breaks[-1] if breaks else start
    if any(start <= level.start for level in levels):
        return False
    return _AGO_LED.match(evidence.text, start) is not None


_BASED = lazy_regex(
    r"\s(?:more|less|fewer|higher|lower|dearer|cheaper|larger|smaller)\sthan\s(?:before|"
    r"(?:in\s)?(?:19|20)\d\d|last\s[a-z]+|(?:a|the)\s[a-z]+\s(?:before|earlier|ago)),\s"
    r"(?:and|but|while|whereas)\s"
)
_TO_OTHER = lazy_regex(r"\s(?:to|against|versus)\s[$€£¥]?\d")
_MOVED = lazy_regex(r"\b(?:by|up|down|rose|fell|grew|more|less|of)\b[^,;]{0,20}$")


def _based_already(evidence: Evidence, levels: list[Quantity], change: Quantity) -> bool:
    """Whether a change has its base before the next level: "9 percent more than before, and B 4".

    Or whether it is itself one of two levels: "a lead of 46 to 36 percent".
    """
    based = _BASED.match(evidence.text, change.end)
    if based is not None and any(level.start >= based.end() for level in levels):
        return True
    lead = evidence.text[max(0, change.start - _LEAD) : change.start]
    return _TO_OTHER.match(evidence.text, change.end) is not None and not _MOVED.search(lead)


def _times(evidence: Evidence, level: Quantity, end: int) -> Iterator[str]:
    """Yield the units of the times before now that the clause of a level names."""
    lead = evidence.text[
        max(0, level.start - _ABOUT, end if level.start > end else 0) : level.start
    ]
    tail = evidence.text[level.end : level.end + _ABOUT]
    near = f"{_CLAUSE.split(lead)[-1]} | {_CLAUSE.split(tail)[0].partition(',')[0]}"
    yield from (found["u"] or "day" for found in _THEN.finditer(near))
