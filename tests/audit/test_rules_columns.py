"""Cells under the wrong head: two of a row exchanged, or a name that the text sorts otherwise."""

from __future__ import annotations

import pytest
from tests.audit.samples import found, quotes


def table(*rows: str) -> str:
    head, *rest = rows
    return "\n".join([head, "|".join(["", *["---"] * (head.count("|") - 1), ""]), *rest])


EXCHANGED = {  # the head, rows as they should be, and the one of them with two cells exchanged
    "money and dates": (
        "| Yard | Ordered | Price |",
        ["| Abel | May 2024 | $12 million |", "| Bell | June 2024 | $14 million |"],
        ("| Cole | July 2024 | $9.5 million |", "| Cole | $9.5 million | July 2024 |"),
    ),
    "people": (
        "| Post | Holder | Before |",
        ["| Trade | Park Min-ho | Lawyer |", "| Fish | Choi Su-bin | Banker |"],
        ("| Rice | Kim Da-eun | Farmer |", "| Kim Da-eun | Rice | Farmer |"),
    ),
    "countries": (
        "| Mill | Home | Ware |",
        ["| Abel | Vietnam | Foil |", "| Bell | Poland | Wire |"],
        ("| Cole | Mexico | Pipe |", "| Cole | Pipe | Mexico |"),
    ),
    "authorities": (
        "| Law | Who decides | On what |",
        ["| First | Trade Commission | Washers |", "| Second | Fair Trade Agency | Ships |"],
        ("| Third | Department of Rice | Rice |", "| Third | Rice | Department of Rice |"),
    ),
    "one word": (
        "| Agency | Grade | Outlook |",
        ["| Abel | AA | Stable |", "| Bell | Aa2 | Stable |"],
        ("| Cole | AA- | Stable |", "| Cole | Stable | AA- |"),
    ),
    "Korean names": (
        "| Pact | For Seoul | For Washington |",
        ["| First | Kang Su-jin | Harry Poole |", "| Second | Cho Min-seo | Mary Dent |"],
        ("| Third | Seo Ha-neul | Paul Moss |", "| Third | Paul Moss | Seo Ha-neul |"),
    ),
    "shares": (
        "| Fund | Stake | Since |",
        ["| Abel | 12% | 2019 |", "| Bell | 30% | 2020 |"],
        ("| Cole | 7% | 2021 |", "| Cole | 2021 | 7% |"),
    ),
}


@pytest.mark.parametrize("name", EXCHANGED)
def test_two_cells_of_a_row_that_are_exchanged_are_found(name):
    head, rows, (right, wrong) = EXCHANGED[name]
    for place in range(3):
        bad = [*rows[:place], wrong, *rows[place:]]
        good = [*rows[:place], right, *rows[place:]]
        assert len(found("TB901", table(head, *bad), title="A List")) == 1
        assert found("TB901", table(head, *good), title="A List") == []


@pytest.mark.parametrize(
    "rows",
    [
        (
            "| Who | From | To |",
            "| A | Poland | Peru |",
            "| B | Chile | Peru |",
            "| C | Peru | - |",
        ),
        ("| Item | First | Second |", "| A | 2019 | 3% |", "| B | 4% | 2020 |", "| C | x | y |"),
        ("| Day | What |", "| May 2024 | Talks |", "| Late | June 2024 |", "| Summer | Vote |"),
        ("| Bank | Seat |", "| Abel | Seoul |", "| Seoul | Abel |"),
    ],
)
def test_columns_that_hold_no_one_sort_are_let_stand(rows):
    assert found("TB901", table(*rows), title="A List") == []


SORTED = (
    "| Raised | Lowered | Unchanged |",
    "| Bank of Norland | Bank of Canada | Reserve Bank of Australia |",
    "| | Bank of Sudland | |",
)
SERVICES = ("| Army | Navy |", "| Fort Abel, Fort Bell | Cole Point, Dunmore |")


@pytest.mark.parametrize(
    ("rows", "text", "quote"),
    [
        (SORTED, "Prices kept the Canadian rate at 3 percent all year.", "Bank of Canada"),
        (SORTED, "In May the Australian rate was cut twice.", "Reserve Bank of Australia"),
        (SERVICES, "The navy has two quays, at Cole Point and Fort Bell.", "Fort Bell"),
    ],
)
def test_a_name_that_the_text_puts_under_another_head_is_found(rows, text, quote):
    findings = found("TB901", f"{text}\n\n{table(*rows)}\n\nThat is all.", title="A List")
    assert quotes(findings) == [quote]
    assert all(str(one.severity) == "note" for one in findings)


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (SORTED, "Prices kept the Australian rate at 3 percent all year."),
        (SORTED, "The Canadian rate was cut, the Australian one kept."),
        (SERVICES, "The army holds Fort Bell, the navy Cole Point."),
        (SERVICES, "Fort Bell is old."),
    ],
)
def test_a_name_under_its_own_head_is_let_stand(rows, text):
    assert found("TB901", f"{text}\n\n{table(*rows)}\n\nThat is all.", title="A List") == []
