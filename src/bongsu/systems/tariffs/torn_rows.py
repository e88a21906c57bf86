"""CSV with rows that are none: an extra field, a quote that does not close, bytes that are no text.

Slower than the reader that takes whole files, so that it is asked only where that one refuses. A
row here is what that one takes for a row: a line, or the lines over which a quoted field runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import polars as pl

from bongsu.errors import BadFile

SPAN = 1000  # lines that one quoted field may run over; beyond, its quote was forgotten
MARK = b"\xef\xbb\xbf"  # of UTF-8, before the header
FIELD = rb'(?:"(?:[^"]|"")*"|[^",\r\n]*)'
SOUND = re.compile(FIELD + rb"(?:," + FIELD + rb")*\r?\n?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Torn:
    """A row that cannot be parted into fields."""

    row: int  # place in its block
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rows:
    """Some rows of a file in order; one that is torn stands in without a value.

    Attributes
    ----------
    afresh : bool
        These are the first rows of the file once more: what came before them is void.
    """

    frame: pl.DataFrame
    torn: tuple[Torn, ...] = ()
    afresh: bool = False


def torn_rows(file: Path, columns: list[str], rows: int) -> Iterator[Rows]:
    """Yield the rows of a CSV, some at a time, with those that are torn told apart.

    Parameters
    ----------
    file : Path
        CSV with one header.
    columns : list of str
        Those of the header.
    rows : int
        Rows of a block.

    Raises
    ------
    BadFile
        If the header is torn.
    """
    with file.open("rb") as stream:
        lines = _Lines(stream)
        header = _header(lines, len(columns), file)
        found = _records(lines, len(columns))
        while held := list(islice(found, rows)):
            yield _block(header, columns, held)


Record = tuple[bytes, str]  # a row as it stands, and why it is torn; empty if it may be sound


class _Lines:
    """Lines of a file, of which some can be put back."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._back: list[bytes] = []  # last one first

    def next(self) -> bytes:
        """Return the next line with its end, or nothing at the end of the file."""
        return self._back.pop() if self._back else self._stream.readline()

    def put_back(self, lines: list[bytes]) -> None:
        """Put lines back, to be read again in their order."""
        self._back += reversed(lines)


def _header(lines: _Lines, width: int, file: Path) -> bytes:
    first = lines.next().removeprefix(MARK)
    while first and not first.strip(b"\r\n"):
        first = lines.next()
    header, reason = _record(first, lines, width)
    if reason or unread(header):
        raise BadFile(
            "has a header that cannot be parted into names",
            where=str(file),
            mend="write the names of its columns in the first line, in UTF-8, with commas between",
        )
    return header if header.endswith(b"\n") else header + b"\n"


def _records(lines: _Lines, width: int) -> Iterator[Record]:
    while line := lines.next():
        yield _record(line, lines, width)


def _record(line: bytes, lines: _Lines, width: int) -> Record:
    """Return the row that begins with a line, and why it is torn, by its commas and quotes."""
    if b'"' not in line:
        fields = line.count(b",") + 1
        return line, "" if fields <= width else _too_many(fields, width)
    if line.count(b'"') % 2 == 0:
        return line, ""  # looked at if its block cannot be read as it is
    whole, taken = line, []
    for _ in range(SPAN):
        if not (more := lines.next()):
            break
        taken.append(more)
        if more.count(b'"') % 2:
            whole = b"".join((line, *taken))
            if not _fault(whole, width):
                return whole, ""
            break
    lines.put_back(taken)  # the rows that a forgotten quote would swallow are rows of their own
    return line, "has a quote that does not close; close it, or double a quote within a field"


def _fault(record: bytes, width: int) -> str:
    """Return what is wrong with a row whose quotes are even."""
    if SOUND.fullmatch(record):
        fields = len(re.findall(rb"," + FIELD, b"," + record))
        return "" if fields <= width else _too_many(fields, width)
    alone = _read(b",".join(b"c%d" % place for place in range(width)) + b"\n", [record])
    return "" if alone is not None else "has a quote within a field; double it, and quote the field"


def _too_many(fields: int, width: int) -> str:
    return f"has {fields} fields, and the header names {width}; quote a field that holds a comma"


def _block(header: bytes, columns: list[str], held: list[Record]) -> Rows:
    reasons = {place: reason for place, (_, reason) in enumerate(held) if reason}
    records = [record for record, _ in held]
    _tell_bytes(records, reasons)
    frame, good = _good(header, records, reasons)
    if frame is None:
        quoted = [place for place in good if b'"' in records[place]]
        found = {place: _fault(records[place], len(columns)) for place in quoted}
        reasons |= {place: reason for place, reason in found.items() if reason}
        frame, good = _good(header, records, reasons)
    if frame is None:
        alone = [place for place in good if _read(header, [records[place]]) is None]
        reasons |= dict.fromkeys(alone, "cannot be parted into fields; write it as those around it")
        frame, good = _good(header, records, reasons)
        assert frame is not None
    places: list[int | None] = [None] * len(held)
    for place, row in enumerate(good):
        places[row] = place
    frame = frame.rename(dict(zip(frame.columns, columns, strict=True)))
    return Rows(
        frame=frame.select(pl.all().gather(pl.Series(places, dtype=pl.Int64))),
        torn=tuple(
            Torn(row=place, text=_shown(records[place]), reason=reasons[place])
            for place in sorted(reasons)
        ),
    )


def _good(
    header: bytes, records: list[bytes], reasons: Mapping[int, str]
) -> tuple[pl.DataFrame | None, list[int]]:
    """Return the rows without a reason, None where they cannot be read, and their places."""
    good = [place for place in range(len(records)) if place not in reasons]
    return _read(header, [records[place] for place in good]), good


def _tell_bytes(records: list[bytes], reasons: dict[int, str]) -> None:
    """Add the rows that are no UTF-8 to those that are torn."""
    if not unread(b"".join(records)):
        return
    for place, record in enumerate(records):
        if (byte := unread(record)) and place not in reasons:
            reasons[place] = f"holds the byte {byte}, which is not UTF-8; save the file as UTF-8"


def unread(text: bytes) -> str:
    """Return the first byte that is not UTF-8, or nothing."""
    try:
        text.decode()
    except UnicodeDecodeError as fault:
        return f"0x{text[fault.start]:02x}"
    return ""


def _read(header: bytes, records: list[bytes]) -> pl.DataFrame | None:
    """Return rows as the reader of whole files takes them, or None where it refuses one."""
    ended = [one if one.endswith(b"\n") else one + b"\n" for one in records]
    try:
        frame = pl.read_csv(b"".join((header, *ended)), infer_schema=False)
    except pl.exceptions.PolarsError:
        return None
    return frame if frame.height == len(records) else None


def _shown(record: bytes) -> str:
    return record.decode(errors="replace").rstrip("\r\n")
