"""What comes back to importers where the emergency duties are void, by clock, month by month.

The sums rest on simulated entries of the country, read from a table; a scenario says which ruling
holds, as a share of one where it is open how far it reaches.
"""

from __future__ import annotations

from typing import Annotated

import numpy as np
import polars as pl
import xarray as xr

from bongsu.link import Edge, block, check, source

Share = Annotated[xr.DataArray, Edge("share")]
Billion = Annotated[xr.DataArray, Edge("billion us_dollar")]

START, ARGUMENT = "from-the-start", "from-the-argument"
RULINGS = (START, ARGUMENT)
CLOCKS = ("not-liquidated", "protest", "suit", "lapsed")
FIRST_YEAR, LAST_YEAR = 2024, 2100  # of the months; none is told after the last that is known


@source("tariff_refunds")
def refund_if_void(rows: pl.DataFrame) -> Billion:
    """Duty that a ruling gives back; (ruling, clock, month). Missing after the last month known."""
    return _by_month(rows, "usd")


@source("tariff_refunds")
def interest_if_void(rows: pl.DataFrame) -> Billion:
    """Interest on it; (ruling, clock, month). Missing after the last month known."""
    return _by_month(rows, "interest")


@block
def refund_by_clock(refund_if_void: Billion, void_start: Share, void_argument: Share) -> Billion:
    """Duty that the ruling in force gives back, by the clock entries have reached."""
    return _ruled(refund_if_void, void_start, void_argument)


@block
def refund(refund_by_clock: Billion) -> Billion:
    """All clocks; (month)."""
    return refund_by_clock.sum("clock", skipna=False)


@block
def refund_interest(interest_if_void: Billion, void_start: Share, void_argument: Share) -> Billion:
    """Interest on all of it; (month)."""
    return _ruled(interest_if_void, void_start, void_argument).sum("clock", skipna=False)


@check(tolerance=1e-9)  # billion US$: sums of float64
def refunds_by_ruling(
    refund: Billion, refund_if_void: Billion, void_start: Share, void_argument: Share
) -> xr.DataArray:
    """Refund less those of all rulings, each as far as it holds; (month)."""
    known = refund_if_void.sum("clock", skipna=False)
    owed = known.sel(ruling=START, drop=True) * void_start
    return (refund - owed - known.sel(ruling=ARGUMENT, drop=True) * void_argument).fillna(0.0)


def _ruled(amounts: xr.DataArray, start: xr.DataArray, argument: xr.DataArray) -> xr.DataArray:
    whole = amounts.sel(ruling=START, drop=True) * start
    return whole + amounts.sel(ruling=ARGUMENT, drop=True) * argument


def _by_month(rows: pl.DataFrame, column: str) -> xr.DataArray:
    months = [f"{y}-{m:02d}" for y in range(FIRST_YEAR, LAST_YEAR + 1) for m in range(1, 13)]
    cells = np.full((len(RULINGS), len(CLOCKS), len(months)), np.nan)
    first = rows["month"].min()
    for month, ruling, clock, amount in rows.select("month", "ruling", "clock", column).iter_rows():
        spot = (month.year - FIRST_YEAR) * 12 + month.month - 1
        held = slice(0, spot + 1) if month == first else spot  # nothing is owed before it
        cells[RULINGS.index(ruling), CLOCKS.index(clock), held] = amount / 1e9
    return xr.DataArray(
        cells,
        {"ruling": list(RULINGS), "clock": list(CLOCKS), "month": months},
        ("ruling", "clock", "month"),
    )
