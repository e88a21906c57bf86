"""The plan: a scenario resolved against systems and data, with every fault found, nothing run."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import xarray as xr

from bongsu.catalog import Catalog
from bongsu.errors import (
    BongsuError,
    DuplicateName,
    NotKnownYet,
    OutOfRange,
    UnknownName,
    UnusedName,
    did_you_mean,
    report,
)
from bongsu.link import Model, System, build
from bongsu.periods import TIME_DIMS, Frequency, Period
from bongsu.scenario.apply import DRAW
from bongsu.scenario.branches import Branches, Spans, law_issues
from bongsu.scenario.budget import Reach, moved_weights, outcome_by_draw, reach_of, to_move
from bongsu.scenario.bundles import CHUNK, chunk_for, passing_variables
from bongsu.scenario.law import HEADS, holds_law, law_faults
from bongsu.scenario.parameters import Origin, read_parameters
from bongsu.scenario.scenarios import MAX_DRAWS, MAX_SEED, Scenario, recorded
from bongsu.scenario.tree import dimensions, joint_weights

Arrays = dict[str, xr.DataArray]


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
    passing : frozenset of str
        Variables that steps only hand on; a run forgets them.
    chunk : int
        Draws in a unit of work.
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
    passing: frozenset[str] = frozenset()
    chunk: int = CHUNK

    @property
    def branches(self) -> int:
        """How many combinations of outcomes the dimensions of issues have."""
        return math.prod(size for dim, size in self.weights.sizes.items() if dim != DRAW)


def make_plan(
    scenario: Scenario,
    systems: Sequence[System],
    catalog: Catalog,
    *,
    draws: int | None = None,
    seed: int | None = None,
    outputs: Sequence[str] | None = None,
    as_of: date | None = None,
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
    draws, seed, outputs, as_of : optional
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
    chosen = tuple(dict.fromkeys(outputs if outputs is not None else scenario.outputs))
    scenario = scenario.model_copy(
        update={
            "outputs": chosen,
            "n": draws if draws is not None else scenario.n,
            "seed": seed if seed is not None else scenario.seed,
            "as_of": as_of or scenario.as_of,
        }
    )
    _check_numbers(scenario)
    _check_outputs(whole, chosen, scenario.where)
    model = build(systems, chosen) if chosen else whole
    report(
        [
            *_names(scenario, whole, model, asked=outputs is None),
            *_laws(scenario, whole, model, asked=outputs is None),
            *_dims(scenario, whole),
            *_known(scenario),
        ],
        where=scenario.where,
    )
    branches = Branches(
        scenario=scenario,
        model=model,
        catalog=catalog,
        given=read_parameters(systems, whole.variables),
        spans=_spans(scenario, model),
    )
    return _planned(branches)


def _planned(branches: Branches) -> Plan:
    scenario, model = branches.scenario, branches.model
    branches.read_laws()
    bases, faults = _bases(branches)
    reach = _reach(branches, bases)
    tree = {dim: len(found) for dim, found in dimensions(scenario.issues).items()}
    try:
        moved = to_move(reach, tree, scenario.n, scenario.cells, where=scenario.where)
    except OutOfRange as fault:  # before any branch is made, which might not fit into memory
        report([*faults, fault], where=scenario.where)
        raise
    weights = joint_weights(scenario.issues)
    places = outcome_by_draw({dim: tree[dim] for dim in moved}, scenario.seed, scenario.n)
    parameters: Arrays = {}
    for name, base in bases.items():
        try:
            parameters[name] = branches.parameter(name, base, places)
        except BongsuError as fault:
            faults.append(fault)
    report(faults, where=scenario.where)
    notes = _notes(scenario, [name for name in parameters if branches.drawn(name)])
    if moved:
        weights, effective, covered = moved_weights(weights, places, where=scenario.where)
        notes.append(_moved_note(moved, scenario, effective, covered))
    return Plan(
        scenario=scenario,
        model=model,
        spans=branches.spans,
        parameters=parameters,
        origins=branches.origins,
        weights=weights,
        draws=scenario.n,
        seed=scenario.seed,
        notes=tuple(notes),
        passing=reach.passing,
        chunk=chunk_for(reach, {dim: size for dim, size in tree.items() if dim not in moved}),
    )


def _bases(branches: Branches) -> tuple[dict[str, xr.DataArray | None], list[BongsuError]]:
    """Return what the parameters are before the scenario, and the faults of those that fail."""
    bases: dict[str, xr.DataArray | None] = {}
    faults: list[BongsuError] = []
    for name in branches.model.parameters:
        try:
            bases[name] = branches.base(name)
        except BongsuError as fault:
            faults.append(fault)
    return bases, faults


def _reach(branches: Branches, bases: Mapping[str, xr.DataArray | None]) -> Reach:
    """Return what issues and draws reach, and how large it is, before any branch is made."""
    labels = {dim: len(found) for dim, found in branches.spans.items()}
    for base in bases.values():
        held = base.sizes if base is not None else {}
        labels |= {str(dim): size for dim, size in held.items() if dim not in TIME_DIMS}
    reach = reach_of(
        branches.model,
        {name: branches.touched(name) for name in bases},
        frozenset(name for name in bases if branches.drawn(name)),
        labels,
    )
    passing = passing_variables(branches.model, branches.scenario.outputs, reach)
    return replace(reach, passing=passing)


def _moved_note(moved: Sequence[str], scenario: Scenario, effective: float, covered: float) -> str:
    named = ", ".join(moved)
    lost = "" if covered > 1 - 1e-9 else f"; outcomes of probability {1 - covered:.2g} have no draw"
    return (
        f"{named} moved into the draws, since the budget is {scenario.cells:,} cells: the "
        f"{scenario.n} draws are worth {effective:.0f} of equal weight{lost}"
    )


def _check_numbers(scenario: Scenario) -> None:
    for what, value, least, most in (
        ("draws", scenario.n, 1, MAX_DRAWS),
        ("seed", scenario.seed, 0, MAX_SEED),
    ):
        if not least <= value <= most:
            raise OutOfRange(
                f"{what} is {value}", where=scenario.where, mend=f"give {least} to {most}"
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


def _laws(scenario: Scenario, whole: Model, model: Model, *, asked: bool) -> Iterator[BongsuError]:
    """Yield the faults of what the scenario says of the law."""
    holders = [key for key, effect in scenario.effects.items() if holds_law(effect)]
    own = [key for key in (*holders, *(head for head in HEADS if getattr(scenario, head)))
           if key in scenario.own]  # fmt: skip
    tree = dimensions(scenario.issues)
    yield from law_faults(
        bool(holders) or holds_law(scenario),
        asked and bool(own),
        math.prod(len(tree[issue]) for issue in law_issues(scenario)),
        whole,
        model,
        scenario.where,
    )


def _dims(scenario: Scenario, whole: Model) -> list[BongsuError]:
    """Return a fault for each issue that is called as a dimension of variables is."""
    owners = {dim: name for name, said in whole.variables.items() for dim in said.dims}
    return [
        DuplicateName(
            f"{dim} is a dimension of {owners[dim]}",
            where=f"{scenario.where}, issues.{dim}",
            mend="rename the issue",
        )
        for dim in dimensions(scenario.issues)
        if dim in owners
    ]


def _known(scenario: Scenario) -> list[BongsuError]:
    """Return a fault for each entry that became known after the day looked from."""
    return [
        NotKnownYet(
            f"known from {record.known_from}, after {scenario.as_of}",
            where=f"{scenario.where}, {place}",
            mend=f"set `as_of` to {record.known_from} or later, or take the entry away",
        )
        for place, _, record in recorded(scenario)
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


def _notes(scenario: Scenario, drawn: Sequence[str]) -> list[str]:
    notes = list(scenario.left_out)
    for name, issue in scenario.issues.items():
        if issue.elicited:
            notes.append(f"probabilities of {name} are judged: {issue.elicited.reason}")
        elif issue.source:
            notes.append(f"probabilities of {name}: {issue.source}")
        else:
            notes.append(f"probabilities of {name} are judged, and nobody said why")
    if drawn and scenario.n == 1:
        notes.append(f"one draw of {', '.join(drawn)}: this is one chance future, not the middle")
    return notes
