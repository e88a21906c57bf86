"""Refunds in runs: sums by hand, the tables against the engine, and what is not known yet."""

from datetime import date

import numpy as np
import polars as pl
import pytest
import xarray as xr

from bongsu.catalog import open_catalog
from bongsu.cli.tariffs_branches import outlook
from bongsu.lab import open_lab
from bongsu.streams import stream
from bongsu.systems.tariffs import refunds_due
from bongsu.systems.tariffs.entries import Entry
from bongsu.systems.tariffs.held import duty
from bongsu.systems.tariffs.override_files import find_scenario
from bongsu.systems.tariffs.refunds.rulings import refunds_by_month, spans
from bongsu.systems.tariffs.refunds.simulated import book, exposure

OUTPUTS = ["tariffs.refund", "tariffs.refund_by_clock", "tariffs.refund_interest"]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    return open_lab(tmp_path_factory.mktemp("lab"))


def amounts(start, argument):
    """Two clocks in one month, under both rulings."""
    return xr.DataArray(
        [[[start[0]], [start[1]]], [[argument[0]], [argument[1]]]],
        {"ruling": list(refunds_due.RULINGS), "clock": ["protest", "suit"], "month": ["2026-01"]},
        ("ruling", "clock", "month"),
    )


def test_a_ruling_gives_back_as_far_as_it_holds():
    found = refunds_due.refund_by_clock(
        amounts((8.0, 2.0), (4.0, 0.0)), xr.DataArray(0.5), xr.DataArray(0.25)
    )
    assert found.sel(month="2026-01").values.tolist() == [5.0, 1.0]
    assert refunds_due.refund(found).item() == 6.0


def test_the_first_month_stands_for_those_before_it_and_none_for_those_after_the_last():
    rows = pl.DataFrame(
        {
            "month": [date(2025, 1, 1), date(2025, 2, 1)] * 8,
            "ruling": sorted(refunds_due.RULINGS * 8),
            "clock": [one for one in refunds_due.CLOCKS for _ in range(2)] * 2,
            "usd": [0.0, 3e9] * 8,
        }
    )
    found = refunds_due._by_month(rows, "usd").sel(clock="suit", ruling="from-the-start")
    assert found.sel(month=["2024-01", "2025-01", "2025-02"]).values.tolist() == [0, 0, 3]
    assert np.isnan(found.sel(month="2025-03"))


def test_the_table_is_what_the_country_gets_back_by_the_command():
    ruling = find_scenario("ieepa-void")
    made = stream(1, "tariffs.refunds")
    held = book(refunds_by_month(ruling), made, taken=spans(ruling))
    table = open_catalog().table("tariff_refunds").filter(ruling="from-the-start")
    for month, end in (
        (date(2025, 8, 1), date(2025, 8, 31)),
        (date(2025, 12, 1), date(2025, 12, 31)),
    ):
        states = exposure(held, end)
        for column in ("usd", "interest", "entries"):
            told = table.filter(month=month)[column].sum()
            assert told == pytest.approx(sum(getattr(one, column) for one in states), abs=4)
        waiting = [one.usd for one in states if one.state == "unliquidated"]
        row = table.filter(month=month, clock="not-liquidated")
        assert row["usd"].item() == pytest.approx(sum(waiting), abs=1)


def test_the_window_of_the_car_is_what_the_law_says_on_both_axes():
    for row in open_catalog().table("tariff_windows").to_dicts():
        for day in (row["first"], row["last"]):
            car = Entry(hts10=row["hts10"], origin=row["origin"], claim="none", day=day)
            assert duty(car).total == pytest.approx(row["as_of"], abs=1e-8)
            assert duty(car, known_at=day).total == pytest.approx(row["as_known"], abs=1e-8)


def test_a_run_sees_no_month_whose_imports_were_not_known_and_no_ruling_before_its_day(lab):
    early = lab.run("baseline", outputs=OUTPUTS, as_of=date(2026, 1, 15), keep=False)
    assert float(early["tariffs.refund"].sel(month="2025-10")) == 0
    assert np.isnan(early["tariffs.refund"].sel(month="2025-11"))
    late = lab.run("baseline", outputs=OUTPUTS, keep=False)
    assert float(late["tariffs.refund"].sel(month="2025-12")) > 100
    assert np.isnan(late["tariffs.refund"].sel(month="2026-01"))
    assert late.checks["tariffs.refunds_by_ruling"].holds


def test_the_scenario_of_odds_asks_what_the_tree_of_the_law_asks(lab):
    run = lab.run("tariffs-emergency-odds", keep=False)
    tree = outlook("emergency-duties", lab)
    chances = {way.outcomes[0]: way.p for way in tree.ways}
    assert {str(one): float(run.weights.sel(court=one)) for one in run.weights["court"].values} == (
        pytest.approx(chances)
    )
    refund = run["tariffs.refund"].sel(month="2025-12")
    assert float(refund.sel(court="stand")) == 0
    assert float(run.mean(refund)) == pytest.approx(
        sum(chances[str(one)] * float(refund.sel(court=one)) for one in refund["court"].values)
    )
