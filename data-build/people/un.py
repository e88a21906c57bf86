"""Tables of World Population Prospects 2024 for every country, and Korea's by single age.

Re-expressed without change but for three things: only the years that a projection needs, only
countries and areas, and the population moved from 1 July 2025 to the 31 December before
(`bongsu.systems.people.base`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from bongsu.cohorts.lifetable import FloatArray
from bongsu.cohorts.projection import BASE_YEAR, Rates, pool_open_group
from bongsu.systems.people.base import base_from_midyear, base_from_single_ages
from bongsu.systems.people.countries import Variant, load_rates
from bongsu.systems.people.fertility_pattern import EARLIER_YEAR, LAST_ESTIMATE
from tables import Source, write_table

FIRST_YEAR = 2023  # the system's first
KOREA = 410
ISO = Path(__file__).parent / "iso3166.csv"
ISO_OF_KOSOVO = 983  # Kosovo has a user-assigned ISO code and 412 with the UN
CONSTANT_PATTERN = "ConstantPasfr"  # as the UN's settings call it
# Countries whose mean age pattern is the norm of the UN's projection: WPP 2024, base year settings
# (PPgp/bayesPop@e361b87939b8 data/vwBaseYear2024.rda, column PasfrGlobalNorm).
NORM_COUNTRIES = (
    *(36, 40, 56, 124, 196, 203, 208, 233, 246, 250, 276, 392, 428, 440, 499, 528),
    *(578, 620, 705, 752, 831, 832),
)

_PLACE = {"country_code": ("", "UN numeric code")}
_YEAR = {"year": ("", "Calendar year")}
_AGE = {"age": ("year", "Single age, 100 = 100 and over")}
_PATTERN = {
    "age": ("year", "Lower bound of five years of age of the mother"),
    "pasfr": ("percent", "Share of the total fertility rate"),
}
_RATES = {"mx_f": ("1/year", "Death rate, female"), "mx_m": ("1/year", "Death rate, male")}

SOURCE = Source(
    producer="United Nations, Department of Economic and Social Affairs, Population Division",
    citation="United Nations (2024), World Population Prospects 2024",
    address="https://population.un.org/wpp/",
    licence="CC BY 3.0 IGO",
    vintage="WPP 2024",
    known_from=date(2024, 7, 11),
)
TITLES = {
    "un_countries": "Countries and areas with a projection, and their ISO 3166 codes",
    "un_rates": "Total fertility, life expectancy and sex ratio at birth, medium projection",
    "un_fertility_pattern": "Age pattern of fertility in five-year groups, medium projection",
    "un_fertility_past": "Total fertility rate since 1950, estimates",
    "un_fertility_pattern_past": "Age pattern of fertility in 2009, estimates",
    "un_fertility_norm": "Age pattern of fertility that projections move towards",
    "un_migration_age": "Net migration by sex and age at the year's end, medium projection",
    "un_mortality": "Death rates of five-year ages and periods, medium projection",
    "un_base_population": "Population on 31 December 2024, derived from 1 July 2025",
    "korea_mortality": "Korea: death rates by single age, derived from five-year ages and periods",
}
NOTES = {
    "un_base_population": (
        "Derived: the population of 1 July 2025 in five-year groups (Korea: in single ages) is "
        "graduated and carried back half a year with the published rates"
    ),
    "un_fertility_norm": (
        "Derived: mean pattern of 2023 over the 22 countries and areas whose patterns make the norm"
    ),
    "korea_mortality": (
        "Derived: rates of five-year ages and periods, by a cubic spline in time and a monotone "
        "spline in age of their logarithm, scaled in each year to the published life expectancy"
    ),
}
KEYS = ("country_code", "year", "period_start", "age")
COLUMNS = {  # table: column: (unit, title)
    "un_countries": _PLACE
    | {
        "name": ("", "Name in World Population Prospects"),
        "iso2": ("", "ISO 3166-1 alpha-2 code (Kosovo: user-assigned)"),
        "iso3": ("", "ISO 3166-1 alpha-3 code (Kosovo: user-assigned)"),
        "constant_pattern": ("", "Whether the age pattern of fertility is held constant"),
    },
    "un_rates": _PLACE
    | _YEAR
    | {
        "tfr": ("child/woman", "Total fertility rate, medium variant"),
        "tfr_low": ("child/woman", "Total fertility rate, low variant; none before 2024"),
        "tfr_high": ("child/woman", "Total fertility rate, high variant; none before 2024"),
        "e0_f": ("year", "Life expectancy at birth, female"),
        "e0_m": ("year", "Life expectancy at birth, male"),
        "srb": ("1", "Boys born per girl"),
    },
    "un_fertility_pattern": _PLACE | _YEAR | _PATTERN,
    "un_fertility_past": _PLACE | _YEAR | {"tfr": ("child/woman", "Total fertility rate")},
    "un_fertility_pattern_past": _PLACE | _YEAR | _PATTERN,
    "un_fertility_norm": _PATTERN,
    "un_migration_age": _PLACE
    | _YEAR
    | _AGE
    | {
        "mig_f": ("thousand person/year", "Net migration, female"),
        "mig_m": ("thousand person/year", "Net migration, male"),
    },
    "un_mortality": _PLACE
    | {
        "period_start": ("", "Year on whose 1 July the five years begin"),
        "age": ("year", "Lower bound of the age group: 0, 1, 5, 10, ..., 100 and over"),
    }
    | _RATES,
    "un_base_population": _PLACE
    | _YEAR
    | _AGE
    | {
        "pop_f": ("thousand person", "Population on 31 December, female"),
        "pop_m": ("thousand person", "Population on 31 December, male"),
    },
    "korea_mortality": _PLACE | _YEAR | _AGE | _RATES,
}


def build(raw: Path, out: Path) -> None:
    """Write every table."""
    for name, frame in frames(raw).items():
        write_table(
            frame,
            out=out,
            group="people",
            name=name,
            title=TITLES[name],
            source=SOURCE,
            columns=COLUMNS[name],
            keys=[key for key in KEYS if key in frame.columns],
            note=NOTES.get(name, ""),
        )


class Built:
    """The tables made so far, in the shape in which the package will read them."""

    def __init__(self) -> None:
        self.frames: dict[str, pl.DataFrame] = {}

    def table(self, name: str, /) -> pl.DataFrame:
        """Return one of them."""
        return self.frames[name]


def frames(raw: Path) -> dict[str, pl.DataFrame]:
    """Return every table by name, from the raw folder `people`."""
    un = raw / "people" / "wpp2024"
    built = Built()
    built.frames["un_countries"] = countries(un)
    places = pl.col("country_code").is_in(built.frames["un_countries"]["country_code"].to_list())
    recent = places & (pl.col("year") >= FIRST_YEAR)
    built.frames["un_rates"] = (
        pl.read_parquet(un / "rates_annual.parquet")
        .filter(recent)
        .select("country_code", "year", "tfr", "tfr_low", "tfr_high", "e0_f", "e0_m", "srb")
        .with_columns(pl.col("tfr_low", "tfr_high").fill_nan(None))
        .sort("country_code", "year")
    )
    built.frames["un_fertility_past"] = (
        pl.read_parquet(un / "rates_annual.parquet")
        .filter(places & (pl.col("year") <= LAST_ESTIMATE))
        .select("country_code", "year", "tfr")
        .sort("country_code", "year")
    )
    patterns = (
        pl.read_parquet(un / "pasfr_annual_5age.parquet")
        .select("country_code", "year", "age", "pasfr")
        .sort("country_code", "year", "age")
    )
    built.frames["un_fertility_pattern"] = patterns.filter(recent)
    built.frames["un_fertility_pattern_past"] = patterns.filter(places, year=EARLIER_YEAR)
    built.frames["un_fertility_norm"] = fertility_norm(patterns)
    built.frames["un_migration_age"] = (
        pl.read_parquet(un / "mig_age1.parquet")
        .filter(recent)
        .select("country_code", "year", "age", "mig_f", "mig_m")
        .sort("country_code", "year", "age")
    )
    built.frames["un_mortality"] = (
        pl.read_parquet(un / "mx5.parquet")
        .filter(places & (pl.col("period_start") >= 2015))
        .select("country_code", "period_start", "age", "mx_f", "mx_m")
        .sort("country_code", "period_start", "age")
    )
    korea = pl.read_parquet(raw / "people" / "korea" / "kor_1x1_reconstructed.parquet")
    built.frames["korea_mortality"] = (
        korea.filter(pl.col("year") >= FIRST_YEAR)
        .select(pl.lit(KOREA, pl.Int16).alias("country_code"), "year", "age", "mx_f", "mx_m")
        .sort("year", "age")
    )
    built.frames["un_base_population"] = base_population(built, un, korea)
    return built.frames


def countries(un: Path) -> pl.DataFrame:
    """Return the countries and areas that have a projection, and their ISO codes."""
    projected = pl.read_parquet(un / "mig_age1.parquet", columns=["country_code"]).unique()
    iso = pl.read_csv(ISO).select(
        pl.col("numeric").replace(ISO_OF_KOSOVO, 412).alias("country_code"),
        pl.col("alpha2").alias("iso2"),
        pl.col("alpha3").alias("iso3"),
    )
    named = (
        pl.read_csv(un / "locations.csv", infer_schema_length=None)
        .select("country_code", "name", constant_pattern=pl.col("PasfrNorm") == CONSTANT_PATTERN)
        .join(projected.cast(pl.Int64), on="country_code", how="semi")
        .join(iso, on="country_code", how="left")
        .sort("country_code")
    )
    if named.height != projected.height or named.null_count().row(0) != (0,) * named.width:
        raise RuntimeError("a country lacks its name or ISO code")
    return named.select(
        pl.col("country_code").cast(pl.Int16), "name", "iso2", "iso3", "constant_pattern"
    )


def fertility_norm(patterns: pl.DataFrame) -> pl.DataFrame:
    """Return the mean pattern of the last estimate over the countries that make the norm."""
    norm = patterns.filter(pl.col("country_code").is_in(NORM_COUNTRIES), year=LAST_ESTIMATE)
    if norm["country_code"].n_unique() != len(NORM_COUNTRIES):
        raise RuntimeError("a country that makes the norm has no pattern")
    return norm.group_by("age").agg(pl.col("pasfr").cast(pl.Float64).mean()).sort("age")


def base_population(built: Built, un: Path, korea: pl.DataFrame) -> pl.DataFrame:
    """Return populations of 31 December 2024 by single age."""
    codes = tuple(built.table("un_countries")["country_code"].to_list())
    rates, death_rates = load_rates(built, codes, Variant.MEDIUM)
    first = _first_year(rates)
    base = base_from_midyear(_midyear_groups(un, codes), _births(un, codes), first, death_rates)
    here = codes.index(KOREA)
    singles = korea.filter(pl.col("year") == BASE_YEAR + 1).sort("age")
    base[here] = base_from_single_ages(
        np.stack([singles[column].cast(pl.Float64).to_numpy() for column in ("pop_f", "pop_m")]),
        _of_place(first, here),
        death_rates[here],
        base[here],
    )
    shown = pool_open_group(base).astype(np.float32)
    return pl.DataFrame(
        {
            "country_code": np.repeat(np.array(codes, np.int16), 101),
            "year": np.full(len(codes) * 101, BASE_YEAR, np.int16),
            "age": np.tile(np.arange(101, dtype=np.int16), len(codes)),
            "pop_f": shown[:, 0].reshape(-1),
            "pop_m": shown[:, 1].reshape(-1),
        }
    )


def _midyear_groups(un: Path, codes: tuple[int, ...]) -> FloatArray:
    """Return people on 1 July after the base year; (place, sex, 21)."""
    groups = pl.read_parquet(un / "pop5.parquet").filter(
        pl.col("country_code").is_in(codes) & (pl.col("year") == BASE_YEAR + 1)
    )
    return _sexes(groups.sort("country_code", "age"), "pop_f", "pop_m", len(codes))


def _births(un: Path, codes: tuple[int, ...]) -> FloatArray:
    """Return births to the base year; (place, sex, year)."""
    yearly = (
        pl.read_parquet(un / "vital_annual.parquet", columns=["country_code", "year", "births"])
        .join(
            pl.read_parquet(un / "rates_annual.parquet", columns=["country_code", "year", "srb"]),
            on=["country_code", "year"],
        )
        .filter(pl.col("country_code").is_in(codes) & (pl.col("year") <= BASE_YEAR))
        .with_columns(girls=pl.col("births") / (1 + pl.col("srb")))
        .with_columns(boys=pl.col("births") - pl.col("girls"))
        .sort("country_code", "year")
    )
    return _sexes(yearly, "girls", "boys", len(codes))


def _sexes(frame: pl.DataFrame, female: str, male: str, places: int) -> FloatArray:
    values = [frame[column].cast(pl.Float64).to_numpy() for column in (female, male)]
    return np.stack([column.reshape(places, -1) for column in values], axis=1)


def _first_year(rates: Rates) -> Rates:
    return replace(
        rates,
        survival=rates.survival[:1],
        fertility=rates.fertility[:1],
        sex_ratio=rates.sex_ratio[:1],
        migration=rates.migration[:1],
    )


def _of_place(rates: Rates, place: int) -> Rates:
    return replace(
        rates,
        survival=rates.survival[:, place],
        fertility=rates.fertility[:, place],
        sex_ratio=rates.sex_ratio[:, place],
        migration=rates.migration[:, place],
    )
