"""Base duties: the column that applies, and what duties that are no plain share come to."""

from __future__ import annotations

import csv
from datetime import date

import polars as pl
import pytest

from bongsu.catalog import open_catalog
from bongsu.errors import MissingValue, OutOfRange
from bongsu.systems.tariffs.base import all_equivalents, base_rate, equivalent
from bongsu.systems.tariffs.duties import parse_duty, parse_special
from bongsu.systems.tariffs.origins import find_origin, find_programme
from bongsu.systems.tariffs.schedule import lines_on

CATALOG = open_catalog()
DAY = date(2025, 3, 1)


def rate(code, origin="KR", claim=None, day=DAY, **entry):
    return base_rate(code, find_origin(origin), find_programme(claim), day, **entry)


def test_columns_follow_origin_and_claim():
    assert rate("8703230140").share == 0.025
    assert rate("8703230140", claim="KORUS").share == 0.0
    assert rate("8703230140", "RU").share == 0.10  # column 2
    assert rate("8704310140", claim="KORUS").share == 0.25  # the KORUS rate of light trucks
    assert rate("1902300060", claim="KORUS").programme == "KORUS"


def test_a_claim_that_the_line_does_not_print_leaves_the_general_rate():
    found = rate("0101210010", claim="KORUS")  # general is Free, nothing special
    assert (found.column, found.share, found.programme) == ("general", 0.0, "")


def test_a_quota_heading_is_a_question_and_no_rate():
    found = rate("0406908800", "AU", "AUSFTA")
    assert found.column == "general"
    assert "quota heading" in found.question


def test_a_claim_of_another_country_is_refused():
    with pytest.raises(OutOfRange, match="goods of Japan cannot claim KORUS"):
        rate("8703230140", "JP", "KORUS")
    with pytest.raises(OutOfRange, match="GSP cannot be claimed on 2025-03-01"):
        rate("8703230140", "TH", "GSP")
    with pytest.raises(OutOfRange, match="cannot claim"):
        rate("8802400040", "RU", "C")


# --- quantities ---


def test_a_quantity_in_the_duty_s_own_unit_gives_the_exact_share():
    found = rate("0406908800", "CH", value=10_000.0, quantity=1_000.0)  # $1.803/kg
    assert found.share == pytest.approx(0.1803)
    assert (found.level, found.question, found.low, found.high) == (
        "quantity",
        "",
        found.share,
        found.share,
    )


def test_a_compound_duty_is_the_sum_of_its_terms():
    found = rate("6402917060", "VN", value=2_000.0, quantity=1_000.0)  # 90¢/pr. + 37.5%
    assert found.share == pytest.approx(0.375 + 0.45)


def test_sugar_lies_between_the_rate_of_100_degrees_and_its_floor():
    found = rate("1701991015", "BR", value=500.0, quantity=1_000.0)
    assert found.low == pytest.approx(0.0628771, abs=1e-6)  # 3.143854¢/kg
    assert found.high == pytest.approx(0.073212, abs=1e-6)  # 3.6606¢/kg
    assert "degrees" in found.question


def test_without_a_quantity_the_prices_of_2024_count_and_the_level_is_told():
    found = rate("0406908800", "CH")
    assert found.level == "HTS10"
    assert 0.3 < found.share < 0.8
    assert "what is the quantity (kg)" in found.question


@pytest.mark.parametrize("bad", [-1.0, float("nan"), float("inf")])
def test_a_negative_or_missing_number_is_refused(bad):
    with pytest.raises(OutOfRange):
        rate("0406908800", "CH", value=bad, quantity=1.0)
    with pytest.raises(OutOfRange):
        rate("0406908800", "CH", value=1.0, quantity=bad)


def test_a_duty_that_only_another_article_tells_is_refused_where_nothing_was_paid():
    with pytest.raises(MissingValue, match="has no share of value"):
        rate("9802006000", "DE")


# --- equivalents ---


def test_no_line_of_any_revision_is_priced_at_zero():
    equivalents = all_equivalents()
    base = CATALOG.table("hts_base").filter(pl.col("hts10").str.slice(0, 2) < "98")
    counted = set()
    for code, general, other in base.select("hts10", "general", "other").iter_rows():
        for text in (general, other):
            duty = parse_duty(text)
            if duty.exact:
                continue
            found = equivalents[code][text]
            assert found.share > 0
            assert 0 <= found.low <= found.share <= found.high
            if text == general:
                counted.add(code)
    assert len(counted) > 2_100  # of 2,204 without a plain share as others count them


def test_the_2_204_lines_that_others_price_at_zero_have_a_rate(shared):
    rates = pl.read_parquet(shared / "data" / "tariffs" / "hts10_rates.parquet")
    zero = rates.filter(
        pl.col("mfn").is_null(), pl.col("rev_from") == 0, pl.col("hts10").str.slice(0, 2) < "98"
    )
    lines, equivalents = lines_on(date(2025, 1, 1)), all_equivalents()
    for code in zero["hts10"]:
        duty = lines[code].general
        share = duty.ad_valorem if duty.exact else equivalents[code][duty.text].share
        # 9006.59.15.20 is free by its parent; the rest has a duty.
        assert share > 0 or code == "9006591520"


def test_one_line_s_equivalents_are_those_of_all():
    whole = all_equivalents()
    for code in [*list(whole)[::301], next(iter(whole)), list(whole)[-1]]:
        for text, found in whole[code].items():
            assert equivalent(code, parse_duty(text)) == found
    assert equivalent("8703230140", parse_duty("2.5%")) is None


def test_rates_of_the_special_column_have_equivalents_too():
    equivalents = all_equivalents()
    base = CATALOG.table("hts_base").filter(pl.col("hts10").str.slice(0, 2) < "98")
    for code, special in base.select("hts10", "special").iter_rows():
        for found in parse_special(special):
            if not found.duty.exact and found.duty.kind not in {"elsewhere", "unchanged", "none"}:
                assert equivalents[code][found.duty.text].share > 0


def test_equivalents_of_2024_give_back_the_duty_of_2024():
    """Over all lines, share times value is what was paid by those who paid the general rate."""
    imports = CATALOG.table("tariff_imports")
    favoured = {"5700", "5800", "1220", "2010", "5880"}  # China; Korea, USMCA, Japan
    paid = imports.filter(pl.col("duty") > 0, ~pl.col("census").is_in(favoured))
    equivalents = all_equivalents()
    lines = lines_on(date(2025, 1, 1))
    owed = told = 0.0
    for code, census, value, duty in paid.select("hts10", "census", "value", "duty").iter_rows():
        if census != "0003" or code not in lines or lines[code].general.exact:
            continue
        found = equivalents.get(code, {}).get(lines[code].general.text)
        if found is not None and code < "98":
            owed, told = owed + duty, told + found.share * value
    assert told == pytest.approx(owed, rel=0.05)  # a median price is not a mean price


# --- hand-derived entries ---


def test_the_base_duty_of_every_open_legal_case_is_exact(shared):
    path = shared / "golden" / "tariffs" / "legal_cases.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        cases = list(csv.DictReader(stream))
    assert len(cases) == 94
    for case in cases:
        known = case["known_at"]
        found = base_rate(
            case["hts10"],
            find_origin(case["origin"]),
            find_programme(case["preference_claimed"]),
            date.fromisoformat(case["entry_date"]),
            date.fromisoformat(known) if known else None,
        )
        assert found.share == pytest.approx(float(case["base"]), abs=1e-6), case["case_id"]
