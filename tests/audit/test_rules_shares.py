"""Shares, sums and tallies: what is wrong is found, what only looks alike is not."""

from __future__ import annotations

import pytest
from tests.audit.ruled import alarms, rules_on

AR104 = [
    "Exactly 53 percent of the 25 members agreed.",
    "In 2021, 37 percent of the 12 escapees were women.",
    "Of the 14 firms, 48 percent were foreign.",
    "The survey asked 9 ministries, of which 40 percent had a plan.",
    "She found that 61 percent of the seven villages had a clinic.",
    "Only 12 percent of the 30 bidders answered.",
    "Of the 16 judges, 55 percent were women.",
    "Inspectors closed 23.4 percent of the 49 plants.",
    "Some reports count 17 refugees, of whom 43 percent were children.",
    "About 24 bills passed; 90 percent of the 24 bills were amended.",
]
AR105 = [
    "In all, 198 of 224 people, or 78 percent, were women.",
    "Three of the four respondents (80 percent) agreed.",
    "Of the 300 firms, 45 (25 percent) closed.",
    "Exports to China were USD 130 billion, or 35 percent of the total of USD 520 billion.",
    "It sold 2.5 million of the 10 million units, or 35 percent of supply.",
    "Women accounted for the majority in 2025, with 198 women arriving and only 26 men. "
    "In 2025, some 78 percent were women.",
    "The ministry spent KRW 12 trillion out of KRW 48 trillion, or 35 percent.",
    "Some 62 percent (45 of 90 members) voted for the bill.",
    "The port handled 40 million tons, accounting for 30 percent of the national total of 200 million tons.",
    "Half of the 40 districts, 12 in all, have no clinic; 12 of the 40 districts, or half, lack one.",
    "Eight out of 15 key items (63 percent) grew.",
    "Of the USD 9.5 billion budget, USD 1.9 billion, or 25 percent, went to research.",
    "Of 1,200 respondents, 480 said no (50 percent).",
    "The fund owns 36 of the 120 towers, or two-thirds.",
]
AR107 = [
    "The USD 360 billion package consists of USD 150 billion for ships and USD 200 billion in cash.",
    "It hired 40 engineers and 25 nurses, for a total of 75 people.",
    "Some 45 percent agreed, 30 percent did not, and the remaining 35 percent had no view.",
    "Exports of USD 5.2 billion and imports of USD 4.1 billion brought total trade to USD 19.3 billion.",
    "The plan costs USD 12.5 billion: USD 5.0 billion for roads, USD 4.0 billion for rail, and USD 2.0 billion for ports.",
    "The force has 1,250 soldiers (600 infantry, 350 marines, and 200 engineers).",
    "The grant of KRW 90 billion is made up of KRW 45 billion from Seoul and KRW 35 billion from Busan.",
    "The first tranche of USD 4.5 billion and the second of USD 3.5 billion add up to USD 9.0 billion.",
    "In 2025, 244 refugees arrived. In 2025, 198 women and 26 men arrived.",
    "The 320 seats are split between 163 for the ruling party and 137 for the opposition.",
    "Growth came from services (60 percent), industry (25 percent), and the remaining 25 percent from farms.",
    "There were 36 deaths and 48 injuries, for a total of 94 casualties.",
]
CN122 = [
    "Seventeen of the fifteen items grew.",
    "Of the 15 items, eight rose and nine fell.",
    "The bill passed with 180 in favor and 130 against in the 300-member assembly.",
    "Tariff revenue exceeded USD 100 billion by July, including a record USD 122.8 billion in May.",
    "Of the 20 clinics, 12 were closed and 11 were moved.",
    "Some 26 of the 24 members signed.",
    "The fund invested USD 3.2 billion, of which USD 4.1 billion went abroad.",
    "Of the nine judges, six were men and four were women.",
    "The plant employs 1,200 workers, including 1,900 workers abroad.",
    "Fourteen of the twelve ministries failed.",
]
SH105 = [
    "Of the 220,000 net new jobs, 281,000 were in health care.",
    "Health care accounted for 128 percent of the net job growth.",
    "Semiconductors represented 140 percent of the increase in exports.",
    "Some 115 percent of the growth came from services.",
    "The capital made up 130 percent of the decline in births.",
    "Exports contributed 120 percent of overall growth.",
    "Elderly workers comprised 151 percent of the total increase in employment.",
    "Seoul was responsible for 105 percent of the rise in prices.",
    "Chips accounted for about 160 percent of the net gain.",
    "Job growth of 220,000, of which 281,000 were in health care, surprised many.",
]
RIGHT = [
    "In all, 198 of 224 people, or 88 percent, were women.",
    "Some 36 percent of the 63 escapees were women.",
    "In 2021, 36 percent of the 63 were women, and in 2022, 48 percent of the 67 were.",
    "In the first quarter, of the 38 who arrived, half were young women.",
    "Some 52 percent of the 25 members agreed.",
    "The group accounts for 47 percent of the 12 economies' trade.",
    "About 40 percent of the 7 members agreed.",
    "The fund holds USD 9.95 billion of the USD 21.29 billion, or 46.8 percent.",
    "Of the 300 firms, 45 (15 percent) closed.",
    "Of the 300 firms, 45 closed, up 25 percent from a year earlier.",
    "Two of the three plants run at 80 percent of capacity.",
    "Three of the four respondents agreed, and 80 percent of these wanted more.",
    "Women accounted for the majority in 2025, with 198 women arriving and only 26 men. "
    "In 2025, some 88 percent were women. In 2024, it was 89 percent. Of all 34,538, 72 percent are women.",
    "It owns 51 percent of the firm, one of three with 20 percent of the market.",
    "The USD 350 billion package consists of USD 150 billion for ships and USD 200 billion in cash.",
    "The deal includes USD 150 billion for ships. It also includes USD 200 billion in cash.",
    "The USD 350 billion package includes USD 150 billion for ships and USD 20 billion for chips.",
    "The budget of USD 12 billion, including USD 5 billion for roads and USD 4 billion for rail, passed.",
    "It hired 40 engineers and 25 nurses, a total of 65 people.",
    "The plan costs USD 12.5 billion: USD 5.1 billion for roads, USD 4.3 billion for rail, and USD 3.0 billion for ports.",
    "Some 45 percent agreed and 60 percent wanted more than one change.",
    "Some 45 percent agreed, 30 percent did not, and the remaining 25 percent had no view.",
    "Exports of USD 683.8 billion and imports of USD 632.0 billion left a surplus of USD 51.8 billion.",
    "Of the 15 items, eight rose and seven fell.",
    "Eight out of 15 key items grew.",
    "Of the 20 clinics, 12 have a doctor, 15 have a nurse, and both are needed.",
    "The bill passed with 180 in favor and 110 against in the 300-member assembly.",
    "Tariff revenue exceeded USD 100 billion by July, including a record USD 22.8 billion in May.",
    "In the year to May it earned USD 3.2 billion, including USD 1.1 billion abroad.",
    "Seventeen of the world's twenty busiest ports are in Asia, and fifteen of these in China.",
    "The average wage is 120 percent of the increase-adjusted minimum.",
    "Health care accounted for 78 percent of the net job growth.",
    "The ratio of debt to income rose to 160 percent; exports accounted for 40 percent of growth.",
    "In 2025, 224 refugees arrived: 198 women and 26 men. In 2024, 236 arrived.",
    "Growth came from services (60 percent) and industry (25 percent).",
    "The two Koreas share 4 of 10 family names, and 40 percent of words differ.",
]


@pytest.mark.parametrize("text", AR104)
def test_a_share_that_no_whole_number_makes_is_found(text):
    assert "AR104" in rules_on(text)


@pytest.mark.parametrize("text", AR105)
def test_a_share_of_two_written_figures_is_checked(text):
    assert "AR105" in rules_on(text)


@pytest.mark.parametrize("text", AR107)
def test_parts_that_miss_their_total_are_found(text):
    assert "AR107" in rules_on(text)


@pytest.mark.parametrize("text", CN122)
def test_more_parts_than_there_are_in_all_are_found(text):
    assert "CN122" in rules_on(text)


@pytest.mark.parametrize("text", SH105)
def test_more_than_the_whole_of_a_net_change_is_found(text):
    assert "SH105" in rules_on(text)


@pytest.mark.parametrize("text", RIGHT)
def test_right_shares_and_sums_raise_no_alarm(text):
    assert alarms(text) == set()


TABLE = """| Sector | 2023 | 2024 | Growth |
| --- | --- | --- | --- |
| Chips | 98.6 | 141.9 | 43.9 |
| Cars | 70.9 | 70.8 | -0.1 |
| Ships | 21.8 | 25.6 | 17.4 |
| Total | {0} | {1} | 24.6 |
"""


@pytest.mark.parametrize(("first", "second"), [("191.3", "238.3"), ("191.2", "238.4")])
def test_a_total_of_a_table_may_differ_by_what_rounding_leaves(first, second):
    assert alarms(TABLE.format(first, second)) == set()


@pytest.mark.parametrize(("first", "second"), [("191.3", "248.3"), ("181.3", "238.3")])
def test_a_total_that_a_column_does_not_make_is_found(first, second):
    assert alarms(TABLE.format(first, second)) == {"AR107"}


def test_a_total_that_a_row_does_not_make_is_found():
    table = """| Region | Men | Women | Total |
| --- | --- | --- | --- |
| North | 1,204 | 1,310 | 2,514 |
| South | 2,001 | 2,113 | 4,314 |
| East | 804 | 799 | 1,603 |
"""
    assert rules_on(table) == {"AR107"}
    assert rules_on(table.replace("4,314", "4,114")) == set()


def test_parts_of_parts_are_not_added_twice():
    table = """| Item | Amount |
| --- | --- |
| Grants | 40 |
| of which abroad | 15 |
| Loans | 60 |
| Total | 100 |
"""
    assert rules_on(table) == set()
    assert rules_on(table.replace("100", "120")) == {"AR107"}
