"""Plain arrays for loops over years: dims of issues and draws first, own dims last."""

from __future__ import annotations

from collections.abc import Sequence

import xarray as xr

from bongsu.cohorts.lifetable import FloatArray


def lead_dims(*arrays: xr.DataArray, own: Sequence[str]) -> tuple[str, ...]:
    """Return the dims of issues and draws, in the order in which they come; `draw` is the last."""
    found = dict.fromkeys(str(dim) for array in arrays for dim in array.dims if dim not in own)
    drawn = found.pop("draw", 0) is None
    return (*found, *(("draw",) if drawn else ()))


def plain(array: xr.DataArray, lead: Sequence[str], own: Sequence[str]) -> FloatArray:
    """Return values as (lead..., own...); a lead dim that the array lacks has length one."""
    absent = [dim for dim in lead if dim not in array.dims]
    values: FloatArray = array.expand_dims(absent).transpose(*lead, *own).to_numpy()
    return values


def lead_coords(*arrays: xr.DataArray, lead: Sequence[str]) -> dict[str, xr.DataArray]:
    """Return the labels of the leading dims."""
    return {
        dim: array.coords[dim] for array in reversed(arrays) for dim in lead if dim in array.coords
    }
