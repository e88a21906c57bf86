"""Rows into labelled arrays."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl
import xarray as xr

from bongsu.catalog.packages import TableInfo
from bongsu.errors import DimensionMismatch, MissingValue, UnknownName, did_you_mean


def to_array(
    frame: pl.DataFrame,
    info: TableInfo,
    value: str,
    dims: tuple[str, ...],
    at: Mapping[str, Any],
) -> xr.DataArray:
    """Spread one column over dimensions; see `bongsu.catalog.Catalog.array`."""
    where = f"table {info.name}"
    for column in (value, *dims, *at):
        if column not in frame.columns:
            raise UnknownName(
                f"{info.name} has no column {column}",
                where=where,
                mend=did_you_mean(column, frame.columns),
            )
    if not frame[value].dtype.is_numeric() or not dims or len({*dims, value}) != len(dims) + 1:
        raise DimensionMismatch(
            f"{value} ({frame[value].dtype}) cannot be spread over {list(dims)}",
            where=where,
            mend="name a column of numbers, and other columns, each once, as dimensions",
        )
    try:
        rows = frame.filter(*(pl.col(column) == wanted for column, wanted in at.items()))
    except (pl.exceptions.PolarsError, TypeError) as fault:
        raise DimensionMismatch(
            f"{dict(at)} cannot be compared with the columns of {info.name}: {fault}",
            where=where,
            mend="give values of the columns' own types",
        ) from fault
    if rows.is_empty():
        raise MissingValue(
            f"no row of {info.name} has {dict(at)}" if at else f"{info.name} has no row",
            where=where,
            mend="ask for values that the table holds",
        )
    coordinates = {dim: _labels(rows, dim, where) for dim in dims}
    return xr.DataArray(
        _spread(rows, value, coordinates, where),
        {dim: labels.to_list() for dim, labels in coordinates.items()},
        dims,
        name=value,
        attrs={
            "unit": info.columns[value].unit or "1",
            "title": info.columns[value].title,
            "table": info.name,
        },
    )


def _labels(rows: pl.DataFrame, dim: str, where: str) -> pl.Series:
    column = rows[dim]
    if column.null_count():
        raise MissingValue(
            f"{column.null_count()} rows have no {dim}",
            where=where,
            mend="name a dimension that every row has, or pick rows with `at`",
        )
    labels = column.unique(maintain_order=True)
    if column.dtype == pl.String:
        return labels
    return labels.sort().dt.to_string("iso") if column.dtype == pl.Date else labels.sort()


def _spread(
    rows: pl.DataFrame, value: str, coordinates: Mapping[str, pl.Series], where: str
) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Put each row's number in its place; every place is filled once."""
    shape = tuple(len(labels) for labels in coordinates.values())
    cell = np.zeros(rows.height, dtype=np.int64)
    for (dim, labels), size in zip(coordinates.items(), shape, strict=True):
        column = rows[dim].dt.to_string("iso") if rows[dim].dtype == pl.Date else rows[dim]
        places = pl.int_range(len(labels), eager=True)
        cell = cell * size + column.replace_strict(labels, places).to_numpy()
    if len(np.unique(cell)) != rows.height:
        raise DimensionMismatch(
            f"{', '.join(coordinates)} do not tell the rows apart",
            where=where,
            mend="add a dimension, or pick rows with `at`",
        )
    absent = math.prod(shape) - rows.height + rows[value].null_count()
    if absent:
        raise MissingValue(
            f"{absent:,} of {math.prod(shape):,} values of {value} are missing over "
            f"{', '.join(coordinates)}",
            where=where,
            mend="use `table` and say what a missing value means, or pick rows with `at`",
        )
    filled = np.empty(rows.height)
    filled[cell] = rows[value].cast(pl.Float64).to_numpy()
    return filled.reshape(shape)
