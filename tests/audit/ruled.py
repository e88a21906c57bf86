"""What the rules say of a text that a test makes up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import yaml

from bongsu.audit.checking import load_rules
from bongsu.audit.findings import Severity
from bongsu.audit.rules import Context
from bongsu.evidence.reading import analyse, read_bytes

RULES = load_rules()
_ON_NUMBERS = re.compile(r"(?:NU|UN|AR|FX|SH|CN|TR)\d{3}")


def said_of(text: str, *, published: str = "March 3, 2026") -> list[tuple[str, str]]:
    """Return the rules on numbers that speak, with the words that they speak of."""
    head = f"# A Title\n\nPublished {published}\n\n"
    document = read_bytes((head + text).encode(), "made-up.md")
    return [
        (finding.rule, document.text[finding.start : finding.end])
        for evidence in analyse(document)
        for rule in RULES.rules.values()
        if rule.article is not None and _ON_NUMBERS.fullmatch(rule.id)
        for finding in rule.article(evidence, Context())
    ]


def rules_on(text: str) -> set[str]:
    """Return the rules on numbers that speak of a text."""
    return {rule for rule, _ in said_of(text)}


def alarms(text: str) -> set[str]:
    """Return the rules on numbers that raise an error or a warning on a text."""
    return {rule for rule in rules_on(text) if RULES[rule].severity is not Severity.NOTE}


def rules_of(text: str, ids: Iterable[str], name: str = "made-up.txt") -> set[str]:
    """Return which of some rules, by the beginnings of their names, speak of a whole text."""
    wanted = tuple(ids)
    return {
        finding.rule
        for evidence in analyse(read_bytes(f"{text}\n".encode(), name))
        for rule in RULES.rules.values()
        if rule.article is not None and rule.id.startswith(wanted)
        for finding in rule.article(evidence, Context())
    }


def sentences(name: str) -> dict[str, list[str]]:
    """Return invented sentences by the rule that must find them; "right" ones by none."""
    file = Path(__file__).with_name("sentences") / f"{name}.yaml"
    found: dict[str, list[str]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found
