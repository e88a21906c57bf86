"""Stretches of time told as over that reach beyond the publication (DT512).

"The poll, conducted between January 15 and May 17, 2024" in a text of April; "in the year to August
2023 exports fell" in one of July. What is gathered, counted or measured over a stretch of time is
known only at its end; what is set, granted or closed for one may well have been told before.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.reading.passed_time import has_year
from bongsu.audit.reading.wording import in_quotes, looks_ahead, matcher, prose
from bongsu.audit.times.title_period import figures_of
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, within
from bongsu.patterns import lazy_regex, regex

_REACH = 130  # code points from a verb to its stretch of time
_BREAK = regex(r"[;:]|,\s(?:and|but|while|which|who)\s")
_DATA_TO = lazy_regex(
    r"\b(?:(?:year|months?|quarters?|half|period|weeks|days|season)\s(?:to|through|ended|ending|until|up\sto)|"
    r"(?:data|figures|statistics|records|numbers|results|returns|accounts|series|observations|prices|samples?)\s(?:[a-z]+\s){0,3}?"
    r"(?:through|until|till|up\sto|to|down\sto|as\sof))\s(?:the\s(?:end|middle)\sof\s)?(?:end-)?$",
    re.IGNORECASE,
)
_TOLD = lazy_regex(
    r"\b(?:shows?|showed|suggests?|indicates?|indicated|puts?|reveals?|revealed|rose|fell|grew|dropped|declined|increased|decreased|"
    r"climbed|jumped|slipped|shrank|expanded|contracted|totall?ed|amounted|reached|came\s(?:to|in)|stood|recorded|posted|added|"
    r"averaged|registered|sold|shipped|was|were|lost|gained|earned|spent|paid|took\sin|exported|imported|confirms?|bears?\sout)\b"
)
_AHEAD = lazy_regex(
    r"\b(?:will|would|shall|plan\w*|schedul\w+|forecast\w*|project\w*|expect\w*|outlook|target\w*|budget\w*|estimat\w+|until|"
    r"contract\w*|agree\w*|valid|due|if|set\sto|is\sto|are\sto|extend\w*|guidance|assum\w+|scenario\w*|to\sbe)\b",
)


class Over(NamedTuple):
    """A stretch of time, and the word that tells it as over."""

    date: DateMention
    verb: str
    sure: bool


def ranges_over(evidence: Evidence, day: dt.date) -> Iterator[Over]:
    """Yield the stretches of time of an article that were not over on a day, though told so.

    Parameters
    ----------
    evidence : Evidence
        An article.
    day : dt.date
        The day of publication.
    """
    gathered = matcher("dates", "known_at_its_end")
    for sentence, words in prose(evidence):
        if looks_ahead(words, "dates") or _AHEAD.search(words):
            continue
        for date in within(evidence.stretches, sentence.start, sentence.end):
            if date.last is None or date.last <= day or in_quotes(evidence, sentence, date.start):
                continue
            at, end = date.start - sentence.start, date.end - sentence.start
            if date.granularity is Granularity.RANGE and date.first and date.first <= day:
                before = _BREAK.split(words[max(0, at - _REACH) : at])[-1]
                behind = _BREAK.split(words[end : end + _REACH])[0]
                opens = len(words[:at].split()) <= _OPENING
                verb = gathered.search(behind if opens else before)
                verb = verb or (gathered.search(before) if opens else None)
                dated = has_year(evidence, date)
                near = (date.last - day).days < _NEXT
                if verb is not None and (dated or near):
                    yield Over(date, verb[0], sure=dated)
            elif date.granularity in _PARTS and _DATA_TO.search(words[:at]):
                told = _TOLD.search(words, end) or _TOLD.search(words, 0, at)
                late = (date.last - day).days > _SPARE and date.last.month != day.month
                if told is not None and late and (figures_of(evidence, sentence) or "how" in told[0]):
                    yield Over(date, told[0], sure=not date.relative)


_OPENING = 3  # words before a stretch of time with which a sentence opens
_NEXT = 120  # days to come within which a stretch without a year would be told with it, were it past
_SPARE = 3  # days before the end of a stretch on which it is told as over
_PARTS = frozenset({Granularity.DAY, Granularity.MONTH, Granularity.QUARTER})
