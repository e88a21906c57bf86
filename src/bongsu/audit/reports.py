"""What a check comes to: findings with their places and ids, ready to be written in any format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.rules import Rule
from bongsu.audit.structure.wide import notes_on_width
from bongsu.errors import BongsuError
from bongsu.evidence.documents import Document, Place
from bongsu.evidence.mentions import Evidence

FAIL_ON = ("error", "warning", "note", "never")
CONTEXT = 32  # characters before and after, within the paragraph, by which words are known again


class Key(NamedTuple):
    """By what a finding is known again when lines have moved; whitespace is normalised."""

    rule: str
    quote: str
    before: str
    after: str


class Spot(NamedTuple):
    """A stretch of a document's source."""

    document: Document
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The words of the source."""
        return self.document.source[self.start : self.end]

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.document.source_place(self.start)

    @property
    def end_place(self) -> Place:
        """Where the first character after it stands."""
        return self.document.source_place(self.end)


class Located(NamedTuple):
    """A finding, and where it stands in the source."""

    id: str
    key: Key
    finding: Finding
    spot: Spot
    related: tuple[tuple[Spot, str], ...]  # each with what it has to do with the finding

    @property
    def severity(self) -> Severity:
        """How sure and how bad it is."""
        return self.finding.severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A file that could not be read."""

    file: str
    error: BongsuError


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that a format may show."""

    findings: tuple[Located, ...]
    evidences: tuple[Evidence, ...] = ()  # of the articles that were checked
    faults: tuple[Fault, ...] = ()
    rules: Mapping[str, Rule]
    baselined: int = 0  # findings that the baseline knows
    stale: int = 0  # entries of the baseline that were not found

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that were checked, each once, by name."""
        found = {part.document.name: part.document for part in self.evidences}
        return tuple(found[name] for name in sorted(found))

    def notes(self, document: Document) -> list[str]:
        """Return what of a document was not read, and what of its tables was not compared."""
        parts = [part for part in self.evidences if part.document.name == document.name]
        return [*document.notes, *notes_on_width(parts)]

    def worst(self) -> Severity | None:
        """Return the highest severity among the findings, none if there are none."""
        found = [one.severity for one in self.findings]
        return max(found, key=lambda severity: severity.rank, default=None)

    def summary(self) -> str:
        """Return one line for people.

        Examples
        --------
        >>> Report(findings=(), rules={}).summary()
        'nothing found in 0 documents'
        """
        counts = Counter(one.severity for one in self.findings)
        parts = [_counted(counts[each], each.value) for each in Severity if counts[each]]
        where = _counted(len(self.documents), "document")
        known = f"; {self.baselined} more known to the baseline" if self.baselined else ""
        return f"{', '.join(parts) or 'nothing'} found in {where}{known}"


def fails(worst: Severity | None, fail_on: str) -> bool:
    """Whether the worst finding is bad enough to fail.

    Examples
    --------
    >>> fails(Severity.WARNING, "error"), fails(Severity.WARNING, "note"), fails(None, "note")
    (False, True, False)
    """
    if worst is None or fail_on == "never":
        return False
    return worst.rank >= Severity(fail_on).rank


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def spot(document: Document, start: int, end: int) -> Spot:
    """Return where a stretch of a document's text stands in its source."""
    first, last = document.source_span(start, end)
    return Spot(document=document, start=first, end=last)


def locate(findings: Iterable[Finding]) -> tuple[Located, ...]:
    """Give every finding its place in the source and an id.

    The id comes from rule, words and context alone, so that it stays when other lines change; of
    several that are alike in all three the later ones are told apart by their number.
    """
    seen: Counter[Key] = Counter()
    found = []
    for finding in findings:
        key = key_of(finding)
        found.append(
            Located(
                id=_id(key, seen[key]),
                key=key,
                finding=finding,
                spot=_spot_of(finding),
                related=tuple(
                    (spot(each.document, each.start, each.end), each.message)
                    for each in finding.related
                ),
            )
        )
        seen[key] += 1
    return tuple(found)


def _spot_of(finding: Finding) -> Spot:
    if finding.source is None:
        return spot(finding.document, finding.start, finding.end)
    start, end = finding.source
    return Spot(document=finding.document, start=start, end=end)


def key_of(finding: Finding) -> Key:
    """Return by what a finding is known again."""
    if finding.source is None:
        text, start, end = finding.document.text, finding.start, finding.end
    else:
        text, (start, end) = finding.document.source, finding.source
    return Key(
        rule=finding.rule,
        quote=_even(text[start:end]),
        before=_even(text[max(0, start - 2 * CONTEXT) : start].rpartition("\n\n")[2])[-CONTEXT:],
        after=_even(text[end : end + 2 * CONTEXT].partition("\n\n")[0])[:CONTEXT],
    )


def _even(words: str) -> str:
    return " ".join(words.split())


def _id(key: Key, number: int) -> str:
    parts = (key.rule, key.quote, key.before, key.after, str(number))
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
