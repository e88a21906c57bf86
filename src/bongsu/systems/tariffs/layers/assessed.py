"""Emergency duties assessed up to a day, by the group that published counts tell apart."""

from __future__ import annotations

import csv
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from bongsu.systems.tariffs.layers.gap import packaged_months

FENTANYL = {"CHN": "China and Hong Kong", "MEX": "Mexico", "CAN": "Canada"}
RECIPROCAL = "reciprocal, with Brazil and India"


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
    for row in packaged_months():
        if row.stage != "applicability" or row.month > to:
            continue
        length = monthrange(row.month.year, row.month.month)[1]
        part = min((to - row.month).days + 1, length) / length
        found[RECIPROCAL] += part * row.duties["recip"]
        if row.group in FENTANYL:
            found[FENTANYL[row.group]] += part * row.duties["fent"]
    return found | {"total": sum(found.values())}


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
