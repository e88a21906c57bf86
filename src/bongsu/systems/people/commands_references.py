"""The command ``bongsu people references``: figures that claims can be compared with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol

import click

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import polars as pl

    from bongsu.catalog import Catalog
    from bongsu.results import Results

LABELS = ("concept", "place", "population", "base", "scenario", "law")
LONG = 12  # rows of one series, beyond which only every tenth year is shown
DECADE = 10
DIGITS = {"share": 1, "child/woman": 2, "percent": 1, "thousand person": 0}
NAMES = {"child/woman": "children", "percent": "per 100", "year": "years"}
PERCENT = 100.0


class Lab(Protocol):
    """What the command asks of a lab."""

    @property
    def catalog(self) -> Catalog:
        """Reference tables."""
        ...

    def run(
        self,
        scenario: str,
        *,
        outputs: Sequence[str] | None = None,
        as_of: date | None = None,
    ) -> Results:
        """Run a scenario."""
        ...


@click.command()
@click.option("--concept", metavar="NAME", help="Only this one; without it, what there is.")
@click.option("--year", type=click.IntRange(1900, 2200), help="Only figures of this year.")
@click.option("--population", help="Only of total, nationals, foreigners or register.")
@click.option("--as-of", metavar="DAY", help="Only what was known on that day: YYYY-MM-DD.")
@click.option("--scenario", help="Beside published figures, those of a run of it.")
@click.option("--json", "as_json", is_flag=True, help="Print every row for machines.")
@click.pass_obj
def references(
    lab: Lab,
    concept: str | None,
    year: int | None,
    population: str | None,
    as_of: str | None,
    scenario: str | None,
    as_json: bool,
) -> None:
    """What has been published of Korea's people and pension fund, by whom, when and of whom.

    A figure of Korean nationals is no figure of the total population, nor is one of the resident
    register, which has no foreigners: `population` says which it is. `base` is the projection,
    revision or count, `refers_to` the day, year or months that the figure is of, and `known_from`
    the day from which anybody could know it.

    Of long series the table shows every tenth year; --year and --json have them all.

    \b
    Examples:
      bongsu people references
      bongsu people references --concept share_15_64 --year 2040
      bongsu people references --concept fund_exhaustion_year --as-of 2025-06-30 --json
    """
    from bongsu.periods import parse_day
    from bongsu.systems.people.references import known

    known(concept)  # before a run
    day = parse_day(as_of, where="--as-of") if as_of else None
    frame = _found(lab, concept, day, scenario)
    frame = _of(frame, "population", population, "--population")
    if year is not None:
        import polars as pl

        frame = frame.filter(pl.lit(year).is_between("first_year", "last_year"))
    if as_json:
        click.echo(json.dumps(frame.to_dicts(), ensure_ascii=False, default=str))
    elif frame.is_empty():
        click.echo("no figure was found", err=True)
    elif concept is None and year is None:
        _print_concepts(frame)
    else:
        _print(frame, every=year is not None)


def _found(lab: Lab, concept: str | None, day: date | None, scenario: str | None) -> pl.DataFrame:
    """Return published rows, and below them those of a run."""
    import polars as pl

    from bongsu.systems.people import references as refer

    frame = refer.references(lab.catalog, day, concept=concept)
    if scenario is None:
        return frame
    outputs = {
        name
        for read_out in refer.READ_OUTS
        if concept in {None, read_out.concept}
        for name in read_out.variables
    }
    if not outputs:
        return frame
    run = refer.references_of(lab.run(scenario, outputs=sorted(outputs), as_of=day))
    return pl.concat([frame, run.filter(concept is None or pl.col("concept") == concept)])


def _of(frame: pl.DataFrame, column: str, value: str | None, option: str) -> pl.DataFrame:
    from bongsu.errors import UnknownName, did_you_mean
    from bongsu.systems.people.references import POPULATIONS

    if value is None:
        return frame
    if value not in POPULATIONS:
        raise UnknownName(
            f"there is no population {value}",
            where=option,
            mend=did_you_mean(value, POPULATIONS),
        )
    return frame.filter(**{column: value})


def _print_concepts(frame: pl.DataFrame) -> None:
    """Print how many figures there are of each concept, and of which populations."""
    from bongsu.systems.people.references import CONCEPTS

    rows = [
        (
            concept,
            CONCEPTS[str(concept)][1],
            ", ".join(part["population"].drop_nulls().unique().sort()),
            f"{part.height:,}",
        )
        for (concept,), part in frame.group_by("concept", maintain_order=True)
    ]
    _table(("concept", "what it is", "populations", "figures"), rows, right={"figures"})
    click.echo("next: bongsu people references --concept NAME", err=True)


def _print(frame: pl.DataFrame, *, every: bool) -> None:
    """Print one row a figure; what all of them share stands above, once."""
    from bongsu.systems.people.references import COUNTRY

    shown = frame if every else _thinned(frame)
    same = {head: shown[head][0] for head in LABELS if shown[head].n_unique() == 1}
    heads = [head for head in LABELS if head not in same]
    rows = [
        (*(row[head] or "–" for head in heads), row["refers_to"], _value(row), _day(row))
        for row in shown.iter_rows(named=True)
    ]
    title = " · ".join(label for label in same.values() if label not in {None, COUNTRY})
    _table((*heads, "refers to", "value", "known from"), rows, right={"value"}, title=title)
    if shown.height < frame.height:
        left = frame.height - shown.height
        click.echo(f"{left:,} more figures: give --year, or --json", err=True)


def _thinned(frame: pl.DataFrame) -> pl.DataFrame:
    """Return short series whole, and of long ones every tenth year."""
    import polars as pl

    short = pl.len().over(*LABELS) <= LONG
    return frame.filter(short | (pl.col("first_year") % DECADE == 0))


def _value(row: dict[str, Any]) -> str:
    value, unit = row["value"], row["unit"]
    if unit == "year" and row["concept"].endswith("_year"):
        return f"{value:.0f}"
    if unit == "share":
        return f"{PERCENT * value:.1f}%"
    return f"{value:,.{DIGITS.get(unit, 1)}f} {NAMES.get(unit, unit)}"


def _day(row: dict[str, Any]) -> str:
    return str(row["known_from"] or "–")


def _table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], *, right: set[str], title: str = ""
) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD)
    for head in heads:
        table.add_column(head, justify="right" if head in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console = Console()
    if title:  # above the table and not in it, where it would be folded to the table's width
        console.print(Text(title))
    console.print(table)
