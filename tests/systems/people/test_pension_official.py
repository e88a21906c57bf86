"""The pension from own cohorts, against what the fifth actuarial projection prints."""

from __future__ import annotations

import inspect

import numpy as np
import pytest
import xarray as xr
import yaml

from bongsu.catalog import open_catalog
from bongsu.lab import open_lab
from bongsu.systems.people import pension_own, pension_variants

TABLES = open_catalog()
FLOWS = TABLES.table("nps5_flows").sort("year")
HEADS = TABLES.table("nps5_headcounts")
SENSITIVITIES = {row["scenario"]: row for row in TABLES.table("nps5_scenarios").to_dicts()}
ASSUMPTIONS = TABLES.table("nps5_assumptions")
YEARS_OUT = ["people.fund_first_deficit_year", "people.fund_exhaustion_year"]
RETURNS = {
    "fund_return_plus_0.5pp": "official-2023-return-plus",
    "fund_return_minus_0.5pp": "official-2023-return-minus",
}


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    return open_lab(tmp_path_factory.mktemp("lab"))


@pytest.fixture(scope="module")
def base(lab):
    names = ["earnings", "benefits", "subscribers", "recipients"]
    wanted = [f"people.{side}_{name}" for side in ("own", "reference") for name in names]
    heads = ["pension_subscribers", "pension_recipients", "projection_people"]
    return lab.run("official-2023", outputs=[*wanted, *(f"people.{name}" for name in heads)])


def printed(series):
    return dict(HEADS.filter(series=series).select("year", "value").iter_rows())


def file_of(scenario):
    if scenario == "base":
        return "official-2023"
    return RETURNS.get(scenario, f"official-2023-{scenario.replace('_', '-').replace('.', '-')}")


def at(results, name, year):
    return float(results[f"people.{name}"].sel(year=year).squeeze())


# --- own cohorts, nothing anchored ---


def test_own_benefits_are_within_five_percent_to_2060_and_ten_to_2093(base):
    for year, benefits in FLOWS.select("year", "benefits").iter_rows():
        near = 0.05 if year <= 2060 else 0.10  # targets set before the cohorts were built
        assert at(base, "own_benefits", year) == pytest.approx(benefits / 1000, rel=near), year


def test_own_contributions_are_within_five_percent(base):
    for year, paid in FLOWS.select("year", "contributions").iter_rows():
        assert at(base, "own_earnings", year) * 0.09 == pytest.approx(paid / 1000, rel=0.05), year


def test_own_heads_are_near_the_printed_ones(base):
    # participation by age and the spread of insured years are not printed
    for name, series, near in (
        ("own_subscribers", "subscribers_10k", 0.025),
        ("own_recipients", "old_age_recipients_10k", 0.05),
    ):
        for year, heads in printed(series).items():
            assert at(base, name, year) == pytest.approx(heads * 10, rel=near), (name, year)


def test_people_are_as_many_as_printed_and_members_never_more_than_people(base):
    people = base["people.projection_people"].squeeze()
    for group, ages in (("under18", (0, 17)), ("18_64", (18, 64)), ("65plus", (65, 100))):
        for year, heads in printed(f"population_{group}_10k").items():
            found = float(people.sel(age=slice(*ages), year=year).sum())
            assert found == pytest.approx(heads * 10, rel=1e-9)
    insurable = people.sel(age=slice(18, 64)).sum(["sex", "age"])
    assert bool((base["people.own_subscribers"] < insurable).all())
    assert bool((people >= 0).all())


# --- anchored to the official flows ---


def test_under_its_own_assumptions_nothing_moves_the_official_path(base):
    for name in ("earnings", "benefits", "subscribers", "recipients"):
        own, reference = (base[f"people.{side}_{name}"] for side in ("own", "reference"))
        np.testing.assert_allclose(own.squeeze(), reference.squeeze(), rtol=1e-12)


def test_anchored_heads_are_those_printed(base):
    for year, heads in printed("subscribers_10k").items():
        assert at(base, "pension_subscribers", year) == pytest.approx(heads * 10, rel=1e-9)
    for year, heads in printed("old_age_recipients_10k").items():
        assert at(base, "pension_recipients", year) == pytest.approx(heads * 10, rel=1e-9)


@pytest.mark.parametrize("scenario", SENSITIVITIES)
def test_deficit_and_exhaustion_are_within_a_year_of_those_printed(scenario, lab):
    results = lab.run(file_of(scenario), outputs=YEARS_OUT)
    row = SENSITIVITIES[scenario]
    for name, year in zip(YEARS_OUT, (row["deficit_year"], row["exhaustion_year"]), strict=True):
        assert abs(float(results[name].squeeze()) - year) <= 1, name


@pytest.mark.parametrize("scenario", [name for name in SENSITIVITIES if name not in RETURNS])
def test_scenario_files_say_what_the_projection_assumes(scenario, lab):
    if scenario == "base":
        return
    folder = next(s.folder for s in lab.systems if s.name == "people") / "scenarios"
    said = yaml.safe_load((folder / f"{file_of(scenario)}.yaml").read_text(encoding="utf-8"))
    assert said["assume"] == pension_variants.assume(ASSUMPTIONS, scenario)


@pytest.mark.parametrize("raise_year", [2025, 2035])
def test_required_rates_are_near_those_printed(raise_year, lab, tmp_path):
    name = "people.required_contribution_rate"
    lever = f"people.raise_year: {{value: {raise_year}, source: test}}"
    text = f"scenario: one\nbase: official-2023\nassume:\n  {lever}\n"
    found = run_text(lab, tmp_path, text, [name])[name].squeeze() * 100
    rows = TABLES.table("nps_required_contribution").filter(projection="5th", raise_year=raise_year)
    for target, percent in rows.select("target", "contribution_rate").iter_rows():
        # printed on assessed earnings, of which 98% arrive; flows are interpolated
        assert float(found.sel(funding_target=target)) == pytest.approx(percent, abs=0.4), target


# --- invariance, and every lever moves what it should ---

LATE = """scenario: late
base: official-2023
horizon: {start: 2031, end: 2093}
"""


def run_text(lab, tmp_path, text, outputs):
    file = tmp_path / "one.yaml"
    file.write_text(text, encoding="utf-8")
    return lab.run(str(file), outputs=outputs)


def test_a_later_first_year_of_the_run_changes_nothing(lab, tmp_path):
    name = ["people.pension_benefits"]
    whole = lab.run("official-2023", outputs=name)[name[0]].squeeze()
    late = run_text(lab, tmp_path, LATE, name)[name[0]].squeeze()
    shown = slice(2031, 2093)
    np.testing.assert_array_equal(late.sel(year=shown), whole.sel(year=shown))


@pytest.mark.parametrize("law", ["replacement_rate", "pension_age", "childbirth_credit"])
def test_law_before_the_first_year_counts_by_year_of_service_alone(law, lab):
    """A run that begins earlier brings its own years of law; they change nothing."""
    arguments = list(inspect.signature(pension_own.own_flows).parameters)
    run = lab.run("official-2023", outputs=[f"people.{name}" for name in arguments])
    given = {name: run[f"people.{name}"].squeeze(drop=True) for name in arguments}
    earlier = given[law].isel(year=[0] * 13).assign_coords(year=range(2010, 2023)) * 0.5
    longer = {**given, law: xr.concat([earlier, given[law]], "year")}
    for usual, early in zip(
        pension_own.own_flows(**given), pension_own.own_flows(**longer), strict=True
    ):
        np.testing.assert_array_equal(usual, early)


LEVERS = {
    "people.pension_age: {value: 67, from: 2035, source: test}": ("pension_recipients", -1),
    "people.replacement_rate: {value: 0.5, from: 2026, source: test}": ("pension_benefits", 1),
    "people.childbirth_credit: {value: 24, from: 2026, source: test}": ("pension_benefits", 1),
    "people.military_credit: {value: 24, from: 2026, source: test}": ("pension_benefits", 1),
    "people.coverage_rate: {value: 0.8, from: 2026, source: test}": ("pension_subscribers", -1),
    "people.official_participation: {value: 0.8, from: 2026, source: test}": (
        "pension_contributions",
        1,
    ),
    "people.inflation: {value: 0.03, from: 2026, source: test}": ("pension_benefits", 1),
}


@pytest.mark.parametrize("lever", LEVERS)
def test_a_lever_moves_what_it_should(lever, lab, tmp_path):
    name, sign = LEVERS[lever]
    text = f"scenario: one\nbase: official-2023\nassume:\n  {lever}\n"
    full = f"people.{name}"
    moved = run_text(lab, tmp_path, text, [full])
    before = lab.run("official-2023", outputs=[full])
    assert sign * (at(moved, name, 2060) / at(before, name, 2060) - 1) > 1e-4
    assert at(moved, name, 2024) == pytest.approx(at(before, name, 2024))


def test_own_people_own_wages_and_own_flows_can_be_chosen(lab, tmp_path):
    choices = "\n".join(
        f"  people.{name}: {{value: {value}, source: test}}"
        for name, value in (("official_flows_weight", 0), ("pension_economy_weight", 1))
    )
    text = f"scenario: one\nbase: baseline\nassume:\n{choices}\n"
    outputs = ["people.pension_benefits", "people.wage_index", "people.own_benefits"]
    found = run_text(lab, tmp_path, text, outputs)
    assert at(found, "pension_benefits", 2099) == at(found, "own_benefits", 2099)
    assert at(found, "wage_index", 2060) != 1.0
