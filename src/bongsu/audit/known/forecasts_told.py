"""Forecasts of growth of a named institution against what it published (RF851, ST803).

A forecast of any vintage may be told of its own day. Told as the present one it has to be the
newest that was out on the day of the text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.audit.reading.recalled import about_korea
from bongsu.audit.reading.wording import in_quotes
from bongsu.audit.references.series import Value, values
from bongsu.evidence.mentions import (
    PERCENTS,
    Comparator,
    DateMention,
    Evidence,
    Granularity,
    Quantity,
)
from bongsu.patterns import lazy_regex, regex

_HOUSES = {
    "korea-growth-forecast-bok": r"\b(?:Bank of Korea|BOK|Monetary Policy Board|central bank)\b",
    "korea-growth-forecast-imf": r"\b(?:International Monetary Fund|IMF|the Fund|"
    "World Economic Outlook)\b",
    "korea-growth-forecast-oecd": r"\b(?:OECD|Organi[sz]ation for Economic Co-?operation)\b",
    "korea-growth-forecast-kdi": r"\b(?:Korea Development Institute|KDI)\b",
}
_HOUSE = {name: regex(form) for name, form in _HOUSES.items()}
_FORECAST = guarded_regex(
    r"\b(?:forecast\w*|project\w*|outlook|predict\w*|expect\w*|see[ns]?|estimate\w*|"
    r"will\s(?:grow|expand))\b",
    re.IGNORECASE,
)
_GROWTH = lazy_regex(r"\b(?:grow\w*|expan\w+|GDP|economy|gross\sdomestic)\b", re.IGNORECASE)
_OTHER = lazy_regex(
    r"\b(?:inflation|consumer\sprices?|unemploy\w*|[Ee]xports?|[Ii]mports?|Fed(?:eral)?|FOMC|ECB|potential|quarter\w*|"
    r"global\w*|world\s(?:economy|"
    r"growth|GDP)|United\sStates|U\.?S\.?|America\w*|Chin(?:a|ese)|Japan\w*|euro|Europe\w*|"
    r"rates?\s(?:to|at)|debt|deficit|"
    r"private\sconsumption|investment|median|range|analysts?|economists?|market|"
    r"government[\u2019']s|ministry\w*|half|scenarios?|worst|optimistic|pessimistic)\b"
)
_HOME = lazy_regex(r"\b(?:Korea\w*|domestic|the\scountry|the\snation)\b")
_POINTS = 2.5  # farther off the figure is of something else
_REACH = 45  # signs around a figure in which the year of a forecast stands
_AROUND = 400  # code points before a sentence in which its institution is named


class ForecastTold(NamedTuple):
    """A forecast, and the newest one that its institution had published."""

    quantity: Quantity
    newest: Value


def forecasts_told(evidence: Evidence, day: dt.date | None) -> Iterator[ForecastTold]:
    """Yield the forecasts that their institution had never published for the year."""
    if day is None or not about_korea(evidence):
        return
    for frame in all_frames(evidence):
        text = frame.text
        if "|" in text or not (_FORECAST.search(text) and _GROWTH.search(text)):
            continue
        house = _house(evidence, frame)
        if not house or _OTHER.search(text) or not _of_korea(evidence, frame):
            continue
        for at, quantity in frame.figures:
            if _own(frame, at, quantity):
                yield from _never_published(house, quantity, _year(frame, at), day)


def _never_published(
    house: str, quantity: Quantity, year: str, day: dt.date
) -> Iterator[ForecastTold]:
    known = [value for value in values(house, day) if value.period == year]
    if known and not any(_is(quantity, value) for value in known):
        newest = max(known, key=lambda value: value.known_from)
        if abs(newest.low - (quantity.value or 0.0)) <= _POINTS:
            yield ForecastTold(quantity, newest)


def _house(evidence: Evidence, frame: Frame) -> str:
    """Return the one institution whose forecast a sentence tells."""
    before = evidence.text[max(0, frame.sentence.start - _AROUND) : frame.sentence.start]
    for words in (frame.text, evidence.article.title, before):
        named = [name for name, form in _HOUSE.items() if form.search(words)]
        if named:
            return named[0] if len(named) == 1 else ""
    return ""


def _of_korea(evidence: Evidence, frame: Frame) -> bool:
    return _HOME.search(f"{evidence.article.title} {frame.text}") is not None


def _own(frame: Frame, at: int, quantity: Quantity) -> bool:
    """Whether a figure is a level of growth, and not by how much a forecast was moved."""
    if quantity.kind not in PERCENTS or quantity.value is None:
        return False
    if quantity.comparator is not Comparator.EXACT:
        return False
    if in_quotes(frame.evidence, frame.sentence, quantity.start):
        return False
    tail = frame.slim[at + 1 : at + 20]
    if tail.startswith((" point", " of ")):
        return False
    if _OF_THE_RATE.search(frame.slim, max(0, at - 80), at):
        return False
    return _BY.search(frame.slim, max(0, at - _CLOSE), at) is None


_BY = lazy_regex(r"\bby (?:\w+ ){0,2}$")
_OF_THE_RATE = lazy_regex(
    r"\b(?:interest|policy|base|benchmark|key|lending) rates?\b[^,;.]{0,60}$", re.IGNORECASE
)
_CLOSE = 30


_FOR = lazy_regex(r" (?:in|for|over|during) ")


def _year(frame: Frame, at: int) -> str:
    """Return the one year whose date stands nearest to a figure, with no other figure between."""
    every = [(place, item) for place, item in frame.items.items() if isinstance(item, DateMention)]
    yearly = [(place, item) for place, item in every if item.granularity is Granularity.YEAR]
    behind = [item for place, item in yearly if _FOR.fullmatch(frame.text, at + 1, place)]
    if behind:
        return behind[0].edtf or ""
    near = [(abs(place - at), item) for place, item in yearly if abs(place - at) <= _REACH]
    if not near:
        years = {item.edtf for _, item in yearly}
        return (years.pop() or "") if len(years) == 1 else ""
    return min(near, key=lambda one: one[0])[1].edtf or ""


def _is(quantity: Quantity, value: Value) -> bool:
    """Whether a figure is a forecast; that of a fall is told without its sign."""
    forecasts = {value.low, abs(value.low)}
    return any(quantity.rounded.low <= one <= quantity.rounded.high for one in forecasts)
