"""What comes about around the expected paths: nothing without shocks, and the UN's bounds with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest
import xarray as xr
from scipy import stats

from bongsu.catalog import open_catalog
from bongsu.cohorts.trajectories import carry_groups
from bongsu.lab import open_lab
from bongsu.streams import stream
from bongsu.systems.people import futures
from bongsu.systems.people.futures import (
    LEAST_FERTILITY,
    heavy_tailed,
    opening_population,
    population_factor,
    realised_fertility,
    realised_migration,
    realised_mortality_scale,
)
from bongsu.systems.people.futures_sources import (
    fertility_deviation,
    fertility_error_scale,
    life_expectancy_deviation,
)
from bongsu.systems.people.population import life_expectancy
from bongsu.systems.people.trajectories import STREAMS, draw_paths, group_quantiles, load_country
from bongsu.systems.people.widening import growth_shortfall
from bongsu.yaml_files import load_yaml

KOREA = 410
YEARS = [2023, 2024, 2025, 2026]


def yearly(*values: float) -> xr.DataArray:
    return xr.DataArray(list(values), {"year": YEARS}, ("year",))


def sided(below: float, above: float) -> xr.DataArray:
    return xr.DataArray(
        [[0.0, below, below, below], [0.0, above, above, above]],
        {"side": ["below", "above"], "year": YEARS},
        ("side", "year"),
    )


NONE = xr.DataArray(0.0)


def shocks(draws: int, years: int = 4) -> xr.DataArray:
    return xr.DataArray(
        stream(3, "shock").standard_normal((draws, years)),
        {"draw": np.arange(draws), "year": YEARS[:years]},
        ("draw", "year"),
    )


def test_without_shocks_the_expected_paths_come_about_to_the_bit():
    none, tfr = yearly(0, 0, 0, 0), yearly(0.72, 0.75, 0.78, 0.81)
    assert realised_fertility(tfr, none, NONE, sided(0.1, 0.3), tfr).identical(tfr)
    speeds = xr.DataArray(np.full(12, 1 / 12), {"speed": range(12)}, ("speed",))
    assert realised_migration(tfr, none, sided(9.0, 9.0), speeds).identical(tfr)


def test_fertility_wanders_as_a_random_walk_whose_median_is_the_path():
    tfr, many = yearly(1.2, 1.2, 1.2, 1.2), shocks(40_000)
    found = realised_fertility(tfr, many, NONE, sided(0.1, 0.2), tfr)
    assert (found.sel(year=2023) == 1.2).all()  # known already
    np.testing.assert_allclose(found.median("draw"), 1.2, atol=0.004)
    first, third = (np.argsort(np.argsort(found.sel(year=year))) for year in (2024, 2026))
    # The rank correlation of two normal numbers is a little below their correlation.
    wanted = 6 / np.pi * np.arcsin(np.sqrt(1 / 3) / 2)
    assert np.corrcoef(first, third)[0, 1] == pytest.approx(wanted, abs=0.02)
    bounds = found.sel(year=2026).quantile([0.1, 0.9]) - 1.2  # beyond each lies one in ten
    np.testing.assert_allclose(bounds, [-0.12816, 0.25631], atol=0.006)


def test_fertility_stays_above_its_floor():
    found = realised_fertility(
        yearly(0.2, 0.2, 0.2, 0.2), shocks(200), NONE, sided(0.5, 0.5), yearly(0, 0, 0, 0)
    )
    assert float(found.min()) == LEAST_FERTILITY


def test_life_expectancy_moves_by_as_many_years_as_the_shock_says():
    ages = np.arange(101)
    rate = xr.DataArray(
        np.broadcast_to((4e-5 * np.exp(0.095 * ages))[None, :, None], (2, 101, 4)),
        {"sex": ["female", "male"], "age": ages, "year": YEARS},
        ("sex", "age", "year"),
    )
    spread = xr.concat(
        [sided(1.0, 1.0), sided(2.0, 2.0)],
        xr.DataArray(["female", "male"], dims="sex", name="sex"),
    )
    shock = xr.DataArray(
        [[0, 1.0, 0, 0], [0, -1.0, 0, 0]], {"draw": [0, 1], "year": YEARS}, ("draw", "year")
    )
    one, error = yearly(1, 1, 1, 1), xr.concat([yearly(0, 1, 1, 1)] * 2, spread["sex"])
    scale = realised_mortality_scale(rate, one, shock, NONE, spread, error)
    plain = realised_mortality_scale(rate, one, 0 * one, NONE, spread, error)
    assert (plain == 1).all()
    moved = life_expectancy(rate, scale) - life_expectancy(rate, plain)
    for sex, years in (("female", 1.0), ("male", 2.0)):
        np.testing.assert_allclose(moved.sel(sex=sex, year=2024), [years, -years], atol=0.002)
        np.testing.assert_allclose(  # a step of the walk weighs less in a longer one
            moved.sel(sex=sex, year=2026), np.array([years, -years]) / np.sqrt(3), atol=0.002
        )

    level = realised_mortality_scale(rate, one, 0 * one, NONE + 1.0, spread, error)
    gained = life_expectancy(rate, level) - life_expectancy(rate, plain)
    # The score of one stands for the same chance of a Student t of four degrees of freedom.
    longer = stats.t.ppf(stats.norm.cdf(1.0), 4)
    np.testing.assert_allclose(gained.sel(year=[2024, 2026]), longer, rtol=0.01)


@pytest.mark.parametrize("df", [1.9, 3.3, 4.0])
def test_a_score_keeps_its_chance_in_the_heavy_tailed_error(df):
    scores = xr.DataArray([-2.0, -0.5, 0.0, 0.5, 2.0], dims="draw")
    found = heavy_tailed(scores, df, 256)
    np.testing.assert_allclose(found, stats.t.ppf(stats.norm.cdf(scores), df), rtol=0.02)


def test_the_factor_on_everybody_errs_from_the_base_year_on():
    score = xr.DataArray([0.0, 1.0, -1.0], {"draw": [0, 1, 2]}, ("draw",))
    found = population_factor(
        yearly(1, 1, 1, 1), score, NONE, xr.DataArray(0.01), xr.DataArray(0.0)
    ).transpose("draw", "year")
    assert (found.sel(year=2023) == 1).all()
    assert (found.sel(draw=0) == 1).all()
    error = np.log(float(found.sel(draw=1, year=2024)))
    assert error == pytest.approx(0.01 * stats.t.ppf(stats.norm.cdf(1.0), 1.9), rel=0.01)
    np.testing.assert_allclose(found.sel(draw=1) * found.sel(draw=2), 1.0, rtol=1e-12)
    grown = population_factor(
        yearly(1, 1, 1, 1), NONE, NONE + 1.0, xr.DataArray(0.0), xr.DataArray(0.01)
    )
    steps = np.log(grown.sel(year=[2024, 2025, 2026]).to_numpy())  # a fifth of a period each
    np.testing.assert_allclose(steps / float(steps[0]), [1, 2, 3], rtol=1e-9)


def test_a_longer_horizon_changes_no_earlier_migration():
    speeds = xr.DataArray(np.full(12, 1 / 12), {"speed": range(12)}, ("speed",))
    many = shocks(50)
    whole = realised_migration(yearly(9, 9, 9, 9), many, sided(2.0, 3.0), speeds)
    short = realised_migration(
        yearly(9, 9, 9, 9).isel(year=slice(3)),
        many.isel(year=slice(3)),
        sided(2.0, 3.0).isel(year=slice(3)),
        speeds,
    )
    np.testing.assert_allclose(short, whole.isel(year=slice(3)), rtol=1e-12)


def test_births_and_migrants_of_the_base_year_stand_in_the_opening_population():
    people = xr.DataArray(np.full((2, 101), 10.0), {"sex": ["female", "male"], "age": range(101)})
    spread = people / people.sum()
    found = opening_population(
        people, yearly(1, 1, 1, 1), yearly(1, 0.8, 1, 1), yearly(5, 5, 5, 5), yearly(5, 207, 5, 5),
        spread,
    )  # fmt: skip
    np.testing.assert_allclose(found.sel(age=0), 8.0 + 1.0)
    np.testing.assert_allclose(found.sel(age=50), 11.0)


def test_bounds_are_read_at_their_normal_score():
    bounds = open_catalog().table("un_driver_bounds")
    korea = bounds.filter(country_code=KOREA, year=2050)
    rates = open_catalog().table("un_rates")
    known = open_catalog().table("un_backtest_countries")
    found = fertility_deviation(bounds, rates, known)
    size = (korea["tfr_high"][0] - korea["tfr"][0]) / 1.2815515655446004
    # 8 in 10 errors of the level, as a normal's, make way for the error itself.
    scale = float(fertility_error_scale(rates, known).sel(year=2050))
    level = scale * stats.t.ppf(0.9, 3.3) / 1.2815515655446004
    first = bounds.filter(country_code=KOREA, year=2024)
    level = min(level, (first["tfr_high"][0] - first["tfr"][0]) / 1.2815515655446004)
    assert float(found.sel(year=2050, side="above")) == pytest.approx(np.sqrt(size**2 - level**2))
    assert float(found.sel(year=2023).max()) == 0
    above = life_expectancy_deviation(bounds).sel(year=2050, side="above", sex="male")
    assert float(above) == pytest.approx(
        (korea["e0_m_high"][0] - korea["e0_m"][0]) / 1.2815515655446004
    )


def test_the_error_of_growth_is_what_the_trajectories_of_korea_find():
    korea = load_country(open_catalog(), KOREA)
    streams = {name: stream(1, name) for name in STREAMS}
    paths = draw_paths(korea, streams, 4000)
    soon = slice(0, 4)  # to the end of 2028, five years from the estimates
    few = replace(
        paths,
        fertility=paths.fertility[soon],
        mortality=paths.mortality[soon],
        migration=paths.migration[soon],
    )
    grown = np.log(carry_groups(korea.place, few)[-1].sum(axis=0))
    low, high = np.quantile(grown, (0.1, 0.9))
    found = growth_shortfall(float(high - low) / (2 * 1.28155), korea.widening.growth)
    parameters = load_yaml(Path(futures.__file__).parent / "parameters" / "futures.yaml")
    said = parameters["growth_error_scale"]["values"]["1950-01-01"]
    assert found == pytest.approx(said["value"], abs=0.0003)


def test_a_scenario_has_the_spread_that_the_trajectories_of_the_country_have(tmp_path):
    """Two ways to one thing: factors on death rates and blocks here, a compiled kernel there."""
    draws, name = 1000, "people.population_total"
    run = open_lab(tmp_path).run("uncertain", keep=False, draws=draws, outputs=[name])
    streams = {driver: stream(0, f"x {driver}") for driver in STREAMS}
    korea = load_country(open_catalog(), KOREA)
    other = group_quantiles(korea, streams, draws, [0.1, 0.5, 0.9]).filter(age_group="total")
    for year in (2025, 2030, 2050, 2100):
        here = run[name].sel(year=year).quantile([0.1, 0.5, 0.9], "draw").to_numpy()
        there = other.filter(pl.col("year") == year)["population"].to_numpy()
        # A thousand draws know the median to a few percent of the width.
        assert abs(here[1] - there[1]) < 0.06 * (there[2] - there[0])
        assert here[2] - here[0] == pytest.approx(there[2] - there[0], rel=0.12)
    emptied = {"people.migration_as_asked"}  # in some futures more would leave than are there
    assert all(check.holds for name, check in run.checks.items() if name not in emptied)
