"""``bongsu tariffs refunds``: what a ruling gives back, entry by entry or for the country."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

if TYPE_CHECKING:
    import polars as pl

    from bongsu.cli.tariffs_branches import Outlook, Way
    from bongsu.lab import Lab
    from bongsu.systems.tariffs.overrides import Scenario
    from bongsu.systems.tariffs.refunds.simulated import Book
    from bongsu.systems.tariffs.refunds.weighed import Amount, Exposure

By = Literal["clock", "authority", "month"]
RULING = "ieepa-void"
SUFFIXES = (".csv", ".parquet")
QUARTER = 92  # days
SHOWN = 20  # faults
WAYS_SHORT = {
    "unliquidated": "liquidation without the duty",
    "suspended": "liquidation, once its suspension ends",
    "within-80": "CAPE, reliquidation or protest",
    "within-90": "reliquidation or protest",
    "within-180": "protest",
    "protested": "decision on the protest",
    "suit-filed": "judgment in the suit",
    "final": "suit, within two years",
    "lapsed": "none: every clock has run",
}


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option(
    "--ruling",
    help=f"A what-if: a name of the package or a file; {RULING} if left out; `actual` for law "
    "that came late alone.",
)
@click.option(
    "--scenario", help="Outcomes with probabilities: a tree of the law, or a scenario; weighed."
)
@click.option("--date", "day", required=True, help="The day on which clocks are read.")
@click.option(
    "--by",
    type=click.Choice(["clock", "authority", "month"]),
    help="Only this table; with --chart, `month` draws clocks over time.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Each entry line: CSV or Parquet.")
@click.option("--seed", default=1, show_default=True, help="Of the simulated entries.")
@click.option("--chart", type=click.Path(path_type=Path), help="Draw it: .svg or .png.")
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
@click.pass_obj
def refunds(
    lab: Lab | None,
    file: Path | None,
    ruling: str | None,
    scenario: str | None,
    day: str,
    by: By | None,
    out: Path | None,
    seed: int,
    chart: Path | None,
    as_json: bool,
) -> None:
    """What a ruling gives back: by authority, by the clock of each entry, with interest.

    \b
    FILE holds entry lines as `bongsu duty batch` reads them, with `value`; and if told `paid`
    (USD), `liquidated`, `protested`, `sued` (days), `informal`, `suspended`, `corporate` (yes or
    no). Paid is the duty as known on the day of entry, owed that under the ruling and all that is
    known. Without FILE: all imports of the country, with simulated entries. Exits with 1 if rows of
    FILE were bad and left out.
    \b
    Examples:
      bongsu tariffs refunds --ruling ieepa-void --date 2026-03-04
      bongsu tariffs refunds entries.csv --date 2026-06-02 --out refunds.csv
      bongsu tariffs refunds --scenario emergency-duties --date 2026-01-06 --by clock
      bongsu tariffs refunds --date 2026-06-02 --by month --chart clocks.svg
    """
    from bongsu.cli.tariffs_branches import certain, outlook
    from bongsu.cli.tariffs_drawings import check_file
    from bongsu.systems.tariffs.asking import day_from
    from bongsu.systems.tariffs.override_files import find_scenario
    from bongsu.systems.tariffs.refunds.weighed import expected

    if scenario is not None and (ruling is not None or out is not None):
        raise click.UsageError("--scenario weighs several rulings; leave --ruling and --out out")
    if chart is not None and by == "month" and file is not None:
        raise click.UsageError("clocks over time are drawn of the country's book, without FILE")
    if out is not None and file is None:
        raise click.UsageError("--out tells each entry line of FILE; give FILE, or leave --out out")
    asked = day_from(day, "--date")
    if chart is not None:
        check_file(chart)
    tree = certain(find_scenario(ruling or RULING)) if scenario is None else outlook(scenario, lab)
    desk = _Desk(asked, file, out, seed)
    ways = [way for way in tree.ways if way.p > 0]
    found = [desk.exposure(way.ruling) for way in ways]
    mean = expected([(way.p, one) for way, one in zip(ways, found, strict=True)])
    if chart is not None:
        _draw(tree, ways, found, mean, desk, by, chart)
    if as_json:
        told = _data(tree, ways, found, mean, desk)
        click.echo(json.dumps(told, indent=2, default=str))
    else:
        _print(tree, ways, found, mean, desk, by)
    if desk.faults:
        sys.exit(1)


class _Desk:
    """Replays one book under one ruling after the other; the same law is replayed once."""

    def __init__(self, day: date, file: Path | None, out: Path | None, seed: int) -> None:
        from bongsu.errors import OutOfRange
        from bongsu.results.files import refuse_place

        if (
            out is not None
            and file is not None
            and (out.suffix.lower() not in SUFFIXES or out.resolve() == file.resolve())
        ):
            raise OutOfRange(
                f"{out.name} can hold no entries",
                where="--out",
                mend="name another file, .csv or .parquet",
            )
        if out is not None:
            refuse_place(out.absolute(), overwrite=True)
        self.day, self.file, self.out, self.seed = day, file, out, seed
        self.faults: list[dict[str, Any]] = []
        self.later = 0
        self._held: dict[Any, Exposure] = {}

    def exposure(self, ruling: Scenario) -> Exposure:
        """Return what a ruling gives back."""
        key = (ruling.overrides, ruling.measures)
        if key not in self._held:
            self._held[key] = self._country(ruling) if self.file is None else self._file(ruling)
        return self._held[key]

    def book(self, ruling: Scenario) -> Book:
        """Return the country's book under a ruling."""
        from bongsu.streams import stream
        from bongsu.systems.tariffs.refunds.rulings import refunds_by_month, spans
        from bongsu.systems.tariffs.refunds.simulated import book

        def tell(month: date) -> None:
            click.echo(f"\rrating {month:%Y-%m}", nl=False, err=True)

        by_month = refunds_by_month(ruling, progress=tell)
        return book(by_month, stream(self.seed, "tariffs.refunds"), taken=spans(ruling))

    def _country(self, ruling: Scenario) -> Exposure:
        from bongsu.systems.tariffs.refunds.weighed import of_country

        return of_country(self.book(ruling), self.day)

    def _file(self, ruling: Scenario) -> Exposure:
        from bongsu.systems.tariffs.entry_files import check_flat, check_given
        from bongsu.systems.tariffs.refunds.replay import replay_file
        from bongsu.systems.tariffs.refunds.weighed import of_entries

        assert self.file is not None
        check_given(self.file)
        if self.out is not None:
            check_flat(self.file, self.out)
        told: list[int] = []

        def tell(rows: int, bad: int) -> None:
            told.append(rows)
            click.echo(f"\rreplayed {rows:,} rows, {bad:,} of them bad", nl=False, err=True)

        try:
            found = replay_file(self.file, ruling, self.day, progress=tell)
        finally:
            if told:
                click.echo(err=True)  # ends the line of how far it is
        if self.out is not None:
            _write(found.lines, self.out)
        self.faults, self.later = found.faults.to_dicts(), found.later
        return of_entries(found.lines)


def _write(lines: pl.DataFrame, out: Path) -> None:
    from bongsu.results.files import whole_file

    with whole_file(out.absolute(), overwrite=True) as stream:
        if out.suffix.lower() == ".csv":
            lines.write_csv(stream)
        else:
            lines.write_parquet(stream)


def _data(
    tree: Outlook, ways: Sequence[Way], found: Sequence[Exposure], mean: Exposure, desk: _Desk
) -> dict[str, Any]:
    from bongsu.systems.tariffs.layers.trade import LAST

    told: dict[str, Any] = {
        "ruling": tree.title,
        "date": desk.day,
        "simulated": desk.file is None,
        "by_authority": {name: one.usd for name, one in mean.authorities.items()},
        "by_month": [{"month": f"{m:%Y-%m}"} | _amounts(one) for m, one in mean.months.items()],
        "states": _states(mean),
    } | _whole(mean)
    if desk.file is None:
        told["imports_to"] = LAST
    else:
        told["faults"], told["later"] = desk.faults, desk.later
    if tree.issues:
        told["ways"] = [
            dict(zip(tree.issues, way.outcomes, strict=True))
            | {"p": way.p, "states": _states(one)}
            | _whole(one)
            for way, one in zip(ways, found, strict=True)
        ]
    return told


def _states(found: Exposure) -> list[dict[str, Any]]:
    return [
        {"state": state} | _amounts(one) | {"way": WAYS_SHORT[state]}
        for state, one in found.clocks.items()
    ]


def _amounts(one: Amount) -> dict[str, float]:
    entries = int(one.entries) if float(one.entries).is_integer() else one.entries
    return {"entries": entries, "usd": one.usd, "interest": one.interest}


def _whole(found: Exposure) -> dict[str, float]:
    told = _amounts(found.whole)
    return {"refund": told["usd"], "interest": told["interest"], "entries": told["entries"]}


def _print(
    tree: Outlook,
    ways: Sequence[Way],
    found: Sequence[Exposure],
    mean: Exposure,
    desk: _Desk,
    by: By | None,
) -> None:
    from bongsu.systems.tariffs.layers.trade import LAST
    from bongsu.systems.tariffs.refunds.clocks import last_quarter_held
    from bongsu.systems.tariffs.telling import AUTHORITY

    simulated = desk.file is None
    click.echo(f"{tree.title}\nas of {desk.day}\n")
    if tree.issues:
        _print_ways(ways, found)
        click.echo("expected, by these probabilities:")
    kind = "entries (simulated)" if simulated else "entry lines"
    if by in {None, "clock"}:
        reached = {state: one for state, one in mean.clocks.items() if one.entries or one.usd}
        rows = {str(state): (one, WAYS_SHORT[state]) for state, one in reached.items()}
        _table("state", kind, rows, mean, last="way")
    else:
        _print_other(by, kind, mean)
    if by is None and not tree.issues:
        click.echo("\nby authority, USD:")
        for part, one in mean.authorities.items():
            click.echo(f"  {AUTHORITY.get(part, part):20}{_usd(one.usd):>20}")
    if simulated:
        click.echo(f"\nImports are known to {LAST:%B %Y}; entries are drawn.")
    if desk.later:
        click.echo(f"\nEntry lines left out, as they were entered after {desk.day}: {desk.later:,}")
    if desk.faults:
        click.echo(f"\n{len(desk.faults)} faults; their rows are left out:")
        for fault in desk.faults[:SHOWN]:
            click.echo(f"  row {fault['row']}, {fault['column']}: {fault['reason']}")
    if (desk.day - last_quarter_held()).days > QUARTER:
        click.echo(f"\nInterest after {last_quarter_held():%B %Y} at the last rate held.")


def _print_other(by: By | None, kind: str, mean: Exposure) -> None:
    from bongsu.systems.tariffs.telling import AUTHORITY

    if by == "authority":
        names = {AUTHORITY.get(part, part): (one, "") for part, one in mean.authorities.items()}
        _table("authority", "", names, mean)
    else:
        months = {f"{month:%Y-%m}": (one, "") for month, one in mean.months.items()}
        _table("entered in", kind, months, mean)


def _print_ways(ways: Sequence[Way], found: Sequence[Exposure]) -> None:
    click.echo(f"{'chance':>7}{'refund, USD':>20}{'interest, USD':>18}  outcome")
    for way, one in zip(ways, found, strict=True):
        told = one.whole
        click.echo(f"{way.p:>7.1%}{_usd(told.usd):>20}{_usd(told.interest):>18}  "
                   f"{way.ruling.title}")  # fmt: skip
    click.echo()


def _table(
    head: str,
    kind: str,
    rows: Mapping[str, tuple[Amount, str]],
    mean: Exposure,
    *,
    last: str = "",
) -> None:
    width = max(14, *(len(name) + 2 for name in [head, *rows]))
    title = f"{head:{width}}{kind:>20}{'refund, USD':>20}{'interest, USD':>18}  {last}"
    click.echo(title.rstrip())
    for name, (one, words) in [*rows.items(), ("all", (mean.whole, ""))]:
        count = f"{one.entries:,.0f}" if one.entries else "–"
        told = count if kind else ""
        click.echo(
            f"{name:{width}}{told:>20}{_usd(one.usd):>20}{_usd(one.interest):>18}  {words}".rstrip()
        )


def _usd(value: float) -> str:
    text = f"{value:,.0f}" if abs(value) >= 1e6 else f"{value:,.2f}"
    return text.replace("-", "−")


def _draw(
    tree: Outlook,
    ways: Sequence[Way],
    found: Sequence[Exposure],
    mean: Exposure,
    desk: _Desk,
    by: By | None,
    file: Path,
) -> None:
    from bongsu.cli import tariffs_refunds_chart as charts
    from bongsu.cli.tariffs_drawings import write

    simulated = desk.file is None
    if by == "month":
        books = [(way.p, desk.book(way.ruling)) for way in ways]
        drawn = charts.over_time(books, tree.title, desk.day)
    elif tree.issues and by is None:
        leaves = [(way.outcomes, way.p, one.whole) for way, one in zip(ways, found, strict=True)]
        drawn = charts.outcomes(tree.issues, leaves, tree.title, desk.day, simulated=simulated)
    else:
        states = {state: one.usd for state, one in mean.clocks.items()}
        drawn = charts.by_clock(states, tree.title, desk.day, simulated=simulated)
    write(drawn, file)
