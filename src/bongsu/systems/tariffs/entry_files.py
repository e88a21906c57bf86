"""Files of entry lines: what they must have, and their rows in blocks, torn ones told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import polars as pl

from bongsu.errors import BadFile, BadOutput, OutOfRange
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
    with readable(file):
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


def check_given(file: Path) -> None:
    """Refuse what can be no file of entries, by its name.

    Raises
    ------
    OutOfRange
        If its suffix is neither that of CSV nor of Parquet.
    BadFile
        If there is no such file.
    """
    with readable(file):
        held, folder = file.is_file(), file.is_dir()
    if folder:
        raise BadFile("is a folder", where=str(file), mend="give the path of one file")
    if file.suffix.lower() not in FORMATS:
        raise OutOfRange(
            f"{file.name} is neither CSV nor Parquet",
            where=str(file),
            mend="name it with .csv or .parquet",
        )
    if not held:
        raise BadFile("there is no such file", where=str(file), mend="give the path of a file")


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
    with readable(file):
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
    with readable(file):
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
    if b"\r" in header.removesuffix(b"\n").removesuffix(b"\r"):
        raise BadFile(
            "ends its lines with carriage returns alone",
            where=str(file),
            mend="save it with line feeds, as CSV in UTF-8",
        )
    if b"\0" in header and not header.startswith(WIDE):
        raise BadFile(
            "has NUL bytes in its header, as text in UTF-16 has",
            where=str(file),
            mend="save the file as UTF-8",
        )
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
def readable(file: Path) -> Iterator[None]:
    """Name the file where it or its disk refuses to be read.

    Raises
    ------
    BadFile
        If it cannot be read.
    """
    try:
        yield
    except (pl.exceptions.PolarsError, OSError) as fault:
        raise BadFile(
            f"cannot be read: {_why(fault)[:200]}",
            where=str(file)[:200],
            mend="give CSV in UTF-8 with one header and commas, or Parquet",
        ) from fault


def _why(fault: Exception) -> str:
    told = fault.strerror if isinstance(fault, OSError) else None
    return told or (str(fault).splitlines() or [type(fault).__name__])[0]
