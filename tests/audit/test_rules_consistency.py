"""Statements of one text that cannot all be right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.audit.samples import found

BEGUN = [
    (
        "The Federal Reserve cut its rate in December, its third consecutive "
        "cut.\n\nWith the Federal "
        "Reserve expected to begin cutting rates, capital will flow."
    ),
    (
        "The Bank of Korea lowered its base rate for the fourth straight time.\n\nThe "
        "Bank of Korea is "
        "likely to start lowering rates this year."
    ),
    (
        "The Bank of Japan raised its policy rate. It was the second consecutive "
        "increase in rates.\n\n"
        "The Bank of Japan will begin raising rates in summer."
    ),
    (
        "North Korea fired another missile in May.\n\nNorth Korea may begin testing "
        "missiles again soon, "
        "some say. North Korea is poised to start testing missiles, others say."
    ),
    (
        "The Bank of Korea has now cut rates four times.\n\nMost analysts expect the "
        "Bank of Korea to "
        "begin cutting rates in July."
    ),
    (
        "Hyundai raised its exports of cars for a third consecutive year.\n\nHyundai is "
        "set to start "
        "increasing exports of cars."
    ),
    (
        "The European Central Bank lowered its rates in the fifth consecutive "
        "reduction.\n\nThe ECB is "
        "about to begin lowering its policy rate."
    ),
    (
        "Washington withdrew another brigade of troops.\n\nWashington plans to begin "
        "withdrawing troops."
    ),
]
NOT_BEGUN = [
    "The Federal Reserve is expected to begin cutting rates.",
    (
        "The Federal Reserve cut its rate, its third consecutive cut.\n\nThe Bank of "
        "Japan is expected to "
        "begin cutting rates."
    ),
    (
        "The Federal Reserve cut its rate, its third consecutive cut.\n\nThe Federal "
        "Reserve is expected "
        "to begin raising rates next year."
    ),
    (
        "The Federal Reserve cut its rate, its third consecutive cut.\n\nIn 2023 the "
        "Federal Reserve was "
        "expected to begin cutting rates."
    ),
    (
        "The Federal Reserve cut its rate, its third consecutive cut.\n\nAfter a "
        "pause, the Federal "
        "Reserve may begin cutting rates again."
    ),
    (
        "The Federal Reserve cut its rate, its third consecutive cut.\n\nThe "
        "Federal Reserve will "
        "continue cutting rates."
    ),
    "The Bank of Korea cut rates in October. It is expected to begin buying bonds.",
    "Exports rose for the third consecutive month.\n\nThe yard will begin building ships.",
    "The yard delivered another ship.\n\nThe yard plans to begin delivering submarines.",
    (
        "Inflation fell for the third consecutive month. The Federal Reserve is "
        "expected to begin cutting "
        "rates."
    ),
    (
        "The Bank of Korea held rates for a third straight meeting.\n\nThe Bank of "
        "Korea will begin "
        "cutting rates in May."
    ),
    "He gave another speech. The assembly will begin debating the tax.",
]


@pytest.mark.parametrize("text", BEGUN)
def test_a_series_to_begin_that_has_begun_is_found(text):
    assert len(found("CO701", text)) == 1


@pytest.mark.parametrize("text", NOT_BEGUN)
def test_a_series_that_has_not_begun_is_let_stand(text):
    assert [one.message for one in found("CO701", text)] == []


MAJORITIES = [
    "Ships made up most of the exports. Cars, too, were a majority of the exports.",
    "The majority of new jobs were filled by the old. Nurses took the majority of new jobs.",
    "More than half of the orders went to Busan. Most of the orders went to Ulsan.",
    "Of those asked, 61 percent support the law and 57 percent oppose the law.",
    "Some 55 percent approve of the deal, 52 percent disapprove.",
    (
        "In the poll, 61 percent called the sum fair, 57 percent called it too high and "
        "12 percent had no "
        "opinion."
    ),
    "In the poll, 55 percent said yes, 48 percent said no and 9 percent were undecided.",
    "About 70 percent are satisfied with their work, while 45 percent are dissatisfied.",
]
NO_TWO_MAJORITIES = [
    "Ships made up most of the exports. Cars were a third of the exports.",
    "Of those asked, 61 percent support the law and 37 percent oppose it.",
    (
        "In the poll, 61 percent called the sum fair, 27 percent called it too high and "
        "12 percent had no "
        "opinion."
    ),
    "Most of the yards are in Ulsan. Most of the farms are in Jeolla.",
    "In 2023, most of the orders went to Busan. In 2024, most of the orders went to Ulsan.",
    "Of the men, 61 percent agree; of the women, 57 percent agree.",
    "Exports rose 60 percent and imports 55 percent.",
    "Multiple answers were allowed: 61 percent support a tax, 57 percent oppose a levy.",
    "A majority of members voted for it.\n\nA majority of members came from Seoul.",
    "61 percent of women and 57 percent of men work.",
    "About 70 percent are satisfied with their work, while 25 percent are dissatisfied.",
    "Most of it was lost. Most of them were not.",
]


@pytest.mark.parametrize("text", MAJORITIES)
def test_two_majorities_of_one_whole_are_found(text):
    assert len(found("CO703", text)) == 1


@pytest.mark.parametrize("text", NO_TWO_MAJORITIES)
def test_shares_that_go_together_are_let_stand(text):
    assert [one.message for one in found("CO703", text)] == []


BACKWARD = [
    "The unemployment rate rose from 5.4 percent to 4.5 percent.",
    "Exports fell from USD 60 billion to USD 65 billion.",
    "The share climbed to 12 percent from 15 percent.",
    "Output shrank from 410,000 tons to 450,000 tons.",
    "The base rate was cut from 2.75 percent to 3.00 percent.",
    "Employment reached 61.3 percent, up from 63.1 percent a year before.",
    "The rate stood at 5.4 percent, down from 4.5 percent.",
    "The date of depletion was delayed from 2057 to 2055.",
    "The opening was brought forward from 2026 to 2028.",
    "The opening was brought forward by two years (from 2026 to to 2028).",
    "The opening was moved up to 2028 from 2026.",
    "Arrivals dropped sharply from 196 to 236.",
    "Births increased from 238,300 to 230,000.",
]
FORWARD = [
    "The unemployment rate rose from 4.5 percent to 5.4 percent.",
    "Exports fell from USD 65 billion to USD 60 billion.",
    "The share climbed to 15 percent from 12 percent.",
    "The won weakened from 1,300 to 1,400 per dollar.",
    "The yard fell from second to fourth in the ranking.",
    "Employment reached 61.3 percent, up from 60.1 percent a year before.",
    "The date of depletion was delayed from 2055 to 2057.",
    "The opening was brought forward from 2028 to 2026.",
    "The opening was moved up to 2026 from 2028.",
    "Exports advanced from 2024 to 2025.",
    "The series on rents was extended from 1985 to 1970.",
    "It rose by 5 percent from 3 to 4 units and fell later.",
    "The balance fell from a surplus of USD 5 billion to a deficit of USD 7 billion.",
    "The tax on wages from 2 to 3 million won rose.",
    "Growth slowed while rates went from 2.5 percent to 3.5 percent.",
    "Growth slowed and the rate was raised from 2.5 percent to 3.5 percent.",
    "From 3 percent to 5 percent of workers fell ill.",
    "The deficit widened from 2 percent to 3 percent of output.",
    "Prices declined in areas that range from 10 to 20 kilometres around.",
]


@pytest.mark.parametrize("text", BACKWARD)
def test_a_direction_against_the_values_is_found(text):
    assert len(found("CO705", text)) == 1


@pytest.mark.parametrize("text", FORWARD)
def test_a_direction_with_the_values_is_let_stand(text):
    assert [one.message for one in found("CO705", text)] == []


@given(st.integers(1, 999), st.integers(1, 999), st.sampled_from(["rose", "fell"]))
def test_a_direction_is_judged_by_the_values(start, end, verb):
    text = f"Exports of the yard {verb} from USD {start} million to USD {end} million."
    right = end > start if verb == "rose" else end < start
    assert bool(found("CO705", text)) == (not right)


TWICE = [
    (
        "The unemployment rate of refugees was 5.4 percent in 2025, the survey "
        "says.\n\nIn 2025 the "
        "unemployment rate of refugees was 4.5 percent, the survey says."
    ),
    (
        "The total fertility rate of South Korea was 0.75 in 2024.\n\nThe total "
        "fertility rate of South "
        "Korea was 0.57 in 2024."
    ),
    (
        "Exports of South Korea reached USD 683.8 billion in 2024.\n\nIn 2024, exports "
        "of South Korea "
        "reached USD 638.8 billion."
    ),
]
ONCE = [
    (
        "The unemployment rate of refugees was 5.4 percent in 2025.\n\nIn 2024 the "
        "unemployment rate of "
        "refugees was 6.3 percent."
    ),
    (
        "The unemployment rate of men was 5.4 percent in 2025.\n\nThe unemployment rate "
        "of women was 4.5 "
        "percent in 2025."
    ),
    (
        "Exports to China were USD 130 billion in 2024.\n\nExports to Japan were USD "
        "110 billion in 2024."
    ),
    "Exports were USD 683.8 billion in 2024.\n\nImports were USD 632.0 billion in 2024.",
    "Exports were about USD 680 billion in 2024.\n\nExports were USD 683.8 billion in 2024.",
    "The rate was 0.75 in 2024.\n\nThe share was 0.57 in 2024.",
    (
        "The employment rate was expected to be 61 percent in 2025.\n\nThe employment "
        "rate was 63 percent "
        "in 2025."
    ),
    (
        "The nominal growth rate was 5.2 percent in 2024.\n\nThe real growth rate was "
        "2.0 percent in 2024."
    ),
    (
        "The average income was KRW 3.1 million in 2024.\n\nThe median income was KRW "
        "2.6 million in 2024."
    ),
    "Growth was 2.0 percent in the first quarter of 2024.\n\nGrowth was 1.4 percent in 2024.",
    "The rate rose from 2.5 percent to 3.5 percent in 2023.",
    "In Seoul the rate was 4.1 percent in 2024.\n\nIn Busan the rate was 4.4 percent in 2024.",
]


@pytest.mark.parametrize("text", TWICE)
def test_two_values_of_one_measure_are_found(text):
    assert len(found("CO704", text)) == 1


@pytest.mark.parametrize("text", ONCE)
def test_values_of_different_things_are_let_stand(text):
    assert [one.message for one in found("CO704", text)] == []


def test_opposites_of_one_subject_are_found():
    text = "The younger workforce needs tools.\n\nThe aging workforce needs rest."
    assert len(found("CO702", text)) == 1
    assert found("CO702", "The younger workforce needs tools, the aging society needs rest.") == []
