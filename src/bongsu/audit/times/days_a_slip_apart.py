"""Two days a slip of the finger apart, of which the text tells the same (DT503).

"The portal opened on May 21" and, three entries on, "after the portal opened, on May 12": no noun
calls the one back by the other, but both clauses name one thing and one kind of deed. The days have
to differ by one digit or by two turned ones, and nothing may tell the two deeds apart: no number,
no "again", no beginning of the one and end of the other.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.reading.kinship import kinds_of, things_of
from bongsu.audit.reading.passed_time import days_of, has_year
from bongsu.audit.reading.wording import frequent_words, in_quotes, prose, stem
from bongsu.audit.times.begun_and_ended import role_before
from bongsu.audit.times.called_back import TwoDays
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import DateMention, Evidence, Granularity
from bongsu.patterns import lazy_regex, regex

_MOST = 24  # days of an article; among more, many look alike
_REACH = 120  # code points of a clause before a date, and half of it behind
_BREAK_AT = r"[;:]\s|,\s(?:and|but|while|whereas)\s"
_BREAK = lazy_regex(_BREAK_AT)
_ASIDE = lazy_regex(rf"{_BREAK_AT}|\s(?:after|before|following|ahead\sof|as|while)\s")
_TOLD_APART = lazy_regex(
    r"\b(?:another|again|second|third|fourth|fifth|sixth|next|previous|earlier|later|last|latest|follow-?up|subsequent\w*|"
    r"separate\w*|resum\w+|once\smore|deadline|expir\w+|extend\w+|postpon\w+|delay\w*|moved|new|weekly|monthly|daily|every|each|"
    r"other|due)\b|"
    r"\b(?:until|till|through|by|before|after|since|from|to|between|and)\s(?:the\s\w+\sof\s)?$",
    re.IGNORECASE,
)
_RECURS = lazy_regex(
    r"\b(?:meetings?|met|meets?|visited|decisions?|polls?|surveys?|launch\w*|fired|missiles?|tests?|tested|rates?|cases|votes?|statements?|said|told|"
    r"talks|drills?|exercises?|reports?|releas\w+|data|prices?|closed\sat|closing|trading|shares)\b"
)
_AHEAD = lazy_regex(r"\b(?:will|shall|(?:is|are|was|were) to)\b")
_AT_A_PLACE = lazy_regex(r"\b(?:at|in)\s(?:the\s)?(?P<name>[A-Z]\w+\s[A-Z]\w+)\s(?:on\s)?$")


class _Day(NamedTuple):
    place: int  # of its sentence
    block: int
    date: DateMention
    clause: str
    before: str


def days_a_slip_apart(evidence: Evidence) -> Iterator[TwoDays]:
    """Yield the days that an article gives one deed, a slip of the finger apart.

    Parameters
    ----------
    evidence : Evidence
        An article.
    """
    days = list(_days(evidence))
    if not 2 <= len(days) <= _MOST:
        return
    common = frozenset(frequent_words(evidence))
    for one, later in combinations(days, 2):
        if one.place == later.place or not _slip(evidence, one.date, later.date):
            continue
        if _of_one_deed(one, later, common):
            yield TwoDays(date=later.date, other=one.date, sure=False)


def _days(evidence: Evidence) -> Iterator[_Day]:
    for place, (sentence, words) in enumerate(prose(evidence)):
        if evidence.block_of(sentence).kind is BlockKind.CELL:
            continue
        last = 0
        for date in days_of(evidence, sentence.start, sentence.end):
            at, end = date.start - sentence.start, date.end - sentence.start
            before = _BREAK.split(words[max(last, at - _REACH) : at])[-1]
            if date.granularity is not Granularity.YEAR:
                last = end  # "the budget proposal of 2021" is not told of 2021
            if date.granularity is Granularity.DAY and not in_quotes(
                evidence, sentence, date.start
            ):
                behind = _ASIDE.split(words[end : end + _REACH // 2])[0]
                yield _Day(place, sentence.block, date, f"{before} {behind}", before)


def _slip(evidence: Evidence, one: DateMention, other: DateMention) -> bool:
    """Whether two days of one month differ by one digit, or by two that are turned."""
    if one.first is None or other.first is None or one.first.month != other.first.month:
        return False
    if has_year(evidence, one) and has_year(evidence, other) and one.first.year != other.first.year:
        return False
    if abs(one.first.day - other.first.day) == 1:
        return False  # two days in a row are more often two days than one mistyped
    first, second = f"{one.first.day}", f"{other.first.day}"
    if len(first) != len(second):
        short, long = sorted((first, second), key=len)
        return short in long
    return (
        first == second[::-1] != second
        or sum(a != b for a, b in zip(first, second, strict=True)) == 1
    )


def _of_one_deed(one: _Day, later: _Day, common: frozenset[str]) -> bool:
    """Whether two clauses tell of one kind of deed of one thing, and nothing tells them apart."""
    if any(_TOLD_APART.search(day.before) for day in (one, later)):
        return False
    if len({_AHEAD.search(day.before) is None for day in (one, later)}) > 1:
        return False  # what was planned and what came are two days of one deed
    roles = role_before(one.before), role_before(later.before)
    if None not in roles and roles[0] != roles[1]:
        return False
    places = [_AT_A_PLACE.search(day.before) for day in (one, later)]
    if places[0] and places[1] and places[0]["name"] == places[1]["name"]:
        return True
    if any(_RECURS.search(day.clause) for day in (one, later)):
        return False
    shared = (things_of(one.clause) & things_of(later.clause)) - common - _MONTHS
    verbs = _verbs(one.clause) & _stems(later.clause) | _verbs(later.clause) & _stems(one.clause)
    near = one.block == later.block and later.place - one.place <= _NEAR
    if verbs:
        return bool(shared - verbs) or near
    if near and roles[0] == roles[1] == "open" and _IT.search(later.before):
        return True
    kin = kinds_of(one.clause) & kinds_of(later.clause)
    return bool(kin) and len(shared) > 1


_NEAR = 3  # sentences of a paragraph
_IT = lazy_regex(r"\b(?:it|they|he|she)\s(?:[a-z]+\s){1,2}on\s$", re.IGNORECASE)
_MONTHS = frozenset(stem(month) for month in calendar.month_name[1:])


def _verbs(words: str) -> frozenset[str]:
    """Return the stems of the verbs in the past tense that stand in some words."""
    return frozenset(stem(word) for word in regex(r"\b[a-z]{3,}ed\b").findall(words)) - _PLAIN


_PLAIN = frozenset(
    stem(word) for word in ("held", "said", "called", "named", "asked", "used", "based")
)


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in regex(r"\b[a-z]{4,}\b").findall(words))
