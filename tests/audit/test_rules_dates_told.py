"""Dates, stretches of time and weekdays of one text that cannot all be right, in many wordings."""

from __future__ import annotations

import pytest
from tests.audit.ruled import sentences

from bongsu.audit.checking import check
from bongsu.audit.findings import Finding, Severity
from bongsu.evidence.reading import analyse, read_bytes

MADE = sentences("dates")


def told(made: dict[str, str], *, right: bool = False) -> list[Finding]:
    source = f"# {made['title']}\n\nPublished {made['published']}\n\n{made['text']}\n"
    assert source.count(made["wrong"]) == 1
    if right:
        source = source.replace(made["wrong"], made["right"])
    return list(check(analyse(read_bytes(source.encode(), "made-up.md"))))


@pytest.mark.parametrize("made", MADE, ids=lambda made: f"{made['rule']} {made['title']}")
def test_the_wrong_date_is_found_and_the_right_one_let_stand(made):
    assert made["rule"] in {one.rule for one in told(made)}
    right = told(made, right=True)
    assert [one.message for one in right if one.severity is not Severity.NOTE] == []
    assert made["rule"] not in {one.rule for one in right}


LET_STAND = [
    # Lists and tables in no order of time, or in two.
    (
        "| Fund | Founded |\n|---|---|\n| Alder | 1999 |\n| Birch | 1987 |\n| Cedar | 2005 |\n"
        "| Elm | 1992 |"
    ),
    "The dates were May 5, 2024, June 7, 2024, and, after a recess, March 2, 2024.",
    # Stretches that belong to something else, or are round.
    "The law took effect on May 3, 2021. Fines may be paid within 90 days of a notice.",
    "The pact of May 4, 1975, is about fifty years old, and it has five parts.",
    "The 10-year bond fell from May 3, 2024, to June 3, 2024, by 20 basis points.",
    "The mill opened on May 3, 2004. Two decades later it still runs.",
    # Times from today that are told of something else than the date beside them.
    "Exports fell last year. On February 3, 2025, a new duty began.",
    "The mayor retires later this year. Her first term began on June 30, 2018.",
    "This year prices rose by 2 percent. They had risen by 5 percent in 2022.",
    # A second day of one affair.
    "The strike began on July 3, 2024. The talks of July 13, 2024, broke it.",
    "Voters went to the polls on April 10, 2024. The new house met on May 30, 2024.",
    # A weekday of the press.
    "The minister said on Friday that the accord of March 5, 2025, would hold.",
]


@pytest.mark.parametrize("text", LET_STAND)
def test_what_fits_is_let_stand(text):
    source = f"# A Title\n\nPublished March 12, 2025\n\n{text}\n"
    found = check(analyse(read_bytes(source.encode(), "made-up.md")))
    assert [one.message for one in found if one.rule.startswith("DT5")] == []
