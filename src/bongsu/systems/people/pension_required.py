"""Contribution rates that would keep the fund whole, raised at one step in a given year.

The fund is linear in the rate as long as it is not empty, so that each target is one division. A
fund that would be empty before the raise is carried as a debt, at the same return.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import xarray as xr

from bongsu.cohorts.lifetable import FloatArray
from bongsu.link import block
from bongsu.systems.people.pension_arrays import lead_coords, lead_dims, plain
from bongsu.systems.people.pension_sources import Share, Won, WonAYear
from bongsu.systems.people.population import Years

BoolArray = npt.NDArray[np.bool_]

LAST_OFFICIAL = 2093
MULTIPLES = {"fund_ratio_1x": 1.0, "fund_ratio_2x": 2.0, "fund_ratio_5x": 5.0}
NOBODY = 1e-9  # trillion won: where nobody is left who pays, no rate is enough
CONSTANT_FOR = 20  # years; the projection does not say over which its ratio is constant
TARGETS = (*MULTIPLES, "no_deficit", "constant_fund_ratio")


@block
def required_contribution_rate(
    opening_fund: Won,
    pension_contributions: WonAYear,
    pension_expenditure: WonAYear,
    fund_return: Share,
    contribution_base: WonAYear,
    fund_revision: WonAYear,
    raise_year: Years,
) -> Share:
    """Rates from the raise on by which the scheme stands in 2093; (funding_target).

    Parameters
    ----------
    opening_fund : xr.DataArray
        At the end of the year before the first.
    pension_contributions, pension_expenditure, fund_return : xr.DataArray (year)
        Flows of the year, and the nominal return that is expected. What single years add to the
        return is left out: a rate is set in advance.
    contribution_base : xr.DataArray (year)
        Earnings on which contributions arrive, whatever the rate.
    fund_revision : xr.DataArray (year)
        Revisions to levels that are known.
    raise_year : xr.DataArray
        First year at the new rate.

    Returns
    -------
    xr.DataArray (funding_target)
        ``fund_ratio_1x``, ``_2x``, ``_5x``: the fund at the start of 2093 is so many times the
        expenditure of that year. ``no_deficit``: contributions and investment income pay the
        expenditure of each year from the raise on. ``constant_fund_ratio``: the fund's ratio is the
        same in 2073 and 2093.
        Missing where the flows end before 2093.

    References
    ----------
    Fifth National Pension Actuarial Projection (March 2023), financing targets; the closed form is
    ours.
    """
    flows = (
        pension_contributions,
        pension_expenditure,
        fund_return,
        contribution_base,
        fund_revision,
    )
    lead = lead_dims(opening_fund, raise_year, *flows, own=("year",))
    heads = lead_coords(opening_fund, raise_year, *flows, lead=lead)
    coords = {**heads, "funding_target": list(TARGETS)}
    years = pension_contributions["year"].values
    years = years[years <= LAST_OFFICIAL]
    if not len(years) or years[-1] < LAST_OFFICIAL:
        shape = tuple(heads[dim].size for dim in lead)
        return xr.DataArray(
            np.full((*shape, len(TARGETS)), np.nan), coords, (*lead, "funding_target")
        )
    paid, spent, earned, base, revised = (
        plain(flow.sel(year=years), lead, ("year",)) for flow in flows
    )
    raised = years >= plain(raise_year, lead, ())[..., None]
    base = np.maximum(base, NOBODY)
    fixed = _levels(
        plain(opening_fund, lead, ()), np.where(raised, 0.0, paid) - spent, earned, revised
    )
    a_point = _levels(np.zeros(()), np.where(raised, base, 0.0), earned, np.zeros(len(years)))
    found = _solved(fixed, a_point, spent)
    found.insert(len(MULTIPLES), _without_deficit(fixed, a_point, base, spent, earned, raised))
    return xr.DataArray(
        np.stack(np.broadcast_arrays(*found), axis=-1), coords, (*lead, "funding_target")
    )


def _levels(
    opening: FloatArray, net: FloatArray, returns: FloatArray, revised: FloatArray
) -> FloatArray:
    """Return the fund at ends of years, (..., year), by a recursion that knows no floor."""
    shape = np.broadcast_shapes(net.shape, returns.shape, (*opening.shape, 1), revised.shape)
    net, returns, revised = (np.broadcast_to(array, shape) for array in (net, returns, revised))
    level = np.broadcast_to(opening, shape[:-1])
    path = np.empty(shape)
    for place in range(shape[-1]):
        level = level * (1.0 + returns[..., place]) + net[..., place] * (
            1.0 + returns[..., place] / 2
        )
        level = level + revised[..., place]
        path[..., place] = level
    return path


def _solved(fixed: FloatArray, a_point: FloatArray, spent: FloatArray) -> list[FloatArray]:
    """Return the rates at which ``fixed + rate a_point`` meets a ratio to expenditure."""
    last, before = spent[..., -1], spent[..., -1 - CONSTANT_FOR]
    start, start_before = -2, -2 - CONSTANT_FOR
    found = [
        (multiple * last - fixed[..., start]) / a_point[..., start]
        for multiple in MULTIPLES.values()
    ]
    weight = last / before
    missing = weight * fixed[..., start_before] - fixed[..., start]
    return [*found, missing / (a_point[..., start] - weight * a_point[..., start_before])]


def _without_deficit(
    fixed: FloatArray,
    a_point: FloatArray,
    base: FloatArray,
    spent: FloatArray,
    earned: FloatArray,
    raised: BoolArray,
) -> FloatArray:
    """Return the lowest rate at which no year from the raise on has a deficit."""
    half = 1.0 + earned[..., 1:] / 2  # the year's net flow earns half a year's return
    short = spent[..., 1:] * half - earned[..., 1:] * fixed[..., :-1]
    a_point_more = base[..., 1:] * half + earned[..., 1:] * a_point[..., :-1]
    needed = np.where(raised[..., 1:], short / a_point_more, -np.inf)
    lowest: FloatArray = needed.max(axis=-1)
    return lowest
