"""Find systems: a folder with ``variables.yaml`` and modules of marked functions."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

from bongsu.link.blocks import Block, Check, Remake, Source, bind, full_name
from bongsu.link.marks import MARK, SOLVES, Solve
from bongsu.variables import Declarations, read_declarations

VARIABLES = "variables.yaml"
NOT_BLOCKS = frozenset({"commands"})  # a system's command line, which a run never loads


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """One folder under `systems`: what it declares, and what it computes."""

    name: str
    folder: Path
    doc: str
    declarations: Declarations
    blocks: tuple[Block, ...]
    sources: tuple[Source, ...]
    remakes: tuple[Remake, ...]
    checks: tuple[Check, ...]
    solves: tuple[Solve, ...]  # with full names


def discover(package: str) -> tuple[System, ...]:
    """Find every system of a package by looking.

    Parameters
    ----------
    package : str
        Its import name; each of its sub-packages is a system.

    Returns
    -------
    tuple of System
        By name.

    Raises
    ------
    BadFile, Faults
        If a ``variables.yaml`` is missing or faulty.
    """
    parent = importlib.import_module(package)
    names = sorted(entry.name for entry in pkgutil.iter_modules(parent.__path__) if entry.ispkg)
    return tuple(_system(importlib.import_module(f"{package}.{name}"), name) for name in names)


def _system(package: ModuleType, name: str) -> System:
    folder = Path(next(iter(package.__path__)))
    return system_of(
        read_declarations(folder / VARIABLES, name),
        _modules(package),
        folder=folder,
        doc=inspect.getdoc(package) or "",
    )


def system_of(
    declarations: Declarations,
    modules: Iterable[ModuleType],
    *,
    folder: Path = Path(),
    doc: str = "",
) -> System:
    """Put a system together from its declarations and its modules.

    Functions that a module merely imports from another are not its own.
    """
    modules = tuple(modules)
    name = declarations.system
    bound = [
        bind(function, vars(function)[MARK], name)
        for module in modules
        for function in vars(module).values()
        if inspect.isfunction(function)
        and function.__module__ == module.__name__
        and MARK in vars(function)
    ]
    solves = [solve for module in modules for solve in vars(module).get(SOLVES, ())]
    return System(
        name=name,
        folder=folder,
        doc=doc,
        declarations=declarations,
        blocks=tuple(item for item in bound if isinstance(item, Block)),
        sources=tuple(item for item in bound if isinstance(item, Source)),
        remakes=tuple(item for item in bound if isinstance(item, Remake)),
        checks=tuple(item for item in bound if isinstance(item, Check)),
        solves=tuple(_named(solve, name) for solve in solves),
    )


def _named(solve: Solve, system: str) -> Solve:
    """Give a solve block its full names."""
    return replace(
        solve,
        names=tuple(full_name(name, system) for name in solve.names),
        start={
            full_name(name, system): full_name(guess, system) for name, guess in solve.start.items()
        },
    )


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    """Import a package's modules, at any depth, by name."""
    yield package
    for entry in sorted(pkgutil.iter_modules(package.__path__), key=lambda entry: entry.name):
        if entry.name in NOT_BLOCKS:
            continue
        module = importlib.import_module(f"{package.__name__}.{entry.name}")
        if entry.ispkg:
            yield from _modules(module)
        else:
            yield module
