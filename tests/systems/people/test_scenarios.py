"""The scenarios that ship: each moves what it should, the right way and by a plausible amount."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from bongsu.errors import Faults, MissingValue
from bongsu.lab import open_lab
from bongsu.results import Results

POPULATION = ("people.population_total", "people.share_65_plus", "people.births")
FUND = ("people.fund_exhaustion_year",)
WORK = ("people.participation_women_15_64", "people.employment_total", "people.growth_by_decade")


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    return open_lab(tmp_path_factory.mktemp("lab"))


@pytest.fixture(scope="module")
def medium(lab) -> Results:
    run: Results = lab.run("un-medium", outputs=[*POPULATION, *WORK], keep=False)
    return run


def total(run: Results, year: int) -> float:
    return float(run["people.population_total"].sel(year=year))


def end(lab, name: str) -> float:
    return float(lab.run(name, outputs=FUND, keep=False)["people.fund_exhaustion_year"])


def test_the_medium_variant_is_the_baseline(lab, medium):
    baseline = lab.run("baseline", outputs=POPULATION, keep=False)
    for name in POPULATION:
        np.testing.assert_array_equal(medium[name], baseline[name])


@pytest.mark.parametrize(
    ("name", "column", "older"), [("un-low-fertility", "low", 1), ("un-high-fertility", "high", -1)]
)
def test_low_and_high_fertility_come_to_the_uns_totals_but_for_the_births_of_2024(
    lab, medium, shared, name, column, older
):
    run = lab.run(name, outputs=POPULATION, keep=False)
    un = pl.read_parquet(shared / "data/people/wpp2024/totals_annual.parquet").filter(
        country_code=410
    )
    for year in (2050, 2100):
        published = un.filter(year=year)[f"pop_{column}"].item()
        # a third of 241 thousand births, with which the UN's variants begin a year earlier, and by
        # 2100 their children and grandchildren
        assert total(run, year) == pytest.approx(published, abs=100 if year == 2050 else 200)
    aged = run["people.share_65_plus"] - medium["people.share_65_plus"]
    assert (older * aged.sel(year=slice(2026, None)) > 0).all()


def test_fertility_of_0_72_lies_between_the_low_variant_and_the_medium(lab, medium):
    stays = lab.run("tfr-0-72", outputs=POPULATION, keep=False)
    low = lab.run("un-low-fertility", outputs=POPULATION, keep=False)
    assert total(low, 2072) < total(stays, 2072) < total(medium, 2072)
    # 0.42 children fewer of 1.17 in 2072, over cohorts of women that grow apart from 2050 on
    assert total(stays, 2072) / total(medium, 2072) - 1 == pytest.approx(-0.08, abs=0.02)


def test_twice_the_migration_adds_those_who_come_and_their_children(lab, medium):
    double = lab.run("migration-doubled", outputs=[*POPULATION, "people.migration"], keep=False)
    more = double["people.migration"].sel(year=slice(2026, 2072)).sum() / 2
    gained = total(double, 2072) - total(medium, 2072)
    assert float(more) < gained < 1.5 * float(more)
    assert float(double["people.share_65_plus"].sel(year=2050)) < float(
        medium["people.share_65_plus"].sel(year=2050)
    )


def test_half_the_womens_gap_brings_more_women_to_work_and_growth_while_it_closes(lab, medium):
    half = lab.run("womens-gap-half", outputs=WORK, keep=False)
    women = half[WORK[0]] - medium[WORK[0]]
    assert float(women.sel(year=2040)) == pytest.approx(0.055, abs=0.015)
    employed = (half[WORK[1]] / medium[WORK[1]]).sel(year=2040)
    assert float(employed) == pytest.approx(1.04, abs=0.01)
    growth = half[WORK[2]] - medium[WORK[2]]
    assert float(growth.sel(decade=2031)) == pytest.approx(0.0021, abs=0.001)
    assert abs(float(growth.sel(decade=2051))) < 0.0015  # the gap closes once


def test_the_fund_lasts_longer_with_the_reform_and_with_higher_returns(lab):
    assert end(lab, "actual-fund") - end(lab, "actual-fund-no-reform") == pytest.approx(9, abs=2)
    low, high = end(lab, "actual-fund-return-4-5"), end(lab, "actual-fund-return-5-5")
    assert high - low == pytest.approx(10, abs=2)
    # the same point of return is worth less from the lower level that the projection expected
    assert end(lab, "reform-2025-return-5-5") - end(lab, "reform-2025") == pytest.approx(7, abs=1)


DRAWS = 20


@pytest.fixture(scope="module")
def wide(lab) -> Results:
    outputs = [*POPULATION, *FUND, *WORK]
    run: Results = lab.run("ageing-tree-wide", draws=DRAWS, outputs=outputs, keep=False)
    return run


def test_the_wide_tree_holds_the_scenarios_as_branches(lab, wide):
    people = wide["people.population_total"].sel(year=2072)
    for migration, scenario in (("un-medium", "un-medium"), ("doubled", "migration-doubled")):
        alone = lab.run(scenario, beneath="uncertain", draws=DRAWS, outputs=POPULATION, keep=False)[
            "people.population_total"
        ]
        branch = people.sel(births="un-medium", migration=migration)
        np.testing.assert_allclose(branch, alone.sel(year=2072), rtol=1e-12)  # draw by draw
    middle = people.sel(migration="un-medium").mean("draw")
    order = [float(middle.sel(births=births)) for births in middle["births"].values]
    by_name = dict(zip(people["births"].values.tolist(), order, strict=True))
    falling = ("un-high", "recovers-more", "un-medium", "stays-low", "un-low")
    assert sorted(by_name, key=lambda name: -by_name[name]) == list(falling)


def test_branches_of_the_wide_tree_move_what_they_should(wide):
    fund = wide["people.fund_exhaustion_year"].fillna(2100.0)
    assert (
        fund.sel({"fund-return": "a-point-higher"}) >= fund.sel({"fund-return": "as-projected"})
    ).all()
    assert (fund.sel({"pension-law": "second-reform"}) >= fund.sel({"pension-law": "stands"})).all()
    work = wide["people.employment_total"].sel(year=2040)
    assert (
        work.sel({"womens-work": "half-the-gap"}) > work.sel({"womens-work": "as-cohorts-age"})
    ).all()


@pytest.mark.parametrize("name", ["medium", "high", "low"])
def test_statistics_koreas_life_expectancy_and_migration_are_those_that_it_published(lab, name):
    run = lab.run(
        f"kostat-2022-{name}", outputs=["people.life_expectancy", "people.migration"], keep=False
    )
    longer = {"medium": 0.0, "high": 1.1, "low": -1.1}[name]
    last = run["people.life_expectancy"].sel(year=2072)
    assert float(last.sel(sex="female")) == pytest.approx(92.7 + longer, abs=0.01)
    assert float(last.sel(sex="male")) == pytest.approx(89.5 + longer, abs=0.01)
    migration = {"medium": 61, "high": 113, "low": 9}[name]
    assert float(run["people.migration"].sel(year=2072)) == pytest.approx(migration)


# --- other horizons ---


def horizon(folder, start, end):
    file = folder / "mine.yaml"
    file.write_text(
        "scenario: mine\ntitle: Another horizon\nbase: baseline\n"
        f"horizon: {{start: {start}, end: {end}}}\n",
        encoding="utf-8",
    )
    return str(file)


@pytest.mark.parametrize("start", [2000, 2015, 2022])
def test_a_horizon_from_before_the_base_begins_with_the_base(start, lab, tmp_path):
    names = ["people.population_total", "people.births", "people.life_expectancy"]
    early = lab.run(horizon(tmp_path, start, 2035), outputs=names, keep=False)
    usual = lab.run(horizon(tmp_path, 2024, 2035), outputs=names, keep=False)
    for name in names:
        np.testing.assert_array_equal(early[name], usual[name])
        assert early[name]["year"].values.tolist() == usual[name]["year"].values.tolist()


def test_a_pension_that_begins_before_its_law_is_refused_with_the_day(lab, tmp_path):
    with pytest.raises(Faults, match="let the horizon start on 2008-01-01 or later"):
        lab.run(horizon(tmp_path, 2000, 2035), outputs=["people.pension_fund"], keep=False)
    early = lab.run(horizon(tmp_path, 2015, 2035), outputs=["people.pension_fund"], keep=False)
    usual = lab.run(horizon(tmp_path, 2024, 2035), outputs=["people.pension_fund"], keep=False)
    np.testing.assert_allclose(early["people.pension_fund"], usual["people.pension_fund"])


@pytest.mark.parametrize(
    ("name", "end", "first"),
    [("births", 2024, 2025), ("potential_growth", 2025, 2026), ("growth_by_decade", 2025, 2026)],
)
def test_a_horizon_that_ends_before_the_first_flow_is_refused(name, end, first, lab, tmp_path):
    with pytest.raises(MissingValue, match=f"end in {first} or later"):
        lab.run(horizon(tmp_path, 2024, end), outputs=[f"people.{name}"], keep=False)


def test_a_horizon_that_ends_before_the_tables_begin_says_how_far_it_must_reach(lab, tmp_path):
    with pytest.raises(Faults, match="let the horizon reach 2023"):
        lab.run(horizon(tmp_path, 2015, 2020), outputs=["people.population_total"], keep=False)
