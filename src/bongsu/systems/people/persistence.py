"""How long deviations of fertility, life expectancy and migration last.

Each driver is a path of normal scores: nought is the medium, and the published bounds say how far a
score of one lies from it. What they do not say is how the score of one year hangs together with
that of another, and on this the spread of a population rests.

Fertility and life expectancy deviate as a random walk from a known start. Migration, as a rate, is
a mixture of processes that forget at different speeds; how the published bounds widen tells how
much of each there is. Nothing here was fitted to bounds of populations. Against the published
ones of 108 countries, the spread that comes out is measured by ``benchmarks/uncertainty.py``.
"""

from __future__ import annotations

import numpy as np

from bongsu.cohorts.lifetable import FloatArray

OUTER = 1.2815515655446004  # normal score beyond which one in ten lies

# Share of a score that is left a year later; from nought, which forgets at once, to one, which
# never forgets.
SPEEDS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.94, 0.97, 0.99, 1.0)
# Shares of variance twenty years ahead: means over countries of what their migration bounds alone
# give (`benchmarks/uncertainty.py --prior`). They steady the fit where the bounds say little.
USUAL = (0.125, 0.088, 0.091, 0.060, 0.065, 0.064, 0.076, 0.135, 0.110, 0.119, 0.039, 0.028)
STEADYING = 0.1  # weight of the usual shares
_AHEAD = 20  # years
_EARLY = 11  # years in which a single year may be special, such as one of refugees
_SPECIAL = 1.5  # times as wide as its neighbours


def random_walk_correlation(years: int) -> FloatArray:
    """Return the correlation of scores of a random walk that starts from a known value.

    Examples
    --------
    >>> random_walk_correlation(4)[0].round(3).tolist()  # of the first year with each
    [1.0, 0.707, 0.577, 0.5]
    """
    year = np.arange(1, years + 1)
    shared: FloatArray = np.sqrt(np.minimum.outer(year, year) / np.maximum.outer(year, year))
    return shared


def covariances(years: int) -> FloatArray:
    """Return the covariance (speed, year, year) of autoregressions from a known value."""
    year = np.arange(1, years + 1)
    apart, both = np.abs(np.subtract.outer(year, year)), np.minimum.outer(year, year)
    found = []
    for speed in SPEEDS:
        steps = both.astype(float) if speed == 1 else (1 - speed ** (2 * both)) / (1 - speed**2)
        found.append(steps * speed ** apart.astype(float))
    return np.stack(found)


def mixture(widths: FloatArray, usual: tuple[float, ...] | None = USUAL) -> FloatArray:
    """Return how much of each speed there is in a driver whose spread widens as given.

    Non-negative least squares of variance over published variance, early years weighing more, with
    a pull towards the usual shares.

    Parameters
    ----------
    widths : array (year)
        Standard deviations, from the first uncertain year on.
    usual : tuple, optional
        Shares of variance to lean on; None leans on nothing.

    Returns
    -------
    array (speed)
        Variance that one innovation of each speed has.

    Examples
    --------
    >>> steps = np.sqrt(np.arange(1.0, 78.0))  # widens as a random walk does
    >>> shares_of_variance(mixture(steps, usual=None)).round(2).tolist()[-1]
    1.0
    """
    years = len(widths)
    variances = np.diagonal(covariances(years), axis1=1, axis2=2)
    scale = variances[:, _AHEAD - 1] / (widths[:30] ** 2).mean()
    weight = np.arange(1, years + 1) ** -0.5
    system = (variances / widths**2).T * weight[:, None] / scale
    wanted = weight
    if usual is not None:
        pull = np.sqrt(STEADYING)
        system = np.vstack([system, pull * np.eye(len(SPEEDS))])
        wanted = np.concatenate([weight, pull * np.asarray(usual)])
    from scipy.optimize import nnls  # noqa: PLC0415  # half a second at every start otherwise

    found: FloatArray = nnls(system, wanted)[0] / scale
    return found


def shares_of_variance(amounts: FloatArray) -> FloatArray:
    """Return the share of each speed in the variance twenty years ahead."""
    ahead = amounts * np.diagonal(covariances(_AHEAD), axis1=1, axis2=2)[:, -1]
    shares: FloatArray = ahead / ahead.sum()
    return shares


def mixture_correlation(amounts: FloatArray, years: int) -> FloatArray:
    """Return the correlation (year, year) of a mixture of speeds."""
    covariance = np.einsum("s,sjk->jk", amounts, covariances(years))
    deviation = np.sqrt(np.diag(covariance))
    correlation: FloatArray = covariance / np.outer(deviation, deviation)
    return correlation


def without_special_years(widths: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Tell the usual widening from single years that are much wider than those around them.

    Returns
    -------
    usual : array (year)
        Widths with special years interpolated.
    share : array (year)
        How much of a year's width is usual: one, or less in special years.
    """
    usual, special = widths.copy(), np.zeros(len(widths), bool)
    for year in range(1, min(_EARLY + 1, len(widths) - 1)):
        around = np.concatenate([usual[max(0, year - 5) : year], usual[year + 1 : year + 8]])
        special[year] = widths[year] > _SPECIAL * np.median(around)
    if special.any():
        at = np.arange(len(widths))
        usual = np.exp(np.interp(at, at[~special], np.log(usual[~special])))
    share = np.where(special, np.minimum(usual / widths, 1.0), 1.0)
    return usual, share


def correlated(correlation: FloatArray, numbers: FloatArray) -> FloatArray:
    """Turn independent normal numbers (year, draw) into scores with a correlation over years."""
    sizes, directions = np.linalg.eigh(correlation)
    scores: FloatArray = (directions * np.sqrt(np.maximum(sizes, 0.0))) @ numbers
    return scores
