"""Tables of the National Pension's past: the law of each year of service, and who was insured.

What stands here is not in the raw files. The law is the Act's own; of the counts before 2023 some
have a page and others none, and each row says which.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from tables import Source, write_table

FIRST_YEAR, LAST_YEAR = 1988, 2022  # before the fifth projection begins
LAW_KNOWN = date(2008, 1, 1)  # what the law of 2007 says was known when it came into force
COUNTED_KNOWN = date(2023, 3, 31)  # counts to 2022 were public before the fifth projection

# Births of 2023 by order, as the credit counts them: first, second, third and later.
FIRST, SECOND, LATER = 0.602, 0.323, 0.075
CHILDBIRTH_FROM, MILITARY_FROM = 2008, 2008
SECOND_MONTHS, LATER_MONTHS, MILITARY_MONTHS = 12, 18, 6

MEMORY = "no page found; the day of the extension is the Act's"
# Year: thousand members, share of members insured where they live, share of these who are exempt
# from paying, share of what the rest owe that is paid, source.
COUNTS: dict[int, tuple[float, float, float, float, str]] = {
    1988: (4430, 0.0, 0.40, 0.72, "https://search.newspim.com/news/view/20250403001140"),
    1994: (5445, 0.0, 0.40, 0.72, MEMORY),
    1995: (7497, 0.27, 0.40, 0.72, MEMORY),
    1998: (7126, 0.29, 0.40, 0.72, MEMORY),
    1999: (16262, 0.68, 0.51, 0.72, MEMORY),
    2003: (17182, 0.58, 0.46, 0.72, MEMORY),
    2010: (19250, 0.45, 0.59, 0.72, "https://www.donga.com/en/article/all/20101230/266582/1"),
    2015: (21570, 0.385, 0.54, 0.72, "https://cm.asiae.co.kr/article/2016031519222406990"),
    2018: (22320, 0.345, 0.47, 0.72, "https://capitalconnect.kr/nps-insured-persons-to-fall-770000-by-2024/"),
    2022: (22000, 0.317, 0.41, 0.72, "Near the fifth projection's first year"),
}  # fmt: skip

ACT = "https://www.law.go.kr/법령/국민연금법"
SOURCES = {
    "nps_law": Source(
        producer="National Assembly of the Republic of Korea",
        citation="National Pension Act of 1986, with its amendments of 1998 and 2007",
        address=ACT,
        licence="Law; figures are facts",
        vintage="Amendment of 2007",
        known_from=LAW_KNOWN,
    ),
    "nps_members_past": Source(
        producer="National Pension Service (국민연금공단)",
        citation="National Pension Service, members to 2022; from the page that each row names",
        address="https://search.newspim.com/news/view/20250403001140",
        licence="Figures are facts; each row names its page",
        vintage="As counted to 2022",
        known_from=COUNTED_KNOWN,
    ),
}


def build(raw: Path, out: Path) -> None:  # noqa: ARG001  # as all builders
    """Write both tables."""
    write_table(
        law(),
        out=out,
        group="people",
        name="nps_law",
        title="National Pension: what a year of service earned, 1988 to 2022",
        source=SOURCES["nps_law"],
        columns={
            "year": ("", "Year of service"),
            "replacement_rate": ("percent", "Share of mean earnings that 40 such years would give"),
            "childbirth_credit": ("month", "Credit for a child born in the year, mean of orders"),
            "pension_age": ("year", "Age from which an old-age pension was drawn in the year"),
            "military_credit": ("month", "Credit for military service ending in the year"),
        },
        keys=("year",),
        note="The mean over orders of birth takes the orders of 2023 (Statistics Korea)",
    )
    write_table(
        members(),
        out=out,
        group="people",
        name="nps_members_past",
        title="National Pension: members and payers to 2022",
        source=SOURCES["nps_members_past"],
        columns={
            "year": ("", "Year"),
            "members": ("thousand person", "Members at the end of the year"),
            "regional_share": ("share", "Of these, insured where they live"),
            "exempt_share": ("share", "Of the regional members, exempt from paying"),
            "collection_rate": ("share", "Of what the other regional members owe, paid"),
            "source": ("", "Page of the number of members, or that none was found"),
        },
        keys=("year",),
        note=(
            "Shares, and members where no page was found, are from memory of the Service's "
            "yearbooks; they shape rights earned before 2023, whose sum is set by the fifth "
            "projection"
        ),
    )


def law() -> pl.DataFrame:
    """Return the law of each year of service, in percent and months."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    credit = SECOND * SECOND_MONTHS + LATER * LATER_MONTHS
    return pl.DataFrame(
        {
            "year": pl.Series(years, dtype=pl.Int16),
            "replacement_rate": [replacement(year) for year in years],
            "childbirth_credit": [credit if year >= CHILDBIRTH_FROM else 0.0 for year in years],
            "pension_age": [pension_age(year) for year in years],
            "military_credit": [
                float(MILITARY_MONTHS) if year >= MILITARY_FROM else 0.0 for year in years
            ],
        }
    )


def replacement(year: int) -> float:
    """Return the replacement rate of a year of service, in percent."""
    if year <= 1998:
        return 70.0
    if year <= 2007:
        return 60.0
    return 50.0 - 0.5 * (year - 2008)


def pension_age(year: int) -> int:
    """Return the pension age in a year: 60, and a year more every fifth year from 2013 on."""
    return 60 if year < 2013 else 61 + (year - 2013) // 5


def members() -> pl.DataFrame:
    """Return members and payers of the years that are counted."""
    names = ("members", "regional_share", "exempt_share", "collection_rate", "source")
    rows = [dict(zip(names, counted, strict=True)) for counted in COUNTS.values()]
    table = pl.DataFrame(rows).with_columns(year=pl.Series(list(COUNTS), dtype=pl.Int16))
    return table.select("year", *names)
