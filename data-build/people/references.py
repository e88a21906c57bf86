"""What the UN's revisions, the births' statistics and the resident register say about Korea.

Three tables that claims are compared with. `korea_un_revisions` has the revisions of 2008 to 2024
side by side, each known from its own day on; `korea_fertility_official` the counted total fertility
rate; `korea_register_ages` registered residents by three groups of age.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from people.un import KOREA, SOURCE
from tables import Source, write_table

HERE = Path(__file__).parent
# Days on which pages at hand show that a revision was out. Those of 2008 and 2017 may have been a
# few months earlier: no page with a day was found, and nothing may be known too early.
KNOWN = {
    2008: date(2009, 12, 31),
    2010: date(2011, 5, 11),
    2012: date(2013, 6, 14),
    2015: date(2015, 7, 29),
    2017: date(2017, 9, 30),
    2019: date(2019, 6, 17),
    2022: date(2022, 7, 11),
    2024: date(2024, 7, 11),
}
NEWEST = 2024
FIRST_YEAR = 1980  # earlier revisions' populations are at hand from then on
FIRST_SINGLE = 2020  # single ages of WPP 2024 are at hand from then on
GROUPS = {"0_14": (0, 14), "15_64": (15, 64), "65_plus": (65, 150)}
PRINTED = "as published"
SUMMED = "summed from published five-year ages"
SINGLE = "summed from published single ages; total from the neighbouring 31 Decembers"
UNITS = {
    "population_total": "thousand person",
    "share_0_14": "percent",
    "share_15_64": "percent",
    "share_65_plus": "percent",
    "total_fertility_rate": "child/woman",
    "life_expectancy": "year",
    "life_expectancy_female": "year",
    "life_expectancy_male": "year",
    "births": "thousand person/year",
    "deaths": "thousand person/year",
    "net_migration": "thousand person/year",
}
YEARLY = {  # concept: column of the annual rates of WPP 2024
    "total_fertility_rate": "tfr",
    "life_expectancy": "e0_b",
    "life_expectancy_female": "e0_f",
    "life_expectancy_male": "e0_m",
    "net_migration": "mig",
}
COUNTED = (
    "https://github.com/bayesiandemography/bage/tree/c2181a2e1039/data-raw/kor_births/"
    "Resident_Population_in_FiveYear_Age_Groups"
)
REGISTER_WITHIN = timedelta(days=31)  # the ministry publishes a month early in the next one

SOURCES = {
    "korea_un_revisions": replace(
        SOURCE,
        citation="United Nations (2009 to 2024), World Population Prospects, eight revisions",
        vintage="WPP 2008 to WPP 2024",
        known_from=None,
    ),
    "korea_fertility_official": Source(
        producer="Statistics Korea",
        citation="Statistics Korea, Vital Statistics; from the page that each row names",
        address="https://kostat.go.kr/",
        licence="Figures are facts; each row names its page",
        vintage="First releases, row by row",
    ),
    "korea_register_ages": Source(
        producer="Ministry of the Interior and Safety (행정안전부)",
        citation=(
            "Resident registration statistics, population by five-year age, sex and region "
            "(KOSIS), as stored with the package bage"
        ),
        address=COUNTED,
        licence="Korea Open Government Licence, with the source named",
        vintage="December 2011 to August 2024",
    ),
}
TITLES = {
    "korea_un_revisions": "Korea in the revisions of World Population Prospects, 2008 to 2024",
    "korea_fertility_official": "Korea: total fertility rate as counted",
    "korea_register_ages": "Korea: registered residents by three groups of age",
}
NOTES = {
    "korea_un_revisions": (
        "Total population, of all nationalities. `refers_to` is a day for populations, a year or "
        "five years from 1 July on for the rest. The days on which the revisions of 2008 and 2017 "
        "came out are not at hand: they count as known somewhat later than they were"
    ),
    "korea_fertility_official": (
        "As in the first release of each period. Births of Koreans per woman in the resident "
        "register; that it is the register's women is from memory"
    ),
    "korea_register_ages": "Foreigners are not registered",
}
COLUMNS = {
    "korea_un_revisions": {
        "revision": ("", "Revision of World Population Prospects"),
        "variant": ("", "`medium`, `low` or `high`"),
        "concept": ("", "What is counted"),
        "refers_to": ("", "Day, year, or first and last day, as in ISO 8601"),
        "value": ("", "Value, in the unit of its row"),
        "unit": ("", "Unit of the value"),
        "method": ("", "Whether the value was published or made from published ones"),
        "known_from": ("", "Day from which the row is known"),
    },
    "korea_fertility_official": {
        "period": ("", "Year, or quarter of one"),
        "tfr": ("child/woman", "Total fertility rate, first release"),
        "source": ("", "Page that the row was taken from"),
        "known_from": ("", "Day from which the row is known"),
    },
    "korea_register_ages": {
        "date": ("", "Day that is counted, the last of a month"),
        "people_0_14": ("person", "Registered residents younger than 15"),
        "people_15_64": ("person", "Registered residents from 15 to 64"),
        "people_65_plus": ("person", "Registered residents of 65 and over"),
        "known_from": ("", "Day from which the row could be known"),
    },
}
KEYS = {
    "korea_un_revisions": ("revision", "variant", "concept", "refers_to"),
    "korea_fertility_official": ("period",),
    "korea_register_ages": ("date",),
}


def build(raw: Path, out: Path) -> None:
    """Write the three tables."""
    folder = raw / "people"
    frames = {
        "korea_un_revisions": revisions(folder),
        "korea_fertility_official": fertility(folder / "korea"),
        "korea_register_ages": register(folder / "korea"),
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


def revisions(folder: Path) -> pl.DataFrame:
    """Return what each revision says about Korea, from the oldest to the newest."""
    parts = [*_old(folder), *_of_2022(folder), *_of_2024(folder)]
    columns = ("revision", "variant", "concept", "refers_to", "value", "method")
    order = {concept: place for place, concept in enumerate(UNITS)}
    numbers = (pl.col("revision").cast(pl.Int16), pl.col("value").cast(pl.Float64))
    found = pl.concat(part.select(*columns).with_columns(*numbers) for part in parts)
    return (
        found.drop_nulls("value")
        .with_columns(
            unit=pl.col("concept").replace_strict(UNITS, return_dtype=pl.String),
            known_from=pl.col("revision").replace_strict(KNOWN, return_dtype=pl.Date),
        )
        .select(*COLUMNS["korea_un_revisions"])
        .sort(
            "revision",
            "variant",
            pl.col("concept").replace_strict(order, return_dtype=pl.Int8),
            "refers_to",
        )
    )


def _old(folder: Path) -> Iterator[pl.DataFrame]:
    """Yield the revisions of 2008 to 2019: fertility by five years, people every fifth year."""
    rates = _korea(folder / "wpp_old" / "rates5.parquet").filter(
        pl.col("period_start") >= FIRST_YEAR
    )
    first = pl.col("period_start")
    yield rates.select(
        "revision",
        variant=pl.lit("medium"),
        concept=pl.lit("total_fertility_rate"),
        refers_to=pl.format("{}-07-01/{}-06-30", first, first + 5),
        value="tfr",
        method=pl.lit(PRINTED),
    )
    ages = _korea(folder / "wpp_old" / "pop5.parquet").select(
        "revision",
        "year",
        "age",
        variant=pl.lit("medium"),
        people=(pl.col("pop_m") + pl.col("pop_f")).cast(pl.Float64),
    )
    yield _by_groups(ages).with_columns(method=pl.lit(SUMMED))


def _of_2022(folder: Path) -> Iterator[pl.DataFrame]:
    """Yield the revision of 2022: fertility and totals by year, shares as published."""
    rates = _korea(folder / "wpp2022" / "rates_totals_annual.parquet")
    here = {"revision": pl.lit(2022), "variant": pl.lit("medium"), "method": pl.lit(PRINTED)}
    yield rates.select(
        concept=pl.lit("total_fertility_rate"),
        refers_to=pl.col("year").cast(pl.String),
        value="tfr",
        **here,
    )
    yield rates.select(
        concept=pl.lit("population_total"),
        refers_to=pl.format("{}-12-31", "year"),
        value="pop",
        **here,
    )
    names = {"0-14": "share_0_14", "15-64": "share_15_64", "65+": "share_65_plus"}
    shares = _korea(folder / "wpp2022" / "age_shares_oadr_bounds.parquet").filter(
        pl.col("kind") == "percent", pl.col("age_group").is_in(list(names))
    )
    yield shares.select(
        concept=pl.col("age_group").replace_strict(names),
        refers_to=pl.format("{}-07-01", "year"),
        value="med",
        **here,
    )


def _of_2024(folder: Path) -> Iterator[pl.DataFrame]:
    """Yield the revision of 2024: rates by year, people of every 1 July from 2020 on."""
    wpp = folder / "wpp2024"
    rates = _korea(wpp / "rates_annual.parquet").filter(pl.col("year") >= FIRST_YEAR)
    vital = _korea(wpp / "vital_annual.parquet").filter(pl.col("year") >= FIRST_YEAR)
    for concept, column in YEARLY.items():
        yield _yearly(rates, concept, column)
    for variant in ("low", "high"):
        yield _yearly(rates, "total_fertility_rate", f"tfr_{variant}", variant)
    for concept in ("births", "deaths"):
        yield _yearly(vital, concept, concept)
    totals = _korea(wpp / "totals_annual.parquet")
    ends = {
        "medium": pl.col("pop_m").cast(pl.Float64) + pl.col("pop_f"),
        "low": pl.col("pop_low"),
        "high": pl.col("pop_high"),
    }
    for variant, value in ends.items():
        yield totals.select(
            revision=pl.lit(NEWEST),
            variant=pl.lit(variant),
            concept=pl.lit("population_total"),
            refers_to=pl.format("{}-12-31", "year"),
            value=value,
            method=pl.lit(PRINTED),
        )
    fifth = _by_groups(_variants(_korea(wpp / "pop5.parquet"))).with_columns(method=pl.lit(SUMMED))
    yield fifth
    between = _by_single_ages(folder, midyears(totals, vital, rates))
    yield between.join(fifth, on=("variant", "concept", "refers_to"), how="anti")


def _yearly(
    frame: pl.DataFrame, concept: str, column: str, variant: str = "medium"
) -> pl.DataFrame:
    return frame.select(
        revision=pl.lit(NEWEST),
        variant=pl.lit(variant),
        concept=pl.lit(concept),
        refers_to=pl.col("year").cast(pl.String),
        value=column,
        method=pl.lit(PRINTED),
    )


def _variants(ages: pl.DataFrame) -> pl.DataFrame:
    """Return people by five-year age of the three variants of WPP 2024, one below the other."""
    return pl.concat(
        ages.select(
            "year",
            "age",
            revision=pl.lit(NEWEST),
            variant=pl.lit(variant),
            people=(pl.col(f"pop_m{ending}") + pl.col(f"pop_f{ending}")).cast(pl.Float64),
        ).drop_nulls("people")
        for variant, ending in (("medium", ""), ("low", "_low"), ("high", "_high"))
    ).filter(pl.col("year") >= FIRST_YEAR)


def _by_groups(ages: pl.DataFrame) -> pl.DataFrame:
    """Return totals and shares of 1 July from people by age."""
    people, total = pl.col("people"), pl.col("people").sum()
    wide = ages.group_by("revision", "variant", "year").agg(
        population_total=total,
        **{
            f"share_{name}": 100.0
            * people.filter(pl.col("age").is_between(first, last)).sum()
            / total
            for name, (first, last) in GROUPS.items()
        },
    )
    return _long(wide)


def _by_single_ages(folder: Path, totals: pl.DataFrame) -> pl.DataFrame:
    """Return totals and shares of every 1 July; 100 and over is what the total leaves."""
    ages = _korea(folder / "single_age" / "un_single_age_13.parquet")
    people = pl.col("pop").cast(pl.Float64)
    young, adult = (
        people.filter(pl.col("age").is_between(*GROUPS[name])).sum() for name in ("0_14", "15_64")
    )
    counted = ages.group_by("year").agg(young=young, adult=adult).join(totals, on="year")
    total = pl.col("total")
    wide = counted.select(
        "year",
        revision=pl.lit(NEWEST),
        variant=pl.lit("medium"),
        population_total=total,
        share_0_14=100.0 * pl.col("young") / total,
        share_15_64=100.0 * pl.col("adult") / total,
        share_65_plus=100.0 * (total - pl.col("young") - pl.col("adult")) / total,
    )
    return _long(wide).with_columns(method=pl.lit(SINGLE))


def midyears(totals: pl.DataFrame, vital: pl.DataFrame, rates: pl.DataFrame) -> pl.DataFrame:
    """Return totals of 1 July from 2020 on: means of two 31 Decembers.

    Those before 2024 are not at hand and follow from that of 2024 by the published births, deaths
    and net migration of the years between.
    """
    ends = {
        year: float(men) + float(women)
        for year, men, women in totals.select("year", "pop_m", "pop_f").rows()
    }
    flows = vital.join(rates.select("year", "mig"), on="year").select(
        "year", change=pl.col("births") - pl.col("deaths") + pl.col("mig")
    )
    change = dict(flows.rows())
    for year in range(min(ends), FIRST_SINGLE - 1, -1):
        ends[year - 1] = ends[year] - change[year]
    found = {year: (ends[year - 1] + end) / 2 for year, end in ends.items() if year - 1 in ends}
    return pl.DataFrame(
        list(found.items()), schema={"year": pl.Int16, "total": pl.Float64}, orient="row"
    )


def _long(wide: pl.DataFrame) -> pl.DataFrame:
    return wide.with_columns(refers_to=pl.format("{}-07-01", "year")).unpivot(
        index=("revision", "variant", "refers_to"),
        on=["population_total", *(f"share_{name}" for name in GROUPS)],
        variable_name="concept",
    )


def _korea(file: Path) -> pl.DataFrame:
    return pl.read_parquet(file).filter(country_code=KOREA)


def fertility(folder: Path) -> pl.DataFrame:
    """Return the rate of each period as first released, with the day and page of the release.

    Days and pages stand in ``fertility_released.csv`` beside this script.
    """
    counted = pl.read_csv(folder / "fertility_official_recent.csv", infer_schema=False)
    released = pl.read_csv(
        HERE / "fertility_released.csv",
        schema_overrides={"period": pl.String, "known_from": pl.Date},
    )
    table = counted.select(
        period=pl.col("year").str.replace("Q", "-Q"), tfr=pl.col("tfr").cast(pl.Float64)
    ).join(released, on="period", how="left")
    if missing := table.filter(pl.col("known_from").is_null())["period"].to_list():
        raise ValueError(f"no day of release is given for {missing}")
    return table.select(*COLUMNS["korea_fertility_official"])


def register(folder: Path) -> pl.DataFrame:
    """Return the whole country's registered residents by day and group, in persons."""
    table = pl.read_parquet(folder / "resident_pop_5age_region.parquet")
    month = pl.col("period").str.replace(r"^(\d{4})$", "$1.12").str.to_date("%Y.%m")
    groups = {
        f"people_{name}": pl.col("pop").filter(pl.col("age").is_between(*ages)).sum().cast(pl.Int32)
        for name, ages in GROUPS.items()
    }
    return (
        table.filter(pl.col("sex") == "B", pl.col("region") == "Whole country")
        .group_by(date=month.dt.month_end())
        .agg(**groups)
        .with_columns(known_from=pl.col("date") + REGISTER_WITHIN)
        .sort("date")
    )
