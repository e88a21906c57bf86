"""The commands ``bongsu resettlement ...``: thin over the system's own functions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

import click

from bongsu.errors import OutOfRange

if TYPE_CHECKING:
    from bongsu.catalog import Catalog
    from bongsu.results import Results
    from bongsu.systems.resettlement.backtest import Score

OUTPUTS = ("arrivals", "arrivals_low", "arrivals_high", "arrivals_mean", "cumulative")
RECORDS = ("recorded_total", "cumulative_recorded")
HEADS = {
    "model": "count model",
    "last_year": "same as last year",
    "five_years": "five-year mean",
    "last_year_spread": "last year with spread",
}


class Lab(Protocol):
    """What the commands ask of a lab."""

    @property
    def catalog(self) -> Catalog:
        """The packaged reference data."""
        ...

    def run(self, scenario: str, *, outputs: Sequence[str] | None = None) -> Results:
        """Run a scenario."""
        ...


@click.group()
def group() -> None:
    """Arrivals from North Korea, and how the settlers fare."""


@group.command()
@click.option("--scenario", default="baseline", show_default=True, help="A name or a file.")
@click.option("--to", default=2035, show_default=True, help="Last year.")
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
@click.pass_obj
def arrivals(lab: Lab, scenario: str, to: int, as_json: bool) -> None:
    """Arrivals by year, recorded and forecast, with the interval that holds nine in ten outcomes.

    \b
    Examples:
      bongsu resettlement arrivals --to 2030
      bongsu resettlement arrivals --json
    """
    names = [f"resettlement.{name}" for name in (*OUTPUTS, *RECORDS)]
    results = lab.run(scenario, outputs=names)
    rows = arrival_rows(results, to)
    if as_json:
        record = {"scenario": results.scenario, "run_id": results.run_id, "arrivals": rows}
        click.echo(json.dumps(record, ensure_ascii=False))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"{results.title} · run {results.run_id}", title_justify="left")
    for head in ("year", "", "persons", "5%", "95%", "mean", "since the beginning"):
        table.add_column(head, justify="right")
    for row in rows:
        numbers = (row[name] for name in OUTPUTS)
        kind = "recorded" if row["recorded"] else "forecast"
        table.add_row(str(row["year"]), kind, *(f"{number:,.0f}" for number in numbers))
    Console().print(table)


def arrival_rows(results: Results, to: int) -> list[dict[str, Any]]:
    """Return one row a year, from the first recorded one; medians where there are draws.

    Raises
    ------
    OutOfRange
        If the last year comes before the first that is recorded.
    """
    recorded = results["resettlement.recorded_total"]
    so_far = results["resettlement.cumulative_recorded"].sum("sex")
    last = int(recorded["arrival_year"][-1])
    median = {name: results.quantile(f"resettlement.{name}", 0.5) for name in OUTPUTS}
    run = [int(year) for year in median["arrivals"]["year"].values]
    years = [year for year in run if year <= to]
    first = int(recorded["arrival_year"][0])
    if to < first:
        raise OutOfRange(
            f"arrivals by year begin with {first}, and the last year asked for is {to}",
            where="bongsu resettlement arrivals --to",
            mend=f"ask for {first} or later",
        )
    early = range(first, min(run[0], to + 1))
    rows: list[dict[str, Any]] = []
    for year in early:
        count = round(float(recorded.sel(arrival_year=year)))
        known = dict.fromkeys(OUTPUTS, count)
        known["cumulative"] = round(float(so_far.sel(arrival_year=year)))
        rows.append({"year": year, "recorded": True} | known)
    for year in years:
        values = {name: round(float(median[name].sel(year=year)), 1) for name in OUTPUTS}
        rows.append({"year": year, "recorded": year <= last} | values)
    return rows


@group.command()
@click.option("--from", "first", default=2012, show_default=True, help="Year of the first origin.")
@click.option(
    "--ahead",
    type=click.IntRange(1, 10),
    default=1,
    show_default=True,
    help="Years from the last count to the year that is forecast.",
)
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
@click.pass_obj
def backtest(lab: Lab, first: int, ahead: int, as_json: bool) -> None:
    """Scores of past forecasts against naive rules: CRPS in persons, where less is better.

    Every forecast is made on 31 January from what was known then. A rule without spread has its
    absolute error as score. Starred: the model did not beat that rule at that origin.

    \b
    Examples:
      bongsu resettlement backtest
      bongsu resettlement backtest --ahead 3 --json
    """
    from bongsu.systems.resettlement.backtest import backtest as scored

    scores = scored(lab.catalog, first=first, ahead=ahead)
    if as_json:
        click.echo(json.dumps(score_record(scores), ensure_ascii=False))
    else:
        _print(scores, ahead)


def score_record(scores: list[Score]) -> dict[str, Any]:
    """Return scores as plain JSON values."""
    from dataclasses import asdict

    from bongsu.systems.resettlement.backtest import means

    rows = [asdict(score) | {"made": score.made.isoformat()} for score in scores]
    return {
        "score": "continuous ranked probability score, persons",
        "mean": {rule: round(mean, 3) for rule, mean in means(scores).items()},
        "not_beaten": {
            rule: [s.year for s in scores if s.model >= getattr(s, rule)]
            for rule in HEADS
            if rule != "model"
        },
        "origins": [
            {k: round(v, 3) if isinstance(v, float) else v for k, v in row.items()} for row in rows
        ],
    }


def _print(scores: list[Score], ahead: int) -> None:
    from rich.console import Console
    from rich.table import Table

    from bongsu.systems.resettlement.backtest import means

    title = f"Arrivals {ahead} year{'' if ahead == 1 else 's'} ahead: CRPS, persons"
    table = Table(title=title, title_justify="left", show_footer=True)
    average = means(scores)
    table.add_column("made", "mean")
    table.add_column("year")
    table.add_column("came", justify="right")
    for rule, head in HEADS.items():
        table.add_column(head, f"{average[rule]:,.1f}", justify="right")
    for score in scores:
        cells = [f"{score.model:,.1f}"]
        for rule in list(HEADS)[1:]:
            star = "*" if score.model >= getattr(score, rule) else ""
            cells.append(f"{star}{getattr(score, rule):,.1f}")
        table.add_row(score.made.isoformat(), str(score.year), f"{score.observed:,.0f}", *cells)
    Console().print(table)
