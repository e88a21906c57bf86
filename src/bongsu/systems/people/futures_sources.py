"""How far Korea's fertility, life expectancy and migration may lie from the UN's medium path."""

from __future__ import annotations

import numpy as np
import polars as pl
import xarray as xr

from bongsu.cohorts.lifetable import SEXES, FloatArray
from bongsu.cohorts.projection import BASE_YEAR
from bongsu.errors import MissingValue
from bongsu.link import source
from bongsu.systems.people import sources
from bongsu.systems.people.calibration import FERTILITY
from bongsu.systems.people.persistence import (
    OUTER,
    SPEEDS,
    mixture,
    without_special_years,
)
from bongsu.systems.people.population import (
    Children,
    Number,
    Share,
    ThousandAYear,
    Years,
    cohorts,
)
from bongsu.systems.people.widening import NEWEST, Widening, eight_in_ten, widening

SIDES = ("below", "above")
FIRST_YEAR = 1950  # of the UN's series


@source("un_driver_bounds", "un_rates", "un_backtest_countries")
def fertility_deviation(bounds: pl.DataFrame, rates: pl.DataFrame, known: pl.DataFrame) -> Children:
    """How far the total fertility rate may lie to each side, a standard deviation; (side, year).

    The spread of the first year holds an error of the level, for which `fertility_error_scale`
    stands; see `bounds.Bounds.without`.
    """
    spread = _spread(bounds, "tfr")
    level = eight_in_ten(FERTILITY.df) * _by_year(_widening(rates, known).fertility)
    first = spread.sel(year=BASE_YEAR, drop=True)
    left = (spread**2 - np.minimum(first, level) ** 2).clip(min=0.0)
    return left.copy(data=np.sqrt(left.to_numpy()))


@source("un_rates", "un_backtest_countries")
def fertility_error_scale(rates: pl.DataFrame, known: pl.DataFrame) -> Children:
    """How far the level of fertility may err: scale of a heavy-tailed error; (year)."""
    return _by_year(_widening(rates, known).fertility)


@source("un_rates", "un_backtest_countries")
def life_expectancy_error_scale(rates: pl.DataFrame, known: pl.DataFrame) -> Years:
    """How far the level of life expectancy may err: scale of a heavy-tailed error; (sex, year)."""
    by_sex = _widening(rates, known).life_expectancy.T
    return xr.concat([_by_year(scale) for scale in by_sex], _sexes())


@source("un_rates", "un_backtest_countries")
def base_error_scale(rates: pl.DataFrame, known: pl.DataFrame) -> Number:
    """How far the base population may err: scale of a heavy-tailed error of its logarithm."""
    return xr.DataArray(_widening(rates, known).base)


@source("un_driver_bounds")
def life_expectancy_deviation(bounds: pl.DataFrame) -> Years:
    """How far life expectancy may lie to each side, one standard deviation; (sex, side, year)."""
    return xr.concat([_spread(bounds, f"e0_{sex[0]}") for sex in SEXES], _sexes())


@source("un_driver_bounds")
def migration_deviation(bounds: pl.DataFrame) -> ThousandAYear:
    """How far net migration may lie to each side, one standard deviation; (side, year)."""
    return _spread(bounds, "mig")


@source(
    "un_driver_bounds",
    "un_base_population",
    "korea_mortality",
    "un_rates",
    "un_fertility_pattern",
    "un_migration_age",
)
def migration_speeds(
    bounds: pl.DataFrame,
    people: pl.DataFrame,
    deaths: pl.DataFrame,
    rates: pl.DataFrame,
    births: pl.DataFrame,
    migrants: pl.DataFrame,
) -> Share:
    """Share of the variance that a year adds to migration, by `persistence.SPEEDS`; (speed).

    Read from how the bounds of migration, as a rate of the medium population, widen.
    """
    medium = cohorts(
        sources.base_population(people),
        sources.mortality_pattern(deaths),
        xr.concat([sources.mortality_scale(rates)] * len(SEXES), _sexes()),
        sources.tfr(rates),
        sources.fertility_pattern(births),
        sources.sex_ratio_at_birth(rates),
        sources.net_migration(migrants),
        sources.migration_pattern(migrants),
        sources.migration_spread(migrants),
        xr.zeros_like(sources.migration_spread(migrants)),
        xr.zeros_like(sources.tfr(rates)),  # all by the UN's own ages
        xr.ones_like(sources.tfr(rates)),
    )[0].sum(["sex", "age"])
    spread = migration_deviation(bounds).mean("side").sel(year=slice(BASE_YEAR, None))
    before = medium.shift(year=1).fillna(medium.isel(year=0))
    usual, share = without_special_years((spread / before).to_numpy())
    if (share < 1).any():
        raise MissingValue(
            "single years of migration are special, which no parameter here tells apart",
            where="table un_driver_bounds, migration of Korea",
            mend="tell them apart, as `trajectories` does",
        )
    added = mixture(usual)
    return xr.DataArray(added / added.sum(), {"speed": np.arange(len(SPEEDS))}, ("speed",))


def _widening(rates: pl.DataFrame, known: pl.DataFrame) -> Widening:
    korea = rates.filter(pl.col("country_code") == sources.KOREA, pl.col("year") >= BASE_YEAR)
    drivers = korea.sort("year").select("tfr", "e0_f", "e0_m").cast(pl.Float64).to_numpy()
    row = known.filter(country_code=sources.KOREA, revision=NEWEST).row(0, named=True)
    return widening(
        drivers[:, 0],
        drivers[:, 1:],
        population=row["population"],
        women_expect=row["e0_f"],
        migration_swing=row["migration_swing"],
        deaths_by_age=row["deaths_by_age"],
    )


def _by_year(scale: FloatArray) -> xr.DataArray:
    """Label values from 2024 on, and put nought before."""
    years = range(BASE_YEAR, BASE_YEAR + len(scale))
    labelled = xr.DataArray(scale, {"year": years}, ("year",))
    return labelled.reindex(year=range(FIRST_YEAR, years.stop), fill_value=0.0)


def _sexes() -> xr.DataArray:
    return xr.DataArray(list(SEXES), dims="sex", name="sex")


def _spread(bounds: pl.DataFrame, driver: str) -> xr.DataArray:
    """Return the distance from the medium to each bound, by the normal score of the bounds.

    Years before the first bounds are known, and deviate by nought.
    """
    korea = bounds.filter(country_code=sources.KOREA).sort("year")

    def column(name: str) -> FloatArray:
        values: FloatArray = korea[name].cast(pl.Float64).to_numpy()
        return values

    medium = column(driver)
    sides = [medium - column(f"{driver}_low"), column(f"{driver}_high") - medium]
    years = korea["year"].to_list()
    deviation = xr.DataArray(
        np.stack(sides) / OUTER, {"side": list(SIDES), "year": years}, ("side", "year")
    )
    return deviation.reindex(year=range(FIRST_YEAR, max(years) + 1), fill_value=0.0)
