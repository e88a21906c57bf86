"""Adding a document: what it is, and all that extraction finds in it, as statements.

A document is known by the hash of its bytes, and a statement by its words and their place, so that
adding a document twice adds nothing, also where the first time was cut short.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bongsu.evidence.documents import Document
from bongsu.ledger.extraction import extract, statements_of
from bongsu.ledger.files import append
from bongsu.ledger.statements import Statement, instant, statement_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What somebody says of a document; it goes before what the document says of itself."""

    title: str = ""
    publisher: str = ""
    published: dt.date | None = None
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What came of adding a document."""

    document: str  # its subject
    name: str
    deals: int
    events: int
    sums: int  # that running text tells
    statements: int
    fresh: int  # statements that the ledger did not hold
    notes: tuple[str, ...]  # what could not be read, in words for people


def add(
    document: Document, file: Path, *, recorded_at: dt.datetime, given: Given | None = None
) -> Added:
    """Add what a document states to a file of statements.

    Parameters
    ----------
    document : Document
        As `bongsu.evidence.reading` reads it.
    file : Path
        The lab's own; made if there is none.
    recorded_at : datetime
        When the ledger learns of it, with time zone.
    given : Given, optional
        What is known of the document beside its own words.

    Raises
    ------
    BadFile
        If the file cannot be written.
    """
    records = extract(document)
    stated = (
        *about(document, recorded_at=recorded_at, given=given or Given()),
        *statements_of(records, document, recorded_at),
    )
    return Added(
        document=subject_of(document),
        name=document.name,
        deals=len(records.deals),
        events=sum(len(item.events) for item in records.timeline),
        sums=len(records.narrative),
        statements=len(stated),
        fresh=append(file, stated),
        notes=(*document.notes, *records.notes),
    )


def subject_of(document: Document) -> str:
    """Return the subject under which a document is known."""
    return f"document:{document.sha256[:12]}"


def about(document: Document, *, recorded_at: dt.datetime, given: Given) -> tuple[Statement, ...]:
    """Return what is stated of a document itself.

    A file may hold several articles. Each gives its title with its place, so that what stands
    behind it belongs to it; publisher and day are those of the first that names them.
    """
    return tuple(_about(document, instant(recorded_at), given))


def _about(document: Document, moment: str, given: Given) -> Iterator[Statement]:
    subject = subject_of(document)

    def state(prop: str, value: str, span: tuple[int, int] | None = None) -> Statement:
        start, end = span or (-1, -1)
        quote = document.source[start:end] if span else ""
        return Statement(
            id=statement_id(subject, prop, value, subject, start),
            subject=subject,
            prop=prop,
            value=value,
            original_value=quote,
            document=subject,
            start=start,
            end=end,
            quote=quote,
            extractor="head",
            recorded_at=moment,
        )

    if given.title:
        yield state("title", given.title)
    else:
        for article in document.articles:
            if article.title:
                span = article.title_span
                place = document.source_span(*span) if span and span[0] < span[1] else None
                yield state("title", article.title, place)
    articles = document.articles
    publisher = given.publisher or next((one.publisher for one in articles if one.publisher), "")
    day = given.published or next((one.published for one in articles if one.published), None)
    if publisher:
        yield state("publisher", publisher)
    if day:
        yield state("published", day.isoformat())
    if given.address:
        yield state("address", given.address)
    yield state("sha256", document.sha256)
