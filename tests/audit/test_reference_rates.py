"""Policy rates and exchange-rate bands: published facts, and nothing known too early."""

from __future__ import annotations

import csv
import datetime as dt
from importlib import import_module

import pytest

from bongsu.audit.references import (
    decisions,
    exchange_band,
    policy_rate,
)
from bongsu.audit.references.rates import CURRENCIES
from bongsu.evidence.sourced import span

rates_module = import_module("bongsu.audit.references.rates")


# --- policy rates ---


@pytest.mark.parametrize(
    ("bank", "day", "low", "high"),
    [
        ("Fed", dt.date(2009, 6, 1), 0.0, 0.25),
        ("Fed", dt.date(2023, 8, 1), 5.25, 5.5),
        ("Fed", dt.date(2026, 2, 10), 3.5, 3.75),
        ("BOK", dt.date(2008, 9, 1), 5.25, 5.25),
        ("BOK", dt.date(2020, 6, 1), 0.5, 0.5),
        ("BOK", dt.date(2026, 2, 10), 2.5, 2.5),
        ("BOJ", dt.date(2020, 1, 1), -0.1, -0.1),
        ("BOJ", dt.date(2025, 12, 18), 0.5, 0.5),
        ("BOJ", dt.date(2025, 12, 19), 0.75, 0.75),
        ("ECB", dt.date(2024, 1, 1), 4.0, 4.0),
    ],
)
def test_policy_rates_are_those_on_record(bank, day, low, high):
    made = policy_rate(bank, day)
    assert made is not None
    assert (made.low, made.high) == (low, high)


def test_cuts_in_a_row_can_be_counted():
    changes = [made.change for made in decisions("Fed", dt.date(2026, 2, 10))[-3:]]
    assert changes == [-0.25, -0.25, -0.25]
    assert [made.change for made in decisions("BOK", dt.date(2022, 12, 1))[-2:]] == [0.5, 0.25]


def test_the_base_rate_follows_the_overnight_call_rate(shared):
    """The central bank steers the call rate to its own: month by month, but for two crises."""
    file = shared / "data" / "macro" / "us_jp_kr_monthly.csv"
    with file.open(encoding="utf-8") as stream:
        calls = {row["month"]: row["kr_call"] for row in csv.DictReader(stream)}
    compared = 0
    for month, call in calls.items():
        if not call or not "2010-01" <= month <= "2026-03":
            continue
        first, last = span(month)
        days = [first + dt.timedelta(days=i) for i in range((last - first).days + 1)]
        made = [policy_rate("BOK", day) for day in days]
        mean = sum(one.high for one in made if one) / len(days)
        assert mean == pytest.approx(float(call), abs=0.2), month
        compared += 1
    assert compared > 190


def test_no_rate_before_the_first_or_after_the_last_day_on_record():
    assert policy_rate("BOK", dt.date(1999, 1, 1)) is None
    assert policy_rate("BOK", dt.date(2027, 1, 1)) is None
    assert policy_rate("Bank of Nowhere", dt.date(2020, 1, 1)) is None


def test_a_decision_is_not_known_before_it_was_made():
    day = dt.date(2025, 12, 9)
    assert decisions("Fed", day)[-1].decided == dt.date(2025, 10, 29)
    made = policy_rate("Fed", dt.date(2025, 12, 31), as_of=day)
    assert made is not None
    assert made.high == 4.0


# --- exchange rates ---


@pytest.mark.parametrize(
    ("currency", "year", "inside", "outside"),
    [
        ("KRW", 1997, (845, 1962), (80, 2700)),  # the record of 23 December
        ("KRW", 2009, (1153, 1570), (800, 1900)),  # high of 2 March
        ("KRW", 2014, (1008, 1119), (700, 1400)),
        ("KRW", 2025, (1350, 1487), (130, 1800)),
        ("JPY", 2011, (75.6, 85.5), (60, 110)),  # low of 31 October
        ("JPY", 2024, (140, 161.9), (110, 200)),  # high of 3 July
        ("EUR", 2008, (0.626, 0.80), (0.5, 1.1)),
        ("GBP", 2016, (0.67, 0.82), (0.5, 1.0)),
        ("CNY", 2020, (6.52, 7.17), (5.5, 8.5)),
    ],
)
def test_days_on_record_lie_in_the_band_and_absurd_rates_do_not(currency, year, inside, outside):
    band = exchange_band(currency, year)
    assert band is not None
    assert band.months == 12
    assert all(band.low <= rate <= band.high for rate in inside)
    assert not any(band.low <= rate <= band.high for rate in outside)
    assert band.low < band.average < band.high


def test_every_currency_has_a_band_for_every_year():
    for currency in CURRENCIES:
        for year in range(1999, 2028):
            assert exchange_band(currency, year) is not None, (currency, year)
    assert exchange_band("KRW", 1989) is None
    assert exchange_band("KRW", 2040) is None
    assert exchange_band("XXX", 2020) is None


def test_a_band_is_made_of_what_was_known_and_wider_for_it():
    whole = exchange_band("KRW", 2022)
    early = exchange_band("KRW", 2022, as_of=dt.date(2022, 4, 15))
    before = exchange_band("KRW", 2022, as_of=dt.date(2021, 12, 15))
    assert whole
    assert early
    assert before
    assert (whole.months, early.months, before.months) == (12, 3, 0)
    assert early.average < 1220 < whole.average  # the won fell in the autumn
    assert early.low < early.average < 1440 < early.high  # and was let fall so far


def test_a_planted_later_month_cannot_be_seen(monkeypatch):
    months = (*rates_module._months(), ("2026-07", {"KRW": 9999.0}))
    monkeypatch.setattr(rates_module, "_months", lambda: months)
    before = exchange_band("KRW", 2026, as_of=dt.date(2026, 7, 31))
    after = exchange_band("KRW", 2026, as_of=dt.date(2026, 8, 1))
    assert before
    assert after
    assert before.high < 3000 < after.high
