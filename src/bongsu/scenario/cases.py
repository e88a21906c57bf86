"""Cases: published tables that a scenario must reproduce, within a tolerance that has a reason."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from bongsu.link import System
from bongsu.scenario.entries import Number, Part, written_keys
from bongsu.scenario.files import ScenarioName
from bongsu.variables import FullName, validate
from bongsu.yaml_files import load_yaml


def _by_period(content: Any) -> Any:
    return content if isinstance(content, int | float) else written_keys(content)


class Inputs(Part):
    """What is run."""

    scenario: ScenarioName


class Tolerance(Part):
    """How far a value may lie from what is printed: both parts together."""

    absolute: Number = 0.0  # in the variable's unit
    relative: Number = 0.0

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if self.absolute < 0 or self.relative < 0:
            raise ValueError("a tolerance is nought or more")
        return self


class Case(Part):
    """One published table.

    Parameters
    ----------
    source : str
        Who published it, when and where.
    inputs : Inputs
        The scenario that it belongs to.
    expected : mapping of str to number or mapping of period to number
        Printed values by variable, in the variable's unit.
    tolerance : Tolerance
        With ``reason``: why so much.
    """

    source: str = Field(min_length=3)
    inputs: Inputs
    expected: dict[FullName, Annotated[Number | dict[str, Number], BeforeValidator(_by_period)]] = (
        Field(min_length=1)
    )
    tolerance: Tolerance
    reason: str = Field(min_length=3)


def read_cases(systems: Iterable[System]) -> dict[Path, Case]:
    """Read every case of systems, by file.

    Raises
    ------
    BadFile, Faults
        If one cannot be read, or has unknown keys or wrong values.
    """
    return {
        path: validate(Case, load_yaml(path), str(path))
        for system in systems
        for path in sorted((system.folder / "cases").glob("*.yaml"))
    }
