"""Sections as data: what ``section.md`` declares, and the sentences that use it.

A section is YAML between two lines of ``---``, then paragraphs. The YAML names every number that
the sentences use; nothing in it is ever executed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal, Protocol, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from bongsu.errors import BadFile, UnknownName, did_you_mean
from bongsu.variables import FullName, validate
from bongsu.yaml_files import MAX_BYTES, parse_yaml

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Statistic = Annotated[str, StringConstraints(pattern=r"^(mean|median|q\d{2}|probability)$")]
Hue = Literal["ink", "blue", "vermilion", "ochre", "teal", "plum", "slate"]
Label = int | str


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Reading(_Part):
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


class TableFact(_Part):
    """A number printed in a table of the catalogue."""

    table: str
    where: dict[str, Label | None]  # column: value; must pick one row; null: an empty cell
    column: str
    format: str
    unit: str | None = None  # instead of the unit that the catalogue gives the column


class ChangeFact(_Part):
    """How far one number lies from another."""

    of: Name
    against: Name
    change: Literal["difference", "relative"] = "difference"
    # Where the sentence says the direction: the number stands without its sign, and is left out,
    # the sentence with it, if it lies the other way.
    direction: Literal["up", "down"] | None = None
    format: str


Fact = RunFact | TableFact | ChangeFact


class Series(Reading):
    """One line of a chart."""

    label: str
    hue: Hue = "blue"
    bands: bool = False
    observed_to: int | None = None
    label_at: Literal["end", "peak"] = "end"
    while_positive: bool = False  # cut after the first nought: an exhausted fund is no flat line

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What is read off runs."""
        return (self,)


class Level(_Part):
    """A level to hold lines against, in the unit of the axis."""

    value: float
    label: str


class _Figure(_Part):
    title: str
    subtitle: str
    shape: str  # one sentence for those who cannot see it


class LinesFigure(_Figure):
    """Lines over time."""

    form: Literal["lines"]
    series: Annotated[list[Series], Field(min_length=1, max_length=4)]
    unit: str  # that values are converted to
    tick: str  # what the top tick says of it
    first: int | None = None
    last: int | None = None
    zero: bool = False
    reference: Level | None = None

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What is read off runs."""
        return tuple(self.series)


class PyramidFigure(_Figure):
    """Ages and sexes at two moments."""

    form: Literal["pyramid"]
    variable: FullName
    run: str = "baseline"
    statistic: Statistic = "median"
    now: int
    later: int
    unit: str
    tick: str

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What is read off runs."""
        return (Reading(variable=self.variable, run=self.run),)


class EstimateRow(_Part):
    """One estimate; its ranges are those of the fact's own reading."""

    label: str
    fact: Name
    hue: Hue = "slate"
    ranges: bool = False


class EstimatesFigure(_Figure):
    """Estimates under each other."""

    form: Literal["estimates"]
    rows: Annotated[list[EstimateRow], Field(min_length=1)]
    tick: str = ""
    years: bool = False

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What is read off runs; its facts know."""
        return ()


class Outcome(Reading):
    """What a leaf of a tree says."""

    heading: str
    format: str
    missing: str | None = None


class TreeFigure(_Figure):
    """An event tree with two outcomes at every leaf."""

    form: Literal["tree"]
    run: str = "scenario"
    issues: dict[str, str]  # name: how it is headed
    outcomes: dict[str, str] = {}  # name of an outcome: how it is written
    leaves: Annotated[list[Outcome], Field(min_length=2, max_length=2)]

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What is read off runs."""
        return tuple(self.leaves)


Figure = Annotated[
    LinesFigure | PyramidFigure | EstimatesFigure | TreeFigure, Field(discriminator="form")
]


class Table(_Part):
    """A small table whose cells are sentences with named numbers."""

    caption: str
    columns: list[str]
    rows: list[list[str]]

    @model_validator(mode="after")
    def _even(self) -> Self:
        if odd := [row for row in self.rows if len(row) != len(self.columns)]:
            raise ValueError(f"rows must have {len(self.columns)} cells: {odd[0]}")
        return self


class Key(_Part):
    """A number that stands in front of all others."""

    fact: Name
    label: str


class Claim(_Part):
    """A published estimate held against ours."""

    who: str
    says: str
    published: Name
    ours: Name
    note: str = ""


class Section(_Part):
    """Everything that one system says in a brief."""

    system: str
    title: str
    title_ko: str
    order: int = 100
    constants: dict[str, str] = {}  # token: what it is; the only digits that are typed
    facts: dict[Name, Fact]
    figures: dict[Name, Figure] = {}
    tables: dict[Name, Table] = {}
    keys: list[Key] = []
    compared: list[Claim] = []
    body: str


class HasFolder(Protocol):
    """A system, as far as a brief needs to know it."""

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def folder(self) -> Path:
        """Where its ``section.md`` lies, if it has one."""
        ...


def read_section(path: Path, system: str) -> Section:
    """Read one ``section.md``.

    Raises
    ------
    BadFile, Faults
        If it cannot be read, has no front matter, or declares what is not known.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise BadFile(
            f"cannot read the section: {fault}",
            where=str(path),
            mend="check the path; save the file as UTF-8",
        ) from fault
    if len(text) > MAX_BYTES:
        raise BadFile("the section is too long", where=str(path), mend="split it")
    return parse_section(text, system, where=str(path))


def parse_section(text: str, system: str, *, where: str) -> Section:
    """Read a section from text; see `read_section`."""
    marker, _, rest = text.partition("---\n")
    front, found, body = rest.partition("\n---\n")
    if marker.strip() or not found:
        raise BadFile(
            "a section begins with YAML between two lines of `---`",
            where=where,
            mend="put the facts and figures there, and the sentences below",
        )
    content = parse_yaml(front, where=where)
    return validate(Section, {**content, "system": system, "body": body}, where)


def read_sections(systems: Iterable[HasFolder]) -> tuple[Section, ...]:
    """Return the sections of all systems that have one, in the order in which they stand."""
    found = [
        read_section(system.folder / "section.md", system.name)
        for system in systems
        if (system.folder / "section.md").is_file()
    ]
    return tuple(sorted(found, key=lambda section: (section.order, section.system)))


def check_names(section: Section) -> list[UnknownName]:
    """Return a fault for each name in sentences, figures and tables that is not declared."""
    told = section.model_dump_json(exclude={"facts", "constants"})  # every text at any depth
    claims = [name for claim in section.compared for name in (claim.published, claim.ours)]
    rows = [row.fact for figure in section.figures.values() for row in getattr(figure, "rows", ())]
    named = {*re.findall(r"\{([a-z][a-z0-9_]*)\}", told), *claims, *rows}
    named |= {key.fact for key in section.keys}
    return [
        UnknownName(
            f"there is no fact {name}",
            where=f"section of {section.system}",
            mend=did_you_mean(name, section.facts),
        )
        for name in sorted(named - section.facts.keys())
    ]


def issues_needed(readings: Iterable[Reading]) -> Mapping[str, set[str]]:
    """Return by role the issues that readings condition on."""
    needed: dict[str, set[str]] = {}
    for reading in readings:
        needed.setdefault(reading.run, set()).update(reading.given)
    return needed
