"""Rates told again as totals: so much for each, for so many, or so much in all.

A rate ("420,000 a month", "30 per office", "for each of the 47 million") and a total are held
together where a word joins them ("or", "that is", "in all", a bracket) and how many there are is
told beside: a number of them, a number of years, or the years from the first to the last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from bongsu.audit.reading.fits import fits, product, rounded
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.audit.reading.wording import stem
from bongsu.audit.remembering import remembered
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import AMOUNTS, Comparator, DateMention, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

_TIMES = {"year": 12.0, "month": 1.0, "week": 12 / 52, "day": 12 / 365, "quarter": 3.0}
_ADVERBS = {
    "annually": "year",
    "yearly": "year",
    "monthly": "month",
    "weekly": "week",
    "daily": "day",
}
_PER = lazy_regex(
    r"\s?(?:[a-z.-]+\s){0,8}?(?:(?:an?|per|each|every)\s(?P<per>(?!further\b|additional\b|"
    r"total\b|few\b)[a-z]+)\b|for\seach\sof\sthe\s|"
    r"(?P<adverb>annually|yearly|monthly|weekly|daily)\b|(?P<each>each|apiece)\b)",
    re.IGNORECASE,
)
_JOINS = lazy_regex(
    r"\bor\b|\bthat\sis\b|\bcombined\b|\boverall\b|\bmak(?:es?|ing)\b|\bbring\w*\b|\badd\w*\sup\b|"
    r"\bthus\b|\bhence\b|\bwhole\b|\bentire\b|\bfull\b|\bworks?\sout\b|\bsums?\sto\b|\bi\.e\.|\(|"
    r"\bin\s(?:all|total)\b|\btotal\b|\baverage\b|\bequivalent\b|\bequals?\b|\bcom(?:es?|"
    r"ing)\sto\b|"
    r"\bwhich\sis\b|\bset\saside\b|\baltogether\b|\bmeans\b|\bamount\w*\sto\b|\bsome\b|\bover\b|"
    r"\bso\sthat\b",
    re.IGNORECASE,
)
_NOT = lazy_regex(
    r"\b(?:up\sto|at\sleast|minimum|maximum|more\sthan\sdouble|initial|first\s(?:year|month)|"
    r"from\s(?:next|this)\s|rising\sto|"
    r"increas\w+|grow\w+|respectively|plus|except|excluding|previous|up\sfrom|down\sfrom|"
    r"compared|than|instead|"
    r"interest|percent\sa|fine|ton(?:ne)?s?\sper)\b",
    re.IGNORECASE,
)
_ROOM = (0.88, 1.14)  # of what is right: nearer is told in round figures
_FAR = 40.0  # times: farther off it is of something else
_PERSONS = frozenset(
    {
        "person",
        "people",
        "head",
        "capita",
        "resident",
        "koreans",
        "inhabitant",
        "citizen",
        "individual",
    }
)


class Mistotalled(NamedTuple):
    """A rate and a total that do not go together, and what the rate comes to."""

    rate: Quantity
    total: Quantity
    number: Quantity | None
    times: float
    right: float


class _Rate(NamedTuple):
    at: int
    end: int
    quantity: Quantity
    per: str


@remembered
def mistotalled(evidence: Evidence) -> Iterator[Mistotalled]:
    """Yield the rates of an article that do not come to the total told with them."""
    for frame in all_frames(evidence):
        rates = list(_rates(frame))
        if not rates:
            continue
        told = {rate.at for rate in rates}
        amounts = [(at, q) for at, q in frame.figures if q.kind in AMOUNTS and at not in told]
        yield from _two_rates(frame, rates)
        for rate in rates:
            yield from _totals(frame, rate, amounts)


def _rates(frame: Frame) -> Iterator[_Rate]:
    for at, quantity in frame.figures:
        found = _PER.match(frame.text, at + 1)
        if quantity.kind not in AMOUNTS or frame.reckoned(at) is None or not quantity.value:
            continue
        if found is not None:
            per = found["per"] or _ADVERBS.get((found["adverb"] or "").lower(), "each")
            yield _Rate(at, found.end(), quantity, per.lower())
        elif _EACH_OF.search(frame.text, 0, at):
            yield _Rate(at, at + 1, quantity, "each")
        elif quantity.per in _TIMES:
            yield _Rate(at, at + 1, quantity, quantity.per)


_EACH_OF = lazy_regex(
    "\\beach of (?:the |its |their |these |those )?[\ue000-\ue01f] [^.;:,\ue000-\ue01f]{0,80}$",
    re.IGNORECASE,
)


def _two_rates(frame: Frame, rates: list[_Rate]) -> Iterator[Mistotalled]:
    """Yield "8,600 a day, or 31 million a year"."""
    for first, second in pairwise(rates):
        between = frame.text[first.end : second.at]
        if first.per not in _TIMES or second.per not in _TIMES or first.per == second.per:
            continue
        if not _RENAMES.fullmatch(between) or not _one_unit(first.quantity, second.quantity):
            continue
        if _denied(frame, first.at, second.at):
            continue
        short, long = sorted((first, second), key=lambda rate: _TIMES[rate.per])
        low, high = _held(short.per, long.per)
        right = (short.quantity.value or 0.0) * low, (short.quantity.value or 0.0) * high
        value = long.quantity.value or 0.0
        if not right[0] * _ROOM[0] <= value <= right[1] * _ROOM[1]:
            yield Mistotalled(short.quantity, long.quantity, None, high, right[1])


_RENAMES = lazy_regex(
    r"(?:\s(?:next|this|last|in|from|for|each|on)?[^,;.]{0,24})?[,(\u2014\u2013]?\s?"
    r"(?:or|that\sis|i\.e\.,?|equivalent\sto|which\s(?:is|makes|means|comes\sto|amounts\sto)|\(|"
    r"(?:so\s)?that\s(?:is|makes|comes\sto)|making|com(?:es?|ing)\sto|amount(?:s|ing)\sto|"
    r"equal\sto)"
    r"[^,;.]{0,20}"
)


def _denied(frame: Frame, *places: int) -> bool:
    """Whether words about some figures tell that they are not to be reckoned together."""
    first, last = max(0, min(places) - 25), max(places) + 12
    return _NOT.search(frame.text, first, last) is not None


def _held(short: str, long: str) -> tuple[float, float]:
    """Return how many days, weeks or months a longer time has at least and at most."""
    most = _TIMES[long] / _TIMES[short]
    return (0.65 * most if short == "day" else most), most  # of the days of a year, those of work


def _one_unit(first: Quantity, second: Quantity) -> bool:
    if Kind.MONEY in {first.kind, second.kind}:
        return first.kind is second.kind and first.unit == second.unit
    if Kind.PHYSICAL in {first.kind, second.kind}:
        return first.unit == second.unit
    return not (first.noun and second.noun) or stem(first.noun) == stem(second.noun)


def _totals(
    frame: Frame, rate: _Rate, amounts: list[tuple[int, Quantity]]
) -> Iterator[Mistotalled]:
    """Yield the one total of a sentence that the rate does not come to."""
    numbers = _numbers(frame, rate, amounts)
    if not numbers:
        return
    taken = {at for at, _, _, _ in numbers}
    totals = [
        (at, q)
        for at, q in amounts
        if at not in taken and _one_unit(rate.quantity, q) and q.kind is rate.quantity.kind
    ]
    if len(totals) != 1 or totals[0][1].comparator in {Comparator.AT_LEAST, Comparator.AT_MOST}:
        return
    at, total = totals[0]
    first, last = sorted((at, rate.at))
    places = [place for place, _, _, _ in numbers if place >= 0]
    if _GOES_ON.search(frame.text, first + 1, last) or _denied(frame, first, last, *places):
        return
    if not _JOINS.search(frame.text[first + 1 : last + 1]) and not _JOINS.match(
        frame.text[last + 1 : last + 12].strip()
    ):
        return
    right: list[tuple[float, Quantity | None, float]] = []
    for _, low, high, number in numbers:
        span = rounded(rate.quantity) * Interval(low, high)
        rough = rate.quantity.comparator is Comparator.APPROX  # as rounded, but not as cut off
        if number is not None and not rough and fits(total, product, rate.quantity, number):
            return
        value = (rate.quantity.value or 0.0) * low, (rate.quantity.value or 0.0) * high
        if (
            span.meets(rounded(total))
            or value[0] * _ROOM[0] <= (total.value or 0.0) <= value[1] * _ROOM[1]
        ):
            return
        right.append((high, number, value[1]))
    times, number, value_ = right[0]
    if 1 / _FAR < value_ / (total.value or 1.0) < _FAR:
        yield Mistotalled(rate.quantity, total, number, times, value_)


_GOES_ON = lazy_regex(r"\band\s(?:it\s|they\s)?[a-z]{3,}(?:ed|nt|ht|ot|ok)\b")  # of something else
_Number = tuple[int, float, float, Quantity | None]


def _numbers(frame: Frame, rate: _Rate, amounts: list[tuple[int, Quantity]]) -> list[_Number]:
    """Return how many there are of what a rate is for: least, most, and the figure that says so."""
    if rate.per in _TIMES:
        found: list[_Number] = []
        for at, q in frame.figures:
            if q.kind is Kind.DURATION and q.value and _unit(q.unit) in _TIMES:
                times = q.value * _TIMES[_unit(q.unit)] / _TIMES[rate.per]
                if times > 1:
                    found.append((at, times, times, q if _unit(q.unit) == rate.per else None))
        decade = _DECADE.search(frame.text)
        if decade and rate.per == "year":
            found.append((-1, 10.0, 10.0, None))
        return found or _years(frame, rate)
    noun = stem(rate.per)
    if rate.per == "each":
        behind = regex(r"[^;,.]{0,30}").match(frame.text[rate.end :])
        heads = [
            (at, q)
            for at, q in amounts
            if q.kind is Kind.COUNT and (at < rate.at or (behind and at < rate.end + 2))
        ]
        heads = [one for one in heads if one[1].noun or one[0] == rate.end]
        return [(at, q.value, q.value, q) for at, q in heads[-1:] if q.value]
    return [
        (at, q.value, q.value, q)
        for at, q in amounts
        if q.kind is Kind.COUNT and q.value and _names(q, noun, frame, at)
    ]


_DECADE = lazy_regex(
    r"\b(?:over|in|during|for|lasting|of|about|nearly|within)\s(?:the|a|that|"
    r"one)\s(?:\w+\s)?decade\b",
    re.IGNORECASE,
)


def _unit(unit: str) -> str:
    return unit.lower().removesuffix("s")


def _names(quantity: Quantity, noun: str, frame: Frame, at: int) -> bool:
    said = quantity.noun or (regex(r"\s([a-z-]+)").match(frame.text[at + 1 :]) or [""])[0]
    last = [stem(word) for word in said.split()]
    if noun in last or stem(noun) in last:
        return True
    return noun in {stem(one) for one in _PERSONS} and bool(
        set(last) & {stem(one) for one in _PERSONS}
    )


def _years(frame: Frame, rate: _Rate) -> list[_Number]:
    """Return the years from the first to the last that a sentence names: one or both counted."""
    if rate.per != "year":
        return []
    dates = [
        (at, item)
        for at, item in frame.items.items()
        if isinstance(item, DateMention) and item.first and item.last
    ]
    spans = [(at, d) for at, d in dates if d.edtf and "/" in d.edtf]
    if len(spans) == 1 and len(dates) == 1:
        at, d = spans[0]
        assert d.first is not None
        assert d.last is not None
        years = d.last.year - d.first.year
        return [(at, float(years), float(years + 1), None)] if years > 1 else []
    plain = [d for _, d in dates if d.edtf and regex(r"\d{4}").fullmatch(d.edtf)]
    if len(plain) == len(dates) == 2 and _FROM_TO.search(frame.text):
        first, last = (d.first.year for d in plain if d.first)
        if last - first > 1:
            return [(-1, float(last - first), float(last - first + 1), None)]
    return []


_FROM_TO = lazy_regex(
    "\\b(?:from|between)\\s\ue020\\s(?:to|and|through|until)\\s\ue020", re.IGNORECASE
)
