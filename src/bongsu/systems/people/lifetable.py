"""Life tables by single age: from death rates to survivors, person-years and survival ratios.

Arrays end in the axes ``(sex, age)``; sex runs female, male; the last age is open-ended. Any axes
may come before. Rates are per person-year.

References
----------
Preston, S. H., Heuveline, P. and Guillot, M. (2001), Demography: Measuring and Modeling
Population Processes, chapter 3 (life table; table 3.3 for the first year of life, after Coale and
Demeny) and chapter 6 (survival ratios).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bongsu.errors import NotConverged

FloatArray = npt.NDArray[np.float64]

SEXES = ("female", "male")
OPEN_AGE_SHOWN = 100  # the open-ended group that the UN publishes
OPEN_AGE_INSIDE = 130  # and the one that a projection carries

# Coale and Demeny, model West, as in Preston et al. (2001), table 3.3: years lived in the first
# year of life by those who die in it; female, male.
_A0_PLATEAU = np.array([0.350, 0.330])
_A0_LEVEL = np.array([0.053, 0.045])
_A0_SLOPE = np.array([2.800, 2.684])
_A0_KNEE = 0.107

_MAX_ITERATIONS = 40
_STEEPEST = (-0.2, 1.5)  # rise of the logit of mortality per year of age beyond 100


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeTable:
    """A period life table of radix one; every array is shaped as the rates.

    Parameters
    ----------
    survivors : array (..., sex, age)
        Share of births alive at the exact age.
    person_years : array (..., sex, age)
        Years lived in the year of age by one birth.
    life_expectancy : array (..., sex)
        Years at birth.
    """

    survivors: FloatArray
    person_years: FloatArray
    life_expectancy: FloatArray


def life_table(rates: FloatArray) -> LifeTable:
    """Build period life tables.

    Deaths fall in the middle of each year of age on average, but earlier in the first, by Coale
    and Demeny's rule (model West).

    Parameters
    ----------
    rates : array (..., sex, age)
        Death rates; the last age is open-ended.

    Examples
    --------
    >>> constant = np.full((2, 131), 0.02)
    >>> life_table(constant).life_expectancy.round(1).tolist()  # 1 / 0.02
    [50.0, 50.0]
    """
    lived = np.full(rates.shape, 0.5)
    lived[..., 0] = np.where(
        rates[..., 0] >= _A0_KNEE, _A0_PLATEAU, _A0_LEVEL + _A0_SLOPE * rates[..., 0]
    )
    dying = np.minimum(rates / (1.0 + (1.0 - lived) * rates), 1.0)
    survivors = np.ones(rates.shape)
    np.cumprod(1.0 - dying[..., :-1], axis=-1, out=survivors[..., 1:])
    person_years = survivors * (1.0 - dying * (1.0 - lived))
    person_years[..., -1] = survivors[..., -1] / rates[..., -1]
    return LifeTable(
        survivors=survivors,
        person_years=person_years,
        life_expectancy=person_years.sum(axis=-1),
    )


def survival_ratios(rates: FloatArray) -> FloatArray:
    """Return the share of each age that is alive at the year's end, by the age reached.

    Parameters
    ----------
    rates : array (..., sex, age)
        Death rates of the year.

    Returns
    -------
    array (..., sex, age)
        Entry 0 is the survival of births to the end of the year, entry ``a`` that of age ``a - 1``
        to age ``a``; the last holds for the open group and the age below it together.
    """
    lived = life_table(rates).person_years
    ratios = np.empty(rates.shape)
    ratios[..., 0] = lived[..., 0]
    ratios[..., 1:] = lived[..., 1:] / lived[..., :-1]
    ratios[..., -1] = lived[..., -1] / (lived[..., -1] + lived[..., -2])
    return ratios


def extend_to_130(rates: FloatArray) -> FloatArray:
    """Carry death rates from an open group 100+ on to single ages 100 to 130+.

    The logit of mortality rises by a constant amount per year of age from age 99 on (Kannisto's
    model); the amount is the one at which life expectancy at 100 is the reciprocal of the given
    rate at 100+, so that nothing published is changed.

    Parameters
    ----------
    rates : array (..., sex, 101)
        Death rates; the last is that of 100+.

    Returns
    -------
    array (..., sex, 131)

    Raises
    ------
    NotConverged
        If no slope meets the rate at 100+.

    References
    ----------
    Thatcher, A. R., Kannisto, V. and Vaupel, J. W. (1998), The Force of Mortality at Ages 80 to
    120.
    """
    start = np.clip(rates[..., 99], 1e-6, 0.98)
    level = np.log(start / (1.0 - start))[..., None]
    steps = np.arange(1, OPEN_AGE_INSIDE - 98)
    wanted = -np.log(rates[..., 100])

    def old_age(slope: FloatArray) -> FloatArray:
        risen: FloatArray = 1.0 / (1.0 + np.exp(-(level + slope[..., None] * steps)))
        return risen

    def gap(slope: FloatArray) -> FloatArray:
        hazard = old_age(slope)
        dying = hazard / (1.0 + 0.5 * hazard)
        alive = np.cumprod(1.0 - dying[..., :-1], axis=-1)
        lived = 1.0 - 0.5 * dying[..., 0] + (alive[..., :-1] * (1 - 0.5 * dying[..., 1:-1])).sum(-1)
        missed: FloatArray = np.log(lived + alive[..., -1] / hazard[..., -1]) - wanted
        return missed

    first = np.full(wanted.shape, 0.1)
    slope = secant(gap, first, first + 0.02, what="mortality beyond age 100", bounds=_STEEPEST)
    return np.concatenate([rates[..., :100], old_age(slope)], axis=-1)


def scale_to_life_expectancy(
    rates: FloatArray, life_expectancy: FloatArray, pattern: FloatArray
) -> FloatArray:
    """Shift the logarithm of death rates along an age pattern until life expectancy is met.

    Parameters
    ----------
    rates : array (..., sex, age)
        Death rates.
    life_expectancy : array (..., sex)
        Years at birth that the result must have.
    pattern : array, broadcastable to `rates`
        How strongly each age answers; positive, mean about one (the pattern of decline of Lee and
        Carter's model).

    Raises
    ------
    NotConverged
        If a life expectancy is not reached.
    """
    logs = np.log(rates)

    def gap(level: FloatArray) -> FloatArray:
        shifted = life_table(np.exp(logs + level[..., None] * pattern))
        missed: FloatArray = shifted.life_expectancy - life_expectancy
        return missed

    first = np.zeros(life_expectancy.shape)
    level = secant(gap, first, first + 0.01, what="life expectancy", bounds=(-5.0, 5.0))
    scaled: FloatArray = np.exp(logs + level[..., None] * pattern)
    return scaled


def secant(
    gap: Callable[[FloatArray], FloatArray],
    first: FloatArray,
    second: FloatArray,
    *,
    what: str,
    bounds: tuple[float, float],
    tolerance: float = 1e-9,
) -> FloatArray:
    """Find where a smooth, monotone function of each element is nought.

    Raises
    ------
    NotConverged
        If an element is still farther than the tolerance away after forty steps.
    """
    before, now = first, second
    gap_before, gap_now = gap(before), gap(now)
    for _ in range(_MAX_ITERATIONS):
        if bool((np.abs(gap_now) <= tolerance).all()):
            return now
        moved = gap_now - gap_before
        step = np.divide(
            gap_now * (now - before), moved, out=np.zeros(now.shape), where=np.abs(moved) > 1e-15
        )
        before, gap_before = now, gap_now
        now = np.clip(now - step, *bounds)
        gap_now = gap(now)
    raise NotConverged(
        f"{what} is missed by up to {float(np.abs(gap_now).max()):g}",
        where="systems/people/lifetable.py",
        mend="check the death rates and life expectancies that were given",
    )
