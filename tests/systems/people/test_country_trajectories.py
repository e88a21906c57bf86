"""A country's trajectories: the UN's bounds of its total are met, and calibrated ones are wider."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from bongsu.catalog import open_catalog
from bongsu.cohorts.trajectories import carry_groups
from bongsu.errors import OutOfRange
from bongsu.streams import stream
from bongsu.systems.people.calibration import (
    DRIVER_POINTS,
    FERTILITY,
    even_probabilities,
    inflations,
    mixture_quantile,
)
from bongsu.systems.people.persistence import OUTER
from bongsu.systems.people.trajectories import (
    BROAD,
    FIVE_YEAR,
    STREAMS,
    Kind,
    draw_paths,
    group_quantiles,
    load_country,
    population_factors,
)
from bongsu.systems.people.widening import eight_in_ten

LEVELS = (0.1, 0.5, 0.9)
PLACES = {"Korea": 410, "Japan": 392, "United States": 840, "Germany": 276, "France": 250}


def streams(seed=7):
    return {name: stream(seed, name) for name in STREAMS}


@pytest.fixture(scope="module")
def korea():
    return load_country(open_catalog(), 410)


@pytest.fixture(scope="module")
def drawn(korea):
    return group_quantiles(korea, streams(), 1500, LEVELS, kind=Kind.UN)


@pytest.fixture(scope="module")
def calibrated(korea):
    return group_quantiles(korea, streams(), 1500, LEVELS)


@pytest.mark.parametrize("place", PLACES)
def test_the_width_of_the_uns_bounds_is_met_within_a_seventh(place, shared):
    """Published on 31 December; 1500 draws leave a width uncertain by about 4%."""
    code = PLACES[place]
    published = pl.read_parquet(shared / "data/people/wpp2024/totals_annual.parquet").filter(
        pl.col("country_code") == code
    )
    country = load_country(open_catalog(), code)
    found = group_quantiles(country, streams(), 1500, LEVELS, kind=Kind.UN)
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


def test_calibrated_bounds_are_wider_the_more_so_the_sooner(drawn, calibrated):
    ratios = [
        width(calibrated, "total", year) / width(drawn, "total", year)
        for year in (2025, 2030, 2050, 2100)
    ]
    assert ratios[0] > ratios[1] > ratios[2] > ratios[3] > 0.98
    assert 3 < ratios[0] < 6  # the base: 1.63% to each side, by the formula
    assert width(calibrated, "total", 2025) / 2 == pytest.approx(0.0204, abs=0.003)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("code", [410, 392, 566, 634, 250])
def test_the_median_is_near_the_medium_even_before_it_is_put_there(code, kind):
    """The population answers unevenly to drivers whose mean is the medium: most in Nigeria."""
    country = load_country(open_catalog(), code)
    paths = draw_paths(country, streams(), 4000, kind)
    factors = population_factors(country, streams(), paths, kind)
    totals = carry_groups(country.place, paths).sum(axis=1) * factors
    for year in (0, 5, 25, 50):
        median = np.median(totals[year])
        assert median == pytest.approx(country.medium[year + 1], rel=0.03)


def test_the_groups_of_a_draw_err_with_its_total(korea):
    """One factor for all ages: shares of a calibrated draw are those without the factor."""
    paths = draw_paths(korea, streams(), 50)
    factors = population_factors(korea, streams(), paths)
    groups = carry_groups(korea.place, paths)
    shares = groups / groups.sum(axis=1, keepdims=True)
    scaled = groups * factors[:, None]
    np.testing.assert_allclose(scaled / scaled.sum(axis=1, keepdims=True), shares, rtol=1e-12)


@pytest.mark.parametrize("kind", Kind)
def test_the_first_draws_of_many_are_those_of_few(korea, kind):
    few, many = (draw_paths(korea, streams(), number, kind) for number in (50, 200))
    np.testing.assert_allclose(many.mortality[..., :50], few.mortality, rtol=1e-12)


@pytest.mark.parametrize("kind", Kind)
def test_the_median_of_a_driver_is_its_medium_and_the_mean_of_migration(korea, kind):
    paths = draw_paths(korea, streams(), 4000, kind)
    np.testing.assert_allclose(np.median(paths.fertility, axis=-1), 1.0, rtol=0.02)
    np.testing.assert_allclose(paths.migration.mean(axis=-1), 0.0, atol=1e-9)
    medium = korea.table.place(korea.life_expectancy.medium[1:, :, None])[..., 0]
    np.testing.assert_allclose(np.median(paths.mortality, axis=-1), medium, atol=1.0)  # of levels


def test_the_uns_bounds_hold_their_share_of_drawn_fertility(korea):
    paths = draw_paths(korea, streams(), 4000, Kind.UN)
    fertility = paths.fertility * korea.fertility.medium[1:, None]
    below = (fertility < korea.fertility.low[1:, None]).mean(axis=-1)
    above = (fertility > korea.fertility.high[1:, None]).mean(axis=-1)
    np.testing.assert_allclose([below, above], 0.1, atol=0.02)


def test_calibrated_bounds_of_fertility_are_nowhere_narrower_than_the_uns():
    """By the mixture itself, in every country, year and to both sides."""
    catalog = open_catalog()
    roots = np.sqrt(inflations(FERTILITY.df, even_probabilities(DRIVER_POINTS)))
    for code in catalog.table("un_countries")["country_code"].to_list()[::3]:
        country = load_country(catalog, code)
        scale = country.widening.fertility
        known = country.fertility.without(eight_in_ten(FERTILITY.df) * scale)
        for side, published in (
            (known.up, country.fertility.up),
            (known.down, country.fertility.down),
        ):
            deviations = np.sqrt(side[:, None] ** 2 + (scale[:, None] * roots) ** 2)
            held = mixture_quantile(deviations, 0.9)
            assert (held >= 0.97 * OUTER * published).all(), code


def test_no_draw_of_life_expectancy_is_cut_at_the_end_of_the_table():
    for code in (404, 276, 410):  # of Kenya, Germany and Korea
        country = load_country(open_catalog(), code)
        paths = draw_paths(country, streams(), 2000)
        top = country.table.survival.shape[-1] - 1
        assert (paths.mortality >= top).mean() < 1e-3


def test_a_place_without_migration_has_quantiles():
    """Nobody is expected to come to Montserrat: migrants beyond that are as its people are."""
    montserrat = load_country(open_catalog(), 500)
    assert montserrat.place.spread.sum() == pytest.approx(1.0)
    found = group_quantiles(montserrat, streams(), 50, LEVELS, to=2030)
    assert found["population"].is_finite().all()


@pytest.mark.parametrize(
    ("draws", "levels", "to"),
    [(1, (0.5,), 2100), (10, (0.0,), 2100), (10, (1.2,), 2100), (10, (), 2100), (10, (0.5,), 2024)],
)
def test_what_cannot_be_drawn_is_refused(korea, draws, levels, to):
    with pytest.raises(OutOfRange):
        group_quantiles(korea, streams(), draws, levels, to=to)
