"""When something happens: bars of years by probability, and what lies beyond them set apart."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from bongsu.charts import theme
from bongsu.charts.axes import (
    Axis,
    drawn_axis,
    gridlines,
    time_ticks,
    value_axis,
    value_encoding,
)
from bongsu.charts.frame import LINE, Frame, Label, Margins, Plot, framed, labels_layer, plot_area
from bongsu.charts.marks import marked
from bongsu.charts.words import text_width
from bongsu.errors import BadProbability, OutOfRange

_FILL = 0.62
_GAP = 26.0  # px between the last year and what lies beyond
_BEYOND = 34.0  # px, the width of a bar beyond, which its label must fit
_ROOF = 1.08  # room over a bar beyond, for its label
_SWATCH = 10.0  # px, the mark before a label
_MOST = 2  # distributions that can be told apart: one filled, one outlined


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """How likely each year is; the years and what lies beyond sum to one."""

    label: str
    years: Mapping[int, float]
    beyond: float  # the probability of none of these years
    median: float  # NaN: it lies beyond
    hue: str = "blue"


@dataclass(frozen=True, slots=True)
class _Span:
    """Where years and what lies beyond them stand, in pixels."""

    first: int
    last: int  # the end of the last bar
    length: float  # of the years
    room: float  # for what lies beyond
    plot: Plot
    count: int

    def x(self, year: float) -> float:
        return (year - self.first) / (self.last - self.first) * self.length

    def beyond(self, place: int) -> tuple[float, float]:
        left = self.plot.width - (self.room + _BEYOND * self.count) / 2 + _BEYOND * place
        return left + 2, left + _BEYOND - 2


def grouped(chances: Sequence[Chances], every: int) -> list[tuple[int, int, list[float]]]:
    """Return bars of so many years: first year, last year, each distribution's probability.

    Bars begin at multiples of ``every`` and leave no gap between the earliest and the latest year.

    Examples
    --------
    >>> one = Chances(label="x", years={2051: 0.25, 2062: 0.5}, beyond=0.25, median=2062)
    >>> grouped([one], 5)
    [(2050, 2054, [0.25]), (2055, 2059, [0.0]), (2060, 2064, [0.5])]
    """
    years = [year for one in chances for year, chance in one.years.items() if chance > 0]
    if not years:
        return []
    first, last = min(years) // every * every, max(years) // every * every
    return [
        (
            start,
            start + every - 1,
            [sum(one.years.get(start + n, 0.0) for n in range(every)) for one in chances],
        )
        for start in range(first, last + 1, every)
    ]


def years(
    chances: Sequence[Chances], frame: Frame, *, every: int = 1, beyond: str = "Later"
) -> alt.LayerChart:
    """Draw how likely each year is, the first distribution filled and a second outlined.

    Parameters
    ----------
    chances : sequence of Chances
        One or two.
    frame : Frame
        Captions and size.
    every : int
        Years in a bar.
    beyond : str
        What the bars at the right, set apart, stand for.

    Raises
    ------
    OutOfRange
        If there is none, or more than can be told apart.
    BadProbability
        If one does not sum to 1.
    """
    _refuse(chances, frame)
    bars = grouped(chances, every)
    highest = [*(share * 100 for _, _, shares in bars for share in shares),
               *(one.beyond * 100 * _ROOF for one in chances)]  # fmt: skip
    axis = value_axis(highest, most=frame.size.value_ticks, unit="%", zero=True)
    left = max(text_width(text) for text in axis.texts) + 12
    plot = plot_area(frame.size, Margins(left=left, right=8, top=20 + LINE * len(chances)))
    span = _span(bars, every, plot, len(chances), beyond)
    ticks = _ticks(span, frame, beyond)
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=[0, plot.width], nice=False),
        axis=drawn_axis(*ticks, domain=False),
    )
    y = value_encoding(axis)
    layers: list[Any] = [marked("point", [], opacity=0).encode(x=x, y=y), *gridlines(axis)]
    labels: list[Label] = []
    for place, one in enumerate(chances):
        shares = [(start, end + 1, found[place]) for start, end, found in bars]
        form = _outline if place else _bars
        layers += form(one, shares, span, x, y)
        layers += _beyond_bar(one, place, span, x, y)
        labels.append(_beyond_label(one, place, span, axis))
    marks, medians = _medians(chances, span)
    layers += [*marks, *labels_layer([*labels, *medians])]
    texts = [*axis.texts, *ticks[1], *(label.text for label in [*labels, *medians])]
    return framed(layers, frame, plot, texts)


def _refuse(chances: Sequence[Chances], frame: Frame) -> None:
    if not 1 <= len(chances) <= _MOST:
        raise OutOfRange(
            f"{len(chances)} distributions cannot be told apart",
            where=frame.title,
            mend="give one, to be filled, or a second, to be outlined",
        )
    for one in chances:
        total = sum(one.years.values()) + one.beyond
        if not math.isclose(total, 1.0, abs_tol=1e-9):
            raise BadProbability(
                f"the years of {one.label} and what lies beyond sum to {total:.6g}",
                where=frame.title,
                mend="give every year its probability, and the rest as beyond",
            )


def _span(
    bars: Sequence[tuple[int, int, list[float]]], every: int, plot: Plot, count: int, beyond: str
) -> _Span:
    first, last = (bars[0][0], bars[-1][1] + 1) if bars else (0, every)
    room = max(_BEYOND * count, text_width(beyond))
    return _Span(first, last, plot.width - _GAP - room, room, plot, count)


def _ticks(span: _Span, frame: Frame, beyond: str) -> tuple[list[float], list[str]]:
    """Return ticks at the beginnings of round years, and one under what lies beyond."""
    middle = span.plot.width - span.room / 2
    if span.first == 0:
        return [middle], [beyond]
    room = middle - text_width(beyond) / 2 - 18
    found = time_ticks(span.first, span.last, most=frame.size.time_ticks)
    kept = [tick for tick in found if span.x(tick) <= room]
    return [*map(span.x, kept), middle], [*(f"{tick:.0f}" for tick in kept), beyond]


def _bars(
    one: Chances, shares: Sequence[tuple[int, int, float]], span: _Span, x: alt.X, y: alt.Y
) -> list[alt.Chart]:
    rows = [
        {"x": span.x(start) + 0.5, "x2": span.x(end) - 0.5, "y": 0.0, "y2": share * 100}
        for start, end, share in shares
        if share > 0
    ]
    bars = marked("rect", rows, color=theme.colour(one.hue), opacity=_FILL)
    return [bars.encode(x=x, x2="x2:Q", y=y, y2="y2:Q")]


def _outline(
    one: Chances, shares: Sequence[tuple[int, int, float]], span: _Span, x: alt.X, y: alt.Y
) -> list[alt.Chart]:
    corners = [
        corner
        for start, end, share in shares
        for corner in ((span.x(start), share * 100), (span.x(end), share * 100))
    ]
    if not corners:
        return []
    closed = [(corners[0][0], 0.0), *corners, (corners[-1][0], 0.0)]
    return [_edge(closed, one.hue, x, y)]


def _edge(corners: Sequence[tuple[float, float]], hue: str, x: alt.X, y: alt.Y) -> alt.Chart:
    rows = [{"x": at, "y": height, "n": n} for n, (at, height) in enumerate(corners)]
    edge = marked("line", rows, color=theme.colour(hue), strokeWidth=1.75, strokeJoin="miter")
    return edge.encode(x=x, y=y, order="n:Q")


def _beyond_bar(one: Chances, place: int, span: _Span, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    left, right = span.beyond(place)
    height = one.beyond * 100
    if place:
        corners = [(left, 0.0), (left, height), (right, height), (right, 0.0), (left, 0.0)]
        return [_edge(corners, one.hue, x, y)]
    rows = [{"x": left, "x2": right, "y": 0.0, "y2": height}]
    bar = marked("rect", rows, color=theme.colour(one.hue), opacity=_FILL)
    return [bar.encode(x=x, x2="x2:Q", y=y, y2="y2:Q")]


def _beyond_label(one: Chances, place: int, span: _Span, axis: Axis) -> Label:
    left, right = span.beyond(place)
    top = span.plot.height - axis.pixel(one.beyond * 100, span.plot.height)
    return Label(text=f"{one.beyond * 100:.0f}%", x=(left + right) / 2, y=top - 9, bold=True,
                 align="center", colour=theme.text_colour(one.hue))  # fmt: skip


def _medians(chances: Sequence[Chances], span: _Span) -> tuple[list[alt.Chart], list[Label]]:
    """Return a hairline at each median, and above the plot what it belongs to.

    Labels stand right of their hairlines, the earlier one higher, so that no hairline runs through
    a label. Where there is not room for all, they stand under each other at the left.
    """
    order = sorted(chances, key=lambda one: (math.isnan(one.median), one.median))
    names = [_name(one) for one in order]
    places = [span.x(one.median + 0.5) if math.isfinite(one.median) else 0.0 for one in order]
    beside = all(
        at + 12 + _SWATCH + text_width(name, bold=True) <= span.plot.width
        for at, name in zip(places, names, strict=True)
    )
    marks: list[alt.Chart] = []
    labels: list[Label] = []
    for row, (one, name, at) in enumerate(zip(order, names, places, strict=True)):
        y = -8.0 - LINE * (len(order) - 1 - row)
        if math.isfinite(one.median):
            marks.append(_hairline(one, at, y - 6 if beside else 0.0, span))
        left = at + 6 if beside else 0.0
        look = {"opacity": _FILL} if one is chances[0] else {"filled": False, "strokeWidth": 1.75}
        marks.append(marked("rect", [{}], x=left, x2=left + _SWATCH, y=y - 5, y2=y + 5,
                            color=theme.colour(one.hue), **look))  # fmt: skip
        labels.append(Label(text=name, x=left + _SWATCH + 6, y=y, bold=True,
                            colour=theme.text_colour(one.hue)))  # fmt: skip
    return marks, labels


def _name(one: Chances) -> str:
    when = "later" if math.isnan(one.median) else f"{one.median:.0f}"
    return f"{one.label}: median {when}"


def _hairline(one: Chances, x: float, top: float, span: _Span) -> alt.Chart:
    rule = marked("rule", [{}], strokeDash=[3, 3], color=theme.colour(one.hue), strokeWidth=1.25)
    ends = {"x": x, "y": top, "y2": span.plot.height}
    return rule.encode(**{end: alt.value(place) for end, place in ends.items()})
