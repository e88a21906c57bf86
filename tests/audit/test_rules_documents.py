"""Documents that contradict each other."""

from __future__ import annotations

from itertools import permutations

import pytest
from tests.audit.samples import evidence, found_in, quotes

from bongsu.audit.checking import check
from bongsu.audit.findings import Severity
from bongsu.audit.rules import RULES, Context
from bongsu.evidence.reading import analyse, read_bytes


def note(text: str, title: str = "A Note", published: str = "March 3, 2026") -> str:
    return f"# {title}\n\nPublished {published}\n\n{text}\n"


VALUES = [
    (
        "The unemployment rate of refugees was 5.4 percent in 2025, a survey says.",
        "A survey says that the unemployment rate of refugees was 4.5 percent in 2025.",
    ),
    (
        "The total fertility rate of South Korea was 0.75 in 2024.",
        "The total fertility rate of South Korea was 0.72 in 2024.",
    ),
    (
        "Exports of South Korea reached USD 683.8 billion in 2024.",
        "In 2024, exports of South Korea reached USD 683.2 billion.",
    ),
    (
        "The current account surplus of Korea was 6.1 percent of output in 2013.",
        "The current account surplus of Korea was 6.4 percent of output in 2013.",
    ),
]
COMPATIBLE = [
    (
        "The unemployment rate of refugees was 5.4 percent in 2025.",
        "The unemployment rate of refugees was 6.3 percent in 2024.",
    ),
    (
        "The total fertility rate of South Korea was 0.75 in 2024.",
        "The total fertility rate of Japan was 1.15 in 2024.",
    ),
    (
        "Exports of South Korea reached USD 683.8 billion in 2024.",
        "Exports of South Korea reached about USD 684 billion in 2024.",
    ),
    (
        "Exports of South Korea reached USD 683.8 billion in 2024.",
        "Imports of South Korea reached USD 632.0 billion in 2024.",
    ),
    (
        "Exports of South Korea reached USD 683.8 billion in 2024.",
        "Exports of South Korea reached USD 683.8 billion in 2024.",
    ),
    (
        "Exports of South Korea to China reached USD 133.0 billion in 2024.",
        "Exports of South Korea to Vietnam reached USD 158.0 billion in 2024.",
    ),
]


@pytest.mark.parametrize("texts", VALUES)
def test_documents_that_disagree_on_a_value_are_found(texts):
    for order in permutations(texts):
        assert len(found_in("XD973", [note(text) for text in order])) == 1


@pytest.mark.parametrize("texts", COMPATIBLE)
def test_documents_that_can_both_be_right_are_let_stand(texts):
    for order in permutations(texts):
        assert [one.message for one in found_in("XD973", [note(text) for text in order])] == []


RETOLD = [  # one figure mistold where a second author words it anew
    (
        "The Science Department awarded $210 million in direct funding to a subsidiary of Bada.",
        "The Department awarded $201 million in direct funding to Ore Metal, a subsidiary of Bada.",
    ),
    (
        "Trade in goods between Norland and Sudland totaled $187 billion in 2022.",
        "Trade in goods between the two countries was $178 billion in 2022.",
    ),
    (
        "Household credit rose to 1,419.1 trillion won at the end of September 2017.",
        "Household credit has reached 1,491.1 trillion won, and still grows.",
    ),
    (
        "The pact commits Norland to $350 billion of investment, $150 billion of it for ships.",
        "Norland will invest $350 billion, including $130 billion in ships.",
    ),
    (
        "The Pohang plant employs 17,800 workers.",
        "The steelworks in Pohang, with 18,700 workers, is the largest plant.",
    ),
    (
        "Turnout was 67.0 percent in the 2024 election.",
        "The 2024 election saw a turnout of 66.0 percent.",
    ),
    (
        "Exports fell 1.8 percent in the second quarter of 2023, and imports fell 4.2 percent.",
        "In the April-June period of 2023 exports fell 1.8 percent, but imports fell 2.4 percent.",
    ),
]
NOT_RETOLD = [
    (
        "The company employs 17,800 workers in Georgia.",
        "The company employs 18,700 workers in Texas.",
    ),
    ("Exports rose 3.14 percent in May 2024.", "Exports rose 3.41 percent in April 2024."),
    ("Seoul will pay 1.04 trillion won.", "Seoul will pay 1.40 trillion won in 2025."),
    (
        "The survey found that 71.2 percent of voters support the plan.",
        "In another survey, 72.1 percent of voters supported the plan.",
    ),
    (
        "Household credit rose to 1,419.1 trillion won in 2017 from 1,491.1 trillion won.",
        "Household credit has reached 1,491.1 trillion won, and still grows.",
    ),
]


@pytest.mark.parametrize("texts", RETOLD)
def test_a_figure_that_another_document_mistells_is_found(texts):
    for order in permutations(texts):
        assert found_in("XD973", [note(text) for text in order])


@pytest.mark.parametrize("texts", NOT_RETOLD)
def test_figures_with_like_digits_may_be_of_two_things(texts):
    for order in permutations(texts):
        assert [one.message for one in found_in("XD973", [note(text) for text in order])] == []


def test_a_place_is_not_what_was_signed():
    texts = (
        note("Both sides signed the grain deal in Buenos Aires on May 4, 2025."),
        note("Both sides signed the water deal in Buenos Aires on June 9, 2025.", "Another"),
    )
    assert all(one.severity is Severity.NOTE for one in found_in("XD974", texts))


def test_one_of_many_orders_is_no_thing_with_one_date():
    texts = (
        note("In June 2025, the president signed an Executive Order on ports."),
        note("In March 2025, the president signed an Executive Order on roads.", "Another"),
    )
    assert found_in("XD974", texts) == []


@pytest.mark.parametrize(
    ("told", "again"),
    [
        (
            "Prices in Korea are expected to rise by 3.4 percent in 2027, the institute says.",
            "Prices in Korea are expected to rise by 3.1 percent in 2027, the institute says.",
        ),
        (
            "The fund of the Mapo scheme for young tenants holds 1,350 billion won.",
            "The fund of the Mapo scheme for young tenants holds 1,850 billion won.",
        ),
    ],
)
def test_a_later_state_of_things_is_no_contradiction(told, again):
    texts = note(told, published="March 3, 2026"), note(again, "Another", "November 3, 2026")
    assert found_in("XD973", texts) == []


def test_the_later_document_is_the_one_that_is_told():
    old = note(VALUES[0][0], published="May 3, 2025")
    new = note(VALUES[0][1], published="May 9, 2025")
    for texts in ([old, new], [new, old]):
        assert quotes(found_in("XD973", texts)) == ["4.5 percent"]


def test_a_document_to_compare_with_is_not_itself_told():
    rule = RULES["XD973"].corpus
    assert rule is not None
    checked, against = evidence(note(VALUES[0][0])), evidence(note(VALUES[0][1]), name="b.md")
    assert quotes(list(rule(checked, Context(against=against)))) == ["5.4 percent"]


COPIED = [  # a figure that comes back with a slip of the finger, in other words
    (
        "The harbour fund of Norland paid 4,317 million crowns for the Selby quay in 2024.",
        "Selby got its quay: the fund's bill for building it was 4,371 million crowns, we hear.",
    ),
    (
        "Alder Cells gets $2.645 billion from the ministry for a $31 billion plant in Ohio.",
        "Alder Cells books the grant, of $2.645 million, as its plant in Ohio ($31 billion) grows.",
    ),
    (
        "On May 9, 2024, the motion was carried: 214 in favor, 83 against.",
        "The motion passed on May 9, 2024, with 218 votes to 83.",
    ),
]
NOT_COPIED = [
    (  # one digit of three is no slip without a day and figures in common
        "The harbour fund paid 431 million crowns for the quay at Selby.",
        "Selby got its quay, and the bill for building it was 481 million crowns.",
    ),
    (
        "The Selby quay cost 4,317 million crowns.",
        "The Hartford mill, which nobody wanted, cost 4,371 million crowns.",
    ),
    (
        "The fund paid 4,317 million crowns for the Selby quay.",
        "First put at 4,371 million crowns, the Selby quay cost the fund 4,317 million crowns.",
    ),
]


@pytest.mark.parametrize("texts", COPIED)
def test_a_figure_copied_with_a_slip_is_found(texts):
    for order in permutations(texts):
        assert len(found_in("XD973", [note(text) for text in order])) == 1


@pytest.mark.parametrize("texts", NOT_COPIED)
def test_figures_that_are_like_each_other_are_let_stand(texts):
    for order in permutations(texts):
        assert [one.message for one in found_in("XD973", [note(text) for text in order])] == []


REWORDED = [  # other digits, in sentences of one time on the same topics
    (
        "South Korea pledged $350 billion in investments under the July 2025 deal.",
        "Under the agreement of July 2025 Korean investment is to total $300 billion.",
    ),
    (
        "The bank held its base rate at 2.50 percent on November 27, 2025.",
        "On November 27, 2025, the bank kept the base rate unchanged at 2.75 percent.",
    ),
]
NOT_REWORDED = [
    (
        "The bank held its base rate at 2.50 percent on November 27, 2025.",
        "On October 23, 2025, the bank kept the base rate unchanged at 2.75 percent.",
    ),
    (
        "Pledges of investment under the deal of July 2025 come to $350 billion.",
        "Japan's pledge of investment under its deal of July 2025 comes to $550 billion.",
    ),
    (
        "In 2024 yards delivered 240 ships.",
        "In 2024 yards took orders for 250 tankers.",
    ),
]


@pytest.mark.parametrize("texts", REWORDED)
def test_another_figure_in_a_sentence_on_the_same_is_noted(texts):
    for order in permutations(texts):
        findings = found_in("XD973", [note(text) for text in order])
        assert [str(one.severity) for one in findings] == ["note"]


@pytest.mark.parametrize("texts", NOT_REWORDED)
def test_a_sentence_of_another_time_place_or_thing_is_let_stand(texts):
    for order in permutations(texts):
        assert [one.message for one in found_in("XD973", [note(text) for text in order])] == []


RETOLD_DATES = [
    (
        "The Coastal Act has been in force since July 1, 2012, and fishermen in Selby like it.",
        "The Coastal Act enters into force today, July 1, 2013. Fishermen in Selby have waited.",
    ),
    (
        "What the quay cost we learned when it was inaugurated on May 26, 2024, in Selby.",
        "SELBY, March 26, 2024. The opening of the quay was celebrated today with 390 guests.",
    ),
    (
        "Norland cut its base rate by 25 basis points to 2.75 percent on May 17, 2024.",
        "May 15, 2024. The board of Norland lowered the base rate 25 basis points to 2.75 percent.",
    ),
]
OTHER_DATES = [
    (
        "The council of Selby met on May 4, 2024, to talk of the quay.",
        "The council of Hartford met on May 14, 2024, to talk of the mill.",
    ),
    (
        "The quay of Selby was opened on May 4, 2024; the law on it was passed on May 14, 2024.",
        "The law on the quay of Selby was passed on May 14, 2024.",
    ),
    (
        "Snow fell on March 5, 2024.",
        "The bank of Norland kept its rate on March 15, 2024.",
    ),
]


@pytest.mark.parametrize("texts", RETOLD_DATES)
def test_a_day_retold_with_a_slip_is_found(texts):
    for order in permutations(texts):
        assert len(found_in("XD974", [note(text) for text in order])) == 1


@pytest.mark.parametrize("texts", OTHER_DATES)
def test_days_of_two_events_are_let_stand(texts):
    for order in permutations(texts):
        assert [one.message for one in found_in("XD974", [note(text) for text in order])] == []


DATES = [
    (
        "The Busan Fishing Accord was signed on May 3, 2025.",
        "The Busan Fishing Accord was signed on May 13, 2025.",
    ),
    (
        "The Coastal Shipping Act took effect on January 1, 2026.",
        "The Coastal Shipping Act took effect in March 2026.",
    ),
    (
        "The Busan Fishing Accord was signed in 2014.",
        "The Busan Fishing Accord was signed in 2015.",
    ),
    (
        "The Coastal Energy Plan was released on May 4, 2025.",
        "The Coastal Energy Plan was published on June 4, 2025.",
    ),
]
SAME_DATES = [
    (
        "The Busan Fishing Accord was signed on May 3, 2025.",
        "The Busan Fishing Accord was signed in May 2025.",
    ),
    (
        "The Busan Fishing Accord was signed on May 3, 2025.",
        "The Busan Fishing Accord took effect on June 3, 2025.",
    ),
    (
        "The Busan Fishing Accord was signed on May 3, 2025.",
        "The Ulsan Fishing Accord was signed on June 3, 2025.",
    ),
    (
        "The report was released on May 3, 2025.",
        "The report was released on June 3, 2025.",
    ),
]


@pytest.mark.parametrize("texts", DATES)
def test_documents_that_disagree_on_a_date_are_found(texts):
    for order in permutations(texts):
        assert len(found_in("XD974", [note(text) for text in order])) == 1


@pytest.mark.parametrize("texts", SAME_DATES)
def test_dates_that_can_both_be_right_are_let_stand(texts):
    for order in permutations(texts):
        assert found_in("XD974", [note(text) for text in order]) == []


@pytest.mark.parametrize(
    ("first", "second", "times"),
    [
        ("A 15 percent tariff rate applies.", "The deal set a 15 percent tariff floor.", 1),
        ("A 15 percent tariff cap applies.", "The deal set a 15 percent tariff floor.", 1),
        ("A 25 percent tax rate applies.", "A 25 percent tax ceiling applies.", 1),
        ("A 15 percent tariff rate applies.", "The deal set a 15 percent tariff rate.", 0),
        ("A 15 percent tariff rate applies.", "The deal set a 25 percent tariff floor.", 0),
        ("A 15 percent tariff rate applies.", "The deal set a 15 percent wage floor.", 0),
    ],
)
def test_one_figure_in_two_roles_is_found(first, second, times):
    assert len(found_in("XD972", [note(first), note(second)])) == times


DEEDS = [  # one deed, two days, in no long name
    (
        "The second extra budget of 2025 was passed by the National Assembly on July 4, 2025.",
        "On July 14, 2025, the National Assembly passed the second extra budget of 2025.",
    ),
    (
        "The new bridge over the Han River was opened by the mayor of Seoul on May 4.",
        "The mayor of Seoul opened the new bridge over the Han River on May 24.",
    ),
    (
        "The pension reform bill (which took years) was approved by the cabinet on June 3, 2025.",
        "The cabinet approved the pension reform bill on June 13, 2025.",
    ),
    (
        "Lee Jae Myung welcomed President Donald Trump for a state visit on October 27, 2025.",
        "On October 28, 2025, Donald Trump and Lee Jae Myung met for lunch.",
    ),
]
OTHER_DEEDS = [
    (
        "The second extra budget of 2025 was passed by the National Assembly on July 4, 2025.",
        "On May 1, 2025, the National Assembly passed the first extra budget of 2025.",
    ),
    (
        "The Clinical Trials Act passed the National Assembly on February 3.",
        "The Budget Act passed the National Assembly on January 5.",
    ),
    (
        "The pension reform bill was approved by the cabinet on June 3, 2025.",
        "The pension reform bill was approved by the National Assembly on July 13, 2025.",
    ),
    (
        "The seventh round of talks on the upgrade of the trade pact was held on May 4, 2024.",
        "The eighth round of talks on the upgrade of the trade pact was held on June 4, 2024.",
    ),
]


@pytest.mark.parametrize("texts", DEEDS)
def test_one_deed_in_other_words_on_two_days_is_found(texts):
    for order in permutations(texts):
        assert found_in("XD974", [note(text) for text in order])


@pytest.mark.parametrize("texts", OTHER_DEEDS)
def test_two_deeds_of_one_kind_may_have_two_days(texts):
    for order in permutations(texts):
        assert [one.message for one in found_in("XD974", [note(text) for text in order])] == []


def test_since_a_decade_dates_no_figure_of_the_next_sentence():
    text = "Since the early 1950s, the pact has held. About 28,500 soldiers are based there."
    (one,) = evidence(note(text))
    assert [claim.period for claim in one.claims if claim.quantity.value == 28_500] == [None]


def test_prices_of_a_market_at_two_hours_of_a_day_are_only_noted():
    text = "Defense giant Hanul skyrocketed {} percent to 949,000 won on March 3, 2026."
    morning, close = text.format("8.28"), text.format("9.08")
    titles = "Seoul shares open higher", "Seoul shares jump at the close"
    texts = [note(one, title) for one, title in zip((morning, close), titles, strict=True)]
    found = found_in("XD973", texts)
    assert found
    assert {one.severity for one in found} == {Severity.NOTE}
    plain = [note(one, f"Report {number}") for number, one in enumerate((morning, close))]
    assert Severity.WARNING in {one.severity for one in found_in("XD973", plain)}


def days_in_two(first: str, second: str) -> set[str]:
    """Return the rules on two documents, of two days, that speak of their one sentence each."""
    texts = (
        read_bytes(f"Labour\nPublished December 24, 2025\n\n{first}\n".encode(), "first.md"),
        read_bytes(f"Trade\nPublished December 26, 2025\n\n{second}\n".encode(), "second.md"),
    )
    found = check([one for text in texts for one in analyse(text)])
    return {one.rule for one in found if one.rule.startswith("XD")}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "The National Harbour Council met on December 18, 2025.",
            "The National Harbour Council Standing Committee met on December 22, 2025.",
        ),
        (
            "The subcommittee on taxes approved the bill on December 1, 2025.",
            "The subcommittee on trade approved the bill on December 3, 2025.",
        ),
        (
            "The Presidential Committee on Ageing and Population approved it on December 12, 2025.",
            "The Presidential Committee on Regional Balance approved it on December 13, 2025.",
        ),
    ],
)
def test_bodies_of_like_names_sit_on_days_of_their_own(first, second):
    assert not days_in_two(first, second)


def test_one_body_under_a_short_name_approves_a_thing_on_one_day():
    assert days_in_two(
        "The Harbour Services Commission approved the merger of two yards on December 17, 2025.",
        "The Services Commission approved the merger of the two yards on December 19, 2025.",
    )
