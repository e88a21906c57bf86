"""The system that `docs/new-system.md` builds is found, linked and run as it stands there."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import get_args

import pytest
from tests.docs.reading import ROOT, agrees, fences, run, tries, wanted_code

import bongsu.systems
from bongsu.brief import read_sections
from bongsu.lab import open_lab
from bongsu.scenario.cases import read_cases

PAGE = (ROOT / "docs" / "new-system.md").read_text(encoding="utf-8")
NAME = "schools"


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Return a lab whose package has one system more: the folder of the page."""
    folder = tmp_path_factory.mktemp("systems")
    for fence in fences(PAGE):
        if fence.file:
            path = folder / fence.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(fence.text, encoding="utf-8")
    bongsu.systems.__path__.append(str(folder))
    importlib.invalidate_caches()
    yield open_lab(tmp_path_factory.mktemp("lab"))
    bongsu.systems.__path__.remove(str(folder))
    for module in [name for name in sys.modules if name.startswith(f"bongsu.systems.{NAME}")]:
        del sys.modules[module]
    vars(bongsu.systems).pop(NAME, None)


def test_the_folder_is_found_and_linked_with_the_others(lab):
    assert NAME in {system.name for system in lab.systems}
    assert "people.population" in lab.model.ancestors("schools.teachers")
    assert set(lab.model.makers("schools.pupils")) == {
        "schools.pupils_from_six",
        "schools.pupils_from_five",
    }


def test_law_counts_by_the_first_day_and_by_what_was_known_last(lab):
    asked = lab.run("baseline", outputs=["schools.teachers_needed"], keep=False)
    ratio = asked["schools.pupils_per_teacher"]
    assert ratio.sel(year=[2028, 2029]).values.tolist() == [14.0, 12.0]
    assert asked["schools.pupils"].sel(year=2031) > asked["schools.pupils"].sel(year=2030) * 0.9


def test_its_identity_holds_and_its_circle_is_solved(lab):
    run_of_all = lab.run("baseline", keep=False)
    assert run_of_all.checks["schools.staff_balance"].holds
    open_posts, premium = run_of_all["schools.open_posts"], run_of_all["schools.pay_premium"]
    assert float(abs(premium - 0.5 * open_posts).max()) < 1e-10
    assert float(abs(open_posts - 0.02 * (1 - premium)).max()) < 1e-10


def test_its_case_is_met_and_its_section_is_read(lab):
    (case,) = [c for path, c in read_cases(lab.systems).items() if path.parent.parent.name == NAME]
    found = lab.run(case.inputs.scenario, keep=False)
    expected = case.expected["schools.pupils"]
    assert isinstance(expected, dict)
    for year, printed in expected.items():
        near = float(found["schools.pupils"].sel(year=int(year)))
        assert near == pytest.approx(printed, abs=case.tolerance.absolute)
    assert NAME in {section.system for section in read_sections(lab.systems)}


@pytest.mark.parametrize(
    "tried",
    [tried for fence in fences(PAGE) if fence.language == "console" for tried in tries(fence)],
    ids=lambda tried: tried.command,
)
def test_its_commands_print_what_the_page_shows(tried, lab, monkeypatch, tmp_path_factory):
    monkeypatch.chdir(tmp_path_factory.getbasetemp())
    monkeypatch.setenv("BONGSU_LAB", str(lab.folder))
    monkeypatch.setenv("COLUMNS", "80")
    code, printed = run(tried.command)
    assert code in wanted_code(tried), printed
    assert agrees(printed, tried.shown), printed


def test_the_page_lists_every_field_of_a_variable():
    from bongsu.variables import Variable

    for field in set(Variable.model_fields) - {"name"}:
        assert f"`{field}`" in PAGE, field


def test_the_page_lists_every_form_of_a_figure_and_its_keys():
    from bongsu.brief.forms import Figure

    shared = {"title", "subtitle", "shape", "run", "at", "given", "statistic", "hue"}
    for form in get_args(get_args(Figure)[0]):
        (name,) = get_args(form.model_fields["form"].annotation)
        row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{name}` |"))
        for key in set(form.model_fields) - shared - {"form"}:
            assert f"`{key}`" in row, f"{name}: {key}"


def test_the_page_names_every_part_of_the_folder_that_the_package_looks_for():
    saved = {Path(fence.file).relative_to(NAME) for fence in fences(PAGE) if fence.file}
    parts = {path.parts[0] for path in saved}
    assert {"variables.yaml", "parameters", "scenarios", "cases", "section.md"} <= parts
