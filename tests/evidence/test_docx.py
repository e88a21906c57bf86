"""What is read from Word documents, and how hostile packages are refused."""

from __future__ import annotations

import io
import zipfile

import pytest
from tests.evidence.making import (
    SAMPLE,
    W,
    as_docx,
    as_html,
    blocks_of,
    cells_of,
    docx,
    words_of,
)

from bongsu.errors import BadFile
from bongsu.evidence.documents import BlockKind, Document
from bongsu.evidence.readers.docx import read
from bongsu.evidence.readers.html import read as read_html


def word(body: str, **parts: str) -> Document:
    return read(docx(body, **parts), "file.docx")


def p(words: str, properties: str = "") -> str:
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}{r(words)}</w:p>"


def r(words: str, properties: str = "") -> str:
    text = f'<w:t xml:space="preserve">{words}</w:t>'
    return f"<w:r>{properties and f'<w:rPr>{properties}</w:rPr>'}{text}</w:r>"


def test_word_and_html_of_one_text_read_alike():
    one, other = read(as_docx(SAMPLE), "a.docx"), read_html(as_html(SAMPLE), "a.html")
    assert one.text == other.text
    assert one.articles[0].blocks == other.articles[0].blocks
    assert one.articles[0].tables == other.articles[0].tables


def test_deletions_go_and_insertions_stay():
    document = word(
        "<w:p>"
        + r("Up ")
        + f"<w:del>{r('11')}</w:del><w:ins>{r('12')}</w:ins>"
        + f"<w:moveFrom>{r(' old')}</w:moveFrom><w:moveTo>{r(' percent')}</w:moveTo></w:p>"
    )
    assert document.text == "Up 12 percent"


def test_a_deleted_end_of_a_paragraph_joins_two():
    document = word(p("One ", "<w:rPr><w:del/></w:rPr>") + p("two."))
    assert blocks_of(document) == ["One two."]


def test_links_tabs_breaks_and_special_hyphens_are_read():
    document = word(
        f"<w:p><w:hyperlink>{r('Link')}</w:hyperlink><w:r><w:tab/><w:t>5</w:t><w:br/><w:t>non</w:t>"
        "<w:noBreakHyphen/><w:t>stop co</w:t><w:softHyphen/><w:t>ming</w:t></w:r></w:p>"
    )
    assert document.text == "Link 5\nnon-stop coming"


def test_hidden_text_and_tables_of_contents_are_no_text():
    document = word(
        p("Contents 3", '<w:pStyle w:val="TOC1"/>') + f"<w:p>{r('77', '<w:vanish/>')}{r('A')}</w:p>"
    )
    assert document.text == "A"


def test_raised_marks_go_and_powers_stay():
    up = '<w:vertAlign w:val="superscript"/>'
    document = word(f"<w:p>{r('350 billion')}{r('3', up)}{r(' on 40 km')}{r('2', up)}</w:p>")
    assert document.text == "350 billion on 40 km²"


def test_styles_outline_levels_and_numbering_tell_kinds():
    styles = (
        '<w:style w:styleId="a"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="b"><w:name w:val="Mine"/><w:basedOn w:val="a"/></w:style>'
        '<w:style w:styleId="c"><w:name w:val="caption"/></w:style>'
        '<w:style w:styleId="d"><w:name w:val="X"/>'
        '<w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
        '<w:style w:styleId="loop"><w:name w:val="Y"/><w:basedOn w:val="loop"/></w:style>'
    )
    body = p("A plain paragraph parts what is tested.")
    tested = [
        *(f'<w:pStyle w:val="{key}"/>' for key in ("a", "b", "c", "d", "loop")),
        '<w:outlineLvl w:val="0"/>',
        '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr>',
        '<w:numPr><w:numId w:val="0"/></w:numPr>',
    ]
    document = word(
        p("The title", '<w:pStyle w:val="Heading1"/>')
        + body
        + "".join(p("Text", properties) + body for properties in tested),
        styles=styles,
    )
    kinds = [
        (block.kind, block.level)
        for article in document.articles
        for block in article.blocks
        if document.text[block.start : block.end] == "Text"
    ]
    assert kinds == [
        (BlockKind.HEADING, 2),
        (BlockKind.HEADING, 2),
        (BlockKind.NOTE, 0),
        (BlockKind.HEADING, 3),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.HEADING, 1),
        (BlockKind.ITEM, 2),
        (BlockKind.PARAGRAPH, 0),
    ]


def test_headings_stand_below_a_title():
    document = word(p("T", '<w:pStyle w:val="Title"/>') + p("H", '<w:pStyle w:val="Heading1"/>'))
    assert [block.level for block in document.articles[0].blocks] == [1, 2]


def test_notes_follow_the_paragraph_that_cites_them():
    cited = '<w:p><w:r><w:t>Said</w:t><w:footnoteReference w:id="2"/><w:t>.</w:t></w:r></w:p>'
    note = (
        f'<w:footnote w:id="-1" w:type="separator">{p("-")}</w:footnote>'
        f'<w:footnote w:id="2">{p("Source 9.")}</w:footnote>'
    )
    document = word(cited + p("Next."), footnotes=note)
    assert blocks_of(document) == ["Said.", "Source 9.", "Next."]
    assert blocks_of(document, BlockKind.NOTE) == ["Source 9."]


def test_merged_cells_stand_in_each_place_and_once_in_the_text():
    def cell(words: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(words)}</w:tc>"

    value = cell("Value", '<w:gridSpan w:val="2"/>')
    year = cell("2025", '<w:vMerge w:val="restart"/>')
    rows = (
        f"<w:tr>{cell('Year')}{value}</w:tr>"
        f"<w:tr>{year}{cell('1')}{cell('2')}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('3')}{cell('')}</w:tr>"
    )
    document = word(f"<w:tbl>{rows}</w:tbl>")
    assert cells_of(document) == [
        [["Year", "Value", "Value"], ["2025", "1", "2"], ["2025", "3", ""]]
    ]
    assert words_of(document) == "Year Value 2025 1 2 3"


def test_places_name_paragraph_and_run():
    document = word(p("One") + f"<w:p>{r('two ')}{r('three')}</w:p>")
    place = document.place(document.text.index("three"))
    assert (place.paragraph, place.run) == (2, 2)


def test_properties_name_title_and_author_but_no_day_of_publication():
    core = (
        "<title>Ships</title><creator>A. Kim; B. Lee</creator>"
        "<created>2013-12-23T23:15:00Z</created>"
    )
    article = word(p("Text."), core=core).articles[0]
    assert article.published is None
    assert article.authors == ("A. Kim", "B. Lee")


def packed(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", content)
    return made.getvalue()


def with_entity(entity: str) -> bytes:
    return packed(
        document=f'<!DOCTYPE d [{entity}]><w:document xmlns:w="{W}"><w:body>{p("&a;")}</w:body>'
        "</w:document>".encode()
    )


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (docx("<w:p/>"), "no text"),
        (b"PK\x03\x04" + bytes(100), "damaged"),
        (as_docx(SAMPLE)[:-200], "damaged"),
        (as_docx(SAMPLE)[:200] + bytes(40) + as_docx(SAMPLE)[240:], "damaged"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (OLE, "before 2007"),
        (packed(other=b"x"), "no Word document"),
        (packed(document=b"<a>"), "no well-formed XML"),
        (packed(document=b"<a>" * 300), "no well-formed XML"),
        (packed(document=b" " * (80 * 2**20)), "zip bomb"),
        (with_entity('<!ENTITY a SYSTEM "file:///etc/hostname">'), "document type"),
        (with_entity('<!ENTITY b "hahaha"><!ENTITY a "&b;&b;&b;">'), "document type"),
        (bytes(65 * 2**20), "64 MiB"),
    ],
)
def test_hostile_and_damaged_packages_are_refused_with_one_message(data, what):
    with pytest.raises(BadFile, match=what):
        read(data, "file.docx")


def test_a_package_with_a_password_is_refused():
    data = bytearray(as_docx(SAMPLE))
    for at in range(len(data) - 4):
        if data[at : at + 4] == b"PK\x01\x02":
            data[at + 8] |= 1
    with pytest.raises(BadFile, match="encrypted"):
        read(bytes(data), "file.docx")


def test_tables_within_tables_are_read_to_any_depth_that_xml_allows():
    deep = "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>" * 70 + p("7") + "</w:tc></w:tr></w:tbl>" * 70
    assert words_of(word(deep)) == "7"


@pytest.mark.slow
def test_a_table_of_a_hundred_thousand_rows_is_read():
    row = f"<w:tr><w:tc>{p('Ship')}</w:tc><w:tc>{p('1,200')}</w:tc></w:tr>"
    assert len(word(f"<w:tbl>{row * 100_000}</w:tbl>").articles[0].tables[0].rows) == 100_000
