"""What a scenario does to a parameter: a value, a path, a shift, a scale, or a distribution.

The models here read what a file says; `bongsu.scenario.apply` does it to arrays.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from bongsu.errors import UnitMismatch
from bongsu.periods import Period
from bongsu.scenario.entries import Number, Path, Recorded, Written
from bongsu.units import parse_unit
from bongsu.variables import FullName

WHEN = "when"  # as a date: that of the window
NumberOrPath = Number | Path

# What each distribution needs, and what it may have besides.
DISTRIBUTIONS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "normal": (("mean", "sd"), ("low", "high")),
    "lognormal": (("median", "sigma"), ()),
    "uniform": (("low", "high"), ()),
    "triangular": (("low", "mode", "high"), ()),
}
_SHAPE = ("mean", "sd", "median", "sigma", "low", "mode", "high")


class Change(Recorded):
    """One change of one parameter.

    Exactly one of ``value``, ``path``, ``shift``, ``scale`` and ``dist`` says what is done.

    Parameters
    ----------
    value : float
        Instead of what the parameter is.
    path : mapping of period to float
        Each stands from its period until the next, the last to the horizon; before the first, the
        parameter is what it was. ``interpolate: linear`` draws straight lines between them.
    shift, scale : float or path
        Added to the parameter, or multiplied with it; as a path between its points, and nothing
        before the first.
    dist : str
        ``normal`` (mean, sd, and low, high where it is cut), ``lognormal`` (median, sigma: standard
        deviation of the logarithm), ``uniform`` (low, high), ``triangular`` (low, mode, high); one
        number a draw.
    as : str
        What the drawn number is: ``value``, ``shift`` or ``scale``.
    profile : path
        Factor on a drawn shift, or on a drawn scale's distance from one, linear between points.
    from, until : period
        First and last period that is changed, by the first day of each period.
    unit : str
        Of the numbers here, if not the parameter's.
    """

    value: Number | None = None
    path: Path | None = None
    shift: NumberOrPath | None = None
    scale: NumberOrPath | None = None
    dist: Literal["normal", "lognormal", "uniform", "triangular"] | None = None
    drawn_as: Literal["value", "shift", "scale"] = Field(default="value", alias="as")
    mean: Number | None = None
    sd: Number | None = None
    median: Number | None = None
    sigma: Number | None = None
    low: Number | None = None
    mode: Number | None = None
    high: Number | None = None
    profile: Path | None = None
    interpolate: Literal["step", "linear"] = "step"
    first: Written | Literal["when"] | None = Field(default=None, alias="from")
    until: Written | None = None
    unit: str | None = None

    @property
    def kind(self) -> str:
        """Which of the five it is."""
        return next(kind for kind in _KINDS if getattr(self, kind) is not None)

    @property
    def dates(self) -> tuple[str, ...]:
        """Every period that is written in it."""
        paths = (self.path, self.shift, self.scale, self.profile)
        points = [key for path in paths if isinstance(path, dict) for key in path]
        ends = [date for date in (self.first, self.until) if date not in {None, WHEN}]
        return (*points, *(str(date) for date in ends))

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        said = [kind for kind in _KINDS if getattr(self, kind) is not None]
        if len(said) != 1:
            raise ValueError(
                f"say one of {', '.join(_KINDS)}"
                + (f", not {' and '.join(said)} together" if said else "")
            )
        return self

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.dist is None and (extra := [key for key in _SHAPE if self._has(key)]):
            raise ValueError(f"{', '.join(extra)} belongs to a distribution: say `dist`")
        if self.dist is None and (self.profile is not None or self.drawn_as != "value"):
            raise ValueError("`as` and `profile` belong to a distribution: say `dist`")
        if self.profile is not None and self.drawn_as == "value":
            raise ValueError("a profile needs `as: shift` or `as: scale`")
        if self.interpolate == "linear" and not self._paths:
            raise ValueError("`interpolate` needs a path")
        if self.unit is not None:
            try:
                parse_unit(self.unit)
            except UnitMismatch as fault:
                raise ValueError(fault.what) from fault
        if self.first not in {None, WHEN} and self.until is not None:
            first, until = Period.parse(str(self.first)), Period.parse(self.until)
            if until.end < first.start:
                raise ValueError(f"until {until} comes before from {first}")
        return self

    @model_validator(mode="after")
    def _distribution(self) -> Self:
        if self.dist is None:
            return self
        needed, allowed = DISTRIBUTIONS[self.dist]
        if lacking := [key for key in needed if not self._has(key)]:
            raise ValueError(f"a {self.dist} distribution needs {', '.join(lacking)}")
        stray = [key for key in _SHAPE if self._has(key) and key not in (*needed, *allowed)]
        if stray:
            raise ValueError(f"a {self.dist} distribution has no {', '.join(stray)}")
        for key in ("sd", "sigma", "median"):
            if self._has(key) and not getattr(self, key) > 0:
                raise ValueError(f"{key} must be above nought")
        low = -math.inf if self.low is None else self.low
        high = math.inf if self.high is None else self.high
        if not low < high or (self.mode is not None and not low <= self.mode <= high):
            raise ValueError("low, mode and high must rise")
        return self

    @property
    def _paths(self) -> bool:
        return any(isinstance(path, dict) for path in (self.path, self.shift, self.scale))

    def _has(self, key: str) -> bool:
        return getattr(self, key) is not None


_KINDS = ("value", "path", "shift", "scale", "dist")


class Effect(Recorded):
    """What an outcome does: changes of parameters, from a day on or within a window."""

    changes: dict[FullName, Change] = Field(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _split(cls, content: Any) -> Any:
        """Tell variables, whose names have a dot, from what is said of all of them."""
        if not isinstance(content, Mapping) or "changes" in content:
            return content
        common = {key: content[key] for key in ("from", "until") if key in content}
        changes, rest = {}, {}
        for key, value in content.items():
            if "." in str(key):
                said = {"value": value} if isinstance(value, int | float) else value
                changes[key] = {**common, **said} if isinstance(said, Mapping) else said
            elif key not in common:
                rest[key] = value
        return {**rest, "changes": changes}
