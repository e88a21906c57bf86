"""Work out the packaged months of tariffs: duties after each step, and shares by industry.

    python data-build/tariff_layers.py

Writes ``prices.parquet``, ``months.csv`` and ``shares.csv`` beside the layers, and ``weeks.csv``
beside the refunds, from the law and the tables of the package. To be run when the law, the trade
or a step changed; it takes some minutes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from bongsu.systems.tariffs.arrays import Floats
from bongsu.systems.tariffs.layers.diversion import FILE, packed, unpacked
from bongsu.systems.tariffs.layers.gap import (
    FIT,
    Row,
    collected_by_industry,
    packaged_shares,
    rates_paid,
    rows_of,
    shares_collected,
)
from bongsu.systems.tariffs.layers.steps import PARTS, Desk
from bongsu.systems.tariffs.layers.trade import FIRST, LAST
from bongsu.systems.tariffs.refunds.simulated import IEEPA, IEEPA_DUTIES

OUT = Path(__file__).resolve().parents[1] / "src/bongsu/systems/tariffs/layers"
STILL = 0.001  # below what change of a share the turns end
MOST_TURNS = 20


def main() -> None:
    """Write the files: trade moves by what is paid, and what is paid is found from trade."""
    desk = Desk()
    rates = {month: desk.duty_rates(month) for month in _months()}
    shares, moved, turns = packaged_shares(), 1.0, 0
    while moved > STILL:
        turns += 1
        if turns > MOST_TURNS:
            raise SystemExit(f"the shares still move by {moved:.4f} after {MOST_TURNS} turns")
        table = packed({month: _prices(desk, rates[month], shares) for month in _months()})
        prices = unpacked(table)
        months = [desk.month(month, prices=prices[month]) for month in _months()]
        fitted = [one for one in months if one.month in FIT]
        found = shares_collected(fitted, collected_by_industry())
        moved = max(abs(share - shares[industry]) for industry, share in found.items())
        shares = {industry: round(share, 4) for industry, share in found.items()}
        print(f"shares moved by up to {moved:.4f}", flush=True)
    table.write_parquet(OUT / FILE, compression="zstd", compression_level=22)
    _write(OUT / "shares.csv", ("naics3", "share"), sorted(shares.items()))
    _write(OUT.parent / "refunds" / "weeks.csv", ("from", "pairs", "value"), _weeks(desk))
    rows = [row for month in months for row in rows_of(month, shares)]
    _write(
        OUT / "months.csv",
        ("month", "group", "stage", "value", *PARTS),
        [
            (row.month, row.group, row.stage, *(f"{usd / 1e6:.4g}" for usd in _amounts(row)))
            for row in rows
        ],
    )


def _write(path: Path, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(heads)
        table.writerows(rows)


def _amounts(row: Row) -> list[float]:
    return [row.value, *(row.duties[part] for part in PARTS)]


def _prices(desk: Desk, rates: Floats, shares: Mapping[int, float]) -> Floats:
    """Return prices with the duty that is paid in a month over those of 2024."""
    value, duty = desk.cells.value, desk.cells.duty
    before = np.divide(duty, value, out=np.zeros_like(value), where=value > 0)
    prices: Floats = (1.0 + rates_paid(desk, rates, shares)) / (1.0 + before)
    return prices


def _weeks(desk: Desk) -> list[tuple[date, float, float]]:
    """Return the weeks of the emergency duties: shares of pairs and of value that bore them."""
    found, day = [], IEEPA[0]
    while day < IEEPA[1]:
        end = min(day + timedelta(days=7), IEEPA[1], _next_month(day))
        pairs, value = desk.pairs_dutied(range(day.toordinal(), end.toordinal()), IEEPA_DUTIES)
        found.append((day, round(pairs, 4), round(value, 4)))
        day = end
    return found


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _months() -> list[date]:
    count = (LAST.year - FIRST.year) * 12 + LAST.month - FIRST.month + 1
    return [date(FIRST.year + step // 12, step % 12 + 1, 1) for step in range(count)]


if __name__ == "__main__":
    main()
