"""``bongsu duty``: the duty of one entry line, and a group for what else answers for entries."""

from __future__ import annotations

import json
from importlib import import_module
from importlib.util import find_spec

import click

LATER = {"batch": "bongsu.cli.tariffs_batch:batch"}  # found if it is there; it needs executors


class _Entries(click.Group):
    """A group whose first word may be a code of the schedule instead of a command."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.list_commands(ctx):
            args = ["entry", *args]
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        held = [name for name, home in LATER.items() if find_spec(home.partition(":")[0])]
        return [*super().list_commands(ctx), *held]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in LATER:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = LATER[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command


@click.group(
    cls=_Entries,
    context_settings={"ignore_unknown_options": True},
    options_metavar="",
    subcommand_metavar="CODE --origin COUNTRY --date DAY [OPTIONS]",
)
def duty() -> None:
    """What an entry pays: by which authority, under which heading, and why.

    \b
    A code of the schedule may stand right after `duty`; its options: bongsu duty entry --help
    Examples:
      bongsu duty 8703.23.01.40 --origin KR --date 2025-11-05 --known-at 2025-11-20
      bongsu duty 8427.20.40.00 --origin KR --date 2025-08-20 --content steel=0.6 --value 30000
    """


@duty.command()
@click.argument("code")
@click.option("--origin", required=True, help="Country of origin: KR, KOR or a name.")
@click.option("--date", "day", required=True, help="Day of entry for consumption.")
@click.option("--known-at", help="Look at nothing published later.")
@click.option("--as-of", help="Apply the law of another day than that of the entry.")
@click.option("--claim", help="Preference claimed, such as KORUS; `none` if surely none.")
@click.option("--value", type=float, help="Customs value in USD.")
@click.option("--quantity", type=float, help="In the first unit of the line.")
@click.option(
    "--content", multiple=True, help="Share of the value: steel=0.6, aluminium, copper, us."
)
@click.option("--flag", "flags", multiple=True, help="What holds; see `bongsu tariffs flags`.")
@click.option("--scenario", help="A what-if: a name of the package or a file.")
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
def entry(
    code: str,
    origin: str,
    day: str,
    known_at: str | None,
    as_of: str | None,
    claim: str | None,
    value: float | None,
    quantity: float | None,
    content: tuple[str, ...],
    flags: tuple[str, ...],
    scenario: str | None,
    as_json: bool,
) -> None:
    """The duty of one entry line, each component with its heading, dates, source and question.

    \b
    What is not told stays open, and the total lies between two bounds. A duty by quantity needs
    --value and --quantity: without them it stands at the prices of 2024, and `range` in --json says
    prices-of-2024: low and high are those of most goods of that year, and no bounds.
    \b
    Examples:
      bongsu duty entry 8703.23.01.40 --origin KR --date 2025-11-05 --known-at 2025-11-20
      bongsu duty entry 4011.10.10.10 --origin KR --date 2025-11-05 --claim KORUS --json
    """
    from bongsu.systems.tariffs import telling
    from bongsu.systems.tariffs.asking import (
        check_home,
        content_from,
        day_from,
        day_given,
        entry_from,
        given,
    )
    from bongsu.systems.tariffs.held import duty as duty_of
    from bongsu.systems.tariffs.held import lines_of
    from bongsu.systems.tariffs.law_files import load_law
    from bongsu.systems.tariffs.origins import find_origin
    from bongsu.systems.tariffs.override_files import find_scenario
    from bongsu.systems.tariffs.schedule import check_day

    entered = day_from(day, "--date")
    asked = entry_from(
        load_law(),
        hts10=code,
        origin=origin,
        day=entered,
        claim=given(claim, "--claim"),
        value=value,
        quantity=quantity,
        content=content_from(content),
        flags=flags,
    )
    check_home(find_origin(asked.origin), asked.flags)
    known, law_day = day_given(known_at, "--known-at"), day_given(as_of, "--as-of")
    check_day(entered if law_day is None else law_day, where="--as-of" if law_day else "--date")
    what_if = find_scenario(scenario)
    answers = [
        duty_of(line, as_of=law_day, known_at=known, scenario=what_if)
        for line in lines_of(asked, law_day or entered, known)
    ]
    if as_json:
        data = [{**telling.as_data(answer), "scenario": what_if.name} for answer in answers]
        click.echo(json.dumps(data[0] if len(asked.hts10) == 10 else data, indent=2))
    else:
        one = len(asked.hts10) == 10
        if scenario is not None:
            click.echo(f"What if: {what_if.title}\n")
        click.echo(telling.as_text(answers[0]) if one else telling.several(answers))
