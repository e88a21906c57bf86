"""Deeds that a named thing sees once, such as a signature, and the dates that texts give them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from bongsu.audit.reading.decades import narrowed
from bongsu.audit.reading.event_dates import dated_events, days_apart
from bongsu.audit.reading.wording import (
    alternation,
    looks_ahead,
    named_events,
    proper_names,
    prose,
    stem,
    table,
)
from bongsu.audit.remembering import remembered
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_NEAR = 400  # days from an event within which a date may be meant to be its own


class DatedDeed(NamedTuple):
    """What a text says was done with a named thing on a day, in a month or in a year."""

    name: str  # its stems
    deed: str
    date: DateMention
    evidence: Evidence
    written: str


@remembered
def dated_deeds(evidence: Evidence) -> Iterator[DatedDeed]:
    """Yield deeds that happen once, each with its thing and its date."""
    for found in dated_events(evidence):
        if days_apart(found.event, found.date) <= _NEAR:
            event = found.event
            yield DatedDeed(event.id, event.action, found.date, evidence, f"“{event.what}”")
    for sentence, words in prose(evidence):
        inside = within(evidence.dates, sentence.start, sentence.end)
        dates = [
            narrowed(evidence, date) for date in inside if date.first and date.granularity in _EXACT
        ]
        deeds = list(_deed_pattern().finditer(words))
        if len(dates) != 1 or len(inside) != 1:
            dates = [date for date in dates if _right_behind(words, sentence, deeds, date)]
        if len(dates) != 1 or len(deeds) != 1 or looks_ahead(words, "dates"):
            continue
        deed, date = deeds[0], dates[0]
        at, end = date.start - sentence.start, date.end - sentence.start
        if not _attached(words, deed, (at, end)):
            continue
        named = _thing(words, deed, (at, end)) or _numbered(evidence, words[: deed.start()])
        if named is not None:
            kind = next(
                name for name, forms in table("dates")["deeds"].items() if _one_of(deed[0], forms)
            )
            meant = [event for found in named_events(named, None) for event in found.events]
            topics = {event.topic for event in meant}
            one = len(topics) == 1 and all(event.number is None for event in meant)
            name = topics.pop() if one else _name_key(named)  # of a row each has its own days
            yield DatedDeed(name, kind, date, evidence, named)


_EXACT = frozenset({Granularity.DAY, Granularity.MONTH, Granularity.YEAR, Granularity.DECADE})


@cache
def _deed_pattern() -> re.Pattern[str]:
    forms = [form for forms in table("dates")["deeds"].values() for form in forms]
    return regex(rf"\b{alternation(forms)}\b")


def _one_of(written: str, forms: Sequence[str]) -> bool:
    return " ".join(written.split()) in forms


def _attached(words: str, deed: re.Match[str], date: tuple[int, int]) -> bool:
    """Whether a date belongs to a deed: close behind it, or opening the sentence."""
    between = words[deed.end() : date[0]]
    if date[0] > deed.end():
        return (
            len(between) < 40
            and regex(r"[,;:]|\b(?:and|that|which|after|before)\b").search(between) is None
        )
    return regex(r"\W*(?:[Oo]n|[Ii]n)\s").fullmatch(words[: date[0]]) is not None


def _right_behind(
    words: str, sentence: Sentence, deeds: Sequence[re.Match[str]], date: DateMention
) -> bool:
    """Whether a date of several is that of a deed: "signed on March 8, 2021, it runs to 2025"."""
    at = date.start - sentence.start
    return any(words[deed.end() : at] in {" on ", " in "} for deed in deeds)


_ORDINALS = (
    r"(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ss]ixth|[Ss]eventh|[Ee]ighth|[Nn]inth|[Tt]enth|"
    r"[Ee]leventh|[Tt]welfth|[Tt]hirteenth)"
)
_SHORTENED = lazy_regex(  # "the eleventh agreement" of a text on Special Measures Agreements
    rf"(?:^|[.:;]\s)(?:The|Its|This)\s(?P<order>{_ORDINALS})\s"
    r"(?P<kind>agreement|accord|pact|treaty|protocol|plan|declaration),\s$"
)


def _numbered(evidence: Evidence, before: str) -> str | None:
    """Return the whole name of what a text calls by its number, if it tells of one such row."""
    found = _SHORTENED.search(before)
    if found is None:
        return None
    kind = found["kind"].capitalize()
    text = f"{evidence.article.title}. {evidence.text}"
    whole = regex(rf"\b(?:{_ORDINALS}\s)(?P<name>(?:[A-Z][a-z]+\s){{1,4}}{kind})\b")
    names = {match["name"] for match in whole.finditer(text)}
    return f"{found['order'].capitalize()} {names.pop()}" if len(names) == 1 else None


_PARTICIPLE = lazy_regex(r",\s$")
_WHERE = lazy_regex(  # "signed the deal in Buenos Aires", "with the Polish Armament Agency"
    r"\b(?:in|at|near|with|from)\s(?:the\s)?$"
)
_CHAMBER = lazy_regex(  # what passes it is no thing that it does anything to
    r"\s(?:through\s)?(?:the\s)?(?:\w+\s)?(?:National Assembly|Congress|Senate|House|Diet|"
    r"Parliament|Cabinet|Bundestag|Knesset)\b",
    re.IGNORECASE,
)
_ONE_OF_MANY = lazy_regex(r"\b[Aa]n?\s$")  # "signed an Executive Order": there are others


def _thing(words: str, deed: re.Match[str], date: tuple[int, int]) -> str | None:
    """Return the one long name that was signed, passed or opened."""
    beside = (*proper_names(words[: date[0]]), *proper_names(words[date[1] :], date[1]))
    behind = next((at for at, _, _ in beside if at >= deed.end()), len(words))
    if _ONE_OF_MANY.search(words, deed.end(), behind):
        return None
    names = [
        name.removeprefix("The ")
        for start, _, name in beside
        if start < deed.end() or not _WHERE.search(words, 0, start)
    ]
    long = [name for name in names if len(name.split()) >= 2 and len(name) > 10]
    passive = regex(r"\b(?:was|were|is|been)\s$").search(words[: deed.start()]) is not None
    passive = passive or _PARTICIPLE.search(words, 0, deed.start()) is not None
    intransitive = _one_of(deed[0], table("dates")["intransitive"]) or (
        deed[0] == "passed" and _CHAMBER.match(words, deed.end()) is not None
    )
    if (passive or intransitive) and long and words.find(long[0]) < deed.start():
        before = [name for name in long if words.find(name) < deed.start()]
        return before[-1] if len(before) == 1 else None
    after = [name for name in long if words.find(name) > deed.end()]
    return after[0] if len(after) == 1 and not (passive or intransitive) else None


def _name_key(name: str) -> str:
    return " ".join(stem(word) for word in regex(r"[^\W_]+").findall(name))


def disagree(first: DateMention, second: DateMention) -> bool:
    """Whether no day is in both of two dates."""
    if not (first.first and first.last and second.first and second.last):
        return False
    return first.last < second.first or second.last < first.first
