"""Small models from code and declarations written in a test."""

from __future__ import annotations

from itertools import count
from textwrap import dedent
from types import ModuleType
from typing import Any

import xarray as xr

from bongsu.link import Model, System, build, system_of
from bongsu.variables import Declarations, Variable, validate

_HEAD = """
from typing import Annotated
import numpy as np
import xarray as xr
from bongsu.link import Edge, Lag, block, check, solve, source
Series = xr.DataArray
Share = Annotated[xr.DataArray, Edge("share")]
"""
_NUMBERS = count()


def system(code: str, variables: dict[str, dict[str, Any]], name: str = "toy") -> System:
    """Make a system of a module's text and of declarations; share by year where none are given."""
    module = ModuleType(f"toy{next(_NUMBERS)}")
    exec(_HEAD + dedent(code), vars(module))
    common = {"title": "A toy", "title_ko": "예", "unit": "share", "frequency": "year"}
    declared = {
        f"{name}.{local}": validate(
            Variable, {**common, "name": f"{name}.{local}", **fields}, "toy"
        )
        for local, fields in variables.items()
    }
    return system_of(Declarations(system=name, variables=declared), [module])


def model(code: str, **variables: dict[str, Any]) -> Model:
    """Link one toy system."""
    return build([system(code, variables)])


def years(*values: float, first: int = 2026, **leading: list[Any]) -> xr.DataArray:
    """Return an array by year, the same along each leading dim."""
    array = xr.DataArray(list(values), {"year": range(first, first + len(values))}, ("year",))
    return array.astype(float).expand_dims(leading) if leading else array.astype(float)


def run(linked: Model, spans: dict[str, Any], **given: xr.DataArray) -> dict[str, xr.DataArray]:
    """Compute every step from parameters by local name."""
    arrays = {f"toy.{name}": array for name, array in given.items()}
    for step in linked.steps:
        arrays.update(step.compute({name: arrays[name] for name in step.inputs}, spans))
    return {name.removeprefix("toy."): array for name, array in arrays.items()}
