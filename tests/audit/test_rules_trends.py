"""Trend words, steps, rates and lists: what is wrong is found, what only looks alike is not."""

from __future__ import annotations

import pytest
from tests.audit.ruled import alarms, rules_on

TR301 = [
    "Unemployment fell to 5 percent from 4 percent.",
    "The surplus increased to 3.1 percent of GDP in 2013, compared to 4.2 percent in 2012.",
    "Exports reached an all-time high of USD 683.8 billion, surpassing the previous high of USD 693.6 billion.",
    "The rate held steady at 5.2 percent, compared with 3.1 percent a year earlier.",
    "Reserves rose from USD 315.6 billion in 2013 to USD 335.6 billion in 2014 and USD 331.0 billion in 2015.",
    "The birth rate dropped from 0.72 to 0.78.",
    "Output expanded to 480 tons from 520 tons.",
    "The deficit narrowed from KRW 43 trillion in 2023 to KRW 56 trillion in 2024.",
    "The toll was 1,047, higher than the 2,914 of 2009.",
    "Arrivals were 236, lower than the 196 of the year before.",
    "The number of refugees in 2025 held steady at 224, roughly the same as the prior two years. "
    "The total in 2024 was 236, and in 2023, it was 180.",
    "Daily exports came to USD 2.43 billion, outperforming the USD 2.51 billion of 2022.",
    "The index plunged to 2,655 from 2,398.",
    "Sales totaled USD 51.2 billion, up from USD 54.1 billion.",
    "Sales totaled USD 54.2 billion, down from USD 51.1 billion.",
]
AR106 = [
    "It will pay USD 20 billion a year for ten years, for a total of USD 150 billion.",
    "Rents are KRW 500,000 a month, or KRW 8 million a year.",
    "It gave 300 families USD 2,000 each, for a total of USD 900,000.",
    "The plan spends USD 7.5 trillion over five years, or USD 2.5 trillion per year.",
    "The line makes 1,200 cars per day, or 700,000 per month.",
    "Interest costs KRW 2.5 trillion per quarter, or KRW 12 trillion per year.",
    "The fund paid KRW 48.0 billion to 120,000 households, or KRW 600,000 per household.",
    "It pays KRW 100,000 a month for 24 months, a total of KRW 3.4 million.",
    "The yard builds 4 ships a year over six years, for a total of 32 ships.",
    "A subsidy of USD 4,000 per worker for 2,500 workers amounting to USD 16 million was agreed.",
]
AR108 = [
    "The Bank cut by 25 basis points three times from 4.50 percent to 4.00 percent.",
    "The Bank made four cuts of 25 basis points, lowering the rate from 5.50 to 4.25 percent.",
    "The Fed raised rates by 75 basis points at four consecutive meetings, from 0.75 percent to 3.25 percent.",
    "Two hikes of a quarter point took the rate from 3.00 percent to 3.75 percent.",
    "Three 25-basis-point cuts brought the rate to 3.75 percent from 4.25 percent.",
    "It lowered its rate three times by 25 basis points, for a total of 100 basis points.",
    "It cut by half a point twice, from 3.50 percent to 3.00 percent.",
    "Five increases of 50 basis points lifted the rate from 0.50 percent to 2.50 percent.",
    "The tariff was reduced by 2 percentage points five times, from 25 percent to 13 percent.",
    "Rates were raised in seven steps of 25 basis points, from 0.50 percent to 2.00 percent.",
]
CN121 = [
    "The plan has four aims: jobs, growth, and exports.",
    "Ten states (Ohio, Texas, Utah, Iowa, Maine, Idaho, Kansas, Nevada, and Oregon) joined.",
    "The framework includes five recommendations. First, members act. Second, they train. "
    "Third, they share. Finally, they report.",
    "It faces two challenges. First, labor is short. Second, capital is dear. Third, land is scarce.",
    "The law covers three sectors—steel, cars, ships, and chips—and no others.",
    "The bank named four risks: debt, war, inflation, drought, and aging.",
    "Five countries (Japan, China, Vietnam, and India) signed.",
    "The report lists six goals: water, health, schools, roads, and trade.",
    "Members agreed on the following four steps:\n\n- trade\n- energy\n- health\n",
    "The ministry set three priorities: chips; ships; steel; and food.",
    "He gave three reasons. First, prices rose. Second, wages fell.",
]
RIGHT = [
    "Unemployment fell to 4 percent from 5 percent.",
    "The surplus increased to 6.1 percent of GDP in 2013, compared to 4.2 percent in 2012.",
    "Exports reached an all-time high of USD 683.8 billion, surpassing the previous high of USD 683.6 billion.",
    "The won rose from 1,400 to 1,350 per dollar.",
    "The country rose from 12th to 9th place.",
    "Korea climbed in the ranking from 20 to 15.",
    "Growth fell to -0.2 percent from 1.3 percent.",
    "The growth forecast was cut from 2.1 percent to 1.8 percent.",
    "Efforts to reduce waste, at a cost of USD 5 million, raised recycling from 40 percent to 52 percent.",
    "As prices fell, sales went from USD 4 billion to USD 5 billion.",
    "Debt did not fall from 50 percent to 60 percent; it rose.",
    "The deficit narrowed from KRW 56 trillion in 2024 to KRW 43 trillion in 2025.",
    "Reserves rose from USD 315.6 billion in 2013 to USD 335.6 billion in 2014 and USD 341.0 billion in 2015.",
    "The rate held steady at 2.8 percent, compared with 2.9 percent a year earlier.",
    "The budget moved from a surplus of USD 5 billion to a deficit of USD 3 billion, and debt rose.",
    "The water level dropped from 20 meters to 50 meters below ground.",
    "Sales to China fell from USD 20 billion, and sales to India rose to USD 30 billion.",
    "It will pay USD 20 billion a year for ten years, for a total of USD 200 billion.",
    "Rents are KRW 500,000 a month, or KRW 6 million a year.",
    "It spends USD 1.5 trillion per year and USD 7.5 trillion over five years.",
    "The line makes 1,200 cars per day and 5,000 per month are exported.",
    "It gave 300 families USD 2,000 each, and spent USD 900,000 in total.",
    "The Bank cut by 25 basis points three times from 4.50 percent to 3.75 percent.",
    "Two hikes of a quarter point took the rate from 3.00 percent to 3.50 percent.",
    "The Bank cut by 25 basis points for the third time, from 4.00 percent to 3.75 percent.",
    "The plan has three aims: jobs, growth, and exports.",
    "The plan has three aims—jobs, growth, and exports—and no budget.",
    "The text has two aims: research and development.",
    "It covers five areas: trade and investment, energy, research and development, and culture.",
    "It covers five areas, including trade, energy, and culture.",
    "The two sides (Korea, Japan, and their allies) met.",
    "There are three objectives—inciting production, creating leverage, and raising revenue—and the year showed more.",
    "The plant makes 13 minerals: gallium, bismuth, germanium, indium, antimony, tellurium, "
    "cadmium, palladium, copper, silver, gold, zinc, and lead as well as acid.",
    "The framework includes five recommendations. First, members act. Second, they train. "
    "Third, they share. Fourth, they pay. Finally, they report.",
    "It has two parts: Part A, which deals with trade, and Part B.",
    "Members agreed on the following three points:\n\n- trade\n- energy\n- health\n",
    "At 10 sites: Seoul and others, work began.",
    "Three of them (Kim, Lee, and Park) spoke.",
]


@pytest.mark.parametrize("text", TR301)
def test_a_trend_that_the_figures_deny_is_found(text):
    assert "TR301" in rules_on(text)


@pytest.mark.parametrize("text", AR106)
def test_a_rate_that_does_not_give_its_total_is_found(text):
    assert "AR106" in rules_on(text)


@pytest.mark.parametrize("text", AR108)
def test_steps_that_miss_the_end_are_found(text):
    assert "AR108" in rules_on(text)


@pytest.mark.parametrize("text", CN121)
def test_a_list_of_another_length_is_found(text):
    assert "CN121" in rules_on(text)


@pytest.mark.parametrize("text", RIGHT)
def test_right_trends_and_lists_raise_no_alarm(text):
    assert alarms(text) == set()
