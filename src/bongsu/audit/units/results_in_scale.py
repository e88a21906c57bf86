"""Results that are right with the next scale word only: averages, bills, surpluses, shares.

"The 123 firms put their losses at 1.2 trillion won, an average of 9.8 million a firm": what is
reckoned from two figures near by, and is a thousand times more or less to all its digits, has the
wrong word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bongsu.audit.changes.results_told import called_apart
from bongsu.audit.reading.fits import difference, percentage, product, rounded, times
from bongsu.audit.reading.terms import COUNT, Term, prose_terms
from bongsu.audit.units.scales import Slip
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import NO_BOUNDS, Evidence, Kind
from bongsu.patterns import lazy_regex

_BACK = 2  # sentences between a figure and what it is reckoned from
_MOST = 8  # figures of a passage; among more, some two give any
_SCALED = lazy_regex(r"illion")
_EACH = lazy_regex(
    r" (?:[a-z.]+ ){0,2}?(?:each|apiece|a head|(?:per|an?|for each|for every) "
    r"(?!year|month|day|week|hour|quarter)[a-z]+|on average)\b"
)
_AVERAGE = lazy_regex(
    r"\b(?:average|mean|each|every|per)\b[^,;.\ue000-\ue01f]{0,45}$", re.IGNORECASE
)
_EACH_OF = lazy_regex(r"\b[Ee](?:ach|very one) of (?:the |its |these |their )?$")
_SHARED = lazy_regex(
    r"\b(?:or|margin|rate|ratio|share|equals?|is|are|makes?|at|to)\b[^;.]*$|\($|, $"
)
_THOUSAND = (1e3, 1e-3)


def results_in_scale(evidence: Evidence) -> Iterator[Slip]:
    """Yield figures of another scale, the two that they are reckoned from, and what is meant."""
    by_block: dict[int, list[Term]] = {}
    for term in prose_terms(evidence):
        by_block.setdefault(term.block, []).append(term)
    for told in by_block.values():
        for figure in told:
            words = evidence.words(figure.quantity)
            plain = figure.quantity.kind is Kind.MONEY and figure.quantity.comparator in NO_BOUNDS
            if not plain or not figure.value or _SCALED.search(words) is None:
                continue
            near = [
                one
                for one in told
                if one is not figure and abs(one.index - figure.index) <= _BACK and one.value
            ]
            found = _slip(figure, near) if 2 <= len(near) <= _MOST else None
            if found is not None:
                yield found


def _slip(figure: Term, near: Sequence[Term]) -> Slip | None:
    same = [
        one
        for one in near
        if one.quantity.kind is Kind.MONEY and one.quantity.unit == figure.quantity.unit
    ]
    for one, other, right in (
        *_products(figure, near, same),
        *_differences(figure, same),
        *_shares(figure, near, same),
    ):
        if right.meets(rounded(figure.quantity)):
            return None  # it is what two of them make, as it stands
        for by in _THOUSAND:
            meant = times(figure.quantity, by)
            if right.meets(rounded(meant)):
                return figure.quantity, [one.quantity, other.quantity], meant.value or 0.0
    return None


Reckoned = tuple[Term, Term, Interval]


def _products(figure: Term, near: Sequence[Term], same: Sequence[Term]) -> Iterator[Reckoned]:
    """Yield what a number of heads and a sum come to: the average, or the bill for all."""
    counts = [one for one in near if COUNT in one.units and one.quantity.kind is Kind.COUNT]
    heads = [
        one
        for one in counts
        if one.value > 2 and one.quantity.noun and one.quantity.comparator in NO_BOUNDS
    ]
    if len(heads) != 1 or len(same) != 1:
        return
    number, sum_ = heads[0], same[0]
    if _is_each(figure):
        yield number, sum_, rounded(sum_.quantity) / rounded(number.quantity)
    elif _is_each(sum_) or _EACH_OF.search(number.lead):
        yield number, sum_, product(rounded(sum_.quantity), rounded(number.quantity))


def _is_each(term: Term) -> bool:
    return _EACH.match(term.tail.lower()) is not None or _AVERAGE.search(term.lead) is not None


def _differences(figure: Term, same: Sequence[Term]) -> Iterator[Reckoned]:
    before = [one for one in same if one.quantity.start < figure.quantity.start]
    if called_apart(figure) and len(before) >= 2:
        first, second = before[-2:]
        yield first, second, difference(rounded(first.quantity), rounded(second.quantity))


def _shares(figure: Term, near: Sequence[Term], same: Sequence[Term]) -> Iterator[Reckoned]:
    """Yield what the one percentage near by makes of the one other sum, and the other way round."""
    shares = [
        one
        for one in near
        if one.quantity.kind is Kind.PERCENT and one.quantity.comparator in NO_BOUNDS
    ]
    if len(shares) != 1 or len(same) != 1 or shares[0].index not in {figure.index, same[0].index}:
        return
    share, other = shares[0], same[0]
    if not _SHARED.search(share.lead.lower()[-30:]) or share.quantity.start < min(
        figure.quantity.start, other.quantity.start
    ):
        return
    part = rounded(other.quantity).scaled(0.01)
    if other.value > figure.value:
        yield share, other, product(part, rounded(share.quantity))
        return
    whole = percentage(rounded(other.quantity), rounded(share.quantity))
    yield share, other, whole
