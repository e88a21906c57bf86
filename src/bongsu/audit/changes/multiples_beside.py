"""Multiples of a figure that its year names, and of ranges: "five times the 2023 figure".

The figure of the year stands in the same sentence or line, with the year behind it. Of two ranges
the lower ends are compared, and the upper ones; the multiple has to fit one of the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.notation import DATE, FIGURES, SIGNS
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.evidence.mentions import Comparator, DateMention, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_OF_YEAR = lazy_regex(
    rf"[{SIGNS[Kind.MULTIPLE]}{SIGNS[Kind.FRACTION]}]\s(?:of\s)?(?:the\s|that\sof\s|those\sof\s|its\s)(?P<d>{DATE})(?:['’]s)?"
    r"(?:\s(?:figure|level|total|amount|number|value|one|sum))?\b",
    re.IGNORECASE,
)
_DATED = lazy_regex(rf"(?:\s[a-z]+)?\s(?:\(|in\s)(?P<d>{DATE})", re.IGNORECASE)
_TO_RANGE = guarded_regex(
    rf"(?P<a>[{FIGURES}])[^;:{FIGURES}]{{0,60}}?(?P<m>{SIGNS[Kind.MULTIPLE]})\sto\s(?:between\s)?(?P<b>[{FIGURES}])",
    re.IGNORECASE,
)
_ROOM = (0.8, 1.25)  # of a multiple: nearer is told in round figures

Multiplied = tuple[Quantity, Quantity, int, int, float]  # before, after, where it is told, ratio


def multiples_beside(evidence: Evidence) -> Iterator[Multiplied]:
    """Yield two levels, with the place of a multiple in the text that is not theirs."""
    for frame in all_frames(evidence):
        yield from _of_years(frame)
        yield from _of_ranges(frame)


def _of_years(frame: Frame) -> Iterator[Multiplied]:
    for match in _OF_YEAR.finditer(frame.text):
        multiple, date = frame.reckoned(match.start()), frame.items.get(match.start("d"))
        if multiple is None or not multiple.value or not isinstance(date, DateMention):
            continue
        levels = [
            (at, q) for at, q in frame.figures if q.kind not in {Kind.MULTIPLE, Kind.FRACTION}
        ]
        before = [q for at, q in levels if at < match.start()]
        bases = [q for at, q in levels if date.edtf and _year_of(frame, at) == date.edtf]
        if not before or len(bases) != 1 or not bases[0].value or not before[-1].value:
            continue
        after, base = before[-1], bases[0]
        if after is base or after.kind is not base.kind or after.unit != base.unit:
            continue
        ratio = (after.value or 0.0) / (base.value or 1.0)
        if not _ROOM[0] <= ratio / multiple.value <= _ROOM[1]:
            yield base, after, multiple.start, multiple.end, ratio


def _year_of(frame: Frame, at: int) -> str | None:
    found = _DATED.match(frame.text, at + 1)
    item = frame.items.get(found.start("d")) if found else None
    return item.edtf if isinstance(item, DateMention) else None


def _of_ranges(frame: Frame) -> Iterator[Multiplied]:
    for match in _TO_RANGE.finditer(frame.text):
        before, after = (frame.items.get(match.start(name)) for name in "ab")
        multiple = frame.reckoned(match.start("m"))
        if not isinstance(before, Quantity) or not isinstance(after, Quantity):
            continue
        if multiple is None or not multiple.value or before.malformed or after.malformed:
            continue
        ends = before.bounds, after.bounds
        if before.unit != after.unit or ends[0][0] <= 0 or before.value is not None:
            continue
        ratios = [last / first for first, last in zip(*ends, strict=True)]
        low, high = multiple.value * _ROOM[0], multiple.value * _ROOM[1]
        if multiple.comparator is Comparator.OVER:
            low, high = multiple.value * _HARDLY, multiple.value * _FAR
        if all(not low <= ratio <= high for ratio in ratios):
            yield before, after, multiple.start, multiple.end, min(ratios)


_HARDLY, _FAR = 0.97, 1.6  # of what "more than doubled" says, how much less and more it may be
