"""The errors beside published bounds, against SciPy and against draws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from bongsu.errors import OutOfRange
from bongsu.systems.people.calibration import (
    BASE,
    FERTILITY,
    GROWTH,
    LIFE_EXPECTANCY,
    base_terms,
    even_probabilities,
    fertility_terms,
    growth_terms,
    inflations,
    life_terms,
    mixture_probability,
    mixture_quantile,
)

deviations = st.lists(st.floats(1e-3, 50), min_size=1, max_size=30)


@pytest.mark.parametrize("df", [1.9, 3.3, 30.0])
def test_inflations_are_degrees_of_freedom_over_a_chi_squared(df):
    probabilities = even_probabilities(24)
    wanted = df / stats.chi2.ppf(probabilities, df)
    np.testing.assert_allclose(inflations(df, probabilities), wanted, rtol=1e-9)


@pytest.mark.parametrize("df", [1.9, 2.4, 3.3, 4.0])
def test_a_mixture_over_many_values_is_the_student_t(df):
    deviation = np.sqrt(inflations(df, even_probabilities(20_000)))
    for probability in (0.6, 0.9, 0.975):
        wanted = stats.t.ppf(probability, df)
        assert mixture_quantile(deviation, probability) == pytest.approx(wanted, rel=0.003)


def test_the_few_values_in_use_keep_the_quantiles_that_bounds_take():
    for df, points in ((3.3, 24), (4.0, 24), (1.9, 256)):
        deviation = np.sqrt(inflations(df, even_probabilities(points)))
        for probability in (0.9, 0.975):
            wanted = stats.t.ppf(probability, df)
            assert mixture_quantile(deviation, probability) == pytest.approx(wanted, rel=0.05)


@given(deviations, st.lists(st.floats(-80, 80), min_size=2, max_size=20))
def test_the_probability_rises_with_the_value(spreads, values):
    ordered = np.sort(values)
    found = mixture_probability(np.array(spreads), ordered)
    assert (np.diff(found) >= 0).all()
    assert ((found >= 0) & (found <= 1)).all()


@given(deviations, st.floats(0.5, 0.999))
def test_a_quantile_has_the_probability_that_was_asked_for(spreads, probability):
    given_spreads = np.array([spreads])
    value = mixture_quantile(given_spreads, probability)
    assert mixture_probability(given_spreads, value)[0] == pytest.approx(probability, abs=1e-6)


def test_scales_are_those_of_the_formulas():
    """Each written out once more, with the constants as they are documented."""
    tfr, life, people, swing = (np.array([x]) for x in (1.6, 71.0, 20_000.0, 0.01))
    size = 4.0  # of five million people
    assert FERTILITY.scales(fertility_terms(tfr))[0] == pytest.approx(0.175 * (1.6 / 2.5) ** 0.7)
    reported = LIFE_EXPECTANCY.scales(life_terms(life, np.ones(1), people))[0]
    assert reported == pytest.approx(1.30 * np.exp(0.030 * 14) * 0.45 * size**-0.10)
    base = BASE.scales(base_terms(life, people))[0]
    assert base == pytest.approx(0.0135 * np.exp(0.055 * 14) * size**-0.15)
    growth = GROWTH.scales(growth_terms(swing, people))[0]
    assert growth == pytest.approx(0.0165 * (0.012 / np.exp(-4)) ** 0.3 * size**-0.15)


def test_size_tells_nothing_beyond_its_range():
    tiny, small, large, huge = (
        base_terms(np.array(70.0), np.array(people)).offset for people in (1, 50, 1e5, 1.4e6)
    )
    assert tiny == small > large == huge


@pytest.mark.parametrize("df", [0.0, -2.0, float("nan")])
def test_no_degrees_of_freedom_are_refused(df):
    with pytest.raises(OutOfRange, match="degrees of freedom"):
        inflations(df, even_probabilities(4))


@pytest.mark.parametrize("probability", [0.1, 1.0, 1.5])
def test_a_probability_on_the_wrong_side_is_refused(probability):
    with pytest.raises(OutOfRange, match=r"0\.5, 1"):
        mixture_quantile(np.ones((1, 3)), probability)
