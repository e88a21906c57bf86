"""A month that a text calls the latest of a monthly statistic, though the next one was out (ST803).

Korea's statistics come out on days that hardly move: exports on the first of the month that
follows, prices in its first week, jobs in its middle. "Exports, which on the latest figures fell in
December" cannot be written on February 9, when the figures of January were more than a week old.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.known.outdated import LATEST
from bongsu.audit.reading.recalled import about_korea
from bongsu.audit.reading.wording import in_quotes, prose
from bongsu.audit.trends.went import OTHER_ECONOMY
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, within
from bongsu.patterns import lazy_regex

_RELEASES: tuple[tuple[re.Pattern[str], int, int], ...] = tuple(
    # what a clause names, months after the month told in which its next figures come, and the day
    # of that month by which they surely have
    (lazy_regex(rf"\b(?:{names})\b", re.IGNORECASE), later, on)
    for names, later, on in (
        (r"exports?|imports?|shipments|trade\s(?:surplus|deficit|balance)", 2, 4),
        (r"consumer\sprices?|(?<!core\s)inflation|CPI|foreign\s(?:exchange\s)?reserves", 2, 9),
        (r"unemployment|jobless|employment|job\sgrowth|employed", 2, 21),
        (r"industrial\s(?:output|production)|retail\ssales|factory\soutput", 3, 8),
        (r"current\saccount", 3, 13),
    )
)
_PART = lazy_regex(
    r"\b(?:first\s\d+\sdays|first\s(?:ten|twenty)\sdays|quarter\w*|half|forecast\w*|expect\w*|semiconductors?|chips?|cars?|"
    r"since|until|through|final|revised|detailed|by\s(?:country|item|region))\b"
)
_BESIDE = lazy_regex(r"\b(?:from|than|since|against|to|until|through|by|of\s\w+\sand)\s(?:\w+\s)?$")


class LateMonth(NamedTuple):
    """A month, what calls it the latest, and the day by which the next month's figures were out."""

    date: DateMention
    called: tuple[int, int]
    out: dt.date


def late_months(evidence: Evidence, day: dt.date) -> Iterator[LateMonth]:
    """Yield the months told as the latest after the figures of the next one had come out."""
    if not about_korea(evidence):
        return
    for sentence, words in prose(evidence):
        latest = LATEST.search(words)
        if latest is None or OTHER_ECONOMY.search(words) or _PART.search(words):
            continue
        months = [
            date
            for date in within(evidence.dates, sentence.start, sentence.end)
            if date.granularity is Granularity.MONTH and date.first is not None
        ]
        named = [row for row in _RELEASES if row[0].search(words)]
        if len(months) != 1 or len(named) != 1 or in_quotes(evidence, sentence, months[0].start):
            continue
        if _BESIDE.search(words[: months[0].start - sentence.start]):
            continue
        out = _out(months[0].first, named[0][1], named[0][2])
        if out is not None and out <= day and (day - out).days < _YEAR:
            start, end = latest.span()
            yield LateMonth(months[0], (sentence.start + start, sentence.start + end), out)


_YEAR = 366  # days: what lies further back is another month than was read


def _out(month: dt.date | None, later: int, on: int) -> dt.date | None:
    if month is None:
        return None
    place = 12 * month.year + month.month - 1 + later
    return dt.date(place // 12, place % 12 + 1, on)
