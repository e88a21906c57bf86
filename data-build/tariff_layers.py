"""Work out the packaged months of tariffs: duties after each step, and shares by industry.

    python data-build/tariff_layers.py

Writes ``prices.parquet``, ``months.csv`` and ``shares.csv`` beside the layers, and ``weeks.csv``
beside the refunds, from the law and the tables of the package. To be run when the law, the trade
or a step changed; it takes some minutes.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from bongsu.systems.tariffs.arrays import Floats
from bongsu.systems.tariffs.layers.diversion import FILE, packed
from bongsu.systems.tariffs.layers.gap import (
    FIT,
    collected_by_industry,
    rows_of,
    shares_collected,
)
from bongsu.systems.tariffs.layers.steps import PARTS, Desk
from bongsu.systems.tariffs.layers.trade import FIRST, LAST
from bongsu.systems.tariffs.refunds.simulated import IEEPA, IEEPA_DUTIES

OUT = Path(__file__).resolve().parents[1] / "src/bongsu/systems/tariffs/layers"


def main() -> None:
    """Write the files; the first one is needed for the others."""
    desk = Desk()
    prices = {month: _prices(desk, month) for month in _months()}
    packed(prices).write_parquet(OUT / FILE, compression="zstd", compression_level=22)
    months = [desk.month(month) for month in _months()]
    shares = shares_collected([one for one in months if one.month in FIT], collected_by_industry())
    shares = {industry: round(share, 4) for industry, share in shares.items()}
    with (OUT / "shares.csv").open("w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["naics3", "share"])
        table.writerows(sorted(shares.items()))
    weeks = _weeks(desk)
    with (OUT.parent / "refunds" / "weeks.csv").open("w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["from", "pairs", "value"])
        table.writerows(weeks)
    with (OUT / "months.csv").open("w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["month", "group", "stage", "value", *PARTS])
        for month in months:
            for row in rows_of(month, shares):
                usd = [row.value, *(row.duties[part] for part in PARTS)]
                table.writerow([row.month, row.group, row.stage, *(f"{x / 1e6:.4g}" for x in usd)])


def _prices(desk: Desk, month: date) -> Floats:
    """Return prices with duty in a month over those of 2024."""
    value, duty = desk.cells.value, desk.cells.duty
    before = np.divide(duty, value, out=np.zeros_like(value), where=value > 0)
    prices: Floats = (1.0 + desk.duty_rates(month)) / (1.0 + before)
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
