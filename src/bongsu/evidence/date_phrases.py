"""Times told in words: "late last year", "the first half of 2025", "two years ago".

`phrase` reads one at a position; what follows a modifier ("early", "the end of") is read by the
reader that is handed in, since it may be any form.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bongsu.evidence.date_forms import Form, Part, Relation
from bongsu.evidence.date_guards import word_before
from bongsu.evidence.date_patterns import GAP, MONTH_NAME, WEEKDAY_NAME
from bongsu.evidence.date_words import (
    CENTURIES,
    MONTHS,
    NUMBERS,
    PARTS,
    SEASONS,
    UNITS,
    VAGUE_NUMBERS,
    WEEKDAYS,
    either,
)

Reader = Callable[[str, int, int, int], "Form | None"]

_UNIT = either(UNITS)
_SEASON = either(SEASONS)
_COUNT = rf"(?P<count>\d{{1,3}}|{either(NUMBERS)})"
_VAGUE = rf"(?P<vague>(?:a{GAP})?(?:{either(VAGUE_NUMBERS)}))"
_SPACING = rf"(?:{GAP}|[-‐‑])"

_MODIFIER = re.compile(
    rf"(?:(?:(?:very|early|later){GAP})?(?:end|beginning|start|middle|close|rest|remainder|outset)"
    rf"|(?:latter|first|early|later|second|better){GAP}part)"
    rf"{GAP}of{GAP}(?P<of_the>the{GAP})?"
    rf"|(?:(?:mid|early){_SPACING}(?:to{_SPACING})?(?:mid|late)|early|mid|late){_SPACING}"
    rf"(?:(?P<in_the>in{GAP}the{GAP})|in{GAP}|the{GAP})?"
    rf"|end{_SPACING}"
    rf"|(?:earlier|later){GAP}(?:(?=(?:this|that|last|next)\b)|in{GAP}(?P<later_the>the{GAP})?)",
    re.IGNORECASE,
)
_OWN_UNIT = re.compile(r"(?:fiscal year|year|month|decade|century|quarter|week)\b(?![-‐‑]\w)")
_PART_OF_YEAR = re.compile(
    rf"(?P<part>{either(PARTS)}){_SPACING}(?:(?P<full>full|calendar|fiscal){GAP})?(?P<what>quarter|half)\b"
    rf"(?P<of>{GAP}of{GAP}(?:the{GAP})?|{GAP}(?=(?:19|20)\d\d\b))?",
    re.IGNORECASE,
)
_FIRST_SOME = re.compile(
    rf"(?P<which>first|last|final){GAP}{_COUNT}{GAP}(?P<unit>months|quarters|days){GAP}of{GAP}(?:the{GAP})?",
    re.IGNORECASE,
)
_DIRECTED = re.compile(
    r"(?P<way>last|this|next|(?:up)?coming|previous|prior|preceding|following|past|current|same|that)"
    rf"{GAP}(?:(?P<unit>(?:(?:fiscal|calendar|school|academic){GAP})?(?:year|month|week|quarter|decade|century|day))"
    rf"|(?P<season>{_SEASON})|(?P<month>{MONTH_NAME})|(?P<weekday>{WEEKDAY_NAME}))\b(?!['’]?s?[-‐‑]\w)",
    re.IGNORECASE,
)
_DIRECTED_SOME = re.compile(
    rf"(?P<way>last|next|coming|previous|prior|preceding|following|past){GAP}"
    rf"(?:(?:full|calendar|fiscal|consecutive){GAP})?(?:{_COUNT}|{_VAGUE})"
    rf"(?P<to>{GAP}(?:to|or){GAP}(?:\d{{1,3}}|{either(NUMBERS)}))?(?:{GAP}|[-‐‑])"
    rf"(?:(?:full|calendar|fiscal|consecutive|or so|or more){GAP})?(?P<unit>{_UNIT})\b",
    re.IGNORECASE,
)
_AWAY = re.compile(
    rf"(?:{_COUNT}|{_VAGUE}){GAP}(?P<unit>{_UNIT}){GAP}"
    rf"(?P<way>ago\b|earlier\b(?!{GAP}than)|later\b(?!{GAP}than)|hence\b|from{GAP}now\b"
    rf"|(?:before|prior)\b(?=[.,;:)—]|$))",
    re.IGNORECASE,
)
_YEAR_AWAY = re.compile(
    rf"(?P<unit>year|month|quarter|day){GAP}"
    rf"(?P<way>earlier\b(?!{GAP}than)|ahead\b|to{GAP}come\b|(?:before|after)\b(?=[.,;:)—]|$))"
)
_VAGUE_TIMES = re.compile(
    rf"recent{GAP}(?:(?:few|several){GAP})?(?:years|months|weeks|days|decades|quarters|times)\b"
    rf"|(?:near|foreseeable|immediate|distant|not[-‐‑ ](?:so|too)[-‐‑ ]distant)(?:{GAP}|[-‐‑])future\b"
    rf"|(?:coming|past|previous|prior){GAP}(?:years|months|weeks|days|decades|quarters)\b"
    rf"|(?:years|months|decades){GAP}(?:ahead\b(?!{GAP}of)|to{GAP}come\b)",
    re.IGNORECASE,
)
_SEASON_ALONE = re.compile(
    rf"(?P<season>{_SEASON})(?:(?:{GAP}of)?{GAP}(?P<year>(?:19|20|21)\d\d)(?!\w|[.,]\d))?",
    re.IGNORECASE,
)
_CENTURY = re.compile(rf"(?P<century>{either(CENTURIES)}){_SPACING}century\b", re.IGNORECASE)
_NEW_YEAR = re.compile(rf"(?:New{GAP}Year|new{GAP}year)\b")

_SEASON_BEFORE = frozenset(
    ["in", "by", "the", "this", "since", "until", "till", "late", "early", "mid", "over", "during"]
    + ["through", "and", "or", "from", "that", "before", "after", "of", "between", "each", "every"]
)
_SEASON_VERBS = re.compile(rf"{GAP}(?:up|back|out|from|into|onto|forward|to|on|below|short|behind|apart|off)\b")
_THAT_BEFORE = frozenset({"in", "of", "later", "by", "during", "earlier", "on", "for", "from", "end"})
_COMPARED = frozenset({"from", "than", "versus", "over", "to"})
_DAY_WAYS = frozenset({"previous", "following", "next", "same", "that", "preceding"})
_BACK = frozenset({"last", "past"})
_ON = frozenset({"next", "coming", "upcoming"})
_CONTEXT_BACK = frozenset({"previous", "prior", "preceding"})


def phrase(text: str, at: int, end: int, low: int, read: Reader) -> Form | None:
    """Read a time in words that begins at a position.

    Parameters
    ----------
    text : str
        The whole text.
    at, end, low : int
        Where it begins, and the bounds of the block.
    read : callable
        Reads any form at a position, for what follows a modifier.
    """
    return (
        _vague(text, at, end)
        or _modified(text, at, end, low, read)
        or _part_of_year(text, at, end, low, read)
        or _directed_some(text, at, end)
        or _directed(text, at, end, low)
        or _away(text, at, end, low)
        or _named(text, at, end, low)
    )


def _vague(text: str, at: int, end: int) -> Form | None:
    found = _VAGUE_TIMES.match(text, at, end)
    return Form(start=at, end=found.end()) if found else None


def _modified(text: str, at: int, end: int, low: int, read: Reader) -> Form | None:
    found = _MODIFIER.match(text, at, end)
    if found is None:
        return None
    target = read(text, found.end(), end, found.start())
    if target is not None and (target.first or target.relation):
        return Form(
            start=at,
            end=target.end,
            first=target.first,
            second=target.second,
            relation=target.relation,
            opens=target.opens,
        )
    unit = _OWN_UNIT.match(text, found.end(), end)
    if unit is None or not (found.group("of_the") or found.group("in_the") or found.group("later_the")):
        return None
    base = "year" if unit.group().endswith("year") else "context"
    return Form(start=at, end=unit.end(), relation=Relation(base=base, unit=unit.group().split()[-1]))


def _part_of_year(text: str, at: int, end: int, low: int, read: Reader) -> Form | None:
    some = _FIRST_SOME.match(text, at, end)
    if some:
        return _first_some(text, some, end, read)
    found = _PART_OF_YEAR.match(text, at, end)
    if found is None:
        return None
    part, what = found.group("part").lower(), found.group("what").lower()
    if what == "half" and part not in {"first", "second", "latter", "last"}:
        return None
    month = Part(quarter=PARTS[part]) if what == "quarter" else Part(months=_half(part))
    if found.group("of"):
        year = read(text, found.end(), end, low)
        if year is not None and _is_year_form(year):
            own = year.first.year if year.first else None
            whole = Part(year=own, quarter=month.quarter, months=month.months)
            return Form(start=at, end=year.end, first=whole, relation=year.relation)
        own_year = re.compile(r"(?:fiscal )?year\b").match(text, found.end(), end)
        if own_year is None:
            return None
        return Form(
            start=at, end=own_year.end(), first=month, relation=Relation(base="year", unit="year")
        )
    stop = found.end("what")
    if found.group("full"):
        return None  # "the first full quarter" since something
    if part in {"last", "opening"} or (what == "half" and not _told_of_a_year(text, at, low)):
        if what == "quarter" and part == "last":
            relation = Relation(base="published", unit="quarter", low=-1, high=-1)
            return Form(start=at, end=stop, relation=relation)
        return None
    return Form(start=at, end=stop, first=month)


def _half(part: str) -> tuple[int, int]:
    return (1, 6) if part == "first" else (7, 12)


def _told_of_a_year(text: str, at: int, low: int) -> bool:
    before = word_before(text, at, low)[0].lower()
    return before in {"the", "in", "during", "for", "this", "of", "from", "since", "until", "and"}


def _is_year_form(form: Form) -> bool:
    if form.second is not None:
        return False
    if form.first is not None:
        part = form.first
        plain = not (part.month or part.quarter or part.season or part.months or part.unknown)
        return plain and part.year is not None
    return form.relation is not None and form.relation.unit == "year"


def _first_some(text: str, found: re.Match[str], end: int, read: Reader) -> Form | None:
    count, unit = number(found.group("count")), found.group("unit")
    target = read(text, found.end(), end, found.start())
    first = found.group("which").lower() == "first"
    if target is None and unit != "days":
        own_year = re.compile(r"(?:fiscal )?year\b").match(text, found.end(), end)
        if own_year:
            relation = Relation(base="year", unit="year")
            target = Form(start=own_year.start(), end=own_year.end(), relation=relation)
    if target is None:
        return None
    stop = target.end
    if unit == "days":
        month = target.first
        if not first or month is None or not month.month or month.day or target.second:
            return None
        return Form(
            start=found.start(),
            end=stop,
            first=Part(year=month.year, month=month.month, day=1),
            second=Part(year=month.year, month=month.month, day=count),
            relation=target.relation,
        )
    months = count * (3 if unit == "quarters" else 1)
    if not _is_year_form(target) or not 1 <= months <= 12:
        return None
    own = target.first.year if target.first else None
    whole = Part(year=own, months=(1, months) if first else (13 - months, 12))
    return Form(start=found.start(), end=stop, first=whole, relation=target.relation)


def number(word: str) -> int:
    """Return what a number in digits or words is."""
    return int(word) if word.isdigit() else NUMBERS[word.lower()]


def _directed_some(text: str, at: int, end: int) -> Form | None:
    found = _DIRECTED_SOME.match(text, at, end)
    if found is None:
        return None
    form = Form(start=at, end=found.end())
    if found.group("vague") or found.group("to"):
        return form
    count, way = number(found.group("count")), found.group("way").lower()
    unit = UNITS[found.group("unit").lower()]
    if count > 200 or (unit == "century"):
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
    if way == "that" and word_before(text, at, low)[0].lower() not in _THAT_BEFORE:
        return None
    unit = found.group("unit")
    if unit is None:
        return _directed_name(found, way)
    return _directed_unit(text, found, way, unit.lower().split()[-1], low)


def _directed_name(found: re.Match[str], way: str) -> Form | None:
    season, month, weekday = found.group("season", "month", "weekday")
    if (month or weekday) and found.group("month" if month else "weekday")[0].islower():
        return None  # "this may"
    if season and season[0].isupper():
        return None  # "last Fall" is rare, "the past Spring" a name
    if way in _BACK or way in _CONTEXT_BACK:
        step = -1
    elif way in _ON or way == "following":
        step = 1
    elif way in {"this", "current"}:
        step = 2
    else:
        return None
    part = Part(
        season=SEASONS[season.lower()] if season else 0,
        month=MONTHS[month.lower()] if month else 0,
        weekday=WEEKDAYS[weekday.lower().rstrip(".")] if weekday else None,
    )
    relation = Relation(base="published", unit="named", low=step, high=step)
    return Form(start=found.start(), end=found.end(), first=part, relation=relation)


def _directed_unit(text: str, found: re.Match[str], way: str, unit: str, low: int) -> Form | None:
    at = found.start()
    if unit == "day":
        if way not in _DAY_WAYS:
            return None
    base, step = "published", 0
    if way in _BACK:
        step = -1
    elif way in _CONTEXT_BACK:
        base, step = "context", -1
    elif way == "following":
        base, step = "context", 1
    elif way in {"same", "that"}:
        base = "context"
    elif way in _ON:
        step = 1
        if unit == "day":
            base = "context"
        if unit == "year" and way != "next":
            return Form(start=at, end=found.end(), relation=Relation(base="published", unit="ahead"))
    if unit == "decade" and step:
        span = (-10, -1) if step < 0 else (0, 9)
        relation = Relation(base="published", unit="year", low=span[0], high=span[1])
        return Form(start=at, end=found.end(), relation=relation)
    if way == "same" and re.compile(rf"{GAP}(?:of|last|a|in|as)\b").match(text, found.end()):
        if unit != "day":
            return None  # "the same month last year": the year says it
    if way == "past" and unit == "century":
        return Form(start=at, end=found.end())
    if base == "context" and unit == "year" and step == 0:
        base = "year"
    relation = Relation(base=base, unit=unit, low=step, high=step)
    return Form(start=at, end=found.end(), relation=relation)


def _away(text: str, at: int, end: int, low: int) -> Form | None:
    found = _AWAY.match(text, at, end)
    if found is None:
        return _year_away(text, at, end, low)
    form = Form(start=at, end=found.end())
    if found.group("vague"):
        return form
    way, unit = found.group("way").lower(), UNITS[found.group("unit").lower()]
    count = number(found.group("count"))
    step = count if way.startswith(("later", "hence", "from")) else -count
    base = "published" if way.startswith(("ago", "hence", "from")) else "context"
    if count == 1 and way == "ago" and word_before(text, at, low)[0].lower() in _COMPARED:
        base = "context"  # "up 8 percent from a year ago"
    if unit == "century" or count > 200:
        return form
    if base == "context" and unit == "year":
        unit = "same"
    return Form(start=at, end=found.end(), relation=Relation(base=base, unit=unit, low=step, high=step))


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


def _named(text: str, at: int, end: int, low: int) -> Form | None:
    new_year = _NEW_YEAR.match(text, at, end)
    if new_year:
        if word_before(text, at, low)[0] in {"Lunar", "Chinese", "lunar"}:
            return None
        return Form(start=at, end=new_year.end(), relation=Relation(base="published", unit="ahead"))
    century = _CENTURY.match(text, at, end)
    if century:
        part = Part(year=CENTURIES[century.group("century").lower()] * 100 - 100, unknown=2)
        return Form(start=at, end=century.end(), first=part)
    if text.startswith("yesterday", at):
        relation = Relation(base="published", unit="day", low=-1, high=-1)
        return Form(start=at, end=at + len("yesterday"), relation=relation)
    return _season(text, at, end, low)


def _season(text: str, at: int, end: int, low: int) -> Form | None:
    found = _SEASON_ALONE.match(text, at, end)
    if found is None or text[found.end() : found.end() + 1].isalnum():
        return None
    name, year = found.group("season"), found.group("year")
    part = Part(year=int(year) if year else None, season=SEASONS[name.lower()])
    if year is None:
        before = word_before(text, at, low)[0].lower()
        near = {"the", "early", "late", "mid", "this"} if name == "fall" else _SEASON_BEFORE
        if name[0].isupper() or before not in near or _SEASON_VERBS.match(text, found.end()):
            return None
        if name == "fall" and re.compile(rf"{GAP}(?:of|in)\b").match(text, found.end()):
            return None  # "the fall of the Wall"
    return Form(start=at, end=found.end(), first=part)
