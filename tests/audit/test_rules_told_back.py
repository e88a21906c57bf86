"""Words and figures that point back to what a text told before, or to what is widely known."""

from __future__ import annotations

import pytest
from tests.audit.ruled import rules_of, sentences

MADE = sentences("told_back")
WRONG = [(rule, text) for rule, texts in MADE.items() if rule != "right" for text in texts]
HEAD = "# Notes on Korea\n\nPublished March 3, 2026\n\n"


@pytest.mark.parametrize(("rule", "text"), WRONG)
def test_what_is_denied_by_what_was_told_before_is_found(rule: str, text: str) -> None:
    assert rule in rules_of(HEAD + text, [rule])


@pytest.mark.parametrize("text", MADE["right"])
def test_what_agrees_with_what_was_told_before_is_left_alone(text: str) -> None:
    assert not rules_of(HEAD + text, ["CO704", "CO705", "RF851", "TR301"])


def test_a_rise_over_several_years_is_no_rise_over_the_last() -> None:
    told = (
        "Since 2012 the U.S. trade deficit in goods with Korea has increased from {} to "
        "$23.1 billion in 2017."
    )
    assert not rules_of(HEAD + told.format("$13.2 billion"), ["TR302"])
    assert rules_of(HEAD + told.format("$27.7 billion"), ["TR302", "TR301", "CO705"])
