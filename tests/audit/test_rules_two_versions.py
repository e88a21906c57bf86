"""Texts in two versions, of which one has a word or a figure wrong."""

from __future__ import annotations

from typing import Any

import pytest
from tests.audit.ruled import rules_of, sentences

MADE: dict[str, Any] = sentences("in_two_versions")
RULES = {
    "directions": ("CO705", "TR301", "TR302"),
    "references": ("RF851", "ST802", "ST803", "TR302"),
    "told_twice": ("CO704",),
}


def _found(kind: str, pair: dict[str, str], version: str) -> set[str]:
    text = f"{pair['title']}\nPublished {pair['published']}\n\n{pair[version]}"
    return rules_of(text, RULES[kind], "made-up.md")


@pytest.mark.parametrize(
    ("kind", "pair"), [(kind, pair) for kind, pairs in MADE.items() for pair in pairs]
)
def test_only_the_wrong_version_is_found(kind: str, pair: dict[str, str]) -> None:
    assert _found(kind, pair, "wrong")
    assert not _found(kind, pair, "right")
