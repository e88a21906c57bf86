"""What a text calls unsigned, undecided or without a successor, though the reference has its end.

The thing itself is often named a sentence before ("two units at Dukovany. The contract is still
unsigned"); of a row of agreements the next one is its successor.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.ordinals import ORDINALS
from bongsu.audit.reading.overtaken import OF_ELSE, Closed, Ended, closed_cases, ended_pacts
from bongsu.audit.reading.wording import named_events, prose, quoted
from bongsu.audit.references import Event, events
from bongsu.evidence.mentions import Evidence, Sentence
from bongsu.patterns import lazy_regex

_FRESH = dt.timedelta(days=5)  # a text may have been written before what came in these days
_RECENT = dt.timedelta(days=400)
_BACK = 2  # sentences back, in one paragraph, in which the thing is named
_STILL = r"(?:still|as\syet|so\sfar|yet)"
_UNDONE = guarded_regex(
    rf"\b(?:{_STILL}[\s-](?P<a>un(?:signed|decided|ratified|resolved|approved|settled)|pending|open)|"
    r"(?:is|are|remains?|stays?)\s(?P<b>un(?:signed|decided|ratified|resolved|settled)))\b"
)
_NO_NEXT = guarded_regex(
    r"\b(?:ha(?:s|ve)\s(?:not|yet\sto|still\snot|so\sfar\snot|never)\s(?:[a-z]+\s){0,4}?"
    r"(?:signed?|concluded?|agreed?(?:\s(?:on|to))?|reach(?:ed)?|settled?|found|find|negotiated?)\s"
    r"(?:its\s|a\s|an\s|the\s|any\s)?(?:successor|follow-up|(?:new|next|further)\s(?:one|agreement|pact|deal|accord|term))|"
    r"no\s(?:successor|follow-up|(?:new|next)\s(?:one|agreement|pact|deal|accord))(?:\s[a-z]+){0,2}?\s"
    r"(?:has|is)\s(?:yet\s|so\sfar\s|as\syet\s)?(?:been\s)?(?:yet\s)?(?:signed|concluded|agreed|in\s(?:sight|place)|reached|found)|"
    r"(?:is|are|remains?)\s(?:still\s)?without\sa\ssuccessor|"
    r"(?:[Aa]|[Ii]ts|[Tt]he)\ssuccessor\s(?:has\snot\s(?:yet\s|so\sfar\s)?been|has\syet\sto\sbe|is\s(?:still\s|yet\s)?to\sbe|"
    r"remains\sto\sbe)\s(?:signed|concluded|agreed|negotiated|found))\b"
)
_THING = lazy_regex(  # what is signed or decided, beside what only stands in its text
    r"\b(?:cases?|trial|impeachment|appeal|lawsuit|suit|petition|motion|charges|contracts?|agreement|deal|pact|treaty|"
    r"accord|memorandum|bill|act|law|order|[Ii]t)\b"
)
_OF_OLD = lazy_regex(r"\b(?:was|were|had|did|would|if|until)\b")
_ENDS = {
    "unsigned": {"signed"},
    "unratified": {"ratified"},
    "unapproved": {"approved", "ratified", "passed"},
    "undecided": {"removed", "reinstated", "decided", "sentenced", "acquitted"},
    "unresolved": {"removed", "reinstated", "decided", "sentenced", "acquitted"},
}
_ANY = frozenset({"removed", "reinstated", "decided", "sentenced", "acquitted", "signed", "passed"})
_ORDINALS = {word: place for place, word in enumerate(ORDINALS, 1)}
_PLURAL = lazy_regex(r"(?<=[a-z]ment)s\b")
_NUMBERED = lazy_regex(
    rf"\b(?:(?P<n>\d{{1,2}})(?:st|nd|rd|th)|(?P<word>{'|'.join(_ORDINALS)}))\s"
    r"(?:[A-Z][\w-]+\s|SMA\b|agreement|pact|accord|deal|one\b)",
    re.IGNORECASE,
)


class Undone(NamedTuple):
    """Words that call a thing undone, and the event by which it was done."""

    start: int
    end: int
    event: Event


def ended(evidence: Evidence, day: dt.date) -> Iterator[Ended | Closed | Undone]:
    """Yield what is told as in force, open or undone that had ended before a day, each once."""
    told: list[tuple[int, int]] = []
    every: list[Ended | Closed | Undone] = [
        *ended_pacts(evidence, day),
        *closed_cases(evidence, day),
        *still_undone(evidence, day),
    ]
    for one in every:
        if not any(start < one.end and one.start < end for start, end in told):
            told.append((one.start, one.end))
            yield one


def still_undone(evidence: Evidence, day: dt.date) -> Iterator[Undone]:
    """Yield what is told as not signed or decided though that came well before a day."""
    sentences = prose(evidence)
    for number, (sentence, words) in enumerate(sentences):
        look, following = _UNDONE.search(words), None
        if look is None:
            look = following = _NO_NEXT.search(words)
        if look is None or quoted(words) or _OF_OLD.search(words):
            continue
        before = [
            one
            for one in reversed(sentences[max(0, number - _BACK) : number])
            if one[0].block == sentence.block
        ]
        if following is None:
            if _THING.search(words) is None or OF_ELSE.search(words, 0, look.start()):
                continue
            event = _end_of(look["a"] or look["b"], [(sentence, words), *before], day)
        else:
            event = _next_of(evidence, [(sentence, words), *before], day)
        if event is not None:
            yield Undone(sentence.start + look.start(), sentence.start + look.end(), event)


_Told = list[tuple[Sentence, str]]


def _end_of(called: str, told: _Told, day: dt.date) -> Event | None:
    """Return how the one thing that a sentence, or those before it, name has ended."""
    wanted = _ENDS.get(called, _ANY)
    for _, words in told:
        topics = {event.topic for named in named_events(words, day) for event in named.events}
        if len(topics) > 1:
            return None
        if topics:
            found = [e for e in events().topic(topics.pop()) if e.action in wanted]
            over = [e for e in found if day - _RECENT < e.first and e.start_last < day - _FRESH]
            return over[-1] if len(over) == len(found) == 1 else None
    return None


def _next_of(evidence: Evidence, told: _Told, day: dt.date) -> Event | None:
    """Return the signing of the agreement that follows the one spoken of, in its numbered row."""
    whole = _PLURAL.sub("", evidence.text[evidence.article.start : told[0][0].end])
    rows = {
        event.topic
        for named in named_events(whole, day)
        for event in named.events
        if event.number is not None and event.action == "signed"
    }
    if len(rows) != 1:
        return None
    number = next((n for _, words in told if (n := _number(words)) is not None), None)
    signed = [e for e in events().topic(rows.pop(), action="signed") if e.number is not None]
    if number is None:
        return None
    found = [e for e in signed if e.number == number + 1 and e.start_last < day - _FRESH]
    return found[0] if found else None


def _number(words: str) -> int | None:
    match = _NUMBERED.search(words)
    if match is None:
        return None
    return int(match["n"]) if match["n"] else _ORDINALS[match["word"].casefold()]
