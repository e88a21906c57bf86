"""Differences called by a noun or a verb ("a gap of", "exceeded by") and their levels.

The two levels may stand before or behind the difference, in its clause, its sentence or the one
before; a passage counts only if it holds exactly two figures of the unit. A surplus, a deficit and
their like need the two flows that they lie between named as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bongsu.audit.notation import DATE, forms
from bongsu.audit.reading.frames import Frame, adjoins, all_frames
from bongsu.audit.reading.pairing import alike, bare
from bongsu.evidence.mentions import PERCENTS, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

Trio = tuple[Quantity, Quantity, Quantity]  # two levels, and what is said to lie between them

_GAPS = forms("gaps", "told")
_BALANCE = lazy_regex(
    r"\b(?:surplus|deficit|shortfall|balance|natural (?:decrease|increase|decline))", re.IGNORECASE
)
_FLOWS = (
    (r"\bexport", r"\bimport"),
    (
        r"\b(?:revenue|income|receipts|collected|took in|earned)",
        r"\b(?:spen[dt]|expend|outlay|cost)",
    ),
    (r"\bbirth|\bborn\b", r"\bdeath|\bdied\b"),
    (r"\bassets", r"\bliabilities"),
    (r"\b(?:sold|sells?|sales)\b", r"\b(?:bought|buys?|purchases)\b"),
)
_ITSELF = lazy_regex(  # levels of the gap itself: "narrowed to 3 points from 5"
    r"[^;,.]{0,25}\b(?:from|than in|than (?:a|last|the previous)|compared|versus|against|a year "
    r"(?:earlier|ago|before))\b",
    re.IGNORECASE,
)
_BREAK = lazy_regex(r";|, (?:but|while|whereas)\b| while ", re.IGNORECASE)
_PACE = lazy_regex(r"\s(?:a|per|each|every) (?:year|month|day|person|head)\b")
_ROOM = (0.4, 2.5)  # of the difference: a figure farther off is of another pair
_TWO = 2


def gaps(evidence: Evidence) -> Iterator[Trio]:
    """Yield two levels and the difference that an article gives between them."""
    before: Frame | None = None
    for frame in all_frames(evidence):
        near = before if before is not None and adjoins(before, frame) else None
        before = frame
        seen: set[int] = set()
        for match in (found for form in _GAPS for found in form.finditer(frame.text)):
            apart = frame.quantity(match, "c")
            if apart is None or apart.value is None or apart.start in seen:
                continue
            seen.add(apart.start)
            if not _ITSELF.match(frame.text, match.end("c")):
                found = _between(frame, near, match, apart)
                if found is not None and _near(*found, apart):
                    yield *found, apart


def _between(
    frame: Frame, near: Frame | None, match: re.Match[str], apart: Quantity
) -> tuple[Quantity, Quantity] | None:
    text, at = frame.text, match.start("c")
    ends = [0, *(found.start() for found in _BREAK.finditer(text)), len(text)]
    start, end = max(e for e in ends if e <= at), min(e for e in ends if e > at)
    here = _levels(frame, apart)
    clause = [(place, level) for place, level in here if start <= place < end]
    passages = [(clause, text[start:end]), (here, text)]
    if near is not None and not here:
        passages.append((_levels(near, apart), f"{near.text} {text}"))
    elif near is not None and len(here) == 1:
        told = [one for one in _levels(near, apart) if not _idle(one[1])]
        passages.append(([*told, *here], f"{near.text} {text}"))
    for levels, said in passages:
        if len(levels) > _TWO:
            return None
        if len(levels) == _TWO:
            first, second = levels[0][1], levels[1][1]
            if not _of_flows(match[0], said) or _two_signs(said, match):
                return None
            return alike(first, second, frame)
    return None


_IDLE = 12  # the highest small number that is written in words and counts something aside


def _idle(level: Quantity) -> bool:
    return level.words and level.kind is Kind.COUNT and (level.value or 0.0) <= _IDLE


def _levels(frame: Frame, apart: Quantity) -> list[tuple[int, Quantity]]:
    """Return the figures of a sentence between which a difference may lie."""
    found = []
    for at, quantity in frame.figures:
        if quantity is apart or quantity.value is None or quantity.malformed:
            continue
        if frame.slim[at] == DATE or _PACE.match(frame.text, at + 1):
            continue
        level = _as_level(quantity, apart, frame)
        if level is not None:
            found.append((at, level))
    return found


def _as_level(quantity: Quantity, apart: Quantity, frame: Frame) -> Quantity | None:
    if apart.kind is Kind.POINTS or apart.kind in PERCENTS:
        return quantity if quantity.kind in PERCENTS else None
    if apart.kind is Kind.DURATION:
        if quantity.kind in {Kind.DURATION, Kind.AGE}:
            return quantity if quantity.unit.rstrip("s") == apart.unit.rstrip("s") else None
        plain = quantity.kind is Kind.COUNT and bare(quantity, frame)
        return replace(quantity, kind=apart.kind, unit=apart.unit, noun="") if plain else None
    if quantity.kind is not apart.kind:
        return None
    if apart.kind is Kind.COUNT:
        return replace(quantity, noun="")
    return quantity if quantity.unit == apart.unit else None


def _of_flows(told: str, said: str) -> bool:
    """Whether a passage names both flows that a surplus or a deficit lies between."""
    if _BALANCE.search(told) is None:
        return True
    lower = said.lower()
    return any(re.search(one, lower) and re.search(other, lower) for one, other in _FLOWS)


def _two_signs(said: str, match: re.Match[str]) -> bool:
    """Whether one level is a deficit and the other a surplus: then the two are added."""
    rest = said.lower().replace(match[0], "")
    return regex(r"\b(?:deficit|loss|minus)").search(rest) is not None and (
        regex(r"\b(?:surplus|profit|plus)\b").search(rest) is not None
    )


def _near(first: Quantity, second: Quantity, apart: Quantity) -> bool:
    between = abs((first.value or 0.0) - (second.value or 0.0))
    if (apart.value or 0.0) >= max(first.value or 0.0, second.value or 0.0):
        return False  # what is more than both is no difference of them
    return _ROOM[0] * between <= (apart.value or 0.0) <= _ROOM[1] * between
