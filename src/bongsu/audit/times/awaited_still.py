"""Occasions told as still to come though their own day, or the one of the reference, was over.

"The election on 5 November 2024 is expected to decide" in a text of December: the day stands right
behind the occasion, before the words that look ahead (ST801). "Trump and Kim are to meet in
Singapore" in a text of July 2018: who meets and where tells which meeting is meant (ST802).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bongsu.audit.reading.expectations import Awaited, ahead
from bongsu.audit.reading.meetings import Known, known_meetings
from bongsu.audit.reading.passed_time import has_year
from bongsu.audit.reading.tenses import PAST
from bongsu.audit.reading.wording import alternation, table
from bongsu.evidence.mentions import Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_LOOK = (
    r"(?:is|are)\s(?:now\s|still\s|widely\s|also\s)?(?:going|expected|scheduled|due|set|likely|poised|certain|bound|slated|supposed|to)"
    r"(?:\sto)?|will|promises?\sto|has\syet\sto|have\syet\sto|remains?\sto"
)
_OUTCOME = (
    r"(?:be\s(?:held|decided|fought|contested|a\stest|close)|take\splace|decide|determine|settle|choose|elect|show|test|discuss|"
    r"deal\swith|hear|consider|open|begin|start|kick\soff|convene|bring|focus|address|feature|produce|draw|rule|vote|end|close|"
    r"come|go\sahead|attract|gather|answer|reveal|pit|meet|lay\s(?:out|down)|set\s(?:out|up|the\stone)|raise|launch|sign|adopt|unveil|"
    r"announce|issue|yield|take\sup|see|host|include|offer|mark|conclude|kick|feature)"
)
_BEHIND = lazy_regex(rf"(?:,|\)|,\s[^,;]{{3,60}},)?\s(?P<look>{_LOOK})\s(?:\w+ly\s)?{_OUTCOME}\b")
_OF_ITS_DAY = lazy_regex(  # "The end of negative rates in March 2024 will come": a deed of then
    rf"\s(?P<look>{_LOOK})\s(?:\w+ly\s)?(?:be\s(?:held|signed|launched|opened|announced|"
    rf"decided|adopted)|take\s(?:place|effect)|"
    r"come(?:\sinto\s\w+)?|begin|start|open|convene|occur|happen|bring|lay\s(?:out|down)|set\s(?:out|up))\b"
)
_THE_THING = lazy_regex(r"(?:[Tt]he|[Ii]ts|[Tt]heir)\s[\w\s.’'-]{3,80}?\s(?:in|of|on)\s(?:the\s)?$")
_PLANNED = lazy_regex(
    r"\W*(?P<look>Scheduled|Slated|Planned|Due|Set|Expected|Billed|Timetabled|Pencill?ed\sin|Announced)\s"
    r"(?:to\s[\w\s]{3,40}\s)?(?:for|on|in|by)\s(?:the\s)?$"
)
_GOES_ON = lazy_regex(rf",\s[^,;:]{{3,60}}?\s(?P<look>{_LOOK}|opens?|begins?|brings?|gives?)\b")
_DEADLINE = lazy_regex(
    r"\b(?P<look>(?:faces?|has|have|races?\sagainst|works?\s(?:to|towards?|against)|eyes?|awaits?|runs?\sup\sagainst|"
    r"look(?:s|ing)?\s(?:to|towards?)|heads?\sfor|prepares?\sfor)\s(?:an?|the|its|their)\s(?:[\w-]+\s){0,3}?"
    r"(?:deadline|cut-?off|closing\sdate|due\sdate|target\sdate|time\slimit|ultimatum))\s(?:of|on|set\sfor|in|at)\s(?:midnight\s(?:on\s)?)?$"
)
_CLAUSE = 60  # code points from an occasion to its day


def dated_occasions(evidence: Evidence, sentence: Sentence) -> Iterator[tuple[Awaited, bool]]:
    """Yield what a sentence awaits of an occasion, with the day right behind it, and if surely.

    Parameters
    ----------
    evidence : Evidence
        An article.
    sentence : Sentence
        One of its sentences.
    """
    words = evidence.words(sentence)
    gathering = occasion()
    for date in within(evidence.dates, sentence.start, sentence.end):
        if date.granularity not in {Granularity.DAY, Granularity.MONTH}:
            continue
        at, end = date.start - sentence.start, date.end - sentence.start
        before = words[:at]
        look, sure = _DEADLINE.search(before), False
        if look is not None and PAST.search(words):
            look = None
        if look is None and _PLANNED.fullmatch(before):
            look, sure = _GOES_ON.match(words, end), True
        dated = has_year(evidence, date)
        if look is None and gathering.search(before[-_CLAUSE:]):
            look, sure = _BEHIND.match(words, end), dated
        if look is None and dated and _is_subject(before):
            look, sure = _OF_ITS_DAY.match(words, end), True
        if look is not None:
            start = sentence.start + look.start("look")
            stop = sentence.start + look.end("look")
            yield Awaited(start=start, end=stop, date=date, recurring=False), sure


def _is_subject(before: str) -> bool:
    """Whether the words before a date are one thing, with no verb, that opens its clause."""
    thing = _THE_THING.fullmatch(_OPENS.split(before)[-1])
    return thing is not None and PAST.search(thing[0]) is None


_OPENS = lazy_regex(r"[;:,]\s|\b(?:that|and|but|while|as|because)\s")


@cache
def occasion() -> re.Pattern[str]:
    """Return a pattern for an occasion and the preposition of its day."""
    nouns = alternation(table("expectations")["gatherings"])
    return regex(
        rf"\b{nouns}(?:\s(?:of|between)\s[\w\s]{{3,30}}?)?(?:\s(?:in|at)\s[A-Z]\w+)?,?\s(?:(?:set|due|scheduled|planned)\s(?:for|on|in)|on|of|in)\s(?:the\s)?$"
    )


class AwaitedMeeting(NamedTuple):
    """Words that await a meeting, where the place of it stands, and the meeting that it was."""

    look: tuple[int, int]
    said: str
    place: tuple[int, int]
    known: Known


_TO_MEET = lazy_regex(
    r"\s(?:\w+ly\s)?(?:meet|gather|convene|sit\sdown|come\stogether|hold\s(?:[\w-]+\s){0,3}?(?:talks|summit|meeting)|confer|"
    r"shake\shands|see\seach\sother|host|receive|welcome|travel|fly|go)\b"
)
_RECENT = dt.timedelta(days=300)  # within which a draft may have waited
_AGAIN = lazy_regex(r"\b(?:again|next|another|return|since|after|following|last)\b")


def awaited_meetings(
    evidence: Evidence, sentence: Sentence, words: str, day: dt.date
) -> Iterator[AwaitedMeeting]:
    """Yield the meetings of named people at a named place that are awaited though they were held.

    Parameters
    ----------
    evidence : Evidence
        An article.
    sentence : Sentence
        One of its sentences.
    words : str
        Its words.
    day : dt.date
        The day of publication.
    """
    for look in ahead(words):
        if _TO_MEET.match(words, look.end()) is None or _AGAIN.search(words):
            continue
        dates = within(evidence.dates, sentence.start, sentence.end)
        if any(date.last is not None and date.last >= day for date in dates):
            return
        same = [
            one
            for one in known_meetings()
            if one.place
            and words.find(one.place) >= look.end()
            and all(re.search(rf"\b{name}\b", words) for name in one.people)
        ]
        past = [one for one in same if day - _RECENT < one.event.last < day]
        if len(past) == 1 and not any(one.event.last >= day for one in same):
            at = words.find(past[0].place)
            span = at, at + len(past[0].place)
            yield AwaitedMeeting(look.span(), look[0], span, past[0])
            return
