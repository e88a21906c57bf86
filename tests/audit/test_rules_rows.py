"""Rows of figures, in tables and in lines of text, against prose and against each other."""

from __future__ import annotations

from itertools import permutations

import pytest
from tests.audit.samples import found_in

HEAD = "A Note\n\nPublished March 3, 2026\n\n"
LINES = """

Monthly Trade
(USD billion)
2024 2025
Jan Nov Dec Jan
Ⅰ. Trade Balance 35.81 3.24 -1.22 2.68 -5.42
1. Ship Exports 15.06 1.54 -1.08 -0.48 -7.46
1.1 Steel Exports1) 690.46 56.38 52.74 55.67 48.31
2. Transport Services (net) -5.55 -0.83 -0.74 -1.39 -3.27
(Interest Income) 9.34 0.81 0.88 0.43 0.89
"""
RIGHT = (
    "The trade balance was 5.42 billion dollars in the red in January 2025. Ship exports were "
    "short of imports by far and came to 7.46 billion dollars. "
)


def note(text: str) -> str:
    return HEAD + text


WRONG = [
    RIGHT + "Transport services (net) ran a deficit of 3.72 billion dollars.",
    RIGHT + "A deficit of 3.37 billion dollars was recorded in transport services.",
    RIGHT + "Steel exports stood at 48.13 billion dollars, from 56.38 billion a year ago.",
    RIGHT + "Steel exports were 38.31 billion dollars in the\nmonth.",
    RIGHT + "Interest income was a mere 0.98 billion dollars.",
    RIGHT
    + "Interest income came to 0.89 billion dollars; steel exports amounted to 84.31 billion.",
    "Steel exports, the largest item, stood at 690.64 billion dollars over the year.",
    "Of all goods, steel exports brought in 609.46 billion dollars.",
    "The trade balance of 38.51 billion dollars for 2024 was the best in a decade.",
    "In December steel exports came to 52.47 billion dollars.",
]
AGREEING = [
    RIGHT + "Transport services ran a deficit of 3.27 billion dollars, after 1.39 billion.",
    RIGHT + "Steel exports stood at 48.3 billion dollars, down from 55.7 billion in December.",
    RIGHT + "Steel exports stood at 48 billion dollars.",
    RIGHT + "Steel exports rose by 13.48 billion dollars over two years.",
    RIGHT + "Interest income was 890 million dollars.",
    RIGHT + "Tourism, not in the table, earned 3.72 billion dollars.",
    RIGHT + "Steel exports to Norland were 12.64 billion dollars.",
    RIGHT + "Steel exports of 690.46 billion dollars in 2024 had been a record.",
    "Ship exports took up 10.6 percent of all yards.",
    "The ministry spent 48.13 billion won on roads.",
]


@pytest.mark.parametrize("text", WRONG)
def test_prose_that_mistells_a_row_of_lines_is_found(text):
    assert found_in("CO704", [note(text + LINES)])


@pytest.mark.parametrize("text", AGREEING)
def test_prose_that_tells_rows_rightly_or_something_else_is_let_stand(text):
    assert [one.message for one in found_in("CO704", [note(text + LINES)])] == []


TABLE = """

| Ministry | 2023 | 2024 | 2025 |
|---|---|---|---|
| Health and Welfare | 109.2 | 117.4 | 125.5 |
| National Defense | 57.0 | 59.4 | 61.2 |
| Education | 95.8 | 89.8 | 98.5 |
"""
YEARS = """

Visitors to the island (thousands)
2021 1,537
2022 1,648 912
2023 1,835 1,047
2024 2,159 1,263
"""


@pytest.mark.parametrize(
    "text",
    [
        f"The health and welfare budget is 152.5 trillion won in 2025.{TABLE}",
        (
            "Spending on national defense rises to 62.1 trillion won, that on health and welfare "
            f"to 125.5 trillion, and that on education to 98.5 trillion won.{TABLE}"
        ),
        (
            f"{TABLE}\n\nEducation gets 98.5 trillion won, national defense 61.2 trillion won, and "
            "health and welfare 126.5 trillion won."
        ),
        f"In 2024, 2,195 thousand visitors came, against 1,835 thousand in 2023.{YEARS}",
        f"The island had 1,853 thousand visitors in 2023 and 1,648 thousand in 2022.{YEARS}",
    ],
)
def test_prose_is_held_against_tables_and_rows_of_years(text):
    assert found_in("CO704", [note(text)])


@pytest.mark.parametrize(
    "text",
    [
        f"The health and welfare budget is 125.5 trillion won, that of 2022 was 97.5.{TABLE}",
        f"Of the education budget of 98.5 trillion won, 89.5 trillion goes to the regions.{TABLE}",
        f"The budget of national defense of 2019, 46.7 trillion won, was smaller.{TABLE}",
        f"In 2024, 1,263 thousand visitors came by air.{YEARS}",
        f"In 2024 some 2.16 million visitors came, 1.8 million in 2023.{YEARS}",
    ],
)
def test_what_a_table_does_not_hold_is_let_stand(text):
    assert [one.message for one in found_in("CO704", [note(text)])] == []


BETWEEN = [
    (
        "Port traffic (million tons)\n\nJuly June May April March\n 38.76 38.57 37.64 36.75 35.03",
        "Port traffic (million tons)\n\nMay April March Feb Jan\n 37.46 36.75 35.03 33.91 34.04",
    ),
    (
        "Total Public Outlays 607.7 697.5 639.0 638.7 -0.3",
        "The total public outlays will be 679.5 trillion won after the second extra budget.",
    ),
    (
        "| Item | 2021 | 2022 | 2023 |\n|--|--|--|--|\n| Rice imports | 408.7 | 412.3 | 421.9 |",
        (
            "Rice imports were 412.9 thousand tons in 2023, the ministry says. Rice imports of "
            "412.3 thousand tons had been enough in 2022."
        ),
    ),
    (
        (
            "| Year | 2021 | 2022 | 2023 | 2024 |\n|---|---|---|---|---|\n"
            "| Births | 26,056 | 24,918 | 23,003 | 23,831 |"
        ),
        (
            "| Year | 2020 | 2021 | 2022 | 2023 |\n|---|---|---|---|---|\n"
            "| Births | 27,234 | 26,056 | 24,918 | 32,003 |"
        ),
    ),
]
BETWEEN_RIGHT = [
    (
        "Port traffic (million tons)\n\nJuly June May April March\n 38.76 38.57 37.46 36.75 35.03",
        "Port traffic (million tons)\n\nMay April March Feb Jan\n 37.46 36.75 35.03 33.91 34.04",
    ),
    (  # the last month was revised
        "Port traffic (million tons)\n\nJuly June May April March\n 38.76 38.57 37.45 36.75 35.03",
        "Port traffic (million tons)\n\nMay April March Feb Jan\n 37.46 36.75 35.03 33.91 34.04",
    ),
    (
        "Total Public Outlays 607.7 679.5 639.0 638.7 -0.3",
        "The total public outlays will be 679.5 trillion won after the second extra budget.",
    ),
    (
        (
            "| Year | 2021 | 2022 | 2023 | 2024 |\n|---|---|---|---|---|\n"
            "| Births | 26,056 | 24,918 | 23,003 | 23,831 |"
        ),
        (
            "| Year | 2021 | 2022 | 2023 | 2024 |\n|---|---|---|---|---|\n"
            "| Deaths | 31,768 | 37,294 | 35,251 | 35,836 |"
        ),
    ),
]


@pytest.mark.parametrize("texts", BETWEEN)
def test_rows_of_two_documents_that_differ_by_a_slip_are_found(texts):
    for order in permutations(texts):
        assert found_in("XD973", [note(text) for text in order])


@pytest.mark.parametrize("texts", BETWEEN_RIGHT)
def test_rows_of_two_documents_that_agree_or_are_of_two_things_are_let_stand(texts):
    for order in permutations(texts):
        assert [one.message for one in found_in("XD973", [note(text) for text in order])] == []
