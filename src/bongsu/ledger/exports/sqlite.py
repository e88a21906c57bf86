"""The ledger as an SQLite database that Datasette can serve: tables, foreign keys, indices."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import astuple

from bongsu.ledger.events import Event
from bongsu.ledger.exports.contents import Cell, Contents, flat
from bongsu.ledger.schema import CLASSES
from bongsu.ledger.statements import NAMES, Statement

_SCHEMA = """
CREATE TABLE documents (
    id TEXT PRIMARY KEY, title TEXT, publisher TEXT, published TEXT, address TEXT);
CREATE TABLE classes (id TEXT PRIMARY KEY, title TEXT);
CREATE TABLE deals (
    id TEXT PRIMARY KEY, date TEXT, first_day TEXT, last_day TEXT, instrument TEXT, action TEXT,
    text TEXT, status TEXT, amount REAL, currency TEXT,
    amount_class TEXT REFERENCES classes (id), under_commitment TEXT, direction TEXT, place TEXT,
    place_country TEXT, state TEXT, flag TEXT, document TEXT REFERENCES documents (id),
    source TEXT);
CREATE TABLE deal_parties (
    deal TEXT NOT NULL REFERENCES deals (id), role TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE deal_sectors (deal TEXT NOT NULL REFERENCES deals (id), sector TEXT NOT NULL);
CREATE TABLE deal_statuses (
    deal TEXT NOT NULL REFERENCES deals (id), status TEXT NOT NULL, since TEXT);
CREATE TABLE events (
    id TEXT PRIMARY KEY, date TEXT, first_day TEXT, last_day TEXT, kind TEXT, what TEXT,
    place TEXT, place_country TEXT, flag TEXT, document TEXT REFERENCES documents (id),
    source TEXT);
CREATE TABLE event_parties (
    event TEXT NOT NULL REFERENCES events (id), role TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE event_topics (event TEXT NOT NULL REFERENCES events (id), topic TEXT NOT NULL);
CREATE TABLE statements (
    id TEXT PRIMARY KEY, subject TEXT NOT NULL, prop TEXT NOT NULL, value, original_value TEXT,
    unit TEXT, document TEXT REFERENCES documents (id), start INTEGER, "end" INTEGER, quote TEXT,
    extractor TEXT, rule_version INTEGER, recorded_at TEXT NOT NULL, retracted_at TEXT,
    valid_from TEXT, valid_to TEXT, confidence REAL, value_type TEXT NOT NULL);
CREATE INDEX deals_by_day ON deals (first_day);
CREATE INDEX deals_by_class ON deals (amount_class);
CREATE INDEX deals_by_document ON deals (document);
CREATE INDEX parties_of_deal ON deal_parties (deal);
CREATE INDEX deals_of_party ON deal_parties (name);
CREATE INDEX sectors_of_deal ON deal_sectors (deal);
CREATE INDEX deals_of_sector ON deal_sectors (sector);
CREATE INDEX statuses_of_deal ON deal_statuses (deal);
CREATE INDEX events_by_day ON events (first_day);
CREATE INDEX events_by_document ON events (document);
CREATE INDEX parties_of_event ON event_parties (event);
CREATE INDEX events_of_party ON event_parties (name);
CREATE INDEX topics_of_event ON event_topics (event);
CREATE INDEX statements_by_subject ON statements (subject, prop);
CREATE INDEX statements_by_document ON statements (document);
"""
_ROLES = {
    "deal": ("us_entity", "kr_entity", "other_entity"),
    "event": ("person", "organisation"),
}


def written(contents: Contents) -> bytes:
    """Return the whole database."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute("PRAGMA foreign_keys = ON")
        base.executescript(_SCHEMA)
        base.executemany("INSERT INTO classes VALUES (?, ?)", CLASSES.items())
        base.executemany("INSERT INTO documents VALUES (?, ?, ?, ?, ?)", _documents(contents))
        for kind in ("deal", "event"):
            _fill(base, kind, contents)
        places = ", ".join("?" * (len(NAMES) + 1))
        base.executemany(
            f"INSERT INTO statements VALUES ({places})",  # noqa: S608  # question marks
            (_row(one) for one in contents.statements),
        )
        base.commit()
        return base.serialize()


def read(content: bytes) -> tuple[Statement, ...]:
    """Return the statements of such a database, in their order."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(content)
        rows = base.execute("SELECT * FROM statements ORDER BY rowid").fetchall()
    return tuple(_statement(row) for row in rows)


def _documents(contents: Contents) -> Iterator[tuple[str, ...]]:
    named = {one.document for one in contents.statements if one.document}
    for subject in sorted(named | contents.sources.keys()):
        article = contents.sources.get(subject)
        if article is None:  # nothing is known of it but that statements name it
            yield subject, "", "", "", ""
        else:
            titles = " · ".join(title for _, title in article.titles)
            yield subject, titles, article.publisher, article.published, article.address


def _fill(base: sqlite3.Connection, kind: str, contents: Contents) -> None:
    events = contents.of(kind)
    columns = [row[1] for row in base.execute(f"PRAGMA table_info({kind}s)")]
    rows = ([_plain(event, column, contents) for column in columns] for event in events)
    _insert(base, f"{kind}s", len(columns), rows)
    _insert(base, f"{kind}_parties", 3, (
        (event.subject, role, name)
        for event in events for role in _ROLES[kind] for name in event.texts(role)
    ))  # fmt: skip
    table, prop = ("deal_sectors", "sector") if kind == "deal" else ("event_topics", "topic")
    _insert(base, table, 2, ((event.subject, one) for event in events for one in event.texts(prop)))
    if kind == "deal":
        _insert(base, "deal_statuses", 3, (
            (event.subject, str(one.value), one.valid_from)
            for event in events for one in event.stated("status")
        ))  # fmt: skip


def _insert(
    base: sqlite3.Connection, table: str, width: int, rows: Iterable[Sequence[Cell]]
) -> None:
    places = ", ".join("?" * width)
    base.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608  # our names


def _plain(event: Event, column: str, contents: Contents) -> Cell:
    row = flat(event, contents.sources)
    value = row["subject" if column == "id" else column]
    if column == "amount_class" and value not in CLASSES:
        return "unknown" if value else None
    return value.isoformat() if isinstance(value, dt.date) else value


def _row(one: Statement) -> tuple[object, ...]:
    told = dict(zip(NAMES, astuple(one), strict=True))
    told["document"] = one.document or None
    return (*told.values(), type(one.value).__name__)


def _statement(row: tuple[object, ...]) -> Statement:
    *told, kind = row
    fields = dict(zip(NAMES, told, strict=True))
    fields["document"] = fields["document"] or ""
    if kind == "bool":
        fields["value"] = bool(fields["value"])
    return Statement(**fields)  # type: ignore[arg-type]  # as `_row` wrote them
