"""What the audit compares with: sound rows, published facts, and nothing known too early."""

from __future__ import annotations

import csv
import datetime as dt
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest

from bongsu.audit import references
from bongsu.audit.references import (
    decisions,
    events,
    events_named,
    exchange_band,
    policy_rate,
    series,
    series_for,
    value,
    value_on,
    values,
    vintages,
)
from bongsu.audit.references.events import ACTIONS, KINDS, Events
from bongsu.audit.references.rates import CURRENCIES
from bongsu.evidence.sourced import sources, span

EVERY = events().all
rates_module = import_module("bongsu.audit.references.rates")
series_module = import_module("bongsu.audit.references.series")  # the package names a function so
UNITS = {"percent", "persons", "events", "rate", "year", "month", "USD", "KRW", "index"}


def event(id_):
    found = events().get(id_)
    assert found is not None, id_
    return found


# --- events: the rows are sound ---


def test_there_are_events_of_every_kind():
    assert len(EVERY) >= 400
    assert set(Counter(one.kind for one in EVERY)) == set(KINDS)


def test_every_event_is_complete():
    ids = [one.id for one in EVERY]
    assert len(ids) == len(set(ids))
    for one in EVERY:
        assert one.kind in KINDS, one.id
        assert one.action in ACTIONS, one.id
        assert one.source in sources(), one.id
        assert one.what, one.id
        assert one.names, one.id
        assert all(name.strip() == name for name in one.names), one.id
        assert one.first <= one.start_last <= one.last, one.id
        assert one.supersedes == "" or event(one.supersedes).first <= one.first, one.id


def test_only_what_was_planned_was_known_before_it_began():
    for one in EVERY:
        if one.planned:
            assert one.known_from <= one.start_last, one.id
        else:
            assert one.known_from >= one.first, one.id


def test_events_of_a_numbered_row_follow_each_other():
    for topic, action in (
        ("scm", "held"),
        ("g20-summit", "held"),
        ("presidential-election", "held"),
        ("general-election", "held"),
        ("local-elections", "held"),
        ("nuclear-test", "tested"),
        ("inter-korean-summit", "held"),
        ("sma", "signed"),
        ("nuri", "launched"),
        ("trilateral-china-japan", "held"),
    ):
        numbers = [one.number or 0 for one in events().topic(topic, action=action)]
        assert all(later == number + 1 for number, later in pairwise(numbers)), topic


# --- events: published facts ---


@pytest.mark.parametrize(
    ("id_", "start"),
    [
        ("korean-war-armistice-signed", "1953-07-27"),
        ("mutual-defense-treaty-signed", "1953-10-01"),
        ("korus-signed", "2007-06-30"),
        ("korus-in-force", "2012-03-15"),
        ("nuclear-test-tested-6", "2017-09-03"),
        ("unscr-2397-adopted-2397", "2017-12-22"),
        ("scm-held-57", "2025-11-04"),
        ("oecd-accession-joined", "1996-12-12"),
        ("imf-programme-ended", "2001-08-23"),
        ("cit-ieepa-decided", "2025-05-28"),
        ("cafc-ieepa-decided", "2025-08-29"),
        ("scotus-ieepa-argued", "2025-11-05"),
        ("scotus-ieepa-decided", "2026-02-20"),
        ("korea-us-deal-announced", "2025-07-30"),
        ("ai-basic-act-in-force", "2026-01-22"),
        ("national-pension-act-in-force", "1988-01-01"),
        ("inflation-reduction-act-signed", "2022-08-16"),
        ("chips-act-signed", "2022-08-09"),
    ],
)
def test_events_stand_on_their_published_days(id_, start):
    assert event(id_).start == start


def test_the_treaty_is_one_topic_with_two_dates():
    signed, force = events().topic("mutual-defense-treaty")
    assert (signed.action, force.action) == ("signed", "in force")
    assert force.first == dt.date(1954, 11, 17)
    assert force.start_last == dt.date(1954, 11, 18)


def test_a_strategy_supersedes_the_one_before():
    newest = events().topic("nss")[-1]
    assert newest.start == "2025-12-04/2025-12-05"
    assert event(newest.supersedes).start == "2022-10-12"


def test_tariff_events_equal_the_dated_legal_events(shared):
    """Compare with the raw file: each of our effective days is one of its days."""
    text = (shared / "data" / "tariffs" / "legal_events.yaml").read_text(encoding="utf-8")
    known = set(re.findall(r"20\d\d-\d\d-\d\d", text))
    ours = [one for one in EVERY if one.source == "tariff-events"]
    assert len(ours) >= 40
    for one in ours:
        first, last = span(one.start)
        assert {first.isoformat(), last.isoformat()} <= known, one.id


def test_missile_and_rocket_tests_are_in_the_database(shared):
    """Days there are local or universal time: a day either way is let pass."""
    file = shared / "data" / "alliance" / "nk_missile_tests_1984_2026.csv"
    with file.open(encoding="utf-8") as stream:
        dated = [row["date"] for row in csv.DictReader(stream)]
    days = {dt.date.fromisoformat(day) for day in dated if len(day) == len("2006-07-05")}
    one_day = dt.timedelta(days=1)
    for one in EVERY:
        if one.source == "nti-missiles" and one.kind == "test":
            assert {one.first - one_day, one.first, one.first + one_day} & days, one.id


# --- events: names ---


@pytest.mark.parametrize(
    ("text", "name", "ids"),
    [
        ("since KORUS entered into force", "KORUS", {"korus-in-force", "korus-signed"}),
        ("the Armistice Agreement of 1953", "Armistice Agreement", {"korean-war-armistice-signed"}),
        ("at the Security Consultative Meeting", "Security Consultative Meeting", {"scm-held-57"}),
        ("UNSCR 2397 caps imports", "UNSCR 2397", {"unscr-2397-adopted-2397"}),
        ("the July 30 trade deal", "July 30 trade deal", {"korea-us-deal-announced"}),
    ],
)
def test_a_name_leads_to_its_events(text, name, ids):
    (found,) = events_named(text)
    assert text[found.start : found.end] == name
    assert ids <= {one.id for one in found.events}
    assert [one.first for one in found.events] == sorted(one.first for one in found.events)


def test_no_name_is_read_into_ordinary_words():
    text = (
        "The general election in Japan, an oral argument, martial law in another country and the "
        "court of appeals are named here, and none of them is an event of the table."
    )
    assert events_named(text) == ()


def test_a_planted_later_event_cannot_be_seen():
    planted = replace(
        event("korus-signed"), id="planted", topic="planted", names=("Planted Accord",)
    )
    planted = replace(planted, known_from=dt.date(2030, 1, 1))
    known = Events((planted,))
    before, after = dt.date(2029, 12, 31), dt.date(2030, 1, 1)
    text = "the Planted Accord"
    for day, seen in ((before, False), (after, True), (None, True)):
        assert bool(known.get("planted", day)) is seen
        assert bool(known.topic("planted", as_of=day)) is seen
        assert bool(list(known.named(text, day))) is seen


def test_the_day_of_publication_hides_what_came_later():
    text = "Learning Resources"
    seen = events_named(text, dt.date(2026, 2, 11))
    assert {one.action for one in seen[0].events} == {"argued"}
    assert {one.action for one in events_named(text)[0].events} == {"argued", "decided"}


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
    assert set(series_module._values()) == set(series())
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
    for one in values("korea-gdp-growth"):
        year = int(one.period)
        grown = 100 * (sum(years[year]) / sum(years[year - 1]) - 1)
        newest = value("korea-gdp-growth", one.period)
        assert newest is not None
        assert newest.low - 0.06 <= grown <= newest.high + 0.06, year


def test_a_series_is_found_by_the_words_of_a_text():
    asked = {
        ("total fertility rate", "South Korea"): "korea-tfr",
        ("unemployment rate", "North Korean refugees in South Korea"): "hana-unemployment",
        ("unemployment rate", "South Korea"): "korea-unemployment-rate",
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
    assert series_for("youth unemployment rate", "South Korea") == ()
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
    real = series_module._values()
    newest = value("korea-tfr", "2023")
    assert newest is not None
    later = replace(newest, low=9.0, high=9.0, known_from=dt.date(2030, 1, 1))
    planted = {**real, "korea-tfr": (*real["korea-tfr"], later)}
    monkeypatch.setattr(series_module, "_values", lambda: planted)
    before, after = dt.date(2029, 12, 31), dt.date(2030, 1, 1)
    day = dt.date(2023, 6, 1)
    for as_of, seen in ((before, 0.72), (after, 9.0), (None, 9.0)):
        found, on = value("korea-tfr", "2023", as_of), value_on("korea-tfr", day, as_of)
        assert found
        assert on
        assert (found.low, on.low) == (seen, seen)
        assert (9.0 in [one.low for one in values("korea-tfr", as_of)]) is (seen == 9.0)


# --- reading ---


def test_every_source_has_a_title_and_a_publisher():
    for one in sources().values():
        assert one.title, one.id
        assert one.publisher, one.id
        assert one.address == "" or one.address.startswith("http"), one.id


def test_references_need_no_heavy_library():
    code = (
        "import sys; from bongsu.audit.references import events, values, exchange_band;"
        "from bongsu.evidence.entities import entities;"
        "entities(); events(); values('korea-tfr'); exchange_band('KRW', 2020);"
        "heavy = {'numpy', 'polars', 'pandas', 'xarray', 'pydantic', 'yaml'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_the_package_hands_on_what_it_names():
    assert all(hasattr(references, name) for name in references.__all__)
    assert Path(references.__file__).parent.name == "references"
