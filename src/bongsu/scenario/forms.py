"""The one form in which arrays are stored, sent and taken in."""

from __future__ import annotations

import numpy as np
import xarray as xr

from bongsu.variables import Variable


def frozen(array: xr.DataArray) -> xr.DataArray:
    """Make an array read-only: a block that wrote into its input would change what others see."""
    array.values.flags.writeable = False
    return array


def settled(array: xr.DataArray, variable: Variable) -> xr.DataArray:
    """Return an array in the one form in which it is stored, sent and taken in.

    Bits of a sum can depend on how its terms lie in memory, so that rows lie alike everywhere.
    """
    plain = array.reset_coords(drop=True) if len(array.coords) > array.ndim else array
    plain = plain.copy(deep=False, data=np.asarray(array.values, np.float64, order="C").view())
    plain.name = variable.name
    plain.attrs = {"unit": variable.unit, "title": variable.title}
    return frozen(plain)


def made(array: xr.DataArray, variable: Variable) -> xr.DataArray:
    """Settle what a step made, which mostly lies as it should and is nobody else's."""
    lies = array.dtype == np.float64 and array.values.flags.c_contiguous
    named = array.name == variable.name and array.attrs.get("unit") == variable.unit
    bare = len(array.coords) == array.ndim
    return frozen(array) if lies and named and bare else settled(array, variable)
