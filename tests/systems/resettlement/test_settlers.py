"""The settlers: the kernel against a plain loop, and ages as printed."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from bongsu.catalog import open_catalog
from bongsu.cohorts.lifetable import extend_to_130, survival_ratios
from bongsu.systems.resettlement.settlers import cohort, median_age_at_arrival
from bongsu.systems.resettlement.sources import (
    age_at_arrival,
    death_rate,
    earlier_arrivals,
    recorded_arrivals,
)

CATALOG = open_catalog()
YEARS = range(2023, 2031)


@pytest.fixture(scope="module")
def inputs():
    recorded = recorded_arrivals(CATALOG.table("nk_arrivals"))
    later = recorded.rename(arrival_year="year").reindex(year=list(YEARS)).fillna(100.0)
    return {
        "recorded_arrivals": recorded,
        "earlier_arrivals": earlier_arrivals(CATALOG.table("nk_arrivals")),
        "arrivals_by_sex": later,
        "age_at_arrival": age_at_arrival(CATALOG.table("nk_age_at_arrival")),
        "death_rate": death_rate(CATALOG.table("korea_mortality")),
    }


def by_loop(inputs):
    """Carry everybody on one by one, without the kernel."""
    profile = inputs["age_at_arrival"].values
    now = np.zeros((2, 131))
    now[:, :101] = inputs["earlier_arrivals"].values[:, None] * profile
    for year in range(2002, YEARS[-1] + 1):
        rates = inputs["death_rate"].sel(year=max(year, 2023)).values
        alive = survival_ratios(extend_to_130(rates))
        after = np.zeros_like(now)
        for sex in range(2):
            for age in range(1, 131):
                coming = now[sex, age - 1] + (now[sex, 130] if age == 130 else 0.0)
                after[sex, age] = coming * alive[sex, age]
        came = (
            inputs["recorded_arrivals"].sel(arrival_year=year)
            if year <= 2025
            else inputs["arrivals_by_sex"].sel(year=year)
        )
        after[:, :101] += came.values[:, None] * profile
        now = after
    return now


def test_the_cohort_is_that_of_a_plain_loop(inputs):
    people, _ = cohort(**inputs)
    loop = by_loop(inputs)
    shown = people.sel(year=YEARS[-1]).transpose("sex", "age").values
    np.testing.assert_allclose(shown[:, :100], loop[:, :100], rtol=1e-12)
    np.testing.assert_allclose(shown[:, 100], loop[:, 100:].sum(axis=1), rtol=1e-12)


def test_nobody_is_lost_when_nobody_dies(inputs):
    people, deaths = cohort(**(inputs | {"death_rate": inputs["death_rate"] * 0.0 + 1e-12}))
    total = float(people.sel(year=2025).sum())
    assert total == pytest.approx(34_538, abs=1e-3)
    assert float(deaths.max()) < 1e-3


def test_draws_pass_through_and_each_is_as_if_alone(inputs):
    factor = xr.DataArray([1.0, 2.0, 0.5], {"draw": [0, 1, 2]}, ("draw",))
    drawn, deaths = cohort(**(inputs | {"arrivals_by_sex": inputs["arrivals_by_sex"] * factor}))
    assert drawn.dims == ("draw", "sex", "age", "year")
    assert deaths.dims == ("draw", "year")
    twice, _ = cohort(**(inputs | {"arrivals_by_sex": inputs["arrivals_by_sex"] * 2.0}))
    np.testing.assert_array_equal(drawn.sel(draw=1).values, twice.values)


def test_groups_of_ages_are_as_printed(inputs):
    # to the end of 2022: 9,601 were 20 to 29 and 1,348 were 60 and over, of 33,836
    profile = inputs["age_at_arrival"]
    assert float(profile.sum()) == pytest.approx(1.0)
    assert float(profile.sel(age=slice(20, 29)).sum()) == pytest.approx(9601 / 33836)
    assert float(profile.sel(age=slice(60, None)).sum()) == pytest.approx(1348 / 33836)


def test_the_median_age_at_arrival_lies_in_the_thirties(inputs):
    # 14,709 of 33,836 were under 30; the middle one is the 2,209th of 9,719 in their thirties
    expected = 30 + 10 * (33836 / 2 - 14709) / 9719
    assert float(median_age_at_arrival(inputs["age_at_arrival"])) == pytest.approx(expected)
