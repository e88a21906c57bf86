"""What a title and a text, two items, two sentences or two documents tell of one thing."""

from __future__ import annotations

import pytest
from tests.audit.samples import found, found_in

PACKAGE = "The heart of it is the $150 billion shipbuilding cooperation package, he said."


def test_a_sum_in_the_title_is_that_of_the_text():
    bad = "Two sides agree on $180 billion shipbuilding cooperation package"
    good = "Two sides agree on $150 billion shipbuilding cooperation package"
    other = "Two sides agree on $180 billion investment"
    assert len(found("HD952", PACKAGE, title=bad)) == 1
    assert found("HD952", PACKAGE, title=good) == []
    assert found("HD952", PACKAGE, title=other) == []


def test_items_with_the_same_words_before_the_colon_are_found():
    bad = "- Growing U.S. exports: more cars.\n- Growing U.S. exports: more beef.\n"
    good = "- High\n  - South Korea: much.\n- Low\n  - South Korea: little.\n"
    assert len(found("DU602", bad)) == 1
    assert found("DU602", good) == []


def test_an_item_within_another_of_its_day_is_found():
    bad = (
        "- 28 July 2017: Second successful ICBM test\n"
        "- 28 July 2017: North Korea carries out its second successful test of an ICBM\n"
    )
    assert len(found("DU601", bad)) == 1
    assert found("DU601", bad.replace("- 28 July 2017: N", "- 29 July 2017: N")) == []


def test_two_issues_of_a_report_are_two_things():
    text = (
        "The IMF published its World Economic Outlook in July 2025. "
        "The IMF published its World Economic Outlook in October 2025."
    )
    assert found("DU601", text) == []


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (
            "Arrivals of North Korean refugees in the South fell to 229 in 2020.",
            "North Korean defectors who entered the South numbered 292 in 2020.",
            1,
        ),
        (
            "Arrivals of North Korean refugees in the South fell to 229 in 2020.",
            "North Korean defectors who entered the South numbered 229 in 2020.",
            0,
        ),
        (
            "South Korea's GDP grew 1.4 percent in 2023.",
            "In 2023 Korea's economy grew 1.9 percent.",
            1,
        ),
        (
            "South Korea's GDP grew 1.4 percent in 2023.",
            "In 2023 Korea's economy grew 1.4 percent.",
            0,
        ),
    ],
)
def test_figures_of_one_series_are_compared_in_whatever_words(one, other, count):
    assert len(found_in("XD973", [one, other])) == count


def test_what_the_investments_come_to_is_a_sum():
    text = (
        "With the $150bn pledged and an airline's $36bn order for jets the investments come to "
        "$186bn. Talks go on."
    )
    assert len(found("LG501", text)) == 1
    assert found("LG501", text.replace("investments come", "deals come")) == []
