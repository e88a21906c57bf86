"""Wholes and their parts, and what is told in passing: a right version and a wrong one of each."""

from __future__ import annotations

import re

import pytest
from tests.audit.ruled import sentences

from bongsu.audit.checking import check
from bongsu.evidence.reading import analyse, read_bytes

PAIRS = [
    (rule, text)
    for name in ("divided", "in_passing")
    for rule, texts in sentences(name).items()
    for text in texts
]
CHOICE = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")


def rules_on(text: str, version: int) -> set[str]:
    """Return the rules that say a word of the right version, 1, or of the wrong one, 2."""
    written = CHOICE.sub(lambda found: found[version], text)
    return {finding.rule for finding in check(analyse(read_bytes(written.encode(), "made-up.txt")))}


@pytest.mark.parametrize(("rule", "text"), PAIRS)
def test_the_wrong_version_is_found_and_the_right_one_is_not(rule, text):
    assert rule in rules_on(text, 2)
    assert rule not in rules_on(text, 1)
