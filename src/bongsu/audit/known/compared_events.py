"""Dates of events that a text names, held against those of the reference (RF853)."""

from __future__ import annotations

from collections.abc import Sequence

from bongsu.audit.findings import Finding
from bongsu.audit.reading.event_dates import (
    counted,
    covers,
    days_apart,
    meant_events,
    pinned,
)
from bongsu.audit.reading.wording import (
    as_note,
)
from bongsu.audit.references import Event, NamedEvent
from bongsu.audit.rules import RULES
from bongsu.audit.telling import related_words
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence
from bongsu.patterns import lazy_regex, regex

SLIP = 800  # days: a year or a month mistyped, and not another stage or another event
_CLOSE = 45  # days: a smaller difference may be a matter of zones, drafts or dates of issue


_PART_OF_IT = lazy_regex(
    r" [A-Z]{2,6}\b|['’]s [A-Z]{2,6}\b|"
    r"(?:['’]s)? (?:[A-Z][a-z]+ ){1,3}(?:Committee|Council|Board|Group|Agency|Cent(?:er|re))\b"
)


def off_reference(
    evidence: Evidence, sentence: Sentence, words: str, named: NamedEvent, date: DateMention
) -> Finding | None:
    """Return a date of a named event that the reference does not bear out."""
    if _PART_OF_IT.match(words, named.end):
        return None  # "the OECD DAC" is a body of the one named
    meant = meant_events(evidence, sentence, words, named, date)
    stage = pinned(words, date.start - sentence.start, meant)
    meant = stage or meant
    others = meant if stage or counted(named, meant) else named.events
    if not meant or any(covers(event, date) for event in others):
        return None
    if _may_be_of_another_year(evidence, date, named.events) or _OFF.search(words):
        return None
    if date.relative and _ANNIVERSARY.search(words[: named.start]):
        return None
    near = min(meant, key=lambda event: days_apart(event, date))
    days = days_apart(near, date)
    years = {event.first.year for event in meant} | {event.last.year for event in meant}
    once = all(event.kind == "treaty" and event.number is None for event in meant)
    if len(meant) > 1 and not once and date.first is not None and date.first.year not in years:
        return None  # of an event that recurs the reference may not have every one
    if stage and days > SLIP and any(covers(event, date) for event in named.events):
        return None  # another stage of the same thing, told with a loose verb
    finding = misdated_finding(
        evidence, (sentence.start + named.start, sentence.start + named.end), near, date
    )
    alone = len(meant) == 1 or (once and days > _CLOSE)
    if len(meant) == 1 and _of_one_day(near, date) and days > _ZONES:
        return finding
    vague = (
        days > SLIP and words[: named.end].rsplit(maxsplit=1)[-1].islower()
    )  # "Japan's export controls"
    return as_note(finding) if days <= _CLOSE or not alone or date.relative or vague else finding


_OFF = lazy_regex(r"\bcancell?(?:ed|ation|ing|s)\b|\bcalled\soff\b")
_ANNIVERSARY = lazy_regex(r"\banniversary\sof\s(?:the\s)?(?:\w+\s){0,2}$")


def _may_be_of_another_year(evidence: Evidence, date: DateMention, meant: Sequence[Event]) -> bool:
    """Whether a month told without its year is that of an event."""
    if date.granularity is not Granularity.MONTH or date.first is None:
        return False
    month = date.first.month
    yearless = not regex(r"\d").search(evidence.words(date))
    return yearless and any(event.first.month == month for event in meant)


_ZONES = 2  # days by which zones and late evenings move an event
_ONE_DAY = frozenset({"summit", "election", "court", "term", "test", "attack"})


def _of_one_day(event: Event, date: DateMention) -> bool:
    """Whether an event is known by its one day, and a text gives it another one."""
    known = event.own and event.kind in _ONE_DAY and len(event.start) == len("2025-01-01")
    return known and date.granularity is Granularity.DAY and date.written is not None


def misdated_finding(
    evidence: Evidence, named: tuple[int, int], near: Event, date: DateMention
) -> Finding:
    """Return the finding on a date beside that of the reference."""
    return RULES["RF853"].finding_at(
        evidence.document,
        date,
        f"{_written(evidence, date)} for {quoted_event(near)}, "
        f"which the reference dates {near.start}",
        related=[related_words(evidence, named[0], named[1], "the event")],
        evidence={"event": near.id, "date": near.start, "source": near.source},
    )


def _written(evidence: Evidence, date: DateMention) -> str:
    decade = "X" in (date.edtf or "")  # "late 1960s" tells more than 196X
    return f"“{evidence.words(date)}”" if decade else str(date.edtf)


def quoted_event(event: Event) -> str:
    """Return what an event is, as a message tells it."""
    return f"“{event.what}”"
