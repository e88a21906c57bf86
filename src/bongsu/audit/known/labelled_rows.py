"""Rows and columns of a table whose label names a series, and the one cell that is not its own.

`series_rows` needs no label and therefore many digits. Where the label names a series, one cell
that is right is enough to tell that the series is meant.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.known.series_rows import SCALES
from bongsu.audit.reading.digit_slips import one_key
from bongsu.audit.reading.recalled import about_korea, digits, stems
from bongsu.audit.references.series import Series, Value, series, vintages
from bongsu.audit.trends.courses import Course, Point, courses
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import PERCENTS, Evidence, Quantity
from bongsu.patterns import regex

_RELEASE = dt.timedelta(days=45)  # by which the reference may know a figure late
_FAR = 0.6  # of the greater of two figures: more is no slip
_SLIGHT = 0.02  # of an amount: less may be a revision


class OffCell(NamedTuple):
    """A cell, and the value that the series of its row has for its year."""

    quantity: Quantity
    value: Value


def off_cells(evidence: Evidence, day: dt.date | None) -> Iterator[OffCell]:
    """Yield the cells of labelled rows and columns that differ from the series of the label."""
    if not evidence.article.tables or not about_korea(evidence):
        return
    for course in courses(evidence):
        if course.form is BlockKind.CELL and len(course.points) > 1 and course.head:
            for one in _meant(course.head):
                yield from _off(course, one, day)


def _meant(head: str) -> list[Series]:
    """Return the yearly series that a label can name."""
    said = stems(head)
    return [
        one
        for one in series().values()
        if one.frequency == "year"
        and one.kind != "projection"
        and any(stems(phrase) <= said for phrase in (*one.told, *one.measures))
        and not any(stems(word) <= said for word in one.excludes)
    ]


def _off(course: Course, one: Series, day: dt.date | None) -> Iterator[OffCell]:
    known = {
        point.period: vintages(one.id, point.period, day + _RELEASE if day else None)
        for point in course.points
        if regex(r"\d{4}").fullmatch(point.period)
    }
    told = [point for point in course.points if known.get(point.period)]
    for scale in SCALES if one.unit != "percent" else (1.0,):
        right = [p for p in told if any(_is(p, v, scale) for v in known[p.period])]
        wrong = [p for p in told if p not in right]
        if right and len(wrong) == 1 and len(right) >= len(wrong):
            off = wrong[0]
            value = known[off.period][-1]
            if _slipped(off, value, scale):
                yield OffCell(off.quantity, value)
        if right:
            return


def _is(point: Point, value: Value, scale: float) -> bool:
    """Whether a cell is a value, rounded, cut off or revised."""
    written, step = abs(point.quantity.value or 0.0) * scale, point.quantity.step * scale
    low, high = sorted((abs(value.low), abs(value.high)))
    if low - step < written < high + step:
        return True
    percents = point.quantity.kind in PERCENTS or high < 100
    return not percents and abs(written / low - 1) <= _SLIGHT if low else False


def _slipped(point: Point, value: Value, scale: float) -> bool:
    written, known = abs(point.quantity.value or 0.0) * scale, abs(value.low)
    if abs(written - known) > _FAR * max(written, known):
        return False
    step = point.quantity.step * scale or 1.0
    return one_key(digits(written, step), digits(known, step))
