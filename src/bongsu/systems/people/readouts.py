"""What is read off a population: totals, age groups, shares, dependency, median age.

All stand on 31 December of the year that labels them, like the population itself, except the total
of 1 July, which says so in its name. Shares published by the UN and by Statistics Korea stand on
1 July, half a year earlier.
"""

from __future__ import annotations

from typing import Annotated

import numpy as np
import xarray as xr

from bongsu.link import Edge, block, check
from bongsu.systems.people.population import Share, Thousand, Years

Percent = Annotated[xr.DataArray, Edge("percent")]

SUPER_AGED_SHARE = 0.20  # of people of 65 and over, in the usual definition


@block
def population_total(population: Thousand) -> Thousand:
    """People of all ages and both sexes on 31 December; (sex, age, year) to (year)."""
    return population.sum(["sex", "age"])


@block
def population_midyear_total(population_total: Thousand) -> Thousand:
    """People on 1 July: the mean of the neighbouring 31 Decembers, as the UN reckons it."""
    return ((population_total + population_total.shift(year=1)) / 2).isel(year=slice(1, None))


@block
def population_0_14(population: Thousand) -> Thousand:
    """People younger than 15 on 31 December; (sex, age, year) to (year)."""
    return _aged(population, 0, 14)


@block
def population_15_64(population: Thousand) -> Thousand:
    """People from 15 to 64 on 31 December; (sex, age, year) to (year)."""
    return _aged(population, 15, 64)


@block
def population_65_plus(population: Thousand) -> Thousand:
    """People of 65 and over on 31 December; (sex, age, year) to (year)."""
    return _aged(population, 65, None)


@block
def share_0_14(population_0_14: Thousand, population_total: Thousand) -> Share:
    """Share of people younger than 15 on 31 December, from 0 to 1."""
    return population_0_14 / population_total


@block
def share_15_64(population_15_64: Thousand, population_total: Thousand) -> Share:
    """Share of people from 15 to 64 on 31 December, from 0 to 1."""
    return population_15_64 / population_total


@block
def share_65_plus(population_65_plus: Thousand, population_total: Thousand) -> Share:
    """Share of people of 65 and over on 31 December, from 0 to 1."""
    return population_65_plus / population_total


@block
def old_age_dependency_ratio(population_65_plus: Thousand, population_15_64: Thousand) -> Percent:
    """People of 65 and over per 100 of 15 to 64."""
    return 100.0 * population_65_plus / people_in(population_15_64)


@block
def total_dependency_ratio(
    population_0_14: Thousand, population_15_64: Thousand, population_65_plus: Thousand
) -> Percent:
    """People under 15 and of 65 and over per 100 of 15 to 64."""
    return 100.0 * (population_0_14 + population_65_plus) / people_in(population_15_64)


@block
def median_age(population: Thousand) -> Years:
    """Age that half of the people have not reached, evenly spread within each year of age.

    Parameters
    ----------
    population : xr.DataArray (sex, age, year)

    Returns
    -------
    xr.DataArray (year)
        Exact age in years.

    Examples
    --------
    >>> people = xr.DataArray(np.ones((1, 4, 1)), {"age": range(4)}, ("sex", "age", "year"))
    >>> median_age(people).values.tolist()
    [2.0]
    """
    by_age = population.sum("sex")
    reached = by_age.cumsum("age")
    half = 0.5 * by_age.sum("age")
    below = (reached < half).sum("age")  # whole years of age under the median
    here = {"age": below}
    return below + (half - (reached - by_age).isel(here)) / by_age.isel(here).drop_vars(
        "age", errors="ignore"
    )


@block
def super_aged_year(share_65_plus: Share) -> Years:
    """First year with a share of at least one fifth on 31 December.

    Parameters
    ----------
    share_65_plus : xr.DataArray (year)
        From 0 to 1.

    Returns
    -------
    xr.DataArray ()
        A calendar year; missing where the share stays below to the horizon.

    Examples
    --------
    >>> share = xr.DataArray([0.19, 0.21, 0.22], {"year": [2024, 2025, 2026]}, ("year",))
    >>> float(super_aged_year(share))
    2025.0
    """
    passed = share_65_plus >= SUPER_AGED_SHARE
    first = share_65_plus["year"].isel(year=passed.argmax("year")).drop_vars("year")
    return first.astype(float).where(passed.any("year"), np.nan)


def people_in(group: xr.DataArray) -> xr.DataArray:
    """Return a group's people, missing where nobody is left, so that nothing is divided by them."""
    found: xr.DataArray = group.where(group > 0)
    return found


def _aged(population: xr.DataArray, first: int, last: int | None) -> xr.DataArray:
    return population.sel(age=slice(first, last)).sum(["sex", "age"])


@check(tolerance=1e-9)  # shares: sums of float64
def shares_sum_to_one(share_0_14: Share, share_15_64: Share, share_65_plus: Share) -> Share:
    """Shares of the three age groups, less the whole; (year)."""
    return share_0_14 + share_15_64 + share_65_plus - 1.0
