"""What earlier revisions of the UN's projections expected, and what became of it.

Two tables. `un_backtest` has one row for each bound that a revision of 2012 to 2019 published and
that the revision of 2024 can judge: total fertility, life expectancy and total population, 5, 10
and 15 years on. `un_backtest_countries` has what is known of a country at the time of a revision,
that of 2024 among them, by which errors may differ. Nothing after 1 July 2025 is used.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl

from people.un import SOURCE
from tables import write_table

REVISIONS = {2012: 2010, 2015: 2015, 2017: 2015, 2019: 2020}  # and the year of their base
NEWEST, NEWEST_BASE = 2024, 2025
LAST_KNOWN = 2023  # the year of the newest life expectancy that is no projection
QUANTITIES = ("tfr", "e0_f", "e0_m", "population")
UNITS = {"tfr": "child/woman", "e0_f": "year", "e0_m": "year", "population": "thousand person"}
BOUNDS = {"80l": "low_80", "80u": "high_80", "95l": "low_95", "95u": "high_95"}
SWINGS = 6  # five-year periods of migration
KEYS = ("revision", "country_code")
VINTAGES = replace(
    SOURCE,
    citation="United Nations (2013, 2015, 2017, 2019, 2024), World Population Prospects",
    vintage="WPP 2012 to WPP 2024",
)
_PLACE = {
    "revision": ("", "Revision of World Population Prospects"),
    "country_code": ("", "UN numeric code"),
}


def build(raw: Path, out: Path) -> None:
    """Write both tables."""
    folder = raw / "people"
    write_table(
        expectations(folder),
        out=out,
        group="people",
        name="un_backtest",
        title="Published bounds of the revisions 2012 to 2019, and what the revision of 2024 says",
        source=VINTAGES,
        columns={
            "quantity": ("", "tfr, e0_f, e0_m (of five years) or population (thousand, 1 July)"),
            **_PLACE,
            "horizon": ("year", "From the base to the end of the five years, or to the 1 July"),
            "published": ("", "Medium projection, in the unit of the quantity"),
            "low_80": ("", "One in ten outcomes lie below"),
            "high_80": ("", "One in ten outcomes lie above"),
            "low_95": ("", "One in forty outcomes lie below"),
            "high_95": ("", "One in forty outcomes lie above"),
            "outcome": ("", "The same by the revision of 2024"),
            "unit": ("", "Unit of the five before"),
        },
        keys=("quantity", *KEYS, "horizon"),
        note="Outcomes are those that the revision of 2024 estimates up to 1 July 2025",
    )
    write_table(
        countries(folder),
        out=out,
        group="people",
        name="un_backtest_countries",
        title="What is known of a country at the time of a revision, to tell how far it may err",
        source=VINTAGES,
        columns={
            **_PLACE,
            "population": ("thousand person", "On 1 July of the revision's base year"),
            "population_since": ("thousand person", "The same 1 July by the revision of 2024"),
            "e0_f": ("year", "Life expectancy at birth, female, of the last five years known"),
            "migration_swing": ("1", "Change of five years' net migration per person; see note"),
            "deaths_by_age": ("", "Whether mortality rests on reported deaths by age"),
        },
        keys=KEYS,
        note=(
            "Derived: root of half the mean squared change between successive five-year net "
            "migration rates of the last thirty years. Deaths by age are as the revision of 2024 "
            "classes them. e0_f of 2024 is that of 2023 alone"
        ),
    )


def expectations(folder: Path) -> pl.DataFrame:
    """Return published bounds with their outcomes, for countries and areas."""
    rates = pl.read_parquet(folder / "wpp_old" / "rates5.parquet")
    known = pl.read_parquet(folder / "wpp2024" / "rates5.parquet")
    base = pl.col("revision").replace_strict(REVISIONS, return_dtype=pl.Int16)
    parts = []
    for driver in ("tfr", "e0_f", "e0_m"):
        published = _published(
            rates.filter(pl.col("revision").is_in(list(REVISIONS))), driver
        ).with_columns(horizon=pl.col("period_start") + 5 - base)
        outcome = known.select("country_code", "period_start", outcome=driver)
        parts.append(_judged(published, outcome, "period_start", driver))
    people = _totals(folder, "wpp_old").join(
        _people_bounds(folder), on=[*KEYS, "year"], how="inner"
    )
    published = people.with_columns(horizon=pl.col("year") - base)
    outcome = _totals(folder, "wpp2024").select("country_code", "year", outcome="population")
    parts.append(_judged(published, outcome, "year", "population"))
    found = pl.concat(parts).filter(pl.col("country_code").is_in(_areas(folder).implode()))
    order = pl.col("quantity").replace_strict(
        {name: place for place, name in enumerate(QUANTITIES)}, return_dtype=pl.Int8
    )
    unit = pl.col("quantity").replace_strict(UNITS, return_dtype=pl.String)
    return found.sort(order, *KEYS, "horizon").with_columns(unit=unit)


def _published(rates: pl.DataFrame, driver: str) -> pl.DataFrame:
    """Return the bounds of a driver; countries whose bounds are the medium itself have none."""
    wide = (pl.col(f"{driver}_80u") > pl.col(f"{driver}_80l")).any().over(*KEYS)
    return rates.filter(pl.col(f"{driver}_80u").is_not_null(), wide).select(
        *KEYS,
        "period_start",
        pl.col(driver).alias("published"),
        *(pl.col(f"{driver}_{name}").alias(column) for name, column in BOUNDS.items()),
    )


def _people_bounds(folder: Path) -> pl.DataFrame:
    bounds = pl.read_parquet(folder / "wpp_old" / "pop_total_bounds.parquet").filter(
        pl.col("revision").is_in(list(REVISIONS)), pl.col("pop_80u") > pl.col("pop_80l")
    )
    columns = [pl.col(f"pop_{name}").alias(column) for name, column in BOUNDS.items()]
    return bounds.select(*KEYS, "year", *columns)


def _judged(
    published: pl.DataFrame, outcome: pl.DataFrame, period: str, quantity: str
) -> pl.DataFrame:
    if "population" in published.columns:
        published = published.rename({"population": "published"})
    last = NEWEST_BASE - (5 if period == "period_start" else 0)
    return (
        published.filter(pl.col(period) <= last, pl.col("horizon") > 0)
        .join(outcome.drop_nulls(), on=["country_code", period], how="inner")
        .select(
            pl.lit(quantity).alias("quantity"),
            *KEYS,
            pl.col("horizon").cast(pl.Int16),
            *(
                pl.col(column).cast(pl.Float32)
                for column in ("published", *BOUNDS.values(), "outcome")
            ),
        )
    )


def countries(folder: Path) -> pl.DataFrame:
    """Return what is known of every country at the time of each revision."""
    places = pl.read_csv(folder / "wpp2024" / "locations.csv", infer_schema_length=None).filter(
        location_type=4
    )
    people = pl.concat([_totals(folder, "wpp_old"), _totals(folder, "wpp2024")], how="diagonal")
    since = people.filter(revision=NEWEST).select("country_code", "year", since="population")
    bases = pl.DataFrame(
        {"revision": [*REVISIONS, NEWEST], "year": [*REVISIONS.values(), NEWEST_BASE]},
        schema={"revision": pl.Int16, "year": pl.Int16},
    )
    found = (
        people.join(bases, on=["revision", "year"], how="inner")
        .join(since, on=["country_code", "year"], how="left")
        .join(_life(folder), on=KEYS, how="left")
        .join(_swings(folder, people), on=KEYS, how="left")
        .join(
            places.select(
                pl.col("country_code").cast(pl.Int16),
                deaths_by_age=pl.col("AgeMortalityType").str.starts_with("Age specific"),
            ),
            on="country_code",
            how="inner",
        )
        .select(
            *KEYS,
            pl.col("population").cast(pl.Float32),
            population_since=pl.when(pl.col("revision") < NEWEST).then("since").cast(pl.Float32),
            e0_f=pl.col("e0_f").cast(pl.Float32),
            migration_swing=pl.col("swing").cast(pl.Float32),
            deaths_by_age="deaths_by_age",
        )
        .sort(*KEYS)
    )
    if found.drop("population_since").null_count().sum_horizontal().item():
        raise RuntimeError("something that errors depend on is missing for a country")
    return found


def _life(folder: Path) -> pl.DataFrame:
    """Return the life expectancy of women in the five years before each base."""
    base = pl.col("revision").replace_strict(REVISIONS, return_dtype=pl.Int16)
    old = (
        pl.read_parquet(folder / "wpp_old" / "rates5.parquet")
        .filter(pl.col("revision").is_in(list(REVISIONS)))
        .filter(pl.col("period_start") == base - 5)
        .select(*KEYS, "e0_f")
    )
    new = (
        pl.read_parquet(folder / "wpp2024" / "rates_annual.parquet")
        .filter(year=LAST_KNOWN)
        .select(pl.lit(NEWEST, pl.Int16).alias("revision"), "country_code", "e0_f")
    )
    return pl.concat([old, new])


def _swings(folder: Path, people: pl.DataFrame) -> pl.DataFrame:
    """Return how far five-year net migration rates swing from one period to the next."""
    base = pl.col("revision").replace_strict(REVISIONS | {NEWEST: NEWEST_BASE})
    change = pl.col("rate").diff().over(*KEYS, order_by="period_start")
    return (
        _net_migration(folder)
        .join(people.rename({"year": "period_start"}), on=[*KEYS, "period_start"], how="inner")
        .filter((base - pl.col("period_start")).is_between(5, 5 * SWINGS))
        .with_columns(rate=pl.col("mig") / pl.col("population"))
        .with_columns(change=change)
        .group_by(*KEYS)
        .agg(swing=(pl.col("change").pow(2).mean() / 2).sqrt())
    )


def _net_migration(folder: Path) -> pl.DataFrame:
    """Return five years' net migration, thousand, by revision."""
    old = pl.read_parquet(folder / "wpp_old" / "rates5.parquet").filter(
        pl.col("revision").is_in([2015, 2017, 2019]), pl.col("mig").is_not_null()
    )
    both = pl.col("mig_m") + pl.col("mig_f")
    by_age = pl.read_parquet(folder / "wpp_old" / "mig5_age.parquet").filter(revision=2012)
    annual = pl.read_parquet(folder / "wpp2024" / "rates_annual.parquet").filter(
        pl.col("year") < NEWEST_BASE
    )
    parts = (
        old.select(*KEYS, "period_start", "mig"),
        by_age.group_by(*KEYS, "period_start").agg(mig=both.sum()),
        annual.group_by(
            pl.lit(NEWEST, pl.Int16).alias("revision"),
            "country_code",
            (pl.col("year") // 5 * 5).alias("period_start"),
        ).agg(pl.col("mig").sum()),
    )
    return pl.concat(
        [
            part.with_columns(pl.col("mig").cast(pl.Float64), pl.col("period_start").cast(pl.Int16))
            for part in parts
        ]
    )


def _totals(folder: Path, source: str) -> pl.DataFrame:
    """Return total populations of 1 July, thousand, by revision."""
    groups = pl.read_parquet(folder / source / "pop5.parquet")
    if "revision" not in groups.columns:
        groups = groups.with_columns(revision=pl.lit(NEWEST, pl.Int16))
    both = (pl.col("pop_m") + pl.col("pop_f")).cast(pl.Float64)
    return (
        groups.group_by(*KEYS, "year", maintain_order=True)
        .agg(population=both.sum())
        .select(*KEYS, pl.col("year").cast(pl.Int16), "population")
    )


def _areas(folder: Path) -> pl.Series:
    """Return the codes of countries and areas."""
    places = pl.read_csv(folder / "wpp2024" / "locations.csv", infer_schema_length=None)
    return places.filter(location_type=4)["country_code"].cast(pl.Int16)
