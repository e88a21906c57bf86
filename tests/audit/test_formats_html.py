"""The page shows the whole text, marks what was found, and lets nothing of a document act."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser
from tests.audit.making import evidence_of
from tests.audit.reporting import report_of

from bongsu.audit.formats import render
from bongsu.audit.formats.html import _style
from bongsu.charts import theme

TEXT = (
    "# A title\n\nThe first paragraph is wrong, see there, and perhaps doubtful.\n\n"
    "- an item\n\nhead\tother\n12\twrong\n\n통일부의 발표는 doubtful 하다.\n"
)


def page_of(*texts, **options):
    return LexborHTMLParser(render(report_of(*texts, **options), "html"))


def test_the_page_holds_the_text_in_its_parts():
    page = page_of(TEXT)
    for number in page.css("sup"):
        number.decompose()
    shown = [" ".join(node.text().split()) for node in page.css(".text")]
    assert shown == [
        "A title",
        "The first paragraph is wrong, see there, and perhaps doubtful.",
        "an item",
        "headother 12wrong",
        "통일부의 발표는 doubtful 하다.",
    ]
    assert [node.tag for node in page.css(".text > *")] == ["h3", "p", "p", "div", "p"]
    assert [node.text() for node in page.css(".text table th")] == ["head", "other"]
    assert [node.text() for node in page.css("[lang=ko]")] == ["통일부의 발표는 doubtful 하다."]


def test_every_finding_is_marked_told_and_listed_and_each_leads_to_the_other():
    page = page_of(TEXT)
    cards = page.css(".card")
    assert [card.id for card in cards] == ["f1", "f2", "f3", "f4", "f5"]
    for card in cards:
        number = card.id.removeprefix("f")
        assert card.css_first("a.number").attributes["href"] == f"#m{number}"
        assert page.css_first(f"#m{number}") is not None
        assert page.css_first(f".index a[href='#f{number}']") is not None
        assert card.css_first("h3 .word").text() in {"error", "warning", "note"}
    marks = {(mark.attributes["class"], mark.text(deep=False)) for mark in page.css("a.mark")}
    assert marks == {
        ("mark error", "wrong"),
        ("mark warning", "doubtful"),
        ("mark note", "perhaps"),
        ("mark related", "see"),
    }
    targets = {link.attributes["href"] for link in page.css("a[href^='#']")}
    assert all(page.css_first(target) is not None for target in targets)


def test_cards_stand_with_the_part_that_they_speak_of():
    page = page_of(TEXT)
    told = [
        (row.css_first(".text").text(strip=True)[:9], len(row.css(".card")))
        for row in page.css(".row")
    ]
    assert [count for _, count in told] == [0, 3, 0, 1, 1]


def test_nothing_of_a_document_is_taken_for_html():
    hostile = '<script>alert(1)</script> & "wrong" <img src=x onerror=alert(1)> \x00\n'
    page = page_of(hostile, faults=("<b>torn</b>",))
    assert page.css("script") == page.css("img") == page.css("b") == []
    assert '<script>alert(1)</script> & "wrong' in page.css_first(".text").text()
    assert "default-src 'none'" in page.css_first("meta[http-equiv]").attributes["content"]
    whole = render(report_of(hostile), "html")
    assert not re.search(r"\b(?:src|href)=\"(?!#)", whole)
    assert "\x00" not in whole


def test_every_document_has_a_section_and_what_was_not_read_is_told():
    page = page_of("All is shared.\n", "It is shared.\n", faults=("torn.pdf",))
    assert [node.text() for node in page.css(".document > h2")] == ["a.md", "b.md"]
    assert "torn.pdf" in page.css_first(".faults").text()
    assert "b.md:1:7" in page.css_first("#f1").text()


def test_a_page_without_findings_says_so():
    page = page_of("All is well.\n")
    assert page.css_first("#findings").text() == "Nothing was found."
    assert page.css_first(".text").text() == "All is well."


def test_colours_are_those_of_the_one_theme():
    style = _style()
    light, dark = style.split("prefers-color-scheme: dark")
    for part, palette in ((light, theme.LIGHT), (dark.split("* {")[0], theme.DARK)):
        for name, colour in re.findall(r"--([a-z-]+): (#[0-9A-F]{6});", part):
            assert palette[name] == colour, name
        assert "--vermilion" in part


WORDS = st.lists(
    st.sampled_from(["wrong", "doubtful", "perhaps", "see", "<", "&", "원"]), max_size=30
)


@given(WORDS)
def test_marks_leave_the_words_as_they_are(words):
    text = " ".join(["start", *words])
    page = page_of(text)
    for number in page.css("sup"):
        number.decompose()
    assert page.css_first(".text").text() == evidence_of(text).text


def test_the_page_is_headed_by_the_names_of_few_files_and_the_number_of_many():
    assert page_of("One.").css_first("h1").text() == "a.md"
    assert page_of("One.", "Two.").css_first("h1").text() == "a.md and b.md"
    assert page_of("One.", "Two.", "Three.").css_first("h1").text() == "3 documents"
    assert page_of().css_first("h1").text() == "No document"
