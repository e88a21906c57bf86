"""How far the figures of the revision of 2024 may err: `calibration`, turned to today.

The back-test knows old revisions. Three things differ today, and are judgements:

- The bounds of fertility of the revision of 2024 begin with what is unsure about the base, which is
  an error of the level itself. As much of it as ours has makes way for ours, so that it is not
  counted twice, and never more.
- Its bounds of migration are wide, where the old ones had none. The error of growth only fills up
  what the trajectories' own growth lacks.
- The back-test reaches 15 years. Beyond, errors stay as they are, and only the published spread
  widens.

Errors of the base and of growth fall on all ages alike; nothing tells on which they would.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri, stdtrit

from bongsu.cohorts.lifetable import FloatArray
from bongsu.systems.people.calibration import (
    BASE,
    BASE_WITH_GROWTH,
    FERTILITY,
    GROWTH,
    LEVEL_POWER,
    LIFE_EXPECTANCY,
    POPULATION_POINTS,
    base_terms,
    even_probabilities,
    fertility_terms,
    growth_terms,
    inflations,
    life_terms,
)

NEWEST = 2024  # revision
YEARS_A_PERIOD = 5
LONGEST = 3.0  # periods of five years: what the back-test reaches
ESTIMATES_END = 2023  # 31 December of it
FIVE_YEARS_ON = ESTIMATES_END + YEARS_A_PERIOD
USUAL_GROWTH_SPREAD = 0.007  # of five years' growth: median of what the old bounds of totals had
_STREAM_NUMBERS = 2  # normal numbers that one error takes: ε, and one that W is looked up by


@dataclass(frozen=True, slots=True, kw_only=True)
class Widening:
    """The errors of one country from 2024 on, ready to be drawn.

    Parameters
    ----------
    fertility : array (year)
        Scale of the level's error, children per woman.
    life_expectancy : array (year, sex)
        The same, in years.
    base, growth : float
        Scale of the error of the base, and of growth in five years; logarithms.
    """

    fertility: FloatArray
    life_expectancy: FloatArray
    base: float
    growth: float


def widening(
    fertility: FloatArray,
    life_expectancy: FloatArray,
    *,
    population: float,
    women_expect: float,
    migration_swing: float,
    deaths_by_age: bool,
) -> Widening:
    """Return how far a country's figures may err, by the rounded constants.

    Parameters
    ----------
    fertility : array (year)
        Medium total fertility rate from 2024 on.
    life_expectancy : array (year, sex)
        Medium life expectancy, years.
    population : float
        Thousand people at the base.
    women_expect : float
        Women's life expectancy when estimates end, years.
    migration_swing : float
        See the table `un_backtest_countries`.
    deaths_by_age : bool
        Whether mortality rests on reported deaths by age.
    """
    growing = level_horizons(len(fertility)) ** LEVEL_POWER
    people, swing = np.array(population), np.array(migration_swing)
    life = life_terms(life_expectancy, np.array(float(deaths_by_age)), people)
    return Widening(
        fertility=FERTILITY.scales(fertility_terms(fertility)) * growing,
        life_expectancy=LIFE_EXPECTANCY.scales(life) * growing[:, None],
        base=float(BASE.scales(base_terms(np.array(women_expect), people))),
        growth=float(GROWTH.scales(growth_terms(swing, people))),
    )


def level_horizons(years: int) -> FloatArray:
    """Return ``h`` of a rate of each year from 2024 on.

    One in the middle of the first five years after the estimates, as in the back-test, and held
    where the back-test ends.

    Examples
    --------
    >>> level_horizons(15)[[0, 2, 7, 14]].round(2).tolist()
    [0.6, 1.0, 2.0, 3.0]
    """
    after = np.arange(years) + 0.5  # years from the end of the estimates to the year's middle
    return np.minimum(0.5 + after / YEARS_A_PERIOD, LONGEST)


def growth_horizons(years: int) -> FloatArray:
    """Return ``h`` of a population of 31 December of each year from 2024 on; held likewise."""
    return np.minimum((np.arange(years) + 1.0) / YEARS_A_PERIOD, LONGEST)


def draw_error(df: float, points: int, stream: np.random.Generator, draws: int) -> FloatArray:
    """Draw ``√W`` and ``ε`` (2, draw); the first draws do not depend on how many follow."""
    numbers = stream.standard_normal((draws, _STREAM_NUMBERS))
    place = np.minimum((ndtr(numbers[:, 1]) * points).astype(int), points - 1)
    roots = np.sqrt(inflations(df, even_probabilities(points)))
    return np.stack([roots[place], numbers[:, 0]])


def growth_shortfall(own: float, growth: float) -> float:
    """Return the scale that growth's error still needs beside what the trajectories have.

    The spread of growth over five years is to reach that of the back-test: the usual published
    spread with the fitted error. Where migration has wider bounds already, nothing is added.

    Parameters
    ----------
    own : float
        Spread of the trajectories: a logarithm, of whose normal 8 in 10 outcomes are as wide.
    growth : float
        Scale of the fitted error.
    """
    wide = eight_in_ten(GROWTH.df)
    wanted = USUAL_GROWTH_SPREAD**2 + (wide * growth) ** 2
    return float(np.sqrt(max(wanted - own**2, 0.0)) / wide)


def eight_in_ten(df: float) -> float:
    """Return how much wider 8 in 10 outcomes of a Student t are than those of a normal."""
    return float(stdtrit(df, 0.9) / ndtri(0.9))


def population_errors(
    widening: Widening,
    own: float,
    streams: Mapping[str, np.random.Generator],
    shape: tuple[int, int],
) -> FloatArray:
    """Draw factors (year, draw) on a country's population at every age, from 2024 on.

    Parameters
    ----------
    widening : Widening
    own : float
        Spread of growth over five years that the trajectories have already.
    streams : mapping of str to Generator
        Those of "base" and "growth".
    shape : tuple of int
        Years and draws.
    """
    years, draws = shape
    root, base = draw_error(BASE.df, POPULATION_POINTS, streams["base"], draws)
    error = widening.base * root * base
    root, other = draw_error(GROWTH.df, POPULATION_POINTS, streams["growth"], draws)
    growth = BASE_WITH_GROWTH * base + np.sqrt(1 - BASE_WITH_GROWTH**2) * other
    scale = growth_shortfall(own, widening.growth) * growth_horizons(years)
    return np.asarray(np.exp(error + scale[:, None] * root * growth))
