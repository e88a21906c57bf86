"""A baseline knows findings by their words, whatever lines they stand on."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.audit.reporting import report_of

from bongsu.audit.baseline import part, read, written
from bongsu.errors import BadFile

RULES = ("XX101", "XX102", "XX301")
TEXT = "One sentence is wrong here.\n\nAnother is doubtful there.\n"


def baseline(tmp_path, *texts):
    path = tmp_path / "baseline.json"
    path.write_text(written(report_of(*texts).findings), encoding="utf-8")
    return read(path)


def test_what_is_in_the_baseline_is_known(tmp_path):
    parted = part(report_of(TEXT).findings, baseline(tmp_path, TEXT), ran=RULES)
    assert (parted.new, parted.known, parted.stale) == ((), 2, ())


def test_lines_may_move_and_be_wrapped_anew(tmp_path):
    moved = "New head.\n\nAll new.\n\nOne  sentence\nis wrong here.\n\nAnother is doubtful there.\n"
    parted = part(report_of(moved).findings, baseline(tmp_path, TEXT), ran=RULES)
    assert [one.finding.rule for one in parted.new] == []


def test_other_words_around_make_a_finding_new_and_its_entry_stale(tmp_path):
    parted = part(
        report_of(TEXT.replace("One sentence", "No other")).findings,
        baseline(tmp_path, TEXT),
        ran=RULES,
    )
    assert [one.finding.rule for one in parted.new] == ["XX101"]
    assert [key.rule for key in parted.stale] == ["XX101"]


def test_an_entry_of_a_rule_that_did_not_run_is_not_stale(tmp_path):
    known = baseline(tmp_path, TEXT)
    assert part((), known, ran=["XX102"]).stale == tuple(k for k in known if k.rule == "XX102")


def test_an_entry_accepts_one_finding(tmp_path):
    alike = "x" * 40 + " wrong " + "y" * 40 + "\n\n"
    parted = part(report_of(alike * 3).findings, baseline(tmp_path, alike), ran=RULES)
    assert (len(parted.new), parted.known) == (2, 1)


def test_a_baseline_has_no_lines_and_is_the_same_for_any_order(tmp_path):
    first, second = TEXT, "Quite wrong, perhaps.\n"
    assert written(report_of(first, second).findings) == written(report_of(second, first).findings)
    content = json.loads(written(report_of(first).findings))
    assert all(set(row) == {"rule", "quote", "before", "after"} for row in content["findings"])


@given(st.lists(st.sampled_from(["wrong", "doubtful", "fine", "perhaps"]), max_size=40))
def test_what_was_written_accepts_all_that_was_found(words):
    findings = report_of(" ".join(["start", *words])).findings
    parted = part(findings, [one.key for one in findings], ran=RULES)
    assert (parted.new, parted.stale) == ((), ())


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"form": "bongsu-baseline-1"}',
        '{"form": "bongsu-baseline-1", "findings": 3}',
        '{"form": "bongsu-baseline-1", "findings": [{"rule": "XX101"}]}',
        written(()).replace("[]", '[{"rule": 1, "quote": "", "before": "", "after": ""}]'),
        "[" * 100_000,
    ],
)
def test_what_is_no_baseline_is_refused_with_a_mend(content, tmp_path):
    path = tmp_path / "b.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadFile, match="--write-baseline"):
        read(path)


def test_a_baseline_that_is_not_there_is_told(tmp_path):
    with pytest.raises(BadFile, match="No such file"):
        read(tmp_path / "none.json")
