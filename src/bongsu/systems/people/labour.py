"""Who takes part in the labour market, who is without work, and who works.

Participation by sex and single age starts from 2025 and moves with the cohorts; three levers change
it. Figures of a year are its mean: people are those of 1 July.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import xarray as xr
from scipy.special import expit, logit

from bongsu.link import Edge, block, check
from bongsu.systems.people.labour_sources import FIRST_AGE, LABOUR_YEAR, LAST_AGE
from bongsu.systems.people.population import Number, PerYear, Share, Thousand, Years
from bongsu.systems.people.readouts import people_in

EveryYear = Annotated[xr.DataArray, Edge("year", "year")]

LAST_WORKING_AGE = 64  # of the usual group, 15 to 64
LAST_YOUNG_AGE = 24
ENTRY_ENDS = 30  # age at which entering is over
EXIT_BEGINS = 50  # age at which leaving begins


@block
def participation_rate(
    participation_base: Share,
    cohort_drift_women: PerYear,
    cohort_drift_men: PerYear,
    last_drift_cohort: Years,
    youth_entry: EveryYear,
    later_exit: EveryYear,
    womens_gap_closed: Share,
) -> Share:
    """Participation by sex and single age: drift by year of birth, then three levers.

    Parameters
    ----------
    participation_base : xr.DataArray (sex, age)
        In 2025; ages 15 to 100, from 0 to 1.
    cohort_drift_women, cohort_drift_men, last_drift_cohort : xr.DataArray
        See `drifted`.
    youth_entry : xr.DataArray (year)
        Years by which the young enter earlier: up to 30, an age takes part as the age so many
        years above it does.
    later_exit : xr.DataArray (year)
        Years by which people leave later: from 50 on, an age takes part as the age so many years
        below it does.
    womens_gap_closed : xr.DataArray (year)
        Share of the distance to men of the same age that women make up, after the two others.

    Returns
    -------
    xr.DataArray (sex, age, year)
        From 2025 on.
    """
    years = womens_gap_closed["year"].sel(year=slice(LABOUR_YEAR, None))
    drift = {"female": cohort_drift_women, "male": cohort_drift_men}
    before = drifted(participation_base, drift, last_drift_cohort, years)
    ages = participation_base["age"]
    entering = (ages + youth_entry).clip(FIRST_AGE, ENTRY_ENDS)
    leaving = (ages - later_exit).clip(EXIT_BEGINS, LAST_AGE)
    model_age = entering.where(ages <= ENTRY_ENDS, leaving.where(ages >= EXIT_BEGINS, ages))
    shares = at_age(before, model_age.sel(year=years))
    gap = (shares.sel(sex="male", drop=True) - shares).clip(min=0.0)
    return shares + womens_gap_closed.sel(year=years) * gap


def drifted(
    base: xr.DataArray, drift: Mapping[str, xr.DataArray], last: xr.DataArray, years: xr.DataArray
) -> xr.DataArray:
    """Return participation as cohorts follow one another.

    ``logit p(s, a, t) = logit p(s, a) + d(s) (c(t - a) - c(2025 - a))``, where ``c`` is the year of
    birth or the last that differs, whichever is earlier. Drift alone never lifts women above men of
    their age.

    Parameters
    ----------
    base : xr.DataArray (sex, age)
        In 2025.
    drift : mapping of str to xr.DataArray
        Change of the logit with each year of birth, by sex.
    last : xr.DataArray
        Year of birth after which cohorts no longer differ.
    years : xr.DataArray (year)
        From 2025 on.

    Returns
    -------
    xr.DataArray (sex, age, year)

    Examples
    --------
    >>> base = xr.DataArray([[0.5], [0.9]], {"sex": ["female", "male"], "age": [40]},
    ...                     ("sex", "age"))
    >>> years = xr.DataArray([2025, 2035], {"year": [2025, 2035]}, ("year",))
    >>> drift = {"female": xr.DataArray(0.03), "male": xr.DataArray(0.0)}
    >>> drifted(base, drift, xr.DataArray(1995), years).sel(sex="female").values.round(3).tolist()
    [[0.5, 0.574]]
    """
    born, born_then = ((year - base["age"]).clip(max=last) for year in (years, LABOUR_YEAR))
    woman = base["sex"] == "female"
    pace = woman * drift["female"] + ~woman * drift["male"]
    logits = xr.apply_ufunc(logit, base) + pace * (born - born_then)
    moved: xr.DataArray = xr.apply_ufunc(expit, logits)
    most = base.clip(min=moved.sel(sex="male", drop=True))
    return moved.where(~woman, moved.clip(max=most))


@block
def labour_force(
    population: Thousand, participation_rate: Share, survey_coverage: Share
) -> Thousand:
    """Thousand people in the labour force by sex and age, mean of the year; (sex, age, year)."""
    return _surveyed(population, survey_coverage) * participation_rate


@block
def unemployed(
    labour_force: Thousand,
    unemployment_base: Share,
    unemployment_scale: Number,
    youth_unemployment_scale: Number,
) -> Thousand:
    """Thousand people without work who look for it, by sex and age; (sex, age, year).

    The rate of each sex and age is that of 2025, times a factor for everybody and one more for
    those of 15 to 24. It never exceeds one.
    """
    young = labour_force["age"] <= LAST_YOUNG_AGE
    scale = unemployment_scale * youth_unemployment_scale.where(young, 1.0)
    rate = (unemployment_base * scale.sel(year=labour_force["year"])).clip(max=1.0)
    return labour_force * rate


@block
def employment(labour_force: Thousand, unemployed: Thousand) -> Thousand:
    """Thousand people at work by sex and age, mean of the year; (sex, age, year)."""
    return labour_force - unemployed


@block
def labour_force_total(labour_force: Thousand) -> Thousand:
    """Thousand people of 15 and over in the labour force; (year)."""
    return labour_force.sum(["sex", "age"])


@block
def employment_total(employment: Thousand) -> Thousand:
    """Thousand people of 15 and over at work; (year)."""
    return employment.sum(["sex", "age"])


@block
def unemployment_rate(unemployed: Thousand, labour_force_total: Thousand) -> Share:
    """Unemployed over the labour force, 15 and over; (year)."""
    return unemployed.sum(["sex", "age"]) / labour_force_total


@block
def youth_unemployment_rate(unemployed: Thousand, labour_force: Thousand) -> Share:
    """Unemployed over the labour force, 15 to 24; (year)."""
    return _up_to(unemployed, LAST_YOUNG_AGE) / people_in(_up_to(labour_force, LAST_YOUNG_AGE))


@block
def participation_15_plus(
    labour_force_total: Thousand, population: Thousand, survey_coverage: Share
) -> Share:
    """Labour force over the people whom the survey counts, 15 and over; (year)."""
    return labour_force_total / _surveyed(population, survey_coverage).sum(["sex", "age"])


@block
def participation_15_64(
    labour_force: Thousand, population: Thousand, survey_coverage: Share
) -> Share:
    """Labour force over the people whom the survey counts, 15 to 64; (year)."""
    people = _surveyed(population, survey_coverage)
    return _up_to(labour_force, LAST_WORKING_AGE) / people_in(_up_to(people, LAST_WORKING_AGE))


@block
def participation_women_15_64(
    labour_force: Thousand, population: Thousand, survey_coverage: Share
) -> Share:
    """Labour force over the people whom the survey counts, women of 15 to 64; (year)."""
    women = {"sex": ["female"]}
    people = _surveyed(population, survey_coverage).sel(women)
    active = labour_force.sel(women)
    return _up_to(active, LAST_WORKING_AGE) / people_in(_up_to(people, LAST_WORKING_AGE))


@block
def employment_rate(
    employment_total: Thousand, population: Thousand, survey_coverage: Share
) -> Share:
    """People at work over the people whom the survey counts, 15 and over; (year)."""
    return employment_total / _surveyed(population, survey_coverage).sum(["sex", "age"])


@block
def employment_rate_15_64(
    employment: Thousand, population: Thousand, survey_coverage: Share
) -> Share:
    """People at work over the people whom the survey counts, 15 to 64; (year)."""
    people = _surveyed(population, survey_coverage)
    return _up_to(employment, LAST_WORKING_AGE) / people_in(_up_to(people, LAST_WORKING_AGE))


@check(tolerance=1e-9)  # shares: sums of float64
def employment_identity(
    employment_rate: Share, participation_15_plus: Share, unemployment_rate: Share
) -> Share:
    """Employment rate less participation times one minus unemployment; (year)."""
    return employment_rate - participation_15_plus * (1.0 - unemployment_rate)


def _surveyed(population: xr.DataArray, coverage: xr.DataArray) -> xr.DataArray:
    """Return the people of 15 and over on 1 July whom the survey counts, from 2025 on."""
    adults = population.sel(age=slice(FIRST_AGE, None))
    middle = (adults + adults.shift(year=1)) / 2
    return middle.sel(year=slice(LABOUR_YEAR, None)) * coverage


def _up_to(people: xr.DataArray, last: int) -> xr.DataArray:
    return people.sel(age=slice(None, last)).sum(["sex", "age"])


def at_age(shares: xr.DataArray, model_age: xr.DataArray) -> xr.DataArray:
    """Return shares read off at other, even broken ages; straight between whole ages."""
    place = model_age - FIRST_AGE
    below = (place // 1).astype(int)
    above = (below + 1).clip(max=shares.sizes["age"] - 1)
    part = place - below
    ages = shares["age"]
    low, high = (
        shares.isel(age=index.drop_vars("age")).assign_coords(age=ages) for index in (below, above)
    )
    return low + part * (high - low)
