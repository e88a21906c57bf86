"""What is read off the fund's path: its peak, the first deficit, the year it runs out.

A year that does not come before the horizon, or before the official flows end, is missing.
"""

from __future__ import annotations

import xarray as xr

from bongsu.link import block
from bongsu.systems.people.pension_sources import Won, WonAYear
from bongsu.systems.people.population import Years


@block
def fund_peak_year(pension_fund: Won) -> Years:
    """Year at whose end the fund is largest; missing while it still grows; (year) to none."""
    return _at_peak(pension_fund, xr.zeros_like(pension_fund) + pension_fund["year"])


@block
def fund_peak(pension_fund: Won) -> Won:
    """Largest level of the fund at a year's end; missing while it still grows; (year) to none."""
    return _at_peak(pension_fund, pension_fund)


@block
def fund_first_deficit_year(
    pension_contributions: WonAYear, investment_income: WonAYear, pension_expenditure: WonAYear
) -> Years:
    """First year with more expenditure than contributions and investment income together."""
    return _first_year(pension_contributions + investment_income < pension_expenditure)


@block
def fund_exhaustion_year(pension_gap: WonAYear) -> Years:
    """First year that the fund does not outlast."""
    return _first_year(pension_gap > 0)


def _at_peak(fund: xr.DataArray, value: xr.DataArray) -> xr.DataArray:
    """Return the value in the year of the largest fund, unless that is the last year known."""
    last = fund["year"].where(fund.notnull()).max("year")
    peak = fund == fund.max("year")
    return value.where(peak & (fund["year"] < last)).max("year")


def _first_year(happens: xr.DataArray) -> xr.DataArray:
    """Return the first year in which something happens, missing where it never does."""
    return happens["year"].where(happens).min("year")
