"""What is to begin, or to be done for the first time, though the text tells how often it was done.

"We think that the bank will begin cutting" behind "it cut its rate in October and again in
November"; "hearings are to open next year" behind "heard the parties in two sessions this year".
The one side is any way of looking ahead to a beginning, the other a deed of the same kind done more
than once: told by its number, as a count, again, since a day, so far or half. Both have to speak of
one thing, or to follow each other.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.kinship import things_of
from bongsu.audit.reading.wording import content_words, in_quotes, proper_names, prose, stem
from bongsu.audit.statements.numbered_deeds import one_kind
from bongsu.audit.statements.unbegun_words import NEW, VAGUE
from bongsu.evidence.mentions import Evidence, Sentence
from bongsu.patterns import lazy_regex, regex

_AHEAD = (
    r"(?:\b(?:will|shall|going\sto)|['’]ll|"
    r"\b(?:is|are)\s(?:now\s|still\s|also\s)?(?:(?:due|set|expected|likely|about|scheduled|slated|poised|planning|preparing|"
    r"planned|supposed|projected|ready|thought|believed|certain|sure|bound|yet|hoping|aiming|looking)\s)?to|"
    r"\b(?:plans?|intends?|means|expects?|hopes?|prepares?|wants?|aims?|looks?|promises|proposes|has|have)\s(?:yet\s)?to|"
    r"\b(?:expects?|wants?|sees|foresees?)\s(?:[\w-]+\s){1,4}?(?:to)?)\s(?:\w+ly\s|soon\s|now\s)?"
)
_BEGIN = (
    r"(?:begin|start|commence|open|launch|initiate|kick\soff|embark\s(?:on|upon)|set\sabout|get\sunder\s?way|take\sup|"
    r"enter(?:\sinto)?|beginning|starting)"
)
_BEGINS = guarded_regex(rf"{_AHEAD}{_BEGIN}\b(?P<act>(?:[^,;:.]|\.\d){{0,90}})")
_FIRST_TIME = guarded_regex(
    rf"{_AHEAD}(?P<act>[a-z]+(?:\s[\w’'-]+){{0,8}}?)\sfor\sthe\s(?:very\s)?first\stime\b"
)
_THE_FIRST = guarded_regex(
    r"\b(?:[Tt]he|[Aa]|[Ii]ts|[Tt]heir)\sfirst\s(?P<act>(?!time|quarter|half|place|lady|phase|stage|year|round)[a-z-]+(?:\s[\w-]+){0,4}?)\s"
    r"(?:is|are|will)\s(?:now\s|still\s)?(?:expected|due|scheduled|planned|set|slated|foreseen|likely|to|be|join|take|come)\b"
)
_FIRST_ONE = guarded_regex(
    rf"{_AHEAD}[a-z]+(?:\s(?:up|out|off))?\s(?:its|their|his|her|the|an?)\s(?:very\s)?first\s"
    r"(?P<act>(?!time|quarter|half|place|lady|phase|stage|year|round|step)[a-z-]+(?:\s[a-z-]+){0,2})\b"
)
_NUMBER = (
    r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"\d{1,2}(?:nd|rd|th))"
)
_COUNT = (
    r"(?:both|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|dozens\sof|scores\sof|"
    r"hundreds\sof|thousands\sof|\d[\d,.]*(?:\s(?:million|thousand|billion))?)"
)
_REPEATED = lazy_regex(
    rf"\b(?P<nth>{_NUMBER})\s(?P<of>[a-z-]+(?:\s[a-z-]+)?)|\bagain\b|\bonce\smore\b|\btwice\b|\b{_COUNT}\stimes\b|"
    rf"\b{_COUNT}\s(?:[a-z-]+\s){{0,2}}?(?P<count>rounds|waves|stages|phases|series|sessions|sittings|hearings|meetings|shipments|cuts|rises|increases|hikes|"
    rf"reductions|steps|tranches|batches|deliveries|drills|tests|launches|visits|payments|flights|exercises|sales|talks|days|nights|occasions|convoys)\b|"
    r"\bso\sfar\b|\bto\sdate\b|\bsince\b|\bhalf\s(?:done|finished|built|complete[d]?|over|way)\b|\balready\b"
)
_DONE = lazy_regex(
    r"\b(?:has|have|had)\s(?:[a-z]+ly\s|since\s|now\s|already\s|so\sfar\s)?(?:been\s)?(?:\w{2,}(?:ed|en|wn)|cut|met|held|sent|made|"
    r"sold|paid|built|taken|gone|done|heard|won|read|brought|left|lost|put|set|begun)\b|"
    r"\b(?:\w{3,}ed|cut|met|held|sent|made|sold|paid|built|took|went|heard|came|rose|fell|brought|began|ran|sat|saw|gave|flew|bought|"
    r"fought|withdrew|left|struck|done)\b"
)
_NOT_DONE = lazy_regex(
    r"\b(?:not|never|no|nor|if|would|could|may|might|will|should|unless|until|planned|expected|scheduled|to\sbe|due|"
    r"wants?|aims?|hopes?|calls?\sfor|proposed?|demands?|demanded|urged|agreed\sto|promised|pledged)\b"
)
_LIGHT = content_words(
    "begin start talks work process next new year month spring summer autumn winter quarter first "
    "time date later early week phase country government official report plan expect observer "
    "analyst team group side today law "
    "held hold make made take took done"
)
_BACK, _ON = 8, 4  # sentences in which what was done may be told


class FirstTime(NamedTuple):
    """Words that look ahead to a beginning, and those that tell of it as done more than once."""

    start: int
    end: int
    told: tuple[int, int]
    sure: bool = False


def first_times(evidence: Evidence) -> Iterator[FirstTime]:
    """Yield what is said to begin though the text tells of it as done again and again."""
    sentences = prose(evidence)
    for place, (sentence, words) in enumerate(sentences):
        for pattern in (_BEGINS, _FIRST_TIME, _THE_FIRST, _FIRST_ONE):
            for match in pattern.finditer(words):
                if in_quotes(evidence, sentence, sentence.start + match.start()):
                    continue
                clause = _clause(words, match)
                if NEW.search(_BEGINS_AT.sub("", clause)) or _PAST_VIEW.search(clause):
                    continue
                told = _done_before(sentences, place, match, clause)
                if told is not None:
                    span = sentence.start + match.start(), sentence.start + match.end()
                    yield FirstTime(*span, told)
    yield from _given_already(evidence)


_GIVES = r"(?:provid|giv|grant|cover|pay|paid|includ|extend|offer|recogni|award|allow|admit)\w*"
_NEWLY = guarded_regex(
    rf"\bfor\sthe\s(?:very\s)?first\stime,?\s(?:also\s|now\s)?{_GIVES}\s(?P<act>[^;:.]{{5,120}})"
)
_AT_PRESENT = lazy_regex(
    rf"(?:^|[.;]\s)(?:Currently|At\spresent|Today|Now|So\sfar|Until\snow|Under\sthe\s(?:current|present|existing)\s\w+)\b.*?\b{_GIVES}\s"
)
_FOR_WHOM = lazy_regex(r"\b(?:for|to|of)\s(?:an?|the)\s(?=(?P<whom>[a-z]+\s[a-z]+))")


def _given_already(evidence: Evidence) -> Iterator[FirstTime]:
    """Yield what is now given to somebody for the first time, and by the text is given already.

    "Currently it grants a year for a first child" and "for the first time, it gives a credit for
    the birth of a first child": the words for whom it is given are the same two.
    """
    rows = prose(evidence)
    for place, (sentence, words) in enumerate(rows):
        match = _NEWLY.search(words)
        if match is None or in_quotes(evidence, sentence, sentence.start + match.start()):
            continue
        wanted = {one["whom"] for one in _FOR_WHOM.finditer(match["act"])}
        for other, said in rows[max(0, place - _ON) : place + _ON]:
            now = _AT_PRESENT.search(said) if other is not sentence else None
            if now is None or other.block != sentence.block or _NOT_DONE.search(said):
                continue
            for whom in _FOR_WHOM.finditer(said, now.end()):
                if whom["whom"] in wanted:
                    told = other.start + whom.start(), other.start + whom.end("whom")
                    yield FirstTime(
                        sentence.start + match.start(), sentence.start + match.end(), told
                    )
                    break


_BEGINS_AT = lazy_regex(  # times, which tell of no other one
    r"\b(?:next|later\sthis|further\sin)\s(?:week|month|year|spring|summer|autumn|fall|winter|quarter|January|February|March|"
    r"April|May|June|July|August|September|October|November|December)|\b(?:first|second|third|fourth|last)\s(?:quarter|half|time|week|days?)\b|"
    r"\b(?:two|three|four|five|six|\d+)\sof\sthe\b"
)
_PAST_VIEW = lazy_regex(r"\b(?:was|were|had|said\sthen)\b")
_STOPS = lazy_regex(r"[;:]|,\s(?:and|but|which|while|as|who|with)\b")


def _clause(words: str, match: re.Match[str]) -> str:
    """Return the clause in which something is said to begin."""
    start = max((m.end() for m in _STOPS.finditer(words, 0, match.start())), default=0)
    stop = _STOPS.search(words, match.end())
    condition = _CONDITION.match(words, start, match.start())
    start = condition.end() if condition else start
    return words[start : stop.start() if stop else len(words)]


_CONDITION = lazy_regex(r"\W*(?:If|When|Once|Unless|As|While|Although|Should)\s[^,]{3,80},\s")


def _done_before(
    sentences: Sequence[tuple[Sentence, str]],
    place: int,
    match: re.Match[str],
    clause: str,
) -> tuple[int, int] | None:
    """Return where the text tells that the deed of a clause was done more than once."""
    own = sentences[place][0]
    act = match["act"]
    verb = _GERUND.match(f"{act} ")
    deed = (verb["ing"] or verb["to"]) if verb is not None else act
    deeds = frozenset(stem(word) for word in regex(r"[a-z]{3,}").findall(deed.lower())[:2])
    subject = clause[: max(0, clause.find(match[0]))]
    things = things_of(f"{subject} {act}") - _LIGHT - content_words(VAGUE)
    named = regex(r"[\w’'-]{3,}").findall(f"{subject} {act}")
    bare = all(one_kind(one, one) or not things_of(one) & things for one in named)
    half = _HALF.search(subject)
    if half is not None:
        at = own.start + match.start() - len(subject) + half.start()
        return at, at + len(half[0])
    done = _done_once(sentences, place, match, clause)
    if done is not None:
        return done
    for number in range(max(0, place - _BACK), min(len(sentences), place + _ON + 1)):
        other, said = sentences[number]
        if number == place:
            said = said.replace(match[0], " " * len(match[0]))
        for mark in _REPEATED.finditer(said):
            near = said[max(0, mark.start() - _REACH) : mark.end() + _REACH]
            if _DONE.search(near) is None or _NOT_DONE.search(
                said[max(0, mark.start() - _REACH) : mark.end()]
            ):
                continue
            near = _in_clause(said, mark)
            akin = bool(deeds & {stem(word) for word in regex(r"[a-z]{3,}").findall(near.lower())})
            akin = akin or one_kind(f"{subject} {act}", near)
            shared = things & things_of(f"{said} {_before(sentences, number)}")
            beside = other.block == own.block and abs(number - place) <= 1
            akin = akin or bool(beside and shared and _SO_FAR.fullmatch(mark[0]))
            if not akin or _apart(clause, said):
                continue
            whole = _object(act) <= things_of(f"{said} {_before(sentences, number)}") | deeds
            if whole and (shared or beside or bare):
                return other.start + mark.start(), other.start + mark.end()
    return None


_HALF = lazy_regex(r"\bhalf[\s-](?:done|finished|built|completed?|over)\b")
_GERUND = lazy_regex(r"\s(?:(?P<ing>[a-z]{3,}ing)|to\s(?P<to>[a-z]{3,}))\s")


def _done_once(
    sentences: Sequence[tuple[Sentence, str]],
    place: int,
    match: re.Match[str],
    clause: str,
) -> tuple[int, int] | None:
    """Return where the sentence before tells that the same was done to the same thing."""
    verb, what = _GERUND.match(match["act"]), _object(match["act"])
    if (
        verb is None
        or not what
        or not place
        or sentences[place - 1][0].block != sentences[place][0].block
    ):
        return None
    other, said = sentences[place - 1]
    root = stem(verb["ing"] or verb["to"])
    for done in _DONE.finditer(said):
        told = stem(done[0].split()[-1])
        if told != root or _NOT_DONE.search(said) or _apart(clause, said):
            continue
        if what <= things_of(said[done.end() :]):
            return other.start + done.start(), other.start + done.end()
    return None


_SO_FAR = lazy_regex(r"so\sfar|to\sdate|half\s\w+")
_REACH = 90  # code points around a sign that something was done again in which the deed stands


def _in_clause(said: str, mark: re.Match[str]) -> str:
    """Return the clause of a sign that something was done more than once."""
    start = max((m.end() for m in _CLAUSE.finditer(said, 0, mark.start())), default=0)
    stop = _CLAUSE.search(said, mark.end())
    return said[start : stop.start() if stop else len(said)]


_CLAUSE = lazy_regex(r"[;:]|,\s(?:but|which|while|as|who)\b")
_OBJECT = lazy_regex(
    r"\s?(?:to\s)?[a-z-]+\s(?P<what>(?:(?:the|its|their|an?|his|her)\s)?(?:[\w-]++\s?){0,4}?)"
    r"(?=\s(?:in|on|at|by|for|from|this|next|later|early|after|before|with|to|there|as|if|when|over|during)\b|[,;.]|$)"
)


def _object(act: str) -> frozenset[str]:
    """Return the words for what a deed is done to: "cutting its base rate in the spring"."""
    found = _OBJECT.match(act)
    return things_of(found["what"]) - _LIGHT if found is not None else frozenset()


def _before(sentences: Sequence[tuple[Sentence, str]], number: int) -> str:
    """Return the sentence before another one of its paragraph, which may name the thing."""
    if not number or sentences[number - 1][0].block != sentences[number][0].block:
        return ""
    return sentences[number - 1][1]


def _apart(one: str, other: str) -> bool:
    """Whether two sentences name who does it, and no name is in both."""
    names = [
        {word for _, _, name in proper_names(words[1:]) for word in name.split() if len(word) > 2}
        for words in (one, other)
    ]
    names = [{name for name in some if name not in _MONTHS} for some in names]
    return bool(names[0]) and bool(names[1]) and not names[0] & names[1]


_MONTHS = frozenset(calendar.month_name[1:])
