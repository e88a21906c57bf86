"""Survival tabulated by an index of mortality, so that trajectories need no life tables.

The index is life expectancy itself. Between and along the death rates of a projection, each age's
logarithm is interpolated by life expectancy; beyond them it goes on as it changed over the whole of
the projection. So a trajectory of higher life expectancy has the age pattern that the projection
reaches later.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bongsu.cohorts.lifetable import FloatArray, life_table, survival_ratios

# Levels within the projection and below it, and above it.
WITHIN, OVER = 128, 64
# Years of life expectancy by which death rates are carried on beyond the projection. Above it they
# fall ever faster for a year that is gained, so that 80 of them are some 20 years of life.
BELOW, ABOVE = 15.0, 80.0
_HIGHEST = 0.5  # logarithm of a death rate, at which nine in ten die within the year


@dataclass(frozen=True, slots=True, kw_only=True)
class SurvivalTable:
    """Survival by level of life expectancy.

    Parameters
    ----------
    survival : array (sex, age, level)
        Share alive at the year's end by the age then reached.
    life_expectancy : array (sex, level)
        At birth, in years; rises with the level.
    """

    survival: FloatArray
    life_expectancy: FloatArray

    def place(self, life_expectancy: FloatArray) -> FloatArray:
        """Return where life expectancies (..., sex, draw) lie along the levels."""
        levels = np.arange(self.survival.shape[-1], dtype=float)
        places = [
            np.interp(life_expectancy[..., sex, :], self.life_expectancy[sex], levels)
            for sex in range(2)
        ]
        return np.stack(places, axis=-2)


def survival_table(death_rates: FloatArray) -> SurvivalTable:
    """Tabulate survival along a projection of death rates and beyond it.

    Parameters
    ----------
    death_rates : array (year, sex, age)
        Of consecutive years; the last age is open-ended.
    """
    expected = life_table(death_rates).life_expectancy
    rates = np.stack([_by_level(death_rates[:, sex], expected[:, sex]) for sex in range(2)], axis=1)
    return SurvivalTable(
        survival=np.moveaxis(survival_ratios(rates), 0, -1),
        life_expectancy=life_table(rates).life_expectancy.T,
    )


def _by_level(death_rates: FloatArray, expected: FloatArray) -> FloatArray:
    """Return death rates (level, age) of one sex along life expectancy and beyond it."""
    rising, places = np.unique(expected, return_index=True)
    logs = np.log(death_rates[places])
    levels = np.concatenate(
        [
            np.linspace(rising[0] - BELOW, rising[-1], WITHIN),
            np.linspace(rising[-1], rising[-1] + ABOVE, OVER + 1)[1:],
        ]
    )
    by_age = np.stack(
        [np.interp(levels, rising, logs[:, age]) for age in range(logs.shape[1])], axis=-1
    )
    slope = (logs[-1] - logs[0]) / max(rising[-1] - rising[0], 1e-9)
    outside = levels - np.clip(levels, rising[0], rising[-1])
    rates: FloatArray = np.exp(np.minimum(by_age + outside[:, None] * slope, _HIGHEST))
    return rates
