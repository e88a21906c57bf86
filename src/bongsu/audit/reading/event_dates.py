"""How the words around a date tell which event it dates, and how far the two are apart."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from bongsu.audit.reading.signs import Told, told_events
from bongsu.audit.reading.wording import (
    looks_ahead,
    named_events,
    place_of,
    prose,
    quoted,
    table,
)
from bongsu.audit.references import Event, NamedEvent, events
from bongsu.audit.remembering import remembered
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Kind, Sentence, within
from bongsu.patterns import lazy_regex, regex

CALLS_BACK = 6  # sentences back in which what a deed was done by may be named
BEFORE = 30  # code points from a date to the name that it qualifies
BEHIND = 60  # code points from an event's name to the date behind it
_APART = regex(
    r"[.;:—]|,\s(?!(?:which\s(?:was|were)\s)?(?:\w+ly\s)?(?:\w+ed|in\sforce|held|in\seffect|effective|struck|in|on|since)\b)|"
    r"\b(?:and|but|while|before|until|since\sthe|after|although|because|when|than|against|expir\w+|"
    r"which\s(?:will|has|have|had)|from|through|compared|to\sbe|like|unlike|as|by|under|at|during|following)\b|"
    r"\b(?:over|for)\s(?:his|her|its|their)\b"
)
_WHEN = regex(r"(?:^|[\s,])(?:in|on|since|of)\s(?:the\s)?(?:early|mid|late)?[\s-]?$")
_QUALIFIER = regex(r"(?:['’]s)?\s(?:[a-z\-]+\s|[A-Z]\.?[A-Z]\.?-?\w*\s){0,3}?")
_OF_ANOTHER = regex(r"\b(?:on|in|of|by|until|from|the\send)\s$|\b(?:said|met|meets?|told)\b")


_WHICH_THEY = lazy_regex(  # "the declaration, which they announced on": who did it
    r"^,?\s(?:which|that|whom)\s(?:they|he|she|it|the\s(?:two\s)?[a-z]+|[A-Z][\w.]+(?:\sand\s[A-Z][\w.]+)?)\s(?:had\s)?"
)


def tells_behind(between: str) -> bool:
    """Whether the words from a name to a date behind it make that date the name's."""
    between = regex(r"^\s?\([A-Z][\w&\- ]*\)").sub("", between)  # its acronym
    between = _WHICH_THEY.sub(" ", between)
    told = _WHEN.search(between)
    return (
        told is not None
        and len(between) <= BEHIND
        and _APART.search(between[: told.start()]) is None
    )


_THE = lazy_regex(
    r"\b(?:[Tt]he|[Tt]heir|[Ii]ts|[Tt]his|[Tt]hat)\s(?:historic\s|landmark\s|first\s)?$"
)


_WHOSE = regex(r"\s(?:[A-Z][\w.]*(?:[-\u2013][A-Z]\w*)?\s)?")  # "the 2018 U.S.-DPRK summit"


def qualifies(words: str, date: DateMention, span: tuple[int, int], name: int) -> bool:
    """Whether a date stands before a name as its adjective: "the October 31 accord"."""
    between = words[span[1] : name]
    if date.granularity is Granularity.YEAR:  # "the 2018 Singapore summit"
        return _WHOSE.fullmatch(between) is not None and _THE.search(words[: span[0]]) is not None
    return (
        date.granularity in {Granularity.DAY, Granularity.MONTH}
        and len(between) <= BEFORE
        and _QUALIFIER.fullmatch(between) is not None
        and _OF_ANOTHER.search(words[max(0, span[0] - 12) : span[0]]) is None
    )


ELSEWHERE = lazy_regex(
    r"[;:—]|\b(?:after|before|when|since|until|following|while|than|that|which|who|but|and)\b"
)


_ENTRY = lazy_regex(r"\s?[:–—|]\s|\s-\s")  # between the day of an entry and what was on it
_LONG_ENTRY = 160  # code points
_CAME_FIRST = lazy_regex(  # "May 24, 2010: Seoul bans trade after the sinking"
    r"\b(?:after|since|following|over|for|in\sresponse\sto|because\sof)\s(?:the\s|its\s)?$"
)


_DOER = lazy_regex(r"^\sby\s(?:then-)?(?:[Pp]resident\s)?(?:[A-Z][\w\-]++\s?){1,4}(?=\s)")


def dates_deed(
    words: str, told: Told, date: DateMention, sentence: Sentence, *, alone: bool
) -> bool:
    """Whether a date tells when a deed was done: behind it, as its adjective, or at the opening."""
    start, end = date.start - sentence.start, date.end - sentence.start
    if told.end <= start:
        behind = _DOER.sub("", words[told.end : start])
        return tells_behind(behind) or regex(r"\s(?:to|for)\s").fullmatch(behind) is not None
    if end > told.start:
        return (
            told.start < start and regex(r"\b(?:on|in)\s(?:the\s)?$").search(words[:start]) is None
        )
    if qualifies(words, date, (start, end), told.start):
        return True
    if alone and not words[:start].strip(" -*•·") and _ENTRY.match(words, end):
        return len(words) < _LONG_ENTRY and not _CAME_FIRST.search(words[end : told.start])
    opening = regex(r"\W*(?:[Oo]n|[Ii]n)\s(?:the\s)?(?:early\s|late\s)?").fullmatch(words[:start])
    between = words[end : told.start]
    return alone and opening is not None and len(between) < BEHIND and not ELSEWHERE.search(between)


def covers(event: Event, date: DateMention) -> bool:
    """Whether an event can have been at a date, give or take the day that zones make."""
    return days_apart(event, date) <= 1


def days_apart(event: Event, date: DateMention) -> int:
    """Return how many days lie between an event and a date at least."""
    first, last = date.first or dt.date.min, date.last or dt.date.max
    return max((event.first - last).days, (first - event.last).days, 0)


def next_of_a_row(event: Event, date: DateMention, words: str) -> bool:
    """Whether what is awaited on a date comes after all that the reference has of its kind."""
    row = events().topic(event.topic, action=event.action)
    later = date.first is not None and all(date.first > one.last for one in row)
    return later and len(row) > 1 and looks_ahead(words, "tenses")


DATED = frozenset(
    {Granularity.DAY, Granularity.MONTH, Granularity.QUARTER, Granularity.YEAR, Granularity.RANGE}
)
# What stands before a name that only tells where or when something else was.
_BESIDE = regex(
    r"\b(?:of|at|for|during|after|before|following|from|in|since|under|on)\s(?:the\s)?(?:\d{4}\s)?$"
)
_ANOTHERS = regex(
    r"\b(?:its|his|her|a|an|own|draft|new|another)\s$|"
    r"\b(?:drafts?|outlines?|proposals?|consultations?)\s(?:of|for|on)\s(?:the\s)?(?:\w+\s)?$"
)
_DOES = lazy_regex(  # a body that opens an office is not opened itself
    r",?\s(?:(?:has|had|also|then|later)\s)?(?:found|establish|creat|open|launch)ed\s"
    r"(?:an?|the|its|their|two|three|four|five|several|some|new|more)\s"
)
_ITS = lazy_regex(r"(?:['’]s?)\s[a-z]")
_THEIRS = regex(r"\btheir\s$")  # of the two parties, where no third country is named
_THIRD = lazy_regex(r"\b(?:Japan|China|Philippine|Taiwan|Australia|Russia|Vietnam|India|Europe)")


# A deed on what carries a thing out or changes it is none on the thing: "the law implementing X".
_CARRYING_OUT = regex(r"\b(?:implement(?:s|ing|ation\sof)|to\simplement)\s(?:the\s)?$")
_REMADE = regex(r"\b(?:revised|amended|renegotiated|reworked|modified|updated)\s$", re.IGNORECASE)
_CHANGED = regex(r"\s(?:modification|amendment|revision|implementation|renegotiation)s?\b")


def _of_two(words: str, named: NamedEvent) -> bool:
    between = {event.kind for event in named.events} <= {"treaty", "summit"}
    return between and _THIRD.search(words) is None


def _joined_part(words: str, named: NamedEvent) -> bool:
    """Whether what was joined is a thing of the body: "joined the United Nations' peacekeepers"."""
    joined = any(event.kind == "membership" for event in named.events)
    return joined and _ITS.match(words, named.end) is not None


def _founded(named: NamedEvent) -> bool:
    return any(event.action in {"founded", "opened", "launched"} for event in named.events)


def anothers(words: str, named: NamedEvent) -> bool:
    """Whether a name is that of another's thing, or only part of the name of what is meant."""
    before = words[max(0, named.start - BEFORE) : named.start]
    return (
        _ANOTHERS.search(before) is not None
        or _joined_part(words, named)
        or (_founded(named) and _DOES.match(words, named.end) is not None)
        or (_THEIRS.search(before) is not None and not _of_two(words, named))
        or _CARRYING_OUT.search(before) is not None
        or _REMADE.search(before) is not None
        or _CHANGED.match(words, named.end) is not None
    )


def date_of(
    words: str, named: NamedEvent, dates: Sequence[DateMention], sentence: Sentence
) -> DateMention | None:
    """Return the date that tells when a named event was: behind it, before it, of its entry."""
    for date in dates:
        start, end = date.start - sentence.start, date.end - sentence.start
        if words[named.end : start] == " (" and words[end : end + 1] == ")":
            return date
        if named.end <= start and tells_behind(words[named.end : start]):
            if _ON.fullmatch(words, named.end, start) and _UNDER.search(words[: named.start]):
                continue  # "was blocked under the order on May 3"
            return date
        if end <= named.start and (
            qualifies(words, date, (start, end), named.start)
            or (
                date.role == "timeline"
                and not _BESIDE.search(words[max(0, named.start - BEFORE) : named.start])
            )
        ):
            return date
    return _opening(words, named, dates, sentence)


_ON = lazy_regex(r",?\s(?:also\s|again\s)?on\s")
_UNDER = lazy_regex(
    r"\b(?:pursuant\sto|under|in\saccordance\swith|on\sthe\sbasis\sof)\s(?:the\s)?$"
)


def _opening(
    words: str, named: NamedEvent, dates: Sequence[DateMention], sentence: Sentence
) -> DateMention | None:
    """Return the one date of a sentence that opens with it and goes on to what was done then."""
    if len(dates) != 1 or not regex(r"\W*(?:[Oo]n|[Ii]n)\s(?:the\s)?").fullmatch(
        words[: dates[0].start - sentence.start]
    ):
        return None
    between = words[dates[0].end - sentence.start : named.start]
    if _UNDER.search(between):
        return None  # "today they were designated pursuant to the order"
    actions = table("events")["actions"]
    forms = {form for event in named.events for form in actions.get(event.action, ())}
    verb = re.search(rf"\b(?:{'|'.join(forms)})", between) if forms else None
    near = len(between) < BEHIND + BEFORE and not ELSEWHERE.search(between.replace(" and ", " "))
    return dates[0] if verb is not None and near else None


def earlier_words(evidence: Evidence, sentence: Sentence) -> str:
    """Return the title and the sentences before one, where who did a deed may be named."""
    place = place_of(evidence, sentence)
    near = evidence.sentences[max(0, place - CALLS_BACK) : place]
    return " ".join((evidence.article.title, *(evidence.words(one) for one in near)))


_OF_A_STRETCH = regex(  # "the second in March", but not "the second in Seoul"
    r"\s(?:since|in|for)\b(?!\s(?:\w+\s)?\d{4})"
    r"(?!\s(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b)[A-Z])|\ssince\b"
)


def counted(named: NamedEvent, meant: Sequence[Event]) -> bool:
    """Whether an ordinal picked one of a row: the sixth test is none of the five before it."""
    return len(meant) == 1 and meant[0].number is not None and len(named.events) > 1


_PINNING = frozenset({"signed", "in force", "effective", "inaugurated", "impeached", "removed"})


def pinned(words: str, at: int, meant: Sequence[Event]) -> list[Event]:
    """Return the stages of a thing that the verb right before a date names."""
    before = words[max(0, at - 45) : at]
    actions = table("events")["actions"]
    return [
        event
        for event in meant
        if event.action in _PINNING
        and re.search(
            rf"\b(?:{'|'.join(actions[event.action])})\w*\s(?:(?!and\b|or\b)\w+\s){{0,2}}"
            r"(?:in|on|since)\s(?:the\s)?(?:early\s|mid-?|late\s)?$",
            before,
        )
    ]


def meant_events(
    evidence: Evidence, sentence: Sentence, words: str, named: NamedEvent, date: DateMention
) -> list[Event]:
    """Return the events that a name can mean by its ordinal and the deeds told around it."""
    ordinals = [
        q.value
        for q in within(evidence.quantities, sentence.start, sentence.start + named.start)
        if q.kind is Kind.ORDINAL and sentence.start + named.start - q.end < BEFORE
    ]
    if ordinals and any(event.number is not None for event in named.events):
        if _OF_A_STRETCH.match(words, named.end):
            return []
        return [event for event in named.events if event.number == ordinals[-1]]
    start, end = date.start - sentence.start, date.end - sentence.start
    if date.granularity is Granularity.YEAR and _WHOSE.fullmatch(words, end, named.start):
        once = [event for event in named.events if _but_once(event)]
        if not once or len(once) < len(named.events) or _GOES_ON.match(words, named.end):
            return []
        return [min(once, key=lambda event: days_apart(event, date))]
    low, high = min(named.start, start), max(named.end, end)
    around = words[low:high] + " " + (words[high : high + 70] if start < named.start else "")
    before = words[max(0, low - 30) : low]
    actions = table("events")["actions"]
    told = [
        event
        for event in named.events
        if any(
            _begins_word(form, around) or _leads_up(form, before)
            for form in actions.get(event.action, ())
        )
    ]
    paper = len(named.events) == 1 and named.events[0].kind in _PAPERS
    if not told and paper and _OF.fullmatch(words, named.end, start):
        return list(named.events)  # "the Declaration of May 26": a paper bears its day
    if told:
        amended = [
            event for event in told if regex(r"amend|revis", re.IGNORECASE).search(event.what)
        ]
        if len(amended) < len(told) and not regex(r"amend|revis", re.IGNORECASE).search(words):
            return [event for event in told if event not in amended]
        return told
    return [event for event in named.events if event.own] if len(named.events) == 1 else []


_PAPERS = frozenset({"document", "treaty", "summit"})
_OF = lazy_regex(r"\s(?:of|dated|\()\s?")
_ONCE = frozenset({"summit", "treaty", "deal"})  # kinds of which no other year has one so named


def _but_once(event: Event) -> bool:
    """Whether no other year has had the like of an event by its name."""
    return event.number is None and (event.kind in _ONCE or "Declaration" in event.what)


_GOES_ON = lazy_regex(r"\s(?:[A-Z]|review\b|amend|revis|implement)")


def _begins_word(form: str, words: str) -> bool:
    return form in words and re.search(rf"\b{form}", words) is not None


def _leads_up(form: str, before: str) -> bool:
    """Whether a word begins so close before a place."""
    end = rf"\b{form}\w*\s(?:[\w.’'\-]+\s){{0,3}}$"
    return form in before and re.search(end, before) is not None


class DatedEvent(NamedTuple):
    """A place of a text that puts one event at a date."""

    event: Event
    date: DateMention
    start: int
    end: int


@remembered
def dated_events(evidence: Evidence) -> Iterator[DatedEvent]:
    """Yield the events that a text dates, by name or by deed, where but one can be meant."""
    seen: set[tuple[str, int]] = set()
    for found in _every_dated(evidence):
        key = found.event.id, found.date.start
        if key not in seen:
            seen.add(key)
            yield found


def _every_dated(evidence: Evidence) -> Iterator[DatedEvent]:
    for sentence, words in prose(evidence):
        dates = [
            date
            for date in within(evidence.dates, sentence.start, sentence.end)
            if date.granularity in DATED and date.first and date.last
        ]
        if not dates:
            continue
        others = quoted(words)
        for told in told_events(words, partial(earlier_words, evidence, sentence), None):
            for date in dates:
                if dates_deed(words, told, date, sentence, alone=len(dates) == 1):
                    yield DatedEvent(
                        told.event, date, sentence.start + told.start, sentence.start + told.end
                    )
        for named in named_events(words, None):
            if anothers(words, named) or any(a <= named.start < b for a, b in others):
                continue
            its = date_of(words, named, dates, sentence)
            if its is None:
                continue
            meant = meant_events(evidence, sentence, words, named, its)
            meant = pinned(words, its.start - sentence.start, meant) or meant
            if len(meant) == 1:
                yield DatedEvent(
                    meant[0], its, sentence.start + named.start, sentence.start + named.end
                )
