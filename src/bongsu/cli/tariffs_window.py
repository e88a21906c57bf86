"""``bongsu tariffs window``: one entry day by day, as the law reads now and as it was known."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    import altair as alt

    from bongsu.charts import Size
    from bongsu.systems.tariffs.windows import Stretch


@click.command()
@click.argument("code")
@click.option("--origin", required=True, help="Country of origin: KR, KOR or a name.")
@click.option("--from", "first", required=True, help="First day of entry.")
@click.option("--to", "last", required=True, help="Last day of entry.")
@click.option("--claim", default="none", show_default=True, help="Preference claimed.")
@click.option("--content", multiple=True, help="Share of the value: steel=0.6, ...")
@click.option("--flag", "flags", multiple=True, help="What holds; see `bongsu tariffs flags`.")
@click.option("--chart", type=click.Path(path_type=Path), help="Draw both: .svg or .png.")
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
def window(
    code: str,
    origin: str,
    first: str,
    last: str,
    claim: str,
    content: tuple[str, ...],
    flags: tuple[str, ...],
    chart: Path | None,
    as_json: bool,
) -> None:
    """One entry on each day: the duty by all that is known now, and as known on the day.

    \b
    Where the two differ, the law came late: what was charged too much is owed back.
    \b
    Examples:
      bongsu tariffs window 8703.23.01.40 --origin KR --from 2025-10-15 --to 2025-12-15
      bongsu tariffs window 4407.11.00.01 --origin KR --from 2025-11-01 --to 2025-12-15 --json
    """
    from bongsu.cli.tariffs_drawings import check_file, write
    from bongsu.systems.tariffs.asking import (
        check_home,
        content_from,
        day_from,
        entry_from,
        given,
    )
    from bongsu.systems.tariffs.law_files import load_law
    from bongsu.systems.tariffs.origins import find_origin
    from bongsu.systems.tariffs.schedule import check_day
    from bongsu.systems.tariffs.windows import stretches

    start, end = day_from(first, "--from"), day_from(last, "--to")
    check_day(start, where="--from")
    check_day(end, where="--to")
    asked = entry_from(
        load_law(), hts10=code, origin=origin, day=start, claim=given(claim, "--claim"),
        content=content_from(content), flags=flags,
    )  # fmt: skip
    check_home(find_origin(asked.origin), asked.flags)
    if chart is not None:
        check_file(chart)
    found = stretches(asked, start, end)
    if chart is not None:
        write(drawn(found, f"{code} from {find_origin(asked.origin).name}"), chart)
    if as_json:
        told = [
            {"from": one.first, "to": one.last, "as_of": round(one.as_of, 10),
             "as_known": round(one.as_known, 10), "back": round(one.back, 10)}
            for one in found
        ]  # fmt: skip
        click.echo(json.dumps(told, indent=2, default=str))
        return
    click.echo(f"{'entered from':13} {'to':10} {'as known':>9} {'as it reads':>12} {'back':>8}")
    for one in found:
        back = f"{100 * one.back:8.2f}".replace("-", "−") if abs(one.back) > 1e-9 else f"{'–':>8}"
        click.echo(f"{one.first!s:13} {one.last} {one.as_known:9.2%} {one.as_of:12.2%} {back}")


def drawn(found: Sequence[Stretch], name: str, size: Size | None = None) -> alt.LayerChart:
    """Draw the duty as known and as it reads, in steps."""
    from bongsu.charts import WIDE, Area, Frame, stairs
    from bongsu.charts.words import number

    most = max(found, key=lambda one: abs(one.back))
    points = number(100 * abs(most.back), 1)
    late = [one for one in found if abs(one.back) > 1e-9]
    title = (
        f"{late[0].first:%-d %b} to {late[-1].last:%-d %b %Y}: law that came late "
        f"{'gives back' if most.back > 0 else 'adds'} {points} points"
        if late
        else f"No law came late for entries of {found[0].first:%-d %b %Y} and after"
    )
    frame = Frame(
        title=title,
        subtitle=f"{name}: total duty by day of entry, % of customs value.",
        source="Source: USITC, Harmonized Tariff Schedule and change records; bongsu",
        size=size or WIDE,
    )
    series = [
        Area(label=label, values=tuple(100 * value for value in values), hue=hue)
        for label, hue, values in (
            ("As known that day", "vermilion", [one.as_known for one in found]),
            ("As it reads now", "blue", [one.as_of for one in found]),
        )
    ]
    return stairs(series, [one.first for one in found], found[-1].last, frame, unit="%")
