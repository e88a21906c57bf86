"""Weekdays told apart from their day: "It was a Friday", "the vote on Wednesday morning"."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.passed_time import days_of, has_year
from bongsu.audit.reading.wording import content_words, frequent_words, in_quotes, prose
from bongsu.audit.times.calendars import calendars
from bongsu.evidence.documents import Block
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex, regex

WEEKDAYS = {name: number for number, name in enumerate(calendar.day_name)}
_WEEKDAY = guarded_regex(rf"\b(?:{'|'.join(WEEKDAYS)})\b")
_ONE = lazy_regex(r"\b(?P<article>[Aa]\s)?$")
_ELSEWHERE = lazy_regex(  # of another day than the one told of, or with its day beside it
    r"(?:s\b|['’]s?\s)|,?\s\(?(?:the\s)?(?:\d|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|in\s(?:early|mid|late))|"
    r"\s(?:before|after|following|and\s|to\s[A-Z])|,\s(?:\d|[A-Z][a-z]{2,8}\s\d)"
)
_THAT = lazy_regex(r"\b[Tt]hat\s$")
_NEXT = lazy_regex(r"\s(?:of\s)?next\sweek\b")
_OTHER = lazy_regex(
    r"\b(?:last|every|each|following|previous|first|second|third|fourth|since|by|until|and|said|told|says)\s(?:on\s)?(?:an?\s|the\s)?$|"
    r"\b\d{1,2}(?:,\s\d{4})?,?\s\(?(?:an?\s)?$"
)
_SAID = lazy_regex(
    r"\b(?:said|told|announced|reported|added|showed|wrote|rose|fell|closed|traded|published|issued)\b|"
    r"\baccording\sto\s(?:[\w.’'-]+\s){1,4}?(?:sources|officials|data|reports?|people)\b"
)
_WITHIN = 8  # days from the publication in which a weekday alone is looked for


class Misnamed(NamedTuple):
    """A weekday on which the date that it belongs to does not fall."""

    start: int
    end: int
    weekday: int
    date: DateMention
    sure: bool


class _Alone(NamedTuple):
    start: int
    end: int
    weekday: int
    indefinite: bool  # "a Friday", or that of another week: not the one nearest to the publication


def misnamed(evidence: Evidence, day: dt.date | None) -> Iterator[Misnamed]:
    """Yield the weekdays of an article that its dates do not fall on."""
    yield from _in_tables(evidence)
    yield from _one_of_many(evidence)
    if _WEEKDAY.search(evidence.text, evidence.article.start, evidence.article.end) is None:
        return
    sentences = prose(evidence)
    for place, (sentence, words) in enumerate(sentences):
        for one in _alone(words, sentence.start):
            if in_quotes(evidence, sentence, one.start) or days_of(
                evidence, sentence.start, sentence.end
            ):
                continue
            told = _SAID.search(words) is not None
            beside = [
                date
                for other, _ in sentences[max(0, place - 1) : place + 2]
                if other.block == sentence.block
                for date in _days(evidence, other.start, other.end, day, _reach(one))
            ]
            yield from _against(evidence, one, words, beside, day, told)
    span = evidence.article.title_span
    if span is not None:
        words = evidence.text[slice(*span)]
        for one in _alone(words, span[0], title=True):
            yield from _against(evidence, one, words, (), day, False)


def _reach(one: _Alone) -> int:
    return _MONTH if one.indefinite else _WITHIN


_MONTH = 31  # days from the publication in which "that Friday" is looked for

_EVERY = lazy_regex(
    rf"\b(?:[Ee]very|[Ee]ach|[Aa]ll[^.;:]{{3,50}}\s(?:on|to)\s(?:an?\s)?)\s?(?P<one>{'|'.join(WEEKDAYS)})s?\b"
    rf"|\b[Oo]n\s(?P<many>{'|'.join(WEEKDAYS)})s\b"
)
_FEWEST = 3  # days that show on which weekday they all fall


def _one_of_many(evidence: Evidence) -> Iterator[Misnamed]:
    """Yield "every Wednesday" where all but one of the days listed fall on it."""
    groups: list[list[tuple[DateMention, dt.date]]] | None = None
    sentences = prose(evidence)
    for place, (sentence, words) in enumerate(sentences):
        if "day" not in words:
            continue
        for match in _EVERY.finditer(words):
            name = match["one"] or match["many"]
            if groups is None:
                groups = [[(e.date, e.first) for e in c.entries] for c in calendars(evidence)]
            near = [
                _listed(evidence, other, WEEKDAYS[name])
                for other, _ in sentences[place : place + 2]
                if other.block == sentence.block
            ]
            for group in (*groups, *near):
                odd = [date for date, day in group if day.weekday() != WEEKDAYS[name]]
                if len(group) >= _FEWEST and len(odd) == 1:
                    start = sentence.start + match.start()
                    day = next(day for date, day in group if date is odd[0])
                    date = replace(odd[0], first=day, last=day)
                    yield Misnamed(
                        start=start,
                        end=sentence.start + match.end(),
                        weekday=WEEKDAYS[name],
                        date=date,
                        sure=True,
                    )


_DAYS = r"(?:\d{1,2}(?:,\s(?:and\s)?|\sand\s))+\d{1,2}"
_MONTH_NAMES = "|".join(calendar.month_name[1:])
_LIST = lazy_regex(
    rf"\b(?P<days>{_DAYS})\s(?P<month>{_MONTH_NAMES})\b|\b(?P<month2>{_MONTH_NAMES})\s(?P<days2>{_DAYS})\b"
)


def _listed(
    evidence: Evidence, sentence: Sentence, weekday: int
) -> list[tuple[DateMention, dt.date]]:
    """Return the days of a sentence: those told one by one, or "6, 13 and 20 November"."""
    inside = [
        (date, date.first)
        for date in within(evidence.dates, sentence.start, sentence.end)
        if date.first and date.granularity is Granularity.DAY
    ]
    match = _LIST.search(evidence.text, sentence.start, sentence.end)
    if match is None:
        return inside
    about = [
        (date, date.first)
        for date in within(evidence.dates, sentence.start, sentence.end)
        if date.first and date.start < match.end() and match.start() < date.end
    ]
    if not about:
        return inside
    date, day = about[-1]
    month = list(calendar.month_name).index(match["month"] or match["month2"])
    numbers = [int(n) for n in regex(r"\d+").findall(match["days"] or match["days2"])]
    start, end = match.span("days" if match["days"] else "days2")
    whole = replace(date, start=start, end=end)
    years = [day.year] if has_year(evidence, date) else [day.year, day.year + 1, day.year - 1]
    of_years = [
        [dt.date(year, month, n) for n in numbers if 0 < n <= calendar.monthrange(year, month)[1]]
        for year in years
    ]
    best = max(of_years, key=lambda days: sum(one.weekday() == weekday for one in days))
    return [(replace(whole, first=one), one) for one in best]


def _in_tables(evidence: Evidence) -> Iterator[Misnamed]:
    """Yield the weekday beside a day of the same row."""
    for table in evidence.article.tables:
        for row in table.rows:
            names = [cell for cell in row if _WEEKDAY.fullmatch(evidence.words(cell).strip())]
            if len(names) != 1:
                continue
            dates = _row_days(evidence, row)
            number = WEEKDAYS[evidence.words(names[0]).strip()]
            if len(dates) == 1 and dates[0].first and dates[0].first.weekday() != number:
                cell = names[0]
                yield Misnamed(
                    start=cell.start, end=cell.end, weekday=number, date=dates[0], sure=True
                )


def _row_days(evidence: Evidence, row: Sequence[Block]) -> list[DateMention]:
    return [
        date
        for cell in row
        for date in days_of(evidence, cell.start, cell.end)
        if date.granularity is Granularity.DAY and has_year(evidence, date)
    ]


def _alone(words: str, offset: int, *, title: bool = False) -> Iterator[_Alone]:
    for match in _WEEKDAY.finditer(words):
        before, behind = words[: match.start()], words[match.end() :]
        possessive = title and behind[:1] in {"'", "’"}
        if (_ELSEWHERE.match(behind) and not possessive) or _OTHER.search(before):
            continue
        article = _ONE.search(before)
        yield _Alone(
            start=offset + match.start(),
            end=offset + match.end(),
            weekday=WEEKDAYS[match[0]],
            indefinite=(article is not None and article["article"] is not None)
            or _THAT.search(before) is not None
            or _NEXT.match(behind) is not None
            or possessive,
        )


def _days(
    evidence: Evidence, start: int, end: int, day: dt.date | None, reach: int = _WITHIN
) -> list[DateMention]:
    """Return the days of a part of a text whose year is written or beyond doubt."""
    return [
        date
        for date in days_of(evidence, start, end)
        if date.granularity is Granularity.DAY
        and date.first
        and (has_year(evidence, date) or (day and abs((date.first - day).days) <= reach))
    ]


def _against(
    evidence: Evidence,
    one: _Alone,
    words: str,
    beside: Sequence[DateMention],
    day: dt.date | None,
    told: bool,
) -> Iterator[Misnamed]:
    """Yield a weekday that is the day before or after the one date it can belong to."""
    article = evidence.article
    every = _days(evidence, article.start, article.end, day, _reach(one))
    if any(date.first and date.first.weekday() == one.weekday for date in every):
        return
    if day is not None and not one.indefinite and (day.weekday() == one.weekday or told):
        return
    if one.indefinite and len({date.first for date in every}) == 1:
        sure = _off_by_one(every[0], one.weekday) and every[0] in beside
        yield Misnamed(start=one.start, end=one.end, weekday=one.weekday, date=every[0], sure=sure)
        return
    near = [
        date
        for date in every
        if _off_by_one(date, one.weekday) and not _has_weekday(evidence, date)
    ]
    if not one.indefinite:  # beside the day of publication stands the weekday before it
        near = [d for d in near if day and d.first and 0 < abs((d.first - day).days) <= _WITHIN]
    close = [date for date in near if date in beside]
    if len(close) == 1 and len({date.first for date in beside}) == 1:
        yield Misnamed(start=one.start, end=one.end, weekday=one.weekday, date=close[0], sure=True)
        return
    rare = content_words(words) - frozenset(frequent_words(evidence))
    linked = [
        date
        for date in near
        if len(rare & _words_around(evidence, date)) >= _LINKED and _adverbial(evidence, date)
    ]
    if linked:
        yield Misnamed(start=one.start, end=one.end, weekday=one.weekday, date=linked[0], sure=True)


_ON = lazy_regex(r"\b(?:on|from|until|by|of)\s(?:\w+day,?\s)?$", re.IGNORECASE)


def _adverbial(evidence: Evidence, date: DateMention) -> bool:
    """Whether a day is one on which something is told to happen, and not that of a quotation."""
    return _ON.search(evidence.text, max(0, date.start - 20), date.start) is not None


_LINKED = 2  # words, none frequent, in which two sentences that tell of one day agree
_NEAR_DAY = 14  # code points before a date in which its weekday stands: "Thursday (3 March)"


def _has_weekday(evidence: Evidence, date: DateMention) -> bool:
    """Whether the weekday of a date stands right before it."""
    found = _WEEKDAY.search(evidence.text, max(0, date.start - _NEAR_DAY), date.end)
    return (
        found is not None and date.first is not None and WEEKDAYS[found[0]] == date.first.weekday()
    )


def _off_by_one(date: DateMention, weekday: int) -> bool:
    return date.first is not None and (date.first.weekday() - weekday) % 7 in {1, 6}


def _words_around(evidence: Evidence, date: DateMention) -> frozenset[str]:
    for sentence, words in prose(evidence):
        if sentence.start <= date.start < sentence.end:
            return content_words(words)
    return frozenset()
