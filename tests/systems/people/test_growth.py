"""Growth accounting against its closed form, a plain loop, and what others published."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from bongsu.catalog import open_catalog
from bongsu.lab import open_lab
from bongsu.systems.people import growth

PENN = open_catalog().table("penn_world_korea")
PUBLISHED = open_catalog().table("potential_growth_published")
number = xr.DataArray


def path(values, first=2026):
    return number(np.asarray(values, float), {"year": range(first, first + len(values))}, ("year",))


def produced(work, tfp=0.006, share=0.48, start=0.02, speed=0.25, lever=0.0):
    work = path(work)
    same = xr.ones_like(work)
    return growth.production(
        work, tfp * same, number(share), number(start), number(speed), lever * same
    )


# --- the past ---


def test_the_past_is_parted_as_the_bank_of_korea_parts_it():
    # Bank of Korea (2023), 1970-2022: 6.4 = capital 3.4 + labour 1.4 + TFP 1.6; ours ends in 2019,
    # before three slow years, and counts people where the Bank counts hours of better schooled ones
    parts = growth.contributions(PENN, 1970, 2019)
    assert parts["output"] * 100 == pytest.approx(6.4, abs=0.3)
    assert parts["capital"] * 100 == pytest.approx(3.4, abs=0.1)
    assert parts["labour"] * 100 == pytest.approx(1.4, abs=0.3)
    assert sum(parts[name] for name in ("capital", "labour", "tfp")) == pytest.approx(
        parts["output"]
    )


def test_capital_share_is_one_less_labours_share():
    assert float(growth.capital_share(PENN)) == pytest.approx(1 - 0.517249, abs=1e-6)


def test_capital_is_nearly_five_years_of_output_as_noted():
    ratio = PENN.select(pl.col("year"), pl.col("capital") / pl.col("output"))
    for year, printed in ((1980, 3.15), (2000, 4.27), (2019, 4.87)):
        assert ratio.filter(year=year)["capital"].item() == pytest.approx(printed, abs=0.005)


# --- the recursion ---


@given(
    st.lists(st.floats(-0.05, 0.05), min_size=1, max_size=20),
    st.floats(-0.02, 0.03),
    st.floats(0.1, 0.7),
    st.floats(0.0, 1.0),
)
def test_growth_agrees_with_a_plain_loop(work, tfp, share, speed):
    output, capital = produced(work, tfp, share, 0.02, speed, 0.003)
    trend = 0.02
    for place, hours in enumerate(work):
        k = trend + 0.003
        y = tfp + share * k + (1 - share) * hours
        trend += speed * (y - trend)
        assert float(output[place]) == pytest.approx(y, abs=1e-12)
        assert float(capital[place]) == pytest.approx(k, abs=1e-12)


def test_in_the_long_run_output_grows_by_productivity_over_labours_share_and_work():
    output, capital = produced([-0.01] * 400, tfp=0.006, share=0.48)
    steady = 0.006 / 0.52 - 0.01
    assert float(output[-1]) == pytest.approx(steady, abs=1e-9)
    assert float(capital[-1]) == pytest.approx(steady, abs=1e-9)


def test_draws_and_branches_are_stepped_as_if_each_were_alone():
    work = path([0.0, -0.01, -0.02])
    tfp = 0.006 * xr.ones_like(work) * number([1.0, 2.0], {"draw": [0, 1]}, ("draw",))
    share = number([0.4, 0.5], {"view": ["low", "high"]}, ("view",))
    fixed = (number(0.02), number(0.25), 0.0 * work)
    together = growth.production(work, tfp, share, *fixed)
    for draw in (0, 1):
        for view in ("low", "high"):
            alone = growth.production(work, tfp.sel(draw=draw), share.sel(view=view), *fixed)
            for whole, part in zip(together, alone, strict=True):
                np.testing.assert_allclose(whole.sel(draw=draw, view=view), part)


def test_more_capital_a_worker_lifts_output_by_capitals_share_of_it():
    _, capital = produced([0.0] * 10, speed=0.0)
    more_output, more_capital = produced([0.0] * 10, speed=0.0, lever=0.01)
    plain, _ = produced([0.0] * 10, speed=0.0)
    np.testing.assert_allclose(more_capital - capital, 0.01)
    np.testing.assert_allclose(more_output - plain, 0.48 * 0.01)


def test_levels_meet_the_production_function():
    employed = path([100.0, 99.0, 97.0], 2025)
    hours = path([0.001] * 3, 2025)
    work = growth.labour_growth(employed, hours)
    tfp = path([0.006] * 3, 2025)
    share = number(0.48)
    output, capital = growth.production(work, tfp, share, number(0.02), number(0.25), 0.0 * tfp)
    level = growth.potential_output(output)
    a_worker = growth.output_per_worker(level, employed)
    deep = growth.capital_per_worker(capital, employed)
    np.testing.assert_allclose(
        growth.production_identity(a_worker, deep, share, tfp.sel(year=[2026, 2027]),
                                   hours.sel(year=[2026, 2027])), 0.0, atol=1e-12
    )  # fmt: skip
    assert float(level.sel(year=2026)) == pytest.approx(100 * math.exp(float(output[0])))
    assert float(a_worker.sel(year=2027)) == pytest.approx(float(level.sel(year=2027)) / 0.97)
    parts = growth.growth_from_capital(capital, share) + growth.growth_from_labour(work, share)
    np.testing.assert_allclose(output - parts, 0.006)


def test_a_decade_that_the_horizon_cuts_is_missing():
    decades = growth.growth_by_decade(path(np.linspace(0.02, 0.0, 14)))  # to 2039
    assert float(decades.sel(decade=2026)) == pytest.approx(
        float(np.linspace(0.02, 0.0, 14)[:5].mean())
    )
    assert decades.sel(decade=slice(2031, None)).isnull().all()
    assert growth.growth_2031_2040(decades).isnull()
    assert growth.growth_2041_2050(decades).isnull()
    assert float(growth.growth_2026_2030(decades)) == float(decades[0])


# --- the future, beside what others say ---


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    return open_lab(tmp_path_factory.mktemp("lab"))


def test_the_baseline_keeps_within_two_tenths_of_the_kdis_path(lab):
    run = lab.run("baseline", outputs=["people.growth_by_decade"])
    rows = PUBLISHED.filter(publisher="KDI", scenario="baseline TFP 0.6").sort("period")
    assert rows.height == 3
    for decade, printed in zip((2026, 2031, 2041), rows["growth"], strict=True):
        ours = float(run["people.growth_by_decade"].sel(decade=decade)) * 100
        assert abs(ours - printed) <= 0.2


def test_a_run_of_2024_knows_nothing_that_was_chosen_by_the_path_of_2025(lab, tmp_path):
    file = tmp_path / "earlier.yaml"
    file.write_text(
        "scenario: earlier\ntitle: Looked from 2024\nbase: baseline\nas_of: 2024-08-01\n",
        encoding="utf-8",
    )
    outputs = ["people.growth_2031_2040", "people.growth_2041_2050"]
    names = ["people.capital_adjustment", "people.initial_capital_growth"]
    earlier = lab.run(str(file), outputs=outputs)
    now = lab.run("baseline", outputs=outputs)
    assert [float(earlier[name]) for name in names] == pytest.approx([0.13, 0.025])
    assert [float(now[name]) for name in names] == pytest.approx([0.25, 0.021])


def test_more_workers_slow_the_fall_of_employment(lab):
    outputs = ["people.employment_total", "people.growth_2031_2040"]
    plain = lab.run("baseline", outputs=outputs)
    levers = lab.run("more-workers", outputs=outputs)
    for name, here in ((outputs[0], {"year": 2040}), (outputs[1], {})):
        assert float(levers[name].sel(here)) > float(plain[name].sel(here))
