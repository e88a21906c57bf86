"""``scenario`` and ``diff``: list, check and compare scenario files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from bongsu.errors import BongsuError

if TYPE_CHECKING:
    from bongsu.lab import Lab


@click.group()
def scenario() -> None:
    """List and check scenario files."""


@scenario.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
@click.pass_obj
def list_scenarios(lab: Lab, as_json: bool) -> None:
    """List the scenarios that can be run by name.

    \b
    Example:
      bongsu scenario list
    """
    from bongsu.cli.tables import print_table

    rows = []
    for name in lab.scenario_names():
        try:
            read = lab.scenario(name)
        except BongsuError as fault:  # one that cannot be read must not hide the others
            rows.append(
                {
                    "name": name,
                    "title": f"faulty: {fault.what.splitlines()[0]}",
                    "as_of": "",
                    "base": "",
                }
            )
            continue
        rows.append(
            {"name": name, "title": read.title, "as_of": str(read.as_of), "base": read.base or ""}
        )
    print_table(rows, title="Scenarios", as_json=as_json)


@scenario.command("check")
@click.argument("name")
@click.pass_obj
def check_scenario(lab: Lab, name: str) -> None:
    """Check scenario NAME (or a file) against systems and data; compute nothing.

    \b
    Example:
      bongsu scenario check ageing-tree
    """
    from bongsu.cli.tables import counted

    plan = lab.plan(name)
    for note in plan.notes:
        click.echo(f"note: {note}", err=True)
    click.echo(
        f"{plan.scenario.scenario}: {counted(len(plan.model.steps), 'step')}, "
        f"{counted(plan.branches, 'branch', 'branches')}"
    )


@click.command()
@click.argument("one")
@click.argument("other")
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
@click.pass_obj
def diff(lab: Lab, one: str, other: str, as_json: bool) -> int:
    """Show how scenario OTHER differs from ONE; exit code 1 if it does.

    \b
    Example:
      bongsu diff baseline ageing-tree
    """
    from bongsu.cli.tables import print_table

    found = lab.diff(one, other)
    rows = [{"what": item.what, one: _shown(item.one), other: _shown(item.other)} for item in found]
    print_table(rows, title=f"{one} and {other}", as_json=as_json, empty="no difference")
    return 1 if found else 0


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
