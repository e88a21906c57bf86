"""Movements told without "from": what the figures deny is found, the right ones pass."""

from __future__ import annotations

import pytest
from tests.audit.ruled import RULES, sentences

from bongsu.audit.rules import Context
from bongsu.evidence.reading import analyse, read_bytes

MADE = sentences("moved_on")
WRONG = [(rule, text) for rule, texts in MADE.items() if rule != "right" for text in texts]
SPEAK = {rule for rule in MADE if rule != "right"} | {"AR109"}


def said_of(text):
    document = read_bytes(f"# A Title\n\nPublished May 12, 2026\n\n{text}\n".encode(), "made-up.md")
    return {
        finding.rule
        for evidence in analyse(document)
        for rule in RULES.rules.values()
        if rule.article is not None and rule.id in SPEAK
        for finding in rule.article(evidence, Context())
    }


@pytest.mark.parametrize(("rule", "text"), WRONG)
def test_a_movement_that_its_figures_deny_is_found(rule, text):
    assert rule in said_of(text)


@pytest.mark.parametrize("text", MADE["right"])
def test_a_movement_that_its_figures_bear_out_is_passed_over(text):
    assert said_of(text) == set()
