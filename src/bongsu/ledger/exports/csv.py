"""Deals and diplomatic events as CSV: one row each, in one table, without formulas."""

from __future__ import annotations

import csv
import datetime as dt
import io

from bongsu.ledger.exports.cells import quoted, unquoted
from bongsu.ledger.exports.contents import COLUMNS, DEALS, EVENTS, Cell, Contents, flat

_TABLE = {"record": str, **DEALS, **EVENTS}  # columns of both kinds, each once


def written(contents: Contents) -> bytes:
    """Return the whole file; what a kind has no column for stays empty."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\n")
    table.writerow(_TABLE)
    for event in contents.events:
        row = {"record": event.kind, **flat(event, contents.sources)}
        table.writerow([_cell(row.get(column)) for column in _TABLE])
    return text.getvalue().encode("utf-8", errors="backslashreplace")


def read(content: bytes) -> list[dict[str, Cell]]:
    """Return the rows of such a file, each with the columns of its kind, as they were written."""
    rows = []
    for told in csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")):
        columns = COLUMNS[told["record"]]
        rows.append({name: _value(told[name], of) for name, of in columns.items()})
    return rows


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return quoted(value)
    return value.isoformat() if isinstance(value, dt.date) else repr(value)


def _value(cell: str, of: type) -> Cell:
    if not cell:
        return None
    if of is float:
        return float(cell)
    return dt.date.fromisoformat(cell) if of is dt.date else unquoted(cell)
