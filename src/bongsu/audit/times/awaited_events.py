"""Events on record that a sentence awaits though they have been (ST802)."""

from __future__ import annotations

import datetime as dt
import re

from bongsu.audit.reading.wording import table
from bongsu.audit.references import Event, NamedEvent
from bongsu.evidence.mentions import Evidence, Sentence, within
from bongsu.patterns import regex


def past_event(named: NamedEvent, day: dt.date) -> Event | None:
    """Return the one event of a name, if it had been before a day."""
    if len(named.events) != 1:
        return None
    event = named.events[0]
    if event.start_last >= day or event.end:
        return None
    return event if event.own or event.action == "reached" else None


def past_stage(words: str, named: NamedEvent, look: re.Match[str], day: dt.date) -> Event | None:
    """Return the stage of a thing that the verb behind "is expected to" names, if it is past."""
    behind = words[look.end() :]
    verbs = table("staleness")["verbs"]
    meant = [
        event
        for event in named.events
        if event.own
        and event.kind in {"term", "court"}
        and re.match(rf"\s(?:\w+\s){{0,2}}?(?:{'|'.join(verbs.get(event.action, '$'))})\b", behind)
    ]
    return meant[0] if len(meant) == 1 and meant[0].start_last < day else None


def earlier_in_it(
    evidence: Evidence,
    sentence: Sentence,
    named: NamedEvent,
    look: re.Match[str],
    day: dt.date,
) -> Event | None:
    """Return an event that was awaited for the rest of a period in whose past part it lies."""
    if not regex(r"(?:is|are)\s(?:\w+\s)?(?:due|scheduled|set|expected|slated|planned)\b").match(
        look[0]
    ):
        return None
    if not 0 <= look.start() - named.end <= 1:
        return None
    for date in within(evidence.dates, sentence.start + look.end(), sentence.end):
        if date.relative and date.first and date.last and date.last >= day >= date.first:
            here = [e for e in named.events if date.first <= e.first and e.last <= date.last]
            alone = len(here) == 1 and (here[0].own or here[0].kind == "election")
            if alone and here[0].start_last < day:
                return here[0]
    return None


def awaits(words: str, look: re.Match[str], named: NamedEvent, event: Event) -> bool:
    """Whether an event itself is awaited: "is set to become", "the upcoming ruling"."""
    if look[0] in {"upcoming", "forthcoming"}:
        again = event.number is not None  # the next one of a row may not be known
        return 0 <= named.start - look.end() < 30 and not again
    if event.action == "held" and regex(r"(?:is|are)\s(?:\w+\s)?due$").match(look[0]):
        return 0 <= look.start() - named.end <= 1
    verbs = table("staleness")["verbs"].get(event.action, ())
    if not verbs or (not event.own and not _of_korea(words)):
        return False
    verb = regex(rf"\s(?:\w+\s){{0,3}}?(?:{'|'.join(verbs)})\b").match(words[look.end() :])
    if verb is None:
        return False
    if named.end <= look.start():
        return look.start() - named.end < 40
    return 0 <= named.start - look.end() - verb.end() < 30


def _of_korea(words: str) -> bool:
    """Whether a sentence speaks of South Korea, or of no country by name."""
    others = [
        name
        for code, forms in table("countries")["adjectives"].items()
        if code != "KR"
        for name in forms
        if name in words and regex(rf"(?<!\w){re.escape(name)}(?!\w)").search(words)
    ]
    return not others and regex(r"\bKorea|\bcountry\b|\bnation\b").search(words) is not None
