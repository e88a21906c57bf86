"""A country's trajectories: the UN's published bounds of its total population are met."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from bongsu.catalog import open_catalog
from bongsu.errors import OutOfRange
from bongsu.streams import stream
from bongsu.systems.people.trajectories import (
    BROAD,
    DRIVERS,
    FIVE_YEAR,
    Bounds,
    draw_paths,
    group_quantiles,
    load_country,
)

LEVELS = (0.1, 0.5, 0.9)
PLACES = {"Korea": 410, "Japan": 392, "United States": 840, "Germany": 276, "France": 250}


def streams(seed=7):
    return {driver: stream(seed, driver) for driver in DRIVERS}


@pytest.fixture(scope="module")
def korea():
    return load_country(open_catalog(), 410)


@pytest.fixture(scope="module")
def drawn(korea):
    return group_quantiles(korea, streams(), 1500, LEVELS)


@pytest.mark.parametrize("place", PLACES)
def test_the_width_of_the_uns_bounds_is_met_within_a_seventh(place, shared):
    """Published on 31 December; 1500 draws leave a width uncertain by about 4%."""
    code = PLACES[place]
    published = pl.read_parquet(shared / "data/people/wpp2024/totals_annual.parquet").filter(
        pl.col("country_code") == code
    )
    found = group_quantiles(load_country(open_catalog(), code), streams(), 1500, LEVELS)
    total = found.filter(pl.col("age_group") == "total")
    for year, allowed in ((2030, 0.15), (2050, 0.15), (2100, 0.2)):
        low, middle, high = total.filter(pl.col("year") == year)["population"].to_list()
        row = published.row(by_predicate=pl.col("year") == year, named=True)
        assert (high - low) / (row["pop_80u"] - row["pop_80l"]) == pytest.approx(1, abs=allowed)
        assert middle == pytest.approx(row["pop_m"] + row["pop_f"], rel=0.001)


def test_the_groups_of_the_median_are_ordered_and_each_level_above_the_one_before(drawn):
    wide = drawn.pivot("quantile", index=["year", "age_group"], values="population")
    assert (wide["0.1"] <= wide["0.5"]).all()
    assert (wide["0.5"] <= wide["0.9"]).all()
    assert set(drawn["age_group"]) == {*BROAD, *FIVE_YEAR}
    assert drawn.height == 76 * (len(BROAD) + len(FIVE_YEAR)) * len(LEVELS)


def width(frame, group, year=2050):
    """Return the width of 8 in 10 outcomes over the median."""
    rows = frame.filter((pl.col("year") == year) & (pl.col("age_group") == group))
    low, middle, high = rows["population"].to_list()
    return (high - low) / middle


def test_the_spread_of_the_old_is_that_of_the_uns_own_ages(drawn, shared):
    """By the revision of 2022, of 1 July; from 80 on migration matters little."""
    published = pl.read_parquet(shared / "data/people/wpp2022/age5_annual_bounds.parquet").filter(
        (pl.col("country_code") == 410) & (pl.col("year") == 2050) & (pl.col("sex") == "B")
    )
    for age in (80, 85, 90):
        row = published.row(by_predicate=pl.col("age") == age, named=True)
        wanted = (row["80u"] - row["80l"]) / row["med"]
        assert width(drawn, f"{age}-{age + 4}") == pytest.approx(wanted, rel=0.15)


def test_who_is_not_born_yet_is_less_certain_than_who_is(drawn):
    assert width(drawn, "65+") < width(drawn, "15-64") < width(drawn, "0-14")


def test_the_first_draws_of_many_are_those_of_few(korea):
    few, many = (draw_paths(korea, streams(), number) for number in (50, 200))
    np.testing.assert_allclose(many.mortality[..., :50], few.mortality, rtol=1e-12)


def test_the_mean_of_the_draws_is_the_medium(korea):
    paths = draw_paths(korea, streams(), 400)
    np.testing.assert_allclose(paths.fertility.mean(axis=-1), 1.0, rtol=1e-3)
    np.testing.assert_allclose(paths.migration.mean(axis=-1), 0.0, atol=1e-9)


def test_one_in_ten_lies_beyond_each_bound():
    bounds = Bounds(
        medium=np.array([1.0, 2.0]), low=np.array([0.5, 1.9]), high=np.array([1.2, 3.0])
    )
    scores = np.random.default_rng(2).standard_normal((2, 200_000))
    values = bounds.at(scores)
    for year in range(2):
        assert (values[year] < bounds.low[year]).mean() == pytest.approx(0.1, abs=0.005)
        assert (values[year] > bounds.high[year]).mean() == pytest.approx(0.1, abs=0.005)


@pytest.mark.parametrize(
    ("draws", "levels", "to"),
    [(1, (0.5,), 2100), (10, (0.0,), 2100), (10, (1.2,), 2100), (10, (), 2100), (10, (0.5,), 2024)],
)
def test_what_cannot_be_drawn_is_refused(korea, draws, levels, to):
    with pytest.raises(OutOfRange):
        group_quantiles(korea, streams(), draws, levels, to=to)
