"""Totals that close a passage: "the one gave 2.5 billion. The other gave 1, for a total of 3.5"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from bongsu.audit.needs import guarded_regex
from bongsu.audit.notation import SIGNS
from bongsu.audit.reading.fits import sum_fits
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.audit.reading.sums import Sum
from bongsu.evidence.mentions import AMOUNTS, Comparator, Evidence, Quantity

_FIGURE = "".join(SIGNS[kind] for kind in sorted(AMOUNTS))
_CLOSES = guarded_regex(
    r"\b(?:for a (?:combined |grand |new )?total of|"
    r"bring\w* (?:the|its|their) (?:combined |overall )?total to|"
    r"to (?:a |reach a )(?:combined )?total of|totall?ing|adding up to|which add\w* up to|"
    rf"(?:or|making) a total of)[^;.\ue000-\ue01f]{{0,15}}? ?(?P<t>[{_FIGURE}])",
    re.IGNORECASE,
)
_BACK = 2  # sentences before, in which the other parts stand
_PAIR = 2  # parts that leave no doubt
_MOST = 8  # figures; of more any total is some sum
_ROOM = (0.6, 1.7)  # of the sum: a total farther off is of something else


def closing_totals(evidence: Evidence) -> Iterator[Sum]:
    """Yield totals that no figures told right before them add up to, where two or more could."""
    every = list(all_frames(evidence))
    for at, frame in enumerate(every):
        for match in _CLOSES.finditer(frame.text):
            whole = frame.quantity(match, "t")
            if whole is None or not whole.value or whole.comparator is not Comparator.EXACT:
                continue
            parts = _parts(every, at, match.start(), whole)
            if not 1 < len(parts) <= _MOST or _some_sum(parts, whole):
                continue
            added = sum(part.value or 0.0 for part in parts)
            if _ROOM[0] < whole.value / added < _ROOM[1]:
                yield Sum(whole=whole, parts=tuple(parts), sure=len(parts) == _PAIR)


def _parts(every: Sequence[Frame], at: int, end: int, whole: Quantity) -> list[Quantity]:
    """Return the figures before a total that may be its parts, in the order of the text."""
    frame = every[at]
    found = [q for place, q in frame.figures if place < end and _alike(q, whole)]
    for before in every[max(0, at - _BACK) : at]:
        near = frame.index - before.index <= _BACK
        if near and before.sentence.block == frame.sentence.block:
            found += [q for _, q in before.figures if _alike(q, whole)]
    return sorted(found, key=lambda q: q.start)


def _alike(part: Quantity, whole: Quantity) -> bool:
    return bool(part.value) and (part.kind, part.unit) == (whole.kind, whole.unit)


def _some_sum(parts: Sequence[Quantity], whole: Quantity) -> bool:
    """Whether some of the figures add up to a total, or one of them is it."""
    return any(
        sum_fits(some, whole)
        for size in range(1, len(parts) + 1)
        for some in combinations(parts, size)
    )
