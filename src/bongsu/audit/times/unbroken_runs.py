"""Runs of months, quarters or years counted from where they began: "the 14th straight month since".

The run may count the month that it is said to begin with or not. Where it ends is told by the
figures of its sentence or by the title, and where neither does, by the day of publication.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.ordinals import ORDINALS
from bongsu.audit.reading.passed_time import has_year
from bongsu.audit.reading.stretches import closed
from bongsu.audit.reading.tallies import UNITS
from bongsu.audit.reading.wording import in_quotes, prose
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_ORDINALS = {word: place for place, word in enumerate(ORDINALS, 1) if place > 1}
_N = rf"(?P<n>\d{{1,3}}(?:st|nd|rd|th)?|{'|'.join((*_ORDINALS, *UNITS[2:]))})"
_ON_END = (
    r"(?:in\sa\srow|running|on\send|in\ssuccession|straight|on\sthe\strot|back\sto\sback|"
    r"without\s(?:a\s)?(?:break|pause))"
)
_RUN = lazy_regex(
    rf"\b{_N}[\s-](?:(?:consecutive|straight|successive|uninterrupted|unbroken)[\s-](?:\w+[\s-])?"
    rf"(?P<unit>month|quarter|year)s?\b|(?P<unit2>month|quarter|year)s?(?:\s(?:of|with|for)\s[\w\s-]{{3,40}}?)?\s{_ON_END}\b|"
    r"(?P<unit3>month|quarter|year)s?(?:\sof\s[\w\s-]{3,40}?)?,?\s(?:\w+\s){0,3}?(?:a|the)\s(?:run|streak|string|series|stretch|sequence)\b|"
    r"(?P<unit4>month|quarter|year)[\s-](?:\w+[\s-])?(?:run|streak|string|stretch|spell|sequence|slide|rally)\b)",
    re.IGNORECASE,
)
_FROM = lazy_regex(
    r"(?:\s(?:of|in|for|with)\s(?!\d)[^;.()]{3,50}?)?,?\s[(—–-]?\s?(?:since|from|start(?:ing|ed)\s(?:in|from|with)|"
    r"beginning\s(?:in|from|with)|counting\sfrom|going\sback\sto)\s(?:the\s)?"
)
_OPENED = lazy_regex(r"\W*Since\s$")
_BEGAN = lazy_regex(  # what a run is told to have begun by, before the month in which it did
    r"\b(?:beg[au]n|started|set\sin|dates?\s(?:back\s)?(?:to|from)|dating\s(?:back\s)?(?:to|from)|goes\sback\sto|going\sback\sto|went\sback\sto|"
    r"opened|(?:first\s)?(?:appeared|emerged|occurred|came|turned\s\w+)|onset|first\stime\s(?:was|came)|first\s(?:was|came)|"
    r"took\shold|returned\sto\s\w+|back\sto|starting|beginning)\b(?:\s(?!by\b|at\b)[\w'’-]+){0,4}?\s(?:in|with|from|to|of|as\searly\sas)?\s?(?:the\s)?$|"
    r"\b(?:run|streak|string|series|sequence|rise|fall|decline|growth|trend|first(?:\sof\sthem)?|turn)\b[\w\s,]{0,30}\s(?:since|from|starting\sin|beginning\sin)\s(?:the\s)?$",
    re.IGNORECASE,
)
_LAST_TIME = lazy_regex(  # "the last month above it was August": the run begins behind it
    r"\b(?:last|latest|most\srecent|previous)\b[\w\s,'’-]{3,60}?\b(?:was|were|came|fell|dates?\s(?:back\s)?(?:to|from)|in)\s(?:back\s)?(?:in\s)?$",
    re.IGNORECASE,
)
_OTHER_RUN = lazy_regex(r"\b(?:\w{3,}est|most|least|first|record)\b", re.IGNORECASE)
_BETTER = regex(r"\b\w{3,}est\b")  # "the longest run since"
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
    every = list(prose(evidence))
    for place, (sentence, words) in enumerate(every):
        for match in _RUN.finditer(words) if _COUNTS.search(words) else ():
            unit = next(match[name] for name in _NAMES if match[name]).casefold()
            if in_quotes(evidence, sentence, sentence.start + match.start()):
                continue
            found = _beginning(evidence, sentence, words, match, unit)
            beside = None if found else _begun_beside(evidence, every, place, match, unit)
            since = found or beside
            if since is None or _HAD.search(words[: match.start()]):
                continue
            if found is not None and _ended_before(evidence, sentence, since):
                continue
            told = _ends_told(evidence, sentence, since, unit)
            told |= _ends_titled(evidence, since, unit) if not told else frozenset()
            ends = told or _ends_by(day, unit)
            first = _place(since.first, unit)
            lengths = [end - first + 1 for end in ends if end >= first]
            count = _count(match["n"])
            spare = {0, -1, 1} if beside is not None and _after_last(evidence, since) else {0, -1}
            if not lengths or any(count - length in spare for length in lengths):
                continue
            at = sentence.start + match.start(), sentence.start + match.end()
            sure = bool(told) or min(abs(count - length) for length in lengths) > 2
            yield WrongRun(*at, since, max(lengths), unit, sure and found is not None)


_NAMES = ("unit", "unit2", "unit3", "unit4")
_COUNTS = guarded_regex(r"(?i)month|quarter|year")


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


def _begun_beside(
    evidence: Evidence,
    every: Sequence[tuple[Sentence, str]],
    place: int,
    match: re.Match[str],
    unit: str,
) -> DateMention | None:
    """Return where the words around a run, or the next or last sentence, tell that it began."""
    own = every[place][0]
    near = [one for one in (place, place + 1, place - 1) if 0 <= one < len(every)]
    for sentence, words in (every[one] for one in near):
        if sentence.block != own.block:
            continue
        for date in map(closed, within(evidence.dates, sentence.start, sentence.end)):
            if date.granularity not in _GRAINS[unit] or not has_year(evidence, date):
                continue
            before = words[: date.start - sentence.start]
            if sentence is own and date.end <= own.start + match.start():
                continue
            if sentence is own and _BETTER.search(before, match.end()):
                continue
            if _BEGAN.search(before) or _LAST_TIME.search(before):
                return date
    return None


def _after_last(evidence: Evidence, since: DateMention) -> bool:
    """Whether a run begins behind the month that is named."""
    return _LAST_TIME.search(evidence.text[max(0, since.start - 90) : since.start]) is not None


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
    return _later(periods, since, unit)


def _ends_titled(evidence: Evidence, since: DateMention, unit: str) -> frozenset[int]:
    """Return the last units that the title names."""
    span = evidence.article.title_span
    titled = within(evidence.dates, *span) if span is not None else ()
    periods = {date.edtf for date in titled if date.edtf and has_year(evidence, date)}
    return _later(periods, since, unit)


def _later(periods: set[str], since: DateMention, unit: str) -> frozenset[int]:
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
