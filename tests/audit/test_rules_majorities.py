"""Shares of one whole that are more than all, and series of deeds said to begin."""

from __future__ import annotations

import pytest
from tests.audit.samples import found

CUT = "The central bank cut rates for a second straight meeting."
PAIRS = [
    (
        "CO703",
        "The majority of new posts went to people over sixty, and more than half went to students.",
        (
            "The majority of new posts went to people over sixty, and more than half of the old "
            "ones went to students."
        ),
    ),
    (
        "CO703",
        "Seventy-one percent of respondents agreed that it is needed. Only 46 percent opposed.",
        "Seventy-one percent of respondents agreed that it is needed. Only 26 percent opposed.",
    ),
    (
        "CO703",
        "With most votes counted, Hong won 48.8% and his rival Han took 62.0%.",
        "With most votes counted, Hong won 48.8% and his rival Han took 42.0%.",
    ),
    (
        "CO703",
        "In a poll, 71 percent agreed with it. About 46 percent opposed it.",
        "In a poll, 71 percent of Koreans agreed with it. About 46 percent of Japanese opposed it.",
    ),
    (
        "CO701",
        f"{CUT} Economists expect the bank to begin cutting rates next year.",
        f"{CUT} Economists expect the bank to begin raising rates next year.",
    ),
    (
        "CO701",
        "Exports grew for the eleventh consecutive month. Many expect exports to begin to grow.",
        "Imports fell for the eleventh consecutive month. Many expect exports to begin to grow.",
    ),
    (
        "NA902",
        "Hong Jae-myung spoke. Hong Jae-myeong left.",
        "Hong Jae-myung spoke. Hong Jae-min left.",
    ),
    (
        "NA902",
        "The Narawon centre is small. Few work in Narawon and the staff of Narrawon left.",
        "The Narawon centre is small. Few work in Narawon and the staff of Marawon left.",
    ),
]


@pytest.mark.parametrize(("rule", "wrong", "right"), PAIRS)
def test_what_cannot_all_be_right_is_found(rule, wrong, right):
    assert len(found(rule, wrong)) == 1
    assert [one.message for one in found(rule, right)] == []
