"""How a commitment is drawn: what projects call, under a yearly cap, until it ends."""

from __future__ import annotations

from typing import Annotated

import xarray as xr

from bongsu.link import Edge, block, check

Billion = Annotated[xr.DataArray, Edge("billion us_dollar")]
BillionAYear = Annotated[xr.DataArray, Edge("billion us_dollar/year")]
Share = Annotated[xr.DataArray, Edge("share")]
Year = Annotated[xr.DataArray, Edge("year")]

PAID = 1e-9  # billion: what is left of a commitment that is paid in full


@block
def commitment(commitment_cash: Billion, commitment_shipbuilding: Billion) -> Billion:
    """Both parts; only the cash part is drawn here."""
    return commitment_cash + commitment_shipbuilding


@block(outputs=("investment_outflow", "commitment_left"))
def drawdown(
    commitment_cash: Billion, annual_cap: BillionAYear, drawdown_pace: Share
) -> tuple[BillionAYear, Billion]:
    """Draw the cash part: each year what is called, at most the cap, until nothing is left.

    Parameters
    ----------
    commitment_cash : xr.DataArray
        What is to be paid in all.
    annual_cap : xr.DataArray (year)
        The most of a calendar year.
    drawdown_pace : xr.DataArray (year)
        Share of the cap that projects call; more than one is cut to the cap. What a year does not
        use is not made up for later, since the cap is of each calendar year.

    Returns
    -------
    investment_outflow, commitment_left : xr.DataArray (year)
        Paid in the year, and left at its end.
    """
    called = drawdown_pace.clip(max=1.0) * annual_cap
    left = (commitment_cash - called.cumsum("year")).clip(min=0.0)
    before = left.shift(year=1).fillna(commitment_cash)
    return (before - left).transpose(..., "year"), left.transpose(..., "year")


@block
def used_up_year(commitment_left: Billion) -> Year:
    """First year at whose end nothing is left; missing where there is none; (year) to none."""
    return commitment_left["year"].where(commitment_left <= PAID).min("year")


@check(tolerance=1e-9)  # billion: sums of float64
def cap_kept(investment_outflow: BillionAYear, annual_cap: BillionAYear) -> xr.DataArray:
    """By how much a year's payments exceed the cap; (year)."""
    return (investment_outflow - annual_cap).clip(min=0.0)


@check(tolerance=1e-9)  # billion: sums of float64
def commitment_met(
    investment_outflow: BillionAYear, commitment_left: Billion, commitment_cash: Billion
) -> xr.DataArray:
    """All payments so far and what is left, less the cash part; (year)."""
    return investment_outflow.cumsum("year") + commitment_left - commitment_cash
