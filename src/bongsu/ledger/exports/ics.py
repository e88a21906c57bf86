"""Deals and diplomatic events as a calendar: one all-day entry each, with identifiers that last.

References
----------
RFC 5545, Internet Calendaring and Scheduling Core Object Specification: DTEND of an all-day entry
is the day after its last one.
"""

from __future__ import annotations

import datetime as dt
import re

import icalendar

from bongsu.ledger.events import Event
from bongsu.ledger.exports.contents import Contents, flat
from bongsu.ledger.report import title_of
from bongsu.ledger.reporting import amount_in_words, words_of
from bongsu.version import __version__

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def written(contents: Contents) -> bytes:
    """Return the whole calendar; what has no first day has no place in it."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//bongsu//ledger {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "bongsu ledger")
    for event in contents.events:
        if event.first_day is not None and event.first_day < dt.date.max:
            calendar.add_component(_entry(event, event.first_day, contents))
    return bytes(calendar.to_ical())


def _entry(event: Event, first: dt.date, contents: Contents) -> icalendar.Event:
    last = event.last_day if event.last_day and event.last_day < dt.date.max else first
    entry = icalendar.Event()
    entry.add("uid", f"{event.subject.replace(':', '-')}@bongsu")
    # The moment of the latest statement, not of the export: the same ledger, the same bytes.
    entry.add("dtstamp", dt.datetime.fromisoformat(max(s.recorded_at for s in event.statements)))
    entry.add("dtstart", first)
    entry.add("dtend", last + dt.timedelta(days=1))
    entry.add("summary", _tame(title_of(event)))
    entry.add("description", _tame(_description(event, contents)))
    if place := event.text("place"):
        entry.add("location", _tame(place))
    entry.add(
        "categories", [event.kind, *map(_tame, event.texts("sector") or event.texts("topic"))]
    )
    entry.add("transp", "TRANSPARENT")  # a meeting of ministers does not make its reader busy
    return entry


def _description(event: Event, contents: Contents) -> str:
    kind = words_of(event.text("instrument") or event.text("kind"))
    people = "; ".join(event.texts("office") or event.texts("person"))
    source = str(flat(event, contents.sources)["source"])
    parts = (kind, event.status, amount_in_words(event), people, f"Source: {source}")
    return "\n".join(part for part in parts if part)


def _tame(text: str) -> str:
    """Return a text without control characters, which a calendar may not hold."""
    return _CONTROLS.sub(" ", text)
