"""What Statistics Korea has published: points of its projections, and who moves at which age.

The projections' own tables are not at hand; points are those that the press printed, each with its
page. Total population, nationals and foreigners are kept apart by `concept`.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from tables import Source, write_table

HERE = Path(__file__).parent
BASED_2022 = ("2022-based (December 2023)", date(2023, 12, 14))
NATIONALS_2020 = ("2020-based, nationals and foreigners (April 2022)", date(2022, 4, 14))
NATIONALS_2022 = ("2022-based, nationals and foreigners (April 2024)", date(2024, 4, 11))
VARIANTS = {"total_10k_high": "high", "total_10k_low": "low"}
CONCEPTS = ("nationals", "foreigners")
UNITS = {  # series: unit, by the ending or name
    "_10k": "ten_thousand person",
    "_pct": "percent",
    "_migration_k": "thousand person/year",
    "tfr": "child/woman",
    "age": "year",
    "e0_b": "year",
    "e0_f": "year",
    "e0_m": "year",
    "over_20": "percent",
    "over_30": "percent",
    "over_40": "percent",
    "dependency": "percent",
}
FLOWS = ("births_10k", "deaths_10k", "natural_change_10k")

SOURCES = {
    "kostat_points": Source(
        producer="Statistics Korea",
        citation="Statistics Korea, Population Projections; from the page that each row names",
        address="https://kostat.go.kr/",
        licence="Figures are facts; each row names its page",
        vintage="As published, row by row",
    ),
    "korea_migration_profile": Source(
        producer="Statistics Korea",
        citation="Statistics Korea (11 July 2024), International Migration Statistics 2023",
        address="https://11study.kr/307",
        licence="Figures are facts",
        vintage="2023",
        known_from=date(2024, 7, 11),
    ),
}
TITLES = {
    "kostat_points": "Statistics Korea's projections: published points, nationals kept apart",
    "korea_migration_profile": "Korea: share of net migration by age in 2023, derived",
}
NOTES = {
    "kostat_points": (
        "Populations are of 1 July; births, deaths and net migration of the twelve months from "
        "1 July on"
    ),
    "korea_migration_profile": (
        "Derived: the net numbers of foreigners and nationals at 20 to 29 are published; the rest "
        "of net migration is spread as the entries of foreigners at other ages, of which those "
        "under 20 and over 60, printed together with nothing else, are put at 10 to 19 and 60 to 69"
    ),
}
COLUMNS = {
    "kostat_points": {
        "vintage": ("", "Which projection"),
        "concept": ("", "`total` population, `nationals` or `foreigners`"),
        "variant": ("", "`medium`, `high` or `low`"),
        "series": ("", "What is counted"),
        "year": ("", "Calendar year"),
        "value": ("", "Printed value, in the unit of its row"),
        "unit": ("", "Unit of the value"),
        "source": ("", "Page that the row was taken from"),
        "known_from": ("", "Day from which the row is known"),
    },
    "korea_migration_profile": {
        "first_age": ("year", "First age of the group"),
        "last_age": ("year", "Last age of the group"),
        "share": ("share", "Share of net migration"),
    },
}
KEYS = {
    "kostat_points": ("vintage", "concept", "variant", "series", "year"),
    "korea_migration_profile": ("first_age",),
}


def build(raw: Path, out: Path) -> None:
    """Write both tables."""
    frames = {
        "kostat_points": points(raw / "people" / "korea"),
        "korea_migration_profile": migration_profile(),
    }
    for name, frame in frames.items():
        write_table(
            frame,
            out=out,
            group="people",
            name=name,
            title=TITLES[name],
            source=SOURCES[name],
            columns=COLUMNS[name],
            keys=KEYS[name],
            note=NOTES[name],
        )


def points(folder: Path) -> pl.DataFrame:
    """Return the published points of three publications."""
    series = pl.col("series")
    based_2022 = pl.read_csv(folder / "kostat_2022based_points.csv").select(
        concept=pl.lit("total"),
        variant=series.replace_strict(VARIANTS, default="medium"),
        series=series.replace(dict.fromkeys(VARIANTS, "total_10k")),
        year="year",
        value="value",
        source="source",
    )
    more = pl.read_csv(HERE / "kostat_more.csv", schema_overrides={"value": pl.Float64})
    stem = series.str.extract(f"^({'|'.join(CONCEPTS)})_", 1)
    nationals_2020 = pl.read_csv(folder / "kostat_nationals_foreigners_2022.csv").select(
        concept=stem.fill_null("total"),
        variant=pl.lit("medium"),
        series=series.str.replace(f"^({'|'.join(CONCEPTS)})_", ""),
        year="year",
        value="value",
        source="source",
    )
    parts = [
        _dated(based_2022, *BASED_2022),
        _dated(more, *BASED_2022),
        _dated(nationals_2020, *NATIONALS_2020),
        _dated(_medium("kostat_nationals_2020_more.csv"), *NATIONALS_2020),
        _dated(_medium("kostat_nationals_more.csv"), *NATIONALS_2022),
    ]
    table = pl.concat(part.select(parts[0].columns) for part in parts)
    units = pl.Series([unit_of(name) for name in table["series"]], dtype=pl.String)
    whole = table.with_columns(unit=units).select(*COLUMNS["kostat_points"])
    return whole.sort(KEYS["kostat_points"])


def _medium(file: str) -> pl.DataFrame:
    """Return points of a medium variant that stand beside this script."""
    points = pl.read_csv(HERE / file, schema_overrides={"value": pl.Float64})
    return points.with_columns(variant=pl.lit("medium"))


def _dated(part: pl.DataFrame, vintage: str, known: date) -> pl.DataFrame:
    return part.with_columns(vintage=pl.lit(vintage), known_from=pl.lit(known))


def unit_of(series: str) -> str:
    """Return the unit of a series by its name."""
    if series in FLOWS:
        return "ten_thousand person/year"
    for ending, unit in UNITS.items():
        if series.endswith(ending):
            return unit
    raise ValueError(f"the unit of {series!r} is not known")


def migration_profile() -> pl.DataFrame:
    """Return how net migration of 2023 falls on ages."""
    moved = pl.read_csv(HERE / "migration_2023.csv")
    net = {(who, group): value for who, group, value in moved.select(moved.columns[:3]).rows()}
    total = net["nationals", "all"] + net["foreigners", "all"]
    twenties = (net["nationals", "20-29"] + net["foreigners", "20-29"]) / total
    entries = dict(moved.filter(who="foreigners").select("age_group", "entries_k").rows())
    named = {group: entries[group] for group in ("30-39", "40-49", "50-59")}
    unnamed = entries["all"] - entries["20-29"] - sum(named.values())
    rest = {**named, "10-19": unnamed / 2, "60-69": unnamed / 2}
    shares = {
        group: (1 - twenties) * number / sum(rest.values()) for group, number in rest.items()
    } | {"20-29": twenties}
    rows = sorted((*map(int, group.split("-")), share) for group, share in shares.items())
    return pl.DataFrame(
        rows,
        schema={"first_age": pl.Int16, "last_age": pl.Int16, "share": pl.Float64},
        orient="row",
    )
