"""Values drawn through published bounds, alone and with an error beside them."""

from __future__ import annotations

import numpy as np
import pytest

from bongsu.systems.people.bounds import Bounds
from bongsu.systems.people.calibration import even_probabilities, inflations, mixture_quantile
from bongsu.systems.people.widening import draw_error

BOUNDS = Bounds(medium=np.array([1.0, 2.0]), low=np.array([0.5, 1.9]), high=np.array([1.2, 3.0]))
DRAWS = 200_000


def test_one_in_ten_lies_beyond_each_bound():
    values = BOUNDS.at(np.random.default_rng(2).standard_normal((2, DRAWS)))
    for year in range(2):
        assert (values[year] < BOUNDS.low[year]).mean() == pytest.approx(0.1, abs=0.005)
        assert (values[year] > BOUNDS.high[year]).mean() == pytest.approx(0.1, abs=0.005)


def test_beside_an_error_quantiles_are_those_of_the_backtests_mixture():
    numbers = np.random.default_rng(3)
    scale = np.array([0.2, 0.5])
    error = draw_error(3.3, 24, numbers, DRAWS)
    values = BOUNDS.beside(numbers.standard_normal((2, DRAWS)), scale, error)
    added = scale[:, None] ** 2 * inflations(3.3, even_probabilities(24))
    for sign, side in ((-1, BOUNDS.down), (1, BOUNDS.up)):
        deviations = np.sqrt(side[:, None] ** 2 + added)
        # The sum is scored by the mean spread of both sides, so that halves stay halves.
        for probability in (0.9, 0.975):
            wanted = BOUNDS.medium + sign * mixture_quantile(deviations, probability)
            found = np.quantile(values, probability if sign > 0 else 1 - probability, axis=1)
            np.testing.assert_allclose(
                (found - BOUNDS.medium) / (wanted - BOUNDS.medium), 1, rtol=0.02
            )
    np.testing.assert_allclose(np.median(values, axis=1), BOUNDS.medium, atol=0.01)


def test_an_error_of_nothing_leaves_the_published_bounds():
    scores = np.random.default_rng(5).standard_normal((2, 100))
    error = draw_error(3.3, 24, np.random.default_rng(1), 100)
    np.testing.assert_allclose(
        BOUNDS.beside(scores, np.zeros(2), error), BOUNDS.at(scores), rtol=1e-12
    )


def test_an_error_makes_way_by_no_more_than_the_first_year_has():
    later = BOUNDS.without(np.full(2, 100.0))
    assert later.spread[0] == 0
    np.testing.assert_allclose(later.up[1] ** 2, BOUNDS.up[1] ** 2 - BOUNDS.up[0] ** 2)
    assert later.down[1] == 0  # narrower than in the first year: nothing is left
    half = float(BOUNDS.up.min()) / 2
    np.testing.assert_allclose(
        BOUNDS.without(np.array([half, half])).up ** 2, BOUNDS.up**2 - half**2
    )
    np.testing.assert_allclose(BOUNDS.without(np.zeros(2)).low, BOUNDS.low)
