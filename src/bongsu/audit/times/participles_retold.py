"""A thing called back by what was done with it and when, at another time than told before (DT503).

"The announcement in July of the trade deal" and, further on, "the deal announced in June": the
thing is known by its noun, what was done with it by the stem of the verb. A text that gives the
pair several times, or speaks of several such things, is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.passed_time import has_year
from bongsu.audit.reading.told_days import lands_in
from bongsu.audit.reading.wording import content_words, in_quotes, prose, stem
from bongsu.audit.times.called_back import TwoDays
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_DEEDS = {
    "announced": "announc",
    "unveiled": "unveil",
    "made public": "made public|making public|ma[dk]e?\\w*\\s(?:\\w+\\s){1,4}public",
    "signed": "sign(?:ed|ing|ature)",
    "approved": "approv",
    "imposed": "impos",
    "reached": "reach(?:ed|ing)",
    "struck": "str(?:uck|ike|iking)",
    "concluded": "conclu",
    "adopted": "adopt",
    "released": "releas",
    "passed": "pass(?:ed|age|ing)",
    "agreed": "agree[ds]|agreeing",
    "launched": "launch",
    "published": "publi(?:sh|cation)",
    "proposed": "propos(?:ed|al)",
    "enacted": "enact",
    "ratified": "ratif",
    "issued": "issu(?:ed|ing|ance)",
    "introduced": "introduc",
    "lifted": "lift(?:ed|ing)",
    "ordered": "order(?:ed|ing)",
    "filed": "fil(?:ed|ing)",
    "awarded": "award",
    "cut": "cut",
    "opened": "open(?:ed|ing)",
    "completed": "complet",
    "held": "held|hold(?:ing)?",
}
_VERBS = "|".join(one.replace(" ", r"\s") for one in _DEEDS)
_CALLED = guarded_regex(
    rf"\b(?:[Tt]he|[Tt]hat|[Ii]ts|[Tt]his|[Tt]heir)\s(?P<thing>(?:[\w’'-]+\s){{0,3}}?(?P<noun>[a-z]{{3,}}))\s(?P<deed>{_VERBS})\s"
    r"(?:(?:in|on)\s|(?:early|late|earlier)\sin\s)?(?:early\s|late\s|mid-)?$"
)
_WORDS = guarded_regex(rf"\b(?:{_VERBS})\s(?:(?:early|late)\s)?(?:in|on)\s")
_OTHER = lazy_regex(
    r"\b(?:another|second|third|other|similar|earlier|previous|former|first|older|last|new|next|similar|separate|later|"
    r"subsequent|again|re-?\w+ed)\b",
    re.IGNORECASE,
)
_DATED = frozenset({Granularity.DAY, Granularity.MONTH})
_MOST = 40  # things called back that are compared with the rest of a text
_NEAR = 70  # code points between a deed and its day


class _Told(NamedTuple):
    date: DateMention
    words: str


def participles_retold(evidence: Evidence) -> Iterator[TwoDays]:
    """Yield the months and days by which a thing is called back that are not the one told of it.

    Parameters
    ----------
    evidence : Evidence
        An article.
    """
    every, left = list(prose(evidence)), _MOST
    for sentence, words in every:
        if not left or _WORDS.search(words) is None:
            continue
        for date in within(evidence.dates, sentence.start, sentence.end):
            called = _CALLED.search(words[: date.start - sentence.start])
            if called is None or date.granularity not in _DATED or date.first is None:
                continue
            if in_quotes(evidence, sentence, date.start) or _OTHER.search(called[0]):
                continue
            left = max(0, left - 1)
            told = list(_elsewhere(evidence, every, sentence, called))
            apart = [one for one in told if _apart(evidence, one.date, date)]
            if told and len(apart) == len(told) and _one_day(told):
                yield TwoDays(date=date, other=told[0].date, sure=len(told) > 1)


def _elsewhere(
    evidence: Evidence,
    every: list[tuple[Sentence, str]],
    own: Sentence,
    called: re.Match[str],
) -> Iterator[_Told]:
    """Yield the days told of the same deed with the same thing in other sentences."""
    noun, qualities = stem(called["noun"]), content_words(called["thing"])
    deed = regex(rf"\b(?:{_DEEDS[' '.join(called['deed'].split())]})", re.IGNORECASE)
    before: frozenset[str] = frozenset()
    for sentence, words in every:
        things, said = content_words(words), before
        before = things
        if sentence.start == own.start or _OTHER.search(words):
            continue
        found = deed.search(words)
        if found is None or not (noun in things or (noun in said and _IT.match(words))):
            continue
        if lands_in(called[0]) - lands_in(words) or not qualities - {noun} <= things | said:
            continue
        for date in within(evidence.dates, sentence.start, sentence.end):
            gap = max(
                date.start - sentence.start - found.end(),
                found.start() - (date.end - sentence.start),
            )
            if date.granularity in _DATED and date.first is not None and gap < _NEAR:
                yield _Told(date, words)
                break


_IT = lazy_regex(r"\W*(?:It|They|This|The\s\w+)\b")


def _one_day(told: list[_Told]) -> bool:
    """Whether all that is told of a deed lies in one month."""
    return len({(one.date.first.year, one.date.first.month) for one in told if one.date.first}) == 1


def _apart(evidence: Evidence, one: DateMention, other: DateMention) -> bool:
    """Whether two days lie in two months, or in two years where both have theirs."""
    if one.first is None or other.first is None:
        return False
    if has_year(evidence, one) and has_year(evidence, other) and one.first.year != other.first.year:
        return True
    months = one.first.month != other.first.month
    days = {one.granularity, other.granularity} == {Granularity.DAY}
    return months or (days and one.first.day != other.first.day)
