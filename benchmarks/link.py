"""What linking costs: overhead a block, ratio to plain NumPy, and a chain of 1,000 blocks.

Run ``python benchmarks/link.py``. The aims: under 1 ms a block, at most 6 times plain NumPy, and
under 1 s to build and order the chain.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Annotated, Any, cast

import numpy as np
import xarray as xr

from bongsu.link import Edge, Model, block, build, system_of
from bongsu.variables import Declarations, Variable

DRAWS, PERIODS, CHAIN = 1000, 20, 1000
YEARS = list(range(2026, 2026 + PERIODS))
SPANS = {"year": YEARS}
Won = Annotated[xr.DataArray, Edge("trillion won")]
Share = Annotated[xr.DataArray, Edge("share")]


@block
def income(wage: Won, hours: Share) -> Won:
    """Pay for the hours worked."""
    return wage * hours


@block
def tax(income: Won, tax_share: Share) -> Won:
    """Take a share of income."""
    return income * tax_share


@block
def consumption(income: Won, tax: Won) -> Won:
    """Most of what is left."""
    return 0.8 * (income - tax)


@block
def output(consumption: Won, exports: Won) -> Won:
    """Add what is bought abroad."""
    return consumption + exports


@block
def gap(output: Won, tax: Won) -> Share:
    """Output that is not taxed, as a share."""
    return 1 - tax / output


@block
def stress(gap: Share) -> Share:
    """Rise with the gap, from nought to one."""
    fallen = cast("xr.DataArray", np.exp(-gap))  # NumPy's own types say ndarray
    return 1 / (1 + fallen)


BLOCKS = (income, tax, consumption, output, gap, stress)
UNITS = {"wage": "trillion won", "hours": "share", "tax_share": "share", "exports": "trillion won"}
MADE = {"income": "trillion won", "tax": "trillion won", "consumption": "trillion won"}
MADE |= {"output": "trillion won", "gap": "share", "stress": "share"}


def linked(units: Mapping[str, str], given: set[str], functions: Mapping[str, Any]) -> Model:
    """Link functions as one system."""
    module = ModuleType("benchmark")
    for name, function in functions.items():
        function.__module__ = "benchmark"
        setattr(module, name, function)
    variables = {
        f"toy.{name}": Variable(
            name=f"toy.{name}",
            title=f"Toy {name}",
            title_ko="예",
            unit=unit,
            frequency="year",
            parameter=name in given,
            range=(0.0, None),
        )
        for name, unit in units.items()
    }
    return build([system_of(Declarations(system="toy", variables=variables), [module])])


def arrays() -> dict[str, xr.DataArray]:
    """Return parameters over 16 branches, draws and years."""
    numbers = np.random.default_rng(1)
    sizes = {"bargain": 4, "law": 4, "draw": DRAWS, "year": PERIODS}
    labels = {name: YEARS if name == "year" else range(size) for name, size in sizes.items()}

    def drawn(low: float, high: float, *dims: str) -> xr.DataArray:
        values = numbers.uniform(low, high, [sizes[dim] for dim in dims])
        return xr.DataArray(values, {dim: list(labels[dim]) for dim in dims}, dims)

    return {
        "toy.wage": drawn(90, 110, "bargain", "law", "draw", "year"),
        "toy.hours": drawn(0.8, 1.0, "draw", "year"),
        "toy.tax_share": drawn(0.1, 0.3, "law", "year"),
        "toy.exports": drawn(10, 30, "bargain", "year"),
    }


def run(model: Model, given: Mapping[str, xr.DataArray]) -> dict[str, xr.DataArray]:
    """Run every step."""
    held = dict(given)
    for step in model.steps:
        held.update(step.compute({name: held[name] for name in step.inputs}, SPANS))
    return held


def unlinked(given: Mapping[str, xr.DataArray]) -> xr.DataArray:
    """Call the same functions by hand."""
    wage, hours, tax_share, exports = (given[f"toy.{name}"] for name in UNITS)
    earned = income(wage, hours)
    taken = tax(earned, tax_share)
    made = output(consumption(earned, taken), exports)
    return stress(gap(made, taken))


def plain(given: Mapping[str, xr.DataArray]) -> np.ndarray[Any, Any]:
    """Compute the same in NumPy, as one would for this case alone."""
    wage, hours = given["toy.wage"].values, given["toy.hours"].values
    tax_share = given["toy.tax_share"].values[None, :, None]
    exports = given["toy.exports"].values[:, None, None]
    earned = wage * hours
    taken = earned * tax_share
    made = 0.8 * (earned - taken) + exports
    result: np.ndarray[Any, Any] = 1 / (1 + np.exp(-(1 - taken / made)))
    return result


def best(*actions: Callable[[], object], repeats: int = 15) -> list[float]:
    """Return each action's shortest time in seconds, the actions taking turns.

    Whether memory is fresh or used before matters as much as the sums, so all share one state.
    """
    times: list[list[float]] = [[] for _ in actions]
    for _ in range(repeats):
        for action, spent in zip(actions, times, strict=True):
            begun = time.perf_counter()
            action()
            spent.append(time.perf_counter() - begun)
    return [min(spent) for spent in times]


def chain() -> Callable[[], Model]:
    """Return what links a chain in which every block takes the one before."""
    source = "\n".join(
        f"@block\ndef link_{n}(link_{n - 1}: Won) -> Won:\n    return link_{n - 1}"
        for n in range(1, CHAIN + 1)
    )
    made: dict[str, Any] = {"block": block, "Won": Won, "__name__": "benchmark"}
    exec(source, made)  # noqa: S102  # a thousand functions that nobody wants to read
    units = {f"link_{n}": "trillion won" for n in range(CHAIN + 1)}
    functions = {name: made[name] for name in units if name in made}
    return lambda: linked(units, {"link_0"}, functions)


def main() -> None:
    """Check that all ways agree, time them, print the figures."""
    given = arrays()
    model = linked(UNITS | MADE, set(UNITS), {function.__name__: function for function in BLOCKS})
    np.testing.assert_allclose(run(model, given)["toy.stress"], plain(given), rtol=1e-12)
    small = {name: array.isel(draw=[0]) if "draw" in array.dims else array
             for name, array in given.items()}  # fmt: skip
    by_hand, bare, spent = best(
        lambda: plain(given), lambda: unlinked(given), lambda: run(model, given)
    )
    one_bare, one = best(lambda: unlinked(small), lambda: run(model, small), repeats=50)
    (chained,) = best(chain(), repeats=5)
    print(f"{len(BLOCKS)} blocks, 16 branches x {DRAWS} draws x {PERIODS} periods")
    print(f"plain NumPy            {by_hand * 1e3:8.2f} ms")
    print(f"the functions, by hand {bare * 1e3:8.2f} ms, {bare / by_hand:5.2f} times plain NumPy")
    print(f"linked                 {spent * 1e3:8.2f} ms, {spent / by_hand:5.2f} times plain NumPy")
    print(f"overhead of a block    {(spent - bare) / len(BLOCKS) * 1e3:8.3f} ms at this size")
    print(f"overhead of a block    {(one - one_bare) / len(BLOCKS) * 1e3:8.3f} ms on one draw")
    print(f"chain of {CHAIN} blocks   {chained * 1e3:8.1f} ms to declare and link")


if __name__ == "__main__":
    main()
