"""The one figure of a row of years that is of another scale than all others of it.

"$17.3 billion had been the record of 2022, and in 2021 the figure was $7.25 million": three figures
of one unit and of three years are a row, and what a thousand times more or less would put among the
others was meant to be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bongsu.audit.reading.partitions import period_of
from bongsu.audit.reading.terms import Term, few_terms
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import AMOUNTS, Evidence, Quantity
from bongsu.patterns import lazy_regex

_SCALED = lazy_regex(r"\b(?:thousand|million|billion|trillion|bn|mn|tn)\b")
_STEP = 1000.0
_FEWEST = 3  # figures of a row
_LIKE = 12.0  # times: how far the others of a row are apart at most
_AMONG = 3.0  # times beyond them that the odd one may be as meant

Odd = tuple[Quantity, Quantity, float]


def odd_scales(evidence: Evidence) -> Iterator[Odd]:
    """Yield the odd figure of a row, another of it, and what the odd one should be."""
    for row in _rows(evidence):
        odd = [one for one in row if _is_odd(one, [other for other in row if other is not one])]
        if len(odd) == 1:
            others = [one for one in row if one is not odd[0]]
            by = _STEP if odd[0].value < others[0].value else 1 / _STEP
            yield odd[0].quantity, others[-1].quantity, odd[0].value * by


def _rows(evidence: Evidence) -> Iterator[list[Term]]:
    """Yield the figures of a paragraph, or of a list, that are each of another year."""
    blocks = evidence.article.blocks
    groups: dict[tuple[int, str], list[Term]] = {}
    first = 0
    for term in few_terms(evidence):
        if term.cell or term.quantity.kind not in AMOUNTS or not term.value:
            continue
        block = term.block
        listed = blocks[block].kind is BlockKind.ITEM
        if not listed or (block and blocks[block - 1].kind is not BlockKind.ITEM):
            first = block
        words = evidence.words(term.quantity).lower()
        if _SCALED.search(words) is not None:
            unit = term.quantity.unit or term.quantity.noun
            groups.setdefault((first if listed else block, unit), []).append(term)
    for row in groups.values():
        years = [(period_of(evidence, one.quantity) or "")[:4] for one in row]
        if len(row) >= _FEWEST and "" not in years and len(set(years)) == len(row):
            yield row


def _is_odd(one: Term, others: Sequence[Term]) -> bool:
    low, high = min(o.value for o in others), max(o.value for o in others)
    if high > _LIKE * low or low / _STEP**0.5 < one.value < high * _STEP**0.5:
        return False
    return any(low / _AMONG <= one.value * by <= high * _AMONG for by in (_STEP, 1 / _STEP))
