"""The UN's bounds of fertility, life expectancy and migration: 8 in 10 outcomes, by year."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from people.un import SOURCE
from tables import write_table

FIRST, LAST = 2024, 2100
DRIVERS = {  # column: unit, title
    "tfr": ("child/woman", "Total fertility rate"),
    "e0_f": ("year", "Life expectancy at birth, female"),
    "e0_m": ("year", "Life expectancy at birth, male"),
    "mig": ("thousand person/year", "Net migration"),
}


def build(raw: Path, out: Path) -> None:
    """Write the table."""
    write_table(
        bounds(raw),
        out=out,
        group="people",
        name="un_driver_bounds",
        title="Fertility, life expectancy and migration: medium, and bounds of 8 in 10 outcomes",
        source=SOURCE,
        columns={
            "country_code": ("", "UN numeric code"),
            "year": ("", "Calendar year"),
            **{
                name: (unit, text)
                for driver, (unit, title) in DRIVERS.items()
                for name, text in (
                    (driver, f"{title}, medium"),
                    (f"{driver}_low", f"{title}, one in ten outcomes lie below"),
                    (f"{driver}_high", f"{title}, one in ten outcomes lie above"),
                )
            },
        },
        keys=("country_code", "year"),
        note="The low and high variants of fertility are another thing; see `un_rates`",
    )


def bounds(raw: Path) -> pl.DataFrame:
    """Return the medium and the published 80% bounds of every driver, for countries and areas."""
    folder = raw / "people" / "wpp2024"
    countries = pl.read_csv(folder / "locations.csv", infer_schema_length=0).filter(
        location_type="4"
    )["country_code"]
    columns = [
        pl.col(f"{driver}{source}").alias(f"{driver}{name}")
        for driver in DRIVERS
        for source, name in (("", ""), ("_80l", "_low"), ("_80u", "_high"))
    ]
    return (
        pl.read_parquet(folder / "rates_annual.parquet")
        .filter(
            pl.col("year").is_between(FIRST, LAST),
            pl.col("country_code").is_in(countries.cast(pl.Int16).implode()),
        )
        .select("country_code", "year", *columns)
        .sort("country_code", "year")
    )
