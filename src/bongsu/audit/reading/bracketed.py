"""Levels held against the one of an earlier year that stands in brackets behind them.

"Sales rose to 142 billion, beating the record by 10 percent (129 billion, 2022)": the bracket names
the level that was beaten, and may follow the change or the name of the record itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.notation import DATE, SIGNS
from bongsu.audit.reading.directions_told import direction_of
from bongsu.audit.reading.fits import fits, growth, percentage, rounded
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.audit.reading.placed import Placed, of_one_measure, period_of, placed
from bongsu.audit.remembering import remembered
from bongsu.evidence.mentions import Comparator, DateMention, Evidence, Kind, Quantity
from bongsu.patterns import regex

_SIGN = "[\ue000-\ue01f]"
_BRACKET = regex(
    rf" \((?:from |against |versus |compared (?:with|to) )?"
    rf"(?:(?P<b>{_SIGN}),?(?: in| of| for)? (?P<d>{DATE})|"
    rf"(?:in )?(?P<e>{DATE})(?::|,| at)? (?P<f>{_SIGN}))\)"
)
_UP = r"beat\w*|break\w*|broke|surpass\w*|exceed\w*|topp\w+|outstrip\w*|overt[ao]\w+|renew\w*|above"
_DOWN = r"below|short of|miss\w*|trail\w*|undercut\w*|under"
_AGAINST = r"against|compared (?:with|to)|versus|up from|down from"
_LINK = regex(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?:{_AGAINST}))\b", re.IGNORECASE)
_ELSEWHERE = regex(
    r"[;:()\u2014]|\b(?:while|whereas|but|(?<!compared )with|which|who|whose|"
    r"target\w*|plan\w*|goal\w*|forecast\w*|expect\w*|estimate\w*|budget\w*|rivals?|"
    r"competitors?)\b|"
    rf"\band (?!(?:\w+ly )?(?:{_UP}|{_DOWN}|was|is|were|are|rose|fell|up|down)\b)",
    re.IGNORECASE,
)
_ROOM = (0.4, 2.5)  # of what is right: one farther off is of something else
_SCALE = regex(r"\b(?:thousand|million|billion|trillion|bn|mn|tn)\b", re.IGNORECASE)
_STEP = 1000.0


class Bracketed(NamedTuple):
    """A level with that of an earlier year in brackets, and the change told between them."""

    before: Placed
    after: Placed
    change: Quantity | None  # in percent
    way: str  # "up", "down", or "" where the words say neither


def bracketed_changes(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity, Quantity, Frame]]:
    """Yield level before, level after and the change in percent behind which the first stands."""
    for each in bracketed(evidence):
        before, after, change = each.before.quantity, each.after.quantity, each.change
        if change is None or not of_one_measure(before, after) or not each.way:
            continue
        if (each.before.value < each.after.value) is not (each.way == "up"):
            continue
        right = growth(rounded(before), rounded(after))
        near = _ROOM[0] * right.low <= (change.value or 0.0) <= _ROOM[1] * right.high
        if near and not fits(change, percentage, before, after):
            yield before, after, change, each.after.frame


def bracketed_slips(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity, float]]:
    """Yield a level in brackets a thousand times off the one it is held against, and the right."""
    for each in bracketed(evidence):
        before, after = each.before, each.after
        if not all(_SCALE.search(evidence.words(one.quantity)) for one in (before, after)):
            continue
        if before.quantity.kind is not Kind.MONEY or before.quantity.unit != after.quantity.unit:
            continue
        for factor in (_STEP, 1 / _STEP):
            meant = before.value * factor
            if not _ROOM[0] <= after.value / meant <= _ROOM[1]:
                continue
            if (each.way and (meant < after.value) is not (each.way == "up")) or any(
                one is not before and one.block == before.block and _of_size(before, one)
                for one in placed(evidence)
            ):
                continue
            yield before.quantity, after.quantity, meant


def _of_size(first: Placed, second: Placed) -> bool:
    return of_one_measure(first.quantity, second.quantity)


@remembered
def bracketed(evidence: Evidence) -> Iterator[Bracketed]:
    """Yield the levels of earlier years in brackets that a level of their sentence is held to."""
    for frame in all_frames(evidence):
        for match in _BRACKET.finditer(frame.text):
            found = _of(frame, match)
            if found is not None:
                yield found


def _of(frame: Frame, match: re.Match[str]) -> Bracketed | None:
    level, day = (match.start("b"), match.start("d"))
    if level < 0:
        level, day = match.start("f"), match.start("e")
    here = [each for each in placed(frame.evidence) if each.frame is frame]
    before = next((each for each in here if each.at == level), None)
    earlier = [
        each
        for each in here
        if before is not None
        and each.at < match.start() - 1
        and each.quantity.kind is before.quantity.kind
    ]
    if before is None or not earlier or before.quantity.kind is Kind.PERCENT:
        return None
    after = earlier[-1]
    between = frame.text[after.at + 1 : match.start()]
    link = _LINK.search(between)
    if link is None or _ELSEWHERE.search(between):
        return None
    if not _later(after, frame.items[day], old=_OLD.search(between) is not None):
        return None
    if any(one.quantity.comparator is not Comparator.EXACT for one in (before, after)):
        return None
    way = "up" if link["up"] else "down" if link["down"] else direction_of(between)
    return Bracketed(before=before, after=after, change=_change(frame, match), way=way)


_BY = regex(rf",? by (?:about |some |nearly |almost |over )?(?P<c>{_SIGN})")


def _change(frame: Frame, match: re.Match[str]) -> Quantity | None:
    """Return the change in percent right before a bracket, or behind it: "(129, 2022) by 9"."""
    behind = _BY.match(frame.text, match.end())
    for at in (match.start() - 1, behind.start("c") if behind is not None else -1):
        item = frame.reckoned(at)
        if item is not None and frame.text[at] == SIGNS[Kind.PERCENT]:
            return item
    return None


_OLD = regex(r"\b(?:record|previous|prior|old|earlier|former|peak|high)\b", re.IGNORECASE)


def _later(level: Placed, day: object, *, old: bool) -> bool:
    """Whether a level is of a later year than a date is in, or is held to what is called old."""
    period = period_of(level.frame.evidence, level.quantity)
    if not isinstance(day, DateMention) or day.last is None or day.relative:
        return False
    if not period:
        return old
    return period[:4].isdigit() and int(period[:4]) > day.last.year
