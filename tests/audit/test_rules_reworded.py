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


NOTED = [
    ("HD953", "## 1. Trade\n\nOne.\n\n## 2. Money\n\nTwo.\n\nJobs.\n\n## 4. Ships\n\nFour."),
    ("NA902", "President Yoon Suk Yeol spoke. Later Yoon Suk Yul left."),
    ("NA902", "Kim Moon-soo spoke. Later Kim Mun-soo left."),
    ("NA902", "Governor Rhee Chang-yong spoke. Mr. Lee Chang-yong left."),
    ("NA902", "Kaesong was closed. Later Gaeseong opened. Kaesong is in the north."),
    ("NA902", "Marsden Shipping built it. Later Mardsen sold it. Marsden regretted it."),
    ("NA903", "The Ministry of Trade, Industri and Energy agreed."),
    ("NA903", "The Ministry of Trade, Industry and Enegry agreed."),
    ("NA902", "President Yoon Suk-yeol spoke. In the evening President Yoon Seok-yeol left."),
    ("DT512", "The cabinet submitted a budget for 2026 to the National Assembly on April 2."),
]
UNNOTED = [
    "Kim Jong-il died in 2011. Kim Jong-un took over. Kim Il-sung had founded it.",
    "Lee Jae-yong runs a firm. Lee Jae-myung does not.",
    "Parker spoke. Later Barker left. Parker came back.",
    "The Ministry of Trade, Industry and Energy agreed.",
    "South Korea's National Assembly met.",
    "President Yoon Suk-yeol spoke. In the evening President Yoon Suk-yeol left.",
    "The cabinet submitted a budget for 2025 to the National Assembly on March 2.",
]


def notes(text: str) -> set[str]:
    document = read_bytes(
        f"# A Title\n\nPublished March 12, 2025\n\n{text}\n".encode(), "made-up.md"
    )
    return {f.rule for f in check(analyse(document))}


@pytest.mark.parametrize(("rule", "text"), NOTED)
def test_a_likely_slip_is_noted(rule, text):
    assert rule in notes(text)


@pytest.mark.parametrize("text", UNNOTED)
def test_what_is_right_is_not_noted(text):
    assert notes(text) == set()
