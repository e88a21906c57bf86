"""How well the count model would have forecast, against two naive rules, on rolling origins.

Every forecast is made on 31 January from the rows of the catalogue that were known on that day.
The first releases are not all known: counts are today's, which differ little (six persons of 23,100
at the end of 2011).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
import polars as pl

from bongsu.errors import MissingValue
from bongsu.systems.resettlement.counts import (
    SHAPES,
    CountState,
    FloatArray,
    crps_ahead,
    fit,
    log_pmf,
)
from bongsu.systems.resettlement.sources import FIRST_YEAR

FIRST_ORIGIN = 2012
BREAK_CHANCE = 0.1  # the parameter's own value
MEAN_OF = 5  # years of the second rule
FEWEST_CHANGES = 3  # from which the spread over several years can be told
RIVAL_SHAPES = np.array([0.25, 0.5, 1.0, 2.0, 4.0, *SHAPES])


class Tables(Protocol):
    """What is asked of the catalogue."""

    def table(self, name: str, as_of: date | None = None) -> pl.DataFrame:
        """Return the rows known on a day."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One forecast and what became of it; scores are in persons, and less is better.

    Parameters
    ----------
    year : int
        That was forecast.
    made : date
        When.
    observed : float
        Arrivals of the year.
    level : float
        The model's mean.
    model : float
        Continuous ranked probability score of the model.
    last_year, five_years : float
        The same of the two rules, which have no spread: their absolute error.
    last_year_spread : float
        The same of the last count with the spread of past changes over as many years: a harder
        rival.
    """

    year: int
    made: date
    observed: float
    level: float
    model: float
    last_year: float
    five_years: float
    last_year_spread: float


RULES = ("model", "last_year", "five_years", "last_year_spread")


def backtest(
    tables: Tables, *, first: int = FIRST_ORIGIN, ahead: int = 1, break_chance: float = BREAK_CHANCE
) -> list[Score]:
    """Score forecasts made each January from a year on.

    Parameters
    ----------
    tables : Tables
        The catalogue.
    first : int, optional
        Year of the first forecast's origin.
    ahead : int, optional
        Years from the last count to the year that is forecast; at 1, the origin's own year.
    break_chance : float, optional
        As in `counts.fit`.

    Raises
    ------
    MissingValue
        If fewer than five years were known at the first origin, or nothing came after it.
    """
    truth = _counts(tables.table("nk_arrivals"))
    origins = range(first, FIRST_YEAR + len(truth) - ahead + 1)
    scores = []
    for origin in origins:
        day = date(origin, 1, 31)
        known = _counts(tables.table("nk_arrivals", day))
        if len(known) < MEAN_OF:
            raise MissingValue(
                f"{len(known)} yearly counts are known on {day}",
                where="bongsu resettlement backtest",
                mend=f"begin in {FIRST_YEAR + MEAN_OF} or later",
            )
        year = FIRST_YEAR + len(known) - 1 + ahead
        scores.append(_score(known, float(truth[year - FIRST_YEAR]), year, day, break_chance))
    if not scores:
        raise MissingValue(
            f"no arrivals are recorded {ahead} years after January {first}",
            where="bongsu resettlement backtest",
            mend="begin earlier, or look less far ahead",
        )
    return scores


def means(scores: list[Score]) -> dict[str, float]:
    """Return the mean score of the model and of every rule."""
    return {rule: float(np.mean([getattr(score, rule) for score in scores])) for rule in RULES}


def _score(known: FloatArray, observed: float, year: int, day: date, break_chance: float) -> Score:
    ahead = year - (FIRST_YEAR + len(known) - 1)
    state = fit(known, break_chance)
    return Score(
        year=year,
        made=day,
        observed=observed,
        level=state.level,
        model=crps_ahead(observed, ahead, state),
        last_year=abs(float(known[-1]) - observed),
        five_years=abs(float(known[-MEAN_OF:].mean()) - observed),
        last_year_spread=crps_ahead(observed, 1, last_with_spread(known, ahead)),
    )


def last_with_spread(known: FloatArray, ahead: int) -> CountState:
    """Return the last count as a forecast, with the shape that suits past changes best.

    Parameters
    ----------
    known : array (year)
        Counts up to the origin, oldest first.
    ahead : int
        Years over which counts change. With fewer than three such changes, the spread is that of
        one year's changes, whose variance grows with the years.
    """
    changes = len(known) - ahead
    over, growth = (ahead, 1) if changes >= FEWEST_CHANGES else (1, ahead)
    likely = log_pmf(known[over:, None], known[:-over, None], RIVAL_SHAPES).sum(axis=0)
    shape = float(RIVAL_SHAPES[int(likely.argmax())]) / growth
    return CountState(
        level=float(known[-1]),
        shape=shape,
        break_shape=shape,
        break_chance=0.0,
        broken=np.zeros(len(known)),
    )


def _counts(rows: pl.DataFrame) -> FloatArray:
    """Return the totals of the years from the first on, without a gap."""
    yearly = rows.filter(pl.col("last_year") >= FIRST_YEAR, sex="total").sort("last_year")
    years = yearly["last_year"].to_numpy()
    unbroken = years == FIRST_YEAR + np.arange(len(years))
    counts: FloatArray = yearly["persons"].cast(pl.Float64).to_numpy()[unbroken]
    return counts
