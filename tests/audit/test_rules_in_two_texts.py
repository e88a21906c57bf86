"""What two texts tell of one thing: alike in the right version, apart in the wrong one."""

from __future__ import annotations

from typing import Any

import pytest
from tests.audit.ruled import sentences

from bongsu.audit.checking import Selection, check
from bongsu.evidence.reading import analyse, read_bytes

MADE: dict[str, Any] = sentences("told_in_two_texts")
PAIRS = [(rule, pair) for rule, pairs in MADE.items() for pair in pairs]


def _between(pair: dict[str, str], version: str) -> set[str]:
    """Return the rules that speak of how two texts disagree."""
    texts = (
        ("first.md", pair["title"], pair["published"], pair["text"]),
        ("second.md", pair.get("heading", "Notes of the Month"), pair["day"], pair[version]),
    )
    evidences = [
        evidence
        for name, title, day, text in texts
        for evidence in analyse(
            read_bytes(f"# {title}\n\nPublished {day}\n\n{text}\n".encode(), name)
        )
    ]
    return {one.rule for one in check(evidences, selection=Selection(preview=True))}


@pytest.mark.parametrize(("rule", "pair"), PAIRS)
def test_texts_that_differ_are_told_of(rule: str, pair: dict[str, str]) -> None:
    assert rule in _between(pair, "wrong")


@pytest.mark.parametrize(("rule", "pair"), PAIRS)
def test_texts_that_agree_are_let_stand(rule: str, pair: dict[str, str]) -> None:
    assert rule not in _between(pair, "right")
