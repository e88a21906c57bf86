"""Moves told one behind the other from a level to an end: "lost 8 in May and 3 in June, ending at".

The level from which they begin stands before them in their sentence, or last in the one before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.notation import Form
from bongsu.audit.reading.fits import rounded
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.audit.reading.pairing import alike
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_END = lazy_regex(
    r"\b(?:end(?:s|ed|ing)?(?: up)?|finish(?:es|ed|ing)?|clos(?:es|ed|ing)|reaching|arriving|"
    r"landing|"
    r"leaving (?:it|them|[a-z ]{3,20})|bringing (?:it|them|[a-z ]{3,20})|"
    r"taking (?:it|them|[a-z ]{3,20})|so that (?:it|they) (?:stood|stands|was|were|is|are)|"
    r"(?:and|which) (?:then )?(?:stood|stands)|standing)"
    r"(?:,? (?:[a-z]+|[\ue020-\ue03f])){0,4}? (?:at|to|on|with)?(?: (?:about|some|just|only|"
    r"a mere))* $",
    re.IGNORECASE,
)
_REACHING = lazy_regex(r"\b(?:reach|leav|bring|tak)")
_UP = Form("{up}|\\badd(?:s|ed|ing)?\\b|\\bgain(?:s|ed|ing)?\\b|\\bput(?:ting)? on\\b")
_DOWN = Form("{down}|\\blos(?:t|es|ing)\\b|\\bshed(?:s|ding)?\\b|\\bgave up\\b")
_JOINT = lazy_regex(
    r"(?: points?| people| percent)?(?: (?:in|over|during|by|on|for|at) (?:the )?(?:[a-z]+ ){0,2}?"
    r"(?:[\ue020-\ue03f]|[a-z]+))?,? ?(?:and |then |and then |again |another |a further |by |"
    r"followed by )*"
    r"(?:about |some )?"
)
_ENDS_LEVEL = lazy_regex(r"\b(?:to|from|at)(?: (?:about|some|a record))* $", re.IGNORECASE)
_LEVELS = {Kind.POINTS: {Kind.PERCENT}}


class Walk(NamedTuple):
    """Moves from a level to another."""

    start: Quantity
    moves: tuple[tuple[int, Quantity], ...]  # each with its sign
    end: Quantity

    @property
    def right(self) -> Interval:
        """Where the moves lead."""
        led = rounded(self.start)
        for sign, move in self.moves:
            led = led + rounded(move) if sign > 0 else led - rounded(move)
        return led


def strayed(evidence: Evidence) -> Iterator[Walk]:
    """Yield the walks whose moves do not lead to the end that is told."""
    before: Frame | None = None
    for frame in all_frames(evidence):
        if len(frame.figures) > _FEWEST:
            for walk in _walks(frame, before):
                near = walk.right.low - _DUST, walk.right.high + _DUST
                if not Interval(*near).meets(rounded(walk.end)):
                    yield walk
        before = frame


_FEWEST = 2  # figures: two moves and an end
_DUST = 1e-9


def _walks(frame: Frame, before: Frame | None) -> Iterator[Walk]:
    figures = frame.figures
    for place in range(2, len(figures)):
        at, end = figures[place]
        if _END.search(frame.text, figures[place - 1][0] + 1, at) is None:
            continue
        moves, first = _moves(frame, place)
        start = _start(frame, before, first, end) if len(moves) > 1 else None
        unlike = any(not _moves_by(frame, end, move) for _, move in moves)
        if start is not None and not unlike:
            yield Walk(start=start, moves=tuple(moves), end=end)


def _moves(frame: Frame, place: int) -> tuple[list[tuple[int, Quantity]], int]:
    """Return the moves right before the figure of a place, and the place of the first of them."""
    figures, found, first = frame.figures, [], place
    for at in range(place - 1, -1, -1):
        lead = frame.text[figures[at - 1][0] + 1 if at else 0 : figures[at][0]]
        if _ENDS_LEVEL.search(lead) or frame.reckoned(figures[at][0]) is None:
            break
        sign = _sign(lead)
        if not sign and not _JOINT.fullmatch(lead):
            break
        found.append((sign, figures[at][1]))
        first = at
    signs: list[tuple[int, Quantity]] = []
    for sign, move in reversed(found):
        carried = sign or (signs[-1][0] if signs else 0)
        if not carried:
            return [], place
        signs.append((carried, move))
    return signs, first


def _sign(lead: str) -> int:
    ways = [(list(form.finditer(lead)), sign) for form, sign in ((_UP, 1), (_DOWN, -1))]
    last = [(found[-1].end(), sign) for found, sign in ways if found]
    return max(last)[1] if last else 0


def _start(frame: Frame, before: Frame | None, first: int, end: Quantity) -> Quantity | None:
    """Return the level before the first move, of the same sort as the end."""
    own = frame.figures[:first]
    if not own and before is not None and before.index + 1 == frame.index:
        own = before.figures if before.sentence.block == frame.sentence.block else ()
    if not own:
        return None
    level = own[-1][1]
    return level if level.value is not None and alike(level, end, frame) else None


def _moves_by(frame: Frame, end: Quantity, move: Quantity) -> bool:
    """Whether a figure can be a move of the level at the end."""
    if move.kind in _LEVELS:
        return end.kind in _LEVELS[move.kind]
    return end.kind is not Kind.PERCENT and alike(move, end, frame) is not None


def described(evidence: Evidence, walk: Walk, shown: str) -> str:
    """Return a walk in words, for people."""
    signs: Sequence[str] = [
        f"{'+' if sign > 0 else '−'} {evidence.words(move)}" for sign, move in walk.moves
    ]
    return (
        f"{evidence.words(walk.start)} {' '.join(signs)} is {shown}, not {evidence.words(walk.end)}"
    )
