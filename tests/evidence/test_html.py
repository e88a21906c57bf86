"""What is read from HTML, where it stood, and that nothing hostile takes long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evidence.making import SAMPLE, Grid, as_html, blocks_of, cells_of, plain, words_of

from bongsu.errors import BadFile
from bongsu.evidence.documents import BlockKind, Document
from bongsu.evidence.readers.html import read


def page(body: str, head: str = "") -> Document:
    return read(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "page.html")


def test_a_structured_text_comes_back_block_by_block():
    document = read(as_html(SAMPLE), "sample.html")
    blocks = [block for block in document.articles[0].blocks if block.kind is not BlockKind.CELL]
    lines = [piece for piece in SAMPLE if not isinstance(piece, Grid)]
    assert [(b.kind, b.level, document.text[b.start : b.end]) for b in blocks] == [
        (line.kind, line.level, plain(line.words)) for line in lines
    ]
    tables = [[list(map(plain, row)) for row in p.rows] for p in SAMPLE if isinstance(p, Grid)]
    assert cells_of(document) == tables


def test_tags_and_entities_within_words_and_numbers_are_transparent():
    text = page(
        "<p>Up 1<b>2.</b><i>5</i>&nbsp;per<!-- 9 -->cent to US&#68; 3&shy;50&#x200b; bn</p>"
    ).text
    assert text == "Up 12.5 percent to USD 350 bn"


def test_a_span_quotes_the_source_with_its_markup():
    document = page("<p>Exports of AT&amp;T rose 1<b>2</b>.5 percent.</p>")
    at = document.text.index("12.5")
    assert document.quote(at, at + 4) == "1<b>2</b>.5"
    at = document.text.index("AT&T")
    assert document.quote(at, at + 4) == "AT&amp;T"


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav>Home 77</nav>",
        "<header><ul><li><a href=/>Home 77</a><li><a href=/b>News</a></ul></header>",
        "<footer>Copyright 77</footer>",
        "<aside>Related 77</aside>",
        "<script>if (1 < 77) {}</script>",
        "<style>p { margin: 77px }</style>",
        "<form><input value=77>Subscribe 77 times</form>",
        "<div class='cookie-banner'>We set 77 cookies.</div>",
        "<div id=newsletter>Join 77 readers</div>",
        "<p hidden>77</p>",
        "<div style='display: none'>77</div>",
        "<div role=navigation>77</div>",
        "<ul class=x><li><a href=a>Page 77</a></li><li><a href=b>Page 78</a></li></ul>",
        "<noscript>77</noscript>",
        "<!-- 77 -->",
        "<p><del>77</del></p>",
        "<select><option>77</select>",
    ],
)
def test_furniture_of_a_page_is_no_text(furniture):
    body = "<p>The won fell to 1,470 a dollar, and officials spoke of a passing move.</p>"
    assert words_of(page(furniture + body + furniture)) == words_of(page(body))


def test_main_content_is_preferred_and_keeps_the_title_above_it():
    body = (
        "<div><h1>The Title</h1></div><div>Elsewhere 5</div>"
        "<main><p>What the page says, at some length, of 12 ships.</p></main><div>Below 6</div>"
    )
    assert words_of(page(body)) == "The Title What the page says, at some length, of 12 ships."


def test_several_articles_of_one_page_are_all_read():
    articles = "".join(
        f"<article><h2>Part {at}</h2><p>It has {at}0 words.</p></article>" for at in (1, 2)
    )
    assert blocks_of(page(f"<div>Menu</div>{articles}")) == [
        "Part 1",
        "It has 10 words.",
        "Part 2",
        "It has 20 words.",
    ]


def test_cells_that_span_stand_in_each_place_and_once_in_the_text():
    document = page(
        "<table><tr><th>Year<th colspan=2>Value"
        "<tr><td rowspan=2>2025<td>1<td>2<tr><td>3<td></table>"
    )
    assert cells_of(document) == [
        [["Year", "Value", "Value"], ["2025", "1", "2"], ["2025", "3", ""]]
    ]
    assert document.text == "Year\tValue\n2025\t1\t2\n3\t"
    assert document.articles[0].tables[0].has_header
    for number, row in enumerate(document.articles[0].tables[0].rows):
        assert [(cell.row, cell.column) for cell in row] == [(number, at) for at in range(3)]


def test_a_table_that_only_lays_out_a_page_is_no_table():
    document = page(
        "<table><tr><td><h1>Title</h1><p>One.</p></td><td><p>Two.</p></td></tr></table>"
    )
    assert not document.articles[0].tables
    assert blocks_of(document) == ["Title", "One.", "Two."]


def test_tags_left_open_are_closed_where_browsers_close_them():
    document = page(
        "<p>One<p>Two<ul><li>Three<li>Four</ul><table><tr><td>5<td>6<tr><td>7<td>8</table>Nine"
    )
    assert blocks_of(document) == ["One", "Two", "Three", "Four", "5", "6", "7", "8", "Nine"]


def test_breaks_break_lines_and_two_of_them_paragraphs():
    assert page("<p>One<br>two<br><br>three</p>").text == "One\ntwo\n\nthree"


def test_raised_marks_of_notes_make_no_other_number():
    text = page(
        "<p>USD 350 billion<sup>3</sup> in 2025<sup><a href=#n>[1]</a></sup> on 40 km<sup>2</sup>, "
        "10<sup>6</sup> tons, the 21<sup>st</sup> time</p>"
    ).text
    assert text == "USD 350 billion in 2025 on 40 km², 10⁶ tons, the 21st time"


def test_captions_are_notes():
    document = page(
        "<figure><img src=a><figcaption>Figure 1: Ships</figcaption></figure><p>Text.</p>"
    )
    assert blocks_of(document, BlockKind.NOTE) == ["Figure 1: Ships"]


def test_the_head_of_a_page_names_day_authors_and_publisher():
    head = (
        "<title>Ships | Site</title><meta property='og:title' content='Ships &amp; Steel'>"
        "<meta name=author content='A. Kim'><meta property='og:site_name' content='The Site'>"
        "<script type='application/ld+json'>"
        '{"@type": "NewsArticle", "datePublished": "2031-03-04T10:00:00Z"}</script>'
    )
    article = page("<p>Text.</p>", head).articles[0]
    assert article.published is not None
    assert article.published.isoformat() == "2031-03-04"
    assert (article.authors, article.publisher) == (("A. Kim",), "The Site")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<p>수출 12.5%</p>".encode(), "수출 12.5%"),
        ("<meta charset=euc-kr><p>수출 12.5%</p>".encode("cp949"), "수출 12.5%"),
        ("<p>수출</p>".encode("utf-16"), "수출"),
        (b"\xef\xbb\xbf<p>A</p>", "A"),
        (b"<meta charset='iso-8859-1'><p>A\x96B</p>", "A–B"),
        (b"<p>One\r\ntwo</p>\r\n<p>3</p>", "One two\n\n3"),
        ("<p>\u200fشحن 12</p>".encode(), "شحن 12"),
        ("<p>e\u0301tat</p>".encode(), "e\u0301tat"),
    ],
)
def test_encodings_and_scripts_are_read(data, text):
    assert read(data, "page.html").text == text


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b"<nav>Menu</nav>", "no text"),
        (b"<p>abc \xff</p>", r"byte 7 \(0xff\) is no utf-8"),
        (b"<p>a\0b</p>", "character 4 is NUL"),
        (b"<meta charset=klingon><p>x</p>", "'klingon'"),
        (b"<meta charset=hex><p>x</p>", "'hex'"),
        (bytes(17 * 2**20), "16 MiB"),
    ],
)
def test_what_is_no_page_is_refused_with_one_message(data, what):
    with pytest.raises(BadFile, match=what):
        read(data, "page.html")


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 100_000,
        "<p>" * 100_000,
        '<a b="' * 50_000,
        "<" * 200_000,
        "&" * 200_000,
        "&#" + "9" * 200_000,
        "<!--" * 50_000,
        "<a " + "b " * 50_000,
        "<a b" + " " * 200_000,
        "<a " + "=" * 200_000,
        "</div>" * 50_000,
        "<b>" * 500 + "</i>" * 20_000,
        "<table><tr><td>" * 10_000,
        "<ul><li>" * 20_000,
        "<![CDATA[" * 50_000,
        "<table><tr>" + "<td rowspan=65000 colspan=1000>x" * 500 + "<tr><td>y" * 500,
    ],
)
def test_hostile_pages_take_bounded_time(hostile):
    began = time.process_time()
    read(f"<p>x</p>{hostile}".encode(), "page.html")
    assert time.process_time() - began < 20  # a second or two, on a machine that is not shared


@pytest.mark.slow
def test_a_table_of_a_hundred_thousand_rows_is_read():
    rows = "".join(f"<tr><td>{at}<td>Ship<td>1,200" for at in range(100_000))
    assert len(page(f"<table>{rows}</table>").articles[0].tables[0].rows) == 100_000


words = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1, max_size=40)


@given(words, st.sampled_from(["b", "em", "span", "a", "i"]), st.integers(0, 40))
def test_a_tag_anywhere_in_a_text_changes_nothing(text, tag, at):
    from html import escape  # the reader's own unescape must not be trusted

    whole = page(f"<p>x{escape(text)}y</p>")
    cut = min(at, len(text))
    split = page(f"<p>x{escape(text[:cut])}<{tag}>{escape(text[cut:])}</{tag}>y</p>")
    assert split.text == whole.text


@given(words)
def test_every_character_leads_back_to_its_own_place(text):
    document = page(f"<p>{text.replace('<', '').replace('&', '')}.</p>")
    for at, letter in enumerate(document.text):
        if not letter.isspace():
            assert document.quote(at, at + 1) == letter
