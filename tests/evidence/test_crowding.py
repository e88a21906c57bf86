"""What holds too many numbers is left out whole, and a note says so."""

from __future__ import annotations

import pytest

from bongsu.errors import BadFile
from bongsu.evidence import crowding
from bongsu.evidence.crowding import uncrowded
from bongsu.evidence.readers import limits
from bongsu.evidence.reading import analyse, read_bytes

CROWD = "1 percent " * 21 + "were told.\n\n"
PLAIN = "Exports rose 5 percent to USD 3 billion in 2024.\n\n"


@pytest.fixture(autouse=True)
def small_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowding, "PARAGRAPH", 20)
    monkeypatch.setattr(crowding, "TABLE", 60)
    monkeypatch.setattr(crowding, "WHOLE", 100)
    monkeypatch.setattr(crowding, "LONGEST", 1000)
    monkeypatch.setattr(crowding, "CELLS", 90)
    monkeypatch.setattr(crowding, "TEXT", 5000)


def _rows(number: int) -> str:
    return "".join(f"| Item | {at} | {at + 1} |\n" for at in range(number)) + "\n"


def _table(number: int) -> str:
    return f"| Name | Old | New |\n|---|---|---|\n{_rows(number)}"


def _read(text: str):
    return read_bytes(text.encode(), "a.md")


def test_a_document_within_the_bounds_is_the_same_document():
    document = _read(PLAIN * 4 + _table(20))
    assert uncrowded(document) is document


def test_a_paragraph_of_numbers_is_left_out_and_what_stands_around_it_is_read():
    document = _read(PLAIN + CROWD + PLAIN)
    (evidence,) = analyse(document)
    assert [one.value for one in evidence.quantities] == [5.0, 3e9, 5.0, 3e9]
    assert evidence.document.notes == ("line 3: a paragraph of 21 numbers, not checked: above 20",)


def test_a_paragraph_without_end_is_left_out_though_it_has_no_digit():
    document = _read(PLAIN + "one of two " * 100)
    (evidence,) = analyse(document)
    assert len(evidence.quantities) == 2
    assert "a paragraph of 1,099 characters" in evidence.document.notes[0]


def test_a_table_is_left_out_whole_and_later_ones_are_counted_anew():
    document = _read(PLAIN + _table(31) + PLAIN + _table(3))
    (article,) = uncrowded(document).articles
    assert len(article.tables) == 1
    cells = [block for block in article.blocks if block.table >= 0]
    assert {cell.table for cell in cells} == {0}
    assert [cell for row in article.tables[0].rows for cell in row] == cells
    assert uncrowded(document).notes == ("line 3: a table of 62 numbers, not checked: above 60",)


def test_a_table_of_many_cells_is_left_out_though_it_has_no_digit():
    table = "| Name | Town |\n|---|---|\n" + "| Kim | Seoul |\n" * 50
    (note,) = uncrowded(_read(PLAIN + table)).notes
    assert note == "line 3: a table of 102 cells, not checked: above 90"


def test_nothing_is_read_behind_the_place_where_a_document_is_too_long():
    (note,) = uncrowded(_read("Nothing was said of it in the town.\n\n" * 200)).notes
    assert note.startswith("line 285: nothing checked from here on")


@pytest.mark.parametrize("name", ["a.md", "a.html"])
def test_what_is_left_out_is_cut_out_of_the_text_and_the_rest_keeps_its_place(name: str):
    lead, trail = "Exports rose 5 percent.", "Imports fell 7 percent in 2024."
    text = f"# The trade\n\n{lead}\n\n{_table(31)}{trail}\n\n{CROWD}Prices rose 9 percent.\n"
    if name.endswith("html"):
        row = "<tr><td>Item</td><td>1</td><td>2</td></tr>"
        text = (
            f"<html><body><article><h1>The trade</h1><p>{lead}</p><table>{row * 31}</table>"
            f"<p>{trail}</p><p>{CROWD}</p><p>Prices rose 9 percent.</p></article></body></html>"
        )
    (evidence,) = analyse(read_bytes(text.encode(), name))
    assert evidence.text.split("\n\n") == ["The trade", lead, trail, "Prices rose 9 percent."]
    document = evidence.document
    assert [document.quote(one.start, one.end) for one in evidence.quantities] == [
        "5 percent",
        "7 percent",
        "9 percent",
    ]
    assert evidence.article.title_span is not None
    assert document.quote(*evidence.article.title_span) == "The trade"


def test_nothing_is_read_behind_the_place_where_a_document_has_had_too_many_numbers():
    document = _read(PLAIN * 40)  # three numbers each: the thirty-fourth passes a hundred
    (evidence,) = analyse(document)
    assert len(evidence.quantities) == 2 * 33
    (note,) = evidence.document.notes
    assert note.startswith("line 67: nothing checked from here on")


def test_many_crowded_paragraphs_are_told_in_few_notes():
    notes = uncrowded(_read(CROWD * 8)).notes
    assert len(notes) == 6
    assert notes[-1] == "3 more such paragraphs and tables, not checked"


def test_a_document_of_one_crowded_table_has_evidence_of_nothing():
    (evidence,) = analyse(read_bytes(_rows(40).encode(), "a.md"))
    assert evidence.quantities == ()
    assert evidence.document.notes


def test_nothing_is_checked_behind_the_place_where_a_document_has_too_many_short_paragraphs(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(crowding, "BLOCKS", 30)
    (note,) = uncrowded(_read("It stood.\n\n" * 100 + PLAIN)).notes
    assert note.startswith("line 61: nothing checked from here on")


@pytest.mark.parametrize(
    ("bound", "value", "told"),
    [
        ("WHOLE", 30, "30 numbers"),
        ("TEXT", 500, "500 characters"),
        ("BLOCKS", 10, "10 paragraphs and cells"),
    ],
)
def test_the_note_names_the_bound_that_was_passed(
    monkeypatch: pytest.MonkeyPatch, bound: str, value: int, told: str
):
    monkeypatch.setattr(crowding, bound, value)
    (note,) = uncrowded(_read(PLAIN * 12)).notes
    assert note == f"line 21: nothing checked from here on: the document has more than {told}"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv", "a.tsv"])
def test_a_text_of_too_many_lines_and_cells_is_read_up_to_a_line(
    monkeypatch: pytest.MonkeyPatch, name: str
):
    monkeypatch.setattr(limits, "PIECES", 50)
    document = read_bytes(b"Town,Rice\n" + b"Ulsan,5\n" * 40, name)
    assert document.notes == (
        "line 26: nothing read from here on: the text has more than 50 lines and cells",
    )
    assert document.text.count("Ulsan") == 24
    assert read_bytes(b"Town,Rice\n" + b"Ulsan,5\n" * 24, name).notes == ()


def test_a_table_that_would_be_cut_is_left_out_whole(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "PIECES", 70)
    document = _read(_table(10) + _table(10))
    assert document.notes[-1].startswith("line 14: nothing read from here on")
    ((table,),) = (article.tables for article in document.articles)
    assert len(table.rows) == 11


@pytest.mark.parametrize("end", ["\r", "\f", "\v", "\x85", "\u2028", "\u2029", "\t"])
def test_lines_are_bounded_however_they_end(end: str):
    source, note = limits.readable(f"a{end}" * (limits.PIECES + 1))
    assert len(source) == 2 * limits.PIECES
    assert note == (
        "line 1: nothing read behind its first 1,200,000 characters: "
        "the text has more than 600,000 lines and cells"
    )


def test_a_line_that_is_longer_than_all_that_is_read_is_cut(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "PIECES", 50)
    monkeypatch.setattr(limits, "CHARACTERS", 100)
    document = read_bytes(b"rice " * 50, "a.txt")
    assert document.notes[-1] == (
        "line 1: nothing read behind its first 100 characters: "
        "the text has more than 100 characters"
    )
    assert document.text.count("rice") == 20


def test_a_text_whose_first_lines_are_empty_is_no_file_without_text(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(limits, "PIECES", 50)
    with pytest.raises(BadFile, match=r"line 50: nothing read from here on.* it holds no text"):
        read_bytes(b"\n" * 60 + b"Rice is dear.\n", "a.txt")


@pytest.mark.parametrize("between", [",", "\t", ";"])
def test_a_table_of_a_hundred_thousand_rows_is_read(between: str):
    rows = "".join(f"Town {at}{between}{at}{between}{at % 7}\n" for at in range(100_000))
    document = read_bytes(f"Town{between}Number{between}Rice\n{rows}".encode(), "a.csv")
    ((table,),) = (article.tables for article in document.articles)
    assert len(table.rows) == 100_001
    assert document.notes == ()
