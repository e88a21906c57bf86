"""When two figures are about one thing: same measure, subject, period and unit.

Only then may a difference between them be held against a text. What is not surely the same is
taken for different: silence costs less than a false alarm.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.reading.wording import content_words, table
from bongsu.errors import BadPeriod
from bongsu.evidence import edtf
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import (
    NO_BOUNDS,
    Claim,
    Evidence,
    Kind,
    Modality,
    Quantity,
    Role,
)
from bongsu.patterns import lazy_regex, regex

_COMPARED = frozenset(
    {
        Kind.PERCENT,
        Kind.MONEY,
        Kind.COUNT,
        Kind.RATE,
        Kind.INDEX,
        Kind.PHYSICAL,
        Kind.PERCENT_CHANGE,
    }
)
_REACH = 70  # code points around a figure in which its own words stand
_FEWEST_SHARED = 2  # content words that the two clauses must share besides the measure's
_LONGEST = 6  # content words of a measure; more are a clause that lost its verb
_MOST = 200  # figures of one kind and period that are compared with each other
_TWO = 2  # labels of lines: "Wine: 0.15 litres" and "Spirits: 0.22 litres" are of two things
_CLOSE = 0.4  # a figure this far from the other is another figure, not the same one mistold


class Figure(NamedTuple):
    """A bound quantity with the words that tell what it is about."""

    evidence: Evidence
    claim: Claim
    measure: frozenset[str]
    subject: frozenset[str]
    around: frozenset[str]  # content words of its clause
    names: frozenset[str]  # capitalised words of its clause
    bound: bool  # whether the measure was bound, not taken from the words before the figure

    @property
    def quantity(self) -> Quantity:
        """The figure itself."""
        return self.claim.quantity


def figures(evidence: Evidence, *, loose: bool = False) -> Iterator[Figure]:
    """Yield the figures of an article that state a named measure.

    Parameters
    ----------
    evidence : Evidence
        The article.
    loose : bool
        Whether figures count too whose period the text does not tell.
    """
    if not evidence.claims:
        return
    for claim in evidence.claims:
        quantity = claim.quantity
        if (
            quantity.kind not in _COMPARED
            or quantity.value is None
            or quantity.malformed
            or not (claim.period or loose)
            or not (loose or claim.modality in {Modality.STATED, Modality.EXPECTED})
        ):
            continue
        sentence = evidence.sentences[claim.sentence]
        if evidence.block_of(sentence).kind is BlockKind.CELL:
            continue  # of a cell the row and the column are the measure
        measure = content_words(claim.measure) - _vague()
        bound = bool(measure)
        if not bound:
            measure = _before(evidence.text[sentence.start : quantity.start])
        if not 0 < len(measure) <= _LONGEST:
            continue
        start = max(sentence.start, quantity.start - _REACH)
        words = evidence.text[start : min(sentence.end, quantity.end + _REACH)]
        yield Figure(
            evidence,
            claim,
            measure,
            content_words(claim.holder),
            content_words(regex(r"[\d.,$%]+").sub(" ", words)),
            frozenset(regex(r"\b[A-Z][a-z]{2,}\b").findall(words)),
            bound,
        )


def _before(words: str) -> frozenset[str]:
    """Return the words that lead to a figure in its clause, names left out."""
    clause = regex(r"[,;:()—]|\d").split(words)[-1]
    return (
        content_words(regex(r"\b[A-Z][\w.]*").sub(" ", clause[:1].lower() + clause[1:])) - _vague()
    )


@cache
def distinctions() -> tuple[frozenset[str], ...]:
    """Return the kinds of words that set two figures apart."""
    return tuple(content_words(" ".join(kind)) for kind in table("consistency")["distinctions"])


@cache
def _vague() -> frozenset[str]:
    return content_words(" ".join(table("consistency")["vague_measures"]))


def pairs(found: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Yield the pairs of figures that are about one thing and cannot both be right."""
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for one in found:
        quantity, claim = one.quantity, one.claim
        key = (quantity.kind, quantity.unit, claim.period, claim.role, claim.modality)
        groups[key].append(one)
    for group in groups.values():
        for first, second in combinations(group[:_MOST], 2):
            labels = {_label(first), _label(second)} - {""}
            apart = len(labels) < _TWO and _apart(first.quantity, second.quantity)
            if apart and _same(first, second):
                yield first, second


def _same(first: Figure, second: Figure) -> bool:
    a, b = first.claim, second.claim
    if {a.part, b.part} == {"from", "to"} or "from" in {a.part, b.part}:
        return False
    if a.role is Role.CHANGE and a.direction != b.direction:
        return False
    if a.base_period != b.base_period or a.attribution != b.attribution:
        return False
    if not (first.measure <= second.measure or second.measure <= first.measure):
        return False
    if first.measure != second.measure and not (first.bound and second.bound):
        return False
    if first.subject and second.subject and not first.subject & second.subject:
        return False
    if content_words(first.quantity.noun) != content_words(second.quantity.noun):
        return False
    shared = (first.around & second.around) - first.measure - second.measure
    if len(shared) < _words_needed(first, second) or (first.names ^ second.names) & _telling(
        first, second
    ):
        return False
    only = first.around - second.around, second.around - first.around
    if all(only) and not surely_same(first, second):
        return False
    return not told_apart(first.around, second.around)


def _words_needed(first: Figure, second: Figure) -> int:
    """Return how many words two clauses must share besides a measure: none if it tells enough."""
    named = first.measure == second.measure and len(first.measure) >= _TELLING
    return 0 if named and first.bound and second.bound else _FEWEST_SHARED


_TELLING = 2  # content words of a measure that no other thing has: "exports to Vietnam"
_LABEL = lazy_regex(r"\W*(?P<label>[A-Za-z][^.:;]{2,80}):\s")


def _label(figure: Figure) -> str:
    """Return what a line calls itself before its colon: "Per head - wine: 0.15 litres"."""
    start = figure.evidence.sentences[figure.claim.sentence].start
    found = _LABEL.match(figure.evidence.text, start, figure.quantity.start)
    return found["label"].casefold() if found else ""


def of_two_vintages(first: tuple[Evidence, Claim], second: tuple[Evidence, Claim]) -> bool:
    """Whether two documents are so far apart in time that both figures may have been right.

    What is expected, and what holds "now", another day changes; what was in a period that was over
    when the earlier one was published, seldom.
    """
    days = [evidence.article.published for evidence, _ in (first, second)]
    if days[0] is None or days[1] is None or abs((days[0] - days[1]).days) < _VINTAGE:
        return False
    claims = [claim for _, claim in (first, second)]
    if any(claim.modality is not Modality.STATED for claim in claims):
        return True
    ends = [_last_day(claim.period) for claim in claims]
    return any(end is None or end >= min(days[0], days[1]) for end in ends)


_VINTAGE = 45  # days


def _last_day(period: str | None) -> dt.date | None:
    try:
        return edtf.parse(period).last if period else None
    except BadPeriod:
        return None


def told_apart(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether of words that set two figures apart two clauses have different ones."""
    return any(first & kind != second & kind for kind in distinctions())


def opposed(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether two clauses have each a word that sets figures apart, and not the same one."""
    return any(
        first & kind and second & kind and not first & second & kind for kind in distinctions()
    )


def surely_same(first: Figure, second: Figure) -> bool:
    """Whether two figures of one thing are told in words that leave little doubt of it."""
    changes = {Kind.PERCENT_CHANGE} & {first.quantity.kind, second.quantity.kind}
    return first.measure == second.measure and len(first.measure) > 1 and not changes


def _telling(first: Figure, second: Figure) -> frozenset[str]:
    """Return the names that only one clause has while the other has a different one."""
    both = first.measure & second.measure  # "Beef imports" and "Imports of beef": no names
    names = [
        frozenset(name for name in one.names if not content_words(name) <= both)
        for one in (first, second)
    ]
    only = names[0] - names[1], names[1] - names[0]
    return (only[0] | only[1]) if all(only) else frozenset()


def _apart(first: Quantity, second: Quantity) -> bool:
    """Whether two figures exclude each other and are still near enough to mean one thing."""
    a, b = first.value, second.value
    if a is None or b is None or a == b or not a * b > 0:
        return False
    if any(one.comparator not in NO_BOUNDS for one in (first, second)):
        return False
    if abs(a - b) > _CLOSE * max(abs(a), abs(b)):
        return False
    return not (first.rounded.meets(second.rounded) or first.truncated.meets(second.truncated))


_NEXT = 3  # figures on which one looks for the other end of a movement, or the other side


def neighbours(stated: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield the pairs of figures of a sentence that stand close enough to be told together."""
    for place, first in enumerate(stated):
        for second in stated[place + 1 : place + 1 + _NEXT]:
            yield first, second
