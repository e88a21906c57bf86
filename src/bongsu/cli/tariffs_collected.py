"""``bongsu tariffs collected``: from what the law says to what was collected."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bongsu.systems.tariffs.layers.gap import Gap

HEADS = {
    "law": "law",
    "trade": "trade",
    "basis": "basis",
    "utilisation": "claims",
    "timing": "timing",
    "applicability": "applies",
    "modelled": "model",
    "collected": "collected",
    "unexplained": "left",
    "treasury": "Treasury",
}


@click.command()
@click.option("--month", help="Only this month, such as 2025-09.")
@click.option("--origin", help="A partner: KR, KOR, a name, or EU. All if left out.")
@click.option("--products", multiple=True, help="Prefix of lines, such as 8703.")
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
def collected(
    month: str | None, origin: str | None, products: tuple[str, ...], as_json: bool
) -> None:
    """Statutory and collected rates by month, and the steps between the two.

    \b
    In percent of customs value: the law on the trade of 2024; then in points what the trade of the
    month, the value of the metal alone, claims, goods under way and what applies in practice take
    away. What was collected is known for all goods until October 2025.
    \b
    Examples:
      bongsu tariffs collected
      bongsu tariffs collected --month 2025-11 --origin KR --products 8703
    """
    from bongsu.systems.tariffs.codes import dotted
    from bongsu.systems.tariffs.layers.gap import gap_of, gaps
    from bongsu.systems.tariffs.layers.steps import Desk
    from bongsu.systems.tariffs.trade import find_partner, partner_name

    wanted = _month(month)
    partner = None if origin is None else find_partner(origin)
    codes = [_prefix(one) for one in products]
    if origin is None and not products:
        found = [one for one in gaps() if wanted in {None, one.month}]
    else:
        desk = Desk(origin=_origin(partner), products=codes)
        months = [wanted] if wanted else [one.month for one in gaps()]
        found = []
        for number, one in enumerate(months, 1):
            click.echo(f"\rrating month {number} of {len(months)}", nl=False, err=True)
            found.append(gap_of(one, origin=_origin(partner), products=codes, desk=desk))
        click.echo(err=True)
    if as_json:
        click.echo(json.dumps([_data(gap) for gap in found], indent=2, default=str))
        return
    names = [] if partner is None else [partner_name(partner)]
    title = ", ".join([*names, *(dotted(one) for one in codes)]) or "All imports"
    click.echo(f"{title}, percent of customs value; the steps in points\n")
    click.echo("month    " + " ".join(f"{head:>9}" for head in HEADS.values()))
    for gap in found:
        told = _data(gap)
        click.echo(f"{gap.month:%Y-%m}  " + " ".join(_cell(told[name], name) for name in HEADS))


def _month(text: str | None) -> date | None:
    from bongsu.errors import OutOfRange
    from bongsu.systems.tariffs.layers.trade import month_values

    if text is None:
        return None
    try:
        found = datetime.strptime(text.strip(), "%Y-%m").replace(tzinfo=UTC).date()
    except ValueError:
        raise OutOfRange(
            f"{text[:40]!r} is no month", where="--month", mend="write 2025-09"
        ) from None
    month_values(found)
    return found


def _origin(partner: str | None) -> str | None:
    """Return the country whose law is that of a partner: a member for the European Union."""
    from bongsu.systems.tariffs.layers.trade import EU_AS
    from bongsu.systems.tariffs.trade import EU

    return EU_AS if partner == EU else partner


def _prefix(text: str) -> str:
    from bongsu.errors import OutOfRange
    from bongsu.systems.tariffs.schedule import digits

    plain = text.replace(".", "").strip()
    if not plain.isdecimal() or not plain.isascii() or not 2 <= len(plain) <= 10:
        raise OutOfRange(
            f"{text[:40]!r} is no prefix of lines", where="--products", mend="write 8703 or 8703.23"
        )
    return digits(plain) if len(plain) == 10 else plain


def _data(one: Gap) -> dict[str, object]:
    return asdict(one) | {"modelled": one.modelled, "unexplained": one.unexplained}


def _cell(value: object, name: str) -> str:
    if not isinstance(value, float):
        return f"{'–':>9}"
    signed = name in {"trade", "basis", "utilisation", "timing", "applicability", "unexplained"}
    text = f"{value:+.2f}" if signed else f"{value:.2f}"
    return f"{text.replace('-', '−'):>9}"
