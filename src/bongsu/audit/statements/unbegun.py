"""What a text says is still to begin, held against what it tells of the same as going on.

The one side is any way of saying that nothing has begun: "has yet to start", "lies ahead", "about
to launch". The other is a sign that it has: a second or third of them, "so far", "since" a day that
is past, or deeds of a day before the text. Both must name the same thing, or follow each other and
point back ("the ones", "those", "a third one").
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import content_words, proper_names, quoted
from bongsu.audit.statements.numbered_deeds import one_kind, told_by_number
from bongsu.audit.statements.unbegun_words import (
    GOING,
    NEW,
    NO_DEED,
    NTH_DAY,
    ONES,
    PAST,
    PATTERNS,
    POINTS,
    RUNNING,
    VAGUE,
    WILL,
)
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence, Sentence, within
from bongsu.patterns import lazy_regex, regex


class Unbegun(NamedTuple):
    """Words that say that something is still to begin, and those that tell of it as begun."""

    start: int
    end: int
    told: tuple[int, int]
    sure: bool = True


def unbegun(evidence: Evidence, day: dt.date | None) -> Iterator[Unbegun]:
    """Yield what is said to be still to begin though the text tells that it has."""
    for place, sentence in enumerate(evidence.sentences):
        block = evidence.block_of(sentence)
        if block.kind in {BlockKind.META, BlockKind.CELL}:
            continue
        words = evidence.words(sentence)
        lower = words.lower()
        for match, plain in _ahead(words, lower):
            clause = _around(words, match.start(), match.end())
            if NEW.search(clause.replace("next week", "").replace("next month", "")):
                continue
            if any(a <= match.start() < b for a, b in quoted(words)):
                continue
            things = content_words(clause) - content_words(VAGUE)
            told = None if plain else _begun(evidence, place, match, things, day)
            if told is None:
                told = _numbered(evidence, place, match, clause, day)
            sure = told is not None
            told = told or _beside(evidence, place, match)
            if told is not None:
                span = sentence.start + match.start(), sentence.start + match.end()
                yield Unbegun(*span, told, sure)
                break
        yield from _when_they_begin(evidence, place, words, day)


_ROW = r"steps|stages|phases|moves|changes"  # of whatever kind
_ROWS = tuple(  # deeds that come in rows, and how one of them is told as done
    (
        guarded_regex(
            rf"\b(?:when|once|until|before)\sthe\s(?:[a-z-]+\s){{0,2}}(?:{nouns}|{_ROW})\s"
            r"(?:begin|start|set\sin)\b"
        ),
        lazy_regex(rf"\b(?:{verbs}|took\seffect|came\sinto\s(?:force|effect))\b"),
        lazy_regex(
            r"\b[Tt]he\s(?:first|second|third)\sof\s(?:the\s)?(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\s"
            rf"(?:[a-z-]+\s){{0,3}}?(?:{nouns}|{_ROW})\b|\b(?:two|three|four|five|six|\d+)\stimes\ssince\b"
        ),
    )
    for nouns, verbs in (
        ("increases|rises|hikes", "rose|raised|increased|paid|went\\sup|climbed"),
        ("cuts|reductions|decreases", "cut|lowered|reduced|fell|came\\sdown|declined"),
        ("payments|instal+ments|disbursements", "paid|disbursed|transferred"),
    )
)
_NEAR_ROW = 3  # sentences before one on a row in which the first of it may be told


def _when_they_begin(
    evidence: Evidence, place: int, words: str, day: dt.date | None
) -> Iterator[Unbegun]:
    """Yield "when the increases begin in 2027" behind the first of eight that was made."""
    sentence = evidence.sentences[place]
    for ahead, done, number in _ROWS:
        match = ahead.search(words)
        dates = within(evidence.dates, sentence.start, sentence.end)
        if match is None or day is None or not any(d.first and d.first > day for d in dates):
            continue
        for other in reversed(evidence.sentences[max(0, place - _NEAR_ROW) : place]):
            said = evidence.words(other)
            found = number.search(said)
            if found is None or NO_DEED.search(said) or not done.search(said):
                continue
            if other.block == sentence.block and _past_day(evidence, other, other.start, day):
                told = other.start + found.start(), other.start + found.end()
                at = sentence.start + match.start(), sentence.start + match.end()
                yield Unbegun(*at, told)
                return


def _ahead(words: str, lower: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Yield where a sentence says that something is still to begin, and if it plainly "will"."""
    if not any(verb in lower for verb in _VERBS):
        return
    for signs, ways in PATTERNS:
        if any(sign in lower for sign in signs):
            yield from ((match, signs is WILL) for match in ways.finditer(words))


_VERBS = (
    "begin",
    "begun",
    "start",
    "commenc",
    "open",
    "launch",
    "take off",
    "tak",
    "kick",
    "under way",
    "underway",
    "get ",
    "set out",
    "embark",
    "roll",
    "come",
    "go ",
    "been ",
    "ahead",
    "await",
    "eve of",
    "maiden",
    "first",
    "earliest",
    "debut",
    "held",
    "made",
    "paid",
    "deliver",
    "releas",
    "ship",
)


_BREAKS = lazy_regex(r"[;:]|,\s(?:and|but|which|while|as)\b|,\s")


def _around(words: str, start: int, end: int) -> str:
    """Return the clause around a stretch of a sentence."""
    begin = max((m.end() for m in _BREAKS.finditer(words, 0, start)), default=0)
    stop = _BREAKS.search(words, end)
    head = (
        words[:begin]
        if regex(r"(?:which|of\swhich|who)\b|.{0,12}$").match(words[begin:start])
        else ""
    )
    return f"{head[-80:]} {words[begin : stop.start() if stop else len(words)]}"


def _begun(
    evidence: Evidence,
    place: int,
    match: re.Match[str],
    things: frozenset[str],
    day: dt.date | None,
) -> tuple[int, int] | None:
    """Return where the text tells, of the things of a clause, that they have begun."""
    own = evidence.sentences[place]
    title = evidence.block_of(own).kind is BlockKind.HEADING
    said_of = evidence.words(own)
    core = things & content_words(
        f"{' '.join(said_of[: match.start()].split()[-_SUBJECT:])} {said_of[match.end() :]}"
    )
    around = range(max(0, place - _BACK), min(len(evidence.sentences), place + _ON))
    for number in around:
        sentence = evidence.sentences[number]
        start = own.start + match.end() if number == place else sentence.start
        said = evidence.text[start : sentence.end]
        if not said or evidence.block_of(sentence).kind is BlockKind.META or NO_DEED.search(said):
            continue
        past = _past_day(evidence, sentence, start, day)
        if number == place and _SAYS.search(said):
            past = None  # "is expected to begin in spring, the firm said on Thursday"
        going = GOING.search(said)
        points = number == place or (number == place + 1 and POINTS.match(said) is not None)
        if not (going or past or points):
            continue
        shared = content_words(said) & things
        elsewhere = number == place or not points
        if going and elsewhere and _of_something_else(said, going, shared):
            going = None
        if going and not points and going[0].lower() == "already" and not shared & core:
            going = None
        if not (points or title) and (
            not shared or _others(evidence.words(own), evidence.words(sentence))
        ):
            continue
        near = number in {place, place + 1}
        told = _told(said, going, past, len(shared), points=points, near=near, title=title)
        if told is not None:
            return (start + told[0], start + told[1]) if told != past else past
    return None


_SAYS = lazy_regex(r"\b(?:said|says|told|announced|added|reported|according)\b")
_SUBJECT = 3  # words before "is to begin" among which stands the name of what is
_HANDED = lazy_regex(r"(?:released|delivered|handed\sover|reached|arrived)", re.IGNORECASE)


def _of_something_else(said: str, going: re.Match[str], shared: frozenset[str]) -> bool:
    """Whether what goes on is not what is to begin: "findings released at the start of the vote".

    What is handed over is named before the verb.
    """
    return _HANDED.fullmatch(going[0]) is not None and not shared & content_words(
        said[: going.start()]
    )


_NOW_ON = lazy_regex(
    r",\s(?:which|who)\s(?:(?:is|are)\s(?:now|already|currently)|(?:has|have)\s(?:already|been|now|gone|run))\b"
)
_DEFINITE = lazy_regex(r"\W*(?:The|This|These|Those|Its|Their)\s[a-z]+(?:\s[a-z]+)?,?\s")


def _beside(evidence: Evidence, place: int, match: re.Match[str]) -> tuple[int, int] | None:
    """Return where the rest of a sentence, or the one before, tells that it goes on."""
    own = evidence.sentences[place]
    words = evidence.words(own)
    now = _NOW_ON.search(words, match.end())
    if now is not None:
        return own.start + now.start() + 2, own.start + now.end()
    rest = words.find(";", match.end())
    if rest >= 0 and (goes := _GOES_ON.search(words, rest)) is not None:
        return own.start + goes.start(), own.start + goes.end()
    on = _goes_on_beside(evidence, place, words)
    if on is not None:
        return on
    if not place or _DEFINITE.match(words) is None or match.start() > _NEAR_SUBJECT:
        return None
    before = evidence.sentences[place - 1]
    said = evidence.words(before)
    found = told_by_number(said) if before.block == own.block else None
    if found is None or NO_DEED.search(said) or PAST.search(said) is None:
        return None
    return before.start + found[0], before.start + found[1]


_GOES_ON = lazy_regex(
    r"\b[Ss]o\sfar\b|\bto\sdate\b|\b(?:has|have)\s(?:\w+ly\s|already\s)?(?!not\b|yet\b|never\b|to\b|no\b)"
    r"\w+(?:ed|en|t|n)\b[^.;]{0,80}?(?:\bsince\b|\d)|\bhad\s(?:got|[a-z]+(?:ed|en|t|n))\b[^.;]{0,60}?\d|\b(?:a|the)\s(?:second|third|fourth|fifth)\s(?:\w+\s)?"
    r"(?:followed|came|took\splace|was\sheld)\b"
)
_LEADS_ON = lazy_regex(
    r"^\W*(?:So\sfar|It|They|Some|Half|These|Those|Already|Since|\d[\d,]*|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Twelve|Dozens)\b|\bthe\s(?:first|last|latest)\sone\b"
)


def _goes_on_beside(evidence: Evidence, place: int, words: str) -> tuple[int, int] | None:
    """Return where a sentence beside one on a beginning tells of the same as under way."""
    own = evidence.sentences[place]
    for number in (place + 1, place + 2, place - 1):
        if not 0 <= number < len(evidence.sentences):
            continue
        other = evidence.sentences[number]
        said = evidence.words(other)
        goes = _GOES_ON.search(said) if other.block == own.block else None
        if goes is None or NO_DEED.search(said, 0, goes.end()) or _others(words, said):
            continue
        shared = (content_words(words) - content_words(VAGUE)) & content_words(said)
        leads = number > place and _LEADS_ON.search(said) is not None
        if one_kind(words, said) or (
            leads and (shared or number == place + 1 or said[:6] == "So far")
        ):
            return other.start + goes.start(), other.start + goes.end()
    return None


_NEAR_SUBJECT = 50  # code points from the subject of a sentence to "is to begin"
_SO_FAR = lazy_regex(r"\balready\b|\bthroughout\b|\bso\sfar\b|\bto\sdate\b", re.IGNORECASE)


def _numbered(
    evidence: Evidence, place: int, match: re.Match[str], clause: str, day: dt.date | None
) -> tuple[int, int] | None:
    """Return where the text tells by its number of a deed of the kind that is to begin."""
    own = evidence.sentences[place]
    things = content_words(clause) - content_words(VAGUE)
    for number in range(max(0, place - _BACK), min(len(evidence.sentences), place + _ON)):
        sentence = evidence.sentences[number]
        said = evidence.text[sentence.start : sentence.end]
        here = number == place
        if here:  # "with three of the five already in orbit, the launching is about to begin"
            said = f"{said[: match.start()]}{'_' * len(match[0])}{said[match.end() :]}"
        found = told_by_number(said)
        if found is None or NO_DEED.search(said):
            continue
        if here and not _SO_FAR.search(said[: match.start()]):
            continue
        if evidence.block_of(sentence).kind in {BlockKind.META, BlockKind.CELL}:
            continue
        akin = here or one_kind(clause, said) or len(things & content_words(said)) > 0
        near = sentence.block == own.block and abs(number - place) <= 1
        past = _past_day(evidence, sentence, sentence.start, day)
        if akin and (near or past) and (past or PAST.search(said) or here):
            return sentence.start + found[0], sentence.start + found[1]
    return None


_BACK, _ON = 6, 13  # sentences before and after in which what has begun may be told


def _told(
    said: str,
    going: re.Match[str] | None,
    past: tuple[int, int] | None,
    shared: int,
    *,
    points: bool,
    near: bool,
    title: bool,
) -> tuple[int, int] | None:
    """Return where a sentence tells that something has begun; a past day as it stands."""
    linked = points or shared > 1 or (shared and (near or past))
    done = past or PAST.search(said) or (going and going[0].lower() in {"so far", "to date"})
    if going and linked and done:
        return going.span()
    if past and _FOUNDED.search(said):
        return None  # "when we first launched it six years ago": of an event that returns
    if past and RUNNING.search(said) and (points or shared > 1 or (shared and near)):
        return past
    if points and near and (past or ONES.match(said)) and PAST.search(said):
        return past or (0, len(said))
    if title and going and NTH_DAY.search(going[0]):
        return going.span()
    return None


_FOUNDED = lazy_regex(r"\bfirst\s(?:launched|held|opened|began|started|organi[sz]ed|took\splace)\b")


def _others(one: str, other: str) -> bool:
    """Whether two sentences name their subjects, and no name is in both."""
    names = [
        {name.removeprefix("The ") for _, _, name in proper_names(words) if " " in name}
        for words in (one, other)
    ]
    return all(names) and not names[0] & names[1]


def _past_day(
    evidence: Evidence, sentence: Sentence, start: int, day: dt.date | None
) -> tuple[int, int] | None:
    """Return the date of a sentence that lies before the day of the text."""
    if day is None:
        return None
    dates = within(evidence.dates, start, sentence.end)
    return next(((d.start, d.end) for d in dates if d.first and d.first < day), None)
