"""A whole file of entry lines rated: read in blocks, written in blocks, bad rows told aside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import numpy as np
import polars as pl

from bongsu.errors import BadFile, OutOfRange
from bongsu.systems.tariffs.engine import Engine
from bongsu.systems.tariffs.law import AUTHORITIES
from bongsu.systems.tariffs.law_files import load_law
from bongsu.systems.tariffs.overrides import ACTUAL, Scenario
from bongsu.systems.tariffs.rows import FAULTS, Block, check_columns, late_fault, read_rows
from bongsu.systems.tariffs.spreads import Spreaded, Spreads

FORMATS = (".csv", ".parquet")
ROWS = 200_000  # of a block: about 150 MB with all that is computed
DECIMALS = 10  # of shares; the law is exact to fewer
SHARES = ("base", *AUTHORITIES, "total", "low", "high")
OUT = (*SHARES, "headings", "open_questions", "error")
Progress = Callable[[int, int], None]  # rows rated so far, and bad rows among them


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
) -> Done:
    """Rate the entry lines of a CSV or Parquet file.

    Parameters
    ----------
    file : Path
        Columns `hts10`, `origin`, `entry_date`, and if told `claim`, `known_at`, `value`,
        `quantity`, `flags`, `content`; any other column passes through, one that is named as a
        column of the answer with ``_given`` behind its name.
    out : Path
        CSV or Parquet, by its suffix; written whole, or not at all.
    errors : Path, optional
        Bad rows as CSV: row (from 1), column, value, reason; ``OUT.errors.csv`` if left out.
    progress : callable, optional
        Told after each block the rows rated so far, and the bad ones among them.
    rows : int
        Rows of a block; what is held in memory at a time.

    Raises
    ------
    BadFile
        If the file cannot be read or lacks a column.
    OutOfRange
        If a suffix is neither, or `out` is the file itself.
    """
    aside = errors or out.with_name(f"{out.name}.errors.csv")
    _check_paths(file, out, aside)
    spreads = Spreads(Engine(load_law(), scenario))
    folder = Path(mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        writer, total, bad = _Writer(folder, out.suffix.lower()), 0, 0
        for frame in blocks(file, rows):
            rated, faults = rate_rows(frame, spreads, first=total)
            writer.add(rated, faults)
            total += frame.height
            bad += faults["row"].n_unique()
            if progress is not None:
                progress(total, bad)
        writer.finish(out, aside)
    finally:
        rmtree(folder, ignore_errors=True)
    return Done(rows=total, bad=bad, out=out, errors=aside if bad else None)


def rate_rows(
    frame: pl.DataFrame, spreads: Spreads, *, first: int = 0
) -> tuple[pl.DataFrame, pl.DataFrame]:
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
    try:
        if file.suffix.lower() == ".csv":
            lazy = pl.scan_csv(file, infer_schema=False, raise_if_empty=True)
        else:
            lazy = pl.scan_parquet(file)
        check_columns(lazy.collect_schema().names(), str(file))
        empty = True
        for batch in lazy.collect_batches(chunk_size=rows, maintain_order=True):
            for part in batch.iter_slices(rows):
                empty = False
                yield part
        if empty:
            yield lazy.head(0).collect()
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


class _Writer:
    """Parts in a folder of their own, put in their place when all is done."""

    def __init__(self, folder: Path, suffix: str) -> None:
        self.folder, self.suffix, self.parts = folder, suffix, 0
        self.whole = folder / f"out{suffix}"
        self.aside = folder / "errors.csv"
        pl.DataFrame(schema=FAULTS).write_csv(self.aside)

    def add(self, rated: pl.DataFrame, faults: pl.DataFrame) -> None:
        if self.suffix == ".csv":
            with self.whole.open("ab") as stream:
                rated.write_csv(stream, include_header=self.parts == 0)
        else:
            rated.write_parquet(self.folder / f"part-{self.parts:08d}.parquet")
        self.parts += 1
        if faults.height:
            with self.aside.open("ab") as stream:
                faults.write_csv(stream, include_header=False)

    def finish(self, out: Path, aside: Path) -> None:
        if self.suffix == ".parquet":
            pl.scan_parquet(self.folder / "part-*.parquet").sink_parquet(
                self.whole, maintain_order=True
            )
        faults = self.aside.read_bytes().count(b"\n") > 1
        if faults or aside.exists():
            self.aside.replace(aside)
        self.whole.replace(out)


def _check_paths(file: Path, out: Path, aside: Path) -> None:
    for path in (file, out):
        if path.suffix.lower() not in FORMATS:
            raise OutOfRange(
                f"{path.name} is neither CSV nor Parquet",
                where=str(path),
                mend="name it with .csv or .parquet",
            )
    if not file.is_file():
        raise BadFile("there is no such file", where=str(file), mend="give the path of a file")
    if not out.parent.is_dir():
        raise BadFile("there is no such folder", where=str(out.parent), mend="make it first")
    if len({path.resolve() for path in (file, out, aside)}) < 3:
        raise OutOfRange("would overwrite itself", where=str(out), mend="give `--out` another name")
