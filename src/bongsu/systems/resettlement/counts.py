"""A count model with overdispersion and regimes: pure functions of recorded counts.

Next year's count is a mixture of two negative binomial distributions with one mean, the level: a
narrow one while the regime lasts, and a wide one where it breaks. After each count the level moves
towards it by a fixed share, and the whole way if a break explains the count better. Nothing says
in which years regimes broke: the model finds them, from the counts up to then.

References
----------
West, M. and Harrison, J. (1997), Bayesian Forecasting and Dynamic Models, chapter 11 (intervention
and multi-process models). Gneiting, T. and Raftery, A. E. (2007), "Strictly proper scoring rules,
prediction, and estimation", Journal of the American Statistical Association 102 (CRPS).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, gammaln

from bongsu.errors import MissingValue

FloatArray = NDArray[np.float64]

GAINS = (0.6, 0.8, 1.0)  # share of the way that the level moves within a regime
SHAPES = (8.0, 12.0, 16.0, 24.0, 32.0, 48.0, 64.0, 96.0)  # spread: about 1 / sqrt(shape)
BREAK_SHAPES = (0.5, 1.0, 2.0)  # spread of a break: 140, 100 or 70 percent of the level
USUAL_SHAPE = 25.0  # a year is usually within a fifth of the level,
SHAPE_SPREAD = 0.7  # give or take a factor of two: in logarithms
FEWEST = 3  # counts from which something can be estimated
STEADY_YEARS = 10  # years ahead after which the spread within a regime grows no more
LOWEST_LEVEL = 0.5  # persons: below it the logarithms lose their hold
_TAIL = 1e-10


@dataclass(frozen=True, slots=True, kw_only=True)
class CountState:
    """What the counts so far say.

    Parameters
    ----------
    level : float
        Mean of every later year.
    shape : float
        Of the negative binomial within a regime: variance is level + level^2 / shape.
    break_shape : float
        The same after a break.
    break_chance : float
        Chance that the regime breaks within a year.
    broken : array (count)
        Probability that a regime broke in each year, judged at the end of it; the first has none.
    """

    level: float
    shape: float
    break_shape: float
    break_chance: float
    broken: FloatArray


def log_pmf(counts: ArrayLike, mean: ArrayLike, shape: ArrayLike) -> FloatArray:
    """Return the logarithm of the negative binomial's probabilities, by mean and shape.

    Examples
    --------
    >>> float(np.exp(log_pmf(np.arange(400), 20.0, 3.0)).sum().round(9))
    1.0
    """
    n, m, k = (np.asarray(part, dtype=float) for part in (counts, mean, shape))
    chosen = gammaln(n + k) - gammaln(k) - gammaln(n + 1.0)
    result: FloatArray = chosen + k * np.log(k / (k + m)) + n * np.log(m / (k + m))
    return result


def fit(counts: ArrayLike, break_chance: float) -> CountState:
    """Estimate the model from counts of consecutive years, the first of which only sets the level.

    The gain and both shapes are those of a small grid under which the counts were likeliest, each
    seen from the years before it, with a weak prior on the shape.

    Parameters
    ----------
    counts : array (year)
        Recorded counts, oldest first.
    break_chance : float
        Chance that the regime breaks within a year, in (0, 1).

    Raises
    ------
    MissingValue
        If there are fewer than three counts.
    """
    seen = np.asarray(counts, dtype=float)
    if len(seen) < FEWEST:
        raise MissingValue(
            f"{len(seen)} yearly counts of arrivals are known, the model needs {FEWEST}",
            where="resettlement.recorded_arrivals",
            mend="look from a later day",
        )
    gain, shape, break_shape = np.array(list(product(GAINS, SHAPES, BREAK_SHAPES))).T
    level, fitness = np.full(len(gain), max(seen[0], LOWEST_LEVEL)), _prior(shape)
    broken = np.zeros((len(seen), len(gain)))
    for year, count in enumerate(seen[1:], start=1):
        stays = np.log1p(-break_chance) + log_pmf(count, level, shape)
        breaks = np.log(break_chance) + log_pmf(count, level, break_shape)
        together = np.logaddexp(stays, breaks)
        fitness += together
        broken[year] = np.exp(breaks - together)
        level += (gain + (1.0 - gain) * broken[year]) * (count - level)
        level = np.maximum(level, LOWEST_LEVEL)
    best = int(fitness.argmax())
    return CountState(
        level=float(level[best]),
        shape=float(shape[best]),
        break_shape=float(break_shape[best]),
        break_chance=float(break_chance),
        broken=broken[:, best],
    )


def _prior(shape: FloatArray) -> FloatArray:
    density: FloatArray = -0.5 * (np.log(shape / USUAL_SHAPE) / SHAPE_SPREAD) ** 2
    return density


def cdf(
    counts: ArrayLike,
    ahead: ArrayLike,
    *,
    level: ArrayLike,
    shape: ArrayLike,
    break_shape: ArrayLike,
    break_chance: ArrayLike,
) -> FloatArray:
    """Return the chance of at most so many arrivals, some years ahead; everything broadcasts.

    Parameters
    ----------
    counts : array
        Nought or more; the whole part counts.
    ahead : array
        Years since the last count, from one.
    level, shape, break_shape, break_chance : array
        As in `CountState`.
    """
    n, h, m = (np.asarray(part, dtype=float) for part in (counts, ahead, level))
    lasting = (1.0 - np.asarray(break_chance, dtype=float)) ** h
    within = np.asarray(shape, dtype=float) / np.minimum(h, STEADY_YEARS)
    after = np.asarray(break_shape, dtype=float)
    result: FloatArray = lasting * _nb_cdf(n, m, within) + (1.0 - lasting) * _nb_cdf(n, m, after)
    return result


def _nb_cdf(counts: FloatArray, mean: FloatArray, shape: FloatArray) -> FloatArray:
    result: FloatArray = betainc(shape, np.floor(counts) + 1.0, shape / (shape + mean))
    return result


def quantile(
    chance: ArrayLike,
    ahead: ArrayLike,
    *,
    level: ArrayLike,
    shape: ArrayLike,
    break_shape: ArrayLike,
    break_chance: ArrayLike,
) -> FloatArray:
    """Return the smallest count that is not exceeded with a chance; the inverse of `cdf`.

    Examples
    --------
    >>> model = {"level": 200.0, "shape": 24.0, "break_shape": 1.0, "break_chance": 0.1}
    >>> middle = quantile(0.5, 1, **model)
    >>> bool(cdf(middle, 1, **model) >= 0.5 > cdf(middle - 1, 1, **model))
    True
    """
    wanted = np.minimum(np.asarray(chance, dtype=float), 1.0 - _TAIL)
    high_enough = float(np.max(_ceiling(level, break_shape)))
    shape_of = np.broadcast_shapes(
        *(np.shape(part) for part in (wanted, ahead, level, shape, break_shape, break_chance))
    )
    below, above = np.full(shape_of, -1.0), np.full(shape_of, high_enough)
    for _ in range(int(np.ceil(np.log2(high_enough + 2.0))) + 1):
        middle = np.floor(0.5 * (below + above))
        reached = (
            cdf(
                middle,
                ahead,
                level=level,
                shape=shape,
                break_shape=break_shape,
                break_chance=break_chance,
            )
            >= wanted
        )
        undecided = above - below > 1.0
        above = np.where(undecided & reached, middle, above)
        below = np.where(undecided & ~reached, middle, below)
    return above


def _ceiling(level: ArrayLike, break_shape: ArrayLike) -> FloatArray:
    """Return a count that is all but never exceeded."""
    from scipy.stats import nbinom  # noqa: PLC0415  # half a second at every start otherwise

    m = np.asarray(level, dtype=float)
    k = np.minimum(np.asarray(break_shape, dtype=float), min(SHAPES) / STEADY_YEARS)
    highest: FloatArray = np.asarray(nbinom.isf(_TAIL, k, k / (k + m)), dtype=float)
    return highest


def crps(observed: float, chances: FloatArray) -> float:
    """Return the continuous ranked probability score of a distribution of counts.

    Parameters
    ----------
    observed : float
        What came.
    chances : array (count)
        Distribution function at 0, 1, 2, ..., far enough to end near one.

    Examples
    --------
    >>> certain = (np.arange(10) >= 3).astype(float)
    >>> crps(5, certain)  # a forecast without spread: the absolute error
    2.0
    """
    counts = np.arange(len(chances))
    missed = float(((chances - (counts >= observed)) ** 2).sum())
    return missed + max(observed - len(chances), 0.0)


def crps_ahead(observed: float, ahead: int, state: CountState) -> float:
    """Return the score of a forecast some years ahead, against what came."""
    top = max(float(_ceiling(state.level, state.break_shape)), observed) + 1.0
    chances = cdf(
        np.arange(top),
        ahead,
        level=state.level,
        shape=state.shape,
        break_shape=state.break_shape,
        break_chance=state.break_chance,
    )
    return crps(observed, chances)
