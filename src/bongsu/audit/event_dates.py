"""How the words around a date tell which event it dates, and how far the two are apart."""

from __future__ import annotations

import datetime as dt
import re

from bongsu.audit.references import Event
from bongsu.audit.signs import Told
from bongsu.evidence.mentions import DateMention, Granularity, Sentence

BEFORE = 30  # code points from a date to the name that it qualifies
BEHIND = 60  # code points from an event's name to the date behind it
_APART = re.compile(
    r"[.;:—]|,\s(?!(?:which\s(?:was|were)\s)?(?:\w+ly\s)?(?:\w+ed|in\sforce|held|in\seffect|effective|struck|in|on|since)\b)|"
    r"\b(?:and|but|while|before|until|since\sthe|after|although|because|when|than|against|expir\w+|"
    r"which\s(?:will|has|have|had)|from|through|compared|to\sbe|like|unlike|as|by|under|at|during|following)\b"
)
_WHEN = re.compile(r"(?:^|[\s,])(?:in|on|since|of)\s(?:the\s)?(?:early|mid|late)?[\s-]?$")
_QUALIFIER = re.compile(r"(?:['’]s)?\s(?:[a-z\-]+\s|[A-Z]\.?[A-Z]\.?-?\w*\s){0,3}?")
_OF_ANOTHER = re.compile(r"\b(?:on|in|of|by|until|from|the\send)\s$|\b(?:said|met|meets?|told)\b")


def tells_behind(between: str) -> bool:
    """Whether the words from a name to a date behind it make that date the name's."""
    between = re.sub(r"^\s?\([A-Z][\w&\- ]*\)", "", between)  # its acronym
    told = _WHEN.search(between)
    return (
        told is not None
        and len(between) <= BEHIND
        and _APART.search(between[: told.start()]) is None
    )


def qualifies(words: str, date: DateMention, span: tuple[int, int], name: int) -> bool:
    """Whether a date stands before a name as its adjective: "the October 31 accord"."""
    between = words[span[1] : name]
    return (
        date.granularity in {Granularity.DAY, Granularity.MONTH}
        and len(between) <= BEFORE
        and _QUALIFIER.fullmatch(between) is not None
        and _OF_ANOTHER.search(words[max(0, span[0] - 12) : span[0]]) is None
    )


ELSEWHERE = re.compile(
    r"[;:—]|\b(?:after|before|when|since|until|following|while|than|that|which|who|but|and)\b"
)


_DOER = re.compile(r"^\sby\s(?:then-)?(?:[Pp]resident\s)?(?:[A-Z][\w\-]+\s?){1,4}(?=\s)")


def dates_deed(
    words: str, told: Told, date: DateMention, sentence: Sentence, *, alone: bool
) -> bool:
    """Whether a date tells when a deed was done: behind it, as its adjective, or at the opening."""
    start, end = date.start - sentence.start, date.end - sentence.start
    if told.end <= start:
        behind = _DOER.sub("", words[told.end : start])
        return tells_behind(behind) or re.fullmatch(r"\s(?:to|for)\s", behind) is not None
    if end > told.start:
        return told.start < start and re.search(r"\b(?:on|in)\s(?:the\s)?$", words[:start]) is None
    if qualifies(words, date, (start, end), told.start):
        return True
    opening = re.fullmatch(r"\W*(?:[Oo]n|[Ii]n)\s(?:early\s|late\s)?", words[:start])
    between = words[end : told.start]
    return alone and opening is not None and len(between) < BEHIND and not ELSEWHERE.search(between)


def covers(event: Event, date: DateMention) -> bool:
    """Whether an event can have been at a date, give or take the day that zones make."""
    return days_apart(event, date) <= 1


def days_apart(event: Event, date: DateMention) -> int:
    """Return how many days lie between an event and a date at least."""
    first, last = date.first or dt.date.min, date.last or dt.date.max
    return max((event.first - last).days, (first - event.last).days, 0)
