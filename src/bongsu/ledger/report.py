"""A period of the ledger as a report: deals in groups, sums class by class, and what changed.

Amounts of different classes or currencies are never added up. Every count names the rows that it
counts, and every amount the words that it was read from.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bongsu.errors import BadPeriod
from bongsu.ledger.articles import Articles, articles
from bongsu.ledger.events import Event, events, kind_of
from bongsu.ledger.schema import CLASSES
from bongsu.ledger.statements import Statement, current, end_of
from bongsu.periods import Frequency, Period

NONE = "not stated"  # heads what has no sector, state or instrument
GROUPS = {  # how deals are grouped: heading, properties
    "sector": ("By sector", ("sector",)),
    "state": ("By U.S. state", ("state",)),
    "instrument": ("By instrument", ("instrument",)),
    "entity": ("By party", ("us_entity", "kr_entity", "other_entity")),
}
_ALWAYS_NAMED = frozenset({"sector", "instrument"})  # whose missing values are a group as well


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Stated amounts of one class in one currency."""

    class_: str
    currency: str  # "" where none is printed
    value: float
    rows: tuple[int, ...]  # numbers of the deals


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Deals that share a sector, a state, an instrument or a party."""

    name: str
    rows: tuple[int, ...]  # numbers of the deals
    sums: tuple[Sum, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A statement that was recorded or withdrawn after the last report."""

    statement: Statement
    event: str  # what it tells of, in words
    withdrawn: bool
    moment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the ledger holds of a period. Deals are numbered from 1 in the order of `deals`."""

    period: Period
    as_of: dt.date | None
    since: dt.date | None
    deals: tuple[Event, ...]
    events: tuple[Event, ...]
    sums: tuple[Sum, ...]
    groups: dict[str, tuple[Group, ...]]
    changes: tuple[Change, ...]  # of this period's deals and events, and of what names no day
    sources: Articles


def period_of(text: str) -> Period:
    """Return the quarter, year or month that is to be reported.

    Raises
    ------
    BadPeriod
        If it is none.
    """
    period = Period.parse(text, where="--quarter")
    if period.frequency is Frequency.DAY:
        raise BadPeriod(
            f"{text} is a day", where="--quarter", mend="name a quarter, 2025Q4, a month or a year"
        )
    return period


def report(
    statements: Iterable[Statement],
    period: Period,
    *,
    as_of: dt.date | None = None,
    since: dt.date | None = None,
    canonical: Callable[[str], str] = str,
) -> Report:
    """Return what a ledger holds of a period.

    Parameters
    ----------
    statements : iterable of Statement
        All of the ledger, in the order of the file, withdrawals among them.
    period : Period
        Which deals and events count: those that took place in it, at least in part.
    as_of : date, optional
        Look at the ledger as at the end of that day.
    since : date, optional
        Tell what changed after that day, the one of the last report.
    canonical : callable, optional
        Gives the name under which a party is listed; as printed if left out.
    """
    every = list(statements)
    moment = end_of(as_of) if as_of else None
    inside = [one for one in events(every, as_of) if _within(one, period)]
    deals = tuple(one for one in inside if one.kind == "deal")
    return Report(
        period=period,
        as_of=as_of,
        since=since,
        deals=deals,
        events=tuple(one for one in inside if one.kind == "event"),
        sums=_sums(deals, range(1, len(deals) + 1)),
        groups={name: _groups(name, deals, canonical) for name in GROUPS},
        changes=_changes(every, period, moment, end_of(since)) if since else (),
        sources=articles(current(every, moment)),
    )


def title_of(event: Event) -> str:
    """Say in a few words what an event is: who, and what they do or what takes place."""
    what = event.text("action") or event.text("what") or event.text("text")
    parties = [*event.texts("us_entity"), *event.texts("kr_entity"), *event.texts("other_entity")]
    if not parties:
        return what or event.subject
    return f"{' · '.join(parties)}: {what}" if what else " · ".join(parties)


def busiest_month(report_: Report) -> tuple[str, tuple[int, ...]]:
    """Return the month (ISO 8601) in which most deals began, and their numbers; "" without any."""
    months = [deal.first_day.isoformat()[:7] if deal.first_day else "" for deal in report_.deals]
    counts = Counter(month for month in months if month)
    if not counts:
        return "", ()
    most = max(counts.values())
    month = min(month for month, count in counts.items() if count == most)
    return month, tuple(number for number, found in enumerate(months, 1) if found == month)


def inside(statements: Iterable[Statement], period: Period) -> tuple[Statement, ...]:
    """Return the statements of a period's deals and events, and of the documents they rest on."""
    every = tuple(statements)
    found = [event for event in events(every) if _within(event, period)]
    wanted = {event.subject for event in found}
    wanted |= {one.document for event in found for one in event.statements}
    return tuple(one for one in every if one.subject in wanted)


def _within(event: Event, period: Period) -> bool:
    first, last = event.first_day, event.last_day
    if first is None and last is None:
        return False
    return (first or dt.date.min) <= period.end and (last or dt.date.max) >= period.start


def _sums(deals: Sequence[Event], rows: Iterable[int]) -> tuple[Sum, ...]:
    """Add up what some deals state, each class and currency by itself."""
    found: dict[tuple[str, str], list[tuple[int, float]]] = {}
    for row in rows:
        amount = deals[row - 1].amount
        if amount and amount.value is not None:
            found.setdefault((amount.class_, amount.currency), []).append((row, amount.value))
    order = [*CLASSES, ""]
    return tuple(
        Sum(
            class_=class_,
            currency=currency,
            value=sum(value for _, value in stated),
            rows=tuple(row for row, _ in stated),
        )
        for (class_, currency), stated in sorted(
            found.items(), key=lambda item: (order.index(item[0][0]), item[0][1])
        )
    )


def _groups(
    name: str, deals: Sequence[Event], canonical: Callable[[str], str]
) -> tuple[Group, ...]:
    """Group deals, the largest group first; a deal with two sectors stands in both."""
    found: dict[str, list[int]] = {}
    for number, deal in enumerate(deals, 1):
        values = [value for prop in GROUPS[name][1] for value in deal.texts(prop) if value]
        if name == "entity":
            values = [canonical(value) for value in values]
        if not values and name in _ALWAYS_NAMED:
            values = [NONE]
        for value in dict.fromkeys(values):
            found.setdefault(value, []).append(number)
    ordered = sorted(found.items(), key=lambda item: (item[0] == NONE, -len(item[1]), item[0]))
    return tuple(
        Group(name=value, rows=tuple(rows), sums=_sums(deals, rows)) for value, rows in ordered
    )


def _changes(
    every: Sequence[Statement], period: Period, moment: str | None, since: str
) -> tuple[Change, ...]:
    """Return what was recorded or withdrawn after a moment, the earliest first."""
    told: dict[str, list[Statement]] = {}
    for one in every:
        told.setdefault(one.subject, []).append(one)
    inside = {
        subject: Event(subject=subject, statements=tuple(stated))
        for subject, stated in told.items()
        if kind_of(subject) in {"deal", "event"}
    }
    changes = []
    for one in _merged(every):
        event = inside.get(one.subject)
        if event is None or not (_within(event, period) or event.first_day is None):
            continue
        for at, withdrawn in ((one.recorded_at, False), (one.retracted_at, True)):
            if at and since < at and (moment is None or at <= moment):
                changes.append(
                    Change(statement=one, event=title_of(event), withdrawn=withdrawn, moment=at)
                )
    return tuple(sorted(changes, key=lambda change: change.moment))


def _merged(statements: Iterable[Statement]) -> Iterable[Statement]:
    """Return one statement an id: as first recorded, with its earliest withdrawal if it has any."""
    held: dict[str, Statement] = {}
    for one in statements:
        known = held.setdefault(one.id, one)
        gone = one.retracted_at
        if gone and (known.retracted_at is None or gone < known.retracted_at):
            held[one.id] = one
    return held.values()
