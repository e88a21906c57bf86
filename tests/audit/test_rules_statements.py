"""Statements against figures and each other: each passage with its fault, and without it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bongsu.audit.checking import check
from bongsu.evidence.reading import analyse, read_bytes

_FILE = Path(__file__).with_name("sentences") / "statements.yaml"
_CHOICE = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
_SAME = {"CO705": {"TR301", "CO705"}, "TR301": {"TR301", "CO705"}}
PASSAGES = [
    (rule, passage)
    for rule, passages in yaml.safe_load(_FILE.read_text(encoding="utf-8")).items()
    for passage in passages
]


def _rules(text: str) -> set[str]:
    return {one.rule for one in check(analyse(read_bytes(text.encode(), "made-up.md")))}


@pytest.mark.parametrize(("rule", "passage"), PASSAGES)
def test_a_fault_is_found_and_its_mending_is_let_stand(rule: str, passage: str):
    wanted = _SAME.get(rule, {rule})
    assert _rules(_CHOICE.sub(r"\1", passage)) & wanted
    assert not _rules(_CHOICE.sub(r"\2", passage)) & wanted
