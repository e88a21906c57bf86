"""Steps whose size, number and levels stand in one sentence or several, in whatever words.

A way that is a whole number of steps, but another number than is told, was miscounted; a level that
is one slip of the finger away from where the steps lead was mistyped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from bongsu.audit.changes.stepping import Steps, as_set
from bongsu.audit.changes.steps_told import steps_told
from bongsu.audit.reading.fits import difference, reaches, rounded
from bongsu.audit.reading.frames import all_frames
from bongsu.audit.reading.slips import surprise
from bongsu.audit.reading.terms import COUNT, PERCENT, POINTS, Term, few_terms
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_OFF = 3  # steps by which people miscount
_TYPED, _LIKELY = 1.4, 0.6  # surprise of a slip, far off and in one paragraph
_DUST = 1e-9


def walked_steps(evidence: Evidence) -> Iterator[Steps]:
    """Yield steps that lead elsewhere than to the level told."""
    every = few_terms(evidence)
    sentences: dict[int, list[Term]] = {}
    for term in every:
        sentences.setdefault(term.index, []).append(term)
    ranges = _ranges(evidence)
    for index, here in sentences.items():
        if here[0].cell:
            continue
        beside = [*sentences.get(index - 1, []), *sentences.get(index + 1, [])]
        for size, number, steps in steps_told(here, beside):
            ends = _ends(size, here, every, steps) or _ranged(size, index, ranges)
            if ends is not None and _whole_way(size, number, *ends):
                continue
            if ends is not None:
                sure = _miscounted(size, number, *ends)
                if sure or _strays(size, number, *ends):
                    yield Steps(size=size, number=number, ends=ends, total=None, sure=sure)
                continue
            far = _far_ends(size, number, every, steps)
            if far is not None:
                yield Steps(size=size, number=number, ends=far, total=None, sure=False)


Ends = tuple[Quantity, Quantity]


def _ends(
    size: Quantity, here: Sequence[Term], every: Sequence[Term], steps: Sequence[Term]
) -> Ends | None:
    """Return the only two levels of the smallest passage around steps that has two."""
    unit = PERCENT if size.kind is Kind.POINTS else None
    levels = [
        one
        for one in every
        if one not in steps
        and one.quantity.comparator is Comparator.EXACT
        and (unit in one.units if unit else bool(one.units & _units(steps)))
        and (COUNT not in one.units or one.value > size.bounds[1])
    ]
    own = {one.value: one for one in levels if one.index == here[0].index}
    if len(own) == 1 and unit and _TO_NOTHING.search(here[0].frame.text.lower()):
        (level,) = own.values()
        return as_set(level.quantity), replace(level.quantity, value=0.0, step=0.0)
    index, block = here[0].index, here[0].block
    windows = ((0, 0), (-1, 0), (0, 1), (-1, 1))
    for first, last in windows:
        near = [one for one in levels if first <= one.index - index <= last and one.block == block]
        values = {one.value: one for one in near}
        if len(values) == 2:
            return _pair(list(values.values()))
        if len(values) > 2:
            return None
    near = [one for one in every if abs(one.index - index) <= 1 and one.block == block]
    loose = {one.value: one for one in near if one not in steps and _is_level(one, size, steps)}
    if len(loose) == 2:  # "nobody may have less than 100 billion after that"
        return _pair(list(loose.values()))
    if len(loose) == 1 and steps and POINTS in steps[0].units:
        (level,) = loose.values()
        if any(not one.value or _TO_NOTHING.search(one.frame.text.lower()) for one in near):
            return as_set(level.quantity), replace(level.quantity, value=0.0, step=0.0)
    values = {one.value: one for one in levels}
    if len(values) == 2 and COUNT not in _units(steps):
        return _pair(list(values.values()))
    return None


_TO_NOTHING = lazy_regex(
    r"\b(?:(?:to|at|reach\w*|is|be|until) (?:zero|nil|nothing)|zero by|duty[- ]free|abolish\w*|"
    r"eliminat\w+|disappear\w*|phased? out|gone|remov(?:ed?|es|ing)|scrapped|lifted|dismantled|"
    r"free of duty|done away with|wound down)\b"
)


def _is_level(term: Term, size: Quantity, steps: Sequence[Term]) -> bool:
    """Whether a figure is of the unit of the levels between which steps of a size lead."""
    if term.quantity.comparator is Comparator.APPROX:
        return False
    if size.kind is Kind.POINTS:
        return term.quantity.kind is Kind.PERCENT
    return bool(term.units & _units(steps)) and term.value > size.bounds[1]


_FEW_LEVELS = 5  # of a unit in an article; among more some two fit anything


def _far_ends(
    size: Quantity, number: Quantity, every: Sequence[Term], steps: Sequence[Term]
) -> Ends | None:
    """Return the two levels of an article that steps were meant to lead between.

    None fit, and one pair only, told as "from" and "to" or nearly the only ones, is a slip away.
    """
    levels = [one for one in every if one not in steps and _is_level(one, size, steps)]
    if COUNT in _units(steps):
        nouns = [one.quantity.noun.lower() for one in levels]
        levels = [
            one
            for one in levels
            if not one.quantity.noun or nouns.count(one.quantity.noun.lower()) > 1
        ]
    levels = list({one.value: one for one in levels}.values())
    told = [
        (one, other)
        for one, other in pairwise(levels)
        if one.index == other.index and _FROM.search(one.lead) and _TO.search(other.lead)
    ]
    few = len(levels) <= _FEW_LEVELS
    pairs = [_pair(pair) for pair in (combinations(levels, 2) if few else told)]
    walked = rounded(_exact(size)).scaled(number.value or 0.0)
    walked = Interval(walked.low - _DUST, walked.high + _DUST)
    if any(reaches(walked, difference, *pair) for pair in pairs):
        return None
    ways = [pair for pair in pairs if _in_room(walked, *pair)]
    wrong = [
        pair
        for pair in ways
        if _miscounted(size, number, *pair) or _miscounted(size, number, *pair[::-1])
    ]
    if len(wrong) > 1:
        named = [_pair(pair) for pair in told]
        wrong = [pair for pair in wrong if pair in named]
    return wrong[0] if len(wrong) == 1 else None


def _exact(size: Quantity) -> Quantity:
    return replace(size, step=0.0) if size.comparator is Comparator.EXACT else size


_FROM = lazy_regex(r"\bfrom (?:about |some )?$", re.IGNORECASE)
_TO = lazy_regex(r"\b(?:to|at|of|reach\w*) (?:about |some )?$", re.IGNORECASE)


def _strays(size: Quantity, number: Quantity, first: Quantity, second: Quantity) -> bool:
    """Whether steps lead near a level that stands beside them, but not to it."""
    walked = rounded(size).scaled(number.value or 0.0)
    return _in_room(walked, first, second) and not reaches(walked, difference, first, second)


_WAY = (0.5, 2.0)  # of the way walked: levels farther apart or nearer are of something else


def _in_room(walked: Interval, first: Quantity, second: Quantity) -> bool:
    way = abs((first.value or 0.0) - (second.value or 0.0))
    return _WAY[0] * walked.low <= way <= _WAY[1] * walked.high


def _units(steps: Sequence[Term]) -> frozenset[tuple[str, str]]:
    return steps[0].units if steps else frozenset()


def _pair(levels: Sequence[Term]) -> Ends:
    first, second = (as_set(replace(one.quantity, comparator=Comparator.EXACT)) for one in levels)
    return first, second


def _ranges(evidence: Evidence) -> list[tuple[int, Quantity]]:
    """Return the low ends of ranges in percent, with the sentences that they stand in."""
    return [
        (frame.index, replace(q, value=q.low, low=None, high=None))
        for frame in all_frames(evidence)
        for _, q in frame.figures
        if q.kind is Kind.PERCENT and q.low is not None and q.value is None
    ]


def _ranged(size: Quantity, index: int, ranges: Sequence[tuple[int, Quantity]]) -> Ends | None:
    near = [quantity for at, quantity in ranges if abs(at - index) <= 1]
    if size.kind is Kind.POINTS and len(near) == 2:
        return near[0], near[1]
    return None


def _whole_way(size: Quantity, number: Quantity, first: Quantity, second: Quantity) -> bool:
    """Whether what looks like a step is all of the way, or what looks like a level all steps.

    "Within four years by 6.5 points" and "12 ships at 47 million, 564 million in all".
    """
    exact = rounded(size).scaled(number.value or 0.0)
    if exact.meets(rounded(max(first, second, key=lambda level: level.value or 0.0))):
        return True
    steps = number.kind is Kind.MULTIPLE or _STEPS.search(number.noun.lower()) is not None
    return not steps and reaches(rounded(size), difference, first, second)


_STEPS = lazy_regex(
    r"\b(?:times|occasions?|meetings?|cuts?|hikes?|steps?|moves?|rises?|increases?|raises?)\b"
)


def _miscounted(size: Quantity, number: Quantity, first: Quantity, second: Quantity) -> bool:
    """Whether the way between two levels shows that steps were miscounted or mistyped."""
    told, often = size.value or 0.0, number.value or 0.0
    walked = told * often
    exact = Interval(walked - _DUST, walked + _DUST)
    if not walked or reaches(exact, difference, first, second):
        return False
    if reaches(rounded(size).scaled(often), difference, first, second):
        return False
    low, high = sorted((first.value or 0.0, second.value or 0.0))
    if often == 1 and size.kind is Kind.POINTS:
        told = 0.25  # of which steps of several sizes are made up
        often = walked / told
    count = (high - low) / told
    if often > 1 and abs(count - round(count)) < 1e-6 and 0 < abs(round(count) - often) <= _OFF:
        return True
    ends = max(
        surprise(second, Interval(one, one))
        for one in ((first.value or 0) + walked, abs((first.value or 0) - walked))
    )
    typed = surprise(replace(size, value=told), Interval(high - low, high - low).scaled(1 / often))
    return max(ends, typed) >= (_LIKELY if size.kind is not Kind.POINTS else _TYPED)
