"""What a variable means: unit, dimensions, frequency, kind, title, range.

Each system says so in its ``variables.yaml``; how a variable comes about is said by its block.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self, TypeVar

import pydantic
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from bongsu.errors import BadFile, UnitMismatch, did_you_mean, report
from bongsu.periods import TIME_DIMS, Frequency
from bongsu.units import is_flow, parse_unit
from bongsu.yaml_files import load_yaml

LocalName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$")]
FullName = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9]*(?:_[a-z0-9]+)*$")
]
M = TypeVar("M", bound=BaseModel)

SEPARATOR = "__"  # `rates__krw_usd` as an argument is `rates.krw_usd` as a name
_SHOWN = 80  # characters of a value or key in an error


class Complaint(ValueError):
    """What a model says of a value in a file, and how to mend it; pydantic collects these.

    Parameters
    ----------
    what : str
        What is wrong.
    mend : str
        What to do about it.
    """

    def __init__(self, what: str, *, mend: str) -> None:
        super().__init__(what)
        self.mend = mend


def _known_unit(text: str) -> None:
    """Raise what pydantic collects, so that a bad unit is reported with the other faults."""
    try:
        parse_unit(text)
    except UnitMismatch as fault:
        raise Complaint(fault.what, mend=fault.mend) from fault


class Kind(StrEnum):
    """What a number counts, which decides how it may be summed."""

    STOCK = "stock"  # at the end of the period
    FLOW = "flow"  # over the period; the unit says per what
    LEVEL = "level"  # anything else: a rate, a share, an index, a date


class Coarser(StrEnum):
    """How a variable goes to a coarser frequency."""

    MEAN = "mean"
    SUM = "sum"
    END = "end"


class Variable(BaseModel):
    """One variable of one system.

    ``dims`` leaves out the time dimension, which ``frequency`` names, and the dimensions ``draw``
    and of issues, which any variable may have.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: FullName
    title: str = Field(min_length=3)
    title_ko: str = Field(min_length=1)
    unit: str
    dims: tuple[LocalName, ...] = ()
    frequency: Frequency | None = None
    kind: Kind = Kind.LEVEL
    coarser: Coarser | None = None
    range: tuple[float | None, float | None] = (None, None)
    parameter: bool = False  # given from outside, by a parameter file or a source
    missing: bool = False  # NaN has a meaning, which `note` tells
    note: str = ""

    @property
    def system(self) -> str:
        """The system that owns it."""
        return self.name.partition(".")[0]

    @property
    def time_dim(self) -> str | None:
        """The name of its time dimension, or None for what does not change."""
        return str(self.frequency) if self.frequency else None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _known_unit(self.unit)
        if clash := set(self.dims) & {*TIME_DIMS, "draw"}:
            raise ValueError(f"dims must not list {sorted(clash)}: time is said by `frequency`")
        flow = is_flow(self.unit)
        if self.kind is Kind.FLOW and not flow:
            raise ValueError(f"a flow needs a unit per time, such as {self.unit}/year")
        if self.kind is Kind.STOCK and flow:
            raise ValueError(f"a stock cannot be in {self.unit}, which is per time")
        if self.kind is not Kind.LEVEL and self.frequency is None:
            raise ValueError(f"a {self.kind} needs a frequency")
        if self.kind is Kind.STOCK and self.coarser is Coarser.SUM:
            raise ValueError("a stock is never summed over time: use `end` or `mean`")
        low, high = self.range
        if low is not None and high is not None and low > high:
            raise ValueError(f"range runs from {low:g} down to {high:g}")
        if self.missing and not self.note:
            raise ValueError("say in `note` what a missing value means")
        return self


class Need(BaseModel):
    """What a system expects of another system's variable."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: FullName
    unit: str
    dims: tuple[LocalName, ...] = ()
    frequency: Frequency | None = None
    convert: bool = False  # whether another scale of the same unit may be converted

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _known_unit(self.unit)
        return self


class Declarations(BaseModel):
    """A whole ``variables.yaml``: a system's variables and what it needs of others."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    system: str
    start: str | int | None = None  # the first period that the system must run from
    variables: dict[str, Variable]
    needs: dict[str, Need] = {}


def read_declarations(path: Path, system: str) -> Declarations:
    """Read a system's ``variables.yaml``.

    Parameters
    ----------
    path : Path
        The file. Its keys are ``start``, ``variables`` (by local name) and ``needs`` (by full
        name).
    system : str
        The system that the file belongs to; local names become ``system.name``.

    Raises
    ------
    BadFile, Faults
        With every fault of the file: unknown keys with the nearest known one, wrong values.
    """
    raw = load_yaml(path)
    variables = _named(raw.get("variables"), lambda key: f"{system}.{key}", path, "variables")
    needs = _named(raw.get("needs", {}), str, path, "needs")
    return validate(
        Declarations,
        {**raw, "system": system, "variables": variables, "needs": needs},
        str(path),
    )


def _named(section: Any, full: Any, path: Path, key: str) -> dict[str, Any]:
    if not isinstance(section, dict) or not all(isinstance(v, dict) for v in section.values()):
        raise BadFile(
            f"`{key}` must map names to mappings",
            where=str(path),
            mend="indent `name:` and its fields below it",
        )
    return {full(name): {"name": full(name), **fields} for name, fields in section.items()}


def validate(model: type[M], content: Any, where: str) -> M:
    """Build a pydantic model, and turn its complaints into ours, all together.

    Raises
    ------
    BadFile
        If there is one fault.
    Faults
        If there are several.
    """
    try:
        return model.model_validate(content)
    except pydantic.ValidationError as fault:
        report(
            [_as_fault(model, problem, where) for problem in fault.errors()],
            where=where,
        )
        raise  # unreachable: a ValidationError has at least one problem


def _as_fault(model: type[BaseModel], problem: Any, where: str) -> BadFile:
    place = ".".join(str(part)[:_SHOWN] for part in problem["loc"] if part != "[key]")
    at = f"{where}, {place}" if place else where
    if problem["type"] == "extra_forbidden":
        key = str(problem["loc"][-1])
        return BadFile(
            f"unknown key `{key[:_SHOWN]}`",
            where=at,
            mend=did_you_mean(key, _known_keys(model, problem)),
        )
    message = problem["msg"].removeprefix("Value error, ")
    if isinstance(complaint := problem.get("ctx", {}).get("error"), Complaint):
        return BadFile(message, where=at, mend=complaint.mend)
    if problem["type"] == "missing":
        return BadFile(message, where=at, mend="add the key with its value")
    given = f" (given: {str(problem['input'])[:_SHOWN]})"
    return BadFile(f"{message}{given}", where=at, mend="correct the value")


def _known_keys(model: type[BaseModel], problem: Any) -> set[str]:
    """Return the field names of the innermost model on the way to the problem."""
    current: Any = model
    for part in problem["loc"][:-1]:
        field = getattr(current, "model_fields", {}).get(part)
        nested = field.annotation if field else current
        current = _innermost(nested) or current
    return {info.alias or name for name, info in getattr(current, "model_fields", {}).items()}


def _innermost(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if found := _innermost(argument):
            return found
    return None
