"""The pension's cohorts: vesting, survival, claiming, and the law of years of service."""

from __future__ import annotations

import dataclasses

import numpy as np
import polars as pl
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from bongsu.catalog import open_catalog
from bongsu.errors import MissingValue, NotConverged, UnknownName
from bongsu.systems.people import (
    pension_assumptions,
    pension_cohorts,
    pension_inputs,
    pension_required,
    pension_sources,
    pension_variants,
)

AGES = pension_cohorts.AGES
ONE = np.ones(())
ASSUMPTIONS = open_catalog().table("nps5_assumptions")


def shares(low, high):
    return st.floats(low, high, allow_nan=False)


def terms(**changed):
    usual = {
        "first_age": 18.0,
        "last_age": 59.0,
        "minimum_years": 10.0,
        "concentration": 2.0,
        "effectiveness": 1.0,
        "survivors_of_women": 0.0,
        "survivors_of_men": 0.0,
    }
    return pension_cohorts.Terms(**{k: v * ONE for k, v in (usual | changed).items()})


def steps(paid, rates, pension_age, first=2023, people=1.0):
    """Years with constant people, all of whose insured ages pay the same part of each year."""
    insured = pension_cohorts.in_service(18 * ONE, 59 * ONE)
    heads = np.full((2, len(AGES)), people)
    for place, rate in enumerate(rates):
        yield pension_cohorts.Step(
            year=first + place,
            people=heads,
            before=heads,
            paid=np.broadcast_to(insured * paid, heads.shape),
            possible=np.broadcast_to(insured, heads.shape),
            replacement_rate=rate * ONE,
            pension_age=pension_age * ONE,
            earnings=3.0 * ONE,
        )


def last_rights(*arguments, **changed):
    walked = pension_cohorts.walk(pension_cohorts.no_rights(), steps(*arguments), terms(**changed))
    return list(walked)[-1][1]


# --- vesting ---


@given(shares(0.1, 42.0), shares(1.0, 42.0), shares(0.5, 5.0))
def test_those_with_enough_years_hold_more_than_their_share_of_all_years(years, minimum, alike):
    share, theirs = pension_cohorts.vested(
        np.array([years]), np.array([42.5]), np.array([minimum]), np.array([alike])
    )
    assert 0.0 <= share <= theirs + 1e-9 <= 1.0 + 2e-9


def test_vesting_agrees_with_a_sample_of_people():
    rng = np.random.default_rng(11)
    career = 40 * rng.beta(0.45 * 2.5, 0.55 * 2.5, 400_000)
    share, theirs = pension_cohorts.vested(
        np.array([18.0]), np.array([40.0]), np.array([10.0]), np.array([2.5])
    )
    assert float(share[0]) == pytest.approx((career >= 10).mean(), abs=0.003)
    assert float(theirs[0]) == pytest.approx(career[career >= 10].sum() / career.sum(), abs=0.003)


def test_nobody_who_never_paid_draws_a_pension():
    rights = last_rights(0.0, [0.4] * 60, 65.0)
    assert (rights.recipients == 0).all()
    assert (rights.pension == 0).all()


# --- years of service and claiming ---


def test_a_whole_career_earns_the_rate_of_each_of_its_years():
    rates = [0.7] * 20 + [0.4] * 40
    rights = last_rights(1.0, rates, 65.0, effectiveness=1.0)
    retired = 65  # 18 to 59 within the 60 years before: 13 years at 70%, 29 at 40%
    born = 2023 + 59 - retired
    career = [rates[born + age - 2023] for age in range(18, 60) if born + age >= 2023]
    assert float(rights.accrual[0, retired]) == pytest.approx(sum(career) / 40)
    assert float(rights.pension[0, retired]) == pytest.approx(sum(career) / 40 * 3.0, rel=1e-3)


def test_service_under_one_law_is_not_touched_by_the_next():
    before, after = (last_rights(0.6, [0.4] * 30 + [rate] * 20, 65.0) for rate in (0.4, 0.5))
    retired = AGES >= 65 + 20  # had retired when the law changed
    np.testing.assert_array_equal(before.pension[:, retired], after.pension[:, retired])
    assert (after.pension[:, 66:77] > before.pension[:, 66:77]).all()


def test_a_later_pension_age_takes_from_nobody_who_draws_already():
    rights = last_rights(0.6, [0.4] * 50, 65.0)
    raised = next(steps(0.6, [0.4], 67.0, 2073))
    after = pension_cohorts.step(rights, raised, terms())
    assert (after.recipients[:, 66] > 0).all()  # were 65 and drew
    assert (after.recipients[:, 65] == 0).all()


@given(shares(0.05, 1.0), shares(60.0, 70.0))
def test_rights_are_never_negative_and_shares_never_above_one(paid, pension_age):
    rights = last_rights(paid, [0.4] * 60, pension_age, survivors_of_men=0.4)
    for field in dataclasses.fields(rights):
        assert (getattr(rights, field.name) >= 0).all()
    assert (rights.recipients <= 1).all()
    assert (rights.years <= rights.possible + 1e-9).all()


def test_draws_are_stepped_as_if_each_were_alone():
    rng = np.random.default_rng(2)
    people = rng.uniform(50, 400, (3, 2, len(AGES)))
    rate = rng.uniform(0.3, 0.5, 3)
    paid = rng.uniform(0, 1, (3, 2, len(AGES)))
    age = np.array([63.0, 65.0, 66.0])

    def year(at):
        return pension_cohorts.Step(
            year=2040,
            people=people[at],
            before=people[at] * 1.02,
            paid=paid[at],
            possible=np.ones((2, len(AGES))),
            replacement_rate=rate[at],
            pension_age=age[at],
            earnings=3.0 * ONE,
        )

    law = terms(survivors_of_men=0.4, survivors_of_women=0.1)
    start = last_rights(0.6, [0.4] * 50, 65.0)
    together = pension_cohorts.step(start, year(slice(None)), law)
    for draw in range(3):
        alone = pension_cohorts.step(start, year(draw), law)
        for field in dataclasses.fields(alone):
            whole = np.broadcast_to(getattr(together, field.name), people.shape)[draw]
            np.testing.assert_array_equal(whole, getattr(alone, field.name))


# --- survivors and people ---


def test_what_a_dead_man_drew_goes_to_a_woman_three_years_younger():
    empty = pension_cohorts.no_rights()
    pension = np.zeros((2, len(AGES)))
    pension[pension_cohorts.MALE, 80] = 2.0
    rights = dataclasses.replace(empty, pension=pension, recipients=np.sign(pension))
    before = np.full((2, len(AGES)), 10.0)
    now = before.copy()
    now[pension_cohorts.MALE, 81] = 7.0  # three of ten die
    year = dataclasses.replace(
        next(steps(0.0, [0.4], 65.0)), people=now, before=before, pension_age=101 * ONE
    )
    after = pension_cohorts.step(rights, year, terms(survivors_of_men=0.5))
    assert float(after.survivors[pension_cohorts.FEMALE, 78]) == pytest.approx(0.5 * 3.0 * 2.0)
    assert float(after.survivors.sum()) == pytest.approx(3.0)


@given(st.integers(0, 10_000))
def test_people_grown_back_die_as_the_next_year_says(seed):
    rng = np.random.default_rng(seed)
    now = rng.uniform(10, 500, (2, len(AGES)))
    then = np.empty_like(now)
    then[:, 0] = 200.0
    then[:, 1:] = now[:, :-1] * rng.uniform(0.5, 1.0, (2, len(AGES) - 1))
    before = pension_inputs.grown_back(now, then)
    np.testing.assert_allclose(
        pension_cohorts.survival(now, before)[:, 1:], pension_cohorts.survival(then, now)[:, 1:]
    )


def test_credits_are_counted_once_for_every_child_and_soldier():
    people = np.full((2, len(AGES)), 100.0)
    people[:, 0] = [30.0, 33.0]
    given_years = pension_cohorts.credits_a_head(people, 12.0 * ONE, 6.0 * ONE, 0.8 * ONE)
    assert float((given_years * people)[pension_cohorts.FEMALE].sum()) == pytest.approx(63.0)
    assert float(given_years[pension_cohorts.MALE].sum()) == pytest.approx(0.4)


# --- law, assumptions, required rates ---


def test_a_gap_in_the_law_of_past_years_is_named():
    law = open_catalog().table("nps_law").filter(~pl.col("year").is_in([1995, 2003]))
    with pytest.raises(MissingValue, match="1995, 2003") as refusal:
        pension_assumptions.past_replacement_rate(law)
    assert "nps_law" in str(refusal.value)
    assert "1988 to 2022" in str(refusal.value)


def test_past_service_earned_what_the_act_said():
    rates = pension_assumptions.past_replacement_rate(open_catalog().table("nps_law"))
    by_year = dict(zip(rates["service_year"].values.tolist(), rates.values.tolist(), strict=True))
    assert (by_year[1988], by_year[1998], by_year[1999], by_year[2008]) == (0.7, 0.7, 0.6, 0.5)
    assert by_year[2022] == pytest.approx(0.43)


def test_participation_meets_its_level_in_every_year():
    rng = np.random.default_rng(4)
    dims = {"sex": ["female", "male"], "age": np.arange(15, 101)}
    profile = xr.DataArray(rng.uniform(0.1, 0.9, (2, 86)), dims, ("sex", "age"))
    years = {"year": [2023, 2024]}
    people = xr.DataArray(rng.uniform(1, 9, (2, 86, 2)), dims | years, ("sex", "age", "year"))
    level = xr.DataArray([0.7, 0.75], years, ("year",))
    found = pension_assumptions.at_level(profile, level, people).sel(age=slice(15, 64))
    weights = people.sel(age=slice(15, 64))
    mean = (found * weights).sum(["sex", "age"]) / weights.sum(["sex", "age"])
    np.testing.assert_allclose(mean, level)
    with pytest.raises(NotConverged):
        pension_assumptions.at_level(profile, level + 0.5, people)


def test_an_assumption_that_is_not_printed_is_refused_with_what_is():
    with pytest.raises(MissingValue, match="base"):
        pension_sources.base_path(ASSUMPTIONS, "coverage_rate_pct", "low_population")
    with pytest.raises(UnknownName, match="low_population"):
        pension_variants.assume(ASSUMPTIONS, "low_populaton")


def test_required_rates_keep_what_they_promise_when_the_fund_is_walked():
    years = np.arange(2023, 2094)
    path = lambda values: xr.DataArray(values, {"year": years}, ("year",))  # noqa: E731
    paid, spent = path(np.linspace(60, 300, 71)), path(np.linspace(40, 1000, 71))
    returns = path(np.full(71, 0.045))
    opening, raise_year = xr.DataArray(900.0), xr.DataArray(2030.0)
    found = pension_required.required_contribution_rate(
        opening, paid, spent, returns, paid / 0.09, 0.0 * paid, raise_year
    )

    def walk(target):
        new = float(found.sel(funding_target=target))
        level, ratios, deficits = 900.0, {}, {}
        for year, flow, cost in zip(years, paid.values, spent.values, strict=True):
            ratios[year] = level / cost
            net = flow * (new / 0.09 if year >= 2030 else 1.0) - cost
            deficits[year] = net + 0.045 * (level + net / 2)
            level += deficits[year]
        return ratios, deficits

    for target, multiple in pension_required.MULTIPLES.items():
        assert walk(target)[0][2093] == pytest.approx(multiple)
    ratios = walk("constant_fund_ratio")[0]
    assert ratios[2093] == pytest.approx(ratios[2073])
    least = min(value for year, value in walk("no_deficit")[1].items() if year >= 2030)
    assert least == pytest.approx(0.0, abs=1e-9)
    unpaid = pension_required.required_contribution_rate(
        opening, 0.0 * paid, spent, returns, paid / 0.09, 0.0 * paid, raise_year
    )
    assert (unpaid > found).all()  # with a rate of nought until the raise it takes more, not none
