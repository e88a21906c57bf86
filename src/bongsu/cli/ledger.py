"""``ledger``: deals, contracts and meetings as statements with their sources."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

import click

_OWN = {
    "add": "bongsu.cli.ledger_writing:add",
    "show": "bongsu.cli.ledger_reading:show",
    "query": "bongsu.cli.ledger_reading:query",
    "total": "bongsu.cli.ledger_total:total",
    "review": "bongsu.cli.ledger_writing:review",
    "correct": "bongsu.cli.ledger_writing:correct",
    "trace": "bongsu.cli.ledger_reading:trace",
    "extract": "bongsu.cli.ledger_extract:extract",
    "report": "bongsu.cli.ledger_report:report",
    "export": "bongsu.cli.ledger_report:export",
}


class _Commands(click.Group):
    """A group that imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name, home in _OWN.items() if find_spec(home.partition(":")[0])]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module, _, attribute = _OWN[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command


@click.group(cls=_Commands)
def ledger() -> None:
    """Deals, investments, contracts and meetings, each field with its source.

    The lab's own statements lie over the packaged fourth quarter of 2025.

    \b
    Examples:
      bongsu ledger show --kind deal
      bongsu ledger total --commitment 350e9
    """
