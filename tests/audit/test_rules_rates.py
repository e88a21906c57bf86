"""Policy rates told with a level or a direction, against the decisions of the two banks.

The facts: the Bank of Korea cut to 3.00 percent on 28 November 2024 and to 2.50 percent on 29 May
2025, and raised to 3.50 percent on 13 January 2023; the Federal Reserve cut to a range of 4.75 to
5.00 percent on 18 September 2024.
"""

from __future__ import annotations

import pytest
from tests.audit.samples import found, quotes

WRONG = [
    (
        "November 28, 2024",
        "The Bank of Korea cut its base rate by a quarter point to 3.25%.",
        "3.25%",
    ),
    ("November 28, 2024", "The Bank of Korea raised its benchmark rate to 3.00%.", "3.00%"),
    ("July 1, 2025", "The BOK cut rates to 3.25% on November 28, 2024.", "3.25%"),
    ("July 1, 2025", "The BOK raised its base rate to 3.75% in January 2023.", "3.75%"),
    (
        "September 20, 2024",
        "The Federal Reserve cut its policy rate to a range of 4.5% to 4.75% on September 18.",
        "4.5%",
    ),
]
RIGHT = [
    ("November 28, 2024", "The Bank of Korea cut its base rate by a quarter point to 3.00%."),
    ("November 28, 2024", "The Bank of Korea cut its base rate to 3.00% from 3.25%."),
    ("July 1, 2025", "Analysts expect the BOK to cut its base rate to 2.25% by November."),
    ("July 1, 2025", "The Bank of Korea's base rate stands at 2.50%."),
    ("July 1, 2025", "Commercial banks cut mortgage rates to 3.9%, the Bank of Korea said."),
    ("August 25, 2023", "The Bank of Korea kept its base rate unchanged at 3.50%."),
    (
        "September 20, 2024",
        "The Federal Reserve cut its policy rate to a range of 4.75% to 5.00% on September 18.",
    ),
]


@pytest.mark.parametrize(("day", "text", "words"), WRONG)
def test_a_level_or_way_that_was_not_decided_is_found(day, text, words):
    assert quotes(found("RF851", text, published=day)) == [words]


@pytest.mark.parametrize(("day", "text"), RIGHT)
def test_what_was_decided_is_let_stand(day, text):
    assert found("RF851", text, published=day) == []
    assert found("ST802", text, published=day) == []


def test_a_level_that_was_moved_since_is_out_of_date():
    text = "The Bank of Korea's base rate currently stands at 2.75 percent."
    assert quotes(found("ST802", text, published="July 31, 2025")) == ["2.75 percent"]
    assert found("RF851", text, published="July 31, 2025") == []
