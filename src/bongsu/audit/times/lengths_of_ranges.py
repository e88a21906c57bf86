"""Lengths told beside the two days between which something went on, in one sentence.

"The exercise was held from August 19 to 29, a total of eight days", "the nine-day visit from
March 12 to 15", "opened on March 3 and closed on April 2, giving firms 60 days". The days may be
without a year: both are then of one, or the second of the next.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.passed_time import DAYS, Stretch, stretches
from bongsu.audit.reading.wording import in_quotes, prose
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex

_TO = lazy_regex(r",?\s(?:to|until|till|through)\s|\s?[\u2013\u2014]\s?")
_OPENED = lazy_regex(r"\b(?:began|begins|started|starts|opened|opens|kicked\soff)\s(?:on\s)?$")
_CLOSED = lazy_regex(
    r"\s(?:and|before)\s(?:\w+\s){0,2}?(?:ended|ends|closed|closes|finished|concluded)\s(?:on\s)?"
)
_LASTS = guarded_regex(
    r"\b(?:last(?:s|ed|ing)?|r[au]n(?:s|ning)?|took|total(?:l?ing)?|a\stotal\sof|for|giv(?:es|ing|e)|gave|"
    r"over|during|spanning|spread\sover|held\sover|stay(?:s|ed|ing)?)"
    r"(?:\s(?:for|a|an|the|of|just|only|firms|companies|it|them|him|her|all|"
    r"everyone|parties|producers|people))*\s$"
)
_ALL = lazy_regex(r"\s(?:in\sall|in\stotal|altogether|all\stold|long)\b")
_THING = lazy_regex(
    r"\s(?:[a-z]+\s){0,2}?(?:visit|trip|tour|pause|truce|strike|exercise|drills?|session|meeting|conference|forum|summit|"
    r"period|stay|suspension|hearing|trial|festival|holiday|campaign|mission|ceasefire|window|run|"
    r"workshop|exhibition|fair|seminar|break|closure|shutdown)s?\b"
)
_OF_ANOTHER = lazy_regex(
    r"\b(?:every|each|per|within|after|before|later|earlier|ago|extend\w*|extension|extra|additional|another|"
    r"delay\w*|postpon\w*|first|last|final|next|past|previous|of\swhich|includ\w+|exclud\w+|except\w*|"
    r"business|working|instead|originally|planned|longer|shorter|more|less|fewer|old|aged?|since|"
    r"ahead|notice|sentence\w*|average)\b",
)
_WEEKEND = 5  # Saturday's number
_SPARE = {"week": 3.5, "month": 16.0}  # days by which what is told in a unit may be off
_UNITS = frozenset({"day", "week", "month"})
_BOTH = 2  # ends of a range
_ANY = 2001  # a year for days without one
_FEW = 15  # days, of which only those of work may be told
_NEAR = 60  # code points between a length and its days


class RangeLength(NamedTuple):
    """A length, the first and the last day beside it, and how many days there are of these."""

    start: int
    end: int
    first: tuple[int, int]  # where the first day stands
    last: tuple[int, int]
    days: int  # both ends counted


class _Days(NamedTuple):
    start: int
    end: int
    first: dt.date
    last: dt.date
    years_known: bool
    parts: tuple[tuple[int, int], tuple[int, int]]


def lengths_of_ranges(evidence: Evidence) -> Iterator[RangeLength]:
    """Yield the lengths that the days beside them do not have.

    Parameters
    ----------
    evidence : Evidence
        The article.
    """
    for sentence, words in prose(evidence):
        told = [
            one
            for one in stretches(evidence.text, sentence.start, sentence.end)
            if one.unit in _UNITS and not one.hedge and one.value >= 1
        ]
        if len(told) != 1 or _OF_ANOTHER.search(words):
            continue
        spans = list(_spans(evidence, sentence))
        if len(spans) != 1 or not _belongs(evidence.text, told[0], spans[0]):
            continue
        if in_quotes(evidence, sentence, told[0].start) or _fits(told[0], spans[0]):
            continue
        yield RangeLength(
            told[0].start, told[0].end, *spans[0].parts, (spans[0].last - spans[0].first).days + 1
        )


def _belongs(text: str, length: Stretch, span: _Days) -> bool:
    """Whether the words around a length make it that of what went on between two days."""
    gap = (
        text[length.end : span.start] if length.end <= span.start else text[span.end : length.start]
    )
    if len(gap) > _NEAR or ";" in gap or (length.start < span.end and span.start < length.end):
        return False
    if "-" in text[length.start : length.end] or text[length.end : length.end + 1] == "-":
        return _THING.match(text, length.end) is not None
    lead = text[max(0, length.start - 40) : length.start]
    if _ALL.match(text, length.end) or _LASTS.search(lead):
        return True
    behind = text[length.end : span.start] if length.end <= span.start else ""
    return behind.lstrip(",( ") == "from "


def _spans(evidence: Evidence, sentence: Sentence) -> Iterator[_Days]:
    """Yield the stretches between two days that a sentence gives."""
    text = evidence.text
    dates = within(evidence.dates, sentence.start, sentence.end)
    for date in dates:
        ends_of_one = _ends(date, text[date.start : date.end])
        if ends_of_one is not None:
            span = (date.start, date.end)
            yield _Days(*span, *ends_of_one, date.first is not None, (span, span))
    for one, other in pairwise(dates):
        first = _day(one, other)
        last = _day(other, one, not_before=first)
        if first is None or last is None:
            continue
        joint = text[one.end : other.start]
        opened = _OPENED.search(text[max(0, one.start - 30) : one.start])
        if not (_TO.fullmatch(joint) or (opened and _CLOSED.fullmatch(joint))):
            continue
        if last < first:
            continue  # told the wrong way round, which is another rule's to tell
        known = one.first is not None and other.first is not None
        ends = (one.start, one.end), (other.start, other.end)
        yield _Days(one.start, other.end, first, last, known, ends)


_DAY_NUMBERS = lazy_regex(r"\b\d{1,2}\b")


def _ends(date: DateMention, words: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of "August 19 to 29", in any year where it tells none."""
    numbers = _DAY_NUMBERS.findall(words)
    if date.granularity is not Granularity.RANGE or len(numbers) != _BOTH:
        return None
    if date.first is not None and date.last is not None:
        return date.first, date.last
    written = date.written
    if written is None or int(numbers[1]) <= written.day:
        return None
    try:
        first = dt.date(_ANY, written.month, written.day)
        return first, first.replace(day=int(numbers[1]))
    except ValueError:
        return None  # no such day, which is another rule's to tell


def _day(
    date: DateMention, beside: DateMention, not_before: dt.date | None = None
) -> dt.date | None:
    """Return the day of a mention; without a year, in that of the one beside it or the next."""
    written = date.written
    if date.granularity is not Granularity.DAY or written is None:
        return None
    year = written.year or (beside.written.year if beside.written else None) or _ANY
    if not_before is not None and written.year is None:
        year += (written.month, written.day) < (not_before.month, not_before.day)
    try:
        return dt.date(year, written.month, written.day)
    except ValueError:
        return None  # no such day, which is another rule's to tell


def _fits(length: Stretch, span: _Days) -> bool:
    """Whether a length can be told of two days: one end left out, or weekends."""
    days = (span.last - span.first).days
    if length.unit == "day":
        every = [span.first + dt.timedelta(days=at) for at in range(min(days, 400) + 1)]
        working = sum(day.weekday() < _WEEKEND for day in every)
        rest = 0 if span.years_known else 2  # whose weekends nobody knows
        if length.value <= _FEW and abs(length.value - working) <= rest:
            return True
        return abs(length.value - days) <= 1
    apart = length.value * DAYS[length.unit]
    return min(abs(apart - days), abs(apart - days - 1)) <= _SPARE[length.unit]
