"""What a rule reports: one finding, with the words that it is about and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bongsu.evidence.documents import Document


class Severity(StrEnum):
    """How sure and how bad; what `--fail-on` compares."""

    ERROR = "error"  # no reading of the words is right
    WARNING = "warning"  # wrong on the likely reading
    NOTE = "note"  # worth a look

    @property
    def rank(self) -> int:
        """Return a number that grows with severity."""
        return {"error": 3, "warning": 2, "note": 1}[self.value]


class Part(Protocol):
    """What stands at a place of a text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Other words that a finding rests on, in this document or another."""

    start: int  # position in `document.text`
    end: int
    message: str
    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a rule found, in positions of `document.text`."""

    rule: str
    severity: Severity
    document: Document
    start: int
    end: int
    message: str  # one sentence: what is written, what does not fit, what would
    related: tuple[Related, ...] = ()
    evidence: Mapping[str, object] | None = None  # inputs, intervals, result, source; plain values
    source: tuple[int, int] | None = None  # in the source, where the text leaves the words out
