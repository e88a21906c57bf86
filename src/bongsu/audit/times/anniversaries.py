"""Anniversaries of events that the reference dates, in a year that is another of them.

"The 75th anniversary of the alliance", "the treaty marked its 70th anniversary", "as the alliance
turns 75": the ordinal leads back to a year, which must be that of the event. What has no day in a
name of its own, such as diplomatic ties, is known by its two parties.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.event_dates import days_apart
from bongsu.audit.reading.signs import told_events
from bongsu.audit.reading.wording import in_quotes, named_events, prose, table
from bongsu.audit.references import Event, NamedEvent, events
from bongsu.evidence.mentions import DateMention, Evidence, Kind, Quantity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_REACH = 60  # code points from an ordinal to the name of what it counts from
_ABOUT = guarded_regex(
    r"\banniversar|\bturn(?:s|ed|ing)\s\d|\b(?:years?|decades?)\sof\s(?:diplomatic|the|formal|normal|their|an?)\b|"
    r"\b(?:its|their)\s[\w-]+\syear\b"
)
_AFTER = lazy_regex(
    r"\b(?:[Aa]fter|[Oo]ver|[Ii]n|[Ff]or|[Ww]ith|[Mm]ark\w*|[Cc]elebrat\w*)\s(?:the\s)?(?:(?:past|last)\s)?$"
)
_LASTING = regex(r"\sof\s(?:the\s|their\s|its\s|an?\s)?")
_NTH_YEAR = regex(
    r"\syear\b(?:\sof\s(?:operation|existence|its\sexistence|force|implementation))?(?!\s(?:in\sa|running|of|at|as|with))"
)
_MARKED = lazy_regex(r"\sanniversary\sof\s(?:the\s|its\s|their\s)?")
_OWN = lazy_regex(r"(?:\b(?:its|their)|['’]s?|\bthe|\ba)\s$")
_ITS = regex(r"\sanniversary\b(?!\sof\b)")
_TURNS = lazy_regex(r"\bturn(?:s|ed|ing)\s$")
_NO_YEARS = regex(r"\s(?:percent|billion|million|per\b)|[,.]\d|%")
_BREAK = lazy_regex(r"[;:—.]\s|\b(?:while|but|although|whereas)\b")
_YEARLY = lazy_regex(r"\b(?:this|last|next|coming|previous|upcoming|will|would|be|planned)\b")
QUALIFIED = (  # what may stand between the age and the noun
    r"(?:(?:[A-Z][\w.\-]*|military|security|bilateral|defen[cs]e|mutual|formal|strategic)\s){0,3}"
)


class Anniversary(NamedTuple):
    """An anniversary told in a year that is not that of its count."""

    start: int
    end: int
    event: Event
    year: int  # in which it is told
    years: float
    named: tuple[int, int]
    sure: bool


def anniversaries(evidence: Evidence, day: dt.date) -> Iterator[Anniversary]:
    """Yield "the second anniversary of A" in a year that is not the second after A's.

    Parameters
    ----------
    evidence : Evidence
        The article.
    day : datetime.date
        The day of the text.
    """
    for sentence, words in prose(evidence):
        if _ABOUT.search(words) is None:
            continue
        for count in within(evidence.quantities, sentence.start, sentence.end):
            if not count.value or in_quotes(evidence, sentence, count.start):
                continue
            found = _counted_from(words, count, sentence.start, day)
            if found is not None:
                yield from _in_another_year(evidence, sentence, words, count, found, day)


class _From(NamedTuple):
    """The events that an anniversary may count from, and the places of its words."""

    events: tuple[Event, ...]
    told: bool  # by their own name or deed, so that no other stage can be meant
    end: int  # of the words of the anniversary
    named: tuple[int, int]
    nth: bool = False  # whether it is a year that runs: the first is that of the event
    about: bool = False  # whether the count may be rounded


def _counted_from(words: str, count: Quantity, offset: int, day: dt.date) -> _From | None:
    """Return what an ordinal or a number of years is an anniversary of."""
    at, end = count.start - offset, count.end - offset
    if count.kind is Kind.DURATION:
        return _lasting(words, at, end) if count.unit in {"year", "years", "decade"} else None
    if count.kind is Kind.ORDINAL:
        marked = _MARKED.match(words, end)
        if marked is not None:
            behind = words[marked.end() : marked.end() + 2 * _REACH]
            behind = behind.split("anniversar", maxsplit=1)[0]
            shift = marked.end()
            found = _behind(words, behind, day)
            return found and found._replace(
                end=shift, named=(found.named[0] + shift, found.named[1] + shift)
            )
        nth = _NTH_YEAR.match(words, end)
        if nth is not None and regex(r"\b(?:in|into|enter\w*|begin\w*)\s(?:its|their)\s$").search(
            words[:at]
        ):
            found = _before(words[: at - 4], words, day, reach=2 * _REACH)
            return found and found._replace(end=nth.end(), nth=True)
        own, its = _OWN.search(words[:at]), _ITS.match(words, end)
        if own is None or its is None:
            return None
        found = _before(words[: own.start()], words, day)
        return found and found._replace(end=its.end())
    turns = _TURNS.search(words[:at])
    if turns is None or _NO_YEARS.match(words, end) or count.kind in {Kind.PERCENT, Kind.MONEY}:
        return None
    found = _before(words[: turns.start()], words, day)
    return found and found._replace(end=end)


def _behind(words: str, behind: str, day: dt.date) -> _From | None:
    """Return what the words behind "anniversary of" name."""
    named = next((n for n in named_events(behind, day) if n.start < 1.5 * _REACH), None)
    if named is not None and (meant := _meant(named, behind[: named.end + 40])) is not None:
        return meant
    told = next((t for t in told_events(behind, lambda: words, day) if t.start < _REACH), None)
    if told is not None:
        return _From((told.event,), True, 0, (told.start, told.end))
    event, end = of_age(words, behind)
    return _From((event,), True, 0, (0, end)) if event is not None else None


def _lasting(words: str, at: int, end: int) -> _From | None:
    """Return what "after four decades of diplomatic relations" counts from."""
    of = _LASTING.match(words, end)
    if of is None or _AFTER.search(words[:at]) is None:
        return None
    event, stop = of_age(words, words[of.end() :])
    if event is None:
        return None
    return _From((event,), True, end, (of.end(), of.end() + stop), about=True)


def _before(before: str, words: str, day: dt.date, *, reach: int = _REACH // 2) -> _From | None:
    """Return what stands before "marks its" or "'s" as what is so old."""
    every = reversed(named_events(before, day))
    named = next((n for n in every if not _apart(before, n.end, reach)), None)
    if named is not None:
        return _meant(named, before[named.end :])
    noun = next(iter(reversed(list(_noun().finditer(before)))), None)
    if noun is None or _apart(before, noun.end(), reach):
        return None
    event, _ = of_age(words, noun[0])
    return _From((event,), True, 0, noun.span()) if event is not None else None


def _apart(before: str, end: int, reach: int) -> bool:
    """Whether a name stands too far from the end of some words, or in another clause of them."""
    return len(before) - end > reach or _BREAK.search(before, end) is not None


def _meant(named: NamedEvent, around: str) -> _From | None:
    """Return the events of a name: those whose deed is told with it, or else any of it."""
    if any(event.number is not None for event in named.events):
        return None
    actions = table("events")["actions"]
    meant = tuple(
        event
        for event in named.events
        if any(re.search(rf"\b{form}", around) for form in actions.get(event.action, ()))
    )
    told = bool(meant) or (len(named.events) == 1 and named.events[0].own)
    every = meant or events().topic(named.events[0].topic)
    return _From(every, told, 0, (named.start, named.end))


@cache
def _things() -> tuple[dict[str, Any], ...]:
    """Return the things that are known by a noun and by whose they are: an alliance, relations."""
    ties = table("events")["ties"]
    between = tuple({"nouns": ties["nouns"], **one} for one in ties["between"])
    return (*table("events")["aged"], *between)


@cache
def _noun() -> re.Pattern[str]:
    nouns = {noun for thing in _things() for noun in thing["nouns"]}
    return regex(rf"\b(?i:{'|'.join(sorted(nouns, key=len, reverse=True))})\b")


def of_age(words: str, behind: str) -> tuple[Event | None, int]:
    """Return the event that a thing is as old as, and where the words behind name the thing."""
    for thing in _things():
        noun = re.match(rf"{QUALIFIED}(?i:{'|'.join(thing['nouns'])})\b", behind)
        if noun and is_meant(thing, words):
            found = events().topic(thing["topic"], action=thing["action"])
            return found[0], noun.end()
    return None, 0


def is_meant(thing: dict[str, Any], words: str) -> bool:
    """Whether a sentence names the parties of what a noun of age stands for, and no third."""
    named = all(re.search(rf"\b(?:{'|'.join(forms)})", words) for forms in thing["with"])
    return named and not re.search(rf"\b(?:{'|'.join(thing.get('not', ['$^']))})", words)


def _in_another_year(
    evidence: Evidence,
    sentence: Sentence,
    words: str,
    count: Quantity,
    found: _From,
    day: dt.date,
) -> Iterator[Anniversary]:
    """Yield the count unless it fits any of the events in any year that may be meant."""
    dates = [
        date
        for date in within(evidence.dates, sentence.start, sentence.end)
        if date.first and all(days_apart(event, date) for event in found.events)
    ]  # the own day of an event tells nothing of the years
    if len(dates) > 1 or not found.events or count.value is None:
        return
    told = count.value * (10 if count.unit == "decade" else 1)
    years = _years(dates, words, day)
    if found.nth:  # in its third year since the second anniversary or so
        years = {year + part for year in years for part in (0, 1)}
    if found.about:
        years = {year + part for year in years for part in (-2, -1, 0, 1, 2)}
    first = found.events[0]
    if any(event.first.year + told in years for event in found.events):
        return
    far = min(abs(event.first.year + told - year) for event in found.events for year in years)
    dated = bool(dates) and not dates[0].relative
    yield Anniversary(
        start=count.start,
        end=sentence.start + found.end,
        event=first,
        year=min(years),
        years=told,
        named=(sentence.start + found.named[0], sentence.start + found.named[1]),
        sure=found.told and (dated or far > 1),
    )


def _years(dates: Sequence[DateMention], words: str, day: dt.date) -> set[int]:
    """Return the years that an anniversary may be told of."""
    years = {date.first.year for date in dates if date.first} or {day.year - 1, day.year}
    if not dates and _YEARLY.search(words):
        years.add(day.year + 1)
    return years
