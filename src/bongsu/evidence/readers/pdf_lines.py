"""Lines of a PDF in reading order, made into headings, paragraphs, items and notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from statistics import median

from bongsu.evidence.documents import BlockKind
from bongsu.evidence.readers.pdf_columns import table_of
from bongsu.evidence.readers.pdf_gutters import Span, blank, is_text, regions
from bongsu.evidence.readers.pdf_rows import MARKER, Row, bottom, height, rows_of, spoken, top
from bongsu.evidence.readers.pdf_ruled import PageTable, ruled_tables
from bongsu.evidence.readers.pdf_words import Page
from bongsu.patterns import regex
from bongsu.yaml_files import load_yaml

_DEEP = 3  # columns within columns
_LARGE = 1.12  # times the size of most text: a heading
_SMALL = 0.9  # the same, of notes
_HEADING = 200  # characters at most
_BOLD_HEADING = 120
_LOOSE = 1.3  # times the usual distance between lines: a paragraph ends
_INDENT = 0.7  # times a line's height
_ROOM = 1.2  # the same: free behind a line, beside the next word, if it ends a paragraph
_ENDS = regex(r"""[.!?…:;。][)\]"'”’»\d]{0,4}$""")
_NOTE_MARK = regex(r"(?:\d{1,3}|[*†‡§])\s?\S")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of words, and the edges of the column that it stands in."""

    page: int
    words: Row
    left: float
    right: float

    @property
    def size(self) -> float:
        """Height of most of its words."""
        return height(self.words)

    @property
    def text(self) -> str:
        """Its words."""
        return spoken(self.words)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(word.bold for word in self.words)

    @property
    def begins(self) -> float:
        """Where its words begin."""
        return min(word.left for word in self.words)

    @property
    def ends(self) -> float:
        """Where its words end."""
        return max(word.right for word in self.words)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top."""
        return (
            round(self.begins, 1),
            round(bottom(self.words), 1),
            round(self.ends, 1),
            round(top(self.words), 1),
        )


@dataclass(slots=True)
class PageBlock:
    """Lines that are one heading, paragraph, item or note."""

    kind: BlockKind
    level: int
    lines: list[PageLine]


def reading_order(page: Page, known: Sequence[Span]) -> list[PageLine | PageTable]:
    """Return the lines and tables of a page in the order in which people read them.

    Parameters
    ----------
    page : Page
        Without heads and feet.
    known : sequence of Span
        The gutters of a table that the page before ended with.
    """
    tables, inside = ruled_tables(page)
    words = [word for word in page.words if id(word) not in inside]
    found: list[PageLine | PageTable] = []
    for table in tables:
        above = [word for word in words if word.middle > table.top]
        words = [word for word in words if word.middle <= table.top]
        found.extend(_laid_out(rows_of(above), page, known if not found else (), 0))
        found.append(table)
    found.extend(_laid_out(rows_of(words), page, known if not found else (), 0))
    return found


def _laid_out(
    rows: Sequence[Row], page: Page, known: Sequence[Span], depth: int
) -> Iterator[PageLine | PageTable]:
    if not rows:
        return
    left = min(word.left for row in rows for word in row)
    right = max(word.right for row in rows for word in row)
    for region in regions(rows, blank(rows), known) if depth < _DEEP else ():
        if not region.gutters:
            yield from (PageLine(page.number, row, left, right) for row in region.rows)
        elif is_text(region):
            for column in region.columns():
                yield from _laid_out(rows_of(column), page, (), depth + 1)
        else:
            yield table_of(region, page)
    if depth >= _DEEP:
        yield from (PageLine(page.number, row, left, right) for row in rows)


def blocks_of_lines(
    elements: Iterable[PageLine | PageTable],
) -> list[PageBlock | PageTable]:
    """Make blocks of lines; tables stay where they are."""
    elements = list(elements)
    lines = [element for element in elements if isinstance(element, PageLine)]
    print_ = _Print(lines)
    blocks: list[PageBlock | PageTable] = []
    for element in elements:
        last = blocks[-1] if blocks else None
        if isinstance(element, PageTable):
            blocks.append(element)
        elif isinstance(last, PageBlock) and print_.goes_on(last, element):
            last.lines.append(element)
        else:
            blocks.append(PageBlock(*print_.kind(element, last), [element]))
    print_.settle(blocks)
    return _across_pages(blocks, print_)


class _Print:
    """How a document is set: the size of its text, the distance of its lines, its headings."""

    def __init__(self, lines: Sequence[PageLine]) -> None:
        letters: Counter[float] = Counter()
        bold = 0
        for line in lines:
            letters[_rounded(line.size)] += len(line.text)
            bold += len(line.text) if line.bold else 0
        self.size = max(letters, key=lambda size: (letters[size], size), default=10.0)
        self.all_bold = bold * 2 > letters.total()
        self.pitch = _pitch(lines)

    def is_heading(self, line: PageLine) -> bool:
        """Tell whether a line by itself looks like one of a heading."""
        text = line.text
        if not any(map(str.isalpha, text)) or len(text) > _HEADING:
            return False
        if line.size > _LARGE * self.size:
            return True
        return (
            line.bold
            and not self.all_bold
            and line.size > _SMALL * self.size
            and len(text) < _BOLD_HEADING
            and not text.endswith((".", ",", ";"))
        )

    def kind(self, line: PageLine, last: PageBlock | PageTable | None) -> tuple[BlockKind, int]:
        """Return what a block is that begins with a line."""
        text = line.text
        captions, sources = _note_words()
        if captions.match(text) or text.startswith(sources):
            return BlockKind.NOTE, 0
        if self.is_heading(line):
            return BlockKind.HEADING, 1
        small = line.size < _SMALL * self.size
        if small and _NOTE_MARK.match(text):
            return BlockKind.NOTE, 0
        if _is_item(line):
            first = isinstance(last, PageBlock) and last.kind is BlockKind.ITEM
            if not first or not isinstance(last, PageBlock):
                return BlockKind.ITEM, 1
            shift = line.begins - last.lines[0].begins
            deeper = (shift > _INDENT * line.size) - (shift < -_INDENT * line.size)
            return BlockKind.ITEM, max(1, last.level + deeper)
        return BlockKind.PARAGRAPH, 0

    def goes_on(self, block: PageBlock, line: PageLine) -> bool:
        """Tell whether a line on the same page and in the same column belongs to a block."""
        last = block.lines[-1]
        if last.page != line.page or abs(last.left - line.left) > 1:
            return False
        down = _height_of(last) - _height_of(line)
        usual = self.pitch.get(_rounded(line.size), 1.03 * max(line.size, last.size))
        if down <= 0 or down > _LOOSE * usual:
            return False
        heading = block.kind is BlockKind.HEADING
        if heading != self.is_heading(line) or _rounded(last.size) != _rounded(line.size):
            return heading is False and self._is_mixed(last, line)
        if heading:
            return last.bold == line.bold
        return not (_is_item(line) or self._is_ended(block, last, line))

    def _is_mixed(self, last: PageLine, line: PageLine) -> bool:
        """Tell whether a line within a paragraph only happens to be all bold, or of a size."""
        near = abs(last.size - line.size) < 0.1 * self.size
        return near and not _ENDS.search(last.text) and not self._has_room(last, line)

    def _is_ended(self, block: PageBlock, last: PageLine, line: PageLine) -> bool:
        """Tell whether a line above was the last of its block, though no gap says so."""
        if self._has_room(last, line):
            return not last.words[-1].text[:-1] or not last.text.endswith("-")
        indent = _INDENT * line.size
        if block.kind is BlockKind.ITEM:
            return line.begins < block.lines[0].begins - indent or (
                line.begins < block.lines[0].begins + 1
                and len(block.lines) > 1
                and block.lines[1].begins > block.lines[0].begins + indent
            )
        deeper = line.begins - last.begins > indent
        return deeper and len(block.lines) > 1 and _ENDS.search(last.text) is not None

    def _has_room(self, last: PageLine, line: PageLine) -> bool:
        """Tell whether the first word of a line would have stood behind the line above."""
        word = line.words[0]
        return last.ends + (word.right - word.left) + _ROOM * line.size < last.right

    def settle(self, blocks: Sequence[PageBlock | PageTable]) -> None:
        """Give headings their levels by size, those that are only bold below the rest."""
        headings = [
            block
            for block in blocks
            if isinstance(block, PageBlock) and block.kind is BlockKind.HEADING
        ]
        for block in headings:
            if len(" ".join(line.text for line in block.lines)) > _HEADING + _BOLD_HEADING:
                block.kind = BlockKind.PARAGRAPH
        sizes = sorted({_rounded(block.lines[0].size) for block in headings}, reverse=True)
        for block in headings:
            if block.kind is BlockKind.HEADING:
                block.level = min(6, sizes.index(_rounded(block.lines[0].size)) + 1)


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _height_of(line: PageLine) -> float:
    """Return the height at which most words of a line stand; raised ones do not move it."""
    return median(word.middle for word in line.words)


def _pitch(lines: Sequence[PageLine]) -> dict[float, float]:
    """Return for each size the usual distance between lines."""
    found: dict[float, list[float]] = {}
    for last, line in pairwise(lines):
        down = _height_of(last) - _height_of(line)
        if last.page == line.page and 0 < down < 2.2 * line.size:
            found.setdefault(_rounded(line.size), []).append(down)
    return {size: sorted(downs)[len(downs) // 4] for size, downs in found.items()}


def _is_item(line: PageLine) -> bool:
    first = line.words[0].text
    if len(line.words) < 2 or line.words[1].glued:
        return False
    return MARKER.fullmatch(first) is not None


@cache
def _note_words() -> tuple[re.Pattern[str], tuple[str, ...]]:
    table = load_yaml(Path(__file__).parent / "tables" / "pdf_words.yaml")
    words = "|".join(re.escape(word) for word in table["captions"])
    return regex(rf"(?:{words})\s?[A-Z]?[\d<][\d.\-–]*[.:\])>]?(?:\s|$)"), tuple(table["sources"])


def _across_pages(
    blocks: Sequence[PageBlock | PageTable], print_: _Print
) -> list[PageBlock | PageTable]:
    """Join paragraphs that the end of a column or page breaks; notes at its foot come after."""
    joined: list[PageBlock | PageTable] = []
    for place, run in groupby(blocks, key=_place):
        del place
        page = list(run)
        first = page[0]
        last = _last_text(joined)
        if isinstance(first, PageBlock) and last is not None and _goes_over(last, first, print_):
            last.lines.extend(first.lines)
            page = page[1:]
        joined.extend(page)
    return joined


def _place(block: PageBlock | PageTable) -> tuple[int, float]:
    if isinstance(block, PageTable):
        return block.page, -1
    return block.lines[0].page, round(block.lines[0].left)


def _last_text(blocks: Sequence[PageBlock | PageTable]) -> PageBlock | None:
    for block in reversed(blocks):
        if isinstance(block, PageTable):
            return None
        if block.kind is not BlockKind.NOTE:
            return block if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) else None
    return None


def _goes_over(last: PageBlock, first: PageBlock, print_: _Print) -> bool:
    if first.kind is not BlockKind.PARAGRAPH:
        return False
    above, below = last.lines[-1], first.lines[0]
    if _rounded(above.size) != _rounded(below.size) or _ENDS.search(above.text):
        return False
    text = below.text
    soft = text[0].islower() or text[0].isdigit() or text[0] in "(“\"'$€₩£¥"
    return soft or above.text.endswith((",", "-")) or not print_._has_room(above, below)  # noqa: SLF001
