"""What the reference knows though a text words it loosely: decades, meetings, counts, reach."""

from __future__ import annotations

import pytest
from tests.audit.samples import found

DECADES = [
    "Since the late 1960s the U.S.-ROK Mutual Defense Treaty has bound both sides.",
    "Since the early 1970s, the Mutual Defense Treaty commits Washington to the South.",
    "The Mutual Defense Treaty has been the foundation of the partnership since 1963.",
    "The partners rest on the Mutual Defense Treaty, which has been in force since the 1970s.",
    "The Mutual Defense Treaty, signed in the mid-1960s, is short.",
    "South Korea joined the United Nations in the early 1980s.",
    "South Korea joined the OECD in the late 1980s, to wide acclaim.",
    "The Agreed Framework was signed in the late 1980s.",
    "The KORUS FTA has been in force since the late 2000s.",
    "The 1984 Agreed Framework froze the reactors for a while.",
]
DECADES_RIGHT = [
    "Since the early 1950s the U.S.-ROK Mutual Defense Treaty has bound both sides.",
    "Since the 1990s, the Mutual Defense Treaty has been discussed by scholars.",
    "Since the late 1970s, the Combined Forces Command has served the Mutual Defense Treaty.",
    "The Mutual Defense Treaty, signed in the mid-1950s, is short.",
    "The 1953 Mutual Defense Treaty is short, and so is the 1954 Mutual Defense Treaty in force.",
    "South Korea joined the United Nations in the early 1990s.",
    "South Korea joined the OECD in the mid-1990s, to wide acclaim.",
    "The Agreed Framework was signed in the 1990s and collapsed in the early 2000s.",
    "The KORUS FTA was negotiated in the mid-2000s and has been in force since the early 2010s.",
    "The 2018 KORUS amendments helped makers of trucks.",
]
MEETINGS = [
    "Trump and Kim met in Singapore on June 11, 2018.",
    "President Lee Jae Myung met with President Trump in Gyeongju on October 30, 2025.",
    "On November 2, 2025, Lee hosted Chinese President Xi Jinping in Gyeongju.",
    "President Yoon and Prime Minister Kishida held a summit in Tokyo on March 17, 2023.",
    "Moon and Kim met at Panmunjom on April 29, 2018.",
    "President Park met President Obama at the White House on May 9, 2013.",
    "Xi Jinping and Kim Jong Un met in Dalian on May 5, 2018.",
    "Kim Jong Un met Putin at the Vostochny cosmodrome on September 15, 2023.",
    "President Trump welcomed President Lee to the White House on August 26, 2025.",
]
MEETINGS_RIGHT = [
    "Trump and Kim met in Singapore on June 12, 2018.",
    "Lee flew to Washington on August 24, 2025, a day before he met Trump.",
    "Trump met Lee in Gyeongju on October 29, 2025, and Xi in Busan on October 30.",
    "Officials met on October 28, 2025, to prepare the summit of Trump and Lee.",
    "On October 30, 2025, the day after Lee met Trump, exporters cheered.",
    "Moon and Trump met in New York on September 24, 2018.",
    "Xi Jinping and Kim Jong Un met in Dalian on May 8, 2018.",
    "Trade ministers of Lee and Trump met on October 28, 2025.",
]
COUNTS = [
    "North Korea tested five nuclear devices between 2006 and 2013.",
    "Pyongyang has now conducted five nuclear tests in all.",
    "In 2016 alone North Korea carried out three\nnuclear tests.",
    "From 2013 to 2017, North Korea conducted six nuclear tests.",
    "In 2016 and 2017 the North held dozens of parades, and North Korea two nuclear tests.",
    "North Korea has conducted five underground nuclear tests since 2006.",
    "Moon and Kim held two inter-Korean summits in 2018.",
]
COUNTS_RIGHT = [
    "North Korea has conducted six nuclear tests since 2006.",
    "Since its first one in 2006, North Korea has conducted five nuclear tests.",
    "In 2016 North Korea carried out two nuclear tests.",
    "North Korea conducted two nuclear tests in 2016 and one in 2017.",
    "Four nuclear tests have been conducted under Kim Jong Un.",
    "North Korea conducted its second nuclear test in 2009.",
    "India and Pakistan carried out eleven nuclear tests in 1998.",
    "North Korea carried out at least one nuclear test in 2016.",
]
REACH = [
    "As of last year, South Korea had a [fertility rate of 1.7](#), one of the lowest.",
    "South Korea's total fertility rate is 1.8, the lowest in the world.",
    "South Korea's fertility rate, at 1.7 children per woman last year, is the lowest of all.",
    "South Korea had a fertility rate of 1.72 in 2024.",
    "South Korea's unemployment rate stood at 7.1 percent in 2024.",
    "Births in South Korea numbered 538,300 in 2024.",
    "The current account surplus of South Korea was $132.05 billion in 2025.",
    "South Korea's GNI per capita stood at $36,642 in 2024, the Bank of Korea said.",
    "Foreign direct investment pledges to South Korea came to $35.47 billion in 2024.",
    "In November 2025 they signed the strategic investment MOU of USD 530 billion with Seoul.",
]
REACH_RIGHT = [
    "South Korea's total fertility rate is 0.8, the lowest in the world.",
    "South Korea had a fertility rate of 1.24 in 2015.",
    "The replacement rate is 2.1 children; South Korea's rate is 0.8.",
    "South Korea's fertility rate was 1.7 in 1991.",
    "A fertility rate of 1.7 would keep South Korea young for longer.",
    "The youth unemployment rate of South Korea stood at 5.9 percent in 2024.",
    "The current account surplus of South Korea was $99.04 billion in 2024 and $123.05 in 2025.",
    "South Korea's current account surplus with the United States was $118.23 billion in 2024.",
    "Investors pledged $34.6 billion to South Korea in 2024; FDI arrivals came to $14.8 billion.",
    "The MOU of 2025 has South Korea invest USD 350 billion, USD 150 billion of it in ships.",
]
LATELY = [
    "The steady decline of the South Korean stock market over the past year shook investors.",
    "Korean stocks have slumped over the past year, brokers say.",
    "Births in South Korea have risen over the past decade.",
    "Over the past decade, births in South Korea have increased.",
    "The fall of South Korea's government debt over the past five years surprised analysts.",
]
LATELY_RIGHT = [
    "The surge of the South Korean stock market over the past year drew investors.",
    "Births in South Korea have fallen over the past decade.",
    "North Korean missile tests have increased over the past decade.",
    "South Korea's exports have grown over the past decade.",
    "The number of births in South Korea has climbed in recent years.",
    "Korean stocks would have slumped over the past year without chips.",
]


@pytest.mark.parametrize("text", [*DECADES, *MEETINGS])
def test_decades_and_days_that_the_reference_denies_are_found(text):
    assert found("RF853", text)


@pytest.mark.parametrize("text", [*DECADES_RIGHT, *MEETINGS_RIGHT])
def test_decades_and_days_that_may_be_right_are_let_stand(text):
    assert [one.message for one in found("RF853", text)] == []


@pytest.mark.parametrize("text", [*COUNTS, *REACH])
def test_counts_and_levels_that_the_reference_denies_are_found(text):
    assert found("RF851", text)


@pytest.mark.parametrize("text", [*COUNTS_RIGHT, *REACH_RIGHT])
def test_counts_and_levels_that_may_be_right_are_let_stand(text):
    assert [one.message for one in found("RF851", text)] == []


@pytest.mark.parametrize("text", LATELY)
def test_a_way_of_the_last_years_that_a_series_did_not_go_is_found(text):
    assert found("TR302", text)


@pytest.mark.parametrize("text", LATELY_RIGHT)
def test_a_way_that_a_series_went_or_may_have_gone_is_let_stand(text):
    assert [one.message for one in found("TR302", text)] == []


def test_the_words_that_call_a_stale_figure_the_latest_are_shown():
    text = "As of 2022, the latest year on record, South Korea's fertility rate was 0.78."
    finding = found("ST803", text)[0]
    shown = [finding.document.text[one.start : one.end] for one in finding.related]
    assert shown == ["latest year"]
