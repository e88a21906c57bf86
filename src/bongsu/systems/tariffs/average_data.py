"""Averages as plain data, for ``--json``."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from typing import Any

from bongsu.systems.tariffs.average_steps import Month, Step
from bongsu.systems.tariffs.averages import COLUMNS, Averages, Layer
from bongsu.systems.tariffs.law import FOREVER
from bongsu.systems.tariffs.trade import YEAR

DECIMALS = 8  # of a share


def averages_data(found: Averages) -> dict[str, Any]:
    """Return the averages of a day."""
    return {
        "date": found.day.isoformat(),
        "known_at": None if found.known_at == FOREVER else found.known_at.isoformat(),
        "by": found.by,
        "weights": f"imports for consumption of {YEAR}",
        "groups": [
            {
                "group": name,
                "imports_usd": round(float(found.value[place])),
                "unrated_usd": round(float(found.unrated[place])),
                **{layer: _layer(found.layer(layer), place) for layer in found.layers},
            }
            for place, name in enumerate(found.groups)
        ],
    }


def steps_data(found: Sequence[Step]) -> list[dict[str, Any]]:
    """Return the steps of a series."""
    return [
        {"from": step.first.isoformat(), "to": step.last.isoformat(), "days": step.days}
        | averages_data(step.averages)
        for step in found
    ]


def months_data(found: Sequence[Month], groups: Sequence[str]) -> list[dict[str, Any]]:
    """Return the duties of months, in USD."""
    return [
        {
            "month": f"{month.first:%Y-%m}",
            "days": month.days,
            "groups": [
                {
                    "group": name,
                    "imports_usd": round(float(month.value[place])),
                    **{layer: _layer(month.layer(layer), place, 0) for layer in month.layers},
                }
                for place, name in enumerate(groups)
            ],
        }
        for month in found
    ]


def _layer(layer: Layer, place: int, decimals: int = DECIMALS) -> dict[str, float | None]:
    def plain(value: float) -> float | None:
        return None if isnan(value) else round(float(value), decimals)

    rates = dict(zip(COLUMNS, map(plain, layer.rates[place]), strict=True))
    return {**rates, "low": plain(layer.low[place]), "high": plain(layer.high[place])}
