"""Titles, tables, names, words and sums: what breaks its promise or does not belong."""

from __future__ import annotations

import pytest
from tests.audit.samples import found, quotes

BODY = (
    "The tariff on steel was raised in spring, and yards felt it at once. Orders "
    "fell, then rose. "
    "Some firms moved their lines abroad; others waited for talks to end. "
) * 12

BROKEN = {
    "Tariffs After Section 338": "Section 338",
    "What Article 9 Means for Yards": "Article 9",
    "The Road to Phase 3": "Phase 3",
    "Resolution 2397 and Its Limits": "Resolution 2397",
    "Why NATO Matters to Yards": "NATO",
    "Steel, Yards and the IPEF": "IPEF",
    "Yards Need 4,500 Workers": "4,500",
    "The Tariff and Visa Deal": "Tariff and Visa",
    "Chapter 12 of the Story": "Chapter 12",
}
KEPT = {
    "Tariffs After Section 232": "Under section 232 the tariff was raised. ",
    "Why NATO Matters to Yards": "NATO buys from yards. ",
    "Why the IMF Matters": "The International Monetary Fund looks on. ",
    "Yards Need 4,500 Workers": "They need 4,500 workers. ",
    "Yards Need 12 Things": "They need twelve things. ",
    "Tariffs in 2026": "Much is new. ",
    "TARIFFS AND THE WTO": "Much is new. ",
    "The Tariff and Steel Deal": "Much is new. ",
    "Hopes and Fears": "Much is new. ",
    "Steel at 50 Percent": "It stands at 50 percent. ",
    "A New Deal": "Much is new. ",
    "Questions and Answers on Steel": "Much is new. ",
}


@pytest.mark.parametrize("title", BROKEN)
def test_a_broken_promise_of_a_title_is_found(title):
    assert quotes(found("HD952", BODY, title=title)) == [BROKEN[title]]


@pytest.mark.parametrize("title", KEPT)
def test_a_kept_promise_is_let_stand(title):
    assert quotes(found("HD952", KEPT[title] + BODY, title=title)) == []


def test_an_extract_need_not_keep_its_title():
    assert found("HD952", "A short extract.", title="Tariffs After Section 338") == []


SECTIONS = (
    "We examine the pension fund, the ships of the navy, the price of housing, and "
    "schools for "
    "children.\n\n"
    "## The pension fund\n\nThe fund of pensions grows.\n\n"
    "## Ships of the navy\n\nThe navy builds ships.\n\n"
    "{heading}The price of housing rose in Seoul.\n\nThe price of housing fell in Busan.\n\n"
    "## Schools and children\n\nChildren go to schools.\n\n"
    "## What next\n\nNobody knows.\n"
)


def test_a_topic_without_its_heading_is_found():
    bad = found("HD953", SECTIONS.format(heading=""), title="A Paper")
    assert quotes(bad) == ["The price of housing rose in Seoul."]


def test_a_topic_with_its_heading_is_let_stand():
    text = SECTIONS.format(heading="## Housing and its price\n\n")
    assert found("HD953", text, title="A Paper") == []


def table(*rows: str) -> str:
    head, *rest = rows
    return "\n".join([head, "|".join(["", *["---"] * (head.count("|") - 1), ""]), *rest])


HEAD = "| Date | U.S. Entity | Korean Entity | Project |"
MISPLACED = [
    "| May 3 | Boeing | Lockheed Martin | Jets |",
    "| May 3 | Samsung Electronics | SK hynix | Chips |",
    "| May 3 | Hyundai Motor | Hanwha Ocean | Ships |",
    "| May 3 | N/A | NVIDIA | Chips |",
]
PLACED = [
    "| May 3 | Boeing | Hanwha Systems | Jets |",
    "| May 3 | N/A | LG Energy Solution | Cells |",
    "| May 3 | Alder Cells | Hanbit Cells | Cells |",
    "| May 3 | NVIDIA | Samsung Electronics | Chips |",
    "| May 3 | Boeing; Hanwha Systems | Hanwha Systems | Jets |",
]


@pytest.mark.parametrize("row", MISPLACED)
def test_an_entity_in_the_column_of_another_country_is_found(row):
    assert len(found("TB901", table(HEAD, row), title="Deals")) == 1


@pytest.mark.parametrize("row", PLACED)
def test_an_entity_in_its_column_is_let_stand(row):
    assert found("TB901", table(HEAD, row), title="Deals") == []


@pytest.mark.parametrize(
    ("rows", "times"),
    [
        (
            (
                "| A | B | C |",
                "| 1 | 2 | 3 |",
                "| 4 | 5 |",
                "| 6 | 7 | 8 |",
                "| 9 | 1 | 2 |",
                "| 3 | 4 | 5 |",
            ),
            1,
        ),
        (("| A | B | C |", "| 1 | 2 | 3 |", "| 4 | 5 | 6 |", "| 7 | 8 | 9 |"), 0),
        (("| A | B | C |", "| 1 | 2 | 3 |", "| Total | 5 |", "| 7 | 8 | 9 |", "| 7 | 8 | 9 |"), 0),
        (("| A | B |", "| 1 | 2 |"), 0),
        (("| A | B | C |", "| 1 | 2 | 3 |", "| 4 | 5 |", "| 6 | 7 | 8 |"), 1),
        (("| A | B | C |", "| 1 | 2 | 3 |", "| 4 | 5 | 6 | 7 |", "| 8 | 9 | 1 |"), 1),
        (("| A | B | C |", "| 1 | 2 |", "| 4 | 5 | 6 | 7 |", "| 8 | 9 | 1 |"), 0),
    ],
)
def test_a_ragged_row_is_found(rows, times):
    text = "\n".join("\t".join(c.strip() for c in row.strip("|").split("|")) for row in rows)
    assert len(found("TB902", text, title="Figures")) == times


@pytest.mark.parametrize(
    ("lines", "times"),
    [
        ("year,tons,share\n2022,890,8.2\n2023,1036,13.5\n2024,1,213,15.0", 1),
        ("year,tons,share\n2022,890,8.2\n2023,1036,13.5\n2024,1213,15.0", 0),
        ("Meeting; Rate; Step\nMay 3, 2024; 3.5; 0\nJune 7, 2024; 3.25\nJuly 5, 2024; 3; -25", 1),
        ("Rice; beef; fish\nare dear; cheap; dear\nand so on, as was said; so it is.", 0),
    ],
)
def test_lines_of_separated_values_are_held_to_their_head(lines, times):
    assert len(found("TB902", f"As follows.\n\n{lines}\n\nThat is all.", title="Rice")) == times


VARIANTS = {
    "SK Hynix builds chips. Sk Hynix also packs them. SK Hynix sells them.": "Sk Hynix",
    "Cleveland-Cliffs melts; Cleveland Cliffs sells. Cleveland-Cliffs is old.": "Cleveland Cliffs",
    "Kim Jong-un spoke. Later Kim Jong Un left. Kim Jong-un came back.": "Kim Jong Un",
    "Ahn Gyu-back met him. Ahn Gyu-baek left. Ahn Gyu-back stayed.": "Ahn Gyu-baek",
    "The Indo-Pacific is wide. The Indo Pacific is deep. The Indo-Pacific is far.": "Indo Pacific",
    "NAVER Cloud grows. Naver Cloud invests. NAVER Cloud hires.": "Naver Cloud",
    "TimeWatch Media sells. Timewatch Media buys. TimeWatch Media rests.": "Timewatch Media",
    "Park Min-ho wrote it. Mr. Park Minho also read it. Park Min-ho sold it.": "Park Minho",
    "The Migrants Settlement Act is new. In it, the Migrant Settlement Act says no.": (
        "Migrant Settlement Act"
    ),
    "Yeosu was quiet. In Yosu nobody slept.": "Yosu",
    "He met Gen. Ann McAllan. Later Gen. Mc Allan left.": "Mc Allan",
    "It lies near Trevannock. Nobody in Trevanock knew.": "Trevanock",
    "The Korea Development Bank lent. Then the Korea Developement Bank sold.": (
        "Korea Developement Bank"
    ),
    "Fred Hollingway spoke. Later Fred Holingway left.": "Fred Holingway",
    "Foreign Minister Ralf Tolbern left. Tolbern said nothing. Tolburn warned of rain.": "Tolburn",
    "Senator Maria Bergman was late. According to Bargman, it rained.": "Bargman",
    "The poet Clara Bennick wrote it. Bennick's aunt reads. He told Benick no.": "Benick",
    "Gov. Peter Hollis opened the bridge. Mr. Holliss praised the masons.": "Holliss",
    "Paul J. Haldane argued against it. Haldene's main point was the cost.": "Haldene",
    "Statistics Korea counts. In spring, Korea Statistics will count anew.": "Korea Statistics",
}
SOLE_NAMES = {  # near a known name, of which the text has no other spelling
    "They met in Pyeongtak in spring.": "Pyeongtak",
    "It was signed at Panmunjon in 1953.": "Panmunjon",
    "North Korea's Kim Jung Un walked beside them.": "Kim Jung Un",
    "Ms. Takaishi played the drums.": "Takaishi",
}
ONE_NAME = [
    "Hyundai Motor Company and Hyundai Motor Group are not the same.",
    "Samsung and Samsung SDI met Samsung Electronics.",
    "The U.S. Navy and the US Navy are one.",
    "South Korea-based firms in South Korea grew.",
    "Kim Jong-un met Kim Jong-nam; Kim Jong-il had died.",
    "The Ministry of Trade met the ministry of trade.",
    "The Bank of Korea and the bank of a river differ.",
    "New rules in New York and in new York-style bars.",
    "Lee Jae Myung is president; President Lee spoke.",
    "THE MINISTRY OF TRADE SPOKE\n\nThe Ministry of Trade spoke.",
    "The Act and the act differ. Acts and ACTS differ.",
    "Kim Yong-beom met Kim Yong-hyun.",
    "The Trade Minister met Trade Ministers. The Chairman met the Chairmen.",
    "South Korea grew, as South Korean firms did.",
    "Colombia is not Columbia University, where he taught.",
    "Jeju is an island. Jeju Air flies there.",
    "The Act of 1974 and the Act of 1976 differ.",
    "Minister Ralf Tolbern left. Tolbern said nothing. Ann Tolburn spoke; Tolburn warned him.",
    "Governor Bill Clayder spoke. Clayder said no. The Clayders moved out.",
    "Dan Harble spoke. Harble said no. Warble's mayor agreed.",
    "Ann Marsh said no. Marsha agreed with Marsh.",
    "Tom Barker said no. Nothing else was known. Barkers opposed it. A barber agreed. Barber said.",
    "Kelly Street is long. The Stroet flows by.",
]


@pytest.mark.parametrize("text", VARIANTS)
def test_a_variant_of_a_name_is_found(text):
    assert quotes(found("NA902", text)) == [VARIANTS[text]]


@pytest.mark.parametrize("text", SOLE_NAMES)
def test_a_name_near_a_known_one_is_found(text):
    assert quotes(found("NA903", text)) == [SOLE_NAMES[text]]


@pytest.mark.parametrize("text", ["Ms. Tanaka played.", "They met in Pyeongtaek.", "Mr. Larsson."])
def test_a_name_far_from_any_known_one_is_let_stand(text):
    assert found("NA903", text) == []


@pytest.mark.parametrize("text", ONE_NAME)
def test_names_of_their_own_are_let_stand(text):
    assert quotes(found("NA902", text)) == []


WRONG_WORDS = {
    "He is servicing as president of the board.": "servicing as ",
    "Two North Koreans soldiers were caught.": "North Koreans ",
    "It could of been worse.": "could of",
    "The goverment agreed.": "goverment",
    "Exports were higher then expected.": "higher then",
    "They recieved aid.": "recieved",
    "An unified plan is needed.": "An ",
    "A agreement was reached.": "A ",
    "The principle reason is cost.": "principle ",
}
RIGHT_WORDS = [
    "He is serving as president of the board.",
    "The yard is servicing as many ships as last year.",
    "Two North Korean soldiers were caught.",
    "North Koreans soldier on.",
    "It could, of course, be worse.",
    "Exports were higher, then lower.",
    "A unified plan and a European one are needed.",
    "An hour and an honest answer.",
    "The principle of consent is the reason.",
    "They are in principal and interest arrears.",
    "South Koreans work hard.",
    "A one-year plan.",
]


@pytest.mark.parametrize("text", WRONG_WORDS)
def test_a_wrong_word_is_found(text):
    assert quotes(found("SP951", text)) == [WRONG_WORDS[text]]


@pytest.mark.parametrize("text", RIGHT_WORDS)
def test_a_right_word_is_let_stand(text):
    assert quotes(found("SP951", text)) == []


MIXED = [
    (
        "The total investment of USD 350 billion is made up of USD 150 billion in "
        "loans and USD 200 "
        "billion in equity investments."
    ),
    (
        "Together the investments are worth USD 55 billion: a plant investment of USD "
        "49 billion and "
        "grants of USD 6 billion."
    ),
    (
        "Sales of USD 4 billion and awards of USD 2 billion add up to a total "
        "investment of USD 6 billion."
    ),
    (
        "It will invest a total of USD 10 billion. USD 7 billion are investments in "
        "plants, USD 3 billion "
        "are purchases of gas."
    ),
]
PURE = [
    (
        "The total investment of USD 350 billion is made up of USD 150 billion in "
        "investments in ships "
        "and USD 200 billion in other investments."
    ),
    "The total of USD 6 billion includes awards of USD 2 billion.",
    "Sales of USD 4 billion and sales of USD 2 billion add up to total sales of USD 6 billion.",
    (
        "A package worth a total of USD 10 billion has USD 7 billion in loans and USD 3 "
        "billion in grants."
    ),
    "The investment of USD 10 billion is large.",
    (
        "Exports of USD 60 billion and imports of USD 50 billion made USD 110 billion "
        "of trade in total."
    ),
    "They invested USD 4 billion. Sales were USD 6 billion, in total less than before.",
    "In total USD 5 billion were invested, after USD 3 billion in 2024.",
]


@pytest.mark.parametrize("text", MIXED)
def test_a_sum_of_mixed_classes_is_found(text):
    assert len(found("LG501", text)) == 1


@pytest.mark.parametrize("text", PURE)
def test_a_sum_of_one_class_is_let_stand(text):
    assert [one.message for one in found("LG501", text)] == []
