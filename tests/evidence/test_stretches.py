"""Dates that are the ends of one stretch, and the day from which a text without one reckons."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.evidence.reading_texts import evidence

from bongsu.evidence.reading import analyse, read_bytes

HEAD = "Published May 5, 2031\n\n"
JOINED = {
    "Fares for January through March rose.": "2031-01/2031-03",
    "Fares rose from 2020 to 2029.": "2020/2029",
    "From July 2029 to June 2030 fares rose.": "2029-07/2030-06",
    "The fair ran from March 3 to April 2, 2031.": "2031-03-03/2031-04-02",
    "It was asked between March 3 and April 2, 2031.": "2031-03-03/2031-04-02",
}
APART = {
    "The opening is delayed from 2041 to 2048.": ["2041", "2048"],
    "Fares rose in 2029 and 2030.": ["2029", "2030"],
    "It ran from May 5 of last year to May 9 of last year.": ["2030-05-05", "2030-05-09"],
}
DATELINES = {
    "BUSAN, August 29, 2023 – The port grew last year.": "2022",
    "BUSAN, Aug. 29, 2023 (Harbour Wire) -- The port grew last year.": "2022",
    "May 2024\n\nThe port grew last year.": "2023",
    "8/13/2024\n\nThe port grew last year.": "2023",
    "September. 26, 2012 04:24. by A. Writer\n\nThe port grew last year.": "2011",
    "The port authority announced on January 2, 2025, that it grew last year.": "2024",
}


@pytest.mark.parametrize("sentence", JOINED)
def test_two_ends_make_one_stretch(sentence: str) -> None:
    found = evidence(HEAD + sentence)
    assert [date.edtf for date in found.stretches][1:] == [JOINED[sentence]]
    assert len(found.dates) == 3  # rules look at each as it is written


@pytest.mark.parametrize("sentence", APART)
def test_times_that_are_no_ends_stay_apart(sentence: str) -> None:
    found = evidence(HEAD + sentence)
    assert [date.edtf for date in found.stretches][1:] == APART[sentence]


@pytest.mark.parametrize("text", DATELINES)
def test_the_head_tells_from_when_a_text_reckons(text: str) -> None:
    found = evidence("The Old Harbour\n\n" + text)
    assert found.dates[-1].edtf == DATELINES[text]


@pytest.mark.parametrize(
    ("name", "edtf"),
    [("harbour-2019-04-02.txt", "2018"), ("harbour_201904.md", "2018"), ("harbour.txt", None)],
)
def test_the_name_of_a_file_tells_it_where_the_text_does_not(name: str, edtf: str | None) -> None:
    (found,) = analyse(read_bytes(b"The port grew last year.", name))
    assert [date.edtf for date in found.dates] == [edtf]
    assert found.article.published is None  # which is too little to say when it came out


def test_a_dateline_without_its_year_takes_that_of_the_name() -> None:
    text = b"BUSAN, Nov. 24 (Harbour Wire) -- The port opens on Friday."
    (found,) = analyse(read_bytes(text, "harbour-2022.txt"))
    assert found.dates[0].first == dt.date(2022, 11, 24)
