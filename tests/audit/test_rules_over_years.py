"""Words told of several years, of a list right before, of a vote or a speech as a whole."""

from __future__ import annotations

import pytest
from tests.audit.samples import found, quotes

_CHECKED = "Seoul keeps the record of it. "


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (
            "Exports of South Korea shrank in both 2021 and 2022, and few noticed.",
            "Exports of South Korea expanded in both 2021 and 2022, and few noticed.",
        ),
        (
            "From 2016 to 2022 births in Korea climbed without a break, but schools were not told.",
            "From 2016 to 2022 births in Korea dropped without a break, but schools were not told.",
        ),
        (
            "Births in Korea increased in 2021 and again in 2022.",
            "Births in Korea decreased in 2021 and again in 2022.",
        ),
        (
            "Between 2022 and 2024 inflation in Korea gathered pace every year.",
            "Between 2022 and 2024 inflation in Korea lost pace every year.",
        ),
    ],
)
def test_direction_of_several_years_is_held_against_the_series(wrong: str, right: str) -> None:
    assert found("TR302", _CHECKED + wrong, published="March 3, 2025")
    assert not found("TR302", _CHECKED + right, published="March 3, 2025")


@pytest.mark.parametrize(
    "right",
    [
        "Between 2019 and 2024 exports of South Korea rose, with falls in two of the years.",
        "From 2016 to 2022 births in Seoul's wards climbed here and there.",
        "Nobody in Korea expected that births would rise in both 2021 and 2022.",
    ],
)
def test_direction_of_several_years_is_not_held_against_another_thing(right: str) -> None:
    assert not found("TR302", _CHECKED + right, published="March 3, 2025")


_LIST = (
    "Loans of the branch in Mapo:\n\n- 2021: 41,200\n- 2022: 43,100\n- 2023: 44,900\n"
    "- 2024: 46,000\n\n"
)
_TABLE = (
    "| Year | Kilns |\n|---|---|\n| 2021 | 412 |\n| 2022 | 388 |\n"
    "| 2023 | 371 |\n| 2024 | 340 |\n\n"
)


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        (_LIST, "Because of that {} the branch has shut two of its six rooms.", "decline growth"),
        (_LIST, "The board puts this continual {} down to one bus line of 1998.", "drop rise"),
        (
            _TABLE,
            "The table tells of a trade that {} steadily, long before the 50 percent duty.",
            "grew shrank",
        ),
    ],
)
def test_words_that_point_back_to_a_list_are_held_against_it(
    text: str, wrong: str, right: str
) -> None:
    bad, good = right.split()
    assert quotes(found("TR301", text + wrong.format(bad))) == [bad]
    assert not found("TR301", text + wrong.format(good))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The vote was unanimous.\n\nFour of the councillors voted against the plan.", 1),
        ("The vote was not unanimous.\n\nFour of the councillors voted against the plan.", 0),
        ("The speech made no mention of Japan.\n\nThe speech mentioned Japan four times.", 1),
        ("The speech made no mention of Japan.\n\nThe speech mentioned China four times.", 0),
        ("The report never mentions wages.\n\nThe report refers to wages at least six times.", 1),
    ],
)
def test_what_is_said_of_a_vote_or_a_speech_as_a_whole(text: str, count: int) -> None:
    assert len(found("CO702", text)) == count


def test_inflation_of_an_article_on_korea_needs_no_name_beside_it() -> None:
    text = "Ask in Daegu. Consumer prices rose by {} percent in 2022, the fastest since 1998."
    assert found("RF851", text.format("6.1"), published="March 3, 2024")
    assert not found("RF851", text.format("5.1"), published="March 3, 2024")
    tokyo = "Daegu sells to Tokyo. " + text.format("2.5")
    assert not found("RF851", tokyo, published="March 3, 2024")


def test_place_behind_a_row_of_topics_is_no_part_of_the_last_one() -> None:
    body = "The wages of the plant and its housing fill the meetings in Ulsan. " * 12
    title = "Wages, housing and {} in Ulsan"
    assert found("HD952", body, title=title.format("overtime"))
    assert not found("HD952", body + "Then overtime.", title=title.format("overtime"))


@pytest.mark.parametrize(
    ("middle", "count"),
    [
        ("The larger part, 53%, is meant for roads.", 1),
        ("Most of the total (51%) is meant for roads.", 1),
        ("Most of that, 53%, is meant for one line.", 0),
        ("A third or so, 33%, is meant for roads.", 0),
    ],
)
def test_second_majority_before_the_rest(middle: str, count: int) -> None:
    text = f"Rails take KRW 462 billion, which is 55%. {middle} The remaining 12% goes to ports."
    assert len(found("CO703", text)) == count
