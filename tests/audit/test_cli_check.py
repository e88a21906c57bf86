"""`bongsu check`, `rule`, `explain` and `claims` as a person or a program uses them."""

from __future__ import annotations

import io
import json
import os
import random
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from tests.audit.making import register_of
from tests.evidence.making import (
    Piece,
    as_docx,
    as_html,
    as_markdown,
    grid,
    heading,
    paragraph,
)

from bongsu.audit import checking, running
from bongsu.audit.formats import FORMATS
from bongsu.cli.main import main
from bongsu.evidence.readers import limits

TEXT = "# A report\n\nThis is wrong, and it is **doubtful**; see there.\n\nAll of it is shared.\n"
OTHER = "# Another\n\nPerhaps this is perhaps shared, or a trial.\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.md").write_text(OTHER, encoding="utf-8")
    return tmp_path


@pytest.fixture
def toy(monkeypatch):
    """Let the product have the made rules alone."""
    register = register_of()
    monkeypatch.setattr(checking, "load_rules", lambda: register)
    monkeypatch.setattr(running, "load_rules", lambda: register)
    return register


@pytest.fixture
def bongsu(folder, toy, capsys):
    """Return a function that runs the command line and gives its exit code, stdout and stderr."""

    def run(*arguments: object):
        with pytest.raises(SystemExit) as end:
            main([*map(str, arguments)])
        out, err = capsys.readouterr()
        return int(end.value.code or 0), out, err

    return run


def test_findings_are_told_a_line_each_with_a_summary_on_stderr(bongsu):
    code, out, err = bongsu("check", "a.md")
    assert code == 1
    assert out.splitlines() == [
        "a.md:3:9: error XX101 It says wrong: 5 % of 20, is 1. [related 3:40]",
        "a.md:3:28: warning XX102 It is doubtful.",
    ]
    assert err == "1 error, 1 warning found in 1 document\n"


def test_nothing_found_exits_with_0(bongsu, folder):
    (folder / "c.md").write_text("All is well.\n", encoding="utf-8")
    assert bongsu("check", "c.md") == (0, "", "nothing found in 1 document\n")


@pytest.mark.parametrize(
    ("file", "fail_on", "code"),
    [
        ("a.md", "error", 1),
        ("a.md", "never", 0),
        ("b.md", "error", 0),
        ("b.md", "warning", 0),
        ("b.md", "note", 1),
    ],
)
def test_fail_on_says_from_which_severity_on_to_fail(bongsu, file, fail_on, code):
    assert bongsu("check", file, "--fail-on", fail_on)[0] == code


def test_rules_are_selected_and_ignored(bongsu):
    def rules(*options):
        out = bongsu("check", "a.md", "b.md", "--format", "jsonl", *options)[1]
        return [json.loads(line)["rule"] for line in out.splitlines()]

    assert rules() == ["XX101", "XX102", "XD901", "XX301", "XD901"]
    assert set(rules("--select", "XX")) == {"XX101", "XX102", "XX301"}
    assert set(rules("--select", "XX,XY", "--preview", "--ignore", "XX1")) == {"XX301", "XY901"}
    assert rules("--select", "XX301", "--select", "XX102") == ["XX102", "XX301"]


def test_a_rule_that_there_is_none_of_is_refused(bongsu):
    code, out, err = bongsu("check", "a.md", "--select", "XX10,XX11")
    assert (code, out) == (2, "")
    assert "no rule is called `XX11`" in err


def test_a_bad_file_is_told_once_and_the_others_are_checked(bongsu, folder):
    (folder / "empty.md").write_text("", encoding="utf-8")
    code, out, err = bongsu("check", "empty.md", "a.md", "none.md", ".", "empty.md")
    assert code == 2
    assert out.count("a.md:3") == 2
    assert err.count("where: empty.md") == err.count("where: none.md") == 1
    assert "is a folder" in err
    assert "bongsu check ./*.md" in err


@pytest.mark.parametrize("command", ["check", "claims"])
def test_what_was_not_read_is_told_on_stderr(bongsu, folder, command):
    (folder / "c.md").write_text("Of 12 parts.\n\n" + "1 percent " * 2001, encoding="utf-8")
    _, _, err = bongsu(command, "c.md")
    assert "note: c.md: line 3: a paragraph of 2,001 numbers, not checked" in err


@pytest.mark.parametrize(("lines", "code"), [("Town,Rice\n" + "Ulsan,5\n" * 40, 1), ("\n" * 99, 2)])
def test_a_text_that_is_read_in_part_or_not_at_all_keeps_no_other_from_being_checked(
    bongsu, toy, folder, monkeypatch, lines, code
):
    monkeypatch.setattr(limits, "PIECES", 50)
    (folder / "c.csv").write_text(f"{lines}Busan,6\n", encoding="utf-8")
    assert (told := bongsu("check", "c.csv", "a.md"))[0] == code
    assert "a.md:3" in told[1]
    assert "nothing read from here on: the text has more than 50 lines and cells" in told[2]


def test_standard_input_is_read_as_a_file_called_dash(bongsu, monkeypatch):
    piped = io.TextIOWrapper(io.BytesIO(b"This is wrong.\n"))
    monkeypatch.setattr(sys, "stdin", piped)
    code, out, _ = bongsu("check", "-")
    assert (code, out) == (1, "-:1:9: error XX101 It says wrong: 5 % of 20, is 1.\n")


def test_files_to_compare_with_are_read_and_not_checked(bongsu):
    code, out, _ = bongsu("check", "b.md", "--against", "a.md", "--select", "XD")
    assert code == 1
    assert out == "b.md:3:25: error XD901 Both say shared. [related a.md:5:14]\n"
    assert bongsu("check", "b.md", "--select", "XD")[0] == 0


def test_a_day_that_is_none_is_refused(bongsu):
    assert bongsu("check", "a.md", "--as-of", "2026-02-29")[0] == 2
    assert bongsu("check", "a.md", "--as-of", "2026-02-28")[0] == 1


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_the_same_twice_and_for_any_order_of_files(bongsu, form):
    first = bongsu("check", "a.md", "b.md", "--format", form)
    assert first == bongsu("check", "b.md", "a.md", "b.md", "--format", form)
    assert first[1]


def test_output_goes_to_a_file_but_never_over_a_document(bongsu, folder):
    code, out, err = bongsu("check", "a.md", "--format", "html", "--output", "page.html")
    assert (code, out) == (1, "")
    assert "1 error" in err
    assert "<!doctype html>" in (folder / "page.html").read_text(encoding="utf-8")
    code, _, err = bongsu("check", "a.md", "--output", "./a.md")
    assert code == 2
    assert "overwritten" in err
    assert (folder / "a.md").read_text(encoding="utf-8") == TEXT
    assert bongsu("check", "a.md", "--output", "none/page.html")[0] == 2
    assert bongsu("check", "a.md", "--output", ".")[0] == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("option", ["--output", "--write-baseline"])
def test_no_file_takes_the_place_of_a_pipe_or_a_device(bongsu, folder, option):
    os.mkfifo(folder / "pipe")
    code, _, err = bongsu("check", "a.md", option, "pipe")
    assert code == 2
    assert "no ordinary file" in err
    assert (folder / "pipe").is_fifo()


@pytest.mark.skipif(not Path("/dev/stdout").is_symlink(), reason="the system has no such device")
def test_no_file_takes_the_place_of_the_screen(bongsu, folder):
    code, _, err = bongsu("check", "a.md", "--output", "/dev/stdout")
    assert code == 2
    assert "no ordinary file" in err
    assert Path("/dev/stdout").is_symlink()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_what_a_link_leads_to_is_written(bongsu, folder):
    (folder / "report.txt").write_text("old", encoding="utf-8")
    (folder / "link.txt").symlink_to(folder / "report.txt")
    bongsu("check", "a.md", "--output", "link.txt")
    assert (folder / "link.txt").is_symlink()
    assert "wrong" in (folder / "report.txt").read_text(encoding="utf-8")


def test_a_baseline_lets_only_new_findings_through_and_tells_stale_ones(bongsu, folder):
    code, out, err = bongsu("check", "a.md", "--write-baseline", "base.json")
    assert (code, out, err) == (0, "", "wrote 2 findings to base.json\n")
    code, out, err = bongsu("check", "a.md", "--baseline", "base.json")
    assert (code, out) == (0, "")
    assert err == "nothing found in 1 document; 2 more known to the baseline\n"
    (folder / "a.md").write_text(TEXT.replace("wrong", "right") + "\nAll wrong.\n")
    code, out, err = bongsu("check", "a.md", "--baseline", "base.json")
    assert code == 1
    assert "a.md:7:5: error XX101" in out
    assert "no longer found" in err


def test_settings_of_a_file_hold_unless_the_command_line_says_otherwise(bongsu, folder):
    (folder / "bongsu.toml").write_text(
        '[check]\nignore = ["XX101"]\nformat = "jsonl"\nfail-on = "error"\n', encoding="utf-8"
    )
    code, out, _ = bongsu("check", "a.md")
    assert code == 0
    assert [json.loads(line)["rule"] for line in out.splitlines()] == ["XX102"]
    code, out, _ = bongsu("check", "a.md", "--ignore", "XX102", "--format", "text")
    assert (code, out.split()[2]) == (1, "XX101")
    (folder / "bongsu.toml").write_text('[check]\nformat = "sarf"\n', encoding="utf-8")
    code, _, err = bongsu("check", "a.md")
    assert code == 2
    assert "did you mean `sarif`?" in err


def test_each_file_has_the_rules_of_its_own_folder(bongsu, folder):
    (folder / "sub").mkdir()
    (folder / "sub" / "c.md").write_text(TEXT, encoding="utf-8")
    (folder / "sub" / "bongsu.toml").write_text('[check]\nselect = ["XX102"]\n', encoding="utf-8")
    _, out, _ = bongsu("check", "a.md", "sub/c.md", "--format", "jsonl", "--ignore", "XD")
    told = [(row["file"], row["rule"]) for row in map(json.loads, out.splitlines())]
    assert told == [("a.md", "XX101"), ("a.md", "XX102"), ("sub/c.md", "XX102")]


def test_a_document_ignores_a_rule_with_a_reason(bongsu, folder):
    noted = TEXT.replace("see there.", "see. <!-- bongsu: ignore XX because it is a test -->")
    (folder / "a.md").write_text(noted, encoding="utf-8")
    assert bongsu("check", "a.md")[:2] == (0, "")
    (folder / "a.txt").write_text(
        "This is wrong. [bongsu: ignore XX101 because it is 5 percent of 2020]\n"
    )
    assert bongsu("check", "a.txt")[:2] == (0, "")
    assert bongsu("claims", "a.txt", "--format", "jsonl")[1] == ""


def test_a_rule_that_fails_is_a_fault_of_bongsu(bongsu, toy):
    def breaks(evidence, context):
        """Break."""
        yield 1 / 0

    toy.add("ZZ999", "breaks", toy["XX101"].severity)(breaks)
    code, _, err = bongsu("check", "a.md")
    assert code == 3
    assert "a fault of bongsu itself: ZeroDivisionError" in err


def test_rules_are_listed_and_explained(bongsu):
    listed = json.loads(bongsu("rule", "--json")[1])
    assert {row["rule"] for row in listed} >= {"XX101", "XY901", "IG001"}
    assert {row["rule"] for row in json.loads(bongsu("rule", "xx", "--json")[1])} == {
        "XX101", "XX102", "XX301"
    }  # fmt: skip
    code, out, _ = bongsu("rule", "IG002")
    assert code == 0
    assert out.startswith("# IG002 ignore-without-reason\n")
    assert json.loads(bongsu("rule", "ig002", "--json")[1])["page"] == out
    assert bongsu("rule", "QQ1")[0] == 2


def test_explain_shows_inputs_intervals_and_result(bongsu):
    rows = [
        json.loads(line) for line in bongsu("check", "a.md", "--format", "jsonl")[1].splitlines()
    ]
    id_ = rows[0]["id"]
    for words in ([id_, "a.md"], [id_[:5], "b.md", "a.md"], [id_]):
        code, out, _ = bongsu("explain", *words)
        assert code == 0
        assert "4.5 to 5.5" in out
        assert "a.md:3:9" in out
    assert json.loads(bongsu("explain", id_, "a.md", "--json")[1]) == rows[0]
    code, _, err = bongsu("explain", "XX101", "a.md")
    assert code == 2
    assert "bongsu rule XX101" in err
    assert bongsu("explain", "0" * 8, "a.md")[0] == 2


def test_explain_knows_findings_that_settings_leave_out(bongsu, folder):
    (row, *_) = map(json.loads, bongsu("check", "a.md", "--format", "jsonl")[1].splitlines())
    bongsu("check", "a.md", "--write-baseline", "base.json")
    (folder / "bongsu.toml").write_text(
        '[check]\nignore = ["XX"]\nbaseline = "base.json"\n', encoding="utf-8"
    )
    assert bongsu("explain", row["id"], "a.md")[0] == 0


def test_claims_are_written_for_machines_and_for_the_eye(bongsu, folder):
    source = "# Work\n\nThe employment rate was **61.3** percent in 2025.\n"
    (folder / "c.md").write_text(source, encoding="utf-8")
    code, out, _ = bongsu("claims", "c.md", "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [row["layer"] for row in rows] == ["quantity", "date"]
    assert rows[0]["value"] == 61.3
    assert all(source[row["start"] : row["end"]] == row["text"] for row in rows)
    assert json.loads(bongsu("claims", "c.md", "--format", "json")[1]) == rows
    assert bongsu("claims", "c.md", "--format", "csv")[1].count("\n") == 3
    assert "61.3" in bongsu("claims", "c.md")[1]
    assert bongsu("claims", "c.md", "-o", "claims.csv", "--format", "csv")[:2] == (0, "")
    assert (folder / "claims.csv").read_text(encoding="utf-8").startswith("start,end,text")
    assert bongsu("claims", "c.md", "none.md")[0] == 2


HEAVY = (
    "numpy",
    "pandas",
    "polars",
    "xarray",
    "altair",
    "pydantic",
    "numba",
    "scipy",
    "rich",
    "jinja2",
)


def _python(code: str, folder: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_check_of_a_text_imports_nothing_heavy(folder):
    (folder / "c.txt").write_text("The rate was 61.3 percent in 2025.\n")
    code = f"""
import sys
from bongsu.cli.main import main
for words in (["check", "c.txt"], ["check", "a.md", "--format", "html"],
              ["claims", "c.txt", "--format", "jsonl"]):
    try:
        main(words)
    except SystemExit:
        pass
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    assert _python(code, folder).splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("", "3 "),  # nothing is told but the code and what was found
        ("import atexit; atexit.register(print, 'called')", "3 called"),
    ],
)
def test_a_check_ends_at_once_but_for_what_asked_to_be_called(folder, asked, told):
    (folder / "c.txt").write_text("The rate was 61.3 percent in 2025.\n")
    code = f"""
import sys
{asked}
sys.argv = ["bongsu", "check", "c.txt", "--format", "text"]
import bongsu.cli.check
from bongsu.cli.main import main
bongsu.cli.check.fails = lambda *_: 3  # a code of its own
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False
    )
    assert f"{done.returncode} {done.stdout.strip()}" == told
    assert "nothing found" in done.stderr


def test_no_command_here_uses_the_network(bongsu, monkeypatch):
    def refused(*_, **__):
        raise AssertionError("the network was used")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refused)
    for words in (["check", "a.md", "b.md"], ["claims", "a.md"], ["rule"], ["rule", "IG001"]):
        assert bongsu(*words)[0] in {0, 1}


def test_the_real_rules_say_the_same_twice_in_any_order_and_process(folder):
    names = []
    for number in range(4):
        name = f"d{number}.md"
        (folder / name).write_text(
            f"# Paper {number}\n\nPublished March {number + 1}, 2026\n\nExports rose by {number} "
            "percent to USD 5 billion, up from USD 4 billion in 2024.\n",
            encoding="utf-8",
        )
        names.append(name)
    told = set()
    for seed in range(3):
        random.Random(seed).shuffle(names)
        code = f"""
import sys
from bongsu.cli.main import main
main(["check", *{names!r}, "--format", "jsonl", "--fail-on", "never", "--preview"])
"""
        told.add(_python(code, folder))
    assert len(told) == 1


def test_the_hook_for_pre_commit_runs_the_command():
    import yaml

    (hook,) = yaml.safe_load(
        Path(__file__).parents[2].joinpath(".pre-commit-hooks.yaml").read_text()
    )
    assert hook["entry"] == "bongsu check"
    assert {"id", "name", "language", "types_or"} <= set(hook)


def test_a_document_has_the_same_findings_and_ids_in_every_kind_of_file(bongsu, folder):
    pieces: list[Piece] = [
        heading("A report"),
        paragraph("This is wrong, and it is **doubt**ful; see there."),
        grid(["head", "other"], ["perhaps", "**wrong**"]),
        paragraph("All is shared. [bongsu: ignore XX because it is a test of wrong notes]"),
    ]
    told = {}
    for ending, make in {"md": as_markdown, "html": as_html, "docx": as_docx}.items():
        (folder / f"r.{ending}").write_bytes(make(pieces))
        rows = bongsu("check", f"r.{ending}", "--format", "jsonl")[1].splitlines()
        told[ending] = [(row["rule"], row["id"]) for row in map(json.loads, rows)]
    assert [rule for rule, _ in told["md"]] == ["XX101", "XX102", "XX301", "XX101", "IG001"]
    assert told["md"] == told["html"] == told["docx"]
