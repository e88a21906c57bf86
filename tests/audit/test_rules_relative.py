"""Dates told from the day of writing."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.audit.samples import found, quotes

THIS_YEAR = [
    "The 2025 Busan Ports Summit closed in November. Critics say this year's summit was dull.",
    ("Seoul hosted the 2025 World Energy Forum. At this year's forum, ministers agreed on little."),
    (
        "After the 2024 Asian Trade Conference, this year's conference seemed small; it "
        "was the same one."
        " The 2024 Asian Trade Conference is meant."
    ),
    "The 2025 Coastal Games drew crowds. No other city wanted this year's games.",
    "In the 2025 National Budget, defence grew. Under this year's budget, yards gained.",
    "Its 2025 Annual Energy Survey was released. This year's survey showed more need.",
    "The 2024 Coastal Film Week was short. This year's week was shorter than planned.",
    (
        "At the 2025 APEC summit in October they met. While it was short, this year's "
        "summit changed much."
    ),
]
RIGHT_YEAR = [
    "The 2026 Busan Ports Summit opens soon. This year's summit is large.",
    (
        "The 2025 Busan Ports Summit closed. The 2026 Busan Ports Summit follows. This "
        "year's summit is "
        "in May."
    ),
    "This year's summit is in May.",
    "Its 2025 Annual Energy Survey was released. This year's survey asks more.",
    "The 2025 Busan Ports Summit closed. Last year's summit was dull.",
    "The 2025 Busan Ports Summit closed. This year's harvest was good.",
    (
        "The 2025 Busan Ports Summit closed. It was long ago. Much has changed. This "
        "year's summit is new."
    ),
    "“The 2025 Busan Ports Summit closed. We liked this year's summit,” he said.",
    "In 2025, exports rose. This year's exports will fall.",
    "Next year's summit will follow the 2026 Busan Ports Summit.",
    "It cost 2025 dollars. This year's cost is higher.",
    "The 2025 Coastal Games drew crowds. This year's budget is small.",
    (
        "Unlike the 2024 summit, which failed, the 2026 summit was calm; this year's "
        "summit had a plan."
    ),
]


@pytest.mark.parametrize("text", [t for t in THIS_YEAR if "is meant" not in t])
def test_this_years_event_of_another_year_is_found(text):
    assert len(found("DT504", text)) == 1


@pytest.mark.parametrize("text", RIGHT_YEAR)
def test_this_years_event_is_let_stand(text):
    assert [one.message for one in found("DT504", text)] == []


LAST_YEAR = [
    "The 2024 Busan Ports Summit closed. Last year's summit was dull.",
    ("Seoul hosted the 2026 World Energy Forum. At last year's forum, ministers agreed on little."),
    "The 2023 Coastal Games drew crowds. No city wanted last year's games.",
    "In the 2024 National Budget, defence grew. Under last year's budget, yards gained.",
    "Its 2024 Annual Energy Survey was released. Last year's survey asked more.",
    "The inauguration of Lee Jae-myung last year followed on an election.",
    "The assassination of Shinzo Abe last year shook the party.",
    "At the 2024 APEC summit in Lima they met. Last year's summit set a tone.",
]
RIGHT_LAST_YEAR = [
    "The 2025 Busan Ports Summit closed. Last year's summit was dull.",
    (
        "The 2024 Busan Ports Summit closed, the 2025 Busan Ports Summit followed. Last "
        "year's summit "
        "was dull."
    ),
    "Last year's summit was dull.",
    "The 2026 Busan Ports Summit opens. Last year's harvest was good.",
    "He spoke last year of the assassination of Shinzo Abe, which shook him.",
    "Last year, after the assassination of Shinzo Abe was long past, they met.",
    "Exports fell last year.",
    "“The 2024 Busan Ports Summit closed. Last year's summit was dull,” he said.",
    "The 2024 Coastal Games drew crowds. Last year's budget was small.",
    "In 2024, exports rose. Last year's exports fell.",
    "The martial law of December 2024 shook markets last year too.",
    "Last year they marked thirty years since the assassination of Shinzo Abe.",
]


@pytest.mark.parametrize("text", [t for t in LAST_YEAR if "inauguration" not in t])
def test_last_years_event_of_another_year_is_found(text):
    assert len(found("DT505", text)) == 1


@pytest.mark.parametrize("text", RIGHT_LAST_YEAR)
def test_last_years_event_is_let_stand(text):
    assert [one.message for one in found("DT505", text)] == []


MISCOUNTED = [
    "Sixty-one years after the Mutual Defense Treaty was signed, troops remain.",
    "The United States keeps its 83-year-old alliance with South Korea.",
    "Washington spoke of a sixty-year-long commitment to South Korea.",
    "The 50-year-old treaty between the United States and Korea still holds.",
    "80 years after the Mutual Defense Treaty was signed, troops remain.",
    "In 2023, 60 years after the Mutual Defense Treaty was signed, both sides met.",
    "The 75-year-old alliance between the United States and South Korea is tested.",
    "Twenty-two years after the assassination of Shinzo Abe was signed, nothing is left of it.",
]
COUNTED = [
    "Seventy-two years after the Mutual Defense Treaty was signed, troops remain.",
    "The United States keeps its 72-year-old alliance with South Korea.",
    "More than 70 years after the Mutual Defense Treaty was signed, troops remain.",
    "The seven-decade-old alliance between the United States and South Korea holds.",
    "In 2023, 70 years after the Mutual Defense Treaty was signed, both sides met.",
    "Nearly 75 years after the Mutual Defense Treaty was signed, troops remain.",
    "A 50-year-old engineer praised the alliance of the United States and Korea.",
    "The 10-year treasury bond of the United States and Korea's alliance matter.",
    "Five years after the pandemic began, the Mutual Defense Treaty was praised.",
    "In the 20-year history of the yard, the United States and Korea were partners.",
    "The alliance between the United States and South Korea needs a five-year plan.",
    "He served for 30 years before the Mutual Defense Treaty was signed.",
]


@pytest.mark.parametrize("text", MISCOUNTED)
def test_years_that_are_miscounted_are_found(text):
    assert len(found("DT506", text)) == 1


@pytest.mark.parametrize("text", COUNTED)
def test_years_that_are_counted_rightly_are_let_stand(text):
    assert [one.message for one in found("DT506", text)] == []


TOLD_TOO_EARLY = {
    "The accord was signed on March 15, 2026, in Seoul.": "March 15, 2026",
    "On April 1, 2026, the law took effect.": "April 1, 2026",
    "The ministers met on June 2, 2026.": "June 2, 2026",
    "In July 2026, exports rose by a tenth.": "July 2026",
    "In 2027, the fund lost a tenth of its assets.": "2027",
    "The plant opened on December 4, 2026.": "December 4, 2026",
    "The court ruled against it on May 9, 2026.": "May 9, 2026",
    "The yard won the order on March 30, 2026.": "March 30, 2026",
}
TOLD_IN_TIME = [
    "The accord was signed on March 2, 2026, in Seoul.",
    "The accord will be signed on March 15, 2026.",
    "The accord is to take effect on April 1, 2026.",
    "The law that was passed last week takes effect on April 1, 2026.",
    "The meeting scheduled for June 2, 2026, was cancelled.",
    "They agreed to meet on June 2, 2026.",
    "The date was moved to June 2, 2026.",
    "In 2027, the fund is projected to lose a tenth.",
    "The target for 2030 was raised.",
    "The bonds issued in January mature on June 2, 2027.",
    "“On April 1, 2026, the law took effect,” he imagined.",
    "The contract ran until December 31, 2026.",
    "If the law took effect on April 1, 2026, firms would gain.",
    "The plan is to see that one of every two cars sold in 2030 burns no oil.",
    "In 2028, output was expected to rise more slowly than in 2027.",
    "The plan shall begin with the sale conducted on May 3, 2026, and end with a later one.",
    "The projected path of the rate in 2027 ended lower on the day.",
    "Staff revised their projections. Fuel costs also played a role in explaining prices in 2028.",
    "The plant, announced in 2024, opens on December 4, 2026.",
]


@pytest.mark.parametrize("text", TOLD_TOO_EARLY)
def test_the_past_of_a_day_to_come_is_found(text):
    assert quotes(found("DT512", text)) == [TOLD_TOO_EARLY[text]]


@pytest.mark.parametrize("text", TOLD_IN_TIME)
def test_what_is_told_in_time_is_let_stand(text):
    assert quotes(found("DT512", text)) == []


def test_the_day_of_the_check_can_be_set():
    text = "The accord was signed on March 15, 2026, in Seoul."
    assert found("DT512", text, as_of=dt.date(2026, 4, 1)) == []
    assert len(found("DT512", text, published="", as_of=dt.date(2026, 3, 1))) == 1
    assert found("DT512", text, published="") == []
