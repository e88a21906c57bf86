"""What rating costs: 10 million entry lines by the engine, DuckDB's ASOF and Polars' join_asof.

Run ``python benchmarks/tariffs.py``. The aims: 10 million lines in at most 3 s and 1.2 GB on two
cores, the dense panel of a day in at most 2 s, the whole history loaded in at most 1 s.

The two joins get the law as a table of dated rates by group of products and of origins, made by
the engine beforehand; they join products and origins to their groups, then the dates. Each runs
in a process of its own, on the same lines, and all totals are compared.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import polars as pl

from bongsu.systems.tariffs.arrays import origin_list
from bongsu.systems.tariffs.engine import LATEST, NO_CLAIM, Engine, Lines
from bongsu.systems.tariffs.law import AUTHORITIES
from bongsu.systems.tariffs.law_files import load_law
from bongsu.systems.tariffs.panel import panel

LINES, PARTNERS, SEED = 10_000_000, 51, 20250401
FIRST, DAYS = date(2025, 1, 1).toordinal(), 700
THREADS = 2
CHECKED = 100_000  # totals that are compared
ASOF = """
CREATE TABLE rated AS
SELECT row, r.* EXCLUDE (products, origins, day)
FROM (SELECT row, day, products, origins
      FROM held_lines JOIN held_products USING (product) JOIN held_origins USING (origin)) l
ASOF LEFT JOIN held_rates r
ON l.products = r.products AND l.origins = r.origins AND l.day >= r.day
"""
BARS = {"lines": "3 s, 1.2 GB", "panel": "2 s", "load": "1 s"}


def lines_of(engine: Engine, count: int) -> Lines:
    """Draw lines over all products, 51 partners and 700 days, without claims."""
    rng = np.random.default_rng(SEED)
    partners = rng.choice(len(origin_list()), PARTNERS, replace=False)
    return Lines(
        product=rng.integers(0, engine.schedule.codes.size, count, dtype=np.int32),
        origin=partners[rng.integers(0, PARTNERS, count)].astype(np.int16),
        claim=np.full(count, NO_CLAIM, dtype=np.int8),
        day=rng.integers(FIRST, FIRST + DAYS, count, dtype=np.int32),
        known=np.full(count, LATEST, dtype=np.int32),
    )


def by_tables(_folder: Path, count: int) -> dict[str, Any]:
    """Rate by the engine: cold, with the law to be compiled, and warm."""
    begun = time.perf_counter()
    engine = Engine(load_law())
    loaded = time.perf_counter() - begun
    lines = lines_of(engine, count)
    told: dict[str, Any] = {"load": loaded}
    for name in ("cold", "warm"):
        total = np.empty(count)
        start, cpu = time.perf_counter(), time.process_time()
        for rows, rated in engine.blocks(lines):
            total[rows] = rated.total
        told[name] = time.perf_counter() - start
        told[f"{name}_cpu"] = time.process_time() - cpu
    told |= {"seconds": told["warm"], "cpu": told["warm_cpu"]}
    return told | {
        "totals": total[:CHECKED],
        "epochs": len(engine.epochs),
        "kinds": len(engine.cells),
    }


def by_duckdb(folder: Path, count: int) -> dict[str, Any]:
    """Rate by an ASOF join."""
    import duckdb  # noqa: PLC0415  # each engine's process loads only its own

    frame = _frame(count)
    products, origins, rates = (pl.read_parquet(folder / f"{name}.parquet") for name in TABLES)
    connection = duckdb.connect(config={"threads": THREADS})
    for name, table in zip(("lines", *TABLES), (frame, products, origins, rates), strict=True):
        connection.register(name, table.to_arrow())
        connection.table(name).create(f"held_{name}")
        connection.unregister(name)
    start, cpu = time.perf_counter(), time.process_time()
    connection.execute(ASOF)
    connection.table("rated").sum("total").fetchall()
    told = {"seconds": time.perf_counter() - start, "cpu": time.process_time() - cpu}
    totals = connection.table("rated").filter(f"row < {CHECKED}").order("row").project("total")
    return told | {"totals": totals.fetchnumpy()["total"]}


def by_polars(folder: Path, count: int) -> dict[str, Any]:
    """Rate by join_asof."""
    frame = _frame(count)
    products, origins, rates = (pl.read_parquet(folder / f"{name}.parquet") for name in TABLES)
    rates = rates.sort("day")
    start, cpu = time.perf_counter(), time.process_time()
    rated = (
        frame.join(products, on="product", how="left")
        .join(origins, on="origin", how="left")
        .sort("day")
        .join_asof(rates, on="day", by=["products", "origins"], check_sortedness=False)
    )
    rated["total"].sum()
    told = {"seconds": time.perf_counter() - start, "cpu": time.process_time() - cpu}
    first = rated.filter(pl.col("row") < CHECKED).sort("row")["total"]
    return told | {"totals": first.to_numpy()}


def dense_panel(_folder: Path, _count: int) -> dict[str, Any]:
    """Rate every product of every origin on a day: cold with its epoch to be compiled, and warm."""
    engine = Engine(load_law())
    panel(engine, date(2025, 6, 1))  # product lists are read from their files once
    told: dict[str, Any] = {}
    for name in ("cold", "warm"):
        start, cpu = time.perf_counter(), time.process_time()
        found = panel(engine, date(2026, 1, 1))
        told[name], told[f"{name}_cpu"] = time.perf_counter() - start, time.process_time() - cpu
    return told | {"seconds": told["cold"], "cpu": told["cold_cpu"], "cells": found.base.size}


ENGINES: dict[str, Callable[[Path, int], dict[str, Any]]] = {
    "tables": by_tables,
    "duckdb": by_duckdb,
    "polars": by_polars,
    "panel": dense_panel,
}
TABLES = ("products", "origins", "rates")


def write_tables(folder: Path) -> int:
    """Write the law as dated rates by group of products and origins; return its rows."""
    engine = Engine(load_law())
    partners = np.unique(lines_of(engine, 10_000).origin)
    days = np.array([day.toordinal() for day in engine.calendar.days if day >= date(2025, 1, 1)])
    engine.epochs_of(days, np.full(days.size, LATEST))
    tables, epochs = engine.tables(), engine.epochs_of(days, np.full(days.size, LATEST))
    shares = engine.shares[tables.version[epochs], 0], engine.shares[tables.version[epochs], 1]
    history = np.concatenate(
        [tables.pattern[epochs], *(np.nan_to_num(s, nan=-1.0) for s in shares)]
    )
    product, first = _groups(history)
    states = np.concatenate([tables.state[epochs], tables.column[epochs, :, NO_CLAIM]])[:, partners]
    origin, first_origin = _groups(states)
    pl.DataFrame({"product": np.arange(product.size), "products": product}).cast(
        pl.Int32
    ).write_parquet(folder / "products.parquet")
    pl.DataFrame(
        {"origin": partners.astype(np.int32), "origins": origin.astype(np.int32)}
    ).write_parquet(folder / "origins.parquet")
    frames = []
    for group, member in enumerate(partners[first_origin]):
        shape = (first.size, days.size)
        lines = Lines(
            product=np.repeat(first, days.size),
            origin=np.full(first.size * days.size, member),
            claim=np.full(first.size * days.size, NO_CLAIM),
            day=np.tile(days, first.size),
            known=np.full(first.size * days.size, LATEST),
        )
        rated = engine.rate(lines)
        values = np.column_stack([rated.base, rated.by_authority, rated.total])
        steps = np.nan_to_num(values, nan=-9.0).reshape(*shape, -1)
        new = np.ones(shape, dtype=bool)
        new[:, 1:] = (np.diff(steps, axis=1) != 0).any(axis=2)
        rows = np.flatnonzero(new.ravel())
        data = dict(zip(("base", *AUTHORITIES, "total"), values[rows].T, strict=True))
        keys = {
            "products": np.repeat(np.arange(first.size), days.size)[rows].astype(np.int32),
            "origins": np.full(rows.size, group, dtype=np.int32),
            "day": lines.day[rows].astype(np.int32),
        }
        frames.append(pl.DataFrame(keys | data))
    rates = pl.concat(frames)
    rates.write_parquet(folder / "rates.parquet")
    return rates.height


def _groups(history: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return which group each column is in, and the first column of each group."""
    whole = np.ascontiguousarray(history.T)
    words = whole.view(np.dtype((np.void, whole.dtype.itemsize * whole.shape[1]))).ravel()
    _, first, group = np.unique(words, return_index=True, return_inverse=True)
    return group, first


def _frame(count: int) -> pl.DataFrame:
    lines = lines_of(Engine(load_law()), count)
    return pl.DataFrame(
        {
            "row": np.arange(count, dtype=np.int32),
            "product": lines.product,
            "origin": lines.origin.astype(np.int32),
            "day": lines.day,
        }
    )


def _child(name: str, folder: str, count: str) -> None:
    told = ENGINES[name](Path(folder), int(count))
    totals = told.pop("totals", None)
    if totals is not None:
        np.save(Path(folder) / f"{name}.npy", np.ma.filled(totals, np.nan))
    told["gigabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(json.dumps(told))


def main(count: int = LINES) -> None:
    """Run every engine in a process of its own, and compare their totals."""
    with TemporaryDirectory() as folder:
        rows = write_tables(Path(folder))
        print(f"{count:,} lines; the joins look up {rows:,} dated rates; aims: {BARS}")
        for name in ENGINES:
            done = subprocess.run(
                [sys.executable, __file__, name, folder, str(count)],
                check=True,
                capture_output=True,
                text=True,
            )
            told = json.loads(done.stdout)
            print(name, ", ".join(f"{key} {value:,.2f}" for key, value in told.items()))
        saved = {name: np.load(Path(folder) / f"{name}.npy") for name in list(ENGINES)[:3]}
        for name, totals in saved.items():
            apart = np.nanmax(np.abs(totals - saved["tables"]))
            same = np.array_equal(np.isnan(totals), np.isnan(saved["tables"]))
            print(f"{name}: totals at most {apart:.1e} from the engine's; same gaps: {same}")


if __name__ == "__main__":
    if len(sys.argv) == 4:
        _child(*sys.argv[1:])
    else:
        main(int(sys.argv[1]) if len(sys.argv) == 2 else LINES)
