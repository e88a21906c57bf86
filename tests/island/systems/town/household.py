"""Income and tax, benefits under two laws, the bread market, and one identity."""

from __future__ import annotations

from typing import Annotated

import xarray as xr

from bongsu.link import Edge, block, check, solve

Series = xr.DataArray
Stock = Annotated[xr.DataArray, Edge("billion won")]
Flow = Annotated[xr.DataArray, Edge("billion won/year")]
Share = Annotated[xr.DataArray, Edge("share")]
People = Annotated[xr.DataArray, Edge("thousand person")]
Index = Annotated[xr.DataArray, Edge("index")]
Year = Annotated[xr.DataArray, Edge("year")]


@block(outputs=("income", "tax"))
def taxed(mill__output: Flow, tax_share: Share) -> tuple[Flow, Flow]:
    """What the mill pays, after tax and as tax."""
    tax = mill__output * tax_share
    return mill__output - tax, tax


@block(of="benefit", effective=("2000-01-01", "2026-06-30"))
def benefit_of_old(tax: Flow, people: People) -> Flow:
    """All tax, by heads."""
    return tax * people / people.sum("sex")


@block(of="benefit", effective=("2026-07-01", None))
def benefit_reformed(tax: Flow, people: People, port__fare_index: Index) -> Flow:
    """Half of it, more when the ferry is dear."""
    return 0.5 * port__fare_index * tax * people / people.sum("sex")


@block
def demand(income: Flow, price: Index) -> Flow:
    """Less when bread is dear."""
    return income / (1 + price)


@block
def price(demand: Flow) -> Index:
    """More when much is asked for."""
    return 0.5 + 0.01 * demand


solve("price", "demand", start={"price": "first_price"}, tolerance=1e-12)


@block
def rich_year(income: Flow) -> Year:
    """The first year above 60."""
    year = income["year"].where(income > 60.0)
    return year.min("year")


@block
def savings(port__harbour_fund: Stock) -> Stock:
    """The fund at the year's end."""
    return port__harbour_fund


@check(tolerance=1e-9)
def balance(mill__output: Flow, income: Flow, tax: Flow) -> Series:
    """Output less what became of it."""
    return mill__output - income - tax
