"""A toy island for the engine: a harvest, what it feeds, and what it is worth.

Blocks note in a file, named by the environment, each time they run, so that tests can count and
time them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import xarray as xr

from bongsu.variables import Variable

YEARS = list(range(2026, 2034))
Array = xr.DataArray


def note(name: str, *inputs: Array) -> None:
    """Log that a block ran, on which first draw, after the nap that the environment asks for."""
    if path := os.environ.get("BONGSU_TOY_LOG"):
        first = next((int(a["draw"][0]) for a in inputs if "draw" in a.dims), -1)
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(handle, f"{name} {first}\n".encode())
        os.close(handle)
    time.sleep(float(os.environ.get("BONGSU_TOY_NAP", "0")))


def yield_of(rain: Array) -> Array:
    return 1.5 * rain**0.5


def harvest(rain: Array, luck: Array) -> Array:
    note("harvest", rain)
    return yield_of(rain) * luck


def food(harvest: Array, imports: Array) -> tuple[Array, Array]:
    note("food", harvest)
    return harvest + imports, imports * 0.5


def wealth(food: Array, opening: Array) -> Array:
    note("wealth", food)
    held, path = opening, []
    for year in food["year"].values:
        held = held * 1.02 + np.log1p(food.sel(year=year, drop=True))
        path.append(held.assign_coords(year=year))
    return xr.concat(path, dim="year").transpose(..., "year")


def rank(wealth: Array) -> Array:
    note("rank", wealth)
    return wealth - wealth.mean("draw")


def ships(imports: Array) -> Array:
    note("ships", imports)
    return imports * 3.0


def joy(rank: Array, ships: Array, food: Array) -> Array:
    note("joy", rank)
    return rank * ships + food


@dataclass(frozen=True)
class ToyStep:
    """A step in the engine's terms: full names outside, plain arguments inside."""

    name: str
    function: Callable[..., Any]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    together: bool = False
    version: int = 1

    @property
    def functions(self) -> tuple[Callable[..., Any], ...]:
        return (self.function,)

    def compute(
        self, inputs: Mapping[str, Array], spans: Mapping[str, Sequence[int | str]]
    ) -> dict[str, Array]:
        if set(spans) - {"year"}:
            raise ValueError(f"the island knows years only, not {sorted(spans)}")
        arguments = {name.partition(".")[2]: inputs[name] for name in self.inputs}
        made = self.function(**arguments)
        parts = made if isinstance(made, tuple) else (made,)
        return dict(zip(self.outputs, parts, strict=True))


def _step(function: Callable[..., Any], *outputs: str, together: bool = False) -> ToyStep:
    names = function.__code__.co_varnames[: function.__code__.co_argcount]
    outputs = outputs or (function.__name__,)
    return ToyStep(
        name=f"isle.{function.__name__}",
        function=function,
        inputs=tuple(f"isle.{name}" for name in names),
        outputs=tuple(f"isle.{name}" for name in outputs),
        together=together,
    )


STEPS = (
    _step(harvest),
    _step(ships),
    _step(food, "food", "customs"),
    _step(wealth),
    _step(rank, together=True),
    _step(joy),
)


def variable(name: str, *, parameter: bool = False, frequency: str | None = "year") -> Variable:
    return Variable(
        name=f"isle.{name}",
        title=f"The {name}",
        title_ko=name,
        unit="tonne",
        frequency=frequency,
        parameter=parameter,
    )


VARIABLES = {
    v.name: v
    for v in (
        variable("rain", parameter=True),
        variable("luck", parameter=True),
        variable("imports", parameter=True),
        variable("opening", parameter=True, frequency=None),
        *map(variable, ("harvest", "ships", "food", "customs", "wealth", "rank", "joy")),
    )
}


@dataclass(frozen=True)
class ToyCheck:
    """An identity of the island."""

    name: str
    inputs: tuple[str, ...]
    tolerance: float
    function: Callable[..., Array]

    def compute(self, inputs: Mapping[str, Array]) -> Array:
        return self.function(*(inputs[name] for name in self.inputs))


def balance(food: Array, harvest: Array, imports: Array) -> Array:
    return food - harvest - imports


CHECKS = (ToyCheck("isle.balance", ("isle.food", "isle.harvest", "isle.imports"), 1e-9, balance),)


@dataclass(frozen=True)
class ToyPlan:
    """A plan in the engine's terms."""

    scenario: Any
    model: Any
    spans: dict[str, list[int]]
    parameters: dict[str, Array]
    weights: Array
    draws: int
    seed: int = 1
    origins: dict[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    passing: frozenset[str] = frozenset()
    chunk: int = 1000

    def having(self, **parameters: Array) -> ToyPlan:
        """Return the plan with other parameters."""
        changed = {f"isle.{name}": array for name, array in parameters.items()}
        return replace(self, parameters={**self.parameters, **changed})


def plan(draws: int = 40) -> Any:
    """Return a plan with an issue of two outcomes and some draws."""
    numbers = np.random.default_rng(7)
    labels = {"draw": range(draws), "year": YEARS}
    rain = Array(numbers.gamma(4.0, size=(draws, len(YEARS))), labels, ("draw", "year"))
    luck = Array([0.8, 1.3], {"storm": ["yes", "no"]}, ("storm",)) * Array(
        np.ones(len(YEARS)), {"year": YEARS}, ("year",)
    )
    imports = Array(np.linspace(1.0, 2.0, len(YEARS)), {"year": YEARS}, ("year",))
    given = {"rain": rain, "luck": luck, "imports": imports, "opening": Array(10.0)}
    return ToyPlan(
        scenario=SimpleNamespace(scenario="calm", title="A calm decade", as_of=None, outputs=()),
        model=SimpleNamespace(variables=VARIABLES, steps=STEPS, checks=CHECKS),
        spans={"year": YEARS},
        parameters={
            f"isle.{name}": array.assign_attrs(unit="tonne") for name, array in given.items()
        },
        weights=Array([0.25, 0.75], {"storm": ["yes", "no"]}, ("storm",)),
        draws=draws,
    )
