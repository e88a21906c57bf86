"""Ends of months and years, and whole months and years, of which figures are told too soon (DT512).

"By end-August 92 percent were in bonds", in a text of August 3; "exports rose to 50 billion dollars
in August" of that day; "the surplus reached 6 percent of GDP in 2014" of April 2014.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.reading.passed_time import has_year
from bongsu.audit.reading.tenses import PAST
from bongsu.audit.reading.wording import in_quotes, looks_ahead, prose
from bongsu.audit.times.periods_told import NAMES
from bongsu.audit.times.title_period import figures_of
from bongsu.audit.times.told_from_now import told_as_past
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex

_ENDS = frozenset({Granularity.MONTH, Granularity.QUARTER, Granularity.YEAR})
_END_OF = lazy_regex(r"(?:the\s)?(?:end|close)(?:-|\sof\s)", re.IGNORECASE)
_OPEN_ENDED = lazy_regex(  # "the fall toward end-2012", "after completing it at end-2013"
    r"\btowards?\s(?:the\s)?$|\b(?:figures?|surveys?|forecasts?|projections?|estimates?)\sfor\s(?:the\s)?$|\b(?:after|upon|before|once|until)\s(?:[\w-]+\s){1,7}?(?:at|by|in)\s(?:the\s)?$"
)
_AT_ONCE = 2  # days before its end in which a month is told as over
_BEGUN = 8  # days of a month in which no figures of the whole of it are out
_WHOLE = lazy_regex(
    r"\b(?:of\sGDP|annual(?:ly)?|full[\s-]year|for\sthe\s(?:whole|full)\syear|calendar\syear|for\sall\sof|record\shigh|"
    r"year-on-year|on-year|for\sthe\s\w+\s(?:straight|consecutive)\syear)\b",
    re.IGNORECASE,
)
_NOT_WHOLE = lazy_regex(
    r"\b(?:so\sfar|first|early|earlier|until|through|by|since|as\sof|until\snow|to\sdate|thus\sfar|year-to-date|"
    r"(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber|months?|quarters?|half|weeks?|"
    r"days?|today|budget\w*|tariff\w*|dut(?:y|ies)|wage|rate|outlook|estimat\w+|preliminar\w+|plan\w*|law|act|quota\w*|"
    r"share\sprice|stock|index|KOSPI|ceiling|limit|beginning|start\w*|began|opened|signed|agreed)\b",
    re.IGNORECASE,
)
_VALUES = lazy_regex(
    r"\b(?:rose|fell|grew|reached|totall?ed|amounted|came\sto|stood|hit|posted|recorded|increased|decreased|"
    r"declined|climbed|jumped|dropped|gained|expanded|shrank|widened|narrowed)\b"
)
_LAST_MONTH = 9  # of a year, up to which nobody has figures of the whole of it


class Unfinished(NamedTuple):
    """A time that was not over, and whether its year leaves no doubt."""

    date: DateMention
    sure: bool


def unfinished_times(evidence: Evidence, day: dt.date) -> Iterator[Unfinished]:
    """Yield the times under way, or ends of times, of which an article tells as over."""
    for sentence, words in prose(evidence):
        for date in within(evidence.dates, sentence.start, sentence.end):
            if date.granularity not in _ENDS or not (date.first and date.last):
                continue
            if not date.first <= day < date.last or in_quotes(evidence, sentence, date.start):
                continue
            at, end = date.start - sentence.start, date.end - sentence.start
            if _END_OF.match(words, at):
                late = (date.last - day).days > _AT_ONCE
                named = has_year(evidence, date) or NAMES.search(evidence.words(date))
                open_ended = _OPEN_ENDED.search(words, 0, at) is not None
                if late and named and not open_ended and told_as_past(words, at, end):
                    yield Unfinished(date, sure=has_year(evidence, date))
            elif _too_soon(evidence, sentence, words, date, day):
                yield Unfinished(date, sure=False)


def _too_soon(
    evidence: Evidence, sentence: Sentence, words: str, date: DateMention, day: dt.date
) -> bool:
    """Whether figures are told of a whole month or year of which most is still to come."""
    if not figures_of(evidence, sentence) or looks_ahead(words, "dates"):
        return False
    at, end = date.start - sentence.start, date.end - sentence.start
    before, rest = words[:at], f"{words[:at]} {words[end:]}"
    this_year = words[at:end].casefold() == "this year"
    if (
        not (this_year or _IN.search(before))
        or not _VALUES.search(before[-_NEAR:])
        or not PAST.search(before)
    ):
        return False
    if date.granularity is Granularity.MONTH:
        whole = day.day <= _BEGUN and not _PART.search(rest)
        return whole and (date.first is not None and date.first.month == day.month)
    last = 1 if this_year else _LAST_MONTH
    if date.granularity is not Granularity.YEAR or day.month > last:
        return False
    return _WHOLE.search(rest) is not None and not _NOT_WHOLE.search(rest)


_NEAR = 110  # code points from the verb to its time
_IN = lazy_regex(r"\b(?:in|for|during)\s$")
_PART = lazy_regex(
    r"\b(?:so\sfar|first|early|until|through|since|to\sdate|thus\sfar|this\smonth|days?|shares?|stocks?|index|KOSPI|won|"
    r"began|starts?|started|opened|signed|agreed|announced)\b",
    re.IGNORECASE,
)
