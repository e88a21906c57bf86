"""Stretches of time in whatever words, and the days of a text that they can lie between.

A stretch is told up to the day of writing ("nine years on", "for ten years now") or between two
days ("eighteen days later", "131 days went by"). Where it lies between no two days of the text,
and the two that it is told of are sure, it is wrong.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from bongsu.audit.reading.stretches import closed
from bongsu.audit.reading.tallies import TENS, UNITS, number_of
from bongsu.audit.remembering import remembered
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, within
from bongsu.patterns import lazy_regex, regex

_ONES = "|".join(UNITS[1:10])
_SMALL = "|".join(sorted(UNITS[1:20], key=len, reverse=True))  # the longest first: "six", "sixteen"
_WORD = rf"(?:{'|'.join(TENS)})(?:-(?:{_ONES}))?|{_SMALL}"
_SPAN = lazy_regex(
    r"\b(?:(?P<under>almost|nearly|not\squite|just\sunder|close\sto|less\sthan|under)|"
    r"(?P<over>more\sthan|over|just\sover|a\slittle\sover|upwards\sof|at\sleast|well\sover)|"
    r"(?P<about>about|some|around|roughly|approximately|barely))?\s?\b"
    rf"(?P<n>\d{{1,5}}|\d,\d{{3}}|an?|{_WORD})[\s-](?P<half>and\sa\shalf\s)?"
    r"(?:(?:short|long|full|whole|straight|calendar|consecutive|more|further)\s)?"
    r"(?P<unit>year|month|week|day|decade|fortnight)s?\b(?P<half2>\sand\sa\shalf)?",
    re.IGNORECASE,
)
_CENTURY = lazy_regex(
    r"\b(?:(?P<under>almost|nearly|close\sto|less\sthan)|(?P<over>more\sthan|over|at\sleast)|"
    r"(?P<about>about|some|around|roughly))?\s?\b(?P<n>(?:a\s)?quarter(?:\sof\sa)?|half\sa|a\shalf)"
    r"[\s-]century\b",
    re.IGNORECASE,
)
_AND_MONTHS = lazy_regex(rf",?\s(?:and\s)?(?P<n>\d{{1,2}}|{_SMALL})\smonths?\b")
_AND_DAYS = lazy_regex(
    rf",?\s(?:and\s)?(?P<n>\d{{1,2}}|{_SMALL})\sdays?\b"
)  # "three weeks and five days"
_UNITS = (
    "year",
    "month",
    "week",
    "day",
    "decade",
    "Year",
    "Decade",
    "fortnight",
    "Month",
    "Week",
    "Day",
)
_LENGTH = {"decade": ("year", 10), "fortnight": ("day", 14)}
DAYS = {"year": 365.2425, "month": 30.437, "week": 7.0, "day": 1.0}  # in one of each unit
_DATED = frozenset({Granularity.DAY, Granularity.MONTH, Granularity.YEAR})
_COUNTED = regex(  # "28 days later", but not "May 21 of this year"
    r"(?<!this )(?<!last )(?<!next )\b(?:year|month|week|day|decade)s?\b"
)
_FEW_DAYS = 21
_DIGIT = regex(r"\d")
_HAS_YEAR = regex(r"(?:1[89]|20)\d\d")


_IN_A_NAME = regex(r"-(?:Year|Month|Week|Day) [A-Z]")  # "during the Three-Year Plan"


Told = Literal["now", "later", "between"]  # between which two times a stretch is told to lie:
# an event and the day of writing, one event and another, the ends of what went on so long


class Stretch(NamedTuple):
    """A stretch of time as written."""

    start: int
    end: int
    value: float
    unit: str  # year, month, week or day
    hedge: str  # "under", "over", "about" or ""
    round: bool  # whether it is told in decades


def stretches(text: str, start: int, end: int) -> Iterator[Stretch]:
    """Yield the stretches of time in a part of a text."""
    for one in _stretches(text[start:end]):
        yield one._replace(start=start + one.start, end=start + one.end)


@lru_cache(maxsize=1 << 12)  # rules ask of the same sentences
def _stretches(part: str) -> tuple[Stretch, ...]:
    return tuple(_read(part))


def _read(part: str) -> Iterator[Stretch]:
    if "century" in part:
        yield from _centuries(part)
    if not any(unit in part for unit in _UNITS):
        return
    last = 0  # where a stretch of years and months ends
    for match in _SPAN.finditer(part):
        if match.start() < last or _IN_A_NAME.match(part, match.end("n")):
            continue
        value = number_of(match["n"].casefold())
        if match["half"] or match["half2"]:
            value += 0.5
        if part[: match.start("n")].casefold().endswith("half "):
            value *= 0.5  # "half a decade"
        unit, size = _LENGTH.get(match["unit"].casefold(), (match["unit"].casefold(), 1))
        hedge = next((h for h in ("under", "over", "about") if match[h]), "")
        months = _AND_MONTHS.match(part, match.end()) if unit == "year" and size == 1 else None
        if months is not None:
            last = months.end()
            yield Stretch(
                start=match.start("n"),
                end=last,
                value=12 * value + number_of(months["n"].casefold()),
                unit="month",
                hedge=hedge,
                round=False,
            )
            continue
        days = _AND_DAYS.match(part, match.end()) if unit in {"month", "week"} else None
        if days is not None:
            value += number_of(days["n"].casefold()) * DAYS["day"] / DAYS[unit]
            last = days.end()
        yield Stretch(
            start=match.start("n"),
            end=last if days is not None else match.end(),
            value=value * size,
            unit=unit,
            hedge=hedge,
            round=size == 10 and value == int(value),
        )


def _centuries(part: str) -> Iterator[Stretch]:
    for match in _CENTURY.finditer(part):
        yield Stretch(
            start=match.start("n"),
            end=match.end(),
            value=25.0 if "quarter" in match["n"].casefold() else 50.0,
            unit="year",
            hedge=next((h for h in ("under", "over", "about") if match[h]), ""),
            round=True,
        )


def days_of(evidence: Evidence, start: int, end: int) -> list[DateMention]:
    """Return the days, months and years that a part of a text gives by figures."""
    return within(_days(evidence), start, end)


@remembered
def _days(evidence: Evidence) -> Iterator[DateMention]:
    for date in evidence.dates:
        if (
            (date.granularity in _DATED or _few_days(date))
            and (date.first or date.last)
            and date.role != "publication"
            and _DIGIT.search(evidence.words(date))
            and not _COUNTED.search(evidence.words(date))
            and not _names_a_thing(evidence, date)
        ):
            yield closed(date)


_NAME = regex(r"\s[A-Z]")


def _names_a_thing(evidence: Evidence, date: DateMention) -> bool:
    """Whether a year is part of a name: "the 1951 Convention"."""
    if date.granularity is not Granularity.YEAR:
        return False
    before = evidence.text[max(0, date.start - 4) : date.start].casefold()
    return before == "the " and _NAME.match(evidence.text, date.end) is not None


def _few_days(date: DateMention) -> bool:
    """Whether a range is one of days, as an event may take: "June 4 and 5"."""
    if date.granularity is not Granularity.RANGE or not (date.first and date.last):
        return False
    return (date.last - date.first).days < _FEW_DAYS


def has_year(evidence: Evidence, date: DateMention) -> bool:
    """Whether a date is written with its year, or is the day of writing."""
    return date.start < 0 or _HAS_YEAR.search(evidence.words(date)) is not None


def fits(evidence: Evidence, stretch: Stretch, one: DateMention, other: DateMention) -> bool:
    """Whether a stretch can lie between two dates, in any year where one is left open."""
    shifts = (0,) if has_year(evidence, one) and has_year(evidence, other) else (-365, 0, 365)
    return any(_fits(stretch, one, other, shift) for shift in shifts)


def _fits(stretch: Stretch, one: DateMention, other: DateMention, shift: int) -> bool:
    low, high = apart(one, other, shift)
    size = DAYS[stretch.unit]
    value = stretch.value * size
    # A unit begun counts, and both ends may; what is round or hedged is so within a tenth.
    below, above = (1.0, 1.0) if stretch.unit == "day" else (0.95 * size, 0.75 * size)
    if stretch.unit == "year" and one.first and other.first:
        turns = abs(one.first.year - other.first.year) * size  # turns of the year are counted too
        above = max(0.5 * size, turns - high)
    if stretch.unit == "month":
        below, above = below + 3, above + 3
    if stretch.round:
        below, above = 0.45 * 3652, 0.55 * 3652
    elif stretch.value % 5 == 0 and stretch.value >= 10 and stretch.unit != "month":
        # Who rounds to fifteen or to twenty-five drops years sooner than adding them.
        below, above = below + size, above + (size if stretch.value % 10 == 0 else 0.25 * size)
    match stretch.hedge:
        case "under":
            return value - max(1.1 * size, 0.2 * value) <= high and low <= value + 0.2 * size
        case "over":
            return value - 0.2 * size <= high and low <= value + max(1.5 * size, 0.5 * value)
        case "about":
            below, above = below + 0.15 * value, above + 0.15 * value
    return low <= value + below and value - above <= high


def apart(one: DateMention, other: DateMention, shift: int = 0) -> tuple[float, float]:
    """Return the fewest and the most days that can lie between two dates."""
    first, second = sorted((one, other), key=lambda date: date.first or dt.date.min)
    if not (first.first and first.last and second.first and second.last):
        return 0.0, float("inf")
    move = dt.timedelta(days=shift)
    ends = [
        (second.first + move - first.last).days,
        (second.last + move - first.first).days,
    ]
    low, high = min(ends), max(ends)
    if low < 0 < high:
        return 0.0, float(max(-low, high))
    return float(min(abs(low), abs(high))), float(max(abs(low), abs(high)))


def counted(stretch: Stretch, one: DateMention, other: DateMention) -> str:
    """Return how much time lies between two dates, in the unit of a stretch."""
    low, high = (days / DAYS[stretch.unit] for days in apart(one, other))
    if round(low, 1) == round(high, 1) or high - low < 0.05 * high:
        return f"{round(high, 1):g} {stretch.unit}s"
    return f"{round(low, 1):g} to {round(high, 1):g} {stretch.unit}s"


def by_a_slip(stretch: Stretch, one: DateMention, other: DateMention) -> bool:
    """Whether a count one slip of the finger away would be right."""
    written = f"{stretch.value:g}"
    if not written.isdigit():
        return False
    value, size = int(written), DAYS[stretch.unit]
    low, high = (days / size for days in apart(one, other))
    near = {value - 10, value + 10, *(10 * n for n in range(1, 10) if value % 10 == 0)}
    for place in range(len(written)):
        near |= {int(written[:place] + d + written[place + 1 :]) for d in "0123456789"}
        near |= {int(written[:place] + d + written[place:]) for d in "0123456789"}
    near |= {int(written[:n] + written[n + 1 :] or 0) for n in range(len(written))}
    return any(low - 0.95 <= one_ <= high + 0.95 for one_ in near if one_ > 0)


_AGO = lazy_regex(r"\s(?:ago|now)\b", re.IGNORECASE)
_ON = lazy_regex(
    r"\son(?:,|\s(?:the|its|his|her|their)\b)|\s(?:later|after)\sto\sthe\sday\b|\sto\sthe\sday\s(?:after|since)\b"
)
_PASSED = lazy_regex(
    r"(?:\sand\s(?:an?|some|one|two|three|four|five|six|\d+)\s(?:day|week|month)s?)?\s(?:(?:that\s|which\s)?(?:have|has)\s(?:now\s|since\s)?(?:passed|gone|elapsed|gone\sby|rolled)|since\b|"
    r"old\b|of\sage\b)",
    re.IGNORECASE,
)
_HAVE = lazy_regex(r"\b(?:[Hh]as|[Hh]ave|[Hh]aving)\b")
_FOR = lazy_regex(r"\b[Ff]or\s(?:(?:almost|nearly|over|about|some|more\sthan)\s)?$")
_AFTER = lazy_regex(r"\s(?:after|since|on\sfrom|from|following)\b", re.IGNORECASE)
_LATER = lazy_regex(
    r"\s(?:later|afterwards?|thereafter|after\sthat|apart|after|before|earlier|beforehand)\b"
)
_WENT = lazy_regex(
    r"\s(?:that\s|which\s)?(?:lay|lie|went|passed|elapsed|separat|divid|had\s(?:passed|gone|elapsed)|"
    r"between|in\s(?:all|between|total)|all\stold|altogether|long\b)"
)
_LASTED = lazy_regex(
    r"\b(?:last(?:ed|s|ing)?|took|takes?|taken|spann(?:ed|ing)|spans?|stretch\w*|ran|runs|running|"
    r"held|kept|stayed|remained|stood|waited|needed|spent|served|endured|cost|interval|gap|wait|"
    r"lay|lie|lies|passed|elapsed|went\sby|went|separated?|divid(?:ed?|es)|"
    r"pause|period|stretch|span|lull|delay|lag|duration|length|or|that\sis|had|those|these|in\sthe|"
    r"for|after|of|within),?\s"
    r"(?:\w+\s){0,3}$",
    re.IGNORECASE,
)


_TOOK = lazy_regex(r"\W*It\s(?:has\s)?(?:took|taken)\s(?:[A-Z][\w.]+\s){0,3}$")


_WITH = lazy_regex(r"\bWith\s(?:(?:almost|nearly|over|about|some|more\sthan|now)\s){0,2}$")
_OF_WORK = lazy_regex(
    r"(?:['’]s?)?\s(?:of\s)?(?:practice|experience|operation|existence|history|use|life|service|enforcement|"
    r"membership|work|implementation|application)\b"
)
_APPOSED = regex(r"[:—–]\s?(?:(?:almost|nearly|over|about|some|just|exactly)\s){0,2}$")


_SINCE_THEN = lazy_regex(r"\ssince\b(?:\sthen\b)?,?")
_IN_THE = lazy_regex(
    r"\b(?:[Ii]n|[Oo]ver|[Dd]uring|[Tt]hrough(?:out)?)\s(?:the|those|these|all)\s(?:\w+\s)?$"
)


_TENOR = lazy_regex(  # the age of a paper, not a time that passed: "10-year bond"
    r"[\s-](?:[A-Z]?[a-z]*\s)?(?:bonds?|notes?|bills?|yields?|treasur\w+|papers?|rates?|mortgages?|debt|"
    r"swaps?|securit\w+|government|KTBs?|loans?|maturit\w+|tenors?|gilts?|bunds?)\b",
    re.IGNORECASE,
)


def tenor(text: str, end: int) -> bool:
    """Whether the words behind a stretch make it the tenor of a paper."""
    return _TENOR.match(text, end) is not None


_MATURES = lazy_regex(
    r"\b(?:maturit(?:y|ies)|tenors?|lifetimes?)\s(?:of|under|over|above|below|up\sto|longer\sthan|"
    r"shorter\sthan)\s(?:[a-z]+\s){0,2}$"
)


def told(words: str, start: int, end: int) -> Told | None:
    """Return what a stretch at a place of a sentence is told to lie between."""
    before, behind = words[:start], words[end:]
    opening = regex(
        r"\W*(?:At\s|Now\s|Just\s|Only\s|Exactly\s|Some\s|(?:It['’]s|It\sis)\s(?:now\s)?)?"
        r"(?:almost\s|nearly\s|about\s|over\s|some\s|barely\s|just\s(?:over|under)\s|more\sthan\s)?"
    ).fullmatch(before)
    if "-" in words[start:end] and tenor(words, end):
        return None
    if _MATURES.search(before):
        return None  # "with a maturity of five years or less"
    on = _ON.match(behind)
    if _AGO.match(behind) or (on and (opening or not on[0].startswith(" on "))):
        return "now"
    if _PASSED.match(behind) and ("since" not in behind[:7] or opening or _HAVE.search(before)):
        return "now"
    if _SINCE_THEN.match(behind) and _IN_THE.search(before):
        return "now" if _HAVE.search(behind) else "between"
    if _LATER.match(behind) or _AFTER.match(behind):
        return "later"
    if _FOR.search(before) and _HAVE.search(words):
        return "now"
    if _TOOK.match(before) or (_WITH.search(before) and _OF_WORK.match(behind)):
        return "now"
    if _WENT.match(behind) or _LASTED.search(before) or _APPOSED.search(before):
        return "between"
    return None
