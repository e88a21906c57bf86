"""Figures that those near by make, sides of a body, marked lists, flows, classes of sums."""

from __future__ import annotations

import pytest
from tests.audit.ruled import rules_of, sentences

MADE = sentences("figures_near")
WRONG = [(rule, text) for rule, texts in MADE.items() if rule != "right" for text in texts]


def rules_on(text: str) -> set[str]:
    return rules_of(f"A Title\nPublished March 12, 2025\n\n{text}", MADE)


@pytest.mark.parametrize(("rule", "text"), WRONG)
def test_a_figure_that_those_near_it_deny_is_found(rule, text):
    assert rule in rules_on(text)


@pytest.mark.parametrize("text", MADE["right"])
def test_a_figure_that_those_near_it_bear_out_is_let_stand(text):
    assert rules_on(text) == set()
