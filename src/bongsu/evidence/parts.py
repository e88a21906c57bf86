"""What every reader hands on before articles are told apart: a text, its parts, the way back.

A reader turns bytes into `Parts` (what stands where) and `Meta` (what the format itself says about
the whole file). `evidence.articles.document_of` tells the articles apart and makes all of it a
`Document`.

The text of `Parts` is normalised: blocks are parted by two newlines, the cells of a row by a tab,
rows by one newline, a line break within a block is one newline, and any other white space is one
blank. Characters that nobody sees (soft hyphens, zero-width spaces, marks of direction) are left
out. `Writer` keeps these rules, so that all formats of one text read alike.

A cell that spans several rows or columns stands in the text and in `blocks` once; in the rows of
its table it stands in each place that it covers, with the same start and end, so that
``rows[i][j].row == i`` and ``rows[i][j].column == j`` always. An empty cell has its start as end.
`Block.table` counts the tables of the file; articles count their own anew.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from bongsu.evidence.documents import Anchor, Block, BlockKind, OffsetMap, Table, TextBuilder
from bongsu.patterns import regex

# Soft hyphen, zero-width space, joiners, marks of direction, byte order mark.
INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_STRETCH = regex(rf"([^\s{INVISIBLE}]+(?: [^\s{INVISIBLE}]+)*)|(\s+)")
_REPEATS = 200_000  # places that spanning cells may fill in one table
_COLUMNS = 1_000  # that one cell may span, as in HTML


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """What a file's own format says about it; empty where it says nothing."""

    title: str = ""
    published: dt.date | None = None
    created: dt.date | None = None  # the file; a copy or a template is no publication
    authors: tuple[str, ...] = ()
    publisher: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A file as it was read, before anybody asked where one article ends and the next begins."""

    text: str
    offsets: OffsetMap  # from `text` to `source`
    source: str  # the decoded file; for DOCX and PDF the text itself
    blocks: tuple[Block, ...]  # by start; the cells of tables included
    tables: tuple[Table, ...]
    anchors: tuple[Anchor, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Grid:
    """The table that is being written."""

    rows: list[list[Block]]
    held: dict[int, tuple[int, Block]]  # column -> rows that a cell above still covers, and it
    row: list[tuple[int, Block]]
    columns: int = 1  # of the running cell
    heights: int = 1
    at: int = 0  # column of the running cell
    repeats: int = 0


class Writer:
    """Writes a text block by block and keeps the rules for white space between and within them.

    Positions given to `copy` and `put` are those of the source. Readers whose source is the text
    itself (DOCX, PDF) give any and call `parts` without a source.
    """

    def __init__(self) -> None:
        self._out = TextBuilder()
        self._blocks: list[Block] = []
        self._tables: list[Table] = []
        self._anchors: list[Anchor] = []
        self._kind: BlockKind | None = None
        self._level = 0
        self._start = -1  # of the running block's text; -1 while it has none
        self._gap = ""  # white space that is due before the next word
        self._to = 0  # source position up to which all is written
        self._last = ""
        self._mark: Anchor | None = None
        self._grid: _Grid | None = None

    @property
    def length(self) -> int:
        """Code points written so far."""
        return self._out.length

    @property
    def tail(self) -> str:
        """The last word of the running block; empty after white space."""
        return "" if self._gap or self._start < 0 else self._last

    def begin(self, kind: BlockKind, *, level: int = 0) -> None:
        """End the running block and begin one of a kind; it leaves no trace if it stays empty."""
        self.end()
        self._kind, self._level = kind, level

    def end(self) -> None:
        """End the running block, if there is one."""
        if self._kind is not None and self._start >= 0:
            block = Block(
                kind=self._kind, start=self._start, end=self._out.length, level=self._level
            )
            self._blocks.append(block)
        self._kind, self._start, self._gap = None, -1, ""

    def copy(self, source: str, start: int, end: int) -> None:
        """Append ``source[start:end]`` to the running block, white space and all normalised."""
        for found in _STRETCH.finditer(source, start, end):
            first, last = found.span()
            if found.lastindex == 1:
                self._word(found.group(), first, last)
            else:
                self._gap = self._gap or " "

    def put(self, text: str, start: int, end: int) -> None:
        """Append a text that stands for ``source[start:end]`` as a whole, such as an entity."""
        if text.isspace():
            self._gap = self._gap or " "
        elif not _STRETCH.fullmatch(text):  # a mixture: rare, and each part stands for the whole
            for found in _STRETCH.finditer(text):
                self.put(found.group(), start, end)
        else:
            self._word(text, start, end)

    def line_break(self) -> None:
        """Break the line within the running block."""
        self._gap = "\n"

    def mark(self, anchor: Anchor) -> None:
        """Let the next text that is written have an anchor; its own position is ignored."""
        self._mark = anchor

    def _word(self, text: str, start: int, end: int) -> None:
        out = self._out
        if self._kind is None:
            self._kind, self._level = BlockKind.PARAGRAPH, 0
        if self._start >= 0:
            out.put(self._gap, self._to, max(start, self._to))
        elif self._grid is None and out.length:
            out.put("\n\n", self._to, max(start, self._to))
        self._gap = ""
        if self._start < 0:
            self._start = out.length
        if self._mark is not None:
            mark = self._mark
            self._anchors.append(
                Anchor(
                    at=out.length,
                    page=mark.page,
                    box=mark.box,
                    paragraph=mark.paragraph,
                    run=mark.run,
                )
            )
            self._mark = None
        out.put(text, start, end)
        self._last = text
        self._to = end

    def begin_table(self) -> None:
        """End the running block and begin a table."""
        self.end()
        if self._out.length:
            self._out.put("\n\n", self._to, self._to)
        self._grid = _Grid([], {}, [])

    def begin_row(self) -> None:
        """End the running row and begin one."""
        grid = self._table()
        self._end_row(grid)

    def begin_cell(self, *, columns: int = 1, rows: int = 1) -> None:
        """End the running cell and begin one that spans columns and rows; it may stay empty."""
        grid = self._table()
        self._end_cell(grid)
        if grid.row or grid.rows:
            self._out.put("\t" if grid.row else "\n", self._to, self._to)
        self._fill(grid)
        grid.at = grid.row[-1][0] + 1 if grid.row else 0
        grid.columns, grid.heights = max(1, min(columns, _COLUMNS)), max(1, rows)
        self._kind, self._start, self._gap = BlockKind.CELL, -1, ""

    def end_table(self, *, has_header: bool) -> None:
        """End the running table; rows without any cell are dropped."""
        grid = self._table()
        self._end_row(grid)
        self._tables.append(
            Table(rows=tuple(tuple(row) for row in grid.rows), has_header=has_header)
        )
        self._grid = None

    def _table(self) -> _Grid:
        if self._grid is None:
            raise ValueError("no table has been begun")
        return self._grid

    def _end_cell(self, grid: _Grid) -> None:
        if self._kind is not BlockKind.CELL:
            return
        start = self._start if self._start >= 0 else self._out.length
        cell = Block(
            kind=BlockKind.CELL,
            start=start,
            end=self._out.length,
            table=len(self._tables),
            row=len(grid.rows),
            column=grid.at,
        )
        self._blocks.append(cell)
        for column in range(grid.at, grid.at + grid.columns):
            if column > grid.at:
                grid.repeats += 1
                if grid.repeats > _REPEATS or column in grid.held:
                    break
            grid.row.append((column, replace(cell, column=column) if column > grid.at else cell))
            if grid.heights > 1:
                grid.held[column] = (grid.heights, cell)
        self._kind, self._start, self._gap = None, -1, ""

    def _end_row(self, grid: _Grid) -> None:
        self._end_cell(grid)
        if not grid.row:
            return
        self._fill(grid)
        grid.rows.append([cell for _, cell in grid.row])
        grid.row = []
        grid.held = {
            column: (left - 1, cell) for column, (left, cell) in grid.held.items() if left > 1
        }

    def _fill(self, grid: _Grid) -> None:
        """Write cells of rows above into the places of this row that they cover."""
        column = grid.row[-1][0] + 1 if grid.row else 0
        while column in grid.held and grid.held[column][1].row < len(grid.rows):
            _, cell = grid.held[column]
            grid.repeats += 1
            if grid.repeats > _REPEATS:
                grid.held = {}
                return
            grid.row.append((column, replace(cell, row=len(grid.rows), column=column)))
            column += 1

    def parts(self, source: str | None = None, *, notes: tuple[str, ...] = ()) -> Parts:
        """Return all that was written; without a source, the text is its own."""
        self.end()
        text = self._out.text
        whole = OffsetMap((0,), (0,), (len(text),), len(text))
        return Parts(
            text=text,
            offsets=whole if source is None else self._out.offsets(),
            source=text if source is None else source,
            blocks=tuple(self._blocks),
            tables=tuple(self._tables),
            anchors=tuple(self._anchors),
            notes=notes,
        )
