"""Article descriptions of every numbered line, as last printed."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl

from tables import write_table
from tariffs.schedule import GROUP, SCHEDULE


def build(raw: Path, out: Path) -> None:
    """Write the table."""
    rows = (
        pl.read_parquet(raw / "tariffs" / "hts_lines.parquet")
        .filter(pl.col("hts").str.slice(0, 2) < "98")
        .sort("hts", "rev_to", "row")
        .unique("hts", keep="last", maintain_order=True)
    )
    plain = {text: prose(text) for text in rows["description"].unique() if text}
    write_table(
        rows.select(
            "hts", pl.col("description").fill_null("").replace_strict(plain, default="")
        ).filter(pl.col("description") != ""),
        out=out,
        group=GROUP,
        name="hts_descriptions",
        title="Article descriptions of headings, subheadings and lines, as last printed",
        source=SCHEDULE,
        columns={
            "hts": ("", "4 to 10 digits"),
            "description": ("", "Article description, without markup"),
        },
        keys=["hts"],
        note="Rows without a number, which stand between these in the schedule, are left out.",
    )


def prose(text: str) -> str:
    """Return a description without markup and line breaks."""
    return " ".join(re.sub(r"<[^<>]*>", "", text).split())
