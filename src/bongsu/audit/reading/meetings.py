"""Days on which named people met, held against the reference and against other documents.

"Trump and Lee met in Gyeongju on October 28": who met whom, and about when, tells which meeting is
meant, however it is called. A day or two apart is a slip; a meeting further off is another one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.digit_slips import slip_of_date
from bongsu.audit.reading.misdated import given
from bongsu.audit.reading.wording import prose, quoted
from bongsu.audit.references import Event, events
from bongsu.audit.remembering import remembered
from bongsu.evidence.entities import entities
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, within
from bongsu.patterns import lazy_regex, regex

_MEET = guarded_regex(
    r"\b(?:summit\w*|(?:state|official|working)\svisit|met|meets?|meeting|held\s(?:\w+\s){0,2}talks|"
    r"sat\sdown|hosted|hosts|welcomed|welcomes|received)\b",
    re.IGNORECASE,
)
_ELSEWHERE = lazy_regex(
    r"\b(?:before|after|ahead|following|followed|prior|since|until|eve|earlier|later|previous\w*|"
    r"anniversary|scheduled|postponed|originally|had\sbeen\sset|virtual\w*|phone|call(?:ed|s)?|"
    r"preparatory|working-level|(?<!prime\s)ministers?|secretar\w+|envoys?|officials)\b",
    re.IGNORECASE,
)
_CLAUSE = lazy_regex(r"[;:]\s|\s[\u2014\u2013]\s|,\s(?:and|but|while|when|where|which|who)\s")
_NEAR = 3  # days: farther off it may be another meeting, unless one part of the date slipped
_OF = regex(
    r"(?:[Ss]ummit of |^)(?P<who>[A-Z][\w-]*(?:(?:,| and)? [A-Z][\w-]*)+)(?=,? (?:in|at|meet)\b|,)"
)
_JOINT = regex(r", | and ")
_PLACE = regex(r"(?:\b(?:in|at) |, )(?P<where>[A-Z]\w+(?: [A-Z]\w+)*)$")
_LEADERS = 2


class Met(NamedTuple):
    """A day on which a clause says that people met."""

    evidence: Evidence
    date: DateMention
    day: dt.date
    clause: str
    people: frozenset[str]  # ids of those whom the lists of the package know


class Known(NamedTuple):
    """A meeting that the reference dates."""

    event: Event
    people: frozenset[str]  # surnames
    place: str


@cache
def known_meetings() -> tuple[Known, ...]:
    """Return the dated meetings of two or three leaders."""
    found = []
    for event in events().all:
        named = _OF.search(event.what) if event.kind == "summit" else None
        if named is not None:
            who = frozenset(name.split()[0] for name in _JOINT.split(named["who"]))
            place = _PLACE.search(event.what)
            if len(who) >= _LEADERS and "South" not in who:  # that of countries has a name
                found.append(Known(event, who, place["where"] if place else ""))
    return tuple(found)


@remembered
def meetings(evidence: Evidence) -> Iterator[Met]:
    """Yield the days on which a text says that people met."""
    for sentence, words in prose(evidence):
        if _MEET.search(words) is None:
            continue
        days = [
            date
            for date in within(evidence.dates, sentence.start, sentence.end)
            if date.granularity is Granularity.DAY and date.first and date.written
        ]
        others = quoted(words)
        for date in days:
            at = date.start - sentence.start
            clause = _clause_at(words, at)
            if any(start <= at < end for start, end in others) or len(days) > 1 + (
                date.role == "timeline"
            ):
                continue
            if _MEET.search(clause) and not _ELSEWHERE.search(clause) and date.first:
                people = frozenset(
                    each.id
                    for _, _, some in entities().mentions(clause)
                    for each in some
                    if each.kind == "person"
                )
                yield Met(evidence, date, date.first, clause, people)


def _clause_at(words: str, at: int) -> str:
    cuts = [match.span() for match in _CLAUSE.finditer(words)]
    start = max([end for _, end in cuts if end <= at], default=0)
    end = min([begin for begin, _ in cuts if begin > at], default=len(words))
    return words[start:end]


def misdated_meetings(evidence: Evidence, day: dt.date | None) -> Iterator[tuple[Met, Known, bool]]:
    """Yield the days that are near those of meetings of the reference, and if it is likely."""
    for met in meetings(evidence):
        same = [one for one in known_meetings() if _speaks_of(met.clause, one)]
        if day is not None:
            same = [one for one in same if one.event.first <= day]
        if any(one.event.first <= met.day <= one.event.last for one in same) or _is_known(met):
            continue
        near = [one for one in same if _beside(met.day, one.event.first)]
        if len(near) == 1 and near[0].event.first not in given(evidence):
            place = near[0].place
            yield met, near[0], bool(place) and place in met.clause


def _is_known(met: Met) -> bool:
    """Whether a summit of three countries was on a day, at a place that is told."""
    return any(
        event.first <= met.day <= event.last and place["where"] in met.clause
        for event, place in _placed_summits()
    )


@cache
def _placed_summits() -> tuple[tuple[Event, re.Match[str]], ...]:
    summits = (event for event in events().all if event.what.startswith("Trilateral summit"))
    found = ((event, _PLACE.search(event.what)) for event in summits)
    return tuple((event, place) for event, place in found if place is not None)


def _speaks_of(clause: str, one: Known) -> bool:
    return all(re.search(rf"\b{name}\b", clause) for name in one.people)


def _beside(told: dt.date, known: dt.date) -> bool:
    apart = abs((told - known).days)
    return 0 < apart <= _NEAR or (told.year == known.year and slip_of_date(told, known))


def met_on_two_days(evidences: Sequence[Evidence]) -> Iterator[tuple[Met, Met]]:
    """Yield the days of one meeting in two articles, neither of which has the other's."""
    every = [met for evidence in evidences for met in meetings(evidence)]
    every = [met for met in every if len(met.people) >= _LEADERS]
    for one, other in combinations(every, 2):
        if one.evidence.article is other.evidence.article or one.day == other.day:
            continue
        if len(one.people & other.people) < _LEADERS:
            continue
        if abs((one.day - other.day).days) > _NEAR:
            continue
        if one.day not in given(other.evidence) and other.day not in given(one.evidence):
            yield one, other
