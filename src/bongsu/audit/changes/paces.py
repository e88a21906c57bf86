"""Rates with the time or the heads that they run over and the total, in whatever order.

A figure is a rate by what follows or leads to it ("a year", "each", "each household gets"). A
passage, a sentence or two, is read only if it holds one rate, one number of times and one total of
its unit, and if words say that the total is one ("in all", "comes to", "costs").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bongsu.audit.notation import DATE
from bongsu.audit.reading.fits import product, rounded
from bongsu.audit.reading.frames import Frame, adjoins, all_frames
from bongsu.audit.reading.pairing import alike
from bongsu.audit.reading.tallies import number
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import AMOUNTS, Comparator, DateMention, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

IN = {  # how many of the second are in one of the first, at least and at most
    ("year", "quarter"): (4, 4),
    ("year", "month"): (12, 12),
    ("year", "week"): (51.5, 53),
    ("year", "day"): (360, 366),
    ("quarter", "month"): (3, 3),
    ("month", "week"): (4, 4.5),
    ("month", "day"): (28, 31),
    ("week", "day"): (7, 7),
}
ADVERBS = {
    "annual": "year",
    "annually": "year",
    "daily": "day",
    "monthly": "month",
    "quarterly": "quarter",
    "weekly": "week",
    "yearly": "year",
}
_TIME = "year|quarter|month|week|day"
_EVERY = lazy_regex(
    rf"(?: [a-z-]+){{0,2}}? ?(?:(?:a|per|each|every|/) ?(?P<u>{_TIME})\b|"
    rf"(?P<v>{'|'.join(ADVERBS)})\b)",
    re.IGNORECASE,
)
_OF_EVERY = lazy_regex(
    rf"\b(?P<v>{'|'.join(ADVERBS)}) (?:[a-z-]+ ){{0,3}}?(?:of|is|was|at) $", re.IGNORECASE
)
_HEAD = lazy_regex(
    rf"(?: [a-z-]+){{0,2}}? ?(?:\b(?:each|apiece)\b|\b(?:a|an|per|for every|for each|every) "
    rf"(?!{_TIME}|cent|share|hour)(?P<noun>[a-z]{{3,}}))",
    re.IGNORECASE,
)
_OF_HEAD = lazy_regex(
    rf"\b(?:each|every|per) (?!{_TIME}|of|other)(?P<noun>[a-z]{{3,}})\b[^,;.]{{0,25}}$",
    re.IGNORECASE,
)
_TOTAL = lazy_regex(
    r"\b(?:in all|in total|total\w*|altogether|overall|combined|all told|or|that is|which is|"
    r"com(?:e|es|ing) to|came to|amount\w*|add\w* up|sums? to|costs?|worth|value|makes?|making|"
    r"need\w*|equals?|equivalent|spend\w*|spent|bill|budget|raise|bring\w*|will take|over)\b",
    re.IGNORECASE,
)
_ROOM = (0.3, 3.2)  # of the product: a total farther off is one of something else
_FEW = 5  # figures of a passage that are counted; with more, they are of several things


class Pace(NamedTuple):
    """A rate, how often it counts, and what the text gives for all."""

    rate: Quantity
    times: Interval
    total: Quantity
    inputs: Mapping[str, Quantity]


class _Figure(NamedTuple):
    at: int
    quantity: Quantity
    frame: Frame
    unit: str  # the time that a rate runs over; "" for none
    head: str | None  # the thing that a rate is paid for; "" if it is not named, none for no rate


def paces(evidence: Evidence) -> Iterator[Pace]:
    """Yield the rates of an article whose total and times are in no doubt."""
    before: Frame | None = None
    for frame in all_frames(evidence):
        near = before if before is not None and adjoins(before, frame) else None
        before = frame
        here = _figures(frame)
        found = _of(here, frame, frame)
        if found is None and near is not None and here:
            there = _figures(near)
            if not (_ON.search(frame.text) or _names_heads(here, there)):
                continue
            if not _complete(here) and len(there) + len(here) <= _FEW:
                found = _of([*there, *here], frame, near)
        if found is not None:
            yield found


_ON = lazy_regex(r"\b(?:this|that|it|they|which|total|overall|in all|altogether)\b", re.IGNORECASE)


def _names_heads(here: list[_Figure], there: list[_Figure]) -> bool:
    """Whether a rate is for each of what the sentence before counts: "a sum for each home"."""
    heads = [one.head[:_STEM] for one in here if one.head]
    return any(
        one.quantity.kind is Kind.COUNT and head in one.quantity.noun.lower()
        for one in there
        for head in heads
    )


_STEM = 4  # letters of a noun by which it is known again in the plural


def _complete(here: list[_Figure]) -> bool:
    return any(one.unit or one.head is not None for one in here) and len(here) > 2


def _figures(frame: Frame) -> list[_Figure]:
    found = [
        _Figure(at, quantity, frame, *_rate(frame, at))
        for at, quantity in frame.figures
        if quantity.kind in AMOUNTS and quantity.value is not None and not quantity.malformed
    ]
    return [one for one in found if frame.slim[one.at] != DATE or one.head is not None]


def _rate(frame: Frame, at: int) -> tuple[str, str | None]:
    behind, lead = frame.text[at + 1 :], frame.text[max(0, at - 50) : at]
    follows = _EVERY.match(behind)
    every = follows or _OF_EVERY.search(lead)
    unit = ""
    if every is not None:
        unit = every["v"] or every["u"]
        unit = ADVERBS.get(unit.lower(), unit.lower())
    head = _HEAD.match(behind[follows.end() :] if follows else behind)
    head = head or _OF_HEAD.search(lead)
    return unit, (head["noun"] or "").lower() if head else None


def _of(some: list[_Figure], frame: Frame, near: Frame) -> Pace | None:
    if len(some) > _FEW:
        return None
    found = [
        pace for rate in some for pace in _paces(rate, some, {frame.index: frame, near.index: near})
    ]
    return found[0] if len(found) == 1 else None


def _paces(rate: _Figure, some: list[_Figure], frames: Mapping[int, Frame]) -> Iterator[Pace]:
    """Yield a rate with the one total of its unit and what it has to be taken times."""
    if not rate.unit and rate.head is None:
        return
    totals = [
        one
        for one in some
        if one is not rate and _same(one, rate) and (one.unit, one.head) != (rate.unit, rate.head)
    ]
    if len(totals) != 1 or not _linked(rate, totals[0]):
        return
    total = totals[0]
    pair = alike(rate.quantity, total.quantity, rate.frame)
    if pair is None or total.head is not None:
        return
    for times, inputs in _times(rate, total, some, frames):
        pace = Pace(rate=pair[0], times=times, total=pair[1], inputs={"rate": pair[0], **inputs})
        if _in_room(pace):
            yield pace


def _same(one: _Figure, other: _Figure) -> bool:
    first, second = one.quantity, other.quantity
    if first.kind is not second.kind:
        return False
    if first.kind is Kind.COUNT:
        return first.noun[:4] == second.noun[:4] or not second.noun or not first.noun
    return first.unit == second.unit


ALSO = lazy_regex(  # "gave 2,000 each, and spent 900,000": on other things too
    r"\b(?:and|but|while)\b [^;]{0,20}?\b(?:[a-z]+ed|spent|paid|made|has|had|gave|took|also)\b"
)


def _linked(rate: _Figure, total: _Figure) -> bool:
    """Whether words between a rate and a total, or around the total, say that it is one."""
    text, at = total.frame.text, total.at
    if rate.frame is total.frame and ALSO.search(text, *sorted((rate.at, at))):
        return False
    if _TOTAL.search(text, max(0, at - 40), min(len(text), at + 30)):
        return True
    if rate.frame is not total.frame:
        return False
    first, last = sorted((rate.at, at))
    return _TOTAL.search(text, first, last) is not None


_WORKED = (200.0, 366.0)  # days of a year, or of work in it


def _times(
    rate: _Figure, total: _Figure, some: list[_Figure], frames: Mapping[int, Frame]
) -> Iterator[tuple[Interval, dict[str, Quantity]]]:
    if rate.head is None and total.unit:
        spans = (total.unit, rate.unit)
        within = _WORKED if spans == ("year", "day") else IN.get(spans)
        if within is not None:
            yield Interval(*within), {}
        return
    if rate.head is None:
        lasting = [each for frame in frames.values() for each in _durations(frame)]
        for each in lasting if len(lasting) == 1 else []:
            times = periods(each, rate.unit)
            if times is not None:
                yield times, {"duration": each}
        return
    if rate.unit != total.unit:
        return
    heads = [
        one
        for one in some
        if one is not rate
        and one is not total
        and one.quantity.kind is Kind.COUNT
        and not one.unit
        and _of_head(one.quantity, rate.head or "")
    ]
    if len(heads) == 1:
        yield rounded(heads[0].quantity), {"number": heads[0].quantity}


def _of_head(count: Quantity, head: str) -> bool:
    noun = count.noun.lower()
    if not head or head in {"person", "head", "unit", "piece", "capita"}:
        return bool(noun)
    return noun[:3] == head[:3] or head[:3] in [word[:3] for word in noun.split()]


_LASTS = lazy_regex(
    r"\b(\w+) (years|quarters|months|weeks|days)(?: later| after| afterwards| on| thereafter)?$"
)


def _durations(frame: Frame) -> Iterator[Quantity]:
    """Yield the stretches of time in a sentence, also dates such as "the next four years"."""
    for item in frame.items.values():
        if isinstance(item, Quantity):
            if item.kind is Kind.DURATION and item.value is not None:
                yield item
            continue
        found = lasting(frame, item)
        if found is not None:
            yield found


def lasting(frame: Frame, date: DateMention) -> Quantity | None:
    """Return the duration that a date spells out: "over the next four years"."""
    said = _LASTS.search(frame.evidence.words(date))
    value = number(said[1]) if said is not None else None
    if said is None or value is None:
        return None
    return Quantity(
        start=date.start,
        end=date.end,
        kind=Kind.DURATION,
        value=float(value),
        unit=said[2].removesuffix("s"),
        step=1.0,
        approximate_step=1.0,
    )


def periods(lasting: Quantity, unit: str) -> Interval | None:
    """Return how many units a duration lasts."""
    own = lasting.unit.rstrip("s")
    if lasting.value is None or lasting.comparator not in {Comparator.EXACT, Comparator.OVER}:
        return None  # "over ten years" is mostly "during ten years"
    if own == unit:
        return Interval(lasting.value, lasting.value)
    within = IN.get((own, unit))
    return Interval(*within).scaled(lasting.value) if within is not None else None


def _in_room(pace: Pace) -> bool:
    right = product(rounded(pace.rate), pace.times)
    return _ROOM[0] * right.low <= (pace.total.value or 0.0) <= _ROOM[1] * right.high
