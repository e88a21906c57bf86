"""Further runs of a section: made, named on the page, or left out where they know too much."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from tests.brief import isle

from bongsu.brief import further_runs, parse_section
from bongsu.brief.facts import evaluate, seen_from
from bongsu.brief.page import render
from bongsu.errors import BadFile, BongsuError, UnknownName
from bongsu.lab import open_lab

END = "{variable: isle.end_year, run: before, format: year}"
SECTION = (
    isle.SECTION.replace("facts:\n", "runs: {before: older}\nfacts:\n", 1)
    .replace(
        "  end_now:",
        "  end_before: {variable: isle.end_year, run: before, format: year}\n  end_now:",
    )
    .replace(
        "      - {variable: isle.fund, run: scenario, given: {law: new}",
        "      - {variable: isle.fund, run: before, label: Before}\n"
        "      - {variable: isle.fund, run: scenario, given: {law: new}",
    )
    .replace("It ends in {end_now},", "Before, it ended in {end_before}.\n\nIt ends in {end_now},")
)


def section(text: str = SECTION, system: str = "isle"):
    return parse_section(text, system, where="section.md")


def runs(*, before: bool):
    found = isle.runs()
    if before:
        names: dict[str, Any] = {
            "scenario": "older",
            "title": "The isle, older",
            "run_id": "older-fedcba98765432",
        }
        found["before"] = replace(found["baseline"], as_of=date(2020, 1, 1), **names)
    return found


def test_a_further_run_is_read_and_named_wherever_it_is_used():
    html = render(runs(before=True), [section()], isle.Tables())[0]
    assert "Before, it ended in" in html
    assert 'id="run-before"' in html
    assert 'href="#run-before"' in html  # from the card of its fact
    assert ">Before: <span" in html
    assert "The isle, older" in html
    assert "run older older-fedcba" in html  # the source line of the figure
    assert 'id="made-before-isle.end_year"' in html


def test_a_further_run_that_is_not_there_takes_only_its_own_sentences_and_lines():
    html = render(runs(before=False), [section()], isle.Tables())[0]
    assert "no run of older looks from 2026-02-11 or earlier" in html
    assert "Before, it ended in" not in html
    assert 'id="figure-isle.fund"' in html
    assert html.count('role="img"') == 8


def test_a_further_run_that_knows_less_does_not_narrow_the_page():
    assert seen_from(runs(before=True)) == date(2026, 2, 11)
    values = evaluate(section(), runs(before=True), isle.Tables()).values
    assert values["office"].text == "2047"  # known since 2025


def test_a_role_that_no_section_declares_is_still_a_fault():
    with pytest.raises(UnknownName, match="role befor"):
        render(runs(before=True), [section(SECTION.replace("run: before", "run: befor"))],
               isle.Tables())  # fmt: skip


@pytest.mark.parametrize("role", ["baseline", "scenario"])
def test_the_roles_of_every_page_cannot_be_given_away(role):
    with pytest.raises(BongsuError, match=f"every page has a {role} already"):
        section(SECTION.replace("runs: {before: older}", f"runs: {{{role}: older}}"))


def test_two_sections_may_share_a_run_but_not_a_role():
    one, same = section(), section(system="reef")
    other = section(SECTION.replace("before: older", "before: oldest"), "reef")
    assert further_runs([one, same]) == {"before": "older"}
    with pytest.raises(BadFile, match="oldest and to older"):
        further_runs([one, other])


@pytest.fixture
def lab(tmp_path, monkeypatch):
    """Return a lab that has the isle alone and computes nothing, and the runs that it publishes."""
    folder = tmp_path / "isle"
    (folder / "scenarios").mkdir(parents=True)
    (folder / "section.md").write_text(SECTION, encoding="utf-8")
    lab, published = open_lab(tmp_path / "lab"), {}
    monkeypatch.setattr(lab, "systems", (SimpleNamespace(name="isle", folder=folder),))
    monkeypatch.setattr(lab, "run", lambda name, **_: name)
    monkeypatch.setattr(lab, "publish", lambda made, *_, **__: published.update(made))
    return lab, published


def older(tmp_path, more=""):
    text = f"scenario: older\ntitle: Older\nbase: baseline\n{more}"
    (tmp_path / "isle" / "scenarios" / "older.yaml").write_text(text, encoding="utf-8")


def test_the_lab_makes_further_runs_that_know_no_more_than_the_page(lab, tmp_path):
    older(tmp_path)
    lab[0].brief(tmp_path / "b.html")
    assert lab[1] == {"baseline": "baseline", "scenario": "ageing-tree", "before": "older"}


def test_the_lab_leaves_out_a_further_run_that_knows_more_than_the_page(lab, tmp_path):
    older(tmp_path, "as_of: 2026-02-28\n")
    lab[0].brief(tmp_path / "b.html")
    assert lab[1].keys() == {"baseline", "scenario"}


def test_a_scenario_that_does_not_exist_is_named_with_its_role(lab, tmp_path):
    with pytest.raises(UnknownName, match="older") as caught:
        lab[0].brief(tmp_path / "b.html")
    assert "role before" in caught.value.where
