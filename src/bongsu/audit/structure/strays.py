"""Single cells that belong into another column of their table than the one in which they stand.

A cell is a stray where its own words stand in another column, or where it is of the sort (country,
capital, person, party) that all cells of another column are of, and where none of the cells about
it is like it. A word in a column of figures is one if it is a name of another column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bongsu.audit.structure.columns import LAND, sorts_of, sums_up
from bongsu.evidence.documents import Block, Table
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_FEWEST = 3  # rows besides the head
_MOST = 200
_WIDEST = 12
_WORDS = lazy_regex(r"[A-Za-z]{3}")
_COMMON = lazy_regex(  # words of a cell that say little, and may stand anywhere
    r"(?:none|yes|no|total|n/?a|not available|unknown|other|others|same|ditto|all|various|both|tbd|"
    r"up|down|high|low|increase|decrease|deficit|surplus|not applicable|new|average)",
    re.IGNORECASE,
)
_CITY_STATES = frozenset(  # each the city of its own country
    {
        *("singapore", "hong kong", "macau", "macao", "luxembourg", "monaco", "djibouti"),
        *("kuwait", "panama", "guatemala", "san marino"),
    }
)
_NAMED_SORTS = frozenset({"country", "capital", "person", "authority", "bank", "university", LAND})


def strays(evidence: Evidence, table: Table) -> Iterator[tuple[Block, Block]]:
    """Yield cells that stand under a wrong head, each with the head under which its like stand.

    Where no column has its like, its own head is given.
    """
    heads = table.rows[0]
    rows = [row for row in table.rows[1:] if len(row) == len(heads) and not sums_up(evidence, row)]
    if not (_FEWEST <= len(rows) <= _MOST and 1 < len(heads) <= _WIDEST):
        return
    words = [[" ".join(evidence.words(cell).split()).casefold() for cell in row] for row in rows]
    sorts = [
        [frozenset(one for one in sorts_of(evidence, cell) if one in _NAMED_SORTS) for cell in row]
        for row in rows
    ]
    for at, row in enumerate(rows):
        for here, cell in enumerate(row):
            said = words[at][here]
            if not _WORDS.search(said) or _COMMON.fullmatch(said):
                continue
            if said in _CITY_STATES and words[at].count(said) > 1:
                continue
            own = [words[other][here] for other in range(len(rows)) if other != at]
            if said in own:
                continue
            for there in range(len(row)):
                if there != here and (
                    (here and _named_there(words, own, said, there))  # the first column names rows
                    or _of_its_sort(sorts, at, here, there)
                ):
                    yield cell, heads[there]
                    break
            else:
                if _of_no_like(sorts, at, here):
                    yield cell, heads[here]


def _named_there(words: Sequence[Sequence[str]], own: Sequence[str], said: str, there: int) -> bool:
    """Whether a word stands in another column, of which nothing else stands in its own."""
    others = [row[there] for row in words]
    return said in others and not set(own) & set(others) and len(set(others)) >= _FEWEST


def _of_its_sort(sorts: Sequence[Sequence[frozenset[str]]], at: int, here: int, there: int) -> bool:
    """Whether all of another column are of one sort, which in its own column only a cell is of."""
    others = [row for place, row in enumerate(sorts) if place != at]
    wanted = sorts[at][here] & frozenset.intersection(*(row[there] for row in others))
    kept = frozenset.intersection(*(row[here] for row in others)) - sorts[at][here]
    alone = wanted if kept else wanted & _NOWHERE_ELSE
    return any(all(sort not in row[here] for row in others) for sort in alone)


_NOWHERE_ELSE = frozenset({LAND})  # of which another column holds all, and this one none


_ALONE = frozenset({"person", "capital"})  # of which a column holds nothing else


def _of_no_like(sorts: Sequence[Sequence[frozenset[str]]], at: int, here: int) -> bool:
    """Whether a cell is of another sort than all others of a column of people or capitals."""
    others = [row[here] for place, row in enumerate(sorts) if place != at]
    kept = frozenset.intersection(*others) & _ALONE
    return bool(kept) and bool(sorts[at][here]) and not kept & sorts[at][here]
