"""Days that the calendar does not know, or that fall on another weekday (DT)."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.reading.wording import as_note, as_warning, sentence_at
from bongsu.audit.rules import RULES, Context
from bongsu.audit.telling import related_part
from bongsu.audit.times.weekdays import misnamed
from bongsu.audit.times.weekdays_of_news import odd_weekdays
from bongsu.evidence.mentions import DateMention, Evidence, within
from bongsu.patterns import lazy_regex, regex

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_SHORT = {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_DAY_NAMES = tuple(name.casefold() for name in calendar.day_name)
_WEEKDAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)\.?)"
)
_MONTH_DAY = regex(
    rf"(?=[ADFJMNOS])\b(?P<month>{_MONTH})\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![\d.,]*\d\s*(?:%|percent)|\s*%|\s*percent)"
    r"(?:,?\s(?P<year>\d{4})\b)?"
)
_DAY_MONTH = regex(
    rf"(?=\d)(?<![\d.,])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{_MONTH})\b(?:,?\s(?P<year>\d{{4}})\b)?"
)
_NUMERIC = regex(
    r"(?<![\d.\-/])(?P<year>\d{4})([\-./])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?![\d\-/]|\.\d)"
)
_LONGEST_MONTH = 31
_MONTH_NAMES = calendar.month_abbr[1:]  # as `_MONTH` has them: every name of a month begins so


@RULES.add("DT513", "no-such-day", Severity.ERROR)
def no_such_day(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A day is not in the calendar, or does not fall on the weekday beside it."""
    published = context.day(evidence)
    for block in evidence.article.blocks:
        words = evidence.words(block)
        named = any(name in words for name in _MONTH_NAMES)
        for pattern in (_MONTH_DAY, _DAY_MONTH, _NUMERIC) if named else (_NUMERIC,):
            for match in pattern.finditer(words):
                message = _missing(match) or _no_leap_day(words, match, published)
                if message:
                    start = block.start + match.start()
                    yield RULES["DT513"].finding(
                        evidence.document, start, block.start + match.end(), message
                    )
                elif pattern is not _NUMERIC:
                    yield from _weekday(evidence, block.start, words, match, published)
    yield from _apart(evidence, published)


def _apart(evidence: Evidence, published: dt.date | None) -> Iterator[Finding]:
    """Yield weekdays told apart from the day that they belong to."""
    for one in misnamed(evidence, published):
        if one.date.first is None or _of_an_anniversary(evidence, one.date, one.start):
            continue
        finding = RULES["DT513"].finding_at(
            evidence.document,
            one,
            f"{one.date.first.isoformat()} is a {calendar.day_name[one.date.first.weekday()]}, "
            f"not a {calendar.day_name[one.weekday]}",
            related=[related_part(evidence, one.date, "the day")],
        )
        yield as_warning(finding) if one.sure else as_note(finding)
    for odd in odd_weekdays(evidence, published):
        event = odd.event
        finding = RULES["DT513"].finding_at(
            evidence.document,
            odd,
            f"{event.what} is dated {event.start}, a {calendar.day_name[event.first.weekday()]}"
            if event is not None
            else f"told as news of {odd.news}, a {calendar.day_name[odd.news.weekday()]}, but "
            f"{odd.days} day{'s' * (odd.days > 1)} before it",
        )
        yield as_warning(finding) if event is not None else as_note(finding)


_ANNIVERSARY = lazy_regex(r"\banniversar(?:y|ies)\b|\bbirthday\b", re.IGNORECASE)


def _of_an_anniversary(evidence: Evidence, date: DateMention, weekday: int) -> bool:
    """Whether a day is that of an anniversary, and the weekday of another sentence that of old."""
    places = [sentence_at(evidence, at) for at in (date.start, weekday)]
    told = evidence.words(evidence.sentences[places[0]])
    return places[0] != places[1] and _ANNIVERSARY.search(told) is not None


def _month(written: str) -> int:
    lower = written.casefold().rstrip(".")
    return int(written) if written.isdigit() else _MONTHS.get(lower) or _SHORT[lower[:3]]


_YEARS = lazy_regex(r"\b(?:19|20)\d\d\b")


def _no_leap_day(words: str, match: re.Match[str], published: dt.date | None) -> str | None:
    """Return why 29 February cannot be, where no year near the day or told beside it has one."""
    if published is None or match["year"] or int(match["day"]) != _LEAP_DAY:
        return None
    if _month(match["month"]) != _FEBRUARY:
        return None
    told = {int(year) for year in _YEARS.findall(words)}
    years = {published.year - 1, published.year, published.year + 1, *told}
    if any(calendar.isleap(year) for year in years):
        return None
    return f"“{match[0]}”: no year about {published.year} has 29 February"


_FEBRUARY, _LEAP_DAY = 2, 29


def _missing(match: re.Match[str]) -> str | None:
    """Return why a day cannot be, none if it can."""
    month, day = _month(match["month"]), int(match["day"])
    year = int(match["year"]) if match["year"] else 0
    if not match["month"].isdigit() and day > _LONGEST_MONTH and not year:
        return None  # "in May 45 firms": a count, not a day
    if match["month"].isdigit() and (not year or not 1900 <= year < 2100):
        return None  # a heading of a tariff, or another number in parts
    if day == 0 and match["month"].isalpha():
        return None  # "without July 0 and 0.81": a value
    if not 1 <= month <= 12:
        return f"“{match[0]}”: a year has no month {month}" if day <= _LONGEST_MONTH else None
    days = calendar.monthrange(year or 2024, month)[1]  # 2024 is a leap year
    if 1 <= day <= days:
        return None
    name = calendar.month_name[month]
    return f"“{match[0]}”: {name}{f' {year}' if year else ''} has {days} days"


def _weekday(
    evidence: Evidence, offset: int, words: str, match: re.Match[str], published: dt.date | None
) -> Iterator[Finding]:
    before = regex(rf"\b({_WEEKDAY}),?\s\(?(?:the\s)?$").search(
        words[max(0, match.start() - 16) : match.start()]
    )
    after = regex(rf"(?:,\s|\s?\()(?:an?\s)?({_WEEKDAY})(?=[\s,.;)]|$)").match(
        words[match.end() : match.end() + 18]
    )
    entry = _entry_weekday(words, match)
    name = before or after or entry
    if name is None or (name is before and _TWO_DAYS.search(words[: match.start()])):
        return
    if _OTHER_CALENDAR.search(words):
        return
    said = next(i for i, day in enumerate(_DAY_NAMES) if day.startswith(name[1].casefold()[:3]))
    month, day = _month(match["month"]), int(match["day"])
    if match["year"]:
        years = [int(match["year"])]
    elif published is not None:
        years = _years(evidence, offset + match.start(), published)
    else:
        return
    real = [d for year in years if (d := _day(year, month, day)) is not None]
    if not real or any(d.weekday() == said for d in real):
        return
    start = match.start() - (len(name[0]) if name is before else 0)
    end = match.end() + (name.end(1) if name is after else 0)
    if name is entry:
        start, end = entry.start(1), entry.end(1)
    falls = "; ".join(f"{d.isoformat()} was a {calendar.day_name[d.weekday()]}" for d in real)
    finding = RULES["DT513"].finding(
        evidence.document,
        offset + start,
        offset + end,
        f"the day does not fall on {calendar.day_name[said]}: {falls}",
    )
    yield finding if match["year"] else as_warning(finding)


_OTHER_CALENDAR = lazy_regex(
    r"\bJulian\b|\b[Oo]ld\s[Ss]tyle\b|\b[Ll]unar\s(?:calendar|month|date|day)|\bJuche\b|\bHijri\b"
)
_TWO_DAYS = lazy_regex(rf"day\s?[-–—/]\s?{_WEEKDAY},?\s\(?$")  # "Tuesday-Wednesday, June 24-25"
_SURE = 45  # days from the publication within which a day without a year is surely resolved


def _years(evidence: Evidence, at: int, published: dt.date) -> list[int]:
    """Return the years in which a day without one may lie: one only where that is sure."""
    date = next(
        (d for d in within(evidence.dates, at - 20, at + 40) if d.start <= at < d.end), None
    )
    if date is not None and date.first is not None:
        near = abs((date.first - published).days) <= _SURE
        if near or date.role in {"timeline", "table"}:
            return [date.first.year]
    return [published.year - 1, published.year, published.year + 1]


def _entry_weekday(words: str, match: re.Match[str]) -> re.Match[str] | None:
    """Return the weekday in the first sentence of an entry that opens with its day."""
    if match.start() > 0 or words[match.end() : match.end() + 1] != " ":
        return None
    first = regex(r"[.;]\s").search(words, match.end())
    end = first.start() if first else len(words)
    other = regex(rf"\b{_MONTH}\s\d|\b(?:last|next|previous|following)\s").search(
        words, match.end(), end
    )
    found = list(
        regex(rf"\b[Oo]n\s(?:an?\s|the\s)?({_WEEKDAY})\b").finditer(words, match.end(), end)
    )
    return found[0] if len(found) == 1 and other is None else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
