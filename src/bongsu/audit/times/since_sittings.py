"""Lengths of time since a meeting or a move whose day the text gives, up to its own (DT511).

"The past three weeks since the meeting of May 28" in the minutes of July 16: the day stands behind
what is counted from, or is told of it in one of the sentences before.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.passed_time import fits, stretches
from bongsu.audit.reading.stretches import day_itself
from bongsu.audit.reading.text_lines import text_lines
from bongsu.audit.reading.wording import in_quotes, prose
from bongsu.audit.times.miscounted_terms import Miscount
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex

_SAT = guarded_regex(
    r"\bsince\s(?:the|its|their|our|that|this)\s(?P<which>previous|last|prior|preceding)?\s?(?:[\w-]+\s){0,5}?"
    r"(?P<noun>meeting|session|sitting|decision|hearing|cut|hike|rise|increase|review|report|visit|summit|round|auction)\b",
)
_OWN_DAY = lazy_regex(
    r"(?:\sof|\son|,\s(?:which\swas\s)?held\son|,\s(?:which\s)?(?:took\splace|was\sheld)\son|\sheld\son|\sin)\s(?:\w+day,?\s)?$"
)
_LABEL = lazy_regex(
    r"\W*(?:\d+[.)]\s*)?(?:Date\sof\s(?:the\s)?(?:meeting|session|sitting)|(?:Meeting|Session)\sdate)\s?:",
    re.IGNORECASE,
)
_HELD = lazy_regex(
    r"\b(?:last|previous|prior)\s(?:[\w-]+\s){0,3}?(?:meeting|session|sitting|decision|hearing|review|visit|summit|round|auction)\b"
)


def since_sittings(evidence: Evidence, day: dt.date | None) -> Iterator[Miscount]:
    """Yield lengths told since a meeting or a move whose day the text gives, and which are others.

    Parameters
    ----------
    evidence : Evidence
        An article.
    day : dt.date, optional
        The day of publication, up to which is counted where the text is no record of a meeting.
    """
    now = _sat(evidence)
    every = list(prose(evidence))
    for place, (sentence, words) in enumerate(every):
        found = _SAT.search(words)
        if found is None or in_quotes(evidence, sentence, sentence.start + found.start()):
            continue
        at = sentence.start + found.start()
        near = [
            one
            for one in stretches(evidence.text, sentence.start, at)
            if not evidence.text[one.end : at].strip(" ")
        ]
        since = _its_day(evidence, every, place, found) if near else None
        to = now or (_met(evidence, every, place, since) if since and found["which"] else None)
        written = to is not None
        to = to or (day_itself(day) if day else None)
        if since is not None and to is not None and not fits(evidence, near[-1], since, to):
            yield Miscount(near[-1], since, to, now=not written, sure=written)


def _sat(evidence: Evidence) -> DateMention | None:
    """Return the labelled day of the meeting that an article is the record of."""
    for line in text_lines(evidence)[:20]:
        if _LABEL.match(evidence.text, line.start, line.end):
            days = _days(evidence, line.start, line.end)
            return days[0] if len(days) == 1 else None
    return None


def _met(
    evidence: Evidence, every: list[tuple[Sentence, str]], place: int, since: DateMention
) -> DateMention | None:
    """Return the day of the newer meeting, where the sentences before give two."""
    near = [
        date
        for sentence, _ in every[max(0, place - 2) : place + 1]
        for date in _days(evidence, sentence.start, sentence.end)
        if date.first is not None and since.first is not None and date.first > since.first
    ]
    return near[0] if len(near) == 1 else None


def _its_day(
    evidence: Evidence, every: list[tuple[Sentence, str]], place: int, found: re.Match[str]
) -> DateMention | None:
    """Return the day of what a length is told since: behind its name, or told of it before."""
    sentence, words = every[place]
    for date in _days(evidence, sentence.start + found.end(), sentence.end):
        if _OWN_DAY.fullmatch(words[found.end() : date.start - sentence.start]):
            return date
    for before, said in reversed(every[max(0, place - 2) : place]):
        days = _days(evidence, before.start, before.end)
        named = _HELD.search(said) if found["which"] else found["noun"] in said
        if len(days) == 1 and named:
            return days[0]
    return None


def _days(evidence: Evidence, start: int, end: int) -> list[DateMention]:
    return [
        date
        for date in within(evidence.dates, start, end)
        if date.granularity is Granularity.DAY and date.written is not None and date.first
    ]
