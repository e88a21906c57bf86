"""``rule`` and ``explain``: what a rule looks for, and what one finding rests on."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bongsu.cli.check import against_option, as_of_option, standard_input

if TYPE_CHECKING:
    from bongsu.audit.reports import Located

_as_json = click.option("--json", "as_json", is_flag=True, help="Print for machines.")


@click.command()
@click.argument("id_", metavar="[RULE]", required=False)
@_as_json
def rule(id_: str | None, as_json: bool) -> None:
    """Explain RULE, such as AR101; list a family, such as AR; list all rules.

    \b
    Examples:
      bongsu rule
      bongsu rule IG
      bongsu rule IG002
    """
    from bongsu.audit.checking import load_rules
    from bongsu.audit.selection import selectors

    register = load_rules()
    names = selectors([id_], register, where="bongsu rule") if id_ else ()
    if names and names[0] in register.rules:
        _print_page(names[0], as_json=as_json)
        return
    from bongsu.cli.tables import print_table

    rows = [
        {
            "rule": one.id,
            "name": one.name,
            "severity": one.severity.value,
            "needs": one.needs.value,
            "preview": one.preview if as_json else ("preview" if one.preview else ""),
            "finds": one.summary,
        }
        for key, one in sorted(register.rules.items())
        if not names or key.startswith(names[0])
    ]
    print_table(rows, title="Rules", as_json=as_json)


def _print_page(id_: str, *, as_json: bool) -> None:
    from bongsu.audit.checking import load_rules
    from bongsu.audit.explanations import explanation

    one, page = load_rules()[id_], explanation(id_)
    text = page.text if page else f"# {one.id} {one.name}\n\n{one.summary}\n"
    if as_json:
        said: dict[str, Any] = {
            "rule": one.id,
            "name": one.name,
            "severity": one.severity.value,
            "needs": one.needs.value,
            "preview": one.preview,
            "finds": one.summary,
            "page": text,
        }
        click.echo(json.dumps(said, ensure_ascii=False))
    elif sys.stdout.isatty():
        from rich.console import Console
        from rich.markdown import Markdown

        Console().print(Markdown(text))
    else:
        click.echo(text, nl=False)
    if not as_json:
        trial = ", on trial: runs with --preview" if one.preview else ""
        click.echo(f"{one.severity.value}; needs: {one.needs.value}{trial}", err=True)


@click.command()
@click.argument("id_", metavar="ID")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@as_of_option
@against_option
@_as_json
def explain(
    id_: str, files: tuple[str, ...], as_of: str | None, against: tuple[str, ...], as_json: bool
) -> None:
    """Show what a finding rests on: its inputs, their intervals, and the result.

    ID is what `check --format full`, `json` and `jsonl` show, or its beginning. The files are those
    that were checked; without any, the documents of this folder are looked through.

    \b
    Example:
      bongsu explain b8eb6911 report.md
    """
    from bongsu.audit.explaining import documents_here, find
    from bongsu.audit.records import record
    from bongsu.audit.running import Wishes, run

    wishes = Wishes(
        preview=True,
        select=("ALL",),
        ignore=(),
        as_of=as_of,
        against=against or None,
        baseline="",
    )
    report = run(files or documents_here(Path()), wishes, stdin=standard_input)
    for fault in report.faults if files else ():
        click.echo(f"error: {fault.error}", err=True)
    one = find(id_, report)
    if as_json:
        click.echo(json.dumps(record(one, report), ensure_ascii=False, allow_nan=False))
        return
    _print_finding(one)


def _print_finding(one: Located) -> None:
    from bongsu.audit.explaining import rows
    from bongsu.cli.tables import print_record

    print_record(dict(rows(one)), title=f"{one.finding.rule} {one.id}", as_json=False)
