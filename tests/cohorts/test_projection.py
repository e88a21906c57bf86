"""The kernel against the UN's stored run, a plain loop, and laws that hold for any input."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.cohorts.projection import (
    MigrationTiming,
    Rates,
    midyear,
    pool_open_group,
    project,
)


def canada(shared) -> tuple[Any, Rates]:
    path = shared / "data/people/fixtures/ccmpp_canada_1950_2020.parquet"
    frame = pl.read_parquet(path).sort("year", "sex", "age")  # female sorts before male

    def cube(column: str) -> Any:
        return frame[column].to_numpy().reshape(71, 2, 101)

    rates = Rates(
        survival=cube("sx")[:-1],
        fertility=cube("fx")[:-1, 0, 10:55],
        sex_ratio=cube("srb")[:-1, 0, 0],
        migration=cube("mig_net")[:-1],
    )
    return cube("pop"), rates


def test_the_uns_own_run_for_canada_is_reproduced_to_rounding(shared):
    published, rates = canada(shared)
    population = project(published[0], rates).population
    assert np.abs(population / published - 1).max() <= 1e-12  # 70 years of float64


def test_no_birth_of_canada_falls_outside_the_ages_of_mothers_that_are_carried(shared):
    path = shared / "data/people/fixtures/ccmpp_canada_1950_2020.parquet"
    outside = pl.read_parquet(path).filter(~pl.col("age").is_between(10, 54))["fx"].drop_nulls()
    assert outside.max() == 0


def random_inputs(seed: int, years: int = 4, ages: int = 60) -> tuple[Any, Rates]:
    draw = np.random.default_rng(seed)
    rates = Rates(
        survival=draw.uniform(0.5, 1.0, (years, 2, ages)),
        fertility=draw.uniform(0.0, 0.1, (years, 30)),
        sex_ratio=draw.uniform(1.0, 1.1, years),
        migration=draw.normal(0.0, 0.5, (years, 2, ages)),
    )
    return draw.uniform(5.0, 50.0, (2, ages)), rates


def loop_step(start: Any, rates: Rates, year: int, half: bool) -> tuple[Any, Any]:
    """One year by a plain loop over persons' ages, after the UN's written rules."""
    ages = start.shape[-1]
    moving = rates.migration[year] * (0.5 if half else 1.0)
    exposed = start + moving if half else start
    end = np.zeros_like(start)
    for sex in range(2):
        for age in range(1, ages):
            end[sex, age] = exposed[sex, age - 1] * rates.survival[year, sex, age]
        end[sex, ages - 1] += exposed[sex, ages - 1] * rates.survival[year, sex, ages - 1]
    births = 0.0
    for age in range(10, 40):
        later = end[0, age] + (moving[0, age] if half else 0.0)
        births += rates.fertility[year, age - 10] * (exposed[0, age] + later) / 2
    girls = births / (1 + rates.sex_ratio[year])
    for sex, born in enumerate((girls, births - girls)):
        end[sex, 0] = born * rates.survival[year, sex, 0]
    return end + moving, births


@pytest.mark.parametrize("timing", list(MigrationTiming))
def test_the_kernel_agrees_with_a_plain_loop(timing):
    base, rates = random_inputs(1)
    projection = project(base, rates, timing=timing)
    now = base
    for year in range(4):
        now, births = loop_step(now, rates, year, timing is MigrationTiming.HALF)
        np.testing.assert_allclose(projection.population[year + 1], now, rtol=1e-13)
        np.testing.assert_allclose(projection.births[year], births, rtol=1e-13)


@given(st.integers(0, 10_000), st.sampled_from(list(MigrationTiming)))
@settings(max_examples=40, deadline=None)
def test_births_less_deaths_and_migration_explain_every_change(seed, timing):
    base, rates = random_inputs(seed)
    projection = project(base, rates, timing=timing)
    change = np.diff(projection.population.sum(axis=(-2, -1)))
    flows = projection.births - projection.deaths + projection.migration
    np.testing.assert_allclose(change, flows, atol=1e-9)


@given(st.integers(0, 10_000))
@settings(max_examples=20, deadline=None)
def test_a_stack_of_futures_gives_what_each_gives_alone(seed):
    base, rates = random_inputs(seed)
    factors = np.array([0.8, 1.0, 1.3])
    stacked = Rates(
        survival=rates.survival[:, None],
        fertility=rates.fertility[:, None] * factors[None, :, None],
        sex_ratio=rates.sex_ratio[:, None],
        migration=rates.migration[:, None],
    )
    together = project(base, stacked)
    for index, factor in enumerate(factors):
        alone = project(
            base,
            Rates(
                survival=rates.survival,
                fertility=rates.fertility * factor,
                sex_ratio=rates.sex_ratio,
                migration=rates.migration,
            ),
        )
        np.testing.assert_array_equal(together.population[:, index], alone.population)


@pytest.mark.parametrize("timing", list(MigrationTiming))
def test_no_more_can_leave_than_are_there_and_the_flows_say_so(timing):
    base, rates = random_inputs(3)
    emptied = Rates(
        survival=rates.survival,
        fertility=rates.fertility,
        sex_ratio=rates.sex_ratio,
        migration=np.full_like(rates.migration, -1000.0),
    )
    projection = project(base, emptied, timing=timing)
    assert projection.population.min() == 0
    assert projection.population[-1].sum() == 0
    change = np.diff(projection.population.sum(axis=(-2, -1)))
    flows = projection.births - projection.deaths + projection.migration
    np.testing.assert_allclose(change, flows, atol=1e-9)


def test_everybody_survives_and_nobody_is_born_or_moves_nobody_is_lost():
    base = np.arange(262.0).reshape(2, 131)
    still = Rates(
        survival=np.ones((50, 2, 131)),
        fertility=np.zeros((50, 45)),
        sex_ratio=np.full(50, 1.05),
        migration=np.zeros((50, 2, 131)),
    )
    population = project(base, still).population
    np.testing.assert_allclose(population.sum(axis=(-2, -1)), base.sum(), rtol=1e-14)
    assert population.shape == (51, 2, 101)


def test_pooling_keeps_the_total_and_the_ages_below():
    inside = np.random.default_rng(0).uniform(size=(3, 2, 131))
    shown = pool_open_group(inside)
    np.testing.assert_array_equal(shown[..., :100], inside[..., :100])
    np.testing.assert_allclose(shown.sum(-1), inside.sum(-1))


def test_the_first_of_july_lies_between_two_new_years_eves():
    assert midyear(np.array([10.0, 20.0, 26.0])).tolist() == [15.0, 23.0]
