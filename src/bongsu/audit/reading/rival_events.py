"""The events that a date may be of: those of that time, and those of whose date it is a slip."""

from __future__ import annotations

import datetime as dt
from functools import cache

from bongsu.audit.reading.digit_slips import replaced, slip_of_date
from bongsu.audit.references import Event, events
from bongsu.evidence.mentions import DateMention, Granularity

_DAY = len("2025-01-01")
_MONTH = len("2025-01")
_FEW_DAYS = dt.timedelta(days=10)


@cache
def _by_parts() -> dict[tuple[str, int, int], tuple[Event, ...]]:
    """Return the events of one day by each two parts of their date."""
    found: dict[tuple[str, int, int], list[Event]] = {}
    for event in events().all:
        if len(event.start) < _DAY:
            continue
        for day in ends_of(event):
            for key in _parts(day):
                found.setdefault(key, []).append(event)
    return {key: tuple(every) for key, every in found.items()}


def _parts(day: dt.date) -> tuple[tuple[str, int, int], ...]:
    return (
        ("year and month", day.year, day.month),
        ("year and day", day.year, day.day),
        ("month and day", day.month, day.day),
    )


def _rivals(written: dt.date) -> dict[str, Event]:
    """Return the events of a date, and those from whose date it is a slip, by their id."""
    return {
        event.id: event
        for key in _parts(written)
        for event in _by_parts().get(key, ())
        if event.first <= written <= event.start_last or _slipped(written, event)
    }


def rivals_of(date: DateMention) -> dict[str, Event]:
    """Return the events that a date may be of, or of whose date it is a slip."""
    if date.first is None:
        return {}
    if date.granularity is Granularity.DAY:
        return _rivals(date.first)
    return {
        event.id: event
        for month in _months_meant(date.first.year, date.first.month)
        for event in _by_month()[month]
    }


@cache
def _by_month() -> dict[tuple[int, int], tuple[Event, ...]]:
    """Return the events that a month or a day dates, by the year and the month."""
    found: dict[tuple[int, int], list[Event]] = {}
    for event in events().all:
        if len(event.start) >= _MONTH:
            found.setdefault((event.first.year, event.first.month), []).append(event)
    return {month: tuple(every) for month, every in found.items()}


@cache
def _months_meant(year: int, month: int) -> tuple[tuple[int, int], ...]:
    """Return the months of events that are a month, or of which a slip makes it."""
    return tuple(
        (its_year, its_month)
        for its_year, its_month in _by_month()
        if (its_year == year and abs(its_month - month) <= 1)
        or (its_month == month and replaced(str(its_year), str(year)))
    )


def _slipped(written: dt.date, event: Event) -> bool:
    """Whether a date is a slip from the day of an event, which zones may make two."""
    return any(slip_of_date(written, end) for end in ends_of(event))


def ends_of(event: Event) -> set[dt.date]:
    """Return the days by which an event is told: of one that took a few days, both ends."""
    short = event.last - event.first <= _FEW_DAYS
    return {event.first, event.start_last, event.last if short else event.first}
