"""Events told by a deed, called back, or counted from, against their published days.

The facts: martial law of 3 December 2024, its author's removal on 4 April 2025 and the election of
3 June; Park Geun-hye's removal on 10 March 2017; the KORUS FTA, signed on 30 June 2007 and in force
on 15 March 2012; the EU's, applied from 1 July 2011; the inter-Korean summits of 2000, 2007, 2018.
"""

from __future__ import annotations

import pytest
from tests.audit.samples import found, found_in, quotes

WRONG = {
    "Yoon declared martial law on 3 November 2024.": "3 November 2024",
    "On December 13, 2024, Yoon declared martial law.": "December 13, 2024",
    "The martial law declaration by then-President Yoon on 3 May 2024 failed.": "3 May 2024",
    "Yoon was removed by the Constitutional Court's decision of April 14, 2025.": "April 14, 2025",
    "The Constitutional Court removed Park Geun-hye on March 20, 2017.": "March 20, 2017",
    "Korea chose anew: a presidential election was held on June 13, 2025.": "June 13, 2025",
    "Yoon Suk Yeol was in office since March 2022.": "March 2022",
    "Kim Jong Un met Trump in Hanoi in February 2018.": "February 2018",
    "The Mutual Defense Treaty was signed in 1954.": "1954",
    "KORUS has been in force since 2010.": "2010",
    "North Korea carried out its sixth nuclear test in 2016.": "2016",
    "On September 3, 2016, North Korea conducted its sixth and largest nuclear test.": (
        "September 3, 2016"
    ),
    "The KORUS FTA changed trade. The agreement entered into effect on May 15, 2012.": (
        "May 15, 2012"
    ),
    "Korea's pact with the European Union that took effect in July 2010 helped.": "July 2010",
}
RIGHT = [
    "Yoon declared martial law on 3 December 2024.",
    "Yoon, who declared martial law in December 2024, was removed by the court on April 4, 2025.",
    "The court removed Park Geun-hye from office in March 2017 and Yoon in April 2025.",
    "Martial law was declared in Ukraine in February 2022, and Yoon regretted it.",
    "Under martial law, declared by Chun Doo-hwan in May 1980, South Korea suffered.",
    "The Constitutional Court's decision of March 24, 2025 reinstated a minister, not Yoon.",
    "Korea held a presidential election on March 9, 2022 and another on June 3, 2025.",
    "The KORUS FTA changed trade. The agreement, signed in 2007, took effect in March 2012.",
    "The KORUS FTA changed trade. The agreement with Chile entered into force in April 2004.",
    "KORUS was concluded in 2007 and amended in 2018.",
    "The meeting was the first inter-Korean summit since 2007.",
    "North Korea has held no nuclear test since its sixth in 2017.",
]


@pytest.mark.parametrize("text", WRONG)
def test_a_misdated_deed_is_found(text):
    assert quotes(found("RF853", text)) == [WRONG[text]]


@pytest.mark.parametrize("text", RIGHT)
def test_a_deed_on_its_day_is_let_stand(text):
    assert [one.message for one in found("RF853", text)] == []


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        (
            "The Mutual Defense Treaty, signed 61 years ago, holds.",
            "The Mutual Defense Treaty, signed 72 years ago, holds.",
        ),
        (
            "It was the first inter-Korean summit in 21 years.",
            "It was the first inter-Korean summit in 11 years.",
        ),
        (
            "March 15, 2013 was the second anniversary of the entry into force of the KORUS FTA.",
            "March 15, 2013 was the first anniversary of the entry into force of the KORUS FTA.",
        ),
    ],
)
def test_years_counted_from_an_event_are_compared_with_the_calendar(bad, good):
    assert len(found("DT506", bad)) == 1
    assert found("DT506", good) == []


def test_one_event_with_two_days_is_found_in_one_text_and_in_two():
    one = "Yoon declared martial law on 3 December 2024."
    other = "The martial law declaration by Yoon on 4 December 2024 shook all."
    assert len(found("DT503", f"{one}\n\n{other}")) == 1
    assert len(found_in("XD974", [one, other])) == 1
    assert found_in("XD974", [one, one]) == []
    assert found("DT503", f"{one}\n\nThe court removed Yoon on 4 April 2025.") == []
