"""Reads what begins with a month, a weekday or the number of a day."""

from __future__ import annotations

import re

from bongsu.evidence import date_patterns as patterns
from bongsu.evidence.date_distances import year_in_words
from bongsu.evidence.date_forms import Form, Part, Relation
from bongsu.evidence.date_guards import (
    counts,
    is_labelled,
    is_month,
    word_before,
)
from bongsu.evidence.date_patterns import GAP
from bongsu.evidence.date_words import BEFORE_WEEKDAY, MONTHS, WEEKDAYS
from bongsu.patterns import lazy_regex

_DAY_FOLLOWS = lazy_regex(rf",?{GAP}(?:the{GAP})?(?=\d)")
_ON_THE = lazy_regex(rf"\b[Oo]n{GAP}the{GAP}$")
_DAY_IN_BRACKETS = lazy_regex(rf"{GAP}\((?={patterns.MONTH_NAME})")


def month_first(text: str, at: int, end: int, low: int) -> Form | None:
    """Read what begins with the name of a month."""
    found = patterns.MONTH_DAY_TO_MONTH_DAY.match(text, at, end)
    if found and _month(found, "month_2"):
        return _day_to_day(found, at)
    found = patterns.MONTH_DAY.match(text, at, end)
    if found and _month(found, "month"):
        bare = not (found.group("year") or found.group("day_2"))
        counted = counts(text, found.end(), end) or _counts_behind(text, at, found, low)
        if not (bare and counted):
            return _month_day(text, found, at, end)
    return _month_and_year(text, at, end) or _month_alone(text, at, end, low)


def _counts_behind(text: str, at: int, found: re.Match[str], low: int) -> bool:
    """Whether the number behind "the end of November" counts what the verb behind it is told of.

    "By the end of November 27 had been granted": who ends a month names no day of it.
    """
    led = _EDGE_OF.search(text[max(low, at - _EDGE) : at])
    return led is not None and _VERB_FOLLOWS.match(text, found.end()) is not None


_EDGE = 24  # code points before a month in which its end or beginning is named
_EDGE_OF = lazy_regex(
    rf"\b(?:end|close|beginning|start|middle|course|rest|remainder|outset|month){GAP}of{GAP}$",
    re.IGNORECASE,
)
_VERB_FOLLOWS = lazy_regex(
    rf"{GAP}(?:of{GAP}(?:them|these|those){GAP})?(?:(?:still|already|only|also){GAP})?"
    r"(?:had|have|has|was|were|are|is|did|do|would|will|could|can|may|might|should|must|"
    r"stood|lay|came|went|left|remained|stayed|got|took|made|held|kept|lost|won|found|ran|"
    r"began|drew|paid|sold|bought|built|sent|met|fell|rose|grew|sat|gave|said|[a-z]{3,12}ed)\b"
)


def _month_and_year(text: str, at: int, end: int) -> Form | None:
    found = patterns.MONTH_YEAR.match(text, at, end)
    if found:
        first = Part(year=_number(found.group("year")), month=_month(found, "month"))
        if not _month(found, "month_2"):
            return Form(start=at, end=found.end("year"), first=first)
        second = Part(year=_number(found.group("year_2")), month=_month(found, "month_2"))
        return Form(start=at, end=found.end(), first=first, second=second)
    found = patterns.MONTH_TO_MONTH.match(text, at, end)
    if found is None or not _month(found, "month_2"):
        return None
    year = _number(found.group("year"))
    one, two = _month(found, "month"), _month(found, "month_2")
    before = year - 1 if year is not None and two < one else year
    stop = found.end() - (text[found.end() - 1] == ".")  # a stop may end the sentence
    first, second = Part(year=before, month=one), Part(year=year, month=two)
    told = year_in_words(text, found.end(), end) if year is None else None
    if told is not None:  # "the January-November period last year"
        return Form(start=at, end=told.end, first=first, second=second, relation=told.relation)
    return Form(start=at, end=stop, first=first, second=second)


def _month_alone(text: str, at: int, end: int, low: int) -> Form | None:
    found = patterns.MONTH.match(text, at, end)
    if found is None:
        return None
    name = found.group("month")
    part = Part(month=MONTHS[name.lower()])
    year = year_in_words(text, found.end(), end)
    if year is not None:
        return Form(start=at, end=year.end, first=part, relation=year.relation)
    if word_before(text, at, low)[0].lower() in {"each", "every", "any"}:
        return None  # "each January" is no one time
    if not is_month(text, at, found.end("month"), name, low):
        return None
    return Form(start=at, end=found.end("month"), first=part)


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _month(found: re.Match[str], group: str) -> int:
    """Return which month a name is, 0 if it is none."""
    name = found.group(group) or ""
    return MONTHS.get(name.lower(), 0) if name.isupper() or name.istitle() else 0


def _day_to_day(found: re.Match[str], at: int) -> Form:
    year, own = _number(found.group("year")), _number(found.group("year_1"))
    one, two = _month(found, "month"), _month(found, "month_2")
    if own is None and year is not None:
        own = year - 1 if two < one else year
    elif year is None and own is not None:
        year = own + 1 if two < one else own
    return Form(
        start=at,
        end=found.end(),
        first=Part(year=own, month=one, day=int(found.group("day"))),
        second=Part(year=year, month=two, day=int(found.group("day_2"))),
    )


def _month_day(text: str, found: re.Match[str], at: int, end: int) -> Form:
    year, month = _number(found.group("year")), _month(found, "month")
    weekday = _weekday(found.group("weekday")) if found.group("weekday") else None
    if weekday is None:
        weekday = weekday_after(text, found.end(), end)
    first = Part(year=year, month=month, day=int(found.group("day")), weekday=weekday)
    told = year_in_words(text, found.end(), end) if year is None else None
    if told is not None and not (found.group("day_2") or found.group("day_3")):
        return Form(start=at, end=told.end, first=first, relation=told.relation)
    last = found.group("day_2") or found.group("day_3")
    second = Part(year=year, month=month, day=int(last)) if last else None
    if second is not None and second.day <= first.day:
        return Form(start=at, end=found.end("day"), first=first)
    return Form(start=at, end=found.end(), first=first, second=second)


def weekday_first(text: str, at: int, end: int, low: int) -> Form | None:
    """Read what begins with a weekday: "Wednesday, December 10", "on Monday"."""
    found = patterns.MONTH_DAY.match(text, at, end)
    if found and _month(found, "month"):
        return _month_day(text, found, at, end)
    name = patterns.WEEKDAY.match(text, at, end)
    if name is None:
        return None
    weekday = _weekday(name.group("weekday"))
    follows = _DAY_FOLLOWS.match(text, name.end(), end)
    form = day_first(text, follows.end(), end, at) if follows else None
    if form and form.first and form.first.day:
        first = form.first._replace(weekday=weekday)
        return Form(start=at, end=form.end, first=first, second=form.second)
    if not _is_weekday_alone(text, name, end, low):
        return None
    relation = Relation(base="published", unit="named")
    return Form(start=at, end=name.end(), first=Part(weekday=weekday), relation=relation)


def _is_weekday_alone(text: str, name: re.Match[str], end: int, low: int) -> bool:
    """Whether a weekday is a day: not "Mon.", "Mondays" or "Black Friday"."""
    if len(name.group()) < 6 or name.group().endswith(".") or text[name.end() : end][:1] == "s":
        return False
    if _DAY_IN_BRACKETS.match(text, name.end(), end):
        return False  # "Monday (November 3)": the day follows
    before = word_before(text, name.start(), low)[0]
    return not before[:1].isupper() or before.lower() in BEFORE_WEEKDAY


def day_first(text: str, at: int, end: int, low: int) -> Form | None:
    """Read what begins with the number of a day or a month and tells the month too."""
    found = patterns.DAY_MONTH.match(text, at, end)
    if found and _month(found, "month"):
        return _day_month(text, found, at, end, low)
    found = patterns.KOREAN_MONTH.match(text, at, end)
    if found:
        part = Part(month=int(found["month"]), day=int(found["day"] or 0))
        return Form(start=at, end=found.end(), first=part)
    found = patterns.SLASHED_DAY.match(text, at, end)
    if found:
        return _slashed(found, at)
    found = patterns.MONTH_SLASH_YEAR.match(text, at, end)
    if found is None:
        return _day_alone(text, at, end, low)
    part = Part(year=int(found.group("year")), month=int(found.group("month")))
    return Form(start=at, end=found.end(), first=part)


def _day_alone(text: str, at: int, end: int, low: int) -> Form | None:
    """Read "on the 23rd", a day of the month that the text came out in or the one before."""
    found = patterns.DAY_ALONE.match(text, at, end)
    if found is None or not _ON_THE.search(text[max(low, at - 10) : at]):
        return None
    relation = Relation(base="published", unit="named")
    return Form(start=at, end=found.end(), first=Part(day=int(found["day"])), relation=relation)


def _day_month(text: str, found: re.Match[str], at: int, end: int, low: int) -> Form | None:
    if is_labelled(text, at, low):
        return None
    year, month = _number(found.group("year")), _month(found, "month")
    days = [int(found.group(group)) for group in ("day", "day_2") if found.group(group)]
    month_2 = _month(found, "month_2")
    if month_2:
        own = _number(found.group("year_1"))
        if own is None and year is not None:
            own = year - 1 if month_2 < month else year
        second = Part(year=year, month=month_2, day=int(found.group("day_3")))
        first = Part(year=own, month=month, day=days[0])
        return Form(start=at, end=found.end(), first=first, second=second)
    if days[1:] and days[1] <= days[0]:
        return None
    stop = found.end()
    if found.group("month_2"):  # "10 December 2025 - 5 Korean firms"
        stop = found.end("year_1" if found.group("year_1") else "month")
        year = _number(found.group("year_1"))
    if text[stop - 1] == "." and year is None and stop >= end:
        stop -= 1
    first = Part(year=year, month=month, day=days[0], weekday=weekday_after(text, stop, end))
    last = Part(year=year, month=month, day=days[1]) if days[1:] else None
    return Form(start=at, end=stop, first=first, second=last)


def _slashed(found: re.Match[str], at: int) -> Form | None:
    one, two, year = (int(found.group(group)) for group in ("one", "two", "year"))
    month, day = (two, one) if found.group("mark") == "." else (one, two)
    if month > 12:
        month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Form(start=at, end=found.end(), first=Part(year=year, month=month, day=day))


def weekday_after(text: str, at: int, end: int) -> int | None:
    """Return the weekday that is told after a day: "December 10 (Wed.)"."""
    found = patterns.WEEKDAY_AFTER.match(text, at, end)
    return _weekday(found.group("weekday") or found.group("later")) if found else None


def _weekday(text: str | None) -> int | None:
    return WEEKDAYS[text.lower().rstrip(".")] if text else None
