"""Bad scenario files at the command line: one clear error, exit code 2, and nothing left behind."""

from __future__ import annotations

import pytest

from bongsu.cli.main import main

HEAD = "scenario: mine\nbase: baseline\n"
COIN = "p: {x: 0.5, y: 0.5}"
RATE = "people.contribution_rate"
BOMB = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9))

# What the file holds, and what is said of it: what is wrong, where, and how to mend it.
FAULTS = {
    "misspelt key": (
        HEAD + "asume: {}",
        ["unknown key `asume`", "mine.yaml, asume", "did you mean `assume`?"],
    ),
    "misspelt parameter": (
        HEAD + "assume: {people.contribution_rte: {value: 0.1, source: a letter}}",
        ["no parameter people.contribution_rte", "mine.yaml, assume.", f"did you mean `{RATE}`?"],
    ),
    "misspelt base": (
        "scenario: mine\nbase: baselin\n",
        ["there is no base baselin", "mine.yaml, base", "did you mean `baseline`?"],
    ),
    "base in another folder": (
        "scenario: mine\nbase: ../baseline\n",
        ["`../baseline` cannot be the name", "mine.yaml, base", "no folder"],
    ),
    "misspelt output": (
        HEAD + "outputs: [people.tfrr]",
        ["there is no variable people.tfrr", "mine.yaml, outputs", "did you mean `people.tfr`?"],
    ),
    "key written twice": (
        HEAD + "title: One\ntitle: Other",
        ["key 'title' is written twice", "mine.yaml, line 4", "mend the line"],
    ),
    "missing": (
        "scenario: mine",
        ["3 faults", "`as_of` is missing", "`horizon.start` is missing", "`horizon.end`"],
    ),
    "nobody's word": (
        HEAD + f"assume: {{{RATE}: {{value: 0.1}}}}",
        ["nobody's word is named", f"mine.yaml, assume.{RATE}", "add `source: ...`"],
    ),
    "probabilities": (
        HEAD + "issues: {poll: {p: {x: 0.5, y: 0.4}}}",
        ["sum to 0.9, not to 1", "mine.yaml, issues.poll", "change them by 0.1"],
    ),
    "circle of given-clauses": (
        HEAD
        + "issues:\n  a: {given: [b], p: {x: {x: 1, y: 0}, y: {x: 1, y: 0}}}\n"
        + "  b: {given: [a], p: {x: {x: 1, y: 0}, y: {x: 1, y: 0}}}",
        ["given-clauses form a circle: ", "mine.yaml, issues", "let one of them stand"],
    ),
    "issue called as a dimension": (
        HEAD + f"issues: {{sex: {{{COIN}}}}}",
        ["sex is a dimension of ", "mine.yaml, issues.sex", "rename the issue"],
    ),
    "too many branches": (
        HEAD + "issues:\n" + "".join(f"  i{number}: {{{COIN}}}\n" for number in range(30)),
        ["30 issues have more than 1,000,000 combinations", "mine.yaml, issues", "ask fewer"],
    ),
    "date outside the horizon": (
        HEAD + f"assume: {{{RATE}: {{path: {{2200: 0.1}}, source: a letter}}}}",
        ["2200 outside the horizon 2024 to 2100", f"assume.{RATE}", "widen the horizon"],
    ),
    "known later": (
        HEAD + f"assume: {{{RATE}: {{value: 0.1, source: abc, known_from: 2026-12-01}}}}",
        ["known from 2026-12-01, after 2026-02-27", f"assume.{RATE}", "set `as_of` to"],
    ),
    "looks from before its base": (
        "scenario: mine\nbase: ageing-tree\nas_of: 2025-07-01",
        ["ageing-tree states this", "after 2025-07-01", "issues.births", "with `null`"],
    ),
    "unit that does not convert": (
        HEAD + f"assume: {{{RATE}: {{value: 9, unit: won, source: a letter}}}}",
        ["won does not convert to share", f"mine.yaml, assume.{RATE}", "in the unit that is asked"],
    ),
    "points or a proportion": (
        HEAD + f"assume: {{{RATE}: {{shift: 2, unit: percent, source: a letter}}}}",
        ["could mean points or a proportion", f"assume.{RATE}", "`unit: percentage_point`"],
    ),
    "not a number": (
        HEAD + f"assume: {{{RATE}: {{value: .nan, source: a letter}}}}",
        ["nan is not a finite number", f"assume.{RATE}.value", "leave the key out"],
    ),
    "out of range": (
        HEAD + "assume: {people.tfr: {value: -1, source: a letter}}",
        ["people.tfr is -1 child/woman", "its range is 0 to 10", "assume.people.tfr"],
    ),
    "computed": (
        HEAD + "assume: {people.population_total: {value: 1, source: a letter}}",
        ["people.population_total is computed", "mine.yaml, assume.", "assume what it rests on"],
    ),
    "aliases": ("a0: &a0 [lol]\n" + BOMB, ["aliases", "mine.yaml, line", "write the value out"]),
    "too deep": (
        HEAD + "assume: " + "{a: " * 99 + "1" + "}" * 99,
        ["nested deeper than 24", "mine.yaml, line", "flatten the file"],
    ),
    "huge": ("x" * 4_000_001, ["larger than 4,000,000 bytes", "mine.yaml", "split the file"]),
    "not UTF-8": (
        "scenario: \ud55c".encode("utf-16"),
        ["is not UTF-8", "mine.yaml", "save the file as UTF-8"],
    ),
    "huge number": (
        HEAD + f"assume: {{{RATE}: {{value: 0x{'f' * 5000}, source: abc}}}}",
        ["a whole number of more than 250 digits", "mine.yaml, line 3", "mend the line"],
    ),
}


@pytest.fixture
def bongsu(tmp_path, capsys, monkeypatch):
    """Return a function that runs the command line, and checks that it leaves no file behind."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")

    def run(*arguments: str) -> tuple[int, str]:
        before = {path: path.stat().st_size for path in tmp_path.rglob("*")}
        with pytest.raises(SystemExit) as end:
            main(["--lab", str(tmp_path / "lab"), *arguments])
        out, err = capsys.readouterr()
        assert out == ""
        assert {path: path.stat().st_size for path in tmp_path.rglob("*")} == before
        return int(end.value.code or 0), err

    return run


@pytest.mark.parametrize("command", [["run"], ["scenario", "check"]], ids=" ".join)
@pytest.mark.parametrize(("content", "said"), FAULTS.values(), ids=FAULTS)
def test_a_bad_file_is_one_error_with_place_and_mend_and_leaves_nothing(
    bongsu, tmp_path, command, content, said
):
    path = tmp_path / "mine.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    code, err = bongsu(*command, str(path))
    assert code == 2
    assert err.startswith("error: ")
    assert "Traceback" not in err
    assert "where: " in err
    assert "mend:  " in err
    for part in said:
        assert part in err


def test_an_unknown_scenario_is_refused_with_the_nearest(bongsu):
    for arguments in (
        ["run", "basline"],
        ["scenario", "check", "basline"],
        ["diff", "basline", "x"],
    ):
        code, err = bongsu(*arguments)
        assert code == 2
        assert "there is no scenario basline" in err
        assert "did you mean `baseline`?" in err


def test_a_file_that_is_not_there_is_refused_by_its_path(bongsu):
    for name in ("none.yaml", "folder/none", "n" * 300 + ".yaml"):
        code, err = bongsu("run", name)
        assert code == 2
        assert "cannot read the file" in err
        assert f"where: {name}" in err


def test_two_files_of_which_one_is_bad_are_not_compared(bongsu, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(HEAD + "asume: {}")
    code, err = bongsu("diff", "baseline", str(path))
    assert code == 2
    assert "unknown key `asume`" in err


def test_a_seed_that_cannot_be_kept_is_refused_before_anything_is_computed(bongsu):
    code, err = bongsu("run", "baseline", "--seed", str(2**63))
    assert code == 2
    assert f"seed is {2**63}" in err


def test_a_bad_scenario_in_the_lab_is_found_by_name_and_refused(bongsu, tmp_path):
    (tmp_path / "lab" / "scenarios").mkdir(parents=True)
    (tmp_path / "lab" / "scenarios" / "mine.yaml").write_text("scenario: [")
    code, err = bongsu("run", "mine")
    assert code == 2
    assert "not readable as YAML" in err
    code, err = bongsu("run", "min")
    assert "did you mean `mine`?" in err
