"""Deeds that two documents tell in nearly the same words of two days.

"The second supplementary budget was passed by the National Assembly on May 29" and "the National
Assembly passed the second supplementary budget on May 19" have no long name in common, but one deed
and all words that tell what it was done to; who did it stands before or behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.reading.sameness import opposed
from bongsu.audit.reading.wording import (
    alternation,
    content_words,
    looks_ahead,
    prose,
    sizes_and_times,
    table,
)
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, within
from bongsu.patterns import lazy_regex, regex

_FEWEST = 4  # content words that two clauses share, the deed left out
_SHARE = 0.7  # of those of the shorter one
_REACH = 60  # code points from a deed to its day
_CUT = lazy_regex(
    r"[;:]\s|\s[\u2014\u2013]\s|,\s(?:and|but|while|when|where|which|who)\s|\([^()]*\)"
)
_NUMBERED = regex(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)|"
    r"(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_NAME = regex(r"\b[A-Z][A-Za-z]{2,}\b")
_MOST = 60  # deeds of one kind that are compared


class Dated(NamedTuple):
    """A deed of a kind with its day and the words of its clause."""

    evidence: Evidence
    date: DateMention
    deed: str
    words: frozenset[str]
    numbers: frozenset[str]
    names: frozenset[str]

    @property
    def day(self) -> str:
        """The day as it is written."""
        return " ".join(self.evidence.words(self.date).split())


def deeds_retold(evidences: Sequence[Evidence]) -> Iterator[tuple[Dated, Dated]]:
    """Yield the days of one deed in two articles, neither of which has the other's."""
    by_deed: dict[str, list[Dated]] = {}
    days = {id(evidence): _days(evidence) for evidence in evidences}
    for evidence in evidences:
        for one in _dated(evidence):
            by_deed.setdefault(one.deed, []).append(one)
    for some in by_deed.values():
        for one, other in combinations(some[:_MOST], 2):
            if one.evidence.article is other.evidence.article or not _one_deed(one, other):
                continue
            ours, theirs = _day_of_year(one.date), _day_of_year(other.date)
            if ours not in days[id(other.evidence)] and theirs not in days[id(one.evidence)]:
                yield one, other


def _day_of_year(date: DateMention) -> tuple[int, int] | None:
    return (date.written.month, date.written.day) if date.written else None


def _days(evidence: Evidence) -> frozenset[tuple[int, int] | None]:
    return frozenset(_day_of_year(date) for date in evidence.dates)


def _one_deed(one: Dated, other: Dated) -> bool:
    years = [each.date.written.year for each in (one, other) if each.date.written]
    if len({year for year in years if year}) > 1:
        return False
    shared = one.words & other.words
    return (
        len(shared) >= max(_FEWEST, _SHARE * min(len(one.words), len(other.words)))
        and (one.numbers <= other.numbers or other.numbers <= one.numbers)
        and not opposed(one.words, other.words)
        and not (one.names - other.names and other.names - one.names)
    )


@cache
def _deeds() -> dict[str, re.Pattern[str]]:
    return {
        name: regex(rf"\b{alternation(forms)}\b") for name, forms in table("dates")["deeds"].items()
    }


def _dated(evidence: Evidence) -> Iterator[Dated]:
    """Yield the deeds of an article that stand beside the one day of their sentence."""
    for sentence, words in prose(evidence):
        days = [
            date
            for date in within(evidence.dates, sentence.start, sentence.end)
            if date.granularity is Granularity.DAY and date.written
        ]
        if len(days) != 1:
            continue
        at, end = days[0].start - sentence.start, days[0].end - sentence.start
        start, stop = _clause(words, at)
        clause = f"{words[start:at]} {words[end:stop]}"
        told = {name: found for name, form in _deeds().items() if (found := form.search(clause))}
        if len(told) != 1 or looks_ahead(words[start:stop].replace("second", ""), "dates"):
            continue
        deed, found = next(iter(told.items()))
        if not 0 <= at - start - found.end() <= _REACH and at - start > _REACH:
            continue
        rest = clause.replace(found[0], " ")
        yield Dated(
            evidence,
            days[0],
            deed,
            content_words(regex(r"[\d.,$%]{2,}").sub(" ", rest)) - sizes_and_times(),
            frozenset(match.casefold() for match in _NUMBERED.findall(rest)),
            frozenset(match.casefold() for match in _NAME.findall(rest[1:])),
        )


def _clause(words: str, at: int) -> tuple[int, int]:
    cuts = [match.span() for match in _CUT.finditer(words)]
    start = max([end for _, end in cuts if end <= at], default=0)
    return start, min([begin for begin, _ in cuts if begin > at], default=len(words))
