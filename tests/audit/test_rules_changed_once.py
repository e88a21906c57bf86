"""Short texts of many kinds, right and with one thing changed: dates, names, rows, titles."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from tests.audit.ruled import RULES

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.rules import Context
from bongsu.evidence.reading import analyse, read_bytes

FILE = Path(__file__).with_name("sentences") / "changed_once.yaml"
MADE = yaml.safe_load(FILE.read_text(encoding="utf-8"))
NAMES = [f"{made['rule']} {made['right'].splitlines()[0]}" for made in MADE]


def findings(text: str, rule: str) -> list[Finding]:
    check = RULES[rule].article
    assert check is not None
    return [
        finding
        for evidence in analyse(read_bytes(text.encode(), "made-up.txt"))
        for finding in check(evidence, Context())
    ]


@pytest.mark.parametrize("made", MADE, ids=NAMES)
def test_the_one_thing_that_was_changed_is_found(made):
    assert findings(made["wrong"], made["rule"])


@pytest.mark.parametrize("made", MADE, ids=NAMES)
def test_nothing_loud_is_said_of_it_as_it_was(made):
    said = findings(made["right"], made["rule"])
    assert [one.message for one in said if one.severity is not Severity.NOTE] == []
