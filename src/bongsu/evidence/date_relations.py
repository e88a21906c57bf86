"""Times told by their distance from others: "last year", "two years ago", "a year earlier"."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from bongsu.evidence.date_forms import Part, Relation
from bongsu.evidence.edtf import SEASON_MONTH, Moment, Stretch


class Base(NamedTuple):
    """What a text offers as the time that it speaks of, the nearest first."""

    near: Moment | None  # in the sentence or the paragraph
    section: Moment | None
    focus: Moment | None  # in the article so far


def related(relation: Relation, base: Base, published: dt.date | None) -> Moment | Stretch | None:
    """Return the time at a distance from its base.

    Parameters
    ----------
    relation : Relation
        The distance; its unit is not ``named``.
    base : Base
        The times that it may start from; all none for the day of publication.
    published : datetime.date, optional
        The day of publication.
    """
    if relation.unit == "ahead":
        return None if published is None else Moment(year=published.year + (published.month > 6))
    if relation.unit in {"day", "week"}:
        return _days(relation, base, published)
    if relation.unit in {"month", "quarter"}:
        return _months(relation, base, published)
    start = base.near or _finer(base.section, base.focus)
    a_decade = relation.unit == "decade" and relation.low == relation.high
    if start is not None and a_decade and relation.base == "context":
        return shifted(start, 10 * relation.low)  # "a decade earlier" than 2024
    if start is None and published is not None:
        start = Moment(year=published.year)
    if start is None or relation.unit != "same":
        return None if start is None else _years(relation, start, published)
    return shifted(start, relation.low)


def _finer(section: Moment | None, focus: Moment | None) -> Moment | None:
    """Return the section's time, or what was last spoken of if it is a part of that."""
    if section and focus and not section.month and focus.year == section.year:
        return focus if section.quarter in {0, focus.quarter} else section
    return section or focus


def _years(relation: Relation, start: Moment, published: dt.date | None) -> Moment | Stretch | None:
    year, low, high = start.year, relation.low, relation.high
    if relation.unit == "century":
        return Moment(year=(year // 100 + low) * 100, unknown=2)
    if relation.unit == "decade":
        if low == high:
            return Moment(year=(year // 10 + low) * 10, unknown=1)
        low, high = 10 * low, 10 * high + (9 if low >= 0 else 0)
        high = high + 9 if low < 0 else high
    if low == high:
        return Moment(year=year + low)
    late = (
        low == 0 and published is not None and relation.base == "published" and published.month > 6
    )
    return Stretch(start=Moment(year=year + low + late), end=Moment(year=year + high + late))


def shifted(start: Moment, years: int) -> Moment:
    """Return a time some years on, told as finely but for its day."""
    return Moment(
        year=start.year + years,
        month=start.month,
        day=0 if start.day else start.day,
        quarter=start.quarter,
        season=start.season,
        unknown=start.unknown,
    )


def _months(relation: Relation, base: Base, published: dt.date | None) -> Moment | Stretch | None:
    """Return months or quarters; a base that tells the year alone helps neither."""
    size = 3 if relation.unit == "quarter" else 1
    own = next(
        (one for one in (base.near, base.section, base.focus) if one and _fine_enough(one)),
        None,
    )
    if own is not None:
        at = 12 * own.year + own.first.month - 1
    elif published is not None:
        at = 12 * published.year + published.month - 1
    else:
        return None
    low, high = at // size + relation.low, at // size + relation.high
    if relation.base == "published" and relation.low == 0 and relation.high > 0:
        low, high = low + 1, high + 1  # "the next six months" begin after this one
    if low == high:
        return _month_or_quarter(low, size)
    first, last = low * size, high * size + size - 1
    return Stretch(start=_month_or_quarter(first, 1), end=_month_or_quarter(last, 1))


def _fine_enough(moment: Moment) -> bool:
    return bool(moment.month or moment.quarter)


def _month_or_quarter(at: int, size: int) -> Moment:
    if size == 1:
        return Moment(year=at // 12, month=at % 12 + 1)
    return Moment(year=at // 4, quarter=at % 4 + 1)


def _days(relation: Relation, base: Base, published: dt.date | None) -> Moment | Stretch | None:
    start = published
    if relation.base != "published":
        own = base.near.first if base.near is not None and base.near.day else None
        start = published if own is None and relation.unit == "week" else own
    if start is None:
        return None
    try:
        if relation.unit == "day":
            low, high = (start + dt.timedelta(days=step) for step in (relation.low, relation.high))
        else:
            monday = start - dt.timedelta(days=start.weekday())
            low = monday + dt.timedelta(weeks=relation.low)
            high = monday + dt.timedelta(weeks=relation.high, days=6)
    except OverflowError:
        return None
    if low == high:
        return _day(low)
    return Stretch(start=_day(low), end=_day(high))


def _day(day: dt.date) -> Moment:
    return Moment(year=day.year, month=day.month, day=day.day)


def named(part: Part, step: int, published: dt.date | None) -> Moment | Stretch | None:
    """Return the last (-1), next (1), own (2) or nearest past (0) of a named time.

    Parameters
    ----------
    part : Part
        A month, a season or a weekday.
    step : int
        Which one.
    published : datetime.date, optional
        The day of publication.
    """
    if published is None:
        return None
    if part.weekday is not None:
        return _day(_weekday(part.weekday, step, published))
    if part.day and not part.month:
        return _day_of_month(part.day, step, published)
    if part.month:
        year = published.year
        if step == -1 and part.month >= published.month:
            year -= 1
        elif step == 1 and part.month <= published.month:
            year += 1
        return Moment(year=year, month=part.month)
    return _season(part.season, step, published)


def _day_of_month(day: int, step: int, published: dt.date) -> Moment | None:
    """Return the last such day until publication, or the next one: "on the 23rd"."""
    for months in range(13):
        at = 12 * published.year + published.month - 1 + (months if step == 1 else -months)
        time = Moment(year=at // 12, month=at % 12 + 1, day=day)
        past = time.exists and time.first <= published
        if time.exists and past is (step != 1):
            return time
    return None


def weekday_from(weekday: int, start: Moment, *, before: bool = False) -> Moment:
    """Return the first such weekday on or after a day that the text tells, or the last before."""
    day = start.first
    if before:
        return _day(day - dt.timedelta(days=(day.weekday() - weekday) % 7 or 7))
    return _day(day + dt.timedelta(days=(weekday - day.weekday()) % 7))


def _weekday(weekday: int, step: int, published: dt.date) -> dt.date:
    back = (published.weekday() - weekday) % 7
    if step == 1:
        return published + dt.timedelta(days=7 - back)
    if step == 2:
        return published + dt.timedelta(days=weekday - published.weekday())
    return published - dt.timedelta(days=back or (7 if step == -1 else 0))


def _season(season: int, step: int, published: dt.date) -> Moment | Stretch:
    months = 12 * published.year + published.month - 1
    start = 12 * published.year + SEASON_MONTH[season] - 1
    if step == -1:
        while start + 2 >= months:
            start -= 12
        first, last = _month_or_quarter(start, 1), _month_or_quarter(start + 2, 1)
        return Stretch(start=first, end=last)
    if season == 24 and published.month <= 2:
        start -= 12  # the winter that is under way
    if step == 1:
        while start <= months:
            start += 12
    return Moment(year=start // 12, season=season)
