"""The chart of refunds: how much may be had back by which clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import altair as alt

from bongsu.charts import WIDE, Bar, Frame, Size, bars, png, svg
from bongsu.errors import OutOfRange

LABELS = {
    "unliquidated": "Not liquidated yet",
    "within-80": "Liquidated within 80 days: CAPE",
    "within-90": "Within 90 days: reliquidation",
    "within-180": "Within 180 days: protest",
    "protested": "Protested",
    "final": "Later: suit alone",
}
HUES = {"unliquidated": "blue", "final": "vermilion"}
SCALES = ((1e9, "billion"), (1e6, "million"), (1e3, "thousand"), (1.0, ""))


def check_file(file: Path) -> None:
    """Refuse a file that is neither SVG nor PNG, by its suffix.

    Raises
    ------
    OutOfRange
        If it is neither.
    """
    if file.suffix.lower() not in {".svg", ".png"}:
        raise OutOfRange(
            f"{file.name} is neither SVG nor PNG", where="--chart", mend="name it .svg or .png"
        )


def write_chart(
    states: Sequence[dict[str, Any]], ruling: str, day: date, *, simulated: bool, file: Path
) -> None:
    """Write the chart as SVG or PNG."""
    drawn = chart(states, ruling, day, simulated=simulated)
    if file.suffix.lower() == ".svg":
        file.write_text(svg(drawn), encoding="utf-8")
    else:
        file.write_bytes(png(drawn))


def chart(
    states: Sequence[dict[str, Any]],
    ruling: str,
    day: date,
    *,
    simulated: bool,
    size: Size = WIDE,
) -> alt.LayerChart:
    """Draw refunds by the clock that their entries have reached."""
    whole = sum(one["usd"] for one in states)
    scale, name = next((one for one in SCALES if max(abs(whole), 1.0) >= one[0]), SCALES[-1])
    first = max(states, key=lambda one: one["usd"], default=None)
    share = 0.0 if first is None or not whole else 100 * first["usd"] / whole
    title = (
        "No refund is due"
        if first is None or not whole
        else f"{share:.0f}% of the refund: {LABELS[first['state']].lower()}"
    )
    subtitle = (
        f"{ruling}. Refund in US$ {name}".rstrip()
        + f" by the clock of its entries on {day:%-d %b %Y}."
    )
    rows = [
        Bar(
            label=LABELS[one["state"]],
            value=max(one["usd"], 0.0) / scale,
            text=f"{one['usd'] / scale:,.1f}",
            hue=HUES.get(one["state"], "ochre"),
        )
        for one in states
        if one["usd"]
    ]
    source = (
        "Source: Census Bureau and USITC, imports; USITC, Harmonized Tariff Schedule; bongsu, "
        "simulated entries"
        if simulated
        else "Source: entries given; USITC, Harmonized Tariff Schedule; bongsu"
    )
    frame = Frame(title=title, subtitle=subtitle, source=source, size=size)
    return bars(rows, frame)
