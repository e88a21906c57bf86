"""Life tables against closed forms, laws, and the UN's own life expectancies."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.cohorts.lifetable import (
    extend_to_130,
    life_table,
    scale_to_life_expectancy,
    survival_ratios,
)
from bongsu.cohorts.projection import Rates, project
from bongsu.errors import NotConverged


def gompertz(level: float, slope: float, ages: int = 131) -> Any:
    return np.minimum(np.tile(level * np.exp(slope * np.arange(ages)), (2, 1)), 1.5)


@given(st.floats(0.005, 0.2))
def test_a_constant_rate_gives_its_reciprocal_as_life_expectancy(rate):
    # the first year's own rule moves at most half a year of life of those who die in it
    expected = life_table(np.full((2, 131), rate)).life_expectancy
    np.testing.assert_allclose(expected, 1 / rate, atol=0.3)


def test_life_expectancy_by_quadrature_of_gompertz_mortality():
    rates = gompertz(5e-5, 0.09)
    exact_ages = np.linspace(0, 130, 130_001)
    # the rate of a year of age is the hazard at its middle
    hazard = 5e-5 * np.exp(0.09 * (exact_ages - 0.5))
    survivors = np.exp(-np.concatenate([[0], np.cumsum(0.001 * (hazard[1:] + hazard[:-1]) / 2)]))
    np.testing.assert_allclose(
        life_table(rates).life_expectancy, np.trapezoid(survivors, exact_ages), atol=0.02
    )


@given(st.floats(1e-5, 1e-3), st.floats(0.06, 0.12))
@settings(max_examples=25, deadline=None)
def test_a_stationary_population_stays_as_it_is(level, slope):
    rates = gompertz(level, slope)
    lived = life_table(rates).person_years
    women = lived[0, 15:45].sum()
    still = Rates(
        survival=survival_ratios(rates)[None],
        fertility=np.concatenate([np.zeros(5), np.full(30, 2.0 / women), np.zeros(10)])[None],
        sex_ratio=np.ones(1),
        migration=np.zeros((1, 2, 131)),
    )
    population = project(lived, still).population
    np.testing.assert_allclose(population[1], population[0], rtol=1e-12)


@given(st.floats(1e-6, 1e-4), st.floats(0.08, 0.12), st.floats(1.05, 1.6))
@settings(max_examples=40, deadline=None)
def test_ages_beyond_100_keep_the_published_rate_of_the_open_group(level, slope, step):
    rates = gompertz(level, slope, 101)
    rates[:, 100] = np.minimum(rates[:, 99] * step, 0.9)
    inside = extend_to_130(rates)
    np.testing.assert_array_equal(inside[:, :100], rates[:, :100])
    table = life_table(inside)
    left = table.person_years[:, 100:].sum(-1) / table.survivors[:, 100]
    np.testing.assert_allclose(left, 1 / rates[:, 100], rtol=1e-6)
    assert (np.diff(inside[:, 100:]) >= 0).all()


def test_an_open_group_that_dies_less_than_age_99_keeps_its_rate_at_every_age():
    rates = gompertz(1e-4, 0.1, 101)
    rates[:, 99], rates[:, 100] = 0.9, 0.6
    np.testing.assert_array_equal(extend_to_130(rates)[:, 100:], 0.6)


@given(st.floats(60, 95))
@settings(max_examples=20, deadline=None)
def test_death_rates_are_scaled_to_the_life_expectancy_that_is_given(wanted):
    target = np.array([wanted, wanted - 5])
    scaled = scale_to_life_expectancy(gompertz(5e-5, 0.09), target, np.ones(131))
    np.testing.assert_allclose(life_table(scaled).life_expectancy, target, atol=1e-7)


def test_a_life_expectancy_that_no_rates_have_is_refused():
    with pytest.raises(NotConverged, match="missed by"):
        scale_to_life_expectancy(gompertz(5e-5, 0.09), np.array([900.0, 900.0]), np.ones(131))


def test_the_uns_single_age_rates_give_the_uns_life_expectancies(shared):
    folder = shared / "data/people"
    single = pl.read_parquet(folder / "single_age/un_single_age_13.parquet")
    korea = single.filter(country_code=410).sort("year", "age")
    rates = korea["mx"].cast(pl.Float64).to_numpy().reshape(-1, 1, 100)
    opened = np.concatenate([rates, rates[..., -1:] * 1.3], axis=-1)
    published = (
        pl.read_parquet(folder / "wpp2024/rates_annual.parquet")
        .filter((pl.col("country_code") == 410) & pl.col("year").is_between(2020, 2099))
        .sort("year")["e0_b"]
    )
    both = life_table(np.repeat(opened, 2, axis=1)).life_expectancy.mean(axis=-1)
    # 100+ is not in the file and stands in by a guess, which weighs more as people live longer
    np.testing.assert_allclose(both[:10], published[:10], atol=0.02)
