"""Many trajectories of one population at once: the kernel compiled, one draw after another.

What differs from draw to draw is small: the level of fertility, an index of mortality for each
sex, and migration beyond the profile. Survival is tabulated by the index beforehand
(`bongsu.cohorts.mortality`), so that no life table is built inside the loop. The rules are those
of `bongsu.cohorts.projection`, which is the plain version: migrants come at the end of the year.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bongsu.cohorts import compiled
from bongsu.cohorts.lifetable import OPEN_AGE_SHOWN, FloatArray

Ages = npt.NDArray[Any]
YEARS_AT_ONCE = 1  # kept with every age: 8 MB for 10,000 draws, which a cache may hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What all trajectories of one place share, for consecutive years.

    Parameters
    ----------
    base : array (sex, age)
        Persons on the first 31 December; the last age is open-ended.
    survival : array (sex, age, level)
        Share alive at the year's end by the age then reached, at each level of the index.
    fertility : array (year, mother's age)
        Births per woman, from age ``first_mother_age`` on.
    sex_ratio : array (year)
        Boys born per girl.
    migration : array (year, sex, shown age)
        Net migrants by age at the year's end; the last shown age is 100.
    spread : array (sex, shown age)
        How migration beyond the profile falls on sexes and ages; sums to one.
    first_mother_age : int
        The age of the first entry of `fertility`.
    """

    base: FloatArray
    survival: FloatArray
    fertility: FloatArray
    sex_ratio: FloatArray
    migration: FloatArray
    spread: FloatArray
    first_mother_age: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """What differs from draw to draw.

    Parameters
    ----------
    fertility : array (year, draw)
        Factor on the births per woman.
    mortality : array (year, sex, draw)
        Place along the levels of the survival table, from nought to the last; between two levels
        survival is interpolated.
    migration : array (year, draw)
        Persons beyond the profile.
    opening_fertility, opening_migration : array (draw), optional
        The same for the year that ends with the base: a factor on those under one, and persons
        who came or went. Without them every draw starts from the base itself.
    """

    fertility: FloatArray
    mortality: FloatArray
    migration: FloatArray
    opening_fertility: FloatArray | None = None
    opening_migration: FloatArray | None = None


def carry(place: Place, paths: Paths, *, precise: bool = False) -> Iterator[tuple[range, Ages]]:
    """Carry every trajectory and show every age, some years at a time.

    Parameters
    ----------
    place : Place
    paths : Paths
    precise : bool
        Compute in float64, which agrees with the plain version to rounding; else in float32, half
        the memory, to a relative error of about 1e-6.

    Yields
    ------
    years : range
        Which years after the base, from nought.
    population : array (year, sex, age, draw)
        On 31 December of each of them; the last age is 100+. The next years are written over it.
    """
    kind = np.float64 if precise else np.float32
    years, draws = paths.fertility.shape
    state = _opening(place, paths, kind)
    shown = np.empty((min(YEARS_AT_ONCE, years), 2, OPEN_AGE_SHOWN + 1, draws), kind)
    none = np.empty((0, 3, draws), kind)
    for first in range(0, years, YEARS_AT_ONCE):
        some = range(first, min(first + YEARS_AT_ONCE, years))
        kept = shown[: len(some)]
        compiled.carry(state, *_arguments(place, paths, some, kind), kept, none)
        yield some, kept


def carry_groups(place: Place, paths: Paths) -> FloatArray:
    """Carry every trajectory and keep only three age groups of both sexes together.

    Returns
    -------
    array (year, group, draw)
        Ages 0-14, 15-64 and 65+, on 31 December of each year after the base.
    """
    years, draws = paths.fertility.shape
    none = np.empty((0, 2, OPEN_AGE_SHOWN + 1, draws))
    groups = np.empty((years, len(compiled.GROUPS) + 1, draws))
    state = _opening(place, paths, np.float64)
    compiled.carry(state, *_arguments(place, paths, range(years), np.float64), none, groups)
    return groups


def age_quantiles(place: Place, paths: Paths, levels: Sequence[float]) -> Ages:
    """Return quantiles of the population of every sex and age, over the draws.

    Parameters
    ----------
    place : Place
    paths : Paths
    levels : sequence of float
        Probabilities in (0, 1].

    Returns
    -------
    array (year, sex, age, level)
        In float32. The quantile is the smallest value that is reached with the probability; see
        `bongsu.results.weighted.weighted_quantile`.
    """
    years, draws = paths.fertility.shape
    ranks = [max(math.ceil(level * draws - 1e-9) - 1, 0) for level in levels]
    found = np.empty((years, 2, OPEN_AGE_SHOWN + 1, len(ranks)), np.float32)
    for some, population in carry(place, paths):
        # persons are never below nought, and such numbers are ordered as their bits are, which
        # NumPy selects among faster
        _put_at_ranks(population.view(np.int32), ranks)
        found[some.start : some.stop] = population[..., ranks]
    return found


def _put_at_ranks(values: npt.NDArray[np.int32], ranks: Sequence[int]) -> None:
    """Reorder along the last axis so that at each rank stands what a sort would put there.

    The middle rank first: what is lower is then sought on its left only, what is higher on its
    right. NumPy, asked for all ranks at once, takes far longer than a full sort does.
    """
    if not ranks:
        return
    wanted = sorted(set(ranks))
    middle = wanted[len(wanted) // 2]
    values.partition(middle, axis=-1)
    _put_at_ranks(values[..., :middle], [rank for rank in wanted if rank < middle])
    above = [rank - middle - 1 for rank in wanted if rank > middle]
    _put_at_ranks(values[..., middle + 1 :], above)


def _opening(place: Place, paths: Paths, kind: type[np.floating[Any]]) -> Ages:
    """Return the population (draw, sex, padded age) that every draw starts from."""
    draws = paths.fertility.shape[-1]
    base = np.repeat(_padded(place.base, place.base.shape[-1])[None], draws, axis=0)
    if paths.opening_fertility is not None:
        base[:, :, 0] *= paths.opening_fertility[:, None]
    if paths.opening_migration is not None:
        shown = base[..., : place.spread.shape[-1]]
        moved = place.spread * paths.opening_migration[:, None, None]
        np.maximum(shown + moved, 0.0, out=shown)
    return base.astype(kind)


def _arguments(
    place: Place, paths: Paths, years: range, kind: type[np.floating[Any]]
) -> tuple[object, ...]:
    """Return the kernel's arguments for some years in one precision, contiguous."""
    here, ages = slice(years.start, years.stop), place.base.shape[-1]
    by_level = np.moveaxis(place.survival, -1, 1)  # (sex, level, age at the year's end)
    by_start = np.concatenate([by_level[..., 1:], by_level[..., -1:]], axis=-1)
    arrays = (
        _padded(by_start, ages),
        by_level[..., 0],
        place.fertility[here],
        place.sex_ratio[here],
        _padded(place.migration[here], ages),
        _padded(place.spread, ages),
        paths.fertility[here],
    )
    young, adult = compiled.GROUPS
    of_age = np.arange(ages)
    member = np.array([of_age < young, (young <= of_age) & (of_age < adult)], kind)
    even = [np.ascontiguousarray(array, kind) for array in arrays]
    level = np.ascontiguousarray(paths.mortality[here], np.float64)
    beyond = np.ascontiguousarray(paths.migration[here], kind)
    return (*even, level, beyond, place.first_mother_age, member)


def _padded(by_age: FloatArray, ages: int) -> FloatArray:
    """Return (..., age) with noughts above, up to the steps that the kernel takes."""
    whole = -(-ages // compiled.WIDE) * compiled.WIDE
    padded = np.zeros((*by_age.shape[:-1], whole))
    padded[..., : by_age.shape[-1]] = by_age
    return padded
