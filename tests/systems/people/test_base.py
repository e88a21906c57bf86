"""The 31 December base: from a population that is known, back to itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from bongsu.cohorts.lifetable import life_table, survival_ratios
from bongsu.cohorts.projection import Rates, midyear, pool_open_group, project
from bongsu.errors import NotConverged
from bongsu.systems.people.base import (
    base_from_midyear,
    base_from_single_ages,
    spread_open_group,
)


def world() -> tuple[Any, Any, Any, Rates]:
    """Return a population with a baby boom, its past births, its death rates and a year's rates."""
    death_rates = np.minimum(np.tile(5e-5 * np.exp(0.09 * np.arange(131)), (2, 1)), 1.0)
    years = np.arange(1950, 2025)
    births = np.stack([np.full(75, 500.0), np.full(75, 520.0)]) * (
        1 + 0.4 * np.exp(-(((years - 1970) / 4.0) ** 2))
    )
    cohorts = np.concatenate([births[:, ::-1], np.repeat(births[:, :1], 56, axis=1)], axis=1)
    people = cohorts * life_table(death_rates).person_years
    people[:, 20:40] *= 1.1  # immigrants
    rates = Rates(
        survival=survival_ratios(death_rates)[None],
        fertility=np.full((1, 45), 0.03),
        sex_ratio=np.array([1.05]),
        migration=np.zeros((1, 2, 131)),
    )
    return people, births, death_rates, rates


def placed(rates: Rates) -> Rates:
    return replace(
        rates,
        survival=rates.survival[:, None],
        fertility=rates.fertility[:, None],
        sex_ratio=rates.sex_ratio[:, None],
        migration=rates.migration[:, None],
    )


def groups_of(population: Any) -> Any:
    closed = population[..., :100].reshape(*population.shape[:-1], 20, 5).sum(-1)
    return np.concatenate([closed, population[..., 100:]], axis=-1)


def found() -> tuple[Any, Any, Any]:
    people, births, death_rates, rates = world()
    july = midyear(project(people, rates).population)[0]
    base = base_from_midyear(groups_of(july)[None], births[None], placed(rates), death_rates[None])
    return people, july, base[0]


def test_the_projection_of_the_base_passes_through_the_published_first_of_july():
    people, july, base = found()
    _, _, _, rates = world()
    reached = midyear(project(base, rates).population)[0]
    np.testing.assert_allclose(groups_of(reached), groups_of(july), rtol=2e-5)
    assert people.sum() == pytest.approx(base.sum(), rel=1e-5)


def test_past_births_bring_single_ages_back_within_one_percent():
    people, _, base = found()
    shown, wanted = pool_open_group(base), pool_open_group(people)
    assert np.abs(shown - wanted).sum() / wanted.sum() < 0.01


def test_single_ages_on_the_first_of_july_sharpen_the_base():
    people, july, base = found()
    _, _, death_rates, rates = world()
    sharper = base_from_single_ages(july, rates, death_rates, base)
    wanted = pool_open_group(people)
    before = np.abs(pool_open_group(base) - wanted).sum()
    after = np.abs(pool_open_group(sharper) - wanted).sum()
    assert after < 0.5 * before
    reached = midyear(project(sharper, rates).population)[0]
    np.testing.assert_allclose(reached, july, rtol=1e-3)


def test_groups_that_no_base_can_reach_are_refused():
    people, births, death_rates, rates = world()
    july = midyear(project(people, rates).population)[0]
    groups = groups_of(july)
    groups[:, 0] = 1.0  # half of the first group is born in the year, whatever the base
    with pytest.raises(NotConverged, match="1 July"):
        base_from_midyear(groups[None], births[None], placed(rates), death_rates[None])


def test_the_open_group_is_spread_without_loss():
    shown = np.full((2, 101), 7.0)
    inside = spread_open_group(shown, world()[2])
    assert inside.shape == (2, 131)
    np.testing.assert_allclose(inside[:, 100:].sum(-1), 7.0)
