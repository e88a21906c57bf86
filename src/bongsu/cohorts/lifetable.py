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

_MAX_STEPS = 40
_TOLERANCE = 1e-8  # years of life expectancy
_FARTHEST = 5.0  # shift of the logarithm of death rates: a factor of 148
_USUAL_SLOPE = 9.0  # years of life lost when death rates rise by a factor e: a first guess
_HALVINGS = 40  # of the bracket for the slope below: its width falls to 1e-12
_STEEPEST = 1.5  # rise of the logit of mortality per year of age beyond 100; the UN's are near 0.1


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
        to age ``a``; the last holds for the open group and the age below it together. Nobody
        survives from an age that nobody reaches.

    Examples
    --------
    >>> short = np.full((2, 131), 3.0)  # everybody dies in the second year of life
    >>> bool(np.isfinite(survival_ratios(short)).all())
    True
    """
    lived = life_table(rates).person_years
    before = np.ones(rates.shape)
    before[..., 1:] = lived[..., :-1]
    before[..., -1] += lived[..., -1]
    return np.divide(lived, before, out=np.zeros(rates.shape), where=before > 0)


def extend_to_130(rates: FloatArray) -> FloatArray:
    """Carry death rates from an open group 100+ on to single ages 100 to 130+.

    The logit of mortality rises by a constant amount per year of age from age 99 on (Kannisto's
    model); the amount is the one at which life expectancy at 100 is the reciprocal of the given
    rate at 100+, so that nothing published is changed. Where no rise does that, because the
    published rates fall or leap at 100, the rate of 100+ holds at each age above.

    Parameters
    ----------
    rates : array (..., sex, 101)
        Death rates; the last is that of 100+.

    Returns
    -------
    array (..., sex, 131)

    References
    ----------
    Thatcher, A. R., Kannisto, V. and Vaupel, J. W. (1998), The Force of Mortality at Ages 80 to
    120.
    """
    opened = rates[..., 100:]
    start = np.clip(rates[..., 99:100], 1e-9, 1.0 - 1e-9)
    level = np.log(start / (1.0 - start))
    low, high = np.zeros(opened.shape), np.full(opened.shape, _STEEPEST)
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        lives_longer = _years_left(_rising(level, middle)) > 1.0 / opened
        low = np.where(lives_longer, middle, low)
        high = np.where(lives_longer, high, middle)
    old = _rising(level, low)
    met = np.abs(_years_left(old) * opened - 1.0) < 1e-6
    return np.concatenate([rates[..., :100], np.where(met, old, opened)], axis=-1)


def _rising(level: FloatArray, slope: FloatArray) -> FloatArray:
    """Return death rates at ages 100 to 130+ whose logit rises from that at age 99."""
    ages = np.arange(1, OPEN_AGE_INSIDE - 98)
    rates: FloatArray = 1.0 / (1.0 + np.exp(-(level + slope * ages)))
    return rates


def _years_left(rates: FloatArray) -> FloatArray:
    """Return life expectancy at the first age of (..., age), which is kept with length one."""
    dying = rates[..., :-1] / (1.0 + 0.5 * rates[..., :-1])
    alive = np.cumprod(1.0 - dying, axis=-1)
    lived = 1.0 - 0.5 * dying
    lived[..., 1:] *= alive[..., :-1]
    total: FloatArray = lived.sum(axis=-1, keepdims=True) + alive[..., -1:] / rates[..., -1:]
    return total


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

    level = _root(gap, np.zeros(life_expectancy.shape))
    scaled: FloatArray = np.exp(logs + level[..., None] * pattern)
    return scaled


def _root(gap: Callable[[FloatArray], FloatArray], first: FloatArray) -> FloatArray:
    """Find by secants where a smooth, monotone function of each element is nought."""
    before, gap_before = first, gap(first)
    now = first + gap_before / _USUAL_SLOPE
    gap_now = gap(now)
    for _ in range(_MAX_STEPS):
        if bool((np.abs(gap_now) <= _TOLERANCE).all()):
            return now
        moved = gap_now - gap_before
        step = np.divide(
            gap_now * (now - before), moved, out=np.zeros(now.shape), where=np.abs(moved) > 1e-15
        )
        before, gap_before = now, gap_now
        now = np.clip(now - step, -_FARTHEST, _FARTHEST)
        gap_now = gap(now)
    raise NotConverged(
        f"life expectancy is missed by up to {float(np.abs(gap_now).max()):g} years",
        where="cohorts/lifetable.py",
        mend="check the death rates and life expectancies that were given",
    )
