"""The figures that a section may declare, one class a form."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from bongsu.brief.readings import Hue, Label, Name, Part, Reading, Statistic
from bongsu.charts.stepped import MOST_EVENTS
from bongsu.variables import FullName


class Series(Reading):
    """One line of a chart."""

    label: str
    hue: Hue = "blue"
    # `half` leaves out the band of nine-tenths, where it would press all else to the ground.
    bands: bool | Literal["half"] = False
    observed_to: int | None = None
    label_at: Literal["end", "peak"] = "end"
    while_positive: bool = False  # cut after the first nought: an exhausted fund is no flat line

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What is read off runs."""
        return (self,)


class Level(Part):
    """A level to hold lines against, in the unit of the axis."""

    value: float
    label: str


class _Figure(Part):
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


class EstimateRow(Part):
    """One estimate; its ranges are those of the fact's own reading."""

    label: str
    fact: Name
    hue: Hue = "slate"
    ranges: bool = False
    group: str = ""  # under which heading it stands


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


class DotsFigure(_Figure, Reading):
    """One dot for each label of a variable's one dimension, sorted by value."""

    form: Literal["dots"]
    format: str
    heading: str  # of the labels, in the table
    hue: Hue = "blue"
    marked: list[str] = Field(default_factory=list)  # labels that stand out, in ink
    observed_to: int | None = None  # for years: later ones are projected, and drawn hollow

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What is read off runs."""
        return (self,)


class Chance(Reading):
    """One distribution of a year."""

    label: str
    hue: Hue = "blue"


class YearsFigure(_Figure):
    """How likely each year is: the first distribution filled, a second outlined."""

    form: Literal["years"]
    series: Annotated[list[Chance], Field(min_length=1, max_length=2)]
    every: Annotated[int, Field(ge=1)] = 1  # years in a bar
    beyond: str = "Later"  # what a missing year means

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What is read off runs."""
        return tuple(self.series)


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
    outcomes: dict[str, str] = Field(default_factory=dict)  # name of an outcome: how it is written
    leaves: Annotated[list[Outcome], Field(min_length=2, max_length=2)]

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What is read off runs: the tree's own, whose branches the leaves are of."""
        return tuple(leaf.model_copy(update={"run": self.run}) for leaf in self.leaves)


class Band(Reading):
    """One part of a whole; the base of it all may be grey."""

    label: str
    hue: Hue | Literal["grid"] = "blue"


class Column(Part):
    """One column of a table, drawn as a line of stairs."""

    column: str
    label: str
    hue: Hue = "blue"


class StairsFigure(_Figure):
    """Columns of a table by its days, as lines that step; rows hold `first` and `last` days."""

    form: Literal["stairs"]
    table: str
    where: dict[str, Label]  # column: value; picks the rows
    series: Annotated[list[Column], Field(min_length=1, max_length=4)]
    unit: str  # that values are converted to
    tick: str  # what the top tick says of it

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What is read off runs."""
        return ()


class Event(Part):
    """A day that moved something, marked by a line."""

    on: int | str
    label: str


class StepsFigure(_Figure):
    """Parts upon each other over time, in steps."""

    form: Literal["steps"]
    series: Annotated[list[Band], Field(min_length=1, max_length=6)]
    unit: str  # that values are converted to
    tick: str  # what the top tick says of it
    first: int | str | None = None
    last: int | str | None = None
    total: str = "Total"
    events: Annotated[list[Event], Field(max_length=MOST_EVENTS)] = Field(default_factory=list)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What is read off runs."""
        return tuple(self.series)


RunFigure = (
    LinesFigure
    | PyramidFigure
    | EstimatesFigure
    | DotsFigure
    | YearsFigure
    | TreeFigure
    | StepsFigure
)
Figure = Annotated[
    RunFigure | StairsFigure,
    Field(discriminator="form"),
]
