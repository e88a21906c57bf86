"""Arrivals by year: as recorded, summed up, and as the count model forecasts them."""

from __future__ import annotations

from typing import Annotated

import numpy as np
import xarray as xr

from bongsu.errors import MissingValue
from bongsu.link import Edge, block, check
from bongsu.systems.resettlement.counts import FloatArray, fit, quantile
from bongsu.systems.resettlement.sources import FIRST_YEAR, Person, PersonAYear, Share

Number = Annotated[xr.DataArray, Edge("1")]

REGIMES = {  # as the literature tells them: first and last year
    "until-2011": (FIRST_YEAR, 2011),
    "border-tightened": (2012, 2019),
    "border-closed": (2020, 2022),
    "since-2023": (2023, 2100),
}
LATEST_YEARS = 3  # from which the share of women is taken
LOW, HIGH = 0.05, 0.95


@block
def recorded_total(recorded_arrivals: PersonAYear) -> PersonAYear:
    """Arrivals of both sexes in each recorded year; (arrival_year)."""
    return recorded_arrivals.sum("sex")


@block
def cumulative_recorded(recorded_arrivals: PersonAYear, earlier_arrivals: Person) -> Person:
    """All who have arrived by the end of each recorded year; (sex, arrival_year)."""
    return earlier_arrivals + recorded_arrivals.cumsum("arrival_year")


@check(tolerance=0.0)  # whole persons: sums must be exact
def cumulative_totals(cumulative_recorded: Person, published_cumulative: Person) -> xr.DataArray:
    """Return sums of records less what the ministry prints; (group, arrival_year)."""
    total = cumulative_recorded.sum("sex").expand_dims(sex=["total"])
    sums = xr.concat([cumulative_recorded, total], dim="sex").rename(sex="group")
    sums = sums.assign_coords(group=sums["group"].astype(str))
    return (sums - published_cumulative).fillna(0.0)


@block(outputs=("arrivals_level", "arrivals_shape", "break_shape", "break_probability"))
def count_model(
    recorded_arrivals: PersonAYear, break_chance: Share
) -> tuple[PersonAYear, Number, Number, Share]:
    """Fit the count model to the recorded totals; see `counts`.

    Parameters
    ----------
    recorded_arrivals : xr.DataArray (sex, arrival_year)
        Arrivals; both sexes are summed.
    break_chance : xr.DataArray
        Chance that the regime breaks within a year.

    Returns
    -------
    arrivals_level, arrivals_shape, break_shape : xr.DataArray
        Mean of the forecast, and both shapes of its spread.
    break_probability : xr.DataArray (arrival_year)
        Probability that a regime broke in the year.
    """
    found = xr.apply_ufunc(
        _fitted,
        recorded_arrivals.sum("sex"),
        break_chance,
        input_core_dims=[["arrival_year"], []],
        output_core_dims=[[], [], [], ["arrival_year"]],
        vectorize=True,
    )
    level, shape, break_shape, broken = found
    return level, shape, break_shape, broken


@block(outputs=("arrivals", "arrivals_low", "arrivals_high", "arrivals_mean"))
def forecast(
    recorded_arrivals: PersonAYear,
    arrivals_level: PersonAYear,
    arrivals_shape: Number,
    break_shape: Number,
    break_chance: Share,
    arrivals_chance: Share,
    arrivals_scale: Number,
) -> tuple[PersonAYear, PersonAYear, PersonAYear, PersonAYear]:
    """Arrivals by year from 2002 on: what is recorded, and the forecast after it.

    `arrivals_chance` says where in the distribution of each year the path runs: at 0.5 it is the
    median. A draw takes one chance for all its years; the spread of a year is exact, that of sums
    over years is as wide as it can be.

    Returns
    -------
    arrivals : xr.DataArray (year)
        Recorded, then at the chance that is asked for.
    arrivals_low, arrivals_high : xr.DataArray (year)
        Ends of the interval that holds nine in ten outcomes; recorded years have no width.
    arrivals_mean : xr.DataArray (year)
        Expected arrivals.
    """
    recorded = recorded_arrivals.sum("sex").rename(arrival_year="year")
    last = int(recorded["year"][-1])
    if (first := int(arrivals_scale["year"][0])) > last + 1:
        raise MissingValue(
            f"the run begins in {first}, and arrivals are known to {last} only",
            where="resettlement.arrivals",
            mend=f"let the horizon start in {last + 1} or earlier",
        )
    if (end := int(arrivals_scale["year"][-1])) < FIRST_YEAR:
        raise MissingValue(
            f"the run ends in {end}, and arrivals are counted by year from {FIRST_YEAR} on",
            where="resettlement.arrivals",
            mend=f"let the horizon end in {FIRST_YEAR} or later",
        )
    arrivals_scale = arrivals_scale.sel(year=slice(FIRST_YEAR, None))
    ahead = (arrivals_scale["year"] - last).astype(float).clip(min=1.0)
    model = (ahead, arrivals_level, arrivals_shape, break_shape, break_chance)
    paths = [_at(chance, *model) for chance in (arrivals_chance, LOW, HIGH)]
    paths.append(arrivals_level + 0.0 * ahead)
    known = recorded.reindex(year=arrivals_scale["year"])
    done = [
        (path * arrivals_scale).where(known.isnull(), known).transpose(..., "year")
        for path in paths
    ]
    return done[0], done[1], done[2], done[3]


@block
def women_share(recorded_arrivals: PersonAYear) -> Share:
    """Share of women among the arrivals of the last three recorded years."""
    latest = recorded_arrivals.isel(arrival_year=slice(-LATEST_YEARS, None)).sum("arrival_year")
    return latest.sel(sex="female", drop=True) / latest.sum("sex")


@block
def arrivals_by_sex(
    arrivals: PersonAYear, recorded_arrivals: PersonAYear, women_share: Share
) -> PersonAYear:
    """Split forecasts by the latest share of women; records have their own; (sex, year)."""
    share = xr.concat([women_share, 1.0 - women_share], dim="sex").assign_coords(
        sex=["female", "male"]
    )
    known = recorded_arrivals.rename(arrival_year="year").reindex(year=arrivals["year"])
    return (arrivals * share).where(known.isnull(), known).transpose(..., "sex", "year")


@block
def cumulative(arrivals: PersonAYear, cumulative_recorded: Person) -> Person:
    """All who have arrived by the end of the year; (year)."""
    recorded = cumulative_recorded.sum("sex").rename(arrival_year="year")
    last = int(recorded["year"][-1])
    later = arrivals.where(arrivals["year"] > last, 0.0).cumsum("year")
    known = recorded.reindex(year=arrivals["year"])
    ahead = recorded.isel(year=-1, drop=True) + later
    return ahead.where(known.isnull(), known).transpose(..., "year")


@check(tolerance=1e-6)  # persons: sums of float64
def cumulative_balance(cumulative: Person, arrivals_by_sex: PersonAYear) -> xr.DataArray:
    """Growth of the cumulative total, less the arrivals of both sexes; (year)."""
    return cumulative.diff("year") - arrivals_by_sex.sum("sex")


@block(outputs=("regime_arrivals", "regime_dispersion"))
def regimes(recorded_arrivals: PersonAYear) -> tuple[PersonAYear, Number]:
    """Mean, and variance over mean, of yearly arrivals in each named regime; (regime).

    Counts without a common cause would have a dispersion of one. A regime with fewer than two
    recorded years has no dispersion, one without any no mean.
    """
    total = recorded_arrivals.sum("sex")
    chosen = [total.sel(arrival_year=slice(*years)) for years in REGIMES.values()]
    means = [some.sum("arrival_year") / (some.sizes["arrival_year"] or np.nan) for some in chosen]
    spread = [_dispersion(some) for some in chosen]
    names = xr.DataArray(list(REGIMES), dims=("regime",), name="regime")
    return xr.concat(means, dim=names), xr.concat(spread, dim=names)


def _dispersion(counts: xr.DataArray) -> xr.DataArray:
    """Return variance over mean; missing where there are fewer than two counts."""
    freedom = max(counts.sizes["arrival_year"] - 1, 0) or np.nan
    mean = counts.sum("arrival_year") / (counts.sizes["arrival_year"] or np.nan)
    return ((counts - mean) ** 2).sum("arrival_year") / freedom / mean


def _fitted(counts: FloatArray, break_chance: float) -> tuple[float, float, float, FloatArray]:
    state = fit(counts, float(break_chance))
    return state.level, state.shape, state.break_shape, state.broken


def _at(
    chance: xr.DataArray | float,
    ahead: xr.DataArray,
    level: xr.DataArray,
    shape: xr.DataArray,
    break_shape: xr.DataArray,
    break_chance: xr.DataArray,
) -> xr.DataArray:
    path: xr.DataArray = xr.apply_ufunc(
        lambda u, h, m, k, b, p: quantile(u, h, level=m, shape=k, break_shape=b, break_chance=p),
        chance,
        ahead,
        level,
        shape,
        break_shape,
        break_chance,
    )
    return path
