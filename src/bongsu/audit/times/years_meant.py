"""Yearly figures told of "this year" that can only be last year's (DT504).

A change from the year before last leads to last year; a year that has hardly begun has no total,
and no rank among the years since another one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.passed_time import has_year
from bongsu.audit.reading.tenses import PAST
from bongsu.audit.reading.wording import in_quotes, looks_ahead, prose
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Kind, Sentence, within
from bongsu.patterns import lazy_regex, regex

_THIS = guarded_regex(
    r"(?<!so\sfar\s)(?<!earlier\s)(?<!later\s)(?<!early\s)(?<!late\s)(?<!of\s)(?<!from\s)(?<!since\s)(?<!for\s)"
    r"(?<!until\s)(?<!by\s)(?<!until\s)(?<!than\s)(?<!begin\s)(?<!start\s)\bthis\syear\b(?!['’]s|,\s(?:in|on)\s)"
)
_PART = lazy_regex(
    r"\b(?:so\sfar|to\sdate|year-to-date|already|month|months|quarter|half|weeks?|since\sthe\s(?:start|beginning)|"
    r"Jan\w*|Feb\w*|March|April|May|June|July|August|Sept\w*|Oct\w*|Nov\w*|Dec\w*|spring|summer|winter|holiday|"
    r"shares?|stocks?|index|budget|plan\w*|forecast\w*|projected|estimated|expected|allocat\w*|set|raised\sits|target)\b"
)
_LEVEL = lazy_regex(
    r"\b(?:from|than|against|compared\s(?:to|with)|versus|in)\b"
    r"(?:[^.;,]|[.,]\d){0,60}?\b(?:in|of)\s$"
)
_CHANGED = lazy_regex(
    r"\b(?:rose|fell|grew|dropped|declined|increased|decreased|climbed|jumped|slipped|shrank|expanded|gained|lost|"
    r"contracted|totall?ed|amounted|reached|came\sto|stood|hit|averaged|halved|doubled|tripled|surged|plunged|"
    r"tumbled|eased|edged|slid|soared|recovered|narrowed|widened|recorded|posted|was|were|ran|sold|drew|spent|earned)\b"
)
_WHOLE = lazy_regex(
    r"\b(?:from|than|compared\s(?:to|with))\s(?:a|the|one)\s(?:year|previous\syear|preceding\syear|prior\syear)\b|"
    r"\ba\syear\s(?:earlier|before)\b|\b(?:slowest|fastest|lowest|highest|weakest|strongest|worst|best|biggest|"
    r"largest|smallest|least|most|first)\b[^.;]{0,40}\b(?:since|in\s\w+\syears)\b|\bfor\sthe\sfirst\stime\b|"
    r"\b(?:annual|yearly|full-year|whole[\s-]year|fiscal)\b|\ba?\srecord\b|\bbabies|\bbirths\b|\bdeaths\b"
)
_EARLY = 3  # months of a year in which it has no total yet
_KINDS = {Kind.PERCENT, Kind.PERCENT_CHANGE, Kind.MONEY, Kind.COUNT, Kind.RATE, Kind.PHYSICAL}


class Meant(NamedTuple):
    """Where "this year" stands, the year meant, and whether that is sure."""

    start: int
    end: int
    year: int
    sure: bool


def years_meant(evidence: Evidence, day: dt.date) -> Iterator[Meant]:
    """Yield where "this year" tells of the year before the publication."""
    told = list(prose(evidence))
    for place, (sentence, words) in enumerate(told):
        found = _THIS.search(words)
        if found is None or looks_ahead(words[: found.end()], "tenses") or _PART.search(words):
            continue
        if not _counts(evidence, sentence, words) or in_quotes(
            evidence, sentence, sentence.start + found.start()
        ):
            continue
        near = told[max(0, place - 1) : place + 2]
        years = _named(evidence, [one for one, _ in near if one.block == sentence.block])
        own = {date.first.year for date in years if date.first and date.start >= sentence.start}
        before = any(_is_base(evidence, sentence, date, day.year - 2) for date in years)
        whole = day.month <= _EARLY and _WHOLE.search(words) is not None
        begun = day.month == 1 or (
            day.month <= _EARLY and _told_of_last(evidence, told, place, day)
        )
        aside = before and _only_its_source(evidence, sentence, day)
        if day.year in own or (
            day.year - 1 in own and not aside and not _told_apart(evidence, sentence, day)
        ):
            continue
        if before or (whole and begun) or (whole and day.month <= _EARLY):
            span = sentence.start + found.start(), sentence.start + found.end()
            sure = (before and day.month <= 6) or (whole and begun)
            yield Meant(*span, year=day.year - 1, sure=sure)


def _counts(evidence: Evidence, sentence: Sentence, words: str) -> bool:
    """Whether a sentence tells a figure as one that has come out."""
    if regex(r"\b(?:has|have)\s\w+").search(words) or not PAST.search(words):
        return False
    figures = [
        q for q in within(evidence.quantities, sentence.start, sentence.end) if q.kind in _KINDS
    ]
    return bool(figures) and (
        _CHANGED.search(words) is not None or regex(r"\bborn|died\b").search(words) is not None
    )


def _named(evidence: Evidence, sentences: Sequence[Sentence]) -> list[DateMention]:
    return [
        date
        for one in sentences
        for date in within(evidence.dates, one.start, one.end)
        if date.granularity is Granularity.YEAR and date.first and has_year(evidence, date)
    ]


def _is_base(evidence: Evidence, sentence: Sentence, date: DateMention, year: int) -> bool:
    """Whether a year is that of a figure with which one of the sentence is compared."""
    if date.first is None or date.first.year != year:
        return False
    if not sentence.start <= date.start < sentence.end:
        return (
            regex(r"\b(?:from|than)\s(?:[^.;]|\.\d){0,50}\bin\s$").search(_lead(evidence, date))
            is not None
        )
    return _LEVEL.search(_lead(evidence, date)) is not None


def _lead(evidence: Evidence, date: DateMention) -> str:
    return evidence.text[max(evidence.article.start, date.start - 70) : date.start]


def _told_apart(evidence: Evidence, sentence: Sentence, day: dt.date) -> bool:
    """Whether last year stands in the sentence only to say when else it was so: "since 2023"."""
    return any(
        regex(r"\b(?:since|until|before)\s$").search(_lead(evidence, date))
        for date in _named(evidence, [sentence])
        if date.first and date.first.year == day.year - 1
    )


_SOURCE = lazy_regex(
    r"\b(?:tall(?:y|ies)|data|figures?|statistics|report|count|results?|returns?|survey|yearbook|accounts?|numbers?|list)\s"
    r"(?:for|of|on|in)\s(?:the\syear\s)?$"
)


def _only_its_source(evidence: Evidence, sentence: Sentence, day: dt.date) -> bool:
    """Whether last year stands in the sentence only as that of the source: "the tally for 2024"."""
    return all(
        _SOURCE.search(_lead(evidence, date)) is not None
        for date in _named(evidence, [sentence])
        if date.first and date.first.year == day.year - 1
    )


def _told_of_last(
    evidence: Evidence, told: Sequence[tuple[Sentence, str]], place: int, day: dt.date
) -> bool:
    """Whether the title, or a sentence right before, speaks of last year as a whole."""
    span = evidence.article.title_span
    near = [one for one, _ in told[max(0, place - 2) : place]]
    heads = [Sentence(start=span[0], end=span[1], block=0)] if span else []
    return any(
        date.first is not None and date.first.year == day.year - 1
        for date in _named(evidence, [*heads, *near])
    )
