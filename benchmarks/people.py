"""Prints how fast all countries are projected, and how far they lie from the UN's own results.

Run it from the root of the repository, with the folder of reference data beside it:

    python benchmarks/people.py
"""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from bongsu.catalog import open_catalog
from bongsu.systems.people.countries import (
    Countries,
    Variant,
    load_inputs,
    project_countries,
)

UN = Path(__file__).resolve().parents[2] / "shared" / "data" / "people" / "wpp2024"
KOREA = 410
YEARS = (2024, 2025, 2030, 2040, 2050, 2060, 2075, 2100)
FloatArray = npt.NDArray[np.float64]


def main() -> None:
    """Time, then compare."""
    catalog = open_catalog()
    started = time.perf_counter()
    inputs = load_inputs(catalog)
    print(f"load and graduate {len(inputs.codes)} countries: {time.perf_counter() - started:.2f} s")
    taken = []
    for _ in range(5):
        cpu = time.process_time()
        december = project_countries(inputs)
        taken.append(time.process_time() - cpu)
    print(f"project them to 2100: {min(taken):.3f} CPU s (best of 5; bar 0.1)\n")
    totals_table("medium", december, ("pop_m", "pop_f"))
    for name in ("low", "high"):
        projected = project_countries(load_inputs(catalog, variant=Variant(name)))
        totals_table(name, projected, (f"pop_{name}",))
    july = project_countries(inputs, on_july=True)
    shares_table("65 and over", july, 13, None)
    shares_table("15 to 64", july, 3, 13)


def totals_table(name: str, projected: Countries, columns: tuple[str, ...]) -> None:
    """Print errors of the total on 31 December, open countries above one million, in percent."""
    frame = (
        pl.read_parquet(UN / "totals_annual.parquet")
        .filter(pl.col("country_code").is_in(projected.codes))
        .filter(pl.len().over("country_code") == 77)
        .sort("country_code", "year")
    )
    un = (
        frame.select(pl.sum_horizontal(pl.col(columns).cast(pl.Float64)))
        .to_series()
        .to_numpy()
        .reshape(-1, 77)
    )
    codes = frame["country_code"].unique().sort().to_list()
    rows = [projected.codes.index(code) for code in codes]
    missed = 100 * (projected.population.sum(axis=(-2, -1)).T[rows] / un - 1)
    _table(
        f"total, {name} variant, error in % ({(un[:, 0] > 1000).sum()} countries)",
        missed[un[:, 0] > 1000],
        missed[codes.index(KOREA)],
        [year - 2024 for year in YEARS],
        YEARS,
    )


def shares_table(name: str, july: Countries, first: int, last: int | None) -> None:
    """Print errors of an age group's share on 1 July of every fifth year, in points."""
    groups = (
        pl.read_parquet(UN / "pop5.parquet")
        .filter(pl.col("country_code").is_in(july.codes) & (pl.col("year") >= 2025))
        .filter(pl.len().over("country_code") == 16 * 21)
        .sort("country_code", "year", "age")
    )
    both = (groups["pop_f"] + groups["pop_m"]).cast(pl.Float64).to_numpy().reshape(-1, 16, 21)
    codes = groups["country_code"].unique().sort().to_list()
    rows = [july.codes.index(code) for code in codes]
    ours = np.moveaxis(july.population[::5, rows].sum(axis=2), 0, 1)
    ages = slice(first * 5, last and last * 5)
    missed = 100 * (
        ours[..., ages].sum(-1) / ours.sum(-1) - both[..., first:last].sum(-1) / both.sum(-1)
    )
    large = both[:, 0].sum(-1) > 1000
    shown = (2025, 2030, 2040, 2050, 2060, 2075, 2100)
    _table(
        f"share of {name} on 1 July, error in points",
        missed[large],
        missed[codes.index(KOREA)],
        [(year - 2025) // 5 for year in shown],
        shown,
    )


def _table(
    title: str, missed: FloatArray, korea: FloatArray, at: list[int], years: tuple[int, ...]
) -> None:
    size = np.abs(missed[:, at])
    print(title)
    print("  year   " + "".join(f"{year:>9}" for year in years))
    for label, row in (
        ("mean", size.mean(0)),
        ("median", np.median(size, axis=0)),
        ("95th", np.percentile(size, 95, axis=0)),
        ("worst", size.max(0)),
        ("Korea", korea[at]),
    ):
        print(f"  {label:<7}" + "".join(f"{value:>9.4f}" for value in row))
    print(f"  Korea, largest in any year: {np.abs(korea).max():.4f}\n")


if __name__ == "__main__":
    main()
