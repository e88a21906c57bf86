"""Writes the elements of a page as headings, paragraphs, items, notes and tables."""

from __future__ import annotations

from dataclasses import dataclass

from bongsu.evidence.documents import BlockKind
from bongsu.evidence.parts import Writer
from bongsu.evidence.readers.headers import has_header
from bongsu.evidence.readers.main_content import Main
from bongsu.evidence.readers.markup import BLOCKS, Element, Text, entities
from bongsu.evidence.readers.raised import raised
from bongsu.patterns import regex

_HEADING = regex(r"h([1-6])")
_LISTS = frozenset(("ul", "ol", "dir", "menu"))
_ITEMS = frozenset(("li", "dt", "dd"))
_NOTES = frozenset(("figcaption", "caption", "legend", "footer"))
_CELLS = frozenset(("td", "th"))
_LONG = 400  # characters; a table whose cells mostly hold more lays out a page
_NUMBER = regex(r"\s{0,9}(\d{1,6})")


@dataclass(frozen=True, slots=True)
class _Kind:
    """What running text becomes where it stands."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    lists: int = 0  # around it


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[Element, ...]
    in_head: bool


def write_blocks(main: Main, source: str, writer: Writer) -> None:
    """Write the chosen elements of a page block by block."""
    page = _Page(main.dropped, source, writer)
    for root in main.roots:
        page.block(root, _Kind())


class _Page:
    """Walks through elements; the parser bounds how deep they are nested."""

    def __init__(self, dropped: frozenset[Element], source: str, writer: Writer) -> None:
        self.dropped, self.source, self.writer = dropped, source, writer
        self.breaks = 0  # line breaks since the last text

    def block(self, node: Element, kind: _Kind) -> None:
        """Write a block element: its own kind if it has one, else that of where it stands."""
        kind = self._kind(node, kind)
        self.writer.begin(kind.kind, level=kind.level)
        self.breaks = 0
        self.inside(node, kind)
        self.writer.end()

    def _kind(self, node: Element, kind: _Kind) -> _Kind:
        heading = _HEADING.fullmatch(node.tag)
        if heading:
            return _Kind(BlockKind.HEADING, int(heading.group(1)))
        if node.tag in _NOTES:
            return _Kind(BlockKind.NOTE)
        if node.tag in _LISTS:
            return _Kind(kind.kind, kind.level, kind.lists + 1)
        if node.tag in _ITEMS:
            return _Kind(BlockKind.ITEM, max(1, kind.lists), kind.lists)
        return kind

    def inside(self, node: Element, kind: _Kind) -> None:
        """Write what an element holds; text after a block within goes on as another block."""
        preformatted = node.tag == "pre"
        for child in node.children:
            if isinstance(child, Text):
                self.text(child, preformatted=preformatted)
            elif child in self.dropped:
                continue
            elif child.tag == "br":
                self.line_break(kind)
            elif child.tag == "table":
                self.table(child, kind)
                self.writer.begin(kind.kind, level=kind.level)
            elif child.tag in BLOCKS:
                self.block(child, kind)
                self.writer.begin(kind.kind, level=kind.level)
            else:
                self.inline(child, kind)

    def inline(self, node: Element, kind: _Kind) -> None:
        """Write an element that is transparent, or raised."""
        if node.tag == "sup":
            words = node.words(self.source)
            kept = raised(words, self.writer.tail)
            if kept != words:
                self.writer.put(kept, node.start, node.end)
                return
        self.inside(node, kind)

    def text(self, text: Text, *, preformatted: bool = False) -> None:
        """Write a text with its entities read."""
        if preformatted:
            at = text.start
            for line in self.source[text.start : text.end].split("\n"):
                self.stretch(at, at + len(line), raw=text.raw)
                at += len(line) + 1
                if at <= text.end:
                    self.writer.line_break()
            return
        self.stretch(text.start, text.end, raw=text.raw)

    def stretch(self, start: int, end: int, *, raw: bool) -> None:
        """Write a stretch of the source with its entities read."""
        at, before = start, self.writer.length
        if not raw:
            for meant, first, last in entities(self.source, start, end):
                self.writer.copy(self.source, at, first)
                self.writer.put(meant, first, last)
                at = last
        self.writer.copy(self.source, at, end)
        if self.writer.length > before:
            self.breaks = 0

    def line_break(self, kind: _Kind) -> None:
        """Break the line; two breaks without text between them end the block."""
        self.breaks += 1
        if self.breaks > 1 and kind.kind is not BlockKind.CELL:
            self.writer.begin(kind.kind, level=kind.level)
        else:
            self.writer.line_break()

    def table(self, node: Element, kind: _Kind) -> None:
        """Write a table, or what a table holds that only lays out a page."""
        rows = self.rows(node)
        for child in node.children:
            if isinstance(child, Element) and child.tag == "caption" and child not in self.dropped:
                self.block(child, kind)
        if self.lays_out(node, rows):
            for row in rows:
                for cell in row.cells:
                    self.block(cell, kind)
            return
        words = self._write(rows)
        marked = bool(rows) and (rows[0].in_head or all(cell.tag == "th" for cell in rows[0].cells))
        self.writer.end_table(has_header=marked or has_header(words))

    def _write(self, rows: list[_Row]) -> list[list[str]]:
        writer = self.writer
        words: list[list[str]] = []
        writer.begin_table()
        for row in rows:
            writer.begin_row()
            line: list[str] = []
            for cell in row.cells:
                writer.begin_cell(columns=_span(cell, "colspan"), rows=_span(cell, "rowspan"))
                self.breaks = 0
                self.cell(cell)
                if len(words) < 50:
                    line.append(cell.words(self.source))
            if len(words) < 50:
                words.append(line)
        return words

    def cell(self, node: Element) -> None:
        """Write what a cell holds; blocks within it are lines of it."""
        for child in node.children:
            if isinstance(child, Text):
                self.text(child)
            elif child in self.dropped:
                continue
            elif child.tag == "br":
                self.writer.line_break()
            elif child.tag in BLOCKS:
                self.writer.line_break()
                self.cell(child)
                self.writer.line_break()
            elif child.tag == "sup":
                self.inline(child, _Kind(BlockKind.CELL))
            else:
                self.cell(child)

    def rows(self, table: Element) -> list[_Row]:
        """Return the rows of a table, those of tables within it left out."""
        rows: list[_Row] = []
        for node, in_head in self._row_elements(table):
            cells = tuple(
                child
                for child in node.children
                if isinstance(child, Element) and child.tag in _CELLS and child not in self.dropped
            )
            if cells:
                rows.append(_Row(cells, in_head))
        return rows

    def _row_elements(self, table: Element) -> list[tuple[Element, bool]]:
        found: list[tuple[Element, bool]] = []
        for child in table.children:
            if not isinstance(child, Element) or child in self.dropped:
                continue
            if child.tag == "tr":
                found.append((child, False))
            elif child.tag in ("thead", "tbody", "tfoot"):
                found.extend(
                    (row, child.tag == "thead")
                    for row in child.children
                    if isinstance(row, Element) and row.tag == "tr" and row not in self.dropped
                )
        return found

    def lays_out(self, table: Element, rows: list[_Row]) -> bool:
        """Tell whether a table only lays out a page: one cell a row, or pages within cells."""
        if table.attributes.get("role", "").lower() in ("presentation", "none"):
            return True
        if all(len(row.cells) == 1 for row in rows):
            return True
        if any(_HEADING.fullmatch(node.tag) or node.tag == "table" for node in table.elements()):
            return True
        cells = [cell for row in rows[:20] for cell in row.cells]
        long = sum(
            cell.end - cell.start > _LONG and len(cell.words(self.source)) > _LONG for cell in cells
        )
        return long * 2 > len(cells)


def _span(cell: Element, name: str) -> int:
    found = _NUMBER.match(cell.attributes.get(name, ""))
    return int(found.group(1)) if found else 1
