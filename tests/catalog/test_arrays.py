"""Rows into labelled arrays: every number in its place, and every gap named."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.catalog.shelf import FARES, put

from bongsu.catalog import open_catalog
from bongsu.errors import DimensionMismatch, MissingValue, UnknownName

MONTHS = pl.DataFrame(
    {
        "month": [date(2026, 2, 1), date(2025, 11, 1), date(2026, 1, 1)],
        "boats": [3, 1, 2],
        "note": ["calm", "wild", "calm"],
    }
)


def shelf(folder, frame=FARES):
    put(folder, frame)
    return open_catalog(folder)


def test_text_keeps_the_order_of_the_table_and_numbers_rise(tmp_path):
    array = shelf(tmp_path).array("fares", "fare", ["place", "year"])
    assert array.dims == ("place", "year")
    assert array["place"].values.tolist() == ["port", "mill"]
    assert array["year"].values.tolist() == [2025, 2026]
    assert array.values.tolist() == [[40.0, 44.0], [30.0, 33.0]]


def test_dates_become_text_in_rising_order(tmp_path):
    array = shelf(tmp_path, MONTHS).array("fares", "boats", ["month"])
    assert array["month"].values.tolist() == ["2025-11-01", "2026-01-01", "2026-02-01"]
    assert array.values.tolist() == [1.0, 2.0, 3.0]
    assert array.dtype == np.float64


def test_an_array_says_its_unit_its_title_and_its_table(tmp_path):
    array = shelf(tmp_path).array("fares", "fare", ["year", "place"])
    assert array.name == "fare"
    assert array.attrs == {"unit": "won", "title": "The fare", "table": "fares"}


def test_rows_of_one_value_are_taken(tmp_path):
    array = shelf(tmp_path).array("fares", "fare", ["year"], at={"place": "mill"})
    assert array.values.tolist() == [30.0, 33.0]


@given(
    st.permutations(range(12)),
    st.lists(st.floats(-1e9, 1e9), min_size=12, max_size=12),
)
def test_rows_in_any_order_land_where_a_loop_puts_them(tmp_path_factory, order, values):
    rows = [
        {"place": place, "year": year, "sex": sex}
        for place in ("port", "mill", "town")
        for year in (2025, 2030)
        for sex in (1, 2)
    ]
    frame = pl.DataFrame([rows[i] | {"fare": values[i]} for i in order])
    array = shelf(tmp_path_factory.mktemp("shelf"), frame).array(
        "fares", "fare", ["year", "sex", "place"]
    )
    for row, value in zip(rows, values, strict=True):
        assert float(array.sel(row)) == value


def test_a_combination_without_a_row_is_missing(tmp_path):
    with pytest.raises(MissingValue, match="1 of 4 values of fare are missing over place, year"):
        shelf(tmp_path, FARES.head(3)).array("fares", "fare", ["place", "year"])


def test_a_row_without_a_value_is_missing(tmp_path):
    gap = FARES.with_columns(fare=pl.when(pl.col("year") == 2026).then(pl.col("fare")))
    with pytest.raises(MissingValue, match="2 of 4"):
        shelf(tmp_path, gap).array("fares", "fare", ["place", "year"])


def test_a_row_without_a_label_is_missing(tmp_path):
    gap = FARES.with_columns(year=pl.when(pl.col("fare") > 30).then(pl.col("year")))
    with pytest.raises(MissingValue, match="1 rows have no year"):
        shelf(tmp_path, gap).array("fares", "fare", ["place", "year"])


@pytest.mark.parametrize("at", [{"place": "moon"}, {"year": 1999}])
def test_no_row_at_all_is_missing(tmp_path, at):
    dim = "year" if "place" in at else "place"
    with pytest.raises(MissingValue, match="no row of fares"):
        shelf(tmp_path).array("fares", "fare", [dim], at=at)


def test_a_table_without_rows_gives_no_array(tmp_path):
    with pytest.raises(MissingValue, match="fares has no row"):
        shelf(tmp_path, FARES.clear()).array("fares", "fare", ["place", "year"])


@pytest.mark.parametrize("frame", [FARES, pl.concat([FARES, FARES])])
def test_rows_that_labels_do_not_tell_apart_are_refused(tmp_path, frame):
    dims = ["year"] if frame is FARES else ["place", "year"]
    with pytest.raises(DimensionMismatch, match="do not tell the rows apart"):
        shelf(tmp_path, frame).array("fares", "fare", dims)


@pytest.mark.parametrize(
    ("value", "dims", "at", "nearest"),
    [
        ("fair", ["place", "year"], None, "`fare`"),
        ("fare", ["place", "years"], None, "`year`"),
        ("fare", ["year"], {"plaice": "port"}, "`place`"),
    ],
)
def test_a_misspelt_column_gets_the_nearest_name(tmp_path, value, dims, at, nearest):
    with pytest.raises(UnknownName, match=f"did you mean {nearest}"):
        shelf(tmp_path).array("fares", value, dims, at=at)


@pytest.mark.parametrize(
    ("value", "dims"),
    [("place", ["year"]), ("fare", []), ("fare", ["year", "year"]), ("fare", ["fare", "year"])],
)
def test_what_cannot_be_spread_is_refused(tmp_path, value, dims):
    with pytest.raises(DimensionMismatch, match="cannot be spread"):
        shelf(tmp_path).array("fares", value, dims)


@pytest.mark.parametrize("at", [{"place": 3}, {"year": "2025"}, {"year": [2025, 2026, 2027]}])
def test_values_of_another_type_are_refused(tmp_path, at):
    dim = "year" if "place" in at else "place"
    with pytest.raises((DimensionMismatch, MissingValue)):
        shelf(tmp_path).array("fares", "fare", [dim], at=at)


def test_koreas_fertility_is_the_one_published():
    # World Population Prospects 2024: 0.73 children a woman in 2024, 0.75 in 2025
    tfr = open_catalog().array("un_rates", "tfr", ["year"], at={"country_code": 410})
    assert float(tfr.sel(year=2024)) == pytest.approx(0.73, abs=0.005)
    assert float(tfr.sel(year=2025)) == pytest.approx(0.75, abs=0.005)
    assert tfr.attrs["unit"] == "child/woman"
