"""The National Pension's flows and fund: official ones, moved by what own cohorts say.

Official contributions, benefits and heads of the fifth actuarial projection change in the
proportion in which those of own cohorts differ between the scenario and the projection's own
assumptions. So the official path is met exactly, and people, work, wages and law move it. With
`official_flows_weight` 0 the own cohorts' flows are taken as they are.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import xarray as xr

from bongsu.link import block, check
from bongsu.systems.people.pension_sources import Months, Share, Thousand, Won, WonAYear
from bongsu.systems.people.population import Number

FloatArray = npt.NDArray[np.float64]

MONTHS_PER_YEAR = 12


@block
def paid_rate(contribution_rate: Share, contribution_delay: Months) -> Share:
    """Contribution rate at which a year's contributions are paid; (year).

    Parameters
    ----------
    contribution_rate : xr.DataArray (year)
        In force during the year, a share of earnings.
    contribution_delay : xr.DataArray
        Months from earning to paying, 0 to 12: so much of a year is still paid at the rate of the
        year before.

    References
    ----------
    National Pension Act, articles 88 (rate) and 89 (due on the tenth of the next month).
    """
    rise = (contribution_rate - contribution_rate.shift(year=1)).fillna(0.0)
    return contribution_rate - rise * contribution_delay / MONTHS_PER_YEAR


@block
def contribution_base(
    official_contributions: WonAYear,
    projection_contribution_rate: Share,
    own_earnings: WonAYear,
    reference_earnings: WonAYear,
    official_flows_weight: Share,
) -> WonAYear:
    """Earnings on which contributions arrive, whatever the rate; (year).

    The official ones are official contributions over the rate that the projection assumes.
    """
    years = {"year": own_earnings["year"]}  # law may reach back further than flows
    official = official_contributions / projection_contribution_rate.sel(years)
    return anchored(own_earnings, reference_earnings, official, official_flows_weight)


@block
def pension_contributions(contribution_base: WonAYear, paid_rate: Share) -> WonAYear:
    """Contributions; nobody stops paying because the rate is higher; (year)."""
    return contribution_base * paid_rate.sel(year=contribution_base["year"])


@block
def pension_benefits(
    official_benefits: WonAYear,
    own_benefits: WonAYear,
    reference_benefits: WonAYear,
    official_flows_weight: Share,
) -> WonAYear:
    """Benefits of every kind; (year)."""
    return anchored(own_benefits, reference_benefits, official_benefits, official_flows_weight)


@block
def pension_subscribers(
    official_subscribers: Thousand,
    own_subscribers: Thousand,
    reference_subscribers: Thousand,
    official_flows_weight: Share,
) -> Thousand:
    """Thousand members, those who pay and those who are exempt; (year)."""
    return anchored(
        own_subscribers, reference_subscribers, official_subscribers, official_flows_weight
    )


@block
def pension_recipients(
    official_recipients: Thousand,
    own_recipients: Thousand,
    reference_recipients: Thousand,
    official_flows_weight: Share,
) -> Thousand:
    """Thousand recipients of old-age pensions; (year)."""
    return anchored(
        own_recipients, reference_recipients, official_recipients, official_flows_weight
    )


@block
def wage_index(pension_assumptions: Share, projection_assumptions: Share) -> Number:
    """Nominal wages over those that the fifth projection assumes; (year)."""
    return cumulative(
        pension_assumptions, projection_assumptions, ("real_wage_growth", "inflation")
    )


@block
def pension_administration(
    official_administration: WonAYear, wage_index: Number, treasury_share: Share
) -> WonAYear:
    """Cost of administration that the fund bears; it follows wages; (year)."""
    return official_administration * wage_index * (1.0 - treasury_share)


@block
def pension_expenditure(pension_benefits: WonAYear, pension_administration: WonAYear) -> WonAYear:
    """Benefits and the cost of administration; (year)."""
    return pension_benefits + pension_administration


@block
def pay_as_you_go_rate(pension_expenditure: WonAYear, contribution_base: WonAYear) -> Share:
    """Contribution rate at which the year's contributions would pay the year's expenditure; (year).

    It does not hang on the rate in force, of which nought may be asked. The official rate divides
    by earnings that are assessed, not by those on which contributions arrive, and is lower by 2% of
    itself. Missing where nobody is left who pays.
    """
    return pension_expenditure / contribution_base.where(contribution_base > 0)


@block
def realised_return(fund_return: Share, fund_return_shock: Share) -> Share:
    """Nominal return that comes about: the expected one, and what the year adds to it; (year)."""
    return fund_return + fund_return_shock.sel(year=fund_return["year"])


@block
def benefits_to_gdp(
    pension_benefits: WonAYear,
    projection_gdp: WonAYear,
    pension_assumptions: Share,
    projection_assumptions: Share,
) -> Share:
    """Benefits over GDP at current prices; (year).

    GDP is what the fifth projection implies, moved by the growth that the scenario assumes beyond
    the projection's.
    """
    index = cumulative(
        pension_assumptions, projection_assumptions, ("real_gdp_growth", "inflation")
    )
    return pension_benefits / (projection_gdp * index)


def anchored(
    own: xr.DataArray, reference: xr.DataArray, official: xr.DataArray, weight: xr.DataArray
) -> xr.DataArray:
    """Return the official path moved by own cohorts, or the own path, or a mixture.

    Parameters
    ----------
    own, reference, official : xr.DataArray (year)
        Of own cohorts in the scenario, of own cohorts under the projection's assumptions, and as
        the projection has it; the last is missing beyond its end.
    weight : xr.DataArray
        1 for ``official own / reference``, 0 for ``own``.

    Examples
    --------
    >>> year = {"year": [2093, 2094]}
    >>> path = lambda *values: xr.DataArray(list(values), year, ("year",))
    >>> anchored(path(6.0, 6.0), path(5.0, 5.0), path(10.0, np.nan), xr.DataArray(1.0)).values
    array([12., nan])
    """
    moved = official * own / reference.sel(year=own["year"])
    return own.where(weight == 0, weight * moved + (1.0 - weight) * own)


def cumulative(
    assumed: xr.DataArray, reference: xr.DataArray, names: tuple[str, ...]
) -> xr.DataArray:
    """Return the level that assumptions of growth reach, over that of the reference; (year)."""
    logs = _logs_of_growth(assumed, names) - _logs_of_growth(reference, names)
    beyond_first = logs.where(logs["year"] > logs["year"][0], 0.0)
    level: xr.DataArray = xr.apply_ufunc(np.exp, beyond_first.cumsum("year"))
    return level.assign_coords(year=logs["year"])


def _logs_of_growth(assumed: xr.DataArray, names: tuple[str, ...]) -> xr.DataArray:
    growth = assumed.sel(assumption=list(names))
    logs: xr.DataArray = xr.apply_ufunc(np.log1p, growth).sum("assumption")
    return logs


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
