"""Steps of one size a year whose number only the dates tell: "half a point a year, to 13 in 2033".

The first year is that from which the steps are told, or that of the level before them; the last is
that of the level which they reach.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bongsu.audit.changes.stepping import Steps, as_set
from bongsu.audit.notation import DATE
from bongsu.audit.reading.frames import Frame, adjoins, all_frames
from bongsu.evidence.mentions import PERCENTS, Comparator, DateMention, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_EACH_YEAR = lazy_regex(
    r" ?(?:won |dollars )?(?:[a-z-]+ ){0,2}(?:a|every|each|per) year\b|"
    r"(?: [a-z-]+){0,2} (?:annually|yearly)\b"
)
_NO_STEP = lazy_regex(r"\b(?:average|averag\w+|about|around|roughly|between)\b")
_FROM = lazy_regex(
    rf"\b(?:from|since|starting (?:in|from)|beginning (?:in|with)|as of) (?P<d>{DATE})"
)
_BESIDE = lazy_regex(
    rf"(?:,? [A-Za-z]+){{0,2}}?,? (?:in|by|of|until|for|at the end of) (?P<d>{DATE})"
)
_TO = lazy_regex(r"\b(?:to|at|reach\w*|hit\w*|of)(?: [a-z]+){0,2} $")
_STEPPED = {Kind.POINTS, Kind.MONEY, Kind.PHYSICAL, Kind.COUNT}
_MOST = 60  # years
_TWO = 2


def dated_paces(evidence: Evidence) -> Iterator[Steps]:
    """Yield yearly steps that in the years told lead elsewhere than to the level told."""
    before: Frame | None = None
    for frame in all_frames(evidence):
        near = before if before is not None and adjoins(before, frame) else None
        before = frame
        sizes = [(at, q) for at, q in frame.figures if _is_pace(frame, at, q)]
        if len(sizes) != 1:
            continue
        at, size = sizes[0]
        levels = _levels(near, size) + _levels(frame, size)
        if len(levels) != _TWO or levels[0][1].value == levels[1][1].value:
            continue
        (first_frame, first), (last_frame, last) = levels
        begin = _told_from(frame, at) or _year(first_frame, first)
        end = _year(last_frame, last)
        if begin is None or end is None or not 1 < end[0] - begin[0] < _MOST:
            continue
        if _TO.search(last_frame.text, 0, _place(last_frame, last)) is None:
            continue
        years = end[0] - begin[0]
        if not any(_leads(size, number, first, last) for number in (years, years + 1)):
            number = replace(
                size, start=end[1].start, end=end[1].end, kind=Kind.DURATION, unit="year",
                value=float(years), step=1.0, approximate_step=1.0, comparator=Comparator.EXACT,
            )  # fmt: skip
            ends = as_set(first), as_set(last)
            yield Steps(size=size, number=number, ends=ends, total=None, dated=True)


def _is_pace(frame: Frame, at: int, quantity: Quantity) -> bool:
    return (
        quantity.kind in _STEPPED
        and quantity.comparator is Comparator.EXACT
        and bool(quantity.value)
        and _EACH_YEAR.match(frame.text, at + 1) is not None
        and _NO_STEP.search(frame.text, max(0, at - 20), at) is None
    )


Told = tuple[Frame, Quantity]


def _levels(frame: Frame | None, size: Quantity) -> list[Told]:
    """Return the figures of a sentence between which steps of a size may lead."""
    if frame is None:
        return []
    return [
        (frame, quantity)
        for _, quantity in frame.figures
        if quantity is not size
        and quantity.value
        and quantity.comparator is Comparator.EXACT
        and (
            quantity.kind in PERCENTS
            if size.kind is Kind.POINTS
            else quantity.kind is size.kind and quantity.unit == size.unit
        )
    ]


def _place(frame: Frame, quantity: Quantity) -> int:
    return next(at for at, one in frame.figures if one is quantity)


Year = tuple[int, DateMention]


def _told_from(frame: Frame, at: int) -> Year | None:
    """Return the year from which steps are told behind them."""
    found = _FROM.search(frame.text, at)
    return _as_year(frame.items.get(found.start("d"))) if found else None


def _year(frame: Frame, level: Quantity) -> Year | None:
    """Return the year of a level, which stands behind it."""
    found = _BESIDE.match(frame.text, _place(frame, level) + 1)
    return _as_year(frame.items.get(found.start("d"))) if found else None


def _as_year(item: object) -> Year | None:
    if not isinstance(item, DateMention) or item.first is None or item.last is None:
        return None
    return (item.first.year, item) if item.first.year == item.last.year else None


def _leads(size: Quantity, number: int, first: Quantity, last: Quantity) -> bool:
    """Whether so many steps lead from one level to the other, but for part of a step."""
    way = abs((last.value or 0.0) - (first.value or 0.0))
    step = size.value or 0.0
    rounded = last.step if last.step < step else 0.0  # 13 at the end of halves is 13.0
    return abs(step * number - way) <= 0.6 * step + rounded
