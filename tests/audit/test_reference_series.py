"""Series of the references: sound rows, published figures, and nothing known too early."""

from __future__ import annotations

import csv
import datetime as dt
from importlib import import_module

import polars as pl
import pytest

from bongsu.audit.references import (
    series,
    series_for,
    value,
    value_on,
    values,
    vintages,
)
from bongsu.evidence.sourced import sources

series_module = import_module("bongsu.audit.references.series")  # the package names a function so
UNITS = {"percent", "persons", "events", "rate", "year", "month", "USD", "KRW", "index", "ton"}


# --- series ---


def test_every_series_is_complete():
    assert len(series()) >= 60
    for one in series().values():
        assert one.title, one.id
        assert one.measures, one.id
        assert one.unit in UNITS, one.id
        assert one.frequency in {"year", "quarter", "month", "day", "once"}, one.id
        assert one.kind in {"count", "estimate", "projection", "law"}, one.id
        assert values(one.id), one.id


def test_every_value_belongs_to_a_series_and_is_known_when_it_could_be():
    assert set(series_module._lines_of_values()) - {"series"} == set(series())
    for one in series().values():
        for found in values(one.id):
            assert found.low <= found.high, one.id
            assert found.source in sources(), one.id
            if one.kind in {"count", "estimate"}:
                assert found.known_from >= found.first, (one.id, found.period)


@pytest.mark.parametrize(
    ("id_", "period", "published"),
    [
        ("korea-tfr", "2018", 0.98),
        ("korea-tfr", "2023", 0.72),
        ("korea-tfr", "2024", 0.75),
        ("korea-tfr", "2025", 0.80),
        ("nk-arrivals", "2009", 2914),
        ("nk-arrivals", "2025", 224),
        ("hana-satisfied", "2025", 81.2),
        ("hana-unemployment", "2024", 6.3),
        ("korea-minimum-wage", "2025", 10030),
        ("kospi-year-end", "2025", 4214.17),
        ("nps-contribution-rate", "2033", 13.0),
        ("nps-replacement-rate", "2026", 43.0),
        ("korea-cpi-inflation", "2022", 5.1),
        ("korea-suicide-rate", "2011", 31.7),
        ("korea-population-projection", "2072", 36_220_000),
        ("korea-nationals-15-64-share", "2040", 55.7),
    ],
)
def test_series_hold_the_published_figures(id_, period, published):
    found = [one.low for one in vintages(id_, period)]
    assert published in found


def test_women_among_arrivals_are_the_counts():
    found = value("nk-arrivals-women-share", "2023")
    assert found is not None
    assert found.low == pytest.approx(100 * 164 / 196, abs=0.005)


def test_trade_balances_are_exports_less_imports():
    """Revisions move each by up to a few hundred million: bounds must overlap."""
    for balance in values("korea-trade-balance"):
        out = value("korea-exports", balance.period)
        back = value("korea-imports", balance.period)
        assert out
        assert back
        assert out.low - back.high <= balance.high
        assert balance.low <= out.high - back.low


def test_kospi_closes_equal_the_stored_monthly_series(shared):
    file = shared / "data" / "macro" / "us_jp_kr_monthly.csv"
    with file.open(encoding="utf-8") as stream:
        closes = {row["month"]: row["kospi"] for row in csv.DictReader(stream)}
    for one in values("kospi-year-end"):
        assert one.low == pytest.approx(float(closes[f"{one.period}-12"]), abs=0.02)


def test_growth_and_inflation_cover_the_stored_national_accounts(shared):
    folder = shared / "data" / "macro"
    with (folder / "korea_real_gdp_quarterly.csv").open(encoding="utf-8") as stream:
        rows = [list(row.values()) for row in csv.DictReader(stream)]
    years: dict[int, list[float]] = {}
    for quarter, level, *_ in rows:
        years.setdefault(int(quarter[:4]), []).append(float(level))
    held = [one for one in values("korea-gdp-growth") if int(one.period) - 1 in years]
    assert len(held) > 20
    for one in held:
        year = int(one.period)
        grown = 100 * (sum(years[year]) / sum(years[year - 1]) - 1)
        newest = value("korea-gdp-growth", one.period)
        assert newest is not None
        assert newest.low - 0.06 <= grown <= newest.high + 0.06, year


def test_births_are_those_of_the_stored_vital_statistics(shared):
    file = shared / "data" / "people" / "korea" / "births_mother_age_order.parquet"
    whole = pl.all_horizontal(
        pl.col("region", "mother_age", "birth_order", "sex") == "Total",
    )
    stored = dict(pl.read_parquet(file).filter(whole).select("year", "births").iter_rows())
    held = [one for one in values("korea-births") if int(one.period) in stored]
    assert len(held) > 30
    for one in held:
        assert any(
            abs(other.high - stored[int(one.period)]) <= 600
            for other in values("korea-births")
            if other.period == one.period
        ), one.period


def test_yearly_exchange_rates_are_the_means_of_the_stored_months(shared):
    file = shared / "data" / "macro" / "us_jp_kr_monthly.csv"
    with file.open(encoding="utf-8") as stream:
        months = [(row["month"], row["krw_usd"]) for row in csv.DictReader(stream)]
    for one in values("korea-won-dollar"):
        rates = [float(rate) for month, rate in months if month.startswith(one.period) and rate]
        if len(rates) == 12:
            mean = sum(rates) / 12
            assert one.low * 0.995 <= mean <= one.high * 1.005, one.period


def test_inflation_is_that_of_the_stored_index(shared):
    file = shared / "data" / "macro" / "us_jp_kr_monthly.csv"
    with file.open(encoding="utf-8") as stream:
        months = [(row["month"], row["kr_cpi"]) for row in csv.DictReader(stream)]
    years: dict[int, list[float]] = {}
    for month, level in months:
        if level:
            years.setdefault(int(month[:4]), []).append(float(level))
    held = 0
    for one in values("korea-cpi-inflation"):
        year = int(one.period)
        if len(years.get(year, [])) == len(years.get(year - 1, [])) == 12:
            held += 1
            risen = 100 * (sum(years[year]) / sum(years[year - 1]) - 1)
            assert one.low - 0.11 <= risen <= one.high + 0.11, year
    assert held > 18


def test_a_series_is_found_by_the_words_of_a_text():
    asked = {
        ("total fertility rate", "South Korea"): "korea-tfr",
        ("unemployment rate", "North Korean refugees in South Korea"): "hana-unemployment",
        ("unemployment rate", "South Korea"): "korea-unemployment-rate",
        ("youth unemployment rate", "South Korea"): "korea-youth-unemployment",
        ("exports to China", "South Korea"): "korea-exports-china",
        ("exports", "South Korea"): "korea-exports",
        ("goods deficit", "United States with South Korea"): "us-deficit-korea",
        ("growth forecast", "Bank of Korea"): "korea-growth-forecast-bok",
        ("depletion", "National Pension Fund"): "nps-exhaustion-no-reform",
        ("reciprocal tariff", "South Korean goods"): "korea-reciprocal-tariff",
        ("share of women", "North Korean refugees who arrived"): "nk-arrivals-women-share",
    }
    for (measure, subject), id_ in asked.items():
        found = [one.id for one in series_for(measure, subject)]
        assert found[:1] == [id_], (measure, subject, found)


def test_another_measure_subject_or_unit_finds_nothing():
    assert series_for("unemployment rate", "France") == ()
    assert series_for("unemployment rate of women", "South Korea") == ()
    assert series_for("suicidal thoughts", "North Korean refugees") == ()
    assert series_for("total fertility rate", "South Korea", unit="percent") == ()
    assert series_for("", "") == ()


def test_a_newer_forecast_replaces_the_one_before():
    known = [
        value("korea-growth-forecast-bok", "2025", dt.date(2025, month, 1)) for month in (3, 6)
    ]
    assert [one.low for one in known if one] == [1.5, 0.8]


def test_a_reform_counts_only_from_the_day_it_passed():
    before = value("nps-replacement-rate", "2028", dt.date(2025, 3, 19))
    after = value("nps-replacement-rate", "2028", dt.date(2025, 3, 20))
    assert before
    assert after
    assert (before.low, after.low) == (40.0, 43.0)


def test_rates_by_day_are_those_in_force():
    def rate(day, as_of=None):
        found = value_on("korea-auto-tariff", day, as_of)
        return found.low if found else None

    assert rate(dt.date(2025, 10, 31)) == 25.0
    assert rate(dt.date(2025, 11, 15)) == 15.0
    assert rate(dt.date(2025, 11, 15), as_of=dt.date(2025, 12, 3)) is None
    assert rate(dt.date(2024, 1, 1)) is None


def test_a_planted_later_value_cannot_be_seen(monkeypatch):
    real = series_module._values("korea-tfr")
    newest = value("korea-tfr", "2023")
    assert newest is not None
    later = newest._replace(low=9.0, high=9.0, known_from=dt.date(2030, 1, 1))
    monkeypatch.setattr(series_module, "_values", lambda _: (*real, later))
    before, after = dt.date(2029, 12, 31), dt.date(2030, 1, 1)
    day = dt.date(2023, 6, 1)
    for as_of, seen in ((before, 0.72), (after, 9.0), (None, 9.0)):
        found, on = value("korea-tfr", "2023", as_of), value_on("korea-tfr", day, as_of)
        assert found
        assert on
        assert (found.low, on.low) == (seen, seen)
        assert (9.0 in [one.low for one in values("korea-tfr", as_of)]) is (seen == 9.0)
