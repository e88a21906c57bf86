"""Tables of the National Pension: the fifth actuarial projection, the law, levels of the fund.

Figures stay as printed; periods are split into a first and a last year, dates become dates, and
each row of the fund's history says when its source appeared and whether it is second-hand.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

PROJECTION_KNOWN = date(2023, 3, 31)  # publication of the fifth projection

COUNTED_KNOWN = date(2025, 4, 3)  # the press page with the counts of 2023 and 2024

# Levels since the projection, and the day of the earliest source that we have for each. The two
# levels that the raw file takes from a script were printed by the Fund Management Centre's own
# disclosure, as the press reported on 28 February 2025 (1,035.795 and 1,212.851 trillion won).
SEEN = {
    date(2022, 12, 1): PROJECTION_KNOWN,
    date(2023, 9, 1): date(2023, 12, 31),
    date(2023, 12, 1): date(2025, 2, 28),
    date(2024, 12, 1): date(2025, 2, 28),
    date(2025, 1, 1): date(2025, 3, 31),
    date(2025, 6, 1): date(2025, 8, 29),
    date(2025, 8, 1): date(2025, 10, 31),
    date(2025, 12, 1): date(2026, 2, 27),
    date(2026, 6, 1): date(2026, 9, 20),
}
SECOND_HAND = (date(2026, 6, 1),)  # one script only


def frames(raw: Path) -> dict[str, pl.DataFrame]:
    """Return every table by name, from the raw folder."""
    folder = raw / "people" / "pension"
    return {
        "nps5_flows": flows(folder),
        "nps5_assumptions": assumptions(folder),
        "nps5_headcounts": pl.read_csv(folder / "nps5_headcounts.csv").drop("source"),
        "nps5_scenarios": pl.read_csv(folder / "nps5_scenarios.csv").drop("source"),
        "nps_fund_history": fund_history(folder),
        "nps_members": members(folder),
        "nps_exhaustion_estimates": pl.read_csv(folder / "exhaustion_estimates.csv"),
        "nps_reform_2025": reform(folder),
    }


def flows(folder: Path) -> pl.DataFrame:
    """Return the projection's printed flows, in billion won."""
    table = pl.read_csv(folder / "nps5_flows.csv").drop("source")
    return table.rename(lambda name: name.removesuffix("_bn_krw"))


def assumptions(folder: Path) -> pl.DataFrame:
    """Return the projection's assumptions; `first_year` is missing for a mean over all years."""
    table = pl.read_csv(folder / "nps5_assumptions.csv").drop("source")
    years = pl.col("period").str.split("-")
    return table.with_columns(
        first_year=years.list.first().cast(pl.Int16, strict=False),
        last_year=years.list.last().cast(pl.Int16, strict=False),
    ).drop("period")


def fund_history(folder: Path) -> pl.DataFrame:
    """Return levels of the fund at the ends of months, in trillion won."""
    table = pl.read_csv(folder / "nps_fund_history.csv").select(
        pl.col("date").str.to_date("%Y-%m", strict=True),
        pl.col("fund_trn_krw").alias("fund"),
        pl.col("year_return_pct").alias("year_return"),
        "source",
    )
    return table.filter(pl.col("date").is_in(list(SEEN))).with_columns(
        second_hand=pl.col("date").is_in(SECOND_HAND),
        known_from=pl.col("date").replace_strict(SEEN),
    )


def members(folder: Path) -> pl.DataFrame:
    """Return counted members, in persons, at the ends of months."""
    counted = pl.col("date")
    return pl.read_csv(folder / "nps_members.csv").with_columns(
        counted.str.to_date("%Y-%m", strict=True),
        known_from=pl.when(counted == "1988-12").then(PROJECTION_KNOWN).otherwise(COUNTED_KNOWN),
    )


def reform(folder: Path) -> pl.DataFrame:
    """Return the schedule of the law of 20 March 2025, in percent."""
    table = pl.read_csv(folder / "reform_2025_schedule.csv").drop("source")
    return table.rename(lambda name: name.removesuffix("_pct"))
