"""How much is read: a table of data is no text, and a check of it must still end soon.

To say of one number what it measures takes a fraction of a millisecond, so that some hundred
thousand of them take minutes; a cell without any takes a tenth of that. Beyond these bounds, which
no paper comes near, whole paragraphs and whole tables are left out, never a part of one whose total
may stand in the rest; the document's notes say which, for nothing is passed over in silence. What
is left out is cut out of the text, too, through which many rules search as a whole.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

from bongsu.evidence.documents import Article, Block, Document, Table
from bongsu.patterns import regex

PARAGRAPH = 2_000  # numbers; a page of prose has thirty
TABLE = 20_000
CELLS = 100_000  # of a table, whatever is in them
WHOLE = 25_000  # numbers of one document
LONGEST = 100_000  # code points of a paragraph
TEXT = 3_000_000  # code points of one document: half a minute, and a thousand pages
BLOCKS = 100_000  # paragraphs and cells of one document: half a minute, however short they are
_SHOWN = 5  # places that a note names

_NUMBER = regex(r"\d+(?:[.,]\d+)*")


class _Stretch(NamedTuple):
    """A table, or a block outside tables."""

    article: int
    table: int  # -1 outside
    block: int  # its place among the article's blocks; the first cell's of a table
    start: int
    end: int
    numbers: int
    cells: int  # none outside a table

    @property
    def key(self) -> tuple[int, int, int]:
        return self.article, self.table, -1 if self.table >= 0 else self.block

    @property
    def length(self) -> int:
        return self.end - self.start


def uncrowded(document: Document) -> Document:
    """Return a document without what holds too much to be checked, and notes on that.

    Parameters
    ----------
    document : Document
        As it was read.

    Returns
    -------
    Document
        The same if it keeps within the bounds.
    """
    if len(document.text) <= min(LONGEST, CELLS, TEXT) and _count(document.text) <= PARAGRAPH:
        return document
    stretches = list(_stretches(document))
    crowded = [each for each in stretches if _excess(each)]
    over, bound = _over([each for each in stretches if not _excess(each)])
    if not crowded and not over:
        return document
    left_out = {each.key for each in (*crowded, *over)}
    articles = [_without(one, at, left_out) for at, one in enumerate(document.articles)]
    length = len(document.text)
    kept = _Kept(length, _cuts(length, (*crowded, *over), articles))
    return replace(
        document,
        text="".join(document.text[start:end] for start, end in kept.stretches),
        offsets=document.offsets.kept(kept.stretches),
        articles=tuple(_moved(one, kept) for one in articles),
        notes=(*document.notes, *_notes(document, crowded, over, bound)),
    )


def _count(text: str, start: int = 0, end: int | None = None) -> int:
    return sum(1 for _ in _NUMBER.finditer(text, start, len(text) if end is None else end))


def _excess(stretch: _Stretch) -> str:
    """Return what a stretch has too much of to be checked; "" if it keeps within the bounds."""
    if stretch.table >= 0:
        if stretch.numbers > TABLE:
            return f"a table of {stretch.numbers:,} numbers, not checked: above {TABLE:,}"
        if stretch.cells > CELLS:
            return f"a table of {stretch.cells:,} cells, not checked: above {CELLS:,}"
        return ""
    if stretch.numbers > PARAGRAPH:
        return f"a paragraph of {stretch.numbers:,} numbers, not checked: above {PARAGRAPH:,}"
    if stretch.length > LONGEST:
        return f"a paragraph of {stretch.length:,} characters, not checked: above {LONGEST:,}"
    return ""


def _stretches(document: Document) -> Iterator[_Stretch]:
    """Yield the parts of a document that are left out or kept whole, in order."""
    for number, article in enumerate(document.articles):
        tables: dict[int, list[Block]] = {}
        for block in article.blocks:
            if block.table >= 0:
                tables.setdefault(block.table, []).append(block)
        for at, block in enumerate(article.blocks):
            inside = block.table >= 0
            blocks = tables.pop(block.table, []) if inside else [block]
            if blocks:
                yield _Stretch(
                    article=number,
                    table=block.table,
                    block=at,
                    start=block.start,
                    end=max(one.end for one in blocks),
                    numbers=sum(_count(document.text, one.start, one.end) for one in blocks),
                    cells=len(blocks) if inside else 0,
                )


def _over(stretches: Sequence[_Stretch]) -> tuple[list[_Stretch], str]:
    """Return all from the one on with which a document has too much of something, and of what."""
    numbers = length = blocks = 0
    for at, each in enumerate(stretches):
        numbers += each.numbers
        length += each.length
        blocks += max(1, each.cells)
        for count, most, what in (
            (numbers, WHOLE, "numbers"),
            (length, TEXT, "characters"),
            (blocks, BLOCKS, "paragraphs and cells"),
        ):
            if count > most:
                return list(stretches[at:]), f"{most:,} {what}"
    return [], ""


def _without(article: Article, number: int, left_out: set[tuple[int, int, int]]) -> Article:
    """Return an article without some of its blocks and tables; tables are counted anew."""
    kept = [
        block
        for at, block in enumerate(article.blocks)
        if (number, block.table, -1 if block.table >= 0 else at) not in left_out
    ]
    old = [at for at in range(len(article.tables)) if (number, at, -1) not in left_out]
    anew = {table: at for at, table in enumerate(old)}
    return replace(
        article,
        blocks=tuple(_in_table(block, anew.get(block.table, -1)) for block in kept),
        tables=tuple(_renumbered(article.tables[table], at) for at, table in enumerate(old)),
    )


def _in_table(block: Block, table: int) -> Block:
    return block if block.table == table else replace(block, table=table)


def _renumbered(table: Table, number: int) -> Table:
    rows = tuple(tuple(_in_table(cell, number) for cell in row) for row in table.rows)
    return replace(table, rows=rows)


def _cuts(
    length: int, stretches: Sequence[_Stretch], articles: Sequence[Article]
) -> Iterator[tuple[int, int]]:
    """Yield what is cut out of a text, in order: up to the next block that is kept."""
    starts = sorted(block.start for article in articles for block in article.blocks)
    at = 0
    for each in sorted(stretches, key=lambda one: one.start):
        after = bisect_left(starts, each.end)
        end = starts[after] if after < len(starts) else length
        if end > max(at, each.start):
            yield max(at, each.start), end
            at = end


class _Kept:
    """What is left of a text, and where its positions come to lie."""

    def __init__(self, length: int, cuts: Iterator[tuple[int, int]]) -> None:
        edges = [0, *(edge for cut in cuts for edge in cut), length]
        pairs = zip(edges[::2], edges[1::2], strict=True)
        self.stretches = [(start, end) for start, end in pairs if end > start]
        self._starts = [start for start, _ in self.stretches]
        self._before = [0, *accumulate(end - start for start, end in self.stretches)]

    def place(self, at: int) -> int:
        """Return where a position lies; one that was cut out lies where the cut is."""
        number = bisect_right(self._starts, at) - 1
        if number < 0:
            return 0
        start, end = self.stretches[number]
        return self._before[number] + min(at, end) - start


def _moved(article: Article, kept: _Kept) -> Article:
    """Return an article with its positions in the text that is left."""
    title = None
    if article.title_span is not None:
        start, end = (kept.place(at) for at in article.title_span)
        title = (start, end) if end > start else None
    return replace(
        article,
        start=kept.place(article.start),
        end=kept.place(article.end),
        title_span=title,
        blocks=tuple(_moved_block(block, kept) for block in article.blocks),
        tables=tuple(
            replace(
                table,
                rows=tuple(tuple(_moved_block(cell, kept) for cell in row) for row in table.rows),
            )
            for table in article.tables
        ),
    )


def _moved_block(block: Block, kept: _Kept) -> Block:
    return replace(block, start=kept.place(block.start), end=kept.place(block.end))


def _notes(
    document: Document, crowded: Sequence[_Stretch], over: Sequence[_Stretch], bound: str
) -> Iterator[str]:
    """Yield what was left out, where and why, in words for people."""
    for each in crowded[:_SHOWN]:
        yield f"{_where(document, each)}: {_excess(each)}"
    if len(crowded) > _SHOWN:
        yield f"{len(crowded) - _SHOWN} more such paragraphs and tables, not checked"
    if over:
        yield (
            f"{_where(document, over[0])}: nothing checked from here on: "
            f"the document has more than {bound}"
        )


def _where(document: Document, stretch: _Stretch) -> str:
    place = document.place(stretch.start)
    return f"page {place.page}" if place.page else f"line {place.line}"
