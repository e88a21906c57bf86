"""Where sentences end, and where a full stop does not end one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.sentences import sentences


def split(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> list[str]:
    """The sentences of a text that is one block."""
    block = Block(kind=kind, start=0, end=len(text))
    return [text[part.start : part.end] for part in sentences(text, [block])]


@pytest.mark.parametrize(
    "parts",
    [
        ["It rose.", "It fell."],
        ["Did it rise?", "It did!", "It fell."],
        ['He said "it rose."', "It fell."],
        ["It rose 2.5 percent.", "It fell 1.5 percent."],
        ["It rose (by 2 percent).", "It fell."],
        ["It cost $5 million.", "$3 million was paid."],
        ["It ended in the U.S.", "The sum was paid."],
        ["It rose…", "It fell."],
        ["It met in Sejong.", "“We agree,” it said."],
    ],
)
def test_sentences_end_at_stops(parts: list[str]) -> None:
    assert split(" ".join(parts)) == parts


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Kim met Gen. Lee on Jan. 5 in the U.S. Senate.",
        "It cost approx. 5 million won, i.e. little.",
        "See No. 5 and Art. 7 of the act.",
        "Mr. J. Park of Hanok Inc. spoke at 5 p.m. yesterday.",
        "It rose by 2.5 percent and then e.g. by 3.",
        "It is said ... that it rose.",
        "Nos. 5 and 6 of vol. 7 are lost.",
    ],
)
def test_abbreviations_end_none(text: str) -> None:
    assert split(text) == [text]


def test_headings_are_one_sentence_and_lines_end_one() -> None:
    assert split("What next? A plan.", BlockKind.HEADING) == ["What next? A plan."]
    assert split("One line\nAnother line", BlockKind.CELL) == ["One line", "Another line"]


def test_a_sentence_goes_on_behind_the_page_that_broke_it() -> None:
    broken = "The court granted a temporary\n\nstay on May 29."
    assert split(broken) == [broken]
    assert split("steel\naluminum", BlockKind.CELL) == ["steel", "aluminum"]


def test_what_no_author_writes_is_cut_at_blanks() -> None:
    text = "word " * 5_000
    parts = split(text)
    assert max(map(len, parts)) <= 3_000
    assert " ".join(parts) == text.strip()


@given(st.text(alphabet="aB .!?\n\t…”)U.S5", max_size=200))
def test_sentences_hold_every_word_once_and_in_order(text: str) -> None:
    parts = sentences(text, [Block(kind=BlockKind.PARAGRAPH, start=0, end=len(text))])
    assert "".join("".join(text[p.start : p.end].split()) for p in parts) == "".join(text.split())
    for part in parts:
        words = text[part.start : part.end]
        assert words == words.strip() != ""
