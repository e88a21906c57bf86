"""What other systems take: blocks worked out by hand, and the table against the engine."""

from datetime import date

import numpy as np
import pytest
import xarray as xr

from bongsu.catalog import open_catalog
from bongsu.lab import open_lab
from bongsu.systems.tariffs import rates
from bongsu.systems.tariffs.average_steps import months, steps
from bongsu.systems.tariffs.averages import COLUMNS, Weigher
from bongsu.systems.tariffs.law import FOREVER
from bongsu.systems.tariffs.overrides import Override, Scenario

MONTHS = ["2026-07", "2026-08"]


def law(values):
    """Rates of one part for Japan and Korea in two months."""
    parts = list(values)
    return xr.DataArray(
        np.array([[values[part]] * 2 for part in parts]).transpose(1, 0, 2),
        {"partner": ["JPN", "KOR"], "part": parts, "month": MONTHS},
        ("partner", "part", "month"),
    )


def monthly(*values):
    return xr.DataArray(list(values), {"month": MONTHS}, ("month",))


def test_an_authority_is_kept_as_far_as_a_scenario_says_and_korea_may_pay_more():
    # Base 2 and 1 percent, Section 232 ten, Section 122 four; half of the claims go on, Section
    # 122 ends in August, and Korea pays 3 points more: 1.5 + 10 + 4 and 1.5 + 10 + 3.
    plain = law({"base": [0.02, 0.02], "s232": [0.1, 0.1], "s122": [0.04, 0.04], "other": [0, 0]})
    claimed = law({"base": [0.01, 0.01], "s232": [0.1, 0.1], "s122": [0.04, 0.04], "other": [0, 0]})
    kept = monthly(1.0, 1.0)
    found = rates.effective_rate(
        rates.rate_by_part(
            plain, claimed, 0 * plain, 0 * plain, monthly(0.5, 0.5), kept, kept,
            monthly(1.0, 0.0), kept, monthly(0.0, 0.03),
        )
    )  # fmt: skip
    assert found.sel(partner="KOR").values == pytest.approx([0.155, 0.145])
    assert found.sel(partner="JPN").values == pytest.approx([0.155, 0.115])
    assert rates.korea_effective_rate(found).values == pytest.approx([0.155, 0.145])


def test_others_reach_what_section_232_leaves_as_far_as_they_stand():
    # Ten points of Section 232 fall in August; Section 122 would gain three, or two with claims.
    # It is kept by half, and half of the claims go on: 4 in July, (4 + 2.5) / 2 in August.
    plain = law({"s232": [0.1, 0.1], "s122": [0.04, 0.04], "other": [0, 0]})
    gains = law({"s232": [0, 0], "s122": [0.03, 0.03], "other": [0, 0]})
    fewer = law({"s232": [0, 0], "s122": [0.02, 0.02], "other": [0, 0]})
    one = monthly(1.0, 1.0)
    found = rates.rate_by_part(
        plain, plain, gains, fewer, monthly(0.5, 0.5), monthly(1.0, 0.0), one,
        monthly(1.0, 0.5), one, monthly(0.0, 0.0),
    ).sel(partner="JPN")  # fmt: skip
    assert found.sel(part="s232").values == pytest.approx([0.1, 0.0])
    assert found.sel(part="s122").values == pytest.approx([0.04, 0.0325])
    raised = rates.rate_by_part(
        plain, plain, gains, gains, one, monthly(1.5, 1.5), one, one, one, monthly(0.0, 0.0)
    )
    assert raised.sel(partner="JPN", part="s122").values == pytest.approx([0.04, 0.04])


def test_the_table_gives_back_what_the_engine_does_without_section_232():
    # May 2026: Section 122 stands, and reaches what Section 232 leaves.
    void = Override(do="void", targets=("authority:s232",))
    weigher = Weigher(["KOR"], Scenario(name="void", overrides=(void,)))
    (found,) = months(steps(weigher, date(2026, 5, 1), date(2026, 5, 31), FOREVER, bounds=False))
    table = open_catalog().table("tariff_averages").sort("known_from")
    gains = 0.0
    for part in ("recip", "s122", "s301", "base"):
        row = table.filter(month=date(2026, 5, 1), partner="KOR", part=part)[-1]
        ours = found.law.rates[0, COLUMNS.index(part)] / found.value[0]
        assert row["law"][0] + row["law_beyond"][0] == pytest.approx(ours, abs=2e-5), part
        gains += row["law_beyond"][0]
    assert gains > 0.02  # ten percent on cars, their parts and metals


def test_duty_is_the_rate_upon_the_imports_of_2024():
    rate = xr.DataArray([[0.1, 0.2]], {"partner": ["KOR"], "month": MONTHS}, ("partner", "month"))
    imports = xr.DataArray([130.0], {"partner": ["KOR"]}, ("partner",))
    assert rates.duty(rate, imports).values.tolist() == [[13.0, 26.0]]


def test_the_table_holds_what_the_engine_computes():
    table = open_catalog().table("tariff_averages").sort("known_from")
    (found,) = months(
        steps(Weigher(["KOR"]), date(2025, 11, 1), date(2025, 11, 30), FOREVER, bounds=False)
    )
    for place, part in enumerate(COLUMNS[:-1]):
        row = table.filter(month=date(2025, 11, 1), partner="KOR", part=part)
        for layer in ("law", "claims"):
            ours = found.layer(layer).rates[0, place] / found.value[0]
            assert row[layer][-1] == pytest.approx(ours, abs=2e-5), (part, layer)


def test_a_run_sees_no_law_that_was_published_later(tmp_path):
    lab = open_lab(tmp_path)
    name = "tariffs.rate_by_part"
    early, late = (lab.run(one, outputs=[name])[name] for one in ("baseline", "tariffs-latest"))
    labour = {"partner": "KOR", "part": "s301", "month": "2026-09"}
    # Section 301 on forced labour was not published in February; of October both know the same.
    assert float(early.sel(labour)) == 0
    assert float(late.sel(labour)) > 0.02
    xr.testing.assert_equal(early.sel(month="2025-10"), late.sel(month="2025-10"))


def test_a_branch_lays_its_duty_on_korea_alone(tmp_path):
    lab = open_lab(tmp_path)
    run = lab.run("tariffs-after-section-122", outputs=["tariffs.effective_rate"])
    at = {"month": "2026-09"}
    more = run.given({"after-section-122": "threatened"}).mean("tariffs.effective_rate").sel(at)
    none = run.given({"after-section-122": "none"}).mean("tariffs.effective_rate").sel(at)
    gap = (more - none).to_series().to_dict()
    assert gap == pytest.approx({"EU": 0.0, "JPN": 0.0, "KOR": 0.06})
