"""Gaps in percent of one of two levels that is named: "a gap of 23 percent of the average".

Which of the two is meant is told by the words before each: the one that shares more of them with
the name, and more of its pairs of neighbours, is the base. If the gap is right of the other alone,
the base is the wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from bongsu.audit.reading.fits import fits, growth
from bongsu.audit.reading.frames import all_frames
from bongsu.audit.reading.placed import Placed, of_one_measure, placed
from bongsu.audit.reading.wording import content_words, stem
from bongsu.evidence.mentions import AMOUNTS, Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

Trio = tuple[Quantity, Quantity, Quantity]  # the base that is named, the other level, the gap

_GAP = lazy_regex(
    r"\b(?:gap|difference|differential|disparity|shortfall|distance|spread|"
    r"shortage)\b[^;.]{0,40}$",
    re.IGNORECASE,
)
_OF = lazy_regex(
    r" of (?P<base>[^,;.:()\u2014\ue000-\ue0ff]{3,60}?)(?= (?:between|among|for|in|at|and|while|"
    r"from)\b|[,;.:()\u2014]|$)"
)
_WORD = regex(r"[a-z]+")
_SIGNS = lazy_regex("[\ue000-\ue0ff]")
_NEAR = 1  # sentences about a gap in which its levels stand
_MOST = 4  # levels there; among more, some pair fits by chance


def named_bases(evidence: Evidence) -> Iterator[Trio]:
    """Yield two levels with a gap that is right of the one that is not named as its base."""
    for frame in all_frames(evidence):
        for at, said in frame.figures:
            if said.kind is not Kind.PERCENT or said.comparator is not Comparator.EXACT:
                continue
            named = _OF.match(frame.text, at + 1) if said.value else None
            if named is None or not _GAP.search(frame.text[:at]):
                continue
            levels = [
                each
                for each in placed(evidence)
                if each.quantity.kind in AMOUNTS
                and each.cell is None
                and not each.idle
                and abs(each.frame.index - frame.index) <= _NEAR
            ]
            some = [
                pair
                for pair in combinations(levels, 2)
                if of_one_measure(pair[0].quantity, pair[1].quantity)
            ]
            if len(some) == 1 and len(levels) <= _MOST:
                leads = [_lead(each, named.end() if each.frame is frame else 0) for each in some[0]]
                yield from _wrong(said, named["base"], *some[0], leads)


def _lead(level: Placed, start: int) -> str:
    """Return the words before a level, from the figure or the name of a base before it on."""
    lead = level.frame.text[start if start < level.at else 0 : level.at]
    return _SIGNS.split(lead)[-1]


def _wrong(
    said: Quantity, base: str, first: Placed, second: Placed, leads: list[str]
) -> Iterator[Trio]:
    one, other = (_likeness(base, lead) for lead in leads)
    if one == other:
        return
    if one < other:
        first, second = second, first
    before, after = first.quantity, second.quantity
    if not fits(said, growth, before, after) and fits(said, growth, after, before):
        yield before, after, said


def _likeness(base: str, lead: str) -> tuple[int, int]:
    """Return how many neighbours, and how many words, the name of a base and other words share."""
    words, told = _WORD.findall(base.lower()), _WORD.findall(lead.lower())
    neighbours = {(stem(a), stem(b)) for a, b in pairwise(words)}
    shared = neighbours & {(stem(a), stem(b)) for a, b in pairwise(told)}
    return len(shared), len(content_words(base) & content_words(lead))
