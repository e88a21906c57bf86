"""How large a run gets, and what moves into the draws when it gets too large.

Issues are dimensions as long as every variable stays within the scenario's budget of cells.
Beyond it, the issue that reaches the fewest variables gives up its dimension: each draw then has
one of its outcomes, every outcome equally often in expectation, and the draw's weight makes up for
what that outcome's probability really is. So probabilities stay weights, here too: changing one
computes nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import xarray as xr

from bongsu.errors import OutOfRange
from bongsu.link import Model
from bongsu.scenario.apply import DRAW
from bongsu.streams import stream, uniforms

LEAST_CHUNK = 50  # draws in a unit of work
MAX_WEIGHTS = 4_000_000  # of the branches that stay by draws


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Which dimensions of issues and draws reach which variables.

    Parameters
    ----------
    issues : mapping of str to frozenset of str
        Dimensions of the tree, by variable.
    drawn : frozenset of str
        Variables that differ by draw.
    cells : mapping of str to int
        Numbers that a variable has on one branch and draw.
    passing : frozenset of str
        Variables of which a run holds few draws at a time; see `bongsu.scenario.bundles`.
    """

    issues: Mapping[str, frozenset[str]]
    drawn: frozenset[str]
    cells: Mapping[str, int]
    passing: frozenset[str] = frozenset()


def reach_of(
    model: Model,
    touched: Mapping[str, frozenset[str]],
    drawn: frozenset[str],
    labels: Mapping[str, int],
) -> Reach:
    """Follow issues and draws from parameters through the steps.

    Parameters
    ----------
    model : Model
        The linked steps.
    touched : mapping of str to frozenset of str
        Dimensions of the tree by parameter that effects change.
    drawn : frozenset of str
        Parameters that have a distribution.
    labels : mapping of str to int
        Lengths of all other dimensions, as far as they are known beforehand.
    """
    issues = dict(touched)
    random = set(drawn)
    for step in model.steps:
        together = frozenset().union(*(issues.get(name, frozenset()) for name in step.inputs))
        any_drawn = any(name in random for name in step.inputs)
        for name in step.outputs:
            issues[name] = together
            if any_drawn:
                random.add(name)
    cells = {}
    for name, variable in model.variables.items():
        dims = (*variable.dims, *((variable.time_dim,) if variable.time_dim else ()))
        cells[name] = math.prod(labels.get(str(dim), 1) for dim in dims)
    return Reach(issues=issues, drawn=frozenset(random), cells=cells)


def to_move(
    reach: Reach, sizes: Mapping[str, int], draws: int, budget: int, *, where: str
) -> tuple[str, ...]:
    """Return the dimensions that must move into the draws, the least connected first.

    Parameters
    ----------
    reach : Reach
        What reaches which variable.
    sizes : mapping of str to int
        Outcomes by dimension of the tree.
    draws, budget : int
        Of the scenario.
    where : str
        What errors name.

    Raises
    ------
    OutOfRange
        If a variable stays above the budget with every issue moved.
    """
    moved: list[str] = []
    while over := _above(reach, sizes, draws, budget, moved):
        there = {dim for name in over for dim in reach.issues.get(name, ())} - set(moved)
        if not there or draws == 1:
            name = max(over, key=lambda name: over[name])
            raise OutOfRange(
                f"{name} would hold {over[name]:,} numbers, the budget is {budget:,}",
                where=where,
                mend="lower `draws: {n: }`, shorten the horizon, drop an issue, or raise "
                "`draws: {cells: }`" + (" (issues move only into draws)" if draws == 1 else ""),
            )
        order = list(sizes)
        moved.append(min(there, key=lambda dim: (_width(reach, dim), order.index(dim))))
    return tuple(moved)


def _width(reach: Reach, dim: str) -> int:
    return sum(dim in dims for dims in reach.issues.values())


def _above(
    reach: Reach, sizes: Mapping[str, int], draws: int, budget: int, moved: Sequence[str]
) -> dict[str, int]:
    """Return the variables above the budget, with what they would hold."""
    found = {}
    for name in {*reach.issues, *reach.drawn}:
        dims = reach.issues.get(name, frozenset())
        drawn = name in reach.drawn or not dims.isdisjoint(moved)
        branches = math.prod(sizes[dim] for dim in dims if dim not in moved)
        held = min(draws, LEAST_CHUNK) if name in reach.passing else draws
        cells = reach.cells.get(name, 1) * branches * (held if drawn else 1)
        if cells > budget:
            found[name] = cells
    return found


def outcome_by_draw(dims: Mapping[str, int], seed: int, draws: int) -> dict[str, xr.DataArray]:
    """Return which outcome each draw has, for every dimension that moves.

    Returns
    -------
    dict of str to xr.DataArray (draw)
        Positions along the dimension, each by the dimension's own stream.
    """
    labels = np.arange(draws)
    return {
        dim: xr.DataArray(
            (uniforms(stream(seed, f"issue {dim}"), draws) * size).astype(int),
            {DRAW: labels},
            (DRAW,),
        )
        for dim, size in dims.items()
    }


def moved_weights(
    weights: xr.DataArray, places: Mapping[str, xr.DataArray], *, where: str
) -> tuple[xr.DataArray, float, float]:
    """Return weights over the issues that stay and over draws.

    A draw's weight is the probability of its outcomes, shared by the draws that have the same.

    Parameters
    ----------
    weights : xr.DataArray
        Joint probabilities over all dimensions.
    places : mapping of str to xr.DataArray (draw)
        Positions from `outcome_by_draw`.
    where : str
        What errors name.

    Returns
    -------
    weights : xr.DataArray
        Over the dimensions that stay and ``draw``; sums to one. The outcome of each draw is a
        coordinate along ``draw`` named after its dimension.
    effective : float
        How many equally likely draws would be as informative.
    covered : float
        Probability of the combinations that at least one draw has; below one if there are few
        draws for many outcomes.

    Raises
    ------
    OutOfRange
        If there would be too many weights, or no draw has outcomes that can occur.
    """
    draws = next(iter(places.values())).size
    many = math.prod(size for dim, size in weights.sizes.items() if dim not in places) * draws
    if many > MAX_WEIGHTS:
        raise OutOfRange(
            f"{draws:,} draws over the issues that stay have {many:,} weights, at most are "
            f"{MAX_WEIGHTS:,}",
            where=where,
            mend="lower `draws: {n: }`, or drop an issue",
        )
    joint = np.stack([place.values for place in places.values()])
    _, same, counts = np.unique(joint, axis=1, return_inverse=True, return_counts=True)
    shared = xr.DataArray(counts[same.reshape(-1)], {DRAW: np.arange(joint.shape[1])}, (DRAW,))
    by_draw = weights.isel(places) / shared
    covered = float(by_draw.sum())
    if not covered > 0:
        raise OutOfRange(
            f"none of the {draws:,} draws has outcomes of {', '.join(places)} that can occur",
            where=where,
            mend="raise `draws: {n: }`, or `draws: {cells: }`",
        )
    by_draw = by_draw / covered
    a_draw = by_draw.sum([dim for dim in by_draw.dims if dim != DRAW])
    effective = float(a_draw.sum() ** 2 / (a_draw**2).sum())
    return by_draw.transpose(..., DRAW), effective, covered
