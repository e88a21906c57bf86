"""Dates and figures that differ from published ones, as they were known on a day.

The facts: the treaties' and laws' own dates; Statistics Korea's birth statistics (0.78 in 2022,
0.72 in 2023, 0.75 in 2024); the Ministry of Unification's counts (196 in 2023, 236 in 2024).
"""

from __future__ import annotations

import pytest
from tests.audit.samples import found, quotes

WRONG_DATES = {
    "The Mutual Defense Treaty was signed on October 1, 1954.": "October 1, 1954",
    "The Mutual Defense Treaty, signed in 1951, still holds.": "1951",
    "The KORUS FTA entered into force on March 15, 2013.": "March 15, 2013",
    "The KORUS FTA, in force since March 2010, is popular.": "March 2010",
    "The KORUS FTA was signed in June 2009.": "June 2009",
    "The AI Basic Act took effect on March 1, 2026.": "March 1, 2026",
    "The Agreed Framework was signed in 1996.": "1996",
    "In its National Security Strategy, released in September 2025, it says so.": None,
    "The National Security Strategy (NSS), released in September 2025, says so.": "September 2025",
    "The fifty-sixth Security Consultative Meeting was held on October 3, 2024.": "October 3, 2024",
}
RIGHT_DATES = [
    "The Mutual Defense Treaty was signed on October 1, 1953.",
    "The Mutual Defense Treaty, signed in 1953, still holds.",
    "The Mutual Defense Treaty entered into force in November 1954.",
    "The KORUS FTA entered into force on March 15, 2012.",
    "The KORUS FTA was signed in 2007 and ratified in 2011.",
    "In 2024, the KORUS FTA was praised.",
    "The KORUS FTA was criticised in 2017.",
    "The AI Basic Act took effect on January 22, 2026.",
    "Since the Agreed Framework was signed, thirty years have passed; in 2025 it was a memory.",
    "A new National Security Strategy, issued in June 2024 by another country, says so.",
    "The National Security Strategy (NSS), released in December 2025, says so.",
    (
        "It condemned the missile launches of July 3 and July 28, 2017, and the sixth nuclear "
        "test of North Korea of September 2, 2017."
    ),
    "The report on the Mutual Defense Treaty was released in 2021.",
    "“The Mutual Defense Treaty was signed in 1963,” he wrote.",
    (
        "Banks shook when Silicon Valley Bank collapsed. Bond yields fell back on March 14, 2023, "
        "and rose on March 15."
    ),
    (
        "The swap line of 30 billion dollars between the Federal Reserve and the Bank of Korea "
        "shall terminate no later than October 30, 2009."
    ),
    "The fifty-sixth Security Consultative Meeting was held on October 30, 2024.",
]


@pytest.mark.parametrize("text", [text for text, words in WRONG_DATES.items() if words])
def test_a_date_that_differs_from_the_reference_is_found(text):
    assert quotes(found("RF853", text)) == [WRONG_DATES[text]]


@pytest.mark.parametrize("text", RIGHT_DATES)
def test_a_date_that_the_reference_has_is_let_stand(text):
    assert [one.message for one in found("RF853", text)] == []


def test_what_is_put_before_an_event_that_was_earlier_is_found():
    bad = "Ahead of the signing of the KORUS FTA, the ministry released a plan in May 2010."
    good = "Ahead of the signing of the KORUS FTA, the ministry released a plan in May 2007."
    assert len(found("RF853", bad)) == 1
    assert found("RF853", good) == []


WRONG_VALUES = [
    "The total fertility rate of South Korea was 0.81 in 2023.",
    "In 2024, the total fertility rate of South Korea rose to 0.82.",
    "South Korea's fertility rate fell to 0.92 in 2022.",
    "South Korea had a fertility rate of 0.64 in 2023.",
    "In 2023, 296 North Korean defectors arrived in the South.",
    "The total fertility rate of Korea stood at 0.95 in 2020.",
    "The total fertility rate of South Korea rose from 0.72 to 0.88.",
]
RIGHT_VALUES = [
    "South Korea's trade balance in 2024 stood at $51.8 billion (+$62.1 billion on the year).",
    "The total fertility rate of South Korea was 0.72 in 2023.",
    "The total fertility rate of South Korea was about 0.7 in 2023.",
    "In 2024, the total fertility rate of South Korea rose to 0.75.",
    "The total fertility rate of Japan was 1.20 in 2023.",
    "The total fertility rate of Seoul was 0.55 in 2023.",
    "The total fertility rate of South Korea was 0.72 in 2023 and 0.78 in 2022.",
    "The total fertility rate of South Korea was expected to be 0.68 in 2024.",
    "The total fertility rate of South Korea was 4.53 in 1970.",
    "In 2023, 196 North Korean defectors arrived in the South.",
    "In 2023, 164 women arrived from North Korea.",
    "The total fertility rate of South Korea rose from 0.72 to 0.75.",
    "“The total fertility rate of South Korea was 0.9 in 2023,” he said.",
    "The replacement fertility rate of South Korea is 2.1.",
    "The unemployment rate of a small island was 9.1 percent in 2023.",
]


@pytest.mark.parametrize("text", WRONG_VALUES)
def test_a_value_that_differs_from_the_reference_is_found(text):
    assert len(found("RF851", text)) == 1


@pytest.mark.parametrize("text", RIGHT_VALUES)
def test_a_value_that_the_reference_has_is_let_stand(text):
    assert [one.message for one in found("RF851", text)] == []


STALE = [
    ("The total fertility rate of South Korea is 0.78.", "March 3, 2026"),
    ("The total fertility rate of South Korea now stands at 0.72.", "March 3, 2026"),
    ("South Korea has a fertility rate of 0.81.", "May 3, 2024"),
    ("The national pension fund is projected to be depleted by 2055.", "March 3, 2026"),
    ("The National Pension Fund is expected to be exhausted in 2057.", "March 3, 2026"),
]
FRESH = [
    ("The total fertility rate of South Korea is 0.80.", "March 3, 2026"),
    ("The total fertility rate of South Korea is 0.75.", "January 3, 2026"),
    ("South Korea has a fertility rate of 0.72.", "May 3, 2024"),
    ("The total fertility rate of South Korea was 0.78 in 2022.", "March 3, 2026"),
    ("The national pension fund is projected to be depleted by 2065.", "March 3, 2026"),
    ("The national pension fund is projected to be depleted by 2055.", "May 3, 2023"),
    ("Without the reform, the national pension fund would be depleted by 2057.", "March 3, 2026"),
    ("The national pension fund was projected to be depleted by 2055.", "March 3, 2026"),
    ("The fund of the union is projected to be depleted by 2055.", "March 3, 2026"),
    ("Seoul has a fertility rate of 0.55.", "March 3, 2026"),
    ("Japan has a fertility rate of 1.15.", "March 3, 2026"),
    ("The target is a fertility rate of 1.0 in South Korea.", "March 3, 2026"),
]


@pytest.mark.parametrize(("text", "published"), STALE)
def test_a_figure_that_a_newer_one_replaced_is_found(text, published):
    assert len(found("ST803", text, published=published)) == 1


@pytest.mark.parametrize(("text", "published"), FRESH)
def test_the_newest_figure_of_its_day_is_let_stand(text, published):
    assert [one.message for one in found("ST803", text, published=published)] == []
