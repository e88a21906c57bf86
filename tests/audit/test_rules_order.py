"""Dates that do not go together in one text."""

from __future__ import annotations

import pytest
from tests.audit.samples import found, found_in, quotes

LEDGER = "Q4 2025 Trade Ledger"
OTHER_PERIOD = {
    "Q4 2024 was the first full quarter of the new deal.": "Q4 2024",
    "Q4 2024 saw many deals.": "Q4 2024",
    "The fourth quarter of 2024 brought four announcements.": "The fourth quarter of 2024",
    "The last quarter of 2023 began with a cut.": "The last quarter of 2023",
    "In Q4 2024, firms announced many plants.": "Q4 2024",
    "The final quarter of 2024 marked a turn.": "The final quarter of 2024",
    "## Q4 2024 Timeline\n\nText.": "Q4 2024",
    "2024 Q4 was busy.": "2024 Q4",
}
OWN_PERIOD = [
    "Q4 2025 was the first full quarter of the new deal.",
    "Exports rose 5 percent from Q4 2024.",
    "Compared with Q4 2024, exports rose.",
    "Q3 2025 was calmer.",
    "In Q1 2026, more is expected.",
    "Deals were fewer than in the fourth quarter of 2024.",
    "Since Q4 2024 the tariff has been in force.",
    "Q4 2024 and Q4 2025 were alike.",
    "The fourth quarter of 2025 brought four announcements.",
    "The first half of 2024 saw a slump.",
    "In 2024, exports were weak.",
    "Like Q4 2024, this quarter was busy.",
]


@pytest.mark.parametrize("text", OTHER_PERIOD)
def test_the_period_of_another_title_is_found(text):
    assert quotes(found("DT501", text, title=LEDGER)) == [OTHER_PERIOD[text]]


@pytest.mark.parametrize("text", OWN_PERIOD)
def test_the_own_period_and_what_it_is_compared_with_are_let_stand(text):
    assert quotes(found("DT501", text, title=LEDGER)) == []


LATER = [
    "The ministers signed the accord on October 31. Later in the month, a yard won an order.",
    "On January 31 the plan was published, and later that month the vote was held.",
    "It decides on February 25, and later in the month, on March 13, it reports.",
    "On May 20, 2025, they met. Later in the month, on May 9, they met again.",
    "Talks began on March 30; later that month they broke off.",
    "They met on May 12; earlier in the month, on May 20, they had not.",
    (
        "The summit was held on October 12. Later in the month, Alder Ships bought a yard.\n\n"
        "| Date | Firm |\n|---|---|\n| December 3 | Alder Ships |\n| December 1 | "
        "Hanbit Cells |"
    ),
    "On August 30, 2025, the vote was lost. Later in the month the party split.",
]
IN_TIME = [
    "The ministers signed the accord on October 3. Later in the month, a yard won an order.",
    "On January 9 the plan was published, and later that month the vote was held.",
    "It decides on February 5, and later in the month, on February 13, it reports.",
    "On May 2, 2025, they met. Later in the month, on May 9, they met again.",
    "In March talks began; later that month they broke off.",
    "Later in the month they met.",
    "On October 31 they met. Later that year they parted.",
    (
        "The summit was held on December 2. Later in the month, Alder Ships bought a yard.\n\n"
        "| Date | Firm |\n|---|---|\n| December 13 | Alder Ships |\n| December 1 | "
        "Hanbit Cells |"
    ),
    "On October 31 they met. A month later they parted.",
    "Earlier in the month, on May 2, they met; on May 12 they parted.",
    "In September, and later in the month of October, they met.",
    "It was signed on May 12 and, later in the month, ratified.",
]


@pytest.mark.parametrize("text", LATER)
def test_later_in_a_month_that_is_over_is_found(text):
    assert len(found("DT502", text)) == 1


@pytest.mark.parametrize("text", IN_TIME)
def test_later_in_a_month_that_lasts_is_let_stand(text):
    assert [one.message for one in found("DT502", text)] == []


TWO_DATES = [
    (
        "The Busan Fishing Accord was signed on May 3, 2025. It took long.\n\nThe Busan "
        "Fishing Accord "
        "was signed on May 13, 2025."
    ),
    (
        "The Coastal Shipping Act took effect on January 1, 2026. Firms adapt.\n\nThe "
        "Coastal Shipping "
        "Act took effect on March 1, 2026."
    ),
    (
        "The Busan Fishing Accord was signed in 2014.\n\nThe Busan Fishing Accord was "
        "signed in 2015."
    ),
    (
        "On May 3, 2025, ministers signed the Busan Fishing Accord.\n\nThe Busan "
        "Fishing Accord was "
        "signed in June 2025."
    ),
    (
        "The Hanbit Research Institute was founded in 1990.\n\nThe Hanbit Research "
        "Institute was "
        "established in 1980."
    ),
    (
        "The Coastal Energy Plan was released on May 4, 2025.\n\nThe Coastal Energy "
        "Plan was published "
        "on June 4, 2025."
    ),
    (
        "The Coastal Shipping Act was passed on May 4, 2025.\n\nThe Coastal Shipping "
        "Act was enacted on "
        "May 14, 2025."
    ),
    (
        "The Alder Battery Plant opened in March 2024.\n\nThe Alder Battery Plant "
        "opened in May 2024."
    ),
]
ONE_DATE = [
    (
        "The Busan Fishing Accord was signed on May 3, 2025.\n\nThe Busan Fishing "
        "Accord took effect on "
        "June 3, 2025."
    ),
    (
        "The Busan Fishing Accord was signed on May 3, 2025.\n\nThe Busan Fishing "
        "Accord was signed in "
        "May 2025."
    ),
    (
        "The Busan Fishing Accord was signed in 2025.\n\nThe Ulsan Fishing Accord was "
        "signed in 2024."
    ),
    (
        "The Coastal Shipping Act was passed in 2020.\n\nThe Coastal Shipping Act was "
        "amended in 2024."
    ),
    (
        "The Coastal Shipping Act was passed in 2020.\n\nA new version of the Coastal "
        "Shipping Act was "
        "passed in 2024."
    ),
    "The ministers met on May 3, 2025.\n\nThe ministers met on May 9, 2025.",
    "The report was released on May 3, 2025.\n\nThe report was released on June 3, 2025.",
    (
        "The Coastal Shipping Act will be passed in 2027.\n\nThe Coastal Shipping "
        "Act was passed in "
        "2020."
    ),
    "The Alder Battery Plant opened in March 2024.\n\nThe Alder Battery Plant opened in 2024.",
    (
        "The Busan Fishing Accord, which followed talks of May 2, was signed on May "
        "3, 2025.\n\nThe "
        "Busan Fishing Accord was signed on May 3, 2025."
    ),
    (
        "The Second Coastal Plan was released on May 4, 2025.\n\nThe Third Coastal Plan "
        "was released on "
        "June 4, 2025."
    ),
    "The Busan Fishing Accord was signed on May 3, 2025, and ratified on June 9, 2025.",
]


@pytest.mark.parametrize("text", TWO_DATES)
def test_two_dates_of_one_event_are_found(text):
    assert len(found("DT503", text)) == 1


@pytest.mark.parametrize("text", ONE_DATE)
def test_dates_that_agree_or_tell_of_other_events_are_let_stand(text):
    assert [one.message for one in found("DT503", text)] == []


def timeline(*days: str) -> str:
    return "\n\n".join(f"**{day}** The ministry does something of note." for day in days)


DISORDERED = {
    ("December 9", "December 2", "November 20", "October 4", "November 12", "October 2"): 1,
    ("October 2", "October 9", "December 20", "November 4", "November 12", "December 1"): 1,
    ("May 1", "May 2", "May 3", "May 30", "May 5", "May 6", "May 7"): 1,
    ("May 9", "May 7", "May 6", "May 5", "May 4", "May 8", "May 2"): 1,
    ("June 20", "May 14", "April 1", "April 3"): 1,
    ("May 1", "May 2", "May 4", "May 3", "May 5", "May 6", "May 7"): 1,
    ("May 9", "May 8", "May 7", "May 6", "May 5", "May 4", "May 10"): 1,
    ("January 3", "January 9", "February 2", "January 20", "February 11", "March 1"): 1,
}
ORDERED = [
    ("December 9", "December 2", "November 20", "October 4", "October 2"),
    ("October 2", "October 9", "November 4", "November 12", "December 1"),
    ("May 1", "May 1", "May 2", "May 2", "May 3"),
    ("May 1", "May 9"),
    ("May 9", "May 1", "May 5"),
    ("May 9", "May 1", "May 12", "May 3", "May 2", "May 20", "May 4"),
]


@pytest.mark.parametrize("days", DISORDERED)
def test_an_entry_out_of_order_is_found(days):
    assert len(found("DT514", timeline(*days), title="2025 Calendar")) == DISORDERED[days]


@pytest.mark.parametrize("days", ORDERED)
def test_entries_in_order_or_in_none_are_let_stand(days):
    assert found("DT514", timeline(*days), title="2025 Calendar") == []


def test_the_day_line_below_a_title_is_no_entry():
    days = ("May 1, 2020", "May 5, 2021", "May 9, 2022", "June 2, 2023")
    late = ("May 1, 2020", "May 5, 2025", "May 9, 2022", "June 2, 2023")
    head = "# Tests\n\nApril 5, 2019\n\n"
    assert found_in("DT514", [head + timeline(*days)]) == []
    assert len(found_in("DT514", [head + timeline(*late)])) == 1


def _second_column(firsts, days):
    rows = "".join(f"| {a} | {day} | so |\n" for a, day in zip(firsts, days, strict=True))
    return f"| Name | Date | What |\n|---|---|---|\n{rows}"


def test_dates_behind_the_first_column_of_a_table_are_an_order_too():
    days = ("May 1, 2006", "May 5, 2009", "May 9, 2016", "March 2, 2016", "June 2, 2017")
    assert len(found("DT514", _second_column("PQTSU", days))) == 1
    assert found("DT514", _second_column("PQSTU", days)) == []  # in order of its names


@pytest.mark.parametrize(
    ("heading", "days", "strays"),
    [
        ("Q4 2024 Timeline", ("December 9, 2024", "November 2, 2024"), 0),
        ("Q4 2024 Timeline", ("December 9, 2024", "September 2, 2024"), 1),
        ("Q4 2024 Timeline", ("January 9, 2025", "November 2, 2024"), 1),
        ("May 2025", ("May 9, 2025", "June 2, 2025"), 1),
        ("May 2025", ("May 9, 2025", "May 2, 2025"), 0),
        ("Timeline", ("May 9, 2025", "June 2, 2024"), 0),
    ],
)
def test_an_entry_outside_the_period_of_its_heading_is_found(heading, days, strays):
    text = f"## {heading}\n\n{timeline(*days)}"
    assert len(found("DT514", text, title="A Calendar")) == strays


@pytest.mark.parametrize(
    ("title", "wrong", "right"),
    [
        (
            "Government Announces 2024 Budget Proposal",
            "Spending in the 2014 budget proposal is set at 656 trillion won.",
            "Spending in the 2023 budget proposal was set at 638 trillion won.",
        ),
        (
            "Investment, Third Quarter of 2024",
            "The third quarter of 2022 alone brought 9 billion dollars.",
            "Compared with the third quarter of 2022, the sum was large.",
        ),
    ],
)
def test_a_year_that_is_not_the_titles_is_found(title, wrong, right):
    assert len(found("DT501", wrong, title=title)) == 1
    assert found("DT501", right, title=title) == []
