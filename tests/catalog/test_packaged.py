"""The package's own tables: whole, described to the last column, small, and as printed."""

from __future__ import annotations

import json
from datetime import date

import polars as pl
import pytest

from bongsu.catalog import open_catalog
from bongsu.units import parse_unit

CATALOG = open_catalog()
NAMES = CATALOG.names()
LARGEST_PACKAGE = 25_000_000  # bytes: an installation must stay quick
# Endings of integers that count nothing.
NO_QUANTITIES = ("year", "code", "start", "published", "revision")


def files():
    return [file for file in CATALOG.folder.rglob("*") if file.is_file()]


def test_tables_stay_small():
    assert 0 < sum(file.stat().st_size for file in files()) < LARGEST_PACKAGE


def test_every_file_is_described_and_no_other_lies_there():
    packages = list(CATALOG.folder.glob("*/datapackage.json"))
    described = [
        package.parent / table["path"]
        for package in packages
        for table in json.loads(package.read_text())["resources"]
    ]
    assert sorted(files()) == sorted([*described, *packages])


@pytest.mark.parametrize("name", NAMES)
def test_a_table_says_who_published_it_when_and_under_which_terms(name):
    for info in CATALOG.vintages(name):
        texts = (info.title, info.producer, info.citation, info.licence, info.vintage)
        assert all(text.strip() == text and len(text) > 2 for text in texts)
        assert info.address.startswith("https://")


@pytest.mark.parametrize("name", NAMES)
def test_every_column_has_a_title_and_every_quantity_a_unit(name):
    frame, info = CATALOG.table(name), CATALOG.info(name)
    for column, about in info.columns.items():
        assert len(about.title) > 2
        if about.unit:
            assert about.type in {"integer", "number"}
            parse_unit(about.unit)
        elif about.type == "number":
            for unit in frame["unit"].unique():  # beside a value whose unit differs by row
                parse_unit(unit)
        elif about.type == "integer":
            assert column.endswith(NO_QUANTITIES), f"{name}.{column} has no unit"


@pytest.mark.parametrize("name", NAMES)
def test_keys_tell_the_rows_apart_and_nothing_is_nan(name):
    frame, keys = CATALOG.table(name), CATALOG.info(name).keys
    assert frame.height > 0
    assert not frame.select(keys).is_duplicated().any()
    assert frame.select(keys).null_count().sum_horizontal().item() == 0
    for column in frame.select(pl.col(pl.Float32, pl.Float64)).iter_columns():
        assert column.is_finite().all()


@pytest.mark.parametrize("name", NAMES)
def test_a_table_is_known_from_its_first_row_on(name):
    frame, info = CATALOG.table(name), CATALOG.info(name)
    if "known_from" in info.columns:
        assert info.known_from == frame["known_from"].min()
    assert CATALOG.table(name, info.known_from).height > 0


# --- printed elsewhere ---


def test_the_fifth_projection_peaks_in_2040_and_ends_in_2055():
    # Explanatory note of March 2023, table 1: 1,755 trillion won in 2040, -47 in 2055
    flows = CATALOG.table("nps5_flows")
    assert round(flows.filter(year=2040)["fund_end"].item() / 1000) == 1755
    assert round(flows.filter(year=2055)["fund_end"].item() / 1000) == -47
    assert flows["fund_end"].arg_max() == flows["year"].index_of(2040)
    base = CATALOG.table("nps5_scenarios").filter(scenario="base")
    assert base.select("deficit_year", "exhaustion_year").row(0) == (2041, 2055)


def test_the_fifth_projection_counts_people_in_ten_thousands():
    # Explanatory note of March 2023, tables 13 and 14: 51.56 million in 2023, 27.82 in 2093
    counts = CATALOG.table("nps5_headcounts").filter(series="population_total_10k")
    millions = counts["value"] * parse_unit(counts["unit"][0]).magnitude / 1e6
    assert dict(zip(counts["year"], millions, strict=True))[2023] == pytest.approx(51.56)
    assert dict(zip(counts["year"], millions, strict=True))[2093] == pytest.approx(27.82)


@pytest.mark.parametrize(
    ("series", "unit"),
    [
        ("tfr", "child/woman"),
        ("e0_years", "year"),
        ("net_migration_k", "thousand person/year"),
        ("fund_return_pct", "percent"),
    ],
)
def test_an_assumption_has_the_unit_of_its_row(series, unit):
    rows = CATALOG.table("nps5_assumptions").filter(series=series)
    assert rows["unit"].unique().to_list() == [unit]


def test_periods_of_assumptions_are_split_and_means_have_no_years():
    # Explanatory note of March 2023, table 11: 4.9, 4.6, 4.5, 4.5, 4.4, 4.4, 4.5; mean 4.5
    returns = CATALOG.table("nps5_assumptions").filter(scenario="base", series="fund_return_pct")
    decades = returns.drop_nulls("first_year").sort("first_year")
    assert decades["first_year"].to_list() == [2023, 2031, 2041, 2051, 2061, 2071, 2081]
    assert decades["last_year"].to_list() == [2030, 2040, 2050, 2060, 2070, 2080, 2093]
    assert decades["value"].to_list() == [4.9, 4.6, 4.5, 4.5, 4.4, 4.4, 4.5]
    assert returns.filter(period="mean").select("first_year", "last_year", "value").row(0) == (
        None,
        None,
        4.5,
    )


def test_the_law_of_2025_leads_from_9_to_13_percent():
    # National Pension Act, amendment of 20 March 2025: half a point a year from 2026 to 2033; 43%
    law = CATALOG.table("nps_reform_2025")
    rates = dict(law.select("year", "contribution_rate").iter_rows())
    assert rates[2025] == 9.0
    assert [rates[year] for year in range(2026, 2034)] == [9.5 + 0.5 * step for step in range(8)]
    assert law.filter(pl.col("year") >= 2026)["replacement_rate"].unique().to_list() == [43.0]


def test_members_fell_by_four_hundred_thousand_in_2024():
    # Newspim, 3 April 2025: 22,384,787 at the end of 2023, 21,984,003 a year later
    counted = CATALOG.table("nps_members").filter(pl.col("date").dt.year() >= 2023)
    assert counted["subscribers"].to_list() == [22_384_787, 21_984_003]


def test_only_the_level_of_june_2026_is_second_hand():
    rows = CATALOG.table("nps_fund_history").filter("second_hand")
    assert rows["date"].to_list() == [date(2026, 6, 1)]
