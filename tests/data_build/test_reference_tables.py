"""The tables of evidence and audit: made of reviewed files and the catalogue, to the byte."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from bongsu.catalog import open_catalog

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "bongsu"


@pytest.fixture(scope="module")
def build(scripts):
    return scripts("reference_tables")


def packaged(build, name):
    return PACKAGE / build.PLACES[name] / "tables" / f"{name}.csv"


def rows(build, name):
    with packaged(build, name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_packaged_tables_are_what_the_script_makes(build):
    for name, text in build.tables().items():
        assert packaged(build, name).read_bytes() == text.encode(), name


def test_reviewed_files_are_sorted_and_hold_no_row_twice(build):
    for name, keys in build.KEYS.items():
        found = [tuple(row[key] for key in keys) for row in build.read(name)]
        assert found == sorted(set(found)), name


def test_every_reviewed_row_is_packaged(build):
    for name in ("entities", "offices", "events", "policy_rates", "exchange_rates", "series"):
        assert len(rows(build, name)) == len(build.read(name)), name


def test_a_row_without_a_source_that_there_is_stops_the_build(build, tmp_path):
    for name in build.PLACES:
        (tmp_path / f"{name}.csv").write_text((build.RAW / f"{name}.csv").read_text("utf-8"))
    bad = (tmp_path / "events.csv").read_text().replace(",ustr\n", ",nobody\n", 1)
    (tmp_path / "events.csv").write_text(bad)
    with pytest.raises(ValueError, match="there is no source nobody"):
        build.tables(tmp_path)


def test_a_row_that_is_there_twice_stops_the_build(build, tmp_path):
    for name in build.PLACES:
        (tmp_path / f"{name}.csv").write_text((build.RAW / f"{name}.csv").read_text("utf-8"))
    text = (tmp_path / "policy_rates.csv").read_text()
    (tmp_path / "policy_rates.csv").write_text(text + text.splitlines()[-1] + "\n")
    with pytest.raises(ValueError, match="is there twice"):
        build.tables(tmp_path)


@pytest.mark.parametrize(
    ("table", "column", "period", "series", "factor"),
    [
        ("korea_fertility_official", "tfr", "period", "korea-tfr", 1),
        ("hana_survey", "satisfied", "survey_year", "hana-satisfied", 1),
        ("hana_survey", "employment", "survey_year", "hana-employment", 1),
        ("hana_survey", "monthly_wage", "survey_year", "hana-wage", 10_000),
        ("nps_reform_2025", "contribution_rate", "year", "nps-contribution-rate", 1),
    ],
)
def test_series_of_the_catalogue_are_equal_to_it(build, table, column, period, series, factor):
    ours = {
        (row["period"], float(row["value"]))
        for row in rows(build, "series_values")
        if row["series"] == series
    }
    theirs = {
        (str(row[period]), round(row[column] * factor, 6))
        for row in open_catalog().table(table).iter_rows(named=True)
        if row[column] is not None
    }
    assert theirs
    assert theirs <= ours


def test_rows_of_the_catalogue_keep_the_day_they_were_known_from(build):
    ours = {
        row["period"]: row["known_from"]
        for row in rows(build, "series_values")
        if row["series"] == "nk-arrivals"
    }
    found = open_catalog().table("nk_arrivals").iter_rows(named=True)
    theirs = {
        row["period"]: row["known_from"].isoformat()
        for row in found
        if row["sex"] == "total" and row["status"] == "sourced" and row["period"].isdigit()
    }
    assert ours.items() >= theirs.items()


def test_exchange_rates_are_the_stored_monthly_means(build, raw):
    import polars as pl

    countries = {
        "South Korea": "KRW",
        "Japan": "JPY",
        "China": "CNY",
        "Euro": "EUR",
        "United Kingdom": "GBP",
    }
    frame = pl.read_parquet(raw / "macro" / "fx_monthly.parquet")
    stored = {
        (month, countries[country]): rate
        for month, country, rate in frame.iter_rows()
        if country in countries and month >= "1990-01"
    }
    ours = {
        (row["month"], currency): float(row[currency])
        for row in rows(build, "exchange_rates")
        for currency in countries.values()
        if row[currency]
    }
    assert ours == stored
