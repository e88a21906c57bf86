"""Korea's parameters from the reference tables: the UN's medium projection of 2024."""

from __future__ import annotations

import numpy as np
import polars as pl
import xarray as xr

from bongsu.cohorts.lifetable import SEXES
from bongsu.link import source
from bongsu.systems.people.graduation import MOTHER_AGES, graduate_fertility
from bongsu.systems.people.mortality import e0_of_pattern
from bongsu.systems.people.population import (
    Children,
    Number,
    PerYear,
    Share,
    Thousand,
    ThousandAYear,
    Years,
)

KOREA = 410  # UN numeric code of the Republic of Korea


@source("un_base_population")
def base_population(people: pl.DataFrame) -> Thousand:
    """Thousand people on 31 December 2024; (sex, age)."""
    return _by_sex_and_age(people, "pop").isel(year=0, drop=True)


@source("korea_mortality")
def mortality_pattern(rates: pl.DataFrame) -> PerYear:
    """Deaths per person-year, scaled to the UN's life expectancies; (sex, age, year)."""
    return _by_sex_and_age(rates, "mx")


@source("korea_mortality")
def e0_female(rates: pl.DataFrame) -> Years:
    """Life expectancy of women at birth in the UN's medium projection; (year)."""
    return e0_of_pattern(mortality_pattern(rates)).sel(sex="female", drop=True)


@source("korea_mortality")
def e0_male(rates: pl.DataFrame) -> Years:
    """Life expectancy of men at birth in the UN's medium projection; (year)."""
    return e0_of_pattern(mortality_pattern(rates)).sel(sex="male", drop=True)


@source("un_rates")
def mortality_scale(rates: pl.DataFrame) -> Number:
    """One in every year: death rates as the UN projects them; (year)."""
    return xr.ones_like(_yearly(rates, "tfr"))


@source("un_rates")
def tfr(rates: pl.DataFrame) -> Children:
    """Children per woman in the UN's medium variant; (year)."""
    return _yearly(rates, "tfr")


@source("un_fertility_pattern")
def fertility_pattern(shares: pl.DataFrame) -> Share:
    """Shares of the total fertility rate by single age, graduated; (mother_age, year)."""
    korea = shares.filter(country_code=KOREA).sort("year", "age")
    years = korea["year"].unique().sort().to_list()
    groups = korea["pasfr"].cast(pl.Float64).to_numpy().reshape(len(years), -1)
    return xr.DataArray(
        graduate_fertility(groups).T,
        {"mother_age": list(MOTHER_AGES), "year": years},
        ("mother_age", "year"),
    )


@source("un_rates")
def sex_ratio_at_birth(rates: pl.DataFrame) -> Number:
    """Boys per girl; (year)."""
    return _yearly(rates, "srb")


@source("un_migration_age")
def net_migration(migrants: pl.DataFrame) -> ThousandAYear:
    """Thousand net migrants a year, all ages; (year)."""
    return _by_sex_and_age(migrants, "mig").sum(["sex", "age"])


@source("un_migration_age")
def migration_pattern(migrants: pl.DataFrame) -> ThousandAYear:
    """Thousand net migrants a year by age at the year's end; (sex, age, year)."""
    return _by_sex_and_age(migrants, "mig")


@source("un_migration_age")
def migration_spread(migrants: pl.DataFrame) -> Share:
    """How migration beyond the UN's falls on sexes and ages; (sex, age), summing to one.

    The absolute net numbers of the UN's profile, averaged over all its years: where people come
    and go much, a change of policy changes much.
    """
    moving: xr.DataArray = abs(_by_sex_and_age(migrants, "mig")).sum("year")
    return moving / moving.sum()


@source("korea_migration_profile", "un_base_population")
def observed_migration_profile(profile: pl.DataFrame, people: pl.DataFrame) -> Share:
    """How net migration of 2023 falls on ages, evenly within each group and on both sexes."""
    shares = xr.zeros_like(base_population(people))
    for first, last, share in profile.select("first_age", "last_age", "share").iter_rows():
        shares.loc[{"age": slice(first, last)}] = share / (last - first + 1) / len(SEXES)
    return shares


def _yearly(frame: pl.DataFrame, column: str) -> xr.DataArray:
    korea = frame.filter(country_code=KOREA).sort("year")
    values = korea[column].cast(pl.Float64).to_numpy()
    return xr.DataArray(values, {"year": korea["year"].to_list()}, ("year",))


def _by_sex_and_age(frame: pl.DataFrame, stem: str) -> xr.DataArray:
    korea = frame.filter(country_code=KOREA).sort("year", "age")
    years = korea["year"].unique().sort().to_list()
    sexes = [korea[f"{stem}_{sex[0]}"].cast(pl.Float64).to_numpy() for sex in SEXES]
    return xr.DataArray(
        np.stack([values.reshape(len(years), -1).T for values in sexes]),
        {"sex": list(SEXES), "age": korea["age"].unique().sort().to_list(), "year": years},
        ("sex", "age", "year"),
    )
