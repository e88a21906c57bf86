"""Steps whose size, number and levels stand in one sentence or several, in whatever words.

A way that is a whole number of steps, but another number than is told, was miscounted; a level that
is one slip of the finger away from where the steps lead was mistyped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bongsu.audit.fits import difference, reaches, rounded
from bongsu.audit.frames import Frame, all_frames
from bongsu.audit.repeated import repeated_step
from bongsu.audit.slips import surprise
from bongsu.audit.stepping import Steps, as_set
from bongsu.audit.terms import COUNT, PERCENT, POINTS, Term, few_terms
from bongsu.evidence.intervals import Interval
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity

_SIZED = lazy_regex(
    r"\b(?:of|by|at|for|extra|further|additional|another|more|adds?|added)(?: (?:an?|some|"
    r"about|extra|further|"
    r"additional|another))* $"
)
_EACH = lazy_regex(
    r"^(?: [a-z-]+){0,2}? (?:each|apiece|every|a year|per|annually|a month|step|(?:in|for) each)\b"
)
_BY = lazy_regex(r"\bby (?:a |an |another |a further )?$")
_LASTS = lazy_regex(
    r"\b(?:over|for|during|in|within|through|next|each of|after|takes?|another)(?: [a-z]+){0,2} $"
)
_MOST = 40  # steps
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
        for size, number, steps in _steps(here, sentences.get(index + 1, [])):
            ends = _ends(size, here, every, steps) or _ranged(size, index, ranges)
            if ends is None or _whole_way(size, number, *ends):
                continue
            if _miscounted(size, number, *ends):
                yield Steps(size=size, number=number, ends=ends, total=None)


_Walk = tuple[Quantity, Quantity, list[Term]]  # size and number of steps, and the terms they are of


def _steps(here: Sequence[Term], following: Sequence[Term]) -> Iterator[_Walk]:
    frame = here[0].frame
    told = repeated_step(frame)
    if told is not None:
        used = [one for one in here if _within(one, told)]
        yield *told, sorted(used, key=lambda one: one.quantity.start != told[0].start)
        return
    added = _several_sizes(here)
    if added is not None:
        yield added
        return
    for size in here:
        if POINTS not in size.units and not _EACH.match(size.tail.lower()):
            continue
        if not _SIZED.search(size.lead.lower()) and not _EACH.match(size.tail.lower()):
            continue
        numbers = [one for one in here if one is not size and _number(one)]
        if not numbers and following and following[0].block == size.block:
            numbers = [one for one in following if _number(one)]
        if len(numbers) == 1:
            yield size.quantity, numbers[0].quantity, [size, numbers[0]]


def _within(term: Term, told: tuple[Quantity, Quantity]) -> bool:
    return any(one.start <= term.quantity.start < one.end for one in told)


def _number(term: Term) -> bool:
    kind = term.quantity.kind
    if kind is Kind.DURATION and not _LASTS.search(term.lead.lower()):
        return False
    return (
        kind in {Kind.COUNT, Kind.DURATION}
        and 1 < term.value <= _MOST
        and term.value == int(term.value)
        and (kind is Kind.DURATION or bool(term.quantity.noun) or term.idle)
    )


def _several_sizes(here: Sequence[Term]) -> _Walk | None:
    """Return steps of several sizes as one: "by 170 for 2025 and by 390 for 2026"."""
    paced = [one for one in here if _BY.search(one.lead.lower()) and not _EACH.match(one.tail)]
    points = [one for one in here if POINTS in one.units and _unit_of(one.quantity, one.frame)]
    sizes = paced if len(paced) > 1 and len({one.units for one in paced}) == 1 else points
    if not 1 < len(sizes) <= _SIZES or any(
        one.quantity.kind not in _STEPPED or one.quantity.comparator is not Comparator.EXACT
        for one in sizes
    ):
        return None
    first, last = sizes[0].quantity, sizes[-1].quantity
    added = sum(one.value for one in sizes)
    whole = replace(last, start=first.start, end=last.end, value=added)
    return whole, replace(first, kind=Kind.COUNT, unit="", value=1.0, step=1.0), list(sizes)


_STEPPED = {Kind.POINTS, Kind.MONEY, Kind.PHYSICAL, Kind.COUNT}
_SIZES = 4  # of steps that one sentence tells apart


def _unit_of(quantity: Quantity, frame: Frame) -> float:
    """Return the size of one step in "nine quarter-point", in points; 0.0 if it tells none."""
    said = frame.evidence.words(quantity).lower()
    return next((size for word, size in (("quarter", 0.25), ("half", 0.5)) if word in said), 0.0)


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
    index, block = here[0].index, here[0].block
    windows = ((0, 0), (-1, 0), (0, 1), (-1, 1))
    for first, last in windows:
        near = [one for one in levels if first <= one.index - index <= last and one.block == block]
        values = {one.value: one for one in near}
        if len(values) == 2:
            return _pair(list(values.values()))
        if len(values) > 2:
            return None
    values = {one.value: one for one in levels}
    if len(values) == 2 and COUNT not in _units(steps):
        return _pair(list(values.values()))
    return None


def _units(steps: Sequence[Term]) -> frozenset[tuple[str, str]]:
    return steps[0].units if steps else frozenset()


def _pair(levels: Sequence[Term]) -> Ends:
    first, second = (as_set(one.quantity) for one in levels)
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
