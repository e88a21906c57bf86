"""How many events of a row a text counts in a stretch of time, held against the reference.

"In 2016 and 2017 North Korea conducted three nuclear tests": of such a row, complete from its first
one on, the reference knows each, and so how many there were between two days.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from bongsu.audit.reading.wording import alternation, in_quotes, prose
from bongsu.audit.references import Event, events
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Kind, Sentence, within
from bongsu.patterns import lazy_regex, regex

_FEWEST = 3  # events of a row
_KINDS = frozenset({"test", "summit"})
_BETWEEN = lazy_regex(r"(?:\s(?!more|further|additional|other|of|or|and|to|such)[a-z-]+){0,2}\s$")
_HEDGED = lazy_regex(
    r"\b(?:at\sleast|more\sthan|over|up\sto|as\smany\sas|almost|nearly|planned|plans|threat\w*|"
    r"expected|possible|possibly|would|could|may|might|if|each|every|per|these|those|the|other|last|past|next|"
    r"failed|suspected|fewer\sthan|less\sthan)\s(?:\w+\s)?$"
)
_OF_NORTH = lazy_regex(r"\b(?:North\sKorea\w*|DPRK|Pyongyang|Kim\sJong|the\sNorth|Punggye)")
_OTHERS = lazy_regex(
    r"\b(?:India\w*|Pakistan\w*|Soviet|Russia\w*|China\w*|French|France|subcritical|Iran\w*)\b"
)
_ALL = lazy_regex(
    r"\b(?:has\s(?:now\s|so\sfar\s|already\s)?(?:conducted|carried\sout|held|tested|detonated)|to\sdate|so\sfar|"
    r"in\s(?:all|total)|a\stotal\sof|have\sbeen\s(?:held|conducted))\b"
)
_UNDER = lazy_regex(
    r"\b(?:under|reign|tenure|rule|took\spower|era|term|came\sto\spower|succe\w+|administration|kim\sjong)\b",
    re.IGNORECASE,
)
_SINCE = lazy_regex(r"\b(?:[Ss]ince|[Aa]fter)\s(?:\w+\s){0,2}?(?:first|then|that)\b")
_JOINT = regex(r"(?:,?\sand\s|\sand\s(?:in\s)?)")


class Miscounted(NamedTuple):
    """A number of events of a row, and those that there were."""

    start: int
    end: int
    number: int
    events: tuple[Event, ...]
    first: dt.date
    last: dt.date
    sure: bool  # whether the text tells the years


@cache
def _rows() -> dict[str, tuple[Event, ...]]:
    """Return the rows that are complete from their first event on."""
    found: dict[str, list[Event]] = {}
    for event in events().all:
        if event.number is not None and event.kind in _KINDS and len(event.start) > len("2006-10"):
            found.setdefault(event.topic, []).append(event)
    return {
        topic: tuple(sorted(row, key=lambda one: one.number or 0))
        for topic, row in found.items()
        if len(row) >= _FEWEST and {one.number for one in row} == set(range(1, len(row) + 1))
    }


@cache
def _names() -> dict[str, tuple[re.Pattern[str], frozenset[str]]]:
    """Return patterns for the names of each row, and words of which one stands in each name."""
    found = {}
    for topic, row in _rows().items():
        names = sorted({name for one in row for name in one.names})
        words = frozenset(max(name.split(), key=len) for name in names)
        found[topic] = regex(rf"\b{alternation(names)}s?\b"), words
    return found


def miscounted_events(evidence: Evidence, day: dt.date | None) -> Iterator[Miscounted]:
    """Yield numbers of events in a stretch of time in which there were fewer or more."""
    if day is None:
        return
    text = evidence.text[evidence.article.start : evidence.article.end]
    patterns = [
        (topic, pattern, signs)
        for topic, (pattern, signs) in _names().items()
        if any(sign in text for sign in signs)
    ]
    for place, (sentence, words) in enumerate(prose(evidence) if patterns else ()):
        for topic, pattern, signs in patterns:
            if not any(sign in words for sign in signs):
                continue
            for match in pattern.finditer(words):
                start = sentence.start + match.start()
                number = _number(evidence, sentence, start)
                if number is None or in_quotes(evidence, sentence, start):
                    continue
                before = prose(evidence)[place - 1][1] if place else ""
                if topic == "nuclear-test" and not _of_north(words, before):
                    continue
                found = _compared(evidence, sentence, _rows()[topic], number, day)
                if found is not None:
                    yield found._replace(end=sentence.start + match.end())


def _of_north(words: str, before: str) -> bool:
    return bool(_OF_NORTH.search(words) or _OF_NORTH.search(before)) and not _OTHERS.search(words)


def _number(evidence: Evidence, sentence: Sentence, at: int) -> tuple[int, int] | None:
    """Return a number that counts what is named behind it, with its place."""
    for quantity in within(evidence.quantities, max(sentence.start, at - 40), at + 40):
        if quantity.kind is not Kind.COUNT or quantity.value is None or quantity.start >= at:
            continue
        written = regex(r"\w+").match(evidence.text[quantity.start : quantity.end])
        end = quantity.start + len(written[0]) if written else quantity.end
        lead = evidence.text[max(sentence.start, quantity.start - 40) : quantity.start]
        if _BETWEEN.fullmatch(evidence.text, end, at) and not _HEDGED.search(lead):
            return int(quantity.value), quantity.start
    return None


def _compared(
    evidence: Evidence,
    sentence: Sentence,
    row: Sequence[Event],
    number: tuple[int, int],
    day: dt.date,
) -> Miscounted | None:
    words = evidence.words(sentence)
    dates = [
        date
        for date in within(evidence.stretches, sentence.start, sentence.end)
        if date.granularity is not Granularity.VAGUE
        and not _OF_LAST.search(evidence.text, sentence.start, date.start)
    ]
    span = _span(evidence, dates, row, words, day)
    if span is None:
        return None
    first, last = span
    told = tuple(event for event in row if first <= event.first and event.last <= last)
    counts = {len(told)}
    if _SINCE.search(words):  # since the first one: itself counted or not
        counts |= {len(told) - 1}
    value, start = number
    if value in counts:
        return None
    return Miscounted(start, start, value, told, first, last, bool(dates))


_OF_LAST = lazy_regex(  # a date of one of all that were counted
    r"\b(?:last|latest|most recent|first|sixth)(?: of (?:them|which|these))?(?: (?:was|came))? "
    r"(?:in|on) $"
)


def _span(
    evidence: Evidence,
    dates: Sequence[DateMention],
    row: Sequence[Event],
    words: str,
    day: dt.date,
) -> tuple[dt.date, dt.date] | None:
    """Return the days between which a sentence counts, none if it does not tell them."""
    if not dates:
        whole = _ALL.search(words) is not None and _UNDER.search(words) is None
        return (row[0].first, day) if whole else None
    bounds = [(date.first or dt.date.min, min(date.last or day, day)) for date in dates]
    if len(dates) == 1 and _SINCE.search(words):
        return bounds[0][0], day
    if len(dates) == 1:
        return bounds[0] if "/" in (dates[0].edtf or "") or _of_years(dates[0]) else None
    joint = all(
        _JOINT.fullmatch(evidence.text, one.end, other.start)
        and (other.first and one.last and (other.first - one.last).days == 1)
        for one, other in itertools.pairwise(dates)
    )
    return (bounds[0][0], bounds[-1][1]) if joint else None


def _of_years(date: DateMention) -> bool:
    return date.granularity in {Granularity.YEAR, Granularity.RANGE}
