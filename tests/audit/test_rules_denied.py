"""What is said in one place and denied in another: trends, values, wholes, events, beginnings."""

from __future__ import annotations

import pytest
from tests.audit.ruled import RULES, sentences

from bongsu.audit.findings import Severity
from bongsu.audit.rules import Context
from bongsu.evidence.reading import analyse, read_bytes

MADE = sentences("denied")
WRONG = [(rule, text) for rule, texts in MADE.items() if rule != "right" for text in texts]


def said_of(text):
    document = read_bytes(
        f"# A Title\n\nPublished March 12, 2025\n\n{text}\n".encode(), "made-up.md"
    )
    return [
        finding
        for evidence in analyse(document)
        for rule in RULES.rules.values()
        if rule.article is not None
        for finding in rule.article(evidence, Context())
    ]


@pytest.mark.parametrize(("rule", "text"), WRONG)
def test_what_the_rest_of_a_text_denies_is_found(rule, text):
    assert rule in {finding.rule for finding in said_of(text)}


@pytest.mark.parametrize("text", MADE["right"])
def test_what_the_rest_of_a_text_bears_out_raises_no_alarm(text):
    loud = [f.message for f in said_of(text) if f.severity is not Severity.NOTE]
    assert loud == []
