"""The figures that `docs/people.md` gives are those of a run and of the cases."""

from __future__ import annotations

import re

import pytest
from tests.docs.reading import ROOT

from bongsu.lab import open_lab
from bongsu.scenario.cases import read_cases
from bongsu.systems.people.commands_pension import pension

PAGE = (ROOT / "docs" / "people.md").read_text(encoding="utf-8")
LEVELS = re.findall(
    r"^\| (20\d\d) \| ([\d,.]+) \| ([\d,.]+) \| (−?[\d.]+)% \|$", PAGE, re.MULTILINE
)


def number(text: str) -> float:
    return float(text.replace(",", "").replace("−", "-"))


@pytest.fixture(scope="module")
def official(tmp_path_factory):
    lab = open_lab(tmp_path_factory.mktemp("lab"))
    return lab.run("official-2023", outputs=["people.pension_fund"], keep=False)


@pytest.mark.parametrize(("year", "printed", "here", "error"), LEVELS)
def test_a_level_of_the_fund_is_what_a_run_gives(year, printed, here, error, official):
    level = float(official["people.pension_fund"].sel(year=int(year)))
    assert number(here) == pytest.approx(level, abs=0.05)
    assert number(error) == pytest.approx(100 * (level / number(printed) - 1), abs=0.06)


def test_printed_levels_are_those_of_the_case():
    assert len(LEVELS) >= 5
    (case,) = [
        c for path, c in read_cases(open_lab().systems).items() if path.stem == "pension-fund-2023"
    ]
    expected = case.expected["people.pension_fund"]
    assert isinstance(expected, dict)
    for year, printed, _, _ in LEVELS:
        assert number(printed) == pytest.approx(expected[year], abs=0.05)


LABOUR = {  # row of the page: variable, factor to its unit, decimals
    "employed, million": ("people.employment_total", 1e-3, 2),
    "participation 15 to 64, %": ("people.participation_15_64", 100, 1),
    "employment rate 15 to 64, %": ("people.employment_rate_15_64", 100, 1),
    "employment rate 15 and over, %": ("people.employment_rate", 100, 1),
    "unemployment, %": ("people.unemployment_rate", 100, 1),
}
DECADES = re.findall(r"^\| (20\d\d) to 20\d\d[^|]*\| [\d. ]*\| (−?[\d.]+) \|", PAGE, re.MULTILINE)


@pytest.fixture(scope="module")
def baseline(tmp_path_factory):
    lab = open_lab(tmp_path_factory.mktemp("lab"))
    outputs = [*(name for name, _, _ in LABOUR.values()), "people.growth_by_decade"]
    return lab.run("baseline", outputs=[*outputs, "people.region_super_aged_year"], keep=False)


@pytest.mark.parametrize("row", LABOUR)
def test_a_row_on_labour_is_what_a_run_gives(row, baseline):
    name, factor, decimals = LABOUR[row]
    (line,) = [line for line in PAGE.splitlines() if line.startswith(f"| {row} |")]
    shown = [number(cell) for cell in line.strip("|").split("|")[2:]]
    for year, value in zip((2025, 2030, 2040, 2050, 2072), shown, strict=True):
        found = float(baseline[name].sel(year=year)) * factor
        assert value == pytest.approx(found, abs=0.51 * 10**-decimals), (row, year)


def test_rows_on_growth_are_what_a_run_gives(baseline):
    assert [first for first, _ in DECADES] == ["2026", "2031", "2041", "2051"]
    for first, shown in DECADES:
        found = float(baseline["people.growth_by_decade"].sel(decade=int(first))) * 100
        assert number(shown) == pytest.approx(found, abs=0.0051)


def test_years_of_regions_are_what_a_run_gives(baseline):
    years = baseline["people.region_super_aged_year"]
    section = PAGE[PAGE.index("## Regions") : PAGE.index("## Known limits")]
    told = dict.fromkeys(years["region"].values.tolist())
    for year, regions in re.findall(r"^\| (20\d\d) \| (.+) \|$", section, re.MULTILINE):
        for region in re.split("[,;] ", regions):
            told["Whole country" if "country" in region else region] = float(year)
    assert told == {region: float(years.sel(region=region)) for region in told}


KOSTAT = re.findall(r"^\| (medium|high|low), here \|(.+)\|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("variant", "row"), KOSTAT)
def test_a_row_on_statistics_koreas_variants_is_what_a_run_gives(variant, row, tmp_path):
    name = "people.population_midyear_total"
    run = open_lab(tmp_path).run(f"kostat-2022-{variant}", outputs=[name], keep=False)
    for year, shown in zip((2030, 2041, 2050, 2072), row.split("|"), strict=True):
        assert number(shown) == pytest.approx(float(run[name].sel(year=year)) / 1000, abs=0.0051)


# --- the pension: what is an identity, and what own cohorts and the run's own economy say ---

PENSION = PAGE[PAGE.index("## The National Pension") : PAGE.index("## Labour")]
OWN = {  # as the page says it: variable, year, error in percent
    "+4.8% in 2030": ("recipients", 2030, 4.8),
    "−4.6% in 2060": ("recipients", 2060, -4.6),
    "−2.2% in 2040": ("subscribers", 2040, -2.2),
    "−4.6% in 2045": ("benefits", 2045, -4.6),
    "+8.3% in 2093": ("benefits", 2093, 8.3),
}


def heads_and_flows(tmp_path_factory, scenario):
    lab = open_lab(tmp_path_factory.mktemp("lab"))
    kinds = ("recipients", "subscribers", "benefits")
    names = [f"people.{whose}_{kind}" for kind in kinds for whose in ("official", "pension")]
    return lab.run(scenario, outputs=names, keep=False)


@pytest.fixture(scope="module")
def anchored(tmp_path_factory):
    return heads_and_flows(tmp_path_factory, "official-2023")


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    return heads_and_flows(tmp_path_factory, "official-2023-own-cohorts")


def test_the_official_heads_and_flows_are_met_in_every_year_since_they_are_an_identity(anchored):
    assert "is an identity and no finding" in " ".join(PENSION.split())
    for kind in ("recipients", "subscribers", "benefits"):
        official = anchored[f"people.official_{kind}"]
        ours = anchored[f"people.pension_{kind}"]
        assert float(abs(ours / official - 1).max()) < 1e-12


@pytest.mark.parametrize("said", OWN)
def test_own_cohorts_are_off_by_what_the_page_says(said, own):
    kind, year, percent = OWN[said]
    assert said in " ".join(PENSION.split())
    here, official = (
        float(own[f"people.{whose}_{kind}"].sel(year=year)) for whose in ("pension", "official")
    )
    assert 100 * (here / official - 1) == pytest.approx(percent, abs=0.051)


def test_the_runs_own_economy_moves_the_peak_by_what_the_page_says(tmp_path):
    file = tmp_path / "own-economy.yaml"
    file.write_text(
        "scenario: own-economy\ntitle: With the economy of the run\nbase: baseline\nassume:\n"
        "  people.pension_economy_weight: {value: 1, source: a question}\n",
        encoding="utf-8",
    )
    names = ["fund_peak", "fund_first_deficit_year", "fund_exhaustion_year"]
    lab = open_lab(tmp_path / "lab")
    run = lab.run(str(file), outputs=[f"people.{name}" for name in names], keep=False)
    found = [round(float(run[f"people.{name}"])) for name in names]
    assert found == [3694, 2052, 2071]
    assert "peaks at ₩3,694 trillion in place of 3,827" in " ".join(PENSION.split())


def test_page_and_help_say_that_the_mean_return_does_not_vary():
    said = " ".join(str(pension.help).split())
    assert "their mean does not" in said
    assert "The mean return does not vary" in " ".join(PENSION.split())
