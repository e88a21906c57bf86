"""Monthly averages of the law for the partners that a run compares, as they were known.

Computed by the package itself from the law and the tables of the catalogue that stand beside it,
so that a run needs no engine. They are computed for the states of knowledge in `KNOWN`, after each
publication that moved Korea by half a point; of one month and part, the row known last counts. Run
again when the law or the trade changes; a test holds the table against the engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from bongsu.systems.tariffs.average_steps import months, steps
from bongsu.systems.tariffs.averages import COLUMNS, Weigher
from bongsu.systems.tariffs.schedule import COVERED_FROM, COVERED_TO
from tables import Source, write_table
from tariffs.schedule import GROUP

PARTNERS = ("EU", "JPN", "KOR")
KNOWN = (
    date(2025, 2, 5),  # release of the trade of December 2024: nothing could be weighed before
    date(2025, 2, 12),  # metals at 25%
    date(2025, 3, 27),  # cars
    date(2025, 4, 3),  # reciprocal duties
    date(2025, 4, 15),  # suspended for 90 days
    date(2025, 6, 16),  # metals at 50%, appliances
    date(2025, 8, 1),  # 15 percent for Korea
    date(2025, 8, 19),  # derivatives of metals
    date(2025, 12, 5),  # the agreement with Korea
    date(2026, 2, 25),  # Learning Resources; Section 122
    date(2026, 4, 8),  # metals by annexes
    date(2026, 6, 9),  # machinery
    date(2026, 9, 30),  # forced labour under Section 301, and all that followed
)
MOVED = 5e-6  # share of value: a number that moves less keeps its row
AVERAGES = Source(
    producer="bongsu, from the United States International Trade Commission and Census Bureau",
    citation="USITC, Harmonized Tariff Schedule and change records; Federal Register; Census "
    "Bureau, imports for consumption of 2024; computed by bongsu",
    address="https://hts.usitc.gov",
    licence="United States government work, public domain; computation under the Apache License",
    vintage="2025-01 to 2026-12",
)


def build(raw: Path, out: Path) -> None:
    """Write the table."""
    del raw  # what it rests on is packaged already
    rows = pl.DataFrame(
        list(vintages()),
        schema={
            "known_from": pl.Date,
            "month": pl.Date,
            "partner": pl.String,
            "part": pl.String,
            "law": pl.Float64,
            "claims": pl.Float64,
        },
        orient="row",
    )
    write_table(
        rows.sort("known_from", "partner", "part", "month"),
        out=out,
        group=GROUP,
        name="tariff_averages",
        title="Import-weighted average duty by month, partner and authority, as it was known",
        source=AVERAGES,
        columns={
            "known_from": ("", "Day from which the published law came to this"),
            "month": ("", "First day of the month"),
            "partner": ("", "ISO 3166 alpha-3, or EU"),
            "part": ("", "base, or authority"),
            "law": ("share", "Mean of the days, nobody claiming a preference"),
            "claims": ("share", "Mean of the days, with claims as used in 2024"),
        },
        keys=["known_from", "month", "partner", "part"],
        note="Weights are the imports of 2024. Of one month and part, the row known last counts.",
    )


def vintages() -> Iterator[tuple[date, date, str, str, float, float]]:
    """Yield rows: at first all, then what each publication moved."""
    weigher = Weigher(PARTNERS)
    before: dict[tuple[date, str, str], tuple[float, float]] = {}
    for vintage in KNOWN:
        for key, found in at(weigher, vintage).items():
            if not np.allclose(found, before.get(key, np.nan), rtol=0, atol=MOVED):
                before[key] = found
                yield vintage, *key, *found


def at(weigher: Weigher, known: date) -> dict[tuple[date, str, str], tuple[float, float]]:
    """Return the averages by month, partner and part as known on a day."""
    series = steps(weigher, COVERED_FROM, COVERED_TO, known, by="country", bounds=False)
    groups = series[0].averages.groups
    assert set(groups) == set(PARTNERS)
    return {
        (month.first, partner, part): (
            round(float(month.law.rates[group, place] / month.value[group]), 8),
            round(float(month.claims.rates[group, place] / month.value[group]), 8),
        )
        for month in months(series)
        for group, partner in enumerate(groups)
        for place, part in enumerate(COLUMNS[:-1])
    }
