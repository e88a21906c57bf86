"""What waits for a person's judgement: names that may be one, and entries that may be one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from bongsu.errors import UnknownName, did_you_mean
from bongsu.ledger.duplicates import duplicates
from bongsu.ledger.events import Event
from bongsu.ledger.judgements import APART, SAME, Judgements, judgements
from bongsu.ledger.names import Party, suggestions
from bongsu.ledger.statements import Statement
from bongsu.ledger.store import Ledger

NAMES = ("us_entity", "kr_entity", "other_entity", "person", "organisation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Two subjects that may be one."""

    id: str  # of the pair; the same in every session
    what: str  # "names", "deals" or "events"
    one: str
    other: str
    one_told: str  # in words
    other_told: str
    why: str


def judged(ledger: Ledger) -> tuple[list[Statement], Judgements]:
    """Return the judgements that hold, as statements and as what they come to."""
    told = ledger.statements("prop IN (?, ?)", [SAME, APART])
    return told, judgements(told)


def proposals(ledger: Ledger) -> tuple[Proposal, ...]:
    """Return what nobody has judged yet: names first, since they decide which parties are one."""
    _, known = judged(ledger)
    found = [*_names(ledger), *_events(ledger.events(), known)]
    return tuple(one for one in found if not known.decided(one.one, one.other))


def _names(ledger: Ledger) -> Iterable[Proposal]:
    for each in suggestions(ledger.values(*NAMES)):
        yield _proposal(
            "names",
            (each.one.subject, _party_told(each.one)),
            (each.other.subject, _party_told(each.other)),
            each.why,
        )


def _events(found: Iterable[Event], known: Judgements) -> Iterable[Proposal]:
    for each in duplicates(found, known.root):
        yield _proposal(
            f"{each.one.kind}s",
            (each.one.subject, told(each.one)),
            (each.other.subject, told(each.other)),
            each.why,
        )


def _proposal(what: str, one: tuple[str, str], other: tuple[str, str], why: str) -> Proposal:
    (first, first_told), (second, second_told) = sorted((one, other))
    digest = hashlib.sha256(f"{first} {second}".encode()).hexdigest()[:8]
    return Proposal(
        id=digest,
        what=what,
        one=first,
        other=second,
        one_told=first_told,
        other_told=second_told,
        why=why,
    )


def find(waiting: Iterable[Proposal], id_: str) -> Proposal:
    """Return the proposal of an id.

    Raises
    ------
    UnknownName
        If nothing of that id waits.
    """
    by_id = {one.id: one for one in waiting}
    if id_ not in by_id:
        raise UnknownName(
            f"no proposal {id_} waits for a judgement",
            where="ledger review",
            mend=did_you_mean(id_, by_id) if by_id else "`bongsu ledger review --list` lists them",
        )
    return by_id[id_]


def told(event: Event) -> str:
    """Return an event in one line of words."""
    amount = event.amount
    parts = [
        event.date or "no date",
        "; ".join(event.parties) or "nobody named",
        event.text("instrument") or event.text("kind"),
        event.text("action") or event.text("what"),
    ]
    if amount and amount.value is not None:
        parts.append(f"{amount.currency} {amount.value:,.10g}".strip())
    return ", ".join(part for part in parts if part)


def _party_told(party: Party) -> str:
    known = [part for part in (party.kind, party.country) if part]
    return f"{party.name} ({', '.join(known)})" if known else f"{party.name} (not listed)"
