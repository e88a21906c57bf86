"""Lines over time, with fans: observed solid, projected dashed, bands of draws behind."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt
import numpy as np

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
from bongsu.charts.frame import Frame, Label, Margins, Plot, framed, labels_layer, plot_area
from bongsu.charts.marks import marked
from bongsu.charts.series import (
    Line,
    Place,
    Point,
    Reference,
    moment,
    name_lines,
    names,
    points,
    reference_label,
    segments,
    value_of,
)
from bongsu.charts.words import text_width
from bongsu.errors import DimensionMismatch

PROJECTION = "Projection"


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
    place = Place(axis, first, last, plot)
    x, y = time_encoding(first, last, ticks), value_encoding(axis)
    labels = [*names(series, place), *reference_label(reference, series, place)]
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


def thinned(path: Sequence[Point], columns: int) -> list[Point]:
    """Keep the least and the greatest point of every pixel column, if there are more than fit."""
    if len(path) <= columns or columns < 1:
        return list(path)
    first, last = path[0][0], path[-1][0]
    buckets: dict[int, list[Point]] = {}
    for point in path:
        column = int((point[0] - first) / (last - first) * columns)
        buckets.setdefault(column, []).append(point)
    kept = ({min(b, key=value_of), max(b, key=value_of)} for b in buckets.values())
    return [point for bucket in kept for point in sorted(bucket)]


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


def _margins(series: Sequence[Line], axis: Axis, frame: Frame) -> Margins:
    left = max(text_width(text) for text in axis.texts) + 12
    ends = [text for line in series if line.label_at == "end" for text in name_lines(line, frame)]
    right = max((text_width(text, bold=True) + 14 for text in ends), default=0.0)
    limit = frame.size.width * 0.36
    return Margins(left=min(left, limit), right=min(max(right, 20.0), limit), top=22)


def _future(series: Sequence[Line], place: Place) -> tuple[list[alt.Chart], list[Label]]:
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
