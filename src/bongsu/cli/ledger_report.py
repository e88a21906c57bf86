"""``ledger report`` and ``ledger export``: the ledger for readers, and for other programs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bongsu.cli.ledger_options import as_of_option, day, opened

if TYPE_CHECKING:
    import datetime as dt

    from bongsu.lab import Lab
    from bongsu.ledger.report import Report

FORMATS = ("csv", "xlsx", "ics", "jsonl", "sqlite", "jsonld")


@click.command()
@click.option("--quarter", required=True, metavar="QUARTER", help="2025Q4; a month or a year too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "markdown", "html", "json"]),
    default="table",
    show_default=True,
    help="How to write.",
)
@click.option("--since", type=day, metavar="DAY", help="Tell what changed after that day's report.")
@as_of_option
@click.option("--output", "-o", metavar="FILE", help="Write to a file instead of the screen.")
@click.pass_obj
def report(
    lab: Lab,
    quarter: str,
    form: str,
    since: dt.date | None,
    as_of: dt.date | None,
    output: str | None,
) -> int:
    """Report a quarter: deals by sector, state, instrument and party, sums class by class.

    Every amount leads to the words that it was read from, or to its article. Amounts of different
    classes are never added up. Exits with 1 if the ledger holds nothing of that time.

    \b
    Examples:
      bongsu ledger report --quarter 2025Q4
      bongsu ledger report --quarter 2025Q4 --format html --output report.html
    """
    from bongsu.ledger.names import party
    from bongsu.ledger.report import period_of
    from bongsu.ledger.report import report as reported

    period = period_of(quarter)
    with opened(lab, as_of) as ledger:
        statements = ledger.every()
    found = reported(
        statements, period, as_of=as_of, since=since, canonical=lambda name: party(name).name
    )
    if form == "table" and not output:
        _print(found)
    else:
        _write(_written(found, "markdown" if form == "table" else form).encode(), output, lab)
    return 0 if found.deals or found.events else 1


@click.command()
@click.argument("form", type=click.Choice(FORMATS), metavar="FORMAT")
@click.option("--output", "-o", metavar="FILE", help="Write to a file instead of the screen.")
@click.option("--quarter", metavar="QUARTER", help="Only what took place then; a year too.")
@as_of_option
@click.pass_obj
def export(
    lab: Lab, form: str, output: str | None, quarter: str | None, as_of: dt.date | None
) -> int:
    """Write the ledger as csv, xlsx, ics, jsonl, sqlite or jsonld.

    csv and xlsx: a row a deal and a diplomatic event, cells that a spreadsheet would run quoted;
    ics: one all-day entry each, for calendars; jsonl: the statements; sqlite: tables with keys, for
    Datasette; jsonld: statements in terms of PROV. Two of them, xlsx and sqlite, need --output.

    \b
    Examples:
      bongsu ledger export csv
      bongsu ledger export ics --quarter 2025Q4 --output ledger.ics
    """
    from bongsu.errors import BadOutput
    from bongsu.ledger.exports import BINARY, contents, written
    from bongsu.ledger.report import inside, period_of

    if form in BINARY and not output:
        raise BadOutput(
            f"{form} is no text for a screen", where="--output", mend="name a file with --output"
        )
    with opened(lab, as_of) as ledger:
        statements = ledger.statements()
    chosen = inside(statements, period_of(quarter)) if quarter else statements
    _write(written(form, contents(chosen)), output, lab)
    return 0


def _written(found: Report, form: str) -> str:
    from bongsu.ledger.reporting import as_markdown, as_record

    if form == "json":
        return json.dumps(as_record(found), ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    if form == "html":
        from bongsu.brief.ledger_page import as_html

        return as_html(found)
    return as_markdown(found)


def _write(content: bytes, output: str | None, lab: Lab) -> None:
    from bongsu.errors import BadOutput
    from bongsu.ledger.files import FILE
    from bongsu.results.files import whole_file

    if not output:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    path = Path(output)
    if path.resolve() == (lab.folder / FILE).resolve():
        raise BadOutput(
            "the ledger itself would be overwritten", where=output, mend="choose another name"
        )
    with whole_file(path, overwrite=True) as stream:
        stream.write(content)
    click.echo(f"wrote {output}", err=True)


def _print(found: Report) -> None:
    from bongsu.audit.formats.terminal import tame
    from bongsu.cli.tables import print_table
    from bongsu.ledger.articles import source_of
    from bongsu.ledger.report import GROUPS
    from bongsu.ledger.reporting import (
        APART,
        counted,
        heading,
        money,
        numbers,
        rows,
        sums_in_words,
        words_of,
    )
    from bongsu.ledger.schema import CLASSES

    def show(title: str, told: list[dict[str, str]]) -> None:
        if told:
            tamed = [{name: tame(cell) for name, cell in row.items()} for row in told]
            print_table(tamed, title=tame(title), as_json=False)

    click.echo(f"{heading(found)}: {counted(found) or 'nothing'}")
    show("What is stated", [
        {"class": CLASSES.get(one.class_, one.class_), "sum": money(one.value, one.currency),
         "deals": numbers(one.rows)} for one in found.sums
    ])  # fmt: skip
    for name, (title, _) in GROUPS.items():
        show(title, [
            {name: words_of(one.name), "deals": numbers(one.rows),
             "amounts": sums_in_words(one.sums)}
            for one in found.groups[name] if name != "entity" or len(one.rows) > 1
        ])  # fmt: skip
    for title, of in (("Deals", found.deals), ("Diplomatic events", found.events)):
        show(title, [
            {"no.": str(row.number), "date": row.date, "who": row.parties, "what": row.what,
             "amount": row.amount} if title == "Deals" else
            {"no.": str(row.number), "date": row.date, "kind": row.kind, "what": row.what}
            for row in rows(of, found)
        ])  # fmt: skip
    show("Changed since", [
        {"day": one.moment[:10], "what": "withdrawn" if one.withdrawn else "recorded",
         "of": f"{one.event}: {one.statement.prop}", "value": str(one.statement.value),
         "source": source_of(one.statement, found.sources)} for one in found.changes
    ])  # fmt: skip
    click.echo(f"{APART} Sources: --format markdown, or bongsu ledger trace.", err=True)
