"""Years told since an event that the reference dates, where the text itself gives no date.

They count from it ("42 years since relations were set up"), or tell how long a pact has held
("KORUS, in force for thirteen years").
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.passed_time import Stretch, by_a_slip, days_of, fits, stretches, told
from bongsu.audit.reading.signs import told_events
from bongsu.audit.reading.stretches import day_itself
from bongsu.audit.reading.wording import in_quotes, named_events, prose
from bongsu.audit.references import Event
from bongsu.evidence.mentions import DateMention, Evidence, Granularity
from bongsu.patterns import lazy_regex

_MANY = 10  # years: of fewer nearly every count is a slip away from another
_NEAR = 90  # code points between a stretch and the event that it is told of
_APART = lazy_regex(r"[;:—]|\.\s|\b(?:while|although|whereas)\b")
_FROM = lazy_regex(
    r"\s(?:to\sthe\sday\s)?(?:after|since|have\s(?:now\s)?passed\ssince)\b(?!\s(?:its|their)\b)[^,]*$"
)
_AGO = lazy_regex(r"\s(?:ago|now|old|on)\b")
_PERSONS = lazy_regex(
    r"\b(?:between|who|whose|aged?|children|people|persons|adults|those|men|women)\b"
)
_YEARS = guarded_regex(r"\b(?:[Yy]ears?|[Dd]ecades?)\b")


class SinceKnown(NamedTuple):
    """A stretch of years that does not lead back to the event that it is told of."""

    stretch: Stretch
    event: Event
    start: int  # where the event is named
    end: int
    sure: bool


def since_known(evidence: Evidence, day: dt.date) -> Iterator[SinceKnown]:
    """Yield "it is 42 years since relations with China were set up" where it is another count."""
    now = day_itself(day)
    for sentence, words in prose(evidence):
        if _YEARS.search(words) is None:
            continue
        dates = days_of(evidence, sentence.start, sentence.end)
        if any(date.last is not None and date.last < day for date in dates):
            continue  # the text's own dates are weighed elsewhere
        for stretch in stretches(evidence.text, sentence.start, sentence.end):
            at, end = stretch.start - sentence.start, stretch.end - sentence.start
            if stretch.unit != "year" or stretch.value < 2:
                continue
            if in_quotes(evidence, sentence, stretch.start):
                continue
            known = list(_in_force(words, at, end, day))
            if not known and not dates and told(words, at, end) in {"now", "later"}:
                every = _events(evidence, words, day)
                known = [one for one in every if _beside(words, at, end, one)]
            known = [one for one in known if not _IN_ITS_COURSE.search(words, 0, one[1])]
            if not known or any(fits(evidence, stretch, _date(one[0]), now) for one in known):
                continue
            slips = [one for one in known if by_a_slip(stretch, _date(one[0]), now)]
            event, start, stop = (slips or known)[0]
            sure = stretch.value >= _MANY and (bool(slips) or event.action in _IN_FORCE)
            yield SinceKnown(stretch, event, sentence.start + start, sentence.start + stop, sure)


_IN_ITS_COURSE = lazy_regex(  # "during the talks almost two decades ago": not when they began
    r"\b(?:during|throughout|amid|in\sthe\scourse\sof)\s(?:the\s)?$"
)
_Known = tuple[Event, int, int]


def _events(evidence: Evidence, words: str, day: dt.date) -> Iterator[_Known]:
    for told_ in told_events(words, lambda: evidence.article.title, day):
        yield told_.event, told_.start, told_.end
    for named in named_events(words, day):
        for event in named.events:
            yield event, named.start, named.end


_HEDGED = r"(?:(?:almost|nearly|over|more\sthan|about|some|just|only|at\sleast)\s){0,2}$"
_HOLDS = lazy_regex(
    r"\)?,?\s(?:(?:which|that)\s)?(?:(?:has|have)\s(?:now\s|since\s)?been\s|now\s|already\s)?"
    rf"in\s(?:force|effect|place)\s(?:now\s)?for\s{_HEDGED}"
)
_HAVING_HELD = lazy_regex(
    rf"\W*(?:Now\s|Having\sbeen\s)?in\s(?:force|effect|place)\s(?:now\s)?for\s{_HEDGED}",
    re.IGNORECASE,
)
_WHICH_HOLDS = lazy_regex(r"(?:\snow)?,\s(?:the\s)?(?:[A-Z][\w.]+\s){0,3}$")
_IN_FORCE = frozenset({"in force", "effective"})


_UP_TO_THEN = lazy_regex(r",?\s(?:when|before|until|by\sthe\stime|at\sthe\stime|as\sof|by\sthen)\b")


def _in_force(words: str, at: int, end: int, day: dt.date) -> Iterator[_Known]:
    """Yield the pact that a stretch tells to have been in force so long, from when it was so."""
    for named in named_events(words, day):
        if named.start >= end:
            before = _HAVING_HELD.fullmatch(words, 0, at)
            holds = before and _WHICH_HOLDS.fullmatch(words, end, named.start)
        else:
            holds = _HOLDS.fullmatch(words, named.end, at)
        begun = [event for event in named.events if event.action in _IN_FORCE]
        begun = begun or [event for event in named.events if len(named.events) == 1]
        if holds and len(begun) == 1 and not _UP_TO_THEN.match(words, end):
            yield begun[0], named.start, named.end


def _date(event: Event) -> DateMention:
    """Return the day of an event as a date of the text."""
    day = Granularity.DAY if event.first == event.last else Granularity.RANGE
    return DateMention(
        start=-1, end=-1, edtf=event.start, granularity=day, first=event.first, last=event.last
    )


def _beside(words: str, at: int, end: int, known: _Known) -> bool:
    """Whether an event is named close to a stretch, in one clause with it."""
    _, start, stop = known
    if start >= end:
        between = words[end:start]
        direct = _FROM.match(between) is not None or _AGO.match(between) is not None
    else:
        between = words[stop:at]
        direct = _AGO.match(words, end) is not None
    if _PERSONS.search(between):
        return False  # "raised the credit for children between 6 and 17 years old"
    return direct and len(between) < _NEAR and _APART.search(between) is None
