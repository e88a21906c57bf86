"""Plain past deeds at the end of whose sentence a year, quarter or month to come is named (DT512).

"The firm gave its clients first access to the mines in 2031" has its time far from its verb. Where
the whole sentence has but one verb, surely past, and no word that looks ahead, it is worth a look.
"It released early in October its target", in a text of May that says nothing of last year, is read
of the October to come.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.tenses import PAST, SURELY_PAST
from bongsu.audit.reading.wording import in_quotes, looks_ahead, matcher, prose
from bongsu.audit.times.periods_told import MONTHS
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


_EARLY = guarded_regex(
    r"\b(?!been\b)(?P<verb>[a-z]{2,}ed|made\spublic|set\sout|laid\sout|put\sout|held|met|gave)\s"
    r"(?:(?:early|late)\sin\s|in\s(?:early|late|mid)[\s-]|(?:early|late)\sthis\s|in\sthe\smiddle\sof\s)"
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"(?!,?\s(?:of\s)?(?:\d|last|that))"
)
_NO_DEED = lazy_regex(
    r"\b(?:is|are|be|been|being|would|will|had|has|have|if|when|last|that|those|by|to)\s(?:\w+\s)?$|"
    r"\b(?:since|until|before|ago|earlier|previous\w*|former|last)\b"
)
_FEW, _MANY = 1, 8  # months ahead: a month nearer back is last year's without more ado


def unyeared_months(evidence: Evidence, day: dt.date) -> Iterator[Past]:
    """Yield months to come, part of which a past deed is told of, where nothing is of last year.

    Parameters
    ----------
    evidence : Evidence
        An article.
    day : dt.date
        The day of publication.
    """
    years = frozenset({day.year - 1, day.year - 2})
    for sentence, words in prose(evidence):
        for found in _EARLY.finditer(words):
            if in_quotes(evidence, sentence, sentence.start + found.start()):
                continue
            at = sentence.start + found.start("month")
            every = within(evidence.dates, sentence.start, sentence.end)
            dates = [one for one in every if one.start <= at < one.end]
            months = MONTHS.index(found["month"][:3]) + 1 - day.month
            if len(dates) != 1 or not _FEW <= months <= _MANY:
                continue
            block = evidence.block_of(sentence)
            if _NO_DEED.search(words[: found.start()]) or looks_ahead(
                words[: found.start()], "dates"
            ):
                continue
            before = max(0, block.start - _FRAME)
            told = within(evidence.dates, before, dates[0].start)
            if not any(one.first and one.first.year in years for one in told):
                yield Past(dates[0], found["verb"])


_FRAME = 500  # code points before a paragraph in which last year may be the frame


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
