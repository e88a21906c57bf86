"""Tables of the ledger's packaged quarter: deals, diplomatic events, sums by class of amount.

The same reviewed rows as those of the packaged statements; see ``ledger_quarter.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import polars as pl

from bongsu.evidence import edtf
from bongsu.ledger.schema import CLASSES
from ledger_quarter import read
from tables import Source, write_table

GROUP = "ledger"
NOTE = "Facts of published articles in our own words; each row names its article."
ARTICLES = Source(
    producer="Korea Economic Institute of America; U.S. Department of Commerce",
    citation=(
        "Ramage, T. and Park, S. (6 February 2026), Q4 2025 U.S.-Korea Trade, Investment, and "
        "Diplomacy Ledger; U.S. Department of Commerce (15 December 2025)"
    ),
    address="https://keia.org/the-peninsula/",
    licence="Facts; the articles' words are not reproduced",
    vintage="Fourth quarter of 2025",
)
SUMMED = Source(
    producer=ARTICLES.producer,
    citation=ARTICLES.citation,
    address=ARTICLES.address,
    licence=ARTICLES.licence,
    vintage=ARTICLES.vintage,
    known_from=date(2026, 2, 6),
)
MILLION = 1e6
_DEALS = {
    "id": ("", "Row of the reviewed file"),
    "date": ("", "Day"),
    "us_entity": ("", "U.S. parties, as printed"),
    "kr_entity": ("", "Korean parties, as printed"),
    "other_entity": ("", "Further parties"),
    "instrument": ("", "Instrument"),
    "action": ("", "What is done, in our words"),
    "status": ("", "Stages with the day of each"),
    "amount": ("million us_dollar", "Amount as stated"),
    "amount_class": ("", "Class of the amount; sums never cross them"),
    "direction": ("", "From whom to whom"),
    "sector": ("", "Sectors"),
    "place": ("", "Place, as printed"),
    "place_country": ("", "Country of the place, ISO 3166-1"),
    "state": ("", "U.S. state"),
    "flag": ("", "What is odd about the row"),
    "source": ("", "Article"),
    "known_from": ("", "Day from which the row is known"),
}
_EVENTS = {
    "id": ("", "Row of the reviewed file"),
    "first_day": ("", "First day"),
    "last_day": ("", "Last day"),
    "kind": ("", "Kind"),
    "what": ("", "What took place, in our words"),
    "person": ("", "People"),
    "organisation": ("", "Organisations and countries"),
    "topic": ("", "Topics"),
    "place": ("", "Place"),
    "place_country": ("", "Country of the place, ISO 3166-1"),
    "source": ("", "Article"),
    "known_from": ("", "Day from which the row is known"),
}


def build(raw: Path, out: Path) -> None:
    """Write the three tables; everything comes from the reviewed files, nothing from `raw`."""
    del raw
    published = {row["id"]: row["published"] for row in read("sources")}
    deals, events = read("deals"), read("events")
    write_table(
        _frame(deals, published, _DEALS, amount=pl.Float64).with_columns(
            pl.col("date").str.to_date(), pl.col("amount") / MILLION
        ),
        out=out,
        group=GROUP,
        name="ledger_deals",
        title="Deals between the United States and Korea, fourth quarter of 2025",
        source=ARTICLES,
        columns=_DEALS,
        keys=("id",),
        note=NOTE,
    )
    spans = [{**row, **_days(row["date"])} for row in events]
    write_table(
        _frame(spans, published, _EVENTS).with_columns(
            pl.col("first_day", "last_day").str.to_date()
        ),
        out=out,
        group=GROUP,
        name="ledger_events",
        title="Diplomatic events between the United States and Korea, fourth quarter of 2025",
        source=ARTICLES,
        columns=_EVENTS,
        keys=("id",),
        note=NOTE,
    )
    write_table(
        sums(deals, events),
        out=out,
        group=GROUP,
        name="ledger_sums",
        title="What the ledger's quarter states, class by class; they are never added up",
        source=SUMMED,
        columns={
            "what": ("", "Class of amounts, `designated` under the commitment, or what is counted"),
            "rows": ("1", "Rows"),
            "amount": ("million us_dollar", "Sum of the stated amounts"),
        },
        keys=("what",),
        note=NOTE,
    )


def sums(deals: Iterable[Mapping[str, str]], events: Iterable[Mapping[str, str]]) -> pl.DataFrame:
    """Return rows and stated amounts of each class, and how many deals and events there are."""
    every = list(deals)
    of_class = {name: [row for row in every if row["amount_class"] == name] for name in CLASSES}
    told: list[tuple[str, int, float | None]] = [
        (name, len(rows), sum(float(row["amount"]) for row in rows) / MILLION)
        for name, rows in of_class.items()
    ]
    listed = [row for row in every if row["amount_class"] not in {"award", "commitment"}]
    designated = [row for row in every if row.get("under_commitment")]
    amounts = [float(row["amount"] or 0) for row in designated]
    told += [
        ("designated", len(designated), sum(amounts) / MILLION),
        ("deals", len(listed), None),
        ("deals_with_amount", sum(bool(row["amount"]) for row in listed), None),
        ("events", len(list(events)), None),
    ]
    return pl.DataFrame(
        told, schema={"what": pl.String, "rows": pl.Int64, "amount": pl.Float64}, orient="row"
    )


def _frame(
    rows: Iterable[Mapping[str, str]],
    published: Mapping[str, str],
    columns: Mapping[str, tuple[str, str]],
    **types: type[pl.DataType],
) -> pl.DataFrame:
    """Return rows under the named columns; empty cells are missing."""
    known = [{**row, "known_from": published[row["source"]]} for row in rows]
    return pl.DataFrame(
        {name: [row[name] or None for row in known] for name in columns},
        schema=dict.fromkeys(columns, pl.String),
    ).with_columns(
        pl.col("known_from").str.to_date(),
        *(pl.col(name).cast(of) for name, of in types.items()),
    )


def _days(stretch: str) -> dict[str, str]:
    moment = edtf.parse(stretch)
    return {"first_day": str(moment.first), "last_day": str(moment.last)}
