"""Chronologies of moves with their levels: "Dec. 11, 2008  Down 100 bp to 3.00%", line by line.

Each move leads from the level of the line before it in time to its own. A list of which most moves
do so is whole, and one that does not is a slip.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.text_lines import text_lines
from bongsu.audit.remembering import remembered
from bongsu.evidence.mentions import DateMention, Evidence, within

_UP = "up|raised?|hiked?|increased?|rose|lifted|\\+"
_DOWN = "down|cut|lowered|reduced|fell|trimmed|-|\u2212"
_POINT = r"(?:percentage\s|%\s?)?points?|%p|pp"
_MOVE = guarded_regex(
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\s?(?:by\s)?(?:an?\s)?"
    rf"(?P<size>\d+(?:\.\d+)?|quarter|half)[\s-]?(?:(?P<bp>bps?|basis\spoints?)|{_POINT}),?\s"
    r"to\s(?:a\s)?(?P<level>\d+(?:\.\d+)?)\s?(?:%|percent|per\scent)",
    re.IGNORECASE,
)
_FEWEST = 3  # moves that fit, so that the list leaves none out
_DUST = 1e-6
_FRACTIONS = {"quarter": 0.25, "half": 0.5}
_HUNDRED = 100  # basis points of one point


class Move(NamedTuple):
    """A move of a list, and the level that it leads to."""

    start: int  # of the words that tell both
    end: int
    date: DateMention  # that opens its line
    day: dt.date
    size: float  # in points, below zero for a fall
    level: float


class Misstep(NamedTuple):
    """A move that does not lead from the level before it to its own."""

    move: Move
    before: Move


def missteps(evidence: Evidence) -> Iterator[Misstep]:
    """Yield the moves of a chronology that miss their level, where most of the others do not."""
    ordered = _in_order(moves(evidence))
    pairs = list(pairwise(ordered))
    wrong = {place for place, (before, move) in enumerate(pairs) if not _leads(before, move)}
    # A wrong level is missed by the move behind it too, and told once.
    told = sorted(place for place in wrong if place - 1 not in wrong)
    if len(pairs) - len(wrong) < _FEWEST or len(told) > len(pairs) // _FEWEST:
        return
    for place in told:
        before, move = pairs[place]
        yield Misstep(move, before)


@remembered
def moves(evidence: Evidence) -> Iterator[Move]:
    """Yield the moves that lines of an article tell, each with its day and its level."""
    for line in text_lines(evidence):
        found = _MOVE.search(evidence.text, line.start, line.end)
        dates = within(evidence.dates, line.start, line.end) if found else []
        if found is None or not dates or dates[0].first is None or dates[0].start > found.start():
            continue
        size = _FRACTIONS.get(found["size"].lower()) or float(found["size"])
        size = size / _HUNDRED if found["bp"] else size
        yield Move(
            found.start(),
            found.end(),
            dates[0],
            dates[0].first,
            size if found["up"] else -size,
            float(found["level"]),
        )


def _in_order(listed: Sequence[Move]) -> list[Move]:
    """Return the moves from the first to the last, if the list runs one way."""
    if len(listed) < _FEWEST + 1:
        return []
    back = listed[0].day > listed[-1].day
    ordered = list(reversed(listed)) if back else list(listed)
    turned = sum(first.day > second.day for first, second in pairwise(ordered))
    return ordered if turned <= 1 else []  # one day may be a slip


def _leads(before: Move, move: Move) -> bool:
    return abs(before.level + move.size - move.level) <= _DUST
