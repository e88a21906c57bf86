"""The linked model: every fault found before anything runs, then steps in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bongsu.errors import BadPeriod, BongsuError, DuplicateName, UnknownName, did_you_mean, report
from bongsu.link.blocks import Block, Check, Remake, Source, argument_names, full_name
from bongsu.link.discovery import VARIABLES, System
from bongsu.link.graph import reach
from bongsu.link.kernels import Dated, Plain, plain
from bongsu.link.matching import Matcher, by_name
from bongsu.link.ownership import Group, groups, owned, unused
from bongsu.link.steps import Identity, Step
from bongsu.link.wiring import feeds_of, wire
from bongsu.periods import Period
from bongsu.variables import Variable


@dataclass(frozen=True, kw_only=True)
class Model:
    """Systems linked by name.

    Parameters
    ----------
    variables : mapping of str to Variable
        All that are declared, by full name.
    steps : tuple of Step
        What computes the outputs, in order.
    checks : tuple of Identity
        Identities whose variables are all there once the steps have run.
    parameters : tuple of str
        Parameters that steps and checks need.
    sources : mapping of str to Source
        By the parameter that each makes.
    remakes : mapping of str to Remake
        By the table that each makes anew where a scenario changes the law.
    systems : tuple of System
        What was linked.
    everything : tuple of Step
        All steps, whatever the outputs.
    identities : tuple of Identity
        All checks, whatever the outputs.
    """

    variables: Mapping[str, Variable]
    steps: tuple[Step, ...]
    checks: tuple[Identity, ...]
    parameters: tuple[str, ...]
    sources: Mapping[str, Source]
    remakes: Mapping[str, Remake]
    systems: tuple[System, ...]
    everything: tuple[Step, ...]
    identities: tuple[Identity, ...]

    def makers(self, name: str) -> tuple[str, ...]:
        """Return the full names of the blocks, or of the source, that make a variable.

        Raises
        ------
        UnknownName
            If there is no such variable.
        """
        self._known(name)
        if name in self.sources:
            return (name,)
        return tuple(
            block.name
            for step in self.everything
            if name in step.outputs
            for block in step.kernel.blocks
            if name in block.outputs
        )

    def takers(self, name: str) -> tuple[str, ...]:
        """Return the full names of the blocks and checks that take a variable.

        Raises
        ------
        UnknownName
            If there is no such variable.
        """
        self._known(name)
        found: dict[str, None] = {}
        for step in self.everything:
            for block in step.kernel.blocks:
                if any(name in feed.names for feed in block.feeds):
                    found[block.name] = None
            if name in _guesses(step):
                found[step.name] = None
        found.update({check.name: None for check in self.identities if name in check.inputs})
        return tuple(found)

    def ancestors(self, name: str) -> frozenset[str]:
        """Return every variable and parameter that a variable rests on.

        Raises
        ------
        UnknownName
            If there is no such variable.
        """
        self._known(name)
        return reach(name, self._before) - {name}

    def descendants(self, name: str) -> frozenset[str]:
        """Return every variable that rests on a variable or parameter.

        Raises
        ------
        UnknownName
            If there is no such variable.
        """
        self._known(name)
        return reach(name, self._after) - {name}

    @cached_property
    def starts(self) -> Mapping[str, int | str]:
        """The earliest period that the systems used must run from, by time dim."""
        used = {name.partition(".")[0] for step in self.steps for name in step.outputs}
        used |= {name.partition(".")[0] for name in self.parameters}
        first: dict[str, Period] = {}
        for system in self.systems:
            if system.name in used and (begin := _start(system)) is not None:
                dim = str(begin.frequency)
                first[dim] = min(begin, first.get(dim, begin))
        return {dim: period.label for dim, period in first.items()}

    @cached_property
    def _before(self) -> Mapping[str, tuple[str, ...]]:
        return {name: step.inputs for step in self.everything for name in step.outputs}

    @cached_property
    def _after(self) -> Mapping[str, list[str]]:
        after: dict[str, list[str]] = {}
        for step in self.everything:
            for name in step.inputs:
                after.setdefault(name, []).extend(step.outputs)
        return after

    def _known(self, name: str) -> None:
        if name not in self.variables:
            raise UnknownName(
                f"there is no variable {name}",
                where="the linked systems",
                mend=did_you_mean(name, self.variables),
            )


def build(systems: Sequence[System], outputs: Iterable[str] | None = None) -> Model:
    """Link systems by the names of their variables.

    Parameters
    ----------
    systems : sequence of System
        All that may need each other.
    outputs : iterable of str, optional
        Full names of the variables that are asked for; everything computed if left out.

    Returns
    -------
    Model
        Its steps restricted to what the outputs rest on.

    Raises
    ------
    BongsuError, Faults
        Every fault of names, units, dims, frequencies and circles together; nothing is computed.
    """
    match = Matcher(
        systems={system.name: system for system in systems},
        variables={
            name: variable
            for system in systems
            for name, variable in system.declarations.variables.items()
        },
    )
    match.faults.extend(_systems(systems))
    blocks = [block for system in systems for block in system.blocks]
    checks = [check for system in systems for check in system.checks]
    solves = [solve for system in systems for solve in system.solves]
    found = groups(blocks)
    faults, makers = owned(found, systems, match.variables)
    match.faults.extend(faults)
    _needs(match, [*blocks, *checks])
    kernels = [_kernel(group, match) for group in found]
    identities = tuple(_identity(check, match) for check in checks)
    for system in systems:
        for source in system.sources:
            match.source_unit(source)
    match.faults.extend(unused(systems, _taken(systems), match.variables))
    sound = [
        kernel
        for group, kernel in zip(found, kernels, strict=True)
        if all(name in match.variables and makers[name] is group for name in kernel.outputs)
    ]
    steps = wire(sound, solves, match)
    report(match.faults, where="the linked systems")
    return _restricted(tuple(systems), match.variables, tuple(steps), identities, outputs)


def _systems(systems: Sequence[System]) -> Iterable[BongsuError]:
    """Yield the faults of systems by themselves: names taken twice, starts that are no period."""
    seen: set[str] = set()
    for system in systems:
        where = str(system.folder / VARIABLES)
        if system.name in seen:
            yield DuplicateName(
                f"there are two systems {system.name}", where=where, mend="rename one of them"
            )
        seen.add(system.name)
        names = [check.name for check in system.checks]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield DuplicateName(f"check {name} is there twice", where=where, mend="rename one")
        try:
            _start(system)
        except BadPeriod as fault:
            yield fault


def _start(system: System) -> Period | None:
    start = system.declarations.start
    where = f"{system.folder / VARIABLES}, start"
    return None if start is None else Period.parse(start, where=where)


def _needs(match: Matcher, takers: Sequence[Block | Check]) -> None:
    by: dict[tuple[str, str], list[str]] = {}
    for taker in takers:
        for argument in argument_names(taker.function):
            name = full_name(argument, taker.system)
            by.setdefault((taker.system, name), []).append(by_name(taker))
    for system in match.systems.values():
        for name, need in system.declarations.needs.items():
            match.need(need, system, by.get((system.name, name), []))


def _taken(systems: Sequence[System]) -> dict[str, set[str]]:
    """Return the names that each system's blocks, checks, lags and solve blocks take."""
    taken: dict[str, set[str]] = {}
    for system in systems:
        mine = taken.setdefault(system.name, set())
        takers: tuple[Block | Check, ...] = (*system.blocks, *system.checks)
        for taker in takers:
            mine.update(full_name(name, system.name) for name in argument_names(taker.function))
        mine.update(lag.initial for block in system.blocks for lag in block.lag.values())
        mine.update(guess for solve in system.solves for guess in solve.start.values())
    return taken


def _kernel(group: Group, match: Matcher) -> Plain | Dated:
    parts = tuple(plain(block, match.feeds(block), match.factors(block)) for block in group)
    if group[0].effective is None:
        return parts[0]
    first = group[0].outputs[0]
    variable = match.variables.get(first)
    return Dated(
        name=first,
        alternatives=parts,
        outputs=group[0].outputs,
        dim=str(variable.time_dim) if variable else "",
    )


def _identity(check: Check, match: Matcher) -> Identity:
    feeds = match.feeds(check)
    return Identity(
        name=check.name,
        inputs=tuple(dict.fromkeys(feed.name for feed in feeds)),
        tolerance=check.tolerance,
        function=check.function,
        feeds=feeds,
    )


def _restricted(
    systems: tuple[System, ...],
    variables: Mapping[str, Variable],
    steps: tuple[Step, ...],
    identities: tuple[Identity, ...],
    outputs: Iterable[str] | None,
) -> Model:
    """Keep what the outputs rest on, and the checks for which that is enough."""
    whole = Model(
        variables=variables,
        steps=steps,
        checks=identities,
        parameters=(),
        sources={source.name: source for system in systems for source in system.sources},
        remakes={remake.table: remake for system in systems for remake in system.remakes},
        systems=systems,
        everything=steps,
        identities=identities,
    )
    wanted = set(variables) if outputs is None else set(outputs)
    for name in sorted(wanted):
        wanted |= whole.ancestors(name)
    kept = tuple(step for step in steps if wanted & set(step.outputs))
    there = {name for step in kept for name in step.outputs}
    there |= {name for name, variable in variables.items() if variable.parameter}
    checks = tuple(check for check in identities if there.issuperset(check.inputs))
    asked = {name for name in wanted if outputs is not None and variables[name].parameter}
    taken = {name for step in kept for name in step.inputs} | asked
    taken |= {name for check in checks for name in check.inputs}
    return replace(
        whole,
        steps=kept,
        checks=checks,
        parameters=tuple(sorted(name for name in taken if variables[name].parameter)),
    )


def _guesses(step: Step) -> set[str]:
    """Return the names of first guesses, which no block of the step takes."""
    taken = {name for block in step.kernel.blocks for feed in block.feeds for name in feed.names}
    return {feed.name for feed in feeds_of(step.kernel)} - taken
