"""The cohort-component projection, one year at a time: the kernel in plain NumPy.

Populations stand on 31 December; rates and flows of year ``t`` lead from 31 December ``t - 1`` to
31 December ``t``. Arrays end in the axes ``(sex, age)``, sex running female, male, and the last age
open-ended; those of several years begin with the year. Any axes between (countries, issues,
draws) broadcast. Persons may be counted in any unit; the package uses thousands.

References
----------
United Nations, Department of Economic and Social Affairs, Population Division (2024), World
Population Prospects 2024: Methodology of the United Nations population estimates and projections.
Preston, S. H., Heuveline, P. and Guillot, M. (2001), Demography, chapter 6.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from bongsu.cohorts.lifetable import OPEN_AGE_SHOWN, FloatArray

BASE_YEAR = 2024  # the package's projections start from 31 December of it
FIRST_MOTHER_AGE = 10


class MigrationTiming(StrEnum):
    """When in the year migrants arrive and leave."""

    END = "end"  # all on 31 December, at the age they then have: the UN's projections
    HALF = "half"  # half on 1 January, half on 31 December before births are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """What carries a population from one 31 December to the next, for consecutive years.

    Parameters
    ----------
    survival : array (year, ..., sex, age)
        Share alive at the year's end by the age then reached, as `lifetable.survival_ratios`
        gives it.
    fertility : array (year, ..., mother's age)
        Births per woman and year, from age ``first_mother_age`` on.
    sex_ratio : array (year, ...)
        Boys born per girl.
    migration : array (year, ..., sex, age)
        Net migrants, by age at the year's end.
    first_mother_age : int
        The age of the first entry of `fertility`.
    """

    survival: FloatArray
    fertility: FloatArray
    sex_ratio: FloatArray
    migration: FloatArray
    first_mother_age: int = FIRST_MOTHER_AGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """A projected population and the flows that explain its change.

    Parameters
    ----------
    population : array (year + 1, ..., sex, age)
        On 31 December, the base first; ages above 100 pooled into 100+.
    births, deaths, migration : array (year, ...)
        Both sexes; deaths include those of the year's births. Migration is what could happen: it
        falls short of what was asked for only where more would leave than are there.
    """

    population: FloatArray
    births: FloatArray
    deaths: FloatArray
    migration: FloatArray


def project(
    base: FloatArray, rates: Rates, *, timing: MigrationTiming = MigrationTiming.END
) -> Projection:
    """Project a population by single year of age and sex.

    Births are the mother's age-specific rates times the mean of the women at the start and at the
    end of the year; under the UN's convention (`MigrationTiming.END`) neither births nor deaths of
    a year see its migrants.

    Parameters
    ----------
    base : array (..., sex, age)
        Persons on the first 31 December.
    rates : Rates
        For the years after.
    timing : MigrationTiming
        When migrants count.
    """
    years = rates.survival.shape[0]
    lead = np.broadcast_shapes(
        base.shape[:-2],
        rates.survival.shape[1:-2],
        rates.fertility.shape[1:-1],
        rates.sex_ratio.shape[1:],
        rates.migration.shape[1:-2],
    )
    ages = base.shape[-1]
    now = np.broadcast_to(base, (*lead, 2, ages))
    population = np.empty((years + 1, *lead, 2, min(ages, OPEN_AGE_SHOWN + 1)))
    flows = np.empty((3, years, *lead))
    population[0] = pool_open_group(now)
    for year in range(years):
        now, flows[:, year] = _step(now, rates, year, timing)
        population[year + 1] = pool_open_group(now)
    return Projection(population=population, births=flows[0], deaths=flows[1], migration=flows[2])


def pool_open_group(population: FloatArray) -> FloatArray:
    """Sum the ages above 100 into one group 100+; (..., age) in and out."""
    if population.shape[-1] <= OPEN_AGE_SHOWN + 1:
        return population
    shown = population[..., : OPEN_AGE_SHOWN + 1].copy()
    shown[..., -1] = population[..., OPEN_AGE_SHOWN:].sum(axis=-1)
    return shown


def midyear(population: FloatArray) -> FloatArray:
    """Return populations on 1 July, as the UN does: the mean of two neighbouring 31 Decembers.

    Parameters
    ----------
    population : array (year + 1, ...)
        On consecutive 31 Decembers.

    Returns
    -------
    array (year, ...)
        On 1 July of the second year and those after.
    """
    return 0.5 * (population[:-1] + population[1:])


def _step(
    start: FloatArray, rates: Rates, year: int, timing: MigrationTiming
) -> tuple[FloatArray, FloatArray]:
    """Carry one population over one year; return it with (births, deaths, net migration)."""
    survival, migration = rates.survival[year], rates.migration[year]
    exposed = start
    if timing is MigrationTiming.HALF:
        migration = 0.5 * migration
        exposed = np.maximum(start + migration, 0.0)
    alive, deaths = _survive(exposed, survival)
    ending = np.maximum(alive + migration, 0.0) if timing is MigrationTiming.HALF else alive
    births = _births(exposed[..., 0, :], ending[..., 0, :], rates, year)
    girls = births / (1.0 + rates.sex_ratio[year])
    newborn = np.stack([girls, births - girls], axis=-1)
    alive[..., 0] = newborn * survival[..., 0]
    deaths = deaths + (newborn - alive[..., 0]).sum(axis=-1)
    end = np.maximum(alive + migration, 0.0)
    moved = end.sum(axis=(-2, -1)) - alive.sum(axis=(-2, -1))
    if timing is MigrationTiming.HALF:
        moved = moved + exposed.sum(axis=(-2, -1)) - start.sum(axis=(-2, -1))
    return end, np.stack(np.broadcast_arrays(births, deaths, moved))


def _survive(exposed: FloatArray, survival: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Move every cohort one age on; return it, without births, and the deaths of both sexes."""
    grown = exposed[..., :-1].copy()
    grown[..., -1] += exposed[..., -1]  # the open group and those who reach it
    alive = np.zeros(exposed.shape)
    np.multiply(grown, survival[..., 1:], out=alive[..., 1:])
    return alive, (grown - alive[..., 1:]).sum(axis=(-2, -1))


def _births(start: FloatArray, end: FloatArray, rates: Rates, year: int) -> FloatArray:
    mothers = slice(rates.first_mother_age, rates.first_mother_age + rates.fertility.shape[-1])
    women = 0.5 * (start[..., mothers] + end[..., mothers])
    births: FloatArray = (rates.fertility[year] * women).sum(axis=-1)
    return births
