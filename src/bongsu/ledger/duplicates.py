"""Entries of different documents that may tell of one thing.

Two deals are proposed if their parties are the same, their days lie within ten of each other, and
they share their instrument or their amount to within 2 percent; two diplomatic events if they share
a participant, a kind and a day. A proposal merges nothing: a person does.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bongsu.ledger.events import Event
from bongsu.ledger.names import party

DAYS = 10
SHARE = 0.02  # of the larger amount
MOST = 10_000  # pairs that are proposed; more are no work for a person
_NEIGHBOURS = 500  # entries of one party within ten days that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """Two entries that may be one."""

    one: Event
    other: Event
    why: str


@dataclass(frozen=True, slots=True)
class _Entry:
    event: Event
    first: dt.date
    last: dt.date
    us: frozenset[str]
    korean: frozenset[str]
    others: frozenset[str]

    @property
    def everybody(self) -> frozenset[str]:
        return self.us | self.korean | self.others


def duplicates(events: Iterable[Event], same: Callable[[str], str] = str) -> tuple[Duplicate, ...]:
    """Return proposed duplicates, the first in time first.

    Parameters
    ----------
    events : iterable of Event
        Of one or more documents.
    same : callable
        Gives the subject that stands for a party's; `Judgements.root`.

    Notes
    -----
    Only neighbours in time that share a party are compared, so that the work grows with the
    entries and not with their square.
    """
    by_party: dict[tuple[str, str], list[_Entry]] = defaultdict(list)
    for event in events:
        entry = _entry(event, same)
        if entry is not None:
            for name in entry.everybody:
                by_party[event.kind, name].append(entry)
    found: dict[tuple[str, str], Duplicate] = {}
    for entries in by_party.values():
        entries.sort(key=lambda entry: (entry.first, entry.event.subject))
        for one, other in _neighbours(entries):
            why = _why(one, other)
            ordered = tuple(sorted((one.event.subject, other.event.subject)))
            if why and len(found) < MOST:
                proposal = Duplicate(one=one.event, other=other.event, why=why)
                found.setdefault((ordered[0], ordered[1]), proposal)
    return tuple(sorted(found.values(), key=lambda each: (each.one.date, each.one.subject)))


def _entry(event: Event, same: Callable[[str], str]) -> _Entry | None:
    first, last = event.first_day, event.last_day
    if first is None or last is None:
        return None

    def parties(*props: str) -> frozenset[str]:
        return frozenset(same(party(name).subject) for prop in props for name in event.texts(prop))

    return _Entry(
        event,
        first,
        last,
        parties("us_entity"),
        parties("kr_entity"),
        parties("other_entity", "person", "organisation"),
    )


def _neighbours(entries: Sequence[_Entry]) -> Iterator[tuple[_Entry, _Entry]]:
    """Yield pairs of different documents that begin within ten days."""
    for place, one in enumerate(entries):
        for other in entries[place + 1 : place + 1 + _NEIGHBOURS]:
            if (other.first - one.first).days > DAYS:
                break
            if one.event.document != other.event.document:
                yield one, other


def _why(one: _Entry, other: _Entry) -> str:
    if one.event.kind == "deal":
        return _same_deal(one, other)
    kind = one.event.text("kind")
    if kind and kind == other.event.text("kind") and one.first <= other.last <= one.last:
        return f"same day, kind ({kind}) and participant"
    return ""


def _same_deal(one: _Entry, other: _Entry) -> str:
    if not (_same_side(one.us, other.us) and _same_side(one.korean, other.korean)):
        return ""
    apart = abs((other.first - one.first).days)
    when = "same day" if not apart else f"{apart} day{'' if apart == 1 else 's'} apart"
    instrument = one.event.text("instrument")
    if instrument and instrument == other.event.text("instrument"):
        return f"same parties and instrument ({instrument}), {when}"
    if _same_amount(one.event, other.event):
        return f"same parties and amount, {when}"
    return ""


def _same_side(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a side is the same: who is named by fewer is named by both; or nobody by either."""
    if not one or not other:
        return not one and not other
    return one <= other or other <= one


def _same_amount(one: Event, other: Event) -> bool:
    first, second = one.amount, other.amount
    if first is None or second is None or first.value is None or second.value is None:
        return False
    if first.currency != second.currency:
        return False
    larger = max(abs(first.value), abs(second.value))
    return abs(first.value - second.value) <= SHARE * larger
