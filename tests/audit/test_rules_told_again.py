"""Figures told again a slip away, known by the rare words that both stand among."""

from __future__ import annotations

import pytest
from tests.audit.samples import found

REST = (
    "The harbour board met on Monday. Its members spoke of fees, of cranes and of the new road. "
    "Nobody spoke of ferries. A vote on the lighthouse was put off. The chair thanked all.\n\n"
)
WRONG = [
    "The yard added 337,000 jobs in October, far more than Wall Street hoped for.\n\n"
    + REST
    + "The 357,000 new jobs added at the yard in October were the most, Wall Street says.",
    "Cutting the alcohol limit would save 65 lives a year, a study finds.\n\n"
    + REST
    + "Cutting the alcohol limit can be expected to save some 56 lives a year, the author said.",
    "Norland participated in 73 projects of the Reef Bank last year.\n\n"
    + REST
    + "The Reef Bank ran 37 projects with Norland last year, with support for fishermen.",
    "The ferry line bought 18.8 percent of Southmarsh Wines from its founders.\n\n"
    + REST
    + "The founders said that the ferry line bought the 81.8 percent stake of Southmarsh Wines.",
    "The deposit facility paid out 185 billion won to fishermen after the spill.\n\n"
    + REST
    + "The 158 billion won that the deposit facility paid out after the spill was too little.",
]
RIGHT = [
    "The yard added 337,000 jobs in October, far more than Wall Street hoped for.\n\n"
    + REST
    + "The yard added 373,000 jobs in November, and Wall Street cheered.",
    "Women hold 41.8 percent of the seats of the harbour council of Southmarsh.\n\n"
    + REST
    + "Men hold 48.1 percent of the seats of the harbour council of Southmarsh.",
    "The HICP rose by 2.2 percent in Norland in November.\n\n"
    + REST
    + "The CPI rose by 2.6 percent in Norland in November.",
    "The board first forecast 4.52 million visitors for Southmarsh.\n\n"
    + REST
    + "The board of Southmarsh revised its forecast to 4.25 million visitors.",
    "Ticket sales came to 64 million won in Southmarsh.\n\n"
    + REST
    + "Repairs of cranes cost 46 million won in Westmarsh.",
]


@pytest.mark.parametrize("text", WRONG)
def test_a_figure_told_again_with_a_slip_is_found(text):
    assert found("CO704", text)


@pytest.mark.parametrize("text", RIGHT)
def test_figures_of_two_things_are_let_stand(text):
    assert [one.message for one in found("CO704", text)] == []
