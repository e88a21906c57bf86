"""Write reference tables into the package: one Parquet file each, one ``datapackage.json`` a group.

The bytes depend on nothing but the rows and the pinned version of Polars: no date of building, no
machine. ``datapackage.json`` follows the Frictionless Data Package, with our ``producer``,
``vintage``, ``known_from``, ``sha256``, ``rows`` and ``note`` beside its own keys.

A builder is a file ``data-build/GROUP/NAME.py`` with one function, which calls `write_table` for
every table that it makes::

    def build(raw: Path, out: Path) -> None: ...

``raw`` is the folder of raw files, ``out`` the folder of tables; ``build.py`` runs them all.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from bongsu.units import parse_unit

PACKAGE_FILE = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
KNOWN_FROM = "known_from"  # a column of this name dates each row
TYPES = {  # Polars: Frictionless
    pl.Boolean: "boolean",
    pl.Date: "date",
    pl.Float32: "number",
    pl.Float64: "number",
    pl.Int8: "integer",
    pl.Int16: "integer",
    pl.Int32: "integer",
    pl.Int64: "integer",
    pl.String: "string",
}
_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_EDITION = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*|")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a table comes from.

    Parameters
    ----------
    producer, citation, address, licence : str
        Who published it, how it is cited, where it is, and under which terms.
    vintage : str
        Which state of the source this is, such as ``WPP 2024``.
    known_from : date, optional
        Day on which it was published. Left out where the table has a column ``known_from``, which
        dates each row; the table is then known from its earliest row on.
    """

    producer: str
    citation: str
    address: str
    licence: str
    vintage: str
    known_from: date | None = None


def write_table(
    frame: pl.DataFrame,
    *,
    out: Path,
    group: str,
    name: str,
    title: str,
    source: Source,
    columns: Mapping[str, tuple[str, str]],
    keys: Sequence[str],
    edition: str = "",
    note: str = "",
) -> Path:
    """Write one table and its metadata; what is there under the same name is replaced.

    Parameters
    ----------
    frame : pl.DataFrame
        The rows, already in their order; missing values are null, never NaN.
    out : Path
        Folder of all groups.
    group : str
        Folder of the table, the name of the system that it serves first.
    name : str
        Name in the catalogue, alone of its kind over all groups.
    title : str
        What the table holds, in one line.
    source : Source
        Who published it, when, and under which terms.
    columns : mapping of str to (unit, title)
        In the frame's order. The unit is empty for labels, codes, dates and text.
    keys : sequence of str
        Columns that tell the rows apart.
    edition : str, optional
        Short mark of this vintage, such as ``2022``, where the catalogue holds several of one
        table; the newest needs none.
    note : str, optional
        What a reader must know beyond title and columns.

    Returns
    -------
    Path
        The Parquet file.

    Raises
    ------
    ValueError
        If the frame and its description disagree.
    """
    _check(frame, name=name, edition=edition, columns=columns, keys=keys)
    folder = out / group
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}{'.' if edition else ''}{edition}.parquet"
    frame.rechunk().write_parquet(
        file,
        compression="zstd",
        compression_level=19,
        statistics=False,
        row_group_size=1 << 22,
    )
    content = file.read_bytes()
    resource = {
        "name": file.stem,
        "table": name,
        "title": title,
        "path": file.name,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "rows": frame.height,
        "producer": source.producer,
        "vintage": source.vintage,
        "known_from": _known_from(frame, name, source.known_from).isoformat(),
        "note": note,
        "sources": [{"title": source.citation, "path": source.address}],
        "licenses": [{"name": _licence_name(source.licence), "title": source.licence}],
        "schema": {"fields": _fields(frame, columns), "primaryKey": list(keys)},
    }
    _record(folder / PACKAGE_FILE, group, resource)
    return file


def _check(
    frame: pl.DataFrame,
    *,
    name: str,
    edition: str,
    columns: Mapping[str, tuple[str, str]],
    keys: Sequence[str],
) -> None:
    if not _NAME.fullmatch(name) or not _EDITION.fullmatch(edition):
        raise ValueError(f"{name!r} with edition {edition!r} is no name for a table")
    if list(columns) != frame.columns:
        raise ValueError(f"{name} has columns {frame.columns}, described are {list(columns)}")
    for column, (unit, title) in columns.items():
        if frame[column].dtype not in TYPES:
            raise ValueError(f"{name}.{column} is {frame[column].dtype}, which is not stored")
        if not title:
            raise ValueError(f"{name}.{column} has no title")
        if unit:
            parse_unit(unit, where=f"{name}.{column}")
        if frame[column].dtype.is_float() and frame[column].is_nan().any():
            raise ValueError(f"{name}.{column} holds NaN: write null for what is missing")
    chosen = frame.select(*keys)
    if not keys or chosen.null_count().sum_horizontal().item() or chosen.is_duplicated().any():
        raise ValueError(f"{name}: {list(keys)} do not tell its rows apart")


def _known_from(frame: pl.DataFrame, name: str, known_from: date | None) -> date:
    if KNOWN_FROM not in frame.columns:
        if known_from is None:
            raise ValueError(f"{name} does not say from when it is known")
        return known_from
    if known_from is not None:
        raise ValueError(f"{name} says `known_from` for the table and for each row")
    days = frame[KNOWN_FROM]
    if days.dtype != pl.Date or days.null_count() or days.is_empty():
        raise ValueError(f"{name}: each row needs a date in `known_from`")
    earliest = days.min()
    assert isinstance(earliest, date)
    return earliest


def _fields(frame: pl.DataFrame, columns: Mapping[str, tuple[str, str]]) -> list[dict[str, str]]:
    return [
        {"name": column, "type": TYPES[type(frame[column].dtype)], "title": title}
        | ({"unit": unit} if unit else {})
        for column, (unit, title) in columns.items()
    ]


def _licence_name(licence: str) -> str:
    """Return the licence as Frictionless wants names: without blanks."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", licence).strip("-")


def _record(path: Path, group: str, resource: dict[str, Any]) -> None:
    package: dict[str, Any] = {"$schema": PROFILE, "name": group, "resources": []}
    if path.exists():
        package = json.loads(path.read_text(encoding="utf-8"))
    others = [other for other in package["resources"] if other["name"] != resource["name"]]
    package["resources"] = sorted([*others, resource], key=lambda entry: str(entry["name"]))
    path.write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
