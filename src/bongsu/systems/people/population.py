"""The block that carries Korea's population from year to year, and the identity that proves it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import numpy as np
import xarray as xr

from bongsu.cohorts.lifetable import (
    OPEN_AGE_INSIDE,
    SEXES,
    FloatArray,
    extend_to_130,
    life_table,
    survival_ratios,
)
from bongsu.cohorts.projection import BASE_YEAR, Projection, Rates, project
from bongsu.errors import MissingValue
from bongsu.link import Edge, block, check
from bongsu.systems.people.base import spread_open_group

Thousand = Annotated[xr.DataArray, Edge("thousand person")]
ThousandAYear = Annotated[xr.DataArray, Edge("thousand person/year")]
PerYear = Annotated[xr.DataArray, Edge("1/year")]
Children = Annotated[xr.DataArray, Edge("child/woman")]
Share = Annotated[xr.DataArray, Edge("share")]
Number = Annotated[xr.DataArray, Edge("1")]
Years = Annotated[xr.DataArray, Edge("year")]


@block(outputs=("population", "births", "deaths", "migration", "unexplained_change"))
def cohorts(
    opening_population: Thousand,
    mortality_rate: PerYear,
    realised_mortality_scale: Number,
    realised_fertility: Children,
    fertility_pattern: Share,
    sex_ratio_at_birth: Number,
    realised_migration: ThousandAYear,
    migration_pattern: ThousandAYear,
    migration_spread: Share,
    observed_migration_profile: Share,
    observed_profile_weight: Share,
    population_factor: Number,
) -> tuple[Thousand, ThousandAYear, ThousandAYear, ThousandAYear, ThousandAYear]:
    """Project the population by single year of age and sex (cohort-component method).

    The base stands on 31 December 2024; flows begin with 2025. Migrants are added at the end of
    the year by age at the end of the year, as the United Nations do. Inside, ages run to 130+:
    death rates above 100 rise as `lifetable.extend_to_130` says, and the people of 100+ are spread
    over them as in a stationary population.

    Net migration that differs from the total of the United Nations' profile changes each sex and
    age by `migration_spread`, which sums to one. With `observed_profile_weight` at one, all of it
    falls on ages as it was last observed to; between, on both in proportion.

    Parameters
    ----------
    opening_population : xr.DataArray (sex, age)
        Thousand people on 31 December 2024; ages 0 to 99 and 100+.
    mortality_rate : xr.DataArray (sex, age, year)
        Deaths per person-year, same ages.
    realised_mortality_scale : xr.DataArray (sex, year)
        Factor on all death rates, those above 100 included.
    realised_fertility : xr.DataArray (year)
        Children per woman.
    fertility_pattern : xr.DataArray (mother_age, year)
        Shares of the total fertility rate, which sum to one.
    sex_ratio_at_birth : xr.DataArray (year)
        Boys per girl.
    realised_migration : xr.DataArray (year)
        Thousand people a year.
    migration_pattern : xr.DataArray (sex, age, year)
        Thousand people a year in the UN's medium projection.
    migration_spread, observed_migration_profile : xr.DataArray (sex, age)
        Shares that sum to one.
    observed_profile_weight : xr.DataArray (year)
        From 0 to 1.
    population_factor : xr.DataArray (year)
        On everybody, and so on births and deaths: how far the figures themselves may err.

    Returns
    -------
    population : xr.DataArray (sex, age, year)
        Thousand people on 31 December, from 2024 on; the last age is 100+.
    births, deaths, migration, unexplained_change : xr.DataArray (year)
        Thousand people a year, from 2025 on. The last is nought while the factor is one.

    Raises
    ------
    MissingValue
        If the run ends with the base, so that there are no flows.

    References
    ----------
    United Nations (2024), World Population Prospects 2024: Methodology; Preston, Heuveline and
    Guillot (2001), Demography, chapter 6.
    """
    years = [int(year) for year in realised_fertility["year"].values if year > BASE_YEAR]
    if not years:
        raise MissingValue(
            f"births, deaths and migration begin with {BASE_YEAR + 1}, and the run ends before",
            where="people.population",
            mend=f"let the horizon end in {BASE_YEAR + 1} or later",
        )
    beyond_un = realised_migration - migration_pattern.sum(["sex", "age"])
    un_profile = migration_pattern + beyond_un * migration_spread
    observed = realised_migration * observed_migration_profile
    by_age = un_profile + observed_profile_weight * (observed - un_profile)
    fertility = realised_fertility * fertility_pattern
    mortality = (mortality_rate, realised_mortality_scale)
    lead = lead_dims(opening_population, *mortality, fertility, by_age, population_factor)
    coords = _coordinates(
        lead, opening_population, *mortality, fertility, by_age, population_factor
    )
    death_rates = _death_rates(*mortality, [BASE_YEAR, *years], lead)
    shown = values_of(opening_population, lead, ("sex", "age"))
    rates = Rates(
        survival=survival_ratios(death_rates[1:]),
        fertility=values_of(fertility.sel(year=years), lead, ("mother_age",)),
        sex_ratio=values_of(sex_ratio_at_birth.sel(year=years), lead, ()),
        migration=_to_130(values_of(by_age.sel(year=years), lead, ("sex", "age"))),
        first_mother_age=int(fertility["mother_age"][0]),
    )
    projection = project(spread_open_group(shown, death_rates[0]), rates)
    factor = values_of(population_factor.sel(year=[BASE_YEAR, *years]), lead, ())
    people = xr.DataArray(
        projection.population * factor[..., None, None],
        {
            "year": [BASE_YEAR, *years],
            "sex": list(SEXES),
            "age": opening_population["age"],
            **coords,
        },
        ("year", *lead, "sex", "age"),
    )
    flows = [
        xr.DataArray(flow, {"year": years, **coords}, ("year", *lead)).transpose(*lead, "year")
        for flow in _erring_flows(projection, factor)
    ]
    return people.transpose(*lead, "sex", "age", "year"), flows[0], flows[1], flows[2], flows[3]


def _erring_flows(projection: Projection, factor: FloatArray) -> tuple[FloatArray, ...]:
    """Return births, deaths, migration, and what the factor changes beyond them; (year, ...).

    With a factor F on the population P, ``F P - F' P'`` of two years is ``F`` times births less
    deaths plus migration, and ``(F - F') P'``; migration is left as it was asked for.
    """
    before = projection.population[:-1].sum(axis=(-2, -1))
    births, deaths, migration = (
        np.broadcast_to(flow, np.broadcast_shapes(flow.shape, factor[1:].shape))
        for flow in (projection.births, projection.deaths, projection.migration)
    )
    unexplained = np.diff(factor, axis=0) * before + (factor[1:] - 1.0) * migration
    return births * factor[1:], deaths * factor[1:], migration, unexplained


@block
def life_expectancy(mortality_rate: PerYear, realised_mortality_scale: Number) -> Years:
    """Life expectancy at birth in the period life table of each year.

    Parameters
    ----------
    mortality_rate : xr.DataArray (sex, age, year)
        Deaths per person-year; ages 0 to 99 and 100+.
    realised_mortality_scale : xr.DataArray (sex, year)
        Factor on all death rates.

    Returns
    -------
    xr.DataArray (sex, year)
        Years.
    """
    lead = lead_dims(mortality_rate, realised_mortality_scale)
    years = [int(year) for year in mortality_rate["year"].values]
    table = life_table(_death_rates(mortality_rate, realised_mortality_scale, years, lead))
    coords = _coordinates(lead, mortality_rate, realised_mortality_scale)
    expected = xr.DataArray(
        table.life_expectancy,
        {"year": years, "sex": list(SEXES), **coords},
        ("year", *lead, "sex"),
    )
    return expected.transpose(*lead, "sex", "year")


@check(tolerance=1e-6)  # thousand: sums of float64
def population_balance(
    population_total: xr.DataArray,
    births: xr.DataArray,
    deaths: xr.DataArray,
    migration: xr.DataArray,
    unexplained_change: xr.DataArray,
) -> xr.DataArray:
    """Return the change of the population less births, deaths, migration and what errs."""
    return population_total.diff("year") - births + deaths - migration - unexplained_change


@check(tolerance=1e-3)  # thousand: a person
def migration_as_asked(migration: xr.DataArray, realised_migration: xr.DataArray) -> xr.DataArray:
    """Return net migration less what was asked for.

    It differs where more people would leave an age than are there, so that the age is empty.
    """
    return migration - realised_migration.sel(year=migration["year"])


def _death_rates(
    rates: xr.DataArray, scale: xr.DataArray, years: Sequence[int], lead: Sequence[str]
) -> FloatArray:
    """Return death rates (year, ..., sex, 131), scaled once the ages above 100 exist."""
    here = [dim for dim in lead if dim in rates.dims]
    inside = extend_to_130(values_of(rates.sel(year=years), here, ("sex", "age")))
    shape = [inside.shape[0], *(rates.sizes.get(dim, 1) for dim in lead), *inside.shape[-2:]]
    factor = values_of(scale.sel(year=years), lead, ("sex",))
    return inside.reshape(shape) * factor[..., None]


def lead_dims(*arrays: xr.DataArray) -> tuple[str, ...]:
    """Return the dims of issues and draws, in the order in which they come."""
    own = {"sex", "age", "mother_age", "year"}
    found = dict.fromkeys(str(dim) for array in arrays for dim in array.dims if dim not in own)
    found.pop("draw", None)
    return (*found, *(("draw",) if any("draw" in array.dims for array in arrays) else ()))


def values_of(array: xr.DataArray, lead: Sequence[str], own: tuple[str, ...]) -> FloatArray:
    """Return values as (year if any, lead..., own...); lead dims that are absent have length 1."""
    time = ("year",) if "year" in array.dims else ()
    absent = [dim for dim in lead if dim not in array.dims]
    values: FloatArray = array.expand_dims(absent).transpose(*time, *lead, *own).to_numpy()
    return values


def _coordinates(lead: Sequence[str], *arrays: xr.DataArray) -> dict[str, xr.DataArray]:
    return {
        dim: array.coords[dim] for array in reversed(arrays) for dim in lead if dim in array.coords
    }


def _to_130(by_age: FloatArray) -> FloatArray:
    """Give migrants of 100+ the age 100, and none to the ages above."""
    above = np.zeros((*by_age.shape[:-1], OPEN_AGE_INSIDE - 100))
    return np.concatenate([by_age, above], axis=-1)
