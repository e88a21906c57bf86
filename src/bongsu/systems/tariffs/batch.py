"""A whole file of entry lines rated: read in blocks, written in blocks, bad rows told aside.

Blocks may be rated elsewhere, in other processes or on a cluster; they are read and written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from types import TracebackType
from typing import Any, Self

import numpy as np
import polars as pl

from bongsu.errors import BadFile, BadOutput, OutOfRange
from bongsu.systems.tariffs.engine import Engine
from bongsu.systems.tariffs.law import AUTHORITIES
from bongsu.systems.tariffs.law_files import load_law
from bongsu.systems.tariffs.overrides import ACTUAL, Scenario
from bongsu.systems.tariffs.rows import (
    FAULTS,
    LISTED,
    Block,
    check_columns,
    is_texts,
    late_fault,
    read_rows,
)
from bongsu.systems.tariffs.spreads import Spreaded, Spreads

FORMATS = (".csv", ".parquet")
UNWRITTEN = (pl.Binary, pl.Duration, pl.Object)  # kinds that CSV cannot hold, beside nested ones
ROWS = 200_000  # of a block: about 150 MB with all that is computed
DECIMALS = 10  # of shares; the law is exact to fewer
SHARES = ("base", *AUTHORITIES, "total", "low", "high")
OUT = (*SHARES, "headings", "open_questions", "error")
Progress = Callable[[int, int], None]  # rows rated so far, and bad rows among them
Rated = tuple[pl.DataFrame, pl.DataFrame]  # rows with their duties, and faults of the bad ones
Task = tuple[Scenario, int, pl.DataFrame]  # what if, rows that came before, rows
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
    check_flat(file, out)
    with Writer(out) as writer:
        for rated, faults in each(rated_block, tasks(file, scenario, rows)):
            writer.add(rated, faults)
            if progress is not None:
                progress(writer.rows, writer.bad)
        writer.finish(aside)
    return Done(rows=writer.rows, bad=writer.bad, out=out, errors=aside if writer.bad else None)


def tasks(file: Path, scenario: Scenario, rows: int = ROWS) -> Iterator[Task]:
    """Yield the blocks of a file, each with all that rating it takes."""
    first = 0
    for frame in blocks(file, rows):
        yield scenario, first, frame
        first += frame.height


def rated_block(task: Task) -> Rated:
    """Return a block with its duties, and the faults of its bad rows."""
    scenario, first, frame = task
    return rate_rows(frame, _desk(scenario), first=first)


@lru_cache(maxsize=1)  # a process rates the blocks of one what-if after the other
def _desk(scenario: Scenario) -> Spreads:
    return Spreads(Engine(load_law(), scenario))


def rate_rows(frame: pl.DataFrame, spreads: Spreads, *, first: int = 0) -> Rated:
    """Return rows with their duties beside them, and the faults of the bad ones.

    Parameters
    ----------
    frame : pl.DataFrame
        Entry lines.
    first : int
        Rows that came before these.
    """
    taken = frame.rename({name: f"{name}_given" for name in frame.columns if name in OUT})
    if not frame.height:
        none = [
            pl.lit(None, pl.Float64 if name in SHARES else pl.String).alias(name) for name in OUT
        ]
        return taken.with_columns(none), pl.DataFrame(schema=FAULTS)
    block = read_rows(frame, spreads)
    found = spreads.rate(block.lines, block.told, block.per_dollar)
    good = block.good & ~np.isnan(found.total)
    late = np.flatnonzero(block.good & ~good).tolist()
    faults = pl.concat([block.faults, _late_faults(frame, block, late, spreads)]).sort(
        "row", maintain_order=True
    )
    answer = taken.with_columns(_columns(found, good, faults, frame.height))
    return answer, faults.with_columns(pl.col("row") + first + 1)


def blocks(file: Path, rows: int) -> Iterator[pl.DataFrame]:
    """Yield a file's rows in order, some at a time; CSV as texts.

    Raises
    ------
    BadFile
        If it cannot be read.
    """
    with _readable(file):
        lazy = _scanned(file)
        empty = True
        for batch in lazy.collect_batches(chunk_size=rows, maintain_order=True):
            for part in batch.iter_slices(rows):
                empty = False
                yield part
        if empty:
            yield lazy.head(0).collect()


def check_file(file: Path) -> None:
    """Refuse a file that cannot be read or lacks a column, by what stands at its head.

    Raises
    ------
    BadFile
        If it is such a file.
    """
    with _readable(file):
        _scanned(file)


def _scanned(file: Path) -> pl.LazyFrame:
    if file.suffix.lower() == ".csv":
        lazy = pl.scan_csv(file, infer_schema=False, raise_if_empty=True)
    else:
        lazy = pl.scan_parquet(file)
    schema = lazy.collect_schema()
    check_columns(schema, str(file))
    _check_given(schema, str(file))
    lists = [name for name in LISTED if is_texts(schema.get(name, pl.String()))]
    return (
        lazy
        if not lists
        else lazy.with_columns(pl.col(lists).cast(pl.List(pl.String)).list.join(";"))
    )


def _check_given(columns: Iterable[str], where: str) -> None:
    """Refuse a column that would be passed on under the name of another."""
    held = set(columns)
    for name in OUT:
        if {name, f"{name}_given"} <= held:
            raise BadFile(
                f"has the columns {name} and {name}_given, and {name} is passed on as {name}_given",
                where=where,
                mend="rename one of them, or leave it out",
            )


def check_flat(file: Path, out: Path) -> None:
    """Refuse a CSV as the answer to a file with columns that CSV cannot hold.

    Raises
    ------
    BadFile
        If the file cannot be read or lacks a column.
    BadOutput
        If it has such columns.
    """
    with _readable(file):
        schema: Mapping[str, pl.DataType] = _scanned(file).collect_schema()
    for name, kind in schema.items():
        if out.suffix.lower() == ".csv" and (kind.is_nested() or kind in UNWRITTEN):
            raise BadOutput(
                f"the column {name} holds {kind}, which CSV cannot hold",
                where=str(out),
                mend="name it .parquet, or leave the column out of the entries",
            )


@contextmanager
def writable(out: Path) -> Iterator[None]:
    """Name the file where its disk or folder refuses it.

    Raises
    ------
    BadOutput
        If it cannot be written.
    """
    try:
        yield
    except OSError as fault:
        raise BadOutput(
            f"cannot be written: {fault.strerror or fault}",
            where=str(out),
            mend="choose a folder that you may write to, with room on its disk",
        ) from fault


@contextmanager
def _readable(file: Path) -> Iterator[None]:
    try:
        yield
    except (pl.exceptions.PolarsError, OSError) as fault:
        raise BadFile(
            f"cannot be read: {str(fault).splitlines()[0][:200]}",
            where=str(file),
            mend="give CSV with one header and as many fields in each row, or Parquet",
        ) from fault


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


def _late_faults(
    frame: pl.DataFrame, block: Block, rows: list[int], spreads: Spreads
) -> pl.DataFrame:
    told = []
    for row in rows:
        column, reason = late_fault(block, row, spreads)
        told.append((row, column, str(frame[column][row])[:60], reason))
    return pl.DataFrame(told, schema=FAULTS, orient="row")


class Writer:
    """Parts in a folder of their own, put in their place when all is done; a context.

    Parameters
    ----------
    out : Path
        CSV or Parquet.
    """

    def __init__(self, out: Path) -> None:
        self.out, self.suffix, self.parts = out, out.suffix.lower(), 0
        self.rows = self.bad = 0

    def __enter__(self) -> Self:
        with writable(self.out):
            self.folder = Path(mkdtemp(prefix=f".{self.out.name}.", dir=self.out.parent))
            self.whole = self.folder / f"out{self.suffix}"
            self.aside = self.folder / "errors.csv"
            pl.DataFrame(schema=FAULTS).write_csv(self.aside)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        rmtree(self.folder, ignore_errors=True)

    def add(self, rated: pl.DataFrame, faults: pl.DataFrame) -> None:
        """Write one block behind those before."""
        with writable(self.out):
            self._add(rated, faults)

    def _add(self, rated: pl.DataFrame, faults: pl.DataFrame) -> None:
        if self.suffix == ".csv":
            with self.whole.open("ab") as stream:
                rated.write_csv(stream, include_header=self.parts == 0)
        else:
            rated.write_parquet(self.folder / f"part-{self.parts:08d}.parquet")
        self.parts += 1
        self.rows += rated.height
        if faults.height:
            self.bad += faults["row"].n_unique()
            with self.aside.open("ab") as stream:
                faults.write_csv(stream, include_header=False)

    def finish(self, aside: Path | None = None) -> None:
        """Put the whole in its place, and the bad rows in theirs if they have one."""
        with writable(self.out):
            if self.suffix == ".parquet":
                pl.scan_parquet(self.folder / "part-*.parquet").sink_parquet(
                    self.whole, maintain_order=True
                )
        if aside is not None and (self.bad or aside.exists()):
            with writable(aside):
                self.aside.replace(aside)
        with writable(self.out):
            self.whole.replace(self.out)


def check_paths(file: Path, out: Path, aside: Path) -> None:
    """Refuse what can be no file of entries, or would be overwritten by the answer."""
    for path in (file, out):
        if path.suffix.lower() not in FORMATS:
            raise OutOfRange(
                f"{path.name} is neither CSV nor Parquet",
                where=str(path),
                mend="name it with .csv or .parquet",
            )
    if not file.is_file():
        raise BadFile("there is no such file", where=str(file), mend="give the path of a file")
    check_places(out, aside)
    if len({path.resolve() for path in (file, out, aside)}) < 3:
        raise OutOfRange("would overwrite itself", where=str(out), mend="give `--out` another name")


def check_places(*paths: Path) -> None:
    """Refuse places where no file can be put.

    Raises
    ------
    BadFile
        If the folder of one is not there.
    BadOutput
        If one is a folder.
    """
    for path in paths:
        if not path.parent.is_dir():
            raise BadFile("there is no such folder", where=str(path.parent), mend="make it first")
        if path.is_dir():
            raise BadOutput("is a folder", where=str(path), mend="give a file another name")
