"""Korea's population as blocks: the kernel's numbers, with any issues and draws in front."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest
import xarray as xr

from bongsu.catalog import open_catalog
from bongsu.systems.people import sources
from bongsu.systems.people.countries import load_inputs, project_countries
from bongsu.systems.people.population import (
    cohorts,
    life_expectancy,
    migration_as_asked,
    population_balance,
)
from bongsu.systems.people.readouts import (
    median_age,
    old_age_dependency_ratio,
    population_0_14,
    population_15_64,
    population_65_plus,
    population_midyear_total,
    population_total,
    share_0_14,
    share_15_64,
    share_65_plus,
    super_aged_year,
    total_dependency_ratio,
)

KOREA = 410


@pytest.fixture(scope="module")
def parameters() -> dict[str, xr.DataArray]:
    catalog = open_catalog()
    tables = {
        "base_population": "un_base_population",
        "mortality_scale": "un_rates",
        "tfr": "un_rates",
        "fertility_pattern": "un_fertility_pattern",
        "sex_ratio_at_birth": "un_rates",
        "net_migration": "un_migration_age",
        "migration_pattern": "un_migration_age",
        "migration_spread": "un_migration_age",
    }
    found = {name: getattr(sources, name)(catalog.table(table)) for name, table in tables.items()}
    sexes = xr.DataArray(["female", "male"], dims="sex", name="sex")
    profile = sources.observed_migration_profile(
        catalog.table("korea_migration_profile"), catalog.table("un_base_population")
    )
    return {
        "opening_population": found.pop("base_population"),
        "mortality_rate": sources.mortality_pattern(catalog.table("korea_mortality")),
        "realised_mortality_scale": xr.concat([found.pop("mortality_scale")] * 2, sexes),
        "observed_migration_profile": profile,
        "observed_profile_weight": xr.zeros_like(found["tfr"]),
        "population_factor": xr.ones_like(found["tfr"]),
        "realised_fertility": found.pop("tfr"),
        "realised_migration": found.pop("net_migration"),
        **found,
    }


def test_the_block_gives_what_the_projection_of_countries_gives(parameters):
    population, births, deaths, migration, _ = cohorts(**parameters)
    korea = project_countries(load_inputs(open_catalog(), [KOREA])).population[:, 0]
    assert population.dims == ("sex", "age", "year")
    np.testing.assert_allclose(population.transpose("year", "sex", "age"), korea, rtol=1e-9)
    assert births["year"].values[0] == deaths["year"].values[0] == migration["year"].values[0]
    assert population["year"].values[0] == 2024
    assert births["year"].values[0] == 2025


def test_births_deaths_and_migration_explain_the_population(parameters):
    population, births, deaths, migration, unexplained = cohorts(**parameters)
    assert (unexplained == 0).all()
    gap = population_balance(population_total(population), births, deaths, migration, unexplained)
    assert gap.sizes["year"] == 76
    assert float(abs(gap).max()) < 1e-9


def test_issues_and_draws_give_what_each_future_gives_alone(parameters):
    paths = xr.DataArray([0.0, -0.1, 0.3], {"fertility-path": ["un", "low", "high"]})
    draws = xr.DataArray([1.0, 0.9], {"draw": [0, 1]})
    many = {
        **parameters,
        "realised_fertility": (parameters["realised_fertility"] + paths).transpose(
            "fertility-path", "year"
        ),
        "realised_mortality_scale": (parameters["realised_mortality_scale"] * draws).transpose(
            "draw", "sex", "year"
        ),
    }
    population, births, _, _, _ = cohorts(**many)
    assert population.dims == ("fertility-path", "draw", "sex", "age", "year")
    assert births.dims == ("fertility-path", "draw", "year")
    alone, _, _, _, _ = cohorts(
        **{
            **parameters,
            "realised_fertility": parameters["realised_fertility"] + 0.3,
            "realised_mortality_scale": parameters["realised_mortality_scale"] * 0.9,
        }
    )
    chosen = population.sel({"fertility-path": "high", "draw": 1}, drop=True)
    np.testing.assert_allclose(chosen, alone, rtol=1e-12)


def test_a_thousand_more_migrants_are_spread_whole(parameters):
    more = {**parameters, "realised_migration": parameters["realised_migration"] + 1.0}
    before, _, _, _, _ = cohorts(**parameters)
    after, _, _, migration, _ = cohorts(**more)
    first = (after - before).sel(year=2025)
    assert float(first.sum()) == pytest.approx(1.0)  # nobody has yet been born to them or died
    assert float(migration.sel(year=2025) - parameters["realised_migration"].sel(year=2025)) == (
        pytest.approx(1.0)
    )


def test_the_observed_profile_takes_the_place_of_the_uns_by_its_weight(parameters):
    def first_year(weight: float) -> xr.DataArray:
        given = {
            **parameters,
            "observed_profile_weight": parameters["realised_fertility"] * 0 + weight,
        }
        return cohorts(**given)[0].sel(year=2025)

    profile = parameters["observed_migration_profile"]
    assert float(profile.sum()) == pytest.approx(1.0)
    assert float(profile.sel(age=slice(20, 29)).sum()) == pytest.approx(59 / 122)
    whole = parameters["realised_migration"].sel(year=2025) * profile
    moved = first_year(1.0) - first_year(0.0)
    np.testing.assert_allclose(
        moved, whole - parameters["migration_pattern"].sel(year=2025), atol=1e-9
    )
    np.testing.assert_allclose(first_year(0.5) - first_year(0.0), moved / 2, atol=1e-9)


def test_more_leaving_than_there_are_empties_an_age_and_the_check_says_so(parameters):
    asked = parameters["realised_migration"] - 5_000.0
    population, *flows = cohorts(**{**parameters, "realised_migration": asked})
    assert float(population.min()) == 0.0
    assert float(population.sel(year=2030, age=slice(20, 24)).sum()) == 0.0
    assert float(migration_as_asked(flows[2], asked).max()) > 100.0
    gap = population_balance(population_total(population), *flows)
    assert float(abs(gap).max()) < 1e-9
    usual = cohorts(**parameters)[3]
    assert float(abs(migration_as_asked(usual, parameters["realised_migration"])).max()) < 1e-9


def test_a_run_that_starts_earlier_or_ends_sooner_has_the_same_numbers(parameters):
    whole, _, _, _, _ = cohorts(**parameters)
    sooner = {
        name: array.sel(year=slice(None, 2040)) if "year" in array.dims else array
        for name, array in parameters.items()
    }
    part, _, _, _, _ = cohorts(**sooner)
    np.testing.assert_allclose(part, whole.sel(year=slice(None, 2040)), rtol=1e-13)


def test_life_expectancy_is_the_uns(parameters, shared):
    ours = life_expectancy(parameters["mortality_rate"], parameters["realised_mortality_scale"])
    un = (
        pl.read_parquet(shared / "data/people/wpp2024/rates_annual.parquet")
        .filter((pl.col("country_code") == KOREA) & (pl.col("year") >= 2023))
        .sort("year")
    )
    for sex, column in (("female", "e0_f"), ("male", "e0_m")):
        # the packaged rates were scaled with another ending above 100
        np.testing.assert_allclose(ours.sel(sex=sex), un[column].to_numpy(), atol=1e-3)


def test_lower_death_rates_lengthen_life(parameters):
    base = life_expectancy(parameters["mortality_rate"], parameters["realised_mortality_scale"])
    lower = life_expectancy(
        parameters["mortality_rate"], 0.9 * parameters["realised_mortality_scale"]
    )
    assert float((lower - base).min()) > 0.3


def people(by_age: Any, years: Any = (2024, 2025)) -> xr.DataArray:
    values = np.repeat(np.stack([by_age, by_age])[..., None], len(years), axis=-1)
    return xr.DataArray(
        values,
        {"sex": ["female", "male"], "age": np.arange(101), "year": list(years)},
        ("sex", "age", "year"),
    )


def test_age_groups_shares_and_ratios_of_a_flat_population():
    flat = people(np.full(101, 10.0))
    total = population_total(flat)
    young, middle, old = population_0_14(flat), population_15_64(flat), population_65_plus(flat)
    assert total.values.tolist() == [2020.0, 2020.0]
    assert (young + middle + old).values.tolist() == total.values.tolist()
    assert float(share_0_14(young, total)[0]) == pytest.approx(15 / 101)
    assert float(share_15_64(middle, total)[0]) == pytest.approx(50 / 101)
    assert float(share_65_plus(old, total)[0]) == pytest.approx(36 / 101)
    assert float(old_age_dependency_ratio(old, middle)[0]) == pytest.approx(72)
    assert float(total_dependency_ratio(young, middle, old)[0]) == pytest.approx(102)
    assert float(median_age(flat)[0]) == pytest.approx(50.5)


def test_the_median_age_agrees_with_a_count_of_single_people():
    counts = np.random.default_rng(5).integers(1, 40, 101)
    everybody = np.concatenate(
        [age + (np.arange(count) + 0.5) / count for age, count in enumerate(2 * counts)]
    )
    # one person's width of a year of age is the most that the two can differ
    assert float(median_age(people(counts.astype(float)))[0]) == pytest.approx(
        float(np.median(everybody)), abs=1 / counts.min()
    )


def test_the_first_of_july_is_labelled_by_its_own_year():
    total = xr.DataArray([100.0, 90.0, 70.0], {"year": [2024, 2025, 2026]}, ("year",))
    july = population_midyear_total(total)
    assert july["year"].values.tolist() == [2025, 2026]
    assert july.values.tolist() == [95.0, 80.0]


def test_a_share_that_never_passes_a_fifth_has_no_year():
    share = xr.DataArray(
        [[0.1, 0.2, 0.3], [0.1, 0.15, 0.19]],
        {"draw": [0, 1], "year": [2024, 2025, 2026]},
        ("draw", "year"),
    )
    first = super_aged_year(share)
    assert float(first[0]) == 2025
    assert np.isnan(float(first[1]))


def test_korea_is_super_aged_from_2025_on(parameters):
    """Statistics Korea's projection of 2023 and the UN's both pass a fifth in 2025."""
    population, _, _, _, _ = cohorts(**parameters)
    total = population_total(population)
    share = share_65_plus(population_65_plus(population), total)
    assert float(share.sel(year=2024)) < 0.2 < float(share.sel(year=2025))
    assert float(super_aged_year(share)) == 2025


def test_an_error_of_the_figures_scales_everybody_and_is_told_apart(parameters):
    drift = 1.02 + 0.001 * (parameters["population_factor"]["year"] - 2024)
    right = cohorts(**parameters)
    wrong = cohorts(**{**parameters, "population_factor": drift})
    np.testing.assert_allclose(wrong[0], right[0] * drift.sel(year=right[0]["year"]), rtol=1e-12)
    np.testing.assert_allclose(wrong[1], right[1] * drift.sel(year=right[1]["year"]), rtol=1e-12)
    assert wrong[3].identical(right[3])  # migration is left as it was asked for
    gap = population_balance(population_total(wrong[0]), *wrong[1:])
    assert float(abs(gap).max()) < 1e-8
    explained = wrong[0].sum(["sex", "age"]).diff("year") - wrong[1] + wrong[2] - wrong[3]
    assert float(abs(explained).max()) > 50  # thousand: the identity would fail without the rest
