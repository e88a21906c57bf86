"""Changes, differences and multiples: what is wrong is found, what only looks alike is not."""

from __future__ import annotations

import pytest
from tests.audit.ruled import alarms, rules_on, said_of

AR101 = [
    "Sales fell from 200 to 150, a decline of 33 percent.",
    "Revenue fell from USD 80 million to USD 60 million, down 33 percent.",
    "The fleet shrank by 50 percent, from 90 ships to 60 ships.",
    "Imports dropped 25 percent to USD 40 billion from USD 50 billion.",
    "Output grew from 400 tons to 500 tons, an increase of 20 percent.",
    "Migrants earn KRW 2.0 million, 25 percent less than the average of KRW 2.5 million.",
    "The budget rose from KRW 300 billion in 2023 to KRW 400 billion in 2024, a 25 percent increase.",
    "Exports climbed to USD 120 billion, up 17 percent from USD 100 billion a year earlier.",
    "Spending was USD 40 million in 2019 and USD 50 million in 2023, an increase of 20 percent.",
    "Enrollment rose from 2,000 to 3,000, an increase of 150 percent.",
    "Debt declined to USD 300 million from USD 400 million, a reduction of 33 percent.",
    "The number of visas fell 100 percent, from 5,000 to 2,500.",
    "Rural families pay more for heat, and rural wages are 25 percent lower than those in cities. "
    "The average wage there is KRW 2.4 million, compared with KRW 3.0 million in cities.",
]
AR102 = [
    "Officials reported an increase of 40 percent from 200 to 250.",
    "The surplus rose from 4.2 to 6.1 percent of GDP, up 2.9 points.",
    "Exports grew 30 percent to USD 60 billion from USD 50 billion.",
    "The rate was 6.1 percent, up 2.9 percentage points from 4.2 percent.",
    "Unemployment fell by 1.4 percentage points, from 6.3 percent to 5.4 percent.",
    "Arrivals dropped from 2,914 in 2009 to 1,047 in 2019, a decline of 46 percent.",
    "Shipments rose to 1.5 million units in 2024, a 70 percent increase from 1.2 million in 2023.",
    "The levy went up from KRW 4,000 to KRW 5,000, an increase of 35 percent.",
    "Turnout fell to 58.0 percent from 66.2 percent, down 14.2 points.",
    "The share of renewables climbed from 8.1 percent in 2022 to 9.6 percent in 2024, a gain of 2.5 percentage points.",
    "The stock of houses rose from 1,250 to 1,500 (up 30 percent).",
    "The Bank raised its rate by 50 basis points, from 2.50 percent to 2.75 percent.",
    "Net assets fell 45 percent, to USD 3.2 billion (KRW 4.6 trillion) from USD 4.0 billion (KRW 5.8 trillion).",
    "There were 1,800 cases in 2020 and 2,700 in 2023, an increase of 80 percent.",
]
AR109 = [
    "Reserves rose from $315.6 billion to $335.6 billion, an increase of $25 billion.",
    "Membership fell by 120, from 800 to 640.",
    "Revenue of USD 5.2 billion was up USD 0.9 billion from USD 4.6 billion.",
    "The gap of USD 12 billion between exports of USD 57.1 billion and imports of USD 49.6 billion is large.",
    "The fund grew from KRW 140 trillion in 2023 to KRW 165 trillion in 2024, a rise of KRW 35 trillion.",
    "Exports reached USD 683.8 billion in 2024. Imports fell to USD 632.0 billion. "
    "The trade balance stood at a surplus of USD 61.8 billion.",
    "The garrison shrank by 9,000 troops, from 37,500 to 32,500.",
    "The subsidy was cut from USD 7,500 to USD 4,000, a reduction of USD 4,500.",
    "Output rose to 540,000 tons from 500,000 tons, an increase of 60,000 tons.",
    "Fees went from KRW 3,200 to KRW 4,800, a difference of KRW 1,200.",
    "Births fell to 230,000. Deaths rose to 352,700. The natural decrease was 92,700.",
]
AR103 = [
    "Exports doubled from 3 million tons to 5 million tons.",
    "The budget tripled from USD 4.0 million to USD 9.0 million.",
    "Imports more than doubled, from USD 20.1 billion to USD 35.2 billion.",
    "Output halved from 400 tons to 310 tons.",
    "Arrivals rose threefold, from 1,200 to 2,500.",
    "Spending quadrupled from KRW 1.5 trillion in 2018 to KRW 4.1 trillion in 2024.",
    "Seats nearly doubled from 110 to 260.",
    "The firm spends USD 60 million, twice the USD 45 million of its rival.",
    "The fee rose from USD 200 to USD 500, a fourfold increase.",
    "The reserve is USD 90 billion, three times the USD 45 billion of 2010.",
    "The number of plants more than tripled to 45 from 20.",
]
RIGHT = [
    "Sales fell from 200 to 150, a decline of 25 percent.",
    "Refugees earn KRW 2.61 million, 18 percent less than the average of KRW 3.2 million.",
    "Exports grew 20 percent to USD 60 billion from USD 50 billion.",
    "Exports rose to USD 60 billion from USD 50 billion, 5 percent more than planned.",
    "The rate was 6.1 percent, up 1.9 percentage points from 4.2 percent.",
    "The unemployment rate dropped 0.9 points to 5.4 percent from 6.3 percent.",
    "Some 38 percent of firms grew; sales rose from USD 20 billion to USD 25 billion.",
    "Growth slowed from 3.1 percent in 2023 to 2.0 percent in 2024.",
    "The Bank cut by a quarter point to 3.50-3.75 percent.",
    "Revenue rose from USD 1.2 billion to USD 1.4 billion, an increase of 15 percent.",
    "Revenue rose from USD 1.2 billion to USD 1.4 billion, an increase of about a fifth.",
    "Revenue rose from USD 20 billion in 2019 to USD 30 billion in 2024, an average annual increase of 8.4 percent.",
    "Spending went from KRW 10 trillion to KRW 12 trillion, up 3 percent year-on-year in real terms.",
    "Exports increased from USD 50 billion to USD 60 billion, while imports fell 8 percent.",
    "Net income rose 24 percent to $144.5 million, or $1.47 a share, from $116.5 million, or $1.20 a share.",
    "The share rose from 20 percent to 25 percent, an increase of 25 percent.",
    "Arrivals fell from 1,047 in 2019 to 63 in 2021, a drop of 94 percent.",
    "The price rose from USD 99.95 to USD 104.95, an increase of 5 percent.",
    "The tax applies to incomes from KRW 50 million to KRW 88 million at a rate of 24 percent.",
    "Tariffs range from 10 percent to 25 percent, up to 15 percentage points above those of rivals.",
    "The surplus rose to 6.1 percent of GDP in 2013, compared to 4.2 percent in 2012.",
    "From 2019 to 2024, exports rose 14 percent, from 542 to 618.",
    "The workforce shrank from 72 million to 56 million, a loss of 16 million.",
    "Arrivals totaled 236, up from 196 a year earlier; men made up 11 percent.",
    "The levy rose from KRW 1,000 to KRW 1,500, which is an increase of half.",
    "Exports more than doubled, from USD 20.1 billion to USD 45.2 billion.",
    "Output roughly tripled from 1.9 million to 5.4 million tons.",
    "The reserve nearly doubled from 110 to 205.",
    "The firm spends USD 60 million, about 1.3 times the USD 45 million of its rival.",
    "Rates were raised three times from 2.50 percent to 3.25 percent.",
    "A lot of 9 acres is half as large as one of 18 acres.",
    "Membership fell by 160, from 800 to 640, and income by 12 percent.",
    "Exports reached USD 683.8 billion. Imports fell to USD 632.0 billion. "
    "The trade balance stood at a surplus of USD 51.8 billion.",
    "Exports of cars reached USD 70.8 billion. Imports of oil fell to USD 63.2 billion. "
    "The trade balance stood at a surplus of USD 51.8 billion.",
    "The gap between the highest wage of KRW 5.0 million and the lowest of KRW 2.1 million is KRW 2.9 million.",
    "It fell from 12th to 15th place, and its score from 61.2 to 58.0, down 3.2 points.",
    "It rose from 1.1 percent to 1.3 percent, or 0.2 points, after a 0.5 point gain.",
    "Rural wages are 20 percent lower than those in cities. "
    "The average wage there is KRW 2.4 million, compared with KRW 3.0 million in cities.",
]


@pytest.mark.parametrize("text", AR101)
def test_a_change_on_the_wrong_base_is_found(text):
    assert "AR101" in rules_on(text)


@pytest.mark.parametrize("text", AR102)
def test_a_change_that_does_not_lead_from_before_to_after_is_found(text):
    assert "AR102" in rules_on(text)


@pytest.mark.parametrize("text", AR109)
def test_a_difference_that_is_none_is_found(text):
    assert "AR109" in rules_on(text)


@pytest.mark.parametrize("text", AR103)
def test_a_multiple_that_the_levels_do_not_bear_out_is_found(text):
    assert "AR103" in rules_on(text)


@pytest.mark.parametrize("text", RIGHT)
def test_right_changes_raise_no_alarm(text):
    assert alarms(text) == set()


def test_the_change_itself_is_marked():
    assert said_of("Sales fell from 200 to 150, a decline of 33 percent.") == [
        ("AR101", "33 percent")
    ]
