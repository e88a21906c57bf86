"""Days that cannot be, and stretches of time that are not those between two dates."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.audit.samples import found, quotes

IMPOSSIBLE = {
    "The law was signed on June 31, 2025.": "June 31, 2025",
    "It takes effect on February 29, 2025.": "February 29, 2025",
    "The board meets on February 30.": "February 30",
    "The accord of 31 April 2024 has lapsed.": "31 April 2024",
    "They met on November 31 in Busan.": "November 31",
    "Figures as of 2024-02-30 are final.": "2024-02-30",
    "Posted on 2025.09.31 by the ministry.": "2025.09.31",
    "The vote on Monday, February 3, 2026, was close.": "Monday, February 3, 2026",
    "On Friday, 3 March 2026, the court ruled.": "Friday, 3 March 2026",
    "The hearing was held on March 2, 2026 (Friday).": "March 2, 2026 (Friday",
    "On December 14, 2024, a Sunday, the assembly voted.": "December 14, 2024, a Sunday",
    "It was published on Sept. 31 last year.": "Sept. 31",
}
POSSIBLE = [
    "The law was signed on June 30, 2025.",
    "It takes effect on February 29, 2024.",
    "The board meets on Tuesday, February 3, 2026.",
    "In May 45 firms closed.",
    "In March 75 percent of them agreed.",
    "Growth of 2.31 and 4.31 percent was seen in April 31.5 percent of the time.",
    "Section 2024-13-40 of the code applies.",
    "On Saturday, December 14, 2024, the assembly voted.",
    "The hearing on March 3, 2026 (Tuesday) was short.",
    "They met on Friday. February 3 was a holiday.",
    "Version 2.13.45 and 10.99.2024 are not days.",
    "He will arrive on Monday, March 2.",
    "On Monday the board met; on March 12, 2025, it had decided.",
    "Call 2025-31-12345 for more.",
    "August 31, October 31 and December 31 are the last days.",
]


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_a_day_that_cannot_be_is_found(text):
    assert quotes(found("DT513", text)) == [IMPOSSIBLE[text]]


@pytest.mark.parametrize("text", POSSIBLE)
def test_a_day_that_can_be_is_let_stand(text):
    assert quotes(found("DT513", text)) == []


@given(st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31)), st.integers(0, 6))
def test_only_the_weekday_of_the_calendar_is_let_stand(day, weekday):
    name = calendar.day_name[weekday]
    text = f"They met on {name}, {day:%B} {day.day}, {day.year}, in Seoul."
    assert bool(found("DT513", text)) == (weekday != day.weekday())


@pytest.mark.parametrize(("weekday", "times"), [("Thursday", 1), ("Tuesday", 0)])
def test_an_entry_of_a_timeline_is_held_to_its_weekday(weekday, times):
    text = (
        f"**December 3** The vote is held late on {weekday} evening.\n\n**December 1** It is asked."
    )
    spans = found("DT513", text, title="Q4 2024 Calendar", published="January 8, 2025")
    assert quotes(spans) == [weekday] * times


WRONG = [
    "The deficit is delayed by eight years (from 2041 to 2048).",
    "The date was moved by six years, from 2057 to 2065.",
    "Over the ten years from 2019 to 2024 exports doubled.",
    "The truce held from 1953 to 1968, or twenty years.",
    "The treaty was signed in 1953, and 60 years later, in 2023, it was praised.",
    "The fund will last until 2064 rather than 2056, ten years longer.",
    "In the 18 months from March 2021 to May 2022 prices rose.",
    "From May 2 to May 9, 2025, 12 days, the yard was shut.",
    "The programme ran between 2010 and 2014, a period of seven years.",
    "The start was postponed from 2026 to 2028, a delay of four years.",
]
RIGHT = [
    "The deficit is delayed by seven years (from 2041 to 2048).",
    "The date was moved by eight years, from 2057 to 2065.",
    "Over the five years from 2019 to 2024 exports doubled.",
    "Over the six years from 2019 to 2024 exports doubled.",
    "The treaty was signed in 1953, and 70 years later, in 2023, it was praised.",
    "The fund will last until 2064 rather than 2056, eight years longer.",
    "In the 15 months from March 2021 to May 2022 prices rose.",
    "In the 14 months from March 2021 to May 2022 prices rose.",
    "From May 2 to May 9, 2025, eight days, the yard was shut.",
    "The programme ran for about five years from 2010 to 2014.",
    "The start was postponed from 2026 to 2028, a delay of two years.",
    "From 2020 to 2024 the average 30 years old worker earned more.",
    "Between 2019 and 2024 the 10-year bond yield rose.",
    "It rose for more than four years from 2019 to 2024.",
    "In 2023, three years after the pandemic began in 2020, trade was back.",
    "A five-year plan from 2026 to 2030 was adopted.",
]


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_stretch_of_time_is_found(text):
    assert len(found("DT511", text)) == 1


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_stretch_of_time_is_let_stand(text):
    assert [finding.message for finding in found("DT511", text)] == []


@given(st.integers(1950, 2030), st.integers(1, 60), st.integers(-3, 3))
def test_years_are_counted_as_the_calendar_counts(start, length, slip):
    text = f"The date was moved by {length + slip} years, from {start} to {start + length}."
    if length + slip > 1:
        assert bool(found("DT511", text)) == (slip != 0)
