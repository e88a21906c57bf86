"""The catalogue: reference tables by name, as they were known on a day.

What came later than the day that is asked for cannot be seen: vintages published later, tables not
yet published, and rows whose ``known_from`` lies after it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import polars as pl
import xarray as xr

from bongsu.catalog.arrays import to_array
from bongsu.catalog.packages import ColumnType, TableInfo, read_package
from bongsu.errors import BadFile, DuplicateName, NotKnownYet, UnknownName, did_you_mean

KNOWN_FROM = "known_from"  # a column of this name dates each row
MAX_BYTES = 64_000_000  # of one table's file
MAX_CELLS = 100_000_000  # of one table

_DTYPES: Mapping[ColumnType, tuple[type[pl.DataType], ...]] = {
    "boolean": (pl.Boolean,),
    "date": (pl.Date,),
    "integer": (pl.Int8, pl.Int16, pl.Int32, pl.Int64),
    "number": (pl.Float32, pl.Float64),
    "string": (pl.String,),
}


class Catalog:
    """Reference tables by name.

    Files are opened, and held against their recorded hash, when a table is first asked for.

    Parameters
    ----------
    folder : Path
        Holds one folder a group, each with a ``datapackage.json`` and its Parquet files.

    Raises
    ------
    BadFile, Faults
        If the folder or a ``datapackage.json`` in it cannot be read.
    DuplicateName
        If two groups hold a table of one name, or a table has one vintage twice.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._vintages = _by_name(folder)
        self._frames: dict[Path, pl.DataFrame] = {}

    def names(self) -> tuple[str, ...]:
        """Return the names of all tables, in order of the alphabet."""
        return tuple(self._vintages)

    def vintages(self, name: str) -> tuple[TableInfo, ...]:
        """Return what is known about each vintage of a table, the newest first.

        Raises
        ------
        UnknownName
            If there is no such table.
        """
        return tuple(info for info, _ in self._find(name))

    def info(self, name: str, as_of: date | None = None) -> TableInfo:
        """Return what is known about a table: who published it, when, and what its columns mean.

        Parameters
        ----------
        name : str
            Name of the table.
        as_of : date, optional
            The vintage known on that day; the newest if left out.

        Raises
        ------
        UnknownName
            If there is no such table.
        NotKnownYet
            If no vintage of it was known on the day.
        """
        return self._known(name, as_of)[0]

    def table(self, name: str, as_of: date | None = None) -> pl.DataFrame:
        """Return the rows of a table that were known on a day.

        Parameters
        ----------
        name : str
            Name of the table.
        as_of : date, optional
            The day; today's knowledge if left out.

        Returns
        -------
        pl.DataFrame
            The newest vintage known on the day, without rows that became known later. Missing
            values are null.

        Raises
        ------
        UnknownName
            If there is no such table.
        NotKnownYet
            If no vintage of it was known on the day.
        BadFile
            If the file is missing, or is not the one whose hash was recorded.

        Examples
        --------
        >>> open_catalog().table("un_countries").filter(iso2="KR")["name"].item()
        'Republic of Korea'
        """
        info, path = self._known(name, as_of)
        if path not in self._frames:
            self._frames[path] = _read(info, path)
        frame = self._frames[path]
        if as_of is None or KNOWN_FROM not in frame.columns:
            return frame
        return frame.filter(pl.col(KNOWN_FROM) <= as_of)

    def array(
        self,
        name: str,
        value: str,
        dims: Sequence[str],
        *,
        at: Mapping[str, Any] | None = None,
        as_of: date | None = None,
    ) -> xr.DataArray:
        """Return one column of a table as a labelled array.

        Parameters
        ----------
        name : str
            Name of the table.
        value : str
            A column of numbers.
        dims : sequence of str
            Columns that become dimensions, in this order. Together with those of `at` they tell
            the rows apart.
        at : mapping of str to value, optional
            Columns at which only rows of one value are taken, such as ``{"country_code": 410}``.
        as_of : date, optional
            As in `table`.

        Returns
        -------
        xr.DataArray (dims)
            float64, with unit and title in its attributes. Numbers and dates are in rising order,
            dates as text; other text is in the order of the table.

        Raises
        ------
        UnknownName
            If there is no such table or column.
        NotKnownYet
            If no vintage of the table was known on the day.
        DimensionMismatch
            If the value is no number, or rows are not told apart.
        MissingValue
            If a combination of labels has no row or no value, or no row is left.

        Examples
        --------
        >>> open_catalog().array("un_rates", "tfr", ["year"], at={"country_code": 410}).dims
        ('year',)
        """
        frame = self.table(name, as_of)
        return to_array(frame, self.info(name, as_of), value, tuple(dims), at or {})

    def _find(self, name: str) -> list[tuple[TableInfo, Path]]:
        if name not in self._vintages:
            raise UnknownName(
                f"there is no table {name}",
                where="catalog",
                mend=did_you_mean(name, self._vintages),
            )
        return self._vintages[name]

    def _known(self, name: str, as_of: date | None) -> tuple[TableInfo, Path]:
        vintages = self._find(name)
        for info, path in vintages:
            if as_of is None or info.known_from <= as_of:
                return info, path
        earliest = vintages[-1][0].known_from
        raise NotKnownYet(
            f"table {name} became known on {earliest}, after {as_of}",
            where=f"table {name}",
            mend=f"look from {earliest} or a later day, or do without the table",
        )


def open_catalog(folder: Path | None = None) -> Catalog:
    """Open the reference tables of the package, or those of a folder.

    Parameters
    ----------
    folder : Path, optional
        A folder of groups, each with a ``datapackage.json``; the package's own if left out.

    Raises
    ------
    BadFile, Faults, DuplicateName
        As `Catalog`.

    Examples
    --------
    >>> "un_rates" in open_catalog().names()
    True
    """
    return _packaged() if folder is None else Catalog(folder)


@cache
def _packaged() -> Catalog:
    return Catalog(Path(str(files("bongsu.catalog"))) / "tables")


def _by_name(folder: Path) -> dict[str, list[tuple[TableInfo, Path]]]:
    try:
        groups = sorted(
            entry for entry in folder.iterdir() if entry.is_dir() and entry.name[0] not in "._"
        )
    except OSError as fault:
        raise BadFile(
            f"cannot read the folder of tables: {fault.strerror}",
            where=str(folder),
            mend="install the package again, or build the tables with data-build/build.py",
        ) from fault
    found: dict[str, list[tuple[TableInfo, Path]]] = {}
    for group in groups:
        for info, path in read_package(group):
            for other, _ in found.setdefault(info.name, []):
                _refuse_twin(info, other, path)
            found[info.name].append((info, path))
    newest_first = {
        name: sorted(vintages, key=lambda vintage: vintage[0].known_from, reverse=True)
        for name, vintages in found.items()
    }
    return dict(sorted(newest_first.items()))


def _refuse_twin(info: TableInfo, other: TableInfo, path: Path) -> None:
    if info.group != other.group or info.known_from == other.known_from:
        raise DuplicateName(
            f"table {info.name} is there twice, in {other.group} ({other.vintage}, known from "
            f"{other.known_from}) and in {info.group} ({info.vintage}, known from "
            f"{info.known_from})",
            where=str(path),
            mend="give one of them another name, or each vintage its own `known_from`",
        )


def _read(info: TableInfo, path: Path) -> pl.DataFrame:
    """Read a table after its file was found to be the one described."""
    if info.rows * len(info.columns) > MAX_CELLS or info.bytes > MAX_BYTES:
        raise BadFile(
            f"table {info.name} has {info.rows:,} rows in {info.bytes:,} bytes, more than is read",
            where=str(path),
            mend=f"split it: at most {MAX_BYTES:,} bytes and {MAX_CELLS:,} cells",
        )
    try:
        with path.open("rb") as stream:
            content = stream.read(info.bytes + 1)
    except OSError as fault:
        raise BadFile(
            f"cannot read table {info.name}: {fault.strerror}",
            where=str(path),
            mend="install the package again, or build the tables with data-build/build.py",
        ) from fault
    found = hashlib.sha256(content).hexdigest()
    if found != info.sha256:
        raise BadFile(
            f"table {info.name} is damaged: its file hashes to {found[:12]}..., recorded is "
            f"{info.sha256[:12]}...",
            where=str(path),
            mend="install the package again, or build the tables with data-build/build.py",
        )
    try:
        frame = pl.read_parquet(content)
    except pl.exceptions.PolarsError as fault:
        raise BadFile(
            f"table {info.name} is not readable as Parquet: {fault}",
            where=str(path),
            mend="build the tables with data-build/build.py",
        ) from fault
    _check_shape(frame, info, path)
    return frame


def _check_shape(frame: pl.DataFrame, info: TableInfo, path: Path) -> None:
    mend = "build the tables with data-build/build.py"
    if frame.height != info.rows or frame.columns != list(info.columns):
        raise BadFile(
            f"table {info.name} has {frame.height:,} rows of {', '.join(frame.columns)}; described "
            f"are {info.rows:,} of {', '.join(info.columns)}",
            where=str(path),
            mend=mend,
        )
    for name, column in info.columns.items():
        if frame[name].dtype not in _DTYPES[column.type]:
            raise BadFile(
                f"{info.name}.{name} is {frame[name].dtype}, described as {column.type}",
                where=str(path),
                mend=mend,
            )
