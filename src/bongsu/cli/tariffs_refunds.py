"""``bongsu tariffs refunds``: what a ruling gives back, entry by entry or for the country."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import polars as pl

    from bongsu.systems.tariffs.overrides import Scenario

SUFFIXES = (".csv", ".parquet")
QUARTER = 92  # days
SHOWN = 20  # faults
WAYS_SHORT = {
    "unliquidated": "liquidation without the duty",
    "within-80": "CAPE, reliquidation or protest",
    "within-90": "reliquidation or protest",
    "within-180": "protest",
    "protested": "decision on the protest",
    "final": "suit, within two years",
}


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option(
    "--ruling",
    default="ieepa-void",
    show_default=True,
    help="A what-if: a name of the package or a file; `actual` for law that came late alone.",
)
@click.option("--date", "day", required=True, help="The day on which clocks are read.")
@click.option("--out", type=click.Path(path_type=Path), help="Each entry line: CSV or Parquet.")
@click.option("--seed", default=1, show_default=True, help="Of the simulated entries.")
@click.option("--chart", type=click.Path(path_type=Path), help="Draw by clock: .svg or .png.")
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
def refunds(
    file: Path | None,
    ruling: str,
    day: str,
    out: Path | None,
    seed: int,
    chart: Path | None,
    as_json: bool,
) -> None:
    """What a ruling gives back: by authority, by the clock of each entry, with interest.

    \b
    FILE holds entry lines as `bongsu duty batch` reads them, with `value`; and if told `paid`
    (USD), `liquidated`, `protested` (days), `informal`, `corporate` (yes or no). Paid is the duty
    as known on the day of entry, owed that under the ruling and all that is known.
    Without FILE: all imports of the country, with simulated entries.
    \b
    Examples:
      bongsu tariffs refunds --ruling ieepa-void --date 2026-03-04
      bongsu tariffs refunds entries.csv --date 2026-06-02 --out refunds.csv
    """
    from bongsu.cli.tariffs_refunds_chart import check_file, write_chart
    from bongsu.systems.tariffs.asking import day_from
    from bongsu.systems.tariffs.override_files import find_scenario
    from bongsu.systems.tariffs.refunds.clocks import last_quarter_held

    asked, what_if = day_from(day, "--date"), find_scenario(ruling)
    if chart is not None:
        check_file(chart)
    told = _country(what_if, asked, seed) if file is None else _entries(file, what_if, asked, out)
    if chart is not None:
        write_chart(told["states"], what_if.title, asked, simulated=file is None, file=chart)
    if as_json:
        click.echo(json.dumps(told, indent=2, default=str))
        return
    _print(told)
    if (asked - last_quarter_held()).days > QUARTER:
        click.echo(f"\nInterest after {last_quarter_held():%B %Y} at the last rate held.")


def _country(ruling: Scenario, day: date, seed: int) -> dict[str, Any]:
    from bongsu.streams import stream
    from bongsu.systems.tariffs.layers.trade import LAST
    from bongsu.systems.tariffs.refunds.rulings import refunds_by_month
    from bongsu.systems.tariffs.refunds.simulated import book, by_authority, exposure

    def tell(month: date) -> None:
        click.echo(f"\rrating {month:%Y-%m}", nl=False, err=True)

    held = book(refunds_by_month(ruling, progress=tell), stream(seed, "tariffs.refunds"))
    states = [asdict(one) | {"way": WAYS_SHORT.get(one.state, "")} for one in exposure(held, day)]
    return {
        "ruling": ruling.title,
        "date": day,
        "simulated": True,
        "imports_to": LAST,
        "by_authority": by_authority(held, day),
        "states": states,
        "refund": sum(one["usd"] for one in states),
        "interest": sum(one["interest"] for one in states),
        "entries": sum(one["entries"] for one in states),
    }


def _entries(file: Path, ruling: Scenario, day: date, out: Path | None) -> dict[str, Any]:
    import polars as pl

    from bongsu.errors import OutOfRange
    from bongsu.systems.tariffs.refunds.replay import PARTS, replay_file

    if out is not None and (out.suffix.lower() not in SUFFIXES or out.resolve() == file.resolve()):
        raise OutOfRange(
            f"{out.name} can hold no entries",
            where="--out",
            mend="name another file, .csv or .parquet",
        )

    def tell(rows: int, bad: int) -> None:
        click.echo(f"\rreplayed {rows:,} rows, {bad:,} of them bad", nl=False, err=True)

    found = replay_file(file, ruling, day, progress=tell)
    click.echo(err=True)
    lines = found.lines
    if out is not None:
        _write(lines, out)
    states = (
        lines.group_by("state", maintain_order=True)
        .agg(
            pl.len().alias("entries"),
            pl.col("refund").sum().alias("usd"),
            pl.col("interest").sum(),
        )
        .to_dicts()
    )
    order = list(WAYS_SHORT)
    states.sort(key=lambda one: order.index(one["state"]))
    names = {part: f"refund_{part}" for part in PARTS} | {"told as paid": "refund_other_paid"}
    sums = {part: float(lines[column].sum()) for part, column in names.items()}
    return {
        "ruling": ruling.title,
        "date": day,
        "simulated": False,
        "by_authority": {part: usd for part, usd in sums.items() if usd},
        "states": [one | {"way": WAYS_SHORT[one["state"]]} for one in states],
        "refund": float(lines["refund"].sum()),
        "interest": float(lines["interest"].sum()),
        "entries": lines.height,
        "faults": found.faults.to_dicts(),
    }


def _write(lines: pl.DataFrame, out: Path) -> None:
    if out.suffix.lower() == ".csv":
        lines.write_csv(out)
    else:
        lines.write_parquet(out)


def _print(told: dict[str, Any]) -> None:
    from bongsu.systems.tariffs.telling import AUTHORITY

    click.echo(f"{told['ruling']}\nas of {told['date']}\n")
    kind = "entries (simulated)" if told["simulated"] else "entry lines"
    click.echo(f"{'state':14}{kind:>20}{'refund, USD':>20}{'interest, USD':>18}  way")
    for one in told["states"]:
        click.echo(_row(one["state"], one["entries"], one["usd"], one["interest"], one["way"]))
    click.echo(_row("all", told["entries"], told["refund"], told["interest"], ""))
    click.echo("\nby authority, USD:")
    for part, usd in told["by_authority"].items():
        click.echo(f"  {AUTHORITY.get(part, part):20}{_usd(usd):>20}")
    if told["simulated"]:
        click.echo(f"\nImports are known to {told['imports_to']:%B %Y}; entries are drawn.")
    faults: Sequence[dict[str, Any]] = told.get("faults", ())
    if faults:
        click.echo(f"\n{len(faults)} faults; their rows are left out:")
        for one in faults[:SHOWN]:
            click.echo(f"  row {one['row']}, {one['column']}: {one['reason']}")


def _row(state: str, entries: int, usd: float, interest: float, way: str) -> str:
    count = f"{entries:,}" if entries else "–"
    return f"{state:14}{count:>20}{_usd(usd):>20}{_usd(interest):>18}  {way}".rstrip()


def _usd(value: float) -> str:
    text = f"{value:,.0f}" if abs(value) >= 1e6 else f"{value:,.2f}"
    return text.replace("-", "−")
