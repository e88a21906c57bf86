"""Facts of the references that a text gets wrong, each beside one that it gets right."""

from __future__ import annotations

import pytest
from tests.audit.samples import found

LEFT = [
    ("March 3, 2016", "National Security Advisor Tom Donilon met Kim on March 1, 2016."),
    ("March 3, 2024", "Foreign Minister Yoshimasa Hayashi met Cho on February 21, 2024."),
    ("June 3, 2019", "Defense Minister Tomomi Inada met Jeong Kyeong-doo on June 1, 2019."),
    ("October 20, 2023", "Foreign Minister Qin Gang met the envoy on October 18, 2023."),
    ("October 20, 2017", "Commerce Secretary Penny Pritzker said on October 18, 2017, so."),
    ("October 20, 2019", "Labor Minister Kim Young-joo said on October 18, 2019, so."),
    ("August 20, 2025", "National Security Adviser Mike Waltz met Wi on August 18, 2025."),
    ("August 20, 2015", "National Assembly Speaker Kang Chang-hee left on August 18, 2015."),
    ("August 20, 2016", "Prime Minister Lee Wan-koo said on August 18, 2016, that it would."),
    ("August 20, 2018", "Energy Secretary Ernest Moniz visited Seoul on August 18, 2018."),
]
IN_OFFICE = [
    ("March 3, 2016", "National Security Advisor Susan Rice met Kim on March 1, 2016."),
    ("March 3, 2024", "Foreign Minister Yoko Kamikawa met Cho on February 21, 2024."),
    ("June 3, 2019", "Defence Minister Takeshi Iwaya met Jeong Kyeong-doo on June 1, 2019."),
    ("May 3, 2023", "Foreign Minister Qin Gang met the envoy on May 1, 2023."),
    ("October 20, 2016", "Commerce Secretary Penny Pritzker said on October 18, 2016, so."),
    ("October 20, 2019", "Labour Minister Lee Jae-gap said on October 18, 2019, so."),
    ("August 20, 2025", "National Security Advisor Marco Rubio met Wi on August 18, 2025."),
    ("August 20, 2025", "National Security Adviser Wi Sung-lac met Rubio on August 18, 2025."),
    ("August 20, 2015", "National Assembly Speaker Chung Ui-hwa left on August 18, 2015."),
    ("April 3, 2015", "Prime Minister Lee Wan-koo said on April 1, 2015, that it would."),
    ("November 20, 2025", "Trade Minister Ryosei Akazawa met Yeo on November 18, 2025."),
    ("August 20, 2018", "Former Energy Secretary Ernest Moniz visited Seoul in August 2018."),
]


@pytest.mark.parametrize(("published", "text"), LEFT)
def test_who_had_left_an_office_is_found(published, text):
    assert found("ST802", text, published=published)


@pytest.mark.parametrize(("published", "text"), IN_OFFICE)
def test_who_was_in_office_is_let_stand(published, text):
    assert [one.message for one in found("ST802", text, published=published)] == []
