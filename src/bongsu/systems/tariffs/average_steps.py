"""Averages over time: the steps at which the law moves them, and the duty of each month.

The law changes on few days, so a series is computed once for each stretch without a change.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

import numpy as np

from bongsu.errors import OutOfRange
from bongsu.systems.tariffs.arrays import Floats
from bongsu.systems.tariffs.averages import (
    Averages,
    By,
    Layer,
    LayerName,
    Weigher,
    check_covered,
)
from bongsu.systems.tariffs.law import FOREVER
from bongsu.systems.tariffs.trade import YEAR_DAYS

SAME = 1e-9  # share of value: what moves by less has not moved
Known = date | Literal["entry"]  # a day, or for each entry the day of entry itself


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Step:
    """Days without a change, and the averages of each of them."""

    first: date
    last: date
    averages: Averages

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Month:
    """Duty of a month in USD: the rates of its days upon a day's share of the imports of 2024.

    Attributes
    ----------
    days : int
        Of the month that are counted.
    value : array of float (group)
        Imports.
    law, claims : Layer
        Duties by column, with bounds of the total.
    claimed : LayerName
        Which account of claims `claims` holds.
    """

    first: date
    days: int
    value: Floats
    law: Layer
    claims: Layer
    claimed: LayerName = "claims"

    @property
    def layers(self) -> tuple[LayerName, LayerName]:
        """The names of both layers."""
        return "law", self.claimed

    def layer(self, name: LayerName) -> Layer:
        """Return one of the layers."""
        return self.law if name == "law" else self.claims


def steps(
    weigher: Weigher,
    first: date,
    last: date,
    known_at: Known = FOREVER,
    *,
    by: By = "authority",
    bounds: bool = True,
) -> tuple[Step, ...]:
    """Return the averages of all days from the first to the last, a step where one moves.

    Parameters
    ----------
    weigher : Weigher
        Trade under a law.
    first, last : date
        Both included.
    known_at : date or ``"entry"``
        Of knowledge; ``"entry"`` takes what was known on each day itself.
    by, bounds
        As for `Weigher.average`.

    Raises
    ------
    OutOfRange
        If the days are not covered, or run backwards.
    """
    check_covered(first)
    check_covered(last)
    if last < first:
        raise OutOfRange(
            f"{last} comes before {first}", where="days of a series", mend="turn them round"
        )
    days = np.arange(first.toordinal(), last.toordinal() + 1)
    known = days if known_at == "entry" else np.full(days.size, known_at.toordinal())
    epochs = weigher.engine.epochs_of(days, known)
    months = np.zeros_like(epochs)
    if weigher.monthly:
        months = np.array([date.fromordinal(int(d)).replace(day=1).toordinal() for d in days])
    turns = (np.diff(epochs) != 0) | (np.diff(months) != 0)
    edges = [0, *(np.flatnonzero(turns) + 1).tolist(), days.size]
    held: dict[tuple[int, int], Averages] = {}
    found: list[Step] = []
    for start, end in pairwise(edges):
        number = int(epochs[start]), int(months[start])
        if number not in held:
            held[number] = weigher.average(
                date.fromordinal(int(days[start])),
                date.fromordinal(int(known[start])),
                by=by,
                bounds=bounds,
            )
        found.append(
            Step(
                first=date.fromordinal(int(days[start])),
                last=date.fromordinal(int(days[end - 1])),
                averages=held[number],
            )
        )
    return _merged(found)


def months(found: Sequence[Step]) -> tuple[Month, ...]:
    """Return the duty of each month that steps lie in.

    Parameters
    ----------
    found : sequence of Step
        In order, without a gap.
    """
    parts: dict[date, list[tuple[int, Averages]]] = {}
    for step in found:
        day = step.first
        while day <= step.last:
            last = day.replace(day=monthrange(day.year, day.month)[1])
            end = min(last, step.last)
            parts.setdefault(day.replace(day=1), []).append(((end - day).days + 1, step.averages))
            day = end + timedelta(days=1)
    return tuple(_month(first, part) for first, part in parts.items())


def _month(first: date, parts: Sequence[tuple[int, Averages]]) -> Month:
    return Month(
        first=first,
        days=sum(days for days, _ in parts),
        value=sum(
            (one.value * days / YEAR_DAYS for days, one in parts),
            start=np.zeros_like(parts[0][1].value),
        ),
        law=_paid([(days, one.value, one.law) for days, one in parts]),
        claims=_paid([(days, one.value, one.claims) for days, one in parts]),
        claimed=parts[0][1].claimed,
    )


def _paid(parts: Sequence[tuple[int, Floats, Layer]]) -> Layer:
    """Return duties in USD in the place of rates."""
    worth = [value * days / YEAR_DAYS for days, value, _ in parts]
    layers = [layer for _, _, layer in parts]
    return Layer(
        rates=np.sum(
            [w[:, None] * np.nan_to_num(one.rates) for w, one in zip(worth, layers, strict=True)],
            axis=0,
        ),
        low=np.sum([w * one.low for w, one in zip(worth, layers, strict=True)], axis=0),
        high=np.sum([w * one.high for w, one in zip(worth, layers, strict=True)], axis=0),
    )


def _merged(found: Sequence[Step]) -> tuple[Step, ...]:
    """Join steps between which no average moves."""
    kept: list[Step] = []
    for step in found:
        if kept and _alike(kept[-1].averages, step.averages):
            kept[-1] = Step(first=kept[-1].first, last=step.last, averages=kept[-1].averages)
        else:
            kept.append(step)
    return tuple(kept)


def _alike(one: Averages, other: Averages) -> bool:
    pairs = zip((one.law, one.claims), (other.law, other.claims), strict=True)
    return all(
        np.allclose(a, b, rtol=0, atol=SAME, equal_nan=True)
        for first, second in pairs
        for a, b in (
            (first.rates, second.rates),
            (first.low, second.low),
            (first.high, second.high),
        )
    )
