"""Figures that a text calls the latest though the reference had newer ones before its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.reading.recalled import Recalled, enough, newest, recalled, told_values
from bongsu.audit.references.series import Value, values
from bongsu.audit.remembering import remembered
from bongsu.evidence.mentions import Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex

_FRESH = dt.timedelta(days=4)  # a text may have been written before a release of these days
_DATA = (
    r"(?:figures?|data|counts?|tall(?:y|ies)|tables?|accounts?|numbers?|statistics|readings?|releases?|"
    r"reports?|surveys?|surveyed|years?|months?|quarters?|estimates?|projections?|forecasts?|census|totals?|sets?|"
    r"records?|editions?|vintages?|prints?|outlooks?|published|available|results?|tabulations?|bulletins?|"
    r"measurements?|updates?|settled|audited|returns?)"
)
LATEST = lazy_regex(
    r"\b(?:(?:[Ll]atest|[Nn]ewest|[Mm]ost\s(?:recent(?:ly)?|up-to-date|current)|[Ff]reshest|[Cc]urrent(?!\saccount)|[Uu]p-to-date)"
    rf"\s(?:(?!(?:this|that|for|in|at|by|to)\b)[\w’'\-]+\s){{0,4}}?{_DATA}\b|"
    r"(?:[Ll]atest|[Nn]ewest|[Mm]ost\srecent)\s(?:(?:full|whole|calendar|complete)[\s-])?"
    r"(?:year|annual|yearly|month|monthly|quarterly|twelve-month|12-month)(?:ly)?[\s-](?:[\w-]+\s)?(?:rise|fall|growth|increase|"
    r"decline|rate|reading|change|drop|inflation|value|level|average|surplus|deficit|population)\b|"
    rf"[Ll]ast\s(?:full|complete|whole|available|settled|published|audited|annual|final|finished|closed)[\s\-](?:[\w\-]+\s){{0,3}}?{_DATA}\b|"
    rf"(?:the|is|are|was)\s(?:newest|latest|most\srecent|last)\s(?:that|to\sbe|on|so\sfar|we\shave|published|available)\b|"
    r"[Ll]ast\s(?:year|month|quarter)\s(?:surveyed|counted|covered|published|measured|reported|on\srecord|for\swhich)|"
    r"[Tt]o\sdate\sthe\s(?:last|latest)|no\s(?:newer|later|more\srecent)\s(?:\w+\s){0,2}(?:exists?|figures?|data|is|are))"
)
_FROM = lazy_regex(
    r"\b(?:from|than|against|compared\s(?:with|to)|versus|after|had\sbeen)\s(?:\w+\s)?$"
)


class Stale(NamedTuple):
    """A figure told as the latest, the value that it is, and the newest one of its series."""

    found: Recalled
    told: Value
    newest: Value
    sure: bool
    called: tuple[int, int]  # where the words stand that call it the latest


def stale(evidence: Evidence, day: dt.date) -> Iterator[Stale]:
    """Yield figures that a text calls the latest, though newer ones were known before its day."""
    if not called_latest(evidence):
        return
    seen: set[int] = set()
    every = recalled(evidence)
    for found in every:
        start = found.quantity.start
        if start in seen:
            continue
        called = _latest(evidence, found.sentence)
        here = called is not None and called[0] >= found.sentence.start
        if called is None or not (enough(found) or (here and _of_its_period(evidence, found))):
            continue
        if _FROM.search(evidence.text[max(found.sentence.start, start - 30) : start]):
            continue
        known = values(found.series.id, day - _FRESH)
        if not _MONTH.search(evidence.words(found.sentence)):
            known = tuple(one for one in known if not _within_a_year(one))
        told = told_values(found, known)
        if not told:
            continue
        value = max(told, key=lambda one: (one.last, one.known_from))
        later = newest(found.series, value, known)
        if (
            later is None
            or found.is_(later)
            or any(_newer(other, found, value, known) for other in every)
        ):
            continue
        seen.add(start)
        sure = found.own or len(found.digits) > 2
        yield Stale(found, value, later, sure=sure, called=called)


def _of_its_period(evidence: Evidence, found: Recalled) -> bool:
    """Whether the sentence of a figure of few digits tells its period."""
    dates = within(evidence.dates, found.sentence.start, found.sentence.end)
    if found.series.frequency == "year":
        return any(date.granularity is Granularity.YEAR for date in dates)
    return found.series.frequency in {"month", "quarter"} and any(
        date.granularity
        in {Granularity.MONTH, Granularity.QUARTER, Granularity.DAY, Granularity.RANGE}
        for date in dates
    )


def _within_a_year(value: Value) -> bool:
    """Whether a value is of a month that does not end a year."""
    return len(value.period) == len("2025-01") and value.period[4] == "-" and value.last.month < 12


_MONTH = lazy_regex(
    r"\b(?:[Mm]onth\w*|[Qq]uarter\w*|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


def _latest(evidence: Evidence, sentence: Sentence) -> tuple[int, int] | None:
    """Return where a sentence, or the nearest before it that does, calls figures the latest."""
    before = [span for start, span in called_latest(evidence) if start <= sentence.start]
    return before[-1] if before else None


@remembered
def called_latest(evidence: Evidence) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield the sentences that call something the latest by their start, and where they do."""
    for sentence in evidence.sentences:
        match = LATEST.search(evidence.words(sentence))
        if match is not None:
            yield sentence.start, (sentence.start + match.start(), sentence.start + match.end())


def _newer(other: Recalled, found: Recalled, value: Value, known: tuple[Value, ...]) -> bool:
    """Whether another figure of the text is a newer one of the same series."""
    if other.series is not found.series or other.quantity is found.quantity:
        return False
    return any(
        other.is_(one)
        for one in known
        if one.last > value.last or one.known_from > value.known_from
    )
