"""Writes the body of a Word document: paragraphs, lists, tables, notes where they are cited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bongsu.evidence.documents import Anchor, BlockKind
from bongsu.evidence.parts import Writer
from bongsu.evidence.readers.docx_styles import Style, Styles, attribute, is_on, local, value
from bongsu.evidence.readers.headers import has_header
from bongsu.evidence.readers.raised import raised

_CONTAINERS = frozenset(
    """sdt sdtContent smartTag customXml ins moveTo hyperlink fldSimple dir bdo body footnote
    endnote oMath oMathPara AlternateContent Choice ruby rubyBase""".split()  # noqa: SIM905
)
_SKIPPED = frozenset(("del", "moveFrom", "rt", "instrText", "delText", "object"))
_SYMBOL_FONT = range(0xF000, 0xF100)


@dataclass(slots=True)
class _Cell:
    element: Any
    column: int
    columns: int
    continues: bool  # the cell above goes on in it
    rows: int = 1


class Body:
    """Walks through a document's elements and writes them.

    Parameters
    ----------
    writer : Writer
        Takes the text.
    styles : Styles
        Of the document.
    notes : dict
        Footnotes and endnotes by kind and id.
    shift : int
        How many levels headings stand below their own: 1 if a title stands above them.
    """

    def __init__(
        self, writer: Writer, styles: Styles, notes: dict[tuple[str, str], Any], shift: int
    ) -> None:
        self.writer, self.styles, self.notes, self.shift = writer, styles, notes, shift
        self.paragraphs = 0
        self.cited: list[tuple[str, str]] = []
        self.boxes: list[Any] = []  # text boxes that hang on the running paragraph
        self.joins = False  # the mark that ended the last paragraph was deleted

    def write(self, element: Any) -> None:
        """Write all blocks that an element holds, and after each the notes that it cites."""
        for block in self._blocks(element):
            if local(block.tag) == "tbl":
                self.table(block)
            else:
                self.paragraph(block)
            self._hanging()

    def _hanging(self) -> None:
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.write(box)
        cited, self.cited = self.cited, []
        for key in cited:
            note = self.notes.pop(key, None)  # cited twice, it is written once
            for paragraph in self._blocks(note) if note is not None else ():
                if local(paragraph.tag) == "p":
                    self.paragraph(paragraph, Style(kind=BlockKind.NOTE))

    def _blocks(self, element: Any) -> Iterator[Any]:
        """Yield the paragraphs and tables below an element, those within them left out."""
        for child in element:
            name = local(child.tag)
            if name in ("p", "tbl"):
                yield child
            elif name in _CONTAINERS or name == "txbxContent":
                yield from self._blocks(child)

    def paragraph(self, element: Any, style: Style | None = None) -> None:
        """Write a paragraph as a block of its own kind."""
        properties = next((child for child in element if local(child.tag) == "pPr"), None)
        style = style or self.styles.of(properties)
        self.paragraphs += 1
        if style.kind is None:
            return
        if not self.joins:
            below = style.kind is BlockKind.HEADING and not style.is_title
            self.writer.begin(style.kind, level=style.level + (self.shift if below else 0))
        self.runs(element)
        self.joins = properties is not None and value(properties, "rPr", "del") is not None
        if not self.joins:
            self.writer.end()

    def runs(self, paragraph: Any) -> None:
        """Write the runs of a paragraph into the running block."""
        for number, run in enumerate(self._runs(paragraph), 1):
            self.writer.mark(Anchor(at=0, paragraph=self.paragraphs, run=number))
            self.run(run)

    def _runs(self, element: Any) -> Iterator[Any]:
        for child in element:
            name = local(child.tag)
            if name == "r":
                yield child
            elif name == "AlternateContent":
                yield from self._runs(_chosen(child))
            elif name not in _SKIPPED and name != "pPr":
                yield from self._runs(child)

    def run(self, run: Any) -> None:
        """Write what a run holds."""
        properties = next((child for child in run if local(child.tag) == "rPr"), None)
        up = False
        if properties is not None:
            if is_on(properties, "vanish"):
                return
            up = value(properties, "vertAlign") == "superscript"
        for child in run:
            self._piece(child, up=up)

    def _piece(self, element: Any, *, up: bool) -> None:
        writer, name = self.writer, local(element.tag)
        if name == "t":
            text = element.text or ""
            if up:
                text = raised(text, writer.tail)
            writer.copy(text, 0, len(text))
        elif name in ("tab", "ptab"):
            writer.copy(" ", 0, 1)
        elif name in ("br", "cr"):
            writer.line_break()
        elif name == "noBreakHyphen":
            writer.copy("-", 0, 1)
        elif name == "sym":
            self._symbol(element)
        elif name in ("footnoteReference", "endnoteReference"):
            self.cited.append((name.removesuffix("Reference"), attribute(element, "id") or ""))
        elif name == "AlternateContent":
            self._drawing(_chosen(element))
        elif name in ("drawing", "pict"):
            self._drawing(element)

    def _symbol(self, element: Any) -> None:
        code = attribute(element, "char") or ""
        try:
            point = int(code[:6], 16)
        except ValueError:
            return
        if 0x20 < point <= 0x10FFFF and point not in _SYMBOL_FONT:
            self.writer.put(chr(point), 0, 0)

    def _drawing(self, element: Any) -> None:
        """Keep the text boxes of a drawing until the running paragraph has ended."""
        self.boxes.extend(found for found in element.iter() if local(found.tag) == "txbxContent")

    def table(self, element: Any) -> None:
        """Write a table; one that has a single column only lays out its paragraphs."""
        rows = [row for row in self._rows(element) if row[1]]
        if all(len(cells) == 1 for _, cells in rows):
            for _, cells in rows:
                self.write(cells[0].element)
            return
        _join_rows([cells for _, cells in rows])
        words: list[list[str]] = []
        self.writer.begin_table()
        for _, cells in rows:
            self.writer.begin_row()
            self._row(cells)
            if len(words) < 20:
                words.append(["".join(_texts(cell.element)) for cell in cells])
        marked = bool(rows) and is_on(rows[0][0], "trPr", "tblHeader")
        self.writer.end_table(has_header=marked or has_header(words))

    def _row(self, cells: list[_Cell]) -> None:
        at = 0
        for cell in cells:
            if cell.column > at:
                self.writer.begin_cell(columns=cell.column - at)
            at = cell.column + cell.columns
            if not cell.continues:
                self.writer.begin_cell(columns=cell.columns, rows=cell.rows)
                self._cell(cell.element)
            else:
                self.paragraphs += sum(
                    1 for found in cell.element.iter() if local(found.tag) == "p"
                )

    def _cell(self, element: Any) -> None:
        """Write the paragraphs of a cell as lines of it, those of tables within it too."""
        for block in self._blocks(element):
            self.writer.line_break()
            if local(block.tag) == "p":
                self.paragraphs += 1
                self.runs(block)
                continue
            for _, cells in self._rows(block):
                for cell in cells:
                    self.writer.line_break()
                    self._cell(cell.element)

    def _rows(self, table: Any) -> Iterator[tuple[Any, list[_Cell]]]:
        for child in table:
            name = local(child.tag)
            if name == "tr":
                if value(child, "trPr", "del") is None:
                    yield child, list(self._cells(child))
            elif name in _CONTAINERS:
                yield from self._rows(child)

    def _cells(self, row: Any) -> Iterator[_Cell]:
        column = _number(value(row, "trPr", "gridBefore"), 0)
        for element in self._cell_elements(row):
            columns = _number(value(element, "tcPr", "gridSpan"), 1)
            merged = value(element, "tcPr", "vMerge")
            continues = merged is not None and merged != "restart"
            yield _Cell(element, column, columns, continues)
            column += columns

    def _cell_elements(self, row: Any) -> Iterator[Any]:
        for child in row:
            name = local(child.tag)
            if name == "tc":
                yield child
            elif name in _CONTAINERS:
                yield from self._cell_elements(child)


def _number(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 4 else default


def _join_rows(rows: list[list[_Cell]]) -> None:
    """Count for each cell in how many rows it goes on; one that continues nothing is a cell."""
    above: dict[int, _Cell] = {}
    for row in rows:
        here: dict[int, _Cell] = {}
        for cell in row:
            head = above.get(cell.column)
            if cell.continues and head is not None:
                head.rows += 1
                here[cell.column] = head
            else:
                cell.continues = False
                here[cell.column] = cell
        above = here


def _chosen(alternatives: Any) -> Any:
    """Return the first of the alternatives that a newer and an older Word would show."""
    return next((child for child in alternatives if local(child.tag) == "Choice"), alternatives)


def _texts(element: Any) -> Iterator[str]:
    return (found.text or "" for found in element.iter() if local(found.tag) == "t")
