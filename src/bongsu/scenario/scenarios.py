"""What a scenario file says, and what a scenario is once the bases that it names are resolved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from bongsu.periods import Period, PeriodRange
from bongsu.scenario.changes import Change, Effect
from bongsu.scenario.entries import Part, Recorded, Said, VariableName, Written, WrittenDay, named
from bongsu.scenario.issues import Issue, IssueName
from bongsu.scenario.law import InheritedItems, holds_law
from bongsu.scenario.tree import plain_key
from bongsu.variables import Complaint

ScenarioName = Annotated[
    str,
    named(
        r"[a-z0-9]+(?:[-.][a-z0-9]+)*",
        "the name of a scenario",
        "write small letters and digits, with single dashes between, and no folder",
    ),
]
DEFAULT_CELLS = 20_000_000  # numbers that one variable may hold: 160 MB
MAX_CELLS = 1_000_000_000  # 8 GB
MAX_DRAWS, MAX_SEED = 1_000_000, 2**63 - 1  # a seed is kept as a 64-bit number


def _by_conditions(content: Any) -> Any:
    """Key effects by their conditions, however these are written."""
    if not isinstance(content, Mapping):
        return content
    found: dict[Any, Any] = {}
    for key, said in content.items():
        plain = plain_key(key) if isinstance(key, str) else key
        if plain in found:
            raise Complaint(f"{plain} is written twice", mend="put both effects under one key")
        found[plain] = said
    return found


Effects = Annotated[dict[str, Effect | None], BeforeValidator(_by_conditions)]


class HorizonEnds(Part):
    """First and last period, either of which may be inherited."""

    start: Written | None = None
    end: Written | None = None


class Draws(Part):
    """How many draws, from which seed, and how many numbers one variable may hold."""

    n: int | None = Field(default=None, ge=1, le=MAX_DRAWS, strict=True)
    seed: int | None = Field(default=None, ge=0, le=MAX_SEED, strict=True)
    cells: int | None = Field(default=None, ge=1, le=MAX_CELLS, strict=True)


class ScenarioFile(Part):
    """What one file says, before its base is looked at."""

    scenario: ScenarioName
    title: Said | None = None
    base: ScenarioName | None = None
    as_of: WrittenDay | None = None
    horizon: HorizonEnds = HorizonEnds()
    draws: Draws = Draws()
    assume: dict[VariableName, Change | None] = Field(default={})
    issues: dict[IssueName, Issue | None] = Field(default={})
    effects: Effects = Field(default={})
    overrides: InheritedItems = None
    measures: InheritedItems = None
    outputs: tuple[VariableName, ...] | None = None


class Scenario(Part):
    """A scenario with its bases resolved, complete and consistent in itself."""

    scenario: str
    title: str
    base: str | None
    as_of: date
    start: Written
    end: Written
    n: int
    seed: int
    cells: int
    assume: dict[str, Change]
    issues: dict[str, Issue]
    effects: dict[str, Effect]
    overrides: tuple[Any, ...] = ()
    measures: tuple[Any, ...] = ()
    outputs: tuple[str, ...]
    where: str = Field(default="", exclude=True)  # the file, as errors name it
    own: frozenset[str] = Field(default=frozenset(), exclude=True)  # entries of the file itself
    homes: dict[str, str] = Field(default={}, exclude=True)  # the scenario that states an entry
    left_out: tuple[str, ...] = Field(default=(), exclude=True)  # of a scenario laid beneath

    @property
    def horizon(self) -> PeriodRange:
        """From the first period to the last."""
        return PeriodRange(Period.parse(self.start), Period.parse(self.end))


def recorded(said: Scenario | ScenarioFile) -> Iterator[tuple[str, str, Recorded]]:
    """Yield every assumption, issue and change of an effect: its place, its key, its record.

    What an effect says of itself stands for each of its changes that does not say it.
    """
    for name, change in said.assume.items():
        if change:
            yield f"assume.{name}", name, change
    for name, issue in said.issues.items():
        if issue:
            yield f"issues.{name}", name, issue
    for key, effect in said.effects.items():
        if effect:
            for name, change in effect.changes.items():
                yield f"effects.{key}.{name}", key, record_of(change, effect)
            if holds_law(effect):
                yield f"effects.{key}", key, effect


def record_of(change: Change, effect: Recorded) -> Recorded:
    """Return on whose word a change of an effect stands, and the latest day from which."""
    said = change if change.has_record else effect
    days = [day for day in (change.known_from, effect.known_from) if day]
    return Recorded(
        source=said.source, elicited=said.elicited, known_from=max(days) if days else None
    )
