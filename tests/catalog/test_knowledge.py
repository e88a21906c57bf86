"""What a catalogue shows on a day: nothing that became known later, in any form."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.catalog.shelf import FARES, put

from bongsu.catalog import open_catalog
from bongsu.errors import NotKnownYet, UnknownName

LATER = FARES.with_columns(pl.col("fare") * 2)
DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))


def dated(days):
    """Return a table with a row for each day on which a row became known."""
    return pl.DataFrame(
        {
            "number": list(range(len(days))),
            "fare": [1e9 + number for number in range(len(days))],
            "known_from": days,
        },
        schema={"number": pl.Int64, "fare": pl.Float64, "known_from": pl.Date},
    )


@pytest.fixture
def two_vintages(tmp_path):
    put(tmp_path)
    put(
        tmp_path,
        LATER,
        file="fares.second.parquet",
        vintage="Second edition",
        known_from="2026-03-01",
    )
    return open_catalog(tmp_path)


@pytest.mark.parametrize(
    ("day", "vintage", "fare"),
    [
        (date(2025, 1, 1), "First edition", 44.0),
        (date(2026, 2, 28), "First edition", 44.0),
        (date(2026, 3, 1), "Second edition", 88.0),
        (None, "Second edition", 88.0),
    ],
)
def test_a_later_vintage_is_hidden_until_the_day_it_came_out(two_vintages, day, vintage, fare):
    assert two_vintages.info("fares", day).vintage == vintage
    assert two_vintages.table("fares", day)["fare"][0] == fare
    array = two_vintages.array("fares", "fare", ["place", "year"], as_of=day)
    assert float(array.sel(place="port", year=2026)) == fare


def test_vintages_are_listed_with_the_newest_first(two_vintages):
    listed = [info.vintage for info in two_vintages.vintages("fares")]
    assert listed == ["Second edition", "First edition"]
    assert two_vintages.names() == ("fares",)


def test_a_table_that_is_not_known_yet_is_refused_with_its_day(tmp_path):
    put(tmp_path)
    catalog = open_catalog(tmp_path)
    for ask in (catalog.info, catalog.table):
        with pytest.raises(NotKnownYet, match="2025-01-01, after 2024-12-31"):
            ask("fares", date(2024, 12, 31))
    with pytest.raises(NotKnownYet):
        catalog.array("fares", "fare", ["place", "year"], as_of=date(2024, 12, 31))


def test_a_planted_later_row_enters_neither_rows_nor_arrays(tmp_path):
    frame = dated([date(2025, 1, 1), date(2025, 6, 9), date(2025, 6, 10)])
    put(tmp_path, frame, table="dated", known_from="2025-01-01")
    catalog = open_catalog(tmp_path)
    eve, day = date(2025, 6, 9), date(2025, 6, 10)
    assert catalog.table("dated", eve)["number"].to_list() == [0, 1]
    assert catalog.table("dated", day)["number"].to_list() == [0, 1, 2]
    array = catalog.array("dated", "fare", ["number"], as_of=eve)
    assert array["number"].values.tolist() == [0, 1]
    assert float(array.max()) == 1e9 + 1


def test_what_was_asked_for_without_a_day_does_not_show_on_an_earlier_one(tmp_path):
    put(tmp_path, dated([date(2025, 1, 1), date(2026, 1, 1)]), table="dated")
    catalog = open_catalog(tmp_path)
    assert catalog.table("dated").height == 2
    assert catalog.table("dated", date(2025, 12, 31)).height == 1
    assert catalog.table("dated").height == 2


@given(st.lists(DAYS, min_size=1, max_size=8), DAYS)
def test_the_rows_of_a_day_are_those_that_a_loop_picks(tmp_path_factory, days, day):
    folder = tmp_path_factory.mktemp("shelf")
    put(folder, dated(days), table="dated", known_from=min(days).isoformat())
    catalog = open_catalog(folder)
    expected = [number for number, known in enumerate(days) if known <= day]
    if not expected:
        with pytest.raises(NotKnownYet):
            catalog.table("dated", day)
    else:
        assert catalog.table("dated", day)["number"].to_list() == expected


def test_a_misspelt_table_gets_the_nearest_name(two_vintages):
    for ask in (two_vintages.info, two_vintages.table, two_vintages.vintages):
        with pytest.raises(UnknownName, match="did you mean `fares`"):
            ask("fare")


# --- the package's own tables ---

DATED = [
    name for name in open_catalog().names() if "known_from" in open_catalog().info(name).columns
]


def test_some_packaged_tables_date_each_row():
    assert {"nps_fund_history", "nps_members", "nps_exhaustion_estimates"} <= set(DATED)


@pytest.mark.parametrize("name", DATED)
def test_no_packaged_row_shows_on_the_eve_of_its_day(name):
    catalog = open_catalog()
    whole = catalog.table(name)
    for day in whole["known_from"].unique().sort()[1:]:
        shown = catalog.table(name, day - timedelta(days=1))
        assert shown["known_from"].max() < day
        assert shown.height == sum(known < day for known in whole["known_from"])


def test_the_fund_of_the_end_of_2025_is_known_only_once_it_was_reported():
    # 1,458 trillion won, reported by Seoul Shinmun on 27 February 2026
    eve, day = (open_catalog().table("nps_fund_history", date(2026, 2, d)) for d in (26, 27))
    assert 1458 not in eve["fund"].to_list()
    assert day["fund"].to_list()[-1] == 1458


def test_the_budget_office_on_the_reform_is_known_from_its_report():
    # National Assembly Budget Office, 9 June 2025: depletion put off from 2057 to 2065
    eve, day = (open_catalog().table("nps_exhaustion_estimates", date(2025, 6, d)) for d in (8, 9))
    assert 2065 not in eve["exhaustion_year"].to_list()
    assert {2057, 2065} <= set(day["exhaustion_year"].to_list())


def test_the_law_of_2025_is_not_known_on_the_eve_of_its_vote():
    with pytest.raises(NotKnownYet, match="2025-03-20"):
        open_catalog().table("nps_reform_2025", date(2025, 3, 19))
    assert open_catalog().table("nps_reform_2025", date(2025, 3, 20)).height > 0
