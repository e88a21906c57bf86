"""Heads of plain texts whose lines stand one below the other."""

from __future__ import annotations

import datetime as dt

import pytest

from bongsu.evidence.reading import read_bytes

BODY = "\n\nThe port handled 2.1 million boxes, the harbour authority said in its yearly account.\n"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "Boxes handled in the south of the coast\nHarbour data, in a paper\nJanuary 5, 2015",
            "Boxes handled in the south of the coast",
        ),
        (
            "Final results of the review of cranes;\nsecond round\nJanuary 5, 2015",
            None,
        ),
        (
            "Cranes from the north: the\nreview of orders\nGazette 82, Issue 47 (January 5, 2015)",
            "Cranes from the north: the review of orders",
        ),
    ],
)
def test_a_title_a_publisher_and_a_day_are_told_apart_by_their_lines(head, title):
    article = read_bytes(f"{head}{BODY}".encode(), "made-up.txt").articles[0]
    assert article.published == dt.date(2015, 1, 5)
    assert title is None or article.title == title
