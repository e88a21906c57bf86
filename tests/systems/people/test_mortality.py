"""Death rates at the life expectancy that is asked for."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from bongsu.catalog import open_catalog
from bongsu.systems.people import sources
from bongsu.systems.people.mortality import e0_of_pattern, mortality_rate


@pytest.fixture(scope="module")
def pattern() -> xr.DataArray:
    rates = sources.mortality_pattern(open_catalog().table("korea_mortality"))
    return rates.sel(year=slice(2024, 2072))


@pytest.fixture(scope="module")
def own(pattern) -> xr.DataArray:
    return e0_of_pattern(pattern)


def test_rates_stay_to_the_last_digit_where_nothing_else_is_asked_for(pattern, own):
    rates = mortality_rate(pattern, own.sel(sex="female"), own.sel(sex="male"))
    np.testing.assert_array_equal(rates.transpose(*pattern.dims), pattern)


def test_life_expectancy_is_the_one_that_is_asked_for(pattern, own):
    women, men = own.sel(sex="female") + 1.5, own.sel(sex="male") - 3.0
    found = e0_of_pattern(mortality_rate(pattern, women, men))
    np.testing.assert_allclose(found.sel(sex="female"), women, atol=0.01)
    np.testing.assert_allclose(found.sel(sex="male"), men, atol=0.01)


def test_a_longer_life_lowers_rates_most_where_they_fall_most(pattern, own):
    rates = mortality_rate(pattern, own.sel(sex="female") + 2.0, own.sel(sex="male"))
    ratio = (rates / pattern).sel(year=2050)
    np.testing.assert_array_equal(ratio.sel(sex="male"), 1.0)
    women = ratio.sel(sex="female")
    assert (women < 1).all()
    fall = np.log(pattern.sel(sex="female", year=2024) / pattern.sel(sex="female", year=2072))
    closed = slice(0, 99)
    assert np.corrcoef(-np.log(women.sel(age=closed)), fall.sel(age=closed))[0, 1] > 0.99


def test_only_the_years_that_are_asked_to_change_do(pattern, own):
    later = xr.where(own["year"] >= 2050, own + 1.0, own)
    rates = mortality_rate(pattern, later.sel(sex="female"), later.sel(sex="male"))
    before = slice(2024, 2049)
    np.testing.assert_array_equal(
        rates.sel(year=before).transpose(*pattern.dims), pattern.sel(year=before)
    )
    assert (rates.sel(year=2050) < pattern.sel(year=2050)).all()


def test_issues_and_draws_give_what_each_future_gives_alone(pattern, own):
    paths = xr.DataArray([0.0, 1.0], {"longer": ["no", "yes"]})
    draws = xr.DataArray([-0.5, 0.5], {"draw": [0, 1]})
    women = own.sel(sex="female") + paths
    men = own.sel(sex="male") + draws
    many = mortality_rate(pattern, women, men)
    assert many.dims == ("longer", "draw", "sex", "age", "year")
    alone = mortality_rate(pattern, women.sel(longer="yes", drop=True), men.sel(draw=1, drop=True))
    np.testing.assert_allclose(many.sel(longer="yes", draw=1), alone, rtol=1e-9)
