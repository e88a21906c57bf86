"""Parts, wholes and rates that no phrase joins: what is listed, what it is of, what it comes to."""

from __future__ import annotations

import pytest
from tests.audit.ruled import sentences

from bongsu.audit.checking import check
from bongsu.evidence.reading import analyse, read_bytes

MADE = sentences("parts")
WRONG = [(rule, text) for rule, texts in MADE.items() if rule != "right" for text in texts]


def said(text: str) -> set[str]:
    """Return all rules that say a word of a text."""
    document = read_bytes(f"Published March 3, 2026\n\n{text}\n".encode(), "made-up.md")
    return {finding.rule for finding in check(analyse(document))}


@pytest.mark.parametrize(("rule", "text"), WRONG)
def test_a_part_that_does_not_go_with_its_whole_is_found(rule, text):
    assert rule in said(text)


@pytest.mark.parametrize("text", MADE["right"])
def test_not_a_word_is_said_of_parts_that_go_with_their_whole(text):
    assert not said(text)
