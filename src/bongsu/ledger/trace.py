"""From a subject to the words that it rests on: every value, its quote, its place, its document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from bongsu.errors import UnknownName
from bongsu.ledger.statements import Statement
from bongsu.ledger.store import Ledger

_CONTEXT = 400  # letters of a quote that are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document as the ledger knows it."""

    document: str
    title: str
    publisher: str
    published: str
    address: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A statement with the document that it comes from; none for what a person says."""

    statement: Statement
    source: Source | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """All that was ever stated on a subject."""

    subject: str
    steps: tuple[Step, ...]

    def to_dict(self) -> dict[str, object]:
        """Return it for machines."""
        return {
            "subject": self.subject,
            "statements": [
                {
                    **{name: getattr(step.statement, name) for name in step.statement.__slots__},
                    "source": asdict(step.source) if step.source else None,
                }
                for step in self.steps
            ],
        }

    def text(self) -> str:
        """Return it for people."""
        lines = [self.subject]
        shown: Source | None = None
        quoted = ""
        for step in self.steps:
            if step.source and step.source != shown:
                lines += ["", _source_line(step.source)]
                shown = step.source
            lines += _step_lines(step, quoted)
            quoted = step.statement.quote
        return "\n".join(lines)


def trace(ledger: Ledger, subject: str) -> Trail:
    """Lead a subject back to the words of its documents.

    Parameters
    ----------
    ledger : Ledger
        The ledger.
    subject : str
        In full, or its beginning: ``deal:3f2a``.

    Raises
    ------
    UnknownName
        If none, or more than one, begins so, or nothing was stated of it by the ledger's day.
    """
    whole = ledger.subject(subject)
    stated = ledger.history(whole)
    if not stated:
        raise UnknownName(
            f"nothing was stated of {whole} by {ledger.as_of}",
            where="ledger trace",
            mend="choose a later day with --as-of, or leave it out",
        )
    documents = dict.fromkeys(one.document for one in stated if one.document)
    heads = {name: ledger.history(name) for name in documents}
    return Trail(
        subject=whole,
        steps=tuple(
            Step(statement=one, source=_source(one, heads[one.document]) if one.document else None)
            for one in stated
        ),
    )


def _source(stated: Statement, head: Sequence[Statement]) -> Source:
    """Return the document of a statement; of several titles the one that stands before it."""

    def last(prop: str) -> str:
        held = [one for one in head if one.prop == prop and one.retracted_at is None]
        before = [one for one in held if one.start <= max(stated.start, 0)]
        found = max(before, key=lambda one: one.start, default=held[0] if held else None)
        return "" if found is None or found.value is None else str(found.value)

    return Source(
        document=stated.document,
        title=last("title"),
        publisher=last("publisher"),
        published=last("published"),
        address=last("address"),
        sha256=last("sha256"),
    )


def _source_line(source: Source) -> str:
    told = (source.title, source.publisher, source.published, source.address)
    return f"  {', '.join(each for each in told if each) or 'untitled'} [{source.document}]"


def _step_lines(step: Step, quoted: str) -> list[str]:
    """Return the lines of a statement; words that have no place are shown once for all of them."""
    one = step.statement
    value = "unreadable" if one.value is None else str(one.value)
    if isinstance(one.value, float):
        value = f"{one.value:,.10g}"
    line = f"    {one.prop}: {value}{' ' + one.unit if one.unit else ''}"
    lines = [line + (f" (since {one.valid_from})" if one.valid_from else "")]
    quote = one.quote if len(one.quote) <= _CONTEXT else f"{one.quote[:_CONTEXT]}..."
    if one.quote and one.start >= 0:
        lines.append(f"      characters {one.start} to {one.end}: “{quote}”")
    elif one.quote and one.quote != quoted:
        lines.append(f"      in our own words: “{quote}”")
    told = f"      {one.extractor}, rule {one.rule_version}, recorded {one.recorded_at}"
    if not step.source:
        told = f"      said by {one.extractor}, recorded {one.recorded_at}"
    lines.append(told + (f", withdrawn {one.retracted_at}" if one.retracted_at else ""))
    return lines
