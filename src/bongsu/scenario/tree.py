"""The event tree: issues joined into one weight for every combination of outcomes.

Each issue is a dimension, and each window one more, named after its issue with ``-when``. The
joint probabilities are weights on results and never inputs of a block, so that changing one
changes no number that was computed.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

import numpy as np
import xarray as xr

from bongsu.errors import (
    BadFile,
    BadProbability,
    BongsuError,
    Circle,
    DuplicateName,
    OutOfRange,
    UnknownName,
    did_you_mean,
)
from bongsu.periods import TIME_DIMS
from bongsu.scenario.changes import WHEN, Effect
from bongsu.scenario.issues import Issue
from bongsu.scenario.law import holds_law

MAX_BRANCHES = 1_000_000  # combinations of outcomes and times; each has a weight
# Dimensions and columns of results, whose names no issue can have.
RESERVED = frozenset({*TIME_DIMS, "draw", "period", "quantile", "unit", "value", "variable"})
_WINDOW = f"-{WHEN}"


def window_dim(issue: str) -> str:
    """Return the dimension of when an issue comes."""
    return issue + _WINDOW


def conditions_of(key: str, where: str = "effects") -> dict[str, str]:
    """Read ``issue=outcome``, or several of them joined by ``&``.

    Raises
    ------
    BadFile
        If the key has another form, or names an issue twice.

    Examples
    --------
    >>> conditions_of("law=new & births=low")
    {'law': 'new', 'births': 'low'}
    """
    found: dict[str, str] = {}
    for part in key.split("&"):
        issue, equals, outcome = (text.strip() for text in part.partition("="))
        if not (equals and issue and outcome) or issue in found:
            raise BadFile(
                f"`{key}` does not say which outcome has the effect",
                where=where,
                mend="write `issue=outcome`, or `issue=outcome & other=outcome`",
            )
        found[issue] = outcome
    return found


def plain_key(key: str) -> str:
    """Return the conditions of an effect in the one form that stands for all ways to write them.

    Examples
    --------
    >>> plain_key("law=new&births = low")
    'births=low & law=new'
    """
    try:
        conditions = conditions_of(key)
    except BadFile:
        return key  # which `check_tree` reports
    return " & ".join(f"{issue}={outcome}" for issue, outcome in sorted(conditions.items()))


def check_tree(
    issues: Mapping[str, Issue], effects: Mapping[str, Effect], where: str
) -> Iterator[BongsuError]:
    """Yield the faults of issues and effects taken together."""
    many = math.prod(len(issue.outcomes) * max(len(issue.times), 1) for issue in issues.values())
    if many > MAX_BRANCHES:
        yield OutOfRange(
            f"{len(issues)} issues have more than {MAX_BRANCHES:,} combinations of outcomes",
            where=f"{where}, issues",
            mend="ask fewer questions, or with fewer outcomes and times",
        )
    for name, issue in issues.items():
        place = f"{where}, issues.{name}"
        yield from _name(name, issues, place)
        unknown = [given for given in issue.given if given not in issues]
        yield from (
            UnknownName(
                f"{name} is given {given}, which is no issue",
                where=place,
                mend=did_you_mean(given, issues),
            )
            for given in unknown
        )
        if not unknown and many <= MAX_BRANCHES:
            yield from _cases(name, issue, issues, place)
    yield from _circle(issues, where)
    for key, effect in effects.items():
        yield from _effect(key, effect, issues, f"{where}, effects.{key}")


def _name(name: str, issues: Mapping[str, Issue], place: str) -> Iterator[BongsuError]:
    if name in RESERVED:
        yield DuplicateName(
            f"{name} is what results call something else", where=place, mend="rename the issue"
        )
    if name.endswith(_WINDOW) and name.removesuffix(_WINDOW) in issues:
        yield DuplicateName(
            f"{name} is the dimension of when {name.removesuffix(_WINDOW)} comes",
            where=place,
            mend="rename the issue",
        )


def _cases(
    name: str, issue: Issue, issues: Mapping[str, Issue], place: str
) -> Iterator[BongsuError]:
    """Yield a fault for each outcome that is none of the issue given, or for cases not there."""
    outcomes = [issues[given].outcomes for given in issue.given]
    there = issue.cases()
    strange = {
        (given, one): known
        for case in there
        for one, given, known in zip(case, issue.given, outcomes, strict=True)
        if one not in known
    }
    for (given, one), known in strange.items():
        yield UnknownName(
            f"{name} has probabilities for {one}, which is no outcome of {given}",
            where=place,
            mend=did_you_mean(one, known),
        )
    lacking = [case for case in itertools.product(*outcomes) if case not in there]
    if lacking and not strange:
        yield BadProbability(
            f"{name} has no probabilities given {', '.join(lacking[0])}"
            + (f", and in {len(lacking) - 1} other cases" if len(lacking) > 1 else ""),
            where=place,
            mend=f"add a line for every outcome of {', '.join(issue.given)}",
        )


def _circle(issues: Mapping[str, Issue], where: str) -> Iterator[BongsuError]:
    try:
        _in_order(issues)
    except CycleError as fault:
        names = " -> ".join(fault.args[1])
        yield Circle(
            f"given-clauses form a circle: {names}",
            where=f"{where}, issues",
            mend="let one of them stand without being given the other",
        )


def _in_order(issues: Mapping[str, Issue]) -> list[str]:
    """Return the issues so that each comes after those that it is given."""
    graph = {
        name: [given for given in issue.given if given in issues] for name, issue in issues.items()
    }
    return list(TopologicalSorter(graph).static_order())


def _effect(
    key: str, effect: Effect, issues: Mapping[str, Issue], place: str
) -> Iterator[BongsuError]:
    try:
        conditions = conditions_of(key, place)
    except BadFile as fault:
        yield fault
        return
    for issue, outcome in conditions.items():
        if issue not in issues:
            yield UnknownName(
                f"there is no issue {issue}", where=place, mend=did_you_mean(issue, issues)
            )
        elif outcome not in issues[issue].outcomes:
            yield UnknownName(
                f"{outcome} is no outcome of {issue}",
                where=place,
                mend=did_you_mean(outcome, issues[issue].outcomes),
            )
    windows = [one for one in conditions if one in issues and issues[one].when is not None]
    if holds_law(effect) and windows:
        yield BadFile(
            f"a law has days of its own, and {windows[0]} has a window",
            where=place,
            mend="take `when` away; write an outcome for each day that matters",
        )
    if any(change.first == WHEN for change in effect.changes.values()):
        timed = [name for name in conditions if name in issues and issues[name].when is not None]
        if len(timed) != 1:
            yield BadFile(
                f"`from: when` needs one issue with a window, {key} has {len(timed)}",
                where=place,
                mend="give the issue `when: {2027: 0.5, 2028: 0.5}`, or write the day",
            )


def joint_weights(issues: Mapping[str, Issue]) -> xr.DataArray:
    """Return the probability of every combination of outcomes and times.

    Returns
    -------
    xr.DataArray (issue, window of the issue, next issue, ...)
        In the order of the file; sums to one. Without issues it has no dimension and is one.

    Examples
    --------
    >>> coin = Issue(p={"heads": 0.5, "tails": 0.5})
    >>> again = Issue(given=("coin",), p={"heads": {"yes": 0.2, "no": 0.8},
    ...                                   "tails": {"yes": 0.6, "no": 0.4}})
    >>> joint_weights({"coin": coin, "again": again}).values.tolist()
    [[0.1, 0.4], [0.3, 0.2]]
    """
    weights = xr.DataArray(1.0)
    for name in _in_order(issues):
        weights = weights * conditional(name, issues)
        if times := issues[name].times:
            weights = weights * _chances(window_dim(name), times)
    return weights.transpose(*dimensions(issues))


def dimensions(issues: Mapping[str, Issue]) -> dict[str, tuple[str, ...]]:
    """Return the labels of every dimension of the tree, in the order of the file."""
    found: dict[str, tuple[str, ...]] = {}
    for name, issue in issues.items():
        found[name] = issue.outcomes
        if issue.when is not None:
            found[window_dim(name)] = tuple(issue.times)
    return found


def conditional(name: str, issues: Mapping[str, Issue]) -> xr.DataArray:
    """Return the probabilities of one issue over (issues given..., issue)."""
    issue = issues[name]
    shape = [issues[given].outcomes for given in issue.given]
    cases = issue.cases()
    values = np.array(
        [[cases[case][out] for out in issue.outcomes] for case in itertools.product(*shape)]
    ).reshape([*map(len, shape), len(issue.outcomes)])
    coords = dict(zip(issue.given, shape, strict=True)) | {name: issue.outcomes}
    return xr.DataArray(values, {d: list(labels) for d, labels in coords.items()}, tuple(coords))


def _chances(dim: str, chances: Mapping[str, float]) -> xr.DataArray:
    return xr.DataArray(list(chances.values()), {dim: list(chances)}, (dim,))
