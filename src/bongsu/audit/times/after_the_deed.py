"""How long after a deed something was: "on May 28, barely three weeks after the announcement".

The deed is told earlier by its verb ("announced ... on April 2"), and its noun or the verb itself
calls it back. Where the last such verb has one day in its sentence, the two days tell how long it
was; in one sentence each of two deeds has its own. What still holds
so many years "after its signature" is counted up to the day of writing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.passed_time import Stretch, days_of, fits, has_year, stretches
from bongsu.audit.reading.stretches import day_itself
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
_AFTER_IT = lazy_regex(  # "after it was announced", "after being signed"
    r"\s(?:after|following)\s(?:(?:it|they|he|she|the\s[a-z]+)\s(?:was|were|had\sbeen)|being|having\sbeen)\s"
    r"(?:[a-z]+ly\s|first\s)?(?P<done>[a-z]{4,})\b"
)
_VERBS = {  # by a noun, the beginning of the verb of its deed
    "announcement": "announc|unveil|reveal|disclos|made\\spublic",
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
    "promulgation": "promulgat",
    "approval": "approv",
    "imposition": "impos",
    "adoption": "adopt",
    "ratification": "ratif",
    "publication": "publish",
    "release": "releas",
    "removal": "remov",
    "resignation": "resign",
    "entry": "enter",
    "accession": "join|acced",
    "creation": "creat|establish|founded",
    "establishment": "establish|creat|founded",
    "founding": "founded|establish",
    "foundation": "founded|establish",
    "enactment": "enact|pass",
    "passage": "pass|enact",
    "conclusion": "conclud|sign",
    "introduction": "introduc",
    "opening": "open",
    "inception": "founded|establish|creat|launch|introduc",
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
    sure: bool = False


def after_the_deed(evidence: Evidence) -> Iterator[After]:
    """Yield lengths of time after a deed that its day and the day told do not have between them."""
    rows = list(prose(evidence))
    for place, (sentence, words) in enumerate(rows):
        for length in within(evidence.quantities, sentence.start, sentence.end):
            unit = length.unit.rstrip("s")
            if length.kind is not Kind.DURATION or unit not in _DAYS or not length.value:
                continue
            verb = _called_back(words, length.end - sentence.start)
            if verb is None or length.comparator not in _PLAIN:
                continue
            deed, day = _here(evidence, sentence, words, length, verb)
            sure = deed is not None
            if deed is None:
                day = _one_day(evidence, sentence.start, length.start)
                deed = _deed(evidence, rows[max(0, place - _BACK) : place], verb) if day else None
            if deed is None or deed.first is None or day is None or day.first is None:
                continue
            told = (day.first - deed.first).days / _DAYS[unit]
            if told < 0 and not (has_year(evidence, deed) and has_year(evidence, day)):
                told += 365 / _DAYS[unit]
            off = abs(told - length.value)
            if told > 0 and off > max(1.0, _ROOM * length.value) and off > _ROOM * told:
                yield After(length, day, deed, told, sure)


def _called_back(words: str, end: int) -> str | None:
    """Return the verb of the deed that the words behind a length call back."""
    noun = _AFTER.match(words, end)
    if noun is not None and noun["noun"] in _VERBS:
        return _VERBS[noun["noun"]]
    done = _AFTER_IT.match(words, end)
    if done is None:
        return None
    kin = (verb for verb in _VERBS.values() if _form_of(verb).fullmatch(done["done"]))
    return next(kin, done["done"])


def _here(
    evidence: Evidence, sentence: Sentence, words: str, length: Quantity, verb: str
) -> tuple[DateMention | None, DateMention | None]:
    """Return the days of a deed and of what came after it, where a sentence tells just these."""
    days = [d for d in within(evidence.dates, sentence.start, sentence.end) if d.first]
    if len(days) != _BOTH or any(d.granularity is not Granularity.DAY for d in days):
        return None, None
    at = [day.start - sentence.start for day in days]
    opens = days[0].start > length.end
    if not opens and days[1].end > length.start:
        return None, None
    deeds = [m for m in _form_of(verb).finditer(words) if opens or m.end() < at[1]]
    if len(deeds) != 1 or not _TO_ITS_DAY.fullmatch(
        words, deeds[0].end(), max(at[0], deeds[0].end())
    ):
        return None, None
    return days[0], days[1]


_BOTH = 2


_PLAIN = {Comparator.EXACT, Comparator.APPROX, Comparator.UNDER}


@cache
def _form_of(verb: str) -> re.Pattern[str]:
    """Return a pattern for the forms of a verb, and no words that only begin like it.

    "Electricity" tells of no election, and the ruling party of no ruling.
    """
    return regex(
        rf"\b(?:{verb})(?:e|es|ed|s|y|ies|ied|ing|ying)?\b"
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


class Since(NamedTuple):
    """Years told to have passed since a deed, and the day on which its verb puts it."""

    years: Stretch
    deed: DateMention


_THEN = lazy_regex(r"\b(?:had|was|were|would|did|[a-z]{3,}ed)\b")
_STILL = guarded_regex(r"\b(?:is|are|has|have|remains?|still|continues?|today|now)\b")


def since_the_deed(evidence: Evidence, day: dt.date) -> Iterator[Since]:
    """Yield "seventy-two years after its signature it remains" where other years have passed."""
    rows = list(prose(evidence))
    for place, (sentence, words) in enumerate(rows):
        if " after " not in words or days_of(evidence, sentence.start, sentence.end):
            continue
        for years in stretches(evidence.text, sentence.start, sentence.end):
            noun = _AFTER.match(words, years.end - sentence.start)
            verb = _VERBS.get(noun["noun"]) if noun is not None else None
            if noun is None or verb is None or years.unit != "year" or years.value < _SOME_YEARS:
                continue
            still = _STILL.search(words, noun.end())
            if still is None or _THEN.search(words, noun.end(), still.start()):
                continue  # it counts up to what was then
            near = rows[max(0, place - _NEAR) : place]
            deed = _told_by(evidence, near, verb)
            told = [one for row, _ in near for one in days_of(evidence, row.start, row.end)]
            if deed is not None and not any(
                fits(evidence, years, one, day_itself(day)) for one in (deed, *told)
            ):
                yield Since(years, deed)


_SOME_YEARS = 3  # of fewer, a year begun and a year completed are too near each other
_NEAR = 2  # sentences in which what "its" means may stand
_TO_ITS_DAY = lazy_regex(r"[^;:.,]{0,60}?\s(?:on|in)\s(?:[A-Z][a-z]+,?\s)?$")


def _told_by(
    evidence: Evidence, rows: Sequence[tuple[Sentence, str]], verb: str
) -> DateMention | None:
    """Return the date, with its year, that stands closest behind the last deed of a verb."""
    for sentence, words in reversed(rows):
        deeds = list(_form_of(verb).finditer(words))
        if not deeds:
            continue
        behind = [
            date
            for date in days_of(evidence, sentence.start + deeds[0].end(), sentence.end)
            if has_year(evidence, date)
        ]
        between = words[deeds[0].end() : behind[0].start - sentence.start] if behind else None
        close = between is not None and _TO_ITS_DAY.fullmatch(between)
        return behind[0] if close and len(deeds) == 1 else None
    return None
