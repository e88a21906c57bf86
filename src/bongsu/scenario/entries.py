"""What the entries of a scenario file share: numbers, dates, and on whose word they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bongsu.errors import BongsuError
from bongsu.periods import Period, parse_day

FORMS = "write a year 2026, a quarter 2026Q1, a month 2026-03 or a day 2026-03-05"
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]


def written_period(period: Any) -> str:
    """Check a period as written in a file, and keep it as text, of which JSON is made."""
    if isinstance(period, bool) or not isinstance(period, str | int):
        raise ValueError(FORMS)  # noqa: TRY004  # pydantic collects ValueErrors alone
    try:
        return str(Period.parse(period))
    except BongsuError as fault:
        raise ValueError(f"{fault.what}; {fault.mend}") from fault


def _day(written: Any) -> str:
    try:
        return parse_day(written, where="a day").isoformat()
    except BongsuError as fault:
        raise ValueError(f"{fault.what}; {fault.mend}") from fault


def written_keys(content: Any) -> Any:
    """Check the periods that a mapping is keyed by, and keep them as text."""
    if not isinstance(content, Mapping):
        return content
    if not content:
        raise ValueError("a path needs at least one period")
    return {written_period(key): value for key, value in content.items()}


def _reasoned(content: Any) -> Any:
    return {"reason": content} if isinstance(content, str) else content


Written = Annotated[str, BeforeValidator(written_period)]
WrittenDay = Annotated[str, BeforeValidator(_day)]
Path = Annotated[dict[str, Number], BeforeValidator(written_keys)]


class Part(BaseModel):
    """Part of a file: unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Elicited(Part):
    """That somebody judged a value, why, and between which bounds it may well lie."""

    reason: str = Field(min_length=3)
    range: tuple[Number, Number] | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.range and self.range[0] > self.range[1]:
            raise ValueError(f"range runs from {self.range[0]:g} down to {self.range[1]:g}")
        return self


class Recorded(Part):
    """Whose word something is."""

    source: str | None = Field(default=None, min_length=3)
    elicited: Annotated[Elicited | None, BeforeValidator(_reasoned)] = None
    known_from: WrittenDay | None = None  # day from which anybody could know it

    @property
    def has_record(self) -> bool:
        """Whether a source or an elicitation is named."""
        return self.source is not None or self.elicited is not None
