"""What a section may read: cells of a run, cells of a table, and how far one lies from another."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from bongsu.variables import FullName

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Statistic = Annotated[str, StringConstraints(pattern=r"^(mean|median|q\d{2}|probability)$")]
Hue = Literal["ink", "blue", "vermilion", "ochre", "teal", "plum", "slate"]
Label = int | str
PAGE_ROLES = ("baseline", "scenario")  # of the runs that every page has


class Part(BaseModel):
    """A piece of a section: frozen, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Reading(Part):
    """A variable of a run, and which of its cells."""

    variable: FullName
    run: str = "baseline"  # the role of a run in the brief
    at: dict[str, Label] = {}
    given: dict[str, str] = {}  # outcomes of issues
    statistic: Statistic = "median"


class RunFact(Reading):
    """A number read off a run."""

    format: str
    missing: str | None = None  # what to write for NaN; without it, the sentence is left out
    below: float | None = None  # for a probability: of being below, above, or missing
    above: float | None = None
    is_missing: bool = False

    @model_validator(mode="after")
    def _condition(self) -> Self:
        asked = sum((self.below is not None, self.above is not None, self.is_missing))
        if (self.statistic == "probability") != (asked == 1) or asked > 1:
            raise ValueError("a probability takes one of below, above, is_missing; others none")
        return self


class TableFact(Part):
    """A number printed in a table of the catalogue."""

    table: str
    where: dict[str, Label | None]  # column: value; must pick one row; null: an empty cell
    column: str
    format: str
    unit: str | None = None  # instead of the unit that the catalogue gives the column


class ChangeFact(Part):
    """How far one number lies from another."""

    of: Name
    against: Name
    change: Literal["difference", "relative"] = "difference"
    # Where the sentence says the direction: the number stands without its sign, and is left out,
    # the sentence with it, if it lies the other way.
    direction: Literal["up", "down"] | None = None
    format: str


Fact = RunFact | TableFact | ChangeFact
