"""Rows of tables that name an event in one cell and date it in another, against the reference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from bongsu.audit.reading.digit_slips import slip_of_date
from bongsu.audit.reading.event_dates import covers, days_apart
from bongsu.audit.reading.signs import told_events
from bongsu.audit.reading.text_lines import text_lines
from bongsu.audit.reading.wording import named_events, table
from bongsu.audit.references import Event, events
from bongsu.evidence.documents import Block
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, within
from bongsu.patterns import lazy_regex

_NTH = lazy_regex(r"\b(\d{1,3})(?:st|nd|rd|th)\b")
_MOST = 300  # rows of a table
_FAR = 800  # days: a year or a month mistyped, and not another event
_DATED = frozenset({Granularity.DAY, Granularity.MONTH})


class RowOfEvent(NamedTuple):
    """A date of a row, the cell that names an event, and the event."""

    date: DateMention
    cell: Block
    event: Event
    slip: bool  # whether one slip of the finger explains the date


def rows_of_events(evidence: Evidence, day: dt.date | None) -> Iterator[RowOfEvent]:
    """Yield dates of rows that differ from that of the one event which the row names."""
    for table_ in evidence.article.tables:
        for row in table_.rows[:_MOST]:
            if len(row) < 2:
                continue
            dates = [
                date
                for date in within(evidence.dates, row[0].start, row[-1].end)
                if date.granularity in _DATED and date.first and date.last
            ]
            if len(dates) != 1:
                continue
            found = _named(evidence, row, dates[0], day)
            if found is not None and 1 < days_apart(found[1], dates[0]) <= _FAR:
                first = dates[0].first or dt.date.min
                slip = dates[0].granularity is Granularity.DAY and slip_of_date(
                    first, found[1].first
                )
                yield RowOfEvent(dates[0], found[0], found[1], slip)


def _named(
    evidence: Evidence, row: Sequence[Block], date: DateMention, day: dt.date | None
) -> tuple[Block, Event] | None:
    """Return the cell that names an event and the only one that it can mean."""
    actions = table("events")["actions"]
    for cell in row:
        if cell.start <= date.start < cell.end:
            continue
        words = evidence.words(cell)
        for named in named_events(words, day):
            order = _NTH.search(words)
            meant = list(named.events)
            if any(event.number is not None for event in meant):
                meant = [e for e in meant if order is not None and e.number == int(order[1])]
            elif len(meant) > 1:
                low = words.casefold()
                meant = [e for e in meant if any(form in low for form in actions.get(e.action, ()))]
            elif not meant[0].own:
                continue
            if any(covers(event, date) for event in named.events):
                return None
            if len(meant) == 1:
                return cell, meant[0]
        told = {one.event for one in told_events(words, lambda: evidence.article.title, day)}
        if len(told) == 1 and not any(covers(event, date) for event in told):
            return cell, told.pop()
    return None


def entries_of_a_row(evidence: Evidence) -> Iterator[tuple[DateMention, Event]]:
    """Yield the one date of a list of days that is a slip from a day of the row that it lists.

    Where two entries are on the days of two events of one row (tests, resolutions, meetings), an
    entry on no day of the row that is a slip from one which no other entry has is of that.
    """
    entries = [(one, one.first) for one in _entries(evidence) if one.first]
    if not 2 < len(entries) <= _MOST:
        return
    days = [first.toordinal() for _, first in entries]
    for row in _rows_of_days():
        right = {e.id for e, low, high in row if any(low <= day <= high for day in days)}
        if len(right) < 2:
            continue
        wrong = [
            entry
            for entry, day in zip(entries, days, strict=True)
            if not any(low <= day <= high for _, low, high in row)
        ]
        if len(right) < len(wrong):
            continue
        for one, first in wrong:
            meant = [e for e, *_ in row if e.id not in right and slip_of_date(first, e.first)]
            if len(meant) == 1:
                yield one, meant[0]


def _entries(evidence: Evidence) -> Iterator[DateMention]:
    """Yield the days that open lines and items, and those of rows that have but one."""
    for line in text_lines(evidence):
        days = _days(evidence, line.start, line.end)
        if len(days) == 1 and days[0].start - line.start <= _OPENS:
            yield days[0]
    for table_ in evidence.article.tables:
        for row in table_.rows[:_MOST]:
            days = _days(evidence, row[0].start, row[-1].end) if row else []
            if len(days) == 1:
                yield days[0]


_OPENS = 6  # code points before the day that opens a line


def _days(evidence: Evidence, start: int, end: int) -> list[DateMention]:
    return [
        date
        for date in within(evidence.dates, start, end)
        if date.granularity is Granularity.DAY and date.first and date.written
    ]


@cache
def _rows_of_days() -> tuple[tuple[tuple[Event, int, int], ...], ...]:
    """Return the events of one topic or kind of which each day is known, with the days they cover.

    These are ordinals, give or take the day that zones make.
    """
    found: dict[str, list[Event]] = {}
    for event in events().all:
        if len(event.start) == len("2006-10-09"):
            key = event.kind if event.kind in _ROWS_OF_A_KIND else event.topic
            found.setdefault(key, []).append(event)
    return tuple(
        tuple((event, event.first.toordinal() - 1, event.last.toordinal() + 1) for event in row)
        for row in found.values()
        if len(row) >= _FEWEST
    )


_ROWS_OF_A_KIND = frozenset({"resolution"})
_FEWEST = 3  # events of a row
