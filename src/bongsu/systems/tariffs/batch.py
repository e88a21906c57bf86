"""A whole file of entry lines rated: read in blocks, written in blocks, bad rows told aside.

Blocks may be rated elsewhere, in other processes or on a cluster; they are read and written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from bongsu.systems.tariffs.answer_files import Writer, check_paths
from bongsu.systems.tariffs.engine import Engine
from bongsu.systems.tariffs.entry_files import blocks, check_file, check_flat, renamed
from bongsu.systems.tariffs.law import AUTHORITIES
from bongsu.systems.tariffs.law_files import load_law
from bongsu.systems.tariffs.overrides import ACTUAL, Scenario
from bongsu.systems.tariffs.rows import FAULTS, SHOWN, Block, late_fault, read_rows
from bongsu.systems.tariffs.spreads import Spreaded, Spreads
from bongsu.systems.tariffs.torn_rows import Rows, Torn

ROWS = 200_000  # of a block: about 150 MB with all that is computed
DECIMALS = 10  # of shares; the law is exact to fewer
SHARES = ("base", *AUTHORITIES, "total", "low", "high")
OUT = (*SHARES, "headings", "open_questions", "error")
Progress = Callable[[int, int], None]  # rows rated so far, and bad rows among them
Rated = tuple[pl.DataFrame, pl.DataFrame]  # rows with their duties, and faults of the bad ones
Task = tuple[Scenario, int, Rows]  # what if, rows that came before, rows
Each = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]  # such as `map`


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How a file fared."""

    rows: int
    bad: int
    out: Path
    errors: Path | None  # where the bad rows are told; None if there are none


def rate_file(
    file: Path,
    out: Path,
    *,
    errors: Path | None = None,
    scenario: Scenario = ACTUAL,
    progress: Progress | None = None,
    rows: int = ROWS,
    each: Each = map,
) -> Done:
    """Rate the entry lines of a CSV or Parquet file.

    Parameters
    ----------
    file : Path
        Columns `hts10`, `origin`, `entry_date`, and if told `claim`, `known_at`, `value`,
        `quantity`, `flags`, `content`; any other column passes through, one that is named as a
        column of the answer with ``_given`` behind its name. Lists of flags or content are read,
        and passed on, as ``one;other``.
    out : Path
        CSV or Parquet, by its suffix; written whole, or not at all.
    errors : Path, optional
        Bad rows as CSV: row (from 1), column, value, reason; ``OUT.errors.csv`` if left out.
    progress : callable, optional
        Told after each block the rows rated so far, and the bad ones among them.
    rows : int
        Rows of a block; what is held in memory at a time.
    each : callable
        Rates blocks in their order, as `map` does; that of an executor does so elsewhere.

    Raises
    ------
    BadFile
        If the file cannot be read or lacks a column.
    OutOfRange
        If a suffix is neither, or `out` is the file itself.
    BadOutput
        If `out` cannot hold the file's columns, or cannot be written.
    """
    aside = errors or out.with_name(f"{out.name}.errors.csv")
    check_paths(file, out, aside)
    check_file(file, OUT)
    check_flat(file, out)
    with Writer(out) as writer:
        for rated, afresh in each(rated_block, tasks(file, scenario, rows)):
            writer.add(*rated, afresh=afresh)
            if progress is not None:
                progress(writer.rows, writer.bad)
        writer.finish(aside)
    return Done(rows=writer.rows, bad=writer.bad, out=out, errors=aside if writer.bad else None)


def tasks(file: Path, scenario: Scenario, rows: int = ROWS) -> Iterator[Task]:
    """Yield the blocks of a file, each with all that rating it takes."""
    first = 0
    for block in blocks(file, rows):
        first = 0 if block.afresh else first
        yield scenario, first, block
        first += block.frame.height


def rated_block(task: Task) -> tuple[Rated, bool]:
    """Return a block with its duties, the faults of its bad rows, and whether it begins afresh."""
    scenario, first, rows = task
    return rate_rows(rows.frame, _desk(scenario), first=first, torn=rows.torn), rows.afresh


@lru_cache(maxsize=1)  # a process rates the blocks of one what-if after the other
def _desk(scenario: Scenario) -> Spreads:
    return Spreads(Engine(load_law(), scenario))


def rate_rows(
    frame: pl.DataFrame, spreads: Spreads, *, first: int = 0, torn: Sequence[Torn] = ()
) -> Rated:
    """Return rows with their duties beside them, and the faults of the bad ones.

    Parameters
    ----------
    frame : pl.DataFrame
        Entry lines.
    first : int
        Rows that came before these.
    torn : sequence of Torn
        Rows of the frame that could not be read, and stand in it without a value.
    """
    taken = frame.rename(renamed(frame.columns, OUT))
    if not frame.height:
        none = [
            pl.lit(None, pl.Float64 if name in SHARES else pl.String).alias(name) for name in OUT
        ]
        return taken.with_columns(none), pl.DataFrame(schema=FAULTS)
    block = read_rows(frame, spreads)
    found = spreads.rate(block.lines, block.told, block.per_dollar)
    good = block.good & ~np.isnan(found.total)
    late = np.flatnonzero(block.good & ~good).tolist()
    found_bad = [_without(block.faults, torn), _late_faults(frame, block, late, spreads)]
    faults = pl.concat([*found_bad, _torn_faults(torn)]).sort("row", maintain_order=True)
    answer = taken.with_columns(_columns(found, good, faults, frame.height))
    return answer, faults.with_columns(pl.col("row") + first + 1)


def _columns(
    found: Spreaded, good: np.ndarray, faults: pl.DataFrame, height: int
) -> list[pl.Series]:
    shares = [found.base, *found.by_authority.T, found.total, found.low, found.high]
    blank = ~good
    columns = [
        pl.Series(name, np.where(blank, np.nan, np.round(values, DECIMALS))).fill_nan(None)
        for name, values in zip(SHARES, shares, strict=True)
    ]
    told = pl.Series(found.headings, dtype=pl.String).gather(found.kind)
    shown = pl.Series(good)
    reasons = (
        faults.group_by("row")
        .agg((pl.col("column") + ": " + pl.col("reason")).str.join(" | ").alias("error"))
        .sort("row")
    )
    error = pl.DataFrame({"row": range(height)}, schema={"row": pl.Int64}).join(
        reasons, on="row", how="left", maintain_order="left"
    )["error"]
    return [
        *columns,
        _where(shown, told).alias("headings"),
        _where(shown, pl.Series(found.questions, dtype=pl.String)).alias("open_questions"),
        error,
    ]


def _where(shown: pl.Series, texts: pl.Series) -> pl.Series:
    return pl.select(pl.when(shown).then(texts)).to_series()


def _without(faults: pl.DataFrame, torn: Sequence[Torn]) -> pl.DataFrame:
    """Leave out that the columns of torn rows are blank."""
    return faults.filter(~pl.col("row").is_in([one.row for one in torn])) if torn else faults


def _torn_faults(torn: Sequence[Torn]) -> pl.DataFrame:
    told = [(one.row, "row", one.text[:SHOWN], one.reason) for one in torn]
    return pl.DataFrame(told, schema=FAULTS, orient="row")


def _late_faults(
    frame: pl.DataFrame, block: Block, rows: list[int], spreads: Spreads
) -> pl.DataFrame:
    told = []
    for row in rows:
        column, reason = late_fault(block, row, spreads)
        told.append((row, column, str(frame[column][row])[:60], reason))
    return pl.DataFrame(told, schema=FAULTS, orient="row")
