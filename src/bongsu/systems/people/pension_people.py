"""The people on whom the National Pension rests: the official projection's, or the run's own.

The fifth actuarial projection rests on Statistics Korea's population projection of 2021, of which
it prints totals of three ages in nine years. Its people by sex and single age are rebuilt here:
the package's own cohorts step under its assumptions, and are scaled to what it prints.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import polars as pl
import xarray as xr

from bongsu.cohorts.lifetable import SEXES, FloatArray, extend_to_130, life_table, survival_ratios
from bongsu.cohorts.projection import BASE_YEAR, Rates, project
from bongsu.link import block, source
from bongsu.systems.people import sources
from bongsu.systems.people.base import spread_open_group
from bongsu.systems.people.pension_arrays import lead_dims, plain
from bongsu.systems.people.pension_sources import (
    FIRST_YEAR,
    Share,
    Thousand,
    base_path,
)
from bongsu.systems.people.population import Children, Number, PerYear, ThousandAYear, Years

SCHEME_BEGINS = 1988
OWN_FROM = BASE_YEAR + 1  # the first year whose middle the run's own population has
AGE_GROUPS = {"under18": (0, 17), "18_64": (18, 64), "65plus": (65, 100)}
PRINTED_IN = 10.0  # thousand: headcounts are printed in ten thousands
DRIVERS = {"tfr": "tfr", "life_expectancy": "e0_years", "net_migration": "net_migration_k"}
TABLES = (
    "nps5_assumptions",
    "nps5_headcounts",
    "un_base_population",
    "korea_mortality",
    "un_fertility_pattern",
    "un_rates",
    "un_migration_age",
)
TRUSTED = 0.3  # survival below which a cohort is too small to be traced back


@source("nps5_assumptions")
def official_tfr(assumptions: pl.DataFrame) -> Children:
    """Children per woman in the fifth projection; straight between printed years; (year)."""
    return base_path(assumptions, DRIVERS["tfr"])


@source("nps5_assumptions")
def official_life_expectancy(assumptions: pl.DataFrame) -> Years:
    """Life expectancy at birth, mean of both sexes, in the fifth projection; (year)."""
    return base_path(assumptions, DRIVERS["life_expectancy"])


@source("nps5_assumptions")
def official_net_migration(assumptions: pl.DataFrame) -> ThousandAYear:
    """Thousand net migrants a year in the fifth projection; (year)."""
    return base_path(assumptions, DRIVERS["net_migration"])


@source(*TABLES)
def projection_people(
    assumptions: pl.DataFrame,
    headcounts: pl.DataFrame,
    people: pl.DataFrame,
    deaths: pl.DataFrame,
    pattern: pl.DataFrame,
    rates: pl.DataFrame,
    migrants: pl.DataFrame,
) -> Thousand:
    """Thousand people on 1 July under the projection's base assumptions; (sex, age, year)."""
    rebuilt = _rebuilt(assumptions, people, deaths, pattern, rates, migrants)
    here = rebuilt.sel(year=slice(FIRST_YEAR, None))
    return here * _scale_to_printed(here, headcounts)


@source(*TABLES)
def past_people(
    assumptions: pl.DataFrame,
    headcounts: pl.DataFrame,
    people: pl.DataFrame,
    deaths: pl.DataFrame,
    pattern: pl.DataFrame,
    rates: pl.DataFrame,
    migrants: pl.DataFrame,
) -> Thousand:
    """Thousand people on 1 July of 1988 to 2022, traced back; (sex, age, service_year)."""
    rebuilt = _rebuilt(assumptions, people, deaths, pattern, rates, migrants)
    scale = _scale_to_printed(rebuilt.sel(year=slice(FIRST_YEAR, None)), headcounts)
    past = rebuilt.sel(year=slice(None, FIRST_YEAR - 1)) * scale.isel(year=0, drop=True)
    return past.rename(year="service_year")


@source(*TABLES)
def population_scale(
    assumptions: pl.DataFrame,
    headcounts: pl.DataFrame,
    people: pl.DataFrame,
    deaths: pl.DataFrame,
    pattern: pl.DataFrame,
    rates: pl.DataFrame,
    migrants: pl.DataFrame,
) -> Number:
    """Ratio of printed to rebuilt people, for three ages, straight between years; (age, year)."""
    rebuilt = _rebuilt(assumptions, people, deaths, pattern, rates, migrants)
    return _scale_to_printed(rebuilt.sel(year=slice(FIRST_YEAR, None)), headcounts)


@block
def official_people(
    official_tfr: Children,
    official_life_expectancy: Years,
    official_net_migration: ThousandAYear,
    base_population: Thousand,
    mortality_pattern: PerYear,
    fertility_pattern: Share,
    sex_ratio_at_birth: Number,
    migration_pattern: ThousandAYear,
    migration_spread: Share,
    population_scale: Number,
) -> Thousand:
    """Thousand people on 1 July under assumptions of the official kind; (sex, age, year).

    Assumptions count from 2025 on. Before, and with the projection's own, the people are those of
    `projection_people`; what others change is added by the package's own cohorts.

    Parameters
    ----------
    official_tfr, official_life_expectancy, official_net_migration : xr.DataArray (year)
        Children per woman; years at birth, mean of both sexes; thousand people a year.
    base_population : xr.DataArray (sex, age)
        Thousand people on 31 December 2024.
    mortality_pattern, fertility_pattern, sex_ratio_at_birth, migration_pattern, migration_spread :
        As in `population.cohorts`; death rates are those of the year in which the United Nations
        reach the life expectancy that is asked for.
    population_scale : xr.DataArray (age, year)
        Printed people over rebuilt ones.

    References
    ----------
    Statistics Korea (2021), Population Projections 2020-2070, as the fifth actuarial projection
    (March 2023) takes it.
    """
    drivers = {
        "tfr": official_tfr,
        "life_expectancy": official_life_expectancy,
        "net_migration": official_net_migration,
    }
    given = {
        "base": base_population,
        "mortality": mortality_pattern,
        "pattern": fertility_pattern,
        "sex_ratio": sex_ratio_at_birth,
        "migration": migration_pattern,
        "spread": migration_spread,
    }
    rebuilt = rebuild(drivers, given).sel(year=slice(FIRST_YEAR, None))
    return rebuilt.sel(year=official_tfr["year"]) * population_scale


@block
def pension_people(
    population: Thousand, official_people: Thousand, pension_population_weight: Share
) -> Thousand:
    """Thousand people on 1 July who count for the pension; (sex, age, year).

    From 2025 on, weight 1 takes the run's own population and 0 the official one; to 2024 the
    official one counts.
    """
    own = ((population + population.shift(year=1)) / 2).sel(year=slice(OWN_FROM, None))
    later = official_people.sel(year=own["year"])
    mixed = later + pension_population_weight * (own - later)
    before = official_people.sel(year=slice(None, OWN_FROM - 1))
    return xr.concat([before, mixed], "year").transpose(..., "sex", "age", "year")


def rebuild(drivers: Mapping[str, xr.DataArray], given: Mapping[str, xr.DataArray]) -> xr.DataArray:
    """Project people on 1 July under drivers of the official kind, and trace them back to 1988.

    Parameters
    ----------
    drivers : mapping of str to xr.DataArray (year)
        ``tfr``, ``life_expectancy`` and ``net_migration``.
    given : mapping of str to xr.DataArray
        ``base``, ``mortality``, ``pattern``, ``sex_ratio``, ``migration`` and ``spread``.

    Returns
    -------
    xr.DataArray (sex, age, year)
        Thousand people from 1988 on. Before 2025 each cohort is what is left of it in 2024, taken
        back by the survival of that year; nobody moves.
    """
    own = ("sex", "age", "mother_age", "year")
    lead = lead_dims(*drivers.values(), *given.values(), own=own)
    last = int(drivers["tfr"]["year"][-1])
    ahead = np.arange(OWN_FROM, last + 1, dtype=np.int64)
    deaths = _death_rates(
        plain(given["mortality"], lead, ("year", "sex", "age")),
        plain(drivers["life_expectancy"].sel(year=slice(BASE_YEAR, last)), lead, ("year",)),
    )
    base = plain(given["base"], lead, ("sex", "age"))
    start = spread_open_group(base, deaths[..., 0, :, :])
    pattern = plain(given["pattern"].sel(year=ahead), lead, ("year", "mother_age"))
    tfr = plain(drivers["tfr"].sel(year=ahead), lead, ("year",))
    path = project(
        start,
        Rates(
            survival=_years_first(survival_ratios(deaths[..., 1:, :, :]), 2),
            fertility=_years_first(tfr[..., None] * pattern, 1),
            sex_ratio=_years_first(plain(given["sex_ratio"].sel(year=ahead), lead, ("year",)), 0),
            migration=_years_first(_migrants(drivers, given, ahead, lead), 2),
            first_mother_age=int(given["pattern"]["mother_age"][0]),
        ),
    ).population
    whole = np.concatenate([_traced_back(path[0], deaths[..., 0, :, :]), path[1:]])
    middle = np.moveaxis(0.5 * (whole[:-1] + whole[1:]), 0, -1)
    coords = {d: a[d] for a in (*drivers.values(), *given.values()) for d in lead if d in a.coords}
    return xr.DataArray(
        middle,
        {
            **coords,
            "sex": list(SEXES),
            "age": np.arange(middle.shape[-2]),
            "year": np.arange(SCHEME_BEGINS, last + 1),
        },
        (*lead, "sex", "age", "year"),
    )


def _rebuilt(
    assumptions: pl.DataFrame,
    people: pl.DataFrame,
    deaths: pl.DataFrame,
    pattern: pl.DataFrame,
    rates: pl.DataFrame,
    migrants: pl.DataFrame,
) -> xr.DataArray:
    drivers = {name: base_path(assumptions, series) for name, series in DRIVERS.items()}
    given = {
        "base": sources.base_population(people),
        "mortality": sources.mortality_pattern(deaths),
        "pattern": sources.fertility_pattern(pattern),
        "sex_ratio": sources.sex_ratio_at_birth(rates),
        "migration": sources.migration_pattern(migrants),
        "spread": sources.migration_spread(migrants),
    }
    return rebuild(drivers, given)


def _scale_to_printed(rebuilt: xr.DataArray, headcounts: pl.DataFrame) -> xr.DataArray:
    """Return printed people over rebuilt ones; the ratio stands still after the last year."""
    parts = []
    for group, (first, last) in AGE_GROUPS.items():
        printed = headcounts.filter(series=f"population_{group}_10k").sort("year")
        years = printed["year"].to_list()
        found = rebuilt.sel(age=slice(first, last), year=years).sum(["sex", "age"])
        ratio = printed["value"].to_numpy() * PRINTED_IN / found.to_numpy()
        path = xr.DataArray(
            np.interp(rebuilt["year"], years, ratio), {"year": rebuilt["year"]}, ("year",)
        )
        parts.append(path.expand_dims(age=rebuilt["age"].sel(age=slice(first, last))))
    return xr.concat(parts, "age")


def _death_rates(rates: FloatArray, expected: FloatArray) -> FloatArray:
    """Return death rates (..., year, sex, 131) where a projection reaches a life expectancy.

    `rates` is (..., year, sex, 101), `expected` (..., year) with its own years. Logarithms are
    straight between the projection's years; beyond its ends, the end's rates stand.
    """
    table = extend_to_130(rates)
    reached = life_table(table).life_expectancy.mean(axis=-1)
    lead = np.broadcast_shapes(rates.shape[:-3], expected.shape[:-1])
    wanted = np.broadcast_to(expected, (*lead, expected.shape[-1]))
    found = np.empty((*wanted.shape, *table.shape[-2:]))
    for here in np.ndindex(lead):
        there = tuple(np.minimum(here, np.array(rates.shape[:-3], int) - 1))
        place = np.interp(wanted[here], reached[there], np.arange(reached.shape[-1]))
        low = np.minimum(place.astype(int), reached.shape[-1] - 2)
        share = (place - low)[..., None, None]
        logs = np.log(table[there])
        found[here] = np.exp(logs[low] * (1.0 - share) + logs[low + 1] * share)
    return found


def _migrants(
    drivers: Mapping[str, xr.DataArray],
    given: Mapping[str, xr.DataArray],
    years: npt.NDArray[np.int64],
    lead: Sequence[str],
) -> FloatArray:
    """Return migrants (..., year, sex, 131): the pattern, and what is beyond it by its spread."""
    pattern = given["migration"].sel(year=years)
    beyond = drivers["net_migration"].sel(year=years) - pattern.sum(["sex", "age"])
    by_age = plain(pattern + beyond * given["spread"], lead, ("year", "sex", "age"))
    above = np.zeros((*by_age.shape[:-1], 30))
    return np.concatenate([by_age, above], axis=-1)


def _years_first(array: FloatArray, after: int) -> FloatArray:
    """Move the axis of years, which has so many axes after it, to the front."""
    return np.moveaxis(array, -1 - after, 0)


def _traced_back(people: FloatArray, deaths: FloatArray) -> FloatArray:
    """Return (year, ..., sex, 101) on the 31 Decembers of 1987 to 2024."""
    survival = np.maximum(survival_ratios(deaths)[..., 1 : people.shape[-1]], TRUSTED)
    path = [people]
    for _ in range(SCHEME_BEGINS - 1, BASE_YEAR):
        older = path[0]
        younger = np.zeros_like(older)
        younger[..., :-1] = older[..., 1:] / survival
        path.insert(0, younger)
    return np.stack(path)
