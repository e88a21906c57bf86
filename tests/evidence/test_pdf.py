"""What is read from PDF: order, tables, paragraphs; and what is refused."""

from __future__ import annotations

import io
import random
import re
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4, LETTER, landscape
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, SimpleDocTemplate
from tests.evidence.making import (
    SAMPLE,
    Grid,
    as_html,
    blocks_of,
    cells_of,
    grid,
    heading,
    paragraph,
    words_of,
)
from tests.evidence.making_pdf import Look, as_pdf

from bongsu.errors import BadFile
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.readers.html import read as read_html
from bongsu.evidence.readers.pdf import read

WORDS = """exports of ships rose while the government plans policy in Korea and officials expect
growth trade steel capacity share tariff agreement annual demand supply national energy reform"""


def sentence(source: random.Random, least: int, most: int) -> str:
    known = WORDS.split()
    return " ".join(source.choice(known) for _ in range(source.randint(least, most)))


def ledger(rows: int, seed: int = 7) -> Grid:
    """Rows of wrapped texts, no two alike."""
    source = random.Random(seed)
    body = [
        (
            f"May {at % 28 + 1}",
            sentence(source, 1, 3),
            sentence(source, 1, 5),
            f"{sentence(source, 4, 16)} for USD {at} million.",
            sentence(source, 1, 2),
        )
        for at in range(rows)
    ]
    return grid(("Date", "Buyer", "Seller", "What was agreed", "Place"), *body)


def test_pdf_and_html_of_one_text_have_the_same_words():
    one, other = read(as_pdf(SAMPLE), "a.pdf"), read_html(as_html(SAMPLE), "a.html")
    assert words_of(one) == words_of(other)
    assert cells_of(one) == cells_of(other)
    kinds = [[block.kind for block in document.articles[0].blocks] for document in (one, other)]
    assert kinds[0] == kinds[1]


def test_words_that_are_drawn_twice_to_look_bold_are_read_once():
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=1)
    line = "The budget of 2017 will grow by 14.3 trillion won"
    canvas.drawString(72, 700, line[:16])  # breaks off in the year
    for x, words in ((72, ""), (72.3, "The budget ")):
        before = canvas.stringWidth(words)
        canvas.drawString(x + before, 700, line[len(words) :])
    last = "A book of all the aisles will be kept, on an old and narrow hill."
    canvas.drawString(72, 680, last)
    canvas.save()
    document = read(made.getvalue(), "bold.pdf")
    assert words_of(document) == f"{line} {last}"


WIDTHS = (0.15, 0.2, 0.2, 0.3, 0.15)


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("valign", ["TOP", "MIDDLE"])
@pytest.mark.parametrize("page", [LETTER, A4, landscape(LETTER)])
@pytest.mark.parametrize(
    ("size", "padding", "repeat"), [(10, 6, True), (7, 3, False), (9, 5, False)]
)
def test_wrapped_cells_come_back_as_rows_of_one_table(ruled, valign, page, size, padding, repeat):
    table = ledger(40)
    look = Look(
        ruled=ruled,
        valign=valign,
        page=page,
        size=size,
        padding=padding,
        repeat=repeat,
        widths=WIDTHS,
    )
    tables = cells_of(read(as_pdf([table], look), "a.pdf"))
    assert len(tables) == 1
    exact = sum(list(row) in tables[0] for row in table.rows)
    assert exact >= (41 if ruled else 40)
    assert len(tables[0]) == 41 or not ruled


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("columns", [2, 3, 4, 7])
@pytest.mark.parametrize("align", ["l", "r"])
@pytest.mark.parametrize("padding", [1, 6])
def test_tables_of_figures_come_back_whole(ruled, columns, align, padding):
    source = random.Random(columns)
    table = grid(
        ["Item", *(str(2019 + at) for at in range(columns - 1))],
        *(
            [f"Ship {at}", *(f"{source.randint(1, 99_999):,}" for _ in range(columns - 1))]
            for at in range(25)
        ),
    )
    look = Look(ruled=ruled, align="l" + align * (columns - 1), padding=padding, size=9)
    document = read(as_pdf([table], look), "a.pdf")
    assert cells_of(document) == [[list(row) for row in table.rows]]
    assert document.articles[0].tables[0].has_header


@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_between_paragraphs_takes_nothing_from_them(ruled):
    text = "This paragraph runs from the left to the right of its page more than once. " * 3
    table = ledger(5)
    document = read(as_pdf([paragraph(text), table, paragraph(text)], Look(ruled=ruled)), "a.pdf")
    assert blocks_of(document, BlockKind.PARAGRAPH) == [text.strip()] * 2
    assert cells_of(document) == [[list(row) for row in table.rows]]


def set_in_columns(columns: int, *, justified: bool) -> tuple[bytes, list[str]]:
    """A text over several pages with running heads, and its paragraphs."""
    source = random.Random(columns)
    width, tall = LETTER

    def furniture(canvas: Canvas, template: Any) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, tall - 40, "Institute Brief | Running Title")
        canvas.drawRightString(width - 72, 30, f"Page {template.page}")

    made = io.BytesIO()
    each = (width - 144 - 18 * (columns - 1)) / columns
    frames = [
        Frame(72 + at * (each + 18), 72, each, tall - 144, leftPadding=0, rightPadding=0)
        for at in range(columns)
    ]
    template = BaseDocTemplate(made, pagesize=LETTER, invariant=1)
    template.addPageTemplates(PageTemplate(frames=frames, onPage=furniture))
    style = ParagraphStyle("t", fontSize=10, leading=12, spaceAfter=6)
    style.alignment = TA_JUSTIFY if justified else 0
    texts = [
        " ".join(f"S{at}{part} {sentence(source, 12, 30)} end{at}{part}." for part in range(4))
        for at in range(15)
    ]
    template.build([Paragraph(text, style) for text in texts])
    return made.getvalue(), texts


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("justified", [True, False])
def test_columns_are_read_one_after_the_other(columns, justified):
    data, texts = set_in_columns(columns, justified=justified)
    document = read(data, "a.pdf")
    assert blocks_of(document) == texts
    assert not document.articles[0].tables


def test_headings_are_told_by_size():
    text = "A paragraph of plain words that runs over the page from its left to its right. " * 3
    pieces = [heading("Top", 1), paragraph(text), heading("Below", 2), paragraph(text)]
    document = read(as_pdf(pieces), "a.pdf")
    found = [(block.kind, block.level) for block in document.articles[0].blocks]
    assert found == [
        (BlockKind.HEADING, 1),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, 0),
    ]


def drawn(*lines: tuple[float, float, str], **options: Any) -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=LETTER, invariant=1, **options)
    for left, high, words in lines:
        canvas.drawString(left, high, words)
    canvas.showPage()
    canvas.save()
    return made.getvalue()


def test_hyphens_at_the_end_of_lines_go_where_that_makes_a_word():
    document = read(
        drawn(
            (72, 700, "The government gave new information on long-term plans, and infor-"),
            (72, 686, "mation on the cost of them in 2024-"),
            (72, 672, "25 as well, with a long-"),
            (72, 658, "term view."),
        ),
        "a.pdf",
    )
    assert "and information on the cost" in words_of(document)
    assert "2024-25" in words_of(document)
    assert "a long-term view" in words_of(document)


def test_places_name_page_and_box():
    document = read(as_pdf([paragraph("One."), ledger(40)]), "a.pdf")
    place = document.place(document.text.index("USD 39 million"))
    assert place.page > 1
    assert place.box is not None
    left, bottom, right, top = place.box
    assert 72 < left < right < LETTER[0] - 72
    assert 72 < bottom < top < LETTER[1] - 72


def test_turned_pages_are_read_as_they_are_looked_at():
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=LETTER, invariant=1)
    canvas.setPageRotation(90)
    canvas.rotate(90)
    for at, words in enumerate(("Exports rose in 2030.", "Imports fell by 5 percent.")):
        canvas.drawString(72, -100 - 14 * at, words)
    canvas.save()
    document = read(made.getvalue(), "a.pdf")
    assert words_of(document) == "Exports rose in 2030. Imports fell by 5 percent."


def encrypted(user: str) -> bytes:
    return drawn((72, 700, "Hidden words"), encrypt=StandardEncryption(user, "owner"))


GOOD = as_pdf(SAMPLE)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (bytes(1_000), "no PDF"),
        (b"%PDF-1.4\n" + b"x" * 100, "damaged: after 109 bytes it breaks off"),
        (GOOD[: len(GOOD) // 2], "damaged: .* it breaks off"),
        (b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n", "damaged, or has no pages"),
        (drawn((72, 700, "Words")).replace(b"/Kids", b"/Sons"), "page 1 of 1 cannot be read"),
        (drawn(), "1 page and no text: it is scanned"),
        (encrypted("secret"), "encrypted"),
        (bytes(65 * 2**20), "64 MiB"),
    ],
)
def test_what_cannot_be_read_is_refused_with_one_message(data, what):
    with pytest.raises(BadFile, match=what):
        read(data, "a.pdf")


def test_pages_of_a_line_each_are_not_taken_for_their_running_heads():
    made = io.BytesIO()
    canvas = Canvas(made, invariant=1)
    for rise in (3, 4, 5):
        canvas.drawString(72, 700, f"Exports rose {rise} percent.")
        canvas.showPage()
    canvas.save()
    assert words_of(read(made.getvalue(), "a.pdf")).count("Exports rose") == 3


def test_a_file_that_only_forbids_changes_is_read():
    assert words_of(read(encrypted(""), "a.pdf")) == "Hidden words"


def test_the_same_bytes_give_the_same_document():
    assert read(GOOD, "a.pdf") == read(GOOD, "a.pdf")


def test_raised_marks_of_notes_make_no_other_number():
    style = ParagraphStyle("t", fontSize=10, leading=12)
    made = io.BytesIO()
    words = (
        "They gave USD 350 billion<super>3</super> in 2025<super>12</super> "
        "for 40 km<super>2</super>."
    )
    SimpleDocTemplate(made, pagesize=LETTER, invariant=1).build([Paragraph(words, style)])
    text = words_of(read(made.getvalue(), "a.pdf"))
    assert text == "They gave USD 350 billion in 2025 for 40 km²."


def test_small_print_below_is_a_note_and_does_not_part_a_paragraph():
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=LETTER, invariant=1)
    line = "Words that fill a line of the page from its left edge to its right edge as text does"
    for first, note in (("and then", "1 A source."), ("it went on", "2 Another one, of 2030.")):
        canvas.setFont("Helvetica", 12)
        for at in range(4):
            canvas.drawString(72, 700 - 14 * at, f"{first if not at else 'and'} {line}")
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 100, note)
        canvas.showPage()
    canvas.save()
    document = read(made.getvalue(), "a.pdf")
    kinds = [block.kind for block in document.articles[0].blocks]
    assert kinds == [BlockKind.PARAGRAPH, BlockKind.NOTE, BlockKind.NOTE]


def ledger_of(shared: Path) -> Grid:
    """The longest table of the example documents, tags and escapes undone."""
    longest: list[tuple[str, ...]] = []
    for path in sorted((shared / "documents").glob("*.txt")):
        lines = [line for line in path.read_text(encoding="utf-8").split("\n") if "\t" in line]
        rows = [
            tuple(" ".join(re.sub(r"</?\w+>|\\", "", cell).split()) for cell in line.split("\t"))
            for line in lines
        ]
        longest = max(longest, [row for row in rows if len(row) == len(rows[0])], key=len)
    return grid(*longest)


@pytest.mark.parametrize("repeat", [True, False])
@pytest.mark.parametrize(("ruled", "least"), [(True, 35), (False, 33)])
def test_a_published_ledger_comes_back_row_by_row(shared, ruled, least, repeat):
    table = ledger_of(shared)
    assert len(table.rows) == 36
    found = cells_of(
        read(as_pdf([table], Look(ruled=ruled, repeat=repeat, widths=WIDTHS)), "a.pdf")
    )
    assert len(found) == 1
    assert sum(list(row) in found[0] for row in table.rows) >= least
