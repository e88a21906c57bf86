"""How long a well-known thing is said to have run, beside the day on which it opened (DT506).

"The zone had operated for more than two decades" of a park that opened in 2004: the thing is named
in the sentence or in the one before it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.passed_time import Stretch, apart, fits, stretches
from bongsu.audit.reading.stretches import day_itself
from bongsu.audit.reading.wording import in_quotes, prose
from bongsu.evidence.dictionary import Phrases
from bongsu.evidence.mentions import DateMention, Evidence, Granularity
from bongsu.evidence.sourced import parts, rows, span
from bongsu.patterns import lazy_regex

_LONG = guarded_regex(r"\b(?:[Yy]ears|[Dd]ecades?)\b")
_RUNS = lazy_regex(
    r"\b(?P<aux>has|had|have)\s(?:now\s|then\s|since\s)?(?:been\s)?(?:run|operated|operating|open|running|existed|served|serving|stood|"
    r"functioned|carried\s[\w\s.,]{3,50}?|in\s(?:operation|service|use|existence|business|place)|worked|around|going)\s"
    r"(?:[\w’'-]+\s){0,6}?(?:for|over)\s(?:the\s(?:past|last)\s)?(?:(?:almost|nearly|over|more\sthan|about|some|just|only|at\sleast|around|roughly|well\sover)\s){0,2}$"
)
_CALLS = lazy_regex(
    r"\W*(?:It|The\s(?:[a-z-]+\s){0,2}?(?P<noun>zone|complex|park|airport|line|railway|train|trains|plant|reactor|system|scheme|bloc|body|union|market|court|company|service|city|site|estate))\b"
)
_JOINS = lazy_regex(r"(?:\s\([^()]*\))?(?:,\s[^,;]{3,80},|,?\s(?:which|that|itself))?\s*")
_OWNED = lazy_regex(  # "a mill of POSCO", "POSCO and its mill"
    r"\b(?:of|in|with|for|from|at|by|on|to|under|between|an?|against)\s(?:the\s)?(?:[a-z-]+\s)?$"
)


class Running(NamedTuple):
    """A stretch of time, the day from which it must count, and the thing."""

    stretch: Stretch
    since: DateMention
    title: str
    source: str


class _Thing(NamedTuple):
    title: str
    start: str
    source: str
    names: tuple[str, ...]


@cache
def _things() -> Phrases[_Thing]:
    return Phrases(
        (name, _Thing(parts(row["names"])[0], row["start"], row["source"], parts(row["names"])))
        for row in rows("bongsu.audit", "openings")
        for name in parts(row["names"])
    )


def running_since(evidence: Evidence, day: dt.date) -> Iterator[Running]:
    """Yield how long known things are said to have run that have not run so long, or far longer.

    Parameters
    ----------
    evidence : Evidence
        An article.
    day : dt.date
        The day of publication.
    """
    before, block = "", -1
    for sentence, words in prose(evidence):
        said, before = (before if sentence.block == block else ""), words
        block = sentence.block
        if _LONG.search(words) is None:
            continue
        for stretch in stretches(evidence.text, sentence.start, sentence.end):
            runs = _RUNS.search(words[: stretch.start - sentence.start])
            if (
                stretch.unit != "year"
                or runs is None
                or in_quotes(evidence, sentence, stretch.start)
            ):
                continue
            named = _running(words, runs.start()) or _called_back(words, said)
            if not named or len({one.title for found in named[-1:] for one in found}) != 1:
                continue
            thing, now = named[-1][0], day_itself(day)
            since = _known(thing.start)
            _, most = apart(since, now)
            longer = stretch.value * _YEAR > most
            if not fits(evidence, stretch, since, now) and (longer or runs["aux"] != "had"):
                yield Running(stretch, since, thing.title, thing.source)


def _running(words: str, at: int) -> list[tuple[_Thing, ...]]:
    """Return the thing that runs: the one named right before, and no part or deed of it."""
    return [
        found
        for start, end, found in _things().find(words[:at])
        if _JOINS.fullmatch(words, end, at) and not _OWNED.search(words, 0, start)
    ]


def _called_back(words: str, said: str) -> list[tuple[_Thing, ...]]:
    """Return the thing that opened the sentence before, where "it" or "the zone" is that."""
    calls = _CALLS.match(words)
    if calls is None:
        return []
    noun = calls["noun"] or ""
    return [
        found
        for start, _, found in _things().find(said)
        if (noun and any(_is_such(one, noun) for one in found)) or (not noun and start <= _FIRST)
    ]


def _is_such(thing: _Thing, noun: str) -> bool:
    return any(noun in name.casefold() for name in thing.names)


_FIRST = 5  # characters before the subject of a sentence: "The"
_YEAR = 365.25


def _known(start: str) -> DateMention:
    first, last = span(start)
    whole = Granularity.DAY if first == last else Granularity.RANGE
    return DateMention(start=-1, end=-1, edtf=start, granularity=whole, first=first, last=last)
