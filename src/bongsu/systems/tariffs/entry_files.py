"""Files of entry lines: what they must have, and their rows in blocks, torn ones told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import polars as pl

from bongsu.errors import BadFile, BadOutput
from bongsu.systems.tariffs.rows import LISTED, check_columns, is_texts
from bongsu.systems.tariffs.torn_rows import Rows, torn_rows, unread

FORMATS = (".csv", ".parquet")
UNWRITTEN = (pl.Binary, pl.Duration, pl.Object)  # kinds that CSV cannot hold, beside nested ones
WIDE = (b"\xff\xfe", b"\xfe\xff")  # marks of UTF-16


def blocks(file: Path, rows: int) -> Iterator[Rows]:
    """Yield a file's rows in order, some at a time; CSV as texts.

    A CSV is read as fast as that goes. Where a row is torn it is read afresh, line by line, which
    takes several times as long: blocks that came before the torn row may have been out of order.

    Raises
    ------
    BadFile
        If it cannot be read.
    """
    empty = True
    with _readable(file):
        lazy = scanned(file)
        try:
            for batch in lazy.collect_batches(chunk_size=rows, maintain_order=True):
                for part in batch.iter_slices(rows):
                    empty = False
                    yield Rows(frame=part)
        except pl.exceptions.PolarsError:
            if file.suffix.lower() != ".csv":
                raise
            void = not empty
            for held in torn_rows(file, lazy.collect_schema().names(), rows):
                yield replace(held, afresh=void)
                void = empty = False
        if empty:
            yield Rows(frame=lazy.head(0).collect())


def check_file(file: Path, own: Iterable[str] = ()) -> None:
    """Refuse a file that cannot be read or lacks a column, by what stands at its head.

    Parameters
    ----------
    file : Path
        CSV or Parquet.
    own : iterable of str
        Names of the answer's columns; see `renamed`.

    Raises
    ------
    BadFile
        If it is such a file.
    """
    with _readable(file):
        schema = scanned(file).collect_schema()
    _check_given(schema, own, str(file))


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
        schema: Mapping[str, pl.DataType] = scanned(file).collect_schema()
    for name, kind in schema.items():
        if out.suffix.lower() == ".csv" and (kind.is_nested() or kind in UNWRITTEN):
            raise BadOutput(
                f"the column {name} holds {kind}, which CSV cannot hold",
                where=str(out),
                mend="name it .parquet, or leave the column out of the entries",
            )


def renamed(columns: Iterable[str], own: Iterable[str]) -> dict[str, str]:
    """Return new names for columns that are named as a column of the answer.

    Examples
    --------
    >>> renamed(["hts10", "total"], ["base", "total"])
    {'total': 'total_given'}
    """
    taken = frozenset(own)
    return {name: f"{name}_given" for name in columns if name in taken}


def scanned(file: Path) -> pl.LazyFrame:
    """Return the rows of a file, not read yet: CSV as texts, and lists joined with ";"."""
    if file.suffix.lower() == ".csv":
        _check_letters(file)
        lazy = pl.scan_csv(file, infer_schema=False, raise_if_empty=True)
    else:
        lazy = pl.scan_parquet(file)
    schema = lazy.collect_schema()
    check_columns(schema, str(file))
    lists = [name for name in LISTED if is_texts(schema.get(name, pl.String()))]
    return (
        lazy
        if not lists
        else lazy.with_columns(pl.col(lists).cast(pl.List(pl.String)).list.join(";"))
    )


def _check_letters(file: Path) -> None:
    """Refuse a CSV whose header is not UTF-8: its names could not be told."""
    with file.open("rb") as stream:
        header = stream.readline(1_000_000)
    if byte := unread(header):
        raise BadFile(
            "is in UTF-16"
            if header.startswith(WIDE)
            else f"holds the byte {byte} in its header, which is not UTF-8",
            where=str(file),
            mend="save the file as UTF-8",
        )


def _check_given(columns: Iterable[str], own: Iterable[str], where: str) -> None:
    """Refuse a column that would be passed on under the name of another."""
    held = set(columns)
    for name, new in renamed(sorted(held), own).items():
        if new in held:
            raise BadFile(
                f"has the columns {name} and {new}, and {name} is passed on as {new}",
                where=where,
                mend="rename one of them, or leave it out",
            )


@contextmanager
def _readable(file: Path) -> Iterator[None]:
    try:
        yield
    except (pl.exceptions.PolarsError, OSError) as fault:
        raise BadFile(
            f"cannot be read: {str(fault).splitlines()[0][:200]}",
            where=str(file),
            mend="give CSV in UTF-8 with one header and commas, or Parquet",
        ) from fault
