"""Dots with ranges: estimates sorted by value, thick for half of draws, thin for nine-tenths."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from bongsu.charts import theme
from bongsu.charts.axes import Axis, drawn_axis, value_axis
from bongsu.charts.frame import Frame, Label, Margins, Plot, framed, labels_layer, plot_area
from bongsu.charts.marks import marked
from bongsu.charts.words import text_width, wrap

Interval = tuple[float, float]
_ROW_WIDE, _ROW_NARROW = 26.0, 44.0  # px: with names beside the rows, and above them
_HEADING = 28.0  # px
_BESIDE = 0.4  # of the width, which names may take beside the rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One row: a point, and what half and nine-tenths of draws lie in, if known."""

    label: str
    point: float  # NaN: there is none, and the text says so
    text: str  # the point in words, shown beside it
    inner: Interval | None = None
    outer: Interval | None = None
    hue: str = "blue"
    group: str = ""  # the heading that it stands under
    hollow: bool = False  # a projection among records


def ranges(
    rows: Sequence[Estimate], frame: Frame, *, unit: str = "", years: bool = False
) -> alt.LayerChart:
    """Draw estimates under each other, sorted by value, those without a value last.

    Rows with a group stand under its heading, groups in the order in which they first come.

    Parameters
    ----------
    rows : sequence of Estimate
        In any order; equal values keep theirs.
    frame : Frame
        Captions and size; the drawing grows where the rows demand it.
    unit : str
        Put on the last tick.
    years : bool
        Whether the values are years, which are written without a comma.
    """
    groups = list(dict.fromkeys(row.group for row in rows))
    order = sorted(
        rows, key=lambda row: (groups.index(row.group), math.isnan(row.point), row.point)
    )
    above = frame.size.width * _BESIDE < max((text_width(row.label) for row in rows), default=0.0)
    row_height = _ROW_NARROW if above else _ROW_WIDE
    tops, total = _tops(order, row_height)
    axis = _axis(order, frame, unit, years)
    margins = _margins(order, above)
    plot = plot_area(frame.size, margins, height=max(margins.top + margins.bottom + total, 120.0))
    middle = [top + row_height * (0.72 if above else 0.5) for top in tops]
    labels = [*_headings(order, tops, plot), *_names(order, tops, middle, plot, above)]
    labels += [_value(row, axis, plot, at) for row, at in zip(order, middle, strict=True)]
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=[axis.low, axis.high], nice=False, zero=False),
        axis=drawn_axis(axis.ticks, axis.texts, orient="top", domain=False),
    )
    span = [0.0, plot.height]
    y = alt.Y("y:Q", scale=alt.Scale(domain=span, reverse=True, nice=False), axis=None)
    layers: list[Any] = [_grid(axis, x)]
    layers += _intervals(order, middle, axis, x, y)
    layers += _dots(order, middle, x, y)
    layers += labels_layer(labels)
    texts = [*axis.texts, *(label.text for label in labels)]
    return framed(layers, frame, plot, texts)


def _axis(rows: Sequence[Estimate], frame: Frame, unit: str, years: bool) -> Axis:
    ends = [end for row in rows for pair in (row.inner, row.outer) if pair for end in pair]
    values = [*(row.point for row in rows), *ends]
    axis = value_axis(values, most=frame.size.value_ticks, unit=unit)
    if not years:
        return axis
    texts = tuple(f"{tick:.0f}" if tick == int(tick) else "" for tick in axis.ticks)
    return Axis(low=axis.low, high=axis.high, ticks=axis.ticks, texts=texts)


def _tops(rows: Sequence[Estimate], height: float) -> tuple[list[float], float]:
    """Return where each row begins, below the heading of its group, and where the last ends."""
    tops, at, group = [], 0.0, ""
    for row in rows:
        if row.group != group:
            at, group = at + _HEADING, row.group
        tops.append(at)
        at += height
    return tops, max(at, height)


def _headings(rows: Sequence[Estimate], tops: Sequence[float], plot: Plot) -> list[Label]:
    found: dict[str, Label] = {}
    for row, top in zip(rows, tops, strict=True):
        if row.group and row.group not in found:
            found[row.group] = Label(text=row.group, x=-plot.margins.left, y=top - 8, bold=True,
                                     colour=theme.colour("ink"))  # fmt: skip
    return list(found.values())


def _margins(rows: Sequence[Estimate], above: bool) -> Margins:
    if above:
        return Margins(left=14, right=30, top=28, bottom=8)
    widest = max((text_width(row.label) for row in rows), default=0.0)
    return Margins(left=widest + 16, right=34, top=28, bottom=8)


def _names(
    rows: Sequence[Estimate],
    tops: Sequence[float],
    middle: Sequence[float],
    plot: Plot,
    above: bool,
) -> list[Label]:
    """Return what each row is called: beside it, or above it where names are long."""
    room = plot.width + plot.margins.left + 10 if above else plot.margins.left - 14
    left = -plot.margins.left
    return [
        Label(text=_shortened(row.label, room), x=left if above else -12.0,
              y=top + 12 if above else at, align="left" if above else "right",
              colour=theme.colour("ink" if row.hue == "ink" else "body"))
        for row, top, at in zip(rows, tops, middle, strict=True)
    ]  # fmt: skip


def _shortened(text: str, room: float) -> str:
    lines = wrap(text, room)
    return "".join(lines) if len(lines) < 2 else f"{lines[0]}…"


def _value(row: Estimate, axis: Axis, plot: Plot, y: float) -> Label:
    """Return the value in words, right of the dot and its range, or left where room is short."""
    colour = theme.text_colour(row.hue)
    if math.isnan(row.point):
        return Label(text=row.text, x=0, y=y, colour=colour)
    ends = _finite([row.point, *(row.inner or ()), *(row.outer or ())])
    ends += [axis.high] if _is_open(row.inner) or _is_open(row.outer) else []
    left, right = axis.pixel(min(ends), plot.width), axis.pixel(max(ends), plot.width)
    width = text_width(row.text, bold=True)
    if right + 9 + width <= plot.width + plot.margins.right:
        return Label(text=row.text, x=right + 9, y=y, colour=colour, bold=True)
    return Label(text=row.text, x=left - 9, y=y, colour=colour, bold=True, align="right")


def _grid(axis: Axis, x: alt.X) -> alt.Chart:
    rows = [{"x": tick} for tick in axis.ticks]
    return marked("rule", rows, color=theme.colour("grid"), strokeWidth=1).encode(x=x)


def _finite(values: Sequence[float]) -> list[float]:
    return [value for value in values if math.isfinite(value)]


def _is_open(interval: Interval | None) -> bool:
    """Whether an interval goes on beyond what is known."""
    return interval is not None and math.isfinite(interval[0]) and math.isnan(interval[1])


def _intervals(
    rows: Sequence[Estimate], middle: Sequence[float], axis: Axis, x: alt.X, y: alt.Y
) -> list[alt.Chart]:
    """Draw the intervals; one without an upper end runs to the edge and ends in an arrowhead."""
    layers = []
    for row, at in zip(rows, middle, strict=True):
        for interval, width in ((row.outer, 2.0), (row.inner, 7.0)):
            if interval is None or not math.isfinite(interval[0]):
                continue
            high = axis.high if math.isnan(interval[1]) else interval[1]
            ends = [{"x": interval[0], "x2": high, "y": at}]
            look = {"color": theme.colour(row.hue), "opacity": 0.45}
            bar = marked("rule", ends, strokeWidth=width, **look)
            layers.append(bar.encode(x=x, x2="x2:Q", y=y))
            if math.isnan(interval[1]):
                tip = [{"x": axis.high, "y": at}]
                head = marked("point", tip, shape="triangle-right", filled=True, size=90, **look)
                layers.append(head.encode(x=x, y=y))
    return layers


def _dots(rows: Sequence[Estimate], middle: Sequence[float], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    layers = []
    for hue, hollow in sorted({(row.hue, row.hollow) for row in rows}):
        values = [
            {"x": row.point, "y": at}
            for row, at in zip(rows, middle, strict=True)
            if (row.hue, row.hollow) == (hue, hollow) and math.isfinite(row.point)
        ]
        look = {"fill": theme.colour("background" if hollow else hue)}
        dots = marked("point", values, size=64, opacity=1, stroke=theme.colour(hue), **look)
        layers.append(dots.encode(x=x, y=y))
    return layers
