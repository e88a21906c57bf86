"""Formats of lines: text, full, json, jsonl and workflow commands."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from tests.audit.making import evidence_of, register_of
from tests.audit.reporting import report_of

from bongsu.audit.checking import check
from bongsu.audit.formats import FORMATS, render
from bongsu.audit.reports import locate

TWO = ("# Head\n\nThis is wrong,\nsee there.\n\nAll is shared.\n", "It is doubtful and shared.\n")


def test_text_is_one_line_a_finding_with_severity_and_related_places():
    assert render(report_of(*TWO), "text").splitlines() == [
        "a.md:3:9: error XX101 It says wrong: 5 % of 20, is 1. [related 4:1]",
        "a.md:6:8: error XD901 Both say shared. [related b.md:1:20]",
        "b.md:1:7: warning XX102 It is doubtful.",
        "b.md:1:20: error XD901 Both say shared. [related a.md:6:8]",
    ]


def test_full_shows_the_words_underlined_and_how_to_go_on():
    report = report_of("Before.\n\nThis is 원 wrong,\nsee there.\n")
    (one,) = report.findings
    assert render(report, "full").splitlines() == [
        "error XX101 wrong-word: It says wrong: 5 % of 20, is 1.",
        " --> a.md:3:11",
        "  |",
        "3 | This is 원 wrong,",
        "  |            ^^^^^",  # a Korean letter takes two cells
        "4 | see there.",
        "  | --- what it should be",
        f"  = bongsu explain {one.id} a.md",
    ]


def test_full_cuts_long_lines_around_the_words():
    report = report_of("word " * 2000 + "wrong " + "word " * 2000)
    lines = render(report, "full").splitlines()
    assert max(map(len, lines)) < 120
    shown, marks = lines[3], lines[4]
    assert shown[marks.index("^") : marks.index("^") + 5] == "wrong"
    assert shown.startswith("1 | …")
    assert shown.endswith("…")


def test_colours_come_only_when_asked_for():
    report = report_of(*TWO)
    for form in ("text", "full"):
        assert "\x1b[" in render(report, form, colour=True)
        assert "\x1b" not in render(report, form)


def test_nothing_in_a_document_or_its_name_moves_the_cursor():
    report = report_of("A \x1b[2J\x07 wrong \x9b5A\u202e word\n")
    for form in ("text", "full"):
        written = render(report, form)
        assert not set(written) & set("\x1b\x07\x9b\u202e")


def test_jsonl_is_one_record_a_finding_with_places_in_the_source():
    report = report_of("<!-- a note -->\nThis is wrong, see there.\n")
    (row,) = [json.loads(line) for line in render(report, "jsonl").splitlines()]
    source = report.documents[0].source
    assert list(row)[:7] == [
        "rule", "severity", "start", "end", "related", "message", "evidence"
    ]  # fmt: skip
    assert (row["rule"], row["severity"], row["name"]) == ("XX101", "error", "wrong-word")
    assert source[row["start"] : row["end"]] == row["quote"] == "wrong"
    assert (row["file"], row["line"], row["column"]) == ("a.md", 2, 9)
    (related,) = row["related"]
    assert source[related["start"] : related["end"]] == related["quote"] == "see"
    assert related["message"] == "what it should be"
    assert row["evidence"] == {
        "inputs": [{"written": "5", "interval": [4.5, 5.5]}],
        "sum": 1.0,
    }


def test_json_holds_the_same_records_as_jsonl():
    report = report_of(*TWO)
    lines = [json.loads(line) for line in render(report, "jsonl").splitlines()]
    assert json.loads(render(report, "json")) == lines
    assert len(lines) == 4


def test_github_has_commands_with_escaped_values():
    report = report_of("This is wrong.\n")
    assert render(report, "github") == (
        "::error file=a.md,line=1,endLine=1,col=9,endColumn=14,title=XX101 wrong-word"
        "::It says wrong: 5 %25 of 20, is 1.\n"
    )
    register = register_of()
    evidence = evidence_of("perhaps\n", "a,b:c%.md")
    named = report_of("nothing")
    found = locate(check([evidence], register=register))
    written = render(type(named)(findings=found, rules=register.rules), "github")
    assert written.startswith("::notice file=a%2Cb%3Ac%25.md,")


def test_nothing_found_is_nothing_written():
    report = report_of("All is well.\n")
    assert render(report, "text") == render(report, "full") == render(report, "jsonl") == ""
    assert json.loads(render(report, "json")) == json.loads(render(report, "gitlab")) == []


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_words_around_a_finding_pass_through_every_format(before, after):
    report = report_of(f"{before} wrong perhaps {after}", "doubtful", faults=(before,))
    for form in FORMATS:
        assert render(report, form) == render(report, form)


def test_ids_stay_when_other_lines_change_and_tell_twins_apart():
    one = report_of("Here it is wrong again.\n").findings[0]
    moved = report_of("A new line.\n\nHere it is wrong again.\n\nMore.\n")
    assert [each.spot.quote for each in moved.findings] == ["wrong"]
    twins = report_of("x wrong wrong wrong wrong wrong wrong wrong wrong wrong wrong wrong y\n" * 2)
    ids = [each.id for each in twins.findings]
    assert len(set(ids)) == len(ids) == 22
    assert one.id == report_of("Here it is wrong again.\n").findings[0].id


def test_full_shows_words_before_the_finding_first():
    lines = render(report_of("Go and see.\n\nThis is wrong.\n"), "full").splitlines()
    assert [line for line in lines if line[:1].isdigit()] == [
        "1 | Go and see.",
        "3 | This is wrong.",
    ]


def test_full_marks_words_of_one_line_together_and_labels_them_where_there_is_room():
    near = render(report_of("Now see, it is wrong.\n"), "full").splitlines()
    assert near[3:6] == [
        "1 | Now see, it is wrong.",
        "  |     ---        ^^^^^",
        "  |     what it should be",
    ]
    line = "Now see, and go on reading until it is wrong.\n"
    far = render(report_of(line), "full").splitlines()
    assert far[4].index("^") - len("  | ") == line.index("wrong")
    assert far[4].startswith("  |     --- what it should be  ")
