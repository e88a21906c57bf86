"""The errors of the back-test, turned to the revision of 2024."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from bongsu.catalog import open_catalog
from bongsu.streams import stream
from bongsu.systems.people.calibration import BASE, GROWTH
from bongsu.systems.people.trajectories import load_country
from bongsu.systems.people.widening import (
    Widening,
    draw_error,
    growth_horizons,
    growth_shortfall,
    level_horizons,
    population_errors,
)

NOTHING = Widening(fertility=np.zeros(1), life_expectancy=np.zeros((1, 2)), base=0.0, growth=0.0)


def streams(seed=3):
    return {name: stream(seed, name) for name in ("base", "growth")}


def test_horizons_are_those_of_the_backtest_and_end_with_it():
    assert level_horizons(77)[2] == 1.0  # 2026, in the middle of five years after the estimates
    assert growth_horizons(77)[[4, 9, 14, 76]].tolist() == [1.0, 2.0, 3.0, 3.0]
    assert level_horizons(77).max() == 3.0


def test_an_error_is_a_student_t_cut_at_its_ends():
    root, normal = draw_error(3.3, 24, np.random.default_rng(8), 400_000)
    for probability in (0.1, 0.9):
        wanted = stats.t.ppf(probability, 3.3)
        assert np.quantile(root * normal, probability) == pytest.approx(wanted, rel=0.02)


def test_the_first_errors_of_many_are_those_of_few():
    few, many = (draw_error(1.9, 256, np.random.default_rng(8), number) for number in (10, 99))
    assert few.tobytes() == np.ascontiguousarray(many[:, :10]).tobytes()


def test_growth_is_filled_up_to_the_backtests_spread_and_never_lessened():
    wide = stats.t.ppf(0.9, GROWTH.df) / stats.norm.ppf(0.9)
    wanted = np.hypot(0.007, wide * 0.01)
    for own in (0.0, 0.005, 0.012):
        filled = np.hypot(own, wide * growth_shortfall(own, 0.01))
        assert filled == pytest.approx(wanted)
    assert growth_shortfall(0.05, 0.01) == 0.0


def test_the_base_errs_alike_in_every_year_where_growth_does_not():
    only_base = Widening(
        fertility=np.zeros(1), life_expectancy=np.zeros((1, 2)), base=0.01, growth=0.0
    )
    factors = population_errors(only_base, 1.0, streams(), (20, 300_000))
    assert (factors == factors[0]).all()
    found = np.quantile(np.log(factors[0]), 0.9)
    assert found == pytest.approx(0.01 * stats.t.ppf(0.9, BASE.df), rel=0.02)


def test_base_and_growth_hang_together_a_little():
    wide = Widening(fertility=np.zeros(1), life_expectancy=np.zeros((1, 2)), base=0.01, growth=0.02)
    both = np.log(population_errors(wide, 0.0, streams(), (20, 300_000)))
    base = np.log(
        population_errors(
            Widening(
                fertility=np.zeros(1), life_expectancy=np.zeros((1, 2)), base=0.01, growth=0.0
            ),
            1.0,
            streams(),
            (20, 300_000),
        )
    )
    ranks = stats.spearmanr(base[0], both[9] - base[9]).statistic
    assert 0.1 < ranks < 0.2  # heavy tails leave less than 0.20


def test_without_errors_nobody_is_added():
    assert (population_errors(NOTHING, 1.0, streams(), (5, 100)) == 1).all()


def test_koreas_scales_are_those_of_the_formulas():
    """Worked out apart from the code, from the UN's figures: 51.7 million, 87 years, 0.72."""
    wide = load_country(open_catalog(), 410).widening
    assert wide.base == pytest.approx(0.0084, abs=0.0002)
    assert wide.growth == pytest.approx(0.0103, abs=0.0002)
    assert wide.fertility[2] == pytest.approx(0.175 * (0.76 / 2.5) ** 0.7, rel=0.05)
    assert wide.life_expectancy[2, 0] == pytest.approx(0.43, abs=0.02)
