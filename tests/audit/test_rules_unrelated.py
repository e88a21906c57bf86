"""Figures that stand beside each other, fit no relation, and are right: no rule may join them."""

from __future__ import annotations

import pytest
from tests.audit.ruled import sentences

from bongsu.audit.checking import check
from bongsu.audit.findings import Severity
from bongsu.evidence.reading import analyse, read_bytes

RIGHT = [(rule, text) for rule, texts in sentences("unrelated").items() for text in texts]


@pytest.mark.parametrize(("rule", "text"), RIGHT)
def test_figures_of_different_things_raise_no_alarm(rule, text):
    document = read_bytes(
        f"# A Title\n\nPublished March 12, 2025\n\n{text}\n".encode(), "made-up.md"
    )
    loud = [f for f in check(analyse(document)) if f.severity is not Severity.NOTE]
    assert [(f.rule, f.message) for f in loud] == []
