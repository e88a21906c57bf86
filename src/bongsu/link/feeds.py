"""What happens to a variable on its way into an argument: coarser periods, scale, lag."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from bongsu.periods import Frequency, Period
from bongsu.variables import Coarser

Labels = tuple[int | str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One argument: the variable that fills it, and what is done to it first."""

    argument: str
    name: str  # full name of the variable
    unit: str  # as it reaches the argument
    factor: float = 1.0
    frequency: Frequency | None = None  # as it reaches the argument
    rule: Coarser | None = None  # how it gets there from a finer one
    lag: int = 0
    initial: str | None = None  # full name; stands in before the first period

    @property
    def names(self) -> tuple[str, ...]:
        """The variables that it needs."""
        return (self.name,) if self.initial is None else (self.name, self.initial)


def fetch(feed: Feed, values: Mapping[str, xr.DataArray]) -> xr.DataArray:
    """Return an argument's array; the variable's own, uncopied, where nothing is to be done."""
    array = values[feed.name]
    if feed.rule is not None and feed.frequency is not None:
        array = coarsen(array, feed.frequency, feed.rule)
    if feed.factor != 1.0:
        array = array * feed.factor
    if feed.initial is not None:
        array = _lagged(array, values[feed.initial] * feed.factor, feed)
    return array


def _lagged(array: xr.DataArray, initial: xr.DataArray, feed: Feed) -> xr.DataArray:
    dim = str(feed.frequency)
    shifted = array.shift({dim: feed.lag}, fill_value=0.0)
    later = xr.DataArray(np.arange(array.sizes[dim]) >= feed.lag, {dim: array[dim]}, (dim,))
    filled: xr.DataArray = shifted.where(later, initial)
    return filled


def coarsen(array: xr.DataArray, frequency: Frequency, rule: Coarser) -> xr.DataArray:
    """Bring an array to a coarser frequency.

    Parameters
    ----------
    array : xr.DataArray
        Along its own time dimension, which is finer.
    frequency : Frequency
        The coarser one.
    rule : Coarser
        Sum or mean over the periods, or the value of the last.

    Returns
    -------
    xr.DataArray
        Over the periods that are complete; for `end`, those whose last part is there.

    Examples
    --------
    >>> quarters = xr.DataArray([1.0, 2.0, 3.0, 4.0, 5.0], {"quarter": [
    ...     "2025Q4", "2026Q1", "2026Q2", "2026Q3", "2026Q4"]})
    >>> coarsen(quarters, Frequency.YEAR, Coarser.SUM).to_series().to_dict()
    {2026: 14.0}
    """
    own = next(str(dim) for dim in array.dims if dim in _FINER[frequency])
    members, labels = _groups(tuple(array[own].values.tolist()), frequency, rule is Coarser.END)
    axis = array.dims.index(own)
    result = _reduce(np.moveaxis(array.values, axis, -1), members, rule)
    dims = [str(frequency) if dim == own else dim for dim in array.dims]
    coords = {dim: array.coords[dim] for dim in dims if dim in array.coords}
    return xr.DataArray(
        np.moveaxis(result, -1, axis), {**coords, str(frequency): list(labels)}, dims
    )


_FINER = {
    coarse: frozenset(str(fine) for fine in Frequency if fine.finer_than(coarse))
    for coarse in Frequency
}


def _reduce(
    values: NDArray[Any], members: tuple[tuple[int, ...], ...], rule: Coarser
) -> NDArray[Any]:
    """Add part by part, so that bits do not depend on how the array lies in memory."""
    if rule is Coarser.END:
        return values[..., [group[-1] for group in members]]
    total = np.zeros((*values.shape[:-1], len(members)))
    for place in range(max(map(len, members), default=0)):
        having = [number for number, group in enumerate(members) if len(group) > place]
        total[..., having] += values[..., [members[number][place] for number in having]]
    if rule is Coarser.MEAN:
        total /= np.array([len(group) for group in members], dtype=float)
    return total


@lru_cache(maxsize=64)
def _groups(
    labels: Labels, frequency: Frequency, end: bool
) -> tuple[tuple[tuple[int, ...], ...], Labels]:
    """Return positions by coarser period, and the labels of those that can be filled."""
    groups: dict[Period, list[tuple[int, Period]]] = {}
    for position, label in enumerate(labels):
        period = Period.parse(label)
        groups.setdefault(period.to(frequency), []).append((position, period))
    whole = {
        coarse: tuple(position for position, _ in parts)
        for coarse, parts in groups.items()
        if parts[-1][1].end == coarse.end and (end or parts[0][1].start == coarse.start)
    }
    return tuple(whole.values()), tuple(coarse.label for coarse in whole)
