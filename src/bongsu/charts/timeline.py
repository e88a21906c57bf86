"""What happened when: one lane a group, marks packed without overlap, months along the top."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from bongsu.charts import theme
from bongsu.charts.axes import drawn_axis
from bongsu.charts.frame import Frame, Label, Margins, Plot, framed, labels_layer, plot_area
from bongsu.charts.marks import marked
from bongsu.charts.words import text_width, wrap

_BAR, _ROW = 10.0, 13.0  # px: height of a mark, and of the row that it stands in
_LEAST = 6.0  # px, the narrowest mark
_GAP = 2.0  # px between marks of a row
_PAD = 9.0  # px above and below the rows of a lane
_HEAD = 18.0  # px for a lane's name where it stands above its rows
_BESIDE = 0.3  # of the width, which names may take beside the lanes
_ANNOUNCED = 0.35  # opacity of what is only announced
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something that took place."""

    lane: str
    first: dt.date
    last: dt.date
    settled: bool = True  # signed or done: solid; else outlined with a light fill
    hue: str = "blue"


@dataclass(frozen=True, slots=True)
class _Placed:
    mark: Mark
    left: float
    right: float
    top: float


def timeline(
    marks: Sequence[Mark], frame: Frame, *, first: dt.date, last: dt.date
) -> alt.LayerChart:
    """Draw what happened between two days, a lane for each group in the order of first mention.

    Parameters
    ----------
    marks : sequence of Mark
        What reaches beyond the span is cut at its ends; what lies outside is not drawn.
    frame : Frame
        Captions and size; the drawing grows where the lanes demand it.
    first, last : date
        The span.
    """
    shown = [mark for mark in marks if mark.last >= first and mark.first <= last]
    lanes = list(dict.fromkeys(mark.lane for mark in shown))
    widest = max((text_width(lane) for lane in lanes), default=0.0)
    above = widest > frame.size.width * _BESIDE
    margins = Margins(top=28, right=16, bottom=6, left=14 if above else widest + 18)
    width = plot_area(frame.size, margins).width
    placed, tops, total = _packed(shown, lanes, width, (first, last), above)
    plot = plot_area(frame.size, margins, height=margins.top + margins.bottom + total)
    days = [_pixel(tick, first, last, width) for tick in month_ticks(first, last, frame)]
    texts = [
        month_name(tick, place == 0) for place, tick in enumerate(month_ticks(first, last, frame))
    ]
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=[0, width], nice=False, zero=False),
        axis=drawn_axis(days, texts, orient="top", domain=False, labelAlign="left"),
    )
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, total], reverse=True, nice=False), axis=None)
    layers: list[Any] = [
        marked("rule", [{"x": day} for day in days], color=theme.colour("grid")).encode(x=x),
        marked("rule", [{"y": top} for top in tops], color=theme.colour("grid")).encode(y=y),
        *_bars(placed, x, y),
    ]
    labels = _names(lanes, [*tops, total], plot, above)
    layers += labels_layer(labels)
    return framed(layers, frame, plot, [*texts, *(label.text for label in labels)])


def _pixel(day: dt.date, first: dt.date, last: dt.date, width: float) -> float:
    """Return where a day begins; the day after the last lies at the right edge."""
    return (day - first).days / ((last - first).days + 1) * width


def _packed(
    marks: Sequence[Mark],
    lanes: Sequence[str],
    width: float,
    span: tuple[dt.date, dt.date],
    above: bool,
) -> tuple[list[_Placed], list[float], float]:
    """Place marks in the first row of their lane that is free; return them and the lanes' tops."""
    placed: list[_Placed] = []
    tops: list[float] = []
    at = 0.0
    for lane in lanes:
        tops.append(at)
        ends: list[float] = []
        start = at + _PAD + (_HEAD if above else 0.0)
        for mark in sorted((m for m in marks if m.lane == lane), key=lambda m: (m.first, m.last)):
            left, right = _ends(mark, width, span)
            row = next((n for n, end in enumerate(ends) if end + _GAP <= left), len(ends))
            ends[row : row + 1] = [right]
            placed.append(_Placed(mark, left, right, start + row * _ROW))
        at = start + len(ends) * _ROW + _PAD
    return placed, tops, max(at, _ROW)


def _ends(mark: Mark, width: float, span: tuple[dt.date, dt.date]) -> tuple[float, float]:
    first, last = span
    left = _pixel(max(mark.first, first), first, last, width)
    end = min(mark.last, last) + dt.timedelta(days=1)
    right = max(_pixel(end, first, last, width), left + _LEAST)
    shift = max(right - width, 0.0)
    return left - shift, right - shift


def month_ticks(first: dt.date, last: dt.date, frame: Frame) -> list[dt.date]:
    """Return firsts of months within a span, at most as many as the size allows."""
    begin = first.year * 12 + first.month - 1 + (first.day > 1)
    months = range(begin, last.year * 12 + last.month)
    step = next(n for n in (1, 2, 3, 6, 12, 24, 60, 120, 1200, 12000)
                if len(months[::n]) <= frame.size.time_ticks)  # fmt: skip
    return [dt.date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0] or [
        first
    ]


def month_name(day: dt.date, is_first: bool) -> str:
    """Return a month's name, with the year where it begins one or comes first."""
    name = _MONTHS[day.month - 1]
    return f"{name} {day.year}" if is_first or day.month == 1 else name


def _bars(placed: Sequence[_Placed], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    layers = []
    for hue, settled in sorted({(one.mark.hue, one.mark.settled) for one in placed}):
        rows = [
            {"x": one.left, "x2": one.right, "y": one.top, "y2": one.top + _BAR}
            for one in placed
            if (one.mark.hue, one.mark.settled) == (hue, settled)
        ]
        look = {"fill": theme.colour(hue), "fillOpacity": 1.0 if settled else _ANNOUNCED}
        bar = marked("rect", rows, stroke=theme.colour(hue), strokeWidth=1, **look)
        layers.append(bar.encode(x=x, x2="x2:Q", y=y, y2="y2:Q"))
    return layers


def _names(lanes: Sequence[str], edges: Sequence[float], plot: Plot, above: bool) -> list[Label]:
    """Return the lanes' names: beside their rows, or above them where names are long."""
    labels = []
    for lane, top, end in zip(lanes, edges, edges[1:], strict=False):
        room = plot.width if above else plot.margins.left - 16
        lines = wrap(lane, room)
        text = lane if len(lines) == 1 else f"{lines[0]}…"
        x, y = (0.0, top + 11) if above else (-12.0, (top + end) / 2)
        side, colour = "left" if above else "right", theme.colour("body")
        labels.append(Label(text=text, x=x, y=y, align=side, colour=colour))
    return labels
