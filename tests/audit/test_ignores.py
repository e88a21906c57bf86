"""A document ignores a rule only with a reason, and only where it says so."""

from __future__ import annotations

import time

import pytest
from tests.audit.making import evidence_of, register_of

from bongsu.audit.checking import Selection, check
from bongsu.audit.ignores import ignores
from bongsu.audit.reports import locate


def found(source, **selection):
    return check([evidence_of(source)], selection=Selection(**selection), register=register_of())


def rules(source, **selection):
    return [finding.rule for finding in found(source, **selection)]


@pytest.mark.parametrize(
    "source",
    [
        "<!-- bongsu: ignore XX101 because it is meant -->\n\nThis is wrong.\n",
        "<!-- bongsu: ignore XX101 because it is meant -->\nThis is wrong.\n",
        "This is wrong. <!-- bongsu: ignore XX101 because it is meant -->\n",
        "One line,\nthis is wrong, [bongsu: ignore XX101 because it is meant]\nand more.\n",
        "[bongsu: ignore XX101 because it is meant]\n\nSo much\nis wrong.\n",
        "<!-- BONGSU:ignore xx because 5 > 4 -->\n\nThis is wrong.\n",
        "<!-- bongsu: ignore XX102, XX101 because of\nall that --> This is wrong and doubtful.\n",
        "<!-- bongsu: ignore XX101 because the table is old -->\n\nhead\tb\nc\td\ne\twrong\n",
    ],
)
def test_a_note_with_a_reason_silences_its_line_or_block(source):
    assert rules(source) == []


@pytest.mark.parametrize(
    "source",
    [
        "<!-- bongsu: ignore XX101 because it is meant -->\n\nA block.\n\nThis is wrong.\n",
        "This is wrong.\n\n<!-- bongsu: ignore XX101 because it is meant -->\n",
        "Fine. <!-- bongsu: ignore XX101 because it is meant -->\n\nThis is wrong.\n",
    ],
)
def test_a_note_reaches_no_further_and_is_then_unused(source):
    assert sorted(rules(source)) == ["IG001", "XX101"]


@pytest.mark.parametrize(
    "sample",
    [
        "```\n<!-- bongsu: ignore XX101 because it is meant -->\n```",
        "~~~ markdown\n<!-- bongsu: ignore XX101 -->\n~~~",
        "    <!-- bongsu: ignore XX101 because it is meant -->",
        "Write `<!-- bongsu: ignore XX101 -->` in the text.",
        "Write ``[bongsu: ignore XX101]`` in the text.",
    ],
)
def test_a_note_in_a_sample_of_code_is_a_sample(sample):
    assert rules(f"An example:\n\n{sample}\n\nThis is wrong.\n") == ["XX101"]


def test_a_note_silences_only_the_rules_that_it_names():
    source = "This is wrong and doubtful. [bongsu: ignore XX101 because it is meant]\n"
    assert rules(source) == ["XX102"]


@pytest.mark.parametrize("reason", ["", " because", " because   "])
def test_a_note_without_a_reason_silences_nothing_and_is_reported(reason):
    assert rules(f"This is wrong. [bongsu: ignore XX101{reason}]\n") == ["XX101", "IG002"]


@pytest.mark.parametrize("named", ["XX999", "X-7", ""])
def test_a_note_that_names_no_rule_is_reported(named):
    assert rules(f"All is fine. [bongsu: ignore {named} because I say so]\n") == ["IG003"]


def test_a_note_for_a_rule_that_did_not_run_is_not_called_unused():
    source = "All is fine. [bongsu: ignore XX101 because it is meant]\n"
    assert rules(source) == ["IG001"]
    assert rules(source, ignore=("XX101",)) == []
    assert rules("Fine. [bongsu: ignore XY901 because it is meant]\n") == []


def test_rules_on_notes_can_be_left_out_as_others_can():
    assert rules("Fine. [bongsu: ignore XX101 because of it]\n", ignore=("IG",)) == []


def test_a_note_is_reported_where_it_stands_even_if_the_text_leaves_it_out():
    source = "Before.\n\n<!-- bongsu: ignore XX101 -->\n\nAfter.\n"
    (one,) = locate(found(source))
    assert one.spot.quote == "<!-- bongsu: ignore XX101 -->"
    assert one.spot.place.label == "3:1"


def test_words_of_a_note_are_no_statement():
    assert rules("This is doubtful. [bongsu: ignore XX102 because it is wrong]\n") == []


def test_a_note_knows_its_rules_and_its_reason():
    (note,) = ignores(
        evidence_of("a <!-- bongsu: ignore XX101,XD because  the base\nis old --> b\n").document
    )
    assert note.rules == ("XX101", "XD")
    assert note.reason == "the base is old"


@pytest.mark.parametrize(
    "hostile",
    [
        "[bongsu: ignore " * 60_000,
        "<!-- bongsu: ignore A because " * 30_000,
        "[bongsu:" + " " * 10**6,
    ],
)
def test_a_megabyte_of_broken_notes_is_read_in_bounded_time(hostile):
    begun = time.monotonic()
    ignores(evidence_of(hostile).document)
    assert time.monotonic() - begun < 20
