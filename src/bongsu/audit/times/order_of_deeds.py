"""Deeds that can only come one after the other, dated the other way round (DT514).

Ground is broken before a plant produces, a petition comes before the order, a prototype is rolled
out before it flies. The courses that things take stand in `tables/courses_of_deeds.yaml`; each date
of a passage has the step told beside it. Where a joint says which of two came first ("in response
to", "as evidenced by", "led to"), that decides whatever they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, pairwise
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex, lowered
from bongsu.audit.reading.passed_time import days_of, has_year
from bongsu.audit.reading.stretches import lies_before
from bongsu.audit.reading.wording import in_quotes, looks_ahead, prose, stem, table
from bongsu.evidence.mentions import DateMention, Evidence, Sentence
from bongsu.patterns import lazy_regex, regex

_NEAR = 110  # code points between a step and its date
_BACK = 2  # sentences from one step to the next
_ANOTHER = lazy_regex(
    r"\b(?:another|second|third|fourth|other|others|previous\w*|earlier|older|existing|separate|also|again|further|"
    r"replac\w+|sister|rival|neighbou?r\w*|original|since\sthen|revis\w+|amend\w+|renew\w*|re-?\w{3,}ed\sin)\b",
    re.IGNORECASE,
)


class Turned(NamedTuple):
    """Two dates of deeds of which the second came before the first by what they are."""

    earlier: DateMention  # of what has to come first
    later: DateMention
    why: str
    sure: bool


def turned(evidence: Evidence) -> Iterator[Turned]:
    """Yield the pairs of deeds of an article that are dated the wrong way round."""
    every = list(prose(evidence))
    told: set[int] = set()
    for place, (sentence, words) in enumerate(every):
        for one in (
            *_joined(evidence, sentence, words),
            *_stepped(evidence, every, place),
            *_told_back(evidence, every, place),
        ):
            if one.later.start not in told and not in_quotes(evidence, sentence, one.later.start):
                told.add(one.later.start)
                yield one


_AFTER = lazy_regex(
    r"\b(?:following|in\sresponse\sto|in\s(?:answer|reply|reaction|retaliation)\s(?:to|for)|respond(?:s|ed|ing)?\sto|response\sto|"
    r"react(?:s|ed|ing)?\sto|reaction\sto|answer(?:s|ed|ing)?\s(?:to\s)?(?:the|a)|repl(?:y|ies|ied)\sto|retaliat\w+\s(?:for|against)|"
    r"prompted\sby|triggered\sby|provoked\sby|caused\sby|spurred\sby|because\sof|as\sa\sresult\sof|in\sthe\swake\sof|"
    r"on\sthe\sheels\sof|in\slight\sof|in\sview\sof|as\s(?:evidenced|shown|demonstrated|seen|illustrated)\s(?:by|in)|citing|"
    r"to\spunish|punish(?:es|ed|ing)|penalty\sfor|(?:over|for)\sits|succeed(?:s|ed|ing)|replac(?:es|ed|ing)|"
    r"supersed(?:es|ed|ing)|build(?:s|ing)?\son|built\son|based\son|implement(?:s|ed|ing)|pursuant\sto|followed(?!\sby)|after(?!\swhich|,))\b"
    r"(?!\s(?:on|in|by|at|from|since|as|under|over|within|during|through)\b)"  # "implemented on"
)
_BEFORE = lazy_regex(
    r"\b(?:led\sto|leading\sto|lead\sto|paved\sthe\sway\sfor|paving\sthe\sway\sfor|followed\sby|ahead\sof|prior\sto|"
    r"culminat(?:ed|ing)\sin|result(?:ed|ing)\sin|gave\srise\sto|gave\sway\sto|prompted|triggered|provoked|succeeded\sby|"
    r"replaced\sby|superseded\sby|in\spreparation\sfor|in\sthe\srun-up\sto|before(?!\s(?:the\s)?(?:court|committee|panel|assembly)))\b"
)
_CLOSED_CLAUSE = lazy_regex(
    r"[;]|\.\s|\b(?:while|whereas|although|though|since|until|till|later|then|unlike|than|compared|whose|"
    r"after\swhich|will|would|scheduled|planned|due|expected|extended|valid|expires?|to\stake\seffect|anniversary)\b"
)
_OF_A_TERM = lazy_regex(
    r"\b(?:from|to|until|through|by|before|until\sthe\send\sof|than|since)\s(?:the\s)?$"
)
_LONG_JOINT = 420  # code points between two dates that one joint may span


def _joined(evidence: Evidence, sentence: Sentence, words: str) -> Iterator[Turned]:
    """Yield two dates of a sentence between which words say which was first, if it was not."""
    dates = [d for d in days_of(evidence, sentence.start, sentence.end) if has_year(evidence, d)]
    for place, first in enumerate(dates):
        for second in dates[place + 1 :]:
            joint = words[first.end - sentence.start : second.start - sentence.start]
            if len(joint) > _LONG_JOINT or _CLOSED_CLAUSE.search(joint):
                break
            if _OF_A_TERM.search(joint) or _OF_A_TERM.search(words[: first.start - sentence.start]):
                continue
            afters, befores = list(_AFTER.finditer(joint)), list(_BEFORE.finditer(joint))
            if afters and _has_its_own_day(joint, afters[-1].start()):
                continue  # "signed on that day and implemented its first part in July"
            if afters and _AND_ONE_MORE.search(joint, 0, afters[-1].start()):
                continue  # "in her campaign of 2012 and after her inauguration of 2013": two times
            if bool(afters) == bool(befores) or not _leads(joint, (afters or befores)[-1].end()):
                continue
            if afters and lies_before(first, second) and not looks_ahead(joint, "dates"):
                near = len(joint) < _NEAR and second is dates[min(place + 1, len(dates) - 1)]
                yield Turned(second, first, f"“{afters[-1][0]}”", sure=near)
            if befores and lies_before(second, first) and len(joint) < _NEAR:
                yield Turned(first, second, f"“{befores[-1][0]}”", sure=False)


_AND = lazy_regex(r"(?:\band|\bthen|,)\s$")
_AND_ONE_MORE = lazy_regex(r"\b(?:and|or|both|before\sand|again)\s$")
_ITS_OWN_DAY = lazy_regex(  # behind a verb and what it is done to, the day of this deed itself
    r"[a-z]{3,}ed(?:\s(?!\w+(?:ed|en|ing)\b)[\w'’-]+){0,8}?\s(?:in|on|by|from|since)\s(?:the\s)?"
    r"(?:(?:early|late|mid)[\s-])?"
)


def _has_its_own_day(joint: str, at: int) -> bool:
    """Whether a verb that "and" adds has the day behind it as its own."""
    own = _ITS_OWN_DAY.fullmatch(joint, at) is not None
    return own and _AND.search(joint, 0, at) is not None


_FIGURE = regex(r"\d|[%$₩€]")
_SHORT_LEAD = 70  # code points from such words to the date that they lead to


def _leads(joint: str, at: int) -> bool:
    """Whether the words that say which was first lead to the date right behind."""
    return len(joint) - at < _SHORT_LEAD and _FIGURE.search(joint, at) is None


_HAD = lazy_regex(
    r"\bhad\s(?:\w+ly\s|already\s|first\s)?(?:been\s)?(?!to\b|not\b|an?\b|the\b|no\b)\w+"
)
_BACK_TO = lazy_regex(
    r"\b(?:in\s(?:response|reply|answer|reaction|retaliation)\s(?:to|for)|prompted\sby|because\sof|following|after|over)\s"
    r"(?:the|that|this|those)\s(?:[a-z-]+\s)?(?P<noun>[a-z]{4,})\b"
)


def _told_back(
    evidence: Evidence, every: Sequence[tuple[Sentence, str]], place: int
) -> Iterator[Turned]:
    """Yield what is told as done before, or in answer to, what the last sentence dates."""
    own, words = every[place]
    if not place or every[place - 1][0].block != own.block:
        return
    last, its = every[place - 1]
    now = [d for d in days_of(evidence, own.start, own.end) if has_year(evidence, d)]
    then = [d for d in days_of(evidence, last.start, last.end) if has_year(evidence, d)]
    if len(now) != 1 or len(then) != 1 or looks_ahead(words, "tenses"):
        return
    clause = words[: now[0].start - own.start][-_NEAR:]
    had = _HAD.search(clause)
    alone = had is not None and not _HAD.search(its) and not _ANOTHER_TIME.search(clause)
    if had is not None and alone and lies_before(then[0], now[0]):
        yield Turned(now[0], then[0], f"“{had[0]}”", sure=False)
    for back in _BACK_TO.finditer(words):
        known = {stem(word) for word in _WORD.findall(its.casefold())}
        if stem(back["noun"]) in known and lies_before(now[0], then[0]):
            yield Turned(then[0], now[0], f"“{back[0]}”", sure=False)
            return


_ANOTHER_TIME = lazy_regex(r"\b(?:by|until|since|if|which|who|that)\b")
_WORD = regex(r"[a-z]{4,}")


class _Step(NamedTuple):
    """A step of a course and its date."""

    course: str
    number: int
    words: str
    date: DateMention
    place: int


def _stepped(
    evidence: Evidence, every: Sequence[tuple[Sentence, str]], place: int
) -> Iterator[Turned]:
    """Yield the steps of one course that stand near each other, dated against its order."""
    own = every[place][0]
    near = [
        (number, *every[number])
        for number in range(place, min(len(every), place + _BACK))
        if every[number][0].block == own.block
    ]
    steps = [step for number, one, words in near for step in _steps(evidence, number, one, words)]
    for first, second in combinations(steps, 2):
        if first.place != place or first.course != second.course or first.number == second.number:
            continue
        if first.date.start == second.date.start:
            continue
        before, after = sorted((first, second), key=lambda step: step.number)
        if not lies_before(after.date, before.date):
            continue
        start, end = sorted((first.date.start, second.date.start))
        between = evidence.text[min(own.start, start) : end]
        if _ANOTHER.search(between):
            continue
        why = f"“{before.words}” comes before “{after.words}”"
        yield Turned(before.date, after.date, why, sure=first.place == second.place)


def _steps(evidence: Evidence, number: int, sentence: Sentence, words: str) -> Iterator[_Step]:
    """Yield the steps that a sentence dates: each date with the words right before or behind it."""
    dates = [d for d in days_of(evidence, sentence.start, sentence.end) if has_year(evidence, d)]
    lower = lowered(words)
    for place, date in enumerate(dates):
        at, end = date.start - sentence.start, date.end - sentence.start
        opening = dates[place - 1].end - sentence.start if place else 0
        clause = lower[max(opening, at - _NEAR) : at]
        until = dates[place + 1].start - sentence.start if place + 1 < len(dates) else len(words)
        behind = lower[end : min(until, end + _NEAR)]
        head = regex(
            r"(?:^|[;,]\s(?:and\s)?)\W*(?:on|in|by)\s(?:(?:early|late|mid)[-\s])?$"
        ).search(clause)
        for course, pattern in _courses().items():
            found = None if head else _last(pattern, clause)
            found = found or (pattern.search(behind) if head else None)
            if found is not None and found.lastgroup is not None:
                yield _Step(course, int(found.lastgroup[1:]), found[0], date, number)


def _last(pattern: re.Pattern[str], clause: str) -> re.Match[str] | None:
    found = list(pattern.finditer(clause))
    return found[-1] if found else None


@cache
def _courses() -> dict[str, re.Pattern[str]]:
    """Return, by course, a pattern with a group for each of its steps.

    It finds words in small letters only: so it fails several times as quickly.
    """
    gap = r"\s(?:[\w’'-]+\s){0,3}?"
    made = {}
    for course, steps in table("courses_of_deeds").items():
        groups = []
        for number, forms in enumerate(steps):
            ordered = sorted(forms, key=len, reverse=True)
            words = "|".join(
                gap.join(re.escape(part).replace(r"\ ", r"\s") for part in form.split(" ~ "))
                for form in ordered
            )
            groups.append(rf"(?P<s{number}>{words})")
        made[course] = guarded_regex(rf"\b(?:{'|'.join(groups)})\b")
    return made


_OPENS_WITH = lazy_regex(r"\W*(?:On|In|By)\s(?:the\s)?$")
_FEWEST = 5  # paragraphs that open with their day


class Opening(NamedTuple):
    """The day that a paragraph opens with, out of the order of those around it."""

    date: DateMention
    before: DateMention


def misplaced_openings(evidence: Evidence) -> Iterator[Opening]:
    """Yield the one day out of order among those with which the paragraphs of a text open."""
    opened = []
    last = -1
    for sentence, words in prose(evidence):
        first = sentence.block != last
        last = sentence.block
        dates = days_of(evidence, sentence.start, sentence.end)[:1] if first else []
        for date in dates:
            opens = _OPENS_WITH.fullmatch(words[: date.start - sentence.start])
            if opens and date.first and has_year(evidence, date):
                opened.append(date)
    if len(opened) < _FEWEST:
        return
    breaks = [(a, b) for a, b in pairwise(opened) if lies_before(b, a)]
    if len(breaks) != 1:
        return
    for out in breaks[0]:
        rest = [one for one in opened if one is not out]
        if not any(lies_before(b, a) for a, b in pairwise(rest)):
            other = breaks[0][0] if out is breaks[0][1] else breaks[0][1]
            yield Opening(date=out, before=other)
            return
