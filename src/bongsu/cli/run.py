"""``run``, ``runs`` and ``trace``: compute a scenario, list what was computed, follow a number."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from bongsu.lab import Lab
    from bongsu.results import Results
    from bongsu.scenario.run import Progress

EXPORTS = {".nc": "to_netcdf", ".parquet": "to_parquet", ".csv": "to_csv"}


@click.command()
@click.argument("scenario")
@click.option("--output", "-o", "outputs", multiple=True, help="Only these variables; repeatable.")
@click.option(
    "--with", "beneath", metavar="NAME", help="Scenario that says what SCENARIO does not."
)
@click.option("--draws", type=click.IntRange(1, 1_000_000), help="Instead of the scenario's.")
@click.option("--seed", type=click.IntRange(0), help="Instead of the scenario's.")
@click.option("--workers", type=click.IntRange(1, 256), default=1, help="Processes to compute in.")
@click.option("--dask", metavar="ADDRESS", help="Dask scheduler to compute on.")
@click.option("--chunk", type=click.IntRange(1), help="Draws in one unit of work.")
@click.option("--keep/--no-keep", default=True, help="Whether to keep results in the lab's store.")
@click.option(
    "--export",
    "exports",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write results to FILE.nc, .parquet or .csv; FILE.iamc.csv for the IAMC format.",
)
@click.option("--force", is_flag=True, help="Overwrite exported files.")
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
@click.pass_obj
def run(
    lab: Lab,
    scenario: str,
    outputs: tuple[str, ...],
    beneath: str | None,
    draws: int | None,
    seed: int | None,
    workers: int,
    dask: str | None,
    chunk: int | None,
    keep: bool,
    exports: tuple[Path, ...],
    force: bool,
    as_json: bool,
) -> None:
    """Run SCENARIO (a name or a file) through all linked systems.

    \b
    Examples:
      bongsu run baseline
      bongsu run ageing-tree --output people.fund_exhaustion_year --json
      bongsu run no-reform --with uncertain --draws 1000
      bongsu run my-scenario.yaml --workers 2 --export results.parquet
    """
    from bongsu.cli.tables import print_results
    from bongsu.cli.workers import executor_of
    from bongsu.results.files import refuse_place

    writers = [_writer(path) for path in exports]
    for path in exports:
        refuse_place(path, overwrite=force)
    with executor_of(workers, dask) as executor, progress_bar() as progress:
        results = lab.run(
            scenario,
            beneath=beneath,
            draws=draws,
            seed=seed,
            outputs=outputs or None,
            executor=executor,
            chunk=chunk,
            keep=keep,
            progress=progress,
        )
    for path, method in zip(exports, writers, strict=True):
        getattr(results, method)(path, overwrite=force)
        click.echo(f"wrote {path}", err=True)
    if as_json:
        click.echo(json.dumps(results.to_dict(), ensure_ascii=False, allow_nan=False))
    else:
        print_results(results)
        for breach in results.breaches():
            click.echo(breach, err=True)
        _next_steps(results, keep=keep)


def _next_steps(results: Results, *, keep: bool) -> None:
    click.echo(f"computed {results.computed}, reused {results.reused} units of work", err=True)
    if keep:
        click.echo(f"next: bongsu trace VARIABLE --run {results.run_id}", err=True)


def _writer(path: Path) -> str:
    if path.name.endswith(".iamc.csv"):
        return "to_iamc"
    if path.suffix not in EXPORTS:
        raise click.BadParameter(
            f"{path.name}: end the name in .nc, .parquet, .csv or .iamc.csv", param_hint="--export"
        )
    return EXPORTS[path.suffix]


@contextlib.contextmanager
def progress_bar() -> Iterator[Progress]:
    """Show a bar on stderr while a run is long enough to be watched.

    Yields
    ------
    Progress
        To be called with the name of the step, the units done, and their total.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("linking", total=None)

        def tell(step: str, done: int, total: int) -> None:
            bar.update(task, description=step, completed=done, total=total)

        yield tell


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
@click.pass_obj
def runs(lab: Lab, as_json: bool) -> None:
    """List the runs in the lab's store, newest first.

    \b
    Example:
      bongsu runs --json
    """
    from bongsu.cli.tables import print_table

    records = lab.runs()
    rows: list[dict[str, Any]] = [
        {
            "run": record.run_id,
            "scenario": record.scenario,
            "created": record.created,
            "draws": record.draws,
            "seed": record.seed if as_json else str(record.seed),  # a name, not an amount
            "outputs": len(record.outputs),
        }
        for record in records
    ]
    print_table(rows, title="Runs", as_json=as_json, empty="no runs yet: bongsu run baseline")


@click.command()
@click.argument("name")
@click.option("--run", "run_id", metavar="ID", help="The run, or the beginning of its id.")
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
@click.pass_context
def trace(ctx: click.Context, name: str, run_id: str | None, as_json: bool) -> None:
    """Lead variable NAME back through blocks to assumptions, data and sources.

    A subject of the ledger (deal:..., event:...) is led back to the words of its documents.

    \b
    Example:
      bongsu trace people.fund_exhaustion_year
    """
    if ":" in name:
        from bongsu.cli.ledger_reading import trace as trace_subject

        ctx.invoke(trace_subject, subject=name, as_json=as_json)
        return
    lab: Lab = ctx.obj
    found = lab.trace(name, run_id)
    click.echo(json.dumps(found.to_dict(), ensure_ascii=False) if as_json else found.text())
