"""The toy island, linked and filled with numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import xarray as xr

from bongsu.link import Model, build, discover

YEARS = [2025, 2026, 2027, 2028]
QUARTERS = [f"{year}Q{quarter}" for year in YEARS for quarter in range(1, 5)]
DRAWS = 5


@pytest.fixture(scope="session")
def island() -> Model:
    return build(discover("tests.island.systems"))


@pytest.fixture
def spans() -> dict[str, list[int] | list[str]]:
    return {"year": YEARS, "quarter": QUARTERS}


@pytest.fixture
def parameters() -> dict[str, xr.DataArray]:
    """Every parameter; some over draws, one over an issue."""
    numbers = np.random.default_rng(7)
    labels: dict[str, Any] = {
        "draw": range(DRAWS),
        "storm": ["calm", "wild"],
        "sex": ["female", "male"],
    }
    labels |= {"year": YEARS, "quarter": QUARTERS}

    def drawn(low: float, high: float, *dims: str) -> xr.DataArray:
        values = numbers.uniform(low, high, [len(labels[dim]) for dim in dims])
        return xr.DataArray(values, {dim: list(labels[dim]) for dim in dims}, dims)

    return {
        "port.passengers": drawn(5, 9, "storm", "draw", "quarter"),
        "port.fare": drawn(40, 60, "draw", "quarter"),
        "port.opening_fund": drawn(1000, 1000),
        "mill.productivity": drawn(0.3, 0.5, "draw", "year"),
        "mill.saving_share": drawn(0.2, 0.4, "year"),
        "mill.wear_pct": drawn(5, 9, "year"),
        "mill.opening_capital": drawn(100, 120),
        "town.tax_share": drawn(0.1, 0.3, "draw", "year"),
        "town.people": drawn(10, 20, "sex", "year"),
        "town.first_price": drawn(1, 1),
    }
