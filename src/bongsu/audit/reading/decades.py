"""Decades that texts give to what the reference dates: "since the early 1960s, the treaty binds".

A decade, or its beginning, middle or end, is a stretch of years, and roughly told: a year beside it
is let pass.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bongsu.audit.reading.event_dates import days_apart
from bongsu.audit.reading.stretches import closed
from bongsu.audit.reading.wording import matcher, named_events
from bongsu.audit.references import Event, NamedEvent
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence
from bongsu.patterns import lazy_regex, regex

_PARTS = {"early": (0, 4), "mid": (2, 7), "middle": (2, 7), "late": (5, 10)}
_PART = lazy_regex(r"\b(?:the\s)?(?P<part>early|mid|middle|late)\b", re.IGNORECASE)
_YEAR = 366  # days
_STANDING = frozenset({"treaty", "law", "alliance"})
_STARTS = frozenset(
    {"signed", "agreed", "in force", "effective", "ratified", "passed", "founded", "began"}
)
_SINCE = regex(r"\b[Ss]ince\s(?:the\s|at\sleast\s(?:the\s)?)?$")
_BEFORE_NAME = regex(r",?\s(?:the|a|its|their)\s(?:(?:[A-Z][\w.\u2013-]*|[a-z]+-[a-z]+)\s){0,4}")
_BEHIND_NAME = 70
_WHICH = regex(r",?\s(?:which|that)\s")
_THE = regex(r"\b(?:[Tt]he|its|their|of)\s$")
_ADJECTIVE = regex(r"\s(?:[A-Z][\w.\u2013-]*\s){0,3}")
_APART = regex(r"[.;:]|\b(?:which|that|and|but|while|when|after|until)\b")


def narrowed(evidence: Evidence, date: DateMention) -> DateMention:
    """Return a decade as the years that its words can mean, and any other date as it stands."""
    if date.granularity is not Granularity.DECADE or date.first is None:
        return date
    part = _PART.search(evidence.text, max(0, date.start - 4), date.end)
    low, high = _PARTS[part["part"].lower()] if part else (0, 10)
    return replace(
        date,
        granularity=Granularity.RANGE,
        first=dt.date(date.first.year + low - 1, 1, 1),
        last=dt.date(date.first.year + high, 12, 31),
    )


def held_since(
    evidence: Evidence,
    sentence: Sentence,
    words: str,
    dates: Sequence[DateMention],
    day: dt.date | None,
) -> Iterator[tuple[Event, DateMention, tuple[int, int]]]:
    """Yield what holds "since" a time at which it had not begun, or long had, or bears its year."""
    for date in dates:
        if date.granularity not in {Granularity.DECADE, Granularity.YEAR}:
            continue
        span = date.start - sentence.start, date.end - sentence.start
        lead = words[max(0, span[0] - 24) : span[0]]
        since = _SINCE.search(lead) is not None
        if not since and not _THE.search(lead):
            continue
        told = closed(narrowed(evidence, date))
        for named in named_events(words, day):
            meant = _begun(words, named, span) if since else _of_its_year(words, named, span)
            near = min(meant, key=lambda event: days_apart(event, told), default=None)
            rough = _YEAR * (date.granularity is Granularity.YEAR)
            if near is not None and days_apart(near, told) > rough:
                yield near, date, (sentence.start + named.start, sentence.start + named.end)


def _begun(words: str, named: NamedEvent, date: tuple[int, int]) -> list[Event]:
    """Return the deeds by which a thing began that holds "since" a date."""
    if not _is_its_start(words, (named.start, named.end), date):
        return []
    return [e for e in named.events if e.kind in _STANDING and e.action in _STARTS]


def _of_its_year(words: str, named: NamedEvent, date: tuple[int, int]) -> list[Event]:
    """Return the deeds with a thing that a year qualifies: "the 1953 Mutual Defense Treaty"."""
    once = all(e.kind in _STANDING and e.number is None for e in named.events)
    return list(named.events) if once and _ADJECTIVE.fullmatch(words, date[1], named.start) else []


def _is_its_start(words: str, named: tuple[int, int], date: tuple[int, int]) -> bool:
    """Whether a time is told as that since which a named thing holds."""
    holds = matcher("events", "holds")
    if date[1] <= named[0]:
        lead = words[date[1] : named[0]]
        behind = words[named[1] : named[1] + _BEHIND_NAME]
        found = holds.search(behind)
        return (
            _BEFORE_NAME.fullmatch(lead) is not None
            and found is not None
            and _APART.search(behind[: found.start()]) is None
        )
    which = _WHICH.match(words, named[1])
    between = words[which.end() if which else named[1] : date[0]]
    return (
        len(between) <= 2 * _BEHIND_NAME
        and holds.search(between) is not None
        and _APART.search(between) is None
    )
