"""Reads PDF files: text in the order in which people read it, tables as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from bongsu.errors import BadFile
from bongsu.evidence.articles import document_of
from bongsu.evidence.documents import Anchor, BlockKind, Document, Format
from bongsu.evidence.parts import Meta, Writer
from bongsu.evidence.readers.headers import has_header
from bongsu.evidence.readers.limits import check_size
from bongsu.evidence.readers.pdf_lines import PageBlock, PageLine, blocks_of_lines, reading_order
from bongsu.evidence.readers.pdf_rows import MARKER, Row, rows_of, spoken, without_furniture
from bongsu.evidence.readers.pdf_ruled import Cell, PageTable
from bongsu.evidence.readers.pdf_words import Page, Word, pages
from bongsu.evidence.readers.properties import authors_of, day_of, title_of
from bongsu.evidence.readers.raised import raised
from bongsu.patterns import regex

_START = 1_024  # bytes within which a PDF says that it is one
_ALIKE = 4.0  # points between the columns of one table on two pages
_WORD = regex(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHENATED = regex(r"[^\W\d_]+-$")
_SCANNED = 25  # letters a page, on average, of a PDF that has text


def read(data: bytes, name: str) -> Document:
    """Read a PDF file that has text.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        How errors and findings name it.

    Returns
    -------
    Document
        Its source is its text; anchors lead to the page and box of each line. Running heads, feet
        and page numbers are not in it.

    Raises
    ------
    BadFile
        If the file is empty, too large, damaged, encrypted, no PDF, or has no text.
    """
    check_size(len(data), Format.PDF, name)
    if b"%PDF-" not in data[:_START]:
        raise BadFile("this is no PDF", where=name, mend="give a PDF file")
    found, said = pages(data, name)
    letters = sum(len(word.text) for page in found for word in page.words)
    if not letters:
        raise BadFile(
            f"the PDF has {_number(found)} and no text: it is scanned",
            where=name,
            mend="run OCR over it, and give the PDF or text that comes out",
        )
    notes = _notes(found, letters)
    inside = without_furniture(found)
    if not any(page.words for page in inside):  # pages of a line each: what recurs is all there is
        inside = list(found)
    blocks = _with_tables_joined(blocks_of_lines(_elements(inside)))
    writer = _Lines(blocks)
    writer.write()
    parts = writer.out.parts(notes=notes)
    return document_of(parts, _meta(said), data=data, name=name, kind=Format.PDF)


def _number(found: Sequence[Page]) -> str:
    return f"{len(found):,} page{'' if len(found) == 1 else 's'}"


def _notes(found: Sequence[Page], letters: int) -> tuple[str, ...]:
    empty = [page.number for page in found if not page.words]
    if not empty or letters > _SCANNED * len(found) * len(found):
        return ()
    shown = ", ".join(map(str, empty[:20])) + (", ..." if len(empty) > 20 else "")
    return (f"no text on pages {shown}: they may be scanned",)


def _meta(said: dict[str, str]) -> Meta:
    return Meta(
        title=title_of(said.get("Title", "").strip("()")),
        created=day_of(said.get("CreationDate", "").removeprefix("D:")[:8]),
        authors=authors_of(said.get("Author", "").strip("()")),
    )


def _elements(found: Iterable[Page]) -> list[PageLine | PageTable]:
    elements: list[PageLine | PageTable] = []
    for page in found:
        last = elements[-1] if elements else None
        known = last.gutters if isinstance(last, PageTable) else ()
        elements.extend(reading_order(page, known))
    return elements


def _with_tables_joined(blocks: Iterable[PageBlock | PageTable]) -> list[PageBlock | PageTable]:
    """Make one table of the parts that stand on pages that follow each other."""
    joined: list[PageBlock | PageTable] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if isinstance(block, PageTable) and isinstance(last, PageTable) and _fit(last, block):
            joined[-1] = _one_table(last, block)
        else:
            joined.append(block)
    return joined


def _fit(above: PageTable, below: PageTable) -> bool:
    if below.page != above.page + 1 or above.ruled != below.ruled:
        return False
    ours, theirs = above.columns(), below.columns()
    return len(ours) == len(theirs) and all(
        min(abs(one[0] - other[0]), abs(one[1] - other[1]), abs(sum(one) - sum(other)) / 2) < _ALIKE
        for one, other in zip(ours, theirs, strict=True)
    )


def _one_table(above: PageTable, below: PageTable) -> PageTable:
    """Put one part below the other: without its header, and with a broken row made whole."""
    rows = list(above.rows)
    added = list(below.rows)
    if added and _words(added[0]) == _words(rows[0]):
        added.pop(0)
    if added and _is_rest(rows, added[0]):
        whole = tuple(
            Cell((*one.words, *other.words), one.column, one.columns, one.rows)
            for one, other in zip(rows[-1], added.pop(0), strict=True)
        )
        rows[-1] = whole
    return PageTable(
        below.page, (*rows, *added), above.edges, above.top, below.bottom, above.gutters
    )


def _is_rest(rows: Sequence[tuple[Cell, ...]], first: tuple[Cell, ...]) -> bool:
    """Tell whether the first row on a page is the rest of the row that the last page ended with."""
    named = sum(bool(row[0].words) for row in rows)
    return (
        len(first) == len(rows[-1])
        and not first[0].words
        and named == len(rows)
        and all(
            bool(above.words) or not cell.words for above, cell in zip(rows[-1], first, strict=True)
        )
    )


def _words(row: Sequence[Cell]) -> list[str]:
    return [" ".join(spoken(line) for line in rows_of(cell.words)) for cell in row]


class _Lines:
    """Writes blocks of lines, hyphens at their ends undone where that makes a word."""

    def __init__(self, blocks: Sequence[PageBlock | PageTable]) -> None:
        self.out = Writer()
        self.blocks = blocks
        self.known = Counter(
            word.lower()
            for block in blocks
            if isinstance(block, PageBlock)
            for line in block.lines
            for word in _WORD.findall(line.text)
        )

    def write(self) -> None:
        """Write all blocks."""
        for block in self.blocks:
            if isinstance(block, PageTable):
                self._table(block)
                continue
            self.out.begin(block.kind, level=block.level)
            lines = [(line.page, line.words) for line in block.lines]
            if block.kind is BlockKind.ITEM:
                lines[0] = (lines[0][0], _without_mark(lines[0][1]))
            self._lines(lines)
            self.out.end()

    def _table(self, table: PageTable) -> None:
        words: list[list[str]] = []
        self.out.begin_table()
        for row in table.rows:
            self.out.begin_row()
            for cell in row:
                self.out.begin_cell(columns=cell.columns, rows=cell.rows)
                self._lines([(table.page, line) for line in _cell_lines(cell)])
            if len(words) < 20:
                words.append(_words(row))
        self.out.end_table(has_header=has_header(words))

    def _lines(self, lines: Sequence[tuple[int, Row]]) -> None:
        """Write lines one after the other, with a blank or nothing between them."""
        for at, (page, words) in enumerate(lines):
            after = lines[at + 1][1] if at + 1 < len(lines) else ()
            box = PageLine(page, words, 0, 0).box
            self.out.mark(Anchor(at=0, page=page, box=box))
            last = words[-1].text
            drop, tight = self._end(last, after[0].text) if after else (False, False)
            self._words((*words[:-1], _cut(words[-1])) if drop else words)
            if after and not tight:
                self.out.copy(" ", 0, 1)

    def _words(self, words: Row) -> None:
        above: Word | None = None
        for word in words:
            text = word.text
            if word.glued and above is not None:
                up = word.size < 0.85 * above.size and word.middle > above.middle
                text = raised(text, self.out.tail) if up else text
            elif above is not None:
                self.out.copy(" ", 0, 1)
            self.out.copy(text, 0, len(text))
            above = above if word.glued and above is not None else word

    def _end(self, last: str, first: str) -> tuple[bool, bool]:
        """Return whether the hyphen that ends a line goes, and whether no blank follows it."""
        if not last.endswith("-") or len(last) < 2:
            return False, False
        if last[-2].isdigit() or not (first[0].islower() and _HYPHENATED.search(last)):
            return False, first[0].isalnum()
        half, rest = _WORD.findall(last)[-1].lower(), _WORD.match(first)
        other = rest.group().lower() if rest else ""
        if self.known[half + other]:
            return True, True
        if self.known[f"{half}-{other}"] or (self.known[other] and self.known[half] > 1):
            return False, True
        return True, True


def _cell_lines(cell: Cell) -> list[Row]:
    """Return the lines of a cell, those of its part on the next page after the rest."""
    lines: list[Row] = []
    start = 0
    for at, (one, other) in enumerate(pairwise(cell.words), 1):
        if other.middle > one.middle + 3 * one.size:  # the top of another page
            lines.extend(rows_of(cell.words[start:at]))
            start = at
    lines.extend(rows_of(cell.words[start:]))
    return lines


def _cut(word: Word) -> Word:
    return Word(
        word.text[:-1],
        word.left,
        word.bottom,
        word.right,
        word.top,
        word.size,
        word.bold,
        word.glued,
    )


def _without_mark(words: Row) -> Row:
    """Leave out the bullet of an item; numbers stay, since texts refer to them."""
    first = words[0].text
    bullet = MARKER.fullmatch(first) and not any(map(str.isalnum, first.strip("o")))
    return words[1:] if bullet and len(words) > 1 else words
