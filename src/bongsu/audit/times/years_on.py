"""Years counted as "in its 43rd year", "its 30th anniversary" or "N years after", up to today.

Each form names the one year that it counts from in its own sentence, or in one shortly before,
where something was founded, signed or begun; years begun and years completed are both right. An
anniversary told of a year of its own ("marked its tenth anniversary in 2022") counts up to that.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.passed_time import days_of, fits, has_year, stretches
from bongsu.audit.reading.stretches import day_itself
from bongsu.audit.reading.wording import content_words, in_quotes, prose
from bongsu.evidence.mentions import DateMention, Evidence, Kind, Sentence, within
from bongsu.patterns import lazy_regex

_NTH_YEAR = lazy_regex(r"\s(?:straight\s)?year\b(?!s|-)")
_IN_ITS = lazy_regex(
    r"\b(?:in|enter(?:s|ed|ing)|into|reach(?:es|ed|ing)|mark(?:s|ed|ing))\s(?:its|their|his|her)\s$"
)
_ANNIVERSARY = lazy_regex(r"\s(?:founding\s|wedding\s)?(?:anniversary|birthday)\b")
_MARKS = lazy_regex(
    r"\b(?:this\syear|mark(?:s|ing)|celebrat(?:es|ing)|will\smark|will\scelebrate|is\sto\smark|observ(?:es|ing)|turns)\b"
)
_BEGUN = guarded_regex(
    r"\b(?:found(?:ed|ing)|establish\w+|launch\w+|opened|opening|set\sup|sign(?:ed|ing)|began|begun|started|created|born|"
    r"inaugurat\w+|formed|built|introduced|enacted|joined|took\soffice|came\sinto\s\w+|entered|since|normali[sz]\w+)\b",
    re.IGNORECASE,
)
_AFTER = lazy_regex(
    r"\W*(?:(?:Almost|Nearly|About|Some|Over|More\sthan|Just|Exactly|Now)\s){0,2}$", re.IGNORECASE
)
_EVENT_OF = lazy_regex(
    r"\s(?:after|since|on\sfrom)\s(?:the\s)?[^,;.]{2,50}?\b(?:of|in)\s(?:\w+\s)?$"
)
_NOW = lazy_regex(r",\s[^.;]{0,80}?\b(?:is|are|has|have|remains?|still|continues?)\b")
_SPARE = 1  # years


class Misyear(NamedTuple):
    """A count of years that the year it starts from does not bear out."""

    start: int
    end: int
    date: DateMention
    passed: int
    sure: bool
    then: int | None = None  # the year up to which is counted, where it is not the running one


def misyears(evidence: Evidence, day: dt.date) -> Iterator[Misyear]:
    """Yield the counts of years up to a day that are not those from the year beside them."""
    before: list[DateMention] = []
    block = -1
    begun: _Begun | None = None
    for place, (sentence, words) in enumerate(prose(evidence)):
        if sentence.block != block:
            before = []
        own = [d for d in days_of(evidence, sentence.start, sentence.end) if has_year(evidence, d)]
        if "anniversar" in words and begun is not None and place - begun.place <= _NEAR:
            yield from _then_marked(evidence, sentence, words, own, begun)
        yield from _ordinals(evidence, sentence, words, own or before, day)
        if len(own) == 1:
            yield from _years_after(evidence, sentence, words, own[0], day)
        opens = len(own) == 1 and _BEGUN.search(words) is not None
        before = own if opens else []
        if opens and "anniversar" not in words:
            begun = _Begun(place, own[0], words)
        block = sentence.block


class _Begun(NamedTuple):
    """The last sentence that told of one year in which something began."""

    place: int
    date: DateMention
    words: str


_NEAR = 4  # sentences from a beginning to its anniversary
_OF_WHAT = lazy_regex(
    r"(?:\s\w+)?\sanniversary(?:\sof\s(?:(?:the|its|their)\s)?(?P<thing>[^,;.]{3,60}))?"
)
_ITS = lazy_regex(r"\b(?:its|their)\s$")


def _then_marked(
    evidence: Evidence, sentence: Sentence, words: str, own: list[DateMention], begun: _Begun
) -> Iterator[Misyear]:
    """Yield "in 2021 it celebrated its 60th anniversary" of what was founded in 1971."""
    first = begun.date.first
    if len(own) != 1 or own[0].first is None or first is None or own[0].first <= first:
        return
    passed = own[0].first.year - first.year
    for one in within(evidence.quantities, sentence.start, sentence.end):
        if one.kind is not Kind.ORDINAL or not one.value:
            continue
        of = _OF_WHAT.match(words, one.end - sentence.start)
        if of is None or one.value == passed or in_quotes(evidence, sentence, one.start):
            continue
        same = content_words(of["thing"] or words) & content_words(begun.words)
        if same or _ITS.search(words[: one.start - sentence.start]):
            told = own[0].first.year
            sure = abs(one.value - passed) > _SPARE and bool(same)
            yield Misyear(one.start, one.end, begun.date, passed, sure, told)


def _ordinals(
    evidence: Evidence, sentence: Sentence, words: str, dates: list[DateMention], day: dt.date
) -> Iterator[Misyear]:
    """Yield "in its 43rd year" and "is marking its 30th anniversary" beside a year."""
    if len(dates) != 1 or dates[0].first is None or not 1800 < dates[0].first.year < day.year:
        return
    inside = sentence.start <= dates[0].start < sentence.end
    if inside and not _BEGUN.search(words):
        return
    passed = day.year - dates[0].first.year
    for one in within(evidence.quantities, sentence.start, sentence.end):
        if one.kind is not Kind.ORDINAL or not one.value or one.value < 2:
            continue
        at, end = one.start - sentence.start, one.end - sentence.start
        if in_quotes(evidence, sentence, one.start):
            continue
        counted = None
        if _IN_ITS.search(words[:at]) and _NTH_YEAR.match(words, end):
            counted = one.value - 1
        elif _ANNIVERSARY.match(words, end) and _MARKS.search(words):
            counted = one.value
        if counted is not None and abs(counted - passed) > _SPARE:
            sure = abs(counted - passed) > 2
            yield Misyear(one.start, one.end, dates[0], passed, sure)


def _years_after(
    evidence: Evidence, sentence: Sentence, words: str, date: DateMention, day: dt.date
) -> Iterator[Misyear]:
    """Yield "Twenty-eight years after the crisis of 1987, ... is", told in 2025."""
    for stretch in stretches(evidence.text, sentence.start, sentence.end):
        at, end = stretch.start - sentence.start, stretch.end - sentence.start
        if stretch.unit != "year" or not _AFTER.fullmatch(words[:at]) or date.start < stretch.end:
            continue
        between = words[end : date.start - sentence.start]
        now = _NOW.match(words, date.end - sentence.start)
        if not _EVENT_OF.fullmatch(between) or now is None or date.first is None:
            continue
        if not fits(evidence, stretch, date, day_itself(day)):
            passed = day.year - date.first.year
            yield Misyear(stretch.start, stretch.end, date, passed, sure=True)
