"""Charts of refunds: by clock, by clock over time, and by the outcomes of a tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import altair as alt

from bongsu.charts import WIDE, Area, Bar, Frame, Leaf, Size, areas, bars, tree

if TYPE_CHECKING:
    from bongsu.systems.tariffs.refunds.clocks import State
    from bongsu.systems.tariffs.refunds.simulated import Book
    from bongsu.systems.tariffs.refunds.weighed import Amount

LABELS: dict[State, str] = {
    "unliquidated": "Not liquidated yet",
    "suspended": "Liquidation suspended",
    "within-80": "Liquidated within 80 days: CAPE",
    "within-90": "Within 90 days: reliquidation",
    "within-180": "Within 180 days: protest",
    "protested": "Protested",
    "suit-filed": "Suit filed",
    "final": "Later: suit alone",
    "lapsed": "Every clock has run",
}
HUES: dict[State, str] = {"unliquidated": "blue", "final": "vermilion", "lapsed": "slate"}
STACKED: dict[
    str, tuple[tuple[State, ...], str]
] = {  # states by the layer that they are drawn in, and its colour
    "Every clock has run": (("lapsed",), "slate"),
    "Suit alone": (("final",), "vermilion"),
    "Protest": (("within-80", "within-90", "within-180"), "ochre"),
    "Not liquidated": (("unliquidated",), "blue"),
}
SCALES = ((1e9, "billion"), (1e6, "million"), (1e3, "thousand"), (1.0, ""))
SIMULATED = (
    "Source: Census Bureau and USITC, imports; USITC, Harmonized Tariff Schedule; bongsu, "
    "simulated entries"
)
GIVEN = "Source: entries given; USITC, Harmonized Tariff Schedule; bongsu"


def by_clock(
    states: Mapping[State, float], ruling: str, day: date, *, simulated: bool, size: Size = WIDE
) -> alt.LayerChart:
    """Draw refunds by the clock that their entries have reached."""
    whole = sum(states.values())
    scale, name = _scale(whole)
    first = max(states, key=lambda one: states[one], default=None)
    title = (
        f"{100 * states[first] / whole:.0f}% of the refund: {LABELS[first].lower()}"
        if whole and first is not None
        else "No refund is due"
    )
    rows = [
        Bar(
            label=LABELS[state],
            value=max(usd, 0.0) / scale,
            text=f"{usd / scale:,.1f}",
            hue=HUES.get(state, "ochre"),
        )
        for state, usd in states.items()
        if usd
    ]
    subtitle = f"{ruling}. Refund in US$ {name}".rstrip() + f" by clock on {_written(day)}."
    return bars(rows, _frame(title, subtitle, simulated=simulated, size=size))


def over_time(
    books: Sequence[tuple[float, Book]], ruling: str, day: date, size: Size = WIDE
) -> alt.LayerChart:
    """Draw expected refunds of the country by clock, month by month up to a day, upon each other.

    Parameters
    ----------
    books : sequence of (float, Book)
        Probabilities, which sum to one, and books of entries.
    """
    from bongsu.systems.tariffs.refunds.simulated import IEEPA
    from bongsu.systems.tariffs.refunds.weighed import clocks_over_time

    days = _ends_of_months(IEEPA[0], day)
    found = [(p, clocks_over_time(held, days)) for p, held in books]
    sums = {
        label: [
            sum(p * one[state][n] for p, one in found for state in states) for n in range(len(days))
        ]
        for label, (states, _) in STACKED.items()
    }
    peak = max(sum(values[n] for values in sums.values()) for n in range(len(days)))
    scale, name = _scale(peak)
    parts = [
        Area(label=label, values=tuple(max(one, 0.0) / scale for one in values), hue=hue)
        for label, values in sums.items()
        if max(values) > 0 and (hue := STACKED[label][1])
    ]
    open_still = sums["Not liquidated"][-1] + sums["Protest"][-1]
    whole = sum(values[-1] for values in sums.values())
    share = 100 * open_still / whole if whole else 0.0
    title = f"{share:.0f}% can still be had without a suit on {_written(day)}"
    starts = [one.replace(day=1) for one in days]
    starts[0] = max(starts[0], IEEPA[0])
    subtitle = f"{ruling}. Refund by clock at the end of each month, US$ {name}.".replace(" .", ".")
    frame = _frame(title, subtitle, simulated=True, size=size)
    return areas(parts, starts, days[-1], frame, unit="")


def outcomes(
    issues: Sequence[str],
    leaves: Sequence[tuple[tuple[str, ...], float, Amount]],
    title: str,
    day: date,
    *,
    simulated: bool,
    size: Size = WIDE,
) -> alt.LayerChart:
    """Draw a tree with the refund and its interest at the end of each way."""
    mean = sum(p * one.usd for _, p, one in leaves)
    scale, name = _scale(max((one.usd for _, _, one in leaves), default=0.0))
    told = f"{mean / scale:,.1f} {name}".rstrip()
    frame = _frame(
        f"US$ {told} is the refund to be expected on {_written(day)}",
        f"{title}. US$ {name}".rstrip() + ".",
        simulated=simulated,
        size=size,
    )
    ends = [
        Leaf(
            path=tuple(one.replace("-", " ") for one in path),
            probability=p,
            outcomes=(f"{one.usd / scale:,.1f}", f"{one.interest / scale:,.1f}"),
        )
        for path, p, one in leaves
    ]
    return tree(issues, ends, ("Refund", "Interest"), frame)


def _ends_of_months(first: date, last: date) -> list[date]:
    """Return the last day of each month from a day to another, and that other."""
    found, month = [], first.replace(day=1)
    while month <= last:
        after = (month + timedelta(days=32)).replace(day=1)
        found.append(min(after - timedelta(days=1), last))
        month = after
    return found


def _frame(title: str, subtitle: str, *, simulated: bool, size: Size) -> Frame:
    source = SIMULATED if simulated else GIVEN
    return Frame(title=title, subtitle=subtitle, source=source, size=size)


def _scale(whole: float) -> tuple[float, str]:
    return next((one for one in SCALES if max(abs(whole), 1.0) >= one[0]), SCALES[-1])


def _written(day: date) -> str:
    return f"{day:%-d %b %Y}"
