"""The commitment is drawn under its cap, to the last dollar, on any pace."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from bongsu.lab import open_lab
from bongsu.systems.ledger.drawdown import cap_kept, commitment_met, drawdown, used_up_year

YEARS = list(range(2026, 2041))
paces = st.lists(st.floats(0, 1.5), min_size=len(YEARS), max_size=len(YEARS))


def series(values) -> xr.DataArray:
    return xr.DataArray(np.asarray(values, dtype=float), {"year": YEARS}, ("year",))


def by_loop(total, cap, pace):
    """Pay year by year, out of what is left."""
    left, paid = total, []
    for share in pace:
        paid.append(min(min(share, 1.0) * cap, left))
        left -= paid[-1]
    return paid


@given(st.floats(0, 400), st.floats(0, 50), paces)
def test_any_path_is_that_of_a_plain_loop_and_keeps_cap_and_sum(total, cap, pace):
    given_ = xr.DataArray(total), series([cap] * len(YEARS)), series(pace)
    outflow, left = drawdown(*given_)
    np.testing.assert_allclose(outflow.values, by_loop(total, cap, pace), atol=1e-9)
    assert float(cap_kept(outflow, given_[1]).max()) <= 1e-9
    assert float(abs(commitment_met(outflow, left, given_[0])).max()) <= 1e-9


def test_the_last_year_pays_what_is_left():
    outflow, left = drawdown(xr.DataArray(50.0), series([20.0] * 15), series([1.0] * 15))
    assert outflow.values[:4].tolist() == [20.0, 20.0, 10.0, 0.0]
    assert int(used_up_year(left)) == 2028


def test_what_never_ends_has_no_last_year():
    _, left = drawdown(xr.DataArray(500.0), series([20.0] * 15), series([1.0] * 15))
    assert np.isnan(float(used_up_year(left)))


def test_draws_pass_through():
    pace = series([1.0] * 15) * xr.DataArray([0.5, 1.0], dims="draw")
    outflow, left = drawdown(xr.DataArray(100.0), series([20.0] * 15), pace)
    assert outflow.dims == ("draw", "year")
    assert used_up_year(left).values.tolist() == [2035.0, 2030.0]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    return open_lab(tmp_path_factory.mktemp("lab"))


@pytest.mark.parametrize(
    ("scenario", "last"),
    [("baseline", 2036), ("us-investment-at-the-cap", 2035), ("us-investment-slow", 2047)],
)
def test_scenarios_pay_two_hundred_billion_in_their_time(lab, scenario, last):
    names = ["investment_outflow", "commitment_left", "used_up_year"]
    run = lab.run(scenario, outputs=[f"ledger.{name}" for name in names])
    assert float(run["ledger.investment_outflow"].sum()) == pytest.approx(200.0)
    assert float(run["ledger.investment_outflow"].max()) <= 20.0
    assert float(run["ledger.used_up_year"]) == last
    assert all(check.largest <= check.tolerance for check in run.checks.values())


def test_before_the_fact_sheet_there_was_no_commitment(lab, tmp_path):
    scenario = tmp_path / "earlier.yaml"
    scenario.write_text(
        "scenario: earlier\nas_of: 2025-11-12\nhorizon: {start: 2026, end: 2040}\n"
        "outputs: [ledger.investment_outflow, ledger.commitment]\n",
        encoding="utf-8",
    )
    run = lab.run(str(scenario))
    assert float(run["ledger.commitment"]) == 0.0
    assert float(run["ledger.investment_outflow"].max()) == 0.0


def test_the_brief_tells_sums_and_the_path(tmp_path):
    page = open_lab(tmp_path / "lab").brief(tmp_path / "brief.html").read_text(encoding="utf-8")
    assert "What the United States and Korea agreed" in page
    for text in ("$7,400 million", "$2,888 million", "$350 billion", ">2036<"):
        assert text in page
