"""What is read off the fund's path: its peak, the first deficit, the year it runs out.

A year that does not come before the horizon, or before the official flows end, is missing.
"""

from __future__ import annotations

import xarray as xr

from bongsu.link import block
from bongsu.systems.people.pension_sources import Share, Won, WonAYear
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
    opening_fund: Won,
    pension_fund: Won,
    pension_contributions: WonAYear,
    pension_expenditure: WonAYear,
    fund_return: Share,
) -> Years:
    """First year in which contributions and the return that is expected fall short of expenditure.

    A single bad year on the markets is no deficit of the scheme, so that shocks to the return do
    not count beside what they leave of the fund. Without shocks this is the first year with more
    expenditure than revenue, as projections print it.

    Parameters
    ----------
    opening_fund : xr.DataArray
        At the end of the year before the first.
    pension_fund : xr.DataArray (year)
        At the year's end.
    pension_contributions, pension_expenditure : xr.DataArray (year)
        Flows of the year, which are invested for half of it.
    fund_return : xr.DataArray (year)
        The expected nominal return, a share a year.
    """
    net = pension_contributions - pension_expenditure
    invested = (pension_fund.shift(year=1).fillna(opening_fund) + net / 2).clip(min=0.0)
    return _first_year(net + fund_return * invested < 0)


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
