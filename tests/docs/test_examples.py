"""Every example that documentation and help texts show runs, and prints what they show."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import click
import polars as pl
import pytest
from tests.docs.reading import (
    PAGES,
    ROOT,
    Try,
    agrees,
    anchors,
    bare_commands,
    fences,
    links,
    run,
    tries,
    wanted_code,
)

from bongsu.cli.main import cli
from bongsu.lab import open_lab
from bongsu.scenario.changes import DISTRIBUTIONS, Change
from bongsu.scenario.entries import Elicited, Recorded
from bongsu.scenario.issues import Issue
from bongsu.scenario.scenarios import Draws, ScenarioFile

README = ROOT / "README.md"
LEARN = ROOT / "docs" / "learn.md"
SCENARIO_FILES = ROOT / "docs" / "scenario-files.md"
AUDIT = ROOT / "docs" / "audit.md"
LEDGER = ROOT / "docs" / "ledger.md"
TRIED_PAGES = [  # each in a place of its own; `test_new_system` tries the one that is left
    page
    for page in PAGES
    if "```console" in page.read_text(encoding="utf-8") and page.name != "new-system.md"
]

MY_SCENARIO = """
scenario: my-scenario
base: baseline
assume:
  people.tfr: {value: 0.75, from: 2026, source: a file of one's own}
outputs: [people.population_total]
"""


MY_ENTRIES = """hts10,origin,claim,entry_date,value
8703.23.01.40,KR,none,2025-11-05,30000
1902.30.00.60,KR,KORUS,2026-03-01,1200
"""
MY_FORECASTS = """\
made,recorded,forecaster,question,p,outcome_known,outcome,source
2026-01-10,2026-01-10,us,Supreme Court upholds the IEEPA tariffs,0.1,2026-02-20,0,desk
"""


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def python_of(page: Path) -> list[str]:
    return [f.text for f in fences(text(page)) if f.language == "python" and not f.file]


def commands() -> dict[str, click.Command]:
    """Return every command that does something, by what is typed to run it."""
    found: dict[str, click.Command] = {}

    def walk(command: click.Command, name: str) -> None:
        if not isinstance(command, click.Group):
            found[name] = command
            return
        context = click.Context(command)
        for word in command.list_commands(context):
            below = command.get_command(context, word)
            assert below is not None
            walk(below, f"{name} {word}")

    walk(cli, "bongsu")
    return found


def examples(help_text: str | None) -> list[str]:
    """Return the examples with which a help text ends."""
    _, heading, shown = re.split(r"(Examples?:)", f"{help_text} Example:", maxsplit=1)
    assert heading
    return re.findall(r"^\s*(bongsu .*?)(?: Example:)?$", shown, re.MULTILINE)


COMMANDS = commands()
SHOWN = [
    *(Try(line, "") for command in (cli, *COMMANDS.values()) for line in examples(command.help)),
    *(Try(line, "") for line in bare_commands(text(README))),
]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Return a folder with a scenario file, a document, and a lab in which something was run.

    Help texts stand on their own, so that their examples run in any order.
    """
    folder = tmp_path_factory.mktemp("place")
    (folder / "my-scenario.yaml").write_text(MY_SCENARIO, encoding="utf-8")
    (folder / "entries.csv").write_text(MY_ENTRIES, encoding="utf-8")
    month = folder / "entries" / "month=2025-11"
    month.mkdir(parents=True)
    (month / "lines.csv").write_text(MY_ENTRIES, encoding="utf-8")
    (folder / "mine.csv").write_text(MY_FORECASTS, encoding="utf-8")
    pl.read_csv(folder / "entries.csv").write_parquet(folder / "entries.parquet")
    for page, name in ((AUDIT, "report.md"), (LEDGER, "agreements.md")):
        (document,) = [fence for fence in fences(text(page)) if fence.file == name]
        (folder / name).write_text(document.text, encoding="utf-8")
    open_lab(folder / "lab").run("ageing-tree")
    return folder


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_ends_with_an_example_of_its_own_command(name):
    found = examples(COMMANDS[name].help)
    assert found
    assert all(line.startswith(name) for line in found)
    assert (COMMANDS[name].help or "").rstrip().endswith(found[-1].strip())


@pytest.mark.parametrize("tried", dict.fromkeys(SHOWN), ids=lambda tried: tried.command)
def test_an_example_runs_and_prints_what_is_shown(tried, place, monkeypatch):
    monkeypatch.chdir(place)
    code, printed = run(tried.command)
    assert code in wanted_code(tried), printed
    assert agrees(printed, tried.shown), printed


def test_the_python_of_the_readme_runs(place, monkeypatch, capsys):
    monkeypatch.chdir(place)
    pieces = python_of(README)
    assert pieces
    for piece in pieces:
        exec(compile(piece, str(README), "exec"), {})
    assert "people.fund_exhaustion_year" in capsys.readouterr().out


@pytest.mark.parametrize("page", TRIED_PAGES, ids=lambda page: page.stem)
def test_a_page_runs_from_beginning_to_end(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for fence in fences(text(page)):
        if fence.file:
            saved = tmp_path / fence.file
            saved.parent.mkdir(parents=True, exist_ok=True)
            saved.write_text(fence.text, encoding="utf-8")
        elif fence.language == "console":
            for tried in tries(fence):
                code, printed = run(tried.command)
                assert code in wanted_code(tried), f"$ {tried.command}\n{printed}"
                assert agrees(printed, tried.shown), f"$ {tried.command}\n{printed}"
        elif fence.language == "python":
            _check_session(fence.text)


def test_the_tutorial_and_the_pages_with_output_are_among_those_tried():
    assert {LEARN, SCENARIO_FILES, AUDIT, LEDGER, ROOT / "docs" / "people.md"} <= set(TRIED_PAGES)


@pytest.mark.parametrize(
    "piece",
    [f.text for f in fences(text(SCENARIO_FILES)) if f.language == "yaml" and not f.file],
)
def test_a_piece_of_a_scenario_file_is_a_scenario_but_for_its_name(piece, tmp_path):
    path = tmp_path / "piece.yaml"
    base = "" if piece.startswith("base:") else "base: baseline\n"
    path.write_text(f"scenario: piece\n{base}{piece}", encoding="utf-8")
    assert open_lab(tmp_path).plan(path).parameters


def test_the_page_of_scenario_files_names_every_key_and_distribution():
    page = text(SCENARIO_FILES)
    for part in (ScenarioFile, Change, Recorded, Elicited, Issue, Draws):
        for name, field in part.model_fields.items():
            assert re.search(rf"\b{field.alias or name}\b", page), f"{part.__name__}: {name}"
    for name, (needed, allowed) in DISTRIBUTIONS.items():
        (row,) = [line for line in page.splitlines() if line.startswith(f"| `{name}`")]
        assert all(f"`{key}`" in row for key in (*needed, *allowed)), name


def _check_session(session: str) -> None:
    test = doctest.DocTestParser().get_doctest(session, {}, "a page", None, 0)
    assert test.examples
    found: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=found.append)
    assert not found, "".join(found)


@pytest.mark.parametrize(
    "page", [README, ROOT / "CHANGELOG.md", *PAGES], ids=lambda page: str(page.relative_to(ROOT))
)
def test_links_lead_to_files_and_headings_that_exist(page):
    for link in links(text(page)):
        path, _, anchor = link.partition("#")
        target = page if not path else (page.parent / path).resolve()
        assert target.exists(), f"{link} leads nowhere"
        assert target.is_relative_to(ROOT), f"{link} leads out of the repository"
        if anchor:
            assert anchor in anchors(text(target)), f"{link}: no such heading"
