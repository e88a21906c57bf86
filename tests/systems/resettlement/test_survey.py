"""The surveys: printed figures, the right base, errors by hand, and shares that cannot be."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from bongsu.catalog import open_catalog
from bongsu.errors import BongsuError, OutOfRange
from bongsu.lab import open_lab
from bongsu.systems.resettlement import survey

CATALOG = open_catalog()
ANSWERS = CATALOG.table("hana_survey")


@pytest.fixture(scope="module")
def baseline(tmp_path_factory):
    lab = open_lab(tmp_path_factory.mktemp("lab"))
    names = ["wage_gap", "survey_share", "survey_error", "survey_trend", "survey_trend_high"]
    names += ["survey_trend_low"]
    return lab.run("baseline", outputs=[f"resettlement.{name}" for name in names])


def test_the_wage_gap_is_a_share_of_what_south_koreans_earn(baseline):
    # release of 2025: 2.614 against 3.205 million won; over the settlers' own wage it would be 23%
    gap = baseline["resettlement.wage_gap"]
    assert round(float(gap.sel(survey_year=2025)), 3) == 0.184
    assert bool(gap.sel(survey_year=2024).isnull())


def test_the_identity_holds_for_what_is_printed_and_refutes_a_misprint():
    shares = survey.survey_share(ANSWERS)
    assert float(abs(survey.employment_identity(shares)).max()) <= 0.0015
    misprint = ANSWERS.with_columns(  # one paper printed 65.5 for 2025
        participation=pl.when(pl.col("survey_year") == 2025)
        .then(65.5)
        .otherwise(pl.col("participation"))
    )
    breach = survey.employment_identity(survey.survey_share(misprint))
    assert float(abs(breach).max()) > 0.005


@pytest.mark.parametrize("value", [100.5, 648.0, -1.0])
def test_a_share_that_cannot_be_is_refused_by_name_year_and_value(value):
    wrong = ANSWERS.with_columns(employment=pl.lit(value))
    with pytest.raises(OutOfRange) as refusal:
        survey.survey_share(wrong)
    assert all(text in str(refusal.value) for text in ("employment", f"{value:g}", "2011"))


def test_a_scenario_cannot_assume_a_share_above_one_either(tmp_path):
    file = tmp_path / "wrong.yaml"
    file.write_text(
        "scenario: wrong\nbase: baseline\nassume:\n"
        "  resettlement.survey_share: {value: 1.2, source: A test}\n"
        "outputs: [resettlement.survey_error]\n"
    )
    with pytest.raises(BongsuError, match=r"1\.2"):
        open_lab(tmp_path / "lab").run(file)


def test_standard_errors_are_those_of_simple_random_samples(baseline):
    # 2025: 2,500 were asked (Korea Hana Foundation); 64.8% of them are active
    error = baseline["resettlement.survey_error"].sel(survey_year=2025)
    assert float(error.sel(indicator="satisfied")) == pytest.approx(
        (0.812 * 0.188 / 2500) ** 0.5, rel=1e-9
    )
    assert float(error.sel(indicator="unemployment")) == pytest.approx(
        (0.054 * 0.946 / (2500 * 0.648)) ** 0.5, rel=1e-9
    )


def test_a_trend_is_that_of_the_normal_equations(baseline):
    share = baseline["resettlement.survey_share"].sel(indicator="satisfied")
    error = baseline["resettlement.survey_error"].sel(indicator="satisfied")
    there = share.notnull().values
    x, y, se = (np.asarray(a)[there] for a in (share["survey_year"], share, error))
    design = np.stack([np.ones(len(x)), x - 2020.0], axis=1) / se[:, None]
    expected = np.linalg.lstsq(design, y / se, rcond=None)[0][1]
    found = baseline["resettlement.survey_trend"].sel(indicator="satisfied")
    assert float(found) == pytest.approx(expected, rel=1e-9)


def test_intervals_hold_their_trend_and_widen_with_misfit(baseline):
    low, mid, high = (baseline[f"resettlement.survey_trend{end}"] for end in ("_low", "", "_high"))
    assert bool(((low < mid) & (mid < high)).all())
    years, error = np.arange(6.0), np.full(6, 0.01)
    smooth = survey.trend(years, 0.5 + 0.01 * years, error)
    rough = survey.trend(years, 0.5 + 0.01 * years + 0.05 * (-1) ** years, error)
    assert rough[2] - rough[0] > smooth[2] - smooth[0]


def test_two_surveys_make_no_trend():
    shares = np.array([0.5, 0.6, np.nan])
    assert np.isnan(survey.trend(np.arange(3.0), shares, np.full(3, 0.01))).all()
