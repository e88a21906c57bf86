"""Series and where they lie in a plot: points in time, and labels that keep off the lines."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import xarray as xr

from bongsu.charts import theme
from bongsu.charts.axes import Axis
from bongsu.charts.frame import LINE, Frame, Label, Plot
from bongsu.charts.words import text_width, wrap
from bongsu.errors import DimensionMismatch
from bongsu.periods import TIME_DIMS, Period

Point = tuple[float, float]
_ROOF = -14.0  # px above the plot that labels may take


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One series of a chart."""

    label: str
    values: xr.DataArray  # one time dimension; NaN is a gap
    bands: Mapping[float, tuple[xr.DataArray, xr.DataArray]] = field(default_factory=dict)
    hue: str = "blue"  # a colour of the theme
    observed_to: int | str | None = None  # the last period that is a record; None: all projected
    label_at: str = "end"  # or `peak`


@dataclass(frozen=True, slots=True)
class Reference:
    """A level to hold the lines against."""

    value: float
    label: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value of a year lies in the plot."""

    axis: Axis
    first: float
    last: float
    plot: Plot

    def x(self, year: float) -> float:
        """Pixels from the left of the plot."""
        return (year - self.first) / (self.last - self.first) * self.plot.width

    def y(self, value: float) -> float:
        """Pixels from its top."""
        return self.plot.height - self.axis.pixel(value, self.plot.height)


def moment(label: int | str) -> float:
    """Return a period as a year with a fraction, at its start.

    Examples
    --------
    >>> moment(2026), moment("2026Q3")
    (2026.0, 2026.5)
    """
    start = Period.parse(label).start
    return start.year + (start.month - 1) / 12 + (start.day - 1) / 366


def points(array: xr.DataArray) -> list[Point]:
    """Return (moment, value) of a series, in order of time; NaN stays."""
    dims = [str(dim) for dim in array.dims]
    if len(dims) != 1 or dims[0] not in TIME_DIMS:
        raise DimensionMismatch(
            f"a line has one time dimension, this has {dims or 'none'}",
            where="a chart" if array.name is None else str(array.name),
            mend="select labels of the others, or draw a quantile",
        )
    labels = array[dims[0]].values.tolist()
    return [
        (moment(label), float(value)) for label, value in zip(labels, array.values, strict=True)
    ]


def segments(path: Sequence[Point]) -> Iterator[list[Point]]:
    """Cut a path where values are missing: a gap is a gap, never a bridge."""
    run: list[Point] = []
    for point in path:
        if math.isfinite(point[1]):
            run.append(point)
        elif run:
            yield run
            run = []
    if run:
        yield run


def value_of(point: Point) -> float:
    """Return the value of a point in time."""
    return point[1]


def name_lines(line: Line, frame: Frame) -> list[str]:
    """Return a series' label, broken for the margin."""
    return wrap(line.label, frame.size.width * 0.24, bold=True)


def names(series: Sequence[Line], place: Place) -> list[Label]:
    """Return the direct labels: at the lines' ends, or at their peaks, moved apart."""
    ends, peaks = [], []
    for line in series:
        path = [point for point in points(line.values) if math.isfinite(point[1])]
        if not path:
            continue
        colour = theme.text_colour(line.hue)
        if line.label_at == "peak":
            at, value = max(path, key=value_of)
            label = _centred(line.label, place.x(at), place.y(value) - 11, colour, place)
            peaks.append(_near(label, line, series, place))
        else:
            at, value = path[-1]
            ends.append((line, place.x(at) + 7, place.y(value), colour))
    return [*_stacked(ends, place), *_piled(peaks)]


def _piled(labels: Sequence[Label]) -> list[Label]:
    """Pile labels that overlap on top of each other, upwards, away from the lines under them."""
    placed: list[Label] = []
    for label in sorted(labels, key=lambda label: -label.y):
        here = label
        while any(here.overlaps(other) for other in placed):
            here = replace(here, y=here.y - LINE)
        placed.append(here)
    return [label for label in placed if label.y >= _ROOF]


def _centred(text: str, x: float, y: float, colour: str, place: Place) -> Label:
    half = text_width(text, bold=True) / 2
    low = half - place.plot.margins.left
    high = place.plot.width + place.plot.margins.right - half - 1
    return Label(text=text, x=min(max(x, low), high), y=y, colour=colour, align="center", bold=True)


def _stacked(ends: list[tuple[Line, float, float, str]], place: Place) -> list[Label]:
    """Return labels of the lines' ends; a label of several lines moves as one block."""
    width = place.plot.margins.right - 7
    blocks = [(wrap(line.label, width, bold=True), x, y, c) for line, x, y, c in ends]
    blocks.sort(key=lambda block: block[2])
    tops: list[float] = []
    for lines_of, _, y, _ in blocks:
        wanted = y - LINE * (len(lines_of) - 1) / 2
        free = tops[-1] + LINE * len(blocks[len(tops) - 1][0]) if tops else -14.0
        tops.append(max(wanted, free))
    floor = place.plot.height + 4
    for number in range(len(blocks) - 1, -1, -1):
        tops[number] = min(tops[number], floor - LINE * (len(blocks[number][0]) - 1))
        floor = tops[number] - LINE
    return [
        Label(text=text, x=x, y=top + LINE * row, colour=colour, bold=True)
        for (lines_of, x, _, colour), top in zip(blocks, tops, strict=True)
        for row, text in enumerate(lines_of)
    ]


def _near(label: Label, own: Line, series: Sequence[Line], place: Place) -> Label:
    """Return a label over its line's peak; where other lines run there, under it or over all."""
    lifted = _above(label, series, place)
    if lifted == label:
        return label
    low = replace(label, y=max(_under(label, own, place)) + 13)
    heights = (y for line in series for y in _under(low, line, place))
    clear = all(abs(y - low.y) >= 12 for y in heights)
    return low if clear and low.y < place.plot.height - LINE else lifted


def _above(label: Label, series: Sequence[Line], place: Place) -> Label:
    """Lift a label over every line that runs through the room under it."""
    heights = [y for line in series for y in _under(label, line, place)]
    return replace(label, y=min([label.y, *(y - 11 for y in heights)]))


def _under(label: Label, line: Line, place: Place) -> Iterator[float]:
    """Yield how high a line runs where a label stands."""
    for run in segments(points(line.values)):
        at = [place.x(year) for year, _ in run]
        heights = [place.y(value) for _, value in run]
        for x in (label.left, label.x, label.left + label.width):
            if at[0] <= x <= at[-1]:
                yield float(np.interp(x, at, heights))
        inside = (y for x, y in zip(at, heights, strict=True) if 0 <= x - label.left <= label.width)
        yield from inside


def reference_label(
    reference: Reference | None, series: Sequence[Line], place: Place
) -> list[Label]:
    """Return the label of a level: above or below it, left or right, where no line crosses it."""
    if reference is None or not reference.label:
        return []
    level, right = place.y(reference.value), place.plot.width - 4
    corners = [
        Label(text=reference.label, x=x, y=level + shift, align=align, colour=theme.colour("ink"))
        for shift in (-9.0, 10.0)
        for x, align in ((4.0, "left"), (right, "right"))
    ]
    crossings = [
        sum(abs(y - label.y) < LINE for line in series for y in _under(label, line, place))
        for label in corners
    ]
    return [corners[crossings.index(min(crossings))]]
