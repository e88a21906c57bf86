"""From runs to a page: numbers are those of the runs, and faults are named."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from tests.brief import isle

from bongsu.brief import check_names, parse_section, write_brief
from bongsu.brief.facts import evaluate
from bongsu.brief.formats import FORMATS, formatted
from bongsu.brief.page import render
from bongsu.brief.provenance import flattened, is_elicited
from bongsu.errors import BadFile, BadOutput, BongsuError, UnitMismatch, UnknownName, Untraced


def section(text: str = isle.SECTION):
    return parse_section(text, "isle", where="section.md")


def page(text: str = isle.SECTION, runs=None) -> str:
    return render(runs or isle.runs(), [section(text)], isle.Tables())[0]


@pytest.fixture
def systems(tmp_path):
    (tmp_path / "isle").mkdir()
    (tmp_path / "isle" / "section.md").write_text(isle.SECTION, encoding="utf-8")
    (tmp_path / "mute").mkdir()
    return [SimpleNamespace(name=name, folder=tmp_path / name) for name in ("isle", "mute")]


def test_facts_are_what_the_runs_hold():
    facts = evaluate(section(), isle.runs(), isle.Tables()).values
    texts = {name: value.text for name, value in facts.items()}
    assert texts["people_2060"] == "820 thousand"  # 1000 - 5 * 36
    assert texts["fall"] == "18.0%"
    assert facts["tree_2060"].value == pytest.approx(0.6 * (820 - 144) + 0.4 * (820 + 72))
    assert facts["low_2060"].value == 820 - 144
    assert texts["end_now"] == "2049"  # 300 / 12 = 25 years
    assert texts["end_new"] == "later than the horizon"
    assert facts["early"].value == pytest.approx(0.3)  # the old law alone
    assert (texts["office"], texts["bank"], texts["later"]) == ("2047", "2051", "+2")


def test_the_page_shows_each_fact_and_leads_to_its_card_and_back():
    html = page()
    for key in re.findall(r'data-fact="([^"]+)"', html):
        assert f'href="#fact-{key}"' in html
        assert f'id="fact-{key}"' in html
    assert html.count(">820 thousand</a>") >= 3
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    for target in re.findall(
        r'href="#(fact-[^"]+|made-[^"]+|par-[^"]+|run-[^"]+|table-[^"]+)"', html
    ):
        assert target in ids


def test_the_page_says_run_seed_block_sources_and_what_leans_on_judgement():
    html = page()
    for text in ("tree-0123456789abcdef", "20260211", "isle.blocks:fund", "CC BY 4.0",
                 "Isle Office (2024), Births", "2024-07-11", "a guess at 9%", "(judged)",
                 "3e-13", "2 issues were kept as dimensions"):  # fmt: skip
        assert text in html
    judged = html.split("Judged, not measured")[1].split("Notes on each number")[0]
    assert "2049" in judged
    assert "Contribution rate" in judged
    assert "820 thousand" not in judged  # people do not rest on the rate


def test_the_page_is_whole_without_scripts_or_network():
    html = page()
    assert "default-src 'none'" in html
    assert re.findall(r"<script(?![^>]*application/json)", html) == []
    assert not re.search(r'(?:src|href)="(?!#)', html)
    assert " style=" not in html
    assert "on-demand" not in html
    assert '<html lang="en">' in html
    assert 'class="skip" href="#content"' in html
    assert '<span lang="ko">인구 감소</span>' in html


def test_each_figure_is_drawn_twice_and_has_its_table():
    html = page()
    assert html.count('role="img"') == 8
    assert html.count("<svg ") == 16
    assert html.count("<summary>Data as a table</summary>") == 8
    assert "<details open" not in html


def test_the_chances_of_years_are_those_of_the_run_and_sum_to_the_whole():
    accounts = render(isle.runs(), [section()], isle.Tables())[1]
    assert accounts.tables["isle.chances"] == [
        ["Years", "All outcomes", "New law"],
        ["2045–2049", "30.0%", "0.0%"],
        ["Later", "70.0%", "100.0%"],
        ["Together", "100.0%", "100.0%"],
    ]


def test_a_dot_for_each_label_is_told_in_the_table_beside_it():
    accounts = render(isle.runs(), [section()], isle.Tables())[1]
    assert accounts.tables["isle.sexes"] == [["Sex", "Value"], ["female", "4.1"], ["male", "4.1"]]


def test_a_form_that_needs_one_dimension_refuses_others():
    for old, new in ((", age: 30}", "}"), ("age: 30}", "age: 30, sex: male}")):
        with pytest.raises(BadFile, match="has dimensions"):
            page(isle.SECTION.replace(old, new))
    left = isle.SECTION.replace(
        "isle.end_year, run: scenario, label", "isle.fund, run: scenario, label"
    )
    with pytest.raises(BadFile, match="still has dimensions"):
        page(left)


def test_the_same_runs_give_the_same_page():
    assert page() == page()


def test_text_from_runs_cannot_become_markup():
    runs = isle.runs()
    evil = "</script><script>alert(1)</script>"
    runs["scenario"] = replace(runs["scenario"], title=evil, notes=(evil,))
    html = page(runs=runs)
    assert "<script>alert" not in html
    labelled = isle.SECTION.replace("label: New law", "label: '<b>New</b> & law'")
    assert "<b>New" not in page(labelled)


def test_what_the_runs_lack_is_left_out_and_said():
    runs = isle.runs()
    bare = replace(runs["baseline"], scenario="plain")
    html = page(runs={"baseline": runs["baseline"], "scenario": bare})
    assert "plain has no issue law" in html
    assert "Left out" in html
    assert html.count('role="img"') == 5  # without the tree, and what is told of the new law


def test_a_row_that_became_known_later_than_the_runs_look_is_left_out_and_said():
    text = isle.SECTION.replace("{estimator: Office}", "{estimator: Later}")
    facts = evaluate(section(text), isle.runs(), isle.Tables())
    assert "office" not in facts.values
    assert "2026-02-11" in facts.absent["office"].why
    assert {"later"} <= facts.absent.keys()  # what is made of it goes with it
    runs = {role: replace(run, as_of=date(2026, 2, 12)) for role, run in isle.runs().items()}
    assert evaluate(section(text), runs, isle.Tables()).values["office"].text == "2049"


def test_a_period_that_a_run_does_not_reach_is_left_out_and_said():
    text = isle.SECTION.replace("at: {year: 2024}, format", "at: {year: 2023}, format", 1)
    html = page(text)
    assert "isle.people has no year 2023 in baseline" in html
    assert "people in 2024. It will have" not in html


def test_a_name_that_is_not_declared_is_found_without_a_run():
    assert check_names(section()) == []
    text = isle.SECTION.replace("{people_now} people in 2024.", "{people_nwo} people in 2024.")
    text = text.replace("fact: office}", "fact: ofice}")
    assert [fault.mend for fault in check_names(section(text))] == [
        "did you mean `office`?",
        "did you mean `people_now`?",
    ]


def test_a_missing_role_is_named():
    with pytest.raises(UnknownName, match="role scenario"):
        page(runs={"baseline": isle.runs()["baseline"]})


FAULTS = {
    "an unknown fact in a sentence": (
        "{people_now} people in",
        "{people_then} people in",
        UnknownName,
    ),
    "an unknown fact in a title": (
        '"The isle goes from {people_now}',
        '"From {people_n}',
        UnknownName,
    ),
    "a typed number": ("It ends in {end_now}", "It ends in 2049.5", Untraced),
    "a typed number in a label": ("label: New law", "label: New law 12", Untraced),
    "an expression": ("{people_now} people in", "{people_now.real} people in", UnknownName),
    "a lone brace": ("The isle had", "The } isle had", BadFile),
    "an unknown dimension": ("at: {year: 2024}, format", "at: {yaer: 2024}, format", UnknownName),
    "an unknown format": ("format: chance", "format: chances", UnitMismatch),
    "a unit that does not convert": ("format: chance", "format: won", UnitMismatch),
    "a dimension left over": (", at: {year: 2024}", "", BadFile),
    "a row that is not there": ("{estimator: Office}", "{estimator: Nobody}", BadFile),
    "a column that is not there": ("column: end_year", "column: end_yaer", UnknownName),
    "an unknown key": ("title_ko:", "titel_ko:", BongsuError),
    "an unknown figure": ("[figure: share]", "[figure: shares]", UnknownName),
    "a fact of itself": ("{of: people_2060", "{of: fall", BadFile),
    "facts of two units": ("of: end_now, against: office", "of: end_now, against: fall", BadFile),
    "a probability of nothing": (", below: 2055", "", BongsuError),
    "an unknown outcome": ("given: {birth-path: low}", "given: {birth-path: lo}", UnknownName),
    "uneven rows": ('[New, "{end_new}"]', "[New]", BongsuError),
    "no front matter": ("---\ntitle", "title", BadFile),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_wrong_section_is_refused(fault):
    old, new, kind = FAULTS[fault]
    assert old in isle.SECTION
    with pytest.raises(kind):
        page(isle.SECTION.replace(old, new, 1))


def test_a_brief_is_written_whole_and_may_be_renewed(tmp_path, systems):
    out = tmp_path / "brief.html"
    for _ in range(2):
        assert write_brief(isle.runs(), out, systems=systems, catalog=isle.Tables()) == out
    assert out.read_text(encoding="utf-8").endswith("</html>")
    assert [p.name for p in tmp_path.iterdir() if "part" in p.name] == []


def test_another_file_is_kept_unless_forced(tmp_path, systems):
    out = tmp_path / "diary.html"
    out.write_text("dear diary")
    with pytest.raises(BadOutput, match="not a brief"):
        write_brief(isle.runs(), out, systems=systems, catalog=isle.Tables())
    assert out.read_text() == "dear diary"
    write_brief(isle.runs(), out, systems=systems, catalog=isle.Tables(), force=True)
    assert "bongsu-brief" in out.read_text(encoding="utf-8")


def test_bad_places_are_refused(tmp_path, systems):
    for out in (tmp_path, tmp_path / "none" / "brief.html"):
        with pytest.raises(BadOutput):
            write_brief(isle.runs(), out, systems=systems, catalog=isle.Tables())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_is_not_writable_is_refused(tmp_path, systems):
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o500)
    with pytest.raises(BadOutput):
        write_brief(isle.runs(), shut / "b.html", systems=systems, catalog=isle.Tables())


def test_a_page_that_fails_its_check_is_not_written(tmp_path, systems, monkeypatch):
    out = tmp_path / "brief.html"
    monkeypatch.setattr("bongsu.brief.write.render", lambda *_: ("<p>47</p>", None))
    with pytest.raises(Untraced):
        write_brief(isle.runs(), out, systems=systems, catalog=isle.Tables())
    assert not out.exists()


def test_no_section_at_all_is_named(tmp_path, systems):
    with pytest.raises(BadFile, match="no system has a section"):
        write_brief(isle.runs(), tmp_path / "b.html", systems=systems[1:], catalog=isle.Tables())


@pytest.mark.parametrize(
    ("value", "unit", "name", "text"),
    [
        (47123.45, "thousand person", "million", "47.1 million"),
        (0.4006, "share", "percent", "40.1%"),
        (40.06, "percent", "percent", "40.1%"),
        (-0.034, "share", "points", "−3.4 points"),
        (1754.6, "trillion won", "won", "₩1,750 trillion"),
        (1754600.0, "billion won", "won", "₩1,750 trillion"),
        (0.0, "share", "chance", "0%"),
        (1.0, "share", "chance", "100%"),
        (0.9999, "share", "chance", "more than 99%"),
        (2055.0, "year", "year", "2055"),
        (1.0, "year", "years", "1 year"),
        (-2.0, "year", "signed_years", "−2"),
        (float("nan"), "year", "year", "not within the horizon"),
    ],
)
def test_numbers_are_written_in_their_format(value, unit, name, text):
    assert formatted(value, unit, name, where="a fact") == text


def test_no_format_writes_a_hyphen_for_a_minus():
    for form in FORMATS.values():
        assert "-" not in form.write(-12.5)


def test_origins_are_flattened_and_judgement_is_found_anywhere():
    origin = {"a": [{"elicited": {"reason": "x", "range": [1, 2]}}], "b": None, "c": []}
    assert is_elicited(origin)
    assert not is_elicited({"a": {"elicited": None}})
    assert dict(flattened(origin)) == {"a, elicited, reason": "x", "a, elicited, range": "1, 2"}
