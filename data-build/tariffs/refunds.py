"""Refunds by clock at the end of each month, and the duty on a car where law came late.

The numbers stand in ``refunds.csv`` and ``windows.csv``, which ``tariff_refunds.py`` computes with
the package, so that a run needs no engine.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from tables import Source, write_table
from tariffs.schedule import GROUP

HERE = Path(__file__).parent
LICENCE = "United States government work, public domain; computation under the Apache License"
REFUNDS = Source(
    producer="bongsu, from the United States Census Bureau and International Trade Commission",
    citation="Census Bureau and USITC, imports by month; USITC, Harmonized Tariff Schedule; "
    "simulated entries of bongsu",
    address="https://hts.usitc.gov",
    licence=LICENCE,
    vintage="2025-02 to 2026-03",
)
WINDOWS = Source(
    producer="bongsu, from the United States International Trade Commission",
    citation="USITC, Harmonized Tariff Schedule and change records; computed by bongsu",
    address="https://hts.usitc.gov",
    licence=LICENCE,
    vintage="2025-10-15 to 2025-12-15",
)


def build(raw: Path, out: Path) -> None:
    """Write both tables."""
    del raw  # what they rest on is packaged already
    write_table(
        pl.read_csv(HERE / "refunds.csv", try_parse_dates=True).with_columns(
            pl.col("usd", "interest").cast(pl.Float64)
        ),
        out=out,
        group=GROUP,
        name="tariff_refunds",
        title="Refunds where the emergency duties are void, by clock at the end of each month",
        source=REFUNDS,
        columns={
            "known_from": ("", "Day from which the imports of the month were known"),
            "month": ("", "First day of the month at whose end clocks are read"),
            "ruling": ("", "Void from the start, or from the day of the argument"),
            "clock": ("", "not-liquidated, protest, suit (alone) or lapsed"),
            "entries": ("1", "Entries, simulated"),
            "usd": ("us_dollar", "Duty that comes back"),
            "interest": ("us_dollar", "Interest on it"),
        },
        keys=["month", "ruling", "clock"],
        note="Entries are drawn. Months are dated by their first release, or later; the imports "
        "are those of a later state.",
    )
    write_table(
        pl.read_csv(
            HERE / "windows.csv", try_parse_dates=True, schema_overrides={"hts10": pl.String}
        ),
        out=out,
        group=GROUP,
        name="tariff_windows",
        title="Duty on a car from Korea by day of entry, as it was known and as it reads",
        source=WINDOWS,
        columns={
            "known_from": ("", "Day on which the law that came late was published"),
            "hts10": ("", "Line of the schedule"),
            "origin": ("", "ISO 3166 alpha-3"),
            "first": ("", "First day of entry"),
            "last": ("", "Last day of entry"),
            "as_known": ("share", "Duty as known on the day of entry"),
            "as_of": ("share", "Duty as the law reads since"),
        },
        keys=["hts10", "origin", "first"],
    )
