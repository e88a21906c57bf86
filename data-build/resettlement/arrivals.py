"""Tables of arrivals from North Korea: by sex and year, cumulative, and by age at arrival.

Sourced figures and those from memory stay apart: every row says which it is. Those from memory are
bound by the cumulative totals, which are sourced; `build` refuses them where the sums differ.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from tables import Source, write_table

SOURCED = "sourced"
MEMORY = "from memory, bound by sourced totals"
DIFFERENCE = "difference of sourced totals"
SEXES = ("women", "men")

# The ministry counts a year in the January that follows. Pages that we have are often later; a
# figure counts as known from that January on, unless its row had to wait for another one.
RELEASED = (1, 31)  # month and day
LATEST = date(2026, 1, 20)  # the press on the figures of 2025
SEXES_OF_2024 = LATEST  # by difference from the cumulative totals of 2025
FIRST_RELEASE_OF_2011 = date(2012, 1, 12)
AGES_KNOWN = date(2023, 1, 31)

MINISTRY = "Ministry of Unification of the Republic of Korea (통일부)"
LICENCE = "Government statistics; figures are facts"
PAGE = "https://imnews.imbc.com/news/2026/politics/article/6794924_36912.html"
ARTICLE = ("seed article", "a policy article")  # the raw file's own name for it

ARRIVALS = Source(
    producer=MINISTRY,
    citation="Ministry of Unification, arrivals by sex; from the page that each row names",
    address=PAGE,
    licence=LICENCE,
    vintage="As counted today, row by row",
)
CUMULATIVE = Source(
    producer=MINISTRY,
    citation="Ministry of Unification, cumulative arrivals; from the page that each row names",
    address=PAGE,
    licence=LICENCE,
    vintage="As reported, row by row",
)
AGES = Source(
    producer=MINISTRY,
    citation="Ministry of Unification, arrivals by age group to the end of 2022",
    address="https://www.datasom.co.kr/news/articleView.html?idxno=126053",
    licence=LICENCE,
    vintage="End of 2022",
    known_from=AGES_KNOWN,
)


def build(raw: Path, out: Path) -> None:
    """Write the three tables."""
    folder = raw / "people" / "refugees"
    counted, totals = arrivals(folder), cumulative(folder)
    check_sums(counted, totals)
    write_table(
        counted,
        out=out,
        group="resettlement",
        name="nk_arrivals",
        title="Arrivals from North Korea by sex and year",
        source=ARRIVALS,
        columns={
            "period": ("", "Year or years, as printed"),
            "first_year": ("", "First year; missing for all years to the last"),
            "last_year": ("", "Last year"),
            "sex": ("", "`women`, `men` or `total`"),
            "persons": ("person", "Arrivals over the period"),
            "status": ("", "Sourced, a difference of sourced totals, or from memory"),
            "source": ("", "Page that the row was taken from"),
            "known_from": ("", "Day from which the row is known"),
        },
        keys=("period", "sex"),
        note=(
            "What is from memory sums exactly to the sourced cumulative totals; it has no page. "
            "Rows are as counted today: the first release for 2011 differs by six persons. A row "
            "counts as known from 31 January after its year, when the ministry publishes"
        ),
    )
    write_table(
        totals,
        out=out,
        group="resettlement",
        name="nk_cumulative",
        title="Arrivals from North Korea since the beginning, at the ends of years",
        source=CUMULATIVE,
        columns={
            "year": ("", "At whose end it was counted"),
            "sex": ("", "`women`, `men` or `total`"),
            "persons": ("person", "All arrivals so far"),
            "first_release": ("", "Whether the figure was revised later"),
            "source": ("", "Page that the row was taken from"),
            "known_from": ("", "Day from which the row is known"),
        },
        keys=("year", "sex"),
    )
    write_table(
        ages(folder),
        out=out,
        group="resettlement",
        name="nk_age_at_arrival",
        title="Arrivals from North Korea to the end of 2022 by age at arrival",
        source=AGES,
        columns={
            "age_group": ("", "Ages, as printed"),
            "first_age": ("year", "First age of the group"),
            "last_age": ("year", "Last age; missing for the open group"),
            "persons": ("person", "All arrivals to the end of 2022"),
        },
        keys=("age_group",),
        note="Both sexes together. The groups sum to 46 persons less than the cumulative total",
    )


def arrivals(folder: Path) -> pl.DataFrame:
    """Return one row for each period and sex."""
    rows = []
    for row in pl.read_csv(folder / "nk_arrivals.csv").iter_rows(named=True):
        first, last = years_of(row["period"])
        if row["women"] + row["men"] != row["total"]:
            raise ValueError(f"{row['period']}: women and men are not the total")
        for sex in (*SEXES, "total"):
            status = status_of(row["status"], sex)
            rows.append(
                {
                    "period": row["period"],
                    "first_year": first,
                    "last_year": last,
                    "sex": sex,
                    "persons": row[sex],
                    "status": status,
                    "source": None if status == MEMORY else row["source"].replace(*ARTICLE),
                    "known_from": known_from(last, sex),
                }
            )
    schema = {"first_year": pl.Int16, "last_year": pl.Int16, "persons": pl.Int32}
    return pl.DataFrame(rows, schema_overrides=schema)


def years_of(period: str) -> tuple[int | None, int]:
    """Return the first and last year of a printed period.

    Examples
    --------
    >>> years_of("to 1998"), years_of("1999-2001"), years_of("2025")
    ((None, 1998), (1999, 2001), (2025, 2025))
    """
    if period.startswith("to "):
        return None, int(period.removeprefix("to "))
    first, _, last = period.partition("-")
    return int(first), int(last or first)


def status_of(said: str, sex: str) -> str:
    """Return one of three words for what the raw file says of a row and one of its columns."""
    if said == "total and sexes sourced" or (sex == "total" and said.startswith("total sourced")):
        return SOURCED
    if "by difference of sourced" in said:
        return DIFFERENCE
    if "from memory" in said:
        return MEMORY
    raise ValueError(f"{said!r} does not say where the numbers are from")


def known_from(year: int, sex: str) -> date:
    """Return the day from which the count of a year is taken to be known."""
    if year == 2024 and sex != "total":
        return SEXES_OF_2024
    return LATEST if year == LATEST.year - 1 else date(year + 1, *RELEASED)


def cumulative(folder: Path) -> pl.DataFrame:
    """Return the sourced cumulative totals, one row for each year and sex."""
    rows = []
    for row in pl.read_csv(folder / "nk_cumulative_checks.csv").iter_rows(named=True):
        year = int(row["date"].removesuffix("-12"))
        revised = "after revision" in row["source"]
        known = FIRST_RELEASE_OF_2011 if revised else known_from(year, "total")
        rows += [
            {
                "year": year,
                "sex": sex,
                "persons": row[sex],
                "first_release": revised,
                "source": row["source"].split(" (")[0],
                "known_from": known,
            }
            for sex in (*SEXES, "total")
            if row[sex] is not None
        ]
    return pl.DataFrame(rows, schema_overrides={"year": pl.Int16, "persons": pl.Int32})


def check_sums(counted: pl.DataFrame, totals: pl.DataFrame) -> None:
    """Refuse arrivals that do not sum to a cumulative total that was not revised later."""
    for row in totals.filter(~pl.col("first_release")).iter_rows(named=True):
        till = counted.filter(pl.col("last_year") <= row["year"], sex=row["sex"])
        if till["persons"].sum() != row["persons"]:
            raise ValueError(
                f"{row['sex']} to {row['year']}: {till['persons'].sum():,}, "
                f"the ministry prints {row['persons']:,}"
            )


def ages(folder: Path) -> pl.DataFrame:
    """Return arrivals by age group."""
    table = pl.read_csv(folder / "nk_age_at_arrival_end2022.csv")
    ends = pl.col("age_group").str.strip_suffix("+").str.split("-")
    return table.select(
        "age_group",
        ends.list.get(0).cast(pl.Int16).alias("first_age"),
        ends.list.get(1, null_on_oob=True).cast(pl.Int16).alias("last_age"),
        pl.col("persons").cast(pl.Int32),
    )
