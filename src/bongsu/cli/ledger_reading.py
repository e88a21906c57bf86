"""``ledger show``, ``query`` and ``trace``: what the ledger says, and where from."""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import TYPE_CHECKING, Any

import click

from bongsu.cli.ledger_options import as_of_option, day, json_option, opened

if TYPE_CHECKING:
    from bongsu.lab import Lab
    from bongsu.ledger.events import Event
    from bongsu.ledger.store import Ledger

_AT_ONCE = 5000  # events in memory


@click.command()
@click.option("--kind", type=click.Choice(["deal", "event"]), help="Only deals, or only meetings.")
@click.option("--from", "first", type=day, metavar="DAY", help="From that day on.")
@click.option("--to", "last", type=day, metavar="DAY", help="Up to that day.")
@click.option("--entity", metavar="NAME", help="Only with this party, in any spelling.")
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=200,
    show_default=True,
    help="The most that a table shows.",
)
@as_of_option
@json_option
@click.pass_obj
def show(
    lab: Lab,
    kind: str | None,
    first: dt.date | None,
    last: dt.date | None,
    entity: str | None,
    limit: int,
    as_of: dt.date | None,
    as_json: bool,
) -> None:
    """Show deals and meetings, the newest first.

    A group's name finds the group and its companies.

    \b
    Examples:
      bongsu ledger show
      bongsu ledger show --kind deal --from 2025-12-01 --entity Hanwha
      bongsu ledger show --as-of 2026-02-06 --json
    """
    from bongsu.cli.tables import counted

    with opened(lab, as_of) as ledger:
        naming = None if entity is None else _spelt(ledger, entity)
        found = ledger.subjects(kind=kind, first=first, last=last, naming=naming)
        if as_json:
            for place in range(0, len(found), _AT_ONCE):
                for event in _in_order(ledger, found[place : place + _AT_ONCE]):
                    click.echo(json.dumps(_record(event), ensure_ascii=False))
            return
        for each, title in (("deal", "Deals"), ("event", "Meetings and documents")):
            own = [subject for subject in found if subject.startswith(f"{each}:")]
            if own:
                _print(_in_order(ledger, own[:limit]), title)
            if len(own) > limit:
                click.echo(f"... and {counted(len(own) - limit, each)} more: --limit", err=True)
    if not found:
        click.echo("nothing of that kind", err=True)
    else:
        click.echo(f"next: bongsu ledger trace {found[0]}", err=True)


def _in_order(ledger: Ledger, subjects: list[str]) -> list[Event]:
    by_subject = {event.subject: event for event in ledger.events(subjects)}
    return [by_subject[subject] for subject in subjects]


def _spelt(ledger: Ledger, name: str) -> list[str]:
    """Return the spellings in the ledger of a name and of what belongs to it."""
    from bongsu.ledger.names import party
    from bongsu.ledger.review import NAMES, judged

    _, known = judged(ledger)
    meant = known.root(party(name).subject)
    return [
        spelling
        for spelling in ledger.values(*NAMES)
        if meant in {known.root(party(spelling).subject), party(spelling).parent}
    ]


def _record(event: Event) -> dict[str, Any]:
    """Return an event for machines: single values, lists, and the statements behind them."""
    from bongsu.ledger.schema import PROPERTIES

    told: dict[str, Any] = {"subject": event.subject, "document": event.document}
    for prop in dict.fromkeys(one.prop for one in event.statements):
        known = PROPERTIES.get(prop)
        many = known is None or known.many
        told[prop] = list(event.many(prop)) if many else event.one(prop)
    if event.amount:
        told["currency"] = event.amount.currency or None
    if event.texts("status"):
        told["status"] = event.status
    told["statements"] = [one.id for one in event.statements]
    return told


def _print(found: list[Event], title: str) -> None:
    from bongsu.cli.tables import print_table

    rows = [_deal(event) if event.kind == "deal" else _meeting(event) for event in found]
    print_table(rows, title=title, as_json=False)


def _deal(event: Event) -> dict[str, str]:
    return {
        "date": event.date,
        "U.S.": plain("; ".join(event.texts("us_entity"))),
        "Korean": plain("; ".join(event.texts("kr_entity"))),
        "instrument": event.text("instrument").replace("_", " "),
        "what": plain(event.text("action") or event.text("text")),
        "amount": money(event),
        "subject": event.subject,
    }


def _meeting(event: Event) -> dict[str, str]:
    return {
        "date": event.date,
        "kind": event.text("kind").replace("_", " "),
        "what": plain(event.text("what")),
        "people": plain("; ".join(event.texts("person"))),
        "place": plain(event.text("place")),
        "subject": event.subject,
    }


def money(event: Event) -> str:
    """Return what a deal is worth, in millions, with the class of the sum."""
    amount = event.amount
    if amount is None:
        return ""
    if amount.value is None:
        return "unreadable"
    told = f"{amount.value / 1e6:,.10g} million"
    return f"{amount.currency or 'no currency'} {told} ({amount.class_.replace('_', ' ')})"


def plain(words: str) -> str:
    """Return words in which nothing moves the cursor of a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in words)


@click.command()
@click.argument("sql")
@as_of_option
@click.option(
    "--limit",
    type=click.IntRange(1, 1_000_000),
    default=1000,
    show_default=True,
    help="The most rows that are answered.",
)
@json_option
@click.pass_obj
def query(lab: Lab, sql: str, as_of: dt.date | None, limit: int, as_json: bool) -> None:
    """Answer one question in SQL that reads; - reads it from the input.

    The tables are statements, documents, deals and events; with --as-of they hold what the ledger
    said on that day.

    \b
    Examples:
      bongsu ledger query "SELECT instrument, count(*) FROM deals GROUP BY ALL ORDER BY 2 DESC"
      bongsu ledger query "SELECT day, what FROM events" --as-of 2026-02-06 --json
    """
    from bongsu.cli.tables import print_table
    from bongsu.ledger.asking import ask

    words = sys.stdin.read(200_000) if sql == "-" else sql
    with opened(lab, as_of) as ledger:
        answer = ask(ledger.connection, words, rows=limit)
    names = _distinct(answer.columns)
    rows = [dict(zip(names, map(_cell, row), strict=True)) for row in answer.rows]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
    else:
        shown = [{name: _shown(value) for name, value in row.items()} for row in rows]
        print_table(shown, title="Answer", as_json=False, empty="no rows")
    if answer.more:
        click.echo(f"only the first {limit:,} rows: --limit", err=True)


def _distinct(names: tuple[str, ...]) -> list[str]:
    """Return names of columns that differ, so that none hides another."""
    found: list[str] = []
    for name in names:
        number, tried = 1, name
        while tried in found:
            number += 1
            tried = f"{name}_{number}"
        found.append(tried)
    return found


def _cell(value: object) -> object:
    """Return a value that JSON knows."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if value - value == 0 else str(value)
    if isinstance(value, list | tuple):
        return [_cell(one) for one in value]
    if isinstance(value, dict):
        return {str(name): _cell(one) for name, one in value.items()}
    return str(value)


def _shown(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.10g}"
    if isinstance(value, list):
        return plain("; ".join(map(str, value)))
    return value if isinstance(value, int) and not isinstance(value, bool) else plain(str(value))


@click.command()
@click.argument("subject")
@as_of_option
@json_option
@click.pass_obj
def trace(lab: Lab, subject: str, as_of: dt.date | None, as_json: bool) -> None:
    """Lead SUBJECT (deal:..., event:...; its beginning will do) back to words of documents.

    \b
    Examples:
      bongsu ledger trace deal:448cc4deaa5d
      bongsu ledger trace deal:448cc4deaa5d --as-of 2026-02-06
    """
    from bongsu.ledger.trace import trace as trail_of

    with opened(lab, as_of) as ledger:
        found = trail_of(ledger, subject)
    if as_json:
        click.echo(json.dumps(found.to_dict(), ensure_ascii=False))
        return
    for line in found.text().splitlines():
        click.echo(plain(line))
