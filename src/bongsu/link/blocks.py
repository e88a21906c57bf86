"""Blocks, sources, remakes and checks as they stand in a system: marks bound to full names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bongsu.link.edges import Edge, Lag, edges_of
from bongsu.link.marks import BlockMark, CheckMark, Effective, RemakeMark, SourceMark
from bongsu.variables import SEPARATOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A function that computes one or several variables."""

    name: str  # `system.function`
    system: str
    function: Callable[..., Any]
    arguments: Mapping[str, Edge | None]
    outputs: tuple[str, ...]
    returns: tuple[Edge | None, ...]  # one for each output
    effective: Effective | None
    version: int
    together: bool
    lag: Mapping[str, Lag]  # by argument; the initial is a full name


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A function that makes a parameter from tables of reference data."""

    name: str  # the parameter's full name
    system: str
    function: Callable[..., Any]
    tables: tuple[str, ...]  # one for each argument, in order
    returns: Edge | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remake:
    """A function that makes a table anew under a law that a scenario changes."""

    name: str
    system: str
    function: Callable[..., Any]
    table: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A function whose result should be nought everywhere."""

    name: str
    system: str
    function: Callable[..., Any]
    arguments: Mapping[str, Edge | None]
    tolerance: float


def full_name(argument: str, system: str) -> str:
    """Return the variable that an argument or local name means in a system.

    Examples
    --------
    >>> full_name("tfr", "people"), full_name("rates__krw_usd", "people")
    ('people.tfr', 'rates.krw_usd')
    """
    owner, separator, local = argument.partition(SEPARATOR)
    return f"{owner}.{local}" if separator else f"{system}.{argument}"


def argument_names(function: Callable[..., Any]) -> tuple[str, ...]:
    """Return the names of a marked function's arguments."""
    code = function.__code__
    return code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]


def place(function: Callable[..., Any]) -> str:
    """Return where a function stands in the code, as errors name it."""
    line = function.__code__.co_firstlineno
    return f"{function.__module__}.{function.__qualname__}, line {line}"


def bind(
    function: Callable[..., Any],
    mark: BlockMark | SourceMark | RemakeMark | CheckMark,
    system: str,
) -> Block | Source | Remake | Check:
    """Give a marked function its full names in a system."""
    name = f"{system}.{function.__name__}"
    if isinstance(mark, RemakeMark):
        return Remake(name=name, system=system, function=function, table=mark.table)
    results = len(mark.outputs) if isinstance(mark, BlockMark) else 1
    arguments, returns = edges_of(function, results)
    if isinstance(mark, SourceMark):
        return Source(
            name=name, system=system, function=function, tables=mark.tables, returns=returns[0]
        )
    if isinstance(mark, CheckMark):
        return Check(
            name=name,
            system=system,
            function=function,
            arguments=arguments,
            tolerance=mark.tolerance,
        )
    return Block(
        name=name,
        system=system,
        function=function,
        arguments=arguments,
        outputs=tuple(full_name(output, system) for output in mark.outputs),
        returns=returns,
        effective=mark.effective,
        version=mark.version,
        together=mark.together,
        lag={
            argument: Lag(lag.steps, full_name(lag.initial, system))
            for argument, lag in mark.lag.items()
        },
    )
