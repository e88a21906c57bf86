"""Tables of the National Pension: the fifth actuarial projection, the law, levels of the fund.

Figures stay as printed; periods are split into a first and a last year, dates become dates, and
each row of what came after the projection says from when it is known.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from tables import Source, write_table

PROJECTION_KNOWN = date(2023, 3, 31)  # publication of the fifth projection
LAW_KNOWN = date(2025, 3, 20)  # the National Assembly passed the reform

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

# Estimates whose row in the raw file, or the address in it, names more than the year. Others count
# as known from the last day of the year in which they were published.
ESTIMATE_KNOWN = {
    ("3rd actuarial projection", 2013): date(2013, 3, 28),
    ("5th actuarial projection", 2023): PROJECTION_KNOWN,
    ("National Assembly Budget Office", 2020): date(2020, 6, 23),
    ("Ministry Sep 2024 plan", 2024): date(2024, 9, 30),
    ("National Assembly Budget Office", 2025): date(2025, 6, 9),
    ("National Pension Fund site", 2025): SEEN[date(2025, 8, 1)],  # the same edition of one page
    ("KEI article", 2026): date(2026, 2, 3),
}
NOT_STATED = "not stated"
SOURCE_NAMES = {  # what the raw file calls them: what others can find
    "seed article": (
        "How APEC 2025 Laid the Path for Addressing South Korea's Demographic Challenge, "
        "The Peninsula (Korea Economic Institute of America), 3 February 2026"
    )
}

UNIT_BY_ENDING = {  # of the name of a series
    "_pct": "percent",
    "_10k": "ten_thousand person",
    "_migration_k": "thousand person/year",
    "_years": "year",
    "tfr": "child/woman",
}

PROJECTION = Source(
    producer="National Pension Actuarial Projection Committee (국민연금 재정추계전문위원회)",
    citation=(
        "Fifth National Pension Actuarial Projection (March 2023), explanatory note on its results"
    ),
    address=(
        "https://github.com/jeonghnpark/nps_mini/tree/68bf5873b2b3d9639a6f2e734536f9ccde3b6728/docs"
    ),
    licence="Government work; figures are facts",
    vintage="Fifth projection, March 2023",
    known_from=PROJECTION_KNOWN,
)
SOURCES = {
    "nps5_flows": Source(
        producer="National Pension Research Institute (국민연금연구원)",
        citation=(
            "Fifth National Pension Actuarial Projection (March 2023), as printed in the National "
            "Pension Research Institute's ALM report 2023-02, table V-1"
        ),
        address=PROJECTION.address,
        licence=PROJECTION.licence,
        vintage=PROJECTION.vintage,
        known_from=PROJECTION_KNOWN,
    ),
    "nps5_assumptions": PROJECTION,
    "nps5_headcounts": PROJECTION,
    "nps5_scenarios": PROJECTION,
    "nps_required_contribution": Source(
        producer=PROJECTION.producer,
        citation=(
            "Fourth (August 2018) and fifth (March 2023) National Pension Actuarial Projection, "
            "contribution rates by financing target, from the explanatory note of the fifth"
        ),
        address=PROJECTION.address,
        licence=PROJECTION.licence,
        vintage=PROJECTION.vintage,
        known_from=PROJECTION_KNOWN,
    ),
    "nps_fund_history": Source(
        producer="National Pension Service (국민연금공단)",
        citation="National Pension Service, levels of the fund; from the page that each row names",
        address="https://fund.nps.or.kr/eng/main.do",
        licence="Figures are facts; each row names its page",
        vintage="As reported, row by row",
    ),
    "nps_members": Source(
        producer="National Pension Service (국민연금공단)",
        citation="National Pension Service, counted members; from the page that each row names",
        address="https://search.newspim.com/news/view/20250403001140",
        licence="Figures are facts; each row names its page",
        vintage="As reported, row by row",
    ),
    "nps_exhaustion_estimates": Source(
        producer="The estimator that each row names",
        citation="Published estimates of the National Pension Fund; from the page in each row",
        address=PROJECTION.address,
        licence="Figures are facts; each row names its page",
        vintage="As published, row by row",
    ),
    "nps_reform_2025": Source(
        producer="National Assembly of the Republic of Korea",
        citation="National Pension Act, amendment of 20 March 2025; as reported by Tax Times",
        address="https://taxtimes.co.kr/news/article.html?no=268933",
        licence="Law; figures are facts",
        vintage="Amendment of 20 March 2025",
        known_from=LAW_KNOWN,
    ),
}
TITLES = {
    "nps5_flows": "Fifth actuarial projection: flows and level of the fund in selected years",
    "nps5_assumptions": "Fifth actuarial projection: assumptions of its scenarios by period",
    "nps5_headcounts": "Fifth actuarial projection: population, members, recipients and ratios",
    "nps5_scenarios": "Fifth actuarial projection: what its sensitivity analyses find",
    "nps_required_contribution": "Contribution rates that would keep the fund whole, by target",
    "nps_fund_history": "National Pension Fund: levels at ends of months since the projection",
    "nps_members": "National Pension: members and recipients as counted",
    "nps_exhaustion_estimates": "When the National Pension Fund ends, by estimator since 2003",
    "nps_reform_2025": "National Pension: rates of contribution and replacement by year",
}
NOTES = {
    "nps5_flows": (
        "Current prices, without the reform of 2025. The projection came out in March 2023; its "
        "flows are taken from a report of December 2023, the first source of them that we have. "
        "A missing level or income: the fund is exhausted"
    ),
    "nps5_assumptions": "A mean is over 2023 to 2093, and has no first and last year",
    "nps5_scenarios": "15 of the 21 results that were published. A missing ratio is not disclosed",
    "nps_fund_history": (
        "From the end of 2022 on, where the projection begins. A row is known from the day of the "
        "earliest source that we have; one that is second-hand rests on a single script. What the "
        "script says of 2023 and 2024, the press had reported on 28 February 2025"
    ),
    "nps_members": "The count of 1988 is rounded; it was known long before the projection",
    "nps_exhaustion_estimates": (
        "Where only the year of publication is known, a row counts as known from the last day of "
        "that year. What is second-hand is said under `confidence`"
    ),
    "nps_reform_2025": "From 2026 on by the law of 20 March 2025; 2025 by the law before it",
}

_SCENARIO = {"scenario": ("", "Scenario of the projection")}
_UNIT = {"unit": ("", "Unit of the value")}
_MONTH = {"date": ("", "First day of the month at whose end it was counted")}
_PAGE = {"source": ("", "Page or document that the row was taken from")}
_KNOWN = {"known_from": ("", "Day from which the row is known")}
RATIOS = {
    "old_age_ratio": "People of 65 and over per 100 of 18 to 64",
    "paygo": "Pay-as-you-go cost rate",
    "ben_gdp": "Benefits over GDP",
}
COLUMNS = {  # table: column: (unit, title)
    "nps5_flows": {
        "year": ("", "Calendar year"),
        "fund_end": ("billion won", "Fund at the end of the year; a shortfall is negative"),
        "total_revenue": ("billion won/year", "Contributions and investment income"),
        "contributions": ("billion won/year", "Contributions"),
        "investment_income": ("billion won/year", "Investment income"),
        "total_expenditure": ("billion won/year", "Benefits and other expenditure"),
        "benefits": ("billion won/year", "Benefits"),
    },
    "nps5_assumptions": _SCENARIO
    | {
        "series": ("", "What is assumed"),
        "period": ("", "Year, first and last year, or `mean`, as printed"),
        "value": ("", "Yearly value or mean of the period, in the unit of its row"),
    }
    | _UNIT
    | {
        "first_year": ("", "First year of the period"),
        "last_year": ("", "Last year of the period"),
    },
    "nps5_headcounts": {
        "series": ("", "What is counted"),
        "year": ("", "Calendar year"),
        "value": ("", "Number or ratio, in the unit of its row"),
    }
    | _UNIT,
    "nps5_scenarios": _SCENARIO
    | {
        "kind": ("", "`combination` of several assumptions, or a `single` one"),
        "deficit_year": ("", "First year in which expenditure exceeds revenue"),
        "exhaustion_year": ("", "Year in which the fund is exhausted"),
        "fund_at_exhaustion": ("trillion won", "Fund at the end of that year; negative"),
    }
    | {
        f"{ratio}_{year}": ("percent", f"{title}, {year}")
        for ratio, title in RATIOS.items()
        for year in (2060, 2070, 2093)
    },
    "nps_required_contribution": {
        "projection": ("", "Which actuarial projection"),
        "raise_year": ("", "First year at the rate"),
        "target": ("", "How the fund stands at the projection's end"),
        "contribution_rate": ("percent", "Contribution of employer and employee together"),
        "fund_ratio_multiple": ("1", "Fund over a year's expenditure, where it is constant"),
    },
    "nps_fund_history": _MONTH
    | {
        "fund": ("trillion won", "Level of the fund"),
        "year_return": ("percent", "Return over the calendar year, where it has ended"),
    }
    | _PAGE
    | {"second_hand": ("", "Whether no source but a second-hand one was found")}
    | _KNOWN,
    "nps_members": _MONTH
    | {
        "subscribers": ("person", "Members of every kind"),
        "workplace": ("person", "Members insured at their workplace"),
        "regional": ("person", "Members insured where they live"),
        "recipients": ("person", "Recipients of benefits"),
    }
    | _PAGE
    | _KNOWN,
    "nps_exhaustion_estimates": {
        "estimator": ("", "Who estimated"),
        "published": ("", "Year of publication"),
        "scenario": ("", "Law and assumptions, in the estimator's words"),
        "fund_return": ("", "Return on the fund, in the estimator's words"),
        "peak_year": ("", "Year in which the fund is largest"),
        "peak": ("trillion won", "Fund in that year"),
        "deficit_year": ("", "First year in which expenditure exceeds revenue"),
        "exhaustion_year": ("", "Year in which the fund is exhausted"),
    }
    | _PAGE
    | {"confidence": ("", "How near the page is to the estimator")}
    | _KNOWN,
    "nps_reform_2025": {
        "year": ("", "Calendar year"),
        "contribution_rate": ("percent", "Contribution of employer and employee together"),
        "replacement_rate": ("percent", "Replacement rate that service of the year earns"),
    },
}
KEYS = {
    "nps5_flows": ("year",),
    "nps5_assumptions": ("scenario", "series", "period"),
    "nps5_headcounts": ("series", "year"),
    "nps5_scenarios": ("scenario",),
    "nps_required_contribution": ("projection", "raise_year", "target"),
    "nps_fund_history": ("date",),
    "nps_members": ("date",),
    "nps_exhaustion_estimates": ("estimator", "published", "scenario", "fund_return"),
    "nps_reform_2025": ("year",),
}


def build(raw: Path, out: Path) -> None:
    """Write every table."""
    for name, frame in frames(raw).items():
        write_table(
            frame,
            out=out,
            group="people",
            name=name,
            title=TITLES[name],
            source=SOURCES[name],
            columns=COLUMNS[name],
            keys=KEYS[name],
            note=NOTES.get(name, ""),
        )


def frames(raw: Path) -> dict[str, pl.DataFrame]:
    """Return every table by name, from the raw folder."""
    folder = raw / "people" / "pension"
    return {
        "nps5_flows": flows(folder),
        "nps5_assumptions": assumptions(folder),
        "nps5_headcounts": headcounts(folder),
        "nps5_scenarios": scenarios(folder),
        "nps_required_contribution": required(folder),
        "nps_fund_history": fund_history(folder),
        "nps_members": members(folder),
        "nps_exhaustion_estimates": estimates(folder),
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
        unit=row_units(table),
        first_year=years.list.first().cast(pl.Int16, strict=False),
        last_year=years.list.last().cast(pl.Int16, strict=False),
    )


def headcounts(folder: Path) -> pl.DataFrame:
    """Return the projection's numbers of people, and their ratios."""
    table = pl.read_csv(folder / "nps5_headcounts.csv").drop("source")
    return table.with_columns(unit=row_units(table))


def row_units(table: pl.DataFrame) -> pl.Series:
    """Return the unit that the name of each row's series ends in."""
    return pl.Series([unit_of(series) for series in table["series"]], dtype=pl.String)


def unit_of(series: str) -> str:
    """Return the unit of a series by the ending of its name."""
    found = [unit for ending, unit in UNIT_BY_ENDING.items() if series.endswith(ending)]
    if len(found) != 1:
        raise ValueError(f"the name {series!r} does not end in one known unit")
    return found[0]


def scenarios(folder: Path) -> pl.DataFrame:
    """Return what the projection's sensitivity analyses find."""
    table = pl.read_csv(folder / "nps5_scenarios.csv").drop("source")
    return table.rename(lambda name: name.removesuffix("_trn_krw"))


def required(folder: Path) -> pl.DataFrame:
    """Return the rates that financing targets take, in percent."""
    table = pl.read_csv(folder / "nps_required_contribution.csv").drop("source")
    return table.rename({"contribution_rate_pct": "contribution_rate"}).with_columns(
        projection=pl.format("{}th", "projection")
    )


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


def estimates(folder: Path) -> pl.DataFrame:
    """Return published estimates of when the fund peaks, first runs a deficit, and ends."""
    table = pl.read_csv(folder / "exhaustion_estimates.csv")
    rows = table.select("estimator", "published").rows()
    if strange := set(ESTIMATE_KNOWN) - set(rows):
        raise ValueError(f"days are given for estimates that are not there: {sorted(strange)}")
    days = [ESTIMATE_KNOWN.get((who, year), date(year, 12, 31)) for who, year in rows]
    return table.rename({"peak_trn_krw": "peak"}).with_columns(
        pl.col("scenario", "fund_return").fill_null(NOT_STATED),
        pl.col("source").replace(SOURCE_NAMES),
        known_from=pl.Series(days, dtype=pl.Date),
    )


def reform(folder: Path) -> pl.DataFrame:
    """Return the schedule of the law of 20 March 2025, in percent."""
    table = pl.read_csv(folder / "reform_2025_schedule.csv").drop("source")
    return table.rename(lambda name: name.removesuffix("_pct"))
