"""Titles whose own numbers and labels promise nothing, and those that do."""

from __future__ import annotations

import pytest
from tests.audit.samples import found

from bongsu.audit.checking import check
from bongsu.evidence.reading import analyse, read_bytes

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


LABELS = ["FACT SHEET: ", "Press Release", "Joint Statement: A Pact,", ","]


@pytest.mark.parametrize("title", LABELS)
def test_a_title_of_nothing_but_a_label_is_read(title: str) -> None:
    body = "The port and the yard agreed on a pact on trade. " * 12
    document = read_bytes(f"{title}\nPublished March 3, 2026\n\n{body}\n".encode(), "made-up.txt")
    assert all(finding.rule != "HD952" for finding in check(analyse(document)))
