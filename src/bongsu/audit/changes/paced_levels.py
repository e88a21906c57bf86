"""Levels that a yearly step leads to: "begins at 8 percent and falls by 2 points a year".

The level before, the step and the level after stand in one sentence or two, each the only one of
its unit; how many steps there are is told ("after three such cuts"), or by the years of the first
and last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bongsu.audit.notation import Form
from bongsu.audit.reading.frames import Frame
from bongsu.audit.reading.tallies import UNITS
from bongsu.audit.reading.terms import PERCENT, Term, prose_terms
from bongsu.evidence.mentions import NO_BOUNDS, DateMention, Evidence, Granularity, Kind, Quantity
from bongsu.patterns import lazy_regex

_N = "|".join(UNITS[2:13])
_TIME = r"(?:year|quarter|month|January|July|April|October|step|round|stage|phase|term)"
_EACH = lazy_regex(
    rf" (?:more |less )?(?:(?:at|from) the (?:start|beginning|end) of )?(?:a|an|each|every|"
    rf"per) (?:further )?{_TIME}\b|"
    r" (?:annually|yearly|quarterly|every time)\b",
    re.IGNORECASE,
)
_EVERY_BEFORE = lazy_regex(
    rf"\b(?:each|every) {_TIME}[^.;\ue000-\ue01f]{{0,30}}$|\b(?:annual|yearly) [a-z ]{{0,20}}$",
    re.IGNORECASE,
)
_AFTER = lazy_regex(
    rf"\b(?:after|with|through|in|over|following) (?:the |these |its |those )?(?:(?P<w>{_N})|"
    rf"(?P<s>[\ue000-\ue01f])) ?(?:such |equal |of these |further |"
    r"consecutive )?(?:cuts?|steps?|rises?|increases?|reductions?|hikes?|years?|rounds?|stages?|"
    r"quarters?|months?|moves?)?\b",
    re.IGNORECASE,
)
_MOVES = Form(r"(?:{up}|{down}|{up_noun}|{down_noun}|step|steps)")
_STARTING = lazy_regex(
    r"\b(?:start\w*|begin\w*|from|as of|since|first)\b[^.;\ue000-\ue01f]{0,25}$", re.IGNORECASE
)
_CAP = lazy_regex(
    r"\b(?:until|cap\w*|ceiling|floor|at most|no more than|limit\w*|up to)\b", re.IGNORECASE
)
_ROOM = 4.0  # times the way told: one that is farther off is of something else


@dataclass(frozen=True)
class Paced:
    """A level before and after, with the step and how often it is taken: fewest and most."""

    before: Quantity
    after: Quantity
    step: Quantity
    fewest: float
    most: float


def paced_levels(evidence: Evidence) -> Iterator[Paced]:
    """Yield two levels between which so many steps do not lead."""
    prose = prose_terms(evidence)
    for step in prose:
        if not step.value or step.quantity.comparator not in NO_BOUNDS or not _is_paced(step):
            continue
        levels = [
            one
            for one in prose
            if one.block == step.block and one is not step and _of_one_unit(one, step)
        ]
        before = _nearest([one for one in levels if one.quantity.start < step.quantity.start], step)
        after = _nearest([one for one in levels if one.quantity.start > step.quantity.start], step)
        if before is None or after is None or _CAP.search(step.frame.text[step.at :]):
            continue
        often = _often(step, after)
        if often is not None and _misses(before, after, step, *often):
            yield Paced(before.quantity, after.quantity, step.quantity, *often)


def _nearest(some: Sequence[Term], step: Term) -> Term | None:
    """Return the only level on one side of a step in its sentence, or else in the one beside it."""
    here = [one for one in some if one.index == step.index]
    beside = [one for one in some if abs(one.index - step.index) == 1]
    found = here or beside
    return found[0] if len(found) == 1 and found[0].quantity.comparator in NO_BOUNDS else None


def _is_paced(step: Term) -> bool:
    lead, tail = step.lead[-60:], step.tail[:45]
    if _MOVES.search(f"{lead} {tail}") is None:
        return False
    return _EACH.match(tail) is not None or _EVERY_BEFORE.search(lead) is not None


def _of_one_unit(level: Term, step: Term) -> bool:
    if step.quantity.kind is Kind.POINTS:
        return PERCENT in level.units and level.quantity.kind is not Kind.PERCENT_CHANGE
    mine, its = level.quantity, step.quantity
    return (mine.kind, mine.unit) == (its.kind, its.unit) and mine.kind in {
        Kind.MONEY,
        Kind.PHYSICAL,
    }


def _often(step: Term, after: Term) -> tuple[float, float] | None:
    """Return how often a step is taken up to the level after it: fewest and most."""
    told = _counted(step.frame, step.at)
    told = told if told is not None or after.frame is step.frame else _counted(after.frame, -1)
    if told is not None:
        return told, told
    years = [*_years(step.frame), *(_years(after.frame) if after.frame is not step.frame else ())]
    if len(years) != 2 or "quarter" in step.tail[:30] or "month" in step.tail[:30]:
        return None
    (first, led), (last, _) = years
    apart = float(last - first)
    return (apart + led, apart + 1.0) if apart > 0 else None


def _counted(frame: Frame, start: int) -> float | None:
    for match in _AFTER.finditer(frame.text, max(0, start)):
        if match["w"]:
            return float(UNITS.index(match["w"].lower()))
        item = frame.items.get(match.start("s"))
        if isinstance(item, Quantity) and item.kind in {Kind.COUNT, Kind.DURATION} and item.value:
            years = item.kind is Kind.COUNT or item.unit.startswith(("year", "quarter"))
            return item.value if years else None
    return None


def _years(frame: Frame) -> Sequence[tuple[int, bool]]:
    """Return the years that a sentence names, each with whether the steps start in it."""
    return [
        (item.first.year, _STARTING.search(frame.text[:at]) is not None)
        for at, item in sorted(frame.items.items())
        if isinstance(item, DateMention)
        and item.first is not None
        and _WRITTEN.search(frame.evidence.words(item)) is not None
        and item.granularity in {Granularity.YEAR, Granularity.MONTH, Granularity.DAY}
    ]


_WRITTEN = lazy_regex(r"\b(?:19|20)\d\d\b")


def _misses(before: Term, after: Term, step: Term, fewest: float, most: float) -> bool:
    way = abs(after.value - before.value)
    room = (
        0.51
        * max(before.quantity.step, after.quantity.step)
        * (step.quantity.kind is not Kind.POINTS)
    )
    low, high = fewest * step.value - room - 1e-9, most * step.value + room + 1e-9
    return way > 0 and not low <= way <= high and way <= _ROOM * high and low <= _ROOM * way
