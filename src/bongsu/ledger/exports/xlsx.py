"""The ledger as a workbook: deals, events, statements, with dates and numbers that are typed."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import astuple

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from bongsu.errors import BadOutput
from bongsu.ledger.exports.cells import quoted, unquoted
from bongsu.ledger.exports.contents import COLUMNS, Cell, Contents, flat
from bongsu.ledger.statements import NAMES

SHEETS = {"deal": "Deals", "event": "Events"}
_STATEMENTS = "Statements"
_LONGEST = 32_767  # characters of a cell
_MOST = 1_048_575  # rows of a sheet, below its head
_MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # a fixed moment: the same ledger, the same bytes
_EARLIEST = dt.date(1900, 3, 1)  # before it, day numbers of workbooks are off by one


def written(contents: Contents) -> bytes:
    """Return the whole workbook.

    Raises
    ------
    BadOutput
        If there are more statements than a sheet has rows.
    """
    if len(contents.statements) > _MOST:
        raise BadOutput(
            f"{len(contents.statements):,} statements are more than a sheet has rows",
            where="export xlsx",
            mend="name a --quarter, or export sqlite, csv or jsonl",
        )
    book = Workbook(write_only=True)
    for kind, title in SHEETS.items():
        rows = (list(flat(event, contents.sources).values()) for event in contents.of(kind))
        _sheet(book, title, list(COLUMNS[kind]), rows)
    _sheet(book, _STATEMENTS, NAMES, (astuple(one) for one in contents.statements))
    stream = io.BytesIO()
    book.save(stream)
    return _settled(stream.getvalue())


def read(content: bytes, kind: str) -> list[dict[str, Cell]]:
    """Return the rows of the sheet of deals or of events, as they were written."""
    sheet = load_workbook(io.BytesIO(content), read_only=True)[SHEETS[kind]]
    head, *rows = sheet.iter_rows(values_only=True)
    return [{str(name): _value(cell) for name, cell in zip(head, row, strict=True)} for row in rows]


def _sheet(
    book: Workbook, title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    head = [WriteOnlyCell(sheet, column) for column in columns]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    for row in rows:
        sheet.append([_cell(value, sheet) for value in row])


def _cell(value: object, sheet: object) -> object:
    if isinstance(value, dt.date) and value < _EARLIEST:
        return value.isoformat()
    if isinstance(value, dt.date):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = "yyyy-mm-dd"
        return cell
    if isinstance(value, str):
        tame = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", quoted(value))
        return tame if len(tame) <= _LONGEST else f"{tame[: _LONGEST - 1]}…"
    return value


def _value(cell: object) -> Cell:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, int) and not isinstance(cell, bool):
        return float(cell)  # a workbook does not tell 5 from 5.0
    return unquoted(cell) if isinstance(cell, str) else cell  # type: ignore[return-value]


def _settled(content: bytes) -> bytes:
    """Return a workbook without the moment at which it was made."""
    settled = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as book,
        zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in book.namelist():
            part = book.read(name)
            if name == "docProps/core.xml":
                part = _undated(part)
            entry = zipfile.ZipInfo(name, date_time=_MADE.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(entry, part)
    return settled.getvalue()


def _undated(core: bytes) -> bytes:
    moment = f"{_MADE.isoformat()}Z".encode()
    return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z", moment, core)
