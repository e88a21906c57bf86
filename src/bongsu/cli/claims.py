"""``claims``: every quantity and date of documents, for machines and for the eye."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bongsu.cli.check import files_argument, standard_input, tell_notes

if TYPE_CHECKING:
    from bongsu.evidence.extractors import Extractor
    from bongsu.evidence.mentions import Evidence
    from bongsu.evidence.records import Record

_SHOWN = ("line", "text", "kind", "value", "unit", "measure", "subject", "period", "modality")


@click.command()
@files_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "json", "csv"]),
    default="table",
    show_default=True,
    help="How to write.",
)
@click.option(
    "--extractor",
    "names",
    multiple=True,
    metavar="NAME",
    help="Add what an extractor of yours proposes: module:object, or an entry point; repeatable.",
)
@click.option("--output", "-o", metavar="FILE", help="Write to a file instead of the screen.")
def claims(files: tuple[str, ...], form: str, names: tuple[str, ...], output: str | None) -> int:
    """Write every quantity and date of documents, with its place and what it says.

    Places are code points of the decoded file, from 0; the end is the first one after the words.

    \b
    Examples:
      bongsu claims report.md
      bongsu claims report.md --format jsonl
    """
    from bongsu.audit.running import read_all
    from bongsu.audit.writing import refuse_inputs, write
    from bongsu.evidence.extractors import find_extractor

    if output:
        refuse_inputs([output], files)
    extractors = [find_extractor(name) for name in names]
    read = read_all(files, stdin=standard_input)
    for fault in read.faults:
        click.echo(f"error: {fault.error}", err=True)
    tell_notes((document.name, document.notes) for document in read.documents)
    rows = _rows(read.evidences, extractors)
    if form == "table" and not output:
        _print_claims(rows)
    elif output:
        write(Path(output), _written(rows, "csv" if form == "table" else form))
    else:
        click.echo(_written(rows, form), nl=False)
    return 2 if read.faults else 0


def _rows(evidences: Sequence[Evidence], extractors: Sequence[Extractor]) -> list[Record]:
    """Return the records of all documents; what a note says that ignores a rule is none."""
    from bongsu.audit.ignores import ignores
    from bongsu.evidence.extractors import proposed
    from bongsu.evidence.records import records

    rows: list[Record] = []
    notes: dict[str, list[tuple[int, int]]] = {}
    for evidence in evidences:
        document = evidence.document
        if document.name not in notes:
            notes[document.name] = [(note.start, note.end) for note in ignores(document)]
        rows += records(
            evidence,
            proposals=[each for one in extractors for each in proposed(evidence, one)],
            leaving_out=notes[document.name],
        )
    return rows


def _written(rows: Sequence[Record], form: str) -> str:
    from bongsu.evidence.records import as_csv

    if form == "csv":
        return as_csv(rows)
    if form == "json":
        return json.dumps(list(rows), ensure_ascii=False, allow_nan=False, indent=2) + "\n"
    return "".join(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n" for row in rows)


def _print_claims(rows: Sequence[Record]) -> None:
    from bongsu.audit.formats.terminal import tame
    from bongsu.cli.tables import print_table

    shown = []
    for row in rows:
        cells = {key: tame(str(row[key])) if row[key] is not None else "" for key in _SHOWN}
        if row["value"] is None and row["low"] is not None:
            cells["value"] = f"{row['low']} to {row['high']}"
        if row["layer"] == "date":
            cells["value"] = str(row["edtf"] or "")
        shown.append(cells)
    print_table(shown, title="Claims", as_json=False, empty="no quantity and no date")
