"""Articles of one file, and what the head of each says."""

from __future__ import annotations

import datetime as dt

import pytest

from bongsu.evidence.documents import Article, BlockKind
from bongsu.evidence.reading import read_bytes

BODY = "The ministry said that it would build nine piers, and that the work would go on for years."


def articles(text: str, name: str = "a.txt") -> tuple[Article, ...]:
    """The articles of a text."""
    return read_bytes(text.encode(), name).articles


def test_each_title_above_a_day_begins_an_article() -> None:
    text = (
        f"# Ports Grow\n\nPublished May 5, 2031\n\n{BODY}\n\n## What next\n\n{BODY}\n\n"
        f"# Farms Shrink\n\nPublished June 6, 2031\n\nAuthor: Han Bora\n\n{BODY}\n"
    )
    first, second = articles(text)
    assert (first.title, second.title) == ("Ports Grow", "Farms Shrink")
    assert (first.published, second.published) == (dt.date(2031, 5, 5), dt.date(2031, 6, 6))
    assert second.authors == ("Han Bora",)
    assert first.end <= second.start


def test_a_banner_above_every_title_is_no_title() -> None:
    text = "".join(
        f"## THE HARBOUR\n\n## {title}\n\nPublished May {day}, 2031\n\n{BODY}\n\n"
        for day, title in enumerate(("Ports Grow", "Farms Shrink", "Roads Wait"), 1)
    )
    assert [a.title for a in articles(text)] == ["Ports Grow", "Farms Shrink", "Roads Wait"]


def test_a_title_broken_over_two_headings_is_mended() -> None:
    text = "".join(
        f"## THE HARBOUR\n\n# {one}\n\n# {two}\n\nPublished May 5, 2031\n\n{BODY}\n\n"
        for one, two in (("The Long Road to", "New Ports"), ("Why Farms", "Shrink"))
    )
    assert [a.title for a in articles(text)] == ["The Long Road to New Ports", "Why Farms Shrink"]


@pytest.mark.parametrize(
    "line",
    [
        "Published May 5, 2031", "Published: 5 May 2031", "Posted on May 5, 2031",
        "Date: 2031-05-05",
        "Updated May 5th, 2031", "Release date: 2031.05.05", "May 5, 2031", "(May 5, 2031)",
        "FOR IMMEDIATE RELEASE May 5, 2031", "Posted: 5 May 2031, 17:31",
        "Ministry of Ports, Press Release\nMay 5, 2031", "By Han Bora\nThe Post, May 5, 2031",
        "Ports Service, In Focus\nUpdated May 5, 2031\nHan Bora, Analyst in Ports",
        "Brief prepared for the staff of the harbour | Updated May 5, 2031",
        "Board of the Ports System\nMay 5, 2031\nFor release at 2:00 p.m. EDT",
        "SEOUL, May 5, 2031 (Newswire) -- The ports grew by a tenth last year, a ministry said.",
    ],
)  # fmt: skip
def test_the_head_says_when(line: str) -> None:
    (article,) = articles(f"# Ports Grow\n\n{line}\n\n{BODY}")
    assert article.published == dt.date(2031, 5, 5)


def test_a_short_month_may_end_in_a_full_stop() -> None:
    (article,) = articles(f"# Ports Grow\n\nPublished: 31 Jul. 2031, 17:31\n\n{BODY}")
    assert article.published == dt.date(2031, 7, 31)


@pytest.mark.parametrize(
    "line",
    [
        "Published February 30, 2031",
        "It opened on May 5, 2031, and closed in June.",
        "The Ports Agreement of May 5, 2031, and Its Costs",
        "The ports of the south were opened to ships of every size and flag on May 5, 2031",
    ],
)
def test_no_day_is_made_up(line: str) -> None:
    (article,) = articles(f"# Ports Grow\n\n{BODY}\n\n{BODY}\n\n{line}")
    assert article.published is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Author: Han Bora", ("Han Bora",)),
        ("By Han Bora and Seo J. Min", ("Han Bora", "Seo J. Min")),
        ("Authors: Han Bora, Seo Min, and Ko Ara", ("Han Bora", "Seo Min", "Ko Ara")),
        ("By the end of the year", ()),
    ],
)
def test_the_head_says_who(line: str, names: tuple[str, ...]) -> None:
    (article,) = articles(f"# Ports Grow\n\n{line}\n\nPublished May 5, 2031\n\n{BODY}")
    assert article.authors == names


def test_paragraphs_that_a_page_broke_are_joined() -> None:
    text = (
        "# Ports Grow\n\nThe ministry of ports said on Monday that it would build nine new piers"
        f" in the\n\nsouth by the end of the decade.\n\n{BODY}"
    )
    (article,) = articles(text)
    paragraphs = [b for b in article.blocks if b.kind is BlockKind.PARAGRAPH]
    assert len(paragraphs) == 2


@pytest.mark.parametrize(
    "aside", ["[12]", "[Photo: the ministry]", "(Photo)", "[bongsu: ignore AR101]"]
)
def test_a_remark_in_brackets_behind_a_sentence_leaves_its_paragraph_ended(aside: str) -> None:
    source = (
        f"The committee met for the third time and looked at what the year had cost. {aside}\n\n"
        "The members will meet again before the summer and then decide on it.\n"
    )
    (article,) = articles(source)
    assert len(article.blocks) == 2


def test_a_sentence_broken_behind_a_remark_in_brackets_is_still_joined() -> None:
    source = (
        "The committee met for the third time and looked at what the whole past year [2025]\n\n"
        "had cost the ministries and the provinces.\n"
    )
    (article,) = articles(source)
    assert len(article.blocks) == 1


def test_paragraphs_that_open_with_a_day_are_a_timeline() -> None:
    text = (
        f"# Ports\n\n{BODY}\n\nMay 5 A pier opens.\n\nMay 6 A pier shuts.\n\nMay 7 A ship sails.\n"
    )
    (article,) = articles(text)
    items = [b for b in article.blocks if b.kind is BlockKind.ITEM]
    assert len(items) == 3


def test_a_text_without_a_head_is_one_article() -> None:
    (article,) = articles(f"{BODY} {BODY}\n\n{BODY}\n")
    assert (article.title, article.published, article.authors) == ("", None, ())


def test_tables_are_counted_anew_in_each_article() -> None:
    text = "".join(
        f"# {title}\n\nPublished May 5, 2031\n\n{BODY}\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n"
        for title in ("Ports Grow", "Farms Shrink")
    )
    for article in articles(text, "a.md"):
        assert len(article.tables) == 1
        assert {b.table for b in article.blocks if b.kind is BlockKind.CELL} == {0}
