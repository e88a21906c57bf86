"""Facts: each named number of a section, its value, and what it was read off."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

import numpy as np
import polars as pl
import xarray as xr

from bongsu.brief.formats import MISSING, formatted
from bongsu.brief.readings import PAGE_ROLES, ChangeFact, Fact, Reading, RunFact, TableFact
from bongsu.brief.sections import Section
from bongsu.errors import BadFile, NotKnownYet, UnknownName, did_you_mean
from bongsu.periods import parse_day
from bongsu.results import Results
from bongsu.results.weighted import uncertain_dims

STATISTICS = {"mean": "mean", "median": "median", "probability": "probability"}


class Tables(Protocol):
    """The catalogue, as far as a brief needs to know it."""

    def table(self, name: str, as_of: date | None = None) -> pl.DataFrame:
        """Return a table."""
        ...

    def info(self, name: str, as_of: date | None = None) -> Any:
        """Return its metadata: citation, address, licence, known_from, columns."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A fact with its value."""

    key: str  # system.name; its place on the page
    text: str  # as written
    value: float
    unit: str
    declared: Fact
    statement: str  # what the number is, in words
    rests_on: tuple[tuple[str, str], ...] = ()  # (role, variable)
    made_of: tuple[str, ...] = ()  # keys of facts
    table: str | None = None
    row: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Absent:
    """A fact that these runs cannot give, and why."""

    key: str
    why: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of one section."""

    values: Mapping[str, Value]
    absent: Mapping[str, Absent]


def evaluate(section: Section, runs: Mapping[str, Results], tables: Tables) -> Facts:
    """Read every declared number of a section.

    Parameters
    ----------
    section : Section
        Whose facts.
    runs : mapping of str to Results
        By role.
    tables : Tables
        The catalogue.

    Returns
    -------
    Facts
        Those that the runs lack an issue or a variable for are absent, with the reason.

    Raises
    ------
    BongsuError
        If a fact is declared wrongly: a role, label, format, table or row that does not exist.
    """
    values: dict[str, Value] = {}
    absent: dict[str, Absent] = {}
    for name in section.facts:
        _evaluate(name, section, runs, tables, values, absent, ())
    return Facts(values, absent)


def _evaluate(
    name: str,
    section: Section,
    runs: Mapping[str, Results],
    tables: Tables,
    values: dict[str, Value],
    absent: dict[str, Absent],
    above: tuple[str, ...],
) -> None:
    """Evaluate one fact after those that it is made of."""
    where = f"section of {section.system}, fact {name}"
    key = f"{section.system}.{name}"
    if name in values or name in absent:
        return
    if name in above:
        raise BadFile(f"{name} is made of itself", where=where, mend="name another fact")
    declared = section.facts.get(name)
    if declared is None:
        raise UnknownName(
            f"there is no fact {name}", where=where, mend=did_you_mean(name, section.facts)
        )
    if isinstance(declared, RunFact):
        why = lacking(declared, section, runs, where)
        found = Absent(key, why) if why else _of_run(key, declared, runs[declared.run], where)
    elif isinstance(declared, TableFact):
        found = _of_table(key, declared, tables, seen_from(runs), where)
    else:
        for part in (declared.of, declared.against):
            _evaluate(part, section, runs, tables, values, absent, (*above, name))
        gone = [part for part in (declared.of, declared.against) if part in absent]
        if gone:
            found = Absent(key, absent[gone[0]].why)
        else:
            parts = values[declared.of], values[declared.against]
            found = _of_change(key, declared, *parts, where)
    values.update({name: found} if isinstance(found, Value) else {})
    absent.update({name: found} if isinstance(found, Absent) else {})


def lacking(reading: Reading, section: Section, runs: Mapping[str, Results], where: str) -> str:
    """Return why a run cannot give a reading: it lacks an issue, variable or label; else nothing.

    A further run of the section may itself be lacking, where it knows more than the page may.

    Raises
    ------
    UnknownName
        If no run has the role.
    """
    if reading.run not in runs and reading.run in section.runs:
        return f"no run of {section.runs[reading.run]} looks from {seen_from(runs)} or earlier"
    if reading.run not in runs:
        raise UnknownName(
            f"no run has the role {reading.run}",
            where=where,
            mend=did_you_mean(reading.run, {*runs, *section.runs}),
        )
    run = runs[reading.run]
    if reading.variable not in run:
        return f"{run.scenario} does not compute {reading.variable}"
    gone = [issue for issue in reading.given if issue not in run.weights.coords]
    if gone:
        return f"{run.scenario} has no issue {gone[0]}"
    array = run[reading.variable]
    for dim, label in reading.at.items():  # a run that looks from an earlier day knows fewer
        if dim in array.dims and label not in array[dim].values.tolist():
            return f"{reading.variable} has no {dim} {label} in {run.scenario}"
    return ""


def selected(reading: Reading, run: Results, where: str) -> tuple[xr.DataArray, Results]:
    """Return the cells of a reading, and the run under its conditions.

    Raises
    ------
    UnknownName
        If a dimension or a label does not exist.
    """
    array, under = run[reading.variable], run.given(reading.given) if reading.given else run
    for dim, label in reading.at.items():
        if dim not in array.dims or label not in array[dim].values.tolist():
            known = [str(d) for d in array.dims] if dim not in array.dims else None
            raise UnknownName(
                f"{reading.variable} has no {dim} {label}",
                where=where,
                mend=did_you_mean(dim, known) if known else "give a label within the horizon",
            )
        array = array.sel({dim: label}, drop=True)
    return array, under


def statistic_of(reading: Reading, run: Results, where: str) -> xr.DataArray:
    """Return the statistic that a reading asks for, over all that is uncertain."""
    array, under = selected(reading, run, where)
    if reading.statistic == "mean":
        return under.mean(array)
    if isinstance(reading, RunFact) and reading.statistic == "probability":
        return under.probability(array, lambda cells: _holds(reading, cells))
    level = 0.5 if reading.statistic == "median" else int(reading.statistic[1:]) / 100
    return under.quantile(array, level)


def _holds(fact: RunFact, cells: xr.DataArray) -> xr.DataArray:
    if fact.below is not None:
        return cells < fact.below
    return cells.isnull() if fact.above is None else cells > fact.above


def _of_run(key: str, fact: RunFact, run: Results, where: str) -> Value | Absent:
    cell = statistic_of(fact, run, where)
    if cell.ndim:
        raise BadFile(
            f"{fact.variable} still has dimensions {[*map(str, cell.dims)]}",
            where=where,
            mend="say under `at` which label is meant",
        )
    value = float(cell)
    unit = "share" if fact.statistic == "probability" else run.variables[fact.variable].unit
    if math.isnan(value) and fact.missing is None:
        return Absent(key, f"{run.scenario} has no value of {fact.variable} to tell")
    return Value(
        key=key,
        text=formatted(value, unit, fact.format, where=where, missing=fact.missing or MISSING),
        value=value,
        unit=unit,
        declared=fact,
        statement=statement(fact, run),
        rests_on=((fact.run, fact.variable),),
    )


def statement(reading: Reading, run: Results) -> str:
    """Say in words what a reading is."""
    array = run[reading.variable]
    parts = [run.variables[reading.variable].title]
    parts += [f"{dim} {label}" for dim, label in reading.at.items()]
    if uncertain_dims(array, run.weights):
        parts.append(_statistic_in_words(reading))
    parts += [f"given {issue} = {outcome}" for issue, outcome in reading.given.items()]
    return "; ".join(parts)


def _statistic_in_words(reading: Reading) -> str:
    if isinstance(reading, RunFact) and reading.statistic == "probability":
        if reading.is_missing:
            return "probability that there is none within the horizon"
        side, edge = ("below", reading.below) if reading.above is None else ("above", reading.above)
        return f"probability of lying {side} {edge:g}"
    if reading.statistic in STATISTICS:
        return STATISTICS[reading.statistic]
    return f"{int(reading.statistic[1:])}th percentile"


def seen_from(runs: Mapping[str, Results]) -> date | None:
    """Return the day from which a page looks: the earlier one of its baseline and its scenario.

    What further runs know less does not narrow the page; see `Lab.brief` on those that know more.
    """
    days = [runs[role].as_of for role in PAGE_ROLES if role in runs]
    return min((day for day in days if day), default=None)


def _of_table(
    key: str, fact: TableFact, tables: Tables, as_of: date | None, where: str
) -> Value | Absent:
    """Read one cell; absent where it became known only after the day that the page looks from."""
    rows = matching(fact.where, tables.table(fact.table), fact.table, where, also=(fact.column,))
    if rows.height != 1:
        raise BadFile(
            f"{rows.height} rows of {fact.table} match {dict(fact.where)}",
            where=where,
            mend="name columns and values that pick one row",
        )
    late = Absent(key, f"{fact.table} had no such row on {as_of}")
    try:
        rows, info = (
            matching(fact.where, tables.table(fact.table, as_of), fact.table, where),
            tables.info(fact.table, as_of),
        )
    except NotKnownYet:
        return late
    if rows.is_empty():
        return late
    row = rows.row(0, named=True)
    value = math.nan if row[fact.column] is None else float(row[fact.column])
    unit = fact.unit or info.columns[fact.column].unit or "1"
    return Value(
        key=key,
        text=formatted(value, unit, fact.format, where=where),
        value=value,
        unit=unit,
        declared=fact,
        statement=f"{info.title}: {fact.column}",
        table=fact.table,
        row={name: str(cell) for name, cell in row.items() if cell is not None},
    )


def matching(
    wanted: Mapping[str, str | int | None],
    frame: pl.DataFrame,
    table: str,
    where: str,
    *,
    also: tuple[str, ...] = (),
) -> pl.DataFrame:
    """Return the rows of a table that hold some values; a null is an empty cell.

    Raises
    ------
    UnknownName
        If a column is not there, or one of ``also``.
    """
    for name in (*wanted, *also):
        if name not in frame.columns:
            raise UnknownName(
                f"{table} has no column {name}",
                where=where,
                mend=did_you_mean(name, frame.columns),
            )
    return frame.filter(
        *(
            pl.col(name).is_null() if value is None else pl.col(name) == _cell(frame, name, value)
            for name, value in wanted.items()
        )
    )


def _cell(frame: pl.DataFrame, name: str, written: str | int) -> object:
    """Return a value in a section as the column has it: dates are written as text."""
    return parse_day(written, where=name) if frame[name].dtype == pl.Date else written


def _of_change(key: str, fact: ChangeFact, of: Value, against: Value, where: str) -> Value | Absent:
    if of.unit != against.unit:
        raise BadFile(
            f"{of.key} is in {of.unit}, {against.key} in {against.unit}",
            where=where,
            mend="compare facts of one unit",
        )
    change = of.value - against.value
    relative = fact.change == "relative"
    if relative:
        change = change / against.value if against.value else math.nan
    if fact.direction and not (change > 0 if fact.direction == "up" else change < 0):
        return Absent(key, f"{of.key} does not lie {fact.direction} from {against.key}")
    value = abs(change) if fact.direction else change
    unit = "share" if relative else of.unit
    words = "relative to" if relative else "less"
    return Value(
        key=key,
        text=formatted(value, unit, fact.format, where=where),
        value=float(np.float64(value)),
        unit=unit,
        declared=fact,
        statement=f"{of.statement}, {words} {against.statement}",
        rests_on=tuple(dict.fromkeys((*of.rests_on, *against.rests_on))),
        made_of=(of.key, against.key),
    )
