"""The National Pension fund: a recursion on the official flows, under dated law.

Contributions, benefits and administration start from the fifth actuarial projection; the law moves
the first two, the return moves the fund. What is left out: that fewer births or more migrants than
the projection assumes change the flows.
"""

from __future__ import annotations

from typing import Annotated

import numpy as np
import numpy.typing as npt
import xarray as xr

from bongsu.link import Edge, block, check
from bongsu.systems.people.pension_accrual import Number
from bongsu.systems.people.pension_sources import Share, Won, WonAYear

FloatArray = npt.NDArray[np.float64]
Months = Annotated[xr.DataArray, Edge("month")]

MONTHS_PER_YEAR = 12


@block
def pension_contributions(
    official_contributions: WonAYear,
    contribution_rate: Share,
    projection_contribution_rate: Share,
    contribution_delay: Months,
) -> WonAYear:
    """Contributions: the official ones, in proportion to the rate that is paid in the year.

    Nobody stops paying because the rate is higher.

    Parameters
    ----------
    official_contributions : xr.DataArray (year)
        At the rate that the projection assumes.
    contribution_rate, projection_contribution_rate : xr.DataArray (year)
        In force during the year, under the law and as the projection assumes; shares of earnings.
    contribution_delay : xr.DataArray
        Months from earning to paying, 0 to 12: so much of a year is still paid at the rate of the
        year before.

    References
    ----------
    National Pension Act, articles 88 (rate) and 89 (due on the tenth of the next month).
    """
    rise = (contribution_rate - contribution_rate.shift(year=1)).fillna(0.0)
    paid = contribution_rate - rise * contribution_delay / MONTHS_PER_YEAR
    return official_contributions * paid / projection_contribution_rate


@block
def pension_benefits(official_benefits: WonAYear, benefit_index: Number) -> WonAYear:
    """Benefits: the official ones, raised as service under another law comes to be paid; (year)."""
    return official_benefits * benefit_index


@block
def pension_expenditure(pension_benefits: WonAYear, official_administration: WonAYear) -> WonAYear:
    """Benefits and the cost of administration; (year)."""
    return pension_benefits + official_administration


@block
def pay_as_you_go_rate(
    pension_expenditure: WonAYear, pension_contributions: WonAYear, contribution_rate: Share
) -> Share:
    """Contribution rate at which the year's contributions would pay the year's expenditure; (year).

    The official rate divides by earnings that are assessed, not by those on which contributions
    arrive, and is lower by 2% of itself.
    """
    return contribution_rate * pension_expenditure / pension_contributions


@block
def realised_return(fund_return: Share, fund_return_shock: Share) -> Share:
    """Nominal return that comes about: the expected one, and what the year adds to it; (year)."""
    return fund_return + fund_return_shock


@block(outputs=("pension_fund", "investment_income", "pension_gap", "fund_revision"))
def pension_fund(
    opening_fund: Won,
    pension_contributions: WonAYear,
    pension_expenditure: WonAYear,
    realised_return: Share,
    observed_fund: Won,
    observed_fund_weight: Share,
) -> tuple[Won, WonAYear, WonAYear, WonAYear]:
    """Step the fund through the years; see `fund_path` for the rules.

    Parameters
    ----------
    opening_fund : xr.DataArray
        At the end of the year before the first.
    pension_contributions, pension_expenditure : xr.DataArray (year)
        Flows of the year.
    realised_return : xr.DataArray (year)
        Nominal return, a share a year.
    observed_fund : xr.DataArray (year)
        Level at a year's end where it is known, else missing.
    observed_fund_weight : xr.DataArray
        1 takes the observed levels, 0 ignores them.

    Returns
    -------
    tuple of xr.DataArray (year)
        The fund at the year's end, investment income, the gap that nothing in the scheme pays,
        and the revision to an observed level.
    """
    opening, contributions, expenditure, returns, observed, weight = xr.broadcast(
        opening_fund,
        pension_contributions,
        pension_expenditure,
        realised_return.sel(year=pension_contributions["year"]),
        observed_fund.sel(year=pension_contributions["year"]),
        observed_fund_weight,
    )
    order = (*(dim for dim in contributions.dims if dim != "year"), "year")
    arrays = [
        array.transpose(*order).to_numpy()
        for array in (opening, contributions - expenditure, returns, observed, weight)
    ]
    path = fund_path(*arrays)
    labelled = contributions.transpose(*order)
    fund, income, gap, revision = (labelled.copy(data=part) for part in path)
    return fund, income, gap, revision


def fund_path(
    opening: FloatArray,
    net_flow: FloatArray,
    returns: FloatArray,
    observed: FloatArray,
    weight: FloatArray,
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return fund, income, gap and revision; the last axis of all arrays is the year.

    The year's net flow comes in evenly and earns half a year's return:
    ``income = r (fund + net / 2)``. The projection's own rows say so: of ``income / (opening + x
    net)`` in 2023 to 2050, only ``x = 1/2`` gives the printed return of 4.5% in 2045 (4.50) and
    2050 (4.48); ``x = 0`` gives 4.32 and 4.10.

    A year that the fund does not outlast earns no income, as the projection prints it (2055). The
    fund is then nought, and what is wanting is the year's gap. A fund of nought earns nothing, and
    fills again only when contributions exceed expenditure.

    References
    ----------
    National Pension Research Institute (2023), ALM analysis of the National Pension Fund, table
    V-1; Fifth National Pension Actuarial Projection (March 2023).

    Examples
    --------
    >>> years = lambda *values: np.array(values)
    >>> fund, income, gap, revision = fund_path(
    ...     years(100.0, 100.0), years(-60.0, -60.0), years(0.1, 0.1), years(np.nan, np.nan),
    ...     years(0.0, 0.0))
    >>> [part.round(6).tolist() for part in (fund, income, gap)]
    [[47.0, 0.0], [7.0, 0.0], [0.0, 13.0]]
    """
    known = np.isfinite(observed)
    revised_to = np.where(known, observed, 0.0)
    taken = np.where(known, weight, 0.0)
    fund, income, gap, revision = (np.empty_like(net_flow) for _ in range(4))
    level = opening[..., 0]
    for year in range(net_flow.shape[-1]):
        net = net_flow[..., year]
        earned = returns[..., year] * np.maximum(level + net / 2, 0.0)
        lost = level + net + earned < 0
        earned = np.where(lost, np.minimum(earned, 0.0), earned)
        balance = level + net + earned
        short = np.where(lost | np.isnan(balance), -balance, 0.0)  # unknown where flows are
        balance = balance + short
        shift = taken[..., year] * (revised_to[..., year] - balance)
        level = balance + shift
        fund[..., year], income[..., year] = level, earned
        gap[..., year], revision[..., year] = short, shift
    return fund, income, gap, revision


@check(tolerance=1e-6)  # a million won: the sums are exact but for rounding
def fund_balance(
    opening_fund: Won,
    pension_fund: Won,
    pension_contributions: WonAYear,
    investment_income: WonAYear,
    pension_expenditure: WonAYear,
    pension_gap: WonAYear,
    fund_revision: WonAYear,
) -> WonAYear:
    """Change of the fund less revenue and other sources, plus expenditure; (year)."""
    before = pension_fund.shift(year=1).fillna(opening_fund)
    revenue = pension_contributions + investment_income + pension_gap + fund_revision
    change = pension_fund - before - revenue + pension_expenditure
    return change.dropna("year", how="all")
