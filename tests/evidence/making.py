"""Writes one structured text as Markdown, HTML and DOCX, and reads back what a reader found.

Words may hold ``**emphasis**``, in the middle of a word or number too; every format marks it in
its own way, and no reader may notice. `making_pdf` writes the same texts as PDF.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from bongsu.evidence.documents import Block, BlockKind, Document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_EMPHASIS = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True, slots=True)
class Line:
    """A heading (level 1 to 6), a paragraph or an item of a list."""

    kind: BlockKind
    words: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; its first row names the columns."""

    rows: tuple[tuple[str, ...], ...]


Piece = Line | Grid


def heading(words: str, level: int = 1) -> Line:
    """A heading."""
    return Line(BlockKind.HEADING, words, level)


def paragraph(words: str) -> Line:
    """A paragraph."""
    return Line(BlockKind.PARAGRAPH, words)


def item(words: str, level: int = 1) -> Line:
    """An item of a list."""
    return Line(BlockKind.ITEM, words, level)


def grid(*rows: Sequence[str]) -> Grid:
    """A table."""
    return Grid(tuple(tuple(row) for row in rows))


def plain(words: str) -> str:
    """The words without marks of emphasis."""
    return _EMPHASIS.sub(r"\1", words)


def spans(words: str) -> Iterator[tuple[str, bool]]:
    """The words in stretches, each with whether it is emphasised."""
    for number, part in enumerate(_EMPHASIS.split(words)):
        if part:
            yield part, number % 2 == 1


def marked(words: str) -> str:
    """The words with emphasis as tags."""
    return "".join(
        f"<b>{escape(part)}</b>" if bold else escape(part) for part, bold in spans(words)
    )


def as_markdown(pieces: Sequence[Piece]) -> bytes:
    """Write a text as Markdown."""
    parts: list[str] = []
    for piece in pieces:
        if isinstance(piece, Grid):
            lines = ["| " + " | ".join(row) + " |" for row in piece.rows]
            lines.insert(1, "|" + " --- |" * len(piece.rows[0]))
            parts.append("\n".join(lines))
        elif piece.kind is BlockKind.HEADING:
            parts.append("#" * piece.level + " " + piece.words)
        elif piece.kind is BlockKind.ITEM:
            parts.append("  " * (piece.level - 1) + "- " + piece.words)
        else:
            parts.append(piece.words)
    return ("\n\n".join(parts) + "\n").encode()


def as_html(pieces: Sequence[Piece]) -> bytes:
    """Write a text as HTML, with a menu and a foot around it."""
    parts = [
        "<!doctype html><html><head><meta charset='utf-8'><title>Page</title></head><body>",
        "<nav><ul><li><a href='/'>Home 1</a></li><li><a href='/b'>News 2</a></li></ul></nav><main>",
    ]
    depth = 0
    for piece in pieces:
        wanted = piece.level if isinstance(piece, Line) and piece.kind is BlockKind.ITEM else 0
        parts.append("<ul>" * (wanted - depth) + "</ul>" * (depth - wanted))
        depth = wanted
        if isinstance(piece, Grid):
            rows = "".join(
                "<tr>" + "".join(f"<td>{marked(cell)}</td>" for cell in row) + "</tr>"
                for row in piece.rows
            )
            parts.append(f"<table>{rows}</table>")
        elif piece.kind is BlockKind.HEADING:
            parts.append(f"<h{piece.level}>{marked(piece.words)}</h{piece.level}>")
        elif piece.kind is BlockKind.ITEM:
            parts.append(f"<li>{marked(piece.words)}</li>")
        else:
            parts.append(f"<p>{marked(piece.words)}</p>")
    parts.append("</ul>" * depth + "</main><footer>Copyright 2026</footer></body></html>")
    return "\n".join(parts).encode()


def as_docx(pieces: Sequence[Piece]) -> bytes:
    """Write a text as DOCX."""
    parts = []
    for piece in pieces:
        if isinstance(piece, Grid):
            rows = "".join(
                "<w:tr>"
                + "".join(f"<w:tc><w:p>{runs(cell)}</w:p></w:tc>" for cell in row)
                + "</w:tr>"
                for row in piece.rows
            )
            parts.append(f"<w:tbl>{rows}</w:tbl>")
            continue
        properties = ""
        if piece.kind is BlockKind.HEADING:
            properties = f'<w:pPr><w:pStyle w:val="Heading{piece.level}"/></w:pPr>'
        elif piece.kind is BlockKind.ITEM:
            properties = (
                f'<w:pPr><w:numPr><w:ilvl w:val="{piece.level - 1}"/><w:numId w:val="1"/>'
                "</w:numPr></w:pPr>"
            )
        parts.append(f"<w:p>{properties}{runs(piece.words)}</w:p>")
    return docx("".join(parts))


def runs(words: str) -> str:
    """The words as runs of WordprocessingML."""
    return "".join(
        f"<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}"
        f'<w:t xml:space="preserve">{escape(part)}</w:t></w:r>'
        for part, bold in spans(words)
    )


def docx(body: str, **parts: str) -> bytes:
    """Make a DOCX of the XML in its body, and of other parts ("footnotes", "styles", "core")."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        )
        for name, content in parts.items():
            path = "docProps/core.xml" if name == "core" else f"word/{name}.xml"
            package.writestr(path, f'<w:{name} xmlns:w="{W}">{content}</w:{name}>')
    return packed.getvalue()


def words_of(document: Document) -> str:
    """The text with all white space made one blank."""
    return " ".join(document.text.split())


def blocks_of(document: Document, kind: BlockKind | None = None) -> list[str]:
    """The words of all blocks of a kind, white space made one blank."""
    return [
        _block(document, block)
        for article in document.articles
        for block in article.blocks
        if kind is None or block.kind is kind
    ]


def cells_of(document: Document) -> list[list[list[str]]]:
    """The words of the cells of all tables."""
    return [
        [[_block(document, cell) for cell in row] for row in table.rows]
        for article in document.articles
        for table in article.tables
    ]


def _block(document: Document, block: Block) -> str:
    return " ".join(document.text[block.start : block.end].split())


SAMPLE: tuple[Piece, ...] = (
    heading("Exports of Seaweed Rise to a R**ecor**d"),
    paragraph(
        "Published March 4, 2031. Exports rose 1**2.**5 percent to USD 3**50** million in 2030, "
        "after 311 million & a fall of <3 percent the year before; some 2,500 farms took part."
    ),
    heading("What comes **next**", 2),
    paragraph("Three steps are planned:"),
    item("A fund of **KRW 40** billion"),
    item("Two inspections a year", 2),
    item("A label by 2032"),
    grid(
        ("Year", "Exports", "Main buyer"),
        ("2029", "311.0", "Japan"),
        ("2030", "**35**0.0", "The United States & Canada"),
    ),
    paragraph("The last paragraph stands below the table."),
)
