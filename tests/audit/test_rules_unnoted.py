"""Texts of which not even a note is due, each beside one of a like form that has to be noted."""

from __future__ import annotations

import pytest
from tests.audit.ruled import sentences

from bongsu.audit.checking import Selection, check
from bongsu.evidence.reading import analyse, read_bytes

PAIRS = [(rule, pair) for rule, pairs in sentences("unnoted").items() for pair in pairs]


def noted(text: str) -> list[tuple[str, str]]:
    """Return the rules that say anything of a text, those in preview too, with what they say."""
    document = read_bytes(
        f"# A Title\n\nPublished June 20, 2025\n\n{text}\n".encode(), "made-up.md"
    )
    found = check(analyse(document), selection=Selection(preview=True))
    return [(one.rule, one.message) for one in found]


@pytest.mark.parametrize(("rule", "pair"), PAIRS)
def test_what_is_right_is_not_noted(rule, pair):
    assert noted(pair["right"]) == []


@pytest.mark.parametrize(("rule", "pair"), PAIRS)
def test_what_is_worth_a_look_is_noted(rule, pair):
    assert rule in {told for told, _ in noted(pair["wrong"])}
