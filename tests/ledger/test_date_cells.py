"""Days as cells of tables abbreviate them."""

from __future__ import annotations

import datetime as dt

import pytest

from bongsu.ledger.extraction.date_cells import day_of_cell
from bongsu.ledger.extraction.periods import Stretch

QUARTER = Stretch(dt.date(2025, 10, 1), dt.date(2025, 12, 31))


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("30-Oct-25", "2025-10-30"),
        ("14-Nov", "2025-11-14"),
        ("Oct-30-2025", "2025-10-30"),
        ("10/31/25", "2025-10-31"),
        ("14/11/25", "2025-11-14"),
        ("Tue, 11/4", "2025-11-04"),
        ("5/11", "2025-11-05"),  # 11 May lies outside the quarter
        ("12.15", "2025-12-15"),
        ("20251103", "2025-11-03"),
        ("14. November 2025", "2025-11-14"),
        ("2025년 10월 14일", "2025-10-14"),
        ("11월 3일", "2025-11-03"),
        ("10월", "2025-10"),
        ("30-Oct-25*", "2025-10-30"),
        ("31/31/25", None),
        ("soon", None),
        ("1.5", None),
        ("30-Oct-25, or later", None),
    ],
)
def test_a_short_day_is_read_within_its_period(cell: str, day: str | None) -> None:
    assert day_of_cell(cell, QUARTER, None) == day


def test_without_a_period_a_day_lies_before_publication_and_in_american_order() -> None:
    assert day_of_cell("5/11", None, dt.date(2026, 1, 15)) == "2025-05-11"
    assert day_of_cell("1/5", None, dt.date(2026, 1, 15)) == "2026-01-05"
    assert day_of_cell("5/11", None, None) is None
