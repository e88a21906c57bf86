"""Population pyramids: single years of age, men left, ages in the gutter, two moments compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
import xarray as xr

from bongsu.charts import theme
from bongsu.charts.axes import Axis, drawn_axis, value_axis
from bongsu.charts.frame import Frame, Label, Margins, Plot, framed, labels_layer, plot_area
from bongsu.charts.marks import marked
from bongsu.charts.words import text_width
from bongsu.errors import DimensionMismatch

MALE, FEMALE = "male", "female"
_FILL = 0.62
_GUTTER = 30.0  # px, where the ages stand
_AGE_STEP = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Ages:
    """A population by sex and single age at one moment."""

    label: str  # of the moment, such as 2025
    values: xr.DataArray  # (sex, age); NaN is drawn as nobody counted: a gap


@dataclass(frozen=True, slots=True)
class _Sides:
    """How a number of people is placed: zeros on both sides of a gutter."""

    axis: Axis
    gap: float  # half the gutter, in people

    def at(self, sex: str, people: float) -> float:
        return -self.gap - people if sex == MALE else self.gap + people


def pyramid(now: Ages, frame: Frame, *, unit: str, later: Ages | None = None) -> alt.LayerChart:
    """Draw the ages of men and women now, filled, and at another moment, outlined.

    Parameters
    ----------
    now : Ages
        Drawn filled; men in teal at the left, women in ochre at the right.
    frame : Frame
        Captions and size.
    unit : str
        Put on the outer ticks.
    later : Ages, optional
        Drawn as an outline in ink, on the same scale.

    Raises
    ------
    DimensionMismatch
        If an array has other dimensions than sex and age, or lacks a sex.
    """
    moments = [now, *([later] if later else [])]
    people = [_people(moment) for moment in moments]
    values = [float(v) for table in people for side in table.values() for v in side]
    most = 4 if frame.size.value_ticks > 4 else 3
    axis = value_axis([value for value in values if np.isfinite(value)], most=most, unit=unit,
                      zero=True)  # fmt: skip
    plot = plot_area(
        frame.size, Margins(left=24, right=10 + text_width(axis.texts[-1]) / 2, top=26)
    )
    sides = _Sides(axis, axis.high * _GUTTER / 2 / (plot.width / 2 - _GUTTER / 2))
    ages = [int(age) for age in now.values["age"].values]
    labels = [*_headings(now, later, plot), *_age_labels(ages, plot)]
    ticks, texts = _ticks(sides, (plot.width - _GUTTER) / 2)
    x, y = _channels(sides, ticks, texts, ages)
    layers: list[Any] = _rules(sides, ticks, x)
    layers += _bars(people[0], ages, sides, x, y)
    if later:
        later_ages = [int(age) for age in later.values["age"].values]
        layers += _outline(people[1], later_ages, sides, x, y)
    layers += labels_layer(labels)
    return framed(layers, frame, plot, [*texts, *(label.text for label in labels)])


def _people(moment: Ages) -> dict[str, list[float]]:
    array = moment.values
    if set(array.dims) != {"sex", "age"} or set(array["sex"].values.tolist()) != {MALE, FEMALE}:
        raise DimensionMismatch(
            f"a pyramid needs sex (male, female) and age, this has {[*map(str, array.dims)]}",
            where=f"the pyramid of {moment.label}",
            mend="select one moment and one draw, or a mean over draws",
        )
    return {sex: array.sel(sex=sex).values.tolist() for sex in (MALE, FEMALE)}


def _channels(
    sides: _Sides, ticks: Sequence[float], texts: Sequence[str], ages: Sequence[int]
) -> tuple[alt.X, alt.Y]:
    end = sides.gap + sides.axis.high
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=[-end, end], nice=False),
        axis=drawn_axis(ticks, texts, domain=False),
    )
    span = [min(ages, default=0), max(ages, default=0) + 1]
    y = alt.Y("y:Q", scale=alt.Scale(domain=span, nice=False, zero=False), axis=None)
    return x, y


def _ticks(sides: _Sides, length: float) -> tuple[list[float], list[str]]:
    """Return ticks from the far left to the far right; the unit stands on the last.

    Where the unit would lie on the tick before it, that one goes without text.
    """
    axis = sides.axis
    texts = list(axis.texts)
    room = length / (len(texts) - 1) - text_width(texts[-1]) / 2 - text_width(texts[-2]) / 2
    if room < 4 and len(texts) > 2:
        texts[-2] = ""
    plain = [*texts[:-1], texts[-1].split(" ")[0]]
    left = [(sides.at(MALE, t), text) for t, text in zip(axis.ticks, plain, strict=True)]
    right = [(sides.at(FEMALE, t), text) for t, text in zip(axis.ticks, texts, strict=True)]
    both = [*left[::-1], *right]
    return [place for place, _ in both], [text for _, text in both]


def _rules(sides: _Sides, ticks: Sequence[float], x: alt.X) -> list[alt.Chart]:
    zeros = {sides.at(MALE, 0.0), sides.at(FEMALE, 0.0)}
    grid = [{"x": tick} for tick in ticks if tick not in zeros]
    zero = [{"x": place} for place in sorted(zeros)]
    return [
        marked("rule", rows, color=colour, strokeWidth=1).encode(x=x)
        for rows, colour in ((grid, theme.colour("grid")), (zero, theme.colour("axis")))
    ]


def _bars(
    people: dict[str, list[float]], ages: Sequence[int], sides: _Sides, x: alt.X, y: alt.Y
) -> list[alt.Chart]:
    layers = []
    for sex, token in ((MALE, "teal"), (FEMALE, "ochre")):
        rows = [
            {"x": sides.at(sex, 0.0), "x2": sides.at(sex, value), "y": age, "y2": age + 1}
            for age, value in zip(ages, people[sex], strict=True)
            if np.isfinite(value)
        ]
        bars = marked("rect", rows, color=theme.colour(token), opacity=_FILL)
        layers.append(bars.encode(x=x, x2="x2:Q", y=y, y2="y2:Q"))
    return layers


def _outline(
    people: dict[str, list[float]], ages: Sequence[int], sides: _Sides, x: alt.X, y: alt.Y
) -> list[alt.Chart]:
    """Return a stepped outline for each side; ages without a number break it."""
    layers = []
    for sex in (MALE, FEMALE):
        for run in _runs(list(zip(ages, people[sex], strict=True))):
            corners = [(sides.at(sex, value), age + top) for age, value in run for top in (0, 1)]
            corners.append((sides.at(sex, 0.0), corners[-1][1]))
            rows = [{"x": at, "y": age, "n": n} for n, (at, age) in enumerate(corners)]
            edge = marked("line", rows, color=theme.colour("ink"), strokeWidth=1.5)
            layers.append(edge.encode(x=x, y=y, order="n:Q"))
    return layers


def _runs(pairs: list[tuple[int, float]]) -> list[list[tuple[int, float]]]:
    runs: list[list[tuple[int, float]]] = [[]]
    for pair in pairs:
        if np.isfinite(pair[1]):
            runs[-1].append(pair)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _headings(now: Ages, later: Ages | None, plot: Plot) -> list[Label]:
    centre, half = plot.width / 2, plot.width / 4
    legend = f"{now.label} filled" + (f", {later.label} outlined" if later else "")
    return [
        Label(text="Men", x=centre - half * 1.2, y=6, bold=True, align="center",
              colour=theme.text_colour("teal")),
        Label(text="Women", x=centre + half * 1.2, y=6, bold=True, align="center",
              colour=theme.text_colour("ochre")),
        Label(text=legend, x=centre, y=-14, align="center", colour=theme.colour("ink")),
    ]  # fmt: skip


def _age_labels(ages: Sequence[int], plot: Plot) -> list[Label]:
    if not ages:
        return []
    first, count = min(ages), max(ages) + 1 - min(ages)
    return [
        Label(
            text=str(age),
            x=plot.width / 2,
            y=plot.height * (1 - (age + 0.5 - first) / count),
            align="center",
            colour=theme.colour("muted"),
        )
        for age in ages
        if age % _AGE_STEP == 0
    ]
