"""Table of the resident register: people of 65 and over in the 17 regions.

The raw file has five-year ages by sex; what is kept are totals and those of 65 and over. Months
after the last December are kept as they are. Shares that the ministry told the press on the day on
which the country passed 20% stand in ``reported.csv`` beside this script.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import polars as pl

from tables import Source, write_table

HERE = Path(__file__).resolve().parent
OLD = 65  # years
PUBLISHED_WITHIN = timedelta(days=31)  # the ministry publishes a month early in the next one
COUNTED = (
    "https://github.com/bayesiandemography/bage/tree/c2181a2e1039/data-raw/kor_births/"
    "Resident_Population_in_FiveYear_Age_Groups"
)
SOURCE = Source(
    producer="Ministry of the Interior and Safety (행정안전부)",
    citation=(
        "Resident registration statistics, population by five-year age, sex and region (KOSIS), "
        "as stored with the package bage; 23 December 2024 as reported in the press"
    ),
    address=COUNTED,
    licence="Korea Open Government Licence, with the source named",
    vintage="December 2011 to August 2024, and 23 December 2024",
)


def build(raw: Path, out: Path) -> None:
    """Write the table."""
    write_table(
        register(raw),
        out=out,
        group="regions",
        name="register_65_plus",
        title="Resident register: people of 65 and over in the 17 regions and the whole country",
        source=SOURCE,
        columns={
            "region": ("", "Region in its official English name, or the whole country"),
            "date": ("", "Day that is counted; the last of a month, but for what was reported"),
            "people": ("person", "Registered residents of all ages"),
            "people_65_plus": ("person", "Registered residents of 65 and over"),
            "share_65_plus": ("percent", "The latter per 100 of the former"),
            "source": ("", "Page that the row is from"),
            "known_from": ("", "Day from which the row could be known"),
        },
        keys=("region", "date"),
        note=(
            "Decembers from 2011 to 2023, June to August 2024, and of 23 December 2024 the shares "
            "that were reported, for the country and six regions. Sejong exists since July 2012. "
            "Foreigners are not registered."
        ),
    )


def register(raw: Path) -> pl.DataFrame:
    """Return registered residents by region and day, in persons, and shares in percent."""
    table = pl.read_parquet(raw / "people" / "korea" / "resident_pop_5age_region.parquet")
    month = pl.col("period").str.replace(r"^(\d{4})$", "$1.12").str.to_date("%Y.%m")
    people = pl.col("pop").cast(pl.Int32)
    counted = (
        table.filter(pl.col("sex") == "B")
        .with_columns(date=month.dt.month_end())
        .group_by("region", "date")
        .agg(
            people=people.sum(),
            people_65_plus=people.filter(pl.col("age") >= OLD).sum(),
        )
        .filter(pl.col("people") > 0)
        .with_columns(
            share_65_plus=100.0 * pl.col("people_65_plus") / pl.col("people"),
            source=pl.lit(COUNTED),
            known_from=pl.col("date") + PUBLISHED_WITHIN,
        )
    )
    return pl.concat([counted, reported()], how="diagonal").sort("region", "date")


def reported() -> pl.DataFrame:
    """Return shares in percent, as printed."""
    return pl.read_csv(HERE / "reported.csv", try_parse_dates=True)
