"""Rules on repetition: AR106 a rate against its total, AR108 steps that do not reach the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.fits import difference, fits, product, reaches, rounded
from bongsu.audit.frames import Frame, frames
from bongsu.audit.notation import forms
from bongsu.audit.pairing import alike
from bongsu.audit.rules import RULES, Context
from bongsu.audit.stepping import steps
from bongsu.audit.tallies import number
from bongsu.audit.telling import about, shown
from bongsu.evidence.intervals import Interval
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import Comparator, DateMention, Evidence, Kind, Quantity

_IN = {  # how many of the second are in one of the first, at least and at most
    ("year", "quarter"): (4, 4),
    ("year", "month"): (12, 12),
    ("year", "week"): (51.5, 53),
    ("year", "day"): (360, 366),
    ("quarter", "month"): (3, 3),
    ("month", "week"): (4, 4.5),
    ("month", "day"): (28, 31),
    ("week", "day"): (7, 7),
}
_ADVERBS = {
    "annual": "year",
    "annually": "year",
    "daily": "day",
    "monthly": "month",
    "quarterly": "quarter",
    "weekly": "week",
    "yearly": "year",
}

_BY_TIME = forms("arithmetic_steps", "by_time")
_BY_UNIT = forms("arithmetic_steps", "by_unit")
_BY_HEAD = forms("arithmetic_steps", "by_head")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rate:
    rate: Quantity
    times: Interval
    total: Quantity
    inputs: dict[str, Quantity]


@RULES.add("AR106", "rate-against-total", Severity.ERROR)
def ar106(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A rate times what it is a rate of does not give the total beside it."""
    for found in _rates(evidence):

        def all_of(rate: Interval, times: Interval = found.times) -> Interval:
            return product(rate, times)

        if fits(found.total, all_of, found.rate):
            continue
        right = all_of(rounded(found.rate))
        words = evidence.words
        yield about(
            RULES["AR106"],
            evidence,
            found.total,
            f"{words(found.rate)} {shown(found.times)} times is {shown(right)}, "
            f"not {words(found.total)}",
            inputs=found.inputs,
            result=right,
        )


def _rates(evidence: Evidence) -> Iterator[_Rate]:
    for frame in frames(evidence):
        yield from _by_time(frame)
        yield from _by_unit(frame)
        yield from _by_head(frame)


def _by_time(frame: Frame) -> Iterator[_Rate]:
    """Yield "20 billion a year for ten years, for a total of"."""
    for form in _BY_TIME:
        for match in form.finditer(frame.text):
            pair, lasting = _pair(frame, match), _lasting(frame, match)
            if pair is None or lasting is None:
                continue
            times = _periods(lasting, _unit(match["u"]))
            if times is not None:
                yield _found(pair, times, {"rate": pair[0], "duration": lasting})


_YEARS = lazy_regex(r"\b(\w+) (years|quarters|months|weeks|days)$")


def _lasting(frame: Frame, match: re.Match[str]) -> Quantity | None:
    """Return a duration, also one that was read as a date: "over the next four years"."""
    item = frame.items.get(match.start("d"))
    if not isinstance(item, DateMention):
        return frame.quantity(match, "d")
    said = _YEARS.search(frame.evidence.words(item))
    number_ = number(said[1]) if said is not None else None
    if said is None or number_ is None:
        return None
    return Quantity(
        start=item.start,
        end=item.end,
        kind=Kind.DURATION,
        value=float(number_),
        unit=said[2].removesuffix("s"),
        step=1.0,
        approximate_step=1.0,
    )


def _by_unit(frame: Frame) -> Iterator[_Rate]:
    """Yield "500,000 a month, or 6 million a year"."""
    for form in _BY_UNIT:
        for match in form.finditer(frame.text):
            pair = _pair(frame, match)
            within = _IN.get((_unit(match["v"]), _unit(match["u"])))
            if pair is not None and within is not None:
                yield _found(pair, Interval(*within), {"rate": pair[0]})


def _unit(said: str) -> str:
    return _ADVERBS.get(said.lower(), said.lower())


def _by_head(frame: Frame) -> Iterator[_Rate]:
    """Yield "300 families received 2,000 each, for a total of"."""
    for form in _BY_HEAD:
        for match in form.finditer(frame.text):
            pair, heads = _pair(frame, match), frame.quantity(match, "n")
            if "one" in match.re.groupindex and match["one"][:3] != match["many"][:3]:
                continue  # "for 103 jets, or 5 million a year"
            if pair is not None and heads is not None:
                yield _found(pair, rounded(heads), {"rate": pair[0], "number": heads})


def _found(pair: tuple[Quantity, Quantity], times: Interval, inputs: dict[str, Quantity]) -> _Rate:
    return _Rate(rate=pair[0], times=times, total=pair[1], inputs=inputs)


def _pair(frame: Frame, match: re.Match[str]) -> tuple[Quantity, Quantity] | None:
    rate, total = frame.quantity(match, "r"), frame.quantity(match, "t")
    if rate is None or total is None or rate.kind in _NO_RATES or total.kind in _NO_RATES:
        return None
    return alike(rate, total, frame)


_NO_RATES = {Kind.PERCENT, Kind.PERCENT_CHANGE, Kind.POINTS, Kind.DURATION, Kind.AGE, Kind.ORDINAL}


def _periods(lasting: Quantity, unit: str) -> Interval | None:
    """Return how many units a duration lasts."""
    own = lasting.unit.rstrip("s")
    if lasting.value is None or lasting.comparator not in {Comparator.EXACT, Comparator.OVER}:
        return None  # "over ten years" is mostly "during ten years"
    if own == unit:
        return Interval(lasting.value, lasting.value)
    within = _IN.get((own, unit))
    return Interval(*within).scaled(lasting.value) if within is not None else None


@RULES.add("AR108", "steps-miss-end", Severity.ERROR)
def ar108(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Equal steps, repeated as often as the text says, do not lead to the level that it gives."""
    for told in steps(evidence):
        size, number = told.size, told.number
        assert number.value is not None
        if size.comparator is Comparator.EXACT:
            size = replace(size, step=0.0)
        walked = rounded(size).scaled(number.value)
        words = evidence.words
        ends = told.ends
        if ends is not None and not reaches(_stretch(walked), difference, *ends):
            yield about(
                RULES["AR108"],
                evidence,
                ends[1],
                f"{words(number)} steps of {words(size)} are {shown(walked)} in all; from "
                f"{words(ends[0])} to {words(ends[1])} it is "
                f"{shown(difference(rounded(ends[0]), rounded(ends[1])))}",
                inputs={"step": size, "number": number, "before": ends[0]},
                result=walked,
            )
        total = told.total
        if total is not None and not rounded(total).meets(_stretch(walked)):
            yield about(
                RULES["AR108"],
                evidence,
                total,
                f"{words(number)} steps of {words(size)} are {shown(walked)} in all, "
                f"not {words(total)}",
                inputs={"step": size, "number": number},
                result=walked,
            )


def _stretch(interval: Interval) -> Interval:
    """Widen by the dust of halves: a step of 0.25 is exact, and is read from 25 basis points."""
    return Interval(interval.low - 1e-9, interval.high + 1e-9)
