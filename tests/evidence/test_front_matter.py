"""What a Markdown file says about itself above its text is no prose, and dates and names it."""

from __future__ import annotations

import datetime as dt

import pytest

from bongsu.evidence.documents import Document
from bongsu.evidence.reading import analyse, read_bytes

YAML = """---
title: "Exports of 2025: a record"
date: 2026-02-10T09:30:00+09:00
authors:
  - name: Kim Min-su
  - Lee Ji-eun
tags: [trade, 2024]
---

Exports rose to $683.8 billion. The vote was held on April 10 last year.
"""
TOML = """+++
title = 'Exports of 2025: a record'
date = 2026-02-10
author = "Kim Min-su and Lee Ji-eun"
+++
Exports rose to $683.8 billion. The vote was held on April 10 last year.
"""


def _read(text: str, name: str = "a.md") -> Document:
    return read_bytes(text.encode(), name)


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@pytest.mark.parametrize("text", [YAML, TOML, YAML.replace("\n", "\r\n"), "\ufeff" + YAML])
def test_the_head_tells_title_day_and_authors(text: str, name: str) -> None:
    document = _read(text, name)
    (article,) = document.articles
    assert article.title == "Exports of 2025: a record"
    assert article.published == dt.date(2026, 2, 10)
    assert article.authors == ("Kim Min-su", "Lee Ji-eun")


def test_what_the_head_holds_is_no_claim_and_its_title_keeps_its_place() -> None:
    document = _read(YAML)
    (evidence,) = analyse(document)
    assert "tags" not in document.text
    assert [document.text[one.start : one.end] for one in evidence.quantities] == ["$683.8 billion"]
    assert [date.edtf for date in evidence.dates] == ["2025", "2025-04-10"]
    start, end = document.articles[0].title_span or (0, 0)
    assert document.text[start:end] == "Exports of 2025: a record"
    assert document.source[document.source_span(start, end)[0] :].startswith("Exports of")


def test_a_text_with_a_title_of_its_own_is_not_titled_twice() -> None:
    document = _read(YAML.replace("---\n\nExports", "---\n\n# A record year\n\nExports"))
    assert document.articles[0].title == "A record year"
    assert "Exports of 2025" not in document.text


def test_prose_between_rules_is_prose() -> None:
    document = _read("---\nExports rose to $683.8 billion.\n---\n\nThe vote came later.\n")
    assert "683.8" in document.text


@pytest.mark.parametrize("head", ["title: [a\n", "title: *name\n", "title: a\ntitle: b\n"])
def test_a_head_that_is_not_understood_is_told(head: str) -> None:
    document = _read(f"---\n{head}---\n\nThe vote came later.\n")
    assert any("not understood" in note for note in document.notes)
    assert "The vote came later." in document.text


def test_a_number_of_too_many_digits_is_told():
    document = _read(f"+++\ntitle = 'A'\nsize = {'9' * 6000}\n+++\nThe vote came later.\n")
    assert any("not understood" in note for note in document.notes)


def test_a_head_without_an_end_is_read_in_time() -> None:
    document = _read("---\n" + "a: b\n" * 100_000)
    assert len(document.text) >= 400_000
