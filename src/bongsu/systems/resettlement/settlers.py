"""The settlers themselves: a small population that grows by arrivals and ages."""

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
    survival_ratios,
)
from bongsu.cohorts.projection import Rates, project
from bongsu.link import Edge, block, check
from bongsu.systems.resettlement.sources import (
    FIRST_YEAR,
    Person,
    PersonAYear,
    PerYear,
    Share,
)

Years = Annotated[xr.DataArray, Edge("year")]

OWN = ("sex", "age", "year", "arrival_year")


@block(outputs=("settlers", "settler_deaths"))
def cohort(
    recorded_arrivals: PersonAYear,
    earlier_arrivals: Person,
    arrivals_by_sex: PersonAYear,
    age_at_arrival: Share,
    death_rate: PerYear,
) -> tuple[Person, PersonAYear]:
    """Carry those who arrived from year to year with the cohort kernel.

    Those who came before 2002 stand at the ages of arrival on 31 December 2001. Arrivals of a year
    are added on its 31 December, at the ages of all arrivals to 2022, women and men alike. Death
    rates are South Korea's; before the first year that is known, that year's. Nobody leaves the
    country, and children born in the South are not counted: this is an upper bound of those alive.

    Returns
    -------
    settlers : xr.DataArray (sex, age, year)
        Persons on 31 December; the last age is 100+.
    settler_deaths : xr.DataArray (year)
        Persons a year.
    """
    shown = [int(year) for year in arrivals_by_sex["year"].values]
    lead = _lead(recorded_arrivals, earlier_arrivals, arrivals_by_sex, age_at_arrival, death_rate)
    years = list(range(FIRST_YEAR, shown[-1] + 1))
    arriving = _all_years(recorded_arrivals, arrivals_by_sex, years) * age_at_arrival
    rates_known = death_rate.reindex(year=years, method="nearest")
    rates = Rates(
        survival=survival_ratios(extend_to_130(_values(rates_known, lead))),
        fertility=np.zeros((len(years), *(1 for _ in lead), 1)),
        sex_ratio=np.ones((len(years), *(1 for _ in lead))),
        migration=_to_130(_values(arriving, lead)),
    )
    base = _values(earlier_arrivals * age_at_arrival, lead)
    projection = project(_to_130(base), rates)
    coords = {
        dim: array[dim]
        for dim in lead
        for array in (recorded_arrivals, arrivals_by_sex, age_at_arrival, death_rate)
        if dim in array.coords
    }
    people = xr.DataArray(
        projection.population[1:],
        {"year": years, "sex": list(SEXES), "age": age_at_arrival["age"], **coords},
        ("year", *lead, "sex", "age"),
    )
    deaths = xr.DataArray(projection.deaths, {"year": years, **coords}, ("year", *lead))
    return (
        people.sel(year=shown).transpose(*lead, "sex", "age", "year"),
        deaths.sel(year=shown).transpose(*lead, "year"),
    )


@block
def settlers_total(settlers: Person) -> Person:
    """All settlers on 31 December; (year)."""
    return settlers.sum(["sex", "age"])


@block
def settlers_65_plus_share(settlers: Person, settlers_total: Person) -> Share:
    """Share of settlers aged 65 and over on 31 December; (year)."""
    return settlers.sel(age=slice(65, None)).sum(["sex", "age"]) / settlers_total


@block
def median_age_at_arrival(age_at_arrival: Share) -> Years:
    """Age that half of all who arrived had not reached, counted within single years of age."""
    below = age_at_arrival.cumsum("age")
    reached = (below < 0.5).sum("age")
    before = (below - age_at_arrival).isel(age=reached)
    return reached + (0.5 - before) / age_at_arrival.isel(age=reached)


@check(tolerance=1e-6)  # persons: sums of float64
def settlers_balance(
    settlers_total: Person, arrivals_by_sex: PersonAYear, settler_deaths: PersonAYear
) -> xr.DataArray:
    """Growth of the settlers, less arrivals, plus deaths; (year)."""
    return settlers_total.diff("year") - arrivals_by_sex.sum("sex") + settler_deaths


def _all_years(recorded: xr.DataArray, by_sex: xr.DataArray, years: Sequence[int]) -> xr.DataArray:
    """Return arrivals of every year: as recorded, then as forecast; (sex, year)."""
    early = recorded.rename(arrival_year="year").reindex(year=years)
    return by_sex.reindex(year=years).where(early.isnull(), early)


def _lead(*arrays: xr.DataArray) -> tuple[str, ...]:
    """Return the dims of issues and draws, draws last."""
    found = dict.fromkeys(str(dim) for array in arrays for dim in array.dims if dim not in OWN)
    drawn = found.pop("draw", 0) is None
    return (*found, *(("draw",) if drawn else ()))


def _values(array: xr.DataArray, lead: Sequence[str]) -> FloatArray:
    """Return values as (year if any, lead..., sex, age); absent lead dims have length 1."""
    time = ("year",) if "year" in array.dims else ()
    absent = [dim for dim in lead if dim not in array.dims]
    values: FloatArray = array.expand_dims(absent).transpose(*time, *lead, "sex", "age").to_numpy()
    return values


def _to_130(by_age: FloatArray) -> FloatArray:
    """Give people of 100+ the age 100, and none to the ages above."""
    above = np.zeros((*by_age.shape[:-1], OPEN_AGE_INSIDE - 100))
    return np.concatenate([by_age, above], axis=-1)
