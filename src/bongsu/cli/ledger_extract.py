"""``ledger extract``: the deals, diplomatic events and commitments of a document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bongsu.ledger.extraction import Records

_SHOWN = ("id", "line", "date", "parties", "what", "amount", "place", "flags")


@click.command()
@click.argument("file", metavar="FILE")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "json", "csv"]),
    default="table",
    show_default=True,
    help="How to write.",
)
@click.option("--output", "-o", metavar="OUT", help="Write to a file instead of the screen.")
def extract(file: str, form: str, output: str | None) -> int:
    """Write the deals, diplomatic events and commitments of a document; nothing is stored.

    Deals come from tables whose columns name a date, parties and a project, events from timelines,
    commitments and awards from the text. Whatever is odd in a row is flagged and kept as printed.
    FILE is text, Markdown, HTML, CSV, DOCX or PDF; - is the input. Exits with 1 if there is none.

    \b
    Examples:
      bongsu ledger extract agreements.md
      bongsu ledger extract agreements.md --format jsonl
    """
    from bongsu.cli.check import standard_input
    from bongsu.evidence.reading import read_bytes, read_file
    from bongsu.ledger.extraction import extract as extracted

    piped = file == "-"
    document = read_bytes(standard_input().read(), file) if piped else read_file(Path(file))
    records = extracted(document)
    for note in records.notes:
        click.echo(f"note: {note}", err=True)
    if form == "table" and not output:
        _print(records)
    else:
        _write(_written(records, "csv" if form == "table" else form), output, file)
    return 0 if records.deals or records.timeline or records.narrative else 1


def _written(records: Records, form: str) -> str:
    from bongsu.ledger.extraction.writing import as_csv, as_lines, as_object

    if form == "csv":
        return as_csv(records)
    return as_object(records) if form == "json" else "".join(as_lines(records))


def _write(text: str, output: str | None, file: str) -> None:
    from bongsu.audit.writing import refuse_inputs, write

    if output:
        refuse_inputs([output], [file])
        write(Path(output), text)
    else:
        click.echo(text, nl=False)


def _print(records: Records) -> None:
    from bongsu.audit.formats.terminal import tame
    from bongsu.cli.tables import print_table
    from bongsu.ledger.extraction.writing import rows

    shown = []
    for row in rows(records):
        cells = {
            "id": row["id"],
            "line": row["line"],
            "date": row["date"],
            "parties": _joined(row, "us_entities", "kr_entities", "other_entities", "people"),
            "what": f"{row.get('instrument') or row.get('kind') or ''}: {row.get('action') or ''}",
            "amount": _sum(row),
            "place": row.get("location"),
            "flags": _joined(row, "flags"),
        }
        shown.append(
            {key: tame(str(cells[key])) if cells[key] is not None else "" for key in _SHOWN}
        )
    print_table(shown, title="Ledger", as_json=False, empty="no deal, no event, no commitment")


def _joined(row: dict[str, object], *names: str) -> str:
    parts: list[str] = []
    for name in names:
        value = row.get(name)
        if isinstance(value, list):
            parts += map(str, value)
    return "; ".join(parts)


def _sum(row: dict[str, object]) -> str:
    value = row.get("amount")
    if not isinstance(value, float):
        return ""
    return f"{row.get('currency') or ''} {value:,.0f}".strip()
