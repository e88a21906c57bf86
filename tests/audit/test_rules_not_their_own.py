"""Figures and days that seem to belong to what they do not: the right text beside a wrong one."""

from __future__ import annotations

import pytest
from tests.audit.ruled import sentences

from bongsu.audit.checking import check
from bongsu.audit.findings import Severity
from bongsu.evidence.reading import analyse, read_bytes

PAIRS = [(rule, pair) for rule, pairs in sentences("not_their_own").items() for pair in pairs]


def loud(text: str) -> list[tuple[str, str]]:
    """Return the rules that raise an error or a warning on a text, with what they say."""
    document = read_bytes(
        f"# A Title\n\nPublished March 12, 2025\n\n{text}\n".encode(), "made-up.md"
    )
    found = check(analyse(document))
    return [(one.rule, one.message) for one in found if one.severity is not Severity.NOTE]


@pytest.mark.parametrize(("rule", "pair"), PAIRS)
def test_what_only_looks_related_raises_no_alarm(rule, pair):
    assert loud(pair["right"]) == []


@pytest.mark.parametrize(("rule", "pair"), PAIRS)
def test_what_is_related_is_still_held_together(rule, pair):
    assert rule in {told for told, _ in loud(pair["wrong"])}
