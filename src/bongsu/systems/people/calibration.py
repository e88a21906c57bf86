"""How far the UN's figures err beyond its published bounds, as earlier revisions tell.

The spread that a bound has is left as it is. Beside it stands an error with heavy tails, which a
country carries from the base on: a Student t, written as ``scale · √W · ε`` with a normal ``ε`` and
``W = df / χ²(df)``. So, given W, all is normal, and variances add. Four errors are told apart:

- the level of total fertility, in children per woman: ``a · h^¼ · √W · ε``;
- the level of life expectancy, in years, in the same form, with one ``ε`` for both sexes;
- the base population, in logarithms: ``b · √W · ε``, the same at every horizon;
- the growth of the population, in logarithms: ``m · h · √W · ε``.

``h`` counts five-year periods from the base; W and ε are drawn once a trajectory. How a scale
depends on a country stands with each of the four. They were fitted on revisions of 2012 to 2019
against that of 2024; `bongsu.systems.people.backtest` fits them again and judges them out of
sample.

References
----------
Andrews, D. F. and Mallows, C. L. (1974), Scale mixtures of normal distributions. Journal of the
Royal Statistical Society B 36, 99-102.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtri, ndtr

from bongsu.cohorts.lifetable import FloatArray
from bongsu.errors import OutOfRange

DRIVER_POINTS, POPULATION_POINTS = 24, 256  # values of W: finite, so that variances exist
LEVEL_POWER, GROWTH_POWER = 0.25, 1.0  # of the horizon
LIFE_SIZE, POPULATION_SIZE = -0.10, -0.15  # powers of a country's size
_SIZE_UNIT, _SIZES = 5000.0, (0.01, 20.0)  # thousand people; range over which size tells
_STILLEST = 0.002  # swing of migration of a country that has none
_HALVINGS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the logarithm of a scale depends on.

    Parameters
    ----------
    features : array (..., feature)
        Each with a slope that is fitted.
    offset : array (...)
        What is added as it is.
    """

    features: FloatArray
    offset: FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """An error with heavy tails.

    Parameters
    ----------
    df : float
        Degrees of freedom of its Student t; above 1.
    scale : float
        Where all features and the offset are nought, in the quantity's unit.
    slopes : tuple of float
        How the logarithm of the scale changes with each feature.
    """

    df: float
    scale: float
    slopes: tuple[float, ...]

    def scales(self, terms: Terms) -> FloatArray:
        """Return the scale (...) for each of the terms."""
        logs: FloatArray = terms.features @ np.asarray(self.slopes) + terms.offset
        return self.scale * np.exp(logs)


# Rounded from the fit on all rows, which `bongsu people backtest --json` gives.
FERTILITY = Error(df=3.3, scale=0.175, slopes=(0.7,))
LIFE_EXPECTANCY = Error(df=4.0, scale=1.30, slopes=(0.030, float(np.log(0.45))))
BASE = Error(df=1.9, scale=0.0135, slopes=(0.055,))
GROWTH = Error(df=2.4, scale=0.0165, slopes=(0.3,))
BASE_WITH_GROWTH = 0.20  # correlation of the ε of base and growth


def fertility_terms(tfr: FloatArray) -> Terms:
    """Return the terms of fertility's level: ``ln(tfr / 2.5)``, of the medium (...)."""
    return Terms(features=np.log(tfr / 2.5)[..., None], offset=np.zeros(np.shape(tfr)))


def life_terms(expected: FloatArray, deaths_by_age: FloatArray, population: FloatArray) -> Terms:
    """Return the terms of life expectancy's level.

    Parameters
    ----------
    expected : array (...)
        The medium, in years; the feature is how much it falls short of 85.
    deaths_by_age : array
        One where deaths by age are reported, nought where model life tables stand in.
    population : array
        Thousand people; enters with a fixed power, as larger countries err less.
    """
    features = np.stack(np.broadcast_arrays(85.0 - expected, deaths_by_age), axis=-1)
    return Terms(features=features, offset=LIFE_SIZE * _log_size(population))


def base_terms(expected: FloatArray, population: FloatArray) -> Terms:
    """Return the terms of the base: women's life expectancy short of 85, and the size (...)."""
    return Terms(
        features=(85.0 - expected)[..., None], offset=POPULATION_SIZE * _log_size(population)
    )


def growth_terms(migration_swing: FloatArray, population: FloatArray) -> Terms:
    """Return the terms of growth: ``ln(0.002 + swing) + 4``, and the size (...).

    The swing is that of five-year net migration rates; see the table `un_backtest_countries`.
    """
    return Terms(
        features=(np.log(_STILLEST + migration_swing) + 4.0)[..., None],
        offset=POPULATION_SIZE * _log_size(population),
    )


def _log_size(population: FloatArray) -> FloatArray:
    size: FloatArray = np.log(np.clip(population / _SIZE_UNIT, *_SIZES))
    return size


def even_probabilities(points: int) -> FloatArray:
    """Return the middles of equal parts of [0, 1]."""
    middles: FloatArray = (np.arange(points) + 0.5) / points
    return middles


def inflations(df: float, probabilities: FloatArray) -> FloatArray:
    """Return quantiles of ``W`` taken downwards: ``df`` over those of a chi-squared.

    Raises
    ------
    OutOfRange
        If there are no degrees of freedom.
    """
    if not df > 0:
        raise OutOfRange(
            f"{df:g} degrees of freedom",
            where="people.calibration",
            mend="give a number above nought, such as 3.3",
        )
    found: FloatArray = df / chdtri(df, 1.0 - probabilities)
    return found


def mixture_probability(deviations: FloatArray, values: FloatArray) -> FloatArray:
    """Return the probability that a mixture of normals about nought stays below values.

    Parameters
    ----------
    deviations : array (..., point)
        Standard deviations, each as likely as the others.
    values : array (...)
        In the same unit.
    """
    below: FloatArray = ndtr(values[..., None] / deviations).mean(axis=-1)
    return below


def mixture_quantile(deviations: FloatArray, probability: float) -> FloatArray:
    """Return the quantile (...) of a mixture of normals about nought, by bisection.

    Parameters
    ----------
    deviations : array (..., point)
        Standard deviations above nought, each as likely as the others.
    probability : float
        Of one half or more, and below one.

    Raises
    ------
    OutOfRange
        If the probability lies outside [0.5, 1).
    """
    if not 0.5 <= probability < 1:
        raise OutOfRange(
            f"probability {probability:g} lies outside [0.5, 1)",
            where="people.calibration",
            mend="the mixture is symmetric: give 1 less the probability, and turn the sign",
        )
    low, high = np.zeros(deviations.shape[:-1]), 12.0 * deviations.max(axis=-1)
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        short = mixture_probability(deviations, middle) < probability
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    return np.asarray(0.5 * (low + high))
