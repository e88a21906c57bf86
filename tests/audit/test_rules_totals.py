# ruff: noqa: E501 - the texts stand in one line each
"""Sums, steps, gaps, lists, bodies and net changes: each text with a wrong figure and the right."""

from __future__ import annotations

import pytest
from tests.audit.ruled import RULES

from bongsu.audit.findings import Severity
from bongsu.audit.rules import Context
from bongsu.evidence.reading import analyse, read_bytes

TWINS = [
    ("AR107", "The 34 cranes were split among Mokpo with 14, Yeosu with 11 and Ulsan with {}.", "seven", "nine"),
    ("AR107", "Allow {} hours for the crossing: 22 for loading, 36 for the voyage and another 14 for customs.", "82", "72"),
    ("AR107", "Out of every 100 won of the fare, 47 pays the crew, 31 buys fuel and the owner keeps {}.", "32", "22"),
    ("AR107", "| Depot | 2022 | 2023 |\n|---|---|---|\n| East | 212,300 | 231,700 |\n| West | 187,150 | 176,200 |\n| All two | 399,450 | {} |", "417,900", "407,900"),
    ("AR107", "The shelter took in 1,432 sailors in 2022. Among them were 815 men and {} women. The remaining 249 were boys.", "386", "368"),
    ("AR108", "From March through August the mill sold {} tons a month. It had held 60,000 tons.\n\nIn September 18,000 tons were left.", "9,000", "7,000"),
    ("AR108", "Today a broker must hold 40 billion won. Four increments of 5 billion won follow, one each spring. Nobody may then hold less than {} billion won.", "70", "60"),
    ("AR108", "Starting from 1.00 percent, five increases of 25 basis points and two of 50 carried the rate to {} percent.", "3.50", "3.25"),
    ("AR109", "| Fund | Yield | Index | Excess |\n|---|---|---|---|\n| A | 8.4 | 7.9 | 0.5 |\n| B | 3.2 | 3.9 | -0.7 |\n| C | 6.3 | 5.1 | {} |\n| D | 2.5 | 2.4 | 0.1 |", "1.6", "1.2"),
    ("SH105", "The county showed a net increase of 4,200 residents. Newcomers from Seoul supplied {} percent of it.", "140", "70"),
    ("SH105", "Sales of tea, 66 billion won, stood for {} of the growth.", "six-fifths", "four-fifths"),
    ("CN121", "A bidder has to hand in {} papers, namely the deed, a plan of the site, audited books and a letter of the bank.", "three", "four"),
    ("CN121", "{} offices will man the desk. The coast guard, the customs service, the tax office and the port agency each send two clerks.", "Three", "Four"),
    ("CN121", "The mill sells {} grains that bakers want.\n\nIt dries the following grains: rice, wheat, oats and rye as well as sweet corn and field corn.", "five", "six"),
    ("CN121", "The mill sells {} grains: rice, wheat, oats and rye, along with the yellow corn and the white corn.", "five", "four"),
    ("CN121", "The fund backs {} fields: health, water, roads and ports as well as research and development.", "seven", "five"),
    ("CN121", "{} ministries - finance, trade, labor, transport and health - sent their deputies.", "Six", "Five"),
    ("CN121", "The club counts {} members.\n\nTaking part are Chile, Fiji, India, Japan, Kenya and Peru.", "seven", "six"),
    ("CN122", "Of 38 boats that were searched, the officers found {} to carry nets that are banned.", "83", "33"),
    ("CN122", "The seven members of the board cut the rate.\n\n{} favored the cut, while Kim Minsu and Park Jin preferred to wait.", "Six", "Five"),
    ("CN122", "Voters chose the 60 members of the council. The result was this:\n\n- Blue Party: {}\n- Green Party: 21\n- Farmers: 8", "41", "31"),
    ("LG501", "At the end of the year the backlog stood at 5.3 trillion won. Orders received in the course of the year were 2.6 trillion won, and the order book thus amounts to {} trillion won.", "7.9", "5.3"),
]  # fmt: skip
FAMILIES = ("AR", "SH", "CN", "LG")


def found(text: str, *, notes: bool) -> set[str]:
    made = f"# A Title\n\nPublished March 12, 2025\n\n{text}\n"
    return {
        finding.rule
        for evidence in analyse(read_bytes(made.encode(), "made-up.md"))
        for rule in RULES.rules.values()
        if rule.article is not None and rule.id.startswith(FAMILIES)
        for finding in rule.article(evidence, Context())
        if notes or (finding.severity or rule.severity) is not Severity.NOTE
    }


@pytest.mark.parametrize(("rule", "text", "wrong", "right"), TWINS)
def test_the_wrong_twin_is_found_and_the_right_one_is_not(rule, text, wrong, right):
    assert rule in found(text.format(wrong), notes=True)
    assert found(text.format(right), notes=False) == set()


@pytest.mark.parametrize(
    "text",
    [
        "All 300 members voted: 204 said yes, 85 said no, three abstained and eight papers were void. Two hundred were needed.",
        "The two sides (Korea, Japan, and their allies) met.",
        "- raising the tax by two points from 10 percent: 1.1 percent of GDP;\n- a levy on coal.",
    ],
)
def test_thresholds_sides_and_yields_are_no_parts(text):
    assert found(text, notes=False) == set()
