"""Dates that differ from those of the reference (RF)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from bongsu.audit.families.dates_calendar import closed
from bongsu.audit.findings import Finding, Related, Severity
from bongsu.audit.references import Event, NamedEvent
from bongsu.audit.rules import RULES, Context, Needs
from bongsu.audit.wording import as_note, named_events, prose, quoted, table
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Kind, Sentence, within

_BEHIND = 60  # code points from an event's name to the date behind it
_BEFORE = 30  # code points from a date to the name that it qualifies
_FAR = 300  # code points from a name beyond which no date is its own
_CLOSE = 45  # days: a smaller difference may be a matter of zones, drafts or dates of issue
_DATED = frozenset(
    {Granularity.DAY, Granularity.MONTH, Granularity.QUARTER, Granularity.YEAR, Granularity.RANGE}
)
_APART = re.compile(
    r"[.;:—]|,\s(?!(?:which\s(?:was|were)\s)?(?:\w+ly\s)?(?:\w+ed|in\sforce|held|in\seffect|effective|struck|in|on|since)\b)|"
    r"\b(?:and|but|while|before|until|since\sthe|after|although|because|when|than|against|expir\w+|"
    r"which\s(?:will|has|have|had)|from|through|compared|to\sbe|like|unlike|as|by|under|at|during|following)\b"
)

# What stands before a name that only tells where or when something else was.
_BESIDE = re.compile(
    r"\b(?:of|at|for|during|after|before|following|from|in|since|under|on)\s(?:the\s)?(?:\d{4}\s)?$"
)
_ANOTHERS = re.compile(r"\b(?:its|their|his|her|a|an|own|draft|new|another)\s$")


@RULES.add("RF853", "differs-from-reference-date", Severity.WARNING, needs=Needs.REFERENCE)
def differs_from_reference_date(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """An event that the reference dates is put at another time."""
    day = context.day(evidence)
    for sentence, words in prose(evidence):
        yield from _out_of_turn(evidence, sentence, words, day)
        dates = [
            closed(date)
            for date in within(evidence.dates, sentence.start, sentence.end)
            if date.granularity in _DATED
        ]
        dates = [date for date in dates if date.first and date.last]
        if not dates:
            continue
        others = quoted(words)
        seen: set[int] = set()
        for named in named_events(words, day):
            if any(start <= named.start < end for start, end in others):
                continue
            if _ANOTHERS.search(words[max(0, named.start - _BEFORE) : named.start]):
                continue
            low, high = sentence.start + named.start - _FAR, sentence.start + named.end + _FAR
            date = _date_of(words, named, within(dates, low, high), sentence)
            if date is None:
                continue
            finding = _compared(evidence, sentence, words, named, date)
            if finding is not None and finding.start not in seen:
                seen.add(finding.start)
                yield finding


_TURN = re.compile(
    r"\b(?P<turn>ahead\sof|prior\sto|before|in\sadvance\sof|after|following)\s(?:the\s)?"
    r"(?P<deed>[a-z][\w\s]{2,30}?)\sof\s(?:the\s)?$",
    re.IGNORECASE,
)


def _out_of_turn(
    evidence: Evidence, sentence: Sentence, words: str, day: dt.date | None
) -> Iterator[Finding]:
    """Yield "ahead of the signing of A, ... in May" where A had been signed before May."""
    if _TURN_WORD.search(words) is None:
        return
    for named in named_events(words, day):
        turn = _TURN.search(words[max(0, named.start - _FAR) : named.start])
        offset = sentence.start + max(0, named.start - _FAR)
        dates = [
            closed(date)
            for date in within(evidence.dates, sentence.start + named.end, sentence.end)
            if date.granularity in {Granularity.DAY, Granularity.MONTH}
        ]
        if turn is None or len(dates) != 1 or not (dates[0].first and dates[0].last):
            continue
        forms = table("events")["actions"]
        meant = [
            event
            for event in named.events
            if any(re.match(form, turn["deed"]) for form in forms.get(event.action, ()))
        ]
        ahead = turn["turn"].casefold() not in {"after", "following"}
        if not meant or any(_in_turn(event, dates[0], ahead=ahead) for event in meant):
            continue
        finding = RULES["RF853"].finding(
            evidence.document,
            offset + turn.start(),
            sentence.start + named.end,
            f"“{turn[0].strip()}” {dates[0].edtf}, but {_told(meant[0])} is dated {meant[0].start}",
            related=[
                Related(
                    start=dates[0].start,
                    end=dates[0].end,
                    message="what is told to have been then",
                    document=evidence.document,
                )
            ],
            evidence={"event": meant[0].id, "date": meant[0].start, "source": meant[0].source},
        )
        other = any(_in_turn(event, dates[0], ahead=ahead) for event in named.events)
        yield as_note(finding) if other else finding


_TURN_WORD = re.compile(r"\b(?:ahead|prior|before|advance|after|following)\b", re.IGNORECASE)


def _in_turn(event: Event, date: DateMention, *, ahead: bool) -> bool:
    """Whether a date can have been before an event, or after it."""
    first, last = date.first or dt.date.min, date.last or dt.date.max
    return first <= event.last if ahead else last >= event.first


def _date_of(
    words: str, named: NamedEvent, dates: Sequence[DateMention], sentence: Sentence
) -> DateMention | None:
    """Return the date that tells when a named event was: behind it, before it, of its entry."""
    for date in dates:
        start, end = date.start - sentence.start, date.end - sentence.start
        if named.end <= start and (
            _tells_behind(words[named.end : start])
            or (words[start:end].endswith("ago") and _DONE.fullmatch(words[named.end : start]))
        ):
            return date
        if end <= named.start and (
            _opens(words, (start, end), named)
            or _qualifies(words, date, (start, end), named.start)
            or (
                date.role == "timeline"
                and not _BESIDE.search(words[max(0, named.start - _BEFORE) : named.start])
            )
        ):
            return date
    return None


_DONE = re.compile(r",?\s(?:(?:which|that)\s)?(?:(?:was|were)\s)?\w+ed\s(?:about\s|some\s)?")
_SUBJECT = re.compile(r",?\s(?:(?:the|both|South|North|President|then-President)\s){0,3}")
_DEED = re.compile(
    r"\b(?:joined|became|was|were|entered|took|came|signed|adopted|declared|opened)\b"
)


def _opens(words: str, span: tuple[int, int], named: NamedEvent) -> bool:
    """Whether a date opens a clause of which a named event is the subject, with a finite verb."""
    return (
        re.fullmatch(r"\W*(?:In|On)\s(?:early\s|late\s|mid-)?", words[: span[0]]) is not None
        and _SUBJECT.fullmatch(words[span[1] : named.start]) is not None
        and _DEED.search(words[named.start : named.end + _BEFORE]) is not None
    )


_WHEN = re.compile(r"(?:^|[\s,])(?:in|on|since|of)\s(?:the\s)?(?:early|mid|late)?[\s-]?$")
_QUALIFIER = re.compile(r"(?:['’]s)?\s(?:[a-z\-]+\s|[A-Z]\.?[A-Z]\.?-?\w*\s){0,3}?")
_OF_ANOTHER = re.compile(r"\b(?:on|in|of|by|until|from|the\send)\s$|\b(?:said|met|meets?|told)\b")


def _tells_behind(between: str) -> bool:
    """Whether the words from a name to a date behind it make that date the name's."""
    between = re.sub(r"^\s?\([A-Z][\w&\- ]*\)", "", between)  # its acronym
    told = _WHEN.search(between)
    return (
        told is not None
        and len(between) <= _BEHIND
        and _APART.search(between[: told.start()]) is None
    )


def _qualifies(words: str, date: DateMention, span: tuple[int, int], name: int) -> bool:
    """Whether a date stands before a name as its adjective: "the October 31 accord"."""
    between = words[span[1] : name]
    return (
        date.granularity in {Granularity.DAY, Granularity.MONTH}
        and len(between) <= _BEFORE
        and _QUALIFIER.fullmatch(between) is not None
        and _OF_ANOTHER.search(words[max(0, span[0] - 12) : span[0]]) is None
    )


def _compared(
    evidence: Evidence, sentence: Sentence, words: str, named: NamedEvent, date: DateMention
) -> Finding | None:
    said = _said_of_date(words, named, date, sentence)
    meant = said or _meant(evidence, sentence, words, named, date)
    if not meant or any(_covers(event, date) for event in said or named.events):
        return None
    if len(meant) > 1:
        meant = _of_the_year(meant, date)
    near = min(meant, key=lambda event: _days_apart(event, date))
    days = _days_apart(near, date)
    years = {event.first.year for event in meant} | {event.last.year for event in meant}
    lasting = said and all(event.kind in _LASTING for event in said)
    if len(meant) > 1 and date.first is not None and date.first.year not in years and not lasting:
        return None  # of an event that recurs the reference may not have every one
    finding = RULES["RF853"].finding(
        evidence.document,
        date.start,
        date.end,
        f"{date.edtf} for {_told(near)}, which the reference dates {near.start}",
        related=[
            Related(
                start=sentence.start + named.start,
                end=sentence.start + named.end,
                message="the event",
                document=evidence.document,
            )
        ],
        evidence={"event": near.id, "date": near.start, "source": near.source},
    )
    if _slight(near, date, days) or (len(meant) > 1 and not lasting):
        return as_note(finding)
    return finding


_LASTING = {"treaty", "law"}  # kinds of which the reference has every deed
_EXACT = frozenset(
    {"held", "elected", "inaugurated", "impeached", "removed", "declared", "decided", "tested"}
)
_FEW = 3  # days: zones, nights and dates of issue
_YEAR = 400  # days by which "61 years ago" may be off


def _slight(event: Event, date: DateMention, days: int) -> bool:
    """Whether a difference may be one of zones, drafts or ways of counting."""
    if date.relative:
        return days <= _YEAR
    known_day = event.first == event.last and date.granularity is Granularity.DAY
    return days <= (_FEW if known_day and event.action in _EXACT else _CLOSE)


def _of_the_year(meant: list[Event], date: DateMention) -> list[Event]:
    """Return the one election of a date's year, since the reference has them all."""
    if date.first is None or any(event.action not in {"held", "elected"} for event in meant):
        return meant
    if any(event.kind != "election" for event in meant):
        return meant
    there = [event for event in meant if event.first.year == date.first.year]
    return there if len(there) == 1 else meant


_AT_THE_DATE = (
    r"\w*(?:\s(?:into\s)?(?:\w+\s)?)?(?:\s?(?:in|on|since|from|as\sof)\s(?:early\s|late\s|mid-)?)$"
)


def _said_of_date(
    words: str, named: NamedEvent, date: DateMention, sentence: Sentence
) -> list[Event]:
    """Return the events whose deed stands right before a date: "signed in", "in force since".

    Then the date is not forgiven because another thing befell the same treaty at that time.
    """
    at = date.start - sentence.start
    lead = words[max(0, at - _LEAD) : at]
    actions = table("events")["actions"]
    deeds = {
        action
        for action, forms in actions.items()
        if any(re.search(rf"\b{form}{_AT_THE_DATE}", lead) for form in forms)
    }
    return [event for event in named.events if event.action in deeds]


_LEAD = 40  # code points before a date in which its deed stands


def _told(event: Event) -> str:
    return f"“{event.what}”"


def _meant(
    evidence: Evidence, sentence: Sentence, words: str, named: NamedEvent, date: DateMention
) -> list[Event]:
    """Return the events that a name can mean by its ordinal and the deeds told around it."""
    ordinals = [
        q.value
        for q in within(evidence.quantities, sentence.start, sentence.start + named.start)
        if q.kind is Kind.ORDINAL and sentence.start + named.start - q.end < _BEFORE
    ]
    if ordinals and any(event.number is not None for event in named.events):
        return [event for event in named.events if event.number == ordinals[-1]]
    start, end = date.start - sentence.start, date.end - sentence.start
    low, high = min(named.start, start), max(named.end, end)
    around = words[low:high] + " " + (words[high : high + 70] if start < named.start else "")
    before = words[max(0, low - 30) : low]
    actions = table("events")["actions"]
    told = [
        event
        for event in named.events
        if any(
            re.search(rf"\b{form}", around)
            or re.search(rf"\b{form}\w*\s(?:[\w.\-]+\s){{0,3}}$", before)
            for form in actions.get(event.action, ())
        )
    ]
    if told:
        amended = [event for event in told if re.search(r"amend|revis", event.what, re.IGNORECASE)]
        if len(amended) < len(told) and not re.search(r"amend|revis", words, re.IGNORECASE):
            return [event for event in told if event not in amended]
        return told
    return [event for event in named.events if event.own] if len(named.events) == 1 else []


def _covers(event: Event, date: DateMention) -> bool:
    """Whether an event can have been at a date, give or take the day that zones make."""
    return _days_apart(event, date) <= 1


def _days_apart(event: Event, date: DateMention) -> int:
    first, last = date.first or dt.date.min, date.last or dt.date.max
    return max((event.first - last).days, (first - event.last).days, 0)
