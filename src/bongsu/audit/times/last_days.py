"""The last day of a time that is awaited, where its year may be left open (ST801)."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from bongsu.audit.reading.expectations import Awaited
from bongsu.audit.reading.wording import matcher
from bongsu.evidence.mentions import Evidence, Granularity
from bongsu.patterns import regex

_RECENT_MONTHS = 2  # a month named without its year and this far back is the past one
_RECENT_MONTHS_RECURRING = 4
_AFTER_A_TERM = regex(r"\bafter\s(?:an?|the)\s[\w-]+[ -](?:year|month)\b[^.]*$", re.IGNORECASE)
_TERM = 100  # code points before the words that look ahead
_WEEKDAY = regex(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")


_PARTS_OF_DECADE = {"early": 4, "mid": 7}  # years to the end of each, with one to spare


def _of_decade(first: dt.date, words: str) -> dt.date | None:
    """Return the last day that "the early 2010s" may mean; none of a whole decade or its end."""
    part = next((end for part, end in _PARTS_OF_DECADE.items() if words.startswith(part)), None)
    return dt.date(first.year + part, 12, 31) if part is not None else None


def last_day(evidence: Evidence, found: Awaited, day: dt.date) -> dt.date | None:
    """Return the last day of an awaited date; of a part of a decade, that of the part."""
    date = found.date
    if date.granularity is Granularity.DECADE and date.first is not None:
        return _of_decade(date.first, evidence.words(date)) or date.last
    return _last_day(evidence, found, day)


def _last_day(evidence: Evidence, found: Awaited, day: dt.date) -> dt.date | None:
    """Return the last day of an awaited date; a month without its year may be the one just past."""
    date = found.date
    if date.last is None:
        return None
    words = evidence.words(date)
    if date.relative and _WEEKDAY.fullmatch(words):
        return None  # "will meet on Thursday" is the coming one, whatever day was told before
    if regex(r"\d{4}|\b(?:this|last|next)\syear\b").search(words) or not date.relative:
        return date.last
    of_now = date.granularity is Granularity.MONTH and words.casefold().startswith("this ")
    if of_now or _LENT_YEAR.match(evidence.text, date.end):
        return date.last
    term = _AFTER_A_TERM.search(evidence.text[max(0, found.start - _TERM) : found.start])
    if words in calendar.day_name or term:
        return None  # of the week past or to come; "after a one-year pause it is to end in May"
    if date.granularity is Granularity.SEASON:
        return date.last if words.startswith("this") else None
    days = date.granularity is Granularity.RANGE and date.written is not None
    if not days and date.granularity not in {Granularity.MONTH, Granularity.DAY}:
        return date.last if date.granularity is Granularity.YEAR else None
    whole = date.granularity is Granularity.MONTH
    if whole and not matcher("months", "names").search(words):
        return date.last
    back = (day.month - date.last.month) % 12
    passed = not whole and back == 0 and date.last.day < day.day
    if not passed and not 0 < back <= (
        _RECENT_MONTHS_RECURRING if found.recurring else _RECENT_MONTHS
    ):
        return None
    year = day.year - (date.last.month > day.month)
    longest = calendar.monthrange(year, date.last.month)[1]
    return dt.date(year, date.last.month, longest if whole else min(date.last.day, longest))


_LENT_YEAR = regex(  # "October 31 and November 1, 2025"
    r"(?:\s(?:and|or|to|through|until)\s|\s?[–-]\s?)(?:[A-Z][a-z]+\.?\s)?\d{1,2},\s\d{4}\b"
)
