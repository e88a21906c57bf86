"""Arrivals: sums in print, no look ahead, and the forecast's own distribution."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
import xarray as xr

from bongsu.catalog import open_catalog
from bongsu.errors import MissingValue, NotKnownYet
from bongsu.lab import open_lab
from bongsu.systems.resettlement import arrivals as blocks
from bongsu.systems.resettlement.sources import (
    earlier_arrivals,
    published_cumulative,
    recorded_arrivals,
)

CATALOG = open_catalog()


def records(day=None):
    return recorded_arrivals(CATALOG.table("nk_arrivals", day))


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    return open_lab(tmp_path_factory.mktemp("lab"))


@pytest.fixture(scope="module")
def baseline(lab):
    names = [name for name in lab.model.variables if name.startswith("resettlement.")]
    return lab.run("baseline", outputs=names)


def test_sums_are_those_that_the_ministry_prints():
    # end of 2022: 9,510 men and 24,372 women; 2023: 9,542 and 24,536; 2025: 9,594 and 24,944
    early = earlier_arrivals(CATALOG.table("nk_arrivals"))
    so_far = blocks.cumulative_recorded(records(), early)
    printed = {2022: (24_372, 9_510), 2023: (24_536, 9_542), 2025: (24_944, 9_594)}
    for year, (women, men) in printed.items():
        assert so_far.sel(arrival_year=year).values.tolist() == [women, men]
    assert float(so_far.sel(arrival_year=2017).sum()) == 31_339


def test_the_identity_finds_one_person_too_many():
    early = earlier_arrivals(CATALOG.table("nk_arrivals"))
    printed = published_cumulative(CATALOG.table("nk_cumulative"))
    whole = blocks.cumulative_recorded(records(), early)
    assert float(abs(blocks.cumulative_totals(whole, printed)).max()) == 0
    wrong = blocks.cumulative_recorded(records(), early + xr.DataArray([1.0, 0.0], dims="sex"))
    assert float(abs(blocks.cumulative_totals(wrong, printed)).max()) == 1


def test_identities_hold_in_every_run(baseline, lab):
    uncertain = lab.run("arrivals-uncertain", draws=7, outputs=list(baseline.outputs))
    for results in (baseline, uncertain):
        mine = {n: c for n, c in results.checks.items() if n.startswith("resettlement.")}
        assert len(mine) == 4
        assert all(abs(check.largest) <= check.tolerance for check in mine.values())


@pytest.mark.parametrize("year", [2012, 2019, 2023])
def test_a_january_knows_the_year_before_and_no_later_one(year):
    known = records(date(year, 1, 31))
    assert int(known["arrival_year"][-1]) == year - 1
    assert int(records(date(year, 1, 30))["arrival_year"][-1]) == year - 2


def test_sexes_of_2024_waited_for_the_totals_of_2025():
    assert int(records(date(2025, 12, 31))["arrival_year"][-1]) == 2023
    assert records(date(2026, 1, 20)).sel(arrival_year=2024).values.tolist() == [210, 26]


def test_rows_from_memory_are_kept_apart_and_have_no_page():
    rows = CATALOG.table("nk_arrivals")
    memory = rows.filter(rows["status"].str.contains("memory"))
    assert memory["source"].null_count() == memory.height
    assert rows.filter(sex="total", status="sourced")["source"].null_count() == 0
    assert set(rows.filter(last_year=2024)["status"]) == {"sourced", "difference of sourced totals"}
    sourced = rows.filter(sex="total", status="sourced")["last_year"].to_list()
    assert sourced == [1998, 2009, *range(2011, 2026)]


def test_recorded_years_are_as_counted_and_forecasts_have_width(baseline):
    path = {n: baseline[f"resettlement.arrivals{n}"] for n in ("", "_low", "_high")}
    for array in path.values():
        assert array.sel(year=[2023, 2024, 2025]).values.tolist() == [196, 236, 224]
    later = slice(2026, None)
    assert bool((path["_low"] < path[""]).sel(year=later).all())
    assert bool((path[""] < path["_high"]).sel(year=later).all())
    width = (path["_high"] - path["_low"]).sel(year=later)
    assert bool((width.diff("year") >= 0).all())


def test_draws_spread_as_the_closed_form_says(baseline, lab):
    drawn = lab.run("arrivals-uncertain", draws=2000, outputs=["resettlement.arrivals"])
    for level, name in ((0.05, "low"), (0.95, "high")):
        closed = baseline[f"resettlement.arrivals_{name}"].sel(year=2030)
        found = drawn.quantile("resettlement.arrivals", level).sel(year=2030)
        assert float(found) == pytest.approx(float(closed), rel=0.15)  # 2000 draws of a tail


def test_breaks_are_found_where_the_border_closed_and_opened(baseline):
    # the model is told no dates; the regimes as the literature names them begin in these years
    broken = baseline["resettlement.break_probability"]
    likeliest = broken["arrival_year"].values[np.argsort(broken.values)[::-1][:4]]
    assert {2012, 2020, 2023} < set(likeliest.tolist())


def test_regimes_differ_in_level_and_spread_more_than_chance(baseline):
    mean = baseline["resettlement.regime_arrivals"]
    assert float(mean.sel(regime="border-closed")) == pytest.approx((229 + 63 + 67) / 3)
    assert bool((baseline["resettlement.regime_dispersion"] > 1).all())


def test_a_regime_without_years_is_missing():
    mean, spread = blocks.regimes(records(date(2012, 6, 1)))
    assert np.isnan(float(mean.sel(regime="since-2023")))
    assert np.isnan(float(spread.sel(regime="border-tightened")))


def test_a_run_that_begins_after_a_gap_is_refused():
    scale = xr.DataArray(np.ones(3), {"year": [2023, 2024, 2025]}, ("year",))
    number = xr.DataArray(1.0)
    with pytest.raises(MissingValue, match="known to 2017"):
        blocks.forecast(records(date(2018, 6, 1)), number, number, number, number, number, scale)


# --- horizons and days beyond the records ---


def ahead(folder, start, end, as_of="2026-02-27"):
    file = folder / "mine.yaml"
    file.write_text(
        "scenario: mine\ntitle: Another horizon\nbase: baseline\n"
        f"as_of: {as_of}\nhorizon: {{start: {start}, end: {end}}}\n",
        encoding="utf-8",
    )
    return str(file)


def test_a_horizon_from_before_the_counts_begins_with_them(lab, tmp_path):
    names = ["resettlement.arrivals", "resettlement.settlers_total", "resettlement.cumulative"]
    early = lab.run(ahead(tmp_path, 1998, 2030), outputs=names, keep=False)
    late = lab.run(ahead(tmp_path, 2010, 2030), outputs=names, keep=False)
    for name in names:
        assert early[name]["year"].values.tolist() == list(range(2002, 2031))
        np.testing.assert_array_equal(early[name].sel(year=slice(2010, None)), late[name])


def test_a_horizon_that_ends_before_the_counts_is_refused(lab, tmp_path):
    with pytest.raises(MissingValue, match="end in 2002 or later"):
        lab.run(ahead(tmp_path, 1990, 2000), outputs=["resettlement.arrivals"], keep=False)


def test_a_day_before_the_first_count_is_refused_by_name():
    for day in (date(2001, 1, 1), date(2002, 6, 1), date(2003, 1, 30)):
        with pytest.raises(NotKnownYet, match="31 January 2003"):
            records(day)
    assert records(date(2003, 1, 31))["arrival_year"].values.tolist() == [2002]
