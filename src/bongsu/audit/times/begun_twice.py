"""The year in which a survey or a row of records began, told twice with two years (DT503).

"It has surveyed them every year since 2011" and "the highest since polling began in 2013": a text
that knows one survey cannot have it begin in two years.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.reading.deeds import disagree
from bongsu.audit.reading.passed_time import has_year
from bongsu.audit.reading.stretches import closed
from bongsu.audit.reading.wording import content_words, in_quotes, proper_names, prose
from bongsu.audit.times.called_back import TwoDays
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex

_SURVEY = r"(?:survey\w*|poll(?:s|ing)?|questionnaires?|census(?:es)?|barometer)"
_RECORD = (
    r"(?:records?(?:-keeping)?|data|statistics|figures|series|index|tracking|compil\w+|tall(?:y|ies|ying)|"
    r"count(?:s|ing)?|measurements?|collection)"
)
_BEGAN = (
    r"(?:began|begun|started|were\s(?:begun|introduced|launched|started)|was\s(?:begun|introduced|launched|started|"
    r"first\s\w+)|(?:were|was)\sfirst\s\w+|first\s(?:began|appeared|came\sout))"
)
_WORDS = r"(?:[\w'’-]+\s){0,4}?"
_SINCE_BEGUN = r"\b(?:since|when)\s(?:the\s|its\s|it\s|that\s|such\s|official\s|annual\s)*"


class _Begun(NamedTuple):
    date: DateMention
    sentence: Sentence
    kind: str


_FORMS = {
    kind: (
        lazy_regex(rf"{_SINCE_BEGUN}{_WORDS}{noun}\s{_WORDS}{_BEGAN}\s(?:\w+\s){{0,3}}?in\s$"),
        lazy_regex(
            rf"\b(?:annual|yearly|every\syear|each\syear|regular|monthly|quarterly|biennial)\b[^.;]{{0,60}}?\b{noun}\b"
            r"[^.;]{0,80}?\bsince\s$"
        ),
        lazy_regex(rf"\b{noun}\b[^.;,]{{0,60}}?\b(?:every|each)\s(?:\w+\s)?year\ssince\s$"),
        lazy_regex(rf"\b{noun}\b[^.;,]{{0,40}}?,?\s(?:first\s\w+|begun|launched|started)\sin\s$"),
    )
    for kind, noun in (("survey", _SURVEY), ("record", _RECORD))
}


def begun_twice(evidence: Evidence) -> Iterator[TwoDays]:
    """Yield the years in which one survey, or one row of records, is said to have begun."""
    told = list(_told(evidence))
    for first, second in combinations(told, 2):
        if first.kind != second.kind or not disagree(first.date, second.date):
            continue
        if len({one.date.edtf for one in told if one.kind == first.kind}) != 2:
            continue
        if not _of_two(evidence, first, second):
            yield TwoDays(date=second.date, other=first.date, sure=False)


def _told(evidence: Evidence) -> Iterator[_Begun]:
    for sentence, words in prose(evidence):
        if " in " not in words and " since " not in words:
            continue
        for date in map(closed, within(evidence.dates, sentence.start, sentence.end)):
            if date.granularity is not Granularity.YEAR or not has_year(evidence, date):
                continue
            before = words[: date.start - sentence.start]
            if in_quotes(evidence, sentence, date.start):
                continue
            for kind, forms in _FORMS.items():
                if any(form.search(before) for form in forms):
                    yield _Begun(date, sentence, kind)


def _of_two(evidence: Evidence, first: _Begun, second: _Begun) -> bool:
    """Whether two sentences may well be on two surveys, or on two rows of records."""
    words = [evidence.words(one.sentence) for one in (first, second)]
    if first.kind == "record":  # births are counted since another year than marriages
        return len((content_words(words[0]) & content_words(words[1])) - _ANY_ROW) < _SHARED
    names = [
        content_words(" ".join(name for _, _, name in proper_names(said[1:]))) for said in words
    ]
    return bool(names[0] and names[1]) and not names[0] & names[1]


_SHARED = 2  # content words by which two sentences are on one row of records
_ANY_ROW = content_words(
    "record records began since year years lowest highest level largest smallest statistics data "
    "figures first compiled collection tracking count index percent month first number Korea South"
)
