"""Emergency duties assessed up to a day, by the group that published counts tell apart.

Customs counts more than import statistics do. **Small parcels** are in none of them. Their duty is
known as one sum (Customs, 17 December 2025: over USD 1 billion on 246 million parcels since 2 May);
it is spread evenly over the days and takes the mix of the duties of its month: from China and Hong
Kong, which alone paid until 29 August, then from everywhere. **Entries of low value**, up to some
USD 2,000, are estimated by Census country by country as one line, without a duty (9999.95, USD 24.3
billion in 2024). They bear here what other goods of their origin do.
"""

from __future__ import annotations

import csv
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import numpy as np

from bongsu.systems.tariffs.arrays import origin_list
from bongsu.systems.tariffs.layers.gap import GROUPS, STAGES, Row, group_of, packaged_months
from bongsu.systems.tariffs.layers.trade import cells

FENTANYL = {"CHN": "China and Hong Kong", "MEX": "Mexico", "CAN": "Canada"}
RECIPROCAL = "reciprocal, with Brazil and India"
PARCELS_FROM, PARCELS_EVERYWHERE = date(2025, 5, 2), date(2025, 8, 29)
PARCELS_TOLD, PARCELS_USD = date(2025, 12, 17), 1e9
LOW_VALUE = 99  # chapter; of its lines imports hold 9999.95 alone
FIRST_PARCELS = "CHN"  # the group that parcels from China and Hong Kong are in


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One published count of duties."""

    day: date
    group: str  # "" for all
    usd: float
    source: str


def assessed(to: date) -> Mapping[str, float]:
    """Return emergency duties assessed up to a day, in USD by group; ``total`` for all.

    Parameters
    ----------
    to : date
        The last day counted; a month begun counts by its days.
    """
    found = dict.fromkeys((*FENTANYL.values(), RECIPROCAL), 0.0)
    rows = [one for one in packaged_months() if one.stage == STAGES[-1] and one.month <= to]
    for row in rows:
        length = monthrange(row.month.year, row.month.month)[1]
        part = (1.0 + low_value()[row.group]) * min((to - row.month).days + 1, length) / length
        all_origins = sum(sum(one.duties.values()) for one in rows if one.month == row.month)
        part += _parcels(row, to, all_origins)
        found[RECIPROCAL] += part * row.duties["recip"]
        if row.group in FENTANYL:
            found[FENTANYL[row.group]] += part * row.duties["fent"]
    return found | {"total": sum(found.values())}


def _parcels(row: Row, to: date, all_origins: float) -> float:
    """Return duties on small parcels up to a day, as a part of the duties of a month's group.

    Parameters
    ----------
    row : Row
        The group.
    to : date
        The last day counted.
    all_origins : float
        Duties of the month from all groups, USD.
    """
    last = row.month + timedelta(days=monthrange(row.month.year, row.month.month)[1])
    end = min(last, to + timedelta(days=1))
    daily = PARCELS_USD / ((PARCELS_TOLD - PARCELS_FROM).days + 1)
    early = max((min(end, PARCELS_EVERYWHERE) - max(row.month, PARCELS_FROM)).days, 0)
    late = max((end - max(row.month, PARCELS_EVERYWHERE)).days, 0)
    own = early / sum(row.duties.values()) if row.group == FIRST_PARCELS else 0.0
    return daily * (own + late / all_origins)


@cache
def low_value() -> Mapping[str, float]:
    """Return by group of origins the imports of low value of 2024 over all others."""
    held = cells()
    group = np.array([GROUPS.index(group_of(one.iso3)) for one in origin_list()])[held.origin]
    low = held.chapter == LOW_VALUE
    usd, others = (np.bincount(group[one], held.value[one], len(GROUPS)) for one in (low, ~low))
    return dict(zip(GROUPS, (usd / others).tolist(), strict=True))


@cache
def published() -> tuple[Published, ...]:
    """Return the counts that Customs published or told in court, by day."""
    text = (files("bongsu.systems.tariffs.layers") / "published.csv").read_text("utf-8")
    return tuple(
        Published(
            day=date.fromisoformat(row["day"]),
            group=row["group"],
            usd=1e9 * float(row["usd_billion"]),
            source=row["source"],
        )
        for row in csv.DictReader(text.splitlines())
    )
