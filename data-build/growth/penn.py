"""Tables of growth: Korea in the Penn World Table, and published paths of potential growth."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from tables import Source, write_table

PUBLISHED = {  # as the raw file dates them: the day, or the last day that it can mean
    "2025-05-08": date(2025, 5, 8),
    "2022-11-08": date(2022, 11, 8),
    "2023": date(2023, 12, 31),
    "2023-03": date(2023, 3, 31),
}
COLUMNS = {  # name in the Penn World Table: ours, unit, title
    "year": ("year", "", "Calendar year"),
    "rgdpna": ("output", "million us_dollar/year", "GDP at constant 2017 national prices"),
    "rnna": ("capital", "million us_dollar", "Capital stock at constant 2017 national prices"),
    "emp": ("employed", "million person", "Persons engaged"),
    "avh": ("hours", "hour/year", "Mean hours worked by a person engaged"),
    "labsh": ("labour_share", "share", "Labour's share of output, the self-employed included"),
    "delta": ("depreciation", "1/year", "Depreciation of the capital stock"),
}
PENN = Source(
    producer="Groningen Growth and Development Centre",
    citation=(
        "Feenstra, Inklaar and Timmer (2015), The Next Generation of the Penn World Table, "
        "American Economic Review 105(10); Penn World Table 10.01"
    ),
    address="https://github.com/cran/pwt10/blob/957b298fd706/data/pwt10.01.rda",
    licence="CC BY 4.0",
    vintage="10.01",
    known_from=date(2023, 1, 31),
)
PATHS = Source(
    producer="The publisher that each row names",
    citation="Published paths of potential growth; from the page that each row names",
    address="https://cm.asiae.co.kr/en/article/2025050810425369167",
    licence="Figures are facts; each row names its page",
    vintage="As published, row by row",
)


def build(raw: Path, out: Path) -> None:
    """Write both tables."""
    folder = raw / "people"
    write_table(
        korea(folder),
        out=out,
        group="growth",
        name="penn_world_korea",
        title="Korea in the Penn World Table: output, capital, work and labour's share",
        source=PENN,
        columns={name: (unit, title) for name, unit, title in COLUMNS.values()},
        keys=("year",),
    )
    write_table(
        published(folder),
        out=out,
        group="growth",
        name="potential_growth_published",
        title="Potential growth of Korea as others have published it",
        source=PATHS,
        columns={
            "publisher": ("", "Who published it"),
            "scenario": ("", "Its variant, in the publisher's words"),
            "period": ("", "Years, as printed"),
            "growth": ("percent", "Mean growth a year"),
            "note": ("", "What the page adds"),
            "source": ("", "Page that the row is from"),
            "known_from": ("", "Day from which the row could be known"),
        },
        keys=("publisher", "known_from", "scenario", "period"),
    )


def korea(folder: Path) -> pl.DataFrame:
    """Return the years for which output, capital and work are known."""
    table = pl.read_parquet(folder / "labour" / "pwt1001.parquet")
    return (
        table.filter(pl.col("isocode").cast(pl.String) == "KOR")
        .select(pl.col(theirs).alias(ours) for theirs, (ours, _, _) in COLUMNS.items())
        .drop_nulls(["output", "capital", "employed"])
        .sort("year")
    )


def published(folder: Path) -> pl.DataFrame:
    """Return published growth, in percent."""
    table = pl.read_csv(folder / "growth" / "potential_growth_published.csv")
    return table.select(
        "publisher",
        "scenario",
        "period",
        growth=pl.col("growth_pct"),
        note=pl.col("note"),
        source=pl.col("source"),
        known_from=pl.col("date").replace_strict(PUBLISHED),
    )
