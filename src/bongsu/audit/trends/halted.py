"""A course of a bank that is told to pause, to stop or to go on, and that was never taken.

"The main concern for the bank to pause its tightening in January": the moves of the year and a half
before were all cuts.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.recalled import about_korea
from bongsu.audit.reading.wording import in_quotes, prose, table
from bongsu.audit.references import Decision, decisions
from bongsu.evidence.mentions import Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex

_HALTED = guarded_regex(
    r"\b(?:paus|halt|suspend|interrupt|resum|continu|prolong)\w*\s(?:in\s)?(?:its|the|their)\s(?:monetary\s)?"
    r"(?:(?P<down>easing|loosening|rate[\s-](?:cuts?|cutting|reductions?))|"
    r"(?P<up>tightening|rate[\s-](?:hikes?|hiking|increases?|rises?)))\b"
    r"(?!\sof\s(?:rules|lending|credit|regulation))",
    re.IGNORECASE,
)
_CYCLE = dt.timedelta(days=550)  # within which the last move of a course that pauses was made
_REACH = 60  # code points behind a course in which the time of its pause stands
_NOT = lazy_regex(r"\b(?:not|never|had|if|quantitative|fiscal)\b|n[’']t\b")
_POINTS = frozenset({Granularity.DAY, Granularity.MONTH})


class Halted(NamedTuple):
    """Words on a course, and the last move before, which went the other way."""

    start: int
    end: int
    made: Decision


def halted(evidence: Evidence, day: dt.date | None) -> Iterator[Halted]:
    """Yield the courses that a bank is told to pause or go on with, and that it never took."""
    if day is None or not about_korea(evidence):
        return
    for sentence, words in prose(evidence):
        for match in _HALTED.finditer(words):
            start = sentence.start + match.start()
            bank = _bank(words, match.start())
            if not bank or _NOT.search(words) or in_quotes(evidence, sentence, start):
                continue
            last = _paused(evidence, sentence, match.end(), day)
            made = [
                one
                for one in decisions(bank, last)
                if one.change and last - _CYCLE <= one.decided < last
            ]
            up = match["up"] is not None
            if len(made) > 1 and all((one.change > 0) is not up for one in made):
                yield Halted(start, sentence.start + match.end(), made[-1])


def _bank(words: str, at: int) -> str:
    """Return the one bank that a sentence names, or the one it names last before a course."""
    found: dict[str, int] = {}
    for bank, forms in table("staleness")["banks"].items():
        places = [one.end() for form in forms for one in re.finditer(rf"\b{form}\b", words)]
        before = [place for place in places if place <= at]
        if places:
            found[bank] = max(before, default=-1)
    return max(found, key=lambda bank: found[bank]) if found else ""


def _paused(evidence: Evidence, sentence: Sentence, end: int, day: dt.date) -> dt.date:
    """Return the day or month of a pause, or the day of the text."""
    at = sentence.start + end
    for date in within(evidence.dates, at, min(sentence.end, at + _REACH)):
        if date.granularity in _POINTS and date.first is not None and date.first <= day:
            return date.first
    return day
