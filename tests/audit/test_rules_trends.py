"""Trend words, steps, rates and lists: what is wrong is found, what only looks alike is not."""

from __future__ import annotations

import pytest
from tests.audit.ruled import alarms, rules_on, sentences

MADE = sentences("trends")


@pytest.mark.parametrize("text", MADE["TR301"])
def test_a_trend_that_the_figures_deny_is_found(text):
    assert "TR301" in rules_on(text)


@pytest.mark.parametrize("text", MADE["AR106"])
def test_a_rate_that_does_not_give_its_total_is_found(text):
    assert "AR106" in rules_on(text)


@pytest.mark.parametrize("text", MADE["AR108"])
def test_steps_that_miss_the_end_are_found(text):
    assert "AR108" in rules_on(text)


@pytest.mark.parametrize("text", MADE["CN121"])
def test_a_list_of_another_length_is_found(text):
    assert "CN121" in rules_on(text)


@pytest.mark.parametrize("text", MADE["right"])
def test_right_trends_and_lists_raise_no_alarm(text):
    assert alarms(text) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("South Korea's total fertility rate fell to 0.75 in 2024.", True),
        ("South Korea's total fertility rate rose to 0.75 in 2024.", False),
        ("South Korea's total fertility rate fell to 0.72 in 2023.", False),
        ("The fertility rate of Busan fell to 0.65 in 2024.", False),
    ],
)
def test_a_trend_that_the_series_denies_is_found(text, found):
    assert ("TR302" in rules_on(text)) is found
