"""Drivers of the population as they come about: the scenario's paths, and how far off they are.

A scenario says the path of fertility, mortality and migration that it expects. What comes about
deviates from it by standard normal numbers, which are nought unless a scenario draws them:

- shocks, one a year and driver, that the United Nations' bounds turn into children, years of life
  and migrants;
- errors, one for all years, of the level of fertility and of life expectancy, of the base
  population and of growth, whose size earlier revisions tell (`calibration`).

So Korea comes about as `trajectories` has it for any country. A path of fertility or mortality is
the median of what comes about, one of migration the mean.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import xarray as xr
from scipy.special import ndtri

from bongsu.cohorts.lifetable import FloatArray, extend_to_130, life_table
from bongsu.cohorts.projection import BASE_YEAR
from bongsu.link import block
from bongsu.systems.people.calibration import (
    BASE,
    BASE_WITH_GROWTH,
    DRIVER_POINTS,
    FERTILITY,
    GROWTH,
    LIFE_EXPECTANCY,
    POPULATION_POINTS,
    even_probabilities,
    inflations,
    mixture_probability,
)
from bongsu.systems.people.persistence import mixture_correlation, random_walk_correlation
from bongsu.systems.people.population import (
    Children,
    Number,
    PerYear,
    Share,
    Thousand,
    ThousandAYear,
    Years,
    lead_dims,
    values_of,
)
from bongsu.systems.people.widening import LONGEST, YEARS_A_PERIOD

LEAST_FERTILITY = 0.1  # children per woman
LEVELS = np.linspace(-3.0, 3.0, 121)  # logarithms of a factor on death rates
FARTHEST = 6.0  # score of a heavy-tailed error; one in a billion lies beyond
_HALF_MEAN = 1 / np.sqrt(2 * np.pi)  # mean of a standard normal number cut to one side at nought


@block
def realised_fertility(
    tfr: Children,
    fertility_shock: Number,
    fertility_error: Number,
    fertility_deviation: Children,
    fertility_error_scale: Children,
) -> Children:
    """Total fertility rate that comes about; (year).

    Parameters
    ----------
    tfr : xr.DataArray (year)
        The expected path, children per woman.
    fertility_shock : xr.DataArray (year)
        Standard normal, of which a random walk is made.
    fertility_error : xr.DataArray
        Standard normal, which stands for a heavy-tailed error of the level.
    fertility_deviation : xr.DataArray (side, year)
        Standard deviations below and above the path, beside the error of the level.
    fertility_error_scale : xr.DataArray (year)
        Scale of that error.
    """
    walk = _scores(fertility_shock, random_walk_correlation)
    level = heavy_tailed(fertility_error, FERTILITY.df, DRIVER_POINTS) * fertility_error_scale
    deviation = (_two_sided(walk, fertility_deviation) + level).sel(year=tfr["year"])
    return (tfr + deviation).clip(min=LEAST_FERTILITY).where(deviation != 0, tfr)


@block
def realised_mortality_scale(
    mortality_rate: PerYear,
    mortality_scale: Number,
    longevity_shock: Number,
    longevity_error: Number,
    life_expectancy_deviation: Years,
    life_expectancy_error_scale: Years,
) -> Number:
    """Factor on all death rates of each sex that comes about; (sex, year).

    It moves life expectancy by the deviation. Both sexes deviate by the same scores.

    Parameters
    ----------
    mortality_rate : xr.DataArray (sex, age, year)
        Deaths per person-year on the expected path.
    mortality_scale : xr.DataArray (year)
        The scenario's own factor.
    longevity_shock : xr.DataArray (year)
        Standard normal, of which a random walk is made.
    longevity_error : xr.DataArray
        Standard normal, which stands for a heavy-tailed error of the level.
    life_expectancy_deviation : xr.DataArray (sex, side, year)
        Standard deviations in years, beside the error of the level.
    life_expectancy_error_scale : xr.DataArray (sex, year)
        Scale of that error, years.
    """
    walk = _scores(longevity_shock, random_walk_correlation)
    level = heavy_tailed(longevity_error, LIFE_EXPECTANCY.df, DRIVER_POINTS)
    deviation = _two_sided(walk, life_expectancy_deviation) + level * life_expectancy_error_scale
    deviation = deviation.sel(year=mortality_scale["year"])  # shocks may begin earlier
    scale = mortality_scale.broadcast_like(deviation)
    if not deviation.any():
        return scale
    expected = _life_expectancies(mortality_rate)
    wanted = _at_level(expected, scale.copy(data=np.log(scale.to_numpy()))) + deviation
    moved = _log_factor(expected, wanted)
    return moved.copy(data=np.exp(moved.to_numpy())).where(deviation != 0, scale)


@block
def realised_migration(
    net_migration: ThousandAYear,
    migration_shock: Number,
    migration_deviation: ThousandAYear,
    migration_speeds: Share,
) -> ThousandAYear:
    """Net migration that comes about; (year).

    Parameters
    ----------
    net_migration : xr.DataArray (year)
        The expected path, thousand people a year.
    migration_shock : xr.DataArray (year)
        Standard normal; what it moves is forgotten at several speeds.
    migration_deviation : xr.DataArray (side, year)
        Standard deviations below and above the path.
    migration_speeds : xr.DataArray (speed)
        Share of the variance that a year adds, by `persistence.SPEEDS`.
    """
    added = migration_speeds.to_numpy()
    scores = _scores(migration_shock, lambda years: mixture_correlation(added, years))
    below, above = (migration_deviation.sel(side=side, drop=True) for side in ("below", "above"))
    # The mean is the path: bounds of single years, such as of a return home, lie far off it.
    far = ((above - below) * _HALF_MEAN).where(scores != 0, 0.0)
    moved: xr.DataArray = net_migration + _two_sided(scores, migration_deviation) - far
    return moved


@block
def opening_population(
    base_population: Thousand,
    tfr: Children,
    realised_fertility: Children,
    net_migration: ThousandAYear,
    realised_migration: ThousandAYear,
    migration_spread: Share,
) -> Thousand:
    """Return the population of 31 December 2024 after that year's births and migrants; (sex, age).

    The United Nations' bounds begin with 2024, so that its newborn and its migrants are uncertain
    already.
    """
    births = (realised_fertility / tfr).sel(year=BASE_YEAR, drop=True)
    came = (realised_migration - net_migration).sel(year=BASE_YEAR, drop=True)
    newborn = (births - 1).where(base_population["age"] == 0, 0.0)
    return (base_population * (1 + newborn) + came * migration_spread).clip(min=0.0)


@block
def population_factor(
    tfr: Children,
    base_error: Number,
    growth_error: Number,
    base_error_scale: Number,
    growth_error_scale: Number,
) -> Number:
    """Factor on everybody from 2024 on: how far the figures of the base and of growth may err.

    Parameters
    ----------
    tfr : xr.DataArray (year)
        Only its years are taken.
    base_error, growth_error : xr.DataArray
        Standard normal, which stand for heavy-tailed errors.
    base_error_scale, growth_error_scale : xr.DataArray
        Scales of the logarithm: of the base, and of five years' growth.
    """
    years = tfr["year"]
    base = heavy_tailed(base_error, BASE.df, POPULATION_POINTS) * base_error_scale
    mixed = BASE_WITH_GROWTH * base_error + np.sqrt(1 - BASE_WITH_GROWTH**2) * growth_error
    growth = heavy_tailed(mixed, GROWTH.df, POPULATION_POINTS) * growth_error_scale
    since = (years - BASE_YEAR + 1).clip(min=0)  # 31 December of 2024 is a year from the estimates
    horizon = xr.DataArray(np.minimum(since / YEARS_A_PERIOD, LONGEST), {"year": years}, ("year",))
    error = (base + growth * horizon).where(years >= BASE_YEAR, 0.0)
    return error.copy(data=np.exp(error.to_numpy()))


def heavy_tailed(score: xr.DataArray, df: float, points: int) -> xr.DataArray:
    """Return what a standard normal score means in the mixture that stands for Student's t.

    The score keeps its probability: one that one in ten exceeds becomes the value that one in ten
    of the mixture exceed.

    Parameters
    ----------
    score : xr.DataArray
        Standard normal.
    df : float
        Degrees of freedom.
    points : int
        Values that the mixture's inflation takes.
    """
    scores, values = _mixture(df, points)
    found = np.interp(np.abs(score.to_numpy()), scores, values)
    return score.copy(data=np.sign(score.to_numpy()) * found)


@lru_cache(maxsize=8)
def _mixture(df: float, points: int) -> tuple[FloatArray, FloatArray]:
    """Return normal scores from nought up, and the values of the mixture at their chances."""
    deviations = np.sqrt(inflations(df, even_probabilities(points)))
    values = np.sinh(np.linspace(0.0, np.arcsinh(FARTHEST * deviations.max()), 400))
    scores = ndtri(mixture_probability(deviations, values))
    known = scores < FARTHEST
    return scores[known], values[known]


def _scores(shock: xr.DataArray, correlation: Callable[[int], FloatArray]) -> xr.DataArray:
    """Return normal scores that hang together over the years from 2024 on, nought before.

    A score rests on the shocks of its own and earlier years, so that a longer horizon changes none.
    """
    years = shock["year"]
    uncertain = (years >= BASE_YEAR).to_numpy()
    numbers = shock.transpose(..., "year")
    scores = np.zeros(numbers.shape)
    if numbers.any():
        root = np.linalg.cholesky(correlation(int(uncertain.sum())))
        scores[..., uncertain] = numbers.to_numpy()[..., uncertain] @ root.T
    return numbers.copy(data=scores)


def _two_sided(scores: xr.DataArray, deviation: xr.DataArray) -> xr.DataArray:
    """Return what scores mean, with a spread to each side."""
    below, above = (deviation.sel(side=side, drop=True) for side in ("below", "above"))
    moved: xr.DataArray = above.where(scores > 0, below) * scores
    return moved


def _life_expectancies(mortality_rate: xr.DataArray) -> xr.DataArray:
    """Return life expectancy (level, year, ..., sex) at each of `LEVELS`."""
    lead = lead_dims(mortality_rate)
    rates = extend_to_130(values_of(mortality_rate, lead, ("sex", "age")))
    found = np.stack([life_table(rates * np.exp(level)).life_expectancy for level in LEVELS])
    dims = ("level", "year", *lead, "sex")
    coords = {dim: mortality_rate[dim] for dim in dims[1:] if dim in mortality_rate.coords}
    return xr.DataArray(found, coords, dims)


def _at_level(expected: xr.DataArray, log: xr.DataArray) -> xr.DataArray:
    """Return life expectancy at logarithms of a factor on death rates, between `LEVELS`."""
    table, log = _alike(expected, log)
    place = np.clip((log.to_numpy() - LEVELS[0]) / (LEVELS[1] - LEVELS[0]), 0, len(LEVELS) - 1)
    return log.copy(data=_between(table, place))


def _log_factor(expected: xr.DataArray, wanted: xr.DataArray) -> xr.DataArray:
    """Return the logarithm of the factor on death rates that gives a life expectancy."""
    table, wanted = _alike(expected, wanted)
    years = wanted.to_numpy()
    low = np.zeros(years.shape, dtype=int)
    for level in range(1, len(LEVELS) - 1):  # life expectancy falls from level to level
        low += table[level] >= years
    here, following = (np.take_along_axis(table, at[None], 0)[0] for at in (low, low + 1))
    share = np.clip((here - years) / (here - following), 0.0, 1.0)
    return wanted.copy(data=LEVELS[low] + share * (LEVELS[1] - LEVELS[0]))


def _alike(table: xr.DataArray, array: xr.DataArray) -> tuple[FloatArray, xr.DataArray]:
    """Return a table (level, dims of the array), and an array that has every dim of the table."""
    _, array = xr.broadcast(table.isel(level=0), array)
    missing = [dim for dim in array.dims if dim not in table.dims]
    wide = table.expand_dims(missing).transpose("level", *array.dims)
    return np.broadcast_to(wide.to_numpy(), (len(LEVELS), *array.shape)), array


def _between(table: FloatArray, place: FloatArray) -> FloatArray:
    low = np.minimum(place.astype(int), len(LEVELS) - 2)
    here, following = (np.take_along_axis(table, at[None], 0)[0] for at in (low, low + 1))
    found: FloatArray = here + (place - low) * (following - here)
    return found
