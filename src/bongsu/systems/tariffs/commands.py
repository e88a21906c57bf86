"""The commands ``bongsu tariffs ...``: the law of tariffs to be read, thin over its files."""

from __future__ import annotations

import json
from importlib import import_module
from importlib.util import find_spec

import click

LATER = {  # commands with files of their own, found if these are there
    "average": "bongsu.cli.tariffs_average:average",  # draws, so it stands above the charts
    "collected": "bongsu.cli.tariffs_collected:collected",
    "forecasts": "bongsu.cli.tariffs_forecasts:forecasts",
    "refunds": "bongsu.cli.tariffs_refunds:refunds",
    "window": "bongsu.cli.tariffs_window:window",
}


class _Tariffs(click.Group):
    """A group that imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        held = [name for name, home in LATER.items() if find_spec(home.partition(":")[0])]
        return sorted([*super().list_commands(ctx), *held])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        home = LATER.get(cmd_name)
        if home is None or cmd_name not in self.list_commands(ctx):
            return super().get_command(ctx, cmd_name)
        module, _, attribute = home.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command


@click.group(cls=_Tariffs)
def group() -> None:
    """US tariffs: the law on any day as known on any other, averages and refunds."""


@group.command()
@click.argument("heading")
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
def law(heading: str, as_json: bool) -> None:
    """What one heading of chapter 99 says: rates, dates, products, countries, exceptions, text.

    \b
    HEADING is printed as in the schedule; a range, an id or authority:s122 will do as well.

    \b
    Examples:
      bongsu tariffs law 9903.94.61
      bongsu tariffs law authority:s122 --json
    """
    from bongsu.systems.tariffs import reading

    found = reading.measures_of(heading)
    click.echo(
        json.dumps([reading.measure_data(one) for one in found], indent=2)
        if as_json
        else "\n\n".join(reading.measure_text(one) for one in found)
    )


@group.command()
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
def flags(as_json: bool) -> None:
    """Every condition that a flag can settle, with the note that asks for it.

    \b
    Example:
      bongsu tariffs flags
    """
    from bongsu.systems.tariffs import reading

    found = reading.flags()
    click.echo(json.dumps(found, indent=2) if as_json else reading.flags_text(found))


@group.command()
@click.option("--origin", default="KR", show_default=True, help="Country of origin.")
@click.option("--known-at", help="Look at nothing published later.")
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
def timeline(origin: str, known_at: str | None, as_json: bool) -> None:
    """Orders, courts and notices with what they began and ended for a country, by day of effect.

    \b
    Examples:
      bongsu tariffs timeline --origin KR
      bongsu tariffs timeline --origin JP --known-at 2025-09-10
    """
    from bongsu.systems.tariffs import reading
    from bongsu.systems.tariffs.asking import day_given

    known = day_given(known_at, "--known-at")
    found = reading.timeline(origin, known)
    click.echo(json.dumps(found, indent=2) if as_json else reading.timeline_text(found))
