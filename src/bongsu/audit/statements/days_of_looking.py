"""Whether a sentence looks ahead from the day of its text, or from a past one that it tells of."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from operator import attrgetter

from bongsu.audit.reading.expectations import told_before
from bongsu.evidence.mentions import Evidence, Granularity, Sentence, within
from bongsu.evidence.period_bases import names_a_law
from bongsu.patterns import regex


def of_timeline(evidence: Evidence, sentence: Sentence) -> bool:
    """Whether a sentence stands in an entry of a timeline, which looks ahead from its own day."""
    block = evidence.block_of(sentence)
    first = bisect_left(evidence.dates, block.start, key=attrgetter("start"))
    opening = evidence.dates[first : first + 1]  # not all dates of a long paragraph, each time
    return any(
        date.start <= block.start + _MARKS
        and date.end <= block.end
        and date.granularity is Granularity.DAY
        for date in opening
    )


_MARKS = 2  # code points before the day that opens an entry


def from_earlier(evidence: Evidence, sentence: Sentence, at: int, day: dt.date) -> bool:
    """Whether a sentence looks ahead, at a place in it, from a day of the past."""
    words = evidence.words(sentence)
    ahead_at = sentence.start + at
    other = words.rfind("; ", 0, at)
    past = (
        other > 0
        and told_before(words[:other])
        and not regex(r"\b(?:is|are)\b").search(words[:other])
    )
    clause = max(other if past else 0, _opening_clause(words, at))
    if _AND_IS.search(words, 0, at) and _IS_AWAITED.match(words, at):
        return False  # "heard the case in November, and is expected to rule": as of the text
    now = _OF_NOW.search(words, 0, at)
    if now is not None and not _WRITTEN.search(words, 0, at):
        clause = max(clause, now.start())  # "signed in 2019, which is due to": now, not then
    before = [
        date
        for date in within(evidence.dates, sentence.start + max(clause, 0), ahead_at)
        if not names_a_law(evidence.text, date)
    ]
    aside = _APPOSED.search(words[:at])
    if aside is not None:  # "the pact, signed in Lima on May 3, 2023, is due to": its own day
        before = [date for date in before if date.start < sentence.start + aside.start()]
    if len(before) == 1 and not within(evidence.dates, ahead_at, sentence.end):
        opening_words = words[: before[0].start - sentence.start]
        if regex(r"\W*(?:by|in|on)\s(?:\w+\s)?", re.IGNORECASE).fullmatch(opening_words):
            return False  # the one date is what is awaited: "By 2024, it will ..."
    subject = words[max(clause, 0) : at]
    if clause <= 0 and not told_before(subject) and _SUBJECT.match(subject):
        return False  # "Final figures on 2019 will be out": the year is that of the thing
    return any(date.last is not None and date.last < day for date in before)


_AND_IS = regex(r",?\sand\s(?:it\s|they\s|now\s)?$")
_IS_AWAITED = regex(r"(?:is|are)\s(?:now\s|still\s)?(?:expected|due|set|scheduled|slated)\b")
_OF_NOW = regex(r",\s(?:which|that|who)\s$")
_WRITTEN = regex(  # what looks ahead from the day on which it was written
    r"\b(?:report|paper|note|plan|study|article|memo|letter|book|described?|describes|said|named?|wrote|told)\b"
)
_SUBJECT = regex(r"\W*(?!In\b|By\b|On\b|As\b|At\b|Since\b|From\b|During\b|After\b)\w+\s")
_APPOSED = regex(
    r",\s(?:which\s(?:was|were)\s|first\s|itself\s)?(?:(?!need|exceed|proceed)[a-z]{3,}ed|begun|drawn|struck|"
    r"set\sup|written|made|built|held|bought|sold|won)\s[^,;]{3,60}(?:,\s\d{4})?,\s(?:and\s|now\s)?$"
)
_PARTICIPIAL = regex(
    r"(?:Named|[A-Z][a-z]{2,}ed)\s[^;.]{3,80}?,\s(?:\d{4},\s)?(?=the\s|its?\s|[A-Z])"
)


def _opening_clause(words: str, at: int) -> int:
    """Return where a sentence goes on that opens with what was before: "Named in May, it has"."""
    found = _PARTICIPIAL.match(words, 0, at)
    return found.end() if found else -1
