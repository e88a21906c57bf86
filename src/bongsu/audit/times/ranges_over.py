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
from bongsu.audit.times.awaited_still import occasion
from bongsu.audit.times.title_period import figures_of
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
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
    r"\b(?:will|would|shall|plans?\sto|planned|planning|schedul\w+|forecast\w*|project\w*|expect\w*|outlook|target\w*|budget\w*|estimat\w+|until|"
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
    for sentence, words in prose(evidence):
        if looks_ahead(words, "dates") or _AHEAD.search(words):
            continue
        for date in within(evidence.stretches, sentence.start, sentence.end):
            if date.last is None or date.last <= day or in_quotes(evidence, sentence, date.start):
                continue
            found = _over(evidence, sentence, words, date, day)
            if found is not None:
                yield found


def _over(
    evidence: Evidence, sentence: Sentence, words: str, date: DateMention, day: dt.date
) -> Over | None:
    """Return how a sentence tells a stretch of time as over that ends after a day."""
    at, end = date.start - sentence.start, date.end - sentence.start
    dated = has_year(evidence, date)
    if date.first is not None and date.first > day and date.granularity in _DAYS:
        verb = _on_its_day(words, at, end) if dated else None
        if verb is not None:
            return Over(date, verb, sure=True)
    if date.granularity is Granularity.RANGE and date.first and date.last and date.first <= day:
        verb = _gathered(words, at, end)
        near = (date.last - day).days < _NEXT
        if _is_whole(date) and (date.last - day).days <= _ALMOST_OVER:
            return None
        return Over(date, verb, sure=dated) if verb is not None and (dated or near) else None
    if date.granularity not in _PARTS or date.last is None or not _DATA_TO.search(words[:at]):
        return None
    told = _TOLD.search(words, end) or _TOLD.search(words, 0, at)
    late = (date.last - day).days > _SPARE and date.last.month != day.month
    if told is None or not late or not figures_of(evidence, sentence):
        return None
    return Over(date, told[0], sure=not date.relative)


def _is_whole(date: DateMention) -> bool:
    """Whether a stretch of time is one of whole months: "the first half of 2019"."""
    if date.first is None or date.last is None:
        return False
    return date.first.day == 1 and (date.last + dt.timedelta(days=1)).day == 1


_ALMOST_OVER = 31  # days before the end of a half or a year in which it is told as good as over


def _gathered(words: str, at: int, end: int) -> str | None:
    """Return the verb of what was gathered over a stretch of time at a place of a sentence."""
    known = matcher("dates", "known_at_its_end")
    before = _BREAK.split(words[max(0, at - _REACH) : at])[-1]
    behind = _BREAK.split(words[end : end + _REACH])[0]
    opens = len(words[:at].split()) <= _OPENING
    verb = (known.search(behind) if opens else None) or known.search(before)
    return verb[0] if verb is not None else None


_ON = lazy_regex(r"(?:\s[\w’'-]+){0,3}?\s(?:on|in)\s$")
_WAS_DONE = lazy_regex(
    r",?\s(?P<verb>(?:was|were|has\sbeen|have\sbeen)\s(?:\w+ly\s)?"
    r"(?!set\b|expected|scheduled|planned|due|to\b|called|announced|postponed|moved|fixed|agreed|cancel)"
    r"(?:\w{2,}ed|won|lost|held|fought|taken)|"
    r"drew|saw|brought|ended|gave|went|took|came|failed|passed)\b"
)
_DAYS = frozenset({Granularity.DAY, Granularity.RANGE})


def _on_its_day(words: str, at: int, end: int) -> str | None:
    """Return the verb of what was counted on a day, or of an occasion of that day."""
    for verb in matcher("dates", "known_at_its_end").finditer(words, max(0, at - _NEAR), at):
        if _ON.fullmatch(words, verb.end(), at):
            return verb[0]
    if occasion().search(words[max(0, at - _NEAR) : at]) is None:
        return None
    done = _WAS_DONE.match(words, end)
    return done["verb"] if done is not None else None


_NEAR = 60  # code points before a day in which its verb, or its occasion, stands
_OPENING = 3  # words before a stretch of time with which a sentence opens
_NEXT = (
    120  # days to come within which a stretch without a year would be told with it, were it past
)
_SPARE = 3  # days before the end of a stretch on which it is told as over
_PARTS = frozenset({Granularity.DAY, Granularity.MONTH, Granularity.QUARTER})
