"""Articles with one slip in a rate, a scale, a price of a currency or a stretch of time.

Each is written twice: as it is right, and with one figure or word that is wrong. What is right is
reckoned from the figures of the article itself or from what is on record on Korea.
"""

from __future__ import annotations

import re
from functools import cache

import pytest
from tests.audit.ruled import RULES, sentences

from bongsu.audit.checking import check
from bongsu.audit.findings import Finding, Severity
from bongsu.evidence.reading import analyse, read_bytes

_SLIP = re.compile(r"\{\{(.*?)\|(.*?)\}\}", re.DOTALL)
TEXTS = [(rule, text) for rule, texts in sentences("slips").items() for text in texts]
NAMES = [f"{rule}-{text.partition(chr(10))[0]}" for rule, text in TEXTS]


@cache
def _found(text: str) -> tuple[Finding, ...]:
    return tuple(check(analyse(read_bytes(f"{text}\n".encode(), "made-up.txt"))))


def _said(text: str) -> set[tuple[str, str]]:
    return {(finding.rule, finding.message) for finding in _found(text)}


@pytest.mark.parametrize(("rule", "text"), TEXTS, ids=NAMES)
def test_a_slip_is_found(rule, text):
    right, wrong = (_SLIP.sub(rf"\{part}", text) for part in (1, 2))
    assert rule in {name for name, _ in _said(wrong) - _said(right)}


@pytest.mark.parametrize(("rule", "text"), TEXTS, ids=NAMES)
def test_what_is_right_raises_no_alarm(rule, text):
    assert rule in RULES.rules
    loud = [one for one in _found(_SLIP.sub(r"\1", text)) if one.severity is not Severity.NOTE]
    assert loud == []
