"""The fund's recursion, the anchor and the interpolation, against loops and tables."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from bongsu.catalog import open_catalog
from bongsu.systems.people import pension, pension_readouts, pension_sources

FLOWS = open_catalog().table("nps5_flows").sort("year")
YEARS = list(range(2023, 2101))
ONE = xr.DataArray(1.0)


def by_year(values, first=2023):
    return xr.DataArray(
        np.asarray(values, float), {"year": range(first, first + len(values))}, ("year",)
    )


def finite(low, high):
    return st.floats(low, high, allow_nan=False, allow_subnormal=False)


@st.composite
def paths(draw):
    years = draw(st.integers(1, 12))
    shape = (years,)
    observed = draw(arrays.arrays(float, shape, elements=finite(0, 3000)))
    seen = draw(arrays.arrays(bool, shape))
    return (
        draw(finite(0, 2000)),
        draw(arrays.arrays(float, shape, elements=finite(-600, 600))),
        draw(arrays.arrays(float, shape, elements=finite(-0.3, 0.3))),
        np.where(seen, observed, np.nan),
        draw(finite(0, 1)),
    )


def step_by_step(opening, net_flows, returns, observed, weight):
    """Walk one path in plain Python, in the words of the rules."""
    level, fund, income, gap, revision = opening, [], [], [], []
    for net, rate, seen in zip(net_flows, returns, observed, strict=True):
        mean_level = level + net / 2
        earned = rate * mean_level if mean_level > 0 else 0.0
        short = 0.0
        if level + net + earned < 0:
            if earned > 0:
                earned = 0.0
            short = -(level + net + earned)
            end = 0.0
        else:
            end = level + net + earned
        shift = 0.0 if np.isnan(seen) else weight * (seen - end)
        level = end + shift
        fund.append(level)
        income.append(earned)
        gap.append(short)
        revision.append(shift)
    return fund, income, gap, revision


def whole_path(path):
    opening, net, returns, observed, weight = path
    return pension.fund_path(
        np.full(net.shape, opening), net, returns, observed, np.full(net.shape, weight)
    )


@given(paths())
def test_the_fund_agrees_with_a_plain_loop(path):
    for ours, plain in zip(whole_path(path), step_by_step(*path), strict=True):
        np.testing.assert_allclose(ours, plain, rtol=1e-12, atol=1e-9)


@given(paths())
def test_every_won_of_change_has_a_source(path):
    opening, net, *_ = path
    fund, income, gap, revision = whole_path(path)
    np.testing.assert_allclose(
        np.diff(fund, prepend=opening), net + income + gap + revision, atol=1e-9
    )


@given(paths())
def test_the_fund_is_never_negative_and_a_gap_leaves_it_empty(path):
    fund, _, gap, revision = whole_path(path)
    assert (fund >= 0).all()
    assert (gap >= 0).all()
    np.testing.assert_allclose((fund - revision)[gap > 0], 0.0, atol=1e-9)


def test_draws_and_branches_are_stepped_as_if_each_were_alone():
    rng = np.random.default_rng(5)
    returns = xr.DataArray(
        rng.normal(0.045, 0.02, (4, 10)),
        {"draw": range(4), "year": range(2023, 2033)},
        ("draw", "year"),
    )
    spent = by_year(np.linspace(50, 400, 10)) * xr.DataArray(
        [1.0, 1.3], {"pension-law": ["old", "new"]}, ("pension-law",)
    )
    paid, unseen = by_year(np.full(10, 60.0)), by_year(np.full(10, np.nan))
    opening = xr.DataArray(900.0)
    together = pension.pension_fund(opening, paid, spent, returns, unseen, 0.0 * ONE)
    for draw in range(4):
        for law in ("old", "new"):
            here = {"draw": draw, "pension-law": law}
            alone = pension.pension_fund(
                opening,
                paid,
                spent.sel({"pension-law": law}),
                returns.sel(draw=draw),
                unseen,
                0.0 * ONE,
            )
            for whole, part in zip(together, alone, strict=True):
                np.testing.assert_array_equal(whole.sel(here).values, part.values)


# --- interpolation and the projection's own rows ---


@given(
    st.lists(finite(0.01, 5000), min_size=2, max_size=12),
    st.lists(st.integers(1, 9), min_size=12, max_size=12),
)
def test_a_path_between_printed_years_meets_them_and_never_overshoots(values, gaps):
    years = [2023 + sum(gaps[:place]) for place in range(len(values))]
    path = pension_sources.between_printed_years(years, values)
    np.testing.assert_allclose(path.sel(year=years), values, rtol=1e-9)
    for place in range(len(values) - 1):
        part = path.sel(year=slice(years[place], years[place + 1])).values
        steps = np.diff(part) * np.sign(values[place + 1] - values[place])
        assert (steps >= -1e-9 * max(values)).all()


def test_flows_are_those_printed_and_are_missing_after_the_last():
    contributions = pension_sources.official_contributions(FLOWS)
    printed = FLOWS["contributions"].to_numpy() / 1000
    np.testing.assert_allclose(contributions.sel(year=FLOWS["year"].to_list()), printed, rtol=1e-12)
    assert contributions.sel(year=slice(2094, None)).isnull().all()


def test_the_printed_rows_meet_the_identity_from_which_the_opening_level_comes():
    rows = {row["year"]: row for row in FLOWS.iter_rows(named=True)}
    change = rows[2041]["total_revenue"] - rows[2041]["total_expenditure"]
    assert rows[2040]["fund_end"] + change == pytest.approx(rows[2041]["fund_end"], abs=1)
    assert float(pension_sources.opening_fund(FLOWS)) == pytest.approx(890.5, rel=0.002)


@pytest.mark.parametrize("year", [2040, 2041, 2045, 2050])
def test_printed_income_is_earned_on_the_level_in_the_middle_of_the_year(year):
    row = FLOWS.filter(year=year).row(0, named=True)
    opening = row["fund_end"] - row["total_revenue"] + row["total_expenditure"]
    net = row["contributions"] - row["total_expenditure"]
    # the return is printed for the decade, to 0.1 point; single years differ from its mean
    printed = 0.046 if year == 2040 else 0.045
    assert row["investment_income"] / (opening + net / 2) == pytest.approx(printed, abs=0.001)


def official_run(shift=0.0):
    assumptions = open_catalog().table("nps5_assumptions")
    contributions = pension_sources.official_contributions(FLOWS)
    expenditure = pension.pension_expenditure(
        pension_sources.official_benefits(FLOWS), pension_sources.official_administration(FLOWS)
    )
    returns = pension_sources.fund_return(assumptions) + shift
    unseen = xr.full_like(contributions, np.nan)
    opening = pension_sources.opening_fund(FLOWS)
    return (
        contributions,
        expenditure,
        *pension.pension_fund(opening, contributions, expenditure, returns, unseen, 0.0 * ONE),
    )


def test_the_fund_keeps_within_one_and_a_half_percent_of_every_printed_level():
    fund = official_run()[2]
    printed = FLOWS.filter((pl.col("fund_end") > 0) & (pl.col("year") <= 2050))
    # only flows of printed years and returns by decade are known; the difference adds up to 2050
    np.testing.assert_allclose(
        fund.sel(year=printed["year"].to_list()), printed["fund_end"] / 1000, rtol=0.015
    )


def test_the_year_of_exhaustion_earns_nothing_as_printed():
    _, _, fund, income, gap, _ = official_run()
    assert float(income.sel(year=2055)) == 0.0
    assert float(fund.sel(year=2055)) == 0.0
    assert float(gap.sel(year=2055)) > 0.0


def test_the_pay_as_you_go_rate_is_near_the_printed_one():
    contributions, expenditure, *_ = official_run()
    rates = pension.pay_as_you_go_rate(expenditure, contributions / 0.09)
    printed = open_catalog().table("nps5_headcounts").filter(series="paygo_cost_rate_pct")
    for year, percent in printed.select("year", "value").iter_rows():
        # printed on assessed earnings, of which 98% arrive as contributions, and to 0.1 point
        assert 0.0 <= float(rates.sel(year=year)) * 100 - percent < 0.025 * percent + 0.05


# --- law, and the anchor ---


def test_a_higher_rate_is_paid_a_month_late():
    paid = pension.paid_rate(by_year([0.09, 0.18, 0.18]), 1.0 * ONE)
    np.testing.assert_allclose(paid, [0.09, 0.09 + 0.09 * 11 / 12, 0.18])


def test_a_rise_of_the_rate_moves_contributions_and_no_rate_that_would_pay():
    earnings, spent = by_year([100.0, 100.0]), by_year([20.0, 20.0])
    official = (by_year([9.0, 9.0]), by_year([0.09, 0.09]))
    base = pension.contribution_base(*official, earnings, earnings, ONE)
    np.testing.assert_allclose(base, earnings)
    for rates in ([0.09, 0.18], [0.09, 0.0], [0.0, 0.0]):
        paid = pension.paid_rate(by_year(rates), 1.0 * ONE)
        np.testing.assert_allclose(pension.pension_contributions(base, paid), 100.0 * paid)
    np.testing.assert_allclose(pension.pay_as_you_go_rate(spent, base), 0.2)
    assert pension.pay_as_you_go_rate(spent, 0.0 * base).isnull().all()


@given(
    arrays.arrays(float, (5,), elements=finite(0.5, 2.0)),
    arrays.arrays(float, (5,), elements=finite(1.0, 900.0)),
)
def test_own_cohorts_move_the_official_path_in_their_own_proportion(ratio, level):
    reference, official = by_year(level), by_year(level[::-1])
    moved = pension.anchored(reference * ratio, reference, official, ONE)
    np.testing.assert_allclose(moved, official * ratio, rtol=1e-12)


def test_own_cohorts_alone_go_on_beyond_the_official_path():
    own, official = by_year([6.0, 6.0]), by_year([10.0, np.nan])
    np.testing.assert_array_equal(pension.anchored(own, own, official, 0.0 * ONE), [6.0, 6.0])
    np.testing.assert_array_equal(pension.anchored(own, own, official, ONE), [10.0, np.nan])


def test_nothing_is_told_of_the_fund_beyond_the_official_flows():
    contributions, _, fund, income, gap, revision = official_run()
    for part in (contributions, fund, income, gap, revision):
        assert part.sel(year=slice(2023, 2093)).notnull().all()
        assert part.sel(year=slice(2094, None)).isnull().all()


# --- read-outs ---


def test_peak_deficit_and_exhaustion_are_missing_where_the_horizon_ends_first():
    contributions, expenditure, fund, _, gap, _ = (
        part.sel(year=slice(None, 2035)) for part in official_run()
    )
    flows = (pension_sources.opening_fund(FLOWS), fund, contributions, expenditure)
    returns = pension_sources.fund_return(open_catalog().table("nps5_assumptions"))
    assert pension_readouts.fund_peak_year(fund).isnull()
    assert pension_readouts.fund_peak(fund).isnull()
    assert pension_readouts.fund_first_deficit_year(*flows, returns).isnull()
    assert pension_readouts.fund_exhaustion_year(gap).isnull()


def test_read_outs_find_what_a_reader_of_the_path_would():
    fund = by_year([5.0, 9.0, 7.0, 0.0])
    assert float(pension_readouts.fund_peak_year(fund)) == 2024
    assert float(pension_readouts.fund_peak(fund)) == 9.0
    assert float(pension_readouts.fund_exhaustion_year(by_year([0.0, 0.0, 2.0, 3.0]))) == 2025
    flows = by_year([5.0, 5.0, 5.0]), by_year([4.0, 6.0, 7.0])
    # In the second year 10% on 11.5 fill the gap of 1; in the third, 10% on 10.6 not that of 2.
    deficit = pension_readouts.fund_first_deficit_year(
        10.0 * ONE, by_year([12.0, 11.6, 9.0]), *flows, by_year([0.1, 0.1, 0.1])
    )
    assert float(deficit) == 2025
    less = pension_readouts.fund_first_deficit_year(
        10.0 * ONE, by_year([10.0, 9.0, 7.0]), *flows, by_year([0.1, 0.1, 0.1])
    )
    assert float(less) == 2024


def test_a_bad_year_on_the_markets_is_no_deficit_of_the_scheme():
    """A crash in the second year; what it leaves still earns more than the scheme pays out."""
    flows = by_year([5.0, 5.0, 5.0]), by_year([4.0, 4.0, 4.0])
    deficit = pension_readouts.fund_first_deficit_year(
        100.0 * ONE, by_year([106.0, 75.0, 80.0]), *flows, by_year([0.05, 0.05, 0.05])
    )
    assert deficit.isnull()
