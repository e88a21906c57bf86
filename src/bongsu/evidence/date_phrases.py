"""Times told in words: "late last year", "the first half of 2025", "two years ago".

`phrase` reads one at a position; what follows a modifier ("early", "the end of") is read by the
reader that is handed in, since it may be any form.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bongsu.evidence.alternatives import either
from bongsu.evidence.date_distances import distance, number, year_in_words
from bongsu.evidence.date_forms import Form, Part, Relation
from bongsu.evidence.date_guards import word_before
from bongsu.evidence.date_patterns import GAP, HYPHEN
from bongsu.evidence.date_words import BEFORE_SEASON, CENTURIES, NUMBERS, PARTS, SEASONS
from bongsu.patterns import lazy_regex, regex

Reader = Callable[[str, int, int, int], "Form | None"]

_SEASON = either(SEASONS)
_COUNT = rf"(?P<count>\d{{1,3}}|{either(NUMBERS)})"
_SPACING = rf"(?:{GAP}|{HYPHEN})"

_MODIFIER = regex(
    rf"(?:(?:(?:very|early|later){GAP})?(?:end|beginning|start|middle|close|rest|remainder|outset)"
    rf"|(?:latter|first|early|later|second|better){GAP}part)"
    rf"{GAP}of{GAP}(?P<of_the>the{GAP})?"
    rf"|(?:(?:mid|early){_SPACING}(?:to{_SPACING})?(?:mid|late)|early|mid|late){_SPACING}"
    rf"(?:(?P<in_the>in{GAP}the{GAP})|in{GAP}|the{GAP})?"
    rf"|end{_SPACING}"
    rf"|(?:earlier|later){GAP}(?:(?=(?:this|that|last|next)\b)|in{GAP}(?P<later_the>the{GAP})?)",
    re.IGNORECASE,
)
_OWN_UNIT = regex(rf"(?:fiscal year|year|month|decade|century|quarter|week)\b(?!{HYPHEN}\w)")
_PART_OF_YEAR = regex(
    rf"(?P<part>{either(PARTS)}){_SPACING}(?:(?P<full>full|calendar|fiscal){GAP})?"
    r"(?P<what>quarter|half)\b"
    rf"(?P<of>{GAP}of{GAP}(?:the{GAP})?|{GAP}(?=(?:19|20)\d\d\b))?",
    re.IGNORECASE,
)
_FIRST_SOME = regex(
    rf"(?P<which>first|last|final){GAP}{_COUNT}{GAP}(?P<unit>months|quarters|days)"
    rf"{GAP}of{GAP}(?:the{GAP})?",
    re.IGNORECASE,
)
_FIRST_MONTHS = regex(
    rf"first{GAP}{_COUNT}{GAP}months(?!{GAP}(?:of|after|since|that|when|in|with|to)\b|{HYPHEN}|’|')"
)
_WITHIN = lazy_regex(rf"\b(?:in|during|over|for){GAP}the{GAP}$", re.IGNORECASE)
_VAGUE_TIMES = regex(
    rf"recent{GAP}(?:(?:few|several){GAP})?(?:years|months|weeks|days|decades|quarters|times)\b"
    rf"|(?:near|foreseeable|immediate|distant"
    rf"|not(?:{HYPHEN}| )(?:so|too)(?:{HYPHEN}| )distant){_SPACING}future\b"
    rf"|(?:coming|past|previous|prior){GAP}(?:years|months|weeks|days|decades|quarters)\b"
    rf"|(?:years|months|decades){GAP}(?:ahead\b(?!{GAP}of)|to{GAP}come\b)",
    re.IGNORECASE,
)
_SEASON_ALONE = regex(
    rf"(?P<season>{_SEASON})(?:(?:{GAP}of)?{GAP}(?P<year>(?:19|20|21)\d\d)(?!\w|[.,]\d))?",
    re.IGNORECASE,
)
_CENTURY = regex(rf"(?P<century>{either(CENTURIES)}){_SPACING}century\b", re.IGNORECASE)
_NEW_YEAR = regex(rf"(?:New{GAP}Year|new{GAP}year)\b")

_THE_YEAR = lazy_regex(r"(?:fiscal )?year\b")
_HALF_BEFORE = frozenset(
    ["the", "in", "during", "for", "this", "of", "from", "since", "until", "and"]
)
_FALL_BEFORE = frozenset({"the", "early", "late", "mid", "this"})
_FALL_OF = lazy_regex(rf"{GAP}(?:of|in)\b")
_SEASON_VERBS = regex(
    rf"{GAP}(?:up|back|out|from|into|onto|forward|to|on|below|short|behind|apart|off)\b"
)


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
        or _modified(text, at, end, read)
        or _part_of_year(text, at, end, low, read)
        or distance(text, at, end, low)
        or _named(text, at, end, low)
    )


def _vague(text: str, at: int, end: int) -> Form | None:
    found = _VAGUE_TIMES.match(text, at, end)
    return Form(start=at, end=found.end()) if found else None


def _modified(text: str, at: int, end: int, read: Reader) -> Form | None:
    found = _MODIFIER.match(text, at, end)
    if found is None or _MODIFIER.match(text, found.end(), end):
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
    if unit is None or not (
        found.group("of_the") or found.group("in_the") or found.group("later_the")
    ):
        return None
    base = "year" if unit.group().endswith("year") else "context"
    return Form(
        start=at, end=unit.end(), relation=Relation(base=base, unit=unit.group().split()[-1])
    )


def _part_of_year(text: str, at: int, end: int, low: int, read: Reader) -> Form | None:
    some = _FIRST_SOME.match(text, at, end)
    if some:
        return _first_some(text, some, end, read)
    found = _PART_OF_YEAR.match(text, at, end)
    if found is None:
        return _first_months(text, at, low, end)
    part, what = found.group("part").lower(), found.group("what").lower()
    if what == "half" and PARTS[part] > 2 and part != "last":
        return None
    named = Part(quarter=PARTS[part]) if what == "quarter" else Part(months=_half(part))
    if found.group("of"):
        return _part_of_told_year(text, found, end, named, read)
    return _part_alone(text, found, low, named)


def _part_of_told_year(
    text: str, found: re.Match[str], end: int, named: Part, read: Reader
) -> Form | None:
    if _PART_OF_YEAR.match(text, found.end(), end):
        return None
    year = read(text, found.end(), end, found.start()) or _own_year(text, found.end(), end)
    if year is None or not _is_year_form(year):
        return None
    whole = named._replace(year=year.first.year if year.first else None)
    return Form(start=found.start(), end=year.end, first=whole, relation=year.relation)


def _own_year(text: str, at: int, end: int) -> Form | None:
    """Read "year" where it is the year that the text speaks of."""
    found = _THE_YEAR.match(text, at, end)
    if found is None:
        return None
    return Form(start=at, end=found.end(), relation=Relation(base="year", unit="year"))


def _part_alone(text: str, found: re.Match[str], low: int, named: Part) -> Form | None:
    part, what = found.group("part").lower(), found.group("what").lower()
    at, stop = found.start(), found.end("what")
    if found.group("full") or part == "opening":
        return None  # "the first full quarter" since something
    if what == "quarter":
        if part != "last":
            return Form(start=at, end=stop, first=named)
        relation = Relation(base="published", unit="quarter", low=-1, high=-1)
        return Form(start=at, end=stop, relation=relation)
    told = word_before(text, at, low)[0].lower() in _HALF_BEFORE
    return Form(start=at, end=stop, first=named) if told and part != "last" else None


def _half(part: str) -> tuple[int, int]:
    return (1, 6) if part == "first" else (7, 12)


def _is_year_form(form: Form) -> bool:
    if form.second is not None:
        return False
    if form.first is not None:
        part = form.first
        plain = not (part.month or part.quarter or part.season or part.months or part.unknown)
        return plain and part.year is not None
    return form.relation is not None and form.relation.unit == "year"


def _first_months(text: str, at: int, low: int, end: int) -> Form | None:
    """Read "the first six months" where it is those of the year that is spoken of."""
    found = _FIRST_MONTHS.match(text, at, end)
    if found is None or not _WITHIN.search(text[max(low, at - 12) : at]):
        return None
    months = number(found["count"])
    first = Part(months=(1, months))
    return Form(start=at, end=found.end(), first=first) if 2 <= months <= 11 else None


def _first_some(text: str, found: re.Match[str], end: int, read: Reader) -> Form | None:
    """Read "first eleven months of 2025" and "first 20 days of December"."""
    if _FIRST_SOME.match(text, found.end(), end):
        return None
    count, unit = number(found.group("count")), found.group("unit").lower()
    first = found.group("which").lower() == "first"
    target = read(text, found.end(), end, found.start())
    if unit == "days":
        return _first_days(found, count, target) if first and target else None
    target = target or _own_year(text, found.end(), end)
    months = count * (3 if unit == "quarters" else 1)
    if target is None or not _is_year_form(target) or not 1 <= months <= 12:
        return None
    own = target.first.year if target.first else None
    whole = Part(year=own, months=(1, months) if first else (13 - months, 12))
    return Form(start=found.start(), end=target.end, first=whole, relation=target.relation)


def _first_days(found: re.Match[str], count: int, target: Form) -> Form | None:
    month = target.first
    if month is None and target.relation and target.relation.unit == "month":
        month = Part()  # "of this month", which the relation tells
    elif month is None or not month.month or month.day or target.second:
        return None
    return Form(
        start=found.start(),
        end=target.end,
        first=month._replace(day=1),
        second=month._replace(day=count),
        relation=target.relation,
    )


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
    words = None if year else year_in_words(text, found.end(), end)
    if words is not None:
        return Form(start=at, end=words.end, first=part, relation=words.relation)
    if year is None and not _is_season(text, found, low):
        return None
    return Form(start=at, end=found.end(), first=part)


def _is_season(text: str, found: re.Match[str], low: int) -> bool:
    """Whether a season without its year is one, and no verb or name."""
    name = found.group("season")
    before = word_before(text, found.start(), low)[0].lower()
    near = _FALL_BEFORE if name == "fall" else BEFORE_SEASON
    if name[0].isupper() or before not in near or _SEASON_VERBS.match(text, found.end()):
        return False
    return name != "fall" or not _FALL_OF.match(text, found.end())  # "the fall of the Wall"
