"""``bongsu people pension``: what it prints for people and for machines."""

from __future__ import annotations

import json

import pytest

from bongsu.cli.main import main

WAYS = ("official-2023", "reform-2025-return-5-5")


def run(*arguments: str, lab: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(["--lab", lab, "people", "pension", *arguments])
    return int(end.value.code or 0)


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    return str(tmp_path_factory.mktemp("lab"))


@pytest.mark.parametrize("scenario", WAYS)
def test_a_machine_gets_the_years_the_peak_and_the_run(scenario, lab, capsys):
    assert run("--scenario", scenario, "--json", lab=lab) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["scenario"] == scenario
    assert said["run_id"]
    assert said["peak_year"] < said["first_deficit_year"] < said["exhaustion_year"]
    assert all(isinstance(said[key], int) for key in ("peak_year", "exhaustion_year"))
    assert said["units"]["peak_trillion_won"] == "trillion won"


def test_people_get_a_table_with_the_same_years(lab, capsys):
    assert run("--scenario", "official-2023", lab=lab) == 0
    shown = capsys.readouterr().out
    assert all(text in shown for text in ("2040", "2041", "2055", "1,761"))


def test_an_unknown_scenario_ends_with_two_and_offers_the_nearest(lab, capsys):
    assert run("--scenario", "oficial-2023", "--json", lab=lab) == 2
    complaint = capsys.readouterr().err
    assert "official-2023" in complaint
    assert "Traceback" not in complaint


def test_draws_and_branches_give_quantiles_beside_the_median(lab, capsys):
    assert run("--scenario", "ageing-tree", "--draws", "20", "--json", lab=lab) == 0
    said = json.loads(capsys.readouterr().out)
    years = [said["quantiles"]["exhaustion_year"][q] for q in ("0.05", "0.25", "0.5")]
    known = [year for year in years if year is not None]
    assert known == sorted(known)
    assert said["exhaustion_year"] == years[2]
    assert 0 <= said["probability_exhausted_within_horizon"] <= 1


def test_draws_put_futures_around_the_year_of_a_scenario_without_any(lab, capsys):
    assert run("--scenario", "official-2023", "--draws", "400", "--json", lab=lab) == 0
    said = json.loads(capsys.readouterr().out)
    years = said["quantiles"]["exhaustion_year"]
    assert abs(years["0.5"] - 2055) <= 1  # returns lie as often above their path as below
    assert 5 <= years["0.95"] - years["0.05"] <= 40
    assert said["draws"] == 400


def test_the_reform_postpones_exhaustion_as_officially_said(lab, capsys):
    """By 8 years at a return of 4.5%, by 15 at 5.5%, from the old law at 4.5%."""

    def year(scenario):
        assert run("--scenario", scenario, "--json", lab=lab) == 0
        return json.loads(capsys.readouterr().out)["exhaustion_year"]

    old = year("no-reform-return-4-5")
    assert old == 2055
    assert year("reform-2025") - old == 8
    assert year("reform-2025-return-5-5") - old == 15


def test_a_rate_of_nought_pays_nothing_and_is_not_said_to_be_enough(lab, tmp_path, capsys):
    file = tmp_path / "unpaid.yaml"
    file.write_text(
        "scenario: unpaid\ntitle: Nobody pays\nbase: official-2023\nassume:\n"
        "  people.contribution_rate: {value: 0, source: a question}\n",
        encoding="utf-8",
    )
    assert run("--scenario", str(file), "--json", lab=lab) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["pay_as_you_go_percent"]["2060"] == pytest.approx(30.3, abs=0.5)
    assert said["required_rate_percent"]["no_deficit"] > 19.3


def test_an_emptied_cohort_is_told_to_people_and_machines(lab, tmp_path, capsys):
    file = tmp_path / "leaving.yaml"
    file.write_text(
        "scenario: leaving\ntitle: Many leave\nbase: baseline\nassume:\n"
        "  people.net_migration: {value: -300, source: a question}\n",
        encoding="utf-8",
    )
    assert run("--scenario", str(file), lab=lab) == 0
    assert "check people.migration_as_asked does not hold" in capsys.readouterr().err
    assert run("--scenario", str(file), "--json", lab=lab) == 0
    checks = json.loads(capsys.readouterr().out)["checks"]
    assert checks["people.migration_as_asked"]["holds"] is False
    assert checks["people.fund_balance"]["holds"] is True
