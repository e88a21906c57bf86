"""What a text says is still undone, held against how far the same text tells that it has come.

Laws, agreements, works and schemes come about in steps: agreed, signed, approved, in force; or
begun, built, finished, in use. Whoever says that a step is still ahead is denied by any later step
that the text tells of the same thing, in whatever words: "is to enter into force" by "now in force
for two years", "construction will begin" by "is being built".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.needs import lowered
from bongsu.audit.reading.wording import content_words, in_quotes, proper_names
from bongsu.audit.statements.undertaking_words import (
    AGAIN,
    AHEAD,
    ANOTHER,
    AWAITED,
    BACK,
    BREAK,
    BY_WHOM,
    GENERIC,
    GOING,
    KINDS,
    LAST,
    NEW_THING,
    NO_OBJECT,
    NOUN_LEVELS,
    NUMBERED,
    OTHER,
    PROGRESS,
    TAKEN,
    UNSURE,
    verbs,
)
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence, Sentence, within
from bongsu.patterns import lazy_regex, regex

_LONGEST = 9  # words of what is named before or behind a verb


class Undone(NamedTuple):
    """Words that call something undone, and those that tell of it as done."""

    start: int
    end: int
    told: tuple[int, int]
    sure: bool


class _Step(NamedTuple):
    """A step of a thing, ahead or taken."""

    place: int  # of the sentence
    start: int
    end: int
    ladder: str
    level: int
    thing: str
    firm: bool  # "has yet to", and no mere plan


_REACH = 4  # sentences around a mere plan in which it may be told as carried out


def undone(evidence: Evidence, day: dt.date | None) -> Iterator[Undone]:
    """Yield what is called undone though a later step of it is told as taken.

    Parameters
    ----------
    evidence : Evidence
        The article.
    day : datetime.date, optional
        The day of the text; dates before it are no plans.
    """
    ahead = list(_ahead(evidence, day))
    if not ahead:
        return
    taken = list(_taken(evidence, day))
    for step in ahead:
        for done in taken:
            if not _later(step, done):
                continue
            shared = _of_one(evidence, step, done)
            near = step.firm or abs(done.place - step.place) <= _REACH
            if shared > (0 if near else 1):
                yield Undone(step.start, step.end, (done.start, done.end), step.firm and shared > 1)
                break


def _later(step: _Step, done: _Step) -> bool:
    one_way = step.ladder == done.ladder or (done.level == step.level == LAST) or not done.ladder
    apart = done.start >= step.end or done.end <= step.start
    return one_way and apart and done.level >= step.level


def _ahead(evidence: Evidence, day: dt.date | None) -> Iterator[_Step]:
    for place, sentence in enumerate(evidence.sentences):
        words = evidence.words(sentence)
        if not _speaks(evidence, sentence) or "?" in words:
            continue
        for start, end, ladder, level, thing, firm in (*_plans(words), *_awaited(words)):
            clause = _clause(words, start, end)
            if AGAIN.search(clause) or OTHER.search(thing):
                continue
            if _past(evidence, sentence, clause, words, day):
                continue
            if not in_quotes(evidence, sentence, sentence.start + start):
                yield _Step(
                    place, sentence.start + start, sentence.start + end, ladder, level, thing, firm
                )


_Found = tuple[int, int, str, int, str, bool]


def _plans(words: str) -> Iterator[_Found]:
    """Yield "has yet to be ratified", "is due to open", "plan to sign the treaty"."""
    lower = lowered(words)
    for match in AHEAD.finditer(words):
        firm, passive = match["firm"] is not None, match["be"] is not None
        subject = _before(words, match.start())
        for ladder, level, done, does in verbs():
            verb = done.match(lower, match.end())
            own = does.match(lower, match.end()) if does and not passive else None
            behind = _behind(words, verb.end()) if verb and not passive else ""
            if passive and verb:
                yield match.start(), verb.end(), ladder, level, subject, firm
            elif own and not (verb and behind and own.end() <= verb.end()):
                under = regex(
                    r"(?:^|\bwhere\s)(?:the\s)?(?:construction|works?)\b", re.IGNORECASE
                ).search(subject)
                yield (
                    match.start(),
                    own.end(),
                    "built" if under else ladder,
                    1 if under else level,
                    subject,
                    firm,
                )
            elif verb and behind:
                yield match.start(), verb.end(), ladder, level, behind, firm
            else:
                continue
            break


def _awaited(words: str) -> Iterator[_Found]:
    """Yield "ratification of the treaty is pending", "once the tariff takes effect"."""
    for match in AWAITED.finditer(words):
        noun = match["noun"] or match["awaits"] or match["waits"] or ""
        thing = match["of"] or match["when"] or _before(words, match.start())
        found = ((ladder, level) for form, ladder, level in NOUN_LEVELS if form.match(noun))
        ladder, level = next(found, ("", LAST))
        yield match.start(), match.end(), ladder, level, thing, match["when"] is None


def _taken(evidence: Evidence, day: dt.date | None) -> Iterator[_Step]:
    for place, sentence in enumerate(evidence.sentences):
        words = evidence.words(sentence)
        if not _speaks(evidence, sentence):
            continue
        for start, end, ladder, level, thing in (*_going(words), *_deeds(words)):
            clause = _clause(words, start, end)
            if UNSURE.search(clause) or _ahead_of(evidence, sentence, day):
                continue
            yield _Step(
                place, sentence.start + start, sentence.start + end, ladder, level, thing, firm=True
            )


def _going(words: str) -> Iterator[tuple[int, int, str, int, str]]:
    for match in GOING.finditer(words):
        ladder, level = ("", LAST) if match["last"] else ("built", 2)
        if match["ratified"]:
            ladder, level = "agreed", 3
        if PROGRESS.search(match[0]):
            ladder = "begun"
        yield match.start(), match.end(), ladder, level, _around(words, match.start(), match.end())


def _deeds(words: str) -> Iterator[tuple[int, int, str, int, str]]:
    """Yield "was ratified", "launched the scheme", "the road opened"."""
    lower = lowered(words)
    for ladder, level, done, does in verbs():
        for form in (done, does):
            for verb in form.finditer(lower) if form else ():
                lead = TAKEN.search(words[max(0, verb.start() - 30) : verb.start()])
                told = verb[0].split()[0]
                past = told.endswith(("ed", "un", "an", "ook", "ent", "ame", "ot", "ilt", "set"))
                if lead is None or not past or not _apart(words, verb.start()):
                    continue
                behind = _behind(words, verb.end())
                thing = _before(words, verb.start() - len(lead[0])) or words[: verb.start()]
                passive = lead["be"] is not None or form is does
                yield (
                    verb.start(),
                    verb.end(),
                    ladder,
                    level,
                    thing if passive else f"{behind} {thing}",
                )


def _around(words: str, start: int, end: int) -> str:
    """Return what stands on both sides of a verb, of which either may be the thing."""
    behind = regex(r"(?:\sof)?(.{0,70}?)(?=[;:.()—–,]|$)", re.DOTALL).match(words[end:])
    if words[start : start + 5].lower() == "since":
        return words  # "since its launch in May, the programme"
    return f"{_before(words, start)} {words[start:end]} {behind[1] if behind else ''}".strip()


def _apart(words: str, at: int) -> bool:
    return at == 0 or not (words[at - 1].isalnum() or words[at - 1] in "-'’")


def _speaks(evidence: Evidence, sentence: Sentence) -> bool:
    return evidence.block_of(sentence).kind in {
        BlockKind.PARAGRAPH,
        BlockKind.ITEM,
        BlockKind.HEADING,
    }


def _clause(words: str, start: int, end: int) -> str:
    """Return the part of a sentence around a verb, up to the next turn on either side."""
    begin = max(
        (m.end() for m in regex(r"[;:]|,\s(?:and|but|while)\b").finditer(words[:start])), default=0
    )
    stop = regex(r"[;:]|,\s").search(words[end:])
    return words[begin : end + stop.start() if stop else len(words)]


def _before(words: str, at: int) -> str:
    """Return the name of what does, or suffers, what a verb at a place says."""
    lead = words[:at]
    begin = max((m.end() for m in BREAK.finditer(lead)), default=0)
    if not lead[begin:].strip() and regex(r"\b(?:which|who|that|where)\s$").search(lead):
        begin = 0
    if not lead[begin:].strip():
        begin = max((m.end() for m in regex(r"[;:]\s").finditer(lead)), default=0)
    if not content_words(lead[begin:]) - _WORK:  # "a new plant, where construction will begin"
        begin = max((m.end() for m in BREAK.finditer(lead[: max(begin - 8, 0)])), default=0)
    return " ".join(lead[begin:].split()[-_LONGEST:])


_WORK = content_words("construction work works operation operations where it its they")


def _behind(words: str, at: int) -> str:
    rest = words[at:]
    if NO_OBJECT.match(rest):
        return ""
    stop = regex(
        r"[;:.()—–,]|\s(?:and|but|while|which|who|that|because|in\s\d|on\s\d|by|with|for|at)\b"
    ).search(rest)
    return " ".join(rest[: stop.start() if stop else len(rest)].split()[:_LONGEST])


def _past(
    evidence: Evidence, sentence: Sentence, clause: str, words: str, day: dt.date | None
) -> bool:
    """Whether a plan is one of old: its clause has a day before that of the text."""
    at = sentence.start + max(words.find(clause), 0)
    dates = within(evidence.dates, at, at + len(clause))
    return any(d.last and day and d.last < day for d in dates) or (
        day is None and any(d.first for d in dates)
    )


def _ahead_of(evidence: Evidence, sentence: Sentence, day: dt.date | None) -> bool:
    dates = within(evidence.dates, sentence.start, sentence.end)
    return any(d.first and day and d.first > day for d in dates)


def _of_one(evidence: Evidence, step: _Step, done: _Step) -> int:
    """Return how many telling words two steps share if they are of one thing, else 0."""
    sentence = evidence.words(evidence.sentences[done.place])
    own, told = content_words(step.thing), content_words(done.thing)
    near = _follow(evidence, step, done)
    back = near and BACK.search(done.thing) is not None
    kin = any(own & kind and told & kind for kind in KINDS)
    telling = own - GENERIC
    shared = telling & (told if step.place == done.place else content_words(sentence))
    if not (back or kin or own & told) or set(_numbers(step.thing)) - set(_numbers(sentence)):
        return 0
    if ANOTHER.search(done.thing) or _by_others(evidence, step, done):
        return 0
    if back and (kin or not telling or own & told or _WORKERS.match(done.thing)):
        return 1
    if _names_apart(step.thing, sentence):
        return 0
    if NEW_THING.match(step.thing) and not (step.firm and len(shared) > 1):
        return 0
    if not telling:
        return 1 if near else 0
    if 2 * len(shared) > len(telling):
        return len(shared)
    head = content_words(" ".join(step.thing.split()[-1:])) & telling & told
    return 1 if head and abs(step.place - done.place) <= _REACH else 0


_WORKERS = lazy_regex(r"(?:workers|crews|it)\b", re.IGNORECASE)


def _by_others(evidence: Evidence, step: _Step, done: _Step) -> bool:
    """Whether a step waits for somebody else than him who took the step told."""
    awaited, took = (_by_whom(evidence, one) for one in (step, done))
    return bool(awaited and took) and not awaited & took


def _by_whom(evidence: Evidence, step: _Step) -> frozenset[str]:
    sentence = evidence.sentences[step.place]
    named = BY_WHOM.match(evidence.words(sentence), step.end - sentence.start)
    return content_words(named[1]) if named else frozenset()


def _numbers(words: str) -> list[str]:
    return [found.lower() for found in NUMBERED.findall(words)]


def _follow(evidence: Evidence, step: _Step, done: _Step) -> bool:
    blocks = {evidence.sentences[one.place].block for one in (step, done)}
    return len(blocks) == 1 and abs(step.place - done.place) <= 1


def _names_apart(thing: str, said: str) -> bool:
    """Whether what is undone has a name that the sentence of what is done does not know."""
    names = {w for _, _, name in proper_names(thing) for w in content_words(name)} - GENERIC
    return bool(names) and not names <= content_words(said)
