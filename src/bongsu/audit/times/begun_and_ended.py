"""Lengths of time beside the day on which something began and the one on which it ended (DT511).

"Negotiations opened in September 1986 and were brought to a close in December 1993. They had lasted
nine years": each of the two dates is known by the words right before it, in the sentence of the
length or in the one beside it. What the length is called does not matter, as long as it is none
that was set beforehand.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import Literal

from bongsu.audit.reading.passed_time import (
    Stretch,
    by_a_slip,
    days_of,
    fits,
    stretches,
    tenor,
)
from bongsu.audit.reading.stretches import day_itself, one_in_other
from bongsu.audit.reading.wording import alternation, in_quotes, prose, table
from bongsu.audit.times.miscounted_terms import Miscount
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence
from bongsu.patterns import lazy_regex, regex

_NEAR = 90  # code points from a date to the words that say whether something began then
_COUNTED = lazy_regex(  # lengths of another kind: usual ones, limits, those of a comparison
    r"\b(?:every|each|per|next|first|last|past|previous|another|within|highest|lowest|ever|aged?|maximum|minimum|"
    r"up\sto|record|times?|rolling|average|moving|coming|than|once|least|sharpest|biggest|largest|fastest|steepest|most|"
    r"further|additional|extra|by|remaining|initial|sentenced\sto)\b[^,;:()—]{0,25}$",
    re.IGNORECASE,
)
_BEHIND = lazy_regex(
    r"[\s-](?:ago|old|high|low|peak|average|earlier|before|later|from\snow|anniversary|to\scome|hence|ahead|after|since|"
    r"more|longer|less|shorter)\b"
)
_LASTED = lazy_regex(  # a length that went by
    r"\b(?:last(?:ed|s|ing)?|took|takes|taken|spann(?:ed|ing)|spans?|stretch\w*|ran|runs|running|for|after|over|in|"
    r"served|serving|spent|stay|period|total|span|spell|gap|wait|interval|pause|duration|of|the|those|means?|makes?|"
    r"a|an|his|her|its|their|this|temporary|or|that\sis|needed|required|went\sby|waited|endured|at)\b,?"
    r"(?:\s(?!to\b)[\w,-]+){0,3}\s?[(—–-]?\s?$",
    re.IGNORECASE,
)
_AFTER = lazy_regex(r"\b(?:after|with|following|amid|despite|of)\s(?:\w+\s){0,2}$")
_INTO = lazy_regex(r"\s(?:into|on\sfrom)\s")
_THEN = lazy_regex(
    r"\b(?:then|thereupon|at\sonce|immediately|subsequently|thereafter|in\sits\splace)\b"
)


def begun_and_ended(evidence: Evidence, day: dt.date | None) -> Iterator[Miscount]:
    """Yield the lengths of time that lie between no two dates around them.

    Parameters
    ----------
    evidence : Evidence
        An article.
    day : dt.date, optional
        The day of publication.
    """
    yield from _in_rows(evidence)
    every = list(prose(evidence))
    for place, (sentence, words) in enumerate(every):
        found = [
            one
            for one in stretches(evidence.text, sentence.start, sentence.end)
            if not one.round
            and one.value < _YEARS
            and evidence.text[one.start : one.start + 2].casefold() not in _ONE
        ]
        if len(found) != 1 or in_quotes(evidence, sentence, found[0].start):
            continue
        stretch = found[0]
        if _TERM.match(words, stretch.end - sentence.start):
            yield from _of_a_term(evidence, every, place, stretch)
            continue
        if not _passed(words, stretch.start - sentence.start, stretch.end - sentence.start):
            continue
        near = [
            one for one in every[max(0, place - 1) : place + 2] if one[0].block == sentence.block
        ]
        pair = _pair(evidence, near, sentence)
        pair = pair or _begun_then(evidence, near, sentence, stretch)
        if pair is None or pair[0].first == pair[1].first or one_in_other(*pair):
            continue
        if not _exact(stretch, pair):
            continue
        known = [date for one, _ in near for date in days_of(evidence, one.start, one.end)]
        known += [day_itself(day)] if day is not None else []
        if any(fits(evidence, stretch, a, b) for a, b in (pair, *combinations(known, 2))):
            continue
        sure = stretch.hedge == "" and by_a_slip(stretch, *pair) and _own(pair, sentence)
        plain = _LENGTH.match(words, stretch.end - sentence.start) is not None
        yield Miscount(
            stretch=stretch, first=pair[0], second=pair[1], now=False, sure=sure and plain
        )


_TERM = lazy_regex(
    r"[\s-](?:(?:single|fixed|full|regular|presidential|renewable|non-renewable|current|statutory)\s){0,2}"
    r"(?:terms?|tenure|mandate)\b"
)
_OF_OFFICE = lazy_regex(
    r"\b(?:terms?|tenure|mandate|office|presidency|post|seat|tour)\b", re.IGNORECASE
)
_BACK = 3  # sentences before a term of office in which its two ends may stand


def _of_a_term(
    evidence: Evidence, every: Sequence[tuple[Sentence, str]], place: int, stretch: Stretch
) -> Iterator[Miscount]:
    """Yield a term of office that does not lead from the election to the end that is told."""
    own = every[place][0]
    near = [one for one in every[max(0, place - _BACK) : place + 2] if one[0].block == own.block]
    opened, closed = [], []
    for sentence, words in near:
        for date, role in _roles_of(evidence, sentence, words):
            of_office = _OF_OFFICE.search(words) is not None
            opened += [date] if role == "open" else []
            closed += [date] if role == "close" and of_office else []
    if len(opened) != 1 or len(closed) != 1 or fits(evidence, stretch, opened[0], closed[0]):
        return
    if stretch.unit == "year":
        yield Miscount(stretch=stretch, first=opened[0], second=closed[0], now=False, sure=False)


def _in_rows(evidence: Evidence) -> Iterator[Miscount]:
    """Yield the length in a row of a table that its two dates do not bear out."""
    for one in evidence.article.tables:
        told = []
        for row in one.rows:
            dates = [d for cell in row for d in days_of(evidence, cell.start, cell.end)]
            lengths = [
                length
                for cell in row
                for length in list(stretches(evidence.text, cell.start, cell.end))[:1]
                if _ALONE.fullmatch(evidence.text[cell.start : length.start])
                and _ALONE.fullmatch(evidence.text[length.end : cell.end])
            ]
            if len(dates) == 2 and len(lengths) == 1:
                told.append((lengths[0], dates[0], dates[1]))
        wrong = [each for each in told if not fits(evidence, *each)]
        for length, first, second in wrong if len(wrong) < len(told) else ():
            yield Miscount(stretch=length, first=first, second=second, now=False, sure=True)


_ALONE = lazy_regex(r"(?:\W|about|some|approx\.?)*", re.IGNORECASE)


def _exact(stretch: Stretch, pair: _Pair) -> bool:
    """Whether two dates are exact enough for months and days between them."""
    return stretch.unit == "year" or all(one.granularity is not Granularity.YEAR for one in pair)


_YEARS = 1000  # more is the number of a year
_ONE = frozenset({"a ", "an", "a-"})
_LENGTH = lazy_regex(r"\s?(?:[.,;)]|$|in\sall|in\stotal|altogether|into\b)")


def _passed(words: str, start: int, end: int) -> bool:
    """Whether a length is one that went by, and none that was set beforehand."""
    before, behind = words[:start], words[end:]
    if _COUNTED.search(before) or _BEHIND.match(behind) or tenor(words, end):
        return False
    if _AFTER.search(before) and behind.startswith(" of "):
        return False  # "closed after three years of losses"
    if "-" in words[start:end] and _set_beforehand().match(behind):
        return False
    return _LASTED.search(before) is not None or _INTO.match(behind) is not None


@cache
def _set_beforehand() -> re.Pattern[str]:
    return regex(rf"\s(?:[\w%.-]+,?\s){{0,2}}?{alternation(table('spans')['planned'])}\b")


def _own(pair: _Pair, sentence: Sentence) -> bool:
    return all(sentence.start <= date.start < sentence.end for date in pair)


_Pair = tuple[DateMention, DateMention]
_Told = Sequence[tuple[Sentence, str]]


def _pair(evidence: Evidence, near: _Told, own: Sentence) -> _Pair | None:
    """Return the one date at which something began and the one at which it ended."""
    here = [one for one in near if one[0] is own]
    before = [one for one in near if one[0].start < own.start]
    behind = [one for one in near if one[0].start > own.start]
    for some in (here, [*before, *here], [*here, *behind], before):
        told = [one for sentence, words in some for one in _roles_of(evidence, sentence, words)]
        opened = [date for date, role in told if role == "open"]
        closed = [date for date, role in told if role == "close"]
        if len(opened) == len(closed) == 1 and len(told) == _BOTH:
            return opened[0], closed[0]
    return None


_BOTH = 2
_Role = Literal["open", "close"]


def _roles_of(
    evidence: Evidence, sentence: Sentence, words: str
) -> Iterator[tuple[DateMention, _Role | None]]:
    """Yield the dates of a sentence with what they are told to be."""
    dates = days_of(evidence, sentence.start, sentence.end)
    before: _Role | None = None
    for number, date in enumerate(dates):
        last = dates[number - 1].end if number else sentence.start
        role = _role(words, last - sentence.start, date.start - sentence.start)
        joint = words[last - sentence.start : date.start - sentence.start]
        if number and joint in {" and ", " to "} and before == "open":
            role = "close"  # "between May 1 and June 3"
        before = role
        if role is None and number == 0:
            role = _role_behind(words, date.end - sentence.start)
        yield date, role


def _begun_then(evidence: Evidence, near: _Told, own: Sentence, stretch: Stretch) -> _Pair | None:
    """Return the date of the sentence before, when something then began, and that of its end."""
    dates = days_of(evidence, own.start, own.end)
    before = [one for one, _ in near if one.start < own.start]
    earlier = days_of(evidence, before[0].start, before[0].end) if before else []
    if len(dates) != 1 or len(earlier) != 1 or dates[0].start < stretch.end:
        return None
    words = evidence.words(own)
    opening = words[: stretch.start - own.start]
    begun = any(one["open"] for one in _roles().finditer(opening)) and _THEN.search(opening)
    closed = _role(words, stretch.end - own.start, dates[0].start - own.start) == "close"
    return (earlier[0], dates[0]) if begun and closed else None


@cache
def _roles() -> re.Pattern[str]:
    words = table("spans")
    both = set(words["opens"]) & set(words["closes"])
    opens = alternation(word for word in words["opens"] if word not in both)
    closes = alternation(word for word in words["closes"] if word not in both)
    return regex(rf"\b(?:(?P<open>{opens})|(?P<close>{closes}))\b", re.IGNORECASE)


def _role(words: str, start: int, at: int) -> _Role | None:
    """Return whether something began or ended at a date, by the words between the last and it."""
    found = list(_roles().finditer(words, max(start, at - _NEAR), at))
    while found and found[-1][0].casefold() in _WEAK and words[found[-1].end() : at].strip():
        found.pop()  # "to" is an end only right before its date
    if not found:
        return None
    return "open" if found[-1]["open"] else "close"


def role_before(words: str) -> _Role | None:
    """Return whether the words before a date tell that something began or ended then."""
    return _role(words, 0, len(words))


_WEAK = frozenset({"to", "by", "from", "through", "over", "between", "until", "up to", "till"})


def _role_behind(words: str, end: int) -> _Role | None:
    """Return whether something began or ended at the date that a sentence opens with."""
    clause = regex(r"[;:—]|,\s(?:and|but|while)\s").split(words[end : end + 2 * _NEAR])[0]
    found = [one for one in _roles().finditer(clause) if one[0].casefold() not in _WEAK]
    if not found:
        return None
    return "open" if found[0]["open"] else "close"
