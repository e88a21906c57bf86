"""Times of whole short texts: releases, notices, fact sheets, chronologies and tables as lines."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bongsu.audit.checking import check
from bongsu.evidence.reading import analyse, read_bytes

TEXTS = [
    Path(__file__).with_name("sentences") / name
    for name in ("times_told.yaml", "times_of_texts.yaml", "times_counted.yaml", "times_tied.yaml")
]
MADE = [
    tuple(each.values())
    for file in TEXTS
    for each in yaml.safe_load(file.read_text(encoding="utf-8"))
]
FORMS = re.compile(r"\{\{(.*?)\|\|(.*?)\}\}", re.DOTALL)
ABOUT_TIME = ("DT", "ST", "CO701")


def told(text: str) -> set[str]:
    found = check(analyse(read_bytes(text.encode(), "made-up.txt")))
    return {one.rule for one in found if one.rule.startswith(ABOUT_TIME) or one.severity.rank > 1}


@pytest.mark.parametrize(("rule", "text"), MADE)
def test_a_wrong_time_is_found_and_the_right_one_let_stand(rule, text):
    assert any(one.startswith(ABOUT_TIME) for one in told(FORMS.sub(r"\2", text))), rule
    assert not told(FORMS.sub(r"\1", text))


RIGHT = [
    "1962 The first plan begins\n1973 Heavy industry\n1973 Oil crisis\n1988 Games\n1996 Accession",
    "Year Area Output\n2011 9,467 28,401\n2012 8,402 26,046\n2013 7,373 27,130\n2020 9,812 30,004",
    "He was vice minister (2003-2005) and then ambassador (2005-2009).",
    "Opens: November 20\nCloses: January 15",
    "The first image, taken on December 6, 2017, shows a tanker.",
    "As of May 31, 2019, 12,400 persons held a permit.",
    "Under KORUS, in force for seven years now, most tariffs are to be eliminated by 2027.",
    "The treaty was signed on October 1, 1953. Thirty years after its signature all had changed.",
    "Under KORUS, beef tariffs fall over fifteen years in equal steps.",
    "Voters choose a mayor on July 3, exactly one year after the presidential election of 2018.",
    "A text was made public on March 4 and signed on April 4, 2019, a week after it was read.",
    "He also addressed a meeting of lawmakers. The first session is due to take place on June 18.",
    "Sales in the three months ended March 31, 2019 came to 3.1 billion dollars.",
    "In May, exports fell 23.7 percent from a year earlier, the ministry said.",
    "The ministers met in Hanoi on May 10-11.",
    "Expected date of the next vote: April 2020",
    "The country has a target of 70 percent by 2022.",
    "In 2016 the country set itself a target of 70 percent by 2018, which it missed.",
    "In 1910 a 35-year period of foreign rule began. It ended with the surrender of 1945.",
    "The 12-day games run from July 3 to July 14.",
    "The pact took effect in March 2012. Now in force for over seven years, it covers most goods.",
    "Founded in 1999, the bank marks its 20th anniversary this year.",
    "Shares have risen 4 percent so far this year, after a fall of 17 percent in 2018.",
    "Exports rose 5.5 percent last year from 573.7 billion dollars in 2017.",
    "In 2018, the latest full year of data, the country was the sixth-largest partner.",
    "The visit later this month, on June 28-30, will be his third.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_time_of_the_same_shape_is_let_stand(text):
    head = "Ports and Yards of the Coast\nAn Agency of the Region\nPublished June 12, 2019\n\n"
    assert not told(f"{head}{text}\n")


BESIDE_EVENTS = [
    "Yoon, whom the Constitutional Court removed in April last year, was tried early this year.",
    "The Hyundai plant in Georgia, which was raided in September, sold more cars early this year.",
    "Earlier this year a lawsuit over the raid on the Hyundai plant in Georgia was filed.",
    "The raid against the Hyundai plant in Georgia late last year cast a shadow.",
    "The MSCI will review these reforms in June 2026, and Korea could be placed on its list.",
    "The Declaration, which critics attacked in May 2023, created a group.",
]


AWAITED = [
    "The review, originally due in late January, is now to come in March.",
    "The fee, due in late January of each year, has doubled.",
    "Under KORUS, beef tariffs fell to zero in January; others are to be phased out by 2027.",
    "Under KORUS, beef tariffs were phased out, while those on rice are not to be eliminated.",
    "The KOSPI, which crossed 4,000 for the first time in October, is expected to reach 6,000.",
    "The KOSPI is expected to fall below 5,000 for the first time since January.",
    "The KOSPI touched 5,000 for the first time on January 22, and closed above it on January 27.",
]


@pytest.mark.parametrize(
    ("day", "text"),
    [
        *(("February 2, 2026", text) for text in BESIDE_EVENTS),
        *(("February 11, 2026", text) for text in AWAITED),
    ],
)
def test_another_happening_and_what_was_awaited_once_have_times_of_their_own(day, text):
    assert not told(f"# Notes on Korea\n\nBy A. Author | {day}\n\n{text}\n")


LEDGERS = [
    "The first deal was struck in Q3 2024 and completed on August 25.",
    "As in Q3 2024, most announcements were made in August.",
    "Announcements reached $41 billion, four times those of Q3 2024, after the visit of August 25.",
    "A contract of Q3 2024 was cancelled on August 12.",
    "Orders won in Q3 2024 were delivered on September 3.",
]


@pytest.mark.parametrize("text", LEDGERS)
def test_an_earlier_period_may_stand_beside_that_of_the_title(text):
    assert not told(f"# Q3 2025 Trade Ledger\n\nBy A. Author | October 10, 2025\n\n{text}\n")
