"""Every line of chapters 98 and 99 by revision, with its description and duty texts."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from bongsu.systems.tariffs.duties import clean_text
from tables import write_table
from tariffs.descriptions import prose
from tariffs.schedule import GROUP, SCHEDULE

TEXTS = ("description", "general", "special", "other")


def build(raw: Path, out: Path) -> None:
    """Write the table."""
    write_table(
        lines(raw / "tariffs"),
        out=out,
        group=GROUP,
        name="hts_chapter99",
        title="Headings of chapters 98 and 99 as each revision printed them",
        source=SCHEDULE,
        columns={
            "heading": ("", "4 to 10 digits"),
            "from_code": ("", "First revision that printed it so, as in hts_revisions"),
            "to_code": ("", "Last revision that printed it so"),
            "description": ("", "Article description"),
            "general": ("", "Column 1, general"),
            "special": ("", "Column 1, special"),
            "other": ("", "Column 2"),
        },
        keys=["heading", "from_code", "description"],
        note="A heading that is printed need not be in force: orders and courts switch it.",
    )


def lines(folder: Path) -> pl.DataFrame:
    """Return the lines, one row an interval in which nothing but looks changed."""
    rows = (
        pl.read_parquet(folder / "hts_lines.parquet")
        .filter(pl.col("hts").str.slice(0, 2).is_in(["98", "99"]))
        .sort("hts", "rev_from", "row")
    )
    plain = {text: clean_text(text) for name in TEXTS for text in rows[name].unique() if text}
    # A description may be longer than any duty, and is no list of programmes.
    plain |= {text: prose(text) for text in rows["description"].unique() if text}
    rows = rows.select(
        pl.col("hts").alias("heading"),
        pl.col("rev_from").cast(pl.Int16).alias("from_code"),
        pl.col("rev_to").cast(pl.Int16).alias("to_code"),
        *(pl.col(name).fill_null("").replace_strict(plain, default="") for name in TEXTS),
    )
    before = [pl.col(name) == pl.col(name).shift() for name in ("heading", *TEXTS)]
    follows = pl.col("from_code") == pl.col("to_code").shift() + 1
    same = pl.all_horizontal(*before, follows).fill_null(value=False)
    return (
        rows.with_columns((~same).cum_sum().alias("run"))
        .group_by("run", maintain_order=True)
        .agg(
            pl.col("heading").first(),
            pl.col("from_code").first(),
            pl.col("to_code").last(),
            *(pl.col(name).first() for name in TEXTS),
        )
        .drop("run")
        .unique(["heading", "from_code", "description"], keep="first", maintain_order=True)
    )
