"""The plan: a scenario resolved against systems and data, with every fault found, nothing run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import xarray as xr

from bongsu.catalog import Catalog
from bongsu.errors import (
    BongsuError,
    DuplicateName,
    MissingValue,
    NotKnownYet,
    OutOfRange,
    UnknownName,
    UnusedName,
    did_you_mean,
    report,
)
from bongsu.link import Model, System, build, check_values, own_dims
from bongsu.periods import TIME_DIMS, Frequency, Period
from bongsu.scenario.apply import DRAW, changed, draw_numbers
from bongsu.scenario.budget import moved_weights, outcome_by_draw, picked, reach_of, to_move
from bongsu.scenario.changes import WHEN, Change
from bongsu.scenario.entries import Recorded
from bongsu.scenario.files import Scenario, recorded
from bongsu.scenario.parameters import (
    Given,
    Origin,
    from_file,
    from_tables,
    read_parameters,
    within,
)
from bongsu.scenario.streams import stream
from bongsu.scenario.tree import conditions_of, dimensions, joint_weights, window_dim

Spans = dict[str, list[int] | list[str]]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a run needs: the linked steps, every parameter with its branches and draws, weights.

    Parameters
    ----------
    scenario : Scenario
        With its bases resolved; its outputs are what was asked for.
    model : Model
        Steps that the outputs rest on.
    spans : dict of str to list
        Labels of the run's periods by time dimension.
    parameters : mapping of str to xr.DataArray
        Dims (issue..., draw, own..., time), as far as the parameter has them.
    origins : mapping of str to mapping
        On whose word each parameter stands; plain JSON values.
    weights : xr.DataArray
        Joint probabilities of the branches.
    draws, seed : int
        Of the run.
    notes : tuple of str
        What a reader of the results should know.
    """

    scenario: Scenario
    model: Model
    spans: Spans
    parameters: Mapping[str, xr.DataArray]
    origins: Mapping[str, Origin]
    weights: xr.DataArray
    draws: int
    seed: int
    notes: tuple[str, ...]


@dataclass(kw_only=True)
class _Making:
    """A plan on its way."""

    scenario: Scenario
    model: Model
    catalog: Catalog
    draws: int
    seed: int
    given: Mapping[str, Given]
    spans: Spans
    faults: list[BongsuError] = field(default_factory=list)
    origins: dict[str, Origin] = field(default_factory=dict)

    def labels(self, name: str) -> Sequence[int | str]:
        dim = self.model.variables[name].time_dim
        return self.spans[dim] if dim else ()

    def base(self, name: str) -> xr.DataArray | None:
        """Return what a parameter is before the scenario, and note on whose word."""
        variable = self.model.variables[name]
        where, as_of = self.scenario.where, self.scenario.as_of
        if name in self.model.sources:
            found, origin = from_tables(self.model.sources[name], variable, self.catalog, as_of)
            where = f"source {name}"
        elif name in self.given:
            found, origin = from_file(self.given[name], variable, self.labels(name), as_of)
        else:
            return None
        self.origins[name] = origin
        if variable.frequency and name in self.scenario.assume and self._replaced(name, found):
            return found.reindex({variable.time_dim: self.labels(name)})
        return within(found, variable, self.labels(name), where)

    def _replaced(self, name: str, found: xr.DataArray) -> bool:
        """Whether an assumed path may go on where a table ends."""
        change = self.scenario.assume[name]
        variable = self.model.variables[name]
        ends = found[variable.time_dim].values[-1] < self.labels(name)[-1]
        return bool(ends and not variable.dims and change.kind in {"value", "path"})

    def parameter(self, name: str) -> xr.DataArray:
        """Return a parameter with the scenario's assumption and the effects of its issues."""
        variable, scenario = self.model.variables[name], self.scenario
        array = self.base(name)
        origin = self.origins.setdefault(name, {})
        if change := scenario.assume.get(name):
            where = f"{scenario.where}, assume.{name}"
            array = self._changed(array, change, name, where=where, key=name)
            origin["assumed"] = _told(change, scenario.scenario)
        if array is None:
            raise MissingValue(
                f"nothing says what {name} is",
                where=scenario.where,
                mend=f"assume it in the scenario, or give {variable.system} a source for it",
            )
        for key, effect in scenario.effects.items():
            if effect_of := effect.changes.get(name):
                array = self._effect(array, effect_of, name, key)
                record = effect_of if effect_of.has_record else effect
                origin.setdefault("effects", []).append(
                    {"outcome": key, **_told(effect_of, scenario.scenario, record)}
                )
        array = _ordered(array, own_dims(variable), dimensions(scenario.issues))
        check_values(variable, array, where=f"{scenario.where}, {name}")
        return array.assign_attrs(unit=variable.unit)

    def _changed(
        self,
        array: xr.DataArray | None,
        change: Change,
        name: str,
        *,
        where: str,
        key: str,
        come: str | None = None,
    ) -> xr.DataArray:
        numbers = None
        if change.dist is not None:
            numbers = draw_numbers(change, stream(self.seed, key), self.draws)
        return changed(
            array,
            change,
            self.model.variables[name],
            self.labels(name),
            numbers=numbers,
            where=where,
            come=come,
        )

    def _effect(self, array: xr.DataArray, change: Change, name: str, key: str) -> xr.DataArray:
        """Return the parameter with another course where the outcomes of an effect come about."""
        where = f"{self.scenario.where}, effects.{key}.{name}"
        conditions, tree = conditions_of(key, where), dimensions(self.scenario.issues)

        def one(come: str | None) -> xr.DataArray:
            return self._changed(
                array, change, name, where=where, key=f"{name} if {key}", come=come
            )

        if change.first == WHEN:
            dim = next(d for d in map(window_dim, conditions) if d in tree)
            times = xr.DataArray(list(tree[dim]), dims=(dim,), name=dim)
            other = xr.concat([one(come) for come in tree[dim]], dim=times)
        else:
            other = one(None)
        holds = xr.DataArray(True)
        for issue, outcome in conditions.items():
            labels = list(tree[issue])
            holds = holds & xr.DataArray(
                [label == outcome for label in labels], {issue: labels}, (issue,)
            )
        return other.where(holds, array)


def make_plan(
    scenario: Scenario,
    systems: Sequence[System],
    catalog: Catalog,
    *,
    draws: int | None = None,
    seed: int | None = None,
    outputs: Sequence[str] | None = None,
) -> Plan:
    """Resolve a scenario against systems and reference data.

    Parameters
    ----------
    scenario : Scenario
        From `bongsu.scenario.files.read_scenario`.
    systems : sequence of System
        All that may need each other.
    catalog : Catalog
        Reference data, of which only what was known on the scenario's ``as_of`` is used.
    draws, seed, outputs : optional
        Instead of what the scenario says.

    Returns
    -------
    Plan
        Complete: running it can fail only in the blocks.

    Raises
    ------
    BongsuError, Faults
        Names that are unknown, computed or unused; units and dates that do not fit; values that
        are missing, out of range, or were not known yet.
    """
    whole = build(systems)
    chosen = tuple(outputs if outputs is not None else scenario.outputs)
    scenario = scenario.model_copy(
        update={
            "outputs": chosen,
            "n": draws if draws is not None else scenario.n,
            "seed": seed if seed is not None else scenario.seed,
        }
    )
    _check_numbers(scenario)
    _check_outputs(whole, chosen, scenario.where)
    model = build(systems, chosen) if chosen else whole
    report(
        [*_names(scenario, whole, model, asked=outputs is None), *_known(scenario)],
        where=scenario.where,
    )
    making = _Making(
        scenario=scenario,
        model=model,
        catalog=catalog,
        draws=scenario.n,
        seed=scenario.seed,
        given=read_parameters(systems, whole.variables),
        spans=_spans(scenario, model),
    )
    return _planned(making)


def _planned(making: _Making) -> Plan:
    scenario, model = making.scenario, making.model
    parameters: dict[str, xr.DataArray] = {}
    faults: list[BongsuError] = []
    for name in model.parameters:
        try:
            parameters[name] = making.parameter(name)
        except BongsuError as fault:
            faults.append(fault)
    report(faults, where=scenario.where)
    weights, notes = joint_weights(scenario.issues), _notes(scenario, parameters)
    if moved := _moved(making, parameters):
        sizes = {dim: weights.sizes[dim] for dim in moved}
        places = outcome_by_draw(sizes, scenario.seed, scenario.n)
        parameters = {name: _picked(array, places, model) for name, array in parameters.items()}
        weights, effective, covered = moved_weights(weights, places)
        notes.append(_moved_note(moved, scenario, effective, covered))
    return Plan(
        scenario=scenario,
        model=model,
        spans=making.spans,
        parameters=parameters,
        origins=making.origins,
        weights=weights,
        draws=scenario.n,
        seed=scenario.seed,
        notes=tuple(notes),
    )


def _moved(making: _Making, parameters: Mapping[str, xr.DataArray]) -> tuple[str, ...]:
    scenario, model = making.scenario, making.model
    tree = dimensions(scenario.issues)
    labels = {dim: len(found) for dim, found in making.spans.items()}
    for array in parameters.values():
        labels |= {str(dim): size for dim, size in array.sizes.items() if dim not in TIME_DIMS}
    reach = reach_of(
        model,
        {name: frozenset(map(str, a.dims)) & tree.keys() for name, a in parameters.items()},
        frozenset(name for name, array in parameters.items() if DRAW in array.dims),
        labels,
    )
    sizes = {dim: len(found) for dim, found in tree.items()}
    return to_move(reach, sizes, scenario.n, scenario.cells, where=scenario.where)


def _picked(array: xr.DataArray, places: Mapping[str, xr.DataArray], model: Model) -> xr.DataArray:
    found = picked(array, places)
    own = own_dims(model.variables[str(array.name)])
    return _ordered(found, own, dict.fromkeys(str(dim) for dim in array.dims))


def _moved_note(moved: Sequence[str], scenario: Scenario, effective: float, covered: float) -> str:
    named = ", ".join(moved)
    lost = "" if covered > 1 - 1e-9 else f"; outcomes of probability {1 - covered:.2g} have no draw"
    return (
        f"{named} moved into the draws, since the budget is {scenario.cells:,} cells: the "
        f"{scenario.n} draws are worth {effective:.0f} of equal weight{lost}"
    )


def _check_numbers(scenario: Scenario) -> None:
    for what, value, least in (("draws", scenario.n, 1), ("seed", scenario.seed, 0)):
        if value < least:
            raise OutOfRange(
                f"{what} is {value}", where=scenario.where, mend=f"give {least} or more"
            )


def _check_outputs(model: Model, outputs: Sequence[str], where: str) -> None:
    report(
        [
            UnknownName(
                f"there is no variable {name}",
                where=f"{where}, outputs",
                mend=did_you_mean(name, model.variables),
            )
            for name in outputs
            if name not in model.variables
        ],
        where=where,
    )


def _names(scenario: Scenario, whole: Model, model: Model, *, asked: bool) -> list[BongsuError]:
    """Return the faults of names that assumptions and effects change."""
    places = [(name, f"assume.{name}", name) for name in scenario.assume]
    for key, effect in scenario.effects.items():
        places += [(name, f"effects.{key}.{name}", key) for name in effect.changes]
    faults: list[BongsuError] = []
    for name, place, entry in places:
        where = f"{scenario.where}, {place}"
        variable = whole.variables.get(name)
        if variable is None:
            known = [known for known, said in whole.variables.items() if said.parameter]
            faults.append(
                UnknownName(
                    f"there is no parameter {name}", where=where, mend=did_you_mean(name, known)
                )
            )
        elif not variable.parameter:
            below = sorted(n for n in whole.ancestors(name) if whole.variables[n].parameter)
            faults.append(
                DuplicateName(
                    f"{name} is computed, by {', '.join(whole.makers(name))}",
                    where=where,
                    mend=f"assume what it rests on: {', '.join(below[:8])}",
                )
            )
        elif asked and entry in scenario.own and name not in model.parameters:
            faults.append(
                UnusedName(
                    f"{name} reaches none of the outputs",
                    where=where,
                    mend="remove it, or ask for an output that rests on it",
                )
            )
    return faults


def _known(scenario: Scenario) -> list[BongsuError]:
    """Return a fault for each entry that became known after the day looked from."""
    return [
        NotKnownYet(
            f"known from {record.known_from}, after {scenario.as_of}",
            where=f"{scenario.where}, {place}",
            mend=f"set `as_of` to {record.known_from} or later, or take the entry away",
        )
        for place, record in recorded(scenario)
        if record.known_from and date.fromisoformat(record.known_from) > scenario.as_of
    ]


def _spans(scenario: Scenario, model: Model) -> Spans:
    """Return the labels of the run by time dimension, from where the systems must begin."""
    spans: Spans = {}
    for frequency in Frequency:
        dim = str(frequency)
        if not any(model.variables[name].time_dim == dim for name in _used(model)):
            continue
        periods = scenario.horizon.to(frequency)
        if dim in model.starts:
            first = Period.parse(model.starts[dim])
            periods = type(periods)(min(first, periods.first), periods.last)
        spans[dim] = periods.labels()
    return spans


def _used(model: Model) -> set[str]:
    return {name for step in model.steps for name in (*step.inputs, *step.outputs)} | set(
        model.parameters
    )


def _ordered(array: xr.DataArray, own: Sequence[str], tree: Mapping[str, Any]) -> xr.DataArray:
    """Bring dims into the order issues, draw, own."""
    lead = [dim for dim in tree if dim in array.dims and dim not in own and dim != DRAW]
    draw = [DRAW] if DRAW in array.dims else []
    return array.transpose(*lead, *draw, *own)


def _told(change: Change, scenario: str, record: Recorded | None = None) -> Origin:
    """Return what a scenario does, and on whose word."""
    said = change.model_dump(mode="json", exclude_none=True, exclude_defaults=True, by_alias=True)
    if record is not None:
        kept = {"source", "elicited", "known_from"}
        said |= record.model_dump(mode="json", exclude_none=True, include=kept)
    return {"in scenario": scenario, **said}


def _notes(scenario: Scenario, parameters: Mapping[str, xr.DataArray]) -> list[str]:
    notes = []
    for name, issue in scenario.issues.items():
        if issue.elicited:
            notes.append(f"probabilities of {name} are judged: {issue.elicited.reason}")
        elif issue.source:
            notes.append(f"probabilities of {name}: {issue.source}")
        else:
            notes.append(f"probabilities of {name} are judged, and nobody said why")
    drawn = [name for name, array in parameters.items() if DRAW in array.dims]
    if drawn and scenario.n == 1:
        notes.append(f"one draw of {', '.join(drawn)}: this is one chance future, not the middle")
    return notes
