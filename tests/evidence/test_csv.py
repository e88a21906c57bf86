"""Files of separated values."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from bongsu.evidence.documents import BlockKind
from bongsu.evidence.reading import read_bytes

cells = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=12)
rows = st.lists(st.lists(cells, min_size=3, max_size=3), min_size=2, max_size=6)


@given(rows, st.sampled_from([",", ";"]))
def test_cells_are_those_that_pythons_own_reader_finds(
    table: list[list[str]], between: str
) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=between, quoting=csv.QUOTE_ALL).writerows(table)
    document = read_bytes(out.getvalue().encode(), "a.csv")
    (printed,) = document.articles[0].tables
    assert [[document.text[c.start : c.end] for c in row] for row in printed.rows] == table


def test_what_stands_alone_above_and_below_is_text() -> None:
    source = 'Title,,\n\nHead,"Two ""words""",\nx,"a\nb",1\nNote,,\n'
    document = read_bytes(source.encode(), "a.csv")
    (article,) = document.articles
    assert article.title == "Title"
    told = [(b.kind, document.text[b.start : b.end]) for b in article.blocks]
    assert told[0] == (BlockKind.HEADING, "Title")
    assert told[-1][1] == "Note"
    texts = [text for kind, text in told if kind is BlockKind.CELL]
    assert texts == ["Head", 'Two "words"', "", "x", "a b", "1"]
    spans = [
        document.source_span(block.start, block.end)
        for block in article.blocks
        if block.start < block.end
    ]
    assert 'Two ""words' in [source[start:end] for start, end in spans][2]


def test_an_unfinished_quotation_ends_with_its_line() -> None:
    document = read_bytes(b'a,b,c\n"x,y,z\n1,2,3\n', "a.csv")
    (printed,) = document.articles[0].tables
    assert len(printed.rows) == 3
