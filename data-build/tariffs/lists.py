"""Lists of products that the notes to chapter 99 refer to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from tables import Source, write_table
from tariffs.schedule import ARCHIVE, COMMIT, GROUP

LISTS = Source(
    producer="The Budget Lab at Yale and M. Waugh, from the notes to chapter 99 and annexes",
    citation="Tariff Rate Tracker, resources; Trade War Redux 2025, tariff lists (ids in _waugh, "
    "s338_, s301_brazil, s301fl_)",
    address=f"{ARCHIVE}/tree/{COMMIT}/resources",
    licence="MIT; the lists themselves are United States government works",
    vintage="40 lists, to 2026-07",
    known_from=date(2026, 7, 23),
)


def build(raw: Path, out: Path) -> None:
    """Write the table."""
    write_table(
        product_lists(raw / "tariffs"),
        out=out,
        group=GROUP,
        name="tariff_product_lists",
        title="Products that the measures of chapter 99 list or except, by prefix",
        source=LISTS,
        columns={
            "list_id": ("", "Name of the list"),
            "entry_code": ("", "Number of the entry in its list, from 0"),
            "prefix": ("", "4 to 10 digits of the schedule"),
            "sublist": ("", "Part of the list"),
            "heading": ("", "Heading of chapter 99 that the entry belongs to"),
            "since": ("", "First day of the entry; missing for as long as its measure"),
            "until": ("", "First day without the entry"),
            "detail": ("", "As the list says it"),
            "source": ("", "Note, annex or proclamation, where the list names it"),
        },
        keys=["list_id", "entry_code"],
        note="A product falls under a list if its number begins with one of the prefixes.",
    )


def product_lists(folder: Path) -> pl.DataFrame:
    """Return the lists, each entry once; `until` is the day after the last one."""
    rows = pl.read_parquet(folder / "product_lists.parquet").select(
        "list_id",
        pl.col("hts_prefix").alias("prefix"),
        _plain("sublist"),
        _plain("ch99").alias("heading"),
        _day("effective_from").alias("since"),
        _day("effective_to").dt.offset_by("1d").alias("until"),
        _plain("detail"),
        _plain("source"),
    )
    rows = rows.unique(maintain_order=True)
    order = ("list_id", "sublist", "heading", "since", "until", "detail", "source", "prefix")
    number = pl.int_range(pl.len(), dtype=pl.Int32).over("list_id").alias("entry_code")
    return rows.sort(*order, nulls_last=False).select("list_id", number, pl.exclude("list_id"))


def _plain(name: str) -> pl.Expr:
    return pl.col(name).fill_null("").str.replace_all(r"\s+", " ").str.strip_chars()


def _day(name: str) -> pl.Expr:
    return pl.col(name).replace("", None).str.to_date()
