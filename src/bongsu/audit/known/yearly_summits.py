"""The month that a text gives to the summit of a year which the reference dates otherwise.

"The 2025 APEC summit at the end of November" was over on November 1: the year and the name of a
summit that is held once a year tell which one is meant, whatever part of a month is told for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bongsu.audit.reading.wording import in_quotes, prose
from bongsu.audit.references import Event, events
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, within
from bongsu.patterns import lazy_regex

_SUMMIT = lazy_regex(
    r"\b(?P<year>20\d\d)\s(?:[A-Z][\w.-]*\s){0,4}?\(?(?P<name>APEC|G20|G-20|G7|G-7|NATO)\)?\s"
    r"(?:(?!(?i:minist|official|finance|trade|foreign|senior|defen[cs]e|working))[A-Z]?[a-z]+['’]?\s){0,3}?"
    r"(?:[Ss]ummit|[Mm]eeting)\b"
    r"(?P<gap>(?:(?!\b(?:signed|began|begin|opened|deal|of\s[a-z]*\s?(?:minist|official)|minist))[^.;,]){0,40}?)"
    r"(?:at|in|on|held|from)\s(?:the\s)?$"
)
_PART = lazy_regex(
    r"\b(?P<part>end\sof|late|early|beginning\sof|start\sof|mid|middle\sof)[\s-]?(?:the\s)?$|"
    r"^(?P<inner>late|early|mid|end)[\s-]"
)
_FOR_IT = lazy_regex(
    r"\b(?:[Dd]eal|[Pp]repar\w+|[Pp]lan\w*|[Tt]alks|[Cc]ommittee|[Aa]head|[Cc]ontract)\s(?:for|of|to)\s(?:the\s)?$"
)
_ROOM = dt.timedelta(days=3)
_TOPICS = {"G-20": "g20", "G-7": "g7"}


class WrongMonth(NamedTuple):
    """A date told of a summit, and the summit."""

    date: DateMention
    event: Event


@cache
def _held() -> dict[tuple[str, int], Event]:
    """Return by topic and year the summits of which a year had but one."""
    found: dict[tuple[str, int], list[Event]] = {}
    for event in events().all:
        if event.kind == "summit" and event.topic.endswith("-summit"):
            key = event.topic.removesuffix("-summit"), event.first.year
            found.setdefault(key, []).append(event)
    return {key: some[0] for key, some in found.items() if len(some) == 1}


def wrong_months(evidence: Evidence) -> Iterator[WrongMonth]:
    """Yield the months and parts of months in which the summit of a year was not held."""
    for sentence, words in prose(evidence):
        for date in within(evidence.dates, sentence.start, sentence.end):
            at = date.start - sentence.start
            if date.granularity not in {Granularity.MONTH, Granularity.DAY, Granularity.RANGE}:
                continue
            named = _SUMMIT.search(_PART.sub("", words[:at]))
            if (
                named is None
                or _FOR_IT.search(words[: named.start()])
                or in_quotes(evidence, sentence, date.start)
            ):
                continue
            name = _TOPICS.get(named["name"], named["name"].lower())
            event = _held().get((name, int(named["year"])))
            first, last = _stretch(evidence, words[:at], date, int(named["year"]))
            if event is None or first is None or last is None:
                continue
            if event.last < first - _ROOM or event.first > last + _ROOM:
                yield WrongMonth(date, event)


def _stretch(
    evidence: Evidence, before: str, date: DateMention, year: int
) -> tuple[dt.date | None, dt.date | None]:
    """Return the days of the part of a month that is told, in the year of the summit."""
    if date.first is None or date.last is None:
        return None, None
    try:
        first, last = date.first.replace(year=year), date.last.replace(year=year)
    except ValueError:
        return None, None  # the 29th of February
    lead, own = _PART.search(before), _PART.match(evidence.words(date).lower())
    part = (lead and lead["part"]) or (own and own["inner"]) or ""
    if date.granularity is not Granularity.MONTH or not part:
        return first, last
    if part.startswith(("end", "late")):
        return first.replace(day=19), last
    if part.startswith("mid"):
        return first.replace(day=8), first.replace(day=23)
    return first, first.replace(day=12)
