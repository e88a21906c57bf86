"""Lines that are cut into cells by one sign, of which one has a cell too many or too few.

A row with a cell more or less keeps readers from taking such lines for a table. All lines of a run
must be cut by the same sign (bar, tab, wide gap, comma), and all but one into as many cells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from bongsu.audit.reading.text_lines import TextLine, text_lines
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex, regex

_FEWEST = 4  # lines of a run, that with the names of the columns counted
_LEAST = 3  # cells of a line
_LONGEST = 200  # code points
_SIGNS = (
    ("|", regex(r"\s*\|\s*")),
    ("\t", regex(r"\t+")),
    ("  ", regex(r" {2,}")),
    (", ", regex(r",\s")),
)
_FIGURE = lazy_regex(
    r"[-+\u2212\u2013(]*[$\u20a9\u20ac]?\s?\d[\d,.]*\s?%?\)?|[-\u2013\u2014]|\.\.+|n/?a"
)
_ASIDE = lazy_regex(r"\W*(?:note|source|total|sum|\*)", re.IGNORECASE)


class Uneven(NamedTuple):
    """A line with another number of cells than those about it."""

    start: int
    end: int
    cells: int
    usual: int


def uneven_lines(evidence: Evidence) -> Iterator[Uneven]:
    """Yield the one line of a run that has a cell more or less than all others."""
    lines = [line for line in text_lines(evidence) if len(line.source) <= _LONGEST]
    for sign, cut in _SIGNS:
        marked = [line for line in lines if sign in line.source.strip()]
        for _, group in groupby(enumerate(marked), lambda pair: pair[1].number - pair[0]):
            run = [line for _, line in group]
            if len(run) >= _FEWEST:
                yield from _odd(run, cut, figures=sign == ", ")


def _odd(run: Sequence[TextLine], cut: re.Pattern[str], *, figures: bool) -> Iterator[Uneven]:
    cells = [cut.split(line.source.strip().strip("|").strip()) for line in run]
    usual, times = Counter(map(len, cells)).most_common(1)[0]
    odd = [at for at, parts in enumerate(cells) if len(parts) != usual]
    if usual < _LEAST or times != len(run) - 1 or not odd or odd[0] == 0:
        return
    parts, line = cells[odd[0]], run[odd[0]]
    others = [row for at, row in enumerate(cells) if at not in {0, odd[0]}]
    if abs(len(parts) - usual) != 1 or _ASIDE.match(parts[0]) or "" in parts[1:]:
        return
    if figures and not all(
        map(_FIGURE.fullmatch, [*parts[1:], *(c for r in others for c in r[1:])])
    ):
        return  # commas of prose
    if _figures(parts) and all(_figures(row) for row in others):
        yield Uneven(line.start, line.end, len(parts), usual)


def _figures(parts: Sequence[str]) -> bool:
    return any(map(_FIGURE.fullmatch, parts[1:]))
