"""A country's population with its uncertainty: many trajectories, on bounds that hold or the UN's.

Fertility, life expectancy and migration are drawn through their published bounds
(`un_driver_bounds`), hang together over time as `persistence` says, and are carried by the compiled
kernel. The first uncertain year is 2024, so that the population of 31 December 2024 is uncertain
already. The medium of each driver is its median, and the median of the total is put on the
deterministic medium projection.

Earlier revisions show the UN's bounds to be too narrow: of its published 80% bounds of population,
13 to 36% held what the revision of 2024 says. So the errors of `widening` are added, unless the
UN's own bounds are asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np
import polars as pl

from bongsu.cohorts.lifetable import FloatArray
from bongsu.cohorts.mortality import SurvivalTable, survival_table
from bongsu.cohorts.projection import BASE_YEAR, Rates, project
from bongsu.cohorts.trajectories import Ages, Paths, Place, carry, carry_groups
from bongsu.errors import MissingValue, OutOfRange
from bongsu.systems.people.bounds import Bounds
from bongsu.systems.people.calibration import DRIVER_POINTS, FERTILITY, LIFE_EXPECTANCY
from bongsu.systems.people.countries import LAST_YEAR, Tables, country_inputs
from bongsu.systems.people.persistence import (
    OUTER,
    correlated,
    mixture,
    mixture_correlation,
    random_walk_correlation,
    without_special_years,
)
from bongsu.systems.people.widening import (
    FIVE_YEARS_ON,
    NEWEST,
    Widening,
    draw_error,
    eight_in_ten,
    population_errors,
    widening,
)

SHOWN = 101  # ages, the last being 100+
LEAST_FERTILITY = 0.1  # children per woman
Streams = dict[str, np.random.Generator]
DRIVERS = ("fertility", "mortality", "migration", "special migration")
ERRORS = ("level of fertility", "level of mortality", "base", "growth")  # if calibrated
STREAMS = (*DRIVERS, *ERRORS)

BROAD = {"total": (0, 101), "0-14": (0, 15), "15-64": (15, 65), "65+": (65, 101)}
FIVE_YEAR = {f"{age}-{age + 4}": (age, age + 5) for age in range(0, 100, 5)} | {"100+": (100, 101)}


class Kind(StrEnum):
    """Whose bounds: calibrated on how earlier revisions erred, or the UN's as published."""

    CALIBRATED = "calibrated"
    UN = "un"


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """What the trajectories of a country rest on.

    Parameters
    ----------
    place : Place
        What they share.
    table : SurvivalTable
        Survival by life expectancy.
    fertility, migration : Bounds (year)
        Children per woman, thousand a year.
    life_expectancy : Bounds (year, sex)
        Years.
    medium : array (year)
        Deterministic medium total on 31 December, from 2024 on, thousand.
    widening : Widening
        How far the UN's figures may err beyond its bounds.
    """

    place: Place
    table: SurvivalTable
    fertility: Bounds
    life_expectancy: Bounds
    migration: Bounds
    medium: FloatArray
    widening: Widening


def load_country(tables: Tables, code: int) -> Country:
    """Read and prepare a country.

    Parameters
    ----------
    tables : Tables
        The catalogue.
    code : int
        UN numeric code.

    Raises
    ------
    MissingValue
        If the country has no bounds.
    """
    inputs, death_rates = country_inputs(tables, code)
    rates = inputs.rates
    frame = tables.table("un_driver_bounds").filter(pl.col("country_code") == code).sort("year")
    if frame.height != LAST_YEAR - BASE_YEAR + 1:
        raise MissingValue(
            f"country {code} has bounds for {frame.height} years",
            where="table un_driver_bounds",
            mend="choose a country of `un_countries`",
        )
    table = survival_table(death_rates)
    medium = _medium(inputs.base[0], rates)
    profile = np.ascontiguousarray(rates.migration[:, 0, :, :SHOWN])
    place = Place(
        base=inputs.base[0],
        survival=table.survival,
        fertility=rates.fertility[:, 0],
        sex_ratio=rates.sex_ratio[:, 0],
        migration=profile,
        spread=_spread(profile, inputs.base[0]),
        first_mother_age=rates.first_mother_age,
    )
    sexes = [_bounds(frame, "e0_f"), _bounds(frame, "e0_m")]
    life_expectancy = Bounds(
        medium=np.stack([sex.medium for sex in sexes], axis=-1),
        low=np.stack([sex.low for sex in sexes], axis=-1),
        high=np.stack([sex.high for sex in sexes], axis=-1),
    )
    fertility = _bounds(frame, "tfr")
    return Country(
        place=place,
        table=table,
        fertility=fertility,
        life_expectancy=life_expectancy,
        migration=_bounds(frame, "mig"),
        medium=medium,
        widening=_widening(tables, code, fertility.medium, life_expectancy.medium),
    )


def _spread(profile: FloatArray, base: FloatArray) -> FloatArray:
    """Return how migration beyond the profile falls on sexes and ages; (sex, age), sum one.

    Where people come and go much, more do. Of a place to which nobody is expected to come, nobody
    knows, and migrants are taken to be as the people are.
    """
    moving = np.abs(profile).sum(axis=0)
    if not moving.any():
        moving = base[:, :SHOWN]
    shares: FloatArray = moving / moving.sum()
    return shares


def _widening(
    tables: Tables, code: int, fertility: FloatArray, life_expectancy: FloatArray
) -> Widening:
    known = tables.table("un_backtest_countries").filter(
        (pl.col("country_code") == code) & (pl.col("revision") == NEWEST)
    )
    if known.is_empty():
        raise MissingValue(
            f"nothing says how far the figures of country {code} may err",
            where="table un_backtest_countries",
            mend="choose a country of `un_countries`, or the UN's own bounds with --bounds un",
        )
    row = known.row(0, named=True)
    return widening(
        fertility,
        life_expectancy,
        population=row["population"],
        women_expect=row["e0_f"],
        migration_swing=row["migration_swing"],
        deaths_by_age=row["deaths_by_age"],
    )


def _bounds(frame: pl.DataFrame, driver: str) -> Bounds:
    columns = (driver, f"{driver}_low", f"{driver}_high")
    medium, low, high = (frame[column].cast(pl.Float64).to_numpy() for column in columns)
    return Bounds(medium=medium, low=low, high=high)


def _medium(base: FloatArray, rates: Rates) -> FloatArray:
    population = project(base[None], rates).population
    total: FloatArray = population.sum(axis=(-1, -2))[:, 0]
    return total


def draw_paths(
    country: Country, streams: Streams, draws: int, kind: Kind = Kind.CALIBRATED
) -> Paths:
    """Draw the drivers of every trajectory.

    Parameters
    ----------
    country : Country
    streams : dict of str to Generator
        One for each of `STREAMS`; the UN's bounds do with `DRIVERS`.
    draws : int
        How many.
    kind : Kind
        Whose bounds.
    """
    years = len(country.medium)
    if kind is Kind.UN:
        walk = random_walk_correlation(years)
        fertility = country.fertility.at(_scores(walk, streams["fertility"], draws))
        scores = _scores(walk, streams["mortality"], draws)
        expected = country.life_expectancy.at(scores[:, None, :])
    else:
        fertility, expected = _calibrated(country, streams, draws)
    factor = np.maximum(fertility, LEAST_FERTILITY) / country.fertility.medium[:, None]
    moving = country.migration.at(_migration_scores(country, streams, draws))
    # The mean is the medium: bounds of single years, such as of a return home, lie far off it.
    beyond = moving - moving.mean(axis=-1, keepdims=True)
    return Paths(
        fertility=factor[1:],
        mortality=country.table.place(expected[1:]),
        migration=beyond[1:],
        opening_fertility=factor[0],
        opening_migration=beyond[0],
    )


def _calibrated(country: Country, streams: Streams, draws: int) -> tuple[FloatArray, FloatArray]:
    """Return fertility (year, draw) and life expectancy (year, sex, draw) with errors of level.

    What the revision of 2024 says about fertility in its first year is such an error already, so
    that it makes way for ours; of life expectancy it says nothing about it.
    """
    years, wide = len(country.medium), country.widening
    scores = _scores(random_walk_correlation(years), streams["fertility"], draws)
    error = draw_error(FERTILITY.df, DRIVER_POINTS, streams["level of fertility"], draws)
    known = country.fertility.without(eight_in_ten(FERTILITY.df) * wide.fertility)
    fertility = known.beside(scores, wide.fertility, error)
    scores = _scores(random_walk_correlation(years), streams["mortality"], draws)
    error = draw_error(LIFE_EXPECTANCY.df, DRIVER_POINTS, streams["level of mortality"], draws)
    expected = country.life_expectancy.beside(scores[:, None, :], wide.life_expectancy, error)
    return fertility, expected


def population_factors(
    country: Country, streams: Streams, paths: Paths, kind: Kind = Kind.CALIBRATED
) -> FloatArray:
    """Draw what every age of a population is multiplied by: errors of its base and its growth.

    Parameters
    ----------
    country : Country
    streams : dict of str to Generator
        One for each of `STREAMS`.
    paths : Paths
        As `draw_paths` gives them.
    kind : Kind
        Whose bounds; the UN's know no such error.

    Returns
    -------
    array (year, draw)
        From 2025 on.
    """
    years, draws = paths.fertility.shape
    if kind is Kind.UN:
        return np.ones((years, draws))
    soon = slice(0, FIVE_YEARS_ON - BASE_YEAR)
    first = replace(
        paths,
        fertility=paths.fertility[soon],
        mortality=paths.mortality[soon],
        migration=paths.migration[soon],
    )
    grown = np.log(carry_groups(country.place, first)[-1].sum(axis=0))
    low, high = np.quantile(grown, (0.1, 0.9))
    own = float(high - low) / (2 * OUTER)
    return population_errors(country.widening, own, streams, (years + 1, draws))[1:]


def _migration_scores(country: Country, streams: Streams, draws: int) -> FloatArray:
    """Return scores of migration, whose persistence is read off how its rate's bounds widen."""
    before = np.concatenate([country.medium[:1], country.medium[:-1]])
    widths = country.migration.spread / before
    if not (widths > 0).all():  # a place to which nobody is let has no spread to read
        return np.zeros((len(widths), draws))
    usual, share = without_special_years(widths)
    correlation = mixture_correlation(mixture(usual), len(widths))
    scores = _scores(correlation, streams["migration"], draws)
    # What makes a year special is one thing, and happens or does not in all special years.
    common = streams["special migration"].standard_normal(draws)
    mixed: FloatArray = share[:, None] * scores + np.sqrt(1 - share**2)[:, None] * common
    return mixed


def _scores(correlation: FloatArray, stream: np.random.Generator, draws: int) -> FloatArray:
    """Return scores (year, draw); a draw's numbers come from its own stretch of the stream."""
    years = len(correlation)
    return correlated(correlation, stream.standard_normal((draws, years)).T)


def group_quantiles(
    country: Country,
    streams: Streams,
    draws: int,
    levels: Sequence[float],
    *,
    to: int = LAST_YEAR,
    kind: Kind = Kind.CALIBRATED,
) -> pl.DataFrame:
    """Return quantiles of a country's population by age group, both sexes together.

    Parameters
    ----------
    country : Country
    streams : dict of str to Generator
        One for each of `STREAMS`; the UN's bounds do with `DRIVERS`.
    draws : int
        Trajectories; at least two.
    levels : sequence of float
        Probabilities strictly between 0 and 1.
    to : int
        Last year.
    kind : Kind
        Whose bounds.

    Returns
    -------
    pl.DataFrame
        Columns year, date (31 December), age_group, quantile, population in thousand; the years
        from 2025 on.

    Raises
    ------
    OutOfRange
        If a probability, the last year or the number of draws is none.
    """
    _check(draws, levels, to)
    paths = draw_paths(country, streams, draws, kind)
    factors = population_factors(country, streams, paths, kind)
    groups = {**BROAD, **FIVE_YEAR}
    ranks = np.maximum(np.ceil(np.asarray(levels) * draws - 1e-9).astype(int) - 1, 0)
    found = np.empty((to - BASE_YEAR, len(groups), len(levels)))
    for some, population in carry(country.place, paths):
        for year in some:
            if year < len(found):
                ordered = _ordered_groups(population[year - some.start], factors[year], groups)
                middle = ordered[0, (draws - 1) // 2]  # of the total
                found[year] = ordered[:, ranks] * (country.medium[year + 1] / middle)
    return _frame(found, tuple(groups), levels)


def _ordered_groups(
    population: Ages, factors: FloatArray, groups: Mapping[str, tuple[int, int]]
) -> FloatArray:
    """Return each age group of one year's population (sex, age, draw), its draws in order."""
    reached = np.zeros((SHOWN + 1, population.shape[-1]))
    np.cumsum(population.sum(axis=0, dtype=float), axis=0, out=reached[1:])
    sums = np.stack([reached[last] - reached[first] for first, last in groups.values()])
    sums *= factors
    sums.sort(axis=-1)
    return sums


def _frame(found: FloatArray, groups: Sequence[str], levels: Sequence[float]) -> pl.DataFrame:
    years, many, quantiles = found.shape
    calendar = np.arange(BASE_YEAR + 1, BASE_YEAR + 1 + years)
    return pl.DataFrame(
        {
            "year": np.repeat(calendar, many * quantiles).astype(np.int16),
            "date": [date(int(y), 12, 31) for y in calendar for _ in range(many * quantiles)],
            "age_group": [group for _ in calendar for group in groups for _ in levels],
            "quantile": np.tile(np.asarray(levels, float), years * many),
            "population": found.reshape(-1),
        }
    )


def _check(draws: int, levels: Sequence[float], to: int) -> None:
    if draws < 2:
        raise OutOfRange(
            f"{draws} draws have no quantiles", where="draws", mend="give 2 or more, such as 1000"
        )
    if wrong := [level for level in levels if not 0 < level < 1] or not levels:
        raise OutOfRange(
            f"{wrong} is no probability strictly between 0 and 1",
            where="quantiles",
            mend="give probabilities such as 0.1,0.5,0.9",
        )
    if not BASE_YEAR < to <= LAST_YEAR:
        raise OutOfRange(
            f"year {to} lies outside {BASE_YEAR + 1} to {LAST_YEAR}",
            where="the last year",
            mend=f"give a year from {BASE_YEAR + 1} to {LAST_YEAR}",
        )
