"""Projections of every country against the UN's own totals and age groups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest

from bongsu.catalog import open_catalog
from bongsu.cohorts.projection import MigrationTiming
from bongsu.errors import BadPeriod, UnknownName
from bongsu.systems.people.countries import (
    Countries,
    Inputs,
    Variant,
    find_country,
    load_inputs,
    project_countries,
)

KOREA = 410
ONE_MILLION = 1000.0  # thousand


@pytest.fixture(scope="module")
def world() -> Inputs:
    return load_inputs(open_catalog())


@pytest.fixture(scope="module")
def december(world: Inputs) -> Countries:
    return project_countries(world)


@dataclass(frozen=True)
class Published:
    """The UN's totals on 31 December (country, year 2024-2100) of countries that are open."""

    codes: list[int]
    totals: Any


def published(shared: Any, *columns: str) -> Published:
    frame = pl.read_parquet(shared / "data/people/wpp2024/totals_annual.parquet")
    areas = pl.read_csv(
        shared / "data/people/wpp2024/locations.csv", infer_schema_length=None
    ).filter(location_type=4)
    full = (
        frame.filter(pl.col("country_code").is_in(areas["country_code"].to_list()))
        .filter(pl.len().over("country_code") == 77)  # of the others, only 2024 is there
        .sort("country_code", "year")
    )
    totals = full.select(pl.sum_horizontal(pl.col(columns).cast(pl.Float64))).to_series().to_numpy()
    return Published(full["country_code"].unique().sort().to_list(), totals.reshape(-1, 77))


def errors(projected: Countries, un: Published) -> Any:
    """Return relative errors of the total in percent; (country above one million, year)."""
    rows = [projected.codes.index(code) for code in un.codes]
    totals = projected.population.sum(axis=(-2, -1)).T[rows]
    large = un.totals[:, 0] > ONE_MILLION
    return 100 * (totals / un.totals - 1)[large]


def test_every_country_and_area_is_projected_and_nobody_is_negative(december):
    assert december.population.shape == (77, 236, 2, 101)
    assert np.isfinite(december.population).all()
    assert december.population.min() >= 0


def test_totals_of_open_countries_above_one_million_meet_the_uns(december, shared):
    un = published(shared, "pop_m", "pop_f")
    assert len(un.codes) == 158
    missed = np.abs(errors(december, un))
    # the bars of the product, against which a plain graduation just passes
    assert missed[:, 2030 - 2024].mean() <= 0.03
    assert missed[:, 2050 - 2024].mean() <= 0.07
    assert missed[:, 2100 - 2024].mean() <= 0.25
    assert missed.max() <= 1.2
    assert np.percentile(missed[:, -1], 95) <= 0.8


def test_totals_meet_the_uns_as_closely_as_was_measured(december, shared):
    missed = np.abs(errors(december, published(shared, "pop_m", "pop_f")))
    # a third more than what was found: 0.011, 0.027, 0.065% and at worst 0.35%
    assert (missed[:, [6, 26, 76]].mean(axis=0) <= [0.015, 0.036, 0.088]).all()
    assert missed.max() <= 0.47


@pytest.mark.parametrize(("variant", "column"), [("low", "pop_low"), ("high", "pop_high")])
def test_low_and_high_fertility_meet_the_uns_variants_as_closely_as_the_medium(
    shared, december, variant, column
):
    medium = np.abs(errors(december, published(shared, "pop_m", "pop_f")))
    projected = project_countries(load_inputs(open_catalog(), variant=Variant(variant)))
    missed = np.abs(errors(projected, published(shared, column)))
    for year in (2030, 2050, 2100):  # the bar is a tenth of a point beyond the medium variant
        at = year - 2024
        assert missed[:, at].mean() <= medium[:, at].mean() + 0.01
        assert missed[:, at].max() <= medium[:, at].max() + 0.1
    # a third more than was found: 0.011, 0.029, 0.070%, and at worst 0.36%
    assert (missed[:, [6, 26, 76]].mean(axis=0) <= [0.017, 0.04, 0.095]).all()
    assert missed.max() <= 0.5


def test_korea_meets_the_uns_total_within_a_twentieth_of_a_percent_in_every_year(december, shared):
    un = published(shared, "pop_m", "pop_f")
    wanted = un.totals[un.codes.index(KOREA)]
    total = december.population[:, december.codes.index(KOREA)].sum(axis=(-2, -1))
    np.testing.assert_allclose(total, wanted, rtol=5e-4)


def shares(population: Any, first: int, last: int | None) -> Any:
    """Return shares of an age range in percent; ages on the last axis, sexes before."""
    return 100 * population[..., first:last].sum(axis=(-2, -1)) / population.sum(axis=(-2, -1))


@pytest.mark.parametrize(("first", "last"), [(65, None), (15, 65)])
def test_koreas_age_shares_lie_within_a_twentieth_of_a_point_on_every_fifth_first_of_july(
    world, shared, first, last
):
    groups = (
        pl.read_parquet(shared / "data/people/wpp2024/pop5.parquet")
        .filter((pl.col("country_code") == KOREA) & (pl.col("year") >= 2025))
        .sort("year", "age")
    )
    un = np.stack(
        [
            groups[column].cast(pl.Float64).to_numpy().reshape(-1, 21)
            for column in ("pop_f", "pop_m")
        ],
        axis=1,
    )
    july = project_countries(world, on_july=True)
    ours = july.population[::5, july.codes.index(KOREA)]
    wanted = shares(un, first // 5, last and last // 5)
    np.testing.assert_allclose(shares(ours, first, last), wanted, atol=0.05)


@pytest.mark.parametrize(("first", "last"), [(65, 100), (15, 65)])
def test_koreas_age_shares_lie_within_a_twentieth_of_a_point_in_every_year(
    world, shared, first, last
):
    single = (
        pl.read_parquet(shared / "data/people/single_age/un_single_age_13.parquet")
        .filter((pl.col("country_code") == KOREA) & (pl.col("year") >= 2025))
        .sort("year", "age")
    )
    un = single["pop"].cast(pl.Float64).to_numpy().reshape(-1, 1, 100)  # without 100+
    july = project_countries(world, to=2099, on_july=True)
    ours = july.population[:, july.codes.index(KOREA), :, :100]
    np.testing.assert_allclose(shares(ours, first, last), shares(un, first, last), atol=0.05)


def test_the_base_passes_through_the_uns_first_of_july_2025_everywhere(world, shared):
    groups = (
        pl.read_parquet(shared / "data/people/wpp2024/pop5.parquet")
        .filter(pl.col("country_code").is_in(world.codes) & (pl.col("year") == 2025))
        .sort("country_code", "age")
    )
    un = np.stack(
        [
            groups[column].cast(pl.Float64).to_numpy().reshape(-1, 21)
            for column in ("pop_f", "pop_m")
        ],
        axis=1,
    )
    ours = project_countries(world, to=2025, on_july=True).population[0]
    closed = ours[..., :100].reshape(236, 2, 20, 5).sum(axis=-1)
    ours = np.concatenate([closed, ours[..., 100:]], axis=-1)
    others = np.array(world.codes) != KOREA
    np.testing.assert_allclose(ours[others], un[others], rtol=2e-6, atol=0.006)
    # Korea's base goes through single ages of which only the sum of both sexes is the UN's
    np.testing.assert_allclose(ours[~others].sum(1), un[~others].sum(1), rtol=1e-3)


def test_countries_do_not_depend_on_which_others_are_projected(december):
    alone = project_countries(load_inputs(open_catalog(), [276]))
    together = december.population[:, december.codes.index(276)]
    np.testing.assert_allclose(alone.population[:, 0], together, rtol=1e-9)


def test_a_shorter_projection_is_the_beginning_of_a_longer_one(world, december):
    np.testing.assert_array_equal(
        project_countries(world, to=2040).population, december.population[:17]
    )


def test_half_of_the_migrants_on_new_years_day_changes_little_but_something(world, december):
    half = project_countries(world, timing=MigrationTiming.HALF)
    ratio = half.population[26].sum() / december.population[26].sum()
    assert 0 < abs(ratio - 1) < 1e-3  # migrants of the world sum to about nought


@pytest.mark.parametrize("year", [2023, 2101, -5])
def test_a_year_outside_the_inputs_is_refused(world, year):
    with pytest.raises(BadPeriod, match="2024 to 2100"):
        project_countries(world, to=year)


def test_the_table_has_one_row_for_each_date_sex_and_age(world):
    july = project_countries(world, to=2026, on_july=True)
    frame = july.frame(coded=True)
    assert frame.columns == ["country_code", "year", "date", "sex", "age", "population"]
    assert frame.height == 236 * 2 * 2 * 101
    assert frame["date"].unique().sort().to_list() == [date(2025, 7, 1), date(2026, 7, 1)]
    row = frame.row(
        by_predicate=(pl.col("country_code") == KOREA)
        & (pl.col("year") == 2026)
        & (pl.col("sex") == "male")
        & (pl.col("age") == 30),
        named=True,
    )
    assert row["population"] == july.population[1, july.codes.index(KOREA), 1, 30]


@pytest.mark.parametrize("text", ["DE", "de", "DEU", "276", "0276", " Germany ", "germany"])
def test_a_country_is_found_by_codes_and_name(text):
    assert find_country(open_catalog().table("un_countries"), text) == 276


@pytest.mark.parametrize(
    ("text", "offered"),
    [("Germny", "Germany"), ("korea", "Republic of Korea"), ("XX", "known are"), ("", "known are")],
)
def test_an_unknown_country_is_met_with_the_nearest_names(text, offered):
    with pytest.raises(UnknownName, match=offered):
        find_country(open_catalog().table("un_countries"), text)


def test_iso_codes_agree_with_those_in_other_data(shared):
    """The codes come from one list; trade and growth data bring codes of their own."""
    ours = open_catalog().table("un_countries")
    growth = pl.read_parquet(shared / "data/people/labour/pwt1001.parquet")
    named = growth.select(pl.col("country", "isocode").cast(pl.String)).unique()
    joined = named.join(ours, left_on="country", right_on="name")
    assert joined.height > 140  # the rest are spelt otherwise
    assert (joined["isocode"] == joined["iso3"]).all()
    assert ours["iso2"].n_unique() == ours["iso3"].n_unique() == 236
