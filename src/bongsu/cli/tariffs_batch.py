"""``bongsu duty batch``: files of entry lines rated, here, in processes or on a cluster."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bongsu.systems.tariffs.batch import Done, Each
    from bongsu.systems.tariffs.overrides import Scenario


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="CSV or Parquet; or a folder."
)
@click.option(
    "--errors",
    type=click.Path(path_type=Path),
    help="Bad rows; OUT.errors.csv, or errors.csv in the folder, if left out.",
)
@click.option("--scenario", help="A what-if: a name of the package or a file.")
@click.option("--workers", type=click.IntRange(1, 256), default=1, help="Processes to rate in.")
@click.option("--dask", metavar="ADDRESS", help="Dask scheduler to rate on.")
def batch(
    files: tuple[Path, ...],
    out: Path,
    errors: Path | None,
    scenario: str | None,
    workers: int,
    dask: str | None,
) -> None:
    """Rate a CSV or Parquet file of entry lines, of any size, or many of them.

    \b
    Columns read: hts10, origin, entry_date; if there claim, known_at, value, quantity, flags,
    content. Others pass through. Duties are shares of customs value; `recip` holds every emergency
    duty but those for fentanyl, so also the further 40% on Brazil and 25% on India. A row that
    cannot be read or rated has its reason in `error`, and stands in the file of bad rows; the rest
    is rated. Where `open_questions` names `quantity`, the duty goes by it and stands at the prices
    of 2024: low and high are those of most goods of that year, and no bounds.
    \b
    Exits with 0 if every row was rated, 1 if some were bad, 2 if nothing could be done: the file
    lacks a column, say, or cannot be written.
    \b
    FILE may be a folder, a pattern in quotes, or several files; then --out is a folder, in which
    each has its answer in its own place. Files are read and written here; --workers and --dask
    rate their rows elsewhere, and change no byte of the answer.
    \b
    Examples:
      bongsu duty batch entries.csv --out rated.csv
      bongsu duty batch entries.parquet --out rated.parquet --scenario ieepa-void
      bongsu duty batch entries/ --out rated/ --workers 4
      bongsu duty batch 'entries/month=*/*.csv' --out by-month/
    """
    from bongsu.cli.workers import executor_of
    from bongsu.systems.tariffs.override_files import find_scenario

    what_if = find_scenario(scenario)
    with executor_of(workers, dask) as executor:
        done = _rated(files, out, errors, what_if, map if executor is None else executor.map)
    click.echo(f"{done.rows:,} rows in {done.out}")
    if done.errors:
        click.echo(f"{done.bad:,} bad rows in {done.errors}")
    if done.bad:
        sys.exit(1)


def _rated(
    files: tuple[Path, ...], out: Path, errors: Path | None, what_if: Scenario, each: Each
) -> Done:
    from bongsu.systems.tariffs.batch import rate_file
    from bongsu.systems.tariffs.partitions import is_many, parts_of, rate_parts

    told: list[int] = []

    def tell(rows: int, bad: int, ended: str = "") -> None:
        told.append(rows)
        click.echo(f"\rrated {rows:,} rows, {bad:,} of them bad{ended}", nl=False, err=True)

    try:
        if not is_many(files):
            return rate_file(
                files[0], out, errors=errors, scenario=what_if, progress=tell, each=each
            )
        parts = parts_of(files)
        return rate_parts(
            parts,
            out,
            errors=errors,
            scenario=what_if,
            progress=lambda rows, bad, ended: tell(rows, bad, f"; {ended} of {len(parts)} files"),
            each=each,
        )
    finally:
        if told:
            click.echo(err=True)  # ends the line of how far it is
