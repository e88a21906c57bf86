"""Axes enclose what is drawn, with few round ticks and the unit on the last alone."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.charts.axes import time_ticks, value_axis, with_unit

numbers = st.floats(-1e15, 1e15).filter(lambda x: x == 0 or abs(x) > 1e-9)


@given(st.lists(numbers, min_size=1, max_size=30), st.sampled_from([3, 4, 6]), st.booleans())
def test_a_domain_encloses_the_data_with_few_even_ticks(values, most, zero):
    axis = value_axis(values, most=most, unit="%", zero=zero)
    assert axis.low <= min(values)
    assert max(values) <= axis.high
    assert 2 <= len(axis.ticks) <= most
    assert (axis.ticks[0], axis.ticks[-1]) == (axis.low, axis.high)
    steps = [b - a for a, b in itertools.pairwise(axis.ticks)]
    assert all(step == pytest.approx(steps[0], rel=1e-6) for step in steps)
    if zero:
        assert axis.low <= 0 <= axis.high


@given(st.lists(numbers, min_size=1, max_size=30))
def test_ticks_are_told_apart_and_only_the_last_has_the_unit(values):
    axis = value_axis(values, most=6, unit="%")
    assert len(set(axis.texts)) == len(axis.texts)
    assert [text.endswith("%") for text in axis.texts] == [False] * (len(axis.texts) - 1) + [True]


def test_long_noughts_become_words():
    assert value_axis([0, 5e13], most=6, unit="won").texts[-1] == "50 trillion won"
    assert value_axis([0, 4e6], most=5, unit="").texts == ("0", "1", "2", "3", "4 million")


def test_a_minus_is_never_a_hyphen():
    texts = value_axis([-4, 4], most=6, unit="%").texts
    assert texts[0].startswith("−")
    assert not any("-" in text for text in texts)


def test_halves_are_written_where_the_step_has_them():
    assert value_axis([0, 10], most=5, unit="").texts == ("0.0", "2.5", "5.0", "7.5", "10.0")


def test_missing_values_leave_an_axis():
    axis = value_axis([math.nan], most=4, unit="")
    assert axis.low < axis.high


def test_units_join_as_they_are_written():
    assert with_unit("3.66", "₩ trillion") == "₩3.66 trillion"
    assert with_unit("4", "%") == "4%"
    assert with_unit("4", "") == "4"


@given(st.integers(1900, 2090), st.integers(1, 400), st.sampled_from([5, 9]))
def test_time_ticks_are_round_years_within_the_span(first, length, most):
    ticks = time_ticks(first, first + length, most=most)
    assert 1 <= len(ticks) <= most
    assert all(first <= tick <= first + length for tick in ticks)
