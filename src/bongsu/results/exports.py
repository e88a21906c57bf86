"""Results as files: netCDF, Parquet, CSV, and the IAMC long format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np
import polars as pl
import xarray as xr

from bongsu.errors import BadOutput, FrequencyMismatch
from bongsu.periods import TIME_DIMS, Period
from bongsu.results.files import whole_file
from bongsu.results.weighted import DRAW, uncertain_dims, weighted_mean, weighted_quantile
from bongsu.units import per_period
from bongsu.variables import Coarser, Variable
from bongsu.version import __version__

Arrays = Mapping[str, xr.DataArray]

IAMC_COLUMNS = ("model", "scenario", "region", "variable", "unit", "year", "value")
_PERCENTILES = {0.05: "5th Percentile", 0.5: "Median", 0.95: "95th Percentile"}
_FORMULA_STARTS = r"^([=+\-@\t\r])"  # what a spreadsheet would run


def write_netcdf(arrays: Arrays, header: Mapping[str, Any], path: Path, overwrite: bool) -> None:
    """Write arrays to one netCDF 3 file, 64-bit offsets, with unit and title as attributes.

    Variables share dimensions by name: where one of them lacks a label that another has (a flow
    that begins a year after its stock), its cells there are NaN.

    Raises
    ------
    BadOutput
        If the path cannot be written; see `whole_file`.
    """
    bare = {name: array.reset_coords(drop=True).rename(name) for name, array in arrays.items()}
    data = xr.merge(list(bare.values()), join="outer", compat="equals", combine_attrs="override")
    data.attrs = {key: value for key, value in header.items() if value is not None}
    with whole_file(path, overwrite=overwrite) as stream:
        stream.write(data.to_netcdf(None, engine="scipy", format="NETCDF3_64BIT"))


def write_parquet(arrays: Arrays, weights: xr.DataArray, path: Path, overwrite: bool) -> None:
    """Write the table of `tidy` to Parquet.

    Raises
    ------
    BadOutput
        If the path cannot be written; see `whole_file`.
    """
    frame = tidy(arrays, weights)
    _stream(frame.write_parquet, path, overwrite)


def write_csv(arrays: Arrays, weights: xr.DataArray, path: Path, overwrite: bool) -> None:
    """Write the table of `tidy` to CSV, text that a spreadsheet would run being quoted.

    Raises
    ------
    BadOutput
        If the path cannot be written; see `whole_file`.
    """
    write_frame(tidy(arrays, weights), path, overwrite)


def write_frame(frame: pl.DataFrame, path: Path, overwrite: bool) -> None:
    """Write a table to CSV; text cells that begin with ``= + - @`` get an apostrophe in front.

    Raises
    ------
    BadOutput
        If the path cannot be written; see `whole_file`.
    """
    _stream(harmless(frame).write_csv, path, overwrite)


def harmless(frame: pl.DataFrame) -> pl.DataFrame:
    """Put an apostrophe before text that a spreadsheet would take for a formula."""
    return frame.with_columns(pl.col(pl.String).str.replace(_FORMULA_STARTS, "'$1"))


def _stream(write: Callable[[IO[bytes]], object], path: Path, overwrite: bool) -> None:
    with whole_file(path, overwrite=overwrite) as stream:
        try:
            write(stream)
        except pl.exceptions.PolarsError as fault:  # how polars reports a full disk
            raise BadOutput(
                f"cannot write the table: {fault}",
                where=str(path),
                mend="make room on the disk, or choose another folder",
            ) from fault


def tidy(arrays: Arrays, weights: xr.DataArray) -> pl.DataFrame:
    """Return one row a cell: variable, unit, issues, draw, own dims, period, value.

    A dimension that a variable does not have is null in its rows. A dimension's column holds
    integers if all its labels are integers, text otherwise; ``period`` is always text, since
    variables of several frequencies may stand in one table.
    """
    issues = [str(d) for d in weights.dims if d != DRAW]
    own = _own_dims(arrays, {*issues, DRAW, *TIME_DIMS})
    used = {str(d) for array in arrays.values() for d in array.dims}
    columns = [d for d in (*issues, DRAW, *own) if d in used]
    kinds: dict[str, Any] = {d: pl.Int64 if _integral(arrays, d) else pl.String for d in columns}
    schema = {
        "variable": pl.String,
        "unit": pl.String,
        **kinds,
        "period": pl.String,
        "value": pl.Float64,
    }
    frames = [_rows(name, array, kinds) for name, array in arrays.items()]
    return pl.concat([pl.DataFrame(schema=schema), *frames], how="diagonal")


def _own_dims(arrays: Arrays, others: set[str]) -> list[str]:
    names = dict.fromkeys(str(d) for array in arrays.values() for d in array.dims)
    return [name for name in names if name not in others]


def _integral(arrays: Arrays, dim: str) -> bool:
    return all(a[dim].dtype.kind in "iu" for a in arrays.values() if dim in a.dims)


def _rows(name: str, array: xr.DataArray, kinds: Mapping[str, Any]) -> pl.DataFrame:
    positions = np.unravel_index(np.arange(array.size), array.shape) if array.dims else ()
    columns: dict[str, pl.Series] = {}
    for dim, at in zip(map(str, array.dims), positions, strict=True):
        column, kind = ("period", pl.String) if dim in TIME_DIMS else (dim, kinds[dim])
        labels = array[dim].values.tolist()
        typed = labels if kind == pl.Int64 else [str(label) for label in labels]
        columns[column] = pl.Series(column, typed, dtype=kind).gather(at)
    values = pl.Series("value", np.ravel(array.values), dtype=pl.Float64)
    fixed = [pl.lit(name).alias("variable"), pl.lit(str(array.attrs["unit"])).alias("unit")]
    return pl.DataFrame({**columns, "value": values}).with_columns(fixed)


def iamc(
    arrays: Arrays,
    variables: Mapping[str, Variable],
    weights: xr.DataArray,
    scenario: str,
    region: str,
) -> pl.DataFrame:
    """Return the long format of the Integrated Assessment Modeling Consortium.

    The rule: a variable's rows hold its weighted mean over issues and draws; if it has any, further
    rows whose names end in ``|5th Percentile``, ``|Median`` and ``|95th Percentile`` hold its
    weighted quantiles. Labels of its own dimensions follow its name after ``|``. A variable finer
    than a year goes to years by its declared rule, over the years that are complete. Cells that are
    NaN have no row.

    Raises
    ------
    FrequencyMismatch
        If a variable does not change over time, or is finer than a year without a declared rule:
        the format has no place for it.
    """
    frames = []
    for name, array in arrays.items():
        yearly = _yearly(array, variables[name])
        series = {name: weighted_mean(yearly, weights)}
        if uncertain_dims(yearly, weights):
            for level, word in _PERCENTILES.items():
                series[f"{name}|{word}"] = weighted_quantile(yearly, weights, level)
        unit = str(yearly.attrs["unit"])
        frames += [_iamc_rows(title, values, unit) for title, values in series.items()]
    empty = pl.DataFrame(schema={"variable": pl.String, "unit": pl.String, "year": pl.Int64})
    rows = pl.concat([empty.with_columns(value=pl.lit(None, pl.Float64)), *frames])
    fixed = {"model": f"bongsu {__version__}", "scenario": scenario, "region": region}
    return rows.with_columns(**{k: pl.lit(v) for k, v in fixed.items()}).select(IAMC_COLUMNS)


def _iamc_rows(name: str, array: xr.DataArray, unit: str) -> pl.DataFrame:
    own = [str(d) for d in array.dims if d != "year"]
    stacked = array.transpose(*own, "year")
    rows = _rows(name, stacked.assign_attrs(unit=unit), dict.fromkeys(own, pl.String))
    stem, _, statistic = name.partition("|")
    parts = [pl.lit(stem), *(pl.col(d) for d in own), *([pl.lit(statistic)] if statistic else [])]
    return rows.filter(pl.col("value").is_not_nan()).select(
        pl.concat_str(parts, separator="|").alias("variable"),
        "unit",
        pl.col("period").cast(pl.Int64).alias("year"),
        "value",
    )


def _yearly(array: xr.DataArray, variable: Variable) -> xr.DataArray:
    dim = variable.time_dim
    if dim == "year":
        return array
    if dim is None or variable.coarser is None:
        problem = "does not change over time" if dim is None else f"has no rule from {dim} to year"
        raise FrequencyMismatch(
            f"{variable.name} {problem}",
            where="export to the IAMC format",
            mend="leave it out of the names, or declare `coarser` in variables.yaml",
        )
    years = xr.DataArray([Period.parse(label).start.year for label in array[dim].values], dims=dim)
    whole = {"quarter": 4, "month": 12, "day": 365}[dim]
    labels, counts = np.unique(years.values, return_counts=True)
    complete = labels[counts >= whole]
    groups = [array.isel({dim: np.flatnonzero(years.values == year)}) for year in complete]
    reduced: list[xr.DataArray] = [_coarser(group, dim, variable.coarser) for group in groups]
    if not reduced:
        raise FrequencyMismatch(
            f"{variable.name} covers no complete year",
            where="export to the IAMC format",
            mend="leave it out of the names, or lengthen the horizon",
        )
    joined: xr.DataArray = xr.concat(reduced, dim="year").assign_coords(year=complete)
    unit = str(array.attrs["unit"])
    if variable.coarser is Coarser.SUM:
        unit = per_period(unit, dim, "year")
    return joined.transpose(..., "year").assign_attrs(unit=unit)


def _coarser(group: xr.DataArray, dim: str, rule: Coarser) -> xr.DataArray:
    if rule is Coarser.END:
        return group.isel({dim: -1}, drop=True)
    return group.sum(dim, skipna=False) if rule is Coarser.SUM else group.mean(dim, skipna=False)
