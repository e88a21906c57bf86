"""The years of a title beside those of the period that the text says it is on.

"Final Results; 2014-2015" heads a text whose "period of review is August 1, 2014, through July 31,
2015": the first and the last day lie in the two years of the title.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.reading.wording import prose
from bongsu.evidence.mentions import Evidence, Granularity, within
from bongsu.patterns import lazy_regex

_YEARS = lazy_regex(r"\b(?P<a>(?:19|20)\d\d)\s?[-–/]\s?(?P<b>(?:19|20)\d\d|\d\d)\b(?![-–/]\d)")
_PERIOD = lazy_regex(
    r"\b(?:[Pp]eriods?\s(?:of\s(?:review|investigation|time|the\s\w+|\w+)|under\sreview|covered)|POR|POI|"
    r"(?:[Rr]eview|[Rr]eporting|[Ss]urvey|[Ff]iscal|[Mm]arketing|[Cc]rop|[Aa]cademic|[Pp]rogramm?e)\s(?:period|year)|covers?\s(?:the\s)?period)\b"
)
_NEAR = 90  # code points from the words for the period to its days


class OtherTerm(NamedTuple):
    """A period of the text, and the years of the title."""

    start: int
    end: int
    titled: tuple[int, int]


def other_terms(evidence: Evidence) -> Iterator[OtherTerm]:
    """Yield the periods of review, of as many years as the title's, that lie in others."""
    span = evidence.article.title_span
    found = list(_YEARS.finditer(evidence.text, *span)) if span is not None else []
    if len(found) != 1:
        return
    first = int(found[0]["a"])
    last = (
        int(found[0]["b"]) if len(found[0]["b"]) == 4 else first // 100 * 100 + int(found[0]["b"])
    )
    for sentence, words in prose(evidence):
        named = _PERIOD.search(words)
        if named is None:
            continue
        at = sentence.start + named.end()
        spans = [
            one
            for one in within(evidence.stretches, at, min(sentence.end, at + _NEAR))
            if one.first and one.last and (one.last - one.first).days > _MONTHS
        ]
        ends = [(one.start, one.end, one.first, one.last) for one in spans]
        ends = ends or _from_to(evidence, at, min(sentence.end, at + _NEAR))
        if len(ends) != 1:
            continue
        begins, stops, opening, closing = ends[0]
        if opening is None or closing is None:
            continue
        years = opening.year, closing.year
        if years[1] - years[0] == last - first and years != (first, last):
            yield OtherTerm(begins, stops, found[0].span())


_Ends = tuple[int, int, dt.date | None, dt.date | None]
_THROUGH = lazy_regex(r",?\s(?:through|to|until|and|[-–])\s")


def _from_to(evidence: Evidence, start: int, end: int) -> list[_Ends]:
    """Return the one pair of full days that "through" joins."""
    days = [
        date
        for date in within(evidence.dates, start, end)
        if date.granularity is Granularity.DAY and not date.relative
    ]
    if len(days) != 2 or not _THROUGH.fullmatch(evidence.text[days[0].end : days[1].start]):
        return []
    return [(days[0].start, days[1].end, days[0].first, days[1].last)]


_MONTHS = 120  # days: a shorter stretch is only part of it
