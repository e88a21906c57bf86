"""What stands directly behind a number and says what sort of quantity it is."""

from __future__ import annotations

import re
from typing import NamedTuple

from bongsu.evidence.mentions import Kind
from bongsu.evidence.quantity_words import Words
from bongsu.patterns import regex

_POINTS = regex(
    r"[ \n]?%p(?:t|oints?)?\b|[ \n-]?(?:percent(?:age)?|per[ \n]cent)[ \n-]points?\b"
    r"|[ \n]?%-?[ \n]?points?\b|[ \n]?(?:pp|p\.p\.|ppts?|pps)(?![\w])",
    re.IGNORECASE,
)
_OF_POINTS = regex(
    r"(?:[ \n-](?:of[ \n])?(?:an?|one)?[ \n-]?)(?:percent(?:age)?|per[ \n]cent)[ \n-]points?\b",
    re.IGNORECASE,
)
_BASIS = regex(r"[ \n-]?(?:basis[ \n-]points?|bps?)(?![\w])", re.IGNORECASE)
_PERCENT = regex(r"[ \n]?%|[ \n-](?:percent|per[ \n]cent|pct\.?|pc)(?![\w])", re.IGNORECASE)
_BARE_POINTS = regex(r"[ \n-](?:a[ \n])?points?\b", re.IGNORECASE)
_YEARS_OLD = regex(
    r"[ \n-]years?[ \n-](?:olds?|of[ \n]age)\b|[ \n](?=(?:or|and)[ \n](?:older|younger)\b)",
    re.IGNORECASE,
)
_TIMES = regex(
    r"(?:[ \n]times|-times?|-?fold)(?![\w])|(?<=\d)x(?![\w])",
    re.IGNORECASE,
)
_COMPARES = regex(
    r"[ \n](?:as|more|higher|larger|bigger|greater|faster|longer|lower|less|the|that|their|its|what"
    r"|over|average|compared|than)\b",
    re.IGNORECASE,
)
_PER = regex(
    r"(?:[ \n](?:per|an?|each|every)[ \n]|/)(?P<unit>year|annum|month|day|week|hour|quarter"
    r"|capita|person|head|household|worker|woman|barrel|ton|kilogram|share)\b"
    r"|[ \n-](?P<adverb>annually|yearly|monthly|daily|weekly|quarterly)\b",
    re.IGNORECASE,
)
_ADVERBS = {
    "annually": "year",
    "yearly": "year",
    "monthly": "month",
    "daily": "day",
    "weekly": "week",
    "quarterly": "quarter",
    "annum": "year",
    "capita": "person",
    "head": "person",
}
_INDEX_WORDS = regex(
    r"\b(?:KOSPI|KOSDAQ|Nikkei|Nasdaq|Dow|S&P|[Ii]ndex|[Ii]ndices|score[sd]?|survey[ \n]balance)\b"
)


class Unit(NamedTuple):
    """A unit as read: the sort of quantity, the unit's name, and what one of it is worth."""

    kind: Kind
    name: str
    end: int
    worth: float = 1.0
    per: str = ""  # "year" in "540,000 tons per year"


def unit_behind(text: str, end: int, known: Words) -> Unit | None:
    """Return the unit that begins at a position, or none if what follows is not a unit."""
    unit = (
        _parts_of_hundred(text, end)
        or _money(text, end, known)
        or _time_or_size(text, end, known)
        or _times(text, end)
        or _points(text, end)
    )
    if unit is None:
        return None
    per = per_behind(text, unit.end)
    return (
        unit
        if not per
        else Unit(kind=unit.kind, name=unit.name, end=unit.end, worth=unit.worth, per=per)
    )


def per_behind(text: str, end: int) -> str:
    """Return the period or the head to which a flow counts, if one follows: "per year"."""
    found = _PER.match(text, end)
    if found is None:
        return ""
    word = (found["unit"] or found["adverb"]).lower()
    return _ADVERBS.get(word, word)


def _parts_of_hundred(text: str, end: int) -> Unit | None:
    for pattern, kind, name, worth in (
        (_POINTS, Kind.POINTS, "percentage point", 1.0),
        (_OF_POINTS, Kind.POINTS, "percentage point", 1.0),
        (_BASIS, Kind.POINTS, "percentage point", 0.01),
        (_PERCENT, Kind.PERCENT, "percent", 1.0),
    ):
        found = pattern.match(text, end)
        if found:
            return Unit(kind=kind, name=name, end=found.end(), worth=worth)
    return None


def _money(text: str, end: int, known: Words) -> Unit | None:
    found = known.currency_behind.match(text, end)
    if found is None:
        return None
    code = known.currencies[found["currency"].replace("\n", " ")]
    if code == "cent":
        return Unit(kind=Kind.MONEY, name="USD", end=found.end(), worth=0.01)
    return Unit(kind=Kind.MONEY, name=code, end=found.end())


def _time_or_size(text: str, end: int, known: Words) -> Unit | None:
    old = _YEARS_OLD.match(text, end)
    if old:
        return Unit(kind=Kind.AGE, name="year", end=old.end() if old[0].strip() else end)
    time = known.duration.match(text, end)
    if time:
        name = known.durations[time["unit"].lower()]
        return Unit(kind=Kind.DURATION, name=name, end=time.end())
    size = known.physical.match(text, end)
    if size:
        name, worth = known.units[size["unit"].replace("\n", " ")]
        return Unit(kind=Kind.PHYSICAL, name=name, end=size.end(), worth=worth)
    return None


def _times(text: str, end: int) -> Unit | None:
    found = _TIMES.match(text, end)
    if found is None:
        return None
    spelt = found[0].strip(" \n-").lower()
    if spelt.startswith("time") and not _COMPARES.match(text, found.end()) and found[0][0] != "-":
        return Unit(kind=Kind.COUNT, name="times", end=end)
    return Unit(kind=Kind.MULTIPLE, name="times", end=found.end())


def _points(text: str, end: int) -> Unit | None:
    """Bare points are those of an index where one is spoken of, else percentage points."""
    found = _BARE_POINTS.match(text, end)
    if found is None:
        return None
    around = text[max(0, end - 160) : end + 100]
    if _INDEX_WORDS.search(around):
        return Unit(kind=Kind.INDEX, name="index points", end=found.end())
    return Unit(kind=Kind.POINTS, name="percentage point", end=found.end())
