"""Figures that only other figures of a text show to be wrong, sentences or paragraphs apart."""

from __future__ import annotations

import pytest
from tests.audit.ruled import rules_of, sentences

from bongsu.audit.reading.changed import inflected, way_of

MADE = sentences("apart")
WRONG = [(rule, text) for rule, texts in MADE.items() if rule != "right" for text in texts]
NUMBERS = ("NU", "UN", "AR", "FX")


def rules_on(text: str) -> set[str]:
    return rules_of(text, NUMBERS, "made-up.md")


@pytest.mark.parametrize(("rule", "text"), WRONG)
def test_the_arithmetic_tells_what_no_words_join(rule, text):
    assert rule in rules_on(text)


@pytest.mark.parametrize("text", MADE["right"])
def test_figures_of_other_things_are_not_held_against_one_another(text):
    assert rules_on(f"# A Title\n\nPublished March 12, 2025\n\n{text}") == set()


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("trim", ["trim", "trims", "trimmed", "trimming"]),
        ("erode", ["erode", "erodes", "eroded", "eroding"]),
        ("rally", ["rally", "rallies", "rallied", "rallying"]),
        ("edge up", ["edge up", "edges up", "edged up", "edging up"]),
    ],
)
def test_verbs_are_inflected_by_rule(verb, forms):
    assert inflected(verb) == forms


@pytest.mark.parametrize(
    ("word", "way"),
    [
        ("enlargement", "up"),
        ("shrivelled", ""),
        ("dwindled", "down"),
        ("dearer", "up"),
        ("gap", "apart"),
        ("tax", ""),
    ],
)
def test_a_word_of_change_tells_its_way(word, way):
    assert way_of(word) == way
