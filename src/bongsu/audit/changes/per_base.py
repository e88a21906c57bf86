"""Ratios told in so many of a round number, held against the counts of their article.

"3.5 for every 1,000" is right if any two counts bear it out; one that none do, and that is a slip
of the finger away from what two counts come to, was meant to be that.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import permutations

from bongsu.audit.changes.rated import THOUSANDS
from bongsu.audit.reading.fits import rounded
from bongsu.audit.reading.slips import surprise
from bongsu.audit.reading.terms import Term, few_terms
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Evidence, Kind, Quantity

Base = tuple[Quantity, Quantity, Quantity, float]  # part, whole, what is told, in how many
_BASES = {1e3, 1e4, 1e5, 1e6}
_CLEAR, _SLIP = 1.2, 0.5  # surprise of a slip where many pairs may be meant, or only one


def told_per_base(evidence: Evidence) -> Iterator[Base]:
    """Yield "3.5 for every 1,000" that no two counts bear out and a slip parts from two."""
    every = few_terms(evidence)
    counts = [term for term in every if term.quantity.kind is Kind.COUNT and term.value > 1]
    for term in counts:
        found = THOUSANDS.search(term.tail[:50].lower())
        base = term.frame.items.get(term.at + 1 + found.start("k")) if found else None
        if not isinstance(base, Quantity) or base.value not in _BASES:
            continue
        pairs = [
            (part, whole)
            for part, whole in permutations([one for one in counts if one.value not in _BASES], 2)
            if term not in {part, whole}
            and base.value <= whole.value > part.value >= 1
            and _ROOM_OF_BASE[0] < term.value / (part.value / whole.value * base.value)
            and term.value / (part.value / whole.value * base.value) < _ROOM_OF_BASE[1]
        ]
        rights = [_in_base(*pair, base.value) for pair in pairs]
        if any(right.meets(rounded(term.quantity)) for right in rights) or not pairs:
            continue
        named = [pair for pair in pairs if _are_named(term, *pair)]
        if named and not any(_near(term, _in_base(*pair, base.value)) for pair in named):
            part, whole = named[0]
            yield part.quantity, whole.quantity, term.quantity, base.value
            continue
        slips = [surprise(term.quantity, right) for right in rights]
        best = max(range(len(pairs)), key=slips.__getitem__)
        if slips[best] - math.log10(len(pairs)) >= (_CLEAR if len(pairs) > 1 else _SLIP):
            part, whole = pairs[best]
            yield part.quantity, whole.quantity, term.quantity, base.value


_ROOM_OF_BASE = (0.4, 2.5)


_PEOPLE = content_words("population people persons residents inhabitants")
_OTHER_COUNT = 0.06  # of the rate: populations of another day or register


def _are_named(term: Term, part: Term, whole: Term) -> bool:
    """Whether a rate is called by what two counts of its paragraph are of: births, population."""
    return (
        (part.block == term.block == whole.block or (part.near(term) or whole.near(term)))
        and bool(part.nouns & term.nouns)
        and bool(whole.label & _PEOPLE)
        and not part.label & _PEOPLE
    )


def _near(term: Term, right: Interval) -> bool:
    return right.low * (1 - _OTHER_COUNT) <= term.value <= right.high * (1 + _OTHER_COUNT)


def _in_base(part: Term, whole: Term, base: float) -> Interval:
    return (rounded(part.quantity) / rounded(whole.quantity)).scaled(base)
