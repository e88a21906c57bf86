"""Steps that hand large arrays to each other, computed as one for some draws at a time.

A population by sex and age has 16,000 numbers a draw. Where a run is asked for totals alone, such
an array is made, used and forgotten within one unit of work: it is neither held for all draws nor
stored, so that the number of draws is not bounded by what is on the way.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

import xarray as xr

from bongsu.link import Model, Step
from bongsu.scenario.budget import LEAST_CHUNK, Reach
from bongsu.scenario.forms import frozen, made
from bongsu.variables import Variable

# Draws in a unit of work where the caller does not say: up to so many, a run is one pass.
CHUNK = 1000
AT_ONCE = 4_000_000  # numbers of a passing variable in a unit of work: 32 MB
WIDE = 2_000  # numbers on one branch and draw from which on a variable is large

Spans = Mapping[str, Sequence[int | str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Steps computed as one; it stands where a step stands.

    Parameters
    ----------
    name : str
        That of its first step, and how many more.
    steps : tuple of Step
        In an order in which they can be computed.
    inputs, outputs : tuple of str
        What comes from outside, and what leaves it.
    inner : tuple of str
        What is forgotten when the bundle is done.
    variables : mapping of str to Variable
        What all of them mean.
    """

    name: str
    steps: tuple[Step, ...]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    inner: tuple[str, ...]
    variables: Mapping[str, Variable]

    @property
    def together(self) -> bool:
        """A bundle never needs all draws at once."""
        return False

    @property
    def functions(self) -> tuple[Callable[..., object], ...]:
        """The functions of its blocks."""
        return tuple(function for step in self.steps for function in step.functions)

    @property
    def version(self) -> int:
        """The sum of its steps' versions."""
        return sum(step.version for step in self.steps)

    def compute(self, inputs: Mapping[str, xr.DataArray], spans: Spans) -> dict[str, xr.DataArray]:
        """Compute the outputs, as the steps alone would; see `bongsu.link.Step.compute`."""
        here = dict(inputs)
        last = {name: at for at, step in enumerate(self.steps) for name in step.inputs}
        for at, step in enumerate(self.steps):
            given = {name: here[name] for name in step.inputs}
            for name, array in step.compute(given, self._spans(step, spans)).items():
                here[name] = frozen(made(array, self.variables[name]))
            for name in self.inner:
                if name in here and last.get(name, at) <= at:
                    del here[name]
        return {name: here[name] for name in self.outputs}

    def _spans(self, step: Step, spans: Spans) -> dict[str, Sequence[int | str]]:
        names = (*step.inputs, *step.outputs)
        wanted = {self.variables[name].time_dim for name in names}
        return {dim: labels for dim, labels in spans.items() if dim in wanted}


def passing_variables(model: Model, outputs: Sequence[str], reach: Reach) -> frozenset[str]:
    """Return the variables that steps only hand on: not asked for, with draws, and large.

    What an identity needs is kept, and so is what lies below a step that needs all draws at once.

    Parameters
    ----------
    model : Model
        The linked steps.
    outputs : sequence of str
        What is asked for; if nothing is, all is kept.
    reach : Reach
        Which variables have draws, and how large they are.
    """
    if not outputs:
        return frozenset()
    kept = {*outputs, *(name for check in model.checks for name in check.inputs)}
    below: set[str] = set()
    for step in model.steps:
        if step.together or below.intersection(step.inputs):
            below.update(step.outputs)
            kept.update(step.inputs)
    made_here = {name for step in model.steps for name in step.outputs}
    large = {name for name in made_here if reach.cells.get(name, 1) > WIDE}
    return frozenset((large & reach.drawn) - kept - below)


def chunk_for(reach: Reach, branches: Mapping[str, int]) -> int:
    """Return how many draws a unit of work takes.

    Parameters
    ----------
    reach : Reach
        What is only handed on, and how large it is.
    branches : mapping of str to int
        Outcomes of each dimension of the tree that stays beside the draws.
    """
    widest = 1
    for name in reach.passing:
        dims = reach.issues.get(name, frozenset())
        beside = math.prod(size for dim, size in branches.items() if dim in dims)
        widest = max(widest, reach.cells.get(name, 1) * beside)
    return max(LEAST_CHUNK, min(CHUNK, AT_ONCE // widest))


def bundled(
    steps: Sequence[Step], passing: frozenset[str], variables: Mapping[str, Variable]
) -> list[Step | Bundle]:
    """Put the steps that make or take passing variables together, all others as they are.

    Steps that lie between two of a bundle become part of it.
    """
    if not passing:
        return list(steps)
    groups = _linked(steps, passing)
    while True:
        needs = _needs(steps, groups)
        try:
            order = list(TopologicalSorter(needs).static_order())
        except CycleError as circle:
            one, *others = set(circle.args[1])
            groups = [one if group in others else group for group in groups]
            continue
        break
    found: list[Step | Bundle] = []
    for group in order:
        own = [step for step, place in zip(steps, groups, strict=True) if place == group]
        if passing.isdisjoint(name for step in own for name in step.outputs):
            found += own
        else:
            found.append(_bundle(own, passing, variables))
    return found


def _linked(steps: Sequence[Step], passing: frozenset[str]) -> list[int]:
    """Return a group for each step: one for all that a passing variable leads to."""
    groups = list(range(len(steps)))
    for name in sorted(passing):
        near = [at for at, step in enumerate(steps) if name in (*step.inputs, *step.outputs)]
        merged = {groups[at] for at in near}
        groups = [min(merged) if group in merged else group for group in groups]
    return groups


def _needs(steps: Sequence[Step], groups: Sequence[int]) -> dict[int, set[int]]:
    """Return for each group the others whose outputs it takes."""
    maker = {name: groups[at] for at, step in enumerate(steps) for name in step.outputs}
    needs: dict[int, set[int]] = {group: set() for group in groups}
    for step, group in zip(steps, groups, strict=True):
        needs[group] |= {maker[name] for name in step.inputs if name in maker} - {group}
    return needs


def _bundle(
    steps: Sequence[Step], passing: frozenset[str], variables: Mapping[str, Variable]
) -> Bundle:
    made_here = [name for step in steps for name in step.outputs]
    taken = dict.fromkeys(name for step in steps for name in step.inputs)
    more = f" and {len(steps) - 1} more" if len(steps) > 1 else ""
    return Bundle(
        name=f"{steps[0].name}{more}",
        steps=tuple(steps),
        inputs=tuple(name for name in taken if name not in made_here),
        outputs=tuple(name for name in made_here if name not in passing),
        inner=tuple(name for name in made_here if name in passing),
        variables={name: variables[name] for name in (*taken, *made_here)},
    )
