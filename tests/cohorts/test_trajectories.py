"""The compiled kernel against the plain one, and the survival table against life tables."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bongsu.cohorts.lifetable import life_table, survival_ratios
from bongsu.cohorts.mortality import survival_table
from bongsu.cohorts.projection import Rates, pool_open_group, project
from bongsu.cohorts.trajectories import Paths, Place, age_quantiles, carry, carry_groups

YEARS, DRAWS = 11, 600  # more than one block of draws, and more than one run of years
AGES = np.arange(131)


def death_rates():
    """Return logistic mortality of women and men, falling over the years."""
    shape = 2e-5 * np.exp(0.1 * AGES)
    shape = shape / (1 + shape)
    by_sex = np.stack([0.8 * shape, 1.3 * shape])
    return by_sex * np.exp(-0.02 * np.arange(YEARS + 1))[:, None, None]


@pytest.fixture(scope="module")
def made():
    numbers = np.random.default_rng(5)
    spread = np.zeros((2, 101))
    spread[:, 18:40] = 1.0
    table = survival_table(death_rates())
    place = Place(
        base=numbers.uniform(1, 400, (2, 131)) * np.exp(-AGES / 60),
        survival=table.survival,
        fertility=numbers.uniform(0, 0.06, (YEARS, 40)),
        sex_ratio=numbers.uniform(1.03, 1.08, YEARS),
        migration=numbers.normal(0, 2, (YEARS, 2, 101)),
        spread=spread / spread.sum(),
        first_mother_age=12,
    )
    shape = (YEARS, DRAWS)
    expected = life_table(death_rates()).life_expectancy[1:, :, None]
    paths = Paths(
        fertility=numbers.uniform(0.6, 1.4, shape),
        mortality=table.place(expected + numbers.normal(0, 2, (YEARS, 2, DRAWS))),
        migration=numbers.normal(0, 300, shape),  # some ages are emptied
    )
    return place, paths


def plainly(place, paths, draw):
    """Project one draw by the plain kernel, with survival looked up by hand."""
    level = paths.mortality[..., draw]
    below = np.minimum(level.astype(int), place.survival.shape[-1] - 2)
    survival = np.empty((YEARS, 2, 131))
    for year in range(YEARS):
        for sex in range(2):
            low, share = below[year, sex], level[year, sex] - below[year, sex]
            table = place.survival[sex]
            survival[year, sex] = (1 - share) * table[:, low] + share * table[:, low + 1]
    moves = place.migration + paths.migration[:, draw, None, None] * place.spread
    migration = np.concatenate([moves, np.zeros((YEARS, 2, 30))], axis=-1)
    rates = Rates(
        survival=survival,
        fertility=place.fertility * paths.fertility[:, draw, None],
        sex_ratio=place.sex_ratio,
        migration=migration,
        first_mother_age=place.first_mother_age,
    )
    return project(place.base, rates).population[1:]


def whole(place, paths, **options):
    return np.concatenate([shown.copy() for _, shown in carry(place, paths, **options)])


def test_every_draw_is_carried_as_by_the_plain_kernel(made):
    place, paths = made
    found = whole(place, paths, precise=True)
    for draw in (0, 255, 256, DRAWS - 1):  # on both sides of a block's edge
        np.testing.assert_allclose(
            found[..., draw], plainly(place, paths, draw), rtol=1e-12, atol=1e-12
        )


def test_single_precision_is_near(made):
    precise = whole(*made, precise=True)
    np.testing.assert_allclose(whole(*made), precise, rtol=2e-5, atol=2e-3)


def test_groups_are_the_sums_of_their_ages(made):
    ages, groups = whole(*made, precise=True), carry_groups(*made)
    for group, cut in enumerate((slice(0, 15), slice(15, 65), slice(65, None))):
        np.testing.assert_allclose(groups[:, group], ages[:, :, cut].sum(axis=(1, 2)), rtol=1e-12)


def test_places_off_the_levels_count_as_the_last_level_on_their_side(made):
    place, paths = made
    last = place.survival.shape[-1] - 1.0
    off, on = (
        replace(paths, mortality=np.broadcast_to([[[low], [high]]], paths.mortality.shape))
        for low, high in ((-3.0, last + 3.0), (0.0, last))
    )
    assert whole(place, off).tobytes() == whole(place, on).tobytes()


def test_a_draw_does_not_depend_on_the_others(made):
    place, paths = made
    some = Paths(
        fertility=paths.fertility[:, 300:305],
        mortality=paths.mortality[..., 300:305],
        migration=paths.migration[:, 300:305],
    )
    alone, among = whole(place, some, precise=True), whole(place, paths, precise=True)
    assert alone.tobytes() == np.ascontiguousarray(among[..., 300:305]).tobytes()


@pytest.mark.parametrize(
    "levels", [(0.025, 0.5, 0.975), (1.0, 0.0001, 0.5, 0.5, 0.501, 0.0017), (0.9,)]
)
def test_quantiles_of_ages_are_values_that_occur_at_their_ranks(made, levels):
    found = age_quantiles(made[0], made[1], levels)
    ordered = np.sort(whole(*made), axis=-1)
    for place, level in enumerate(levels):
        rank = max(int(np.ceil(level * DRAWS - 1e-9)) - 1, 0)
        assert found[..., place].tobytes() == np.ascontiguousarray(ordered[..., rank]).tobytes()


def test_the_table_has_the_projections_own_survival_at_its_own_life_expectancy():
    rates = death_rates()
    table = survival_table(rates)
    expected = life_table(rates).life_expectancy
    places = table.place(expected[..., None])[..., 0]
    for year in range(YEARS + 1):
        for sex in range(2):
            levels = np.arange(table.survival.shape[-1])
            found = [np.interp(places[year, sex], levels, s) for s in table.survival[sex]]
            np.testing.assert_allclose(found, survival_ratios(rates[year])[sex], atol=2e-5)


def test_life_expectancy_rises_with_the_level_and_reaches_beyond_the_projection():
    table = survival_table(death_rates())
    assert (np.diff(table.life_expectancy, axis=-1) > 0).all()
    own = life_table(death_rates()).life_expectancy
    assert (table.life_expectancy[:, 0] < own.min(axis=0) - 8).all()
    assert (table.life_expectancy[:, -1] > own.max(axis=0) + 5).all()


def test_the_year_that_ends_with_the_base_may_be_uncertain_too(made):
    place, paths = made
    moved, born = np.linspace(-500, 500, DRAWS), np.linspace(0.9, 1.1, DRAWS)
    uncertain = replace(paths, opening_fertility=born, opening_migration=moved)
    found = whole(place, uncertain, precise=True)
    for draw in (0, DRAWS - 1):
        base = place.base.copy()
        base[:, 0] *= born[draw]
        base[:, :101] = np.maximum(base[:, :101] + place.spread * moved[draw], 0)
        alone = plainly(replace(place, base=base), paths, draw)
        np.testing.assert_allclose(found[..., draw], alone, rtol=1e-12, atol=1e-12)


def test_pooling_shows_a_hundred_and_over_together(made):
    found = whole(*made, precise=True)[..., 0]
    assert found.shape == (YEARS, *pool_open_group(made[0].base).shape)
