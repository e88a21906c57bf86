"""Tables in a terminal, and the same rows as JSON for machines."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click
import numpy as np
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bongsu.periods import TIME_DIMS

if TYPE_CHECKING:
    import xarray as xr

    from bongsu.results import Results

SPARKS = "▁▂▃▄▅▆▇█"
SPARK_WIDTH = 24


def print_table(
    rows: Sequence[Mapping[str, Any]], *, title: str, as_json: bool, empty: str = "nothing"
) -> None:
    """Print rows that share their keys, or say that there are none."""
    if as_json:
        click.echo(json.dumps(list(rows), ensure_ascii=False, default=str))
        return
    if not rows:
        click.echo(empty, err=True)
        return
    table = Table(title=Text(title), title_justify="left", header_style="bold")
    for column, value in rows[0].items():
        table.add_column(column, justify="right" if isinstance(value, int | float) else "left")
    for row in rows:
        table.add_row(*(_cell(value) for value in row.values()))
    _console().print(table)


def print_record(record: Mapping[str, Any], *, title: str, as_json: bool) -> None:
    """Print one thing, a line for each of its fields that says something."""
    if as_json:
        click.echo(json.dumps(record, ensure_ascii=False, default=str))
        return
    table = Table(title=Text(title), title_justify="left", show_header=False)
    for key, value in record.items():
        if value not in ("", [], None):
            table.add_row(key, _cell("\n".join(value) if isinstance(value, list) else value))
    _console().print(table)


def print_results(results: Results) -> None:
    """Print each output at its first, middle and last period, with its course as a sparkline."""
    rows = []
    for name in results.outputs:
        shown = _median(results, name)
        if shown is None:
            continue
        first, middle, last, spark = _course(shown)
        rows.append(
            {
                "variable": name,
                "unit": shown.attrs.get("unit", ""),
                "first": first,
                "middle": middle,
                "last": last,
                "course": spark,
            }
        )
    title = f"{results.title} · run {results.run_id} · as of {results.as_of}"
    if results.branches > 1 or results.draws > 1:
        many = (counted(results.branches, "branch", "branches"), counted(results.draws, "draw"))
        title += f" · median of {', '.join(many)}"
    print_table(rows, title=title, as_json=False, empty="no single-valued outputs to show")
    for note in results.notes:
        click.echo(f"note: {note}", err=True)


def counted(number: int, one: str, several: str = "") -> str:
    """Return a number with its noun."""
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"


def _median(results: Results, name: str) -> xr.DataArray | None:
    """Return the weighted median, or None for what has more dimensions than time."""
    dims = set(results.variables[name].dims)
    if dims:
        return None
    median = results.quantile(name, 0.5)
    return median.squeeze(drop=True) if "quantile" in median.dims else median


def _course(values: xr.DataArray) -> tuple[str, str, str, str]:
    time = next((dim for dim in values.dims if dim in TIME_DIMS), None)
    if time is None:
        return "", "", _number(float(values)), ""
    labels, numbers = values[time].values, np.asarray(values.values, dtype=float)
    places = (0, len(labels) // 2, len(labels) - 1)
    first, middle, last = (f"{labels[place]}: {_number(numbers[place])}" for place in places)
    return first, middle, last, _sparkline(numbers)


def _sparkline(numbers: np.ndarray[Any, np.dtype[np.float64]]) -> str:
    """Draw a series in one line of text; a gap is a blank."""
    places = np.linspace(0, len(numbers) - 1, min(SPARK_WIDTH, len(numbers))).round().astype(int)
    picked = numbers[places]
    if not np.isfinite(picked).any():
        return ""
    low, high = np.nanmin(picked), np.nanmax(picked)
    span = (high - low) or 1.0
    steps = len(SPARKS) - 1
    return "".join(
        SPARKS[round((value - low) / span * steps)] if math.isfinite(value) else " "
        for value in picked
    )


def _number(value: float) -> str:
    if math.isnan(value):
        return "–"
    if value == round(value) and 1000 <= value < 3000:  # a year
        return f"{value:.0f}"
    digits = 0 if abs(value) >= 1000 else 1 if abs(value) >= 10 else 3
    rounded = round(value, digits) or 0.0  # nought has no sign
    return f"{rounded:,.{digits}f}".replace("-", "−")


def _cell(value: Any) -> Text:
    """Return a cell as it is: what stands in square brackets is no markup here."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    return Text(f"{value:,}" if whole else str(value))


def _console() -> Console:
    """Return a console on stdout, wide enough for whole names when piped."""
    console = Console()
    return console if console.is_terminal else Console(width=160)
