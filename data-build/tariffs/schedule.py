"""Tables of the Harmonized Tariff Schedule: base rates, revisions, changes, splits and merges."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from bongsu.systems.tariffs.duties import clean_text
from tables import Source, write_table

GROUP = "tariffs"
ARCHIVE = "https://github.com/arifshehab/tariff-rate-tracker"
COMMIT = "9919812fe16ad61d72318dc7b96d387cc6c226da"
PUBLIC = "United States government work, public domain; compiled copy under the MIT License"
USITC = "United States International Trade Commission"
LATEST = date(2026, 6, 29)  # of the copy that the tables come from

SCHEDULE = Source(
    producer=USITC,
    citation="USITC, Harmonized Tariff Schedule of the United States, 2025 Basic to 2026 Rev 10",
    address=f"{ARCHIVE}/tree/{COMMIT}/data/hts_archives",
    licence=PUBLIC,
    vintage="44 revisions, 2025 Basic to 2026 Rev 10",
    known_from=LATEST,
)
RECORDS = Source(
    producer=USITC,
    citation="USITC, change records of the Harmonized Tariff Schedule, 2025 and 2026",
    address=f"{ARCHIVE}/tree/{COMMIT}/data/hts_change_record",
    licence=PUBLIC,
    vintage="43 change records, 2025 Basic to 2026 Rev 9",
    known_from=LATEST,
)
RETELLING, RETOLD = "2026HTSBasic", date(2026, 1, 1)
TEXTS = ("general", "special", "other", "units")


def build(raw: Path, out: Path) -> None:
    """Write the tables."""
    folder = raw / "tariffs"
    revisions = read_revisions(folder)
    write_table(
        revisions,
        out=out,
        group=GROUP,
        name="hts_revisions",
        title="Revisions of the Harmonized Tariff Schedule and when each was published",
        source=RECORDS,
        columns={
            "revision": ("", "Name, such as 2025HTSRev16"),
            "rev_code": ("", "Number in order, from 0"),
            "published": ("", "Day of publication"),
        },
        keys=["revision"],
        note="No change record of 2026 Rev 10 is stored; its day is that of Proclamation 11032.",
    )
    write_table(
        base_lines(folder),
        out=out,
        group=GROUP,
        name="hts_base",
        title="Base duty texts of every 10-digit line, in intervals of revisions",
        source=SCHEDULE,
        columns={
            "hts10": ("", "Line, ten digits"),
            "from_code": ("", "First revision that printed it so, as in hts_revisions"),
            "to_code": ("", "Last revision that printed it so"),
            "general": ("", "Column 1, general, inherited from the parent lines"),
            "special": ("", "Column 1, special: rates with the symbols of programmes"),
            "other": ("", "Column 2"),
            "units": ("", "Units of quantity, the first one first"),
        },
        keys=["hts10", "from_code"],
        note="Texts without markup; intervals that differ in blanks or markup alone are one.",
    )
    write_table(
        changes(folder),
        out=out,
        group=GROUP,
        name="hts_changes",
        title="Items that revisions of the schedule changed, with publication and effective dates",
        source=RECORDS,
        columns={
            "hts": ("", "Heading or line, digits only; empty for notes"),
            "item": ("", "Item as printed"),
            "nature": ("", "Added, modified, deleted, ..."),
            "effective": ("", "Day from which the change has effect"),
            "published": ("", "Day on which the change was first published"),
            "revision": ("", "Revision that first told it"),
            "source": ("", "Proclamation, order or notice as cited in the record"),
        },
        keys=["item", "nature", "effective"],
        note="The 2026 Basic record tells all of 2025 again; each change has its first telling.",
    )


def read_revisions(folder: Path) -> pl.DataFrame:
    """Return the revisions in order."""
    return (
        pl.read_csv(folder / "hts_revisions.csv", infer_schema=False)
        .select(
            "revision",
            pl.col("rev_index").cast(pl.Int16).alias("rev_code"),
            pl.col("published").str.to_date(),
        )
        .sort("rev_code")
    )


def base_lines(folder: Path) -> pl.DataFrame:
    """Return the texts of each line, one row an interval in which nothing but looks changed."""
    rows = pl.read_parquet(folder / "hts10_rates.parquet").sort("hts10", "rev_from")
    rows = _inherit(rows, folder)
    plain = {
        text: clean_text(text) for name in TEXTS for text in rows[name].unique() if text is not None
    }
    rows = rows.select(
        "hts10",
        pl.col("rev_from").cast(pl.Int16).alias("from_code"),
        pl.col("rev_to").cast(pl.Int16).alias("to_code"),
        *(pl.col(name).fill_null("").replace_strict(plain, default="") for name in TEXTS),
    )
    before = [pl.col(name) == pl.col(name).shift() for name in ("hts10", *TEXTS)]
    follows = pl.col("from_code") == pl.col("to_code").shift() + 1
    same = pl.all_horizontal(*before, follows).fill_null(value=False)
    return (
        rows.with_columns((~same).cum_sum().alias("run"))
        .group_by("run", maintain_order=True)
        .agg(
            pl.col("hts10").first(),
            pl.col("from_code").first(),
            pl.col("to_code").last(),
            *(pl.col(name).first() for name in TEXTS),
        )
        .drop("run")
    )


def _inherit(rows: pl.DataFrame, folder: Path) -> pl.DataFrame:
    """Give a line without a general rate those of its eight digits (9006.59.15.20)."""
    parents = (
        pl.read_parquet(folder / "hts_lines.parquet")
        .filter(pl.col("hts").str.len_chars() == 8, pl.col("general") != "")
        .unique("hts", keep="last", maintain_order=True)
        .select("hts", parent_general="general", parent_special="special")
    )
    blank = pl.col("general").fill_null("") == ""
    return (
        rows.with_columns(pl.col("hts10").str.slice(0, 8).alias("hts"))
        .join(parents, on="hts", how="left", maintain_order="left")
        .with_columns(
            *(
                pl.when(blank).then(pl.col(f"parent_{name}")).otherwise(pl.col(name)).alias(name)
                for name in ("special", "general")
            )
        )
        .select(rows.columns)
    )


def changes(folder: Path) -> pl.DataFrame:
    """Return each change once, by the record that told it first.

    The record of 2026 Basic tells 2025 again, at times in other words: there an item that an
    earlier record has with the same effective day is the same change.
    """
    rows = (
        pl.read_parquet(folder / "hts_change_record.parquet")
        .sort("rev_index", maintain_order=True)
        .select(
            pl.col("hts").fill_null("").str.replace_all(r"\D", ""),
            pl.col("item").fill_null("").str.replace_all(r"\s+", " ").str.strip_chars(),
            pl.col("nature").fill_null("").str.replace_all(r"\s+", " ").str.strip_chars(),
            pl.col("effective").str.to_date(),
            pl.col("published").str.to_date(),
            "revision",
            pl.col("source").fill_null("").str.replace_all(r"\s+", " ").str.strip_chars(),
        )
        .unique(["item", "nature", "effective"], keep="first", maintain_order=True)
    )
    anew = rows.filter(pl.col("revision") == RETELLING)
    told = rows.filter(pl.col("published") < RETOLD)
    anew = anew.join(told, on=["item", "effective"], how="anti", maintain_order="left")
    return pl.concat([told, anew, rows.filter(pl.col("published") > RETOLD)])
