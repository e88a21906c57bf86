"""Eight blocks: income, tax, consumption, output, deficit, debt, its ratio, and stress."""

from __future__ import annotations

from typing import Annotated

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from bongsu.link import Edge, block

Numbers = NDArray[np.float64]

Won = Annotated[xr.DataArray, Edge("won")]
WonAYear = Annotated[xr.DataArray, Edge("won/year")]
Share = Annotated[xr.DataArray, Edge("share")]


@block
def income(wage: WonAYear, hours: Share) -> WonAYear:
    """Pay for the hours worked."""
    return wage * hours


@block
def tax(income: WonAYear, tax_share: Share) -> WonAYear:
    """Income times the tax share."""
    return income * tax_share


@block
def consumption(income: WonAYear, tax: WonAYear) -> WonAYear:
    """Most of what is left."""
    return 0.8 * (income - tax)


@block
def output(consumption: WonAYear, outlays: WonAYear, exports: WonAYear) -> WonAYear:
    """Consumption, outlays and exports."""
    return consumption + outlays + exports


@block
def deficit(outlays: WonAYear, tax: WonAYear) -> WonAYear:
    """Outlays that taxes do not cover."""
    return outlays - tax


@block
def debt(opening_debt: Won, interest: Share, deficit: WonAYear) -> Won:
    """Last year's debt with its interest, plus the deficit."""
    years: xr.DataArray = xr.apply_ufunc(
        owed,
        opening_debt,
        interest,
        deficit,
        input_core_dims=[[], ["year"], ["year"]],
        output_core_dims=[["year"]],
    )
    return years


def owed(opening: Numbers, interest: Numbers, deficit: Numbers) -> Numbers:
    """Step through the years, which are last; branches and draws do not need each other."""
    years = deficit.shape[-1]
    shape = np.broadcast_shapes((*opening.shape, years), interest.shape, deficit.shape)
    path: Numbers = np.empty(shape)
    held = opening
    for year in range(years):
        held = held * (1 + interest[..., year]) + deficit[..., year]
        path[..., year] = held
    return path


@block
def debt_ratio(debt: Won, output: WonAYear) -> Share:
    """Debt in years of output."""
    return debt / output


@block
def stress(debt_ratio: Share) -> Share:
    """Chance of trouble, which rises with the ratio."""
    spared: xr.DataArray = xr.apply_ufunc(np.exp, 3 - 2 * debt_ratio)
    return 1 / (1 + spared)
