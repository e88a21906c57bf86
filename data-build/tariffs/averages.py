"""Monthly averages of the law for the partners that a run compares, as they were known.

The numbers stand in ``averages.csv``, which ``tariff_averages.py`` computes with the package:
that takes a minute, and a run should need no engine.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from tables import Source, write_table
from tariffs.schedule import GROUP

NUMBERS = Path(__file__).with_suffix(".csv")
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
    rows = pl.read_csv(NUMBERS, try_parse_dates=True)
    write_table(
        rows,
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
            "law_beyond": ("share", "What the part gains where Section 232 is void, no claim"),
            "claims_beyond": ("share", "What it gains, with claims as used in 2024"),
        },
        keys=["known_from", "month", "partner", "part"],
        note="Weights are the imports of 2024. Of one month and part, the row known last counts.",
    )
