"""The figure of one year that is called higher or lower than that of another, told elsewhere.

"The number in 2025 was higher than in 2019, when 1,047 came": what the text has for 2025, in the
same unit, is all on one side of the figure of 2019.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.reading.wording import prose
from bongsu.audit.trends.compared_back import Backward
from bongsu.evidence.mentions import Claim, Comparator, Evidence, Kind, Quantity, Role, within
from bongsu.patterns import lazy_regex

_SAID = lazy_regex(
    r"\b(?:the|that|this|its)\s(?:[a-z]+\s)?(?:number|figure|total|rate|level|count|share|amount|sum)s?\s"
    r"(?:of\s[\w\s]{3,40}?\s)?(?:in|for|of)\s(?P<year>(?:19|20)\d\d)\s(?:was|is|were|stood|remained|came\sout)\s"
    r"(?:[a-z]+\s){0,2}?(?:(?P<up>higher|more|greater|larger|above|bigger)|"
    r"(?P<down>lower|fewer|less|smaller|below))\b(?:\sthan)?(?P<rest>[^.;]{5,120})",
    re.IGNORECASE,
)
_KINDS = {Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.RATE, Kind.PHYSICAL}
_MOST = 2 / 3  # of the figures of the year, its first one among them
_CLEAR = 0.02  # of the other figure by which they must lie on the wrong side


def years_compared(evidence: Evidence) -> Iterator[Backward]:
    """Yield the words by which the figure of a year is put on the wrong side of another's."""
    for sentence, words in prose(evidence):
        for match in _SAID.finditer(words):
            start, end = (sentence.start + at for at in match.span("rest"))
            others = [q for q in within(evidence.quantities, start, end) if _plain(q)]
            if len(others) != 1 or others[0].value is None:
                continue
            other, level = others[0], others[0].value
            own = [c.quantity for c in evidence.claims if _is_of(c, match["year"], other)]
            up = match["up"] is not None
            wrong = [
                (q.value or 0.0) < level * (1 - _CLEAR)
                if up
                else (q.value or 0.0) > level * (1 + _CLEAR)
                for q in own
            ]
            if own and wrong[0] and sum(wrong) >= _MOST * len(own):
                way = "up" if up else "down"
                at = sentence.start + match.start(way), sentence.start + match.end(way)
                yield Backward(*at, other, own[0])


def _plain(quantity: Quantity) -> bool:
    return (
        quantity.kind in _KINDS
        and quantity.value is not None
        and quantity.comparator in {Comparator.EXACT, Comparator.APPROX}
    )


def _is_of(claim: Claim, year: str, other: Quantity) -> bool:
    """Whether a claim is a level of a year in the unit of another figure."""
    quantity = claim.quantity
    return (
        _plain(quantity)
        and claim.period == year
        and claim.role is not Role.CHANGE
        and (quantity.kind, quantity.unit) == (other.kind, other.unit)
        and quantity.start != other.start
    )
