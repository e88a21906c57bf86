"""Lists, tallies, totals and tables in other words and orders, and what is known of Korea."""

from __future__ import annotations

import pytest
from tests.audit.ruled import rules_of, sentences

MADE = sentences("reckoned")
WRONG = [(rule, text) for rule, texts in MADE.items() if rule != "right" for text in texts]


def rules_on(text: str) -> set[str]:
    return rules_of(f"A Title\nPublished March 12, 2025\n\n{text}", MADE)


@pytest.mark.parametrize(("rule", "text"), WRONG)
def test_what_does_not_add_up_or_is_known_otherwise_is_found(rule, text):
    assert rule in rules_on(text)


@pytest.mark.parametrize("text", MADE["right"])
def test_what_adds_up_and_is_known_so_is_let_stand(text):
    assert rules_on(text) == set()
