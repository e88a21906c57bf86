"""Rows, labels, parts and names in texts that nothing but their lines tells apart."""

from __future__ import annotations

import pytest
from tests.audit.ruled import RULES, sentences

from bongsu.audit.rules import Context
from bongsu.evidence.reading import analyse, read_bytes

MADE = sentences("structure")
WRONG = [(rule, text) for rule, texts in MADE.items() if rule != "right" for text in texts]


def rules_on(text):
    head = "" if text.startswith("Title: ") else "A Title\nPublished March 12, 2025\n\n"
    document = read_bytes(f"{head}{text.removeprefix('Title: ')}\n".encode(), "made-up.txt")
    return {
        finding.rule
        for evidence in analyse(document)
        for rule in RULES.rules.values()
        if rule.article is not None and rule.id in MADE
        for finding in rule.article(evidence, Context())
    }


@pytest.mark.parametrize(("rule", "text"), WRONG)
def test_what_breaks_the_structure_of_a_text_is_found(rule, text):
    assert rule in rules_on(text)


@pytest.mark.parametrize("text", MADE["right"])
def test_what_the_structure_of_a_text_allows_is_let_stand(text):
    assert rules_on(text) == set()
