"""Titles on a time that was not over, labels and stocks of another period than the title's (DT501).

A release on a month tells what was: one of July 5 with a title on July and figures "at the end of
June" is on June. What a text is on may also be told by a label ("Reference month: April 2024"), by
the end of a quarter ("at the end of March" in one on the second) or by days ("March 1 to 10").
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from bongsu.audit.reading.passed_time import has_year
from bongsu.audit.reading.tenses import PAST
from bongsu.audit.reading.text_lines import text_lines
from bongsu.audit.reading.wording import looks_ahead, prose
from bongsu.audit.times.periods_told import NAMES, Period, periods_in
from bongsu.audit.times.title_period import Astray, figures_of
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_LEAD = 3  # sentences with figures in which a text says what it is on
_EDITION = lazy_regex(  # what bears the month it comes out in, or one to come
    r"\b(?:outlook|forecast\w*|projection\w*|plan\w*|budget\w*|expect\w*|preview|ahead|agenda|calendar|schedule|"
    r"bulletin|update|review|monitor|newsletter|brief\w*|digest|letter|issue|report|minutes|watch|tracker|bsi|outlooks|"
    r"survey|meeting|decision|statement|policy|rate|holds?|cuts?|raises?|election|summit|timeline|diary|week|weekly|"
    r"tariffs?|law|act|to\s\w+|will)\b",
    re.IGNORECASE,
)
_LABEL = lazy_regex(
    r"\W*(?:(?:reference|reporting|survey|data|covered|review)\s)?(?:month|period|quarter|year|coverage|data\sfor|figures\sfor)"
    r"(?:\s(?:covered|of\sreference|under\sreview|of\sreport))?\s?(?:[:|–—\t]|\s-\s)\s?(?:the\s)?",
    re.IGNORECASE,
)
_END_OF = lazy_regex(r"\b(?:at|as\s(?:of|at)|by)\s(?:the\s)?end(?:\sof\s|-)$", re.IGNORECASE)
_COMPARED = lazy_regex(
    r"\b(?:than|from|against|compared\s(?:to|with)|since|over|earlier|before|previous|ago|until|after|to)\b[^.;]{0,40}$"
)
_HALF = 60  # code points of a label's line behind the label


def titled_otherwise(evidence: Evidence, day: dt.date | None) -> Iterator[Astray]:
    """Yield the periods that an article is on in place of the one that its title names.

    Parameters
    ----------
    evidence : Evidence
        The article.
    day : dt.date, optional
        The day of publication.
    """
    yield from _sample_ends(evidence)
    span = evidence.article.title_span
    titled = periods_in(evidence, *span) if span is not None else []
    titled = titled or ([*_days_of_a_month(evidence, span)] if span is not None else [])
    if span is None or len(titled) != 1:
        return
    title = titled[0]
    yield from _headed_otherwise(evidence, title)
    yield from _labelled(evidence, title)
    yield from _under_review(evidence, title)
    yield from _sat_otherwise(evidence, title, span)
    yield from _one_of_them(evidence, title, span)
    lead = [
        (sentence, words)
        for sentence, words in prose(evidence)
        if sentence.start >= span[1] and figures_of(evidence, sentence)
    ][:_LEAD]
    if title.months == 1:
        if day is not None and not _EDITION.search(evidence.text, *span):
            yield from _not_over(evidence, title, lead, day)
        yield from _of_other_days(evidence, title, lead, span)
    if title.months == _YEAR:
        yield from _a_slip_away(evidence, title, lead)
        if day is not None and title.year == day.year and day.month >= _LATE:
            yield from _of_next_year(evidence, title, span)
    if title.months in {3, 6}:
        yield from _stocks(evidence, title, lead)


_LATE = 10  # month from which a title that looks ahead to a year is on the next one
_LOOKS_AHEAD = lazy_regex(
    r"\b(?:to\s[a-z]+|will|expected|seen|forecasts?|outlook|set\sto|likely|predict\w*|project\w*|prospects)\b",
    re.IGNORECASE,
)
_NEXT_YEAR = lazy_regex(r"\bnext\syear\b")
_THIS_YEAR = lazy_regex(r"\bthis\syear\b|\b(?:19|20)\d\d\b")
_OPENING = 3  # sentences of a text that say what it is on


def _of_next_year(evidence: Evidence, title: Period, span: tuple[int, int]) -> Iterator[Astray]:
    """Yield "next year" in a text whose title looks ahead to the year that is about to end."""
    if not _LOOKS_AHEAD.search(evidence.text, *span):
        return
    lead = [(s, words) for s, words in prose(evidence) if s.start >= span[1]][:_OPENING]
    told = [(s, found) for s, words in lead if (found := _NEXT_YEAR.search(words))]
    if told and not any(_THIS_YEAR.search(words) for _, words in lead):
        sentence, found = told[0]
        at = sentence.start + found.start(), sentence.start + found.end()
        yield Astray(Period(title.year + 1, 1, _YEAR, *at), titled=title, sure=False)


_REVIEWED = lazy_regex(
    r"(?:,|\s\(|\s[—–-])\s?(?:(?:which\sis|that\sis)\s)?the\s(?:year|period|quarter|month|half(?:-year)?|time)\s"
    r"(?:under\sreview|in\sreview|covered|reported\son|of\sthis\sreport|in\squestion|this\sreport\s(?:covers|is\son))\b"
)


def _under_review(evidence: Evidence, title: Period) -> Iterator[Astray]:
    """Yield the period that a text calls the one under review, where it is not the title's."""
    for sentence, words in prose(evidence):
        for one in periods_in(evidence, sentence.start, sentence.end, title.year):
            other = one.months == title.months and one.place != title.place
            if other and _REVIEWED.match(words, one.end - sentence.start):
                yield Astray(found=one, titled=title, sure=True)


def _headed_otherwise(evidence: Evidence, title: Period) -> Iterator[Astray]:
    """Yield the head beside that of the year before, where it is not of the title's own period."""
    for table in evidence.article.tables if title.months < _YEAR else ():
        told = [
            one
            for head in (table.rows[0] if table.has_header and table.rows else ())
            for one in periods_in(evidence, head.start, head.end)
        ]
        if len(told) != _TWO or any(one.months != title.months for one in told):
            continue
        before = [one for one in told if one.place == title.place - _YEAR]
        wrong = [one for one in told if one.place not in {title.place, title.place - _YEAR}]
        if len(before) == len(wrong) == 1:
            yield Astray(found=wrong[0], titled=title, sure=False)


_SAMPLE_ENDS = lazy_regex(
    r"\b(?:sample|data(?:set)?|series|panel|survey|review|study|analysis|observations)\s(?:[a-z]+\s){0,2}?"
    r"(?:stops?|ends?|closes?|runs?(?:\sup)?|extends?|finish(?:es)?|goes)\s(?:with|in|at|to|by)?\s?(?:the\s(?:end\sof\s|year\s)?)?$"
)


def _sample_ends(evidence: Evidence) -> Iterator[Astray]:
    """Yield the year in which a sample is said to end, in a text whose title names another end."""
    span = evidence.article.title_span
    ranges = within(evidence.stretches, *span) if span is not None else []
    years = [one for one in ranges if regex(r"\d{4}/\d{4}").fullmatch(one.edtf or "")]
    if len(years) != 1 or years[0].last is None:
        return
    last = Period(years[0].last.year, 1, _YEAR, years[0].start, years[0].end)
    for sentence, words in prose(evidence):
        for date in within(evidence.dates, sentence.start, sentence.end):
            if date.first is None or not _SAMPLE_ENDS.search(words[: date.start - sentence.start]):
                continue
            if date.first.year != last.year and not date.relative:
                found = Period(date.first.year, 1, _YEAR, date.start, date.end)
                yield Astray(found=found, titled=last, sure=False)


_TWO = 2  # heads of a table that compares a period with that of the year before


_SITTING = lazy_regex(
    r"\b(?:minutes|record|proceedings|transcript|summary|notes?|decisions?|readout|statement|report)\s(?:of|from|on)\b"
    r"[^;:]*\b(?:meeting|session|sitting|conference|hearing|assembly|round|summit|workshop|seminar|forum)\b",
    re.IGNORECASE,
)
_SAT = lazy_regex(
    r"^\W*(?:(?:Date|Day)(?:\s(?:and\splace|of\s(?:the\s)?[a-z]+))?|Held(?:\son)?|(?:Meeting|Session)\s(?:date|day))\s?:\s(?:\w+day,?\s)?$|"
    r"\b(?:met|convened|gathered|sat|assembled|opened|held|took\splace|was\scalled\sto\sorder)\b[^.;]{0,60}?\son\s(?:\w+day,?\s)?$"
)
_ANOTHER = lazy_regex(
    r"\b(?:last|previous|next|earlier|former|before|since|until|following|will|is\sto)\b"
)


def _sat_otherwise(evidence: Evidence, title: Period, span: tuple[int, int]) -> Iterator[Astray]:
    """Yield the day on which a body met, in the record of its meeting of another month."""
    if title.months != 1 or not _SITTING.search(evidence.text, *span):
        return
    lead = [one for one in prose(evidence) if one[0].start >= span[1]][:_LEAD]
    for sentence, words in lead:
        for date in within(evidence.dates, sentence.start, sentence.end):
            before = words[: date.start - sentence.start]
            if date.granularity is not Granularity.DAY or date.first is None:
                continue
            if not _SAT.search(before) or _ANOTHER.search(before):
                continue
            if date.first.month != title.month:
                found = Period(date.first.year, date.first.month, 1, date.start, date.end)
                yield Astray(found=found, titled=title, sure=True)
            return


_ONE_OF = lazy_regex(
    r"\b(?:first|second|third|fourth|fifth|last|latest|another|one|other|largest|biggest|smallest)\b[^.;:]{0,25}?,?\son\s$"
)


def _one_of_them(evidence: Evidence, title: Period, span: tuple[int, int]) -> Iterator[Astray]:
    """Yield the day of "the first, on August 14" of what the title puts into a later quarter."""
    if _EDITION.search(evidence.text, *span):
        return
    inside: list[DateMention] = []
    found: list[DateMention] = []
    for sentence, words in prose(evidence):
        for date in within(evidence.dates, sentence.start, sentence.end):
            if date.granularity is not Granularity.DAY or date.first is None:
                continue
            place = 12 * date.first.year + date.first.month
            before = words[: date.start - sentence.start]
            if title.place <= place < title.place + title.months:
                inside.append(date)
            elif _ONE_OF.search(before) and has_year(evidence, date) and PAST.search(words):
                found.append(date)
    if len(found) == 1 and inside and found[0].first is not None:
        day = found[0].first
        away = Period(day.year, day.month, 1, found[0].start, found[0].end)
        yield Astray(found=away, titled=title, sure=False)


def _days_of_a_month(evidence: Evidence, span: tuple[int, int]) -> Iterator[Period]:
    """Yield the month of which a title names some days: "the first ten days of March"."""
    for date in within(evidence.dates, *span):
        if date.granularity is Granularity.RANGE and date.first and date.last:
            first = date.first
            if (first.year, first.month) == (date.last.year, date.last.month):
                yield Period(first.year, first.month, 1, date.start, date.end)


def _labelled(evidence: Evidence, title: Period) -> Iterator[Astray]:
    """Yield the period behind a label that says what a text is on."""
    for line in text_lines(evidence)[:40]:
        label = _LABEL.match(evidence.text, line.start, line.end)
        if label is None or line.start < title.end or line.end - label.end() > _HALF:
            continue
        periods = periods_in(evidence, label.end(), line.end, title.year)
        same = [one for one in periods if one.months == title.months]
        if len(same) == len(periods) == 1 and same[0].place != title.place:
            yield Astray(found=same[0], titled=title, sure=True)


def _not_over(
    evidence: Evidence, title: Period, lead: list[tuple[Sentence, str]], day: dt.date
) -> Iterator[Astray]:
    """Yield the month that was over, where the title names the one that was not."""
    now = 12 * day.year + day.month
    if not 0 <= title.place - now <= 1:
        return
    for sentence, words in lead:
        months = [p for p in periods_in(evidence, sentence.start, sentence.end) if p.months == 1]
        if any(one.place == title.place for one in months):
            return
        for one in months:
            before = words[: one.start - sentence.start]
            told = PAST.search(words) and not looks_ahead(words, "tenses")
            if one.place == title.place - 1 and told and not _COMPARED.search(before):
                yield Astray(found=one, titled=title, sure=title.place == now)
                return


def _of_other_days(
    evidence: Evidence, title: Period, lead: list[tuple[Sentence, str]], span: tuple[int, int]
) -> Iterator[Astray]:
    """Yield the days of another month, where the title names some days of one."""
    if not _SOME_DAYS.search(evidence.text[span[0] : title.end]):
        return
    for sentence, words in lead[:1]:
        for date in within(evidence.stretches, sentence.start, sentence.end):
            if date.granularity not in _OF_DAYS or not (date.first and date.last):
                continue
            one_month = date.first.month == date.last.month and date.first.year == date.last.year
            other = date.first.month != (title.month - 1) % 12 + 1
            at = date.start - sentence.start
            if one_month and other and not _COMPARED.search(words[:at]):
                found = Period(date.first.year, date.first.month, 1, date.start, date.end)
                yield Astray(found=found, titled=title, sure=True)


_OF_DAYS = frozenset({Granularity.RANGE, Granularity.DAY})
_SOME_DAYS = lazy_regex(r"\b(?:days|\d{1,2}-\d{1,2})\b", re.IGNORECASE)


def _stocks(
    evidence: Evidence, title: Period, lead: list[tuple[Sentence, str]]
) -> Iterator[Astray]:
    """Yield "at the end of March" of the main figure, in a text on the second quarter."""
    for sentence, words in lead[:1]:
        for date in within(evidence.dates, sentence.start, sentence.end):
            end = _month_at_end(evidence, sentence, words, date)
            if end is None or (date.first and abs(date.first.year - title.year) > 1):
                continue
            if end != (title.month + title.months - 2) % 12 + 1:
                year = date.first.year if date.first else title.year
                found = Period(year, end, 1, date.start, date.end)
                yield Astray(found=found, titled=title, sure=title.months == _QUARTER)
            return


_QUARTER, _YEAR = 3, 12


def _a_slip_away(
    evidence: Evidence, title: Period, lead: list[tuple[Sentence, str]]
) -> Iterator[Astray]:
    """Yield the year of the first figures that is the title's but for one digit."""
    for sentence, words in lead[:1]:
        dates = within(evidence.dates, sentence.start, sentence.end)
        told = {evidence.text[date.end - 4 : date.end] for date in dates}
        whole = evidence.text[title.end : evidence.article.end]
        for date in dates:
            year = evidence.text[date.end - 4 : date.end]
            slip = year.isdigit() and sum(
                a != b for a, b in zip(year, str(title.year), strict=True)
            )
            before = words[: date.start - sentence.start]
            if slip != 1 or len(told) > 1 or _COMPARED.search(before):
                continue
            if str(title.year) not in whole and _FRAMED.search(before):
                found = Period(int(year), 1, 12, date.start, date.end)
                yield Astray(found=found, titled=title, sure=False)
            return


_FRAMED = lazy_regex(r"(?:\b(?:in|during|for|as\sof)\s|^\W*)$", re.IGNORECASE)


def _month_at_end(
    evidence: Evidence, sentence: Sentence, words: str, date: DateMention
) -> int | None:
    """Return the month at whose end a sentence gives a stock as its own figure."""
    written = evidence.words(date)
    name = NAMES.search(written)
    if name is None or date.first is None or regex(r"\b\d{1,2}\b").search(written):
        return None
    before = words[: date.start - sentence.start + name.start()]
    found = _END_OF.search(before)
    if found is None or _COMPARED.search(before[: found.start()]):
        return None
    return date.first.month
