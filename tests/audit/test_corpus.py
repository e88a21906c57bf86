"""Invented articles: right as they stand, and with one planted error at a time.

`corpus/planted.jsonl` says which words become which others, which rule is there for it, which other
rules may rightly say so too, and at which of the edited words a finding has to point.
`corpus/controls.jsonl` lists right statements that look suspicious, and why they are right.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bongsu.audit.checking import check
from bongsu.audit.findings import Finding, Severity
from bongsu.evidence.reading import analyse, read_bytes

CORPUS = Path(__file__).parent / "corpus"
ARTICLES = sorted(path.name for path in CORPUS.iterdir() if path.suffix != ".jsonl")
WANTED = 28 / 36  # of the planted errors; the rest may be beyond what words can tell

Record = dict[str, Any]
Spot = tuple[int, int]


def records(name: str) -> list[Record]:
    """Return the records of a JSONL file of the corpus."""
    return [json.loads(line) for line in (CORPUS / name).read_text(encoding="utf-8").splitlines()]


@cache
def article(name: str) -> str:
    """Return an article as it stands."""
    return (CORPUS / name).read_text(encoding="utf-8")


def findings(name: str, text: str) -> list[tuple[Finding, list[Spot]]]:
    """Return what is found in a text, each with where it stands in the file."""
    document = read_bytes(text.encode(), name)
    found = []
    for finding in check(analyse(document)):
        assert finding.start < finding.end, f"{finding.rule} points at no words"
        spots = [(finding.start, finding.end)]
        spots += [(near.start, near.end) for near in finding.related if near.document is document]
        found.append((finding, [document.source_span(*spot) for spot in spots]))
    return found


@cache
def findings_as_is(name: str) -> tuple[tuple[Finding, tuple[Spot, ...]], ...]:
    """Return what is found in an article as it stands."""
    return tuple((finding, tuple(spots)) for finding, spots in findings(name, article(name)))


def overlap(one: Spot, other: Spot) -> bool:
    """Whether two stretches share a code point."""
    return one[0] < other[1] and other[0] < one[1]


def caught(planted: Record) -> str:
    """Return by which rule a planted error was found, "" if by none."""
    text = article(planted["file"])
    at = text.index(planted["original"])
    edited = text[:at] + planted["edited"] + text[at + len(planted["original"]) :]
    wrong = [
        (at + hit.start(), at + hit.end())
        for hit in re.finditer(re.escape(planted["span"]), planted["edited"])
    ]
    for finding, spots in findings(planted["file"], edited):
        right_place = any(overlap(spot, place) for spot in spots for place in wrong)
        if right_place and finding.rule in {planted["rule"], *planted["also"]}:
            return finding.rule
    return ""


@pytest.mark.parametrize("name", ARTICLES)
def test_a_right_article_gives_no_error_or_warning(name: str) -> None:
    loud = [
        f"{found.rule} {found.message} [{article(name)[slice(*spots[0])]}]"
        for found, spots in findings_as_is(name)
        if found.severity is not Severity.NOTE
    ]
    assert not loud


@pytest.mark.parametrize("control", records("controls.jsonl"), ids=lambda c: c["text"][:40])
def test_right_statements_that_look_suspicious_are_left_alone(control: Record) -> None:
    at = article(control["file"]).index(control["text"])
    place = (at, at + len(control["text"]))
    flagged = [
        f"{finding.rule} {finding.message}"
        for finding, spots in findings_as_is(control["file"])
        if overlap(spots[0], place)
    ]
    assert not flagged, control["why"]


def test_planted_errors_are_found() -> None:
    planted = records("planted.jsonl")
    missed = [p for p in planted if not caught(p)]
    share = 1 - len(missed) / len(planted)
    names = "\n".join(f"{p['file']} {p['rule']}: {p['edited'][:90]!r}" for p in missed)
    assert share >= WANTED, f"{len(missed)} of {len(planted)} are missed\n{names}"


@pytest.mark.parametrize("planted", records("planted.jsonl"), ids=lambda p: p["edited"][:40])
def test_what_is_planted_stands_once_in_its_article(planted: Record) -> None:
    assert article(planted["file"]).count(planted["original"]) == 1
    assert planted["original"] != planted["edited"]
    assert planted["span"] in planted["edited"]
