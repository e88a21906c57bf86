"""The regions' shares against the press, a plain loop and their own past."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest
import xarray as xr

from bongsu.catalog import open_catalog
from bongsu.systems.people import regions

REGISTER = open_catalog().table("register_65_plus")
COUNTED = REGISTER.filter(pl.col("people").is_not_null())


def country(shares, first=2024):
    return xr.DataArray(shares, {"year": range(first, first + len(shares))}, ("year",))


def test_the_share_of_december_2019_is_as_the_press_printed_it():
    # Ministry of the Interior and Safety, 10 July 2024: 15.48% in December 2019
    shares = regions.register_share_65_plus(COUNTED)
    assert float(shares.sel(region="Whole country", register_year=2019)) * 100 == pytest.approx(
        15.48, abs=0.005
    )
    assert shares.sizes == {"region": 18, "register_year": 13}


def test_only_sejong_is_missing_before_it_was_founded():
    missing = regions.register_share_65_plus(REGISTER).isnull()
    assert missing.sel(region="Sejong", register_year=2011)
    assert int(missing.sum()) == 1


def test_regions_add_up_to_the_country():
    for _, month in COUNTED.group_by("date"):
        whole = month.filter(region="Whole country")
        parts = month.filter(pl.col("region") != "Whole country")
        for column in ("people", "people_65_plus"):
            assert parts[column].sum() == whole[column].item()


def test_shares_carried_from_august_meet_those_reported_for_23_december():
    # todayheadline.co/?p=36248; the pace of the year before leaves at most a tenth of a point
    day = date(2024, 12, 23)
    for region, printed in REGISTER.filter(date=day).select("region", "share_65_plus").rows():
        rows = COUNTED.filter(region=region).sort("date")
        assert regions.carried_to(day, rows) == pytest.approx(printed, abs=0.11)


def test_a_day_that_is_counted_is_not_carried():
    rows = COUNTED.filter(region="Busan").sort("date")
    latest = rows.row(-1, named=True)
    assert regions.carried_to(latest["date"], rows) == latest["share_65_plus"]


def test_a_region_that_was_counted_once_keeps_its_share():
    rows = COUNTED.filter(region="Sejong").sort("date").head(1)
    assert regions.carried_to(date(2024, 12, 31), rows) == rows["share_65_plus"].item()


def test_what_was_not_known_yet_does_not_enter():
    early = REGISTER.filter(pl.col("known_from") <= date(2024, 2, 1))
    base = regions.register_base_share(early)
    rows = early.filter(region="Whole country").sort("date")["share_65_plus"]
    assert float(base.sel(region="Whole country")) * 100 == pytest.approx(
        rows[-1] + (rows[-1] - rows[-2]) * 366 / 365
    )


def test_regions_agree_with_a_plain_loop():
    base = xr.DataArray([0.1, 0.35], {"region": ["young", "old"]}, ("region",))
    path = [0.2, 0.25, 0.4]
    ours = regions.region_share_65_plus(base, country(path))
    for place, start in enumerate([0.1, 0.35]):
        for step, share in enumerate(path):
            odds = start / (1 - start) * (share / (1 - share)) / (0.2 / 0.8)
            assert ours.values[place, step] == pytest.approx(odds / (1 + odds))


def test_seven_years_ahead_the_rule_misses_a_region_by_a_point_and_sometimes_three():
    # 2016 to 2023, with the country's path as it turned out: what the rule alone leaves open
    shares = regions.register_share_65_plus(REGISTER)
    path = shares.sel(region="Whole country", register_year=slice(2016, 2023), drop=True)
    ahead = regions.region_share_65_plus(
        shares.sel(register_year=2016, drop=True), path.rename(register_year="year")
    ).sel(year=2023)
    error = (ahead - shares.sel(register_year=2023)).drop_sel(region="Whole country") * 100
    assert float(abs(error).mean()) < 1.15  # measured: 1.10
    # Sejong, a planned city that filled with young families, 3.2; Ulsan, where plants aged, 2.7
    assert float(abs(error).max()) < 3.2


def test_the_counted_year_stands_and_only_a_missing_one_is_carried():
    counted = xr.DataArray(
        [[0.19, 0.21], [0.1, 0.1], [0.1, 0.1]],
        {"region": ["Whole country", "later", "never"], "register_year": [2022, 2023]},
        ("region", "register_year"),
    )
    ahead = xr.DataArray(
        [[0.25, 0.26], [0.19, 0.2], [0.1, 0.11]],
        {"region": ["Whole country", "later", "never"], "year": [2024, 2025]},
        ("region", "year"),
    )
    years = regions.region_super_aged_year(counted, ahead)
    np.testing.assert_array_equal(years, [2023, 2025, np.nan])
    assert float(regions.register_super_aged_year(years)) == 2023
    count = regions.super_aged_regions(years, country([0.2, 0.2]))
    assert count.values.tolist() == [0, 1]


def test_draws_and_branches_pass_through():
    path = country([0.2, 0.3]) * xr.DataArray([1.0, 1.1], {"draw": [0, 1]}, ("draw",))
    base = xr.DataArray([0.2], {"region": ["Whole country"]}, ("region",))
    assert set(regions.region_share_65_plus(base, path).dims) == {"region", "year", "draw"}
