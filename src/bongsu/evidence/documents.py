"""A document as it was read: its text, its parts, and the way back from each to the source.

Readers build documents; everything after them works on `Document.text` and on positions in it.
Positions are Unicode code points, ends are exclusive. Whoever reports a place to a person or a
machine translates with `Document.source_span`, `Document.quote` and `Document.place`.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Format(StrEnum):
    """What kind of file a document came from."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"


class BlockKind(StrEnum):
    """What a stretch of text is for."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # of a list or a timeline
    CELL = "cell"
    NOTE = "note"  # a caption, a footnote, a line about authors or rights
    META = "meta"  # "Published ...", "Author: ...", "Category: ..."


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of text that no sentence crosses."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0  # of a heading, 1 is the title; depth of a list item, from 1
    table: int = -1  # which table of its article a cell stands in
    row: int = -1  # 0 is the first row as printed, a header row included
    column: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells, in the order of the page; rows may differ in length."""

    rows: tuple[tuple[Block, ...], ...]
    has_header: bool  # whether the first row names the columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text within a file, with what its head says about it."""

    start: int
    end: int
    title: str  # "" if it has none
    title_span: tuple[int, int] | None
    published: dt.date | None
    authors: tuple[str, ...]
    publisher: str  # "" if it names none
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """The way from positions in a text to positions in its source.

    The text is a row of pieces. Piece ``i`` begins at ``text_at[i]`` and stands for
    ``source_at[i]`` to ``source_to[i]``; if both are of one length it was copied code point by
    code point, else the whole piece stands for the whole stretch (an entity, an escape, a joint).
    """

    text_at: Sequence[int]
    source_at: Sequence[int]
    source_to: Sequence[int]
    length: int  # of the text

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source positions of ``text[start:end]``.

        Raises
        ------
        ValueError
            If the span is empty or leaves the text.
        """
        if not 0 <= start < end <= self.length:
            raise ValueError(f"{start}:{end} is no stretch of a text of {self.length}")
        return self._from(start), self._to(end)

    def kept(self, stretches: Iterable[tuple[int, int]]) -> OffsetMap:
        """Return the map of a text of which only some stretches are left, one behind the other.

        Examples
        --------
        >>> OffsetMap((0,), (5,), (15,), 10).kept([(0, 2), (6, 10)]).span(1, 4)
        (6, 13)
        """
        text_at: list[int] = []
        source_at: list[int] = []
        source_to: list[int] = []
        length = 0
        for start, end in stretches:
            first, last = bisect_right(self.text_at, start) - 1, bisect_left(self.text_at, end)
            for piece in range(first, last):
                at = max(start, self.text_at[piece])
                text_at.append(length + at - start)
                source_at.append(self._from(at))
                source_to.append(self._to(min(end, self._end(piece))))
            length += end - start
        return OffsetMap(tuple(text_at), tuple(source_at), tuple(source_to), length)

    def _from(self, position: int) -> int:
        piece = bisect_right(self.text_at, position) - 1
        within = position - self.text_at[piece]
        return self.source_at[piece] + (within if self._copied(piece) else 0)

    def _to(self, end: int) -> int:
        piece = bisect_right(self.text_at, end - 1) - 1
        if not self._copied(piece):
            return self.source_to[piece]
        return self.source_at[piece] + end - self.text_at[piece]

    def _copied(self, piece: int) -> bool:
        length = self._end(piece) - self.text_at[piece]
        return length == self.source_to[piece] - self.source_at[piece]

    def _end(self, piece: int) -> int:
        last = piece + 1 == len(self.text_at)
        return self.length if last else self.text_at[piece + 1]


class TextBuilder:
    """Writes a text piece by piece and keeps where each piece came from."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._text_at: list[int] = []
        self._source_at: list[int] = []
        self._source_to: list[int] = []
        self.length = 0

    def copy(self, source: str, start: int, end: int) -> None:
        """Append ``source[start:end]`` as it stands."""
        if start < end:
            self.put(source[start:end], start, end)

    def put(self, text: str, start: int, end: int) -> None:
        """Append a text that stands for ``source[start:end]``; nothing if it is empty."""
        if not text:
            return
        self._text_at.append(self.length)
        self._source_at.append(start)
        self._source_to.append(end)
        self._parts.append(text)
        self.length += len(text)

    @property
    def text(self) -> str:
        """All that was written so far."""
        return "".join(self._parts)

    def offsets(self) -> OffsetMap:
        """Return the map of all that was written so far."""
        return OffsetMap(
            tuple(self._text_at), tuple(self._source_at), tuple(self._source_to), self.length
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands, in the terms of its format; 1-based."""

    line: int  # of the source for text formats, of the extracted text for DOCX and PDF
    column: int
    page: int = 0  # PDF
    box: tuple[float, float, float, float] | None = None  # PDF: left, bottom, right, top in points
    paragraph: int = 0  # DOCX, tables' paragraphs counted too
    run: int = 0  # DOCX

    @property
    def label(self) -> str:
        """The place as people write it."""
        if self.page:
            return f"p{self.page}:{self.line}:{self.column}"
        return f"{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """From which source position on a page, a box, a paragraph or a run holds."""

    at: int
    page: int = 0
    box: tuple[float, float, float, float] | None = None
    paragraph: int = 0
    run: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file as it was read.

    For text formats `source` is the decoded file, newlines untouched; for DOCX and PDF it is the
    extracted text itself, and `anchors` lead on to pages and runs.
    """

    name: str
    format: Format
    sha256: str  # of the file's bytes
    source: str
    text: str
    offsets: OffsetMap
    articles: tuple[Article, ...]
    anchors: tuple[Anchor, ...] = ()
    notes: tuple[str, ...] = ()  # what the reader could not read, in words for people
    _lines: tuple[int, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        starts = [0]
        at = self.source.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.source.find("\n", at + 1)
        object.__setattr__(self, "_lines", tuple(starts))

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the source ``text[start:end]`` stands."""
        return self.offsets.span(start, end)

    def quote(self, start: int, end: int) -> str:
        """Return the words of the source, markup within them included."""
        first, last = self.source_span(start, end)
        return self.source[first:last]

    def place(self, start: int, end: int | None = None) -> Place:
        """Return where ``text[start:end]`` begins, for people."""
        at, _ = self.source_span(start, end if end is not None else start + 1)
        return self.source_place(at)

    def source_place(self, at: int) -> Place:
        """Return the place of a source position."""
        line = bisect_right(self._lines, at)
        column = at - self._lines[line - 1] + 1
        found = bisect_right(self.anchors, at, key=lambda anchor: anchor.at)
        if not found:
            return Place(line=line, column=column)
        near = self.anchors[found - 1]
        return Place(
            line=line,
            column=column,
            page=near.page,
            box=near.box,
            paragraph=near.paragraph,
            run=near.run,
        )
