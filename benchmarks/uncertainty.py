"""How near our bounds of total population come to the UN's, and what ten thousand draws cost.

    python benchmarks/uncertainty.py [--draws 1024] [--prior]

Widths are those of 8 in 10 outcomes on 31 December, ours over the UN's published ones, for every
country above one million whose results are at hand. ``--prior`` recomputes the usual shares of
speeds (`persistence.USUAL`) from the drivers' bounds alone. The cost is CPU time on one core, best
of five, of 10,000 trajectories over 100 years, two sexes and 101 shown ages.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl

from bongsu.catalog import Catalog, open_catalog
from bongsu.cohorts.lifetable import FloatArray
from bongsu.cohorts.mortality import survival_table
from bongsu.cohorts.trajectories import Paths, Place, age_quantiles, carry_groups
from bongsu.streams import stream
from bongsu.systems.people.persistence import (
    SPEEDS,
    mixture,
    shares_of_variance,
    without_special_years,
)
from bongsu.systems.people.trajectories import (
    DRIVERS,
    Country,
    Kind,
    group_quantiles,
    load_country,
)

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "people" / "wpp2024"
LEVELS = (0.1, 0.5, 0.9)
YEARS = (2030, 2050, 2100)


def countries(published: pl.DataFrame, catalog: Catalog) -> list[int]:
    """Return the codes of countries above one million whose totals to 2100 are published here."""
    whole = published.filter(pl.col("year") == 2100).drop_nulls("pop_m")["country_code"]
    size = pl.col("pop_m") + pl.col("pop_f")
    large = published.filter((pl.col("year") == 2024) & (size > 1000))["country_code"]
    known = catalog.table("un_countries")["country_code"]
    return sorted({*whole} & {*large} & {*known})


def against(
    country: Country, code: int, published: pl.DataFrame, draws: int
) -> list[tuple[float, float]]:
    """Return width over the UN's, and relative error of the median, for each of `YEARS`."""
    streams = {driver: stream(1, f"people {code} {driver}") for driver in DRIVERS}
    found = group_quantiles(country, streams, draws, LEVELS, kind=Kind.UN)
    total = found.filter(pl.col("age_group") == "total")
    rows = []
    for year in YEARS:
        low, middle, high = total.filter(pl.col("year") == year)["population"].to_list()
        row = published.row(
            by_predicate=(pl.col("country_code") == code) & (pl.col("year") == year), named=True
        )
        width = (high - low) / (row["pop_80u"] - row["pop_80l"])
        rows.append((width, middle / (row["pop_m"] + row["pop_f"]) - 1))
    return rows


def usual_shares(catalog: Catalog, codes: list[int]) -> FloatArray:
    """Return the mean over countries of what their migration bounds alone say."""
    found = []
    for code in codes:
        country = load_country(catalog, code)
        before = np.concatenate([country.medium[:1], country.medium[:-1]])
        widths, _ = without_special_years(country.migration.spread / before)
        found.append(shares_of_variance(mixture(widths, usual=None)))
    return np.asarray(np.mean(found, axis=0))


def made(draws: int = 10_000, years: int = 100) -> tuple[Place, Paths]:
    """Return made-up trajectories of the size that is timed."""
    numbers = np.random.default_rng(1)
    shape = 2e-5 * np.exp(0.1 * np.arange(131))
    fall = np.exp(-0.01 * np.arange(years))[:, None, None]
    table = survival_table(np.stack([shape, 1.4 * shape]) / (1 + shape) * fall)
    place = Place(
        base=numbers.uniform(100, 400, (2, 131)),
        survival=table.survival,
        fertility=numbers.uniform(0, 0.05, (years, 45)),
        sex_ratio=np.full(years, 1.05),
        migration=numbers.normal(0, 1, (years, 2, 101)),
        spread=np.full((2, 101), 1 / 202),
        first_mother_age=10,
    )
    levels = table.survival.shape[-1] - 1
    paths = Paths(
        fertility=numbers.uniform(0.8, 1.2, (years, draws)),
        mortality=numbers.uniform(0.2 * levels, 0.8 * levels, (years, 2, draws)),
        migration=numbers.normal(0, 20, (years, draws)),
    )
    return place, paths


def cpu(action: Callable[[], object]) -> float:
    """Return the least CPU time of five, in seconds, after one to compile."""
    action()
    times = []
    for _ in range(5):
        begun = time.process_time()
        action()
        times.append(time.process_time() - begun)
    return min(times)


def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--draws", type=int, default=1024)
    parser.add_argument("--prior", action="store_true")
    asked = parser.parse_args()
    place, paths = made()
    every = cpu(lambda: age_quantiles(place, paths, (0.025, 0.1, 0.5, 0.9, 0.975)))
    print("10,000 draws x 100 years, in CPU seconds")
    print(f"  five quantiles of every sex and age: {every:.2f} (bar 1.0)")
    groups = cpu(lambda: carry_groups(place, paths))
    print(f"  three age groups only: {groups:.2f} (bar 0.3)\n")

    catalog = open_catalog()
    published = pl.read_parquet(SHARED / "totals_annual.parquet")
    codes = countries(published, catalog)
    if asked.prior:
        shares = usual_shares(catalog, codes)
        print("usual shares", dict(zip(SPEEDS, shares.round(3).tolist(), strict=True)))
        return
    rows = np.array(
        [against(load_country(catalog, c), c, published, asked.draws) for c in codes]
    )  # country, year, (width, median)
    names = dict(catalog.table("un_countries").select("country_code", "name").iter_rows())
    print(f"{len(codes)} countries, {asked.draws} draws; width of 8 in 10 outcomes over the UN's")
    for place_, year in enumerate(YEARS):
        width, middle = rows[:, place_, 0], np.abs(rows[:, place_, 1])
        inside = np.mean((width > 0.85) & (width < 1.15))
        low, mid, high = np.quantile(width, (0.1, 0.5, 0.9))
        print(
            f"  {year}: {inside:5.1%} within 0.85-1.15; deciles {low:.2f}, {mid:.2f}, {high:.2f}; "
            f"median within {np.max(middle):.2%} of the UN's, mean {np.mean(middle):.3%}"
        )
    both = np.abs(rows[:, 1:, 0] - 1).max(axis=1)
    print(f"  both 2050 and 2100: {np.mean(both < 0.15):.1%}")
    for code in (410, 392, 840, 276):
        own = rows[codes.index(code), :, 0]
        print(f"  {names[code]:24} " + ", ".join(f"{w:.2f}" for w in own))
    worst = np.argsort(-both)[:8]
    print("  farthest: " + "; ".join(f"{names[codes[w]]} {both[w]:.2f}" for w in worst))


if __name__ == "__main__":
    main()
