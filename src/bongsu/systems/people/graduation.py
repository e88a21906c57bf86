"""From five-year groups to single ages and years: death rates, fertility and populations.

Every graduated curve is non-negative, so that its cumulated sum is monotone, and gives its groups
back: death rates meet the group's rate in a life table and the annual life expectancy, fertility
meets the group's share, populations meet the group's number. The graduation of sums follows the
principle of the smoothest curve (least squared differences) that keeps them, as in Boneva, Kendall
and Stefanov's histospline; that of death rates is a spline of their logarithm.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.interpolate import CubicSpline

from bongsu.cohorts.lifetable import (
    FloatArray,
    extend_to_130,
    life_table,
    scale_to_life_expectancy,
)

MORTALITY_GROUPS = (0, 1, *range(5, 101, 5))  # lower bounds; the last is 100+
MOTHER_GROUPS = tuple(range(10, 55, 5))  # five years each
MOTHER_AGES = tuple(range(10, 55))
CENTRE_OF_PERIOD = 2.5  # years; a period starts on 1 July, and a year is centred on it

_WIDTHS = np.array([1, 4] + [5] * 19)  # ages 0, 1-4, 5-9, ..., 95-99
_OF_GROUP = np.repeat(np.arange(21), _WIDTHS)
_RAKES = 3  # smooth corrections, and as many that are constant within each group
_LEAST_DECLINE = 0.02  # of the logarithm, 2020 to 2100: where a group's rate does not fall


def graduate_mortality(
    group_rates: FloatArray,
    periods: FloatArray,
    years: FloatArray,
    life_expectancy: FloatArray,
) -> FloatArray:
    """Turn death rates of five-year ages and periods into rates of single ages and years.

    First by age in each period (`graduate_ages`), then beyond 100 (`lifetable.extend_to_130`),
    then by year with a natural cubic spline of the logarithm through the centres of the periods,
    and last shifted to each year's life expectancy along the country's own pattern of decline.

    Parameters
    ----------
    group_rates : array (..., period, sex, group)
        Deaths per person-year in `MORTALITY_GROUPS`.
    periods : array (period,)
        Years in which the five-year periods start, on 1 July.
    years : array (year,)
        Calendar years that are wanted.
    life_expectancy : array (..., year, sex)
        Years at birth.

    Returns
    -------
    array (..., year, sex, 131)
        Single ages 0 to 130+.

    Raises
    ------
    NotConverged
        If a rate or life expectancy cannot be met.
    """
    logs = np.log(extend_to_130(graduate_ages(group_rates)))
    by_year = _spline_matrix(tuple(periods + CENTRE_OF_PERIOD), tuple(years))
    yearly = np.exp(np.einsum("yp,...psa->...ysa", by_year, logs, optimize=True))
    return scale_to_life_expectancy(yearly, life_expectancy, _pattern_of_decline(logs))


def graduate_ages(group_rates: FloatArray) -> FloatArray:
    """Turn death rates of age groups into rates of single ages 0 to 99 and 100+.

    Infants keep their rate. From the group 1-4 on, a natural cubic spline runs through the
    logarithms at the middles of the groups; the curve is then corrected until a life table made of
    it has the given rate in every group.

    Parameters
    ----------
    group_rates : array (..., sex, group)
        Deaths per person-year in `MORTALITY_GROUPS`; all positive.
    """
    middles = tuple(np.array(MORTALITY_GROUPS[1:21]) + _WIDTHS[1:] / 2)
    matrix = _spline_matrix(middles, tuple(np.arange(1, 100) + 0.5))
    closed, opened = group_rates[..., :21], group_rates[..., 21:]

    def curve(values: FloatArray) -> FloatArray:
        infants_apart = [values[..., :1], values[..., 1:] @ matrix.T]
        return np.concatenate(infants_apart, axis=-1)

    logs = curve(np.log(closed))
    for _ in range(_RAKES):
        logs = logs + curve(np.log(closed / _group_rates(np.exp(logs), opened)))
    rates = np.exp(logs)
    for _ in range(_RAKES):
        rates = rates * (closed / _group_rates(rates, opened))[..., _OF_GROUP]
    return np.concatenate([rates, opened], axis=-1)


def _group_rates(rates: FloatArray, opened: FloatArray) -> FloatArray:
    """Return the groups' rates in the life table of single-age rates."""
    table = life_table(np.concatenate([rates, opened], axis=-1))
    starts = np.array(MORTALITY_GROUPS[:21])
    alive = table.survivors[..., MORTALITY_GROUPS]
    lived = np.add.reduceat(table.person_years[..., :100], starts, axis=-1)
    group: FloatArray = (alive[..., :-1] - alive[..., 1:]) / lived
    return group


def _pattern_of_decline(logs: FloatArray) -> FloatArray:
    """Return how much each age's rate falls over the periods, with mean one; year axis of one."""
    decline = np.maximum(logs[..., 0, :, :] - logs[..., -1, :, :], _LEAST_DECLINE)
    pattern: FloatArray = decline / decline.mean(axis=-1, keepdims=True)
    return pattern[..., None, :, :]


def graduate_fertility(group_shares: FloatArray) -> FloatArray:
    """Turn the age pattern of fertility in five-year groups into one by single age.

    The smoothest curve (least squared second differences) that keeps each group's share; where it
    would fall below nought it is cut there and the group scaled back to its share.

    Parameters
    ----------
    group_shares : array (..., group)
        Shares of the total fertility rate in `MOTHER_GROUPS`, in any unit.

    Returns
    -------
    array (..., mother's age)
        Shares at ages 10 to 54 that sum to one.

    Examples
    --------
    >>> pattern = graduate_fertility(np.array([0.0, 5, 20, 30, 28, 14, 3, 0, 0]))
    >>> float(pattern[10:15].sum().round(12)), bool((pattern >= 0).all())
    (0.2, True)
    """
    shares = group_shares / group_shares.sum(axis=-1, keepdims=True)
    curve = np.maximum(shares @ _smoothest(len(MOTHER_GROUPS)).T, 0.0)
    return rake(curve, shares)


def rake(singles: FloatArray, groups: FloatArray) -> FloatArray:
    """Scale single ages so that each five years sum to their group.

    Parameters
    ----------
    singles : array (..., 5 * group)
    groups : array (..., group)
    """
    sums = singles.reshape(*singles.shape[:-1], -1, 5).sum(axis=-1)
    factor = np.divide(groups, sums, out=np.zeros(sums.shape), where=sums > 0)
    raked: FloatArray = singles * np.repeat(factor, 5, axis=-1)
    return raked


@cache
def _smoothest(groups: int) -> FloatArray:
    """Return the matrix from sums of five to the smoothest single values that have them."""
    size = 5 * groups
    bend = np.diff(np.eye(size), 2, axis=0)
    sums = np.repeat(np.eye(groups), 5, axis=1)
    system = np.block([[bend.T @ bend, sums.T], [sums, np.zeros((groups, groups))]])
    wanted = np.concatenate([np.zeros((size, groups)), np.eye(groups)])
    solution: FloatArray = np.linalg.solve(system, wanted)[:size]
    return solution


@cache
def _spline_matrix(knots: tuple[float, ...], at: tuple[float, ...]) -> FloatArray:
    """Return the matrix from values at the knots to those of a natural cubic spline elsewhere."""
    matrix: FloatArray = CubicSpline(knots, np.eye(len(knots)), bc_type="natural")(at)
    return matrix
