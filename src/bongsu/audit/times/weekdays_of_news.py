"""Weekdays of news without a day beside them, against the day of publication (DT513).

News tells on its day what happened on that day or shortly before. A weekday in the past tense that
lies four to six days back is rather one to come; and what the reference dates within a week of the
publication fell on its own weekday.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.passed_time import days_of
from bongsu.audit.reading.signs import told_events
from bongsu.audit.reading.tenses import PAST
from bongsu.audit.reading.wording import in_quotes, looks_ahead, named_events, prose
from bongsu.audit.references import Event, events
from bongsu.audit.times.weekdays import WEEKDAYS
from bongsu.evidence.mentions import Evidence, Granularity, Sentence
from bongsu.patterns import lazy_regex, regex

_WEEKDAY = guarded_regex(rf"\b(?P<name>{'|'.join(WEEKDAYS)})\b(?P<own>['’]s\b)?")
_OTHER_DAY = lazy_regex(  # of another week, or of every week
    r"\b(?:last|next|past|previous|following|every|each|since|until|by|from|before|after|ahead\sof|through|on\sa|"
    r"an?|that|one|same|earlier|later|coming|this|early|black|good|palm|easter|ash)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_DATED = lazy_regex(
    r"s\b|,?\s\(?(?:the\s)?(?:\d|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\s(?:last|next|of|and|to|or|through|Express|Times|Telegraph|Herald|Mail|Mirror|Post)\b"
)
_LEAD = 6  # sentences, those of the head among them, that tell the news itself
_FEWEST_BACK = 4  # days from which a weekday is rather one to come
_WEEK = 6  # days from the publication within which an event has one weekday
_NEAR = 70  # code points between an event and its weekday
_SORTS = {  # by what an election that the reference dates is known in its week
    "general-election": r"parliamentary|general|legislative|National\sAssembly",
    "presidential-election": r"(?<!American\s)(?<!U\.S\.\s)presidential",
    "local-elections": r"local|nationwide|regional|gubernatorial",
}
VOTES = {
    topic: lazy_regex(rf"\b(?:{sort})\s(?:elections?|polls?|vote)\b", re.IGNORECASE)
    for topic, sort in _SORTS.items()
}
_BY_THE_SIDE = lazy_regex(
    r"\b(?:early\svot\w+|advance|absentee|eve|campaign\w*|by-elections?|run-?off|said|says|told|announced|counting|results?|"
    r"poll(?:ster|ed)s?|survey\w*|debate\w*|regist\w+|kick\w*|primary|primaries|abroad|overseas)\b",
    re.IGNORECASE,
)


_WAS = lazy_regex(r"\b(?:was|were|had|has|have)\s(?:been\s)?(?:\w+\s){1,2}(?:on\s)?$")


class OddWeekday(NamedTuple):
    """A weekday that the news of an article cannot well have happened on."""

    start: int
    end: int
    days: int  # that it lies back from the day of the news
    news: dt.date  # that of the dateline, or of the publication
    event: Event | None  # that fell on another weekday


def odd_weekdays(evidence: Evidence, day: dt.date | None) -> Iterator[OddWeekday]:
    """Yield the weekdays of an article that its day, or an event of its week, belies."""
    if day is None:
        return
    for place, (sentence, words) in enumerate(prose(evidence)):
        for match in _WEEKDAY.finditer(words):
            at, end = match.start(), match.end()
            if _OTHER_DAY.search(words[:at]) or _DATED.match(words, match.end("name")):
                continue
            if in_quotes(evidence, sentence, sentence.start + at):
                continue
            number = WEEKDAYS[match["name"]]
            event = _event_of(words, at, end, _of_the_week(day), day)
            back = (day.weekday() - number) % 7
            filed = _filed(words, at, day)
            if event is not None:
                ahead = event.first > day and _WAS.search(words[:at]) is not None
                odd = event.first.weekday() != number and not ahead
            elif filed is not None:
                back = (filed.day.weekday() - number) % 7
                clause = words[filed.end : at]
                said = _WAS_SAID.search(clause) is not None
                odd = back > filed.spare and (said or not looks_ahead(clause, "tenses"))
            else:
                odd = (
                    place < _LEAD
                    and back >= _FEWEST_BACK
                    and _told(evidence, sentence, words, at, day)
                )
            if odd:
                news = filed.day if filed is not None else day
                yield OddWeekday(sentence.start + at, sentence.start + end, back, news, event)


class _Filed(NamedTuple):
    """The day on which a dateline says that the news of its sentence was filed."""

    day: dt.date
    end: int
    spare: int  # days by which its news may be older


_MONTHS = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in calendar.month_name[1:])
_DATELINE = guarded_regex(
    r"\W*[A-Z][A-Z.’'-]+(?:[ /,]{1,2}[A-Z][A-Za-z.’'-]+){0,4},\s"
    rf"(?P<month>{_MONTHS})\.?\s(?P<day>\d{{1,2}})"
    r"(?:,\s\d{4})?\s(?:\((?P<agency>[A-Z][\w .&/]+)\)\s)?(?:-{1,2}|–|—)\s"
)
_SAME_DAY = frozenset({"Yonhap", "Yonhap News Agency"})  # tell their news on its day
_WAS_SAID = lazy_regex(r"\b(?:said|told|announced|reported|showed)\s(?:on\s)?$")
_FAR_BEHIND = 400  # code points of a first sentence in which its news stands


def _filed(words: str, at: int, day: dt.date) -> _Filed | None:
    """Return when a sentence was filed in whose first clauses a weekday stands."""
    line = _DATELINE.match(words) if at < _FAR_BEHIND else None
    if line is None:
        return None
    month = [name[:3] for name in calendar.month_name].index(line["month"][:3])
    if not 1 <= int(line["day"]) <= calendar.monthrange(day.year, month)[1]:
        return None
    filed = dt.date(day.year, month, int(line["day"]))
    if abs((filed - day).days) > _WEEK:
        return None
    return _Filed(filed, line.end(), 0 if line["agency"] in _SAME_DAY else 2)


@lru_cache(maxsize=4)
def _of_the_week(day: dt.date) -> tuple[Event, ...]:
    """Return the events of one day that lies within a week of a day."""
    return tuple(
        event
        for event in events().all
        if event.first == event.last and abs((event.first - day).days) <= _WEEK
    )


def _event_of(
    words: str, at: int, end: int, around: tuple[Event, ...], day: dt.date
) -> Event | None:
    """Return the one event of the week of publication that a weekday is told of."""
    if not around or _BY_THE_SIDE.search(words[max(0, at - _NEAR) : end + _NEAR]):
        return None
    near: set[str] = set()
    for named in named_events(words, None):
        if len(named.events) == 1 and _close(at, end, named.start, named.end):
            near.add(named.events[0].id)
    for told in told_events(words, lambda: "", day):
        if _close(at, end, told.start, told.end):
            near.add(told.event.id)
    for event in around:
        pattern = VOTES.get(event.topic)
        votes = pattern.finditer(words) if pattern is not None else ()
        if any(_close(at, end, *vote.span()) for vote in votes):
            near.add(event.id)
    meant = [event for event in around if event.id in near]
    return meant[0] if len(meant) == 1 else None


def _close(at: int, end: int, start: int, stop: int) -> bool:
    return max(start - end, at - stop) <= _NEAR


_SAID = regex(r"\b(?:said|says|showed|told)\b")


def _told(evidence: Evidence, sentence: Sentence, words: str, at: int, day: dt.date) -> bool:
    """Whether a sentence tells in the past what was then, and its paragraph no other day."""
    block = evidence.block_of(sentence)
    dates = days_of(evidence, block.start, block.end)
    if any(d.first != day for d in dates if d.granularity is Granularity.DAY):
        return False
    clause = words[max(0, at - _NEAR) : at].rpartition(";")[2]
    past = PAST.search(clause) is not None or _SAID.search(clause) is not None
    return past and not looks_ahead(clause, "tenses")
