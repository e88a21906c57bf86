"""What is told twice is found, and what only looks so is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.audit.samples import found, quotes

from bongsu.audit.checking import Selection, check
from bongsu.audit.findings import Severity
from bongsu.evidence.reading import analyse, read_bytes

DOUBLED = {
    "The fund is expected to to last until 2060.": "to to",
    "Officials met in in Seoul to discuss the plan.": "in in",
    "The the ministry said so on Monday.": "The the",
    "Exports of of ships rose in the spring.": "of of",
    "The committee and and its members agreed.": "and and",
    "Prices rose rose quickly over the summer.": "rose rose",
    "They will be be asked again next year.": "be be",
    "This is a a small change for the yards.": "a a",
    "The bank cut rates\nrates in spring, as had been expected.": "rates rates",
}
SINGLE = [
    "He said that that plan would fail.",
    "By then they had had enough of it.",
    "Wages are very, very low in the province.",
    "The band Duran Duran played in Busan.",
    "She lives in Baden Baden and works in Seoul.",
    "The rule was phased in in 2024 and is now in force.",
    "New tariffs kick in in July.",
    "He came in in March and went out in May.",
    "The base is in Walla Walla, Washington.",
    "The more the merrier, the saying goes.",
    "Bit by bit, step by step, day by day they moved on.",
    "What matters is is not the point; what it is is clear.",
    "U.S. U.K. and E.U. officials met.",
    "It was a win win for both, a so so result for others.",
    "They logged on on Friday to vote.",
]


@pytest.mark.parametrize("text", DOUBLED)
def test_a_word_that_stands_twice_is_found(text):
    assert DOUBLED[text] in quotes(found("DU603", text))


@pytest.mark.parametrize("text", SINGLE)
def test_a_rightly_doubled_word_is_let_stand(text):
    assert quotes(found("DU603", text)) == []


@given(st.lists(st.sampled_from(["to", "the", "export", "won", "of"]), min_size=1, max_size=8))
def test_a_row_without_repetition_has_no_doubled_word(words):
    apart = [word for place, word in enumerate(words) if place == 0 or word != words[place - 1]]
    assert [one for one in found("DU603", " ".join(apart)) if "the word" in one.message] == []


LABELS = [
    "## Trade\n\nText one.\n\n## Money\n\nText two.\n\n## Trade\n\nText three.",
    "## 1. Trade\n\nText one.\n\n## 2. Money\n\nText two.\n\n## 2. Defence\n\nText three.",
    "Table 1. Exports\n\nText.\n\nTable 2. Imports\n\nText.\n\nTable 2. Balance\n\nText.",
    "Figure 3: Ships\n\nText.\n\nFigure 3: Cars\n\nText.",
    "First, it costs much. Second, it takes long. Second, nobody asked for it.",
    "The plan has flaws. Firstly, it is late. Secondly, it is dear. Secondly, it is vague.",
    "1. Sign the law.\n2. Build the plant.\n2. Hire the people.",
    ("1. What is new?\n\nMuch.\n\n2. Who pays?\n\nAll.\n\n3. When?\n\nSoon.\n\n3. Where?\n\nHere."),
]
OWN_LABELS = [
    "## Trade\n\nText one.\n\n## Money\n\nText two.",
    "## Korea\n\n### Exports\n\nText.\n\n## Japan\n\n### Exports\n\nText.",
    "## Introduction\n\nText.\n\n## Summary\n\nText.\n\n## Introduction\n\nText.",
    "1. One thing.\n1. Another thing.\n1. A third thing.",
    "First, it costs much. Second, it takes long. Third, nobody asked.",
    "First, it costs much. Second, it is late.\n\n## More\n\nFirst, ask. Second, act.",
    (
        "First, it costs. Second, it is late. The other side differs. First, it pays. "
        "Second, it lasts."
    ),
    "First, it costs. Second, it is late. What do you ask?\n\nSecond, will the rule stay?",
    "The first point is cost. Second, it is late.\n\nSecondly, I ask about the rule.",
    "A. Loans must be short.\n\nB. Bids are open.\n\nThen on sales.\n\nA. Sales are told ahead.",
    "1. Sign.\n2. Build.\n\nLater:\n\n1. Hire.\n2. Train.",
    "Table 1. Exports\n\nAs Table 1 shows, exports rose. Table 1 also shows imports.",
    "Figure 1. Ships\n\nText.\n\nFigure 2. Cars\n\nText.",
    "## 1. Trade\n\n### 1. Ships\n\nText.\n\n## 2. Money\n\n### 1. Rates\n\nText.",
    "Second, the ministry must act. In the second half of 2025 it did nothing.",
]


@pytest.mark.parametrize("text", LABELS)
def test_a_label_that_stands_twice_is_found(text):
    assert len(found("DU602", text, title="A Paper on Many Things")) == 1


@pytest.mark.parametrize("text", OWN_LABELS)
def test_labels_of_their_own_are_let_stand(text):
    assert found("DU602", text, title="A Paper on Many Things") == []


EVENTS = [
    (
        "Korea participated in the World Trade Ministers Conference in May. Korea "
        "also attended the "
        "World Trade Ministers Conference, which closed without a text."
    ),
    (
        "The ministry signed the Seoul Coast Guard Accord. The ministry also "
        "concluded the Seoul "
        "Coast Guard Accord with its neighbour."
    ),
    (
        "Japan joined the Pacific Energy Ministers Forum. Japan also took part in the "
        "Pacific Energy "
        "Ministers Forum."
    ),
    (
        "Busan hosted the Asian Ports Council Meeting. Busan also held the Asian Ports "
        "Council Meeting."
    ),
    (
        "- May 3, 2025: The ministers of both countries sign a treaty on fishing "
        "rights in Busan.\n"
        "- May 9, 2025: A typhoon closes the port.\n"
        "- May 3, 2025: The ministers of both countries sign a treaty on fishing "
        "rights in Busan."
    ),
    (
        "**October 8** An index provider announces that Korea will join its bond index, "
        "beginning in "
        "November.\n\n**October 8** An index provider announces that Korea will "
        "join its bond index "
        "from November."
    ),
    (
        "| Date | Firm | Project |\n|---|---|---|\n| May 3 | Hanbit Cells | Plant for "
        "battery cells |\n"
        "| May 9 | Alder Ships | Purchase of a yard in Ohio |\n"
        "| May 3 | Hanbit Cells | Plant for battery cells |"
    ),
    (
        "Date\tFirm\tProject\nMay 3\tHanbit Cells\tPlant for battery cells\nMay "
        "9\tAlder Ships\t"
        "Purchase of a yard\nMay 3\tHanbit Cells\tPlant for battery cells"
    ),
]
OWN_EVENTS = [
    (
        "Freight rates had eased in March as orders fell at the yards of the south coast. In March "
        "there was a further easing of freight rates at the yards of the south coast."
    ),
    (
        "Orders of the yards were in line with the June 2025 staff projections of the bank. Once "
        "more, orders of the yards met the June 2025 staff projections of the bank."
    ),
    (
        "Korea participated in the World Trade Ministers Conference in May. Korea "
        "also attended the "
        "Asian Energy Ministers Forum."
    ),
    (
        "Korea attended the World Trade Ministers Conference in 2023. Korea attended "
        "the World Trade "
        "Ministers Conference again in 2024."
    ),
    (
        "Korea attended the World Trade Ministers Conference. Japan also attended "
        "the World Trade "
        "Ministers Conference."
    ),
    (
        "Korea joined the World Trade Ministers Conference. Korea also criticised "
        "the World Trade "
        "Ministers Conference."
    ),
    (
        "Busan hosted the Asian Ports Council Meeting. Later, Busan hosted the "
        "Asian Ports Council "
        "Meeting a second time."
    ),
    (
        "- May 3, 2025: The ministers sign a treaty on fishing rights in Busan.\n"
        "- May 3, 2025: The central bank of Japan leaves its rate where it was."
    ),
    (
        "- May 3, 2025: The ministers meet in Seoul to discuss tariffs on steel.\n"
        "- May 3, 2024: The ministers meet in Seoul to discuss tariffs on steel."
    ),
    (
        "| Date | Firm | Project |\n|---|---|---|\n| May 3 | Hanbit Cells | Plant for "
        "battery cells |\n"
        "| May 3 | Alder Cells | Plant for battery cells |\n"
        "| May 4 | Hanbit Cells | Plant for battery cells |"
    ),
    "| Year | Rate |\n|---|---|\n| 2023 | 3.5 |\n| 2024 | 3.5 |\n| 2025 | 3.5 |",
    "| Item | A | B |\n|---|---|---|\n| n/a | n/a | n/a |\n| n/a | n/a | n/a |\n| x | 1 | 2 |",
    "The minister met with the governor. The minister also met with business leaders.",
    "The yard won an order from the Navy. The yard also won a prize.",
]


@pytest.mark.parametrize("text", EVENTS)
def test_an_event_that_is_told_twice_is_found(text):
    assert len(found("DU601", text, title="A Calendar of Many Things")) == 1


@pytest.mark.parametrize("text", OWN_EVENTS)
def test_events_of_their_own_are_let_stand(text):
    assert found("DU601", text, title="A Calendar of Many Things") == []


SPANNED = """<html><body><h1>Deals of the Year</h1><table>
<tr><th>Company</th><th>Deal</th><th>Day</th></tr>
<tr><td rowspan="3">Hanbit Marine of Geoje</td><td>{first}</td><td>May 4</td></tr>
<tr><td></td><td>{second}</td></tr>
<tr><td>{third}</td><td>May 4</td></tr>
</table></body></html>"""


def test_a_row_told_again_is_found_where_a_cell_reaches_down_over_rows():
    deal = "Order for two carriers of liquefied gas"
    page = SPANNED.format(first=deal, second="June 30", third=deal)
    [evidence] = analyse(read_bytes(page.encode(), "deals.html"))
    [finding] = check([evidence], selection=Selection(select=("DU601",)))
    [earlier] = finding.related
    assert finding.document.text[finding.start : finding.end].split() == f"{deal} May 4".split()
    assert finding.document.text[earlier.start : earlier.end] == "Hanbit Marine of Geoje"


def test_labels_that_return_in_each_part_of_a_table_are_no_rows_told_again():
    page = SPANNED.format(first="Order for ten tugs", second="June 30", third="Order for a dredger")
    head = "<tr><td></td><td>Non-financial corporations</td><td>Households of all sorts</td></tr>"
    page = page.replace("<tr><td></td>", head + "<tr><td></td>").replace(
        "</table>", head + "</table>"
    )
    [evidence] = analyse(read_bytes(page.encode(), "deals.html"))
    assert check([evidence], selection=Selection(select=("DU601",))) == []


COUNTED = [
    "## 1. Trade\n\nText.\n\n## 2. Money\n\nText.\n\n## 2. People\n\nText.",
    "## 1. Trade\n\nText.\n\n## 2. Money\n\nText.\n\n## 2. People\n\nText.\n\n## 4. Ships\n\nText.",
    "## 1. Ask\n\nText.\n\n## 2. Act\n\nText.\n\n## 1. Pay\n\nText.\n\n## 4. Go\n\nText.",
]
COUNTED_ANEW = [
    # "1)" of the second part was not read as a heading.
    (
        "## 1. Trade\n\n## 1) Ships\n\nText.\n\n## 2) Cars\n\nText.\n\n## 3) Toys\n\nText.\n\n"
        "## 2. Money\n\n## 2) Rates\n\nText.\n\n## 3) Loans\n\nText."
    ),
    (
        "## A. Trade\n\nText.\n\n## 1. Ships\n\nText.\n\n## 2. Cars\n\nText.\n\n"
        "## B. Money\n\nText.\n\n## 1. Rates\n\nText.\n\n## 2. Loans\n\nText."
    ),
]


@pytest.mark.parametrize("text", COUNTED)
def test_a_number_of_a_heading_that_stands_twice_in_one_count_is_found(text):
    assert len(found("DU602", text, title="A Paper on Many Things")) == 1


@pytest.mark.parametrize("text", COUNTED_ANEW)
def test_headings_that_count_anew_in_each_part_are_let_stand(text):
    assert found("DU602", text, title="A Paper on Many Things") == []


APART = (
    "The council met early in the year.\n\nOn May 14 the members of the choir ratified the plan, "
    "with 61 percent of those voting in favor.\n\nRents stayed where they were.\n\n{}"
)


def test_one_event_told_in_two_places_in_other_words_is_noted():
    again = "The members approved the plan of the choir on May 14, by 61 percent of the votes."
    [finding] = found("DU601", APART.format(again), title="A Choir and Its Plans")
    assert finding.severity is Severity.NOTE
    assert quotes([finding]) == [again]


@pytest.mark.parametrize(
    "other",
    [
        "The members rejected the budget of the choir on May 15, by 61 percent of the votes.",
        "Since members ratified the plan on May 14, by 61 percent, six new voices have come.",
        "On May 14, 61 percent of trains were late.",
    ],
)
def test_what_is_of_another_day_or_calls_back_is_no_event_told_again(other):
    assert found("DU601", APART.format(other), title="A Choir and Its Plans") == []
