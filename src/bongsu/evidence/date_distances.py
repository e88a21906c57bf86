"""Reads times told by a distance or a direction: "last year", "two years ago", "a year earlier"."""

from __future__ import annotations

import re

from bongsu.evidence.alternatives import either
from bongsu.evidence.date_forms import Form, Part, Relation
from bongsu.evidence.date_guards import word_before
from bongsu.evidence.date_patterns import APOSTROPHE, BLANK, GAP, HYPHEN, MONTH_NAME, WEEKDAY_NAME
from bongsu.evidence.date_words import (
    MONTHS,
    NUMBERS,
    PAST,
    SEASONS,
    UNITS,
    VAGUE_NUMBERS,
    WEEKDAYS,
)
from bongsu.patterns import lazy_regex, regex

_UNIT = either(UNITS)
_SEASON = either(SEASONS)
_TENS = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_COUNT = rf"(?P<count>\d{{1,3}}|{_TENS}{HYPHEN}{either(NUMBERS)}|{either(NUMBERS)})"
_VAGUE = rf"(?P<vague>(?:a{GAP})?(?:{either(VAGUE_NUMBERS)}))"
_DIRECTED = regex(
    r"(?P<way>last|this|next|(?:up)?coming|previous|prior|preceding|following|past|current|same|that)"
    rf"{GAP}(?:(?P<unit>(?:(?:fiscal|calendar|school|academic){GAP})?(?:year|month|week|quarter|decade|century|day))"
    rf"|(?P<season>{_SEASON})|(?P<month>{MONTH_NAME})|(?P<weekday>{WEEKDAY_NAME}))\b(?!{APOSTROPHE}?s?{HYPHEN}\w)",
    re.IGNORECASE,
)
_DIRECTED_SOME = regex(
    rf"(?P<way>last|next|coming|previous|prior|preceding|following|past){GAP}"
    rf"(?:(?:full|calendar|fiscal|consecutive){GAP})?(?:{_COUNT}|{_VAGUE})"
    rf"(?P<to>{GAP}(?:to|or){GAP}(?:\d{{1,3}}|{either(NUMBERS)}))?(?:{GAP}|{HYPHEN})"
    rf"(?:(?:full|calendar|fiscal|consecutive|or so|or more){GAP})?(?P<unit>{_UNIT})\b",
    re.IGNORECASE,
)
_AWAY = regex(
    rf"(?:{_COUNT}|{_VAGUE}){GAP}(?P<unit>{_UNIT}){GAP}"
    rf"(?P<way>ago\b|earlier\b(?!{GAP}than)|later\b(?!{GAP}than)|hence\b|from{GAP}now\b"
    rf"|(?:before|prior)\b(?=[.,;:)]|—|$))",
    re.IGNORECASE,
)
_YEAR_AWAY = regex(
    rf"(?P<unit>year|month|quarter|day){GAP}"
    rf"(?P<way>earlier\b(?!{GAP}than)|ahead\b|to{GAP}come\b|(?:before|after)\b(?=[.,;:)]|—|$))"
)
_SAME_OF = regex(
    rf"(?:same|corresponding|comparable){GAP}(?:{_COUNT}{HYPHEN}(?:year|month|week|quarter|day){GAP})?"
    rf"(?:period|months?|quarter|timeframe|stretch|weeks?|time|half|days?|span){GAP}"
    rf"(?:(?:of|in|from|during){GAP})?(?:the{GAP})?"
    rf"(?:(?:last|previous|prior|preceding){GAP}year\b(?!{APOSTROPHE}?s?{HYPHEN}\w)"
    rf"|(?:an?|one|the){GAP}year{GAP}(?:earlier|ago|before|prior)\b)",
    re.IGNORECASE,
)
_THAT_BEFORE = frozenset(
    {"in", "of", "later", "by", "during", "earlier", "on", "for", "from", "end"}
)
# "up 8 percent from a year ago", "slower than the growth of 6 percent a month ago"
_COMPARED = lazy_regex(
    rf"\b(?:(?:from|than|versus|over|to){GAP}"
    rf"|(?:from|than|versus|against|compared{GAP}(?:to|with)){GAP}"
    rf"[^,;:()]{{0,30}}\d[^,;:()]{{0,20}}{GAP})\Z"
)
_NEAR = 60  # code points before "a month ago" in which a word of comparison stands
_BACK = frozenset({"last", "past"})
_ON = frozenset({"next", "coming", "upcoming"})
_CONTEXT_BACK = frozenset({"previous", "prior", "preceding"})
_COMPARED_AFTER = lazy_regex(rf"{GAP}(?:of|last|a|in|as)\b")
_YEAR_IN_WORDS = regex(
    rf"(?:{GAP}period)?(?:{GAP}of)?{GAP}(?:the{GAP})?"
    rf"(?P<way>last|this|next|same|previous|following){GAP}year\b"
)
_NO_DEEDS = frozenset({"was", "were", "been", "had", "has", "known", "seen", "understood"})
_DAYS_AWAY = {"yesterday": -1, "today": 0, "tomorrow": 1}
_DID = (
    r"(?:announc|releas|publish|sanction|designat|sign|issu|impos|tak|took|identif|unveil|report|"
    r"decid|vot|met|meet|host|welcom|launch|approv|rais|cut|kept|keep|held|hold|confirm|said|say|"
    r"adopt|pass|file|submit|met|agree|conclud|order|rul)[a-z]*"
)
_ON_TODAY = regex(  # "announced today", "took action today": the day, and not the present
    rf"\b{_DID}{GAP}(?:[a-z]+{GAP}){{0,2}}?(?:earlier{GAP})?$", re.IGNORECASE
)
_TODAY_THEY = regex(
    rf"(?:,|{APOSTROPHE}s)?{GAP}(?:[\w.’'&()/-]+{GAP}){{0,14}}?{_DID}\b", re.IGNORECASE
)
# "imposed sanctions on five banks today."
_DEED_FAR = lazy_regex(
    rf"\b{_DID}{GAP}(?:(?!(?:that|which|who|still|is|are|was|were|has|as)\b)[\w’'-]+{GAP}){{3,9}}$"
)
_STOPS = regex(r"[.,;](?:\W|$)")
_SOME_DEED = rf"(?:(?:also|again|both|\w+ly){GAP})?(?:[a-z]{{2,}}ed|{either(PAST - _NO_DEEDS)})\b"
_TODAY_DID = regex(rf"{GAP}{_SOME_DEED}")  # "the Treasury today released"
_IS_TODAY = lazy_regex(rf"\b(?:is|are){GAP}$")  # "is today also designating"
_TODAY_DOING = lazy_regex(rf"{GAP}(?:also{GAP}\w+ing|{_DID})\b")
# "Today, the President completed": the subject may be long, but has no verb of the present
_TODAY_SUBJECT = lazy_regex(
    rf",{BLANK}{{0,2}}(?:(?!(?:is|are|has|have|do|does|can|will|may|remains?)\b)[\w.’'&()/-]+"
    rf"{GAP}){{1,14}}?(?<!\bthe{BLANK})(?<!\bits{BLANK})(?<!\ba{BLANK})(?<!\ban{BLANK}){_SOME_DEED}"
)
_PARTS = regex(HYPHEN)
_MOST = 200  # units: what lies further away is told by no calendar


def distance(text: str, at: int, end: int, low: int) -> Form | None:
    """Read a time told by its distance that begins at a position."""
    return (
        _same_of(text, at, end)
        or _directed_some(text, at, end, low)
        or _directed(text, at, end, low)
        or _away(text, at, end, low)
    )


def _same_of(text: str, at: int, end: int) -> Form | None:
    """Read "same month last year": as long as the time spoken of, a year before it."""
    found = _SAME_OF.match(text, at, end)
    if found is None:
        return None
    relation = Relation(base="context", unit="same", low=-1, high=-1)
    return Form(start=at, end=found.end(), relation=relation)


def year_in_words(text: str, at: int, end: int) -> Form | None:
    """Read the year after a month or a season: "last year", "of the following year"."""
    found = _YEAR_IN_WORDS.match(text, at, end)
    if found is None:
        return None
    way = found.group("way")
    step = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(way, 0)
    base = "published" if way in {"last", "this", "next"} else "year"
    relation = Relation(base=base, unit="year", low=step, high=step)
    return Form(start=found.start("way"), end=found.end(), relation=relation)


def day_away(text: str, at: int, end: int, low: int) -> Form | None:
    """Read "yesterday", "tomorrow", and "today" where it is the day of some deed."""
    found = _WORD.match(text, at, end)
    if found is None or found[0].lower() not in _DAYS_AWAY:
        return None
    step = _DAYS_AWAY[found[0].lower()]
    belongs = _POSSESSIVE.match(text, found.end(), end) is not None
    if step and belongs:
        return None  # "tomorrow's leaders"
    before = text[max(low, at - _NEAR) : at]
    deed_before = _ON_TODAY.search(before) is not None
    deed_after = not step and _deed_behind(text, found, end, before)
    if not (step or deed_before or deed_after):
        return None
    relation = Relation(base="published", unit="day", low=step, high=step)
    return Form(start=at, end=found.end(), relation=relation)


def _deed_behind(text: str, found: re.Match[str], end: int, before: str) -> bool:
    """Whether what follows "today" is what somebody did or does on that day."""
    at = found.end()
    if _STOPS.match(text, at, end) and found[0][0] == "t":
        return _DEED_FAR.search(before) is not None
    if found[0][0] == "T":
        return bool(_TODAY_THEY.match(text, at, end) or _TODAY_SUBJECT.match(text, at, end))
    if _IS_TODAY.search(before):
        return _TODAY_DOING.match(text, at, end) is not None
    return _TODAY_DID.match(text, at, end) is not None


_WORD = regex(r"[A-Za-z]+")
_POSSESSIVE = regex(rf"{APOSTROPHE}s\b")


def number(word: str) -> int:
    """Return what a number in digits or words is: "12", "nine", "twenty-five"."""
    if word.isdigit():
        return int(word)
    return sum(NUMBERS[part.lower()] for part in _PARTS.split(word))


_WOULD = frozenset({"would", "will", "could", "can", "may", "might", "must", "should", "not"})


def _directed_some(text: str, at: int, end: int, low: int) -> Form | None:
    found = _DIRECTED_SOME.match(text, at, end)
    if found is None:
        return None
    if text[at : at + 4] == "last" and word_before(text, at, low)[0].lower() in _WOULD:
        return None  # "the fund would last five years"
    form = Form(start=at, end=found.end())
    if found.group("vague") or found.group("to"):
        return form
    count, way = number(found.group("count")), found.group("way").lower()
    unit = UNITS[found.group("unit").lower()]
    if count > _MOST or unit == "century":
        return form
    base = "published" if way in _BACK or way in _ON else "context"
    if way in _BACK or way in _CONTEXT_BACK:
        relation = Relation(base=base, unit=unit, low=-count, high=-1)
    elif base == "published":
        relation = Relation(base=base, unit=unit, low=0, high=count - 1)
    else:
        relation = Relation(base=base, unit=unit, low=1, high=count)
    return Form(start=at, end=found.end(), relation=relation)


def _directed(text: str, at: int, end: int, low: int) -> Form | None:
    found = _DIRECTED.match(text, at, end)
    if found is None:
        return None
    way = found.group("way").lower()
    if way == "that" and not _says_when(text, at, low):
        return None
    unit = found.group("unit")
    if unit is None:
        return _directed_name(found, way)
    return _directed_unit(text, found, way, unit.lower().split()[-1])


def _says_when(text: str, at: int, low: int) -> bool:
    """Whether "that" names a time, as in "by that month" and "That spring"."""
    before, stopped = word_before(text, at, low)
    return before.lower() in _THAT_BEFORE or (text[at] == "T" and (stopped or not before))


def _step(way: str) -> int:
    if way in _BACK or way in _CONTEXT_BACK:
        return -1
    return 1 if way in _ON or way == "following" else 0


def _directed_name(found: re.Match[str], way: str) -> Form | None:
    season, month, weekday = found.group("season", "month", "weekday")
    name: str = season or month or weekday
    if name[0].isupper() == bool(season) or way == "same":
        return None  # "this may"; "the past Spring" is a name
    part = Part(
        season=SEASONS[season.lower()] if season else 0,
        month=MONTHS[month.lower()] if month else 0,
        weekday=WEEKDAYS[weekday.lower().rstrip(".")] if weekday else None,
    )
    step = _step(way) or 2
    base = "context" if way in _CONTEXT_BACK | {"following", "that"} else "published"
    relation = Relation(base=base, unit="named", low=step, high=step)
    return Form(start=found.start(), end=found.end(), first=part, relation=relation)


def _directed_unit(text: str, found: re.Match[str], way: str, unit: str) -> Form | None:
    at, stop, step = found.start(), found.end(), _step(way)
    if unit == "day" and way in {"last", "this", "past", "current", "coming", "upcoming"}:
        return None  # "this day and age"
    if way == "same" and unit != "day" and _COMPARED_AFTER.match(text, stop):
        return None  # "the same month last year": the year says it
    if way == "past" and unit == "century":
        return Form(start=at, end=stop)
    if unit == "year" and way in {"coming", "upcoming"}:
        return Form(start=at, end=stop, relation=Relation(base="published", unit="ahead"))
    if unit == "decade" and step:
        low, high = (-10, -1) if step < 0 else (0, 9)
        relation = Relation(base="published", unit="year", low=low, high=high)
        return Form(start=at, end=stop, relation=relation)
    base = "published"
    if way in _CONTEXT_BACK or way in {"following", "same", "that"} or unit == "day":
        base = "context" if step or unit != "year" else "year"
    relation = Relation(base=base, unit=unit, low=step, high=step)
    return Form(start=at, end=stop, relation=relation)


def _away(text: str, at: int, end: int, low: int) -> Form | None:
    found = _AWAY.match(text, at, end)
    if found is None:
        return _year_away(text, at, end, low)
    form = Form(start=at, end=found.end())
    before = word_before(text, at, low)[0].lower()
    if before == "half":
        return None  # "half a year later"
    if found.group("vague"):
        return form
    way, unit = found.group("way").lower(), UNITS[found.group("unit").lower()]
    count = number(found.group("count"))
    step = count if way.startswith(("later", "hence", "from")) else -count
    base = "published" if way.startswith(("ago", "hence", "from")) else "context"
    near = text[max(low, at - _NEAR) : at]
    if (
        count == 1
        and way == "ago"
        and unit in {"year", "month", "quarter"}
        and _COMPARED.search(near)
    ):
        base = "context"  # "up 8 percent from a year ago"
    if unit == "century" or count > _MOST:
        return form
    if base == "context" and unit == "year":
        unit = "same"
    return Form(
        start=at, end=found.end(), relation=Relation(base=base, unit=unit, low=step, high=step)
    )


def _year_away(text: str, at: int, end: int, low: int) -> Form | None:
    found = _YEAR_AWAY.match(text, at, end)
    if found is None:
        return None
    way, unit = found.group("way"), found.group("unit")
    before = word_before(text, at, low)[0].lower()
    if way.startswith(("ahead", "to")):
        if unit != "year" or before not in {"the", "a"}:
            return None
        relation = Relation(base="published", unit="ahead")
    elif before in {"the", "from", "than", "same"}:
        step = 1 if way == "after" else -1
        relation = Relation(base="context", unit=unit, low=step, high=step)
    else:
        return None
    return Form(start=at, end=found.end(), relation=relation)
