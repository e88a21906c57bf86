"""Extractors from outside, such as a language model, that propose claims.

None is shipped and none is needed. A proposal is kept only if its words stand exactly so in the
text, and at one place; it is marked with the name of who proposed it, and no rule of the audit
sees it.
An extractor is named as ``module:object``, or by an entry point of the group `bongsu.extractors`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast, runtime_checkable

from bongsu.errors import ExtractorFault, UnknownName, did_you_mean
from bongsu.evidence.mentions import Claim, Evidence, Kind, Modality, Quantity, Role

GROUP = "bongsu.extractors"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One quantity that somebody believes to have read."""

    quote: str  # the figure with its unit, exactly as in the text
    before: str = ""  # the words right before it, where the quote alone stands at several places
    kind: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    measure: str = ""
    subject: str = ""
    period: str | None = None  # EDTF
    role: str = Role.LEVEL.value
    modality: str = Modality.STATED.value
    attribution: str = ""


@runtime_checkable
class Extractor(Protocol):
    """Something that reads the text of an article and proposes what it says."""

    name: str

    def propose(self, text: str) -> Iterable[Proposal]:
        """Return proposals on one article."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A claim that was proposed and whose words were found."""

    claim: Claim
    extractor: str


def find_extractor(name: str) -> Extractor:
    """Return an extractor by ``module:object`` or by the name of an entry point.

    Raises
    ------
    UnknownName
        If there is none, or what is found is none.
    """
    found = _imported(name) if ":" in name else _entry_point(name)
    made = found() if isinstance(found, type) else found
    if not isinstance(made, Extractor):
        raise UnknownName(
            f"`{name}` is no extractor",
            where="--extractor",
            mend="give an object with a `name` and a method `propose(text)`",
        )
    return made


def _imported(name: str) -> object:
    module, _, attribute = name.partition(":")
    try:
        return cast("object", getattr(import_module(module), attribute))
    except (ImportError, AttributeError, ValueError) as fault:
        raise UnknownName(
            f"`{name}` cannot be imported: {fault}",
            where="--extractor",
            mend="give module:object of a module that Python finds",
        ) from fault


def _entry_point(name: str) -> object:
    from importlib.metadata import entry_points  # noqa: PLC0415  # slow, and rarely needed

    found = entry_points(group=GROUP)
    if name not in found.names:
        raise UnknownName(
            f"no extractor is called `{name}`",
            where="--extractor",
            mend=did_you_mean(name, found.names) + "; or give module:object",
        )
    return cast("object", found[name].load())


def proposed(evidence: Evidence, extractor: Extractor) -> tuple[Proposed, ...]:
    """Return what an extractor proposes on an article, as far as its words are in the text.

    Proposals in words that stand nowhere or at several places, that overlap a figure which is known
    already, or that are no quantity, are dropped.

    Raises
    ------
    ExtractorFault
        If the extractor fails, or gives something that is no proposal.
    """
    text = evidence.text[evidence.article.start : evidence.article.end]
    taken = [(known.start, known.end) for known in evidence.quantities]
    kept: list[Proposed] = []
    for proposal in _proposals(text, extractor):
        at = _only_place(text, proposal)
        if at is None:
            continue
        start = evidence.article.start + at
        claim = _claim(proposal, start, evidence)
        end = start + len(proposal.quote)
        if claim is None or any(first < end and start < last for first, last in taken):
            continue
        taken.append((start, end))
        kept.append(Proposed(claim=claim, extractor=extractor.name))
    return tuple(sorted(kept, key=lambda each: each.claim.quantity.start))


def _proposals(text: str, extractor: Extractor) -> Iterator[Proposal]:
    """Yield what an extractor gives, whose code is not ours and may fail in any way."""
    mend = "mend the extractor, or leave `--extractor` out"
    where = f"--extractor {extractor.name}"
    try:
        every = list(extractor.propose(text))
    except Exception as fault:
        told = f"it failed with {type(fault).__name__}: {fault}"
        raise ExtractorFault(told, where=where, mend=mend) from fault
    for number, one in enumerate(every, 1):
        if not isinstance(one, Proposal):
            told = f"item {number} is a {type(one).__name__} and no `Proposal`"
            raise ExtractorFault(told, where=where, mend=mend)
        for name in ("value", "low", "high"):
            if not isinstance(getattr(one, name), int | float | None):
                told = f"`{name}` of item {number} is no number"
                raise ExtractorFault(told, where=where, mend=mend)
        yield one


def _only_place(text: str, proposal: Proposal) -> int | None:
    words = proposal.before + proposal.quote
    if not proposal.quote.strip():
        return None
    at = text.find(words)
    if at < 0 or text.find(words, at + 1) >= 0:
        return None
    return at + len(proposal.before)


def _claim(proposal: Proposal, start: int, evidence: Evidence) -> Claim | None:
    """Return a proposal as a claim; none if it is not a quantity that the contract knows."""
    numbers = (proposal.value, proposal.low, proposal.high)
    if any(number is not None and not math.isfinite(number) for number in numbers):
        return None
    try:
        quantity = Quantity(
            start=start,
            end=start + len(proposal.quote),
            kind=Kind(proposal.kind),
            value=proposal.value,
            low=proposal.low,
            high=proposal.high,
            unit=proposal.unit,
            malformed=proposal.value is None and None in {proposal.low, proposal.high},
        )
        return Claim(
            quantity=quantity,
            measure=proposal.measure,
            subject=proposal.subject,
            holder=proposal.subject,
            period=proposal.period,
            role=Role(proposal.role),
            modality=Modality(proposal.modality),
            attribution=proposal.attribution,
            sentence=_sentence(evidence, start),
        )
    except ValueError:  # a kind, role or modality that there is none of
        return None


def _sentence(evidence: Evidence, at: int) -> int:
    sentences: Sequence[tuple[int, int]] = [(one.start, one.end) for one in evidence.sentences]
    return next((n for n, (start, end) in enumerate(sentences) if start <= at < end), 0)
