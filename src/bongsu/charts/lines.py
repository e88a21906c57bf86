"""Lines over time, with fans: observed solid, projected dashed, bands of draws behind."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt
import numpy as np
import xarray as xr

from bongsu.charts import theme
from bongsu.charts.axes import (
    Axis,
    empty_plot,
    gridlines,
    time_encoding,
    time_ticks,
    value_axis,
    value_encoding,
)
from bongsu.charts.frame import (
    LINE,
    Frame,
    Label,
    Margins,
    Plot,
    apart,
    framed,
    labels_layer,
    plot_area,
)
from bongsu.charts.marks import marked
from bongsu.charts.words import text_width, wrap
from bongsu.errors import DimensionMismatch
from bongsu.periods import TIME_DIMS, Period

PROJECTION = "Projection"
Point = tuple[float, float]


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


def lines(
    series: Sequence[Line],
    frame: Frame,
    *,
    unit: str,
    zero: bool = False,
    reference: Reference | None = None,
) -> alt.LayerChart:
    """Draw one to four series over time.

    Parameters
    ----------
    series : sequence of Line
        The most important first: its label gives way last.
    frame : Frame
        Captions and size.
    unit : str
        Put on the top tick.
    zero : bool
        Whether the value axis must begin at zero.
    reference : Reference, optional
        A level, drawn in ink.

    Returns
    -------
    alt.LayerChart
        Under the bongsu theme, to be changed further if wished.

    Raises
    ------
    DimensionMismatch
        If there is no series, or one has other dimensions than one of time.
    """
    if not series:
        raise DimensionMismatch(
            "there is no series to draw", where=frame.title, mend="give at least one line"
        )
    axis = value_axis(_all_values(series, reference), most=frame.size.value_ticks, unit=unit,
                      zero=zero)  # fmt: skip
    first, last = _span(series)
    ticks = time_ticks(first, last, most=frame.size.time_ticks)
    plot = plot_area(frame.size, _margins(series, axis, frame))
    place = _Place(axis, first, last, plot)
    x, y = time_encoding(first, last, ticks), value_encoding(axis)
    labels = [*_names(series, place), *_marks_of_reference(reference, place)]
    future, word = _future(series, place)
    if not any(word_label.overlaps(label) for word_label in word for label in labels):
        labels += word
    layers: list[Any] = [*future, empty_plot(x, y), *gridlines(axis)]
    layers += [band for line in series for band in _bands(line, x, y)]
    layers += _reference_rule(reference, y)
    layers += [stroke for line in reversed(series) for stroke in _strokes(line, x, y, plot)]
    layers += labels_layer(labels)
    texts = [*axis.texts, *(f"{tick:.0f}" for tick in ticks), *(label.text for label in labels)]
    return framed(layers, frame, plot, texts)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value of a year lies in the plot."""

    axis: Axis
    first: float
    last: float
    plot: Plot

    def x(self, year: float) -> float:
        return (year - self.first) / (self.last - self.first) * self.plot.width

    def y(self, value: float) -> float:
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


def thinned(path: Sequence[Point], columns: int) -> list[Point]:
    """Keep the least and the greatest point of every pixel column, if there are more than fit."""
    if len(path) <= columns or columns < 1:
        return list(path)
    first, last = path[0][0], path[-1][0]
    buckets: dict[int, list[Point]] = {}
    for point in path:
        column = int((point[0] - first) / (last - first) * columns)
        buckets.setdefault(column, []).append(point)
    kept = ({min(b, key=_value), max(b, key=_value)} for b in buckets.values())
    return [point for bucket in kept for point in sorted(bucket)]


def _value(point: Point) -> float:
    return point[1]


def _all_values(series: Sequence[Line], reference: Reference | None) -> list[float]:
    values = [float(value) for line in series for value in line.values.values.ravel()]
    edges = (edge for line in series for band in line.bands.values() for edge in band)
    values += [float(value) for edge in edges for value in edge.values.ravel()]
    return [*values, reference.value] if reference else values


def _span(series: Sequence[Line]) -> tuple[float, float]:
    moments = [at for line in series for at, _ in points(line.values)]
    if not moments:
        raise DimensionMismatch(
            "the series have no periods", where=series[0].label, mend="give at least one period"
        )
    first, last = min(moments), max(moments)
    return (first, last) if last > first else (first - 1, last + 1)


def _name_lines(line: Line, frame: Frame) -> list[str]:
    return wrap(line.label, frame.size.width * 0.24, bold=True)


def _margins(series: Sequence[Line], axis: Axis, frame: Frame) -> Margins:
    left = max(text_width(text) for text in axis.texts) + 12
    ends = [text for line in series if line.label_at == "end" for text in _name_lines(line, frame)]
    right = max((text_width(text, bold=True) + 14 for text in ends), default=0.0)
    limit = frame.size.width * 0.36
    return Margins(left=min(left, limit), right=min(max(right, 20.0), limit), top=22)


def _names(series: Sequence[Line], place: _Place) -> list[Label]:
    """Return the direct labels: at the lines' ends or peaks, moved apart."""
    ends, peaks = [], []
    for line in series:
        path = [point for point in points(line.values) if math.isfinite(point[1])]
        if not path:
            continue
        colour = theme.text_colour(line.hue)
        if line.label_at == "peak":
            at, value = max(path, key=_value)
            peaks.append(_centred(line.label, place.x(at), place.y(value) - 11, colour, place))
        else:
            at, value = path[-1]
            ends.append((line, place.x(at) + 7, place.y(value), colour))
    return [*_stacked(ends, place), *apart(peaks, top=-8, bottom=place.plot.height)]


def _centred(text: str, x: float, y: float, colour: str, place: _Place) -> Label:
    half = text_width(text, bold=True) / 2
    low = half - place.plot.margins.left
    high = place.plot.width + place.plot.margins.right - half - 1
    return Label(text=text, x=min(max(x, low), high), y=y, colour=colour, align="center", bold=True)


def _stacked(ends: list[tuple[Line, float, float, str]], place: _Place) -> list[Label]:
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


def _marks_of_reference(reference: Reference | None, place: _Place) -> list[Label]:
    if reference is None or not reference.label:
        return []
    y = place.y(reference.value) - 9
    return [Label(text=reference.label, x=4, y=y, colour=theme.colour("ink"))]


def _future(series: Sequence[Line], place: _Place) -> tuple[list[alt.Chart], list[Label]]:
    """Return the pale band from the last observation on, and the word that names it once."""
    seen = [moment(line.observed_to) for line in series if line.observed_to is not None]
    if not seen or max(seen) >= place.last:
        return [], []
    start = place.x(max(*seen, place.first))
    band = marked(
        "rect",
        [{}],
        x=start,
        x2=place.plot.width,
        y=0,
        y2=place.plot.height,
        color=theme.colour("subtle"),
    )
    word = Label(text=PROJECTION, x=start + 6, y=-10, colour=theme.colour("muted"))
    return [band], [word]


def _reference_rule(reference: Reference | None, y: alt.Y) -> list[alt.Chart]:
    if reference is None:
        return []
    rule = marked("rule", [{"y": reference.value}], color=theme.colour("ink"), strokeWidth=1.25)
    return [rule.encode(y=y)]


def _bands(line: Line, x: alt.X, y: alt.Y) -> Iterator[alt.Chart]:
    """Yield one area for each stretch of each band, the widest band first."""
    for share, (low, high) in sorted(line.bands.items(), reverse=True):
        lower, upper = np.array(points(low)), np.array(points(high))
        whole = np.isfinite(lower[:, 1]) & np.isfinite(upper[:, 1])
        edge = [
            (at, value if ok else math.nan) for (at, value), ok in zip(lower, whole, strict=True)
        ]
        tops = dict(map(tuple, upper.tolist()))
        for run in segments(edge):
            rows = [{"x": at, "y": value, "y2": tops[at]} for at, value in run]
            shade = theme.BANDS.get(share, min(theme.BANDS.values()))
            area = marked("area", rows, color=theme.colour(line.hue), opacity=shade)
            yield area.encode(x=x, y=y, y2="y2:Q")


def _strokes(line: Line, x: alt.X, y: alt.Y, plot: Plot) -> Iterator[alt.Chart]:
    """Yield the record solid and the projection dashed, joined at the last observation."""
    path = points(line.values)
    split = -math.inf if line.observed_to is None else moment(line.observed_to)
    record = [point for point in path if point[0] <= split]
    ahead = [point for point in path if point[0] >= split]
    if len(ahead) == 1 and record:  # the last observation alone is no projection
        ahead = []
    elif len(record) == 1 and len(ahead) > 1 and record[0] == ahead[0]:
        record = []
    for part, dashed in ((record, False), (ahead, True)):
        for run in segments(part):
            yield _stroke(thinned(run, int(plot.width)), line, dashed, x, y)


def _stroke(run: list[Point], line: Line, dashed: bool, x: alt.X, y: alt.Y) -> alt.Chart:
    rows = [{"x": at, "y": value} for at, value in run]
    colour = theme.colour(line.hue)
    if len(run) == 1:
        dot = marked("point", rows, color=colour, filled=True, size=36, opacity=1)
        return dot.encode(x=x, y=y)
    dashes = {"strokeDash": [6, 3]} if dashed else {}
    return marked("line", rows, color=colour, **dashes).encode(x=x, y=y)
