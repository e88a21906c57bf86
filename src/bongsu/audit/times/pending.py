"""Things told as still open, undone or ahead, other than by "is expected to": "has yet to rule"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.tenses import PAST
from bongsu.audit.reading.wording import alternation, named_events, quoted, table
from bongsu.audit.references import Event, NamedEvent
from bongsu.patterns import lazy_regex, regex

_RECENT = 150  # days back in which one of a row of events is the one that is meant
_FOLLOWS = 300  # days ahead from which the next of the row is not
_BESIDE = 45  # code points between a thing and the words that call it open


class Pending(NamedTuple):
    """Words of a sentence that call a thing open, and what had come of it."""

    start: int
    end: int
    named: NamedEvent
    event: Event


def pending(words: str, day: dt.date) -> Iterator[Pending]:
    """Yield things of the reference that a sentence calls open though they were over."""
    if not _MAYBE.search(words):
        return
    others = quoted(words)
    for named in named_events(words, day):
        if any(start <= named.start < end for start, end in others):
            continue
        if len({event.topic for event in named.events}) != 1:
            continue
        found = _undone(words, named, day) or _ahead(words, named, day)
        found = found or _before_the_court(words, named, day) or _next(words, named, day)
        if found is not None:
            yield found


_MAYBE = guarded_regex(
    r"\b(?:yet|ahead|await\w*|pending|outstanding|still|once|when|until|soon|brac\w+|prepar\w+|upcoming|"
    r"next|shortly|tomorrow|coming|forthcoming|approach\w*|loom\w*|eyes|will|expected|due|near|imminent)\b",
    re.IGNORECASE,
)
_COLD = lazy_regex(r"\b(?:was|were|had|did|would|said)\b")


def _undone(words: str, named: NamedEvent, day: dt.date) -> Pending | None:
    """Return "has yet to be ratified", "awaits a ruling", "once it takes effect" of the done."""
    for action, pattern in _open_deeds().items():
        events = [event for event in _numbered(words, named) if event.action == action]
        if len(events) != 1 or events[0].start_last >= day or events[0].kind not in _STAGED:
            continue
        behind = words[named.end : named.end + 2 * _BESIDE]
        after = pattern["behind"].match(behind)
        if after is None and _ONCE.search(words[: named.start]):
            after = pattern["once"].match(behind)
        if after is not None:
            start = named.end + after.start("look")
            return Pending(
                start=start, end=named.end + after.end("look"), named=named, event=events[0]
            )
        before = pattern["before"].search(words[max(0, named.start - 2 * _BESIDE) : named.start])
        if before is not None and not _COLD.search(words[: named.start]):
            offset = max(0, named.start - 2 * _BESIDE)
            return Pending(
                start=offset + before.start("look"),
                end=offset + before.end("look"),
                named=named,
                event=events[0],
            )
    return None


_ONCE = lazy_regex(r"\b(?:once|when|until|as\ssoon\sas|if)\s(?:the\s)?$", re.IGNORECASE)
_NUMBER = lazy_regex(r"\b(\d{1,2})(?:st|nd|rd|th)\s$")


def _numbered(words: str, named: NamedEvent) -> tuple[Event, ...]:
    """Return what a name means, of a row the one whose number stands before it."""
    number = _NUMBER.search(words[: named.start])
    return tuple(e for e in named.events if number is None or e.number == int(number[1]))


_STAGED = frozenset({"treaty", "law", "court", "term", "membership", "deal", "tariff", "document"})


@cache
def _open_deeds() -> dict[str, dict[str, re.Pattern[str]]]:
    """Return, by what takes place, how texts say before or behind its name that it has not yet."""
    made: dict[str, dict[str, re.Pattern[str]]] = {}
    for action, forms in table("staleness")["undone"].items():
        verbs = alternation(forms["verbs"])
        done = alternation(forms["done"])
        nouns = alternation(forms["nouns"])
        now = alternation(forms["now"])
        not_yet = (
            rf"(?:has|have)\syet\sto\s{verbs}|(?:is|are)\s(?:still\s|yet\s)to\s{verbs}"
            rf"|(?:has|have)\snot\s(?:yet\s)?(?:been\s)?{done}|not\syet\s{done}"
            rf"|(?:will|shall|(?:is|are)\s(?:expected|due|set|scheduled)\sto)\s{verbs}"
            rf"|(?:still\s)?await(?:s|ing)\s(?:an?\s|its\s|the\s)?(?:\w+\s)?{nouns}"
        )
        state = r"(?:is|are|remains?)\s(?:still\s)?(?:pending|outstanding|stalled|held\sup)"
        present = alternation(forms["present"])
        made[action] = {
            "once": regex(rf"\s(?P<look>{present})\b(?!\s[^,.]*\b(?:19|20)\d\d)"),
            "behind": regex(
                rf"(?:,\swhich)?,?\s(?P<look>(?:still\s)?(?:{not_yet}|{state}|(?:is|are)\s(?:still\s)?{now})|still\s{now})\b"
            ),
            "before": regex(
                rf"(?P<look>{not_yet}|(?:is|are)\s(?:still\s)?{now})\b"
                r"(?:\s(?!which|who|that|and)[\w’'\-]+){0,4}\s$"
            ),
        }
    return made


_NEXT = lazy_regex(  # "begins next month": of a thing of the reference that has begun
    r"(?:['’]s\s\w+)?\s(?P<look>(?:(?:is|are)\s(?:to|set\sto|due\sto|about\sto|expected\sto)\s|will\s)?(?:begins?|starts?|opens?|commences?|"
    r"launch(?:es)?|takes?\s(?:effect|place|off)|(?:comes?|enters?|goes)\sinto\s(?:force|effect)|gets?\sunder\s?way)\s"
    r"(?:(?:early\s|late\s|later\s)?next\s(?:week|month|year|quarter|spring|summer|autumn|fall|winter)|tomorrow|shortly|soon|"
    r"(?:in\sthe\s)?coming\s(?:days|weeks|months)))\b"
)
_BEGUN = frozenset({"began", "opened", "in force", "effective", "launched", "lifted", "founded"})


def _next(words: str, named: NamedEvent, day: dt.date) -> Pending | None:
    """Return "China's reopening begins next month" of what had begun, and has but one beginning."""
    look = _NEXT.match(words, named.end)
    begun = [event for event in named.events if event.action in _BEGUN]
    if look is None or len(begun) != 1 or begun[0].start_last >= day or begun[0].number is not None:
        return None
    return Pending(start=look.start("look"), end=look.end("look"), named=named, event=begun[0])


_COURT = lazy_regex(
    r"\b(?:[Uu]ntil|[Bb]efore|[Oo]nce|[Ww]hen|[Ii]f|[Uu]nless)\s(?:the\s)?(?:Constitutional\s|Supreme\s)?[Cc]ourt\s"
    r"(?P<look>rules|decides|hands\sdown|delivers|gives|has\s(?:ruled|decided))\s(?:[\w’'-]+\s){0,5}$"
)
_RULED = frozenset({"removed", "reinstated", "decided", "sentenced", "acquitted"})


def _before_the_court(words: str, named: NamedEvent, day: dt.date) -> Pending | None:
    """Return "until the court rules on the impeachment" of a case that was decided."""
    look = _COURT.search(words[: named.start])
    ruled = [event for event in named.events if event.action in _RULED]
    if look is None or len(ruled) != 1 or ruled[0].start_last >= day:
        return None
    if PAST.search(f"{words[: look.start()]} {words[named.end :]}"):
        return None
    return Pending(start=look.start("look"), end=look.end("look"), named=named, event=ruled[0])


def _ahead(words: str, named: NamedEvent, day: dt.date) -> Pending | None:
    """Return "is bracing for the election", "the coming summit" of one that was over."""
    event = _last(named, day)
    if event is None:
        return None
    before = words[max(0, named.start - 2 * _BESIDE) : named.start]
    if _NEXT_ONE.search(before):
        return None
    found = _TOWARD.search(before)
    offset = max(0, named.start - 2 * _BESIDE)
    if found is None:
        found, offset = _WILL_BE.match(words, named.end), 0
    if found is None or _COLD.search(words):
        return None
    return Pending(
        start=offset + found.start("look"),
        end=offset + found.end("look"),
        named=named,
        event=event,
    )


_TOWARD = lazy_regex(
    r"\b(?P<look>(?:is|are|[a-z]+s)\s(?:\w+ly\s)?(?:bracing|preparing)\sfor|prepares?\s(?:for|to\shost)|"
    r"braces?\sfor|(?:[Aa]ll\s)?eyes\sare\son|looks?\sahead\sto|[Ww]hen\s[\w\s]{3,30}\s(?:gather|meet)s?\s"
    r"(?:for|at)|upcoming|forthcoming|coming|awaits?)(?:\s(?!of|and|since|after)[\w.’'\-]+){0,4}?\s$"
)
_WILL_BE = lazy_regex(
    r"(?:\sin\s[A-Z]\w+)?(?:\s(?:of|on|in)\s(?:(?:\d{1,2}\s)?(?:Jan|Febr)uary|(?:\d{1,2}\s)?(?:March|April|May|June|July|August)|"
    r"(?:\d{1,2}\s)?(?:Septem|Octo|Novem|Decem)ber)(?:\s\d{1,2})?(?:,?\s\d{4})?)?(?:,\swhich)?\s(?P<look>will\s(?:show|decide|determine|reveal|be\sheld|take\splace|"
    r"be\sa\stest|test)|(?:is|are)\s(?:still\s|yet\s)to\s(?:come|be\sheld|take\splace)|(?:lies?|is|are)\s(?:still\s)?ahead(?!\sof)|"
    r"(?:has|have)\syet\sto\s(?:be\sheld|take\splace|begin|start)|(?:is|are)\s(?:\w+ly\s)?(?:imminent|near|approaching|looming|coming\sup|"
    r"(?:expected|due)(?=\s(?:in|within|soon|shortly|any|next|this|later)\b|[,.]))|looms?|approaches)\b"
)


def _last(named: NamedEvent, day: dt.date) -> Event | None:
    """Return the one event that a name means, or the last of a row that was over not long ago."""
    held = [event for event in named.events if event.action in _MET]
    past = [event for event in held if event.last < day]
    if not past:
        return None
    if len(held) == 1:
        once = held[0].own and held[0].number is None  # of a row the next may not be known yet
        recent = once or held[0].last >= day - dt.timedelta(days=2 * _RECENT)
        return held[0] if recent else None
    last = max(past, key=lambda event: event.last)
    later = [event.first for event in held if event.last >= day]
    soon = any(first < day + dt.timedelta(days=_FOLLOWS) for first in later)
    return last if not soon and last.last >= day - dt.timedelta(days=_RECENT) else None


_NEXT_ONE = lazy_regex(r"\b(?:next|following|future|subsequent)\s(?:[\w’'\-]+\s)?$")
_MET = frozenset({"held", "elected", "inaugurated", "decided", "removed"})
