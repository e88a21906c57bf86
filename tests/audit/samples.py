"""Invented texts as evidence, for tests of rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bongsu.audit.checking import load_rules
from bongsu.audit.findings import Finding
from bongsu.audit.rules import Context
from bongsu.evidence.mentions import Evidence
from bongsu.evidence.reading import analyse, read_bytes


def evidence(text: str, *, name: str = "text.md") -> tuple[Evidence, ...]:
    """Return the evidence of a text in Markdown."""
    return analyse(read_bytes(text.encode(), name))


def found(
    rule: str,
    text: str,
    *,
    title: str = "",
    published: str = "March 3, 2026",
    as_of: dt.date | None = None,
) -> list[Finding]:
    """Return what a rule finds in a text with such a head."""
    head = f"# {title}\n\n" if title else ""
    head += f"Published {published}\n\n" if published else ""
    return found_in(rule, [head + text], as_of=as_of)


def found_in(rule: str, texts: Sequence[str], *, as_of: dt.date | None = None) -> list[Finding]:
    """Return what a rule finds in whole documents, looked at together."""
    known = load_rules()[rule]
    parts = [
        part
        for number, text in enumerate(texts)
        for part in evidence(text, name=f"text-{number}.md")
    ]
    context = Context(as_of=as_of)
    if known.corpus is not None:
        return list(known.corpus(parts, context))
    assert known.article is not None
    return [finding for part in parts for finding in known.article(part, context)]


def quotes(findings: Sequence[Finding]) -> list[str]:
    """Return the words that findings are about."""
    return [one.document.text[one.start : one.end] for one in findings]
