"""Figures and days beside things that they are not of: the right text beside a wrong one."""

from __future__ import annotations

import pytest
from tests.audit.ruled import sentences

from bongsu.audit.checking import check
from bongsu.audit.findings import Severity
from bongsu.evidence.reading import analyse, read_bytes

PAIRS = [(rule, pair) for rule, pairs in sentences("side_by_side").items() for pair in pairs]


def loud(text: str) -> set[str]:
    """Return the rules that raise an error or a warning on a text of March 2025."""
    document = read_bytes(
        f"# A Title\n\nPublished March 12, 2025\n\n{text}\n".encode(), "made-up.md"
    )
    found = check(analyse(document))
    return {one.rule for one in found if one.severity is not Severity.NOTE}


@pytest.mark.parametrize(("rule", "pair"), PAIRS)
def test_what_stands_beside_another_thing_raises_no_alarm(rule, pair):
    assert not loud(pair["right"])


@pytest.mark.parametrize(("rule", "pair"), PAIRS)
def test_what_is_of_the_thing_beside_it_is_held_to_it(rule, pair):
    assert rule in loud(pair["wrong"])
