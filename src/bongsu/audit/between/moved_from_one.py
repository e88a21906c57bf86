"""Moves that two documents tell from one date or level, to two different ones.

"Depletion was put off from 2057 to 2065" and "depletion in 2062 instead of 2057": what both move is
named by the same words and begins at the same year, so that they tell of one move.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bongsu.audit.reading.wording import content_words, prose
from bongsu.audit.statements.years_awaited import are_one
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, within
from bongsu.patterns import lazy_regex

_ON = lazy_regex(r"\s(?:to|until|-|–)\s(?:the\s)?")
_BACK = lazy_regex(
    r",?\s(?:instead\sof|rather\sthan|and\snot|not|from|against|up\sfrom|compared\swith)\s(?:in\s)?"
)
_FROM = lazy_regex(r"\bfrom\s$")
_CUT = lazy_regex(r"[;:]\s|,?\s(?:and|but|while|whereas)\s|,\s")
_COMMON = content_words(
    "year years project projected expected estimate estimated government country scenario plan "
    "first new"
)


class MovedDate(NamedTuple):
    """A year that something is moved to, from another one."""

    evidence: Evidence
    date: DateMention  # the new one
    before: int  # the year before
    year: int
    things: frozenset[str]

    @property
    def day(self) -> str:
        """The new year as written."""
        return self.evidence.words(self.date)


def moved_from_one(evidences: Sequence[Evidence]) -> Iterator[tuple[MovedDate, MovedDate]]:
    """Yield two moves of one thing from one year, in two articles, that end in different years."""
    seen: dict[int, list[MovedDate]] = {}
    for evidence in evidences:
        for move in _moves(evidence):
            for other in seen.setdefault(move.before, []):
                if (
                    other.evidence.article is not move.evidence.article
                    and other.year != move.year
                    and are_one(other.things, move.things)
                ):
                    yield move, other
            seen[move.before].append(move)


def _moves(evidence: Evidence) -> Iterator[MovedDate]:
    for sentence, words in prose(evidence):
        years = [
            date
            for date in within(evidence.dates, sentence.start, sentence.end)
            if date.granularity is Granularity.YEAR and date.first is not None
        ]
        for one, other in pairwise(years):
            joint = evidence.text[one.end : other.start]
            led = _FROM.search(evidence.text, sentence.start, one.start) is not None
            if led and _ON.fullmatch(joint):
                old, new = one, other
            elif _BACK.fullmatch(joint):
                old, new = other, one
            else:
                continue
            if old.first is None or new.first is None:
                continue
            lead = words[: one.start - sentence.start]
            things = content_words(_CUT.split(lead)[-1]) - _COMMON
            yield MovedDate(evidence, new, old.first.year, new.first.year, things)
