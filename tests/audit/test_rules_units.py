"""Units, scales, currencies and how numbers are written."""

from __future__ import annotations

import pytest
from tests.audit.ruled import rules_on

UN201 = [
    "Unemployment fell 0.9 percent from 6.3 to 5.4 percent.",
    "The unemployment rate dropped 0.9 percent to 5.4 percent.",
    "A total of 81.2 percent were satisfied. This figure was 1.6 percent higher than in the previous year.",
    "The share of women rose from 30.0 percent to 36.0 percent, an increase of 6 percent.",
    "The Bank raised its rate by 0.25 percent, from 2.50 percent to 2.75 percent.",
    "Some 62 percent approve of the plan, up 4 percent from May.",
    "Turnout was 66.2 percent, 3.1 percent higher than in 2016.",
    "Its approval rating slipped 5 percent to 41 percent.",
    "The tariff was lowered from 25 percent to 15 percent, a cut of 10 percent.",
    "Inflation eased to 2.3 percent from 3.6 percent, a decline of 1.3 percent.",
    "The employment rate reached 61.3 percent, up 1.2 percent from the previous year.",
    "Debt grew to 49.4 percent of GDP in 2022 from 46.7 percent in 2021, up 2.7 percent.",
    "Exports to China rose from 20 percent to 30 percent of the total, a gain of 50 percentage points.",
]
UN202 = [
    "The working-age population will shrink from 72 percent to 56 percent in 2040.",
    "The rural population fell from 28 percent to 19 percent.",
    "Its workforce will decline from 71 percent in 2020 to 51 percent by 2050.",
    "Exports to Japan rose from 5 percent to 7 percent in a decade.",
    "Government debt grew from 36 percent in 2018 to 49 percent in 2022.",
    "Military spending is to rise from 2.3 percent to 3.5 percent by 2035.",
    "Research investment climbed from 4.1 percent to 4.9 percent.",
    "The number of elderly people will increase from 18 percent to 40 percent.",
    "Coal output dropped from 42 percent to 33 percent.",
    "Foreign reserves decreased from 26 percent to 22 percent.",
]
UN203 = [
    "They earn an average monthly income of KRW 2.61 million, while the average income of all is KRW 3.2 million.",
    "The monthly wage is KRW 2.1 million, compared with an annual wage of KRW 40 million abroad.",
    "A weekly rent of USD 300 is low against a rent of USD 1,500 in the capital.",
    "Their annual salary of USD 42,000 is lower than a salary of USD 4,100 elsewhere.",
    "With a monthly pension of KRW 620,000, they get less than the average pension of KRW 910,000 abroad.",
    "Its hourly pay is USD 9, whereas pay in the north is USD 80.",
    "Monthly household spending reached KRW 2.9 million, compared with average spending of KRW 3.1 million abroad.",
    "The monthly premium of KRW 140,000 is high, but the premium for farmers is KRW 90,000.",
    "A monthly benefit of KRW 500,000 is little against the basic benefit of KRW 700,000.",
    "The daily wage of KRW 150,000 is higher than the monthly wage of KRW 2.0 million suggests.",
]
FX111 = [
    "The plant cost USD 10 million (KRW 1.3 billion).",
    "It raised KRW 500 billion ($460 million) in 2023.",
    "The loan of JPY 3 trillion (about USD 200 billion) was repaid.",
    "The fund will hold USD 350 billion, or KRW 48 trillion.",
    "The subsidy was KRW 2.2 trillion (USD 16 billion) in 2024.",
    "A ship costs 320 billion won ($24 million).",
    "The fine of EUR 500 million (USD 54 million) was paid in 2023.",
    "It lent 20 billion yuan ($28 billion) in 2022.",
    "The grant of USD 2 million (KRW 27 billion) came late.",
    "Rent is KRW 700,000 (USD 5,000) in 2025.",
]
FX112 = [
    "They earn KRW 2.61 million (USD 1,817), and others earn KRW 3.21 million (USD 2,428).",
    "The first plant cost KRW 1,430 billion (USD 1,000 million). The second cost KRW 1,430 billion (USD 1,090 million).",
    "The yard got USD 500 million (KRW 715 billion) and the port got USD 400 million (KRW 535 billion).",
    "One bond is worth KRW 2.86 trillion (USD 2.00 billion); the other is worth KRW 1.43 trillion (USD 1.11 billion).",
    "The rent is KRW 700,000 (USD 490) and the deposit KRW 7,000,000 (USD 5,380).",
]
NU401 = [
    "The firm bought 50,0000 chips.",
    "It cost 1,25,000 dollars and 12,34 won.",
    "The city has 1,0000 teachers.",
    "Some 900,00 people came.",
    "The order covers 2,5000 trucks.",
    "A total of 12,3456 voters signed.",
]
NU402 = [
    "Spending rose from USD 2.5 million to USD 2.7 billion.",
    "The budget fell from KRW 3.1 trillion to KRW 2.9 billion.",
    "Imports went from USD 48 billion in 2023 to USD 51 million in 2024.",
    "The subsidy was cut to USD 1.9 million from USD 2.1 billion.",
    "Reserves climbed to $415 million from $409 billion.",
]
RIGHT = [
    "Unemployment fell 0.9 points from 6.3 to 5.4 percent.",
    "Exports rose 5 percent to 45 tons.",
    "The share rose from 20 percent to 25 percent, an increase of 25 percent.",
    "Semiconductors soared 43.9 percent to USD 141.9 billion.",
    "The economy will grow 2 percent to 3 percent.",
    "Prices rose 2.3 percent, and food prices were up 5 percent from a year earlier.",
    "Chips made up 20 percent of exports, which rose 8 percent from the previous year.",
    "The rate stood at 5.4 percent, down 0.9 percentage points from the previous year.",
    "The share of the working-age population will shrink from 72 percent to 56 percent.",
    "Exports grew from 2 percent in 2023 to 8 percent in 2024 in terms of growth.",
    "They earn a monthly income of KRW 2.61 million, while the average monthly income of all is KRW 3.2 million.",
    "They earn a monthly income of KRW 2.61 million (USD 1,817).",
    "The annual budget is USD 5 million, and the monthly rent USD 1,000.",
    "They earn KRW 2.61 million (USD 1,817), and others earn KRW 3.2 million (USD 2,228).",
    "The plant cost USD 10 million (about KRW 14 billion).",
    "It raised KRW 1.2 trillion ($920 million) in 2023.",
    "It raised KRW 1.2 trillion ($1.05 billion) in 2018 and KRW 1.2 trillion ($830 million) in 2025.",
    "The firm has USD 10 million in cash and KRW 3 billion in bonds.",
    "Trade moved from USD 10 million to KRW 3 billion in two years.",
    "The project of USD 6.6 billion (with a grant of KRW 100 billion) is under way.",
    "The firm bought 50,000 chips and 1,250,000 screws.",
    "Sales rose from USD 900 million to USD 1.1 billion.",
    "The start-up grew a thousandfold, from USD 2 million to USD 2 billion.",
    "In 2021, 63 arrived; in 2009, it was 2,914.",
    "The index stood at 2,655.28, up 1.2 percent from Friday.",
    "The rate rose to 3.5 percent from 3.25 percent, up 25 basis points.",
    "Some 62 percent approve, 4 points more than in May.",
    "He won 48.6 percent, 0.7 percentage points more than his rival.",
    "Growth of 2 percent would be 0.5 points higher than the forecast of 1.5 percent.",
]


@pytest.mark.parametrize("text", UN201)
def test_percent_for_points_is_found(text):
    assert "UN201" in rules_on(text)


@pytest.mark.parametrize("text", UN202)
def test_a_stock_in_percent_of_nothing_is_found(text):
    assert "UN202" in rules_on(text)


@pytest.mark.parametrize("text", UN203)
def test_amounts_of_different_periods_are_found(text):
    assert "UN203" in rules_on(text)


@pytest.mark.parametrize("text", FX111)
def test_a_rate_that_never_was_is_found(text):
    assert "FX111" in rules_on(text)


@pytest.mark.parametrize("text", FX112)
def test_two_rates_of_one_text_that_differ_are_found(text):
    assert "FX112" in rules_on(text)


@pytest.mark.parametrize("text", NU401)
def test_wrongly_grouped_digits_are_found(text):
    assert "NU401" in rules_on(text)


@pytest.mark.parametrize("text", NU402)
def test_million_for_billion_is_found(text):
    assert "NU402" in rules_on(text)


def test_a_hedged_figure_of_many_digits_is_found():
    assert "NU403" in rules_on("The city has approximately 34,538 refugees.")
    assert "NU403" not in rules_on("The city has approximately 34,500 refugees.")
    assert "NU403" not in rules_on("The city has 34,538 refugees.")


@pytest.mark.parametrize("text", RIGHT)
def test_right_units_raise_no_alarm(text):
    assert rules_on(text) == set()
