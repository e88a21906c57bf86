"""Levels beside the marks that they are said to have passed, and between two of which they lie.

"Reached 982,000, topping 1 million" is below its mark, and nothing is "higher than Yoon with
52, but lower than Moon with 48".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from bongsu.audit.needs import guarded_regex
from bongsu.audit.notation import FIGURES
from bongsu.audit.reading.fits import below
from bongsu.audit.reading.frames import Frame, all_frames, source
from bongsu.audit.trends.compared_back import Backward
from bongsu.audit.trends.told_levels import is_change
from bongsu.evidence.mentions import NO_BOUNDS, PERCENTS, Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_PASSED = guarded_regex(
    rf"(?P<a>[{FIGURES}])[^;:.,{FIGURES}]{{0,40}}(?:,|\u2014| --)(?: and)?(?: thus| again| well)? "
    r"(?:(?P<up>topping|exceeding|surpassing|above|over|more than|"
    r"in excess of)|(?P<down>below|under|less than|fewer than|short of)) "
    rf"(?:the |a )?[$\u20ac\u00a3]?(?P<b>[{FIGURES}])",
    re.IGNORECASE,
)
_MORE = r"(?:higher|more|larger|greater|bigger|above|ahead)"
_LESS = r"(?:lower|less|smaller|fewer|below|behind)"
_BETWEEN = guarded_regex(
    rf"\b(?:(?P<up>{_MORE})|{_LESS})(?: than| of)? (?P<first>[^;:.]{{0,120}}?)"
    r"\b(?:but|and|while|yet) (?:still |well |far )?"
    rf"(?P<second>(?:{_MORE}|{_LESS})(?: than| of)?) (?P<rest>[^;:.]{{0,80}})",
    re.IGNORECASE,
)
_LESS_WORD = lazy_regex(_LESS, re.IGNORECASE)
_ROOM = 2.0  # times by which a level may lie off its mark
_KINDS = PERCENTS | {Kind.COUNT, Kind.MONEY, Kind.RATE, Kind.INDEX, Kind.PHYSICAL}


_FOLLOWED = guarded_regex(r"(?<!\bwas )(?<!\bwere )\bfollowed by (?!an? )[^;:.]*", re.IGNORECASE)


def marks(evidence: Evidence) -> Iterator[Backward]:
    """Yield the words that put a level on the wrong side of a mark, or between two turned round."""
    for frame in all_frames(evidence):
        for match in _PASSED.finditer(frame.slim):
            yield from _passed(frame, match)
        for match in _BETWEEN.finditer(frame.slim):
            yield from _between(frame, match)
        for match in _FOLLOWED.finditer(frame.slim):
            yield from _followed(frame, match)


def _followed(frame: Frame, match: re.Match[str]) -> Iterator[Backward]:
    """Yield "topped the list at 916, followed by China at 296 and Russia at 309"."""
    first = _figures(frame, (max(0, match.start() - 60), match.start()))[-1:]
    row = [*first, *_figures(frame, match.span())]
    if any(one.unit != row[0].unit or one.kind is Kind.COUNT for one in row):
        return
    if frame.dates(match.start(), match.end()):
        return  # one after the other in time
    for one, other in pairwise(row):
        if below(one, other):
            start = source(frame, match.start())
            yield Backward(start, other.end, one, other)
            return


def _passed(frame: Frame, match: re.Match[str]) -> Iterator[Backward]:
    level, mark = frame.quantity(match, "a"), frame.quantity(match, "b")
    if level is None or mark is None or is_change(frame, (match.start("a"), level)):
        return
    if level.comparator not in NO_BOUNDS or not _alike(level, mark):
        return
    mark = replace(mark, comparator=Comparator.EXACT, step=mark.step / 100, approximate_step=0.0)
    way = "up" if match["up"] else "down"
    if below(level, mark) if way == "up" else below(mark, level):
        start = source(frame, match.start(way))
        yield Backward(start, start + len(match[way]), mark, level)


def _between(frame: Frame, match: re.Match[str]) -> Iterator[Backward]:
    """Yield "higher than 52 but lower than 48"."""
    up = match["up"] is not None
    if bool(_LESS_WORD.match(match["second"])) is not up:
        return  # twice the same way
    first = _figures(frame, match.span("first"))
    second = _figures(frame, match.span("rest"))
    for one in first:
        for other in second:
            low, high = (one, other) if up else (other, one)
            if _alike(one, other) and below(high, low):
                start = source(frame, match.start("second"))
                yield Backward(start, start + len(match["second"]), one, other)
                return


def _figures(frame: Frame, span: tuple[int, int]) -> list[Quantity]:
    return [one for at, one in frame.figures if span[0] <= at < span[1] and one.kind in _KINDS]


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether two figures are of one unit and size, by their nouns too where both have one."""
    kinds = {one.kind, other.kind}
    if not (kinds <= PERCENTS or (len(kinds) == 1 and kinds <= _KINDS)) or not one.value:
        return False
    if one.kind is Kind.COUNT:
        if one.noun and other.noun and one.noun[:4] != other.noun[:4]:
            return False
    elif kinds - PERCENTS and one.unit != other.unit:
        return False
    return 1 / _ROOM < (other.value or 0.0) / one.value < _ROOM
