"""``data``: the reference tables, who published them, and what was known on a day."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import polars as pl

    from bongsu.catalog import Catalog, TableInfo
    from bongsu.lab import Lab


_as_of = click.option("--as-of", metavar="DAY", help="Only what was known on that day: YYYY-MM-DD.")
_as_json = click.option("--json", "as_json", is_flag=True, help="Print for machines.")


@click.group()
def data() -> None:
    """Look at the reference tables and where they come from."""


@data.command("list")
@_as_of
@_as_json
@click.pass_obj
def list_tables(lab: Lab, as_of: str | None, as_json: bool) -> None:
    """List the reference tables.

    \b
    Examples:
      bongsu data list
      bongsu data list --as-of 2024-12-31 --json
    """
    from bongsu.cli.tables import print_table

    rows = [
        {
            "table": info.name,
            "title": info.title,
            "vintage": info.vintage,
            "known_from": str(info.known_from),
        }
        for info in _newest(lab.catalog, _day(as_of))
    ]
    print_table(rows, title="Tables", as_json=as_json, empty=f"no table was known on {as_of}")


@data.command("show")
@click.argument("name")
@_as_of
@click.option(
    "--rows", "-n", type=click.IntRange(0), default=10, show_default=True, help="How many to show."
)
@_as_json
@click.pass_obj
def show(lab: Lab, name: str, as_of: str | None, rows: int, as_json: bool) -> None:
    """Show table NAME: its source, its columns with their units, and its first rows.

    \b
    Examples:
      bongsu data show un_rates
      bongsu data show nps_fund_history --as-of 2025-03-20 --rows 3 --json
    """
    from bongsu.cli.tables import print_record, print_table

    day = _day(as_of)
    frame, info = lab.catalog.table(name, day), lab.catalog.info(name, day)
    record = _source(info) | {"as_of": str(day) if day else None, "rows": frame.height}
    vintages, columns = _vintages(lab.catalog, name, day), _columns(info)
    first = _plain(frame.head(rows))
    if as_json:
        whole = {**record, "vintages": vintages, "columns": columns, "first_rows": first}
        click.echo(json.dumps(whole, ensure_ascii=False, allow_nan=False))
        return
    lines = [f"{each['vintage']}, known from {each['known_from']}" for each in vintages]
    print_record({**record, "vintages": lines}, title=name, as_json=False)
    marked = [{**each, "key": "key" if each["key"] else ""} for each in columns]
    print_table(marked, title="Columns", as_json=False)
    if first:
        cells = [_cells(row, info) for row in first]
        title = f"First {len(first):,} of {frame.height:,} rows"
        print_table(cells, title=title, as_json=False)


def _day(given: str | None) -> date | None:
    from bongsu.periods import parse_day

    return None if given is None else parse_day(given, where="--as-of")


def _newest(catalog: Catalog, as_of: date | None) -> Iterator[TableInfo]:
    """Yield each table's newest vintage that was known on the day, if there was one."""
    for name in catalog.names():
        for info in catalog.vintages(name):
            if as_of is None or info.known_from <= as_of:
                yield info
                break


def _source(info: TableInfo) -> dict[str, Any]:
    return {
        "table": info.name,
        "title": info.title,
        "note": info.note,
        "producer": info.producer,
        "citation": info.citation,
        "address": info.address,
        "licence": info.licence,
        "vintage": info.vintage,
        "known_from": str(info.known_from),
        "sha256": info.sha256,
    }


def _vintages(catalog: Catalog, name: str, as_of: date | None) -> list[dict[str, str]]:
    return [
        {"vintage": info.vintage, "known_from": str(info.known_from)}
        for info in catalog.vintages(name)
        if as_of is None or info.known_from <= as_of
    ]


def _columns(info: TableInfo) -> list[dict[str, Any]]:
    return [
        {"column": name, **column.model_dump(), "key": name in info.keys}
        for name, column in info.columns.items()
    ]


def _plain(frame: pl.DataFrame) -> list[dict[str, Any]]:
    """Return rows as JSON values; numbers have as many digits as tell them apart."""
    rows: list[dict[str, Any]] = json.loads(frame.write_json())
    return rows


def _cells(row: Mapping[str, Any], info: TableInfo) -> dict[str, Any]:
    """Return a row for the eye: years and codes without commas, a mark for what is missing."""
    return {column: _cell(value, info.columns[column].unit) for column, value in row.items()}


def _cell(value: Any, unit: str) -> Any:
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) and not unit else value
