"""What is brought forward or put off to a date, held against its dates in the sentences before.

"Depletion is put off from 2057 to 2065. With higher returns it would be brought forward to 2073."
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.reading.wording import content_words, matcher, prose
from bongsu.evidence.mentions import DateMention, Evidence, Sentence, within
from bongsu.patterns import lazy_regex

_TO = lazy_regex(
    r"\b(?P<verb>[a-z]+(?:\s(?:forward|back|off|up))?)\s(?:by\s[^,;]{2,30}\s)?(?:to|until)\s$"
)
_CLAUSE = lazy_regex(r"[;:—]|,\s")
_BACK = 2  # sentences before in which the dates so far stand
_SHARED = 2  # stems that both sentences must have of what is moved


class Moved(NamedTuple):
    """Words that say which way a date is moved, the new date and the nearest one before."""

    start: int
    end: int
    later: bool
    date: DateMention
    other: DateMention


def moved_across(evidence: Evidence) -> Iterator[Moved]:
    """Yield dates that are moved the other way than the dates of the same thing before them."""
    told: list[tuple[Sentence, str]] = []
    for sentence, words in prose(evidence):
        before = [one for one in told[-_BACK:] if one[0].block == sentence.block]
        told.append((sentence, words))
        dates = within(evidence.dates, sentence.start, sentence.end)
        for date in dates if before else ():
            found = _moved(evidence, sentence, words, date, before)
            if found is not None:
                yield found


_JOINT = lazy_regex(r"\b(?:while|whereas)\b|;|,\s(?:and|but)\b")


def _pieces(words: str) -> Iterator[tuple[int, int]]:
    """Yield where the clauses of a sentence begin and end that tell of different things."""
    start = 0
    for joint in _JOINT.finditer(words):
        yield start, joint.start()
        start = joint.end()
    yield start, len(words)


def _moved(
    evidence: Evidence,
    sentence: Sentence,
    words: str,
    date: DateMention,
    before: list[tuple[Sentence, str]],
) -> Moved | None:
    at = date.start - sentence.start
    lead = _TO.search(words[:at])
    if lead is None or date.first is None or date.last is None:
        return None
    later = matcher("consistency", "later").fullmatch(lead["verb"])
    sooner = matcher("consistency", "sooner").fullmatch(lead["verb"])
    if (later is None) == (sooner is None):
        return None
    clause = _CLAUSE.split(words[: lead.start()])[-1]
    things = content_words(clause)
    others = [
        other
        for one, said in before
        for start, end in _pieces(said)
        if len(things & content_words(said[start:end])) >= _SHARED
        for other in within(evidence.dates, one.start + start, one.start + end)
        if other.first and other.last
    ]
    days = [(other.first, other.last) for other in others if other.first and other.last]
    if not days:
        return None
    wrong = (
        all(date.last < first for first, _ in days)
        if later
        else all(date.first > last for _, last in days)
    )
    if not wrong:
        return None
    start = sentence.start + lead.start("verb")
    return Moved(start, date.end, later is not None, date, others[-1])
