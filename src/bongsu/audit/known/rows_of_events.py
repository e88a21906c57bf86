"""Rows of tables that name an event in one cell and date it in another, against the reference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.reading.digit_slips import slip_of_date
from bongsu.audit.reading.event_dates import covers, days_apart
from bongsu.audit.reading.wording import named_events, table
from bongsu.audit.references import Event
from bongsu.evidence.documents import Block
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, within

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
    return None
