"""The figure of one year that is called higher or lower than that of another, told elsewhere.

"The number in 2025 was higher than in 2019, when 1,047 came": what the text has for 2025, in the
same unit, is all on one side of the figure of 2019.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import prose
from bongsu.audit.remembering import remembered
from bongsu.audit.trends.compared_back import Backward
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity, Role, within

_SAID = guarded_regex(
    r"\b(?:the|that|this|its)\s(?:[a-z]+\s)?(?:number|figure|total|rate|level|count|share|amount|sum)s?\s"
    r"(?:of\s[\w\s]{3,40}?\s)?(?:in|for|of)\s(?P<year>(?:19|20)\d\d)\s(?:was|is|were|stood|remained|came\sout)\s"
    r"(?:[a-z]+\s){0,2}?(?:(?P<up>higher|more|greater|larger|above|bigger)|"
    r"(?P<down>lower|fewer|less|smaller|below))\b(?:\sthan)?(?P<rest>[^.;]{5,120})",
    re.IGNORECASE,
)
_KINDS = {Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.RATE, Kind.PHYSICAL}
_MOST = 2 / 3  # of the figures of the year, its first one among them
_START = attrgetter("start")
_CLEAR = 0.02  # of the other figure by which they must lie on the wrong side


class _Level(NamedTuple):
    """The levels of one year in one unit, as they stand in the text and by their size."""

    told: list[Quantity]
    sizes: list[float]

    def other_than(self, quantity: Quantity) -> tuple[Quantity | None, list[float]]:
        """Return the first level that is not a figure itself, and the sizes of all that are not."""
        first = next((q for q in self.told[:2] if q.start != quantity.start), None)
        itself = bisect_left(self.told, quantity.start, key=_START)
        if self.told[itself : itself + 1] and self.told[itself].start == quantity.start:
            at = bisect_left(self.sizes, quantity.value or 0.0)
            return first, [*self.sizes[:at], *self.sizes[at + 1 :]]
        return first, self.sizes


@remembered
def _levels(evidence: Evidence) -> Iterator[tuple[tuple[str, Kind, str], _Level]]:
    """Yield the levels of an article by their year, kind and unit."""
    told: dict[tuple[str, Kind, str], list[Quantity]] = defaultdict(list)
    for claim in evidence.claims:
        quantity = claim.quantity
        if claim.period and claim.role is not Role.CHANGE and _plain(quantity):
            told[claim.period, quantity.kind, quantity.unit].append(quantity)
    for key, some in told.items():
        yield key, _Level(some, sorted(q.value or 0.0 for q in some))


def years_compared(evidence: Evidence) -> Iterator[Backward]:
    """Yield the words by which the figure of a year is put on the wrong side of another's."""
    levels: dict[tuple[str, Kind, str], _Level] | None = None
    for sentence, words in prose(evidence):
        for match in _SAID.finditer(words):
            start, end = (sentence.start + at for at in match.span("rest"))
            others = [q for q in within(evidence.quantities, start, end) if _plain(q)]
            if len(others) != 1 or others[0].value is None:
                continue
            other, level = others[0], others[0].value
            levels = dict(_levels(evidence)) if levels is None else levels
            of_year = levels.get((match["year"], other.kind, other.unit))
            first, sizes = of_year.other_than(other) if of_year else (None, [])
            if first is None:
                continue
            up = match["up"] is not None
            if up:
                clear = level * (1 - _CLEAR)
                wrong, is_wrong = bisect_left(sizes, clear), (first.value or 0.0) < clear
            else:
                clear = level * (1 + _CLEAR)
                wrong = len(sizes) - bisect_right(sizes, clear)
                is_wrong = (first.value or 0.0) > clear
            if is_wrong and wrong >= _MOST * len(sizes):
                way = "up" if up else "down"
                at = sentence.start + match.start(way), sentence.start + match.end(way)
                yield Backward(*at, other, first)


def _plain(quantity: Quantity) -> bool:
    return (
        quantity.kind in _KINDS
        and quantity.value is not None
        and quantity.comparator in {Comparator.EXACT, Comparator.APPROX}
    )
