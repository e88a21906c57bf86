"""Plain text and Markdown: blocks, tables, markup seen through, and every place kept."""

from __future__ import annotations

import pytest
from tests.evidence.making import blocks_of, cells_of

from bongsu.evidence.documents import BlockKind, Document
from bongsu.evidence.reading import analyse, read_bytes

H, P, ITEM = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM


def read(text: str, name: str = "a.md") -> Document:
    """The document of a text."""
    return read_bytes(text.encode(), name)


def kinds(document: Document) -> list[tuple[BlockKind, str]]:
    """The kind and the words of each block."""
    return [
        (block.kind, " ".join(document.text[block.start : block.end].split()))
        for article in document.articles
        for block in article.blocks
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_blocks_are_parted_by_blank_lines_and_headings(newline: str) -> None:
    text = newline.join(
        ["# Exports", "They rose", "by 3 percent.", "", "They fell.", "## Imports", "They rose."]
    )
    document = read(text)
    assert kinds(document) == [
        (H, "Exports"),
        (P, "They rose by 3 percent."),
        (P, "They fell."),
        (H, "Imports"),
        (P, "They rose."),
    ]
    (found,) = analyse(document)
    assert [document.quote(q.start, q.end) for q in found.quantities] == ["3 percent"]


def test_lines_that_hold_whole_paragraphs_are_paragraphs() -> None:
    long = "The board met in Sejong. It spoke of prices, of wages and of the won. " * 4
    document = read(f"Money\n{long.strip()}\n{long.strip()}\n")
    assert [kind for kind, _ in kinds(document)] == [H, P, P]


def test_lines_broken_by_their_width_are_one_paragraph() -> None:
    line = "The board met in Sejong. It spoke of prices, of wages and of the won since the"
    document = read(f"{line}\n{line}\n{line}\nspring.\n")
    assert [kind for kind, _ in kinds(document)] == [P]


def test_the_day_of_publication_ends_a_title_as_long_as_a_line() -> None:
    title = "What the Harbor Act Means for Old Piers and for New Ferries"
    document = read(f"{title}\nPublished March 12, 2025\n\nThe piers are old.\n", "a.txt")
    assert (H, title) in kinds(document)


def test_lines_drawn_under_words_make_headings() -> None:
    document = read("Exports\n=======\n\nThey rose.\n\nImports\n-------\n\nThey fell.")
    assert kinds(document) == [(H, "Exports"), (P, "They rose."), (H, "Imports"), (P, "They fell.")]
    assert [b.level for b in document.articles[0].blocks if b.kind is H] == [1, 2]


@pytest.mark.parametrize("bullet", ["-", "*", "+", "•", "▪", "1.", "2)", "(3)", "a)"])
def test_lists_may_use_any_bullet(bullet: str) -> None:
    document = read(f"# Ports\n\n{bullet} Seven ships\n{bullet} Nine ports\n")
    assert kinds(document) == [(H, "Ports"), (ITEM, "Seven ships"), (ITEM, "Nine ports")]


def test_rules_and_code_are_no_prose() -> None:
    document = read("It rose.\n\n---\n\n```\nx = 5 percent\n```\n\nIt fell.")
    assert kinds(document) == [(P, "It rose."), (P, "It fell.")]


@pytest.mark.parametrize(
    "code",
    [
        "    $ see Table 3\n    $ make the the build",
        "    <!-- a sample -->\n    Five ports have four quays.",
        "\tports --rise 3 percent\n\tports --fall",
        "  - First:\n\n    ```\n    x = 5 percent\n    ```",
    ],
)
def test_indented_commands_and_samples_are_no_prose(code: str) -> None:
    document = read(f"It rose.\n\n{code}\n\nIt fell.")
    assert [text for _, text in kinds(document) if text != "First:"] == ["It rose.", "It fell."]


@pytest.mark.parametrize(
    "prose",
    [
        "    The ports rose by 3 percent.",
        "    The ports (all nine of them) rose by\n    3 percent in the year and/or more.",
        "- A port\n\n    It rose by 3 percent, see --fast-- ports.",
    ],
)
def test_an_indented_paragraph_is_prose(prose: str) -> None:
    assert "3 percent" in read(f"It rose.\n\n{prose}\n\nIt fell.").text


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("It rose **3 percent**.", "It rose 3 percent."),
        ("It rose *3* percent.", "It rose 3 percent."),
        ("It rose __3 percent__.", "It rose 3 percent."),
        ("It rose ***3*** percent.", "It rose 3 percent."),
        ("It rose **1*2*.5** percent.", "It rose 12.5 percent."),
        ("It rose <b>3</b> percent.", "It rose 3 percent."),
        ("It rose <b><u>1</u></b><b>2</b> percent.", "It rose 12 percent."),
        ("It rose [3 percent](https://example.org/7).", "It rose 3 percent."),
        ("It rose [3](#) percent.", "It rose 3 percent."),
        ("It rose \\$3 million.", "It rose $3 million."),
        ("It rose 3 \\* 4.", "It rose 3 * 4."),
        ("It rose 3&nbsp;percent.", "It rose 3 percent."),
        ("It rose 3&#160;percent &amp; fell.", "It rose 3 percent & fell."),
        ("It rose ~~2~~ 3 percent.", "It rose 2 3 percent."),
        ("It rose `3` percent.", "It rose 3 percent."),
        ("It rose 3 percent.[^4]", "It rose 3 percent."),
        ("It rose <!-- 4 or 5 --> 3 percent.", "It rose 3 percent."),
        ("It rose 3 percent ![chart 9](a9.png).", "It rose 3 percent ."),
        ("The series as_of_now rose.", "The series as_of_now rose."),
        ("A 2 * 3 grid.", "A 2 * 3 grid."),
        ("It rose 3\u00adpercent.", "It rose 3percent."),
        ("It rose 3 per\u200bcent.", "It rose 3 percent."),
        ("It\u00a0rose\u20033\u202fpercent.", "It rose 3 percent."),
    ],
)
def test_markup_is_seen_through(written: str, read_as: str) -> None:
    assert read(written).text == read_as


def test_pipes_make_tables() -> None:
    text = "| Year | Exports |\n|:--|--:|\n| 2029 | 3\\|1 |\n| 2030 | **350** |\n\nIt rose."
    document = read(text)
    assert cells_of(document) == [[["Year", "Exports"], ["2029", "3|1"], ["2030", "350"]]]
    assert document.articles[0].tables[0].has_header


def test_pipes_at_the_edge_may_lack() -> None:
    document = read("Year | Exports\n--- | ---\n2029 | 311\n")
    assert cells_of(document) == [[["Year", "Exports"], ["2029", "311"]]]


def test_lines_of_a_label_and_a_value_make_a_table() -> None:
    document = read("It fell.\n\nYear | Rate\n2028 | 0.98\n2029 | 0.92\n\nIt rose.", "a.txt")
    assert cells_of(document) == [[["Year", "Rate"], ["2028", "0.98"], ["2029", "0.92"]]]
    assert blocks_of(document, P) == ["It fell.", "It rose."]


def test_tabs_make_tables_that_blank_lines_do_not_end() -> None:
    text = (
        "Date\tParty\tDeal\n\nMay 5\tHanok\tUSD 3 million\n\n\nMay 6\tN/A\tNine ships\n\nIt rose."
    )
    document = read(text, "a.txt")
    assert cells_of(document) == [
        [
            ["Date", "Party", "Deal"],
            ["May 5", "Hanok", "USD 3 million"],
            ["May 6", "N/A", "Nine ships"],
        ]
    ]
    assert blocks_of(document, P) == ["It rose."]


def test_interleaved_columns_are_told_apart() -> None:
    left = [
        "The ministry of ports said it",
        "would build nine new piers.",
        "The work would go on until the",
        "end of the decade at least.",
        "It would deepen the channel",
        "so that larger ships can dock.",
    ]
    right = [
        "and asked for lower fees in the",
        "dry months of every year.",
        "Many of the wells ran dry last",
        "year, and some of the villages",
        "had to buy their water from",
        "the city at a high price.",
    ]
    lines = [line for pair in zip(left, right, strict=True) for line in pair]
    document = read("\n".join(lines), "a.txt")
    words = " ".join(document.text.split())
    assert "would build nine new piers. The work would go on" in words
    assert "some of the villages had to buy their water" in words


def test_every_figure_quotes_its_source() -> None:
    text = "# Head\n\nIt rose **1**2.5&nbsp;percent to <b>USD 3</b>50 [million](#) in _May_ 2030.\n"
    document = read(text)
    (found,) = analyse(document)
    quotes = [document.quote(q.start, q.end) for q in found.quantities]
    assert quotes == ["1**2.5&nbsp;percent", "USD 3</b>50 [million"]
    first = found.quantities[0]
    assert document.place(first.start, first.end).label == "3:11"
