"""The run: units of work in order, taken from the store or computed, and handed on as results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any, Protocol

import xarray as xr

from bongsu.errors import DimensionMismatch, OutOfRange
from bongsu.link import Step
from bongsu.results import Results
from bongsu.scenario.bundles import Bundle, bundled
from bongsu.scenario.catalogue import RunRecord
from bongsu.scenario.executors import Executor, InProcess, Sent
from bongsu.scenario.forms import frozen, made, settled
from bongsu.scenario.keys import Keys, Spans, array_key, cell_key, part_key, step_spans
from bongsu.scenario.plan import Plan
from bongsu.scenario.records import described, list_runs, load_run, record
from bongsu.scenario.store import Store
from bongsu.variables import Variable

__all__ = ["Progress", "RunRecord", "list_runs", "load_run", "run_plan"]

Arrays = dict[str, xr.DataArray]
# Plain, so that Dask finds what was sent before.
Work = tuple[Step | Bundle, Mapping[str, Any], Spans]


class Progress(Protocol):
    """Is told how far a run has come."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Take note that ``done`` of ``total`` units known so far are there, the last of a step."""


def compute_unit(work: Work) -> Arrays:
    """Compute one unit of work, here or in a worker."""
    step, inputs, spans = work
    arrays = {name: frozen(_received(value)) for name, value in inputs.items()}
    return step.compute(arrays, spans)


def _received(value: Any) -> xr.DataArray:
    array: xr.DataArray = value.value() if isinstance(value, Sent) else value
    return array


@dataclass(slots=True, kw_only=True)
class _Held:
    """A variable in the run: whole, or cut by draws as the run's units of work are."""

    parts: tuple[xr.DataArray, ...]  # one, or one for each range of draws
    keys: tuple[str, ...] = ()  # of the parts; empty without a store
    cells: tuple[str, ...] = ()  # as they lie in the store
    joined: xr.DataArray | None = None

    @property
    def draws(self) -> bool:
        return "draw" in self.parts[0].dims

    @property
    def whole(self) -> xr.DataArray:
        if self.joined is None:
            self.joined = _joined(self.parts)
        return self.joined


def _joined(parts: tuple[xr.DataArray, ...]) -> xr.DataArray:
    if len(parts) == 1:
        return parts[0]
    together: xr.DataArray = xr.concat(
        parts, "draw", coords="minimal", compat="override", join="exact", combine_attrs="override"
    )
    return frozen(together)


@dataclass(slots=True, kw_only=True)
class _Unit:
    """A step on a range of draws."""

    step: Step | Bundle
    part: int | None  # which range; None where draws do not matter or all are needed
    key: str
    outputs: Arrays = field(default_factory=dict)

    @property
    def cells(self) -> dict[str, str]:
        return {name: cell_key(self.key, name) for name in self.step.outputs}


class _Run:
    """One run on its way."""

    def __init__(self, plan: Plan, store: Store | None, executor: Executor, chunk: int) -> None:
        self.plan, self.store, self.executor = plan, store, executor
        self.keys = Keys(plan.model, plan.spans)
        self.draws = _draws(plan)
        self.ranges = tuple(
            range(first, min(first + chunk, self.draws)) for first in range(0, self.draws, chunk)
        )
        self.steps = bundled(plan.model.steps, plan.passing, plan.model.variables)
        self.held: dict[str, _Held] = {}
        self.computed = self.reused = 0
        self._sent: dict[int, Any] = {}

    def take_parameters(self) -> None:
        """Cut the parameters by draws, and put them into the store."""
        for name, given in self.plan.parameters.items():
            variable = self.plan.model.variables[name]
            array = settled(given, variable)
            held = self._cut(array, variable)
            if self.store:
                # A range is named by its own values: a draw is the same in a run of more draws.
                held.keys = tuple(array_key(part) for part in held.parts)
                held.cells = (cell_key(array_key(array), name),)
                if self.store.get(held.cells[0]) is None:
                    self.store.put({held.cells[0]: (name, array)})
            self.held[name] = held

    def _cut(self, array: xr.DataArray, variable: Variable) -> _Held:
        """Hold a whole array, in as many parts as there are ranges if it has draws."""
        if "draw" not in array.dims or len(self.ranges) == 1:
            return _Held(parts=(array,), joined=array)
        cuts = [slice(draws.start, draws.stop) for draws in self.ranges]
        parts = tuple(settled(array.isel(draw=cut), variable) for cut in cuts)
        return _Held(parts=parts, joined=array)

    def wave(self, steps: list[Step | Bundle]) -> Iterator[_Unit]:
        """Yield the units of steps that do not need each other, each as soon as it is there."""
        waiting = []
        for unit in (unit for step in steps for unit in self._units(step)):
            found = self._stored(unit)
            if found is None:
                waiting.append(unit)
            else:
                unit.outputs = found
                self.reused += 1
                yield unit
        least = self.executor.ship_cells
        near = [unit for unit in waiting if self._size(unit) < least]
        far = [unit for unit in waiting if self._size(unit) >= least]
        yield from self._computed(near, InProcess())
        yield from self._computed(far, self.executor)

    def parts(self, step: Step | Bundle) -> Sequence[int | None]:
        """Return which ranges of draws a step is computed on, or None alone for all at once."""
        apart = not step.together and any(self.held[name].draws for name in step.inputs)
        return range(len(self.ranges)) if apart else (None,)

    def _units(self, step: Step | Bundle) -> Iterator[_Unit]:
        for part in self.parts(step):
            key = ""
            if self.store:
                draws = None if part is None else self.ranges[part]
                inputs = (key for name in step.inputs for key in self._input_keys(name, part))
                key = self.keys.unit(step, inputs, draws)
            yield _Unit(step=step, part=part, key=key)

    def _input_keys(self, name: str, part: int | None) -> tuple[str, ...]:
        keys = self.held[name].keys
        return keys if part is None or len(keys) == 1 else (keys[part],)

    def _inputs(self, unit: _Unit) -> Arrays:
        inputs = {}
        for name in unit.step.inputs:
            held = self.held[name]
            parted = unit.part is not None and len(held.parts) > 1
            inputs[name] = held.parts[unit.part or 0] if parted else held.whole
        return inputs

    def _size(self, unit: _Unit) -> int:
        """Count the numbers that a unit takes in."""
        size = 0
        for name in unit.step.inputs:
            parts = self.held[name].parts
            one = unit.part is not None and len(parts) > 1
            size += parts[unit.part or 0].size if one else sum(part.size for part in parts)
        return size

    def _stored(self, unit: _Unit) -> Arrays | None:
        """Return all outputs of a unit out of the store, or None."""
        if self.store is None:
            return None
        found = {}
        for name, key in unit.cells.items():
            array = self.store.get(key)
            if array is None:
                return None
            found[name] = settled(array, self.plan.model.variables[name])
        return found

    def _computed(self, units: list[_Unit], executor: Executor) -> Iterator[_Unit]:
        work = (self._work(unit, executor) for unit in units)
        for unit, outputs in zip(units, executor.map(compute_unit, work), strict=True):
            variables = self.plan.model.variables
            unit.outputs = {n: made(array, variables[n]) for n, array in outputs.items()}
            self.computed += 1
            if self.store:
                cells = unit.cells
                self.store.put({cells[n]: (n, array) for n, array in unit.outputs.items()})
            yield unit

    def _work(self, unit: _Unit, executor: Executor) -> Work:
        spans = step_spans(unit.step, self.plan.model, self.plan.spans)
        inputs: dict[str, Any] = self._inputs(unit)
        if unit.part is not None and len(self.ranges) > 1:
            for name, array in inputs.items():
                if "draw" not in array.dims:  # every part of the step needs it
                    inputs[name] = self._shared(array, executor)
        return unit.step, inputs, spans

    def _shared(self, array: xr.DataArray, executor: Executor) -> Any:
        if isinstance(executor, InProcess):
            return array
        if id(array) not in self._sent:
            self._sent[id(array)] = executor.put(array)
        return self._sent[id(array)]

    def hold(self, step: Step | Bundle, units: list[_Unit]) -> None:
        """Take the outputs of all units of a step into the run."""
        units.sort(key=lambda unit: unit.part or 0)
        for name in step.outputs:
            parts = tuple(unit.outputs[name] for unit in units)
            cells = tuple(unit.cells[name] for unit in units) if self.store else ()
            if "draw" in parts[0].dims and len(units) < len(self.ranges):
                held = self._cut(parts[0], self.plan.model.variables[name])
                held.cells = cells
                held.keys = tuple(part_key(cell, r) for cell in cells for r in self.ranges)
                self.held[name] = held
            elif "draw" in parts[0].dims:
                self.held[name] = _Held(parts=parts, keys=cells, cells=cells)
            else:
                _check_same(name, step, parts)
                self.held[name] = _Held(parts=parts[:1], keys=cells[:1], cells=cells[:1])


def run_plan(
    plan: Plan,
    *,
    store: Store | None = None,
    executor: Executor | None = None,
    chunk: int | None = None,
    progress: Progress | None = None,
) -> Results:
    """Compute what a plan asks for, or take it from a store where it was computed before.

    Parameters
    ----------
    plan : Plan
        The model, its parameters with all their draws and branches, and the weights.
    store : Store, optional
        Where finished units of work are kept and looked for. Without one, all is computed in
        memory and no key is made, save the run's id.
    executor : Executor, optional
        Where units of work are computed; in this process if left out. The numbers are the same.
    chunk : int, optional
        Draws in a unit of work; the plan's if left out. The numbers are the same where a block
        works draw by draw, and agree to rounding elsewhere.
    progress : Progress, optional
        Is told after every unit.

    Returns
    -------
    Results
        Every variable of the model's steps that is not only handed on, and the parameters.

    Raises
    ------
    StoreFault
        If another run is writing to the store, or the disk is full.
    OutOfRange
        If the chunk is smaller than one draw.
    DimensionMismatch
        If parameters differ in their draws, or a block's result without draws depends on them.
    BongsuError
        Whatever a block raises about its inputs.
    """
    if chunk is not None and chunk < 1:
        raise OutOfRange(
            f"a chunk of {chunk} draws holds none", where="the run", mend="give 1 or more"
        )
    damaged = store.damaged if store else 0
    with store.writing() if store else nullcontext():
        run = _Run(plan, store, executor or InProcess(), chunk or plan.chunk)
        run.take_parameters()
        _advance(run, progress)
        arrays = {name: held.whole for name, held in run.held.items()}
        results = Results(
            **described(plan, arrays, run.keys),
            arrays=arrays,
            computed=run.computed,
            reused=run.reused,
            damaged=store.damaged - damaged if store else 0,
        )
        if store:
            record(store, results, {name: held.cells for name, held in run.held.items()})
    return results


def _advance(run: _Run, progress: Progress | None) -> None:
    """Go through the steps in waves; steps of one wave do not need each other."""
    waves = _waves(run.steps)
    done, ahead = 0, len(run.steps)
    for steps in waves:
        ahead -= len(steps)
        known = done + sum(len(run.parts(step)) for step in steps)
        units: dict[str, list[_Unit]] = {step.name: [] for step in steps}
        for unit in run.wave(steps):
            units[unit.step.name].append(unit)
            done += 1
            if progress:
                progress(unit.step.name, done, known + ahead)
        for step in steps:
            run.hold(step, units[step.name])


def _waves(steps: Sequence[Step | Bundle]) -> list[list[Step | Bundle]]:
    depth: dict[str, int] = {}  # of variables; parameters have none
    waves: list[list[Step | Bundle]] = []
    for step in steps:
        level = max((depth[name] + 1 for name in step.inputs if name in depth), default=0)
        depth.update(dict.fromkeys(step.outputs, level))
        if level == len(waves):
            waves.append([])
        waves[level].append(step)
    return waves


def _draws(plan: Plan) -> int:
    """Return the number of draws, which all parameters must share."""
    for name, array in plan.parameters.items():
        if "draw" in array.dims and array.sizes["draw"] != plan.draws:
            raise DimensionMismatch(
                f"{name} has {array.sizes['draw']} draws, the run has {plan.draws}",
                where=f"scenario {plan.scenario.scenario}",
                mend="make the plan again with one number of draws",
            )
    return plan.draws


def _check_same(name: str, step: Step | Bundle, parts: tuple[xr.DataArray, ...]) -> None:
    """Refuse a result without draws that differs with the draws its unit of work had."""
    if not all(part.identical(parts[0]) for part in parts[1:]):
        raise DimensionMismatch(
            f"{name} has no dimension `draw`, but its values depend on the draws",
            where=f"block {step.name}",
            mend='declare `@block(draws="together")`, or keep the dimension',
        )
