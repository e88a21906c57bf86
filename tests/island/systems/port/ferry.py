"""The ferry and the fund that its takings fill."""

from __future__ import annotations

from typing import Annotated

import xarray as xr

from bongsu.link import Edge, block

Passengers = Annotated[xr.DataArray, Edge("thousand person/quarter")]
Fare = Annotated[xr.DataArray, Edge("thousand won/person")]
Fund = Annotated[xr.DataArray, Edge("million won")]
Takings = Annotated[xr.DataArray, Edge("million won/quarter")]
Index = Annotated[xr.DataArray, Edge("index")]


@block
def takings(passengers: Passengers, fare: Fare) -> Takings:
    """Passengers times fare."""
    return passengers * fare


@block
def fare_index(fare: Fare) -> Index:
    """Fares relative to the first quarter's."""
    return fare / fare.isel(quarter=0, drop=True)


@block
def harbour_fund(opening_fund: Fund, takings: Takings) -> Fund:
    """What was there, and all takings since."""
    return opening_fund + takings.cumsum("quarter").assign_coords(quarter=takings["quarter"])
