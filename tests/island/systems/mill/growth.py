"""Capital makes output, output makes investment, investment makes next year's capital."""

from __future__ import annotations

from typing import Annotated

import xarray as xr

from bongsu.link import Edge, Lag, block

Stock = Annotated[xr.DataArray, Edge("billion won")]
Flow = Annotated[xr.DataArray, Edge("billion won/year")]
Scaled = Annotated[xr.DataArray, Edge("billion won/year", convert=True)]
Share = Annotated[xr.DataArray, Edge("share")]
AsShare = Annotated[xr.DataArray, Edge("share", convert=True)]
PerYear = Annotated[xr.DataArray, Edge("1/year")]


@block(lag={"capital": Lag(1, initial="opening_capital")})
def output(capital: Stock, productivity: PerYear, port__takings: Scaled) -> Flow:
    """What last year's capital makes, and half of what the ferry takes."""
    return capital * productivity + 0.5 * port__takings


@block
def investment(output: Flow, saving_share: Share) -> Flow:
    """The share of output that is saved."""
    return output * saving_share


@block(lag={"capital": Lag(1, initial="opening_capital")})
def capital(capital: Stock, investment: Flow, wear_pct: AsShare) -> Stock:
    """Last year's capital less wear, and investment."""
    return capital * (1 - wear_pct) + investment
