"""The reference pages say what the package has: nothing is missing, nothing out of date."""

from __future__ import annotations

import inspect
import subprocess
import sys

import click
import pytest
from docs.reference import build

from bongsu import errors
from bongsu.catalog import open_catalog
from bongsu.cli.main import cli
from bongsu.lab import open_lab

NAMES = ("commands.md", "variables.md", "errors.md", "data.md", "references.md")
MEND = "run `python docs/reference/build.py`"


def page(name: str) -> str:
    return (build.HERE / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """Return what stands under a heading, to the next one of any level."""
    lines = text.splitlines()
    assert heading in lines, f"{heading} is missing: {MEND}"
    below = lines[lines.index(heading) + 1 :]
    end = next((place for place, line in enumerate(below) if line.startswith("#")), len(below))
    return "\n".join(below[:end])


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Make the pages anew, in a process that no test has used: click remembers help options."""
    folder = tmp_path_factory.mktemp("pages")
    subprocess.run([sys.executable, build.HERE / "build.py", folder], check=True)
    return {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_what_the_package_says_today(name, made):
    assert page(name) == made[name], f"{name} is out of date: {MEND}"


def test_every_page_of_the_folder_is_made(made):
    assert {file.name for file in build.HERE.glob("*.md")} == set(made) == set(NAMES)


def test_every_command_and_option_is_there():
    text = page("commands.md")

    def walk(command: click.Command, path: str) -> int:
        below = section(text, f"## {path}")
        for parameter in command.params:
            metavar = (parameter.metavar or parameter.name or "").strip("[].")
            shown = parameter.opts if isinstance(parameter, click.Option) else [metavar]
            for option in shown:
                assert str(option) in below or str(option).upper() in below, f"{path} {option}"
        if not isinstance(command, click.Group):
            return 1
        context = click.Context(command)
        children = [
            (word, command.get_command(context, word)) for word in command.list_commands(context)
        ]
        return sum(walk(child, f"{path} {word}") for word, child in children if child)

    assert walk(cli, "bongsu") >= 12


def test_every_variable_is_there_with_its_titles_unit_and_takers():
    text, model = page("variables.md"), open_lab().model
    assert model.variables
    for name, variable in model.variables.items():
        below = section(text, f"### `{name}`")
        for said in (variable.title, variable.title_ko, f"`{variable.unit}`", variable.note):
            assert said in below, f"{name}: {said}"
        makers = () if variable.parameter else model.makers(name)
        assert all(f"`{maker}`" in below for maker in (*makers, *model.takers(name))), name


def test_every_error_is_there_with_what_causes_it():
    text = page("errors.md")
    classes = [
        name
        for name, found in inspect.getmembers(errors, inspect.isclass)
        if issubclass(found, errors.BongsuError)
    ]
    assert set(build.CAUSES) == set(classes), "say in CAUSES when each error is raised"
    for name in classes:
        assert build.CAUSES[name] in section(text, f"### `{name}`")


def test_every_error_but_the_base_is_raised_somewhere():
    text = page("errors.md")
    idle = [
        name
        for name in set(build.CAUSES) - {"BongsuError", "Faults"}
        if "Raised in:" not in section(text, f"### `{name}`")
    ]
    assert idle == []


def test_every_exit_code_is_there():
    source = inspect.getsource(inspect.getmodule(cli.callback) or cli)
    below = section(page("errors.md"), "## Exit codes")
    for code in build.EXIT_CODES:
        assert f"| {code} |" in below
        assert code in {0, 1} or f"return {code}" in source


def test_every_table_is_there_with_its_source_and_columns():
    text, catalog = page("data.md"), open_catalog()
    for name in catalog.names():
        info, below = catalog.info(name), section(text, f"## `{name}`")
        for said in (info.producer, info.citation, info.licence, info.vintage, info.address):
            assert said in below, f"{name}: {said}"
        assert f"known from {info.known_from}" in below
        for column, about in info.columns.items():
            (row,) = [line for line in below.splitlines() if line.startswith(f"| `{column}`")]
            assert about.title in row
            assert not about.unit or f"`{about.unit}`" in row


def test_a_missing_raise_is_found_and_a_present_one_is_placed():
    code = "def f():\n    raise errors.BadFile('x', where='y', mend='z')\n"
    found = build.raised_in({"catalog/a.py": code, "lab.py": "x = 1"}, ["BadFile", "Circle"])
    assert found == {"BadFile": ["catalog"]}
