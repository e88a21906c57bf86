"""Years counted back from the publication to a year that the same words give."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.needs import Guarded
from bongsu.audit.reading.tallies import TENS, UNITS, number_of
from bongsu.audit.reading.wording import in_quotes, prose
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import regex

_ROUGH = r"(?:(?P<rough>more than|over|nearly|almost|about|some|around|roughly|just over) )?"
_WORD = rf"(?:{'|'.join(TENS)})-(?:{'|'.join(UNITS[1:10])})|{'|'.join((*TENS[1:], *UNITS[2:]))}"
_STRETCH = rf"{_ROUGH}(?P<n>\d{{1,3}}|an?|{_WORD}) (?P<unit>years?|decades?)"
_YEAR = r"(?:[A-Z][a-z]{2,8} (?:\d{1,2}, )?)?(?P<year>(?:18|19|20)\d\d)"
_BEGAN = (
    r"(?:entered into force|came into force|took effect|came into effect|went into effect|opened|"
    r"began|started|(?:was|were) (?:founded|established|launched|introduced|created))"
)
_LASTED = r"(?:has|have) (?:since )?been (?:in [a-z]+|there|running)"
_FORMS = tuple(
    Guarded(form.replace(" ", r"\s"))
    for form in (
        rf"\bin {_YEAR},? (?P<said>{_STRETCH} ago)\b",
        rf"\b(?P<said>{_STRETCH} ago),? (?:back )?in {_YEAR}\b",
        rf"\b{_BEGAN} in {_YEAR},? and {_LASTED} for (?P<said>{_STRETCH})\b",
    )
)
_SLACK = {"about": 0.15, "some": 0.15, "around": 0.15, "roughly": 0.15}  # share of the stretch
_OVER, _UNDER = {"more than", "over", "just over"}, {"nearly", "almost"}
_TOLD_BACK = regex(r"\b(?:had|would|wrote|recalled)\b")


class Miscounted(NamedTuple):
    """A stretch of years told beside a year from which fewer or more had passed."""

    start: int
    end: int
    year: int
    passed: int


def miscounted_years(evidence: Evidence, day: dt.date) -> Iterator[Miscounted]:
    """Yield "established in 2001, three decades ago" where the day is not so far from the year."""
    for sentence, words in prose(evidence):
        if not (" ago" in words or " been " in words) or _TOLD_BACK.search(words):
            continue
        for match in (found for form in _FORMS for found in form.finditer(words)):
            start, end = match.span("said")
            passed = day.year - int(match["year"])
            if in_quotes(evidence, sentence, sentence.start + start) or _right(match, passed):
                continue
            yield Miscounted(
                sentence.start + start, sentence.start + end, int(match["year"]), passed
            )


def _right(match: re.Match[str], passed: int) -> bool:
    """Whether so many years have passed, as far as whole, begun and rounded ones are told apart."""
    size = 10 if match["unit"].lower().startswith("decade") else 1
    count = int(number_of(match["n"].lower()))
    told, rough = count * size, " ".join((match["rough"] or "").lower().split())
    if rough in _OVER:
        return told <= passed + 1 and passed < told + max(size, told // 2) + 1
    if rough in _UNDER:
        return told - max(size, told // 5) - 1 <= passed <= told + 1
    rounded = size // 2 if size > 1 else 2 if told % 5 == 0 else 0
    return abs(passed - told) <= 1 + rounded + _SLACK.get(rough, 0.0) * told
