"""Steps, never slopes, for what changes on a day: parts upon each other, or lines side by side."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import altair as alt
import numpy as np
from numpy.typing import NDArray

from bongsu.charts import theme
from bongsu.charts.axes import Axis, drawn_axis, gridlines, value_axis, value_encoding
from bongsu.charts.frame import LINE, Frame, Label, Margins, Plot, apart, framed, labels_layer
from bongsu.charts.frame import plot_area as area_of
from bongsu.charts.marks import marked
from bongsu.charts.timeline import month_name, month_ticks
from bongsu.charts.words import text_width, wrap
from bongsu.errors import DimensionMismatch

# More than the four of other forms: each is a visible step, and a reader asks what it was.
MOST_EVENTS = 7
_READABLE = 4.5  # contrast of a label on its area
_VISIBLE = 2.0  # px, the height from which an area is worth a name above it
_INSIDE = 1.05  # an area is this much wider than a label in it
_FEW, _ROWS = 4, 3  # rows of labels of events above the plot; one fewer for few events
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One part of the whole."""

    label: str
    values: tuple[float, ...]  # one for each step, nought or more
    hue: str  # a colour of the theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """An event on a day, marked by a dashed line."""

    day: dt.date
    label: str


def areas(
    parts: Sequence[Area],
    starts: Sequence[dt.date],
    last: dt.date,
    frame: Frame,
    *,
    unit: str,
    total: str = "Total",
    events: Sequence[Moment] = (),
) -> alt.LayerChart:
    """Draw parts upon each other, in steps and never in slopes, with the whole as a line on top.

    Parameters
    ----------
    parts : sequence of Area
        The lowest first.
    starts : sequence of date
        First day of each step, rising.
    last : date
        Last day of the last step.
    frame : Frame
        Captions and size.
    unit : str
        Put on the top tick.
    total : str
        Label of the line on top.
    events : sequence of Moment
        The most important first; at most `MOST_EVENTS` are drawn, in order of time.

    Raises
    ------
    DimensionMismatch
        If there is no part, or one has not a value for each step.
    """
    _check(parts, starts, frame)
    tops = np.cumsum([np.nan_to_num(np.array(part.values, float)) for part in parts], axis=0)
    axis = value_axis(tops.ravel(), most=frame.size.value_ticks, unit=unit, zero=True)
    plot = area_of(frame.size, _margins(parts, axis, frame, total, rows=_rows_of(events)))
    place = _Place(starts=tuple(starts), last=last, axis=axis, plot=plot)
    (x, texts), y = _months(place, frame), value_encoding(axis)
    marks = _moments(events, place)
    names = _names(parts, tops, place, total)
    labels = [*names, *(label for _, label in marks)]
    labels += _over(parts, tops, place, labels, [at for at, _ in marks])
    layers: list[Any] = [*gridlines(axis), *_drawn(parts, tops, place, x, y)]
    if marks:
        # From above down to the whole, so that labels in the areas stay clear of them.
        rules = [{"x": at, "y": axis.high, "y2": place.height(tops[-1], at)} for at, _ in marks]
        dashed = marked("rule", rules, color=theme.colour("ink"), strokeWidth=1, strokeDash=[3, 3])
        layers.append(dashed.encode(x=x, y=y, y2="y2:Q"))
    layers += labels_layer(labels)
    return framed(layers, frame, plot, [*axis.texts, *texts, *(label.text for label in labels)])


def stairs(
    series: Sequence[Area], starts: Sequence[dt.date], last: dt.date, frame: Frame, *, unit: str
) -> alt.LayerChart:
    """Draw one to four series as lines that step.

    Parameters
    ----------
    series : sequence of Area
        The most important first: its label gives way last.
    starts, last, frame, unit
        As for `areas`.

    Raises
    ------
    DimensionMismatch
        If there is no series, or one has not a value for each step.
    """
    _check(series, starts, frame)
    values = (value for one in series for value in one.values)
    axis = value_axis(values, most=frame.size.value_ticks, unit=unit, zero=True)
    plot = area_of(frame.size, _margins(series, axis, frame, "", rows=0))
    place = _Place(starts=tuple(starts), last=last, axis=axis, plot=plot)
    (x, texts), y = _months(place, frame), value_encoding(axis)
    ends = [_at_edge(one.label, place.y(one.values[-1]), one.hue, place) for one in series]
    labels = apart(ends, top=-6.0, bottom=plot.height)
    drawn = [
        marked(
            "line", _rows(place, np.array(one.values)), color=theme.colour(one.hue),
            interpolate="step-after",
        ).encode(x=x, y=y)
        for one in reversed(series)
    ]  # fmt: skip
    layers: list[Any] = [*gridlines(axis), *drawn, *labels_layer(labels)]
    return framed(layers, frame, plot, [*axis.texts, *texts, *(label.text for label in labels)])


def _check(parts: Sequence[Area], starts: Sequence[dt.date], frame: Frame) -> None:
    if not parts or not starts or any(len(part.values) != len(starts) for part in parts):
        raise DimensionMismatch(
            f"{len(starts)} steps, and parts with {sorted({len(one.values) for one in parts})}",
            where=frame.title,
            mend="give at least one part, with one value for each step",
        )


def _months(place: _Place, frame: Frame) -> tuple[alt.X, list[str]]:
    """Return the horizontal channel with its months, and their names."""
    days = [
        day for day in month_ticks(place.starts[0], place.last, frame) if day >= place.starts[0]
    ]
    texts = [month_name(day, number == 0) for number, day in enumerate(days)]
    channel = alt.X(
        "x:Q",
        scale=alt.Scale(domain=[0, place.plot.width], nice=False, zero=False),
        axis=drawn_axis([place.x(day) for day in days], texts, labelAlign="left"),
    )
    return channel, texts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a day lies; the day after the last lies at the right edge."""

    starts: tuple[dt.date, ...]
    last: dt.date
    axis: Axis
    plot: Plot

    def x(self, day: dt.date) -> float:
        first = self.starts[0]
        return (day - first).days / ((self.last - first).days + 1) * self.plot.width

    def y(self, value: float) -> float:
        return self.plot.height - self.axis.pixel(value, self.plot.height)

    def height(self, tops: Floats, x: float) -> float:
        """Return how high the whole reaches at a place, on either side of it."""
        return max(
            float(top)
            for top, left, right in zip(tops, self.edges, self.edges[1:], strict=False)
            if left <= x <= right
        )

    @property
    def edges(self) -> list[float]:
        return [*(self.x(day) for day in self.starts), self.plot.width]


def _margins(parts: Sequence[Area], axis: Axis, frame: Frame, total: str, *, rows: int) -> Margins:
    left = max(text_width(text) for text in axis.texts) + 12
    ends = [total, *(part.label for part in parts if part.values[-1] > 0)]
    room = frame.size.width * 0.24
    right = max(text_width(text, bold=True) for end in ends for text in wrap(end, room, bold=True))
    return Margins(left=left, right=right + 14, top=22 + LINE * rows)


def _rows_of(events: Sequence[Moment]) -> int:
    """Return how many rows of labels events need."""
    if not events:
        return 0
    return _ROWS if len(events) > _FEW else _ROWS - 1


def _drawn(
    parts: Sequence[Area], tops: Floats, place: _Place, x: alt.X, y: alt.Y
) -> Iterator[alt.Chart]:
    """Yield the areas, each from the top of the one below, and the line of the whole."""
    below = np.zeros(len(place.starts))
    for part, above in zip(parts, tops, strict=True):
        rows = _rows(place, above, below)
        look = {"stroke": theme.colour("axis"), "strokeWidth": 0.5} if part.hue == "grid" else {}
        drawn = marked("area", rows, color=theme.colour(part.hue), interpolate="step-after", **look)
        yield drawn.encode(x=x, y=y, y2="y2:Q")
        below = above
    whole = marked(
        "line", _rows(place, tops[-1]), color=theme.colour("ink"), interpolate="step-after",
        strokeWidth=1.5,
    )  # fmt: skip
    yield whole.encode(x=x, y=y)


def _rows(place: _Place, above: Floats, below: Floats | None = None) -> list[dict[str, float]]:
    spots = [*range(len(place.starts)), len(place.starts) - 1]  # the last step has an end
    rows = [{"x": at, "y": float(above[s])} for at, s in zip(place.edges, spots, strict=True)]
    if below is not None:
        for row, spot in zip(rows, spots, strict=True):
            row["y2"] = float(below[spot])
    return rows


def _names(parts: Sequence[Area], tops: Floats, place: _Place, total: str) -> list[Label]:
    """Return labels inside the areas that have room, of the others at the right edge."""
    inside: list[Label] = []
    beside = [_at_edge(total, place.y(float(tops[-1, -1])) - LINE / 2, "ink", place)]
    below = np.zeros(len(place.starts))
    for part, above in zip(parts, tops, strict=True):
        label = _within(part, above, below, place)
        middle = place.y(float(above[-1] + below[-1]) / 2)
        if label is not None:
            inside.append(label)
        elif above[-1] > below[-1]:
            beside.append(_at_edge(part.label, middle, part.hue, place))
        below = above
    return [*inside, *apart(beside, top=-6.0, bottom=place.plot.height)]


def _over(
    parts: Sequence[Area],
    tops: Floats,
    place: _Place,
    taken: Sequence[Label],
    rules: Sequence[float],
) -> list[Label]:
    """Return labels above the whole for parts that have room neither inside nor at the edge.

    Each stands over its own steps, as late as it finds room, clear of other labels and of the lines
    of events.
    """
    edges, found = place.edges, list(taken)
    named = {label.text for label in taken}
    for part in parts:
        wide = text_width(part.label, bold=True)
        seen = [place.y(0.0) - place.y(value) >= _VISIBLE for value in part.values]
        steps = [n for n, visible in enumerate(seen) if visible]
        for step in reversed(steps if part.label not in named else []):
            left = edges[step] + 2
            under = [
                float(top)
                for top, start, end in zip(tops[-1], edges, edges[1:], strict=False)
                if start < left + wide and end > left
            ]
            y = place.y(max(under)) - LINE / 2 - 3
            colour = theme.colour("muted") if part.hue == "grid" else theme.text_colour(part.hue)
            label = Label(text=part.label, x=left, y=y, colour=colour, bold=True)
            crossed = any(left - 1 < at < left + wide + 1 for at in rules)
            fits = left + wide <= place.plot.width and y >= LINE / 2
            if fits and not crossed and not any(label.overlaps(one) for one in found):
                found.append(label)
                break
    return found[len(taken) :]


def _at_edge(text: str, y: float, hue: str, place: _Place) -> Label:
    colour = theme.colour("muted") if hue == "grid" else theme.text_colour(hue)
    return Label(text=text, x=place.plot.width + 7, y=y, colour=colour, bold=True)


def _within(part: Area, above: Floats, below: Floats, place: _Place) -> Label | None:
    """Return a label in the largest stretch of steps that has room for it, or None."""
    fill = theme.colour(part.hue)
    colours = [theme.colour("ink"), theme.colour("background")]
    colour = max(colours, key=lambda one: theme.contrast(one, fill))
    if theme.contrast(colour, fill) < _READABLE:
        return None
    edges, best = place.edges, (0.0, 0.0, 0.0)
    least = text_width(part.label, bold=True) * _INSIDE
    for first in range(len(place.starts)):
        low, high = -math.inf, math.inf
        for step in range(first, len(place.starts)):
            low, high = max(low, float(below[step])), min(high, float(above[step]))
            if place.y(low) - place.y(high) < LINE:
                break
            width, height = edges[step + 1] - edges[first], place.y(low) - place.y(high)
            if width >= least and width * height > best[0]:
                middle = (place.y(low) + place.y(high)) / 2
                best = (width * height, (edges[first] + edges[step + 1]) / 2, middle)
    if best[0] == 0:
        return None
    return Label(text=part.label, x=best[1], y=best[2], colour=colour, align="center", bold=True)


def _moments(events: Sequence[Moment], place: _Place) -> list[tuple[float, Label]]:
    """Return where events lie and their labels, in rows that do not touch; others are dropped."""
    kept = sorted(events[:MOST_EVENTS], key=lambda event: event.day)
    placed: list[tuple[float, Label]] = []
    for event in kept:
        at = place.x(event.day)
        widest = place.plot.width + place.plot.margins.right
        left = min(at, widest - text_width(event.label))
        base = Label(text=event.label, x=left, y=-10.0, colour=theme.colour("body"))
        rows = [replace(base, y=-10.0 - LINE * row) for row in range(_rows_of(events))]
        free = [one for one in rows if not any(one.overlaps(label) for _, label in placed)]
        if free:
            placed.append((at, free[0]))
    return placed
