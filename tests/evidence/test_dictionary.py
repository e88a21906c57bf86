"""Phrases are found by whole words, however they are joined, and never in bounded-time trouble."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.evidence.dictionary import Phrases, words

NAMES = Phrases(
    [
        ("Samsung", "group"),
        ("Samsung SDI", "batteries"),
        ("Lee Jae-myung", "president"),
        ("WHO", "health"),
        ("reciprocal tariffs", "tariffs"),
        ("U.S. Forces Korea", "usfk"),
    ]
)


def found(text):
    return [(text[start:end], payloads) for start, end, payloads in NAMES.find(text)]


def test_the_longest_phrase_wins():
    assert found("Samsung SDI and Samsung") == [
        ("Samsung SDI", ("batteries",)),
        ("Samsung", ("group",)),
    ]


@pytest.mark.parametrize("written", ["Lee Jae-myung", "Lee Jae Myung", "LEE JAE-MYUNG"])
def test_hyphens_blanks_and_capitals_do_not_matter(written):
    assert found(f"President {written}'s visit") == [(written, ("president",))]


def test_a_line_break_is_a_blank_but_a_blank_line_is_not():
    assert found("reciprocal\ntariffs")
    assert not found("reciprocal\n\ntariffs")


def test_capitals_mean_capitals():
    assert not found("those who came")
    assert found("the WHO said") == [("WHO", ("health",))]
    assert not found("samsung")
    assert found("Reciprocal Tariffs") == [("Reciprocal Tariffs", ("tariffs",))]


def test_dots_within_abbreviations_join():
    assert found("the U.S. Forces Korea")[0][1] == ("usfk",)


def test_words_apart_are_not_a_phrase():
    assert not found("reciprocal, tariffs")
    assert not found("reciprocal and tariffs")
    assert not found("SamsungSDI")


def test_nothing_is_found_by_nothing():
    assert list(Phrases([]).find("Samsung")) == []
    assert list(Phrases([("-", 1)]).find("- -")) == []


@given(st.text(alphabet="aA .-\n'", max_size=60))
def test_a_phrase_finds_itself_between_other_words(around):
    text = f"{around} 0 Lee Jae-myung 0 {around}"
    assert ("Lee Jae-myung", ("president",)) in found(text)


@given(st.text(max_size=80))
def test_spans_hold_the_words_of_their_phrase(text):
    for start, end, _ in NAMES.find(text):
        assert words(text[start:end])
        assert not text[start].isspace()
        assert not text[end - 1].isspace()


@pytest.mark.parametrize("piece", ["1234567890", ",", "[", "Samsung ", "U.S. ", "a-"])
def test_a_megabyte_of_anything_takes_bounded_time(piece):
    text = piece * (1_000_000 // len(piece))
    begun = time.process_time()
    for _ in NAMES.find(text):
        pass
    assert time.process_time() - begun < 10
