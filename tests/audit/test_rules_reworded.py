"""One error in many wordings: digits or words, totals first or last, one sentence or two."""

from __future__ import annotations

import pytest
from tests.audit.ruled import sentences

from bongsu.audit.checking import check
from bongsu.audit.findings import Severity
from bongsu.evidence.reading import analyse, read_bytes

MADE = sentences("reworded")
WRONG = [(rule, text) for rule, texts in MADE.items() if rule != "right" for text in texts]


def alarms(text: str) -> set[str]:
    document = read_bytes(
        f"# A Title\n\nPublished March 12, 2025\n\n{text}\n".encode(), "made-up.md"
    )
    return {f.rule for f in check(analyse(document)) if f.severity is not Severity.NOTE}


@pytest.mark.parametrize(("rule", "text"), WRONG)
def test_an_error_is_found_in_any_wording(rule, text):
    assert rule in alarms(text)


@pytest.mark.parametrize("text", MADE["right"])
def test_the_right_figures_in_the_same_wording_raise_no_alarm(text):
    assert alarms(text) == set()
