"""To what a figure is bound: measure, subject, period, role, modality and source."""

from __future__ import annotations

from typing import Any

import pytest
from tests.evidence.reading_texts import claim_of, evidence, table

HEAD = "# Ports of Taiwan\n\nPublished May 5, 2031\n\n"
CASES = [case for group in table("claim_cases.yaml").values() for case in group]
FIELDS = {"base": "base_period"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["s"])
def test_figures_are_bound_to_what_the_sentence_says(case: dict[str, Any]) -> None:
    claim = claim_of(case["s"], head=HEAD)
    wanted = {FIELDS.get(field, field): value for field, value in case.items() if field != "s"}
    assert {field: str(getattr(claim, field)) for field in wanted} == wanted


def test_there_is_one_claim_a_figure_in_order() -> None:
    found = evidence(
        HEAD + "Sales rose from 4 to 6 percent. Then 300 cars were sold for USD 5 million."
    )
    assert [claim.quantity for claim in found.claims] == list(found.quantities)
    assert [claim.sentence for claim in found.claims] == sorted(c.sentence for c in found.claims)


def test_cells_belong_to_the_party_of_their_row_and_to_its_day() -> None:
    text = (
        HEAD + "| Date | Korean company | Foreign company | Project |\n|---|---|---|---|\n"
        "| March 5, 2031 | Bada Steel | Hanok Inc. | USD 3 million mill |\n"
        "| April 6, 2031 | N/A | Hanok Inc. | USD 4 million quay |\n"
    )
    first, second = evidence(text, "a.md").claims
    assert (first.subject, first.period) == ("Bada Steel", "2031-03-05")
    assert (second.subject, second.period) == ("Hanok Inc.", "2031-04-06")


def test_items_of_a_timeline_have_the_day_that_opens_them() -> None:
    text = HEAD + "".join(
        f"May {day}, 2030 Bada Steel sells {day}0 ships to the navy.\n\n" for day in (5, 6, 7)
    )
    found = evidence(text, "a.md")
    assert [claim.period for claim in found.claims] == ["2030-05-05", "2030-05-06", "2030-05-07"]


def test_a_release_goes_on_in_its_month() -> None:
    text = HEAD + (
        "In April 2031, exports rose 3 percent to USD 5 billion."
        " Imports fell 2 percent to USD 4 billion.\n\n"
        "Car exports rose 1 percent. Ship exports fell 4 percent to USD 2 billion.\n\n"
        "Steel exports rose 6 percent from a year earlier.\n"
    )
    found = evidence(text, "a.md")
    assert {claim.period for claim in found.claims} == {"2031-04"}


def test_a_release_looks_back_without_leaving_its_month() -> None:
    text = HEAD + (
        "In April 2031, exports rose 3 percent. Cars gained 2 percent.\n\n"
        "The reading lingered high after jumping 10 percent in March.\n\n"
        "Farm exports surged 12 percent, with those of fish rising 4 percent.\n"
    )
    periods = [claim.period for claim in evidence(text, "a.md").claims]
    assert periods == ["2031-04", "2031-04", "2031-03", "2031-04", "2031-04"]


def test_a_look_back_ends_with_its_paragraph() -> None:
    text = HEAD + (
        "In April 2031, exports rose 3 percent. Cars gained 2 percent.\n\n"
        "In March, exports had shrunk by 10 percent to USD 5 billion.\n\n"
        "Farm exports surged 12 percent, with those of fish rising 4 percent.\n"
    )
    periods = [claim.period for claim in evidence(text, "a.md").claims]
    assert periods == ["2031-04", "2031-04", "2031-03", "2031-03", "2031-04", "2031-04"]


def test_the_day_of_the_news_is_no_period_of_a_release() -> None:
    text = HEAD + (
        "In April 2031, exports rose 3 percent. Cars gained 2 percent.\n\n"
        "According to data from the customs office on Friday, fares brought USD 5 billion.\n\n"
        "Farm exports surged 12 percent during the cited period, the port said on Friday.\n"
    )
    assert {claim.period for claim in evidence(text, "a.md").claims} == {"2031-04"}


def test_an_arrow_leads_from_the_time_compared_with() -> None:
    text = HEAD + (
        "In April 2031, fares rose USD 3 million, against the previous month (up USD 5 million)."
        " Ferries (up USD 4 million → up USD 2 million) slowed.\n"
    )
    found = evidence(text, "a.md")
    assert [claim.period for claim in found.claims] == ["2031-04", "2031-03", "2031-03", "2031-04"]


def test_people_of_the_title_are_they() -> None:
    title = "# Hungarian Refugees in the Harbour\n\nPublished May 5, 2031\n\n"
    text = title + "In 2030, 40 percent were women."
    (claim,) = evidence(text, "a.md").claims
    assert (claim.subject, claim.period) == ("Hungarian Refugees", "2030")
