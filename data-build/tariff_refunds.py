"""Compute refunds by clock, and what law that came late gives back on a car, into ``tariffs/``.

    python data-build/tariff_refunds.py

``refunds.csv`` holds what comes back to the country's importers if the duties under IEEPA are void,
at the end of each month, by the clock that entries have reached then; ``windows.csv`` the duty on a
passenger car from Korea by day of entry, as it was known and as it reads. Run it when the law or
the imports change, then ``build.py``; a test holds the tables against the engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from bongsu.streams import stream
from bongsu.systems.tariffs.entries import Entry
from bongsu.systems.tariffs.layers.trade import LAST
from bongsu.systems.tariffs.overrides import Override, Scenario
from bongsu.systems.tariffs.refunds.rulings import refunds_by_month, spans
from bongsu.systems.tariffs.refunds.simulated import IEEPA, Book, book, exposure
from bongsu.systems.tariffs.windows import stretches

OUT = Path(__file__).parent / "tariffs"
SEED = 1  # that of `bongsu tariffs refunds`
TARGETS = ("authority:recip", "authority:fent")
RULINGS = {"from-the-start": date.min, "from-the-argument": date(2025, 11, 5)}
CLOCKS = {
    "unliquidated": "not-liquidated",
    "within-80": "protest",
    "within-90": "protest",
    "within-180": "protest",
    "final": "suit",
    "lapsed": "lapsed",
}
# Imports of a month are released some 35 days after it ends; those of autumn 2025 came late. What
# followed is dated by the state of the tables that are held, which is later than the release.
RELEASED = {
    date(2025, 8, 1): date(2025, 11, 19),
    date(2025, 9, 1): date(2025, 12, 11),
    date(2025, 10, 1): date(2026, 1, 8),
    date(2025, 11, 1): date(2026, 1, 29),
    date(2025, 12, 1): date(2026, 2, 19),
}
LAG = timedelta(days=40)
HELD = date(2026, 6, 13)
CAR = ("8703230140", "KOR")
WINDOW = (date(2025, 10, 15), date(2025, 12, 15))
PUBLISHED = date(2025, 12, 4)  # the notice that lowered the duty from 1 November on


def months() -> list[date]:
    """Return the months of which imports are known, from the first duties on."""
    found, month = [], IEEPA[0].replace(day=1)
    while month <= LAST:
        found.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    return found


def known(month: date) -> date:
    """Return from which day on the imports of a month were known."""
    end = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return RELEASED.get(month, end + LAG if month < min(RELEASED) else HELD)


def books() -> dict[str, Book]:
    """Return the country's simulated entries under each ruling."""
    found = {}
    for name, first in RULINGS.items():
        void = Override(do="void", targets=TARGETS, start=first)
        ruling = Scenario(name=name, overrides=(void,))
        by_month = refunds_by_month(ruling)
        found[name] = book(by_month, stream(SEED, "tariffs.refunds"), taken=spans(ruling))
    return found


def refunds() -> Iterator[tuple[date, date, str, str, int, float, float]]:
    """Yield the sums of each month's end; nothing is owed before the first duties are seen."""
    before = (IEEPA[0].replace(day=1) - timedelta(days=1)).replace(day=1)
    for ruling, held in books().items():
        for clock in dict.fromkeys(CLOCKS.values()):
            yield date(2025, 2, 5), before, ruling, clock, 0, 0.0, 0.0
        for month in months():
            end = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
            sums = {clock: [0, 0.0, 0.0] for clock in CLOCKS.values()}
            for one in exposure(held, end):
                told = sums[CLOCKS[one.state]]
                told[0] += one.entries
                told[1] += one.usd
                told[2] += one.interest
            for clock, (entries, usd, interest) in sums.items():
                yield known(month), month, ruling, clock, int(entries), round(usd), round(interest)


def windows() -> Iterator[tuple[date, str, str, date, date, float, float]]:
    """Yield days of entry that bear one duty by both readings."""
    code, origin = CAR
    car = Entry(hts10=code, origin=origin, claim="none", day=WINDOW[0])
    for one in stretches(car, *WINDOW):
        duties = (round(one.as_known, 8), round(one.as_of, 8))
        yield PUBLISHED, code, origin, one.first, one.last, *duties


if __name__ == "__main__":
    pl.DataFrame(
        list(refunds()),
        schema=["known_from", "month", "ruling", "clock", "entries", "usd", "interest"],
        orient="row",
    ).sort("month", "ruling", "clock").write_csv(OUT / "refunds.csv")
    pl.DataFrame(
        list(windows()),
        schema=["known_from", "hts10", "origin", "first", "last", "as_known", "as_of"],
        orient="row",
    ).write_csv(OUT / "windows.csv")
