"""The National Pension's official flows, returns, members and fund levels, year by year.

The fifth actuarial projection prints its flows for selected years only. Between them they are
interpolated by one rule, `between_printed_years`; nothing is fitted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import numpy as np
import polars as pl
import xarray as xr
from scipy.interpolate import PchipInterpolator

from bongsu.link import Edge, source

Won = Annotated[xr.DataArray, Edge("trillion won")]
WonAYear = Annotated[xr.DataArray, Edge("trillion won/year")]
Share = Annotated[xr.DataArray, Edge("share")]
Thousand = Annotated[xr.DataArray, Edge("thousand person")]

TRILLION_PER_BILLION = 1e-3
THOUSANDS_PER_PRINTED_HEADCOUNT = 10  # printed in ten thousands
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
    decades = _base_series(assumptions, "fund_return_pct").drop_nulls("first_year")
    years = np.arange(decades["first_year"][0], LAST_YEAR + 1)
    at = np.searchsorted(decades["first_year"].to_numpy(), years, side="right") - 1
    return xr.DataArray(decades["value"].to_numpy()[at] / 100.0, {"year": years}, ("year",))


@source("nps5_assumptions")
def real_wage_growth(assumptions: pl.DataFrame) -> Share:
    """Growth of real wages in the fifth projection, mean of 2023 to 2093."""
    series = _base_series(assumptions, "real_wage_growth_pct")
    return xr.DataArray(series.filter(pl.col("first_year").is_null())["value"].item() / 100.0)


@source("nps_members", "nps5_headcounts")
def insured_members(counted: pl.DataFrame, projected: pl.DataFrame) -> Thousand:
    """Members of the scheme, as counted in 1988 and as projected from 2023 on; (service_year)."""
    first = counted.sort("date").row(0, named=True)
    ahead = projected.filter(series="subscribers_10k").sort("year")
    years = [first["date"].year, *ahead["year"]]
    members = [first["subscribers"] / 1000, *ahead["value"] * THOUSANDS_PER_PRINTED_HEADCOUNT]
    return between_printed_years(years, members).rename(year="service_year")


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


def _base_series(assumptions: pl.DataFrame, series: str) -> pl.DataFrame:
    chosen: pl.DataFrame = assumptions.filter(scenario="base", series=series).sort("first_year")
    return chosen
