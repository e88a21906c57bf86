"""Ranks that cannot be: the largest behind another one, the second behind two, two that are first.

"Korea's largest partner, behind China" has one ahead of it that it cannot have, and "the second
largest, after China and Japan" one too many. ("The largest after China" is the second one.) And
one thing of one owner has no two ranks, nor one rank two holders, unless at two times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.reading.ordinals import ORDINALS
from bongsu.audit.reading.wording import content_words, prose
from bongsu.evidence.entities import entities
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex, regex

_ORDINALS = ORDINALS[1:10]
_SIZE = (
    r"(?:largest|biggest|highest|greatest|most\spopulous|richest|busiest|oldest|tallest|longest|"
    r"most\simportant|most\svaluable|leading|top)"
)
_RANK = (
    rf"(?:(?P<nth>{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))[-\s]?)?"
    rf"(?P<size>{_SIZE})\b(?!\s(?:of|and|or)\b)"
)
_NAME = r"[A-Z][\w.’'&-]*(?:\s(?:(?:of|the|and)\s)?[A-Z][\w.’'&-]*){0,4}"
_BEHIND = lazy_regex(
    rf"\b{_RANK}(?P<noun>(?:\s(?!behind\b|after\b|trailing\b)[\w.’'-]+){{0,8}}?),?\s(?:and\s)?"
    r"(?P<how>(?:(?:ranked|ranking|coming|placed|just|right|trailing)\s)*(?:second\sonly\sto|"
    r"behind(?:\sonly)?|after(?:\sonly)?|only\s(?:after|behind)|trailing(?:\sonly)?))\s"
    rf"(?P<ahead>(?:the\s)?{_NAME}(?:,\s(?:the\s)?{_NAME})*(?:,?\sand\s(?:the\s)?{_NAME})?)(?=[\s,.;:)]|$)"
)
_NO_RANK = lazy_regex(
    r"\b(?:one\sof|among|since|in\s(?:its|the)\shistory|ever|not|no\slonger|increase|rise|fall|drop|"
    r"gain|decline|growth|jump|single-day)\b"
)
_TIMED = lazy_regex(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|World\sWar)\b"
)


class Misranked(NamedTuple):
    """A rank with the names ahead of it, in positions of the text."""

    start: int
    end: int
    rank: int
    ahead: int


def misranked(evidence: Evidence) -> Iterator[Misranked]:
    """Yield ranks behind more names than are ahead of them, or behind "only" fewer."""
    for sentence, words in prose(evidence):
        if not any(sign in words for sign in _SIGNS):
            continue
        for found in _BEHIND.finditer(words):
            if _TIMED.match(found["ahead"]) or _NO_RANK.search(
                words, max(0, found.start() - 30), found.start("ahead")
            ):
                continue
            rank, ahead = _rank(found), _count(found["ahead"])
            only = "only" in found["how"]
            if rank == 1 and "after" in found["how"]:
                continue
            if ahead >= rank or (only and ahead != rank - 1):
                span = sentence.start + found.start(), sentence.start + found.end()
                yield Misranked(*span, rank, ahead)


_SIGNS = (" behind ", " after ", "trailing", "second only to")


def _rank(found: re.Match[str]) -> int:
    nth = (found["nth"] or "").lower()
    if not nth:
        return 1
    return _ORDINALS.index(nth) + 2 if nth in _ORDINALS else int(regex(r"\D").sub("", nth))


def _count(names: str) -> int:
    """Return how many names a list has: "Bosnia and Herzegovina" is one."""
    if entities().named(names.removeprefix("the ")):
        return 1
    return len(regex(r",\s(?:and\s)?|\sand\s").split(names))


_HELD = lazy_regex(
    rf"(?P<holder>{_NAME})(?:,\swhich)?(?:,|\s(?:is|remains|remained|became))\s(?:now\s|still\s|also\s)?"
    rf"(?P<owner>the|its|{_NAME}[’']s?)\s(?:(?:world|country|nation)[’']s\s)?{_RANK}"
    r"(?P<noun>(?:\s[A-Za-z-]+){1,3})"
)
_MOVED = lazy_regex(
    r"\b(?:was|were|until|before|previously|formerly|former|overtook|overtak\w+|replac\w+|surpass\w+|"
    r"once|then|later|again|in\s(?:19|20)\d\d|last\s\w+|ago|if|would|will|by)\b"
)


class Held(NamedTuple):
    """A rank and who holds it."""

    start: int
    end: int
    holder: str
    rank: int
    size: str
    of: frozenset[str]


def ranks_twice(evidence: Evidence) -> Iterator[tuple[Held, Held]]:
    """Yield one rank that two hold, or two ranks of one holder, the later first."""
    seen: list[Held] = []
    for sentence, words in prose(evidence):
        if "est " not in words and "most " not in words and "top " not in words:
            continue
        for found in _HELD.finditer(words):
            if _MOVED.search(words) or _NO_RANK.search(words):
                continue
            owner = found["owner"] if found["owner"] not in {"the", "its"} else ""
            held = Held(
                sentence.start + found.start(),
                sentence.start + found.end(),
                found["holder"].removeprefix("The "),
                _rank(found),
                found["size"].lower(),
                content_words(f"{owner} {found['noun'].split()[-1]} {found['noun']}"),
            )
            for other in seen:
                same = other.of == held.of and other.size == held.size
                if same and (other.holder == held.holder) != (other.rank == held.rank):
                    yield held, other
                    break
            seen.append(held)
