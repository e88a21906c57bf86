"""Random numbers by name: the same whatever else a run draws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.streams import stream, uniforms

seeds = st.integers(0, 2**63 - 1)
names = st.text(max_size=20)


@given(seeds, names, st.integers(0, 60), st.integers(0, 200))
def test_the_first_draws_of_a_long_run_are_those_of_a_short_one(seed, name, few, more):
    short, long = (uniforms(stream(seed, name), size) for size in (few, few + more))
    assert short.tobytes() == long[:few].tobytes()


@given(seeds, seeds, names, names)
def test_another_seed_or_name_gives_other_numbers(seed, other_seed, name, other_name):
    one, other = uniforms(stream(seed, name), 4), uniforms(stream(other_seed, other_name), 4)
    assert (one.tolist() == other.tolist()) == ((seed, name) == (other_seed, other_name))


def test_a_seeds_last_digit_is_not_taken_for_the_first_of_a_name():
    assert stream(1, "2a").random() != stream(12, "a").random()


@pytest.mark.parametrize("number", [0.0, 2.0**-53, 0.5, 1 - 2.0**-52, 1 - 2.0**-53])
def test_every_number_lies_strictly_between_nought_and_one(number):
    class Fixed:
        def random(self, size: int) -> np.ndarray:
            return np.full(size, number)

    (found,) = uniforms(Fixed(), 1)  # type: ignore[arg-type]
    assert 0 < found < 1
    assert found == pytest.approx(number, abs=2.0**-53)


def test_numbers_are_even_and_names_do_not_move_together():
    size = 20_000
    one, other = (uniforms(stream(20260211, name), size) for name in ("a.b", "a.c"))
    above = np.sort(one) - np.arange(1, size + 1) / size
    # Kolmogorov-Smirnov at 1 in 1000, and four standard errors of a correlation of nought
    assert np.abs(above).max() < 1.95 / np.sqrt(size)
    assert abs(np.corrcoef(one, other)[0, 1]) < 4 / np.sqrt(size)
