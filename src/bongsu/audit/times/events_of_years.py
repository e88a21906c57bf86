"""Events on record that a text dates by "this year" or "last year" (DT504, DT505)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from bongsu.audit.findings import Finding
from bongsu.audit.reading.event_dates import days_apart
from bongsu.audit.reading.signs import told_events
from bongsu.audit.reading.wording import (
    as_note,
    in_quotes,
    named_events,
    prose,
    table,
)
from bongsu.audit.references import Event, NamedEvent, events
from bongsu.audit.rules import RULES, Context
from bongsu.audit.telling import related_words
from bongsu.evidence.mentions import DateMention, Evidence, Sentence, within
from bongsu.patterns import lazy_regex, regex

_TOLD = lazy_regex(
    r"\b(?:(?:earlier|later)\s(?:this|last)\s(?:year|month)|(?:this|last)\s(?:year|month|week|spring|"
    r"summer|autumn|fall|winter)|(?:early|mid|late)[\s-](?:this|last)\syear|"
    r"last\s(?:January|February|March|April|May|June|July|August|September|October|November|December))\b",
    re.IGNORECASE,
)
_YEAR = 300  # days: shorter is no year
_PARTS = {"early": (1, 4), "mid": (4, 9), "late": (9, 12)}  # months
_DAY_WRITTEN = 10  # characters of a day in EDTF
_NEAR = 60  # code points between an event's name and its relative date


def dated_event(evidence: Evidence, context: Context, which: str, rule: str) -> Iterator[Finding]:
    """Yield a relative date beside an event that the reference dates elsewhere."""
    day = context.day(evidence)
    if day is None:
        return

    def title() -> str:
        return evidence.article.title

    for sentence, words in prose(evidence):
        lower = words.casefold()
        if ("this" not in lower and "last" not in lower) or not _TOLD.search(words):
            continue
        near = [(named, _meant(words, named)) for named in named_events(words, day)]
        near += [
            (NamedEvent(start=told.start, end=told.end, events=(told.event,)), (told.event,))
            for told in told_events(words, title, day)
        ]
        for match in _TOLD.finditer(words):
            if which not in match[0].casefold() or in_quotes(
                evidence, sentence, sentence.start + match.start()
            ):
                continue
            date = _date_at(evidence, sentence.start + match.start(), sentence.start + match.end())
            for named, meant in near:
                if date is None or not meant or not _beside(words, named, match):
                    continue
                if not any(days_apart(event, date) == 0 for event in meant):
                    event = min(meant, key=lambda one: days_apart(one, date))
                    yield _mistold(evidence, sentence, match, named, event, date, rule)


def _meant(words: str, named: NamedEvent) -> tuple[Event, ...]:
    """Return what a name can mean, by itself or by what is told beside it: any of these."""
    if len(named.events) == 1 and named.events[0].own:
        return named.events
    if any(event.number is not None for event in named.events):
        return ()
    if _POSSESSED.search(words[: named.start]):
        return events().topic(named.events[0].topic)
    told = _PARTICIPLE.match(words, named.end)
    if told is None and not _GOES_ON.match(words, named.end):
        told = _VERB.search(words[: named.start])
    if told is None:
        return ()
    return tuple(
        event
        for event in named.events
        if any(re.search(rf"\b{form}", told["verb"]) for form in _forms(event, told[0]))
    )


_GOES_ON = lazy_regex(  # "signed the NAME rules", "passed the NAME's decree"
    r"['’]s?\b|\s(?!(?:this|last|earlier|later|early|late|in|on|with|by|and|to|at|of|for|after|before|into|from|but|"
    r"which|that)\b)[a-z]+"
)
_SUFFERED = lazy_regex(r",|\b(?:was|were)\b")


def _forms(event: Event, told: str) -> list[str]:
    """Return how an event is told; a law is said to be passed whichever of its days is known.

    What is launched or inaugurated is founded, and what launches something need not be.
    """
    forms = table("events")["actions"]
    own: list[str] = forms.get(event.action, [])
    if event.action != "founded" or _SUFFERED.search(told):
        own = [*own, *table("events")["otherwise"].get(event.action, ())]
    return [*own, *forms["passed"]] if (event.kind, event.action) == ("law", "signed") else own


_DOES = lazy_regex(
    r"\b(?:they|we|he|she|it|I|you|can|could|may|might|must|should|will|would|marks?|marked|recall\w*|"
    r"remember\w*|celebrat\w*|commemorat\w*)\b"
)
_POSSESSED = lazy_regex(r"\b(?:this|last)\syear['’]s\s(?:[A-Z][\w.\-]*\s)?$", re.IGNORECASE)
_PARTICIPLE = lazy_regex(  # "NAME, which was signed"
    r"(?:\s\([A-Z][\w&\- ]*\))?,?\s(?:(?:which|that)\s)?(?:(?:was|were)\s)?(?:\w+ly\s)?"
    r"(?P<verb>in\sforce|(?:took|went|came|entered)\s(?:into\s)?(?:effect|force)|\w{3,}ed|held|"
    r"struck)\b"
)


_VERB = lazy_regex(  # "acquired the NAME": who did it stands before
    r"\b(?P<verb>[a-z]{3,}ed|bought|took\sover|held|struck)\s(?:(?:the|its|a)\s)?"
    r"(?:(?:[A-Z][\w.\-]*|landmark|new)\s){0,2}$"
)


def _date_at(evidence: Evidence, start: int, end: int) -> DateMention | None:
    """Return the date that a relative one was resolved to, "late" and "early" taken in."""
    for date in within(evidence.dates, start - 40, end + 40):
        if date.start < end and start < date.end and date.first and date.last:
            return _narrowed(date, evidence.text[start:end].casefold())
    return None


def _narrowed(date: DateMention, written: str) -> DateMention:
    """Return a year cut to the months that "early", "mid" or "late" leave of it."""
    first, last = date.first, date.last
    if first is None or last is None or (last - first).days < _YEAR or "year" not in written:
        return date
    for part, (begin, end) in _PARTS.items():
        if written.startswith(part):
            months = first.replace(month=begin, day=1), last.replace(month=end, day=28)
            return replace(date, first=months[0], last=months[1] + dt.timedelta(days=3))
    return date


def _beside(words: str, named: NamedEvent, match: re.Match[str]) -> bool:
    """Whether an event's name and a relative date stand close, with no clause between them."""
    between = (
        words[named.end : match.start()]
        if named.end <= match.start()
        else words[match.end() : named.start]
    )
    if match.end() <= named.start and regex(r"\b(?:of|on|about|over|for)\b").search(between):
        return False
    if _TOLD.search(between):
        return (
            False  # it has a time of its own: "removed in April this year, declared ... last year"
        )
    if named.end <= match.start():
        between = _PARTICIPLE.sub("", between)
    elif _DOES.search(between):
        return False  # "this week they can toast the summit"
    return (
        len(between) < _NEAR
        and regex(r"[;,:—]|\b(?:and|but|which|after|before|since|than|when)\b").search(between)
        is None
    )


def _mistold(
    evidence: Evidence,
    sentence: Sentence,
    match: re.Match[str],
    named: NamedEvent,
    event: Event,
    date: DateMention,
    rule: str,
) -> Finding:
    finding = RULES[rule].finding(
        evidence.document,
        sentence.start + match.start(),
        sentence.start + match.end(),
        f"“{match[0]}” is {date.edtf}, but {event.what} is dated {event.start}",
        related=[
            related_words(
                evidence, sentence.start + named.start, sentence.start + named.end, "the event"
            )
        ],
        evidence={"event": event.id, "date": event.start, "source": event.source},
    )
    whole = match[0].casefold() in {"this year", "last year"} and len(event.start) == _DAY_WRITTEN
    return as_note(finding) if days_apart(event, date) < (20 if whole else 100) else finding
