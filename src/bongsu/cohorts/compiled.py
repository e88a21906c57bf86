"""The loops over draws, compiled once and kept compiled; see `bongsu.cohorts.trajectories`.

Arrays end in the draws. numba infers every type, so that none is written here.
"""

from __future__ import annotations

import numba
import numpy as np

BLOCK = 256  # draws: all ages of so many, twice, are half a megabyte
ONE = np.uint32(1)  # unsigned, so that no index can be counted from the end
GROUPS = (15, 65)  # where the age groups 0-14, 15-64 and 65+ part


def _kept(function):
    """Compile, and keep what was compiled for the next process where there is a place for it."""
    try:
        return numba.njit(cache=True)(function)
    except RuntimeError:  # neither the package's folder nor the user's own can be written to
        return numba.njit(function)


@_kept
def carry(
    state, survival, fertility, sex_ratio, migration, spread, births_factor, share, beyond,
    below, first_mother_age, kept, groups,
):  # fmt: skip
    """Carry the draws in blocks that stay in the processor's cache with all their ages."""
    years, draws = births_factor.shape
    ages = state.shape[1]
    for first in range(0, draws, BLOCK):
        here = slice(first, min(first + BLOCK, draws))
        many = here.stop - here.start
        now = state[:, :, here].copy()
        then = np.empty((2, ages, many), state.dtype)
        births = np.empty(many, state.dtype)
        for year in range(years):
            _survive(now, then, survival, below[year, :, here], share[year, :, here])
            _bear(now, then, births, fertility[year], first_mother_age)
            for n in range(many):
                births[n] *= births_factor[year, first + n]
            _newborn(
                then, births, survival, below[year, :, here], share[year, :, here], sex_ratio[year]
            )
            _move(then, migration[year], spread, beyond[year, here])
            if kept.shape[0]:
                _keep(then, kept[year, :, :, here])
            if groups.shape[0]:
                _group(then, groups[year, :, here])
            now, then = then, now
        state[:, :, here] = now


@_kept
def _survive(now, then, survival, below, share):
    """Move every cohort one age on."""
    ages, many = now.shape[1], now.shape[2]
    for sex in range(2):
        for age in range(1, ages):
            table, from_, to = survival[sex, age], now[sex, age - 1], then[sex, age]
            for n in range(many):
                low = table[below[sex, n]]
                alive = low + share[sex, n] * (table[below[sex, n] + ONE] - low)
                to[n] = from_[n] * alive
        last = survival[sex, ages - 1]  # the open group, whose own survivors stay in it
        for n in range(many):
            low = last[below[sex, n]]
            alive = low + share[sex, n] * (last[below[sex, n] + ONE] - low)
            then[sex, ages - 1, n] += now[sex, ages - 1, n] * alive


@_kept
def _bear(now, then, births, fertility, first_mother_age):
    """Count births of the mean of the women at the start and at the end of the year."""
    births[:] = 0
    half = births.dtype.type(0.5)
    for k in range(fertility.shape[0]):
        rate = half * fertility[k]
        start, end = now[0, first_mother_age + k], then[0, first_mother_age + k]
        for n in range(births.shape[0]):
            births[n] += rate * (start[n] + end[n])


@_kept
def _newborn(then, births, survival, below, share, sex_ratio):
    for n in range(births.shape[0]):
        girls = births[n] / (1 + sex_ratio)
        for sex in range(2):
            low = survival[sex, 0, below[sex, n]]
            alive = low + share[sex, n] * (survival[sex, 0, below[sex, n] + ONE] - low)
            then[sex, 0, n] = (girls if sex == 0 else births[n] - girls) * alive


@_kept
def _move(then, migration, spread, beyond):
    """Let migrants come and go; nobody leaves who is not there."""
    nobody = then.dtype.type(0)
    for sex in range(2):
        for age in range(migration.shape[1]):
            profile, part, row = migration[sex, age], spread[sex, age], then[sex, age]
            for n in range(row.shape[0]):
                row[n] = max(row[n] + profile + part * beyond[n], nobody)


@_kept
def _keep(then, kept):
    shown = kept.shape[1]
    for sex in range(2):
        for age in range(shown):
            for n in range(then.shape[2]):
                kept[sex, age, n] = then[sex, age, n]
        for age in range(shown, then.shape[1]):
            for n in range(then.shape[2]):
                kept[sex, shown - 1, n] += then[sex, age, n]


@_kept
def _group(then, groups):
    groups[:] = 0
    for sex in range(2):
        for age in range(then.shape[1]):
            group = 0 if age < GROUPS[0] else 1 if age < GROUPS[1] else 2
            for n in range(then.shape[2]):
                groups[group, n] += then[sex, age, n]
