"""The multiples that a text tells of two levels, and what ratios each may stand for (AR103)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from bongsu.audit.changes.far_multiples import Compared, far_multiples
from bongsu.audit.changes.multiples_of_neighbours import multiples_of_neighbours
from bongsu.audit.changes.said_multiples import FACTORS
from bongsu.audit.notation import SIGNS, form_of
from bongsu.audit.reading.fits import ratio, reaches
from bongsu.audit.reading.frames import Frame, frames, source
from bongsu.audit.reading.levels import told_multiples
from bongsu.audit.reading.pairing import Movement, alike, movements, renamed
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

_BEFORE = form_of("arithmetic_multiples", "before")
_AFTER = form_of("arithmetic_multiples", "after")
_LED = form_of("arithmetic_multiples", "led")
_LEADS_TO = regex(r"\b(?:to|at) (?:about |some |nearly |almost |around )?$", re.IGNORECASE)
_TIMES = form_of("arithmetic_multiples", "times")
_LINKED = lazy_regex(
    r" ?(?:the|that|those|as [a-z]+ as|its|their|what|of the|an? )\b|^\W{0,2}$", re.IGNORECASE
)


def band(factor: float, hedge: str) -> Interval:
    """Return what ratios people call a multiple: "doubled" is 1.8 to 2.5, "nearly doubled" less.

    Parameters
    ----------
    factor : float
        Two for "doubled".
    hedge : str
        The words before it, in small letters.
    """
    if factor < 1:  # what more than halved is less than half, and what nearly halved a little more
        if hedge.startswith(("more than", "over", "at least")):
            return Interval(0.0, factor * 1.005)
        if hedge.startswith(("nearly", "almost", "close", "just under", "not quite")):
            return Interval(factor * 0.9, factor * 1.3)  # "nearly half" is 0.47 of all
    if hedge.startswith(("more than", "over", "at least", "just over", "well over")):
        return Interval(factor * 0.995, math.inf)
    if hedge.startswith(("nearly", "almost", "close", "just under", "not quite")):
        return Interval(factor * 0.8, factor * 1.03)
    if hedge.startswith(("less than", "up to")):
        return Interval(0.0, factor * 1.005)
    if hedge:
        return Interval(factor * 0.8, factor * 1.25)
    return Interval(factor * 0.88, factor * 1.25)


Levels = tuple[Quantity, Quantity]
Multiple = tuple[Quantity, Quantity, Interval, int, int]


_OF_SIZE = regex(  # "half the size of the last step": a multiple of another change
    r"\s?(?:of )?(?:the|its|their|that)? ?(?:size|pace|rate|speed|amount|extent|margin|width|"
    r"scale|"
    r"usual|previous|last|earlier)\b"
    r"|\s?(?:of )?(?:the|its|their|that) (?:increase|rise|cut|step|gain|drop|fall)\b",
    re.IGNORECASE,
)


def worded_multiples(evidence: Evidence) -> Iterator[Multiple]:
    """Yield multiples with the two levels that they compare."""
    for levels in far_multiples(evidence):
        said = [(one, _band_of(one)) for one in levels]
        if not any(reaches(wide, ratio, one.before, one.after) for one, wide in said):
            one, wide = said[0]
            fold = evidence.text[one.start : one.end].lower().endswith("fold")
            if not fold and _OF_SIZE.match(evidence.text, one.end):
                continue  # but "a fivefold rise" is one to five times the level
            yield one.before, one.after, wide, one.start, one.end
    for movement in movements(evidence):
        frame = movement.frame
        first = max(0, movement.start - 80)
        head = frame.text[first : movement.start]
        found = _BEFORE.search(head) if not _LEADS_TO.search(head) else None
        offset = first
        if found is None:
            offset = movement.end
            found = _AFTER.search(frame.text[movement.end : movement.end + 80])
        if (
            found is not None
            and not _occasions(frame, found, offset)
            and not _OF_SIZE.match(frame.text, offset + found.end())
        ):
            yield from _said(frame, found, offset, *_as_it_went(movement, found, offset))
    for frame in frames(evidence):
        yield from _led(frame)
        yield from _times(frame)
    yield from _of_neighbours(evidence)
    for told in told_multiples(evidence):
        yield from _said(told.frame, told.match, 0, told.before, told.after)


def _of_neighbours(evidence: Evidence) -> Iterator[Multiple]:
    """Yield multiples told behind a level, of the level of the sentence before."""
    for near in multiples_of_neighbours(evidence):
        wide = band(near.factor, near.hedge)
        if near.hedged:
            wide = Interval(wide.low * (1 - _BOUND), wide.high * (1 + _BOUND))
        yield near.before, near.after, wide, near.start, near.end


def _band_of(told: Compared) -> Interval:
    """Return what ratios a multiple stands for whose levels it names or that has but these."""
    if told.hedge or told.exact is None or told.exact.kind is Kind.FRACTION:
        return band(told.factor, told.hedge)
    said = _within(told.exact, "")
    if told.exact.comparator is not Comparator.EXACT:
        return said
    room = _HALVES if told.factor % 1 else _WHOLE
    return Interval(max(said.low, told.factor - room), min(said.high, told.factor + room))


def _as_it_went(movement: Movement, found: re.Match[str], offset: int) -> Levels:
    """Return the levels of a movement, the lesser first of "a fivefold cut from 87 days to 5"."""
    before, after = movement.before, movement.after
    times = movement.frame.items.get(offset + found.start("m")) if found["m"] else None
    grown = isinstance(times, Quantity) and (times.value or 0.0) > 1
    if grown and 0 < (after.value or 0.0) < (before.value or 0.0):
        return after, before
    return before, after


_HALVES, _WHOLE = 0.3, 0.7  # of "two and a half times" and of "five times", where no hedge stands


def _led(frame: Frame) -> Iterator[Multiple]:
    """Yield a level with the one to which it doubled: "67 in 2022, nearly tripled to 196"."""
    for match in _LED.finditer(frame.text):
        before, after = frame.quantity(match, "a"), frame.quantity(match, "b")
        pair = alike(before, after, frame) if before and after else None
        if pair is not None:
            yield from _said(frame, match, 0, *pair)


_AND_ANOTHER = lazy_regex(r"\b(?:and|but|while)\b")


def _times(frame: Frame) -> Iterator[Multiple]:
    """Yield a level with the one of which it is a multiple: "60, three times the 20"."""
    for match in _TIMES.finditer(frame.text):
        before, after = frame.quantity(match, "a"), frame.quantity(match, "b")
        if before is None or after is None:
            continue
        pair = alike(before, after, frame)
        if renamed(frame, match.start("a"), match.start("b")):
            continue
        if _AND_ANOTHER.search(match["link"]):
            continue  # "more than triple the 2024 level and 70 percent higher"
        if pair is not None and (match["more"] or _LINKED.match(match["link"])):
            yield from _said(frame, match, 0, *pair)


_BOUND = 0.15  # by which a level told as a bound may be more
_AGAIN = lazy_regex(f" ?(?:\\(|, or )[{SIGNS[Kind.PERCENT]}]")


def _occasions(frame: Frame, found: re.Match[str], offset: int) -> bool:
    """Whether a multiple counts how often: "raised three times from"."""
    item = frame.items.get(offset + found.start("m"))
    if not isinstance(item, Quantity):
        return False
    return (
        regex(r"\btimes\b|twice").search(frame.evidence.text[item.start : item.end + 6]) is not None
    )


def _said(
    frame: Frame, found: re.Match[str], offset: int, before: Quantity, after: Quantity
) -> Iterator[Multiple]:
    hedge = found["hedge"].strip().lower()
    groups = found.re.groupindex
    if "word" in groups and found["word"]:
        factor = FACTORS[found["word"].lower()]
        start = offset + found.start("word")
        at = source(frame, start)
        word = regex(r"\w+").match(frame.text[start:])
        assert word is not None
        yield before, after, band(factor, hedge), at, at + len(word[0])
        return
    item = frame.items.get(offset + found.start("m"))
    if not isinstance(item, Quantity) or item.value is None or item.value <= 0:
        return
    if _AGAIN.match(frame.text, offset + found.end("m")):
        return  # "nine in ten (88.1 percent)" is a share, and told again in percent
    yield before, after, _of_quantity(item, hedge, found), item.start, item.end


def _of_quantity(item: Quantity, hedge: str, found: re.Match[str]) -> Interval:
    said = _within(item, hedge)
    if "more" in found.re.groupindex and found["more"]:
        return Interval(
            said.low, said.high + 1
        )  # "three times more" is three times to some, four to others
    return said


def _within(item: Quantity, hedge: str) -> Interval:
    """Return what ratios a multiple in figures stands for."""
    assert item.value is not None
    hedges = {Comparator.OVER: "over", Comparator.AT_LEAST: "over", Comparator.UNDER: "less than"}
    said = band(item.value, hedge or hedges.get(item.comparator, ""))
    if item.comparator is Comparator.APPROX:
        said = band(item.value, hedge or "about")
    if item.kind is Kind.MULTIPLE and not item.words:
        said = Interval(min(said.low, item.rounded.low), max(said.high, item.rounded.high))
        if 0 < item.step < 1 and not hedge and item.comparator is Comparator.EXACT:
            said = Interval(item.value - item.step, item.value + item.step)
    return said
