"""Rows of a table that are numbered, where one number stands twice and the next is left out.

"(1) Gold", "(2) Reserve position", "(2) SDRs", "(4) Other": the third row is the (3).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bongsu.evidence.documents import Block
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_MARK = lazy_regex(r"\(?(?P<n>\d{1,2})[).]\s?[^\W\d]")
_FEWEST = 4  # rows in a run; fewer show no order


class NumberTwice(NamedTuple):
    """The label of a row, that with the same number before it, and the number that was meant."""

    cell: Block
    before: Block
    number: int


def numbers_of_rows_twice(evidence: Evidence) -> Iterator[NumberTwice]:
    """Yield the labels of rows that repeat the number of the row above and leave out their own.

    Parameters
    ----------
    evidence : Evidence
        The article.
    """
    for table in evidence.article.tables:
        run: list[tuple[int, Block]] = []
        for row in table.rows:
            mark = _MARK.match(evidence.words(row[0]).strip()) if row else None
            if mark is not None:
                run.append((int(mark["n"]), row[0]))
        if len(run) >= _FEWEST:
            yield from _repeated(run)


def _repeated(run: Sequence[tuple[int, Block]]) -> Iterator[NumberTwice]:
    slips = [
        at
        for at in range(1, len(run))
        if run[at][0] == run[at - 1][0] and (at + 1 == len(run) or run[at + 1][0] == run[at][0] + 2)
    ]
    rising = sum(after[0] == before[0] + 1 for before, after in pairwise(run))
    if len(slips) == 1 and rising >= len(run) - _FEWEST + 1:
        at = slips[0]
        yield NumberTwice(run[at][1], run[at - 1][1], run[at][0])
