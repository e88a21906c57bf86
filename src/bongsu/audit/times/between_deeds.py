"""Lengths of time between deeds that the text dates elsewhere (DT511).

"The nearly seven years from signature to entry into force", "just 42 days had passed since the
first case", "came into force some sixteen weeks after Tokyo's announcement", "over six years at the
head of the bank": each of the two deeds is called back by a noun or verb and has one day in the
text.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.reading.passed_time import Stretch, apart, days_of, fits, stretches
from bongsu.audit.reading.told_days import (
    deed_of,
    deed_pattern,
    phrase_told,
    resolve,
    told_days,
)
from bongsu.audit.reading.wording import in_quotes, prose
from bongsu.audit.times.miscounted_terms import Miscount
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence
from bongsu.patterns import lazy_regex

_FROM_TO = lazy_regex(
    r"\s(?:that\s(?:passed|went\sby|lay|elapsed)\s|(?:passed|went\sby|lay|elapsed)\s|to\s(?:get|go|come|move)\s)?(?:from|between)\s"
    r"(?P<first>(?!\d)[^,;:.()]{3,60}?)\s(?:to|and|until)\s(?P<second>(?!\d)[^,;:.()]{3,60})"
)
_SINCE = lazy_regex(
    r"\s(?:had\s(?:then\s|only\s|now\s)?(?:passed|gone\sby|elapsed|gone)|passed|elapsed|went\sby)\s(?:since|after|from)\s"
    r"(?P<first>(?!\d)[^,;:.()]{3,60})"
)
_AFTER = lazy_regex(
    r"\s(?P<way>after|before|from|since|following|ahead\sof)\s(?P<first>(?!\d|that\b|this\b|it\b|which\b)[^,;:.()]{3,60})"
)
_IN_OFFICE = lazy_regex(
    r"\s(?:at\sthe\s(?:head|helm|top)\sof|in\s(?:office|the\s(?:job|post|chair))\b|as\s(?:its\s|the\s)?"
    r"(?:governor|president|minister|chair(?:man|woman)?|chief|director|head|prime\sminister)\b)"
)
_OTHERWISE = lazy_regex(  # lengths that were set beforehand, or of another count
    r"\b(?:every|each|per|next|first|last|past|previous|another|within|at\sleast|at\smost|up\sto|than|aged?|further|usual\w*|"
    r"average|would|will|could|should|might|may|must|if|record|longest|shortest|fastest)\b[^,;:()]{0,40}$"
)
_BACK = 2  # sentences in which the day told last is looked for


class _End(NamedTuple):
    date: DateMention
    tied: bool


def between_deeds(evidence: Evidence) -> Iterator[Miscount]:
    """Yield the lengths of time that do not lie between the days of the two deeds called back.

    Parameters
    ----------
    evidence : Evidence
        An article.
    """
    every = list(prose(evidence))
    for place, (sentence, words) in enumerate(every):
        for stretch in stretches(evidence.text, sentence.start, sentence.end):
            at, end = stretch.start - sentence.start, stretch.end - sentence.start
            if stretch.value < _FEWEST or _OTHERWISE.search(words, 0, at):
                continue
            if in_quotes(evidence, sentence, stretch.start):
                continue
            near = [one for one, _ in every[max(0, place - _BACK) : place]]
            pair = _pair(evidence, sentence, words, (at, end), near)
            if pair is None or pair[0].date.first == pair[1].date.first:
                continue
            if not _borne_out(evidence, stretch, pair, sentence):
                first, second = pair[0].date, pair[1].date
                yield Miscount(stretch=stretch, first=first, second=second, now=False, sure=False)


_FEWEST = 2  # units: "a year" and "a week" are told of much


def _pair(
    evidence: Evidence,
    sentence: Sentence,
    words: str,
    span: tuple[int, int],
    near: list[Sentence],
) -> tuple[_End, _End] | None:
    """Return the two days that a length of time is told to lie between."""
    at, end = span
    both = _FROM_TO.match(words, end)
    if both is not None:
        first = _called(evidence, sentence, both["first"])
        second = _called(evidence, sentence, both["second"])
        return (first, second) if first and second else None
    since = _SINCE.match(words, end)
    if since is not None:
        first = _called(evidence, sentence, since["first"])
        second = _last_told(evidence, sentence, at, near)
        return (first, second) if first and second else None
    after = _AFTER.match(words, end)
    if after is not None:
        opens = not words[:at].strip(' "“')
        clause = words[after.end() :].split(". ", maxsplit=1)[0] if opens else words[:at]
        first = _called(evidence, sentence, after["first"])
        second = first and _deed_beside(evidence, sentence, clause, behind=opens)
        return (first, second) if first and second else None
    if _IN_OFFICE.match(words, end):
        return _term(evidence)
    return None


def _called(evidence: Evidence, sentence: Sentence, words: str) -> _End | None:
    """Return the day of the deed, or of the thing named before, that some words call back."""
    if any(
        words in evidence.text[one.start - len(words) - 4 : one.start]
        for one in days_of(evidence, sentence.start, sentence.end)
    ):
        return None  # it has its day right behind
    words = _VERB.split(words)[0]
    found = deed_pattern("both").search(words.casefold())
    if found is not None:
        known = resolve(evidence, deed_of(found[0]), words, sentence.start)
        return _End(known.told.date, known.tied) if known else None
    phrase = _PHRASE.match(words)
    if phrase is None:
        return None
    known = phrase_told(evidence, phrase["phrase"], sentence.start)
    return _End(known.told.date, known.tied) if known else None


_VERB = lazy_regex(r"\s(?:was|were|is|are|had|has|have|did|will|would)\b")
_PHRASE = lazy_regex(r"(?:the|that|this|its|their)\s(?P<phrase>[a-z-]{3,}\s[a-z]{4,})\b")


def _last_told(
    evidence: Evidence, sentence: Sentence, at: int, near: list[Sentence]
) -> _End | None:
    """Return the day that was told last before a place, in its sentence or just before."""
    own = days_of(evidence, sentence.start, sentence.start + at)
    for dates in (list(own), *(days_of(evidence, s.start, s.end) for s in reversed(near))):
        days = [date for date in dates if date.granularity is Granularity.DAY]
        if days:
            return _End(days[-1], tied=True) if len(days) == 1 else None
    return None


def _deed_beside(
    evidence: Evidence, sentence: Sentence, clause: str, *, behind: bool
) -> _End | None:
    """Return the day of the deed told beside a length, where the text gives it elsewhere.

    It stands right before the length, or behind the words with which the length opens a sentence.
    """
    if list(days_of(evidence, sentence.start, sentence.end)):
        return None  # the sentence has days of its own, which other readers ask
    if behind:
        clause = clause.removeprefix(",").lstrip()
        found = list(deed_pattern("verbs").finditer(_CLAUSE.split(clause)[0].casefold()))[:1]
    else:
        clause = _CLAUSE.split(clause)[-1]
        found = list(deed_pattern("verbs").finditer(clause.casefold()))[-1:]
    if not found or (not behind and len(clause) - found[0].end() > _NEAR):
        return None
    told = clause[: found[0].end()] if behind else clause
    known = resolve(evidence, deed_of(found[0][0]), told, sentence.start)
    return _End(known.told.date, known.tied) if known else None


_CLAUSE = lazy_regex(r"[;:]\s|,\s(?:and|but|which|while)\s")
_NEAR = 40  # code points from a deed to the length after which it came


def _term(evidence: Evidence) -> tuple[_End, _End] | None:
    """Return the days on which the one term of office of a text began and ended."""
    ends = []
    for deed in ("office", "leave"):
        told = [one for one in told_days(evidence) if deed in one.deeds]
        if len({one.first for one in told}) != 1:
            return None
        ends.append(_End(told[0].date, tied=True))
    return ends[0], ends[1]


_YEAR = 365.2425  # days
_MORE = 1.6  # years that "over six years" may be more than six


def _borne_out(
    evidence: Evidence,
    stretch: Stretch,
    pair: tuple[_End, _End],
    sentence: Sentence,
) -> bool:
    """Whether a length lies between the two days, or between others that may be meant."""
    if stretch.hedge == "over" and not stretch.round and stretch.unit == "year":
        low, _ = (days / _YEAR for days in apart(pair[0].date, pair[1].date))
        if low > stretch.value + _MORE:
            return False  # eight years are more than six, and nobody would say so
        stretch = stretch._replace(hedge="about")
    own = list(days_of(evidence, sentence.start, sentence.end))
    ends = [pair[0].date, pair[1].date]
    return any(
        fits(evidence, stretch, a, b)
        for a, b in (
            tuple(ends),
            *((end, other) for end in ends for other in own),
            *combinations(own, 2),
        )
    )
