"""Death rates that have the life expectancy which is asked for.

The reference table holds rates by single age at the United Nations' life expectancies. Where a
scenario asks for others, by sex, the logarithm of the rates is shifted along the pattern by which
they fall over the years: what Lee and Carter's model does.
"""

from __future__ import annotations

import numpy as np
import xarray as xr

from bongsu.cohorts.lifetable import (
    OPEN_AGE_SHOWN,
    SEXES,
    FloatArray,
    extend_to_130,
    life_table,
    scale_to_life_expectancy,
)
from bongsu.link import block
from bongsu.systems.people.population import PerYear, Years

_SAME = 1e-9  # years of life: what is not asked to change stays as it is, to the last digit
_LEAST_DECLINE = 0.02  # of the logarithm over all years: where an age's rate does not fall


@block
def mortality_rate(mortality_pattern: PerYear, e0_female: Years, e0_male: Years) -> PerYear:
    """Shift death rates by sex until each year's life expectancy is the one that is asked for.

    Parameters
    ----------
    mortality_pattern : xr.DataArray (sex, age, year)
        Deaths per person-year in the UN's medium projection; ages 0 to 99 and 100+.
    e0_female, e0_male : xr.DataArray (year)
        Life expectancy at birth in years.

    Returns
    -------
    xr.DataArray (sex, age, year)
        Deaths per person-year, same ages. Years and sexes whose life expectancy the pattern has
        already keep their rates.

    Raises
    ------
    NotConverged
        If no shift reaches a life expectancy.

    References
    ----------
    Lee, R. D. and Carter, L. R. (1992), Modeling and Forecasting U.S. Mortality, JASA 87.
    """
    asked = xr.concat([e0_female, e0_male], xr.Variable("sex", list(SEXES)), coords="minimal")
    lead = [dim for dim in asked.dims if dim not in ("sex", "year")]
    asked = asked.transpose(*lead, "year", "sex")
    given = mortality_pattern.sel(year=asked["year"]).transpose("year", "sex", "age")
    inside = extend_to_130(given.to_numpy())
    wanted = asked.to_numpy()
    changed = np.abs(wanted - life_table(inside).life_expectancy) > _SAME
    rates = np.broadcast_to(given.to_numpy(), (*wanted.shape, given.sizes["age"])).copy()
    if changed.any():
        some = changed.any(axis=-1)  # in either sex
        year = np.nonzero(some)[-1]
        scaled = scale_to_life_expectancy(inside[year], wanted[some], _pattern_of_decline(inside))
        rates[some] = np.where(changed[some][..., None], _with_open_group(scaled), rates[some])
    found = xr.DataArray(
        rates, {**asked.coords, "age": given["age"]}, (*lead, "year", "sex", "age")
    )
    return found.transpose(*lead, "sex", "age", "year")


def _pattern_of_decline(rates: FloatArray) -> FloatArray:
    """Return how much each age's rate falls from the first year to the last, with mean one."""
    decline = np.maximum(np.log(rates[0] / rates[-1]), _LEAST_DECLINE)
    pattern: FloatArray = decline / decline.mean(axis=-1, keepdims=True)
    return pattern


def e0_of_pattern(rates: xr.DataArray) -> xr.DataArray:
    """Return the life expectancy of death rates (sex, age, year) at birth; (sex, year)."""
    inside = extend_to_130(rates.transpose("year", "sex", "age").to_numpy())
    return xr.DataArray(
        life_table(inside).life_expectancy,
        {"year": rates["year"], "sex": rates["sex"]},
        ("year", "sex"),
    ).transpose("sex", "year")


def _with_open_group(rates: FloatArray) -> FloatArray:
    """Return rates to 99 and that of 100+, the reciprocal of life expectancy at 100."""
    table = life_table(rates)
    left = table.person_years[..., OPEN_AGE_SHOWN:].sum(axis=-1)
    opened = table.survivors[..., OPEN_AGE_SHOWN] / left
    return np.concatenate([rates[..., :OPEN_AGE_SHOWN], opened[..., None]], axis=-1)
