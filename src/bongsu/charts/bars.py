"""Bars under each other, longest first, from zero: how often, or how much, by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from bongsu.charts import theme
from bongsu.charts.axes import Axis, drawn_axis, value_axis
from bongsu.charts.frame import Frame, Label, Margins, Plot, framed, labels_layer, plot_area
from bongsu.charts.marks import marked
from bongsu.charts.words import text_width, wrap

_BAR, _ROW_WIDE, _ROW_NARROW = 14.0, 24.0, 40.0  # px: names beside the rows, and above them
_BESIDE = 0.4  # of the width, which names may take beside the rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One row."""

    label: str
    value: float  # nought or more
    text: str  # the value in words, shown behind the bar
    hue: str = "blue"


def bars(rows: Sequence[Bar], frame: Frame, *, unit: str = "") -> alt.LayerChart:
    """Draw bars from zero, the longest first; equal ones keep their order.

    Parameters
    ----------
    rows : sequence of Bar
        In any order.
    frame : Frame
        Captions and size; the drawing grows where the rows demand it.
    unit : str
        Put on the last tick.
    """
    order = sorted(rows, key=lambda row: -row.value)
    widest = max((text_width(row.label) for row in order), default=0.0)
    above = widest > frame.size.width * _BESIDE
    height = _ROW_NARROW if above else _ROW_WIDE
    longest = max((text_width(row.text, bold=True) for row in order), default=0.0)
    margins = Margins(left=14 if above else widest + 16, right=longest + 14, top=28, bottom=8)
    total = max(height * len(order), height)
    plot = plot_area(frame.size, margins, height=margins.top + margins.bottom + total)
    axis = value_axis(
        (row.value for row in order), most=frame.size.value_ticks, unit=unit, zero=True
    )
    middle = [height * (place + (0.72 if above else 0.5)) for place in range(len(order))]
    labels = [*_names(order, middle, plot, above), *_values(order, middle, axis, plot)]
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=[axis.low, axis.high], nice=False),
        axis=drawn_axis(axis.ticks, axis.texts, orient="top", domain=False),
    )
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, plot.height], reverse=True), axis=None)
    grid = [{"x": tick} for tick in axis.ticks]
    layers: list[Any] = [marked("rule", grid, color=theme.colour("grid")).encode(x=x)]
    layers += [_drawn(hue, order, middle, x, y) for hue in sorted({row.hue for row in order})]
    layers += labels_layer(labels)
    return framed(layers, frame, plot, [*axis.texts, *(label.text for label in labels)])


def _drawn(hue: str, rows: Sequence[Bar], middle: Sequence[float], x: alt.X, y: alt.Y) -> alt.Chart:
    values = [
        {"x": 0.0, "x2": row.value, "y": at - _BAR / 2, "y2": at + _BAR / 2}
        for row, at in zip(rows, middle, strict=True)
        if row.hue == hue
    ]
    bar = marked("rect", values, fill=theme.colour(hue))
    return bar.encode(x=x, x2="x2:Q", y=y, y2="y2:Q")


def _names(rows: Sequence[Bar], middle: Sequence[float], plot: Plot, above: bool) -> list[Label]:
    room = plot.width if above else plot.margins.left - 14
    labels = []
    for row, at in zip(rows, middle, strict=True):
        lines = wrap(row.label, room)
        text = row.label if len(lines) < 2 else f"{lines[0]}…"
        place = (0.0, at - 18.0) if above else (-10.0, at)
        labels.append(Label(text=text, x=place[0], y=place[1], align="left" if above else "right"))
    return labels


def _values(rows: Sequence[Bar], middle: Sequence[float], axis: Axis, plot: Plot) -> list[Label]:
    return [
        Label(text=row.text, x=axis.pixel(row.value, plot.width) + 8, y=at, bold=True,
              colour=theme.text_colour(row.hue))
        for row, at in zip(rows, middle, strict=True)
    ]  # fmt: skip
