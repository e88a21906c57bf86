"""How deviations hang together over time, against processes simulated step by step."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.systems.people.persistence import (
    SPEEDS,
    USUAL,
    correlated,
    covariances,
    mixture,
    mixture_correlation,
    random_walk_correlation,
    shares_of_variance,
    without_special_years,
)

YEARS = 77


def test_covariances_are_those_of_processes_stepped_year_by_year():
    noise = np.random.default_rng(3).standard_normal((20, 400_000))
    for place in (1, 7, 11):
        value, path = np.zeros(noise.shape[1]), []
        for step in noise:
            value = SPEEDS[place] * value + step
            path.append(value)
        np.testing.assert_allclose(
            np.cov(np.stack(path)), covariances(20)[place], rtol=0.02, atol=0.02
        )


def test_a_random_walk_is_the_slowest_of_the_speeds():
    slowest = covariances(YEARS)[-1]
    deviation = np.sqrt(np.diag(slowest))
    np.testing.assert_allclose(
        slowest / np.outer(deviation, deviation), random_walk_correlation(YEARS), rtol=1e-12
    )


@given(st.lists(st.floats(0, 1), min_size=len(SPEEDS), max_size=len(SPEEDS)), st.floats(0.1, 30))
def test_a_mixture_is_found_again_from_how_it_widens(amounts, scale):
    mixed = np.asarray(amounts) + 0.01
    widths = np.sqrt(scale * np.einsum("s,sjj->j", mixed, covariances(YEARS)))
    found = mixture(widths, usual=None)
    again = np.sqrt(np.einsum("s,sjj->j", found, covariances(YEARS)))
    np.testing.assert_allclose(again, widths, rtol=0.01)
    assert (found >= 0).all()


def test_the_usual_shares_steady_what_the_widths_leave_open():
    short = np.full(YEARS, 0.02)  # a spread that never widens says that all is forgotten
    alone, leaning = (shares_of_variance(mixture(short, usual)) for usual in (None, USUAL))
    assert alone[0] == pytest.approx(1.0, abs=0.05)
    assert alone[1:].sum() < leaning[1:].sum() < sum(USUAL[1:])  # between the two


@pytest.mark.parametrize(
    "correlation",
    [random_walk_correlation(YEARS), mixture_correlation(np.full(len(SPEEDS), 0.1), YEARS)],
    ids=["random walk", "mixture"],
)
def test_scores_have_the_spread_and_the_correlation_asked_for(correlation):
    numbers = np.random.default_rng(1).standard_normal((YEARS, 60_000))
    scores = correlated(correlation, numbers)
    np.testing.assert_allclose(np.cov(scores), correlation, atol=0.03)
    np.testing.assert_allclose(np.diag(correlation), 1.0)


def test_a_year_much_wider_than_its_neighbours_is_special_and_no_other():
    widths = 0.01 * np.sqrt(np.arange(1, YEARS + 1))
    planted = widths.copy()
    planted[4] *= 3
    usual, share = without_special_years(planted)
    np.testing.assert_allclose(usual, widths, rtol=0.03)
    assert share[4] == pytest.approx(1 / 3, rel=0.03)
    assert (np.delete(share, 4) == 1).all()
