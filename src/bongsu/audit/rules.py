"""Rules and their register: what each is called, what it needs, and the function that applies it.

A rule is a generator function over the evidence of one article, or over that of all articles of
all documents together. A family is one file under `families/`; importing the package registers it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bongsu.audit.findings import Finding, Part, Related, Severity
from bongsu.evidence.documents import Document
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import regex


class Needs(StrEnum):
    """What a rule reads besides the article itself."""

    DOCUMENT = "document"
    REFERENCE = "reference"
    ENTITIES = "entity list"
    DOCUMENTS = "other documents"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What rules may look at besides the text."""

    as_of: dt.date | None = None  # set from outside; else each article's day of publication
    against: tuple[Evidence, ...] = ()  # articles to compare with, which are not themselves checked

    def day(self, evidence: Evidence) -> dt.date | None:
        """Return the day on which an article is looked at."""
        return self.as_of or evidence.article.published


ArticleRule = Callable[[Evidence, Context], Iterator[Finding]]
CorpusRule = Callable[[Sequence[Evidence], Context], Iterator[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of the catalogue.

    It has no function of its own if it speaks of how a document ignores other rules.
    """

    id: str  # two letters of its family and three digits
    name: str  # in kebab case
    severity: Severity
    needs: Needs
    preview: bool
    summary: str  # the first line of the function's docstring
    article: ArticleRule | None = None
    corpus: CorpusRule | None = None

    def finding(  # what a rule says of words in a document
        self,
        document: Document,
        start: int,
        end: int,
        message: str,
        *,
        related: Sequence[Related] = (),
        evidence: dict[str, object] | None = None,
    ) -> Finding:
        """Return a finding of this rule on a stretch of a document."""
        return Finding(
            rule=self.id,
            severity=self.severity,
            document=document,
            start=start,
            end=end,
            message=message,
            related=tuple(related),
            evidence=evidence,
        )

    def finding_at(
        self,
        document: Document,
        part: Part,
        message: str,
        *,
        related: Sequence[Related] = (),
        evidence: dict[str, object] | None = None,
    ) -> Finding:
        """Return a finding of this rule on what stands at one place: a figure, a date, a cell."""
        return self.finding(
            document, part.start, part.end, message, related=related, evidence=evidence
        )


@dataclass(slots=True)
class Register:
    """All rules by their id; `RULES` is the one that the product uses."""

    rules: dict[str, Rule] = field(default_factory=dict)

    def add(
        self,
        id_: str,
        name: str,
        severity: Severity,
        *,
        needs: Needs = Needs.DOCUMENT,
        preview: bool = False,
        corpus: bool = False,
    ) -> Callable[[Callable[..., Iterator[Finding]]], Callable[..., Iterator[Finding]]]:
        """Register the decorated function, which may look its rule up as ``RULES["AR101"]``.

        Raises
        ------
        ValueError
            If the id is malformed or taken, or the function does not say what it does.
        """
        self._refuse(id_)

        def register(
            function: Callable[..., Iterator[Finding]],
        ) -> Callable[..., Iterator[Finding]]:
            summary = (function.__doc__ or "").strip().partition("\n")[0]
            if not summary:
                raise ValueError(f"{id_} does not say what it does")
            self.enter(
                Rule(
                    id=id_,
                    name=name,
                    severity=severity,
                    needs=needs,
                    preview=preview,
                    summary=summary,
                    article=None if corpus else function,
                    corpus=function if corpus else None,
                )
            )
            return function

        return register

    def enter(self, rule: Rule) -> None:
        """Register a rule that is complete.

        Raises
        ------
        ValueError
            If the id is malformed or taken.
        """
        self._refuse(rule.id)
        self.rules[rule.id] = rule

    def _refuse(self, id_: str) -> None:
        if not regex(r"[A-Z]{2}\d{3}").fullmatch(id_) or id_ in self.rules:
            raise ValueError(f"{id_} is malformed or taken")

    def __getitem__(self, id_: str) -> Rule:
        return self.rules[id_]


RULES = Register()
