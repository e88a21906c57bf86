"""The day of an event in the sentence that announces it, against the one in its programme (DT503).

Announcements give the day twice: in the lead ("will host the forum on October 29") and behind a
label of its own ("Date: Friday, October 29, 2021"). Where but one day has a label and the lead has
but one day, both are of the event that the text is on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.passed_time import has_year
from bongsu.audit.reading.wording import prose
from bongsu.audit.times.called_back import TwoDays
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, within
from bongsu.patterns import lazy_regex

_LABEL = guarded_regex(
    r"(?:^|\n|[•·□○▪*-]\s)\W{0,4}(?P<label>(?:Event\s)?(?:Dates?|Time|When|Days?|Schedule|Period)"
    r"(?:\s?(?:&|and|/|,)\s?(?:Date|Time|Hours?|Place|Venue|Location|Where))?)\W{0,3}[:：]\W{0,4}",
    re.IGNORECASE,
)
_EVENT = lazy_regex(
    r"\b(?:co-?)?(?:hosts?|hosted|hosting|held|holds?|holding|opens?|opened|takes?\splace|took\splace|convenes?d?|"
    r"kicks?\soff|kicked\soff|launch(?:es|ed)?|gather(?:s|ed)?|attend(?:s|ed)?|organi[sz]e[sd]?|stages?d?|"
    r"runs?|begins?|starts?|scheduled|slated|visits?|visited|meets?|met)\b",
    re.IGNORECASE,
)
_ON = lazy_regex(r"\b(?:on|from|for|of|between)\s(?:the\s)?$|\(\s?$")
_SAID = lazy_regex(
    r"\b(?:said|told|announced|reported|released|added|published|confirmed|disclosed|unveiled)\s(?:\w+\s)?on\s$"
)
_LEAD = 3  # sentences of prose in which the event is announced
_DAYS = frozenset({Granularity.DAY, Granularity.RANGE})


def programmes(evidence: Evidence) -> Iterator[TwoDays]:
    """Yield the day of a lead that is not the one day with a label."""
    labelled = list(_labelled(evidence))
    if len(labelled) != 1:
        return
    other = labelled[0]
    leads = [
        (sentence, words)
        for sentence, words in prose(evidence)
        if not sentence.start <= other.start < sentence.end
    ][:_LEAD]
    for sentence, words in leads:
        days = [
            date
            for date in within(evidence.stretches, sentence.start, sentence.end)
            if date.granularity in _DAYS and date.role == "text" and date.written
        ]
        before = words[: days[0].start - sentence.start] if days else ""
        if len(days) != 1 or not _EVENT.search(words) or not _ON.search(before):
            continue
        if _SAID.search(before):
            continue
        first, labelled_first = days[0].first, other.first
        if first and labelled_first and _apart(evidence, days[0], other):
            near = abs((first - labelled_first).days) <= _NEAR
            yield TwoDays(date=days[0], other=other, sure=near)
        return


_NEAR = 14  # days


def _labelled(evidence: Evidence) -> Iterator[DateMention]:
    for block in evidence.article.blocks:
        if block.kind is BlockKind.HEADING:
            continue
        for match in _LABEL.finditer(evidence.words(block)):
            at = block.start + match.end()
            for date in within(evidence.stretches, at - 1, block.end):
                if date.start <= at and date.granularity in _DAYS and date.first:
                    yield date


def _apart(evidence: Evidence, one: DateMention, other: DateMention) -> bool:
    """Whether no day is in both, in whatever year where one has none."""
    if not (one.first and one.last and other.first and other.last):
        return False
    if not (has_year(evidence, one) and has_year(evidence, other)):
        begun = [(day.month, day.day) for day in (one.first, other.first)]
        ended = [(day.month, day.day) for day in (one.last, other.last)]
        return begun[0] > ended[1] or begun[1] > ended[0]
    return one.last < other.first or other.last < one.first
