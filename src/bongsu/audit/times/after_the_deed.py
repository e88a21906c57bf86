"""How long after a deed something was: "on May 28, barely three weeks after the announcement".

The deed is told earlier by its verb ("announced ... on April 2"), and its noun calls it back. Where
the last such verb has one day in its sentence, the two days tell how long it was.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from bongsu.audit.reading.wording import prose
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
from bongsu.patterns import lazy_regex, regex

_AFTER = lazy_regex(
    r"\s(?:after|from|following)\s(?:the|that|this|its|his|their)\s(?:[a-z]+\s){0,1}?(?P<noun>[a-z]{5,})\b"
)
_VERBS = {  # by a noun, the beginning of the verb of its deed
    "announcement": "announc",
    "signing": "sign",
    "signature": "sign",
    "ruling": "rul",
    "election": "elect",
    "inauguration": "inaugurat",
    "declaration": "declar",
    "launch": "launch",
    "arrest": "arrest",
    "decision": "decid",
    "proclamation": "proclaim",
    "imposition": "impos",
    "adoption": "adopt",
    "ratification": "ratif",
    "publication": "publish",
    "release": "releas",
    "removal": "remov",
    "resignation": "resign",
}
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4, "year": 365.25}
_BACK = 12  # sentences
_ROOM = 0.3  # of the length: "three weeks" are 16 to 26 days


class After(NamedTuple):
    """A length of time, the two days that it lies between, and how many of its units these are."""

    length: Quantity
    day: DateMention
    deed: DateMention
    told: float


def after_the_deed(evidence: Evidence) -> Iterator[After]:
    """Yield lengths of time after a deed that its day and the day told do not have between them."""
    rows = list(prose(evidence))
    for place, (sentence, words) in enumerate(rows):
        for length in within(evidence.quantities, sentence.start, sentence.end):
            unit = length.unit.rstrip("s")
            if length.kind is not Kind.DURATION or unit not in _DAYS or not length.value:
                continue
            noun = _AFTER.match(words, length.end - sentence.start)
            verb = _VERBS.get(noun["noun"]) if noun is not None else None
            day = _one_day(evidence, sentence.start, length.start) if verb else None
            if verb is None or day is None or length.comparator not in _PLAIN:
                continue
            deed = _deed(evidence, rows[max(0, place - _BACK) : place], verb)
            if deed is None or deed.first is None or day.first is None:
                continue
            told = (day.first - deed.first).days / _DAYS[unit]
            off = abs(told - length.value)
            if told > 0 and off > max(1.0, _ROOM * length.value) and off > _ROOM * told:
                yield After(length, day, deed, told)


_PLAIN = {Comparator.EXACT, Comparator.APPROX, Comparator.UNDER}


@cache
def _form_of(verb: str) -> re.Pattern[str]:
    """Return a pattern for the forms of a verb, and no words that only begin like it.

    "Electricity" tells of no election, and the ruling party of no ruling.
    """
    return regex(
        rf"\b{verb}(?:e|es|ed|s|y|ies|ied|ing|ying)?\b"
        r"(?!\s(?:party|parties|camp|coalition|bloc|side|class|family|circles|lawmakers?|"
        r"politicians?|officials?|(?:[A-Z][a-z]+\s){0,3}Party)\b)"
    )


def _one_day(evidence: Evidence, start: int, end: int) -> DateMention | None:
    """Return the one day told in a stretch of the text."""
    days = [d for d in within(evidence.dates, start, end) if d.granularity is Granularity.DAY]
    return days[0] if len(days) == 1 and isinstance(days[0].first, dt.date) else None


def _deed(
    evidence: Evidence, rows: Sequence[tuple[Sentence, str]], verb: str
) -> DateMention | None:
    """Return the day of the last deed of a verb, where its sentence tells but one."""
    for sentence, words in reversed(rows):
        if _form_of(verb).search(words):
            return _one_day(evidence, sentence.start, sentence.end)
    return None
