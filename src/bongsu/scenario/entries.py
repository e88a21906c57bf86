"""What the entries of a scenario file share: numbers, dates, and on whose word they stand."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)

from bongsu.errors import BongsuError
from bongsu.periods import Period, parse_day
from bongsu.variables import Complaint, FullName

FORMS = "write a year 2026, a quarter 2026Q1, a month 2026-03 or a day 2026-03-05"
MAX_NAME = 80  # characters
_EXPONENT = re.compile(r"[-+]?[0-9]+(?:[.][0-9]*)?[eE][-+]?[0-9]{1,4}")


def written_number(content: Any) -> Any:
    """Take ``1e-3``, which YAML hands on as text, for the number that it is."""
    exponent = isinstance(content, str) and _EXPONENT.fullmatch(content)
    return float(content) if exponent else content


def _number(content: Any) -> Any:
    number = written_number(content)
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise Complaint(
            f"{str(content)[:60]!r} is not a number",
            mend="write a plain one such as 0.75, without a unit or a percent sign",
        )
    if not math.isfinite(number):
        raise Complaint(f"{number} is not a finite number", mend="write one, or leave the key out")
    return number


def written_period(period: Any) -> str:
    """Check a period as written in a file, and keep it as text, of which JSON is made."""
    if isinstance(period, bool) or not isinstance(period, str | int):
        raise Complaint(f"{str(period)[:60]!r} is not a period", mend=FORMS)
    try:
        return str(Period.parse(period))
    except BongsuError as fault:
        raise Complaint(fault.what, mend=fault.mend) from fault


def _day(written: Any) -> str:
    try:
        return parse_day(written, where="a day").isoformat()
    except BongsuError as fault:
        raise Complaint(fault.what, mend=fault.mend) from fault


def written_keys(content: Any) -> Any:
    """Check the periods that a mapping is keyed by, and keep them as text."""
    if not isinstance(content, Mapping) or not content:
        raise Complaint(
            f"{str(content)[:60]} holds no periods", mend="write at least one, such as {2026: 1.5}"
        )
    found: dict[str, Any] = {}
    by_day: dict[Any, Any] = {}
    for key, value in content.items():
        period = Period.parse(written_period(key))
        if (twin := by_day.setdefault(period.start, key)) is not key:
            raise Complaint(
                f"{twin} and {key} begin on the same day", mend="keep one of the two periods"
            )
        found[str(period)] = value
    return found


def named(form: str, what: str, mend: str) -> BeforeValidator:
    """Return the check of a name: its form, and that no file system finds it too long."""
    pattern = re.compile(form)

    def check(name: Any) -> Any:
        if isinstance(name, str) and not (pattern.fullmatch(name) and len(name) <= MAX_NAME):
            raise Complaint(f"`{name[:MAX_NAME]}` cannot be {what}", mend=mend)
        return name

    return BeforeValidator(check)


def _reasoned(content: Any) -> Any:
    return {"reason": content} if isinstance(content, str) else content


def _path_or_number(content: Any) -> str:
    return "path" if isinstance(content, Mapping) else "number"


Number = Annotated[float, BeforeValidator(_number), Field(strict=True, allow_inf_nan=False)]
Written = Annotated[str, BeforeValidator(written_period)]
WrittenDay = Annotated[str, BeforeValidator(_day)]
Path = Annotated[dict[str, Number], BeforeValidator(written_keys)]
NumberOrPath = Annotated[
    Annotated[Number, Tag("number")] | Annotated[Path, Tag("path")],
    Discriminator(_path_or_number),
]
VariableName = Annotated[
    FullName,
    named(
        r"[a-z][a-z0-9_]*[.][a-z][a-z0-9]*(?:_[a-z0-9]+)*",
        "the full name of a variable",
        "write its system, a dot and its name, as in `people.tfr`",
    ),
]
Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=4000)]


class Part(BaseModel):
    """Part of a file: unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Elicited(Part):
    """That somebody judged a value, why, and between which bounds it may well lie."""

    reason: Said
    range: tuple[Number, Number] | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.range and self.range[0] > self.range[1]:
            raise Complaint(
                f"range runs from {self.range[0]:g} down to {self.range[1]:g}",
                mend="write the lower bound first",
            )
        return self


class Recorded(Part):
    """Whose word something is."""

    source: Said | None = None
    elicited: Annotated[Elicited | None, BeforeValidator(_reasoned)] = None
    known_from: WrittenDay | None = None  # day from which anybody could know it

    @property
    def has_record(self) -> bool:
        """Whether a source or an elicitation is named."""
        return self.source is not None or self.elicited is not None
