"""Parameters branch by branch: what files and tables hold, what is assumed, what outcomes do.

An outcome's effect is another course of the parameter along the dimension of its issue. Where that
dimension has moved into the draws, each draw takes the course of the outcome that it has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import xarray as xr

from bongsu.catalog import Catalog
from bongsu.errors import MissingValue, NotKnownYet, OutOfRange, UnusedName
from bongsu.link import Model, check_values, own_dims
from bongsu.scenario.apply import DRAW, changed, changes_nothing, draw_numbers
from bongsu.scenario.changes import WHEN, Change
from bongsu.scenario.entries import Recorded
from bongsu.scenario.law import (
    HEADS,
    HasLaw,
    SaidLaw,
    content_of,
    courses,
    holds_law,
    reached,
)
from bongsu.scenario.parameters import Given, Origin, from_file, from_tables, within
from bongsu.scenario.scenarios import Scenario, record_of
from bongsu.scenario.tree import conditions_of, dimensions, window_dim

Spans = dict[str, list[int] | list[str]]


@dataclass(kw_only=True)
class Branches:
    """What parameters are made from, and on whose word each turned out to stand."""

    scenario: Scenario
    model: Model
    catalog: Catalog
    given: Mapping[str, Given]
    spans: Spans
    origins: dict[str, Origin] = field(default_factory=dict)

    def base(self, name: str) -> xr.DataArray | None:
        """Return what a parameter is before the scenario, and note on whose word.

        Returns
        -------
        xr.DataArray or None
            Cut to the run. Where the scenario says what the parameter is, it may have gaps; it is
            None where nothing else says it.
        """
        variable, as_of = self.model.variables[name], self.scenario.as_of
        change = self.scenario.assume.get(name)
        replaced = change is not None and change.replaces
        try:
            if name in self.model.sources:
                law = self._law(name, {}) if holds_law(self.scenario) else None
                source, where = self.model.sources[name], f"source {name}"
                found, origin = from_tables(source, variable, self.catalog, as_of, law)
                if law:
                    origin["law"] = self._told_law(self.scenario)
            elif name in self.given:
                given = self.given[name]
                found, origin = from_file(given, variable, self._labels(name), as_of)
                where = given.where
            else:
                return None
            array = within(found, variable, self._labels(name), where, goes_on=replaced)
        except (NotKnownYet, MissingValue):
            if replaced and not variable.dims:
                return None
            raise
        self.origins[name] = origin
        return array

    def touched(self, name: str) -> frozenset[str]:
        """Return the dimensions of the tree that the effects on a parameter give it."""
        found: set[str] = set()
        for key, effect in self.scenario.effects.items():
            if change := effect.changes.get(name):
                found.update(conditions_of(key))
                if change.first == WHEN:
                    found.add(self._window(key))
            if holds_law(effect) and reached(self.model, name):
                found.update(conditions_of(key))
        return frozenset(found)

    def drawn(self, name: str) -> bool:
        """Whether a parameter differs by draw before any issue moves there."""
        changes = [effect.changes.get(name) for effect in self.scenario.effects.values()]
        return any(
            change is not None and change.dist is not None
            for change in (self.scenario.assume.get(name), *changes)
        )

    def parameter(
        self, name: str, base: xr.DataArray | None, places: Mapping[str, xr.DataArray]
    ) -> xr.DataArray:
        """Return a parameter with the scenario's assumption and the effects of its issues.

        Parameters
        ----------
        name : str
            Full name.
        base : xr.DataArray, optional
            From `base`.
        places : mapping of str to xr.DataArray (draw)
            Which outcome each draw has, for the dimensions that moved into the draws.

        Raises
        ------
        MissingValue, OutOfRange
            If nothing says what it is in some period, or it lies outside its declared range.
        """
        scenario, variable = self.scenario, self.model.variables[name]
        origin = self.origins.setdefault(name, {})
        array, where = base, f"{scenario.where}, {name}"
        if base is not None and reached(self.model, name):
            array = self._under_laws(base, name, places)
            origin |= self._told_laws()
        if change := scenario.assume.get(name):
            where = f"{scenario.where}, assume.{name}"
            array = self._changed(
                array, change, name, self._numbers(change, name, name, where), where
            )
            origin["assumed"] = self._told(change, name)
            self._check_gaps(array, name, where)
        if array is None:
            raise MissingValue(
                f"nothing says what {name} is",
                where=scenario.where,
                mend=f"assume it in the scenario, or give {variable.system} a source for it",
            )
        for key, effect in scenario.effects.items():
            if found := effect.changes.get(name):
                array = self._affected(array, found, name, key, places)
                told = self._told(found, key, record_of(found, effect))
                origin.setdefault("effects", []).append({"outcome": key, **told})
        array = ordered(array, own_dims(variable), dimensions(scenario.issues))
        self._check(array, name, where)
        return array.assign_attrs(unit=variable.unit)

    def _law(self, name: str, outcomes: Mapping[str, str]) -> SaidLaw | None:
        """Return what is said of the law under outcomes, if it reaches a parameter."""
        if not reached(self.model, name):
            return None
        parts: list[HasLaw] = [
            effect
            for key, effect in self.scenario.effects.items()
            if conditions_of(key).items() <= outcomes.items()
        ]
        told = ", ".join(f"{issue}={outcome}" for issue, outcome in outcomes.items())
        return SaidLaw(
            content=content_of([self.scenario, *parts]),
            where=", ".join(filter(None, (self.scenario.where, told))),
            remakes={table: one.function for table, one in self.model.remakes.items()},
        )

    def read_laws(self) -> None:
        """Make the tables anew under every law that outcomes lead to, and keep them.

        Raises
        ------
        BadFile, Faults
            If what is said of a law does not keep to its form; once, not for every parameter.
        """
        name = next((one for one in self.model.parameters if reached(self.model, one)), None)
        issues = law_issues(self.scenario)
        if name is None or not (issues or holds_law(self.scenario)):
            return
        source, variable = self.model.sources[name], self.model.variables[name]
        tree = dimensions(self.scenario.issues)
        for outcomes in ({}, *courses({issue: tree[issue] for issue in issues})):
            law = self._law(name, outcomes)
            from_tables(source, variable, self.catalog, self.scenario.as_of, law)

    def _under_laws(
        self, base: xr.DataArray, name: str, places: Mapping[str, xr.DataArray]
    ) -> xr.DataArray:
        """Return a parameter with another course wherever outcomes lead to another law."""
        tree, array = dimensions(self.scenario.issues), base
        variable, source = self.model.variables[name], self.model.sources[name]
        plain = self._law(name, {})
        for outcomes in courses({issue: tree[issue] for issue in law_issues(self.scenario)}):
            law = self._law(name, outcomes)
            if law is None or plain is None or law.key == plain.key:
                continue
            found, _ = from_tables(source, variable, self.catalog, self.scenario.as_of, law)
            other = within(found, variable, self._labels(name), f"source {name}")
            holds = xr.DataArray(True)
            for issue, outcome in outcomes.items():
                holds = holds & _holds(tree[issue], outcome, issue, places.get(issue))
            array = other.where(holds, array)
        return array

    def _told_laws(self) -> Origin:
        """Return what effects do to the law, and on whose word."""
        told = [
            {"outcome": key, **self._told_law(effect, key)}
            for key, effect in self.scenario.effects.items()
            if holds_law(effect)
        ]
        return {"law by outcome": told} if told else {}

    def _told_law(self, said: HasLaw, key: str = "") -> Origin:
        homes, here = self.scenario.homes, self.scenario.scenario
        entry = key or next(head for head in HEADS if getattr(said, head))
        law = {head: list(items) for head, items in content_of([said]).items() if items}
        word = set(Recorded.model_fields)
        record = (
            said.model_dump(mode="json", exclude_none=True, include=word)
            if isinstance(said, Recorded)
            else {}
        )
        return {"in scenario": homes.get(entry, here), **law, **record}

    def _labels(self, name: str) -> Sequence[int | str]:
        dim = self.model.variables[name].time_dim
        return self.spans[dim] if dim else ()

    def _window(self, key: str) -> str:
        """Return the dimension of when the one issue of an effect comes that has a window."""
        tree = dimensions(self.scenario.issues)
        return next(dim for dim in map(window_dim, conditions_of(key)) if dim in tree)

    def _numbers(self, change: Change, name: str, key: str, where: str) -> xr.DataArray | None:
        """Return what is drawn for a change, from the stream of its key."""
        if change.dist is None:
            return None
        dim = self.model.variables[name].time_dim
        labels = {dim: self._labels(name)} if dim else {}
        seed, draws = self.scenario.seed, self.scenario.n
        return draw_numbers(change, seed, key, draws, labels, where=where)

    def _changed(
        self,
        array: xr.DataArray | None,
        change: Change,
        name: str,
        numbers: xr.DataArray | None,
        where: str,
        come: str | None = None,
    ) -> xr.DataArray:
        variable, labels = self.model.variables[name], self._labels(name)
        mine = any(where.endswith(f"{place}{name}") for place in self._own_places(name))
        if array is not None and mine and changes_nothing(change, variable, array):
            raise UnusedName(
                f"this changes {name} in no {variable.time_dim} of the run",
                where=where,
                mend="let it begin by the first day of a period, and end after that day",
            )
        return changed(array, change, variable, labels, numbers=numbers, where=where, come=come)

    def _own_places(self, name: str) -> list[str]:
        """Return where the scenario's own file, and no base of it, changes a parameter."""
        own = self.scenario.own
        places = ["assume."] if name in own else []
        return places + [f"effects.{key}." for key in self.scenario.effects if key in own]

    def _affected(
        self,
        array: xr.DataArray,
        change: Change,
        name: str,
        key: str,
        places: Mapping[str, xr.DataArray],
    ) -> xr.DataArray:
        """Return the parameter with another course where the outcomes of an effect come about."""
        where = f"{self.scenario.where}, effects.{key}.{name}"
        tree = dimensions(self.scenario.issues)
        numbers = self._numbers(change, name, f"{name} if {key}", where)
        if change.first == WHEN:
            dim = self._window(key)
            other = _chosen(
                {
                    come: self._changed(_at(array, dim, come), change, name, numbers, where, come)
                    for come in tree[dim]
                },
                dim,
                places.get(dim),
            )
        else:
            other = self._changed(array, change, name, numbers, where)
        holds = xr.DataArray(True)
        for issue, outcome in conditions_of(key, where).items():
            holds = holds & _holds(tree[issue], outcome, issue, places.get(issue))
        return other.where(holds, array)

    def _told(self, change: Change, key: str, record: Recorded | None = None) -> Origin:
        """Return what a scenario does, in which file of its chain, and on whose word."""
        said = change.model_dump(
            mode="json", exclude_none=True, exclude_defaults=True, by_alias=True
        )
        if record is not None:
            said |= record.model_dump(mode="json", exclude_none=True)
        return {"in scenario": self.scenario.homes.get(key, self.scenario.scenario), **said}

    def _check_gaps(self, array: xr.DataArray, name: str, where: str) -> None:
        """Refuse an assumption that leaves periods of which nothing else says anything."""
        variable = self.model.variables[name]
        dim = variable.time_dim
        if dim is None or variable.missing:
            return
        gaps = array.isnull().any([d for d in array.dims if d != dim])
        if bool(gaps.any()):
            labels = array[dim].values[gaps.values].tolist()
            raise MissingValue(
                f"nothing says what {name} is in {len(labels)} periods, the first {labels[0]}",
                where=where,
                mend=f"let the path begin by {labels[0]} and go on to the end, or give one value",
            )

    def _check(self, array: xr.DataArray, name: str, where: str) -> None:
        if np.isinf(array.values).any():
            raise OutOfRange(
                f"{name} is infinite after what the scenario does to it",
                where=where,
                mend="write smaller numbers",
            )
        try:
            check_values(self.model.variables[name], array, where=where)
        except OutOfRange as fault:
            mend = (
                "cut the distribution with `low:` and `high:` within the range, or say its `unit`"
                if self.drawn(name)
                else "give values within the range, or say their `unit`"
            )
            raise OutOfRange(fault.what, where=where, mend=mend) from fault


def law_issues(scenario: Scenario) -> tuple[str, ...]:
    """Return the issues on whose outcomes the law turns, in the order of the file."""
    found = {
        issue
        for key, effect in scenario.effects.items()
        if holds_law(effect)
        for issue in conditions_of(key)
    }
    return tuple(issue for issue in scenario.issues if issue in found)


def _at(array: xr.DataArray, dim: str, label: str) -> xr.DataArray:
    """Return the course at a label of a dimension that an earlier effect gave the parameter."""
    return array.sel({dim: label}, drop=True) if dim in array.dims else array


def _chosen(
    courses: Mapping[str, xr.DataArray], dim: str, place: xr.DataArray | None
) -> xr.DataArray:
    """Put courses along a dimension, or give each draw the one of its place."""
    if place is None:
        labels = xr.DataArray(list(courses), dims=(dim,), name=dim)
        return xr.concat(list(courses.values()), dim=labels)
    first, *others = courses.values()
    found = first
    for number, course in enumerate(others, 1):
        found = course.where(place == number, found)
    return found


def _holds(
    labels: Sequence[str], outcome: str, issue: str, place: xr.DataArray | None
) -> xr.DataArray:
    """Return where an outcome comes about, along its issue or along the draws."""
    if place is not None:
        return place == labels.index(outcome)
    return xr.DataArray([label == outcome for label in labels], {issue: list(labels)}, (issue,))


def ordered(
    array: xr.DataArray, own: Sequence[str], tree: Mapping[str, Sequence[str]]
) -> xr.DataArray:
    """Bring dims into the order issues, draw, own."""
    lead = [dim for dim in tree if dim in array.dims]
    draw = [DRAW] if DRAW in array.dims else []
    return array.transpose(*lead, *draw, *own)
