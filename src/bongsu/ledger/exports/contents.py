"""What is exported: statements that hold, the deals and events that they make, and flat rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from bongsu.ledger.articles import Articles, articles, source_of
from bongsu.ledger.events import Event, events
from bongsu.ledger.statements import Statement, current

Cell = str | float | int | dt.date | None
BETWEEN = "; "  # entries of a list in one cell

# Columns of the flat tables, with what each holds. Lists are joined; every other is one value.
DEALS: dict[str, type] = {
    "subject": str, "date": str, "first_day": dt.date, "last_day": dt.date, "us_entity": str,
    "kr_entity": str, "other_entity": str, "instrument": str, "action": str, "text": str,
    "status": str, "amount": float, "currency": str, "amount_class": str,
    "under_commitment": str, "direction": str, "sector": str, "place": str,
    "place_country": str, "state": str, "flag": str, "document": str, "source": str,
}  # fmt: skip
EVENTS: dict[str, type] = {
    "subject": str, "date": str, "first_day": dt.date, "last_day": dt.date, "kind": str,
    "what": str, "person": str, "organisation": str, "topic": str, "place": str,
    "place_country": str, "flag": str, "document": str, "source": str,
}  # fmt: skip
COLUMNS = {"deal": DEALS, "event": EVENTS}
_MANY = frozenset(
    {"us_entity", "kr_entity", "other_entity", "sector", "flag", "person", "organisation", "topic"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What is exported."""

    statements: tuple[Statement, ...]
    events: tuple[Event, ...]  # deals and diplomatic events, by first day
    sources: Articles

    def of(self, kind: str) -> tuple[Event, ...]:
        """Return the deals, or the diplomatic events."""
        return tuple(event for event in self.events if event.kind == kind)


def contents(statements: Iterable[Statement]) -> Contents:
    """Return what is exported of some statements; withdrawn ones are left out."""
    held = tuple(current(statements))
    return Contents(statements=held, events=events(held), sources=articles(held))


def flat(event: Event, sources: Articles) -> dict[str, Cell]:
    """Return a deal or a diplomatic event as one row, lists joined, nothing quoted."""
    amount = event.amount
    grounds = amount.statement if amount else event.statement("date") or event.statements[0]
    made: dict[str, Cell] = {
        "subject": event.subject,
        "first_day": event.first_day,
        "last_day": event.last_day,
        "status": event.status or None,
        "amount": amount.value if amount else None,
        "currency": (amount.currency or None) if amount else None,
        "document": event.document or None,
        "source": source_of(grounds, sources),
    }
    row: dict[str, Cell] = {}
    for column in COLUMNS[event.kind]:
        if column in made:
            row[column] = made[column]
        elif column in _MANY:
            row[column] = BETWEEN.join(event.texts(column)) or None
        else:
            row[column] = event.text(column) or None
    return row
