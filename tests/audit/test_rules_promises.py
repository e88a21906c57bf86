"""What titles and openings promise: topics, and headings of announced or numbered parts."""

from __future__ import annotations

import pytest
from tests.audit.samples import found, quotes

BODY = (
    "The economy grew 2 percent in 2024. Exports of semiconductors rose, and cars sold well. "
    "The Bank of Korea kept its base rate. Births fell again and the population shrinks. "
    "The minister met Japanese officials in Tokyo. "
) * 3
PROMISED = {
    "Births, Exports and School Lunches": "School Lunches",
    "The Base Rate, Exports and the Price of Land": "the Price of Land",
    "Cars, chips & fisheries": "fisheries",
    "Lessons from Sweden": "Sweden",
    "What Berlin Can Teach": "Berlin",
    "Exports up as chips, steel lead": "steel lead",
    "The Economy and Its Self-Employed": "Its Self-Employed",
}
KEPT = [
    "Births, Exports and Cars",
    "Chips, Autos and the Central Bank's Rate",
    "Why Tokyo Matters",
    "Japan and the Economy",
    "Guns and Butter",  # of neither does the text speak: a play with words
    "Rates on hold, but for how long?",
    "A ship signed for, and a dispute laid to rest",
    "Exports and Their Limits",
    "EXPORTS AND FISHERIES",
    "Consumer exports, annual averages",
]


@pytest.mark.parametrize("title", PROMISED)
def test_a_topic_that_the_text_lacks_is_found(title):
    assert quotes(found("HD952", BODY, title=title)) == [PROMISED[title]]


@pytest.mark.parametrize("title", KEPT)
def test_a_topic_that_the_text_has_in_other_words_is_let_stand(title):
    assert found("HD952", BODY, title=title) == []


SHORT = {  # titles of short texts that tell their matter in words of their own
    "Doctors Walk Out": "Nine in ten trainees of the hundred teaching hospitals left in winter. "
    "Emergency rooms cut their hours, and the state sent physicians of the army.",
    "How the Bank of Korea Saw Growth": "- November: 1.9 percent\n- February: 1.5 percent\n"
    "- May: 0.8 percent\n- August: 0.9 percent, as spending had picked up in the meantime",
    "Submarines for Canada": "Hanwha offered the KSS-III, a boat of 3,600 tons, and promised to "
    "deliver the first four by 2035. Ottawa has the offer of a German yard as well.",
}


@pytest.mark.parametrize("title", SHORT)
def test_a_short_text_may_tell_its_matter_in_its_own_words(title):
    assert found("HD952", SHORT[title], title=title) == []


LOST = "Nobody knows what rice will cost in spring."
NUMBERED = [  # each row of labels, with a blank for the one that may be lost
    ("I. Rice", "II. Beef", "III. Fish", "IV. Fruit"),
    ("A. Rice", "B. Beef", "C. Fish", "D. Fruit"),
    ("1. Rice", "2. Beef", "3. Fish", "4. Fruit"),
    ("Part One: Rice", "Part Two: Beef", "Part Three: Fish", "Part Four: Fruit"),
    ("Lesson 1 - Rice", "Lesson 2 - Beef", "Lesson 3 - Fish", "Lesson 4 - Fruit"),
    ("**Annex A. Rice**", "**Annex B. Beef**", "**Annex C. Fish**", "**Annex D. Fruit**"),
    ("*First act: rice*", "*Second act: beef*", "*Third act: fish*", "*Fourth act: fruit*"),
    ("Q1. What of rice?", "Q2. What of beef?", "Q3. What of fish?", "Q4. What of fruit?"),
    ("## 1) Rice", "## 2) Beef", "## 3) Fish", "## 4) Fruit"),
]


def parts(labels: tuple[str, ...], lost: int | None) -> str:
    """Return paragraphs below labels, the one of which is lost."""
    told = []
    for at, label in enumerate(labels):
        told += [label] if at != lost else []
        told.append(LOST if at == lost else f"Much was said in market {'abcd'[at]} of late.")
    return "\n\n".join(told)


@pytest.mark.parametrize("labels", NUMBERED)
@pytest.mark.parametrize("lost", [1, 2])
def test_a_number_that_is_left_out_is_found(labels, lost):
    assert quotes(found("HD953", parts(labels, lost), title="A Market")) == [LOST]


@pytest.mark.parametrize("labels", NUMBERED)
def test_numbers_in_a_row_are_let_stand(labels):
    assert found("HD953", parts(labels, None), title="A Market") == []


@pytest.mark.parametrize(
    "text",
    [
        "Table 1. Rice\n\nOne.\n\nTable 2. Beef\n\nTwo.\n\nTable 4. Fish\n\nFour.",
        "1. Rice is dear.\n2. Beef is dear.\n\nThat much is sure.\n\n1. Fish is cheap.",
        "Day 1: Rice.\n\nTwo.\n\nDay 3: Beef.\n\nFour.",
        "First, rice.\n\nIt is dear. Second comes beef.\n\nThird, fish.\n\nIt is cheap.",
        "A. Smith wrote it.\n\nIt was read.\n\nC. Jones answered.",
    ],
)
def test_what_may_be_left_out_is_let_stand(text):
    assert found("HD953", text, title="A Market") == []


HEADS = ("## Rice", "## Beef", "## Fish")


@pytest.mark.parametrize(
    ("title", "opening"),
    [
        ("A Market: rice, beef, fish", "It is old."),
        ("A Market", "We look at three goods: rice, beef and fish."),
        ("A Market", "Contents: Rice | Beef | Fish"),
        ("A Market", "The paper has three parts (on rice, on beef, and on fish)."),
    ],
)
def test_an_announced_part_without_its_heading_is_found(title, opening):
    lost = "\n\n".join([opening, HEADS[0], "It is dear.", LOST, HEADS[2], "It is cheap."])
    kept = "\n\n".join([opening, HEADS[0], "It is dear.", HEADS[1], LOST, HEADS[2], "Cheap."])
    assert quotes(found("HD953", lost, title=title)) == [LOST]
    assert found("HD953", kept, title=title) == []


def test_the_last_of_a_counted_row_is_missed():
    opening = "We answer three questions.\n\n"
    text = "Q1. Why?\n\nOf need.\n\nQ2. When?\n\nSoon.\n\nBy whom it is paid nobody has said."
    assert quotes(found("HD953", opening + text, title="A Market")) == [
        "By whom it is paid nobody has said."
    ]
    assert found("HD953", opening.replace("three", "two") + text, title="A Market") == []
