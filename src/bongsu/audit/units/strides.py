"""Stretches of time that arithmetic gives away: of a product, of a change, of one rate told twice.

"209 hours a month at 10,030 won come to 2,096,270 won a week" is a month's; "1.6 million won,
against 18 million a year, is 6.7 percent more" compares a month with a year; a rate that was over
the year is not "the monthly rise" of the same number.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import TypeVar

from bongsu.audit.reading.changed import Changed, changed
from bongsu.audit.reading.fits import shown_digits
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.audit.reading.placed import Placed, of_one_measure, placed
from bongsu.audit.units.rhythms import Paced, months_of, paced
from bongsu.evidence.mentions import PERCENTS, Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_FACTORS = (1.0, 3.0, 4.0, 12.0, 52.0, 1 / 3.0, 1 / 4.0, 1 / 12.0, 1 / 52.0)
_FAR = 3  # sentences between a number, its price and what they come to
_FEWEST = 3  # digits of a product that is no chance
_NUMBERS = {Kind.COUNT, Kind.PHYSICAL, Kind.DURATION}
_TOLD = {Comparator.EXACT, Comparator.APPROX, Comparator.AT_LEAST, Comparator.AT_MOST}
_FOR = lazy_regex(
    r"[^;\ue000-\ue01f]{0,60}?\b(?:a|per|each|every|one|any|the) "
    r"(?P<unit>day|week|month|quarter|year)\b"
)

Item = TypeVar("Item")
_INDEX = attrgetter("frame.index")

Product = tuple[Paced, Placed, Placed]  # what comes out, the number and the price


def products(evidence: Evidence) -> Iterator[Product]:
    """Yield an amount for a stretch of time that its number of units and their price deny."""
    money = [
        each for each in placed(evidence) if _is_plain(each) and each.quantity.kind is Kind.MONEY
    ]
    results = [
        one for one in map(paced, money) if one.months and shown_digits(one.quantity) >= _FEWEST
    ]
    if not results or len(money) < 2:
        return
    counts = [
        (each, months)
        for each in placed(evidence)
        if each.quantity.kind in _NUMBERS and each.value > 1 and (months := _months(each))
    ]
    for result in results:
        found = _made_of(result, counts, money)
        if found is not None:
            yield result, *found


def _is_plain(each: Placed) -> bool:
    return each.cell is None and each.quantity.comparator in _TOLD


def _months(each: Placed) -> float | None:
    """Return the months in which so many units are used."""
    told = paced(each).months
    if told or each.cell is not None:
        return told
    match = _FOR.match(each.frame.text, each.at + 1)
    return months_of(match["unit"]) if match is not None else None


def _made_of(
    result: Paced, counts: list[tuple[Placed, float]], money: list[Placed]
) -> tuple[Placed, Placed] | None:
    """Return the number and the price that come to an amount for another stretch only."""
    found = None
    index = result.placed.frame.index
    near = _around(money, index, key=_INDEX)
    for count, months in _around(counts, index, key=lambda one: one[0].frame.index):
        for price in near:
            if price is result.placed or price.quantity.unit != result.quantity.unit:
                continue
            places = [each.frame.index for each in (result.placed, count, price)]
            if max(places) - min(places) > _FAR or count.block != result.placed.block:
                continue
            own = paced(price).months
            if own and count.quantity.kind is not Kind.DURATION:
                continue
            made = count.value * price.value
            if _is(result.quantity, made * (result.months or months) / months):
                return None  # as it is told
            if any(_is(result.quantity, made * factor) for factor in _FACTORS):
                found = (count, price)
    return found


def _around(some: Sequence[Item], index: int, key: Callable[[Item], int]) -> Sequence[Item]:
    """Return the figures, in the order of their sentences, that stand few of these from one."""
    first = bisect_left(some, index - _FAR, key=key)
    return some[first : bisect_left(some, index + _FAR + 1, lo=first, key=key)]


def _is(quantity: Quantity, value: float) -> bool:
    return abs((quantity.value or 0.0) - value) <= min(0.51 * quantity.step, 0.002 * value)


_UNLIKE = (12.0, 4.0, 3.0, 52.0)
_ROOM = 0.51  # of the last place shown


def unlike_flows(evidence: Evidence) -> Iterator[tuple[Paced, Paced, Changed]]:
    """Yield two amounts, one of no stretch, whose change is right once both are of one."""
    for change in changed(evidence):
        flows = [
            each
            for each in _around(placed(evidence), change.frame.index, key=_INDEX)
            if each.frame is change.frame and each.quantity.kind is Kind.MONEY and _is_plain(each)
        ]
        if len(flows) != 2 or not of_one_measure(flows[0].quantity, flows[1].quantity, 400.0):
            continue
        told = [paced(each) for each in flows]
        if sum(one.months is not None for one in told) != 1 or _grows(change, 1.0, *flows):
            continue
        if any(_grows(change, factor, *flows) for factor in _UNLIKE):
            known, unknown = sorted(told, key=lambda one: one.months is None)
            yield known, unknown, change


def _grows(change: Changed, factor: float, one: Placed, other: Placed) -> bool:
    """Whether a change is that between two amounts, the lesser of them told for so much less."""
    low, high = sorted((one.value, other.value))
    first, second = low * factor, high
    said, room = change.quantity.value or 0.0, _ROOM * change.quantity.step
    bases = (min(first, second),) if change.way == "up" else (max(first, second),)
    return any(abs(100 * abs(first - second) / base - said) <= room for base in bases)


_OVER_YEAR = (
    r"year[- ]on[- ]year|on[- ]year|over[- ]the[- ]year|twelve[- ]months?|annual(?:ly)?|yearly|"
    r"(?:than|from|over|on|against|compared (?:to|with)) (?:a|one|the|the same [a-z]+) "
    r"(?:year|month|quarter|period) (?:earlier|before|ago|of last year)"
)
_OVER_LESS = (
    r"(?:month|quarter)[- ]on[- ](?:month|quarter)|on[- ](?:month|quarter)|monthly|quarterly|"
    r"(?:than|from|over|on|against|compared (?:to|with)) (?:the )?(?:previous|preceding|prior|"
    r"last) (?:month|quarter)"
)
_SPAN = lazy_regex(rf"\b(?:(?P<year>{_OVER_YEAR})|(?P<less>{_OVER_LESS}))\b", re.IGNORECASE)
_THE_RATE = lazy_regex(
    r"\b(?:the|this|that|its) (?:[a-z]+ )?(?P<said>annual|yearly|monthly|quarterly) "
    r"(?:[a-z]+ ){0,2}(?:of|at) $"
)
_FINE = 0.1  # percent: a rate told to a full percent is often the same by chance
_BEHIND = 70  # code points behind a rate in which its span is told


def rates_of_two_spans(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity, str, str]]:
    """Yield a rate and "the monthly rise" of the same number, which is over another span."""
    repeated = [
        (frame, q, match["said"])
        for frame, at, q in _rates(evidence)
        if (match := _THE_RATE.search(frame.text[max(0, at - 60) : at])) is not None
    ]
    if not repeated:
        return
    told = [(frame, q, said) for frame, at, q in _rates(evidence) if (said := _span(frame, at))]
    for frame, again, word in repeated:
        short = word in {"monthly", "quarterly"}
        same = [
            (q, said)
            for other, q, said in told
            if other.index < frame.index and q.value == again.value and q.kind in PERCENTS
        ]
        if same and all((said == "less") is not short for _, said in same):
            yield same[-1][0], again, "over a year" if short else "over less", word


def _rates(evidence: Evidence) -> Iterator[tuple[Frame, int, Quantity]]:
    for frame in all_frames(evidence):
        for at, q in frame.figures:
            if q.kind in PERCENTS and q.value and q.step <= _FINE:
                yield frame, at, q


def _span(frame: Frame, at: int) -> str:
    """Return over which span a rate is told: "year", "less" or, if that is open, nothing."""
    here = frame.items[at]
    later = [q.start for place, q in frame.figures if place > at]
    end = min([frame.sentence.end, here.end + _BEHIND, *later])
    tail = frame.evidence.text[here.end : end].partition(",")[0]
    found = list(_SPAN.finditer(tail))
    spans = {"year" if match["year"] else "less" for match in found}
    return spans.pop() if len(spans) == 1 else ""
