"""``bongsu people references``: what it prints for people and for machines."""

from __future__ import annotations

import json

import pytest

from bongsu.cli.main import main
from bongsu.systems.people.references import CONCEPTS, SCHEMA


def run(*arguments: str, lab: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(["--lab", lab, "people", "references", *arguments])
    return int(end.value.code or 0)


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    return str(tmp_path_factory.mktemp("lab"))


@pytest.fixture(autouse=True)
def wide(monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")


def test_without_a_concept_people_see_which_there_are(lab, capsys):
    assert run(lab=lab) == 0
    said = capsys.readouterr()
    assert all(concept in said.out for concept in CONCEPTS)
    assert "foreigners, nationals, register, total" in said.out
    assert "--concept NAME" in said.err


def test_of_a_year_nationals_and_everybody_stand_in_rows_of_their_own(lab, capsys):
    assert run("--concept", "share_15_64", "--year", "2040", lab=lab) == 0
    lines = capsys.readouterr().out.splitlines()
    assert sum("nationals  " in line and "55.7%" in line for line in lines) == 1
    assert sum("WPP 2024" in line and "medium" in line and "58.4%" in line for line in lines) == 1


def test_a_population_can_be_asked_for(lab, capsys):
    wanted = ("--concept", "share_15_64", "--population", "nationals", "--json")
    assert run(*wanted, lab=lab) == 0
    said = json.loads(capsys.readouterr().out)
    days = [f"{year}-07-01" for year in (2020, 2040, 2022, 2042)]  # base after base
    assert [row["refers_to"] for row in said] == days
    assert {row["population"] for row in said} == {"nationals"}


def test_what_all_figures_share_stands_above_them(lab, capsys):
    assert run("--concept", "median_age", lab=lab) == 0
    title, *below = [line for line in capsys.readouterr().out.splitlines() if line.strip()]
    assert title.strip() == (
        "median_age · total · Statistics Korea, 2022-based (December 2023) · medium"
    )
    assert below[0].split() == ["refers", "to", "value", "known", "from"]
    assert ["2072-07-01", "63.4", "years", "2023-12-14"] in [line.split() for line in below]


def test_machines_get_every_row_with_every_column(lab, capsys):
    assert run("--concept", "total_fertility_rate", "--json", lab=lab) == 0
    rows = json.loads(capsys.readouterr().out)
    assert all(list(row) == list(SCHEMA) for row in rows)
    assert run("--concept", "total_fertility_rate", lab=lab) == 0
    said = capsys.readouterr()
    left = int(said.err.split()[0].replace(",", ""))
    lines = [line for line in said.out.splitlines() if "children" in line]
    assert len(lines) + left == len(rows)


def test_a_day_hides_what_was_published_later(lab, capsys):
    wanted = ("--concept", "fund_exhaustion_year", "--as-of", "2025-06-08", "--json")
    assert run(*wanted, lab=lab) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows
    assert max(row["known_from"] for row in rows) <= "2025-06-08"
    assert not any("2025" in (row["law"] or "") for row in rows)


def test_a_day_before_everything_leaves_nothing_and_says_so(lab, capsys):
    assert run("--concept", "median_age", "--as-of", "1999-12-31", lab=lab) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "no figure" in said.err


def test_a_run_stands_beside_what_is_published(lab, capsys):
    wanted = ("--concept", "fund_peak", "--scenario", "official-2023", "--json")
    assert run(*wanted, lab=lab) == 0
    rows = json.loads(capsys.readouterr().out)
    own = [row for row in rows if row["kind"] == "model"]
    assert [(row["refers_to"], round(row["value"])) for row in own] == [("2040", 1761)]
    assert {row["concept"] for row in rows} == {"fund_peak"}


def test_a_concept_that_no_run_has_needs_no_run(lab, capsys):
    wanted = ("--concept", "share_of_total", "--scenario", "official-2023", "--json")
    assert run(*wanted, lab=lab) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["kind"] for row in rows} == {"published"}


@pytest.mark.parametrize(
    ("wrong", "nearest"),
    [
        (("--concept", "share_15-64"), "share_15_64"),
        (("--concept", "median_age", "--population", "national"), "nationals"),
        (("--concept", "median_age", "--as-of", "yesterday"), "--as-of"),
    ],
)
def test_what_is_not_known_ends_with_two_and_offers_the_nearest(wrong, nearest, lab, capsys):
    assert run(*wrong, "--json", lab=lab) == 2
    said = capsys.readouterr()
    assert nearest in said.err
    assert said.out == ""
    assert "Traceback" not in said.err
