"""Runs of months, quarters or years counted from where they began: "the 14th straight month since".

The run may count the month that it is said to begin with or not. Where it ends is told by the
figures of its sentence or by the title, and where neither does, by the day of publication.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.passed_time import has_year
from bongsu.audit.reading.stretches import closed
from bongsu.audit.reading.tallies import UNITS
from bongsu.audit.reading.wording import in_quotes, prose
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_ORDINALS = {
    **{f"{name}th": value for value, name in enumerate(UNITS) if value > 3},
    "second": 2,
    "third": 3,
    "fifth": 5,
    "eighth": 8,
    "ninth": 9,
    "twelfth": 12,
    "twentieth": 20,
}
_N = rf"(?P<n>\d{{1,3}}(?:st|nd|rd|th)?|{'|'.join((*_ORDINALS, *UNITS[2:]))})"
_RUN = guarded_regex(
    rf"\b{_N}[\s-](?:(?:consecutive|straight|successive|uninterrupted|unbroken)[\s-]"
    r"(?P<unit>month|quarter|year)s?\b|(?P<unit2>month|quarter|year)s?\s(?:in\sa\srow|running|on\send|in\ssuccession)\b)",
    re.IGNORECASE,
)
_FROM = lazy_regex(
    r"(?:\s(?:of|in)\s(?!\d)[^,;.()]{3,30}?)?,?\s\(?(?:since|from|start(?:ing|ed)\s(?:in|from|with)|"
    r"beginning\s(?:in|from|with)|counting\sfrom|going\sback\sto)\s(?:the\s)?"
)
_OPENED = lazy_regex(r"\W*Since\s$")
_OTHER_RUN = lazy_regex(r"\b(?:\w{3,}est|most|least|first|record)\b", re.IGNORECASE)
_HAD = regex(r"\bhad\b")
_SIZE = {"month": 1, "quarter": 3, "year": 12}  # months
_LAG = {"month": 2, "quarter": 2, "year": 1}  # units by which the newest figures may be behind
_GRAINS = {
    "month": {Granularity.MONTH},
    "quarter": {Granularity.QUARTER, Granularity.MONTH},
    "year": {Granularity.YEAR},
}
_PERIOD = regex(r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>\d\d)))?")


class WrongRun(NamedTuple):
    """A run that does not lead from where it began to the time that its text is on."""

    start: int
    end: int
    since: DateMention
    counted: int  # units from the beginning to the end of the run, both included
    unit: str
    sure: bool


def wrong_runs(evidence: Evidence, day: dt.date | None) -> Iterator[WrongRun]:
    """Yield the runs of an article that are not as long as the time since they began."""
    for sentence, words in prose(evidence):
        for match in _RUN.finditer(words):
            unit = (match["unit"] or match["unit2"]).casefold()
            since = _beginning(evidence, sentence, words, match, unit)
            if since is None or in_quotes(evidence, sentence, sentence.start + match.start()):
                continue
            if _ended_before(evidence, sentence, since) or _HAD.search(words[: match.start()]):
                continue
            told = _ends_told(evidence, sentence, since, unit)
            ends = told or _ends_by(day, unit)
            first = _place(since.first, unit)
            lengths = [end - first + 1 for end in ends if end >= first]
            count = _count(match["n"])
            if not lengths or any(count in {length - 1, length} for length in lengths):
                continue
            at = sentence.start + match.start(), sentence.start + match.end()
            sure = bool(told) or min(abs(count - length) for length in lengths) > 2
            yield WrongRun(*at, since, max(lengths), unit, sure)


def _beginning(
    evidence: Evidence, sentence: Sentence, words: str, match: re.Match[str], unit: str
) -> DateMention | None:
    """Return the month, quarter or year since which a run is said to go on."""
    for date in map(closed, within(evidence.dates, sentence.start, sentence.end)):
        if date.granularity not in _GRAINS[unit] or date.first is None:
            continue
        if not has_year(evidence, date):
            continue
        at = date.start - sentence.start
        behind = at >= match.end() and _FROM.fullmatch(words[match.end() : at])
        if behind and not _OTHER_RUN.search(words[match.end() : at]):
            return date
        if _OPENED.fullmatch(words[:at]) and at < match.start():
            return date
    return None


def _ended_before(evidence: Evidence, sentence: Sentence, since: DateMention) -> bool:
    """Whether a sentence has a later time, at which the run may have come to its end."""
    own = within(evidence.dates, sentence.start, sentence.end)
    return any(
        date.first and since.first and date.first > since.first
        for date in own
        if date.start != since.start
    )


def _count(written: str) -> int:
    word = written.casefold()
    digits = regex(r"\d+").match(word)
    if digits:
        return int(digits[0])
    return _ORDINALS[word] if word in _ORDINALS else UNITS.index(word)


def _place(day: dt.date | None, unit: str) -> int:
    """Return the number of the month, quarter or year in which a day lies."""
    return (12 * day.year + day.month - 1) // _SIZE[unit] if day is not None else 0


def _ends_told(
    evidence: Evidence, sentence: Sentence, since: DateMention, unit: str
) -> frozenset[int]:
    """Return the last units that the figures of a sentence, or the title, are on."""
    periods = {
        claim.period
        for claim in evidence.claims
        if claim.period and sentence.start <= claim.quantity.start < sentence.end
    }
    span = evidence.article.title_span
    titled = within(evidence.dates, *span) if span is not None else ()
    periods |= {date.edtf for date in titled if date.edtf and has_year(evidence, date)}
    ends = {end for period in periods if (end := _end_of(period)) is not None}
    found = {_place(end, unit) for end in ends}
    return frozenset(end for end in found if end > _place(since.first, unit))


def _end_of(period: str) -> dt.date | None:
    """Return the first day of the last month of a year, quarter or month."""
    match = _PERIOD.fullmatch(period)
    if match is None:
        return None
    month = int(match["month"] or 3 * int(match["quarter"] or 4))
    return dt.date(int(match["year"]), month, 1) if 1 <= month <= 12 else None


def _ends_by(day: dt.date | None, unit: str) -> frozenset[int]:
    if day is None:
        return frozenset()
    return frozenset(_place(day, unit) - back for back in range(_LAG[unit] + 1))
