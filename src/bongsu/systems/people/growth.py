"""Potential growth by growth accounting: capital, work, and what is left to productivity.

Output is a Cobb-Douglas function of capital and hours worked. Capital follows output with a lag, so
that an economy with ever fewer workers does not go on piling up capital at a fixed rate of savings.
Growth is that of logarithms, and labels the year in which it ends.
"""

from __future__ import annotations

from typing import Annotated

import numpy as np
import polars as pl
import xarray as xr

from bongsu.errors import MissingValue
from bongsu.link import Edge, block, check, source
from bongsu.systems.people.population import Number, PerYear, Share, Thousand

Index = Annotated[xr.DataArray, Edge("index")]

INDEX = 100.0  # in the first year, 2025
FIRST_DECADE = (2026, 2030)  # half a decade: growth is known from 2026 on
DECADE_STARTS = (2031, 2041, 2051, 2061, 2071, 2081, 2091)
DECADES = {FIRST_DECADE[0]: FIRST_DECADE[1]} | {year: year + 9 for year in DECADE_STARTS}


@source("penn_world_korea")
def capital_share(penn: pl.DataFrame) -> Share:
    """One less labour's share of output in the latest year; ()."""
    return xr.DataArray(1.0 - float(penn.sort("year")["labour_share"][-1]))


@block
def labour_growth(employment_total: Thousand, hours_growth: Share) -> Share:
    """Growth of hours worked: of the employed, and of hours of each; (year) from 2026 on."""
    if employment_total.sizes["year"] < 2:  # a level, and none to grow from
        first = int(employment_total["year"][0]) + 1
        raise MissingValue(
            f"growth is known from {first} on, and the run ends in {first - 1}",
            where="people.labour_growth",
            mend=f"let the horizon end in {first} or later",
        )
    return _log(employment_total).diff("year") + hours_growth


@block(outputs=("potential_growth", "capital_growth"))
def production(
    labour_growth: Share,
    tfp_growth: Share,
    capital_share: Share,
    initial_capital_growth: Share,
    capital_adjustment: PerYear,
    capital_deepening: Share,
) -> tuple[Share, Share]:
    """Growth of output and of capital, which follows it; (year) from 2026 on.

    ``y(t) = tfp(t) + a k(t) + (1 - a) n(t)``, where capital grows by ``k(t) = x(t) + lever(t)`` and
    ``x(t + 1) = x(t) + speed (y(t) - x(t))``. Once growth is steady, capital and output grow alike
    and output grows by ``tfp / (1 - a) + n``.

    Parameters
    ----------
    labour_growth, tfp_growth : xr.DataArray (year)
        Growth of hours worked, and of total factor productivity; shares a year.
    capital_share : xr.DataArray
        Elasticity of output to capital, from 0 to 1.
    initial_capital_growth : xr.DataArray
        Of the first year, before the lever.
    capital_adjustment : xr.DataArray
        Share of the distance to the growth of output that the growth of capital covers in a year.
    capital_deepening : xr.DataArray (year)
        Growth of capital beyond that, a share a year.

    References
    ----------
    Solow (1957), "Technical Change and the Aggregate Production Function", Review of Economics and
    Statistics 39(3).

    Examples
    --------
    >>> years = xr.DataArray([0.0, 0.0], {"year": [2026, 2027]}, ("year",))
    >>> number = xr.DataArray
    >>> output, capital = production(
    ...     years, years + 0.01, number(0.5), number(0.02), number(0.5), years)
    >>> output.values.round(4).tolist(), capital.values.round(4).tolist()
    ([0.02, 0.02], [0.02, 0.02])
    """
    driven = tfp_growth.sel(year=labour_growth["year"]) + (1.0 - capital_share) * labour_growth
    arrays = xr.broadcast(
        driven,
        capital_deepening.sel(year=labour_growth["year"]),
        capital_share,
        capital_adjustment,
        initial_capital_growth,
    )
    lead = [dim for dim in arrays[0].dims if dim != "year"]
    by_year = [array.transpose("year", *lead) for array in arrays]
    given, lever, share, speed, first = (array.to_numpy() for array in by_year)
    output, capital = np.empty_like(given), np.empty_like(given)
    trend = first[0]
    for year in range(len(given)):
        capital[year] = trend + lever[year]
        output[year] = given[year] + share[year] * capital[year]
        trend = trend + speed[year] * (output[year] - trend)
    made = (by_year[0].copy(data=values) for values in (output, capital))
    growth, deepened = (array.transpose(*lead, "year") for array in made)
    return growth, deepened


@block
def growth_from_capital(capital_growth: Share, capital_share: Share) -> Share:
    """Part of growth that more capital gives; (year)."""
    return capital_share * capital_growth


@block
def growth_from_labour(labour_growth: Share, capital_share: Share) -> Share:
    """Part of growth that more work gives; (year)."""
    return (1.0 - capital_share) * labour_growth


@block
def potential_output(potential_growth: Share) -> Index:
    """Potential output, 2025 = 100; (year) from 2026 on."""
    return _index(potential_growth)


@block
def capital_per_worker(capital_growth: Share, employment_total: Thousand) -> Index:
    """Capital for each person at work, 2025 = 100; (year) from 2026 on."""
    return _index(capital_growth) / _rebased(employment_total)


@block
def output_per_worker(potential_output: Index, employment_total: Thousand) -> Index:
    """Output for each person at work, 2025 = 100; (year) from 2026 on."""
    return potential_output / _rebased(employment_total)


@block
def growth_by_decade(potential_growth: Share) -> Share:
    """Mean growth a year of 2026 to 2030 and of the decades after; (decade), by first year."""
    means = [_mean(potential_growth, first, last) for first, last in DECADES.items()]
    return xr.concat(means, xr.DataArray(list(DECADES), dims="decade", name="decade"))


@block
def growth_2026_2030(growth_by_decade: Share) -> Share:
    """Mean growth a year, 2026 to 2030."""
    return growth_by_decade.sel(decade=2026, drop=True)


@block
def growth_2031_2040(growth_by_decade: Share) -> Share:
    """Mean growth a year, 2031 to 2040."""
    return growth_by_decade.sel(decade=2031, drop=True)


@block
def growth_2041_2050(growth_by_decade: Share) -> Share:
    """Mean growth a year, 2041 to 2050."""
    return growth_by_decade.sel(decade=2041, drop=True)


@check(tolerance=1e-9)  # of a logarithm: sums of float64
def production_identity(
    output_per_worker: Index,
    capital_per_worker: Index,
    capital_share: Share,
    tfp_growth: Share,
    hours_growth: Share,
) -> Number:
    """Log of output a worker less capital a worker, productivity and hours; (year)."""
    years = output_per_worker["year"]
    given = tfp_growth + (1.0 - capital_share) * hours_growth
    rest = given.sel(year=years).cumsum("year")
    output, capital = (_log(index / INDEX) for index in (output_per_worker, capital_per_worker))
    return output - capital_share * capital - rest


def contributions(penn: pl.DataFrame, first: int, last: int) -> dict[str, float]:
    """Return mean growth a year between two years, and what capital and work gave of it.

    The shares are the means of each two neighbouring years (Törnqvist); work is the number of
    people engaged, whatever their hours.

    Parameters
    ----------
    penn : pl.DataFrame
        The table ``penn_world_korea``.
    first, last : int
        Growth from the year `first` to the year `last`.

    Returns
    -------
    dict of str to float
        ``output``, ``capital``, ``labour`` and ``tfp``, which is the rest; shares a year.
    """
    rows = penn.filter(pl.col("year").is_between(first, last)).sort("year")
    growth = {
        name: np.diff(np.log(rows[name].cast(pl.Float64).to_numpy()))
        for name in ("output", "capital", "employed")
    }
    shares = rows["labour_share"].cast(pl.Float64).to_numpy()
    work = (shares[1:] + shares[:-1]) / 2
    output = float(growth["output"].mean())
    capital = float(((1.0 - work) * growth["capital"]).mean())
    labour = float((work * growth["employed"]).mean())
    return {
        "output": output,
        "capital": capital,
        "labour": labour,
        "tfp": output - capital - labour,
    }


def _index(growth: xr.DataArray) -> xr.DataArray:
    level: xr.DataArray = xr.apply_ufunc(np.exp, growth.cumsum("year"))
    return INDEX * level.assign_coords(year=growth["year"])


def _log(values: xr.DataArray) -> xr.DataArray:
    logs: xr.DataArray = xr.apply_ufunc(np.log, values)
    return logs


def _rebased(employment: xr.DataArray) -> xr.DataArray:
    return (employment / employment.isel(year=0, drop=True)).isel(year=slice(1, None))


def _mean(growth: xr.DataArray, first: int, last: int) -> xr.DataArray:
    """Return the mean over whole periods; missing where the horizon ends before."""
    years = growth.reindex(year=range(first, last + 1))
    return years.mean("year", skipna=False)
