"""Prices for a number of things that no such thing costs: 33 airliners for 13.7 million dollars.

What one of some things costs at least and at most stands in `tables/unit_prices.yaml`. A price is
suspected only if it is outside, and another scale word would put it inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bongsu.audit.known.misscaled import SLIPS
from bongsu.audit.reading.frames import Frame, frames
from bongsu.audit.reading.wording import table
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

_DOLLARS = {"USD": 1.0, "KRW": 1 / 1200, "JPY": 1 / 120, "CNY": 1 / 7, "EUR": 1.15, "GBP": 1.3}
_NUMBERS = {Kind.COUNT, Kind.PHYSICAL}
_BOUGHT = lazy_regex(
    r"\b(?:for|worth|valued|costs?|costing|price[ds]?|deals?|orders?|ordered|contracts?|b(?:uy|"
    r"ought|uying)|"
    r"purchas\w+|procur\w+|sell|sold|sale|supply|deliver\w*|build|built|acquir\w+|program|project|"
    r"total(?:ing|ling)?|spend\w*|spent|budget\w*|pay|paid|at)\b",
    re.IGNORECASE,
)
_PART = lazy_regex(
    r"\b(?:tax\w*|fees?|fines?|subsid\w+|repairs?|maintenance|upkeep|upgrad\w+|moderni[sz]\w+|"
    r"lease\w*|"
    r"rent\w*|each|apiece|per|engines? for|parts|training|deposit|down payment|first payment|"
    r"tariff\w*|"
    r"damage\w*|insur\w+|ammunition|software|study|design|loss\w*|profit\w*|a year|annual\w*|sales|"
    r"stocks?|shares?|exports?|imports?|percent|increase\w*|charg\w+|rose|fell)\b",
    re.IGNORECASE,
)
_FAR = 90  # code points between a number of things and their price
_OUT = 3.0  # times outside of what one costs


class _Thing(NamedTuple):
    nouns: re.Pattern[str]
    low: float
    high: float


@cache
def _things() -> tuple[_Thing, ...]:
    return tuple(
        _Thing(
            regex(rf"\s(?:(?!for\b|and\b|or\b|of\b)[\w.'-]+\s){{0,3}}?{row['nouns']}\b"),
            float(row["low"]),
            float(row["high"]),
        )
        for row in table("unit_prices")["things"]
    )


def prices_of_many(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity, float]]:
    """Yield a price, the number of things that it is for, and what the price should be."""
    for frame in frames(evidence):
        money = [(at, q) for at, q in frame.figures if q.kind is Kind.MONEY and q.value]
        if not money:
            continue
        for at, number in frame.figures:
            thing = _thing(frame, number)
            if thing is None or not number.value:
                continue
            found = _price_for(frame, at, money)
            if found is None or found.unit not in _DOLLARS or _others(frame, at, number):
                continue
            each = (found.value or 0.0) * _DOLLARS[found.unit] / number.value
            if thing.low / _OUT <= each <= thing.high * _OUT:
                continue
            by = next((by for by in SLIPS if thing.low <= each * by <= thing.high), 0.0)
            if by:
                yield found, number, (found.value or 0.0) * by


def _thing(frame: Frame, number: Quantity) -> _Thing | None:
    """Return the things that a number counts, if their prices are known."""
    if number.kind not in _NUMBERS or number.comparator is Comparator.AT_MOST:
        return None
    evidence = frame.evidence
    noun = regex(r"[a-z][a-z ]*$").search(
        evidence.words(number)
    )  # "3.3 million tons" holds its unit
    start = number.start + noun.start() - 1 if noun and number.kind is Kind.PHYSICAL else number.end
    tail = evidence.text[start : min(frame.sentence.end, start + 60)].replace("\n", " ")
    return next((one for one in _things() if one.nouns.match(tail)), None)


def _price_for(frame: Frame, at: int, money: list[tuple[int, Quantity]]) -> Quantity | None:
    """Return the only sum beside a number that the words between make its price."""
    near = [
        (place, q)
        for place, q in money
        if abs(place - at) <= _FAR
        and not regex(r"[;.]").search(frame.text[min(place, at) : max(place, at)])
    ]
    if len(near) != 1:
        behind = [one for one in near if one[0] > at]
        near = behind[:1]
    if not near:
        return None
    place, price = near[0]
    first, last = sorted((place, at))
    between = frame.text[max(0, first - 40) : last]
    if not _BOUGHT.search(between) or _PART.search(f"{between} {frame.text[last + 1 : last + 30]}"):
        return None
    return price


def _others(frame: Frame, at: int, number: Quantity) -> bool:
    """Whether a sentence counts other things of which the price may be, too."""
    return any(
        place != at and q.kind is Kind.COUNT and q is not number and _thing(frame, q)
        for place, q in frame.figures
    )
