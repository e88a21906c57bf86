"""Writes a structured text as PDF, its tables in whatever way a test asks for."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table
from tests.evidence.making import Grid, Line, Piece, marked

from bongsu.evidence.documents import BlockKind

_SIDES = {"l": 0, "c": 1, "r": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a page and its tables look."""

    page: tuple[float, float] = LETTER
    size: float = 10
    ruled: bool = True
    valign: str = "TOP"
    widths: Sequence[float] = ()  # shares of the page; equal ones if empty
    repeat: bool = True  # the header on each page
    align: str = ""  # for each column "l", "c" or "r"
    padding: float = 6  # around the words of a cell
    font: str = "Helvetica"


def as_pdf(pieces: Sequence[Piece], look: Look | None = None, **info: Any) -> bytes:
    """Write a text as PDF."""
    look = look or Look()
    made = io.BytesIO()
    story = [_flowable(piece, look) for piece in pieces]
    SimpleDocTemplate(made, pagesize=look.page, invariant=1, **info).build(story)
    return made.getvalue()


def _flowable(piece: Piece, look: Look) -> Any:
    if isinstance(piece, Grid):
        return _table(piece, look)
    style = _style(look)
    if piece.kind is BlockKind.HEADING:
        return Paragraph(marked(piece.words), _heading(piece, look))
    if piece.kind is BlockKind.ITEM:
        left = 14 * piece.level
        style = ParagraphStyle("item", style, leftIndent=left, bulletIndent=left - 10)
        return Paragraph(marked(piece.words), style, bulletText="•")
    return Paragraph(marked(piece.words), style)


def _style(look: Look) -> ParagraphStyle:
    return ParagraphStyle(
        "text",
        fontName=look.font,
        fontSize=look.size,
        leading=1.2 * look.size,
        spaceAfter=0.6 * look.size,
    )


def _heading(piece: Line, look: Look) -> ParagraphStyle:
    big = look.size + max(2, 8 - 2 * piece.level)
    return ParagraphStyle(
        f"h{piece.level}",
        fontName=f"{look.font}-Bold" if look.font == "Helvetica" else look.font,
        fontSize=big,
        leading=1.2 * big,
        spaceBefore=look.size,
        spaceAfter=0.5 * look.size,
    )


def _table(piece: Grid, look: Look) -> Table:
    count = len(piece.rows[0])
    sides = [_SIDES[side] for side in look.align.ljust(count, "l")]
    styles = [
        ParagraphStyle(f"cell{at}", _style(look), alignment=side, spaceAfter=0)
        for at, side in enumerate(sides)
    ]
    cells = [
        [Paragraph(marked(cell), style) for cell, style in zip(row, styles, strict=True)]
        for row in piece.rows
    ]
    commands: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), look.valign),
        ("TOPPADDING", (0, 0), (-1, -1), look.padding / 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), look.padding / 2),
        ("LEFTPADDING", (0, 0), (-1, -1), look.padding),
        ("RIGHTPADDING", (0, 0), (-1, -1), look.padding),
    ]
    if look.ruled:
        commands.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    shares = look.widths or [1 / count] * count
    return Table(
        cells,
        colWidths=[share * (look.page[0] - 156) for share in shares],
        style=commands,
        repeatRows=1 if look.repeat else 0,
    )
