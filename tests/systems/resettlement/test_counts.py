"""The count model against SciPy, brute force and plain loops."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nbinom

from bongsu.errors import MissingValue
from bongsu.systems.resettlement.counts import (
    CountState,
    cdf,
    crps,
    crps_ahead,
    fit,
    log_pmf,
    quantile,
)

MODEL = {"level": 220.0, "shape": 24.0, "break_shape": 1.0, "break_chance": 0.1}

levels = st.floats(0.5, 3000.0)
shapes = st.floats(0.3, 100.0)


def pmf_of_mixture(counts, ahead):
    lasting = 0.9**ahead
    narrow, m = 24.0 / min(ahead, 10), 220.0
    return lasting * nbinom.pmf(counts, narrow, narrow / (narrow + m)) + (1 - lasting) * nbinom.pmf(
        counts, 1.0, 1.0 / (1.0 + m)
    )


@given(levels, shapes, st.integers(0, 4000))
def test_probabilities_are_those_of_scipy(mean, shape, count):
    ours = float(log_pmf(count, mean, shape))
    assert ours == pytest.approx(float(nbinom.logpmf(count, shape, shape / (shape + mean))), 1e-8)


@pytest.mark.parametrize("ahead", [1, 4, 10, 75])
def test_the_distribution_function_sums_the_probabilities(ahead):
    counts = np.arange(4000)
    summed = pmf_of_mixture(counts, ahead).cumsum()
    np.testing.assert_allclose(cdf(counts, ahead, **MODEL), summed, atol=1e-10)


@settings(max_examples=50)
@given(st.floats(0.001, 0.999), st.integers(1, 80))
def test_a_quantile_is_the_first_count_that_reaches_its_chance(chance, ahead):
    found = float(quantile(chance, ahead, **MODEL))
    reached = cdf(np.arange(20_000), ahead, **MODEL) >= chance
    assert found == reached.argmax()


def test_quantiles_of_the_ends_are_finite():
    ends = quantile(np.array([0.0, 1.0]), 75, **MODEL)
    assert ends[0] == 0
    assert np.isfinite(ends[1])


@pytest.mark.parametrize("observed", [0, 63, 224, 1502])
def test_the_score_agrees_with_its_other_form_by_brute_force(observed):
    # E|X - y| - E|X - X'| / 2 (Gneiting and Raftery 2007, equation 21), over every pair of counts
    counts = np.arange(3000)
    chances = pmf_of_mixture(counts, 1)
    apart = np.abs(counts[:, None] - counts[None, :])
    expected = chances @ np.abs(counts - observed) - 0.5 * chances @ apart @ chances
    state = CountState(**MODEL, broken=np.zeros(1))
    assert crps_ahead(observed, 1, state) == pytest.approx(expected, abs=1e-3)


def test_a_forecast_without_spread_scores_its_absolute_error():
    certain = (np.arange(500) >= 236).astype(float)
    assert crps(196, certain) == 40
    assert crps(600, certain) == pytest.approx(600 - 236)


def test_steady_counts_break_nothing_and_set_the_level():
    state = fit([200] * 12, 0.1)
    assert state.level == pytest.approx(200)
    assert state.broken.max() < 0.1


def test_a_collapse_is_a_break_and_the_level_follows_it():
    state = fit([1000] * 12 + [100, 100], 0.1)
    assert state.broken[12] > 0.99
    assert state.level == pytest.approx(100, rel=0.02)


def test_too_few_counts_are_refused():
    with pytest.raises(MissingValue, match="2 yearly counts"):
        fit([1142, 1285], 0.1)
