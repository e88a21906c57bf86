"""Multiples told right behind a level, of the level that the sentence before it tells.

"The debt is roughly 37% of GDP. Japan's exceeds 220%, nearly nine times as much": the two levels
are the one that the multiple stands behind and one of its unit in the sentence before, whatever is
said to be over or about them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from bongsu.audit.reading.frames import Frame, adjoins, all_frames
from bongsu.evidence.mentions import AMOUNTS, PERCENTS, Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_LIKENED = lazy_regex(
    r"^ (?:as (?:much|high|large|big|many|great|heavy|dear|long|busy|old|expensive)\b|that "
    r"of\b|those of\b|"
    r"(?:of )?(?:the|its|their) [A-Za-z-]+ (?:figure|level|ratio|share|rate|number|total|"
    r"amount|value)\b|"
    r"[A-Z][A-Za-z]+[’']s?\b|the (?:level|size|ratio|figure|rate|share) (?:of|in)\b)"
)
_LEAD = lazy_regex(
    r"[^;:.]{0,30}(?:,|\(|\u2014|\u2013| -| and| or| is| was) ?(?:thus |that is |or |which is |"
    r"i\.e\. |so |hence |it is )?"
    r"(?P<hedge>(?:nearly|almost|about|roughly|around|some|more than|over|close to|just under|"
    r"well over|at least|"
    r"less than|only|just|approximately)? ?(?:a |an )?)$"
)
_MOVED = lazy_regex(
    r"\b(?:rose|risen|fell|grew|grown|increas\w+|decreas\w+|declin\w+|from|by|up|down|than)\b[^,;.]{0,25}$"
)
_ROOM = 4.0  # times the multiple told: levels farther apart are not what it is of


class Neighbours(NamedTuple):
    """A multiple and the two levels that it is of, with the hedge before it."""

    before: Quantity
    after: Quantity
    factor: float
    hedge: str
    start: int
    end: int
    hedged: bool  # whether a level itself is told as a bound or roughly


def multiples_of_neighbours(evidence: Evidence) -> Iterator[Neighbours]:
    """Yield multiples with the level before them and the one of the sentence before."""
    before: Frame | None = None
    for frame in all_frames(evidence):
        if before is not None and adjoins(before, frame):
            yield from _told(before, frame)
        before = frame


def _told(before: Frame, frame: Frame) -> Iterator[Neighbours]:
    for place, (at, times) in enumerate(frame.figures):
        if place == 0 or times.kind not in {Kind.MULTIPLE, Kind.FRACTION} or not times.value:
            continue
        if _LIKENED.match(frame.text[at + 1 :]) is None:
            continue
        level_at, level = frame.figures[place - 1]
        lead = _LEAD.fullmatch(frame.text[level_at + 1 : at])
        if lead is None or not _is_level(frame, level_at, level):
            continue
        others = [
            q for there, q in before.figures if _is_level(before, there, q) and _alike(q, level)
        ]
        if any(_alike(q, level) for _, q in frame.figures[: place - 1]) or not others:
            continue
        plain = [_plain(one) for one in others]
        for other, one in zip(plain, others, strict=True):
            hedged = {one.comparator, level.comparator} != {Comparator.EXACT}
            if len(others) == 1 and _within(level, one, times.value):
                yield Neighbours(
                    other,
                    _plain(level),
                    times.value,
                    lead["hedge"].strip(),
                    times.start,
                    times.end,
                    hedged,
                )


def _is_level(frame: Frame, at: int, quantity: Quantity) -> bool:
    told = quantity.value is not None and quantity.value > 0 and not quantity.malformed
    return told and quantity.kind in AMOUNTS | PERCENTS and not _MOVED.search(frame.text[:at])


def _alike(one: Quantity, other: Quantity) -> bool:
    if one.kind in PERCENTS or other.kind in PERCENTS:
        return one.kind in PERCENTS and other.kind in PERCENTS
    same = one.noun.lower()[:4] == other.noun.lower()[:4] or not (one.noun and other.noun)
    return one.kind is other.kind and one.unit == other.unit and same


def _plain(quantity: Quantity) -> Quantity:
    return replace(quantity, comparator=Comparator.EXACT)


def _within(level: Quantity, base: Quantity, factor: float) -> bool:
    ratio = (level.value or 1.0) / (base.value or 1.0)
    return factor / _ROOM <= ratio <= factor * _ROOM and (ratio > 1) is (factor > 1)
