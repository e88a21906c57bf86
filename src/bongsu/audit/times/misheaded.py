"""Headings that name another quarter, month or year than that of the entries below them (DT501).

One entry outside the period of its heading is out of place; where all of them are, the heading is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.times.periods_told import Period, periods_in
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import DateMention, Evidence, within
from bongsu.patterns import lazy_regex

_FEWEST = 3  # entries that show of what time a list is
_LENGTHS = {1, 3, 6, 12}
_OF_WHAT_WAS = lazy_regex(
    r"\b(?:timeline|chronolog\w+|diary|log|ledger|events|developments|milestones|review|record)\b",
    re.IGNORECASE,
)


class Misheaded(NamedTuple):
    """The period of a heading, and an entry below it that lies elsewhere with all others."""

    period: Period
    entry: DateMention
    sure: bool


def misheaded(evidence: Evidence) -> Iterator[Misheaded]:
    """Yield the headings whose entries all lie in one other period of the same length."""
    heads = [block for block in evidence.article.blocks if block.kind is BlockKind.HEADING]
    entries = [date for date in evidence.dates if date.role in {"timeline", "table"}]
    if len(entries) < _FEWEST:
        return
    for place, head in enumerate(heads):
        end = heads[place + 1].start if place + 1 < len(heads) else evidence.article.end
        below = within(entries, head.end, end)
        named = periods_in(evidence, head.start, head.end)
        if len(below) < _FEWEST or len(named) != 1 or named[0].months not in _LENGTHS:
            continue
        places = {_period_of(date, named[0]) for date in below}
        if len(places) == 1 and 0 not in places and None not in places:
            words = evidence.words(head)
            sure = _OF_WHAT_WAS.search(words) is not None
            yield Misheaded(named[0], below[0], sure)


def _period_of(date: DateMention, period: Period) -> int | None:
    """Return by how many periods a date lies after one; none where it is in no one of them."""
    if date.first is None or date.last is None:
        return None
    ends = [12 * day.year + day.month - period.place for day in (date.first, date.last)]
    first, last = (months // period.months for months in ends)
    return first if first == last else None
