"""Deterministic projections of all countries and areas at once, from the UN's published inputs.

Every country goes the same way: five-year inputs are graduated (`graduation`), the base is the
population of 31 December 2024 (`base`), and one pass of the kernel carries them all. Where a table
of single-age death rates exists (Korea), it stands in for graduated ones.

Measured against the UN's own totals on 31 December, 108 countries above one million whose results
are at hand: mean absolute error 0.011% (2030), 0.027% (2050), 0.065% (2100), the worst 0.35% in any
year; low and high variant 0.070% in 2100, the worst 0.36%. Korea at most 0.024% in any year, its
shares of ages 15 to 64 and 65+ within 0.023 points.
`benchmarks/people.py` prints the whole table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Protocol

import numpy as np
import numpy.typing as npt
import polars as pl

from bongsu.cohorts.lifetable import SEXES, FloatArray, extend_to_130, survival_ratios
from bongsu.cohorts.projection import BASE_YEAR, MigrationTiming, Rates, midyear, project
from bongsu.errors import BadPeriod, UnknownName, did_you_mean, report
from bongsu.systems.people.base import spread_open_group
from bongsu.systems.people.country_checks import country_faults
from bongsu.systems.people.fertility_pattern import (
    FIRST_TFR,
    LAST_ESTIMATE,
    Past,
    pattern_of_variant,
)
from bongsu.systems.people.graduation import (
    MORTALITY_GROUPS,
    MOTHER_GROUPS,
    graduate_fertility,
    graduate_mortality,
)

LAST_YEAR = 2100
YEARS = tuple(range(BASE_YEAR, LAST_YEAR + 1))


class Tables(Protocol):
    """What holds the reference tables: the catalogue, or one under construction."""

    def table(self, name: str, /) -> pl.DataFrame:
        """Return one table by name."""
        ...


class Variant(StrEnum):
    """The UN's fertility variants: half a child below or above the medium one, in three steps."""

    MEDIUM = "medium"
    LOW = "low"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a projection of several countries needs.

    Parameters
    ----------
    codes : tuple of int
        UN numeric codes, in the order of the country axis.
    base : array (country, sex, 131)
        Thousand people on 31 December 2024.
    rates : Rates
        From 2025 on, with axes (year, country, ...).
    """

    codes: tuple[int, ...]
    base: FloatArray
    rates: Rates


@dataclass(frozen=True, slots=True, kw_only=True)
class Countries:
    """Projected populations.

    Parameters
    ----------
    codes : tuple of int
        UN numeric codes.
    dates : tuple of date
        All 31 December, or all 1 July.
    population : array (date, country, sex, 101)
        Thousand people; the last age is 100+.
    """

    codes: tuple[int, ...]
    dates: tuple[date, ...]
    population: FloatArray

    def frame(self, *, coded: bool) -> pl.DataFrame:
        """Return one row for each country, date, sex and age.

        Parameters
        ----------
        coded : bool
            Whether to begin with a column `country_code`.
        """
        days, places, sexes, ages = self.population.shape
        rows = places * days
        columns = {
            "country_code": np.repeat(np.array(self.codes, np.int16), days * sexes * ages),
            "year": np.tile(
                np.repeat(np.array([day.year for day in self.dates], np.int16), sexes * ages),
                places,
            ),
            "date": pl.Series(self.dates).gather(
                np.tile(np.repeat(np.arange(days), sexes * ages), places)
            ),
            "sex": pl.Series(SEXES, dtype=pl.Categorical).gather(
                np.tile(np.repeat([0, 1], ages), rows)
            ),
            "age": np.tile(np.arange(ages, dtype=np.int16), rows * sexes),
            "population": np.swapaxes(self.population, 0, 1).reshape(-1),
        }
        frame = pl.DataFrame(columns).with_columns(pl.col("sex").cast(pl.String))
        return frame if coded else frame.drop("country_code")


def load_inputs(
    tables: Tables, codes: Sequence[int] | None = None, variant: Variant = Variant.MEDIUM
) -> Inputs:
    """Read and graduate the UN's inputs.

    Parameters
    ----------
    tables : Tables
        The catalogue.
    codes : sequence of int, optional
        UN numeric codes, without repetition; every country if left out.
    variant : Variant
        Which path of fertility.

    Returns
    -------
    Inputs
        In rising order of the codes.

    Raises
    ------
    MissingValue, OutOfRange, Faults
        If inputs of a country are missing, or cannot be (`country_checks`).
    """
    known = tables.table("un_countries")["country_code"].sort().to_list()
    chosen = tuple(known if codes is None else sorted(codes))
    report([*country_faults(tables, chosen).values()], where="the inputs of countries")
    rates, death_rates = load_rates(tables, chosen, variant)
    people = _Cube(tables, "un_base_population", chosen, ("age",))
    shown = np.swapaxes(people.pair("pop"), -1, -2)
    if variant is not Variant.MEDIUM:
        shown[..., 0] = _infants_of_variant(tables, chosen, variant, shown[..., 0])
    return Inputs(codes=chosen, base=spread_open_group(shown, death_rates), rates=rates)


def country_inputs(tables: Tables, code: int) -> tuple[Inputs, FloatArray]:
    """Return the inputs of one country, and its death rates (year, sex, 131) from 2024 on."""
    yearly = _Cube(tables, "un_rates", (code,), ("year",))
    return load_inputs(tables, (code,)), _death_rates(tables, (code,), yearly.pair("e0"))[0]


def load_rates(
    tables: Tables, codes: tuple[int, ...], variant: Variant
) -> tuple[Rates, FloatArray]:
    """Return graduated rates from 2025 on, and the death rates (country, sex, 131) of 2024.

    Parameters
    ----------
    tables : Tables
        The catalogue.
    codes : tuple of int
        UN numeric codes in rising order.
    variant : Variant
        Which path of fertility.
    """
    yearly = _Cube(tables, "un_rates", codes, ("year",))
    death_rates = _death_rates(tables, codes, yearly.pair("e0"))
    births = _Cube(tables, "un_fertility_pattern", codes, ("year", "age"))
    births.check("age", MOTHER_GROUPS)
    tfr = yearly["tfr" if variant is Variant.MEDIUM else f"tfr_{variant}"]
    pattern = births["pasfr"]
    if variant is not Variant.MEDIUM:
        pattern = _patterns_of_variant(tables, codes, pattern, yearly["tfr"], tfr)
    fertility = graduate_fertility(pattern) * tfr[..., None]
    moves = _Cube(tables, "un_migration_age", codes, ("year", "age"))
    migration = np.zeros(death_rates.shape)
    migration[..., :101] = np.swapaxes(moves.pair("mig"), -1, -2)
    rates = Rates(
        survival=_years_first(survival_ratios(death_rates)),
        fertility=_years_first(fertility),
        sex_ratio=_years_first(yearly["srb"]),
        migration=_years_first(migration),
    )
    return rates, death_rates[:, 0]


def project_countries(
    inputs: Inputs,
    *,
    to: int = LAST_YEAR,
    timing: MigrationTiming = MigrationTiming.END,
    on_july: bool = False,
) -> Countries:
    """Project every country of the inputs.

    Parameters
    ----------
    inputs : Inputs
    to : int
        Last year.
    timing : MigrationTiming
        When in the year migrants come and go.
    on_july : bool
        Return populations of 1 July (from 2025 on) in place of 31 December (from 2024 on).

    Raises
    ------
    BadPeriod
        If the last year lies outside what the inputs cover.
    """
    first = BASE_YEAR + on_july
    if not first <= to <= LAST_YEAR:
        raise BadPeriod(
            f"year {to} lies outside {first} to {LAST_YEAR}",
            where="the last year of the projection",
            mend=f"give a year from {first} to {LAST_YEAR}",
        )
    steps = slice(0, to - BASE_YEAR)
    given = inputs.rates
    rates = replace(
        given,
        survival=given.survival[steps],
        fertility=given.fertility[steps],
        sex_ratio=given.sex_ratio[steps],
        migration=given.migration[steps],
    )
    population = project(inputs.base, rates, timing=timing).population
    month, day = (7, 1) if on_july else (12, 31)
    return Countries(
        codes=inputs.codes,
        dates=tuple(date(year, month, day) for year in range(first, to + 1)),
        population=midyear(population) if on_july else population,
    )


def find_country(countries: pl.DataFrame, text: str) -> int:
    """Return the UN numeric code of a country given by ISO code, numeric code or name.

    Parameters
    ----------
    countries : pl.DataFrame
        The table `un_countries`.
    text : str
        ISO 3166 alpha-2 or alpha-3 code, UN numeric code, or the UN's name; in any case.

    Raises
    ------
    UnknownName
        If it is none of them, with the names that come near.
    """
    wanted = text.strip().casefold()
    for row in countries.iter_rows(named=True):
        labels = (row["iso2"], row["iso3"], row["name"], str(row["country_code"]))
        if wanted in {label.casefold() for label in labels if label}:
            return int(row["country_code"])
        if wanted.isdecimal() and int(wanted) == row["country_code"]:
            return int(row["country_code"])
    names = countries["name"].to_list()
    near = [name for name in names if len(wanted) > 2 and wanted in name.casefold()]
    raise UnknownName(
        f"{text.strip()[:60]!r} is not a country or area of World Population Prospects",
        where="the country to project",
        mend=f"did you mean {' or '.join(f'`{name}`' for name in near[:6])}?"
        if near
        else did_you_mean(text.strip().title(), names),
    )


def _death_rates(tables: Tables, codes: tuple[int, ...], e0: FloatArray) -> FloatArray:
    """Return death rates (country, year, sex, 131): graduated, or by single age where given."""
    groups = _Cube(tables, "un_mortality", codes, ("period_start", "age"))
    groups.check("age", MORTALITY_GROUPS)
    rates = graduate_mortality(
        np.swapaxes(groups.pair("mx"), -1, -2),
        groups.labels["period_start"].astype(np.float64),
        np.array(YEARS, np.float64),
        e0,
    )
    for code in set(tables.table("korea_mortality")["country_code"].unique()) & set(codes):
        single = _Cube(tables, "korea_mortality", (code,), ("year", "age"))
        rates[codes.index(code)] = extend_to_130(np.swapaxes(single.pair("mx"), -1, -2))[0]
    return rates


def _patterns_of_variant(
    tables: Tables,
    codes: tuple[int, ...],
    published: FloatArray,
    medium: FloatArray,
    variant: FloatArray,
) -> FloatArray:
    """Return the age patterns that go with a variant's fertility; (country, year, group).

    Where the UN hold the pattern constant, the published one serves every variant.
    """
    held = tables.table("un_countries").filter(constant_pattern=True)["country_code"].to_list()
    past = _Cube(tables, "un_fertility_past", codes, ("year",), FIRST_TFR)["tfr"]
    earlier = _Cube(tables, "un_fertility_pattern_past", codes, ("age",))["pasfr"] / 100
    latest = _Cube(tables, "un_fertility_pattern", codes, ("year", "age"), LAST_ESTIMATE)
    norm = tables.table("un_fertility_norm").sort("age")["pasfr"].to_numpy() / 100
    patterns = published / 100
    for here, code in enumerate(codes):
        if code not in held:
            estimates = Past(
                tfr=past[here], earlier=earlier[here], latest=latest["pasfr"][here, 0] / 100
            )
            patterns[here] = pattern_of_variant(
                patterns[here], estimates, norm, medium[here], variant[here]
            )
    return patterns


def _infants_of_variant(
    tables: Tables, codes: tuple[int, ...], variant: Variant, medium: FloatArray
) -> FloatArray:
    """Return who is under one on 31 December 2024: the UN's variants part on 1 January 2024.

    Those born in the country, unlike migrants, change with the year's total fertility rate.
    """
    yearly = _Cube(tables, "un_rates", codes, ("year",))
    ratio = (yearly[f"tfr_{variant}"] / yearly["tfr"])[:, :1]
    moved = _Cube(tables, "un_migration_age", codes, ("year", "age")).pair("mig")[:, 0, 0]
    return np.maximum(moved + (medium - moved) * ratio, 0.0)


def _years_first(array: FloatArray) -> FloatArray:
    """Turn (country, year, ...) from 2024 on into (year, country, ...) from 2025 on."""
    return np.ascontiguousarray(np.moveaxis(array[:, 1:], 1, 0))


class _Cube:
    """The columns of a long table as arrays (country, keys...), years from `first` on."""

    def __init__(
        self,
        tables: Tables,
        name: str,
        codes: tuple[int, ...],
        keys: tuple[str, ...],
        first: int = BASE_YEAR,
    ) -> None:
        rows = pl.col("country_code").is_in(codes)
        if "year" in keys:
            rows &= pl.col("year").is_between(first, LAST_YEAR)
        self.frame = tables.table(name).filter(rows).sort("country_code", *keys)
        self.labels: dict[str, npt.NDArray[np.int64]] = {
            key: self.frame[key].unique().sort().to_numpy().astype(np.int64) for key in keys
        }
        self.shape = (len(codes), *(len(labels) for labels in self.labels.values()))
        if self.frame.height != np.prod(self.shape):
            raise RuntimeError(f"table {name} has gaps for these {len(codes)} countries")

    def __getitem__(self, column: str) -> FloatArray:
        return self.frame[column].cast(pl.Float64).to_numpy().reshape(self.shape)

    def pair(self, stem: str) -> FloatArray:
        """Return both sexes of a quantity on a last axis (female, male)."""
        return np.stack([self[f"{stem}_f"], self[f"{stem}_m"]], axis=-1)

    def check(self, key: str, wanted: Sequence[int]) -> None:
        """Make sure that the groups are those that the graduation knows."""
        if self.labels[key].tolist() != list(wanted):
            raise RuntimeError(f"{key} runs {self.labels[key].tolist()}, not {list(wanted)}")
