"""Spans that end before they begin: "(2007-2005)", "Opens: May 3" above "Closes: April 3"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.text_lines import TextLine, text_lines
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, within
from bongsu.patterns import lazy_regex

_YEARS = lazy_regex(
    r"[(\[,]\s?(?:in\s|from\s)?(?P<first>(?:19|20)\d\d)\s?[-–—]\s?(?P<last>(?:19|20)\d\d)[)\],;]"
)
_MOST = 40  # years of a term or a project
_OPENS = guarded_regex(
    r"\W*(?:[\w'’]+\s){0,4}?(?:opens?|opened|opening|starts?|started|starting|begins?|began|beginning|from|"
    r"commence\w*)\b[\w\s]{0,20}:\s",
    re.IGNORECASE,
)
_CLOSES = lazy_regex(
    r"\W*(?:[\w'’]+\s){0,4}?(?:closes?|closed|closing|ends?|ended|ending|until|till|deadline|"
    r"expir\w*|finish\w*|complet\w*)\b[\w\s]{0,20}:\s",
    re.IGNORECASE,
)
_EXACT = frozenset({Granularity.DAY, Granularity.MONTH, Granularity.YEAR})


class Backward(NamedTuple):
    """Where a span stands, and where it is said to begin."""

    start: int
    end: int
    begins: tuple[int, int]


def backward_spans(evidence: Evidence) -> Iterator[Backward]:
    """Yield the spans of years, and the pairs of labelled lines, that run backward."""
    article = evidence.article
    for match in _YEARS.finditer(evidence.text, article.start, article.end):
        if 0 < int(match["first"]) - int(match["last"]) <= _MOST:
            yield Backward(match.start("first"), match.end("last"), match.span("first"))
    for one, other in pairwise(text_lines(evidence)):
        begins, ends = _labelled(evidence, one, _OPENS), _labelled(evidence, other, _CLOSES)
        if begins is None or ends is None or not (begins.first and ends.last):
            continue
        if _before(begins, ends):
            yield Backward(ends.start, ends.end, (begins.start, begins.end))


def _before(begins: DateMention, ends: DateMention) -> bool:
    """Whether an end lies before its beginning, in one year where both leave theirs open."""
    if begins.first is None or ends.last is None or begins.relative != ends.relative:
        return False
    if not begins.relative:
        return ends.last < begins.first
    back = (begins.first.month, begins.first.day) > (ends.last.month, ends.last.day)
    return back and begins.first.month - ends.last.month <= _HALF_YEAR


_HALF_YEAR = 6  # months: more may lead over New Year


def _labelled(evidence: Evidence, line: TextLine, label: re.Pattern[str]) -> DateMention | None:
    """Return the one time of a line behind a label of some kind."""
    found = label.match(evidence.text, line.start, line.end)
    if found is None:
        return None
    dates = within(evidence.dates, found.end(), line.end)
    if len(dates) != 1 or dates[0].granularity not in _EXACT:
        return None
    return dates[0]
