"""Compute the monthly averages of the law, as they were known, into ``tariffs/averages.csv``.

    python data-build/tariff_averages.py

For the states of knowledge in `KNOWN`, from each publication that moved a partner's average of a
month by half a point; of one month and part, the row known last counts. Beside each average stands
what the part gains where Section 232 is void, since others reach what it leaves. Run it when the
law or the trade changes, then ``build.py``; a test holds the table against the engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from bongsu.systems.tariffs.average_months import Cell, Months, Numbers
from bongsu.systems.tariffs.overrides import ACTUAL
from bongsu.systems.tariffs.schedule import COVERED_FROM, COVERED_TO

OUT = Path(__file__).parent / "tariffs" / "averages.csv"
HEAD = ("known_from", "month", "partner", "part", "law", "claims", "law_beyond", "claims_beyond")
KNOWN = (
    date(2025, 2, 5),  # release of the trade of December 2024: nothing could be weighed before
    date(2025, 2, 10),  # metals at 25%
    date(2025, 3, 26),  # cars
    date(2025, 4, 2),  # reciprocal duties
    date(2025, 4, 9),  # suspended for 90 days
    date(2025, 4, 11),  # electronics
    date(2025, 6, 3),  # metals at 50%
    date(2025, 6, 16),  # appliances
    date(2025, 7, 31),  # new country rates
    date(2025, 8, 18),  # derivatives of metals
    date(2025, 9, 16),  # the agreement with Japan
    date(2025, 9, 25),  # that with the European Union
    date(2025, 12, 4),  # that with Korea
    date(2026, 2, 20),  # Learning Resources; Section 122
    date(2026, 4, 2),  # metals by annexes
    date(2026, 6, 5),  # machinery
    date(2026, 7, 24),  # forced labour under Section 301
    date(2026, 9, 30),  # all that followed
)
Row = tuple[date, date, str, str, float, float, float, float]
MOVED = 5e-6  # share of value: a number that moves less keeps its row


def frame(rows: Iterator[Row]) -> pl.DataFrame:
    """Return rows as a table in its order."""
    found = pl.DataFrame(list(rows), schema=list(HEAD), orient="row")
    return found.sort("known_from", "partner", "part", "month")


def vintages() -> Iterator[Row]:
    """Yield rows: at first all, then what each publication moved."""
    held = Months(ACTUAL)
    before: dict[Cell, Numbers] = {}
    for vintage in KNOWN:
        for cell, found in held.rows(COVERED_FROM, COVERED_TO, vintage).items():
            if not np.allclose(found, before.get(cell, np.nan), rtol=0, atol=MOVED):
                before[cell] = found
                yield vintage, *cell, *found


if __name__ == "__main__":
    frame(vintages()).write_csv(OUT)
