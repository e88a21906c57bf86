"""The chart of an average: authorities upon each other in steps, or partners side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import altair as alt
import numpy as np
from numpy.typing import NDArray

from bongsu.charts import WIDE, Area, Frame, Moment, Size, areas, stairs
from bongsu.charts.stepped import MOST_EVENTS
from bongsu.charts.words import number
from bongsu.cli.tariffs_drawings import write
from bongsu.errors import OutOfRange
from bongsu.systems.tariffs.average_steps import Step
from bongsu.systems.tariffs.averages import ALL, COLUMNS, LayerName
from bongsu.systems.tariffs.trade import YEAR, partner_name

PARTS = {  # columns of the averages by the colour that the authority has in every chart
    "MFN": (("base",), "grid"),
    "Section 232": (("s232",), "blue"),
    "IEEPA": (("recip", "fent"), "vermilion"),
    "Section 122": (("s122",), "ochre"),
    "Section 301": (("s301",), "plum"),
    "Other": (("s201", "s338", "other"), "slate"),
}
LEAST = 0.05  # percent: a part that never reaches it is not drawn by itself
MOST = 4  # lines
HUES = ("blue", "vermilion", "ochre", "teal")
BRIEF = 7  # days
MOVED = 0.3  # points by which an event moves the total at least
PEAKS = 2.0  # points by which what lasts a few days rises out of what stands around it
WORDS: dict[LayerName, str] = {
    "law": "no preference claimed",
    "claims": f"preferences claimed as in {YEAR}",
    "claims-by-month": f"preferences claimed as in {YEAR}, for Canada and Mexico as in each month",
}
SOURCE = f"Source: USITC, Harmonized Tariff Schedule; Census Bureau, imports of {YEAR}; bongsu"


def write_chart(steps: Sequence[Step], title: str, layer: LayerName, file: Path) -> None:
    """Write the chart of a series as SVG or PNG.

    Raises
    ------
    OutOfRange
        If the series tells apart what no chart can show.
    """
    alone = steps[0].averages.groups == (ALL,)
    if not alone and (steps[0].averages.by != "country" or len(steps[0].averages.groups) > MOST):
        raise OutOfRange(
            f"a chart shows the authorities of one average, or up to {MOST} origins",
            where="--chart",
            mend="give fewer origins, or --by authority",
        )
    drawn = authorities(steps, title, layer) if alone else partners(steps, layer)
    write(drawn, file)


def authorities(
    steps: Sequence[Step], title: str, layer: LayerName, size: Size = WIDE
) -> alt.LayerChart:
    """Return the stepped areas of one average by authority, with the days that moved it most."""
    rates = np.array([100 * step.averages.layer(layer).rates[0] for step in steps])
    parts = [
        Area(label=label, values=tuple(values.tolist()), hue=hue)
        for label, (columns, hue) in PARTS.items()
        if (values := rates[:, [COLUMNS.index(name) for name in columns]].sum(axis=1)).max()
        >= LEAST
    ]
    total = rates[:, -1]
    return areas(
        parts,
        [step.first for step in steps],
        steps[-1].last,
        Frame(title=_finding(title, steps, total), subtitle=_subtitle(layer), source=SOURCE,
              size=size),
        unit="%",
        events=_events(parts, steps),
    )  # fmt: skip


def partners(steps: Sequence[Step], layer: LayerName, size: Size = WIDE) -> alt.LayerChart:
    """Return the averages of several origins as steps, the highest at the end first."""
    names = steps[0].averages.groups
    rates = np.array([100 * step.averages.layer(layer).rates[:, -1] for step in steps])
    order = np.argsort(-rates[-1]).tolist()
    told = ", ".join(f"{partner_name(names[p])} {number(rates[-1, p], 1)}%" for p in order)
    series = [
        Area(label=partner_name(names[place]), values=tuple(rates[:, place].tolist()), hue=hue)
        for place, hue in zip(order, HUES, strict=False)
    ]
    title = f"On {_written(steps[-1].last)}: {told}"
    frame = Frame(title=title, subtitle=_subtitle(layer), source=SOURCE, size=size)
    return stairs(series, [step.first for step in steps], steps[-1].last, frame, unit="%")


def _finding(title: str, steps: Sequence[Step], total: NDArray[np.float64]) -> str:
    told = [number(value, 1) for value in total]
    peak = told.index(told[int(np.argmax(total))])  # the first that reads as the highest
    end = f"{told[-1]}% on {_written(steps[-1].last)}"
    if peak in {0, len(told) - 1} or told[peak] == told[-1]:
        return f"{title}: from {told[0]}% to {end}"
    day = _written(steps[peak].first)
    return f"{title}: from {told[0]}% to {told[peak]}% by {day}, and {end}"


def _subtitle(layer: LayerName) -> str:
    return f"US duty by law on the goods of {YEAR}, % of their value; {WORDS[layer]}."


def _events(parts: Sequence[Area], steps: Sequence[Step]) -> list[Moment]:
    """Return the days that moved the parts most, named after the part that moved furthest.

    What lasts a few days is no level of its own: it belongs to the move that it lies in, unless it
    rises out of what is there before and after.
    """
    levels = np.array([part.values for part in parts])
    lasting = [place for place, step in enumerate(steps) if step.days > BRIEF]
    found: list[tuple[float, Moment]] = []
    for before, after in pairwise(lasting):
        moves = levels[:, after] - levels[:, before]
        part = int(np.argmax(abs(moves)))
        if abs(moves[part]) < MOVED:
            continue
        turn = (
            "begins"
            if levels[part, before] < LEAST
            else "ends"
            if levels[part, after] < LEAST
            else "up"
            if moves[part] > 0
            else "down"
        )
        found.append((float(abs(moves).sum()), _moment(steps[before + 1].first, parts[part], turn)))
    for before, after in pairwise(lasting):
        around = np.maximum(levels[:, before], levels[:, after])
        for place in range(before + 1, after):
            rises = levels[:, place] - around
            if rises.sum() >= PEAKS:
                moment = _moment(steps[place].first, parts[int(np.argmax(rises))], "peaks")
                found.append((float(rises.sum()), moment))
    found.sort(key=lambda one: -one[0])
    return [moment for _, moment in found[:MOST_EVENTS]]


def _moment(day: date, part: Area, turn: str) -> Moment:
    return Moment(day=day, label=f"{day.day} {day:%b}: {part.label} {turn}")


def _written(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
