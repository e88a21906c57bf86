"""The command ``bongsu people backtest``: whether published and calibrated bounds hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import polars as pl
    from rich.table import Table

TITLES = {
    "tfr": "Total fertility rate",
    "e0_f": "Life expectancy, women",
    "e0_m": "Life expectancy, men",
    "population": "Population",
}
UNITS = {"tfr": "children", "e0_f": "years", "e0_m": "years", "population": "percent"}


@click.command()
@click.option("--by-revision", is_flag=True, help="Show each revision as well as all together.")
@click.option(
    "--strict",
    is_flag=True,
    help="Learn from no outcome of the same year either; 2015 and 2017 never judge each other.",
)
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
def backtest(by_revision: bool, strict: bool, as_json: bool) -> None:
    """Judge the bounds of earlier revisions by the revision of 2024.

    The UN published bounds with its revisions of 2012, 2015, 2017 and 2019. How many outcomes do
    they hold, and how many do the calibrated bounds of `bongsu people project --draws`, fitted on
    other countries in other revisions? The interval score is the mean width with a fine for what
    lies outside, in children, years or percent: less is better.

    \b
    Examples:
      bongsu people backtest
      bongsu people backtest --by-revision --json
    """
    frame, fitted = _scored(strict=strict)
    if not by_revision:
        import polars as pl

        frame = frame.filter(pl.col("revision").is_null())
    if as_json:
        record = {
            "strict": strict,
            "score_units": UNITS,
            "rows": _plain(frame),
            "fitted_on_all": fitted,
        }
        click.echo(json.dumps(record, ensure_ascii=False))
    else:
        _print(frame, strict=strict)


def _scored(*, strict: bool) -> tuple[pl.DataFrame, dict[str, list[dict[str, Any]]]]:
    """Return the scores of every quantity, and the errors fitted on all rows."""
    from dataclasses import asdict

    import polars as pl
    from rich.console import Console
    from rich.progress import Progress

    from bongsu.catalog import open_catalog
    from bongsu.systems.people.backtest import (
        QUANTITIES,
        cross_validated,
        fit,
        fits,
        load_rows,
        scores,
    )

    catalog = open_catalog()
    every = [load_rows(catalog, quantity) for quantity in QUANTITIES]
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("fits", total=sum(fits(rows, strict=strict) for rows in every))
        found = [
            scores(
                rows,
                cross_validated(rows, strict=strict, after_each=lambda: progress.advance(task)),
            )
            for rows in every
        ]
    fitted = {rows.quantity: [asdict(error) for error in fit(rows)] for rows in every}
    return pl.concat(found), fitted


def _plain(frame: pl.DataFrame) -> list[dict[str, object]]:
    return [
        {
            name: round(value, 4) if isinstance(value, float) else value
            for name, value in row.items()
        }
        for row in frame.iter_rows(named=True)
    ]


def _print(frame: pl.DataFrame, *, strict: bool) -> None:
    from rich.console import Console

    console = Console()
    seen = " (no outcome of the same year seen)" if strict else ""
    console.print(f"Bounds of earlier revisions, judged by that of 2024{seen}\n")
    for quantity in frame["quantity"].unique(maintain_order=True):
        console.print(_table(quantity, frame.filter(quantity=quantity)))
    console.print("in 80%: percent of outcomes that the bounds hold; score: less is better")


def _table(quantity: str, frame: pl.DataFrame) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(
        title=f"{TITLES[quantity]}, {UNITS[quantity]}",
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
    )
    by_revision = bool(frame["revision"].is_not_null().any())
    for head in ("years", *(["revision"] if by_revision else []), "n"):
        table.add_column(head, justify="right")
    measures = [(what, share) for what in ("held", "score") for share in (80, 95)]
    for what, share in measures:
        table.add_column(f"{'in' if what == 'held' else 'score'} {share}%\nUN", justify="right")
        table.add_column("\nours", justify="right")
    for row in frame.iter_rows(named=True):
        revision = ["all" if row["revision"] is None else str(row["revision"])]
        table.add_row(
            str(row["horizon"]),
            *(revision if by_revision else []),
            str(row["rows"]),
            *(
                f"{row[f'{whose}_{what}_{share}']:.{1 if what == 'held' else 2}f}"
                for what, share in measures
                for whose in ("un", "our")
            ),
        )
    return table
