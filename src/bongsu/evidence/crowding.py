"""How many numbers are read: a table of data is no text, and a check of it must still end soon.

To say of one number what it measures takes a fraction of a millisecond, so that some hundred
thousand of them take minutes. Beyond these bounds, which no paper comes near, whole paragraphs and
whole tables are left out, never a part of one whose total may stand in the rest; the document's
notes say which, for nothing is passed over in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from bongsu.evidence.documents import Article, Block, Document, Table
from bongsu.patterns import regex

PARAGRAPH = 2_000  # numbers; a page of prose has thirty
TABLE = 20_000
WHOLE = 25_000  # of one document
LONGEST = 100_000  # code points of a paragraph
_SHOWN = 5  # places that a note names

_NUMBER = regex(r"\d+(?:[.,]\d+)*")


class _Stretch(NamedTuple):
    """A table, or a block outside tables."""

    article: int
    table: int  # -1 outside
    block: int  # its place among the article's blocks; the first cell's of a table
    start: int
    numbers: int
    length: int

    @property
    def key(self) -> tuple[int, int, int]:
        return self.article, self.table, -1 if self.table >= 0 else self.block


def uncrowded(document: Document) -> Document:
    """Return a document without what holds too many numbers to be checked, and notes on that.

    Parameters
    ----------
    document : Document
        As it was read.

    Returns
    -------
    Document
        The same if its numbers keep within the bounds.
    """
    if len(document.text) <= LONGEST and _count(document.text) <= PARAGRAPH:
        return document
    stretches = list(_stretches(document))
    crowded = [each for each in stretches if _is_crowded(each)]
    over = _over([each for each in stretches if not _is_crowded(each)])
    if not crowded and not over:
        return document
    left_out = {each.key for each in (*crowded, *over)}
    return replace(
        document,
        articles=tuple(_without(one, at, left_out) for at, one in enumerate(document.articles)),
        notes=(*document.notes, *_notes(document, crowded, over)),
    )


def _count(text: str, start: int = 0, end: int | None = None) -> int:
    return sum(1 for _ in _NUMBER.finditer(text, start, len(text) if end is None else end))


def _is_crowded(stretch: _Stretch) -> bool:
    if stretch.table >= 0:
        return stretch.numbers > TABLE
    return stretch.numbers > PARAGRAPH or stretch.length > LONGEST


def _stretches(document: Document) -> Iterator[_Stretch]:
    """Yield the parts of a document that are left out or kept whole, in order."""
    for number, article in enumerate(document.articles):
        in_table: Counter[int] = Counter()
        for block in article.blocks:
            if block.table >= 0:
                in_table[block.table] += _count(document.text, block.start, block.end)
        seen: set[int] = set()
        for at, block in enumerate(article.blocks):
            if block.table in seen:
                continue
            if block.table >= 0:
                seen.add(block.table)
            inside = block.table >= 0
            yield _Stretch(
                article=number,
                table=block.table,
                block=at,
                start=block.start,
                numbers=in_table[block.table]
                if inside
                else _count(document.text, block.start, block.end),
                length=block.end - block.start,
            )


def _over(stretches: Sequence[_Stretch]) -> list[_Stretch]:
    """Return all from the one on with which a document has too many numbers."""
    total = 0
    for at, each in enumerate(stretches):
        total += each.numbers
        if total > WHOLE:
            return list(stretches[at:])
    return []


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


def _notes(
    document: Document, crowded: Sequence[_Stretch], over: Sequence[_Stretch]
) -> Iterator[str]:
    """Yield what was left out, where and why, in words for people."""
    for each in crowded[:_SHOWN]:
        where = _where(document, each)
        if each.table >= 0:
            yield f"{where}: a table of {each.numbers:,} numbers, not checked: above {TABLE:,}"
        elif each.numbers > PARAGRAPH:
            yield (
                f"{where}: a paragraph of {each.numbers:,} numbers, not checked: "
                f"above {PARAGRAPH:,}"
            )
        else:
            yield (
                f"{where}: a paragraph of {each.length:,} characters, not checked: "
                f"above {LONGEST:,}"
            )
    if len(crowded) > _SHOWN:
        yield f"{len(crowded) - _SHOWN} more such paragraphs and tables, not checked"
    if over:
        yield (
            f"{_where(document, over[0])}: nothing checked from here on: "
            f"the document has more than {WHOLE:,} numbers"
        )


def _where(document: Document, stretch: _Stretch) -> str:
    place = document.place(stretch.start)
    return f"page {place.page}" if place.page else f"line {place.line}"
