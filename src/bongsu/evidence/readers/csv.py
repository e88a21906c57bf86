"""Files of separated values: one table, and what stands above and below it in a single cell.

A spreadsheet that is saved as CSV keeps its title above the head and its notes below the rows;
those become a heading and paragraphs. Quoted cells may hold separators, line ends and doubled
quotation marks (RFC 4180).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bongsu.evidence.documents import BlockKind
from bongsu.evidence.parts import Parts, Writer
from bongsu.patterns import regex

_SEPARATORS = (",", ";", "\t", "|")
_LOOKS_AT = 20_000  # code points whose lines show the separator


@dataclass(frozen=True, slots=True)
class _Cell:
    """Where a cell stands, its quotation marks left out."""

    start: int
    end: int
    quoted: bool


def read(source: str) -> Parts:
    """Return the parts of a file of separated values.

    Parameters
    ----------
    source : str
        The decoded file.
    """
    rows = _rows(source, separator(source))
    told = [[bool(source[cell.start : cell.end].strip()) for cell in row] for row in rows]
    wide = [at for at, row in enumerate(told) if sum(row) > 1]
    first, last = (wide[0], wide[-1]) if wide else (len(rows), len(rows))
    out = Writer()
    for at in range(min(first, len(rows))):
        _line(out, source, rows[at], BlockKind.HEADING if at == 0 else BlockKind.PARAGRAPH)
    if wide:
        out.begin_table()
        for row in rows[first : last + 1]:
            out.begin_row()
            for cell in row:
                out.begin_cell()
                _write(out, source, cell)
        out.end_table(has_header=True)
    for row in rows[last + 1 :]:
        _line(out, source, row, BlockKind.PARAGRAPH)
    return out.parts(source)


def separator(source: str) -> str:
    r"""Return what parts the cells: the sign that most lines have most often outside quotes.

    Examples
    --------
    >>> separator('a;b;c\n"1,5";2,5;3'), separator("a,b\n1,2")
    (';', ',')
    """
    bare = regex(r'"[^"]*"').sub("", source[:_LOOKS_AT])
    lines = [line for line in bare.splitlines() if line.strip()]
    counts = {
        each: sorted(line.count(each) for line in lines)[len(lines) // 2] if lines else 0
        for each in _SEPARATORS
    }
    return max(_SEPARATORS, key=lambda each: counts[each])


def _rows(source: str, between: str) -> list[list[_Cell]]:
    """Return the cells of every line that is not empty."""
    sign = re.escape(between)
    plain = re.compile(rf"[^{sign}\r\n]*")
    quoted = re.compile(rf'[ ]*"(?P<told>(?:[^"]|"")*)"[ ]*(?={sign}|[\r\n]|\Z)')
    rows: list[list[_Cell]] = []
    row: list[_Cell] = []
    at = 0
    while at <= len(source):
        found = quoted.match(source, at)
        if found:
            row.append(_Cell(*found.span("told"), quoted=True))
        else:
            found = plain.match(source, at)
            if found is None:
                break
            row.append(_Cell(*found.span(), quoted=False))
        at = found.end()
        if source[at : at + 1] != between or at >= len(source):
            if any(cell.start < cell.end for cell in row):
                rows.append(row)
            row = []
            at += source.startswith("\r\n", at)
        at += 1
    return rows


def _line(out: Writer, source: str, row: Sequence[_Cell], kind: BlockKind) -> None:
    out.begin(kind, level=1 if kind is BlockKind.HEADING else 0)
    for cell in row:
        _write(out, source, cell)
    out.end()


def _write(out: Writer, source: str, cell: _Cell) -> None:
    at = cell.start
    while cell.quoted and (found := source.find('""', at, cell.end)) >= 0:
        out.copy(source, at, found)
        out.put('"', found, found + 2)
        at = found + 2
    out.copy(source, at, cell.end)
