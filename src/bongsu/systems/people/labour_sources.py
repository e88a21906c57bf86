"""Participation and unemployment by sex and single age today, from published age groups.

The profile by age is the OECD's of 2012, the newest by five-year age, graduated in logits. It is
shifted to the ILO's latest rates by sex and broad age, then for both sexes alike to the official
ones. All is for 2025, the year from which the labour market is carried on.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
import xarray as xr
from scipy.interpolate import PchipInterpolator
from scipy.special import expit, logit

from bongsu.cohorts.lifetable import SEXES, FloatArray
from bongsu.errors import NotConverged
from bongsu.link import source
from bongsu.systems.people.population import Share
from bongsu.systems.people.sources import base_population, migration_pattern, mortality_pattern

LABOUR_YEAR = 2025
FIRST_AGE, LAST_AGE = 15, 100
AGES = np.arange(FIRST_AGE, LAST_AGE + 1)
OPEN_GROUP = 75  # the last of the OECD's groups has no upper end
SEEN_OF_OPEN_GROUP = 90  # ages up to which it is weighted, falling evenly to nought
GROUPS = {"15-24": (15, 24), "25-54": (25, 54), "55-64": (55, 64), "65+": (65, LAST_AGE)}
GROUP_AGES = (20.0, 40.0, 60.0, 70.0)  # at which shifts are set; between them they are straight
OFFICIAL_AGES = (62.0, 67.0)  # one shift below, another above, straight between
TOLERANCE = 1e-10
ROUNDS = 500
PERCENT = 100.0


@source(
    "oecd_participation_age",
    "labour_rates",
    "un_base_population",
    "korea_mortality",
    "un_migration_age",
)
def participation_base(
    profile: pl.DataFrame,
    rates: pl.DataFrame,
    people: pl.DataFrame,
    deaths: pl.DataFrame,
    migrants: pl.DataFrame,
) -> Share:
    """Participation in 2025; (sex, age) from 15 to 100."""
    weights = mid_year_people(people, deaths, migrants)
    curves = []
    for place, sex in enumerate(SEXES):
        rows = profile.filter(sex=sex).sort("age")
        curve = graduate_participation(rows["age"].to_list(), rows["value"].to_numpy() / PERCENT)
        wanted = group_participation(rates, sex, weights[place])
        curves.append(shifted_to(curve, weights[place], list(GROUPS.values()), wanted, GROUP_AGES))
    shares = _to_official(np.stack(curves), weights, rates)
    return _by_age(shares)


@source(
    "labour_rates",
    "un_base_population",
    "korea_mortality",
    "un_migration_age",
)
def survey_coverage(
    rates: pl.DataFrame, people: pl.DataFrame, deaths: pl.DataFrame, migrants: pl.DataFrame
) -> Share:
    """People of 15 and over whom the official survey counts, over those of the projection; ().

    Conscripts, prisoners and many foreigners are not surveyed. Where the official number of the
    employed is not known yet, everybody counts.
    """
    employed = latest(rates, "employed", "both", "15+", "Statistics Korea")
    share = latest(rates, "employment_rate", "both", "15+", "Statistics Korea")
    if employed is None or share is None:
        return xr.DataArray(1.0)
    everybody = mid_year_people(people, deaths, migrants).sum()
    return xr.DataArray(employed / (share / PERCENT) / everybody)


@source("labour_rates")
def unemployment_base(rates: pl.DataFrame) -> Share:
    """Unemployed per head of the labour force by the latest rates of the ILO; (sex, age).

    Rates are those of broad ages, with steps between them, and are scaled by one factor to the
    official rate where that is known.
    """
    shares = np.zeros((len(SEXES), len(AGES)))
    for place, sex in enumerate(SEXES):
        for group, (first, last) in GROUPS.items():
            here = (first <= AGES) & (last >= AGES)
            shares[place, here] = _known(rates, "unemployment_rate", sex, group)
    official = latest(rates, "unemployment_rate", "both", "15+", "Statistics Korea")
    if official is not None:
        shares *= official / PERCENT / _known(rates, "unemployment_rate", "both", "15+")
    return _by_age(shares)


def mid_year_people(
    people: pl.DataFrame, deaths: pl.DataFrame, migrants: pl.DataFrame
) -> FloatArray:
    """Return thousand people of 15 to 100+ on 1 July 2025 by the UN's medium path; (sex, age)."""
    start = base_population(people)
    left = start * np.exp(-mortality_pattern(deaths).sel(year=LABOUR_YEAR, drop=True))
    older = left.shift(age=1, fill_value=0.0)
    open_age = older["age"] == LAST_AGE
    end = older + left.isel(age=-1, drop=True) * open_age
    end = end + migration_pattern(migrants).sel(year=LABOUR_YEAR, drop=True)
    middle: FloatArray = ((start + end) / 2).sel(sex=list(SEXES), age=AGES).to_numpy()
    return middle


def graduate_participation(first_ages: Sequence[int], shares: FloatArray) -> FloatArray:
    """Return logits of participation at single ages, which give every group its share back.

    A monotone cubic runs through the logits at the groups' middles and is moved there until the
    mean over each group's ages is the published share. Before the first and after the last middle
    it goes on straight.

    Parameters
    ----------
    first_ages : sequence of int
        First age of each five-year group; the last group is open.
    shares : array (group,)
        From 0 to 1.

    Returns
    -------
    array (age,)
        Ages 15 to 100.
    """
    starts = np.asarray(first_ages, float)
    weights = np.array([(first <= AGES) & (first + 5 > AGES) for first in starts], float)
    weights[-1] = np.clip(SEEN_OF_OPEN_GROUP - AGES, 0.0, None) * (starts[-1] <= AGES)
    weights /= weights.sum(axis=1, keepdims=True)
    middles = weights @ AGES.astype(float)
    knots = logit(shares)
    for _ in range(ROUNDS):
        curve = _through(middles, knots)
        gap = logit(shares) - logit(weights @ expit(curve))
        if np.abs(gap).max() < TOLERANCE:
            return curve
        knots = knots + gap
    raise _not_met("a graduated profile")


def _through(at: FloatArray, knots: FloatArray) -> FloatArray:
    spline = PchipInterpolator(at, knots)
    inside = spline(np.clip(AGES, at[0], at[-1]))
    slopes = spline.derivative()(at[[0, -1]])
    before, after = np.minimum(AGES - at[0], 0.0), np.maximum(AGES - at[-1], 0.0)
    curve: FloatArray = inside + slopes[0] * before + slopes[1] * after
    return curve


def group_participation(rates: pl.DataFrame, sex: str, weights: FloatArray) -> FloatArray:
    """Return a sex's participation at 15-24, 25-54, 55-64 and 65+, by the ILO's latest rates.

    The youth's is employment over one less unemployment. That of 55 to 64 is what the rate of 15
    to 64 leaves, which the ILO does not print.
    """
    youth = _known(rates, "employment_rate", sex, "15-24") / (
        1.0 - _known(rates, "unemployment_rate", sex, "15-24")
    )
    prime, old = (_known(rates, "participation_rate", sex, ages) for ages in ("25-54", "65+"))
    heads = [weights[(first <= AGES) & (last >= AGES)].sum() for first, last in GROUPS.values()]
    working = _known(rates, "participation_rate", sex, "15-64") * sum(heads[:3])
    later = (working - youth * heads[0] - prime * heads[1]) / heads[2]
    return np.array([youth, prime, later, old])


def shifted_to(
    curve: FloatArray,
    weights: FloatArray,
    ages: Sequence[tuple[int, int]],
    wanted: FloatArray,
    at: Sequence[float],
) -> FloatArray:
    """Shift logits until groups have the participation that is wanted.

    Parameters
    ----------
    curve : array (..., age)
        Logits.
    weights : array (..., age)
        People.
    ages : sequence of (int, int)
        First and last age of each group.
    wanted : array (group,)
        Participation of everybody in the group.
    at : sequence of float
        Ages at which the shifts are set, one a group; between them they are straight.

    Returns
    -------
    array (..., age)
        Logits.

    Raises
    ------
    NotConverged
        If no such shifts are found.
    """
    masks = [(first <= AGES) & (last >= AGES) for first, last in ages]
    shifts = np.zeros(len(masks))
    for _ in range(ROUNDS):
        moved: FloatArray = curve + np.interp(AGES, at, shifts)
        active = expit(moved) * weights
        found = np.array([active[..., here].sum() / weights[..., here].sum() for here in masks])
        gap = logit(wanted) - logit(found)
        if np.abs(gap).max() < TOLERANCE:
            return moved
        shifts = shifts + gap
    raise _not_met("published participation")


def _to_official(curves: FloatArray, weights: FloatArray, rates: pl.DataFrame) -> FloatArray:
    """Return participation that meets the official rates of 15-64 and 15+, where they are known."""
    working = latest(rates, "participation_rate", "both", "15-64", "Statistics Korea")
    everybody = latest(rates, "participation_rate", "both", "15+", "Statistics Korea")
    if working is not None and everybody is not None:
        heads = [weights[:, AGES <= 64].sum(), weights[:, AGES >= 65].sum()]
        old = (everybody * sum(heads) - working * heads[0]) / heads[1]
        wanted = np.array([working, old]) / PERCENT
        curves = shifted_to(curves, weights, [(15, 64), (65, LAST_AGE)], wanted, OFFICIAL_AGES)
    shares: FloatArray = expit(curves)
    return shares


def latest(
    rates: pl.DataFrame, indicator: str, sex: str, age_group: str, publisher: str
) -> float | None:
    """Return the newest value up to 2025, or none where none is known."""
    rows = rates.filter(
        pl.col("year") <= LABOUR_YEAR,
        indicator=indicator,
        sex=sex,
        age_group=age_group,
        publisher=publisher,
    ).sort("year")
    return None if rows.is_empty() else float(rows["value"][-1])


def _known(rates: pl.DataFrame, indicator: str, sex: str, age_group: str) -> float:
    value = latest(rates, indicator, sex, age_group, "ILO")
    assert value is not None, (indicator, sex, age_group)
    return value / PERCENT


def _by_age(values: FloatArray) -> xr.DataArray:
    return xr.DataArray(values, {"sex": list(SEXES), "age": AGES}, ("sex", "age"))


def _not_met(what: str) -> NotConverged:
    return NotConverged(
        f"{what} was not met within {ROUNDS} rounds",
        where="people.participation_base",
        mend="look for a rate of 0 or 100 percent, or for ages without people, in the tables",
    )
