"""What a run hands on: labelled arrays with weights, lineage, seed and run id."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from bongsu.errors import BadProbability, UnknownName, did_you_mean
from bongsu.results import exports
from bongsu.results.lineage import Lineage, Trace, trace
from bongsu.results.weighted import uncertain_dims, weighted_mean, weighted_quantile
from bongsu.variables import Variable


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """How well an identity holds, over all branches, draws and periods."""

    largest: float  # largest absolute breach, in `unit`; NaN if the identity gave NaN
    tolerance: float
    where: Mapping[str, str | int]  # labels of the cell with the largest breach

    @property
    def holds(self) -> bool:
        """Whether the largest breach is within the tolerance."""
        return self.largest <= self.tolerance


class RunId:
    """A run's id, which a run without a store makes only if it is asked for.

    To make it, all parameters and the code are hashed, which can take longer than a small run.
    """

    def __get__(self, run: Results | None, kind: type) -> str:
        if run is None:
            raise AttributeError("a run's id has no default")
        told = vars(run)["run_id"]
        if not isinstance(told, str):
            told = vars(run)["run_id"] = told()
        return str(told)

    def __set__(self, run: Results, told: str | Callable[[], str]) -> None:
        vars(run)["run_id"] = told


@dataclass(frozen=True, kw_only=True, eq=False)
class Results:
    """All numbers of one run, by full name.

    ``results["people.tfr"]`` is an ``xr.DataArray`` with dims (issues..., draw, own dims..., time),
    of which only those are there that matter to it, and attrs ``unit`` and ``title``. Parameters
    are found in the same way.
    """

    run_id: RunId = RunId()  # reads as text
    scenario: str
    title: str
    as_of: date | None
    seed: int
    draws: int
    arrays: Mapping[str, xr.DataArray]
    variables: Mapping[str, Variable]
    weights: xr.DataArray  # over issue dims, and `draw` if issues were moved there; sums to 1
    lineage: Lineage
    outputs: tuple[str, ...]  # what was asked for; the rest was needed on the way
    notes: tuple[str, ...] = ()
    computed: int = 0  # units of work
    reused: int = 0  # units of work that the store already held
    damaged: int = 0  # cells that the store could not read back and that were made again
    checks: Mapping[str, CheckResult] = field(default_factory=dict)
    conditions: Mapping[str, str] = field(default_factory=dict)  # outcomes that `given` took

    @property
    def branches(self) -> int:
        """How many combinations of outcomes the dimensions of issues have."""
        return math.prod(size for dim, size in self.weights.sizes.items() if dim != "draw")

    def __getitem__(self, name: str) -> xr.DataArray:
        if name not in self.arrays:
            raise UnknownName(
                f"`{name}` is no variable of this run",
                where=f"run {self.run_id} of {self.scenario}",
                mend=did_you_mean(name, self.arrays),
            )
        return self.arrays[name]

    def __contains__(self, name: object) -> bool:
        return name in self.arrays

    def __iter__(self) -> Iterator[str]:
        return iter(self.arrays)

    def mean(self, name: str | xr.DataArray) -> xr.DataArray:
        """Return the weighted mean over issues and draws of a variable, or of an array of it."""
        return weighted_mean(self._array(name), self.weights)

    def quantile(self, name: str | xr.DataArray, q: float | Sequence[float]) -> xr.DataArray:
        """Return weighted quantiles over issues and draws together; see `weighted_quantile`."""
        return weighted_quantile(self._array(name), self.weights, q)

    def probability(
        self, name: str | xr.DataArray, predicate: Callable[[xr.DataArray], xr.DataArray]
    ) -> xr.DataArray:
        """Return the probability that a condition holds.

        Parameters
        ----------
        name : str or xr.DataArray
            A variable, or an array computed from variables.
        predicate : callable
            Takes the array, returns a truth value for each cell. Comparisons with NaN are false,
            so "exhausted before 2060" does not hold where the fund is never exhausted.

        Returns
        -------
        xr.DataArray
            Without issue dimensions and ``draw``; in [0, 1].

        Examples
        --------
        ``results.probability("people.fund_exhaustion_year", lambda year: year < 2060)``
        """
        truth = predicate(self._array(name)).astype(float)
        return weighted_mean(truth, self.weights).assign_attrs(unit="share")

    def given(self, outcomes: Mapping[str, str | int] | None = None, **named: str | int) -> Results:
        """Return the same run under the condition that issues came out in a certain way.

        Nothing is computed again: the weights of all other branches become zero. As a keyword, an
        issue's name is written with ``_`` for ``-``.

        Raises
        ------
        UnknownName
            If there is no such issue or outcome.
        BadProbability
            If the outcomes have probability zero together.
        """
        weights, conditions = self.weights, dict(self.conditions)
        for written, outcome in {**(outcomes or {}), **named}.items():
            issue = self._issue(written)
            labels = weights[issue]
            if outcome not in labels.values:
                raise UnknownName(
                    f"`{outcome}` is no outcome of `{issue}`",
                    where=f"run {self.run_id} of {self.scenario}",
                    mend=did_you_mean(str(outcome), {str(label) for label in labels.values}),
                )
            weights = weights.where(labels == outcome, 0.0)
            conditions[issue] = str(outcome)
        mass = float(weights.sum())
        if mass <= 0:
            raise BadProbability(
                f"{conditions} has probability zero",
                where=f"run {self.run_id} of {self.scenario}",
                mend="ask for outcomes that can occur together",
            )
        return replace(self, weights=weights / mass, conditions=conditions)

    def trace(self, name: str) -> Trace:
        """Return the tree from a variable through blocks down to parameters and their sources."""
        return trace(self.lineage, name)

    def to_netcdf(
        self, path: Path | str, *, names: Sequence[str] | None = None, overwrite: bool = False
    ) -> None:
        """Write variables to one netCDF file; see `exports.write_netcdf`."""
        exports.write_netcdf(self._chosen(names), self._header(), Path(path), overwrite)

    def to_parquet(
        self, path: Path | str, *, names: Sequence[str] | None = None, overwrite: bool = False
    ) -> None:
        """Write a tidy long table to Parquet; see `exports.tidy`."""
        exports.write_parquet(self._chosen(names), self.weights, Path(path), overwrite)

    def to_csv(
        self, path: Path | str, *, names: Sequence[str] | None = None, overwrite: bool = False
    ) -> None:
        """Write a tidy long table to CSV; see `exports.tidy`."""
        exports.write_csv(self._chosen(names), self.weights, Path(path), overwrite)

    def to_iamc(
        self,
        path: Path | str,
        *,
        names: Sequence[str] | None = None,
        region: str = "KOR",
        overwrite: bool = False,
    ) -> tuple[str, ...]:
        """Write the IAMC long format, and return what has no place in it; see `exports.iamc`."""
        chosen = self._chosen(names)
        if names is None:
            timeless = tuple(n for n in chosen if self.variables[n].time_dim is None)
            chosen = {n: array for n, array in chosen.items() if n not in timeless}
        else:
            timeless = ()
        frame = exports.iamc(chosen, self.variables, self.weights, self.scenario, region)
        exports.write_frame(frame, Path(path), overwrite)
        return timeless

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values: the header, the checks, and each output's mean and quantiles.

        NaN becomes None.
        """
        return {
            **self._header(),
            "draws": self.draws,
            "computed": self.computed,
            "reused": self.reused,
            "damaged": self.damaged,
            "notes": list(self.notes),
            "conditions": dict(self.conditions),
            "checks": self.check_record(),
            "outputs": {name: self._summary(name) for name in self.outputs},
        }

    def check_record(self) -> dict[str, dict[str, Any]]:
        """Return how well each identity holds, as plain JSON values by name."""
        return {
            name: {
                "largest": _plain(check.largest),
                "tolerance": check.tolerance,
                "holds": check.holds,
                "where": dict(check.where),
            }
            for name, check in self.checks.items()
        }

    def breaches(self) -> list[str]:
        """Return a sentence for each identity that does not hold, with where it is worst."""
        broken = {name: check for name, check in self.checks.items() if not check.holds}
        return [
            f"check {name} does not hold: {check.largest:g} at {_place(check.where)}, "
            f"beyond {check.tolerance:g}"
            for name, check in broken.items()
        ]

    def _summary(self, name: str) -> dict[str, Any]:
        array = self.arrays[name]
        mean = self.mean(name)
        summary: dict[str, Any] = {
            "unit": self.variables[name].unit,
            "title": self.variables[name].title,
            "uncertain": list(uncertain_dims(array, self.weights)),
            "dims": [str(d) for d in mean.dims],
            "labels": {str(d): mean[d].values.tolist() for d in mean.dims},
            "mean": _plain(mean.values.tolist()),
        }
        if summary["uncertain"]:
            for level in (0.05, 0.5, 0.95):
                summary[f"q{level:g}"] = _plain(self.quantile(name, level).values.tolist())
        return summary

    def _header(self) -> dict[str, Any]:
        return {
            "run_id": self.run_id,
            "scenario": self.scenario,
            "title": self.title,
            "as_of": self.as_of.isoformat() if self.as_of else "",
            "seed": self.seed,
        }

    def _array(self, name: str | xr.DataArray) -> xr.DataArray:
        return self[name] if isinstance(name, str) else name

    def _chosen(self, names: Sequence[str] | None) -> dict[str, xr.DataArray]:
        return {name: self[name] for name in (self.outputs if names is None else names)}

    def _issue(self, written: str) -> str:
        for name in (written, written.replace("_", "-")):
            if name in self.weights.coords and name != "draw":
                return name
        raise UnknownName(
            f"`{written}` is no issue of this run",
            where=f"run {self.run_id} of {self.scenario}",
            mend=did_you_mean(written, {str(c) for c in self.weights.coords} - {"draw"}),
        )


def _plain(value: Any) -> Any:
    """Replace NaN, which JSON lacks, by None."""
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return None if isinstance(value, float) and np.isnan(value) else value


def _place(labels: Mapping[str, str | int]) -> str:
    return ", ".join(f"{dim}={label}" for dim, label in labels.items()) or "its one value"
