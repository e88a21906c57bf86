"""Means and quantiles over issues and draws, by the weights of a run.

Probabilities are weights and never inputs, so every statistic here is a reading of numbers that
already exist: changing a probability changes what these functions return and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from bongsu.errors import OutOfRange

DRAW = "draw"
_ROUNDING = 1e-12  # a cumulative weight this close below `q` has reached it
_CELLS_AT_ONCE = 4_000_000  # sorted together; bounds the memory of one pass to some 100 MB


def uncertain_dims(array: xr.DataArray, weights: xr.DataArray) -> tuple[str, ...]:
    """Return the dimensions of an array that are issues or draws, in the array's order."""
    return tuple(str(d) for d in array.dims if d in weights.dims or d == DRAW)


def marginal(array: xr.DataArray, weights: xr.DataArray) -> xr.DataArray:
    """Return the joint weights of the array's own issues and draws; they sum to one.

    Issues that do not reach the array are summed out. Draws that have no weights are equally
    likely.
    """
    dims = uncertain_dims(array, weights)
    shares = weights.sum([d for d in weights.dims if d not in dims])
    if DRAW in dims and DRAW not in weights.dims:
        count = array.sizes[DRAW]
        even = xr.DataArray(np.full(count, 1.0 / count), {DRAW: array[DRAW]}, (DRAW,))
        shares = shares * even
    here = {d: array[d] for d in dims if d in array.coords and d in shares.coords}
    bare = shares.drop_vars([c for c in shares.coords if c not in shares.dims])
    return bare.sel(here).transpose(*dims)


def weighted_mean(array: xr.DataArray, weights: xr.DataArray) -> xr.DataArray:
    """Return the mean over issues and draws.

    Parameters
    ----------
    array : xr.DataArray
        Any variable; unit as it is.
    weights : xr.DataArray
        Joint probabilities over issue dimensions, and over ``draw`` if issues were moved there;
        they sum to one.

    Returns
    -------
    xr.DataArray
        Without issue dimensions and ``draw``; NaN where any outcome of positive weight is NaN.
    """
    dims = uncertain_dims(array, weights)
    if not dims:
        return array
    shares = marginal(array, weights)
    # An impossible branch may hold anything, NaN included, and must not show.
    counted = array.where(shares > 0, 0.0)
    mean: xr.DataArray = xr.dot(counted, shares, dim=list(dims))
    return mean.assign_attrs(array.attrs)


def weighted_quantile(
    array: xr.DataArray, weights: xr.DataArray, q: float | Sequence[float]
) -> xr.DataArray:
    """Return quantiles over issues and draws together.

    The quantile is the inverse of the distribution function: the smallest value that is not
    exceeded with probability ``q`` or more. It always is a value that occurs in the run, so a year
    stays a year. NaN is sorted last ("not within the horizon"): where the quantile falls in the
    mass of NaN, it is NaN.

    Parameters
    ----------
    array : xr.DataArray
        Any variable; unit as it is.
    weights : xr.DataArray
        Joint probabilities over issue dimensions, and over ``draw`` if issues were moved there.
    q : float or sequence of float
        Probabilities in [0, 1].

    Returns
    -------
    xr.DataArray
        Without issue dimensions and ``draw``; a sequence adds a first dimension ``quantile``.

    Raises
    ------
    OutOfRange
        If a probability lies outside [0, 1].

    References
    ----------
    Hyndman, R. and Fan, Y. (1996), "Sample Quantiles in Statistical Packages", The American
    Statistician 50, definition 1.

    Examples
    --------
    >>> years = xr.DataArray([2050.0, 2055.0, np.nan], {"path": ["a", "b", "c"]}, ("path",))
    >>> chances = xr.DataArray([0.2, 0.5, 0.3], {"path": ["a", "b", "c"]}, ("path",))
    >>> weighted_quantile(years, chances, [0.2, 0.5, 0.9]).values.tolist()
    [2050.0, 2055.0, nan]
    """
    levels = np.atleast_1d(np.asarray(q, dtype=float))
    if not bool(((levels >= 0) & (levels <= 1)).all()):
        raise OutOfRange(
            f"{q} is not a probability",
            where="a quantile",
            mend="give numbers between 0 and 1, such as 0.05 for the 5th percentile",
        )
    dims = uncertain_dims(array, weights)
    kept = [d for d in array.dims if d not in dims]
    shares = marginal(array, weights).values.reshape(-1)
    flat = array.transpose(*dims, *kept).values.reshape(shares.size, -1)
    width = max(1, _CELLS_AT_ONCE // shares.size)
    parts = [
        _columns(flat[:, first : first + width], shares, levels)
        for first in range(0, flat.shape[1], width)
    ]
    shape = (levels.size, *(array.sizes[d] for d in kept))
    values = np.concatenate(parts, axis=1).reshape(shape) if parts else np.empty(shape)
    coords = {d: array[d] for d in kept if d in array.coords}
    found = xr.DataArray(
        values, {"quantile": levels, **coords}, ("quantile", *kept), attrs=array.attrs
    )
    return found.isel(quantile=0, drop=True) if np.ndim(q) == 0 else found


def _columns(
    values: NDArray[np.float64], shares: NDArray[np.float64], levels: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return quantiles (level, column) of columns of values (outcome, column); NaN sorts last."""
    possible = shares > 0  # so that the 0-quantile is a value that can occur
    values, shares = values[possible], shares[possible]
    if np.ptp(shares) < _ROUNDING / shares.size:
        reached = _first_at(np.cumsum(shares)[:, None], levels)
        return np.asarray(np.sort(values, axis=0)[reached[:, 0]])
    order = np.argsort(values, axis=0, kind="stable")
    reached = _first_at(np.cumsum(shares[order], axis=0), levels)
    rows = np.take_along_axis(order, reached, axis=0)
    return np.asarray(np.take_along_axis(values, rows, axis=0))


def _first_at(mass: NDArray[np.float64], levels: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return the first row (level, column) at which the cumulative weight reaches each level."""
    rows = [(mass < level - _ROUNDING).sum(axis=0) for level in levels]
    return np.asarray(np.minimum(np.stack(rows), mass.shape[0] - 1))
