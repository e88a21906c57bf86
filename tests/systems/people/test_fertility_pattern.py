"""The age pattern of fertility along other paths of the total fertility rate."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from bongsu.catalog import open_catalog
from bongsu.systems.people.fertility_pattern import (
    Past,
    pattern_of_variant,
    project_pattern,
    third_phase,
)

MIDDLES = np.arange(10, 55, 5) + 2.5
UGANDA, JAPAN = 800, 392


def country(code):
    """Return the norm, the estimates, the medium path and the published patterns of a country."""
    catalog = open_catalog()
    rows = {
        name: catalog.table(name).filter(country_code=code)
        for name in ("un_fertility_past", "un_fertility_pattern_past", "un_fertility_pattern")
    }
    published = rows["un_fertility_pattern"].sort("year", "age")["pasfr"].cast(pl.Float64)
    patterns = published.to_numpy().reshape(78, 9) / 100
    past = Past(
        tfr=rows["un_fertility_past"].sort("year")["tfr"].cast(pl.Float64).to_numpy(),
        earlier=rows["un_fertility_pattern_past"].sort("age")["pasfr"].cast(pl.Float64).to_numpy()
        / 100,
        latest=patterns[0],
    )
    norm = catalog.table("un_fertility_norm").sort("age")["pasfr"].to_numpy() / 100
    rates = catalog.table("un_rates").filter(pl.col("year") >= 2024, country_code=code)
    return norm, past, rates.sort("year")["tfr"].cast(pl.Float64).to_numpy(), patterns[1:]


def mean_ages(pattern):
    return pattern @ MIDDLES


@pytest.mark.parametrize("code", [UGANDA, JAPAN, 156, 688, 634])
def test_along_the_medium_path_mothers_are_as_old_as_published(code):
    norm, past, medium, published = country(code)
    pattern = project_pattern(past, norm, medium)
    # the United Nations work by single age, which moves the mean by a tenth of a year or less
    np.testing.assert_allclose(mean_ages(pattern), mean_ages(published), atol=0.17)


def test_the_pattern_of_the_medium_path_is_the_published_one():
    norm, past, medium, published = country(JAPAN)
    pattern = pattern_of_variant(published, past, norm, medium, medium)
    np.testing.assert_allclose(pattern, published / published.sum(axis=1, keepdims=True))


def test_where_fertility_stays_high_mothers_stay_young():
    norm, past, medium, published = country(UGANDA)
    high = pattern_of_variant(published, past, norm, medium, medium + 0.5)
    low = pattern_of_variant(published, past, norm, medium, medium - 0.5)
    assert mean_ages(high)[-1] < mean_ages(published)[-1] < mean_ages(low)[-1]
    np.testing.assert_allclose(high.sum(axis=1), 1.0)


def test_a_recovery_begins_after_the_middle_of_the_first_five_years_that_rise():
    years = np.arange(1950, 2101)
    tfr = np.where(years <= 2000, 4.0 - 0.05 * (years - 1950), 1.5 + 0.005 * (years - 2000))
    # lowest is the mean of 2001 to 2005; the middle of the next five years is 2008
    assert years[third_phase(tfr)] == 2009


def test_a_rise_above_two_children_is_no_recovery():
    years = np.arange(1950, 2101)
    tfr = np.where(years <= 2000, 5.0 - 0.05 * (years - 1950), 2.5 + 0.005 * (years - 2000))
    assert third_phase(tfr) == len(years) + 49  # it rises: no line leads down to 1.8


def test_a_path_that_falls_meets_the_level_beyond_its_end():
    tfr = np.linspace(6.0, 2.0, 151)  # falls by 0.0267 a year, and so meets 1.8 in 7.5 years
    assert third_phase(tfr) == pytest.approx(151 + 7.5, abs=1)


def test_a_path_that_is_low_at_its_end_begins_to_recover_then():
    assert third_phase(np.linspace(6.0, 1.0, 151)) == 151


def test_the_norm_is_reached_and_kept():
    norm = np.array([0.0001, 0.02, 0.11, 0.29, 0.3449, 0.19, 0.04, 0.0049, 0.0001])
    young = np.array([0.001, 0.1, 0.3, 0.3, 0.2, 0.07, 0.02, 0.008, 0.001])
    path = np.full(77, 1.6)
    recovery = np.concatenate([np.linspace(3.0, 1.4, 55), np.linspace(1.41, 1.6, 19)])
    pattern = project_pattern(Past(tfr=recovery, earlier=young, latest=young), norm, path)
    np.testing.assert_allclose(pattern[20:], np.tile(norm, (57, 1)), atol=2e-3)
    assert (np.diff(mean_ages(pattern[:20])) > 0).all()
