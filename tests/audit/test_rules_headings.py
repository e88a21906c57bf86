"""Titles whose own numbers and labels promise nothing, and those that do."""

from __future__ import annotations

import pytest
from tests.audit.samples import found

BODY = "The council met again and spoke of the harbor, of rents and of the price of rice. " * 25
PROMISED = [
    "What Chapter 85 of the Code Means for Ferries",
    "Ferries and the TRIFPO",
]
LABELLED = [
    "Title 22, Chapter 85: The Price of Rice",
    "(LEAD) Council speaks of rents",
    "(2nd LD) Council speaks of rents",
]


@pytest.mark.parametrize("title", PROMISED)
def test_what_a_title_names_and_no_line_mentions_is_found(title):
    assert len(found("HD952", BODY, title=title)) == 1


@pytest.mark.parametrize("title", LABELLED)
def test_the_number_of_a_text_and_the_label_of_a_wire_promise_nothing(title):
    assert [one.message for one in found("HD952", BODY, title=title)] == []
