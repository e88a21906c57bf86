"""What a part of a date is once its year is known, and how exact it is."""

from __future__ import annotations

import datetime as dt

from bongsu.evidence.date_forms import Form, Part
from bongsu.evidence.edtf import SEASON_MONTH, Moment, Stretch
from bongsu.evidence.mentions import Granularity, WrittenDay

Time = Moment | Stretch


def on_calendar(part: Part, year: int) -> Time | None:
    """Return the time that a part means in a year."""
    if part.months is not None:
        first, last = part.months
        return Stretch(start=Moment(year=year, month=first), end=Moment(year=year, month=last))
    return Moment(
        year=year,
        month=part.month,
        day=part.day,
        quarter=part.quarter,
        season=part.season,
        unknown=part.unknown,
    )


def month_of(part: Part) -> int:
    """Return the month that a part begins in, 1 if it tells none."""
    if part.months is not None:
        return part.months[0]
    if part.quarter:
        return 3 * part.quarter - 2
    if part.season:
        return SEASON_MONTH[part.season]
    return part.month or 1


def nearest_year(part: Part, section: Time) -> int:
    """Return the year in which a part lies nearest to the middle of a section."""
    first, last = section.first or dt.date.min, section.last or dt.date.max
    middle = first.toordinal() + (last.toordinal() - first.toordinal()) / 2
    day = (month_of(part) - 1) * 30.44 + (part.day or 15)
    if part.quarter:
        day += 30
    years = (first.year - 1, first.year, first.year + 1)
    return min(years, key=lambda year: abs(dt.date(year, 1, 1).toordinal() + day - middle))


def granularity(form: Form) -> Granularity:
    """Return how exact a form is, whatever it resolves to."""
    if form.second is not None:
        return Granularity.RANGE
    part, relation = form.first, form.relation
    if part is not None:
        return _part_granularity(part)
    if relation is None:
        return Granularity.VAGUE
    if relation.low != relation.high or relation.unit == "week":
        return Granularity.RANGE
    return {
        "year": Granularity.YEAR,
        "same": Granularity.YEAR,
        "ahead": Granularity.YEAR,
        "month": Granularity.MONTH,
        "quarter": Granularity.QUARTER,
        "day": Granularity.DAY,
        "decade": Granularity.DECADE,
        "century": Granularity.CENTURY,
    }[relation.unit]


def _part_granularity(part: Part) -> Granularity:
    if part.day or part.weekday is not None:
        return Granularity.DAY
    if part.month:
        return Granularity.MONTH
    if part.quarter:
        return Granularity.QUARTER
    if part.season:
        return Granularity.SEASON
    if part.months is not None:
        return Granularity.RANGE
    return (Granularity.YEAR, Granularity.DECADE, Granularity.CENTURY)[part.unknown]


def written(form: Form) -> WrittenDay | None:
    """Return what a form says of a day, none if it names no day."""
    part = form.first
    if part is None or not part.day or not part.month:
        return None
    return WrittenDay(month=part.month, day=part.day, year=part.year, weekday=part.weekday)
