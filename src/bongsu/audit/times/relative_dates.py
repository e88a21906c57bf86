"""Dates told from the day of writing beside the same date written out: "last year, in May 2021"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from bongsu.audit.reading.wording import in_quotes, prose, stem
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_NEARBY = lazy_regex(
    r"(?:(?:early|mid|late|earlier|later)[\s-](?:in\s)?)?(?P<which>this|last|next)\s"
    r"(?P<span>year|month|week|(?:Jan|Febr)uary|March|April|May|June|July|August|"
    r"(?:Septem|Octo|Novem|Decem)ber)|.*\b(?P<own>this|last)\s(?P<own_span>year)",
    re.IGNORECASE | re.DOTALL,
)
_INTO = lazy_regex(
    r"\s?[,(—–-]?\s?(?:(?:that\sis|namely|back|i\.e\.),?\s)?(?:(?:in|on|from|between|during|over)\s)?"
)
_ITS_EVENT = lazy_regex(  # "last year's election, in March 2022"
    r"['’]s?\s(?:(?!and\b|or\b|than\b|from\b|to\b|since\b)[\w-]++\s?){1,4}[,(–—]\s?(?:(?:held|that)\s)?(?:in|on|of)?\s?|"
    r"['’]s?\s(?:(?!or\b|than\b|from\b|since\b|which\b|who\b|was\b|were\b|is\b|are\b|has\b|had\b)[\w-]++\s?){1,14},\s"
    r"(?:(?:which\s(?:was\sheld|took\splace|came)|held|that\sis|taken|passed)\s)?on\s"
)
_BACK = lazy_regex(r"\s?[,(—–]\s?(?:(?:that\sis|or|and\sso|just)\s)?")
_CLOSED = lazy_regex(r"\s?[,.;:)—–]|\s(?:of|that|when|where|which|after|by|at|between|with)\b|$")
_AGAINST = lazy_regex(
    r"\b(?:unlike|than|compared\s(?:to|with)|over|from|since|like|against)\s"
    r"(?:the\s\w+\s(?:of|in)\s)?$",
    re.IGNORECASE,
)
_WEEK = dt.timedelta(days=8)
_OTHER_YEAR = lazy_regex(
    r"\b(?:fiscal|school|academic|crop|marketing)\s(?:years?|terms?|calendars?)\b|\bFY\s?\d",
    re.IGNORECASE,
)


_SO_FAR = lazy_regex(
    r"\b(?:so\sfar|to\sdate|up\sto\snow|until\snow|as\syet|still\sto\scome)\s(?:in\s|for\s)?(?P<told>last\s(?:year|month|quarter|week))\b",
    re.IGNORECASE,
)


class Mistold(NamedTuple):
    """A date told from the day of writing, what it means, and what the text says beside it."""

    start: int
    end: int
    which: str  # "this", "last" or "next"
    means: str
    said: str
    other: tuple[int, int]


def contradicted(evidence: Evidence) -> Iterator[Mistold]:
    """Yield "earlier this year, in May 2022" where the two do not meet."""
    for sentence, words in prose(evidence):
        lower = words.casefold()
        if not any(which in lower for which in ("this", "last", "next")):
            continue
        inside = within(evidence.dates, sentence.start, sentence.end)
        so_far = _SO_FAR.search(words) if " last " in lower else None
        if so_far is not None:
            span = sentence.start + so_far.start(), sentence.start + so_far.end()
            yield Mistold(*span, "last", "over", so_far[0].split(" last ")[0], span)
        for first, second in pairwise(inside):
            told, written = (first, second) if first.relative else (second, first)
            which = _which(evidence, told)
            if which is None or written.relative or not written.first or not written.last:
                continue
            if _OTHER_YEAR.search(words) or not _one_time(evidence, sentence, first, second):
                continue
            if _meet(evidence, told, written) or in_quotes(evidence, sentence, told.start):
                continue
            yield Mistold(
                told.start,
                told.end,
                which,
                told.edtf or "",
                evidence.words(written),
                (written.start, written.end),
            )


def _which(evidence: Evidence, date: DateMention) -> str | None:
    match = _NEARBY.fullmatch(evidence.words(date)) if date.relative and date.first else None
    return (match["which"] or match["own"]).casefold() if match else None


def _one_time(
    evidence: Evidence, sentence: Sentence, first: DateMention, second: DateMention
) -> bool:
    """Whether the second of two dates only says again when the first is."""
    joint = evidence.text[first.end : second.start]
    before = evidence.text[sentence.start : first.start]
    if _AGAINST.search(before) or not _CLOSED.match(evidence.text[second.end : sentence.end]):
        return False
    if first.relative and _ITS_EVENT.fullmatch(joint):
        return True
    form = _INTO if first.relative else _BACK
    return bool(joint.strip(" ")) and form.fullmatch(joint) is not None and joint != "-"


def _meet(evidence: Evidence, told: DateMention, written: DateMention) -> bool:
    if told.first is None or told.last is None or written.first is None or written.last is None:
        return True
    spare = _WEEK if "week" in evidence.words(told) else dt.timedelta()
    return told.first - spare <= written.last and written.first <= told.last + spare


_CALLED = lazy_regex(
    r"\b[Tt]h(?:e|is|at)\s(?:[\w-]+\s){0,2}?(?P<noun>[a-z]{4,}),?\s"
    r"(?:(?:which|that)\s(?:was|were|had\sbeen)\s)?(?:was\s|were\s)?"
    r"(?P<verb>[a-z]{3,}ed|held|struck|made|sent|given)\s(?:[a-z]+\s){0,2}$"
)
_BEFORE = 3  # sentences back in which the thing was dated


def dated_before(evidence: Evidence) -> Iterator[Mistold]:
    """Yield "the order, issued in May this year" where the text dated its issue in another year."""
    told = list(prose(evidence))
    for place, (sentence, words) in enumerate(told):
        if " this year" not in words and " last year" not in words:
            continue
        for date in within(evidence.dates, sentence.start, sentence.end):
            which = _which(evidence, date)
            called = _CALLED.search(words[: date.start - sentence.start])
            if which is None or called is None or "year" not in evidence.words(date):
                continue
            if in_quotes(evidence, sentence, date.start):
                continue
            for earlier, its in reversed(told[max(0, place - _BEFORE) : place]):
                other = _dated_once(evidence, earlier, its, called)
                if other is not None:
                    if not _meet(evidence, date, other):
                        span = (other.start, other.end)
                        said = evidence.words(other)
                        yield Mistold(date.start, date.end, which, date.edtf or "", said, span)
                    break


def _dated_once(
    evidence: Evidence, sentence: Sentence, words: str, called: re.Match[str]
) -> DateMention | None:
    """Return the one written date of a sentence that tells the same deed of the same thing."""
    stems = {stem(word) for word in regex(r"[a-z]{3,}").findall(words.casefold())}
    inside = within(evidence.dates, sentence.start, sentence.end)
    if len(inside) != 1 or inside[0].relative or inside[0].last is None:
        return None
    if stem(called["noun"]) not in stems or stem(called["verb"]) not in stems:
        return None
    exact = inside[0].granularity in {Granularity.DAY, Granularity.MONTH, Granularity.YEAR}
    return inside[0] if exact and inside[0].first else None
