"""Rows, labels, parts and names in texts that nothing but their lines tells apart."""

from __future__ import annotations

import pytest
from tests.audit.ruled import rules_of, sentences

MADE = sentences("structure")
WRONG = [(rule, text) for rule, texts in MADE.items() if rule != "right" for text in texts]


def rules_on(text: str) -> set[str]:
    head = "" if text.startswith("Title: ") else "A Title\nPublished March 12, 2025\n\n"
    return rules_of(f"{head}{text.removeprefix('Title: ')}", MADE)


@pytest.mark.parametrize(("rule", "text"), WRONG)
def test_what_breaks_the_structure_of_a_text_is_found(rule, text):
    assert rule in rules_on(text)


@pytest.mark.parametrize("text", MADE["right"])
def test_what_the_structure_of_a_text_allows_is_let_stand(text):
    assert rules_on(text) == set()
