"""Tables of the labour market: rates of the ILO, the OECD's profile by age, the official year.

Rates stay as printed, in percent. Groups are called as the ILO does, sexes as the package does.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from tables import Source, write_table

EDITION_KNOWN = date(2025, 12, 31)  # of the ILO's last years; its own day is not known
OFFICIAL_KNOWN = date(2026, 1, 14)  # Statistics Korea published the year 2025
SEXES = {"F": "female", "M": "male", "B": "both"}
INDICATORS = {
    "lfpr": "participation_rate",
    "employment": "employment_rate",
    "unemployment": "unemployment_rate",
}
OFFICIAL = {  # series of the raw file: indicator, age group, unit
    "employment": ("employed", "15+", "thousand person"),
    "employment rate 15-64": ("employment_rate", "15-64", "percent"),
    "employment rate 15+": ("employment_rate", "15+", "percent"),
    "participation 15-64": ("participation_rate", "15-64", "percent"),
    "participation 15+": ("participation_rate", "15+", "percent"),
    "unemployment rate": ("unemployment_rate", "15+", "percent"),
    "employment change 60+": ("employed_change", "60+", "thousand person/year"),
    "employment change 20s": ("employed_change", "20-29", "thousand person/year"),
}
ILO_ADDRESS = (
    "https://github.com/open-numbers/ddf--gapminder--systema_globalis/tree/c63631abeb62/"
    "countries-etc-datapoints"
)
RATES = Source(
    producer="International Labour Organization; Statistics Korea (국가데이터처)",
    citation=(
        "ILO modelled and national estimates, as stored by Gapminder; Economically Active "
        "Population Survey, year 2025, as reported by Asia Economy"
    ),
    address=ILO_ADDRESS,
    licence="CC BY 4.0 (ILO); figures are facts",
    vintage="ILO estimates to 2026; official year 2025",
)
OECD = Source(
    producer="Organisation for Economic Co-operation and Development",
    citation="OECD labour force statistics by sex and age, as stored with the package bssvd",
    address=(
        "https://github.com/bayesiandemography/bssvd/blob/17296a05bc90/data/oecd_lfp_subset.rda"
    ),
    licence="Figures are facts; the package that stores them is under MIT",
    vintage="2012",
    known_from=date(2013, 12, 31),
)


def build(raw: Path, out: Path) -> None:
    """Write both tables."""
    folder = raw / "people"
    sex = {"sex": ("", "female, male or both")}
    write_table(
        pl.concat([ilo(folder), official(folder)]),
        out=out,
        group="labour",
        name="labour_rates",
        title="Participation, employment and unemployment in Korea by sex and broad age",
        source=RATES,
        columns={
            "publisher": ("", "ILO, or Statistics Korea for what is official"),
            "indicator": ("", "What is counted; unemployment is per 100 of the labour force"),
        }
        | sex
        | {
            "age_group": ("", "Ages"),
            "year": ("", "Calendar year"),
            "value": ("", "Value in the unit of its row"),
            "unit": ("", "Unit of the value"),
            "source": ("", "Page that the row is from"),
            "known_from": ("", "Day from which the row could be known"),
        },
        keys=("publisher", "indicator", "sex", "age_group", "year"),
        note=(
            "The ILO's participation and employment of 2025 and 2026 are projected. The day of its "
            "edition is not known: a year counts as known from the end of the next one on, and "
            "the last ones from the end of 2025; earlier years may since have been revised."
        ),
    )
    write_table(
        oecd(folder),
        out=out,
        group="labour",
        name="oecd_participation_age",
        title="Participation in Korea by sex and five-year age, 2012",
        source=OECD,
        columns={"year": ("", "Calendar year")}
        | sex
        | {
            "age": ("year", "First age of the group"),
            "last_age": ("year", "Last age of the group; missing where it is open"),
            "value": ("percent", "Share of the people of that sex and age"),
        },
        keys=("year", "sex", "age"),
    )


def ilo(folder: Path) -> pl.DataFrame:
    """Return Korea's rates, in percent."""
    table = pl.read_parquet(folder / "labour" / "ilo_rates_1980_2026.parquet")
    text = table.with_columns(pl.col("geo", "indicator", "sex", "age_group").cast(pl.String))
    next_year = pl.date(pl.col("year").cast(pl.Int32) + 1, 12, 31)
    return (
        text.filter(pl.col("geo") == "kor")
        .select(
            pl.lit("ILO").alias("publisher"),
            pl.col("indicator").replace_strict(INDICATORS),
            pl.col("sex").replace_strict(SEXES),
            "age_group",
            pl.col("year").cast(pl.Int16),
            pl.col("value").cast(pl.Float64).round(3),
            pl.lit("percent").alias("unit"),
            pl.lit(ILO_ADDRESS).alias("source"),
            pl.min_horizontal(next_year, pl.lit(EDITION_KNOWN)).alias("known_from"),
        )
        .sort("indicator", "sex", "age_group", "year")
    )


def oecd(folder: Path) -> pl.DataFrame:
    """Return Korea's participation of 2012 by five-year age to 70-74, and of 75 and over."""
    table = pl.read_parquet(folder / "labour" / "oecd_lfpr_5age_2010_2012.parquet")
    closed = pl.col("age").str.extract_groups(r"^Y(\d\d)T(\d\d)$")
    first = closed.struct["1"].cast(pl.Int16)
    last = closed.struct["2"].cast(pl.Int16)
    opened = pl.col("age") == "Y_GE75"
    return (
        table.filter(iso3="KOR", year=2012)
        .filter((pl.col("sex") != "_T") & (((last - first) == 4) & (first % 5 == 0) | opened))
        .select(
            "year",
            pl.col("sex").replace_strict(SEXES),
            age=pl.when(opened).then(pl.lit(75, pl.Int16)).otherwise(first),
            last_age=last,
            value=pl.col("lfpr_percent"),
        )
        .sort("sex", "age")
    )


def official(folder: Path) -> pl.DataFrame:
    """Return the official figures of both sexes; what is counted by industry is left out."""
    table = pl.read_csv(folder / "growth" / "labour_2025_official.csv")
    rows = [
        ("Statistics Korea", indicator, "both", ages, year, value, unit, page, OFFICIAL_KNOWN)
        for series, year, value, page in table.select("series", "year", "value", "source").rows()
        if series in OFFICIAL
        for indicator, ages, unit in [OFFICIAL[series]]
    ]
    return pl.DataFrame(
        rows,
        schema={
            "publisher": pl.String,
            "indicator": pl.String,
            "sex": pl.String,
            "age_group": pl.String,
            "year": pl.Int16,
            "value": pl.Float64,
            "unit": pl.String,
            "source": pl.String,
            "known_from": pl.Date,
        },
        orient="row",
    )
