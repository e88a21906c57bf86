"""``ledger total``: sums of money by class, each with its rows."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import click

from bongsu.cli.ledger_options import as_of_option, day, json_option, opened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bongsu.evidence.exchange import Rate
    from bongsu.lab import Lab
    from bongsu.ledger.events import Event
    from bongsu.ledger.totals import RateOf, Row, Totals


def _quoted(value: str) -> Rate:
    """Return a dated rate with its source: ``KRW=1450@2025-11-14:Bank of Korea``."""
    from bongsu.evidence.exchange import Rate
    from bongsu.ledger.events import days

    currency, _, rest = value.partition("=")
    number, _, rest = rest.partition("@")
    date, _, source = rest.partition(":")
    try:
        per_dollar = float(number)
    except ValueError:
        per_dollar = 0.0
    if not 0 < per_dollar < float("inf") or days(date) == (None, None) or not source.strip():
        raise click.BadParameter(
            f"{value!r} is no dated rate: write KRW=1450@2025-11-14:SOURCE, units a US dollar"
        )
    return Rate(
        currency=currency.strip().upper(),
        per_dollar=per_dollar,
        date=date,
        source=source.strip(),
    )


@click.command()
@click.option(
    "--commitment", type=click.FloatRange(0), metavar="SUM", help="What was promised: 350e9."
)
@click.option(
    "--class", "classes", multiple=True, metavar="CLASS", help="Only this class; repeatable."
)
@click.option("--from", "first", type=day, metavar="DAY", help="Deals from that day on.")
@click.option("--to", "last", type=day, metavar="DAY", help="Deals up to that day.")
@click.option("--convert", is_flag=True, help="Into US dollars, at the mean rate of each month.")
@click.option(
    "--rate",
    "rates",
    type=_quoted,
    multiple=True,
    metavar="RATE",
    help="A rate of your own: KRW=1450@2025-11-14:SOURCE; repeatable.",
)
@click.option("--one-sum", is_flag=True, help="Print one number; refused across classes.")
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=100,
    show_default=True,
    help="The most rows of a class that a table shows.",
)
@as_of_option
@json_option
@click.pass_obj
def total(
    lab: Lab,
    commitment: float | None,
    classes: tuple[str, ...],
    first: dt.date | None,
    last: dt.date | None,
    convert: bool,
    rates: tuple[Rate, ...],
    one_sum: bool,
    limit: int,
    as_of: dt.date | None,
    as_json: bool,
) -> None:
    """Add up what deals state, each class apart with its rows.

    Investment, gross project cost, sales, awards and commitments are different things, so that no
    one sum is made of them. Sums of other currencies stand apart unless --convert or a --rate
    with its day and source leads to US dollars.

    \b
    Examples:
      bongsu ledger total --commitment 350e9
      bongsu ledger total --class sale --one-sum
      bongsu ledger total --convert --as-of 2026-02-06 --json
    """
    from bongsu.ledger.duplicates import duplicates
    from bongsu.ledger.review import judged
    from bongsu.ledger.schema import CLASSES
    from bongsu.ledger.totals import READ, totals
    from bongsu.ledger.totals import one_sum as sum_of

    _check(classes)
    with opened(lab, as_of) as ledger:
        wanted_deals = ledger.subjects(kind="deal", first=first, last=last, having="amount")
        found = ledger.events(reversed(wanted_deals), props=READ)
        _, known = judged(ledger)
        deals = ledger.count("deal")
    rate = _rate(rates, as_of) if convert or rates else None
    summed = totals(found, commitment=commitment, rate=rate, same=known.root)
    wanted = classes or tuple(CLASSES)
    if one_sum:
        currency, value = sum_of(summed, wanted)
        click.echo(json.dumps({currency: value}) if as_json else f"{currency} {value:,.10g}")
        return
    waiting = [
        each
        for each in duplicates(found, known.root)
        if not known.decided(each.one.subject, each.other.subject)
    ]
    if as_json:
        told = _record(summed, wanted) | {
            "deals_without_amount": deals - len(found) if not (first or last) else None,
            "proposed_duplicates": len(waiting),
        }
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        _print(summed, wanted, limit)
    if waiting:
        click.echo(
            f"warning: {len(waiting)} pairs of rows may tell of one deal and are counted twice\n"
            "  where: the rows above\n"
            "  mend:  bongsu ledger review",
            err=True,
        )


def _check(classes: Iterable[str]) -> None:
    from bongsu.errors import UnknownName, did_you_mean
    from bongsu.ledger.schema import CLASSES

    for class_ in classes:
        if class_ not in CLASSES:
            raise UnknownName(
                f"there is no class {class_}",
                where="--class",
                mend=did_you_mean(class_, CLASSES),
            )


def _rate(given: tuple[Rate, ...], as_of: dt.date | None) -> RateOf:
    from bongsu.evidence.exchange import monthly_rate

    own = {rate.currency: rate for rate in given}

    def rate_of(currency: str, event: Event) -> Rate | None:
        if currency in own:
            return own[currency]
        day = event.last_day
        return None if day is None else monthly_rate(currency, day, as_of)

    return rate_of


def _row(row: Row) -> dict[str, Any]:
    told: dict[str, Any] = {
        "subject": row.event.subject,
        "date": row.event.date,
        "parties": list(row.event.parties),
        "value": row.value,
        "currency": row.currency,
    }
    if row.hedge:
        told["hedge"] = row.hedge
    if row.rate is not None and row.currency != "USD":
        told |= {
            "converted": row.converted,
            "rate": row.rate.per_dollar,
            "rate_date": row.rate.date,
            "rate_source": row.rate.source,
        }
    stated = row.event.statement("amount")
    if stated is not None:
        told |= {
            "statement": stated.id,
            "quote": stated.quote,
            "document": stated.document,
            "start": stated.start,
            "end": stated.end,
        }
    return told


def _record(found: Totals, classes: tuple[str, ...]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "classes": {
            each.class_: {
                "title": each.title,
                "sums": dict(each.sums),
                "rows": [_row(row) for row in each.rows],
            }
            for each in found.classes
            if each.class_ in classes
        },
        "korean_linked_investment_rows": {
            currency: {"sum": value, "of_which_gross_project_cost": gross}
            for currency, (value, gross) in found.investment.items()
        },
        "left_out": [
            {"subject": one.event.subject, "class": one.class_, "reason": one.reason}
            for one in found.left_out
        ],
    }
    held = found.commitment
    if held is not None:
        told["commitment"] = {
            "promised": held.promised,
            "currency": held.currency,
            "designated": dict(held.by_class) or 0,
            "rows": [_row(row) for row in held.designated],
            "unknown": held.unknown,
        }
    return told


def _print(found: Totals, classes: tuple[str, ...], limit: int) -> None:
    from bongsu.cli.ledger_reading import plain
    from bongsu.cli.tables import counted, print_table

    rows: list[dict[str, Any]] = []
    for each in found.classes:
        if each.class_ not in classes:
            continue
        told = "; ".join(f"{name} {_million(value)}" for name, value in each.sums.items())
        title = each.title[:1].upper() + each.title[1:]
        rows.append({"class": title, "million": told or "0", "deal": "", "source": ""})
        for row in each.rows[:limit]:
            deal = f"{row.event.date} {'; '.join(row.event.parties)}"
            stated = f"{row.hedge} {row.currency} {_million(row.value)}".lstrip()
            if row.rate is not None and row.currency != "USD":
                stated += f" at {row.rate.per_dollar:,.10g} ({row.rate.date}, {row.rate.source})"
            rows.append(
                {
                    "class": "",
                    "million": stated,
                    "deal": plain(deal),
                    "source": row.event.subject,
                }
            )
        if len(each.rows) > limit:
            more = f"... and {counted(len(each.rows) - limit, 'row')} more: --limit"
            rows.append({"class": "", "million": "", "deal": more, "source": ""})
    print_table(rows, title="What deals state, each class apart", as_json=False)
    for currency, (value, gross) in found.investment.items():
        click.echo(
            f"Korean-linked investment rows: {currency} {_million(value)} million, "
            f"of which {_million(gross)} million is gross project cost"
        )
    _print_commitment(found)
    for one in found.left_out[:limit]:
        click.echo(f"not counted: {one.event.subject}, {one.reason}", err=True)
    counts = counted(sum(len(each.rows) for each in found.classes), "row")
    click.echo(f"{counts}; no sum is made across classes", err=True)


def _print_commitment(found: Totals) -> None:
    held = found.commitment
    if held is None:
        return
    click.echo(f"Commitment: {held.currency} {_million(held.promised)} million")
    designated = "; ".join(f"{_million(value)} ({name})" for name, value in held.by_class.items())
    click.echo(f"Designated under the commitment: {held.currency} {designated or '0'} million")
    for row in held.designated:
        click.echo(f"  {row.event.subject} {row.currency} {_million(row.value)} million")
    if held.unknown is None:
        click.echo("Unknown: classes meet under the commitment that do not add up")
    else:
        click.echo(f"Unknown: {held.currency} {_million(held.unknown)} million")


def _million(value: float) -> str:
    return f"{value / 1e6:,.10g}"
