"""Prices of three currencies in each other that do not go together.

What a dollar costs in won, over what it costs in yen, is what a yen costs in won: of three prices
of one day any two give the third. The one that is told last is held against the other two.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.units.quotes import Quote, quotes
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Evidence

_ROOM = 0.015  # of a price: of one day, but not of one hour
_MOST = 40  # prices of an article; one with more is a table of days
_BLOCKS = 3  # paragraphs or items over which three prices may be told
_FAR = 1.5  # times: a price farther off is of something else


class Cross(NamedTuple):
    """A price with two others that make it another one."""

    quote: Quote
    through: tuple[Quote, Quote]
    right: Interval  # what as many units as the price is of should cost


def crosses(evidence: Evidence) -> Iterator[Cross]:
    """Yield the prices that two others of their period, told before them, deny."""
    every = quotes(evidence)
    if not 2 < len(every) <= _MOST:
        return
    for place, quote in enumerate(every):
        earlier = [one for one in every[:place] if _of_one_time(one, quote)]
        ways = [
            (pair, right)
            for pair in combinations(earlier, 2)
            if _of_one_time(*pair) and (right := _through(quote, pair)) is not None
        ]
        if ways and all(_apart(quote, right) for _, right in ways):
            yield Cross(quote=quote, through=ways[-1][0], right=ways[-1][1])


def _of_one_time(one: Quote, other: Quote) -> bool:
    blocks = one.frame.evidence.article.blocks
    first, last = sorted(each.frame.sentence.block for each in (one, other))
    apart = [block for block in blocks[first + 1 : last + 1] if block.kind is not BlockKind.CELL]
    near = len(apart) <= _BLOCKS
    return near and one.period == other.period


def _through(quote: Quote, pair: tuple[Quote, Quote]) -> Interval | None:
    """Return what a price should be by two others that lead from its currency to its base."""
    for first, second in (pair, pair[::-1]):
        for one in _ways(first):
            for other in _ways(second):
                if one[0] == quote.currency and one[1] == other[0] and other[1] == quote.base:
                    return (one[2] * other[2]).scaled(quote.many)
    return None


def _ways(quote: Quote) -> Iterator[tuple[str, str, Interval]]:
    """Yield a price as told, and what a unit of its currency costs in its base."""
    yield quote.currency, quote.base, quote.price
    yield quote.base, quote.currency, Interval(1.0, 1.0) / quote.price


def _apart(quote: Quote, right: Interval) -> bool:
    told = quote.quantity.rounded
    wide = Interval(right.low * (1 - _ROOM), right.high * (1 + _ROOM))
    near = right.low / _FAR <= (quote.quantity.value or 0.0) <= right.high * _FAR
    return near and not told.meets(wide)
