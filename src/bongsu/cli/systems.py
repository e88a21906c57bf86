"""``systems``: what the linked systems are made of, who makes and who takes a variable."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from bongsu.errors import BongsuError, UnknownName, did_you_mean
from bongsu.errors import report as raise_faults

if TYPE_CHECKING:
    from bongsu.lab import Lab


@click.group()
def systems() -> None:
    """Look at the linked systems and their variables."""


@systems.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
@click.pass_obj
def list_systems(lab: Lab, as_json: bool) -> None:
    """List the systems.

    \b
    Example:
      bongsu systems list
    """
    from bongsu.cli.tables import print_table

    rows = [
        {
            "system": system.name,
            "question": system.doc.splitlines()[0],
            "variables": len(system.declarations.variables),
            "blocks": len(system.blocks),
            "checks": len(system.checks),
        }
        for system in lab.systems
    ]
    print_table(rows, title="Systems", as_json=as_json)


@systems.command("show")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
@click.pass_obj
def show(lab: Lab, name: str, as_json: bool) -> None:
    """Show system or variable NAME: meaning, unit, who makes it and who takes it.

    \b
    Examples:
      bongsu systems show people
      bongsu systems show people.population
    """
    from bongsu.cli.tables import print_record, print_table

    variables = lab.model.variables
    if name in variables:
        print_record(_variable(lab, name), title=name, as_json=as_json)
        return
    names = {system.name for system in lab.systems}
    if name not in names:
        raise UnknownName(
            f"there is no system or variable {name}",
            where="systems show",
            mend=did_you_mean(name, {*variables, *names}),
        )
    rows = [
        {
            "variable": variable.name,
            "title": variable.title,
            "unit": variable.unit,
            "frequency": str(variable.frequency or ""),
            "made by": _first(lab.model.makers(variable.name)),
            "taken by": len(lab.model.takers(variable.name)),
        }
        for variable in variables.values()
        if variable.system == name
    ]
    print_table(rows, title=name, as_json=as_json)


def _first(makers: tuple[str, ...]) -> str:
    return ", ".join(maker.rpartition(".")[2] for maker in makers)


def _variable(lab: Lab, name: str) -> dict[str, Any]:
    variable = lab.model.variables[name]
    return {
        "title": variable.title,
        "title_ko": variable.title_ko,
        "unit": variable.unit,
        "dims": list(variable.dims),
        "frequency": str(variable.frequency or ""),
        "kind": str(variable.kind),
        "given from outside": variable.parameter,
        "note": variable.note,
        "made by": list(lab.model.makers(name)),
        "taken by": list(lab.model.takers(name)),
    }


@systems.command("check")
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
@click.pass_obj
def check(lab: Lab, as_json: bool) -> None:
    """Check every YAML file that ships: variables, parameters, scenarios, cases, sections.

    \b
    Example:
      bongsu systems check
    """
    from bongsu.brief import check_names, read_sections
    from bongsu.scenario.cases import read_cases

    names, cases = lab.scenario_names(), read_cases(lab.systems)
    sections = read_sections(lab.systems)
    faults: list[BongsuError] = [fault for part in sections for fault in check_names(part)]
    faults += [
        UnknownName(
            f"there is no scenario {case.inputs.scenario}",
            where=str(path),
            mend=did_you_mean(case.inputs.scenario, names),
        )
        for path, case in cases.items()
        if case.inputs.scenario not in names
    ]
    raise_faults(faults, where="sections and cases")
    report = {
        "systems": len(lab.systems),
        "variables": len(lab.model.variables),
        "steps": len(lab.model.steps),
        "scenarios": {name: len(lab.plan(name).model.steps) for name in names},
        "cases": len(cases),
        "sections": len(sections),
    }
    click.echo(
        json.dumps(report)
        if as_json
        else f"{report['systems']} systems, {report['variables']} variables, "
        f"{len(names)} scenarios, {report['cases']} cases, {report['sections']} sections: "
        "all read, linked and planned"
    )
