"""Figures of a text with the series of the reference that their words can mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bongsu.audit.references.series import Series, Value, series, series_for
from bongsu.audit.wording import in_quotes
from bongsu.evidence.dictionary import words as split
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import (
    Claim,
    Comparator,
    Evidence,
    Kind,
    Modality,
    Quantity,
    Role,
    Sentence,
    within,
)

_REACH = 70  # code points before a figure in which its measure is named
_BEHIND = 25  # and behind it
_SCOPE = 400  # code points before a figure in which its subject is named
_UNITS = {Kind.RATE: ("rate",), Kind.INDEX: ("index",), Kind.COUNT: ("persons", "events")}
_CARRIES = re.compile(
    r"\b(?:it|that|the\s(?:figure|share|rate|number|proportion))\s(?:was|stood\sat|had\sbeen|is)\s$"
)
_OTHER_SCOPE = re.compile(
    r"\b(?:regional|provinc\w+|city|monthly|quarter\w*|average|median|so\sfar|first\s(?:half|ten|nine|eleven)|"
    r"forecast\w*|project\w*|target\w*|expected|seasonally|preliminary|cumulative|each|per\scapita)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim with the series that its words can mean."""

    claim: Claim
    sentence: Sentence
    series: tuple[Series, ...]
    sure: bool  # whether nothing in the whole sentence speaks of another measure or subject

    @property
    def quantity(self) -> Quantity:
        """The figure itself."""
        return self.claim.quantity


def readings(evidence: Evidence) -> Iterator[Reading]:
    """Yield the figures of an article, told as fact, that a series can hold."""
    for claim in evidence.claims:
        quantity = claim.quantity
        if (
            quantity.value is None
            or quantity.malformed
            or (claim.role is Role.CHANGE and not _is_growth(claim))
            or claim.part == "from"
            or claim.modality is not Modality.STATED
        ):
            continue
        sentence = evidence.sentences[claim.sentence]
        found, sure = _named(evidence, claim, sentence)
        if claim.role is Role.CHANGE:
            found = tuple(one for one in found if _OF_GROWTH.search(one.title))
        if found and not in_quotes(evidence, sentence, quantity.start):
            yield Reading(claim, sentence, found, sure)


_OF_GROWTH = re.compile(r"\bgrowth\b|\binflation\b", re.IGNORECASE)  # of series that are changes


def _is_growth(claim: Claim) -> bool:
    """Whether a figure tells by how much something grew, which some series hold."""
    return claim.quantity.kind is Kind.PERCENT_CHANGE and claim.direction != "down"


@cache
def _measures() -> tuple[str, ...]:
    """Return words in lower case of which every measure of the reference has one."""
    longest = {max(split(phrase), key=len) for one in series().values() for phrase in one.measures}
    return tuple(sorted({word.removesuffix("s").lower() for word in longest}))


def _named(evidence: Evidence, claim: Claim, sentence: Sentence) -> tuple[tuple[Series, ...], bool]:
    """Return the series whose measure stands by a figure and whose subject in its sentence."""
    quantity = claim.quantity
    near = max(sentence.start, quantity.start - _REACH)
    earlier = [q.end for q in within(evidence.quantities, near, quantity.start)]
    start = near if claim.part == "to" else max([near, *earlier])
    before = evidence.text[start : quantity.start]
    behind = re.split(r"[,;:.—]", evidence.text[quantity.end : sentence.end][:_BEHIND])[0]
    measure = f"{before} {behind}"
    first, last = max(sentence.start, quantity.start - _SCOPE), quantity.end + _SCOPE
    said = f"{evidence.text[first : quantity.end]} {behind}"
    lower = measure.lower()
    if not any(word in lower for word in _measures()) and not _CARRIES.search(before):
        return (), False
    if _OTHER_SCOPE.search(measure):
        return (), False
    if quantity.kind is Kind.PERCENT and _CARRIES.search(before) and claim.sentence:
        previous = evidence.sentences[claim.sentence - 1]
        if previous.block == sentence.block:
            told = evidence.words(previous)[:_SCOPE]
            measure = f"{told} {measure}"
            said = f"{said} {told} {evidence.article.title}"
    units = _UNITS.get(quantity.kind, (quantity.unit,))
    found = [
        one
        for unit in units
        for one in series_for(measure, said, unit)
        if one.frequency == "year" and one.kind != "projection"
    ]
    whole = evidence.text[first : min(last, sentence.end)] if found else ""
    kept = {one.id for unit in units for one in series_for(measure, f"{said} {whole}", unit)}
    return tuple(found), all(one.id in kept for one in found)


def plain(quantity: Quantity) -> bool:
    """Whether a figure is told as a value, exact or rounded, and not as a bound."""
    return quantity.comparator in {Comparator.EXACT, Comparator.APPROX}


def fits(quantity: Quantity, value: Value) -> bool:
    """Whether a published value can be written as a figure is, rounded either way or cut off."""
    published = Interval(value.low, value.high)
    return quantity.rounded.meets(published) or quantity.truncated.meets(published)


def apart_by(quantity: Quantity, value: Value) -> float:
    """Return how far a figure is from a published value, relative to the larger."""
    written = quantity.value or 0.0
    return abs(written - value.low) / max(abs(written), abs(value.low), 1e-12)


def rounds_to(quantity: Quantity, value: Value) -> bool:
    """Whether the usual rounding of a published value, halves up, gives the figure."""
    low, high = quantity.rounded.low, quantity.rounded.high
    return low <= value.low < high or low <= value.high < high
