"""The decorators that mark plain functions as blocks, sources, remakes and checks.

A decorator hands back the function itself, so that it stays callable and pickles by reference;
what was said about it lies in its attribute ``__bongsu__``.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, TypeVar, overload

from bongsu.errors import BadPeriod
from bongsu.link.edges import Lag
from bongsu.periods import parse_day

F = TypeVar("F", bound=Callable[..., Any])

MARK = "__bongsu__"
SOLVES = "__bongsu_solves__"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effective:
    """The days, both included, on which one of several dated alternatives holds."""

    first: date
    last: date | None  # None: until further notice


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockMark:
    """What ``@block`` was told."""

    outputs: tuple[str, ...]
    effective: Effective | None
    version: int
    together: bool
    lag: Mapping[str, Lag]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMark:
    """What ``@source`` was told."""

    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemakeMark:
    """What ``@remake`` was told."""

    table: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckMark:
    """What ``@check`` was told."""

    tolerance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Solve:
    """A circle that is solved on purpose, by fixed-point iteration.

    Every draw and branch stops moving at its own tolerance, so that the result does not depend on
    which others it is computed with.
    """

    names: tuple[str, ...]
    tolerance: float
    max_iterations: int
    damping: float
    start: Mapping[str, str] = field(default_factory=dict)


@overload
def block(function: F, /) -> F: ...
@overload
def block(
    *,
    outputs: tuple[str, ...] | None = None,
    of: str | None = None,
    effective: tuple[str, str | None] | None = None,
    version: int = 1,
    draws: Literal["apart", "together"] = "apart",
    lag: Mapping[str, Lag] | None = None,
) -> Callable[[F], F]: ...
def block(
    function: F | None = None,
    /,
    *,
    outputs: tuple[str, ...] | None = None,
    of: str | None = None,
    effective: tuple[str, str | None] | None = None,
    version: int = 1,
    draws: Literal["apart", "together"] = "apart",
    lag: Mapping[str, Lag] | None = None,
) -> F | Callable[[F], F]:
    """Mark a function as the block that computes the variable it is named after.

    Parameters
    ----------
    outputs : tuple of str, optional
        Several variables that must step together; the function returns a tuple in this order.
    of : str, optional
        The variable, where the function has another name.
    effective : (str, str or None), optional
        First and last day of a law: one of several alternatives, spliced by the first day of each
        period.
    version : int, optional
        Raised by hand when results change though no source code did.
    draws : {"apart", "together"}, optional
        ``together`` where a draw's result depends on other draws; they then travel in one chunk.
    lag : mapping of str to Lag, optional
        Arguments that are taken from earlier periods.

    Returns
    -------
    function
        The same function, marked.

    Raises
    ------
    TypeError
        If an argument has no name or a default, or a lag is given for no argument.
    BadPeriod
        If ``effective`` is not two days in order.
    """

    def marked(function: F) -> F:
        names = _argument_names(function)
        for argument in lag or {}:
            if argument not in names:
                raise TypeError(f"{function.__qualname__}: the lag `{argument}` is no argument")
        mark = BlockMark(
            outputs=outputs or (of or function.__name__,),
            effective=_effective(effective, function.__qualname__) if effective else None,
            version=version,
            together=draws == "together",
            lag=dict(lag or {}),
        )
        vars(function)[MARK] = mark
        return function

    if outputs is not None and of is not None:
        raise TypeError("give `outputs` or `of`, not both")
    if draws not in {"apart", "together"}:
        raise TypeError(f"draws={draws!r}: write 'apart' or 'together'")
    return marked if function is None else marked(function)


def source(*tables: str) -> Callable[[F], F]:
    """Mark a function that makes the parameter it is named after from catalogue tables.

    Parameters
    ----------
    *tables : str
        Names of catalogue tables, one for each argument, in order.

    Raises
    ------
    TypeError
        If the function takes another number of arguments.
    """

    def marked(function: F) -> F:
        names = _argument_names(function)
        if len(names) != len(tables) or not tables:
            raise TypeError(
                f"{function.__qualname__} takes {len(names)} tables, its source names {len(tables)}"
            )
        vars(function)[MARK] = SourceMark(tables=tables)
        return function

    return marked


def remake(table: str) -> Callable[[F], F]:
    """Mark a function that makes a catalogue table anew under a law that a scenario changes.

    It takes what the scenario says of the law (`overrides` and `measures`, as lists), the name by
    which errors speak of the file, and the table as it was known; and returns a table of the same
    columns. Sources that take the table then make their parameters from the one made anew.

    Parameters
    ----------
    table : str
        Name of the catalogue table.

    Raises
    ------
    TypeError
        If the function does not take three arguments.
    """

    def marked(function: F) -> F:
        if len(_argument_names(function)) != 3:
            raise TypeError(
                f"{function.__qualname__} takes the law that is said, where it is said, and a table"
            )
        vars(function)[MARK] = RemakeMark(table=table)
        return function

    return marked


def check(*, tolerance: float) -> Callable[[F], F]:
    """Mark an identity: a function whose result should be nought everywhere.

    Parameters
    ----------
    tolerance : float
        Largest absolute breach that rounding explains, in the unit of the result. A run reports
        breaches; they stop nothing.

    Raises
    ------
    ValueError
        If the tolerance is negative or not a number.
    """
    if not tolerance >= 0:
        raise ValueError(f"tolerance {tolerance} is no distance: give nought or more")

    def marked(function: F) -> F:
        _argument_names(function)
        vars(function)[MARK] = CheckMark(tolerance=float(tolerance))
        return function

    return marked


def solve(
    *names: str,
    start: Mapping[str, str],
    tolerance: float = 1e-10,
    max_iterations: int = 200,
    damping: float = 1.0,
) -> Solve:
    """Wrap a circle of variables, and solve it by fixed-point iteration; call it in a module.

    Parameters
    ----------
    *names : str
        Every variable of the circle, by local name.
    start : mapping of str to str
        Variables to begin from, each with the parameter that holds its first guess; without them
        the circle must be open.
    tolerance : float, optional
        Largest last move, relative where the value is above one.
    max_iterations : int, optional
        After so many, `NotConverged`.
    damping : float, optional
        Share of each move that is made, in (0, 1]; below one for circles that overshoot.

    Returns
    -------
    Solve
        What was said; the calling module also remembers it.

    Raises
    ------
    ValueError
        If a number lies outside its range, or a start is given for a variable not in the circle.
    """
    if not (tolerance > 0 and max_iterations >= 1 and 0 < damping <= 1):
        raise ValueError("solve needs tolerance > 0, max_iterations >= 1 and damping in (0, 1]")
    if not start or not set(start) <= set(names):
        raise ValueError(f"solve needs a start for one or more of {', '.join(names)}")
    solved = Solve(
        names=names,
        tolerance=tolerance,
        max_iterations=max_iterations,
        damping=damping,
        start=dict(start),
    )
    frame = inspect.currentframe()
    if frame is None or frame.f_back is None:
        raise RuntimeError("solve() must be called in a module")
    remembered = frame.f_back.f_globals.setdefault(SOLVES, [])
    if solved not in remembered:  # a module that is loaded again says it again
        remembered.append(solved)
    return solved


def _argument_names(function: Callable[..., Any]) -> tuple[str, ...]:
    """Return the names of the arguments, all of which must be plain."""
    for parameter in (parameters := inspect.signature(function).parameters).values():
        plain = parameter.kind in {parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY}
        if not plain or parameter.default is not parameter.empty:
            raise TypeError(
                f"{function.__qualname__}: argument `{parameter}` must be named and have no default"
            )
    return tuple(parameters)


def _effective(days: tuple[str, str | None], where: str) -> Effective:
    first = parse_day(days[0], where=where)
    last = None if days[1] is None else parse_day(days[1], where=where)
    if last is not None and last < first:
        raise BadPeriod(
            f"effective until {last}, before its first day {first}",
            where=where,
            mend="write the earlier day first",
        )
    return Effective(first=first, last=last)
