"""From the sentences of one dated item to its events.

A sentence whose main verb holds, meets, releases, appoints, ends or agrees makes an event; further
such verbs behind "and" make further ones. Any other sentence ("They discuss ...") tells more of
the event before it. What lies behind "following" is an occasion of another day, and becomes an
event only if it is a document with a day of its own that no other item has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from bongsu.ledger.extraction.own_days import ON_DAY, repeated
from bongsu.ledger.extraction.people import heads
from bongsu.ledger.extraction.words import by_value, found_by, words

_COORDINATED = re.compile(
    r"(?:,|;)?[ \n](?:and|then|before)[ \n](?:(?:also|then|later)[ \n])?"
    rf"(?P<day>{ON_DAY.pattern}(?:,[ \n]\d{{4}})?,?[ \n])?\Z"
)
_LEAD = 60  # code points before a verb in which "and on Thursday, November 6, 2025," stands
_NO_VERB = re.compile(
    r"(?:\b(?:to|by|will|would|first|of|the|a|an|its|their|in|for|was|were|be)|['’]s)[ \n]\Z",
    re.IGNORECASE,
)
_NOUNS_TOO = re.compile(
    r"(?:visits?|names?|issues|opens?|launch|signed|hosted|adopted|held|named|published|joined)\Z"
)
_PRONOUN = re.compile(r"(?:He|She|They|Both|The two) ")
_COMMA = re.compile(r",?[ \n]")
_JOINT = re.compile(r",?[ \n](?:and|while)[ \n](?=(?:an?|the|both)[ \n]|[A-Z])")
_SEMICOLON = re.compile(r";[ \n]")
_HELD = re.compile(r"(?:meeting|event|talks|forum)[ \n]\Z")
_FRAMED = re.compile(
    r"[ \n]as part of(?=[ \n].{0,60}?\b(?:roundtable|forum|dialogue|conference|talks)\b)"
)
_SHORT = 3  # words, of a name that needs what stands behind it: "summit"
_ARTICLES = re.compile(r"(?:[ \n](?:an?|the|its|their))*[ \n]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """A verb that makes an event."""

    group: str  # meet, travel, hold, release, appoint, end, agree
    start: int
    end: int
    opens: int  # where its part begins: itself, or its day or its own subject before it
    closes: int  # and where the part before ends
    shares: bool = True  # the subject of the verb before


@dataclass(slots=True, kw_only=True)
class Occasion:
    """An event on its way: its verb, its clause, and the sentences that tell more of it."""

    kind: str
    what: tuple[int, int]  # where its name stands
    verb: Verb | None
    clause: tuple[int, int]  # up to "following"
    stretches: list[tuple[int, int]] = field(default_factory=list)
    shares_subject: bool = False  # with the event before it: "attends ... and signs ..."
    repeats: bool = False  # the event before it, on another day or elsewhere


def occasions(text: str, sentences: Sequence[tuple[int, int]]) -> list[Occasion]:
    """Return the events that the sentences of an item tell, in their order."""
    found: list[Occasion] = []
    clauses = [clause for sentence in sentences for clause in _clauses(text, *sentence)]
    for start, end in clauses:
        verbs = _verbs(text, start, end)
        if not verbs and found:
            found[-1].stretches.append((start, end))
            continue
        bounds = [start, *(verb.closes for verb in verbs[1:]), end]
        for number in range(max(1, len(verbs))):
            verb = verbs[number] if verbs else None
            begin = verbs[number].opens if number else start
            parts = list(_parts(text, begin, bounds[number + 1]))
            found.append(_occasion(text, *parts[0], verb))
            found[-1].shares_subject = number > 0 and verbs[number].shares
            found.extend(_again(text, found[-1], part) for part in parts[1:])
    return found


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for stop, begin in repeated(text, start, _cut(text, start, end)):
        yield start, stop
        start = begin
    yield start, end


def _again(text: str, first: Occasion, part: tuple[int, int]) -> Occasion:
    """Return an occasion that takes place once more, on another day or elsewhere."""
    clause = part[0], _cut(text, *part)
    again = replace(first, clause=clause, stretches=[part], verb=None)
    again.shares_subject, again.repeats = False, True
    return again


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a sentence between semicolons."""
    for match in _SEMICOLON.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def _verbs(text: str, start: int, end: int) -> list[Verb]:
    """Return the main verb of a sentence and those that "and" joins to it."""
    cut = _cut(text, start, end)
    found = [
        _verb(text, group, match, start)
        for group, finder in by_value("timeline", "verbs")
        for match in finder.finditer(text, start, cut)
        if match.start() > start and _is_verb(text, match, start)
    ]
    found.sort(key=lambda verb: (verb.start, -verb.end))
    kept: list[Verb] = []
    for verb in found:
        if kept and verb.start < kept[-1].end:
            continue
        if not kept or verb.closes < verb.start:
            kept.append(verb)
        elif joined := _with_subject(text, kept[-1], verb, cut):
            kept.append(joined)
    later = [verb for verb in kept if verb.group != "travel"]
    return later or kept  # who travels somewhere "and meets" has one occasion


def _verb(text: str, group: str, match: re.Match[str], start: int) -> Verb:
    """Return a verb with what stands before it and joins it to another: "and on May 3 meets"."""
    at = match.start()
    first = max(start, at - _LEAD)
    joint = _COORDINATED.search(text[first:at])
    opens = first + joint.start("day") if joint and joint["day"] else at
    closes = first + joint.start() if joint else at
    return Verb(group=group, start=at, end=match.end(), opens=opens, closes=closes)


def _with_subject(text: str, before: Verb, verb: Verb, end: int) -> Verb | None:
    """Return a verb with a subject of its own, if both parts have days of their own."""
    first = ON_DAY.search(text, before.end, verb.start)
    joint = _JOINT.search(text, first.end(), verb.start) if first else None
    if joint is None or not ON_DAY.search(text, verb.end, end):
        return None
    return replace(verb, opens=joint.end(), closes=joint.start(), shares=False)


def _is_verb(text: str, match: re.Match[str], start: int) -> bool:
    before = text[max(start, match.start() - 12) : match.start()]
    if _NO_VERB.search(before) or not match[0][0].islower():
        return False
    return not (_NOUNS_TOO.search(match[0]) and _HELD.search(before))


def _cut(text: str, start: int, end: int) -> int:
    """Return where a sentence turns to other occasions."""
    match = found_by("timeline", "cut", "words").search(text, start, end)
    return match.start() if match and match.start() > start else end


def _occasion(text: str, start: int, end: int, verb: Verb | None) -> Occasion:
    cut = _cut(text, start, end)
    name = _name(text, verb.end if verb else start, cut)
    kind = _kind(text, verb, start, cut, text[slice(*name)])
    framed = _FRAMED.search(text, verb.end, cut) if verb else None
    if verb and verb.group == "meet" and framed:
        name = _name(text, framed.end(), cut)
    elif verb and verb.group in {"meet", "travel", "agree", "appoint", "end"}:
        named = verb.group != "agree" and not _PRONOUN.match(text, start)
        name = _whole(text, _behind_day(text, start, cut) if named else verb.start, cut)
    elif verb and heads().search(text[slice(*name)]):
        name = _whole(text, start, cut)  # "hosts Minister Kim for a dialogue"
    elif len(text[slice(*name)].split()) < _SHORT:
        name = _whole(text, name[0], cut)
    return Occasion(kind=kind, what=name, verb=verb, clause=(start, cut), stretches=[(start, end)])


def _behind_day(text: str, start: int, end: int) -> int:
    """Return where a clause goes on behind the day that opens it: "on May 3 he meets"."""
    match = ON_DAY.match(text, start, end)
    comma = _COMMA.match(text, match.end(), end) if match else None
    return comma.end() if comma else start


@cache
def _stops() -> re.Pattern[str]:
    """Return what ends a clause; the comma of "Minister of Trade, Industry" does not."""
    portfolio = "|".join(words("people", "portfolio"))
    stops = (
        rf",? as part of |,? during |, (?!(?:{portfolio})\b)| while | and (?=[a-z]+s )"
        r"|,? to discuss | in the near future|\.?\s*\Z"
    )
    return re.compile(stops)


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a clause without blanks and stops around it, up to its first comma or purpose."""
    match = _stops().search(text, min(start + 12, end), end)
    last = match.start() if match else end
    while start < last and text[start].isspace():
        start += 1
    return start, max(start + 1, last) if last <= end else end


def _name(text: str, at: int, end: int) -> tuple[int, int]:
    """Return where the name of an occasion stands behind its verb."""
    article = _ARTICLES.match(text, at, end)
    first = article.end() if article else at
    match = _ends().search(text, min(first + 1, end), end)
    last = match.start() if match else end
    return (first, last) if first < last else (at, end)


@cache
def _ends() -> re.Pattern[str]:
    return re.compile("|".join(words("timeline", "ends", "words")))


def _kind(text: str, verb: Verb | None, start: int, end: int, name: str) -> str:
    by_verb = {
        "release": "document_release",
        "appoint": "appointment",
        "end": "term_end",
        "agree": "agreement",
    }
    if verb and verb.group in by_verb:
        return by_verb[verb.group]
    clause = text[start:end]
    if verb and verb.group in {"meet", "travel"}:
        if dict(by_value("timeline", "kinds"))["working_group"].search(text, start, verb.start):
            return "working_group"
        return "trilateral_meeting" if re.search(r"\btrilateral", clause) else "bilateral_meeting"
    kinds = by_value("timeline", "kinds")
    hosted = dict(kinds)["business_meeting"].search(clause)
    if hosted and not any(
        p.search(name) for k, p in kinds if k not in {"business_meeting", "bilateral_meeting"}
    ):
        return "business_meeting"
    for told in (name, clause):
        for kind, finder in kinds:
            if finder.search(told):
                return kind
    return ""


_REACH = 120  # code points before a date in which the name of its document stands
_DOCUMENT = (
    r"(?:following|after)[ \n](?:the|a|an|its|their)[ \n]"
    r"(?P<name>[^,.;]{{3,80}}?(?:{}))[ \n](?:on|of)[ \n]\Z"
)


def released_before(text: str, start: int, date_at: int) -> tuple[int, int] | None:
    """Return where the name of a document stands that came out on a date behind it.

    "... following the Joint Statement on May 3" names a document with its own day.
    """
    documents = "|".join(words("timeline", "bodies", "documents"))
    start = max(start, date_at - _REACH)
    match = re.search(_DOCUMENT.format(documents), text[start:date_at])
    return (start + match.start("name"), start + match.end("name")) if match else None


def topics(text: str, stretches: Sequence[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
    """Yield the topics of an event in the order of its sentences, each once."""
    seen: set[str] = set()
    for start, end in stretches:
        hits = [
            (match.start(), match.end(), topic)
            for topic, finder in by_value("timeline", "topics")
            if (match := finder.search(text, start, end))
        ]
        for first, last, topic in sorted(hits):
            within = any(a <= first and last <= b and (a, b) != (first, last) for a, b, _ in hits)
            if topic not in seen and not within:
                seen.add(topic)
                yield topic, first, last
