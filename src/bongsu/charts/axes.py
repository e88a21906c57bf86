"""Axes: domains that enclose the data, few round ticks, the unit on the top tick only."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from bongsu.charts import theme
from bongsu.charts.marks import marked
from bongsu.charts.words import number

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_SCALES = {3: "thousand", 6: "million", 9: "billion", 12: "trillion"}
_POWERS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A value axis: its domain, its ticks and their texts."""

    low: float
    high: float
    ticks: tuple[float, ...]
    texts: tuple[str, ...]  # one for each tick

    def pixel(self, value: float, length: float) -> float:
        """Return how far from the low end a value lies, on a plot of that length in pixels."""
        return (value - self.low) / (self.high - self.low) * length


def label_expression(ticks: Iterable[float], texts: Iterable[str]) -> str:
    """Return a Vega expression that gives each tick its text.

    Ticks are compared with some room, since a renderer may not hand them on to the last bit.
    """
    places = [float(tick) for tick in ticks]
    room = (max(places) - min(places)) * 1e-6
    cases = (
        f"abs(datum.value-({place!r}))<={room!r}?{_quoted(text)}:"
        for place, text in zip(places, texts, strict=True)
    )
    return f"{''.join(cases)}''"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def value_axis(values: Iterable[float], *, most: int, unit: str, zero: bool = False) -> Axis:
    """Choose a domain and ticks that enclose all values, rounded outwards.

    Parameters
    ----------
    values : iterable of float
        What is drawn; NaN is passed over, none at all gives an axis from 0 to 1.
    most : int
        The most ticks that there may be, at least 3.
    unit : str
        Put after the top tick: ``%`` close up, words after a blank.
    zero : bool
        Whether the axis must begin at zero, as for bars and areas.
    """
    finite = [float(value) for value in values if math.isfinite(value)]
    low, high = (min(finite), max(finite)) if finite else (0.0, 1.0)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low <= abs(high) * 1e-9:
        room = abs(high) * 0.1 or 1.0
        low, high = (low if zero and low == 0 else low - room), high + room
    step = _step(low, high, max(most, 3))  # two ticks cannot enclose what crosses zero
    first, last = -_ceiling(-low, step), _ceiling(high, step)
    ticks = tuple(_clean(place * step, step) for place in range(first, last + 1))
    return Axis(low=ticks[0], high=ticks[-1], ticks=ticks, texts=_texts(ticks, step, unit))


def _step(low: float, high: float, most: int) -> float:
    exponent = math.floor(math.log10((high - low) / most))
    for power in (exponent, exponent + 1, exponent + 2):
        for factor in _STEPS:
            step = factor * 10.0**power
            if _ceiling(high, step) + _ceiling(-low, step) + 1 <= most:
                return step
    raise AssertionError("a step of ten times the span needs three ticks at most")


def _ceiling(value: float, step: float) -> int:
    """Return how many steps reach a value; a hair of binary arithmetic asks for no further one."""
    nearest = round(value / step)
    return nearest if _clean(nearest * step, step) >= value else math.ceil(value / step)


def _clean(value: float, step: float) -> float:
    """Remove what binary arithmetic adds to a round number."""
    return round(value, max(0, 2 - math.floor(math.log10(step)))) + 0.0


def _texts(ticks: tuple[float, ...], step: float, unit: str) -> tuple[str, ...]:
    largest = max(abs(tick) for tick in ticks)
    power = 3 * math.floor(math.log10(largest) / 3) if largest >= 1e6 or largest < 1e-3 else 0
    word = "" if power == 0 else _SCALES.get(power, "×10" + str(power).translate(_POWERS))
    scaled = 10.0**power
    decimals = max(0, -math.floor(math.log10(step / scaled) + 1e-9))
    if not math.isclose(round(step / scaled, decimals), step / scaled):
        decimals += 1  # a step of 2.5
    plain = [number(tick / scaled, decimals) for tick in ticks]
    return (*plain[:-1], with_unit(plain[-1], f"{word} {unit}".strip()))


def with_unit(text: str, unit: str) -> str:
    """Join a number and its unit: ``4%``, ``₩5 trillion``, ``50 million``.

    Examples
    --------
    >>> with_unit("4", "%"), with_unit("5", "₩ trillion"), with_unit("50", "million")
    ('4%', '₩5 trillion', '50 million')
    """
    if unit.startswith("₩"):
        return f"₩{text} {unit[1:].strip()}".strip()
    return f"{text}{unit}" if unit.startswith("%") else f"{text} {unit}".strip()


def time_ticks(first: float, last: float, *, most: int) -> tuple[float, ...]:
    """Return round years within a span, at most so many; the span's start if it holds none."""
    span = last - first
    for step in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500):
        ticks = range(math.ceil(first / step) * step, math.floor(last) + 1, step)
        if len(ticks) <= most and (span < step * most or step == 500):
            return tuple(float(tick) for tick in ticks) or (float(math.floor(first)),)
    return (float(first),)


def drawn_axis(ticks: Sequence[float], texts: Sequence[str], **more: Any) -> alt.Axis:
    """Return an axis with just these ticks and texts, none of them dropped by the renderer."""
    expression = label_expression(ticks, texts)
    return alt.Axis(values=list(ticks), labelExpr=expression, labelOverlap=False, **more)


def value_encoding(axis: Axis) -> alt.Y:
    """Return the vertical channel for a value axis."""
    return alt.Y(
        "y:Q",
        scale=alt.Scale(domain=[axis.low, axis.high], nice=False, zero=False),
        axis=drawn_axis(axis.ticks, axis.texts),
    )


def time_encoding(first: float, last: float, ticks: tuple[float, ...]) -> alt.X:
    """Return the horizontal channel for years."""
    texts = [f"{tick:.0f}" for tick in ticks]
    return alt.X(
        "x:Q",
        scale=alt.Scale(domain=[first, last], nice=False, zero=False),
        axis=drawn_axis(ticks, texts),
    )


def empty_plot(x: alt.X, y: alt.Y) -> alt.Chart:
    """Return a layer without marks, so that the axes are there even where no data is."""
    return marked("point", [], opacity=0).encode(x=x, y=y)


def gridlines(axis: Axis) -> list[alt.Chart]:
    """Return horizontal lines at the ticks of a vertical axis, zero darker."""
    zero = [{"y": 0.0}] if axis.low <= 0 <= axis.high else []
    others = [{"y": tick} for tick in axis.ticks if tick != 0]
    channel = value_encoding(axis)
    return [
        marked("rule", rows, color=colour, strokeWidth=1).encode(y=channel)
        for rows, colour in ((others, theme.colour("grid")), (zero, theme.colour("axis")))
        if rows
    ]
