"""The loops over ages, compiled once and kept compiled; see `bongsu.cohorts.trajectories`.

Arrays end in the ages, padded to whole steps of `WIDE`: survival between two levels is then two
rows side by side, where draws last would need to fetch every number from a place of its own, which
no processor does fast. numba infers every type, so that none is written here.
"""

from __future__ import annotations

import numba
import numpy as np

TILE = 64  # draws carried together, so that a shown age is written in whole lines of the cache
WIDE = 16  # ages that one turn of a loop takes, in either precision; a remainder goes one by one
ONE = np.uint32(1)  # unsigned, so that no index can be counted from the end
GROUPS = (15, 65)  # where the age groups 0-14, 15-64 and 65+ part
YOUNG, ADULT = (-(-many // WIDE) * WIDE for many in (GROUPS[0], GROUPS[1] - GROUPS[0]))


def _kept(function, **options):
    """Compile, and keep what was compiled for the next process where there is a place for it.

    Sums may be taken in any order, and a product and a sum rounded once: without that no loop
    that sums is taken in steps.
    """
    options["fastmath"] = {"reassoc", "contract", "nsz"}
    try:
        return numba.njit(cache=True, **options)(function)
    except RuntimeError:  # neither the package's folder nor the user's own can be written to
        return numba.njit(**options)(function)


def _within(function):
    """Compile into whatever calls it: a call for each draw and year takes as long as the work."""
    return _kept(function, inline="always")


@_kept
def carry(
    state, survival, newborn, fertility, sex_ratio, migration, spread, births_factor, level,
    beyond, first_mother_age, member, kept, groups,
):  # fmt: skip
    """Carry some draws at a time through all years, so that their ages stay near the processor."""
    years, draws = births_factor.shape
    last = member.shape[1] - 1  # the open group
    alive = np.zeros((2, state.shape[2] + 1), state.dtype)
    rates = fertility * state.dtype.type(0.5)
    for first in range(0, draws, TILE):
        after = min(first + TILE, draws)
        for year in range(years):
            for n in range(first, after):
                for sex in range(2):
                    below, part = _place(level[year, sex, n], newborn)
                    _survive(state[n, sex], alive[sex], survival[sex], below, part, last)
                    low, high = newborn[sex, below], newborn[sex, below + ONE]
                    alive[sex, 0] = low + part * (high - low)
                births = births_factor[year, n] * _births(
                    state[n, 0, first_mother_age:], alive[0, first_mother_age:], rates[year]
                )
                girls = births / (1 + sex_ratio[year])
                alive[0, 0] *= girls
                alive[1, 0] *= births - girls
                for sex in range(2):
                    _move(
                        alive[sex],
                        state[n, sex],
                        migration[year, sex],
                        spread[sex],
                        beyond[year, n],
                    )
                if groups.shape[0]:
                    _group(state[n, 0], state[n, 1], member, groups[year], n)
            if kept.shape[0]:
                _keep(state[first:after], kept[year, :, :, first:after])


@_within
def _place(level, newborn):
    """Return the level below and how far it is from there to the one above, as a share."""
    highest = newborn.shape[1] - 1
    within = min(max(level, 0.0), float(highest))
    below = min(np.uint32(within), np.uint32(highest - 1))
    return below, newborn.dtype.type(within - below)


@_within
def _survive(start, end, survival, below, part, last):
    """Move every cohort one age on, those in the open group into it."""
    low, high = survival[below], survival[below + ONE]
    older = end[1:]
    for age in range(low.shape[0]):
        older[age] = start[age] * (low[age] + part * (high[age] - low[age]))
    end[last] += end[last + 1]
    end[last + 1] = 0


@_within
def _births(start, end, rates):
    """Count births of the women at the start and at the end of the year; rates are halved."""
    births = rates.dtype.type(0)
    for k in range(rates.shape[0]):
        births += rates[k] * (start[k] + end[k])
    return births


@_within
def _move(alive, end, migration, spread, beyond):
    """Let migrants come and go; nobody leaves who is not there."""
    nobody = end.dtype.type(0)
    for age in range(end.shape[0]):
        stay = alive[age] + (migration[age] + spread[age] * beyond)
        end[age] = max(stay, nobody)


@_within
def _group(women, men, member, groups, n):
    """Sum the ages of each group; those beyond it that make its steps whole count as nought."""
    none = women.dtype.type(0)
    young, adult, old = none, none, none
    for age in range(YOUNG):
        young += member[0, age] * (women[age] + men[age])
    for age in range(GROUPS[0], GROUPS[0] + ADULT):
        adult += member[1, age] * (women[age] + men[age])
    for age in range(GROUPS[1], member.shape[1]):
        old += women[age] + men[age]
    groups[0, n], groups[1, n], groups[2, n] = young, adult, old


@_within
def _keep(state, kept):
    """Show the ages of some draws, the last of them with all above it."""
    shown = kept.shape[1]
    for sex in range(2):
        for age in range(shown - 1):
            for n in range(state.shape[0]):
                kept[sex, age, n] = state[n, sex, age]
        for n in range(state.shape[0]):
            open_group = state.dtype.type(0)
            for age in range(shown - 1, state.shape[2]):
                open_group += state[n, sex, age]
            kept[sex, shown - 1, n] = open_group
