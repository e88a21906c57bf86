"""The National Pension's official flows, returns, members and fund levels, year by year.

The fifth actuarial projection prints its flows and headcounts for selected years only. Between
them they are interpolated by one rule, `between_printed_years`; assumptions are straight between
years or stand within decades. Nothing is fitted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import numpy as np
import numpy.typing as npt
import polars as pl
import xarray as xr
from scipy.interpolate import PchipInterpolator

from bongsu.errors import MissingValue
from bongsu.link import Edge, source

Won = Annotated[xr.DataArray, Edge("trillion won")]
WonAYear = Annotated[xr.DataArray, Edge("trillion won/year")]
Share = Annotated[xr.DataArray, Edge("share")]
Months = Annotated[xr.DataArray, Edge("month")]
Thousand = Annotated[xr.DataArray, Edge("thousand person")]

TRILLION_PER_BILLION = 1e-3
PERCENT = 100.0
THOUSANDS_PER_PRINTED_HEADCOUNT = 10  # printed in ten thousands
FIRST_YEAR = 2023  # of the projection
LAST_YEAR = 2100  # series say "missing" from the projection's end to here


@source("nps5_flows")
def official_contributions(flows: pl.DataFrame) -> WonAYear:
    """Contributions in the fifth projection, which takes the rate of 9% for granted; (year)."""
    return _yearly(flows, "contributions")


@source("nps5_flows")
def official_benefits(flows: pl.DataFrame) -> WonAYear:
    """Benefits in the fifth projection, under the replacement rates of the old law; (year)."""
    return _yearly(flows, "benefits")


@source("nps5_flows")
def official_administration(flows: pl.DataFrame) -> WonAYear:
    """Expenditure other than benefits in the fifth projection; (year)."""
    costs = flows.with_columns(
        (pl.col("total_expenditure") - pl.col("benefits")).alias("administration")
    )
    return _yearly(costs, "administration")


@source("nps5_flows")
def opening_fund(flows: pl.DataFrame) -> Won:
    """Level from which the fifth projection starts: its first year's end less that year's change.

    The printed rows meet ``fund_end = opening + revenue - expenditure`` to the billion where two
    neighbouring years are printed (2040 and 2041). For the first row it gives 888.95 trillion won
    at the end of 2022, which is 1.5 less than the rounded level that was reported.
    """
    first = flows.sort("year").row(0, named=True)
    opening = first["fund_end"] - first["total_revenue"] + first["total_expenditure"]
    return xr.DataArray(opening * TRILLION_PER_BILLION)


@source("nps5_assumptions")
def fund_return(assumptions: pl.DataFrame) -> Share:
    """Nominal return on the fund in the fifth projection, by decade; (year).

    After its last year the last decade's return stands.
    """
    return base_steps(assumptions, "fund_return_pct") / PERCENT


@source("nps5_headcounts")
def official_subscribers(headcounts: pl.DataFrame) -> Thousand:
    """Members in the fifth projection; (year)."""
    return _printed_heads(headcounts, "subscribers_10k")


@source("nps5_headcounts")
def official_recipients(headcounts: pl.DataFrame) -> Thousand:
    """Recipients of old-age pensions in the fifth projection; (year)."""
    return _printed_heads(headcounts, "old_age_recipients_10k")


@source("nps5_flows", "nps5_headcounts")
def projection_gdp(flows: pl.DataFrame, headcounts: pl.DataFrame) -> WonAYear:
    """GDP at current prices that the fifth projection implies: benefits over their share; (year).

    The share is printed to 0.1 point, which leaves 3% open in 2023 and 0.6% in 2093.
    """
    shares = headcounts.filter(series="benefit_to_gdp_pct").sort("year")
    benefits = official_benefits(flows).sel(year=shares["year"].to_list()).to_numpy()
    implied = list(benefits / (shares["value"].to_numpy() / PERCENT))
    path = between_printed_years(shares["year"].to_list(), implied)
    return path.reindex(year=np.arange(FIRST_YEAR, LAST_YEAR + 1))


@source("nps_fund_history")
def observed_fund(history: pl.DataFrame) -> Won:
    """Fund at the end of those years for which it is known; missing in all others; (year)."""
    years = np.arange(2023, LAST_YEAR + 1)
    levels = xr.DataArray(np.full(len(years), np.nan), {"year": years}, ("year",))
    for row in history.filter(~pl.col("second_hand")).iter_rows(named=True):
        if row["date"].month == 12 and row["date"].year in years:
            levels.loc[{"year": row["date"].year}] = row["fund"]
    return levels


def between_printed_years(years: Sequence[int], values: Sequence[float]) -> xr.DataArray:
    """Interpolate a positive series to every year by a monotone cubic of its logarithm.

    The curve runs through the printed values, grows where they grow, and never overshoots them.

    Parameters
    ----------
    years : sequence of int
        In ascending order.
    values : sequence of float
        All positive.

    Returns
    -------
    xr.DataArray (year)
        From the first of the years to the last.

    References
    ----------
    Fritsch and Butland (1984), "A method for constructing local monotone piecewise cubic
    interpolants", SIAM Journal on Scientific and Statistical Computing 5(2).

    Examples
    --------
    >>> path = between_printed_years([2023, 2025, 2030], [1.0, 4.0, 4.0])
    >>> path.sel(year=[2023, 2025, 2028, 2030]).values.round(12).tolist()
    [1.0, 4.0, 4.0, 4.0]
    """
    all_years = np.arange(years[0], years[-1] + 1)
    curve = PchipInterpolator(np.asarray(years, float), np.log(np.asarray(values, float)))
    return xr.DataArray(np.exp(curve(all_years)), {"year": all_years}, ("year",))


def _yearly(flows: pl.DataFrame, column: str) -> xr.DataArray:
    """Return one column in every year, missing after the projection's last."""
    printed = flows.sort("year")
    path = between_printed_years(printed["year"].to_list(), printed[column].to_list())
    path = path * TRILLION_PER_BILLION
    return path.reindex(year=np.arange(printed["year"][0], LAST_YEAR + 1))


def base_path(assumptions: pl.DataFrame, series: str, scenario: str = "base") -> xr.DataArray:
    """Return a printed assumption in every year, straight between years or middles of decades.

    Before the first and after the last that is printed, it stands still.

    Parameters
    ----------
    assumptions : pl.DataFrame
        The table ``nps5_assumptions``.
    series, scenario : str
        Which assumption, in which scenario of the projection.

    Returns
    -------
    xr.DataArray (year)
        In the unit of the table, 2023 to 2100.
    """
    rows = _series(assumptions, series, scenario)
    middles = (rows["first_year"] + rows["last_year"]).to_numpy() / 2.0
    return _from_first_year(np.interp(_years(), middles, rows["value"].to_numpy()))


def base_steps(assumptions: pl.DataFrame, series: str, scenario: str = "base") -> xr.DataArray:
    """Return a printed assumption that stands within each decade; as `base_path` otherwise."""
    rows = _series(assumptions, series, scenario)
    at = np.searchsorted(rows["first_year"].to_numpy(), _years(), side="right") - 1
    return _from_first_year(rows["value"].to_numpy()[np.maximum(at, 0)])


def _printed_heads(headcounts: pl.DataFrame, series: str) -> xr.DataArray:
    printed = headcounts.filter(series=series).sort("year")
    heads = [value * THOUSANDS_PER_PRINTED_HEADCOUNT for value in printed["value"]]
    path = between_printed_years(printed["year"].to_list(), heads)
    return path.reindex(year=np.arange(FIRST_YEAR, LAST_YEAR + 1))


def _years() -> npt.NDArray[np.int64]:
    return np.arange(FIRST_YEAR, LAST_YEAR + 1)


def _from_first_year(values: npt.NDArray[np.float64]) -> xr.DataArray:
    return xr.DataArray(values, {"year": _years()}, ("year",))


def _series(assumptions: pl.DataFrame, series: str, scenario: str) -> pl.DataFrame:
    chosen = assumptions.filter(scenario=scenario, series=series).drop_nulls("first_year")
    if chosen.is_empty():
        known = assumptions.filter(series=series)["scenario"].unique().sort().to_list()
        raise MissingValue(
            f"the fifth projection prints no {series} for its scenario {scenario}",
            where="table nps5_assumptions",
            mend=f"take one of {', '.join(known)}" if known else "look at the names of its series",
        )
    return chosen.sort("first_year")
