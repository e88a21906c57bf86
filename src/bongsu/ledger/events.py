"""Deals and diplomatic events: the statements on one subject, gathered, with what is asked of them.

An event keeps its statements, so that whoever prints one of its values can lead back to the words
that it was read from. Only statements that hold are gathered; what was withdrawn is history.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from bongsu.errors import BadPeriod
from bongsu.evidence import edtf
from bongsu.ledger.statements import Statement, Value, current, end_of

KINDS = ("deal", "event")  # of subjects that take place; documents and names do not


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum of money that a deal states."""

    value: float | None  # none where the printed number is malformed
    currency: str  # ISO 4217; "" where none is printed
    class_: str  # one of `bongsu.ledger.schema.CLASSES`
    statement: Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A deal or a diplomatic event."""

    subject: str
    statements: tuple[Statement, ...]  # in the order of the file; at least one

    @property
    def kind(self) -> str:
        """What it is: one of `KINDS`."""
        return kind_of(self.subject)

    @property
    def document(self) -> str:
        """The first document that tells of it; "" if only we do."""
        return next((one.document for one in self.statements if one.document), "")

    def stated(self, prop: str) -> tuple[Statement, ...]:
        """Return the statements of a property, in the order of the file."""
        return tuple(one for one in self.statements if one.prop == prop)

    def statement(self, prop: str) -> Statement | None:
        """Return the statement of a property that was recorded last, none if there is none."""
        return max(reversed(self.stated(prop)), key=lambda one: one.recorded_at, default=None)

    def one(self, prop: str) -> Value:
        """Return the value of a property, none if nothing is stated."""
        found = self.statement(prop)
        return None if found is None else found.value

    def text(self, prop: str) -> str:
        """Return the value of a property in words, "" if nothing is stated."""
        value = self.one(prop)
        return "" if value is None else str(value)

    def many(self, prop: str) -> tuple[Value, ...]:
        """Return all values of a property, in the order of the file."""
        return tuple(one.value for one in self.stated(prop))

    def texts(self, prop: str) -> tuple[str, ...]:
        """Return all values of a property in words."""
        return tuple(str(value) for value in self.many(prop) if value is not None)

    @property
    def date(self) -> str:
        """The day or stretch in EDTF, "" if none is stated."""
        return self.text("date")

    @property
    def first_day(self) -> dt.date | None:
        """The first day of its date."""
        return days(self.date)[0]

    @property
    def last_day(self) -> dt.date | None:
        """The last day of its date."""
        return days(self.date)[1]

    @property
    def amount(self) -> Amount | None:
        """The sum of money that it states, none if it states none."""
        stated = self.statement("amount")
        if stated is None:
            return None
        value = stated.value
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return Amount(
            value=float(value) if number and value is not None else None,
            currency=stated.unit,
            class_=self.text("amount_class") or "unknown",
            statement=stated,
        )

    @property
    def status(self) -> str:
        """The stage that it reached last, "" if none is stated.

        Where several are stated the one that holds since the latest day counts, and of those the
        last one written.
        """
        found = max(
            enumerate(self.stated("status")),
            key=lambda pair: (pair[1].valid_from or "", pair[0]),
            default=None,
        )
        return "" if found is None or found[1].value is None else str(found[1].value)

    @property
    def parties(self) -> tuple[str, ...]:
        """Everybody who takes part, as printed, each once."""
        props = ("us_entity", "kr_entity", "other_entity", "person", "organisation")
        return tuple(dict.fromkeys(name for prop in props for name in self.texts(prop)))


def kind_of(subject: str) -> str:
    """Return what a subject is: what stands before its colon.

    Examples
    --------
    >>> kind_of("deal:3f2a0c11d2e4")
    'deal'
    """
    return subject.partition(":")[0]


def days(date: str) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day of a time in EDTF; none where it is open or unreadable.

    Examples
    --------
    >>> [str(day) for day in days("2025-12-15/2025-12-16")]
    ['2025-12-15', '2025-12-16']
    >>> days("soon")
    (None, None)
    """
    if not date:
        return None, None
    try:
        moment = edtf.parse(date)
    except BadPeriod:
        return None, None
    return moment.first, moment.last


def events(statements: Iterable[Statement], as_of: dt.date | None = None) -> tuple[Event, ...]:
    """Return the deals and diplomatic events of some statements, the earliest first.

    Parameters
    ----------
    statements : iterable of Statement
        In the order of the file, withdrawals among them.
    as_of : date, optional
        What the ledger said at the end of that day (UTC); what it says now if left out.

    Returns
    -------
    tuple of Event
        By first day, those without a day last; on one day in the order of the file.
    """
    return gathered(current(statements, end_of(as_of) if as_of else None))


def gathered(held: Iterable[Statement]) -> tuple[Event, ...]:
    """Return the events of statements that hold, whatever became of them later; as `events`."""
    by_subject: dict[str, list[Statement]] = {}
    for one in held:
        if kind_of(one.subject) in KINDS:
            by_subject.setdefault(one.subject, []).append(one)
    found = [
        Event(subject=subject, statements=tuple(stated)) for subject, stated in by_subject.items()
    ]
    return tuple(sorted(found, key=lambda event: event.first_day or dt.date.max))
