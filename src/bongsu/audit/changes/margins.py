"""Margins in percent of one of two amounts, by what that amount is called.

"A margin of 33 percent of the selling price" names its base. If the percentage is right of the
other amount alone, of what the goods cost, the base is the wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from bongsu.audit.reading.fits import fits, growth
from bongsu.audit.reading.frames import all_frames
from bongsu.audit.reading.placed import Placed, of_one_measure, placed
from bongsu.evidence.mentions import AMOUNTS, Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

Trio = tuple[Quantity, Quantity, Quantity]  # the base that is named, the other amount, the margin

_MARGIN = lazy_regex(
    r"\b(?:margin|spread|mark-?up|profit|gap|difference|surplus|balance|earnings|gain|return|"
    r"mark-?down|discount|saving)\b[^;.]{0,60}$",
    re.IGNORECASE,
)
_OF = lazy_regex(r" of (?:the |its |their |our |total )?(?P<what>[a-z-]+(?: [a-z-]+)?)")
_LARGER = frozenset(
    [
        "revenue",
        "revenues",
        "sales",
        "turnover",
        "takings",
        "receipts",
        "income",
        "shelf",
        "retail",
        "selling",
        "sale",
        "list",
        "consumer",
        "shop",
        "store",
        "resale",
        "asking",
        "full",
        "ticket",
    ]
)
_SMALLER = frozenset(
    [
        "cost",
        "costs",
        "outlay",
        "outlays",
        "expense",
        "expenses",
        "expenditure",
        "purchase",
        "buying",
        "wholesale",
        "import",
        "entered",
        "landed",
        "producer",
        "factory",
        "farm-gate",
        "warehouse",
        "invested",
    ]
)
_NEAR = 3  # sentences between a margin and the amounts that it lies between
_MOST = 8  # amounts about a margin; among more, some pair fits by chance


def margins(evidence: Evidence) -> Iterator[Trio]:
    """Yield two amounts with a margin that is right of the one that is not named."""
    for frame in all_frames(evidence):
        for at, said in frame.figures:
            if said.kind is not Kind.PERCENT or said.comparator is not Comparator.EXACT:
                continue
            named = _OF.match(frame.text, at + 1) if said.value else None
            way = _way(named["what"]) if named is not None else ""
            if not way or not _MARGIN.search(frame.text[:at]):
                continue
            amounts = [
                each
                for each in placed(evidence)
                if each.quantity.kind in AMOUNTS
                and each.cell is None
                and not each.idle
                and 0 <= frame.index - each.frame.index <= _NEAR
            ]
            found = _found(said, way, amounts) if len(amounts) <= _MOST else None
            if found is not None:
                yield *found, said


def _way(what: str) -> str:
    """Return whether the amount that is named is the "larger" or the "smaller" of two."""
    words = set(what.split())
    if words & _LARGER and not words & _SMALLER:
        return "larger"
    return "smaller" if words & _SMALLER else ""


def _found(said: Quantity, way: str, amounts: list[Placed]) -> tuple[Quantity, Quantity] | None:
    """Return the base that is named and the other amount, of which alone a margin is right."""
    hits = []
    for pair in combinations(amounts, 2):
        if not of_one_measure(pair[0].quantity, pair[1].quantity):
            continue
        low, high = sorted((each.quantity for each in pair), key=lambda each: each.value or 0.0)
        base, other = (high, low) if way == "larger" else (low, high)
        if fits(said, growth, base, other):
            return None
        if fits(said, growth, other, base) and low.value != high.value:
            hits.append((base, other))
    return hits[0] if len(hits) == 1 else None
