"""What parameters are before a scenario changes them: dated values from files, or tables.

A system's ``parameters/*.yaml`` hold values that stand from a day until the next, each with a
source and the day from which it was known; a ``@source`` makes a parameter from tables of the
catalogue. Neither shows anything that became known after the day that a run looks from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Self
from weakref import WeakKeyDictionary

import numpy as np
import polars as pl
import xarray as xr
from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from bongsu.catalog import Catalog
from bongsu.errors import (
    BongsuError,
    DimensionMismatch,
    DuplicateName,
    MissingValue,
    NotKnownYet,
    UnknownName,
    did_you_mean,
    report,
)
from bongsu.link import Source, System, own_dims
from bongsu.periods import Period
from bongsu.scenario.entries import Elicited, Number, Part, Said, WrittenDay, written_keys
from bongsu.scenario.forms import frozen
from bongsu.scenario.law import SaidLaw
from bongsu.units import factor
from bongsu.variables import Complaint, LocalName, Variable, validate
from bongsu.yaml_files import load_yaml

Origin = dict[str, Any]

# Runs of one page look at the same tables from the same day; what they are made into is kept as
# long as the catalogue is, under the function itself, so that a changed one makes anew.
_MADE: WeakKeyDictionary[Catalog, dict[Any, tuple[xr.DataArray, Origin]]] = WeakKeyDictionary()
# Tables made anew under another law, which several parameters take.
_REMADE: WeakKeyDictionary[Catalog, dict[Any, pl.DataFrame]] = WeakKeyDictionary()


class Known(Part):
    """One value, on whose word, and from which day on anybody could know it."""

    value: Number
    source: Said | None = None
    known_from: WrittenDay
    elicited: Elicited | None = None

    @model_validator(mode="after")
    def _on_somebodys_word(self) -> Self:
        if self.source is None and self.elicited is None:
            raise Complaint(
                "nobody's word is named for this value",
                mend="add a `source`, or for a judgement `elicited: {reason, range}`",
            )
        return self


def _listed(content: Any) -> Any:
    """Let a day have one value or several, which became known one after the other."""
    keyed = written_keys(content)
    return {day: said if isinstance(said, list) else [said] for day, said in keyed.items()}


def _one_a_day(said: tuple[Known, ...]) -> tuple[Known, ...]:
    days = [entry.known_from for entry in said]
    if twins := [day for day in days if days.count(day) > 1]:
        raise Complaint(
            f"two values became known on {twins[0]}",
            mend="keep one of them, or correct the day",
        )
    return said


Course = Annotated[tuple[Known, ...], Field(min_length=1), AfterValidator(_one_a_day)]


class Dated(Part):
    """A parameter's values by the day from which they stand."""

    unit: str
    values: Annotated[dict[WrittenDay, Course], BeforeValidator(_listed)]


class _File(Part):
    parameters: dict[LocalName, Dated]


@dataclass(frozen=True, slots=True)
class Given:
    """A parameter's values in a file."""

    dated: Dated
    where: str


def read_parameters(
    systems: Iterable[System], variables: Mapping[str, Variable]
) -> dict[str, Given]:
    """Read the parameter files of systems.

    Returns
    -------
    dict of str to Given
        By full name.

    Raises
    ------
    BadFile, Faults
        If a file cannot be read or has wrong values.
    UnknownName, DuplicateName
        If a name is no parameter, or is given twice.
    """
    found: dict[str, Given] = {}
    faults: list[BongsuError] = []
    for system in systems:
        made = {source.name for source in system.sources}
        for path in sorted((system.folder / "parameters").glob("*.yaml")):
            said = validate(_File, {"parameters": load_yaml(path)}, str(path))
            for local, dated in said.parameters.items():
                name, where = f"{system.name}.{local}", f"{path}, {local}"
                faults += _name_faults(name, where, variables, made, found)
                found[name] = Given(dated, where)
    report(faults, where="parameter files")
    return found


def _name_faults(
    name: str,
    where: str,
    variables: Mapping[str, Variable],
    made: set[str],
    found: Mapping[str, Given],
) -> Iterable[BongsuError]:
    if name not in variables:
        known = [known for known, variable in variables.items() if variable.parameter]
        yield UnknownName(f"{name} is no parameter", where=where, mend=did_you_mean(name, known))
    elif not variables[name].parameter:
        yield DuplicateName(f"{name} is computed by a block", where=where, mend="remove it here")
    elif variables[name].dims:
        yield DimensionMismatch(
            f"{name} has dims {', '.join(variables[name].dims)}, a parameter file gives one number",
            where=where,
            mend="make it from a table, with a `@source`",
        )
    if name in made or name in found:
        other = found[name].where if name in found else "a @source"
        yield DuplicateName(
            f"{name} is given twice: here and by {other}", where=where, mend="remove one of them"
        )


def from_file(
    given: Given, variable: Variable, labels: Sequence[int | str], as_of: date
) -> tuple[xr.DataArray, Origin]:
    """Return the values that stood, or will stand by what was known on a day.

    Parameters
    ----------
    given : Given
        What the file says.
    variable : Variable
        The parameter. Where it has a frequency, each period takes what stands on its first day;
        where it has none, it takes what stands on the day itself.
    labels : sequence
        Periods of the run.
    as_of : date
        Nothing that became known later is seen.

    Raises
    ------
    NotKnownYet
        If nothing was known on the day.
    MissingValue
        If nothing stands in the first period.
    UnitMismatch
        If the file's unit does not convert into the variable's.
    """
    known = _known(given, as_of)
    days = sorted(known)
    if not days:
        first = min(entry.known_from for said in given.dated.values.values() for entry in said)
        raise NotKnownYet(
            f"{variable.name} became known on {first}, after {as_of}",
            where=given.where,
            mend=f"look from {first} or a later day, or assume a value in the scenario",
        )
    frequency = variable.frequency
    starts = [Period.parse(label).start for label in labels] if frequency else [as_of]
    places = np.searchsorted(
        [day.toordinal() for day in days], [start.toordinal() for start in starts], side="right"
    )
    if places[0] == 0:
        later = f"let the horizon start on {days[0]} or later, or " if frequency else ""
        raise MissingValue(
            f"{variable.name} has no value on {starts[0]}; the first stands from {days[0]}",
            where=given.where,
            mend=f"{later}add the value that stood then",
        )
    in_force = [known[days[place - 1]] for place in places]
    scale = factor(given.dated.unit, variable.unit, where=given.where)
    values = np.array([entry.value for entry in in_force]) * scale
    array = (
        xr.DataArray(values, {str(frequency): list(labels)}, (str(frequency),))
        if frequency
        else xr.DataArray(values[0])
    )
    return array, _origin_of(in_force)


def _known(given: Given, as_of: date) -> dict[date, Known]:
    """Return what was known last about each day, among what was known on `as_of`."""
    found: dict[date, Known] = {}
    for day, said in given.dated.values.items():
        seen = [entry for entry in said if date.fromisoformat(entry.known_from) <= as_of]
        if seen:
            found[date.fromisoformat(day)] = max(seen, key=lambda entry: entry.known_from)
    return found


def _origin_of(in_force: Sequence[Known]) -> Origin:
    sources: dict[str, str] = {}
    judged: dict[str, Elicited] = {}
    for entry in in_force:
        if entry.source:
            sources.setdefault(entry.source, entry.known_from)
        if entry.elicited:
            judged.setdefault(entry.elicited.reason, entry.elicited)
    origin: Origin = {
        "sources": [{"citation": source, "known_from": day} for source, day in sources.items()]
    }
    if judged:
        told = [elicited.model_dump(mode="json", exclude_none=True) for elicited in judged.values()]
        origin["elicited"] = told[0] if len(told) == 1 else told
    return origin


def from_tables(
    source: Source,
    variable: Variable,
    catalog: Catalog,
    as_of: date,
    law: SaidLaw | None = None,
) -> tuple[xr.DataArray, Origin]:
    """Return a parameter made from tables as they were known on a day; the array is read-only.

    Parameters
    ----------
    source, variable, catalog, as_of
        What makes which parameter, from what, as it was known on which day.
    law : SaidLaw, optional
        Under which some tables are made anew; the law as it is if left out.

    Raises
    ------
    NotKnownYet
        If a table, or every row of it, became known later.
    DimensionMismatch
        If the source returns other dims than are declared.
    BadFile, Faults
        If the law does not keep to its form.
    """
    made = _MADE.setdefault(catalog, {})
    key = (source.function, source.tables, source.returns, variable.name, variable.unit, as_of,
           law.key if law else "")  # fmt: skip
    if key not in made:
        made[key] = _from_tables(source, variable, catalog, as_of, law)
    array, origin = made[key]
    return array, dict(origin)


def _from_tables(
    source: Source, variable: Variable, catalog: Catalog, as_of: date, law: SaidLaw | None
) -> tuple[xr.DataArray, Origin]:
    frames = [catalog.table(name, as_of) for name in source.tables]
    for name, frame in zip(source.tables, frames, strict=True):
        if frame.is_empty():
            raise NotKnownYet(
                f"no row of table {name} was known on {as_of}",
                where=f"source {source.name}",
                mend="look from a later day, or assume a value in the scenario",
            )
    if law:
        frames = [
            _remade(law, name, frame, catalog, as_of)
            for name, frame in zip(source.tables, frames, strict=True)
        ]
    array: xr.DataArray = source.function(*frames)
    if set(array.dims) != set(own_dims(variable)):
        raise DimensionMismatch(
            f"{source.name} is made with dims ({', '.join(map(str, array.dims))}), declared are "
            f"({', '.join(own_dims(variable))})",
            where=f"source {source.name}",
            mend="return the declared dims",
        )
    scale = factor(source.returns.unit, variable.unit, where=source.name) if source.returns else 1.0
    code = source.function
    origin: Origin = {
        "sources": [_told(catalog, name, as_of) for name in dict.fromkeys(source.tables)],
        "made by": f"{code.__module__}:{code.__qualname__}",
    }
    return frozen(array if scale == 1.0 else array * scale), origin


def _remade(
    law: SaidLaw, name: str, frame: pl.DataFrame, catalog: Catalog, as_of: date
) -> pl.DataFrame:
    function = law.remakes.get(name)
    if function is None:
        return frame
    held, key = _REMADE.setdefault(catalog, {}), (function, as_of, law.key)
    if key not in held:
        held[key] = function(law.content, law.where, frame)
    return held[key]


def _told(catalog: Catalog, name: str, as_of: date) -> dict[str, str]:
    info = catalog.info(name, as_of)
    return {
        "table": name,
        "citation": info.citation,
        "address": info.address,
        "licence": info.licence,
        "vintage": info.vintage,
        "known_from": info.known_from.isoformat(),
        "sha256": info.sha256,
    }


def within(
    array: xr.DataArray,
    variable: Variable,
    labels: Sequence[int | str],
    where: str,
    *,
    goes_on: bool = False,
) -> xr.DataArray:
    """Cut an array to the run's periods; it may begin later, and must reach the end.

    Parameters
    ----------
    array : xr.DataArray
        The parameter, as far as tables or files hold it.
    variable : Variable
        What it is.
    labels : sequence
        Periods of the run.
    where : str
        What errors name.
    goes_on : bool, optional
        Whether something else says how it goes on: where it ends early, or lacks a period
        between, it is then missing.

    Raises
    ------
    MissingValue
        If it ends before the run does, or lacks a period between.
    """
    dim = variable.time_dim
    if dim is None:
        return array
    held = set(array[dim].values.tolist())
    kept = [label for label in labels if label in held]
    wanted = list(labels[labels.index(kept[0]) :]) if kept else []
    if goes_on:
        return array.reindex({dim: wanted or list(labels)})
    if not kept or kept != wanted:
        lacking = next(label for label in reversed(labels) if label not in held)
        first = array[dim].values.tolist()[0] if held else None
        ends_before = first is not None and not kept and first > labels[-1]
        horizon = f"let the horizon reach {first}" if ends_before else "shorten the horizon"
        raise MissingValue(
            f"{variable.name} has no value for {lacking}; the run is {labels[0]} to {labels[-1]}",
            where=where,
            mend=f"{horizon}, or assume a path to its end",
        )
    return array.sel({dim: kept})
