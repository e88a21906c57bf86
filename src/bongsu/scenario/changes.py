"""What a scenario does to a parameter: a value, a path, a shift, a scale, or a distribution.

The models here read what a file says; `bongsu.scenario.apply` does it to arrays.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from bongsu.errors import UnitMismatch
from bongsu.periods import Period
from bongsu.scenario.entries import (
    Number,
    NumberOrPath,
    Path,
    Recorded,
    VariableName,
    Written,
    written_period,
)
from bongsu.scenario.law import HEADS, Items, holds_law
from bongsu.units import parse_unit
from bongsu.variables import Complaint

WHEN = "when"  # as a date: that of the window


def _start(written: Any) -> str | None:
    return written if written in {None, WHEN} else written_period(written)


Start = Annotated[str | None, BeforeValidator(_start)]

# What each distribution needs, and what it may have besides.
DISTRIBUTIONS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "normal": (("mean", "sd"), ("low", "high")),
    "lognormal": (("median", "sigma"), ()),
    "uniform": (("low", "high"), ()),
    "triangular": (("low", "mode", "high"), ()),
}
SHAPE = ("mean", "sd", "median", "sigma", "low", "mode", "high")


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
        number a draw, which holds for all periods.
    every : str
        ``period``: one number for each draw and period instead, all independent.
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
    every: Literal["period"] | None = None
    profile: Path | None = None
    interpolate: Literal["step", "linear"] = "step"
    first: Start = Field(default=None, alias="from")
    until: Written | None = None
    unit: str | None = None

    @property
    def kind(self) -> str:
        """Which of the five it is."""
        return next(kind for kind in _KINDS if getattr(self, kind) is not None)

    @property
    def replaces(self) -> bool:
        """Whether it says what the parameter is, whatever that was before."""
        return self.kind in {"value", "path"} or (self.kind == "dist" and self.drawn_as == "value")

    @property
    def dates(self) -> tuple[str, ...]:
        """Every period that is written in it."""
        paths = (self.path, self.shift, self.scale, self.profile)
        points = [key for path in paths if isinstance(path, dict) for key in path]
        ends = [date for date in (self.first, self.until) if date not in {None, WHEN}]
        return (*points, *(str(date) for date in ends))

    @model_validator(mode="before")
    @classmethod
    def _shaped(cls, content: Any) -> Any:
        if not isinstance(content, Mapping | Change):
            raise Complaint(
                f"{str(content)[:60]} does not say what is done, and on whose word",
                mend="write `{value: 0.75, source: ...}`, or a path, shift, scale or dist",
            )
        return content

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        said = [kind for kind in _KINDS if getattr(self, kind) is not None]
        if len(said) != 1:
            raise Complaint(
                f"{' and '.join(said)} stand together" if said else "nothing is changed",
                mend=f"say one of {', '.join(_KINDS)}",
            )
        return self

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.dist is None and (extra := [key for key in SHAPE if self._has(key)]):
            raise Complaint(f"{', '.join(extra)} belongs to a distribution", mend="say `dist`")
        drawn = self.profile is not None or self.every is not None or self.drawn_as != "value"
        if self.dist is None and drawn:
            raise Complaint(
                "`as`, `every` and `profile` belong to a distribution", mend="say `dist`"
            )
        if self.profile is not None and self.drawn_as == "value":
            raise Complaint("a drawn value has no profile", mend="add `as: shift` or `as: scale`")
        if self.interpolate == "linear" and not self._paths:
            raise Complaint("`interpolate` needs a path", mend="remove it, or write a path")
        if self.unit is not None:
            try:
                parse_unit(self.unit)
            except UnitMismatch as fault:
                raise Complaint(fault.what, mend=fault.mend) from fault
        if self.first not in {None, WHEN} and self.until is not None:
            first, until = Period.parse(str(self.first)), Period.parse(self.until)
            if until.end < first.start:
                raise Complaint(
                    f"until {until} comes before from {first}", mend="write the earlier one first"
                )
        return self

    @model_validator(mode="after")
    def _distribution(self) -> Self:
        if self.dist is None:
            return self
        needed, allowed = DISTRIBUTIONS[self.dist]
        mend = f"write {', '.join(needed)}" + (
            f"; it may have {', '.join(allowed)}" * bool(allowed)
        )
        if lacking := [key for key in needed if not self._has(key)]:
            raise Complaint(f"a {self.dist} distribution needs {', '.join(lacking)}", mend=mend)
        stray = [key for key in SHAPE if self._has(key) and key not in (*needed, *allowed)]
        if stray:
            raise Complaint(f"a {self.dist} distribution has no {', '.join(stray)}", mend=mend)
        for key in ("sd", "sigma", "median"):
            if self._has(key) and not getattr(self, key) > 0:
                raise Complaint(f"{key} is {getattr(self, key):g}", mend="write it above nought")
        low = -math.inf if self.low is None else self.low
        high = math.inf if self.high is None else self.high
        if not low < high or (self.mode is not None and not low <= self.mode <= high):
            said = ", ".join(f"{key} {getattr(self, key):g}" for key in SHAPE if self._has(key))
            raise Complaint(f"{said} do not rise", mend="let low, mode and high rise in this order")
        return self

    @property
    def _paths(self) -> bool:
        return any(isinstance(path, dict) for path in (self.path, self.shift, self.scale))

    def _has(self, key: str) -> bool:
        return getattr(self, key) is not None


_KINDS = ("value", "path", "shift", "scale", "dist")


class Effect(Recorded):
    """What an outcome does: changes of parameters, from a day on or within a window, or of law.

    Overrides and measures of the law have days of their own.
    """

    changes: dict[VariableName, Change] = Field(default={})
    overrides: Items = ()
    measures: Items = ()

    @model_validator(mode="before")
    @classmethod
    def _split(cls, content: Any) -> Any:
        """Tell variables from what is said of all of them."""
        if not isinstance(content, Mapping) or "changes" in content:
            return content
        common = {key: content[key] for key in ("from", "until") if key in content}
        changes, rest = {}, {}
        for key, value in content.items():
            if key in common:
                continue
            if "." not in str(key) and get_close_matches(str(key)[:60], _OF_ALL):
                rest[key] = value  # perhaps misspelt
            else:
                said = value if isinstance(value, Mapping) else {"value": value}
                changes[key] = {**common, **said}
        if not changes and common and any(head in rest for head in HEADS):
            raise Complaint(
                f"`{next(iter(common))}` dates changes of parameters, and there are none",
                mend="overrides and measures have days of their own; take it out",
            )
        return {**rest, "changes": changes}

    @model_validator(mode="after")
    def _does_something(self) -> Self:
        if not self.changes and not holds_law(self):
            raise Complaint(
                "no parameter is changed", mend="write one, as in `people.tfr: 0.75`, or remove it"
            )
        return self


_OF_ALL = (*Recorded.model_fields, *HEADS, "from", "until")
