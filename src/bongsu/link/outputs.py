"""The way out of a block: dims, labels, missing values and range of what it computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from bongsu.errors import DimensionMismatch, MissingValue, OutOfRange
from bongsu.variables import Variable

Spans = Mapping[str, Sequence[int | str]]

DRAW = "draw"


def own_dims(variable: Variable) -> tuple[str, ...]:
    """Return a variable's declared dims with its time dim last."""
    return (*variable.dims, variable.time_dim) if variable.time_dim else variable.dims


def finish(
    variable: Variable,
    array: xr.DataArray,
    *,
    leading: Mapping[str, int],
    spans: Spans,
    where: str,
) -> xr.DataArray:
    """Check what a block computed, and bring it into canonical order.

    Parameters
    ----------
    variable : Variable
        What was computed.
    array : xr.DataArray
        Its values; not changed.
    leading : mapping of str to int
        Sizes of the dims ``draw`` and of issues that the block's inputs have.
    spans : mapping of str to sequence
        All labels of the run, by time dim.
    where : str
        What errors name.

    Returns
    -------
    xr.DataArray
        A view: issue dims as they came, ``draw``, declared dims, time.

    Raises
    ------
    DimensionMismatch
        If dims or labels are not those declared.
    MissingValue, OutOfRange
        If values are missing, infinite or outside the declared range.
    """
    array = _ordered(variable, array, leading, where)
    _check_labels(variable, array, spans, where)
    if array.dtype != np.float64:
        array = array.astype(np.float64)
    check_values(variable, array, where=where)
    array.name = variable.name
    array.attrs = {"unit": variable.unit, "title": variable.title}
    return array


def _ordered(
    variable: Variable, array: xr.DataArray, leading: Mapping[str, int], where: str
) -> xr.DataArray:
    own = own_dims(variable)
    dims = [str(dim) for dim in array.dims]
    before = [dim for dim in dims if dim not in own]
    lacking = [dim for dim in own if dim not in dims]
    if lacking or not all(leading.get(dim) == array.sizes[dim] for dim in before):
        allowed = ", ".join(f"{dim} ({size})" for dim, size in leading.items())
        shape = ", ".join(f"{dim} ({array.sizes[dim]})" for dim in dims)
        raise DimensionMismatch(
            f"{variable.name} has dims ({shape}), declared are ({', '.join(own)})",
            where=where,
            mend="return the declared dims"
            + (f"; of the inputs it may keep {allowed}" if allowed else ""),
        )
    order = [*(dim for dim in before if dim != DRAW), *([DRAW] if DRAW in dims else ()), *own]
    array = array.copy(deep=False) if order == dims else array.transpose(*order)
    if stray := [name for name in array.coords if name not in dims]:
        array = array.drop_vars(stray)
    return array


def _check_labels(variable: Variable, array: xr.DataArray, spans: Spans, where: str) -> None:
    for dim in array.dims:
        if dim not in array.coords:
            raise DimensionMismatch(
                f"{variable.name} has no labels along {dim}",
                where=where,
                mend="keep the labels of the inputs: compute on labelled arrays",
            )
    dim = variable.time_dim
    if dim is None:
        return
    labels, span = array.indexes[dim], spans[dim]
    if len(labels) == 0 or list(labels) != list(span[len(span) - len(labels) :]):
        shown = f"{labels[0]} to {labels[-1]} ({len(labels)})" if len(labels) else "none"
        raise DimensionMismatch(
            f"{variable.name} covers {shown}, the run is {span[0]} to {span[-1]} ({len(span)})",
            where=where,
            mend=f"return every {dim} from the first that is known to the end of the run",
        )


def check_values(variable: Variable, array: xr.DataArray, *, where: str) -> None:
    """Raise where values are missing without leave, infinite, or outside the declared range.

    Raises
    ------
    MissingValue, OutOfRange
        With the labels of the first such value.
    """
    values = array.values
    if values.size == 0:
        return
    low, high = variable.range
    with np.errstate(invalid="ignore"):
        least, most = values.min(), values.max()  # two quick passes; each is NaN if any value is
    if not (np.isfinite(least) and np.isfinite(most)):
        _check_finite(variable, array, where)
        least, most = np.fmin.reduce(values, axis=None), np.fmax.reduce(values, axis=None)
    if (low is not None and least < low) or (high is not None and most > high):
        below = values < (-np.inf if low is None else low)
        above = values > (np.inf if high is None else high)
        at = _first(below | above)
        raise OutOfRange(
            f"{variable.name} is {values[at]:g} {variable.unit}{_labels(array, at)}, its range is "
            f"{'any' if low is None else f'{low:g}'} to {'any' if high is None else f'{high:g}'}",
            where=where,
            mend="mend the formula or its inputs, or correct `range` in variables.yaml",
        )


def _check_finite(variable: Variable, array: xr.DataArray, where: str) -> None:
    values = array.values
    missing = np.isnan(values)
    if not variable.missing and missing.any():
        raise MissingValue(
            f"{variable.name} has {int(missing.sum())} missing values, the first"
            f"{_labels(array, _first(missing))}",
            where=where,
            mend="mend the inputs; if a gap has a meaning, declare `missing: true` and a `note`",
        )
    endless = np.isinf(values)
    if endless.any():
        raise OutOfRange(
            f"{variable.name} is infinite{_labels(array, _first(endless))}",
            where=where,
            mend="look for a division by nought in the block",
        )


def _first(faulty: NDArray[Any]) -> tuple[int, ...]:
    return tuple(int(place) for place in np.unravel_index(int(np.argmax(faulty)), faulty.shape))


def _labels(array: xr.DataArray, at: tuple[int, ...]) -> str:
    found = (
        f"{dim}={array.coords[dim].values[place] if dim in array.coords else place}"
        for dim, place in zip(array.dims, at, strict=True)
    )
    return f" at {', '.join(found)}" if array.dims else ""
