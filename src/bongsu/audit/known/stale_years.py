"""Years called the latest of which there are data, though later ones had long been out (ST803).

Yearly figures come out within the year after. What is called the latest full year is wrong where it
lies three years back, or two where the text itself has figures of a later one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.known.outdated import called_latest
from bongsu.audit.reading.passed_time import has_year
from bongsu.audit.reading.tenses import PAST
from bongsu.audit.reading.wording import in_quotes, looks_ahead, prose
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Kind, within
from bongsu.patterns import lazy_regex, regex

_YEARLY = lazy_regex(
    r"\b(?:full|whole|annual|yearly|year|available|calendar|complete|data|figures?)\b",
    re.IGNORECASE,
)
_RARELY = lazy_regex(  # what is not counted every year
    r"\b(?:census|survey|election|wave|round|edition|agreement|assessment|review|inventory|study|PISA|poll|"
    r"report|crisis|test|summit|projection|forecast)\w*\b",
    re.IGNORECASE,
)
_WAS = lazy_regex(
    r"\b(?:was|were|had|then|at\sthe\stime|previous|earlier|until|before|since|from|not)\b"
)
_NEAR = 60  # code points between a year and what calls it the latest
_LATE = 3  # years
_HISTORY = 20  # years back at which nobody calls a year the latest by mistake
_OUT = 4  # the month by which a year's figures are out


class StaleYear(NamedTuple):
    """A year called the latest, and a later one of which the text has figures, if it has."""

    date: DateMention
    called: tuple[int, int]
    later: DateMention | None


def stale_years(evidence: Evidence, day: dt.date) -> Iterator[StaleYear]:
    """Yield the years that a text calls the latest though they lie too far back."""
    called = dict(called_latest(evidence))
    for sentence, words in prose(evidence) if called else ():
        span = called.get(sentence.start)
        if span is None or not _YEARLY.search(evidence.text[slice(*span)]):
            continue
        if _RARELY.search(words):
            continue
        years = [
            date
            for date in within(evidence.dates, sentence.start, sentence.end)
            if date.granularity is Granularity.YEAR and date.first and has_year(evidence, date)
        ]
        if len(years) != 1 or years[0].first is None:
            continue
        date, year = years[0], years[0].first.year
        between = evidence.text[min(date.end, span[1]) : max(date.start, span[0])]
        if len(between) > _NEAR or regex(r"[;:.]").search(between) or _WAS.search(between):
            continue
        if in_quotes(evidence, sentence, date.start):
            continue
        newest = day.year - 1 if day.month >= _OUT else day.year - 2
        later = _later(evidence, year, newest)
        if newest - year > _HISTORY:
            continue  # "in 1963, the last year for which there are data": of another age
        if year <= newest - (_LATE - 1) or (year < newest and later is not None):
            yield StaleYear(date, span, later)


def _later(evidence: Evidence, year: int, newest: int) -> DateMention | None:
    """Return a later year of which the text tells a figure as one that was."""
    for sentence, words in prose(evidence):
        if looks_ahead(words, "tenses") or PAST.search(words) is None:
            continue
        figures = [
            q
            for q in within(evidence.quantities, sentence.start, sentence.end)
            if q.kind in {Kind.MONEY, Kind.PERCENT, Kind.PERCENT_CHANGE, Kind.COUNT, Kind.ORDINAL}
        ]
        for date in within(evidence.dates, sentence.start, sentence.end):
            plain = date.granularity is Granularity.YEAR and has_year(evidence, date)
            if figures and plain and date.first and year < date.first.year <= newest:
                return date
    return None
