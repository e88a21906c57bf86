"""The commands ``bongsu people ...``: thin over the system's own functions."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from bongsu.errors import BadOutput, BongsuError
from bongsu.systems.people.commands_backtest import backtest
from bongsu.systems.people.commands_pension import pension
from bongsu.systems.people.commands_references import references

if TYPE_CHECKING:
    import polars as pl


@click.group()
def group() -> None:
    """Population, ageing and the National Pension."""


group.add_command(backtest)
group.add_command(pension)
group.add_command(references)


@group.command()
@click.option("--country", help="ISO code (DE, DEU), UN numeric code or name of one country.")
@click.option("--all", "every", is_flag=True, help="Every country and area, with `country_code`.")
@click.option("--to", default=2100, show_default=True, help="Last year.")
@click.option(
    "--variant",
    type=click.Choice(["medium", "low", "high"]),
    default="medium",
    show_default=True,
    help="The UN's path of fertility.",
)
@click.option(
    "--date",
    "day",
    type=click.Choice(["december", "july"]),
    default="december",
    show_default=True,
    help="Populations of 31 December, from 2024 on, or of 1 July, from 2025 on.",
)
@click.option(
    "--migration-timing",
    type=click.Choice(["end", "half"]),
    default="end",
    show_default=True,
    help="Migrants come on 31 December, as the UN reckons, or half on 1 January.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "parquet"]),
    help="How to write; by the ending of --out, or csv, if left out.",
)
@click.option("--out", type=click.Path(path_type=Path), help="File to write; else to the screen.")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@click.option("--draws", type=click.IntRange(2, 100_000), help="Trajectories of one country.")
@click.option(
    "--bounds",
    type=click.Choice(["calibrated", "un"]),
    show_default="calibrated",
    help="With --draws: bounds that hold for earlier revisions, or the UN's as published.",
)
@click.option("--quantiles", show_default="0.1,0.5,0.9", help="With --draws.")
@click.option("--seed", type=click.IntRange(0), show_default="0", help="With --draws.")
def project(
    country: str | None,
    every: bool,
    to: int,
    variant: str,
    day: str,
    migration_timing: str,
    form: str | None,
    out: Path | None,
    force: bool,
    draws: int | None,
    bounds: str | None,
    quantiles: str | None,
    seed: int | None,
) -> None:
    """Project populations by single age and sex, on the UN's inputs and conventions.

    Columns: year, date, sex, age (100 = 100 and over), population in thousand.

    With --draws, quantiles of age groups and the total of both sexes: year, date, age_group,
    quantile, population in thousand. Fertility, life expectancy and migration then vary within the
    UN's bounds, and within how far earlier revisions erred beyond theirs: `bongsu people backtest`
    says how well such bounds hold. With --bounds un, within the UN's alone, which are too narrow.

    With --all, a country whose inputs are missing or impossible is named and left out, and the exit
    code is 2.

    \b
    Examples:
      bongsu people project --country KR --to 2072
      bongsu people project --all --format parquet --out world.parquet
      bongsu people project --country KR --draws 2000 --quantiles 0.1,0.5,0.9
    """
    if every == (country is not None):
        raise click.UsageError("give either --country or --all")
    if not draws and any(given is not None for given in (bounds, quantiles, seed)):
        raise click.UsageError("--bounds, --quantiles and --seed need --draws")
    levels = _levels(quantiles or "0.1,0.5,0.9") if draws else []
    if draws and (every or variant != "medium" or day != "december" or migration_timing != "end"):
        raise click.UsageError(
            "--draws takes one --country, its medium variant, 31 December and migration at the end"
        )
    written = form or ("parquet" if out and out.suffix == ".parquet" else "csv")
    if out is None and written == "parquet" and _on_terminal():
        raise BadOutput(
            "a terminal cannot show parquet",
            where="standard output",
            mend="give --out FILE, send it through a pipe, or choose --format csv",
        )
    from bongsu.results.files import whole_file

    place: AbstractContextManager[BinaryIO] = nullcontext(sys.stdout.buffer)
    if out:
        place = whole_file(out, overwrite=force)
    refused: list[BongsuError] = []
    with place as stream:  # a bad path is refused before anything is computed
        if draws and country:
            frame = _drawn(country, to, draws, levels, seed or 0, bounds or "calibrated")
        else:
            frame, refused = _projected(country, to, variant, day == "july", migration_timing)
        stream.write(_as_bytes(frame, written))
    if out:
        click.echo(f"wrote {frame.height:,} rows to {out}", err=True)
    if refused:
        for fault in refused:
            click.echo(f"error: {fault}", err=True)
        click.echo(f"left out {len(refused)} countries or areas", err=True)
        sys.exit(2)


def _on_terminal() -> bool:
    return sys.stdout.isatty()


def _projected(
    country: str | None, to: int, variant: str, on_july: bool, timing: str
) -> tuple[pl.DataFrame, list[BongsuError]]:
    """Return the projection, and why countries are left out, if every one was asked for."""
    from bongsu.catalog import open_catalog
    from bongsu.cohorts.projection import MigrationTiming
    from bongsu.systems.people.countries import (
        Variant,
        find_country,
        load_inputs,
        project_countries,
    )
    from bongsu.systems.people.country_checks import country_faults

    catalog = open_catalog()
    known = catalog.table("un_countries")
    faults: dict[int, BongsuError] = {}
    if country is not None:
        codes = [find_country(known, country)]
    else:
        faults = country_faults(catalog, known["country_code"].to_list())
        codes = [code for code in known["country_code"].to_list() if code not in faults]
    projected = project_countries(
        load_inputs(catalog, codes, Variant(variant)),
        to=to,
        timing=MigrationTiming(timing),
        on_july=on_july,
    )
    return projected.frame(coded=country is None), [*faults.values()]


def _levels(written: str) -> list[float]:
    try:
        return [float(part) for part in written.split(",")]
    except ValueError as fault:
        raise click.BadParameter(
            f"{written!r} is no list of probabilities such as 0.1,0.5,0.9",
            param_hint="--quantiles",
        ) from fault


def _drawn(
    country: str, to: int, draws: int, levels: list[float], seed: int, bounds: str
) -> pl.DataFrame:
    from bongsu.catalog import open_catalog
    from bongsu.streams import stream
    from bongsu.systems.people.countries import find_country
    from bongsu.systems.people.trajectories import STREAMS, Kind, group_quantiles, load_country

    catalog = open_catalog()
    code = find_country(catalog.table("un_countries"), country)
    streams = {name: stream(seed, f"people {code} {name}") for name in STREAMS}
    loaded = load_country(catalog, code)
    return group_quantiles(loaded, streams, draws, levels, to=to, kind=Kind(bounds))


def _as_bytes(frame: pl.DataFrame, form: str) -> bytes:
    from io import BytesIO

    buffer = BytesIO()
    if form == "parquet":
        frame.write_parquet(buffer)
    else:
        frame.write_csv(buffer, float_precision=6)  # thousandths of a person
    return buffer.getvalue()
