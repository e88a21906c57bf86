"""From records to statements: one a field, each with its own span and quote."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator

from bongsu.evidence.documents import Document
from bongsu.ledger.extraction.records import (
    Deal,
    DiplomaticEvent,
    Narrative,
    Records,
    Span,
    TimelineItem,
)
from bongsu.ledger.statements import Statement, Value, instant, statement_id


def subject_of(kind: str, sha256: str, span: Span) -> str:
    """Return the subject that a stretch of a document tells of; corrections keep it.

    Examples
    --------
    >>> subject_of("deal", "00", (0, 9))
    'deal:b6078cf9de27'
    """
    told = f"{sha256}:{span[0]}:{span[1]}"
    return f"{kind}:{hashlib.sha256(told.encode()).hexdigest()[:12]}"


def statements_of(
    records: Records, document: Document, recorded_at: dt.datetime
) -> tuple[Statement, ...]:
    """Return what a document states, one statement a field.

    Parameters
    ----------
    records : Records
        What `bongsu.ledger.extraction.extract` found in it.
    document : Document
        The document itself, for quotes and its hash.
    recorded_at : datetime
        When the ledger learnt of it, with time zone.
    """
    writer = _Writer(document, instant(recorded_at))
    told: list[Statement] = []
    for deal in records.deals:
        told.extend(writer.deal(deal))
    for item in records.timeline:
        for event in item.events:
            told.extend(writer.event(event, item))
    for narrative in records.narrative:
        told.extend(writer.narrative(narrative))
    unique = {one.id: one for one in told}  # one name twice in a cell is stated once
    return tuple(unique.values())


class _Writer:
    """Writes statements of one document."""

    def __init__(self, document: Document, recorded_at: str) -> None:
        self._source = document.source
        self._sha256 = document.sha256
        self._document = f"document:{document.sha256[:12]}"
        self._recorded_at = recorded_at

    def deal(self, deal: Deal) -> Iterator[Statement]:
        subject = subject_of("deal", self._sha256, deal.row)
        project = deal.cells.get("project", deal.row)

        def state(prop: str, value: Value, span: Span, unit: str = "") -> Statement:
            return self._state(subject, prop, value, span, "table", unit)

        if deal.date:
            stretch = f"{deal.date}/{deal.date_end}" if deal.date_end else deal.date
            yield state("date", stretch, deal.cells.get("date", deal.row))
        yield state("text", deal.text, project)
        yield from self._named(subject, deal)
        if deal.action:
            yield state("action", deal.action, project)
        for status in deal.statuses:
            yield self._state(
                subject, "status", status.value, status.span, "table", since=status.date
            )
        if deal.amount:
            yield state("amount", deal.amount.value, deal.amount.span, deal.amount.currency)
            yield state("amount_class", deal.amount.class_, deal.amount.span)
        for figure in deal.figures:
            yield state("quantity", figure.value, figure.span, figure.unit)
        if deal.direction:
            yield state("direction", deal.direction, project)
        yield from self._place(subject, deal)
        for flag in deal.flags:
            yield state("flag", flag, deal.row)

    def _named(self, subject: str, deal: Deal) -> Iterator[Statement]:
        """Yield what stands in the deal as a word with a place of its own."""
        for prop, values in (
            ("us_entity", deal.us_entities),
            ("kr_entity", deal.kr_entities),
            ("other_entity", deal.other_entities),
            ("sector", deal.sectors),
            ("instrument", (deal.instrument,) if deal.instrument else ()),
            ("under_commitment", (deal.under_commitment,) if deal.under_commitment else ()),
        ):
            for one in values:
                yield self._state(subject, prop, one.value, one.span, "table")

    def _place(self, subject: str, deal: Deal) -> Iterator[Statement]:
        span = deal.cells.get("location", deal.row)
        if deal.location:
            yield self._state(subject, "place", deal.location, span, "table")
        if deal.place and deal.place.country:
            yield self._state(subject, "place_country", deal.place.country, span, "table")
        if deal.place and deal.place.state:
            yield self._state(subject, "state", deal.place.state, span, "table")

    def event(self, event: DiplomaticEvent, item: TimelineItem) -> Iterator[Statement]:
        subject = subject_of("event", self._sha256, event.span)

        def state(prop: str, value: Value, span: Span) -> Statement:
            return self._state(subject, prop, value, span, "timeline")

        stretch = f"{event.date}/{event.date_end}" if event.date_end else event.date
        if stretch:
            yield state("date", stretch, event.date_span)
        if event.kind:
            yield state("kind", event.kind, event.span)
        yield state("what", event.what.value, event.what.span)
        for person in event.people:
            yield state("person", person.name, person.span)
            if person.office:
                yield state("office", f"{person.name}, {person.office}", person.span)
        for one in event.organisations:
            yield state("organisation", one.value, one.span)
        for one in event.topics:
            yield state("topic", one.value, one.span)
        if event.place:
            yield state("place", event.place.value, event.place.span)
        for flag in item.flags:
            yield state("flag", flag, item.span)

    def narrative(self, record: Narrative) -> Iterator[Statement]:
        subject = subject_of("deal", self._sha256, record.span)

        def state(prop: str, value: Value, span: Span, unit: str = "") -> Statement:
            return self._state(subject, prop, value, span, "prose", unit)

        if record.date:
            yield state("date", record.date, record.sentence)
        for one in record.us_entities:
            yield state("us_entity", one.value, one.span)
        for one in record.kr_entities:
            yield state("kr_entity", one.value, one.span)
        if record.instrument:
            yield state("instrument", record.instrument, record.sentence)
        yield state("action", record.action, record.sentence)
        yield state("amount", record.amount.value, record.span, record.amount.currency)
        yield state("amount_class", record.amount.class_, record.span)

    def _state(
        self,
        subject: str,
        prop: str,
        value: Value,
        span: Span,
        extractor: str,
        unit: str = "",
        since: str | None = None,
    ) -> Statement:
        start, end = span
        quote = self._source[start:end]
        return Statement(
            id=statement_id(subject, prop, value, self._document, start),
            subject=subject,
            prop=prop,
            value=value,
            original_value=quote,
            unit=unit,
            document=self._document,
            start=start,
            end=end,
            quote=quote,
            extractor=extractor,
            recorded_at=self._recorded_at,
            valid_from=since,
        )
