"""The tables that questions are put to: statements, documents, deals and events, as of a day.

What is shown is decided by one filter on the two moments of a statement; everything else is the
same statements, a row a subject.
"""

from __future__ import annotations

import datetime as dt

import duckdb

from bongsu.ledger.statements import end_of

NAMES = ("statements", "documents", "deals", "events")
_STATEMENTS = """
CREATE TEMP VIEW statements AS
SELECT rowid AS place, * EXCLUDE (layer) FROM history WHERE {holds}
"""
_DAY = "TRY_CAST(split_part({date}, '/', 1) AS DATE)"  # none for a month, a quarter, a year


def _one(prop: str, name: str = "", column: str = "value") -> str:
    return f"arg_max({column}, (recorded_at, place)) FILTER (prop = '{prop}') AS {name or prop}"


def _many(prop: str, name: str) -> str:
    return f"list(value ORDER BY place) FILTER (prop = '{prop}') AS {name}"


_VIEWS = {
    "documents": (
        "document",
        (
            _one("title"),
            _one("publisher"),
            _one("published"),
            _one("address"),
            _one("sha256"),
        ),
    ),
    "deals": (
        "deal",
        (
            _one("date"),
            _many("us_entity", "us_entities"),
            _many("kr_entity", "kr_entities"),
            _many("other_entity", "other_entities"),
            _one("instrument"),
            _one("action"),
            _one("status"),
            _one("amount", column="number"),
            _one("amount", "currency", "unit"),
            _one("amount_class"),
            _one("under_commitment"),
            _one("direction"),
            _many("sector", "sectors"),
            _one("place", "location"),
            _one("place_country", "country"),
            _one("state"),
            _one("text"),
            _many("flag", "flags"),
        ),
    ),
    "events": (
        "event",
        (
            _one("date"),
            _one("kind"),
            _one("what"),
            _many("person", "people"),
            _many("organisation", "organisations"),
            _many("topic", "topics"),
            _one("place", "location"),
            _many("flag", "flags"),
        ),
    ),
}


def show(connection: duckdb.DuckDBPyConnection, as_of: dt.date | None) -> None:
    """Make the tables of a day, or of now, for one connection.

    Parameters
    ----------
    connection : DuckDBPyConnection
        With the table `history`; it may be read-only.
    as_of : date, optional
        The day, at whose end (UTC) the ledger is looked at.
    """
    holds = "retracted_at IS NULL"
    if as_of is not None:
        moment = end_of(as_of)
        holds = f"recorded_at <= '{moment}' AND (retracted_at IS NULL OR retracted_at > '{moment}')"
    connection.execute(_STATEMENTS.format(holds=holds))
    for name, (kind, columns) in _VIEWS.items():
        day = f", {_DAY.format(date='date')} AS day" if kind != "document" else ""
        connection.execute(
            f"CREATE TEMP VIEW {name} AS SELECT *{day} FROM ("  # noqa: S608 - words of our own
            f"SELECT subject, arg_min(document, place) AS document, {', '.join(columns)} "
            f"FROM statements WHERE starts_with(subject, '{kind}:') GROUP BY subject)"
        )
