"""Plain past deeds at the end of whose sentence a year, quarter or month to come is named (DT512).

"The firm gave its clients first access to the mines in 2031" has its time far from its verb. Where
the whole sentence has but one verb, surely past, and no word that looks ahead, it is worth a look.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.reading.tenses import PAST, SURELY_PAST
from bongsu.audit.reading.wording import in_quotes, looks_ahead, matcher, prose
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex

_LONG = frozenset({Granularity.YEAR, Granularity.QUARTER, Granularity.MONTH})
_AT_ITS_END = lazy_regex(r"\b(?:in|during|over)\s(?:the\s)?$")
_END = lazy_regex(r"\W*$")
_OPENING = lazy_regex(
    r"\W*(?:(?:Additionally|Meanwhile|However|Also|Further|Furthermore|Moreover|Separately|"
    r"Still|Then|Later|In\saddition|At\sthe\ssame\stime),?\s)?"
)
_CLEAVES = lazy_regex(  # what may bind the time to something else than the verb
    r"[;:()—]|,\s(?:which|who|where)\b|\b(?:that|which|who|whose|whether|until|by|since|after|before|than|as|against|"
    r"on|about|over|toward|towards|into|under|because|while|when|how|why|what)\s|"
    r"\b(?:is|are|be|been|being|has|have|had|do|does|can)\b|\bto\s(?!\d|[A-Z$]|the\b|its\b|their\b)|"
    r"\bfor\s(?!its\b|their\b)|\w{3,}ing\b"
)
_OF_WORDS = frozenset({"spoke", "wrote", "heard", "saw"})  # of what is still to come
_MOST = 10  # words of a subject


class Past(NamedTuple):
    """A time to come and the past verb of its sentence."""

    date: DateMention
    verb: str


def past_of_ahead(evidence: Evidence, day: dt.date) -> Iterator[Past]:
    """Yield times to come at the end of sentences whose one verb is surely past."""
    for sentence, words in prose(evidence):
        dates = within(evidence.dates, sentence.start, sentence.end)
        if not dates or any(other.first and other.first <= day for other in dates):
            continue
        date = dates[-1]
        if date.first is None or date.relative or date.granularity not in _LONG:
            continue
        verb = _one_verb(sentence, words, date)
        if verb is not None and not in_quotes(evidence, sentence, date.start):
            yield Past(date, verb)


def _one_verb(sentence: Sentence, words: str, date: DateMention) -> str | None:
    at = date.start - sentence.start
    if (
        _AT_ITS_END.search(words[:at]) is None
        or _END.fullmatch(words, date.end - sentence.start) is None
    ):
        return None
    if looks_ahead(words, "tenses"):
        return None
    opening = _OPENING.match(words)
    start = opening.end() if opening else 0
    verb = PAST.search(words[:at], start)
    if verb is None or not SURELY_PAST.match(verb[0]) or verb[0] in _OF_WORDS:
        return None
    subject, behind = words[start : verb.start()], words[verb.end() : at - 3]
    if len(subject.split()) > _MOST or "," in subject or _CLEAVES.search(subject):
        return None
    if _CLEAVES.search(behind) or PAST.search(behind):
        return None
    return None if matcher("tenses", "present").search(behind) else verb[0]
