"""Who makes what: every declared name has exactly one maker and is of use to somebody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from bongsu.errors import (
    BongsuError,
    DuplicateName,
    FrequencyMismatch,
    MissingValue,
    UnknownName,
    UnusedName,
    did_you_mean,
)
from bongsu.link.blocks import Block, Source, place
from bongsu.link.discovery import VARIABLES, System
from bongsu.variables import Variable

Group = tuple[Block, ...]  # one block, or the dated alternatives of one


def groups(blocks: Iterable[Block]) -> tuple[Group, ...]:
    """Put the dated alternatives of one block together, in order of their first day."""
    found: dict[tuple[str, ...], list[Block]] = {}
    for block in blocks:
        dated = block.effective is not None
        found.setdefault(block.outputs if dated else (block.name, *block.outputs), []).append(block)
    return tuple(tuple(sorted(group, key=_first_day)) for group in found.values())


def owned(
    groups: Sequence[Group], systems: Sequence[System], variables: Mapping[str, Variable]
) -> tuple[list[BongsuError], dict[str, Group]]:
    """Return the faults of ownership, and the group that makes each variable."""
    faults: list[BongsuError] = []
    makers: dict[str, Group] = {}
    names: dict[str, Block] = {}
    for group in groups:
        faults += _alternatives(group, variables)
        for block in group:
            if twin := names.get(block.name):
                faults.append(_twice(f"block {block.name}", place(twin.function), block))
            names[block.name] = block
        for output in group[0].outputs:
            if output in makers:
                first = makers[output][0]
                faults.append(_twice(output, f"{first.name} ({place(first.function)})", group[0]))
                continue
            makers[output] = group
            faults += _makes_known(output, group[0], variables)
    given = [source for system in systems for source in system.sources]
    faults += _sources(given, variables)
    faults += _not_made(systems, makers)
    return faults, makers


def unused(
    systems: Sequence[System], taken: Mapping[str, set[str]], variables: Mapping[str, Variable]
) -> list[BongsuError]:
    """Return a fault for every parameter and need that nothing takes; `taken` is by system."""
    everywhere = set().union(*taken.values())
    faults: list[BongsuError] = []
    for system in systems:
        where = str(system.folder / VARIABLES)
        mine = taken.get(system.name, set())
        faults += [
            UnusedName(
                f"{system.name} lists {name} under `needs`, and nothing takes it",
                where=where,
                mend="remove it, or take it in a block",
            )
            for name in system.declarations.needs
            if name not in mine
        ]
        faults += [
            UnusedName(
                f"the parameter {name} is declared, and nothing takes it",
                where=where,
                mend="remove it, or take it in a block; " + did_you_mean(name, everywhere),
            )
            for name in system.declarations.variables
            if variables[name].parameter and name not in everywhere
        ]
    return faults


def _makes_known(output: str, block: Block, variables: Mapping[str, Variable]) -> list[BongsuError]:
    variable = variables.get(output)
    if variable is None:
        computed = [name for name, known in variables.items() if not known.parameter]
        return [
            UnknownName(
                f"block {block.name} makes {output}, which is not declared",
                where=place(block.function),
                mend=did_you_mean(output, computed),
            )
        ]
    if variable.parameter or variable.system != block.system:
        owner = "a parameter" if variable.parameter else f"owned by {variable.system}"
        return [_twice(output, f"variables.yaml, as {owner}", block)]
    return []


def _alternatives(group: Group, variables: Mapping[str, Variable]) -> list[BongsuError]:
    """Return the faults of dated alternatives: overlaps, gaps, nothing that changes over time."""
    faults: list[BongsuError] = []
    for before, after in pairwise(group):
        last, first = _last_day(before), _first_day(after)
        if last is None or last >= first:
            until = last or "further notice"
            holder = f"{before.name} (effective until {until})"
            faults.append(_twice(f"{after.outputs[0]} from {first}", holder, after))
        elif last + timedelta(days=1) < first:
            faults.append(
                MissingValue(
                    f"no alternative of {after.outputs[0]} holds between {last} and {first}",
                    where=place(after.function),
                    mend="let the law of one day follow that of the day before",
                )
            )
    timeless = [
        FrequencyMismatch(
            f"{output} has dated alternatives, but no frequency",
            where=place(group[0].function),
            mend="declare a frequency, or remove `effective`",
        )
        for output in group[0].outputs
        if output in variables and variables[output].frequency is None
    ]
    return faults + (timeless if group[0].effective else [])


def _sources(given: Sequence[Source], variables: Mapping[str, Variable]) -> list[BongsuError]:
    faults: list[BongsuError] = []
    seen: dict[str, Source] = {}
    for source in given:
        variable = variables.get(source.name)
        if variable is None or not variable.parameter:
            parameters = [name for name, known in variables.items() if known.parameter]
            problem = "is not declared" if variable is None else "is declared as computed"
            faults.append(
                UnknownName(
                    f"source {source.name} {problem}",
                    where=place(source.function),
                    mend=did_you_mean(source.name, parameters)
                    if variable is None
                    else "declare it with `parameter: true`",
                )
            )
        if twin := seen.get(source.name):
            faults.append(_twice(f"source {source.name}", place(twin.function), source))
        seen[source.name] = source
    return faults


def _not_made(systems: Sequence[System], makers: Mapping[str, Group]) -> list[BongsuError]:
    return [
        UnusedName(
            f"{name} is declared, and no block makes it",
            where=str(system.folder / VARIABLES),
            mend="write the block, declare `parameter: true`, or remove it; "
            + did_you_mean(name, [made for made in makers if made not in declared]),
        )
        for system in systems
        for declared in [system.declarations.variables]
        for name, variable in declared.items()
        if not variable.parameter and name not in makers
    ]


def _twice(name: str, first: str, second: Block | Source) -> DuplicateName:
    return DuplicateName(
        f"{name} is made twice: by {first}, and by {second.name}",
        where=place(second.function),
        mend="rename or remove one of them; alternatives of law want `effective` days apart",
    )


def _first_day(block: Block) -> date:
    return block.effective.first if block.effective else date.min


def _last_day(block: Block) -> date | None:
    return block.effective.last if block.effective else None
