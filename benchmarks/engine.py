"""How fast the engine runs eight linked blocks, beside the same equations in plain NumPy.

Run ``python benchmarks/engine.py``. It prints branch-draws a second and the ratio of times, with
and without a store; the aims are 200,000 a second and a ratio of 6 or less in memory.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import xarray as xr

from bongsu.link import build, discover
from bongsu.scenario.run import run_plan
from bongsu.scenario.store import Store

DRAWS, PERIODS = 1000, 20
YEARS = list(range(2026, 2026 + PERIODS))
ISSUES = {"bargain": ["kept", "redrawn", "broken", "lost"], "law": ["a", "b", "c", "d"]}
REPEATS = 7


def parameters() -> dict[str, xr.DataArray]:
    """Return parameters over draws, years and the issues that drive them."""
    numbers = np.random.default_rng(20260211)
    sizes = {"draw": DRAWS, "year": PERIODS} | {name: len(ways) for name, ways in ISSUES.items()}
    labels: dict[str, Any] = {"draw": range(DRAWS), "year": YEARS, **ISSUES}

    def drawn(low: float, high: float, *dims: str) -> xr.DataArray:
        values = numbers.uniform(low, high, [sizes[dim] for dim in dims])
        return xr.DataArray(values, {dim: labels[dim] for dim in dims}, dims)

    return {
        "wage": drawn(90, 110, "draw", "year"),
        "hours": drawn(0.8, 1.0, "bargain", "draw", "year"),
        "exports": drawn(10, 30, "bargain", "year"),
        "tax_share": drawn(0.1, 0.3, "law", "year"),
        "outlays": drawn(15, 25, "year"),
        "interest": drawn(0.0, 0.05, "draw", "year"),
        "opening_debt": drawn(50, 50, "draw"),
    }


def by_hand(given: dict[str, xr.DataArray]) -> np.ndarray[Any, Any]:
    """Compute the same as one would for this case alone, over (bargain, law, draw, year)."""
    wage, outlays = given["wage"].values, given["outlays"].values
    hours = given["hours"].values[:, None]
    exports = given["exports"].values[:, None, None]
    tax_share = given["tax_share"].values[None, :, None]
    growth = 1 + given["interest"].values
    income = wage * hours
    tax = income * tax_share
    output = 0.8 * (income - tax) + outlays + exports
    deficit = outlays - tax
    debt = np.empty_like(deficit)
    owed = given["opening_debt"].values
    for year in range(PERIODS):
        owed = owed * growth[:, year] + deficit[..., year]
        debt[..., year] = owed
    result: np.ndarray[Any, Any] = 1 / (1 + np.exp(3 - 2 * (debt / output)))
    return result


def plan(given: dict[str, xr.DataArray]) -> Any:
    """Return what the run needs of a plan."""
    model = build(discover("islands"))  # the folder beside this script
    scenario = SimpleNamespace(scenario="bench", title="Bench", as_of=None, outputs=None)
    even = xr.DataArray(np.full((4, 4), 1 / 16), ISSUES, tuple(ISSUES))
    return SimpleNamespace(
        scenario=scenario,
        model=model,
        spans={"year": YEARS},
        parameters={
            f"atoll.{name}": array.assign_attrs(unit=model.variables[f"atoll.{name}"].unit)
            for name, array in given.items()
        },
        origins={},
        weights=even,
        draws=DRAWS,
        seed=1,
        notes=(),
    )


def best(action: Callable[[], object]) -> float:
    """Return the shortest of several times, in seconds."""
    times = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        action()
        times.append(time.perf_counter() - begun)
    return min(times)


def main() -> None:
    """Check that both ways agree, time them, print the ratios."""
    given = parameters()
    asked = plan(given)
    results = run_plan(asked)
    expected = by_hand(given)
    found = results["atoll.stress"].transpose("bargain", "law", "draw", "year").values
    np.testing.assert_allclose(found, expected, rtol=1e-12)

    hand = best(lambda: by_hand(given))
    memory = best(lambda: run_plan(asked))
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "warm") as warm:

        def cold() -> None:
            with tempfile.TemporaryDirectory(dir=folder) as fresh, Store(fresh) as store:
                run_plan(asked, store=store)

        kept = best(cold)
        run_plan(asked, store=warm)
        again = best(lambda: run_plan(asked, store=warm))
    leaves = DRAWS * expected.shape[0] * expected.shape[1]
    print(f"{len(asked.model.steps)} blocks, {DRAWS} draws x 16 branches x {PERIODS} periods")
    print(f"plain NumPy           {hand * 1e3:8.1f} ms")
    for name, spent in (
        ("in memory", memory),
        ("into a new store", kept),
        ("out of the store", again),
    ):
        print(
            f"{name:21} {spent * 1e3:8.1f} ms, {leaves / spent:12,.0f} branch-draws a second, "
            f"{spent / hand:5.1f} times plain NumPy"
        )


if __name__ == "__main__":
    main()
