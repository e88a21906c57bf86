"""Participation, its levers and its identities, against plain loops and published figures."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest
import xarray as xr
from scipy.special import expit, logit

from bongsu.catalog import open_catalog
from bongsu.systems.people import labour, labour_sources

CATALOG = open_catalog()
RATES = CATALOG.table("labour_rates")
PROFILE = CATALOG.table("oecd_participation_age")
PEOPLE = [CATALOG.table(n) for n in ("un_base_population", "korea_mortality", "un_migration_age")]
AGES = labour_sources.AGES
YEARS = list(range(2023, 2061))


def every_year(value):
    return xr.DataArray(np.full(len(YEARS), float(value)), {"year": YEARS}, ("year",))


@pytest.fixture(scope="module")
def base():
    return labour_sources.participation_base(PROFILE, RATES, *PEOPLE)


@pytest.fixture(scope="module")
def people():
    return labour_sources.mid_year_people(*PEOPLE)


def participation(base, women=0.0, men=0.0, last=1995, entry=0.0, later=0.0, gap=0.0):
    return labour.participation_rate(
        base,
        xr.DataArray(women),
        xr.DataArray(men),
        xr.DataArray(float(last)),
        every_year(entry),
        every_year(later),
        every_year(gap),
    )


# --- today ---


@pytest.mark.parametrize("sex", ["female", "male"])
def test_a_graduated_profile_gives_its_five_year_groups_back(sex):
    rows = PROFILE.filter(sex=sex).sort("age")
    shares = rows["value"].to_numpy() / 100
    curve = expit(labour_sources.graduate_participation(rows["age"].to_list(), shares))
    assert curve[:60].reshape(12, 5).mean(axis=1) == pytest.approx(shares[:12])
    assert ((curve > 0) & (curve < 1)).all()
    assert (np.diff(curve[AGES >= 75]) < 0).all()  # who is older takes part less


def test_official_participation_is_met(base, people):
    active = base.values * people
    young = AGES <= 64
    assert active[:, young].sum() / people[:, young].sum() == pytest.approx(0.718, abs=1e-6)
    assert active.sum() / people.sum() == pytest.approx(0.647, abs=1e-6)


def test_sexes_keep_their_distance_by_the_ilo(base, people):
    # 71.1% and 88.6% at 25 to 54, 63.8% and 78.0% at 15 to 64; the official shift moves both alike
    for first, last in ((25, 54), (15, 64)):
        here = (first <= AGES) & (last >= AGES)
        women, men = (
            logit((row * heads)[here].sum() / heads[here].sum())
            for row, heads in zip(base.values, people, strict=True)
        )
        published = {
            sex: RATES.filter(
                publisher="ILO",
                indicator="participation_rate",
                sex=sex,
                age_group=f"{first}-{last}",
                year=2025,
            )["value"].item()
            for sex in ("female", "male")
        }
        gap = logit(published["male"] / 100) - logit(published["female"] / 100)
        assert men - women == pytest.approx(gap, abs=0.02)


def test_before_the_official_year_is_known_the_rates_of_the_ilo_stand(people):
    early = RATES.filter(publisher="ILO")
    base = labour_sources.participation_base(PROFILE, early, *PEOPLE)
    women = (base.values[0] * people[0])[(AGES >= 25) & (AGES <= 54)].sum()
    heads = people[0][(AGES >= 25) & (AGES <= 54)].sum()
    assert women / heads == pytest.approx(0.71108, abs=1e-6)
    assert float(labour_sources.survey_coverage(early, *PEOPLE)) == 1.0


def test_people_of_the_middle_of_the_year_are_the_mean_of_two_ends(people):
    # United Nations, 31 December 2024 and 2025: 46.40 million of 15 and over on 1 July
    assert people.sum() == pytest.approx(46_400, rel=5e-4)


def test_youth_unemployment_is_that_of_the_ilo_but_for_the_official_total():
    rates = labour_sources.unemployment_base(RATES)
    young = float(rates.sel(sex="female", age=20))
    assert young == pytest.approx(0.06544 * 2.8 / 2.784)
    assert float(rates.sel(sex="female", age=24)) == young
    assert float(rates.sel(sex="female", age=25)) < young


def test_official_rates_of_2025_agree_with_one_another():
    # employment = participation (1 - unemployment), each printed to 0.1 point
    official = {
        (row["indicator"], row["age_group"]): row["value"]
        for row in RATES.filter(publisher="Statistics Korea").iter_rows(named=True)
    }
    part = official["participation_rate", "15+"] * (1 - official["unemployment_rate", "15+"] / 100)
    assert official["employment_rate", "15+"] == pytest.approx(part, abs=0.1)


# --- drift and levers ---


def test_without_drift_and_levers_participation_stays(base):
    paths = participation(base)
    np.testing.assert_allclose(paths - base, 0.0, atol=1e-12)
    assert paths["year"].values[0] == 2025


def test_drift_agrees_with_a_loop_over_cohorts(base):
    paths = participation(base, women=0.02, men=-0.005, last=1990)
    for sex, pace in (("female", 0.02), ("male", -0.005)):
        for age in (15, 31, 40, 58, 70, 99):
            start = float(base.sel(sex=sex, age=age))
            for year in (2025, 2033, 2060):
                later = min(year - age, 1990) - min(2025 - age, 1990)
                odds = start / (1 - start) * math.exp(pace * later)
                expected = odds / (1 + odds)
                if sex == "female":
                    most = max(start, float(paths.sel(sex="male", age=age, year=year)))
                    expected = min(expected, most)
                found = float(paths.sel(sex=sex, age=age, year=year))
                assert found == pytest.approx(expected)


def test_who_is_born_after_the_last_cohort_does_not_differ(base):
    paths = participation(base, women=0.03)
    np.testing.assert_allclose(
        paths.sel(sex="female", age=slice(15, 30)), base.sel(sex="female", age=slice(15, 30))
        .broadcast_like(paths.sel(sex="female", age=slice(15, 30)))
    )  # fmt: skip


def test_closing_the_whole_gap_leaves_none(base):
    paths = participation(base, gap=1.0)
    gap = paths.sel(sex="male") - paths.sel(sex="female")
    assert float(gap.max()) == pytest.approx(0.0, abs=1e-12)
    fifth = participation(base, gap=0.2).sel(sex="female", age=40, year=2030)
    women, men = (float(base.sel(sex=sex, age=40)) for sex in ("female", "male"))
    assert float(fifth) == pytest.approx(women + 0.2 * (men - women))


def test_leaving_two_and_a_half_years_later_reads_the_profile_there(base):
    men = participation(base, later=2.5).sel(sex="male", year=2030)
    before = base.sel(sex="male")
    assert float(men.sel(age=70)) == pytest.approx(float(before.sel(age=[67, 68]).mean()))
    assert float(men.sel(age=51)) == pytest.approx(float(before.sel(age=50)))
    assert float(men.sel(age=49)) == pytest.approx(float(before.sel(age=49)))


def test_entering_a_year_earlier_reads_the_profile_a_year_on(base):
    women = participation(base, entry=1.0).sel(sex="female", year=2030)
    before = base.sel(sex="female")
    assert float(women.sel(age=20)) == pytest.approx(float(before.sel(age=21)))
    assert float(women.sel(age=30)) == pytest.approx(float(before.sel(age=30)))
    assert float(women.sel(age=31)) == pytest.approx(float(before.sel(age=31)))


def test_levers_of_draws_and_branches_are_as_if_each_were_alone(base):
    later = every_year(1.0) * xr.DataArray([0.0, 3.3], {"draw": [0, 1]}, ("draw",))
    gap = every_year(0.5) * xr.DataArray([0.0, 1.0], {"law": ["no", "yes"]}, ("law",))
    number = xr.DataArray
    fixed = (base, number(0.02), number(0.0), number(1995.0), every_year(0.0))
    together = labour.participation_rate(*fixed, later, gap)
    for draw in (0, 1):
        for law in ("no", "yes"):
            alone = labour.participation_rate(*fixed, later.sel(draw=draw), gap.sel(law=law))
            here = together.sel(draw=draw, law=law).transpose(*alone.dims)
            np.testing.assert_allclose(here.values, alone.values)


# --- numbers of people ---


@pytest.fixture
def population():
    rng = np.random.default_rng(4)
    years = list(range(2024, 2030))
    values = rng.uniform(100, 400, (2, 101, len(years)))
    coords = {"sex": ["female", "male"], "age": range(101), "year": years}
    return xr.DataArray(values, coords, ("sex", "age", "year"))


def test_work_and_unemployment_agree_with_a_plain_loop(base, population):
    coverage = xr.DataArray(0.98)
    shares = participation(base).sel(year=slice(2025, 2029))
    force = labour.labour_force(population, shares, coverage)
    rates = labour_sources.unemployment_base(RATES)
    scale = every_year(1.0).sel(year=slice(2024, 2029))
    jobless = labour.unemployed(force, rates, 1.5 * scale, 2.0 * scale)
    heads = active = idle = young_active = young_idle = 0.0
    for sex in ("female", "male"):
        for age in range(15, 101):
            there = population.sel(sex=sex, age=age)
            mean = float(there.sel(year=[2026, 2027]).mean()) * 0.98
            active_here = mean * float(base.sel(sex=sex, age=age))
            rate = float(rates.sel(sex=sex, age=age)) * 1.5 * (2.0 if age <= 24 else 1.0)
            heads, active, idle = heads + mean, active + active_here, idle + active_here * rate
            if age <= 24:
                young_active, young_idle = (
                    young_active + active_here,
                    young_idle + active_here * rate,
                )
    total = labour.labour_force_total(force)
    here = {"year": 2027}
    assert float(total.sel(here)) == pytest.approx(active)
    assert float(labour.unemployment_rate(jobless, total).sel(here)) == pytest.approx(idle / active)
    youth = labour.youth_unemployment_rate(jobless, force)
    assert float(youth.sel(here)) == pytest.approx(young_idle / young_active)
    share = labour.participation_15_plus(total, population, coverage)
    assert float(share.sel(here)) == pytest.approx(active / heads)
    work = labour.employment_total(labour.employment(force, jobless))
    employed = labour.employment_rate(work, population, coverage)
    assert float(employed.sel(here)) == pytest.approx((active - idle) / heads)
    gap = labour.employment_identity(employed, share, labour.unemployment_rate(jobless, total))
    np.testing.assert_allclose(gap, 0.0, atol=1e-12)


def test_the_identity_sees_a_wrong_rate():
    one = xr.DataArray([0.6], {"year": [2025]}, ("year",))
    assert float(labour.employment_identity(one, one, one * 0.1).max()) > 1e-3


def test_a_rate_never_exceeds_one(population, base):
    shares = participation(base).sel(year=slice(2025, 2029))
    force = labour.labour_force(population, shares, xr.DataArray(1.0))
    scale = every_year(100.0)
    jobless = labour.unemployed(force, labour_sources.unemployment_base(RATES), scale, scale)
    assert bool((jobless <= force).all())


def test_rates_of_the_ilo_and_the_official_year_do_not_share_a_row():
    assert (
        not RATES.select("publisher", "indicator", "sex", "age_group", "year").is_duplicated().any()
    )
    assert RATES.filter(pl.col("publisher") != "ILO")["year"].unique().to_list() == [2025]
