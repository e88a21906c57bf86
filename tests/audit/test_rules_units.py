"""Units, scales, currencies and how numbers are written."""

from __future__ import annotations

import pytest
from tests.audit.ruled import rules_on, sentences

MADE = sentences("units")


@pytest.mark.parametrize("text", MADE["UN201"])
def test_percent_for_points_is_found(text):
    assert "UN201" in rules_on(text)


@pytest.mark.parametrize("text", MADE["UN202"])
def test_a_stock_in_percent_of_nothing_is_found(text):
    assert "UN202" in rules_on(text)


@pytest.mark.parametrize("text", MADE["UN203"])
def test_amounts_of_different_periods_are_found(text):
    assert "UN203" in rules_on(text)


@pytest.mark.parametrize("text", MADE["FX111"])
def test_a_rate_that_never_was_is_found(text):
    assert "FX111" in rules_on(text)


@pytest.mark.parametrize("text", MADE["FX112"])
def test_two_rates_of_one_text_that_differ_are_found(text):
    assert "FX112" in rules_on(text)


@pytest.mark.parametrize("text", MADE["NU401"])
def test_wrongly_grouped_digits_are_found(text):
    assert "NU401" in rules_on(text)


@pytest.mark.parametrize("text", MADE["NU402"])
def test_million_for_billion_is_found(text):
    assert "NU402" in rules_on(text)


def test_a_hedged_figure_of_many_digits_is_found():
    assert "NU403" in rules_on("The city has approximately 34,538 refugees.")
    assert "NU403" not in rules_on("The city has approximately 34,500 refugees.")
    assert "NU403" not in rules_on("The city has 34,538 refugees.")


@pytest.mark.parametrize("text", MADE["NU403"])
def test_a_figure_more_exact_than_its_source_is_found(text):
    assert "NU403" in rules_on(text)


@pytest.mark.parametrize("text", MADE["right"])
def test_right_units_raise_no_alarm(text):
    assert rules_on(text) == set()
