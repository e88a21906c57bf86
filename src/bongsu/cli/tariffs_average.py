"""``tariffs average``: import-weighted averages of US tariffs, their steps, duties and a chart."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from bongsu.systems.tariffs.average_steps import Known, Step
    from bongsu.systems.tariffs.averages import By, LayerName

EVERYONE = "all"
FIRST, LAST = "2025-01-01", "2026-12-31"  # of a series, if left out


@click.command()
@click.option(
    "--origin", "origins", multiple=True, default=("KR",), show_default=True,
    help="A partner: KR, EU; several with commas; `all`.",
)  # fmt: skip
@click.option(
    "--by",
    type=click.Choice(["authority", "country", "sector", "chapter"]),
    help="What is told apart; country for several origins, else authority.",
)
@click.option("--date", "day", help="A day; without one, a series.")
@click.option("--from", "first", help=f"First day of a series; {FIRST} if left out.")
@click.option("--to", "last", help=f"Last day of a series; {LAST} if left out.")
@click.option("--known-at", help="Look at nothing published later; `entry`: on each day itself.")
@click.option(
    "--layer", type=click.Choice(["law", "claims", "claims-by-month"]), default="law",
    show_default=True,
    help="Nobody claims a preference; claims as used in 2024; or, for Canada and Mexico, as used "
    "in each month.",
)  # fmt: skip
@click.option("--revenue", is_flag=True, help="Duty by month, at the trade of 2024.")
@click.option("--scenario", help="A what-if: a name of the package or a file.")
@click.option("--chart", type=click.Path(path_type=Path), help="Draw the series: .svg or .png.")
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
def average(
    origins: tuple[str, ...],
    by: By | None,
    day: str | None,
    first: str | None,
    last: str | None,
    known_at: str | None,
    layer: LayerName,
    revenue: bool,
    scenario: str | None,
    chart: Path | None,
    as_json: bool,
) -> None:
    """Import-weighted average rates by authority, country, GTAP sector or chapter.

    \b
    Weights are the imports of 2024 and never move. Claims of preferences are a layer of their own.
    \b
    Examples:
      bongsu tariffs average --date 2025-11-20 --known-at 2025-11-20
      bongsu tariffs average --origin KR,JP,EU --from 2025-04-01 --to 2025-12-31
      bongsu tariffs average --origin all --by sector --date 2026-03-01 --json
      bongsu tariffs average --revenue --layer claims
      bongsu tariffs average --layer claims --chart korea.svg
      bongsu tariffs average --origin CA,MX --layer claims-by-month --date 2025-09-01
    """
    from bongsu.systems.tariffs import average_data, average_steps, average_telling
    from bongsu.systems.tariffs.asking import day_from
    from bongsu.systems.tariffs.averages import Weigher
    from bongsu.systems.tariffs.override_files import find_scenario

    _refuse_clashes(day, (first, last), chart, revenue=revenue)
    if chart is not None:
        from bongsu.cli.tariffs_chart import write_chart
        from bongsu.cli.tariffs_drawings import check_file

        check_file(chart)
    partners = _partners(origins)
    told: By = by or ("authority" if partners is None or len(partners) == 1 else "country")
    known, saying = _known(known_at)
    what_if = find_scenario(scenario)
    title = _title(partners) + (f", {what_if.title}" if scenario else "")
    weigher = Weigher(partners, what_if, monthly=layer == "claims-by-month")
    if day is not None:
        when = day_from(day, "--date")
        found = weigher.average(when, when if known == "entry" else known, by=told)
        _print(
            as_json,
            lambda: average_data.averages_data(found),
            lambda: average_telling.day_text(found, title, saying, layer),
        )
        return
    start = day_from(FIRST if first is None else first, "--from")
    end = day_from(LAST if last is None else last, "--to")
    steps = average_steps.steps(weigher, start, end, known, by=told)
    _print_series(steps, title, saying, layer, revenue=revenue, as_json=as_json)
    if chart is not None:
        write_chart(steps, title, layer, chart)
        click.echo(f"drew {chart}", err=True)


def _print_series(
    steps: Sequence[Step],
    title: str,
    saying: str,
    layer: LayerName,
    *,
    revenue: bool,
    as_json: bool,
) -> None:
    """Print rates from change to change of the law, or the duty of each month."""
    from bongsu.systems.tariffs import average_data, average_steps, average_telling

    if revenue:
        months = average_steps.months(steps)
        groups = steps[0].averages.groups
        _print(
            as_json,
            lambda: average_data.months_data(months, groups),
            lambda: average_telling.months_text(months, title, saying, layer),
        )
    else:
        _print(
            as_json,
            lambda: average_data.steps_data(steps),
            lambda: average_telling.steps_text(steps, title, saying, layer),
        )


def _refuse_clashes(
    day: str | None, span: tuple[str | None, str | None], chart: Path | None, *, revenue: bool
) -> None:
    """Refuse options of which one would be passed over."""
    if day is not None and span != (None, None):
        raise click.UsageError("--date asks for one day, --from and --to for a series; give either")
    if day is not None and revenue:
        raise click.UsageError("--revenue tells months; leave --date out, or give --from and --to")
    if day is not None and chart is not None:
        raise click.UsageError("--chart draws a series; leave --date out, or give --from and --to")
    if revenue and chart is not None:
        raise click.UsageError("--chart draws rates, no duty by month; leave one of them out")


def _partners(origins: tuple[str, ...]) -> list[str] | None:
    from bongsu.errors import OutOfRange
    from bongsu.systems.tariffs.trade import find_partner

    names = [name for text in origins for name in text.split(",") if name.strip()]
    if not names:
        raise OutOfRange(
            "no partner is named", where="--origin", mend="give KR, several with commas, or `all`"
        )
    if EVERYONE in [name.strip().casefold() for name in names]:
        return None
    return list(dict.fromkeys(find_partner(name) for name in names))


def _title(partners: list[str] | None) -> str:
    from bongsu.systems.tariffs.trade import partner_name

    return "All partners" if partners is None else ", ".join(map(partner_name, partners))


def _known(text: str | None) -> tuple[Known, str]:
    from bongsu.systems.tariffs.asking import day_from
    from bongsu.systems.tariffs.law import FOREVER

    if text is None:
        return FOREVER, ""
    if text.strip().casefold() == "entry":
        return "entry", ", as known on each day"
    known: date = day_from(text, "--known-at")
    return known, f", as known on {known}"


def _print(as_json: bool, data: Any, text: Any) -> None:
    click.echo(json.dumps(data(), indent=2) if as_json else text())
