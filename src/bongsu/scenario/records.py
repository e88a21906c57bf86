"""What is told about a run beside its numbers, and how a store remembers and hands back runs."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date
from typing import Any

import numpy as np
import xarray as xr
from pydantic import BaseModel

from bongsu.errors import StoreFault, UnknownName, did_you_mean
from bongsu.link import Model
from bongsu.results import CheckResult, Lineage, Node, Results
from bongsu.scenario.catalogue import RunRecord
from bongsu.scenario.keys import Keys, array_key, run_key
from bongsu.scenario.plan import Plan
from bongsu.scenario.store import Store
from bongsu.variables import Variable
from bongsu.version import __version__


def described(plan: Plan, arrays: Mapping[str, xr.DataArray], keys: Keys) -> dict[str, Any]:
    """Return what a run's results say about themselves, as fields of `Results`."""
    outputs = outputs_of(plan)

    def run_id() -> str:
        return run_key(
            plain(plan.scenario),
            [keys.step(step) for step in plan.model.steps],
            {name: array_key(array) for name, array in plan.parameters.items()},
            plan.weights,
            [plan.draws, plan.seed, outputs],
        )

    return {
        "run_id": run_id,
        "scenario": plan.scenario.scenario,
        "title": plan.scenario.title,
        "as_of": plan.scenario.as_of,
        "seed": plan.seed,
        "draws": plan.draws,
        "variables": {name: plan.model.variables[name] for name in arrays},
        "weights": plan.weights,
        "lineage": lineage(plan),
        "outputs": outputs,
        "notes": tuple(plan.notes),
        "checks": checked(plan.model, arrays),
    }


def outputs_of(plan: Plan) -> tuple[str, ...]:
    """Return what was asked for; all that is computed, if nothing was."""
    made = tuple(name for step in plan.model.steps for name in step.outputs)
    return tuple(plan.scenario.outputs or made)


def lineage(plan: Plan) -> Lineage:
    """Return what each variable of a run was made from, and by which block."""
    nodes = {}
    for step in plan.model.steps:
        maker = ", ".join(f"{f.__module__}:{f.__qualname__}" for f in step.functions)
        for name in step.outputs:
            variable = plan.model.variables[name]
            nodes[name] = Node(
                name=name,
                title=variable.title,
                unit=variable.unit,
                maker=maker,
                version=step.version,
                inputs=step.inputs,
            )
    for name in plan.parameters:
        variable = plan.model.variables[name]
        origin = plain(plan.origins[name]) if name in plan.origins else {}
        nodes[name] = Node(name=name, title=variable.title, unit=variable.unit, origin=origin)
    return nodes


def plain(value: Any) -> Any:
    """Return a value as JSON knows it: mappings, lists, text, numbers, truth values, None."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)  # dates, periods, paths


def checked(model: Model, arrays: Mapping[str, xr.DataArray]) -> dict[str, CheckResult]:
    """Return the largest breach of every identity whose variables the run has."""
    found = {}
    for check in model.checks:
        if all(name in arrays for name in check.inputs):
            breach = check.compute({name: arrays[name] for name in check.inputs})
            found[check.name] = _largest(breach, check.tolerance)
    return found


def _largest(breach: xr.DataArray, tolerance: float) -> CheckResult:
    size = np.abs(np.asarray(breach.values, dtype=float))
    if size.size == 0:
        return CheckResult(largest=0.0, tolerance=tolerance, where={})
    at = np.unravel_index(int(np.argmax(np.where(np.isnan(size), np.inf, size))), size.shape)
    where = {
        str(dim): breach[dim].values.tolist()[place]
        for dim, place in zip(breach.dims, at, strict=True)
    }
    return CheckResult(largest=float(size[at]), tolerance=tolerance, where=where)


def record(store: Store, results: Results, cells: Mapping[str, Sequence[str]]) -> None:
    """Remember a run: what it says about itself, and in which cells its numbers lie."""
    row = RunRecord(
        run_id=results.run_id,
        scenario=results.scenario,
        title=results.title,
        as_of=results.as_of.isoformat() if results.as_of else None,
        seed=results.seed,
        draws=results.draws,
        outputs=results.outputs,
        created="",
    )
    content = {
        "variables": {name: plain(v) for name, v in results.variables.items()},
        "weights": results.weights.to_dict(),
        "lineage": {name: node.to_dict() for name, node in results.lineage.items()},
        "notes": list(results.notes),
        "checks": {name: plain(check) for name, check in results.checks.items()},
        "units": results.computed + results.reused,
        "versions": {
            "bongsu": __version__,
            "python": platform.python_version(),
            "numpy": np.__version__,
            "xarray": xr.__version__,
        },
    }
    # Through text and back, so that what JSON cannot hold fails here and not when it is read.
    places = [(name, part, key) for name, keys in cells.items() for part, key in enumerate(keys)]
    store.catalogue.add_run(row, json.loads(json.dumps(content)), places)


def list_runs(store: Store) -> list[RunRecord]:
    """Return the runs that a store remembers, the latest first."""
    return list(store.catalogue.runs())


def load_run(store: Store, run_id: str) -> Results:
    """Return a run that a store remembers.

    Parameters
    ----------
    store : Store
        Where it was kept.
    run_id : str
        Its id, or the beginning of it if no other run's begins so.

    Raises
    ------
    UnknownName
        If no run, or more than one, has an id that begins so.
    StoreFault
        If a cell of the run is damaged.
    """
    row = _find(store, run_id)
    content = store.catalogue.run_content(row.run_id)
    variables = {n: Variable.model_validate(told) for n, told in content["variables"].items()}
    arrays = {}
    for name, keys in store.catalogue.run_cells(row.run_id).items():
        arrays[name] = _whole(store, row, variables[name], keys)
    return Results(
        run_id=row.run_id,
        scenario=row.scenario,
        title=row.title,
        as_of=date.fromisoformat(row.as_of) if row.as_of else None,
        seed=row.seed,
        draws=row.draws,
        arrays=arrays,
        variables=variables,
        weights=xr.DataArray.from_dict(content["weights"]),
        lineage={name: Node.from_dict(told) for name, told in content["lineage"].items()},
        outputs=row.outputs,
        notes=tuple(content["notes"]),
        reused=content["units"],
        checks={name: CheckResult(**told) for name, told in content["checks"].items()},
    )


def _find(store: Store, run_id: str) -> RunRecord:
    rows = store.catalogue.runs()
    found = [row for row in rows if row.run_id.startswith(run_id)]
    if len(found) == 1:
        return found[0]
    known = [row.run_id for row in found or rows]
    raise UnknownName(
        f"{len(found) or 'no'} runs begin with `{run_id}`",
        where=str(store.path),
        mend="write more of the id: " + ", ".join(known[:5])
        if found
        else did_you_mean(run_id, known),
    )


def _whole(store: Store, row: RunRecord, variable: Variable, keys: Sequence[str]) -> xr.DataArray:
    parts = [store.get(key) for key in keys]
    sound = [part for part in parts if part is not None]
    if len(sound) < len(parts):
        raise StoreFault(
            f"{variable.name} of run {row.run_id} is damaged or gone",
            where=str(store.path),
            mend=f"run the scenario {row.scenario} again: only what is missing is computed",
        )
    array: xr.DataArray = sound[0]
    if len(sound) > 1:
        array = xr.concat(sound, "draw", coords="minimal", compat="override", join="exact")
    return array.rename(variable.name).assign_attrs(unit=variable.unit, title=variable.title)
