"""Time counted since a record, a deed or the day before, and days told before they came."""

from __future__ import annotations

import pytest
from tests.audit.samples import found

PAIRS = [  # rule, day, what is wrong, what is right
    (
        "DT511",
        "June 4, 2025",
        "Turnout was the highest in 38 years since it reached 80.7% in 1997.",
        "Turnout was the highest in 28 years since it reached 80.7% in 1997.",
    ),
    (
        "DT511",
        "September 4, 2024",
        "It was raised for the first time in 16 years since 1998.",
        "It was raised for the first time in 26 years since 1998.",
    ),
    (
        "DT511",
        "February 11, 2019",
        "They signed on February 10, 2019. It came 17 months after talks began in March 2018.",
        "They signed on February 10, 2019. It came 11 months after talks began in March 2018.",
    ),
    (
        "DT511",
        "March 29, 2018",
        "It runs until 2041, or a total of 30 years following the start in 2012.",
        "It runs until 2041, or a total of 29 years following the start in 2012.",
    ),
    (
        "DT513",
        "August 29, 2024",
        "They met on Monday (25 August) in Seoul.",
        "They met on Monday (26 August) in Seoul.",
    ),
    (
        "DT512",
        "August 31, 2022",
        "The ministry announced on 6 September 2022 a larger budget.",
        "The ministry announced on 30 August 2022 a larger budget.",
    ),
    (
        "DT512",
        "September 30, 2025",
        "The minister met his counterpart on October 11, 2025.",
        "The minister will have met his counterpart on October 11, 2025.",
    ),
    (
        "DT502",
        "July 31, 2025",
        "The two leaders would sign it later this month.",
        "The two leaders had signed it earlier this month.",
    ),
    (
        "ST801",
        "October 20, 2025",
        "The ministry plans to put it into the outlook to be released in August 2025.",
        "In July, the ministry announced an outlook to be released in August 2025.",
    ),
    (
        "ST801",
        "October 20, 2025",
        "In 2024, exports will reach a record.",
        "In 2024, the two sides announced plans to build a plant.",
    ),
    (
        "ST802",
        "April 20, 2025",
        "The Constitutional Court is expected to rule on the impeachment of Yoon soon.",
        "The Constitutional Court was expected to rule on the impeachment of Yoon in April.",
    ),
    (
        "ST802",
        "November 28, 2024",
        "The U.S. presidential election is due later this month.",
        "The U.S. presidential election was held earlier this month.",
    ),
]


@pytest.mark.parametrize(("rule", "day", "wrong", "right"), PAIRS)
def test_time_that_does_not_go_by_the_calendar_is_found(rule, day, wrong, right):
    assert len(found(rule, wrong, published=day)) == 1
    assert [one.message for one in found(rule, right, published=day)] == []


def test_a_coming_day_without_its_year_is_worth_a_look():
    text = "A team visited South Korea from October 11 to 24 for talks."
    assert [str(one.severity) for one in found("DT512", text, published="September 30, 2025")] == [
        "note"
    ]
    assert found("DT512", text, published="October 30, 2025") == []
