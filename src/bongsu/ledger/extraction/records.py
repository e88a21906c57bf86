"""What extraction finds: deals, items of a timeline with their events, and deals told in prose.

Positions in records are code points of the decoded source, ends exclusive, so that every field
leads back to its words. `as_json` writes a record with the field names of the ledger's files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Span = tuple[int, int]  # code points of the document's source


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A value and the words that it was read from."""

    value: str
    span: Span  # where those words stand in the source


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum of money as a deal states it."""

    value: float | None  # none if the number is malformed
    currency: str  # ISO 4217; "" if the text names none
    of: str  # "contract value", "project cost", "investment", ...
    class_: str  # one of `bongsu.ledger.schema.CLASSES`
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of a deal that is no sum of money: "two gas turbines"."""

    value: float | None
    unit: str
    comparator: str = "exact"
    each: bool = False  # whether it holds of each thing that is counted before: "two 380 MW ..."
    malformed: bool = False
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place that a table names, as far as it is known."""

    country: str  # ISO 3166-1 alpha-2; "" if unknown
    state: str = ""  # of the United States, in full
    city: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What stage a deal had reached, and since when."""

    value: str  # one of `bongsu.ledger.schema.STATUSES`
    date: str | None  # EDTF
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """One row of a table of deals."""

    id: str  # "deal14": its number within the document
    doc: int  # number of the article within the file, from 1
    line: int  # of the source, from 1
    row: Span
    cells: Mapping[str, Span]  # by column: date, us_entity, kr_entity, party, project, location
    raw: Mapping[str, str]  # by column, as the source writes it, markup included
    date: str | None  # EDTF
    date_end: str | None = None  # of a range
    us_entities: tuple[Told, ...] = ()
    kr_entities: tuple[Told, ...] = ()
    other_entities: tuple[Told, ...] = ()
    instrument: Told | None = None
    action: str = ""
    statuses: tuple[Status, ...] = ()  # the first is that of the row itself
    amount: Amount | None = None
    figures: tuple[Figure, ...] = ()
    sectors: tuple[Told, ...] = ()
    direction: str | None = None  # one of `bongsu.ledger.schema.DIRECTIONS`
    location: str | None = None  # as printed; none for "N/A"
    place: Where | None = None
    text: str = ""  # of the project, without markup
    flags: tuple[str, ...] = ()
    under_commitment: Told | None = None  # what it is designated under


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who takes part, with the office that the text gives."""

    name: str  # in full where the document or the list of names tells it
    office: str  # as printed, with its country or ministry; "" if the text names none
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class DiplomaticEvent:
    """One event of an item."""

    kind: str  # one of `bongsu.ledger.schema.EVENT_KINDS`
    what: Told
    date: str | None  # EDTF; the item's unless the text gives the event its own
    date_end: str | None = None
    date_told: str | None = None  # in words where no calendar knows them: "near future"
    date_span: Span
    people: tuple[Person, ...] = ()
    organisations: tuple[Told, ...] = ()
    topics: tuple[Told, ...] = ()
    place: Told | None = None
    span: Span  # of the sentence or clause that tells it


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineItem:
    """One dated paragraph of a timeline, with the events that it tells."""

    id: str  # "tl05"
    doc: int
    line: int
    span: Span
    date: str  # EDTF, the first day of a range
    date_end: str | None
    date_span: Span
    place: str | None
    text: str
    events: tuple[DiplomaticEvent, ...]
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """An award, a commitment or a deal that running text tells with its sum."""

    id: str  # "narr1"
    doc: int
    line: int
    span: Span  # of the sum
    sentence: Span
    date: str | None
    us_entities: tuple[Told, ...]
    kr_entities: tuple[Told, ...]
    instrument: str | None
    amount: Amount
    action: str
    is_commitment: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """All that extraction found in a document."""

    deals: tuple[Deal, ...] = ()
    timeline: tuple[TimelineItem, ...] = ()
    narrative: tuple[Narrative, ...] = ()
    notes: tuple[str, ...] = field(default=())  # what could not be read, in words for people


def as_json(record: Deal | TimelineItem | Narrative) -> dict[str, object]:
    """Return a record with the field names of the ledger's files."""
    if isinstance(record, Deal):
        return _deal(record)
    if isinstance(record, TimelineItem):
        return _item(record)
    return _narrative(record)


def names(told: tuple[Told, ...]) -> list[str]:
    """Return the values alone."""
    return [one.value for one in told]


def _deal(deal: Deal) -> dict[str, object]:
    amount = deal.amount
    return {
        "id": deal.id,
        "doc": deal.doc,
        "line": deal.line,
        "row_start": deal.row[0],
        "row_end": deal.row[1],
        "cell_offsets": {name: list(span) for name, span in deal.cells.items()},
        "date": deal.date,
        "date_end": deal.date_end,
        "raw": dict(deal.raw),
        "us_entities": names(deal.us_entities),
        "kr_entities": names(deal.kr_entities),
        "other_entities": names(deal.other_entities),
        "instrument": deal.instrument.value if deal.instrument else None,
        "action": deal.action or None,
        "status": deal.statuses[0].value if deal.statuses else None,
        "statuses": [{"status": one.value, "date": one.date} for one in deal.statuses],
        "amount": amount.value if amount else None,
        "currency": (amount.currency or None) if amount else None,
        "amount_of": amount.of if amount else None,
        "amount_class": amount.class_ if amount else None,
        "under_commitment": deal.under_commitment.value if deal.under_commitment else None,
        "quantities": [_figure(one) for one in deal.figures],
        "sector": "; ".join(names(deal.sectors)) or None,
        "direction": deal.direction,
        "location": deal.location,
        "place": _where(deal.place),
        "text": deal.text,
        "flags": list(deal.flags),
    }


def _figure(figure: Figure) -> dict[str, object]:
    told: dict[str, object] = {"value": figure.value, "unit": figure.unit}
    if figure.comparator != "exact":
        told["comparator"] = figure.comparator
    if figure.each:
        told["each"] = True
    if figure.malformed:
        told["malformed"] = True
    return told


def _where(place: Where | None) -> dict[str, str] | None:
    if place is None:
        return None
    told = {"country": place.country, "state": place.state, "city": place.city}
    return {name: value for name, value in told.items() if value} or None


def _item(item: TimelineItem) -> dict[str, object]:
    return {
        "id": item.id,
        "doc": item.doc,
        "line": item.line,
        "start": item.span[0],
        "end": item.span[1],
        "date": item.date,
        "date_end": item.date_end,
        "place": item.place,
        "text": item.text,
        "events": [_event(event, item) for event in item.events],
        "flags": list(item.flags),
    }


def _event(event: DiplomaticEvent, item: TimelineItem) -> dict[str, object]:
    told: dict[str, object] = {
        "kind": event.kind,
        "what": event.what.value,
        "people": [person.name for person in event.people],
        "organisations": names(event.organisations),
        "topics": names(event.topics),
        "offices": {person.name: person.office for person in event.people if person.office},
        "start": event.span[0],
        "end": event.span[1],
    }
    if event.date_told:
        told["date"] = event.date_told
    elif event.date != item.date or event.date_end != item.date_end:
        told["date"] = event.date
        if event.date_end:
            told["date_end"] = event.date_end
    if event.place and event.place.value != item.place:
        told["place"] = event.place.value
    return told


def _narrative(record: Narrative) -> dict[str, object]:
    return {
        "id": record.id,
        "doc": record.doc,
        "line": record.line,
        "start": record.span[0],
        "end": record.span[1],
        "sent_start": record.sentence[0],
        "sent_end": record.sentence[1],
        "date": record.date,
        "us_entities": names(record.us_entities),
        "kr_entities": names(record.kr_entities),
        "instrument": record.instrument,
        "amount": record.amount.value,
        "currency": record.amount.currency or None,
        "amount_class": record.amount.class_,
        "action": record.action,
        "is_commitment": record.is_commitment,
    }
