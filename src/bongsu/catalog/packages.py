"""Data packages: what a ``datapackage.json`` says about the tables beside it.

The files follow the Frictionless Data Package; keys of other tools are left alone. Here their
shape is checked and turned into `TableInfo`; rows are read in `bongsu.catalog.catalog`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from bongsu.errors import BadFile
from bongsu.variables import LocalName, validate

PACKAGE_FILE = "datapackage.json"
MAX_BYTES = 4_000_000  # of one datapackage.json

ColumnType = Literal["boolean", "date", "integer", "number", "string"]


class ColumnInfo(BaseModel):
    """One column of a table.

    Parameters
    ----------
    type : str
        ``boolean``, ``date``, ``integer``, ``number`` or ``string``.
    unit : str
        As in ``variables.yaml``; empty for labels, codes, dates and text.
    title : str
        What it holds.
    """

    model_config = ConfigDict(frozen=True)

    type: ColumnType
    unit: str = ""
    title: str


class TableInfo(BaseModel):
    """What is known about one vintage of a table.

    Parameters
    ----------
    name : str
        Name in the catalogue.
    title : str
        What it holds, in one line.
    group : str
        The package that it came in.
    producer, citation, address, licence : str
        Who published it, how it is cited, where it is, and under which terms.
    vintage : str
        Which state of the source this is.
    known_from : date
        Day from which anybody could know it, or its earliest row.
    sha256 : str
        Hash of the file.
    columns : mapping of str to ColumnInfo
        In the order of the file.
    keys : tuple of str
        Columns that tell the rows apart.
    rows, bytes : int
        Size of the table and of its file.
    note : str
        What a reader must know beyond title and columns.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    title: str
    group: str
    producer: str
    citation: str
    address: str
    licence: str
    vintage: str
    known_from: date
    sha256: str
    columns: Mapping[str, ColumnInfo]
    keys: tuple[str, ...]
    rows: int
    bytes: int
    note: str = ""


class _Field(ColumnInfo):
    name: LocalName


class _Schema(BaseModel):
    fields: tuple[_Field, ...] = Field(min_length=1)
    primaryKey: tuple[str, ...] = Field(min_length=1)  # noqa: N815  # Frictionless spells it so

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        names = [field.name for field in self.fields]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"column {twice[0]} is described twice")
        if strange := sorted(set(self.primaryKey) - set(names)):
            raise ValueError(f"key {strange[0]} is no column")
        return self


class _Source(BaseModel):
    title: str = Field(min_length=1)
    path: str = ""


class _Licence(BaseModel):
    title: str = Field(min_length=1)


class _Resource(BaseModel):
    table: LocalName
    title: str = Field(min_length=3)
    path: str
    format: Literal["parquet"]
    bytes: int = Field(gt=0)
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    rows: int = Field(ge=0)
    producer: str = Field(min_length=1)
    vintage: str = Field(min_length=1)
    known_from: date
    note: str = ""
    sources: tuple[_Source, ...] = Field(min_length=1)
    licenses: tuple[_Licence, ...] = Field(min_length=1)
    table_schema: _Schema = Field(alias="schema")

    @model_validator(mode="after")
    def _beside(self) -> Self:
        path = PurePosixPath(self.path)
        strange = "\\" in self.path or not self.path.isprintable()
        if path.name != self.path or strange or self.path == "..":
            raise ValueError(f"path {self.path!r} must name a file beside datapackage.json")
        return self


class _Package(BaseModel):
    name: LocalName
    resources: tuple[_Resource, ...]


def read_package(folder: Path) -> list[tuple[TableInfo, Path]]:
    """Read what a folder's ``datapackage.json`` says about the tables in it.

    Parameters
    ----------
    folder : Path
        One group of tables.

    Returns
    -------
    list of (TableInfo, Path)
        Each vintage of each table, with its file, which is not opened.

    Raises
    ------
    BadFile, Faults
        If the file is missing, too large, not UTF-8, not JSON, or lacks what a table needs.
    """
    path = folder / PACKAGE_FILE
    package = validate(_Package, _json(path), str(path))
    return [(_info(package.name, entry), folder / entry.path) for entry in package.resources]


def _json(path: Path) -> object:
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise BadFile(
                f"the file is larger than {MAX_BYTES:,} bytes",
                where=str(path),
                mend="split the group of tables",
            )
        content: object = json.loads(raw.decode("utf-8"))
    except OSError as fault:
        raise BadFile(
            f"cannot read the file: {fault.strerror}",
            where=str(path),
            mend="install the package again, or build the tables with data-build/build.py",
        ) from fault
    except UnicodeDecodeError as fault:
        raise BadFile(
            f"byte {fault.start} is not UTF-8", where=str(path), mend="save the file as UTF-8"
        ) from fault
    except json.JSONDecodeError as fault:
        raise BadFile(
            f"not readable as JSON: {fault.msg}",
            where=f"{path}, line {fault.lineno}",
            mend="mend the line, or build the tables with data-build/build.py",
        ) from fault
    except ValueError as fault:  # a number of thousands of digits
        raise BadFile(
            f"a value cannot be read: {fault}", where=str(path), mend="mend or remove the value"
        ) from fault
    except RecursionError as fault:
        raise BadFile("nested too deep", where=str(path), mend="flatten the file") from fault
    return content


def _info(group: str, resource: _Resource) -> TableInfo:
    source, schema = resource.sources[0], resource.table_schema
    return TableInfo(
        name=resource.table,
        title=resource.title,
        group=group,
        producer=resource.producer,
        citation=source.title,
        address=source.path,
        licence=resource.licenses[0].title,
        vintage=resource.vintage,
        known_from=resource.known_from,
        sha256=resource.sha256,
        columns={
            field.name: ColumnInfo(type=field.type, unit=field.unit, title=field.title)
            for field in schema.fields
        },
        keys=schema.primaryKey,
        rows=resource.rows,
        bytes=resource.bytes,
        note=resource.note,
    )
