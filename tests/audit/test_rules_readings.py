"""Figures bound to a series by their clause, by what stood before, or as changes.

The facts: Statistics Korea's fertility rate of 2018 (0.98), consumer prices of 2023 (3.6 percent)
and unemployment rate of 2023 (2.7 percent); the Ministry of Unification's arrivals (2,914 in 2009,
63 in 2021, 236 in 2024); growth of real GDP in 2023, at first 1.4 percent; 28,500 U.S. troops.
"""

from __future__ import annotations

import pytest
from tests.audit.samples import found, quotes

WRONG = {
    "The fertility rate of South Korea fell. In 2018, it went below one, hitting 0.89.": "0.89",
    "Arrivals of North Koreans rose to 196 in 2023 and arrivals reached 263 in 2024.": "263",
    "Arrivals of North Koreans in the South hit a record high of 2,419 in 2009.": "2,419",
    "North Korean refugees entering South Korea fell to 229 in 2020 and 36 in 2021.": "36",
    "South Korea's GDP grew 1.9 percent in 2023.": "1.9 percent",
    "South Korea's consumer prices rose 6.3 percent in 2023.": "6.3 percent",
    "The unemployment rate of South Korea was 5.1 percent in 2023.": "5.1 percent",
    "About 38,500 U.S. troops are stationed in South Korea.": "38,500",
}
RIGHT = [
    "The fertility rate of South Korea fell. In 2018, it went below one, hitting 0.98.",
    "Arrivals of North Koreans fell. They rose to 196 in 2023 and arrivals reached 236 in 2024.",
    "South Korea's GDP grew 1.4 percent in 2023.",
    "South Korea's GDP grew 0.6 percent in the first quarter of 2023.",
    "South Korea's GDP is expected to grow 2.3 percent in 2025.",
    "South Korea's consumer prices rose 3.6 percent in 2023.",
    "Youth in South Korea had an unemployment rate of 5.9 percent in 2023.",
    "About 28,500 U.S. troops are stationed in South Korea.",
    "About 37,500 U.S. troops were stationed in South Korea in 2003.",
    "About 54,000 U.S. troops are stationed in Japan.",
    "The contribution rate of the National Pension was 9 percent in 2024.",
]


@pytest.mark.parametrize("text", WRONG)
def test_a_figure_that_was_never_published_is_found(text):
    assert quotes(found("RF851", text)) == [WRONG[text]]


@pytest.mark.parametrize("text", RIGHT)
def test_a_published_figure_or_another_measure_is_let_stand(text):
    assert [one.message for one in found("RF851", text)] == []


def test_a_rate_in_law_is_told_of_the_day():
    day = "June 3, 2024"
    assert quotes(
        found("RF851", "The contribution rate for our National Pension is 8%.", published=day)
    ) == ["8%"]
    assert (
        found("RF851", "The contribution rate for our National Pension is 9%.", published=day) == []
    )


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (
            "South Korea's fertility rate fell to 0.72, down from 2020's 0.78.",
            "South Korea's fertility rate fell to 0.72, down from 2020's 0.84.",
        ),
        (
            "The cumulative number of North Korean defectors in the South stood at 32,882 in 2022.",
            "The cumulative number of North Korean defectors in the South stood at 33,882 in 2022.",
        ),
        (
            "The fertility rate of South Korea is low. The rate fell from 2020's 0.78 again.",
            "South Korea's cumulative exports stood at USD 440 billion in 2023.",
        ),
    ],
)
def test_figures_of_a_year_that_owns_them_and_so_far_are_compared(wrong, right):
    assert len(found("RF851", wrong)) == 1
    assert [one.message for one in found("RF851", right)] == []
