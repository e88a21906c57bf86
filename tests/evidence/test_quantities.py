"""Every kind of figure in every form, each read by hand, and what only looks like one."""

from __future__ import annotations

import pytest
from tests.evidence.reading_texts import evidence, marked, quantity_at, table

from bongsu.evidence.mentions import Comparator, Kind

CASES = [case for group in table("quantity_cases.yaml").values() for case in group]
LOOKALIKES = [case for group in table("lookalikes.yaml").values() for case in group]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case[0]))
def test_figures_are_read_as_written(case: list[object]) -> None:
    words, figure, at = marked(str(case[0]))
    found = evidence(words)
    quantity = quantity_at(found, at, figure)
    kind, value, unit = case[1:4]
    comparator = case[4] if len(case) > 4 else "exact"
    noun = case[5] if len(case) > 5 else None
    assert found.words(quantity) == figure
    assert quantity.kind is Kind(str(kind))
    if isinstance(value, list):
        assert (quantity.low, quantity.high) == pytest.approx(tuple(value))
        assert quantity.value is None
    else:
        assert quantity.value == pytest.approx(value)
    assert quantity.unit == unit
    assert quantity.comparator is Comparator(str(comparator))
    if noun is not None:
        assert quantity.noun == noun


@pytest.mark.parametrize("words", LOOKALIKES)
def test_numbers_that_are_no_figures_are_passed_over(words: str) -> None:
    found = evidence(words)
    assert [found.words(quantity) for quantity in found.quantities] == []


def test_a_falling_pair_is_no_range():
    text = "The loan was cut $50 million to $20 million (26 billion won)."
    found = evidence(text)
    assert [one.value for one in found.quantities] == [50e6, 20e6, 26e9]
