"""``bongsu duty batch``: a file of entry lines rated."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="CSV or Parquet.")
@click.option(
    "--errors", type=click.Path(path_type=Path), help="Bad rows; OUT.errors.csv if left out."
)
@click.option("--strict", is_flag=True, help="Exit with status 1 if a row is bad.")
@click.option("--scenario", help="A what-if: a name of the package or a file.")
def batch(file: Path, out: Path, errors: Path | None, strict: bool, scenario: str | None) -> None:
    """Rate a CSV or Parquet file of entry lines, of any size.

    \b
    Columns read: hts10, origin, entry_date; if there claim, known_at, value, quantity, flags,
    content. Others pass through. Duties are shares of customs value; `recip` holds every emergency
    duty but those for fentanyl, so also the further 40% on Brazil and 25% on India. A row that
    cannot be rated has its reason in `error`, and stands in the file of bad rows. The status is 0
    all the same, since every row was rated or told; with `--strict` it is 1.
    \b
    Examples:
      bongsu duty batch entries.csv --out rated.csv
      bongsu duty batch entries.parquet --out rated.parquet --scenario ieepa-void
    """
    from bongsu.systems.tariffs.batch import rate_file
    from bongsu.systems.tariffs.override_files import find_scenario

    def tell(rows: int, bad: int) -> None:
        click.echo(f"\rrated {rows:,} rows, {bad:,} of them bad", nl=False, err=True)

    done = rate_file(file, out, errors=errors, scenario=find_scenario(scenario), progress=tell)
    click.echo(err=True)
    click.echo(f"{done.rows:,} rows in {done.out}")
    if done.errors:
        click.echo(f"{done.bad:,} bad rows in {done.errors}")
    if strict and done.bad:
        sys.exit(1)
