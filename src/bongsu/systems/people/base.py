"""The population on the 31 December that a projection starts from.

The UN publishes populations by age on 1 July, in five-year groups. A 1 July is the mean of the
31 Decembers before and after it, so the base is the 31 December population by single age whose
mean with its own projection a year later has the published groups on 1 July. Within the groups,
people follow the births of their year: each cohort's ratio to its surviving births is as smooth as
the groups allow.

Measured against the UN's own single ages of 13 countries on 1 July 2025, this puts 0.1 to 1.7% of
people at a wrong single age (smooth ages without births: 0.4 to 2.6%).
"""

from __future__ import annotations

import numpy as np

from bongsu.cohorts.lifetable import FloatArray, life_table
from bongsu.cohorts.projection import Rates, midyear, pool_open_group, project
from bongsu.errors import NotConverged
from bongsu.systems.people.graduation import rake

_CLOSED = 100  # single ages below the open group
_ROUNDS = 30
_TOLERANCE = 1e-6  # of a group
_SINGLE_TOLERANCE = 1e-3  # of a single age, which is itself a graduated number for each sex
_RIPPLE = 1e-4  # weight of smoothness against the single ages
_LEEWAY = 0.005  # thousand: a group published as empty still receives the few who reach it


_BEND = np.diff(np.eye(_CLOSED), 2, axis=0)


def base_from_midyear(
    groups: FloatArray, births: FloatArray, first: Rates, death_rates: FloatArray
) -> FloatArray:
    """Find the 31 December population from the groups on the 1 July after it.

    Parameters
    ----------
    groups : array (place, sex, 21)
        Thousand people on 1 July in five-year ages, the last 100+.
    births : array (place, sex, year)
        Births of consecutive years, the last being the base year; those of earlier cohorts are
        taken to be the mean of the first three.
    first : Rates
        Of the one year after the base.
    death_rates : array (place, sex, 131)
        Of the base year, for the shape of survival within the groups.

    Returns
    -------
    array (place, sex, 131)
        People on the 31 December before, by single age to 130+.

    Raises
    ------
    NotConverged
        If the groups on 1 July are not met.
    """
    expected = _surviving_births(births, death_rates)
    wanted = groups.copy()
    for _ in range(_ROUNDS):
        shown = np.concatenate([_spread(wanted[..., :20], expected), wanted[..., 20:]], axis=-1)
        base = spread_open_group(shown, death_rates)
        pair = project(base, first).population
        reached = _five_year_groups(midyear(pair)[0])
        gap = np.abs(reached - groups)
        if bool((gap <= _TOLERANCE * groups + _LEEWAY).all()):
            return base
        wanted = wanted * np.divide(groups, reached, out=np.ones_like(groups), where=reached > 0)
    raise NotConverged(
        f"the groups on 1 July are missed by up to {float(gap.max()):g}",
        where="systems/people/base.py",
        mend="check the population, migration and death rates of the first year",
    )


def base_from_single_ages(
    singles: FloatArray, first: Rates, death_rates: FloatArray, start: FloatArray
) -> FloatArray:
    """Find the 31 December population from single ages on the 1 July after it.

    Each age on 1 July mixes two cohorts, so that a ripple from one age to the next leaves no trace
    there; among all populations that explain the single ages, the one whose ratio to `start` is
    smoothest is taken.

    Parameters
    ----------
    singles : array (sex, 101)
        People on 1 July, the last age being 100+.
    first : Rates
        Of the one year after the base.
    death_rates : array (sex, 131)
        Of the base year.
    start : array (sex, 131)
        A first answer, from `base_from_midyear`.

    Returns
    -------
    array (sex, 131)
        People on the 31 December before, by single age to 130+.

    Raises
    ------
    NotConverged
        If an age on 1 July is missed by more than a thousandth.
    """
    base, people = start, pool_open_group(start)
    staying = first.survival[0][:, 1:_CLOSED]
    bend = _RIPPLE * (_BEND.T @ _BEND)
    for _ in range(_ROUNDS):
        missed = (singles - midyear(project(base, first).population)[0]) / singles
        if bool((np.abs(missed) <= _SINGLE_TOLERANCE).all()):
            return base
        change = np.empty((2, _CLOSED))
        for sex in range(2):
            cohort = 0.5 * (np.eye(_CLOSED) + np.diag(staying[sex], -1))
            effect = cohort * people[sex, :_CLOSED] / singles[sex, :_CLOSED, None]
            change[sex] = np.linalg.solve(
                effect.T @ effect + bend, effect.T @ missed[sex, :_CLOSED]
            )
        people[:, :_CLOSED] *= 1.0 + change
        people[:, _CLOSED] *= 1.0 + missed[:, _CLOSED]
        base = spread_open_group(people, death_rates)
    raise NotConverged(
        f"single ages on 1 July are missed by up to {float(np.abs(missed).max()):.2%}",
        where="systems/people/base.py",
        mend="check the population, migration and death rates of the first year",
    )


def spread_open_group(shown: FloatArray, death_rates: FloatArray) -> FloatArray:
    """Spread the people of 100+ over ages 100 to 130+, as a stationary population would be.

    Parameters
    ----------
    shown : array (..., sex, 101)
        People, the last age being 100+.
    death_rates : array (..., sex, 131)

    Examples
    --------
    >>> people = np.ones((2, 101))
    >>> spread_open_group(people, np.full((2, 131), 0.3)).sum(axis=-1).round(9).tolist()
    [101.0, 101.0]
    """
    lived = life_table(death_rates).person_years[..., _CLOSED:]
    old = shown[..., _CLOSED:] * lived / lived.sum(axis=-1, keepdims=True)
    closed = np.broadcast_to(shown[..., :_CLOSED], (*old.shape[:-1], _CLOSED))
    return np.concatenate([closed, old], axis=-1)


def _surviving_births(births: FloatArray, death_rates: FloatArray) -> FloatArray:
    """Return each age's cohort if nobody had moved and death rates had stood still."""
    recent = births[..., ::-1][..., :_CLOSED]
    earlier = births[..., :3].mean(axis=-1, keepdims=True)
    missing = _CLOSED - recent.shape[-1]
    cohorts = np.concatenate([recent, np.repeat(earlier, missing, axis=-1)], axis=-1)
    return cohorts * life_table(death_rates).person_years[..., :_CLOSED]


def _spread(groups: FloatArray, expected: FloatArray) -> FloatArray:
    """Spread five-year groups over single ages, by the smoothest ratio to what was expected."""
    start = _log_linear_ratio(groups, expected) * expected
    scale = np.maximum(groups, 1e-9)[..., None]
    sums = np.repeat(np.eye(20), 5, axis=1) * start[..., None, :] / scale
    system = np.zeros((*groups.shape[:-1], _CLOSED + 20, _CLOSED + 20))
    system[..., :_CLOSED, :_CLOSED] = _BEND.T @ _BEND
    system[..., _CLOSED:, :_CLOSED] = sums
    system[..., :_CLOSED, _CLOSED:] = np.swapaxes(sums, -1, -2)
    system[..., _CLOSED:, _CLOSED:] = -1e-12 * np.eye(20)  # a group without people binds nothing
    wanted = np.zeros((*groups.shape[:-1], _CLOSED + 20, 1))
    wanted[..., _CLOSED:, 0] = groups / scale[..., 0]
    ratio = np.linalg.solve(system, wanted)[..., :_CLOSED, 0]
    return rake(start * np.maximum(ratio, 0.0), groups)


def _log_linear_ratio(groups: FloatArray, expected: FloatArray) -> FloatArray:
    """Interpolate the groups' ratios to what was expected, geometrically between their middles."""
    ratio = groups / expected.reshape(*expected.shape[:-1], 20, 5).sum(axis=-1)
    logs = np.log(np.maximum(ratio, 1e-9))
    place = np.clip((np.arange(_CLOSED) + 0.5 - 2.5) / 5, 0, 19)
    low = np.minimum(place.astype(int), 18)
    share = place - low
    curve: FloatArray = np.exp(logs[..., low] * (1 - share) + logs[..., low + 1] * share)
    return curve


def _five_year_groups(population: FloatArray) -> FloatArray:
    shown = pool_open_group(population)
    closed = shown[..., :_CLOSED].reshape(*shown.shape[:-1], 20, 5).sum(axis=-1)
    return np.concatenate([closed, shown[..., _CLOSED:]], axis=-1)
