"""Levels in percent with a small change "in percent" of them, where the other level is unsaid."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from bongsu.audit.notation import form_of
from bongsu.audit.reading.frames import Frame, all_frames, frames
from bongsu.audit.reading.pairing import movements
from bongsu.audit.units.percent_of_rates import of_one_level
from bongsu.evidence.mentions import PERCENTS, Evidence, Kind, Quantity
from bongsu.patterns import regex

_TO_ONE = form_of("units", "to_one")
_ONE_THEN = form_of("units", "one_then")
_THIS_FIGURE = form_of("units", "this_figure")
_FROM = regex(r"\bfrom (?:[a-z]+ ){0,2}$", re.IGNORECASE)
_LEAST = 3.0  # times the change: a level nearer to it may be the other end of a range


def unsaid_levels(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield a level in percent and a change "in percent" that is told of it alone."""
    of_amounts = {
        change.start
        for movement in movements(evidence)
        if not movement.percents
        for change in movement.changes
    }
    for frame in frames(evidence):
        for match in _of_one_level(frame):
            level, change = frame.quantity(match, "b"), frame.quantity(match, "c")
            if change is None or change.start in of_amounts:
                continue  # "4.2 trillion won, 61 percent of it abroad, up 16 percent from 3.6"
            if level is not None and _dwarfs(level, change):
                yield level, change
    yield from of_one_level(evidence)
    yield from _of_forecasts(evidence)
    for frame in all_frames(evidence):
        this = _THIS_FIGURE.search(frame.text)
        if this is not None:
            change, level = frame.quantity(this, "c"), _told_before(frame)
            if level is not None and change is not None and _dwarfs(level, change):
                yield level, change


def _of_one_level(frame: Frame) -> Iterator[re.Match[str]]:
    """Yield what tells a change and a level; "rose from 2.6 percent to 10.4" tells two levels."""
    for form in (_TO_ONE, _ONE_THEN):
        for match in form.finditer(frame.text):
            if not _FROM.search(frame.text, 0, match.start("c")):
                yield match


_LOWER_BY = form_of("units", "lower_by")


def _of_forecasts(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield "had forecast 2.4 percent, so the new figures are lower by 0.4 percent"."""
    for frame in frames(evidence):
        match = _LOWER_BY.search(frame.text)
        change = frame.quantity(match, "c") if match is not None else None
        if match is None or change is None or not change.value:
            continue
        here = [q for at, q in frame.figures if at < match.start("c") and q.value is not None]
        kinds = {q.kind for q in here} - {Kind.ORDINAL, Kind.DURATION}
        if kinds and kinds <= PERCENTS and all(_dwarfs(q, change, PERCENTS) for q in here):
            yield here[-1], change


def _dwarfs(
    level: Quantity | None, change: Quantity, kinds: Container[Kind] = (Kind.PERCENT,)
) -> bool:
    return (
        level is not None
        and level.kind in kinds
        and level.value is not None
        and change.value is not None
        and _LEAST * change.value <= level.value <= _PERCENT_AT_MOST
    )


_PERCENT_AT_MOST = 1000.0  # a level above it took its unit from a list that goes on with percents


def _told_before(frame: Frame) -> Quantity | None:
    """Return the level that "this figure" points to: the first of the sentence before."""
    if frame.index == 0:
        return None
    before = frame.evidence.sentences[frame.index - 1]
    if before.block != frame.sentence.block:
        return None
    for other in all_frames(frame.evidence):
        if other.index == frame.index - 1:
            figures = [q for _, q in other.figures if q.kind is not Kind.ORDINAL]
            return figures[0] if figures and figures[0].kind is Kind.PERCENT else None
    return None
