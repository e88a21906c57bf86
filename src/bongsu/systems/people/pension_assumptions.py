"""What the National Pension's cohorts assume of wages, prices and cover, and the law of past years.

Each assumption is a parameter of its own, which a scenario may change. `projection_assumptions`
keeps all of them as the fifth actuarial projection has them, and is what changes are measured from.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
import xarray as xr
from scipy.special import expit, logit

from bongsu.cohorts.lifetable import FloatArray
from bongsu.errors import MissingValue, NotConverged
from bongsu.link import block, source
from bongsu.systems.people.growth import INDEX, Index
from bongsu.systems.people.pension_people import SCHEME_BEGINS
from bongsu.systems.people.pension_sources import (
    FIRST_YEAR,
    PERCENT,
    Months,
    Share,
    Thousand,
    base_path,
    base_steps,
)
from bongsu.systems.people.population import Years

GROWTH = {  # assumption: series, which stands within each decade
    "real_wage_growth": "real_wage_growth_pct",
    "inflation": "inflation_pct",
    "real_gdp_growth": "real_gdp_growth_pct",
}
COVER = {  # assumption: series, which is straight between printed years
    "coverage_rate": "coverage_rate_pct",
    "regional_share": "regional_subscriber_share_pct",
    "exempt_share": "payment_exempt_share_of_regional_pct",
    "collection_rate": "regional_collection_rate_pct",
    "regional_income": "regional_income_level_pct",
}
ASSUMPTIONS = (*GROWTH, *COVER)
FIRST_WORKING_AGE, LAST_WORKING_AGE = 15, 64
ROUNDS, TOLERANCE = 100, 1e-10


@source("nps5_assumptions")
def projection_assumptions(assumptions: pl.DataFrame) -> Share:
    """Return what the fifth projection assumes, in shares; (assumption, year)."""
    paths = [base_steps(assumptions, series) for series in GROWTH.values()]
    paths += [base_path(assumptions, series) for series in COVER.values()]
    return _stacked([path / PERCENT for path in paths])


@source("nps5_assumptions")
def real_wage_growth(assumptions: pl.DataFrame) -> Share:
    """Growth of real wages in the fifth projection, by decade; (year)."""
    return base_steps(assumptions, GROWTH["real_wage_growth"]) / PERCENT


@source("nps5_assumptions")
def inflation(assumptions: pl.DataFrame) -> Share:
    """Growth of consumer prices in the fifth projection, by decade; (year)."""
    return base_steps(assumptions, GROWTH["inflation"]) / PERCENT


@source("nps5_assumptions")
def real_gdp_growth(assumptions: pl.DataFrame) -> Share:
    """Growth of real GDP in the fifth projection, by decade; (year)."""
    return base_steps(assumptions, GROWTH["real_gdp_growth"]) / PERCENT


@source("nps5_assumptions")
def coverage_rate(assumptions: pl.DataFrame) -> Share:
    """Members over the labour force of 18 to 59; (year)."""
    return base_path(assumptions, COVER["coverage_rate"]) / PERCENT


@source("nps5_assumptions")
def regional_share(assumptions: pl.DataFrame) -> Share:
    """Members who are insured where they live, of all; (year)."""
    return base_path(assumptions, COVER["regional_share"]) / PERCENT


@source("nps5_assumptions")
def exempt_share(assumptions: pl.DataFrame) -> Share:
    """Regional members who are exempt from paying, of all regional ones; (year)."""
    return base_path(assumptions, COVER["exempt_share"]) / PERCENT


@source("nps5_assumptions")
def collection_rate(assumptions: pl.DataFrame) -> Share:
    """Payments of regional members over what those who are not exempt owe; (year)."""
    return base_path(assumptions, COVER["collection_rate"]) / PERCENT


@source("nps5_assumptions")
def regional_income(assumptions: pl.DataFrame) -> Share:
    """Assessed income of regional members over that of members at workplaces; (year)."""
    return base_path(assumptions, COVER["regional_income"]) / PERCENT


@source("nps5_assumptions")
def official_participation(assumptions: pl.DataFrame) -> Share:
    """Participation of 15 to 64 in the fifth projection, through middles of decades; (year)."""
    return base_path(assumptions, "participation_15_64_pct") / PERCENT


@source("nps5_assumptions")
def projection_participation(assumptions: pl.DataFrame) -> Share:
    """Participation of 15 to 64 from which changes are measured; (year)."""
    return base_path(assumptions, "participation_15_64_pct") / PERCENT


@source("nps_law")
def past_replacement_rate(law: pl.DataFrame) -> Share:
    """Share of mean earnings that each year of service to 2022 earned; (service_year)."""
    return by_service_year(law, "replacement_rate", "nps_law") / PERCENT


@source("nps_law")
def past_childbirth_credit(law: pl.DataFrame) -> Months:
    """Months credited for a child born in each year to 2022; (service_year)."""
    return by_service_year(law, "childbirth_credit", "nps_law")


@source("nps_law")
def past_military_credit(law: pl.DataFrame) -> Months:
    """Months credited for military service ending in each year to 2022; (service_year)."""
    return by_service_year(law, "military_credit", "nps_law")


@source("nps_law")
def past_pension_age(law: pl.DataFrame) -> Years:
    """Age from which an old-age pension was drawn in each year to 2022; (service_year)."""
    return by_service_year(law, "pension_age", "nps_law")


@source("nps_members_past")
def past_members(counted: pl.DataFrame) -> Thousand:
    """Thousand members to 2022, straight between counted years; (service_year)."""
    return _between(counted, counted["members"].to_numpy())


@source("nps_members_past")
def past_payer_share(counted: pl.DataFrame) -> Share:
    """Members who paid, of all, to 2022; straight between counted years; (service_year)."""
    regional, exempt, paid = (
        counted[name].to_numpy() for name in ("regional_share", "exempt_share", "collection_rate")
    )
    return _between(counted, 1.0 - regional + regional * (1.0 - exempt) * paid)


@block
def pension_assumptions(
    real_wage_growth: Share,
    inflation: Share,
    real_gdp_growth: Share,
    coverage_rate: Share,
    regional_share: Share,
    exempt_share: Share,
    collection_rate: Share,
    regional_income: Share,
    output_per_worker: Index,
    potential_output: Index,
    pension_economy_weight: Share,
) -> Share:
    """Return what the scenario assumes, in the order of the projection; (assumption, year).

    With `pension_economy_weight` 1, real wages grow with the run's own output per worker and GDP
    with its potential output, from 2026 on; with 0 both are the assumptions.
    """
    wages, gdp = (
        growth + pension_economy_weight * (_growth_of(own, growth) - growth)
        for growth, own in (
            (real_wage_growth, output_per_worker),
            (real_gdp_growth, potential_output),
        )
    )
    paths = [wages, inflation, gdp, coverage_rate, regional_share, exempt_share]
    return _stacked([*paths, collection_rate, regional_income])


@block
def pension_participation(
    participation_rate: Share,
    participation_base: Share,
    official_participation: Share,
    projection_people: Thousand,
    pension_participation_weight: Share,
) -> Share:
    """Participation that counts for the pension; (sex, age, year), ages 15 to 100.

    From 2025 on, weight 1 takes the run's own; 0 the official one as `at_level` spreads it.
    """
    official = at_level(participation_base, official_participation, projection_people)
    own = participation_rate.sel(year=participation_rate["year"] <= official["year"][-1])
    mixed = pension_participation_weight * (own - official.sel(year=own["year"]))
    return (official + mixed.reindex(year=official["year"], fill_value=0.0)).transpose(
        ..., "sex", "age", "year"
    )


def at_level(profile: xr.DataArray, level: xr.DataArray, people: xr.DataArray) -> xr.DataArray:
    """Shift the logits of a profile until participation of 15 to 64 has a level in each year.

    Parameters
    ----------
    profile : xr.DataArray (sex, age)
        Participation by sex and single age, from 15 on.
    level : xr.DataArray (year)
        Participation of 15 to 64 that is wanted.
    people : xr.DataArray (sex, age, year)
        Whom it counts.

    Returns
    -------
    xr.DataArray (sex, age, year)

    Raises
    ------
    NotConverged
        If no shift gives the level.

    Examples
    --------
    >>> profile = xr.DataArray([[0.5, 0.5]], {"sex": ["female"], "age": [15, 16]}, ("sex", "age"))
    >>> level = xr.DataArray([0.6], {"year": [2023]}, ("year",))
    >>> people = xr.ones_like(profile) * xr.ones_like(level)
    >>> at_level(profile, level, people).values.round(6).tolist()
    [[[0.6], [0.6]]]
    """
    logits = xr.apply_ufunc(logit, profile.clip(1e-9, 1.0 - 1e-9))
    ages = slice(FIRST_WORKING_AGE, LAST_WORKING_AGE)
    working, weights = logits.sel(age=ages), people.sel(age=ages, year=level["year"])
    weights = weights / weights.sum(["sex", "age"])
    shift = xr.zeros_like(level)
    for _ in range(ROUNDS):
        found = (_expit(working + shift) * weights).sum(["sex", "age"])
        gap = _logit(level) - _logit(found)
        if bool((abs(gap) < TOLERANCE).all()):
            return _expit(logits + shift)
        shift = shift + gap
    raise NotConverged(
        f"participation of 15 to 64 misses its level by {float(abs(gap).max()):g} in the logit",
        where="people.official_participation",
        mend="give levels between 0 and 1, as shares",
    )


def by_service_year(table: pl.DataFrame, column: str, name: str) -> xr.DataArray:
    """Return one column by year of service, 1988 to 2022.

    Raises
    ------
    MissingValue
        If a year is missing: service of that year would earn nothing without a word.
    """
    years = range(SCHEME_BEGINS, FIRST_YEAR)
    if missing := sorted(set(years) - set(table.drop_nulls(column)["year"])):
        raise MissingValue(
            f"no {column} for service in {', '.join(map(str, missing))}",
            where=f"table {name}",
            mend="add a row for each year, from 1988 to 2022",
        )
    rows = table.filter(pl.col("year").is_in(list(years))).sort("year")
    values = rows[column].cast(pl.Float64).to_numpy()
    return xr.DataArray(values, {"service_year": list(years)}, ("service_year",))


def _between(counted: pl.DataFrame, values: FloatArray) -> xr.DataArray:
    years = np.arange(SCHEME_BEGINS, FIRST_YEAR)
    path = np.interp(years, counted["year"].to_numpy(), values)
    return xr.DataArray(path, {"service_year": years}, ("service_year",))


def _growth_of(index: xr.DataArray, like: xr.DataArray) -> xr.DataArray:
    """Return the growth of an index whose year before the first is 100; else what `like` is."""
    growth = index / index.shift(year=1).fillna(INDEX) - 1.0
    return growth.reindex(year=like["year"]).fillna(like)


def _stacked(paths: Sequence[xr.DataArray]) -> xr.DataArray:
    dim = xr.DataArray(list(ASSUMPTIONS), dims="assumption", name="assumption")
    return xr.concat(list(xr.broadcast(*paths)), dim).transpose(..., "assumption", "year")


def _expit(values: xr.DataArray) -> xr.DataArray:
    shares: xr.DataArray = xr.apply_ufunc(expit, values)
    return shares


def _logit(values: xr.DataArray) -> xr.DataArray:
    logits: xr.DataArray = xr.apply_ufunc(logit, values)
    return logits
