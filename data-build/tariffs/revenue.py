"""Tables of what was collected: duties by month and by industry."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from tables import Source, write_table
from tariffs.schedule import GROUP

TREASURY = Source(
    producer="United States Treasury and Census Bureau, as republished by The Budget Lab at Yale",
    citation="Treasury, customs duties, and Census, goods imports, seasonally adjusted, via Haver; "
    "tariff-etr-eval, resources/treasury_revenue.csv",
    address="https://github.com/Budget-Lab-Yale/tariff-etr-eval",
    licence="United States government work, public domain; compiled copy under the MIT License",
    vintage="1982-01 to 2026-03",
    known_from=date(2026, 6, 13),
)
USITC = Source(
    producer="United States International Trade Commission",
    citation="USITC DataWeb, customs value and calculated duties by NAICS group; "
    "tariff-impact-tracker, input, January 2026",
    address="https://github.com/Budget-Lab-Yale/tariff-impact-tracker",
    licence="United States government work, public domain",
    vintage="2024-01 to 2025-10",
    known_from=date(2026, 3, 27),
)


def build(raw: Path, out: Path) -> None:
    """Write the tables."""
    folder = raw / "tariffs"
    write_table(
        pl.read_csv(folder / "treasury_customs_duties_monthly.csv")
        .select(
            pl.col("date").str.to_date().alias("month"),
            (pl.col("customs_duties").cast(pl.Float64) * 1e6).round(0).alias("duties"),
            (pl.col("imports_value").cast(pl.Float64) * 1e6).round(0).alias("imports"),
        )
        .sort("month"),
        out=out,
        group=GROUP,
        name="customs_duties_monthly",
        title="Customs duties and goods imports of the United States by month",
        source=TREASURY,
        columns={
            "month": ("", "First day of the month"),
            "duties": ("usd", "Customs duties, seasonally adjusted"),
            "imports": ("usd", "Goods imports, seasonally adjusted"),
        },
        keys=["month"],
    )
    write_table(
        pl.read_csv(folder / "usitc_monthly_naics3_duties.csv")
        .select(
            pl.date("year", "month", 1).alias("month"),
            pl.col("naics3")
            .cast(pl.Int32, strict=False)
            .cast(pl.String)
            .fill_null("other")
            .alias("naics3"),
            pl.col("description").fill_null(""),
            pl.col("customs_value_usd").cast(pl.Int64).alias("value"),
            pl.col("calculated_duties_usd").cast(pl.Int64).alias("duty"),
        )
        .sort("month", "naics3"),
        out=out,
        group=GROUP,
        name="calculated_duties_monthly",
        title="Customs value and calculated duties of all imports by month and NAICS group",
        source=USITC,
        columns={
            "month": ("", "First day of the month"),
            "naics3": ("", "NAICS group, three digits"),
            "description": ("", "Name of the group"),
            "value": ("usd", "Customs value"),
            "duty": ("usd", "Calculated duties"),
        },
        keys=["month", "naics3"],
    )
