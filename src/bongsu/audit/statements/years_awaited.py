"""The year by which one thing is to happen, told twice in a text and differently.

"A fund that is to be depleted by 2046" and "the pension fund is projected to be depleted by 2056":
what is awaited is named by one verb and at least one noun more, and nothing parts two scenarios.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from bongsu.audit.reading.digit_slips import one_key
from bongsu.audit.reading.wording import content_words, prose, quoted, stem
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, within
from bongsu.patterns import lazy_regex, regex

_BY = lazy_regex(
    r"\b(?:to\s)?(?:be\s)?(?P<verb>[a-z]{4,}(?:\sout|\sdry)?)\s(?:by|in|around|before)\s(?:the\s(?:year|end\sof)\s)?$"
)
_OTHER_CASE = lazy_regex(
    r"\b(?:instead|rather|extend\w*|postpon\w*|delay\w*|reform\w*|scenario\w*|without|would|if|from|until|"
    r"previous\w*|earlier|originally|brought|forward|under|assum\w+|revis\w*|or|between|second|first|another)\b",
    re.IGNORECASE,
)
_REACH = 80  # code points before a year in which what is awaited is named
_COMMON = content_words(
    "year years project projected expect expected government country plan set set due South "
    "Korea Korean "
    "state world system"
)
_SHARED = 1  # word that two things have which have words of their own as well
_YEARS = 2  # with a third one, each may be of another case
_MOST = 12  # ways of telling one year that are compared


class Awaited(NamedTuple):
    """A year to come, and what is to happen by then."""

    date: DateMention
    year: int
    verb: str
    things: frozenset[str]


def years_awaited(evidence: Evidence) -> Iterator[tuple[DateMention, DateMention]]:
    """Yield two years that a text gives to one thing to come, the second one last."""
    published = evidence.article.published
    if published is None:
        return
    told: dict[str, dict[int, dict[frozenset[str], Awaited]]] = {}
    for one in _told(evidence):
        if one.year > published.year:
            told.setdefault(one.verb, {}).setdefault(one.year, {}).setdefault(one.things, one)
    for years in told.values():
        if len(years) != _YEARS or not one_key(*map(str, years)):
            continue
        ours, theirs = years.values()
        for first, second in product(list(ours.values())[:_MOST], list(theirs.values())[:_MOST]):
            if are_one(first.things, second.things):
                yield first.date, second.date


def are_one(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether two sets of words name one thing: "a fund" and "the pension fund", not two funds."""
    shared = first & second
    return len(shared) > _SHARED or (bool(shared) and shared in (first, second))


def _told(evidence: Evidence) -> Iterator[Awaited]:
    for sentence, words in prose(evidence):
        for date in within(evidence.dates, sentence.start, sentence.end):
            if date.granularity is not Granularity.YEAR or date.first is None or date.relative:
                continue
            at = date.start - sentence.start
            before = words[max(0, at - _REACH) : at]
            verb = _BY.search(before)
            if verb is None or _OTHER_CASE.search(before) or quoted(words):
                continue
            clause = regex(r"[;:,]").split(before[: verb.start()])[-1]
            things = content_words(clause) - _COMMON
            yield Awaited(date, date.first.year, stem(verb["verb"].split()[0]), things)
