"""The year or month that is called the highest or lowest, held against the levels beside it.

"The lowest reading was that of 2022: 71 in 2021, 68 in 2022, 59 in 2023", "4,100 tons in May,
peaked in June with 3,800 tons": each level has its own time, and the one of the time that is named
must be the highest, or the lowest, of all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from bongsu.audit.reading.fits import below
from bongsu.audit.reading.wording import prose, quoted
from bongsu.evidence.mentions import (
    Comparator,
    DateMention,
    Evidence,
    Granularity,
    Kind,
    Quantity,
    Sentence,
    within,
)
from bongsu.patterns import lazy_regex

_HIGH = (
    r"(?:peak(?:ed|s)?|highest|largest|biggest|busiest|record\shigh|maximum|(?:a|its|the)\srecord)"
)
_LOW = (
    r"(?:lowest|fewest|smallest|troughs?|bottomed(?:\sout)?|minimum|quietest|record\slow|"
    r"low\spoint)"
)
_NAMED = lazy_regex(
    rf"\b(?:(?P<high>{_HIGH})|(?P<low>{_LOW}))\b"
    r"(?P<to>[^.;:]{0,50}?\s(?:in|of|for|was|came\sin|is)\s(?:the\s)?)$"
)
_LEAD = 80  # code points before a time in which it is called the highest
_TIMES = frozenset({Granularity.YEAR, Granularity.MONTH, Granularity.QUARTER})
_IN = lazy_regex(r"(?:\s[a-z]{2,12}){0,2}?\s(?:in|for)\s(?:the\s)?|\s?\(")
_WITH = lazy_regex(r"\s(?:with|at)\s[$€£]?|:\s[$€£]?|,\s(?:with|at)\s[$€£]?|\s\(")
_NOT = lazy_regex(
    r"\b(?:since|second|third|next|until|before|outside|except|after|then|so\sfar|among|growth|monthly|quarterly|"
    r"daily|would|could|not|expected|forecast\w*|per)\b"
)
_LEAST = 2  # levels with a time of their own


class NotExtreme(NamedTuple):
    """What is called the highest or lowest, its level, and one beyond it."""

    start: int
    end: int
    high: bool
    level: Quantity
    beyond: Quantity


def named_extremes(evidence: Evidence) -> Iterator[NotExtreme]:
    """Yield times that are called the highest or lowest and are not, by the levels beside them."""
    sentences = prose(evidence)
    for place, (sentence, words) in enumerate(sentences):
        for date in _times(evidence, sentence):
            at = date.start - sentence.start
            named = _NAMED.search(words[max(0, at - _LEAD) : at].replace("\n", " "))
            if named is None or _NOT.search(words) or quoted(words):
                continue
            near = [one for one, _ in sentences[place : place + 2] if one.block == sentence.block]
            near += [
                one
                for one, _ in sentences[max(0, place - 1) : place]
                if one.block == sentence.block
            ]
            if _signs(" ".join(evidence.words(one) for one in near)) > 1:
                continue  # a deficit beside a surplus: the figures lie on two sides of nought
            told = _Near(evidence, near).levels()
            own = [quantity for time, quantity in told if time == (date.first, date.last)]
            if len(own) != 1 or len(told) < _LEAST:
                continue
            high = named["high"] is not None
            beyond = [
                one
                for _, one in told
                if one is not own[0] and (below(own[0], one) if high else below(one, own[0]))
            ]
            if beyond:
                start = sentence.start + max(0, at - _LEAD) + named.start()
                yield NotExtreme(start, date.end, high, own[0], beyond[0])
                return


_SIGNS = tuple(
    lazy_regex(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        r"deficits?|loss(?:es)?|shortfalls?|outflows?",
        r"surplus(?:es)?|profits?|inflows?",
    )
)


def _signs(words: str) -> int:
    return sum(sign.search(words) is not None for sign in _SIGNS)


def _times(evidence: Evidence, sentence: Sentence) -> list[DateMention]:
    dates = within(evidence.dates, sentence.start, sentence.end)
    return [date for date in dates if date.granularity in _TIMES and date.first]


class _Near(NamedTuple):
    evidence: Evidence
    sentences: list[Sentence]

    def levels(self) -> list[tuple[tuple[object, object], Quantity]]:
        """Return each figure with the time that is its own, if all are of one kind."""
        found: dict[int, tuple[tuple[object, object], Quantity]] = {}
        for sentence in self.sentences:
            quantities = [
                one
                for one in within(self.evidence.quantities, sentence.start, sentence.end)
                if one.value is not None and one.comparator is Comparator.EXACT
            ]
            dates = _times(self.evidence, sentence)
            text = self.evidence.text
            for ahead in (False, True):  # "71 in 2021" before "2021: 71"
                for date, one in product(dates, quantities):
                    between = (
                        date.end <= one.start and _WITH.fullmatch(text[date.end : one.start])
                        if ahead
                        else one.end <= date.start and _IN.fullmatch(text[one.end : date.start])
                    )
                    if between:
                        found.setdefault(one.start, ((date.first, date.last), one))
        counted = {Kind.COUNT, Kind.RATE}
        kinds = {
            (
                Kind.COUNT if one.kind in counted else one.kind,
                one.unit if one.kind not in counted else "",
            )
            for _, one in found.values()
        }
        return list(found.values()) if len(kinds) == 1 else []
