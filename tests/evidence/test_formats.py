"""One text in four formats is one text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.making import (
    SAMPLE,
    Piece,
    as_docx,
    as_html,
    as_markdown,
    blocks_of,
    cells_of,
    grid,
    heading,
    item,
    paragraph,
    words_of,
)
from tests.evidence.making_pdf import as_pdf

from bongsu.evidence.documents import BlockKind, Document
from bongsu.evidence.reading import read_bytes

WRITERS = {"md": as_markdown, "html": as_html, "docx": as_docx, "pdf": as_pdf}


def every_format(pieces: list[Piece]) -> dict[str, Document]:
    return {name: read_bytes(write(pieces), f"text.{name}") for name, write in WRITERS.items()}


def test_the_sample_reads_alike_in_all_formats():
    documents = every_format(list(SAMPLE))
    assert len({words_of(document) for document in documents.values()}) == 1
    assert len({str(cells_of(document)) for document in documents.values()}) == 1
    kinds = {
        tuple(block.kind for block in found.articles[0].blocks) for found in documents.values()
    }
    assert len(kinds) == 1


figures = st.integers(0, 99_999).map("{:,}".format) | st.decimals(0, 99, places=1).map(str)
stretches = st.builds(
    "{} rose by {} percent to USD {} billion, **{}** more than in {}.".format,
    st.sampled_from(["Exports", "Imports of steel", "The fund", "Output"]),
    figures,
    figures,
    figures,
    st.integers(1990, 2040),
)


@given(
    st.lists(stretches, min_size=1, max_size=5),
    st.lists(stretches, max_size=3),
    st.lists(st.tuples(figures, figures), min_size=2, max_size=6),
)
@settings(max_examples=25)
def test_any_text_reads_alike_in_all_formats(paragraphs, items, figures):
    pieces: list[Piece] = [
        heading("What the figures of the year say"),
        *map(paragraph, paragraphs),
        *map(item, items),
        grid(("Year", "Exports", "Imports"), *(("2030", *row) for row in figures)),
    ]
    documents = every_format(pieces)
    assert len({words_of(document) for document in documents.values()}) == 1
    assert len({str(cells_of(document)) for document in documents.values()}) == 1


@pytest.mark.parametrize("name", ["html", "docx", "pdf"])
def test_headings_and_items_keep_their_kind(name):
    document = every_format(list(SAMPLE))[name]
    for kind in (BlockKind.HEADING, BlockKind.ITEM):
        lines = [piece for piece in SAMPLE if getattr(piece, "kind", None) is kind]
        assert len(blocks_of(document, kind)) == len(lines)
