"""What a text tells as one event more, though it has told that event: "another", "a further".

A sentence, or the second half of one, says that it adds something and gives a time. It is held
against every earlier telling of that time: the same amounts, or names and words in common, show one
event told as two; an amount of its own shows another event.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.ordinals import ORDINALS
from bongsu.audit.reading.wording import content_words, prose, table
from bongsu.evidence.mentions import (
    DateMention,
    Evidence,
    Granularity,
    Kind,
    Quantity,
    Sentence,
    within,
)
from bongsu.patterns import lazy_regex, regex

_ADDS = lazy_regex(
    r"\b(?:another|(?:yet\s)?one\smore|an?\s(?:additional|further|extra|separate|second|fresh|parallel)\b(?!-|\s(?:quarter|half|year|week|record|high|low)\b)|"
    r"(?:the|its|their|this)\s(?:second|additional|further|extra|separate)\b(?!-|\s(?:quarter|half|year|week|largest|term|consecutive|straight|successive|time|highest|lowest|biggest))|on\sthe\ssecond|once\smore|"
    r"twice(?!\s(?:the|as|a|an|what|that|this|its|their|those|\w+s[\u2019'])\b)|ma[dk]es?\stwo|two\s(?:such|separate|different)|separately|anew|afresh|again)\b",
    re.IGNORECASE,
)
_NO_EVENT = lazy_regex(  # one more that speaks or does as another did, and a level that moves again
    r"^(?:But\s|And\s|Yet\s)?[Aa]nother\s(?:[\w\u2019'&.-]+\s){1,8}?(?:also|claim\w*|sa(?:ys?|id)|told|argu\w+|suggest\w*|"
    r"warn\w*|believe\w*|appear\w*|back(?:s|ed)|quot\w+)\s|"
    r"\b(?:an?|the)\s(?:further|additional|renewed|another)\s(?:\w+\s){0,3}?(?:declin|decreas|increas|ris|fall|drop|"
    r"reduction|easing|tightening|improvement|deteriorat|slow|weaken|strengthen|revision|reappraisal|"
    r"pick-up|narrowing|widening|build-up|recovery|expansion|contraction)\w*\b|\b[Aa]nother\srecord\b|"
    r"\b(?:edg|inch|tick|drift|mov|r[io]s|fall|fell|increas|declin|decreas|slipp|climb|drop|grew|grow|eas|pick)\w*\s"
    r"(?:(?:up|down|lower|higher|back|out)\s)?again\b|"
    r"\bagain\s(?:be\b|(?:unchanged|stable|flat|steady|below|above|at|near|high|low|weak|strong)\b)|"
    r"\bagain\s(?:not|sa[iy]|emphasi|stress|report|point|express|indicat|cit|judg|view)\w*|"
    r"\b(?:[Aa]nother|[Oo]ne\smore|[Aa]\s(?:second|further))\s(?:\w+\s)?(?:source|indicator|factor|reason|concern|"
    r"issue|point|sign|aspect|risk|question|example|measure\sof)\b",
)
_THEN = lazy_regex(
    r"\b(?:that|the)\s(?:very\s)?(?:same\s)?(?P<unit>day|week|month|morning|afternoon|evening|night|summer|spring|"
    r"autumn|winter|fall|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|"
    r"March|April|May|June|July|August|September|October|November|December)\b"
    r"(?!\s(?:before|after|earlier|later|ago|ahead|of))"
)
_NTH = guarded_regex(
    rf"\b(?P<day>{'|'.join(ORDINALS)})\s(?:day\s)?of\s(?:that\s(?:same\s)?month|[A-Z][a-z]+)\b",
    re.IGNORECASE,
)
_ANOTHER_TIME = lazy_regex(
    r"\b(?:days?|weeks?|months?|hours?|years?)\s(?:later|earlier|before|after)\b|\b(?:next|following|previous|each|"
    r"every|revised|amended|extended|renewed)\b",
    re.IGNORECASE,
)
_CAPITAL = lazy_regex(
    r"\b(?:capital\sof\s(?:the\s)?(?P<of>[A-Z][\w.]+(?:\s[A-Z]\w+)?)|(?P<by>[A-Z][\w.]+(?:\s[A-Z]\w+)??)(?:['\u2019]s)?\s"
    r"(?:former\s)?capital\b)"
)
_SPLIT = lazy_regex(r",?\s(?:and|but|then|while)\b,?\s|;\s")
_MONTHS = calendar.month_name[1:]
_MONTH = lazy_regex(rf"(?:\b(?:in|of|that|early|late|last|this)\s|\bmid-)({'|'.join(_MONTHS)})\b")
_FEWEST = 3  # content words in common of two tellings without amounts
_LIKE = 0.3  # of the words of the shorter of them
_MOST = 60  # tellings of one article that are compared


class _Telling(NamedTuple):
    start: int
    end: int
    place: int  # of the sentence
    months: frozenset[str]
    days: frozenset[str]
    years: frozenset[int]
    reckoned: frozenset[int]  # years, and those that dates without one were reckoned to be of
    then: bool  # whether it points to the time of what was told before
    amounts: frozenset[tuple[str, float]]
    words: frozenset[str]
    adds: bool


def told_as_more(evidence: Evidence) -> Iterator[tuple[tuple[int, int], tuple[int, int], bool]]:
    """Yield a telling that says it adds an event, an earlier one, and if they are surely one."""
    rows = list(prose(evidence))
    for place, (sentence, words) in enumerate(rows):
        lower = words.lower()
        if not any(mark in lower for mark in _MARKS) or _ADDS.search(words) is None:
            continue
        own = list(_tellings(evidence, sentence, place))
        telling = own[-1]
        if not telling.adds or len(telling.words) >= _LONG or _NO_EVENT.search(words):
            continue
        if _is_called_so(evidence, telling):
            continue
        earlier = own[:-1] or [
            _telling(evidence, one.start, one.end, at)
            for at, (one, _) in enumerate(rows[:place][-_MOST:], max(0, place - _MOST))
            if within(evidence.dates, one.start, one.end) and _TELLS.search(evidence.words(one))
        ]
        likely = ((_likeness(one, telling), one) for one in reversed(earlier) if one.months)
        best, other = max(likely, key=lambda one: one[0], default=(0, telling))
        if best:
            surely = best > 1 and not _DEFINITE.search(words)
            yield (telling.start, telling.end), (other.start, other.end), surely


_DEFINITE = lazy_regex(  # "the additional tariffs": those that are known to the reader
    r"\b(?:the|its|their|this|these|such)\s(?:additional|further|extra)\b", re.IGNORECASE
)
_CALLED = lazy_regex(r"\b(?:the|its|their|an?)\s(?P<name>second\s[a-z]{4,})", re.IGNORECASE)


_TELLS = lazy_regex(r"(?<![A-Za-z])[a-z]{3,}")  # more than the place and day of a dateline


def _is_called_so(evidence: Evidence, telling: _Telling) -> bool:
    """Whether "the second budget" is what the text has called it before, as in its title."""
    found = _CALLED.search(evidence.text, telling.start, telling.end)
    if found is None:
        return False
    before = evidence.text[evidence.article.start : telling.start].casefold()
    called = found["name"].casefold()
    return called in before or called.replace("second", "2nd", 1) in before


_MARKS = (
    "another",
    "one more",
    "once more",
    "additional",
    "further",
    "extra",
    "separate",
    "second",
    "fresh",
    "parallel",
    "twice",
    " two",
    "anew",
    "afresh",
    "again",
)


def _tellings(evidence: Evidence, sentence: Sentence, place: int) -> Iterator[_Telling]:
    """Yield a sentence, or its two halves where each of them gives a time of its own."""
    for cut in _SPLIT.finditer(evidence.text, sentence.start, sentence.end):
        first = _telling(evidence, sentence.start, cut.start(), place)
        second = _telling(evidence, cut.end(), sentence.end, place)
        if first.months and second.adds and (second.months or second.then):
            yield first
            yield second
            return
    yield _telling(evidence, sentence.start, sentence.end, place)


_TIMED = {Granularity.DAY, Granularity.MONTH, Granularity.RANGE}


def _telling(evidence: Evidence, start: int, end: int, place: int) -> _Telling:
    words = evidence.text[start:end]
    dates = [
        d
        for d in within(evidence.dates, start, end)
        if d.first and d.granularity in _TIMED and not _names_a_paper(evidence, d)
    ]
    days = {str(d.first)[8:] for d in dates if d.granularity is Granularity.DAY}
    nth = _NTH.search(words)
    months = {str(date.first)[5:7] for date in dates}
    months |= {f"{_MONTHS.index(name) + 1:02}" for name in _MONTH.findall(words)}
    if nth is not None:
        days = {f"{ORDINALS.index(nth['day'].lower()) + 1:02}"}
    said = _CAPITAL.sub(_city, words)
    return _Telling(
        start,
        end,
        place,
        frozenset(months),
        frozenset(days),
        frozenset(date.first.year for date in dates if date.first and not date.relative),
        frozenset(date.first.year for date in dates if date.first),
        _THEN.search(words) is not None,
        frozenset(filter(None, map(_amount, within(evidence.quantities, start, end)))),
        content_words(regex(r"[\d.,$%]+").sub(" ", said)) - _empty() - _times(evidence, dates),
        _ADDS.search(words) is not None and _ANOTHER_TIME.search(words) is None,
    )


_PAPER = lazy_regex(  # "in line with the June 2019 staff projections": no time of what is told
    r"\s(?:[\w-]+\s){0,4}?(?:projections?|forecasts?|estimates?|outlooks?|surveys?|minutes)\b"
)
_MEANT = lazy_regex(  # "the level set on October 7": which level is meant
    r"\s(?:set|fixed|announced|issued|published|reached|signed|agreed|adopted|imposed|introduced)"
    r"\s(?:on|in|at)\s$"
)
_BEEN = lazy_regex(r"\b(?:was|were|been|being|be|is|are)\s(?:\w+ly\s)?\w+\s(?:on|in|at)\s$")
_SINCE = lazy_regex(r"\b(?:since|until|by|before|after)\s(?:[\w'\u2019-]+\s){0,6}?$")
_MEETING = lazy_regex(r"\s(?:[\w-]+\s){0,3}?meetings?\b")


def _names_a_paper(evidence: Evidence, date: DateMention) -> bool:
    """Whether a date only tells which forecast or meeting is meant, with which something began."""
    if _PAPER.match(evidence.text, date.end) is not None:
        return True
    before = evidence.text[max(0, date.start - 60) : date.start]
    if _MEANT.search(before) is not None and _BEEN.search(before) is None:
        return True
    return _SINCE.search(before) is not None and (
        "meeting" in before or _MEETING.match(evidence.text, date.end) is not None
    )


def _times(evidence: Evidence, dates: list[DateMention]) -> frozenset[str]:
    return content_words(" ".join(evidence.words(date) for date in dates))


@cache
def _empty() -> frozenset[str]:
    marks = "another additional further extra separate second more again twice two new three"
    sizes = " ".join(table("consistency")["sizes_and_times"])
    return content_words(f"{marks} {sizes} {' '.join(ORDINALS)} day week")


def _city(match: re.Match[str]) -> str:
    """Return the name of the city for "the capital of a country"."""
    land = (match["of"] or match["by"] or "").replace(".", "").lower()
    capitals = table("duplicates")["capitals"]
    return next((city for name, city in capitals.items() if land.startswith(name)), match[0])


_AMOUNTS = {
    Kind.MONEY,
    Kind.COUNT,
    Kind.PERCENT,
    Kind.PHYSICAL,
    Kind.FRACTION,
    Kind.DURATION,
    Kind.RATE,
}
_HOURS = {"hour": 1.0, "minute": 1 / 60, "day": 24.0, "week": 168.0}


def _amount(quantity: Quantity) -> tuple[str, float] | None:
    """Return an amount in a form in which "three-fifths" and "60 percent" are one."""
    if quantity.value is None or quantity.kind not in _AMOUNTS:
        return None
    if quantity.kind is Kind.FRACTION:
        return "percent", round(quantity.value * 100, 6)
    if quantity.kind is Kind.DURATION:
        return "hours", round(quantity.value * _HOURS.get(quantity.unit, 0.0), 3)
    unit = quantity.unit if quantity.kind in {Kind.MONEY, Kind.PHYSICAL, Kind.PERCENT} else ""
    return (unit, quantity.value) if quantity.value > _SMALL else None


_SMALL = 9  # a count up to this is shared by chance


def _likeness(one: _Telling, other: _Telling) -> int:
    """Return 2 where two tellings, of which the second says it adds, are one event; 1 if likely."""
    shared, amounts = one.words & other.words, one.amounts & other.amounts
    if not _one_time(one, other):
        untimed = not (other.months or other.then)
        return 2 * (untimed and len(amounts) > 1 and not other.amounts - one.amounts)
    if amounts:
        return 2 * (bool(shared) or any(unit and _told(value) > 1 for unit, value in amounts))
    if any(unit == there for unit, _ in one.amounts for there, _ in other.amounts):
        return 0
    fewest = max(1, min(len(one.words), len(other.words)))
    share, exact = len(shared) / fewest, bool(one.days & other.days)
    if len(shared) >= _FEWEST and share >= (_LIKE if exact or other.then else _ALIKE):
        return 2
    near = other.place - one.place <= _NEAR
    dated = exact and (near or bool(one.years & other.years))
    return int(bool(shared) and (dated or (other.then and near)))


_LONG = 25  # content words of a sentence that tells of more than one event


def _told(value: float) -> int:
    """Return how many digits of a value say something."""
    return len(f"{value:.0f}".rstrip("0"))


def _one_time(one: _Telling, other: _Telling) -> bool:
    """Whether two tellings may be of one day or month."""
    near = 0 <= other.place - one.place <= _NEAR
    if not other.months:
        return other.then and near
    if other.years and one.reckoned and _years_apart(one.reckoned, other.years) > 1:
        return False
    if not one.months & other.months or (one.days and other.days and not one.days & other.days):
        return False
    return (
        (other.then and near) or not one.years or not other.years or bool(one.years & other.years)
    )


def _years_apart(some: frozenset[int], others: frozenset[int]) -> int:
    return min(abs(year - other) for year in some for other in others)


_NEAR = 4  # sentences back to which "that month" points
_ALIKE = 0.6  # and where no day is given
