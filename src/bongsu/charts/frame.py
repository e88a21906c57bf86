"""The one frame: title, subtitle, source line, sizes and margins; forms never repeat them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from bongsu.charts import theme
from bongsu.charts.marks import marked
from bongsu.charts.words import text_width, wrap

LINE = 16.0  # height of a line of labels, px


@dataclass(frozen=True, slots=True)
class Size:
    """One of the two sizes in which every chart is drawn, in pixels."""

    name: str
    width: int
    height: int
    value_ticks: int
    time_ticks: int


WIDE = Size("wide", 720, 340, 6, 9)
NARROW = Size("narrow", 360, 300, 4, 5)
SIZES = (WIDE, NARROW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around a drawing.

    With ``captions`` the drawing is complete alone: title and subtitle above it and the source
    below are text within it. A page that sets them itself leaves them out of the drawing.
    """

    title: str
    subtitle: str
    source: str
    size: Size = WIDE
    captions: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """Room around the plot, in pixels."""

    top: float = 14
    right: float = 16
    bottom: float = 26
    left: float = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """The rectangle that data is drawn in, in pixels."""

    width: float
    height: float
    margins: Margins


def plot_area(size: Size, margins: Margins, *, height: float | None = None) -> Plot:
    """Return the rectangle that is left for data; ``height`` is that of the whole drawing."""
    tall = size.height if height is None else height
    return Plot(
        width=size.width - margins.left - margins.right,
        height=tall - margins.top - margins.bottom,
        margins=margins,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A text at a place in the plot, in pixels from its top left."""

    text: str
    x: float
    y: float
    colour: str = theme.LIGHT["body"]
    align: str = "left"
    bold: bool = False
    size: float = theme.TEXT_SIZE

    @property
    def width(self) -> float:
        """About how wide it is drawn."""
        return text_width(self.text, size=self.size, bold=self.bold)

    @property
    def left(self) -> float:
        """Its left edge."""
        shift = {"left": 0.0, "center": 0.5, "right": 1.0}[self.align]
        return self.x - shift * self.width

    def overlaps(self, other: Label) -> bool:
        """Whether two labels touch."""
        side = self.left < other.left + other.width and other.left < self.left + self.width
        return side and abs(self.y - other.y) < LINE - 1


def labels_layer(labels: Sequence[Label]) -> list[alt.Chart]:
    """Return text marks for the labels: one for each look, since marks are what rendering costs."""
    looks: dict[tuple[str, str, bool, float], list[Label]] = {}
    for label in labels:
        looks.setdefault((label.colour, label.align, label.bold, label.size), []).append(label)
    return [_texts(alike) for alike in looks.values()]


def _texts(labels: Sequence[Label]) -> alt.Chart:
    """Return one mark for labels of one look; each row knows its place, in pixels."""
    first = labels[0]
    rows = [{"text": label.text, "left": label.x, "top": label.y} for label in labels]
    return marked(
        "text",
        rows,
        text=alt.ExprRef("datum.text"),
        x=alt.ExprRef("datum.left"),
        y=alt.ExprRef("datum.top"),
        color=first.colour,
        align=first.align,
        baseline="middle",
        fontSize=first.size,
        fontWeight=theme.LABEL_WEIGHT if first.bold else 400,
    )


def framed(layers: Sequence[Any], frame: Frame, plot: Plot, texts: Sequence[str]) -> alt.LayerChart:
    """Put a drawing into its frame.

    Parameters
    ----------
    layers : sequence of altair charts
        The form's marks, lowest first.
    frame : Frame
        Captions and size.
    plot : Plot
        The rectangle of the data.
    texts : sequence of str
        Every text that the marks and axes show, so that a page can account for each number; kept
        in the spec's ``usermeta`` with those of the captions.
    """
    captions, above, below = _captions(frame, plot) if frame.captions else ([], 0.0, 0.0)
    margins = plot.margins
    chart = alt.LayerChart(
        layer=[*layers, *labels_layer(captions)],
        width=plot.width,
        height=plot.height,
        autosize=alt.AutoSizeParams(type="none"),
        padding={
            "left": margins.left,
            "right": margins.right,
            "top": margins.top + above,
            "bottom": margins.bottom + below,
        },
        config=alt.Config(**theme.config()),
        usermeta={"texts": [*texts, *(caption.text for caption in captions)]},
    )
    return chart if frame.captions else chart.properties(background="transparent")


def _captions(frame: Frame, plot: Plot) -> tuple[list[Label], float, float]:
    """Return the captions as labels, and the room that they take above and below, in pixels."""
    width, left = frame.size.width - 2.0, -plot.margins.left
    above = [
        *((line, 19.0, True, "ink", 25.0) for line in wrap(frame.title, width, size=19, bold=True)),
        *((line, 14.0, False, "muted", 20.0) for line in wrap(frame.subtitle, width, size=14)),
    ]
    source = wrap(frame.source, width)
    room_above = sum(height for *_, height in above) + 12.0
    room_below = LINE * len(source) + 8.0
    labels, y = [], -plot.margins.top - room_above + 14.0
    for text, size, bold, token, height in above:
        labels.append(
            Label(text=text, x=left, y=y, size=size, bold=bold, colour=theme.colour(token))
        )
        y += height
    y = plot.height + plot.margins.bottom + LINE / 2
    for text in source:
        labels.append(Label(text=text, x=left, y=y, colour=theme.colour("muted")))
        y += LINE
    return labels, room_above, room_below


def apart(labels: Sequence[Label], *, top: float, bottom: float) -> list[Label]:
    """Move labels up or down until none overlap, keeping their vertical order and the canvas.

    Where there is not room for all, the last ones are dropped, so the most important come first.
    """
    room = int((bottom - top) // LINE) + 1
    kept = list(labels)
    placed: list[Label] = []
    for count in range(len(kept), 0, -1):
        placed = _spread(kept[:count], top, bottom)
        clear = not any(one.overlaps(other) for i, one in enumerate(placed) for other in placed[:i])
        if clear or count <= min(room, 1):
            return placed
    return placed


def _spread(labels: Sequence[Label], top: float, bottom: float) -> list[Label]:
    """Push overlapping neighbours down from the top, then up from the bottom."""
    order = sorted(range(len(labels)), key=lambda place: labels[place].y)
    places = {place: min(max(labels[place].y, top), bottom) for place in order}
    for run, sign in ((order, 1.0), (order[::-1], -1.0)):
        for later, place in enumerate(run):
            for other in run[:later]:
                here = _at(labels[place], places[place])
                if here.overlaps(_at(labels[other], places[other])):
                    wanted = places[other] + sign * LINE
                    places[place] = min(max(wanted, top), bottom)
    return [_at(label, places[place]) for place, label in enumerate(labels)]


def _at(label: Label, y: float) -> Label:
    return Label(
        text=label.text,
        x=label.x,
        y=y,
        colour=label.colour,
        align=label.align,
        bold=label.bold,
        size=label.size,
    )
