"""Steps of one size a year whose number only the dates tell: "half a point a year, to 13 in 2033".

The first year is that from which the steps are told, or that of the level before them; the last is
that of the level which they reach.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bongsu.audit.changes.several_steps import STEPPED
from bongsu.audit.changes.stepping import Steps, as_set
from bongsu.audit.notation import DATE
from bongsu.audit.reading.frames import Frame, adjoins, all_frames
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.mentions import PERCENTS, Comparator, DateMention, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_EACH_YEAR = lazy_regex(
    r" ?(?:won |dollars )?(?:[a-z-]+ ){0,2}(?:a|every|each|per) year\b|"
    r"(?: [a-z-]+){0,2} (?:annually|yearly)\b"
)
_NO_STEP = lazy_regex(r"\b(?:average|averag\w+|about|around|roughly|between)\b")
_FROM = lazy_regex(
    rf"\b(?:from|since|starting (?:in|from)|beginning (?:in|with)|as of) (?P<d>{DATE})",
    re.IGNORECASE,
)
_BESIDE = lazy_regex(
    rf"(?:,? [A-Za-z]+){{0,2}}?,? (?:in|by|of|until|for|at the end of) (?P<d>{DATE})"
)
_TO = lazy_regex(r"\b(?:to|at|reach\w*|hit\w*|of)(?: [a-z]+){0,2} $")
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
            yield _dated_steps(size, end, years, (first, last))


_BACK = 4  # sentences before a pace in which the level that it starts from may stand
_FARTHEST = 20.0  # steps: a level farther off is of something else


def paces_to_an_end(evidence: Evidence) -> Iterator[Steps]:
    """Yield yearly steps that no level told before them lets reach the end by its year.

    Which of several levels before the steps are of what moves, figures cannot tell: one of them and
    one of the years beside them must lead to the end.
    """
    every = list(all_frames(evidence))
    for place, frame in enumerate(every):
        sizes = [(at, q) for at, q in frame.figures if _is_pace(frame, at, q)]
        if len(sizes) != 1:
            continue
        at, size = sizes[0]
        ahead = [one for _, one in _levels(frame, size) if _place(frame, one) > at]
        last = ahead[0] if len(ahead) == 1 else None
        if last is None or not _TO.search(frame.text, 0, _place(frame, last)):
            continue
        end = _year(frame, last) or _year_before(frame, at, last)
        before = _levels_before(evidence, every[max(0, place - _BACK) : place + 1], at, size, last)
        if end is None or not before:
            continue
        starts = [(level, year) for level, years in before for year in years if year < end[0]]
        if not starts or any(
            _leads(size, end[0] - year + more, level, last)
            for level, year in starts
            for more in (0, 1)
        ):
            continue
        level, year = starts[-1]
        yield _dated_steps(
            size, end, end[0] - year, (level, last), sure=level.start > frame.sentence.start
        )


Start = tuple[Quantity, frozenset[int]]  # a level and the years that it may be of


def _levels_before(
    evidence: Evidence, near: Sequence[Frame], at: int, size: Quantity, last: Quantity
) -> list[Start]:
    """Return the levels of the nearest sentence before a pace that are of what moves."""
    subject = next((c.subject for c in evidence.claims if c.quantity.start == last.start), "") or ""
    moved = content_words(subject.partition(" of ")[0])
    periods = {c.quantity.start: c.period for c in evidence.claims}
    here = near[-1]
    for frame in reversed(near):
        if frame.sentence.block != here.sentence.block:
            break
        levels = [
            level
            for _, level in _levels(frame, size)
            if (frame is not here or _place(frame, level) < at)
            and abs((level.value or 0.0) - (last.value or 0.0)) <= _FARTHEST * (size.value or 0.0)
        ]
        if frame is not here and (
            not moved or not moved <= content_words(evidence.words(frame.sentence))
        ):
            continue
        if levels:
            told = frozenset(
                year[0] for one in (frame, here) for year in [_told_from(one, 0)] if year
            )
            return [(one, told | _as_years(periods.get(one.start))) for one in levels]
    return []


_YEAR = lazy_regex(r"(?:19|20)\d\d")


def _as_years(period: str | None) -> frozenset[int]:
    return frozenset({int(period)}) if period and _YEAR.fullmatch(period) else frozenset()


_UNTIL = lazy_regex(
    rf"\b(?:until|till|by|in|to) (?P<d>{DATE}),? (?:when|at which point|by which time)\b"
)


def _year_before(frame: Frame, at: int, last: Quantity) -> Year | None:
    """Return the year of "by half a point a year until 2031, when it reaches 13 percent"."""
    found = _UNTIL.search(frame.text, at, _place(frame, last))
    return _as_year(frame.items.get(found.start("d"))) if found else None


def _dated_steps(
    size: Quantity, end: Year, years: int, levels: tuple[Quantity, Quantity], *, sure: bool = True
) -> Steps:
    """Return so many yearly steps between two levels, whose number the year of the end tells."""
    number = replace(
        size, start=end[1].start, end=end[1].end, kind=Kind.DURATION, unit="year",
        value=float(years), step=1.0, approximate_step=1.0, comparator=Comparator.EXACT,
    )  # fmt: skip
    ends = as_set(levels[0]), as_set(levels[1])
    return Steps(size=size, number=number, ends=ends, total=None, sure=sure, dated=True)


def _is_pace(frame: Frame, at: int, quantity: Quantity) -> bool:
    return (
        quantity.kind in STEPPED
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
