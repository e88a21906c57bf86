"""Policy rates of central banks by day, and exchange rates by year."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

from bongsu.evidence import sourced
from bongsu.evidence.sourced import known, rows, span

BANKS = ("BOK", "Fed", "BOJ", "ECB")
CURRENCIES = ("KRW", "JPY", "CNY", "EUR", "GBP")
_WITHIN_MONTH = 0.04  # how far a day's rate is let stray from its month's mean at least
_WIDEST = 1.5  # what a month may bring at most
_YEAR_TO_COME = 0.20  # and from the last twelve months' where the year is not known yet


class Decision(NamedTuple):
    """A change of a policy rate."""

    bank: str  # "Fed", "BOK", "BOJ", "ECB"
    decided: dt.date
    low: float  # percent; of the target range, or the rate itself
    high: float
    change: float  # percentage points from the rate before, of the upper end
    rate: str  # what the bank calls it
    held: dt.date | None  # of the newest: the last day on which it is known to have stood
    known_from: dt.date
    source: str


class Band(NamedTuple):
    """Between what an exchange rate can have been in a year: units of a currency a US dollar."""

    currency: str
    year: int
    low: float
    high: float
    average: float
    months: int  # how many of the year's months are known
    source: str


@cache
def _decisions() -> dict[str, tuple[Decision, ...]]:
    found: dict[str, list[Decision]] = {}
    for row in rows("bongsu.audit", "policy_rates"):
        earlier = found.setdefault(row["bank"], [])
        high = float(row["high"])
        earlier.append(
            Decision(
                bank=row["bank"],
                decided=dt.date.fromisoformat(row["decided"]),
                low=float(row["low"]),
                high=high,
                change=round(high - earlier[-1].high, 4) if earlier else 0.0,
                rate=row["rate"],
                held=sourced.day(row["held"]),
                known_from=dt.date.fromisoformat(row["known_from"]),
                source=row["source"],
            )
        )
    return {bank: tuple(every) for bank, every in found.items()}


def decisions(bank: str, as_of: dt.date | None = None) -> tuple[Decision, ...]:
    """Return each change of a bank's rate that was known on a day, the oldest first.

    Parameters
    ----------
    bank : str
        One of `BANKS`; no decisions are known of any other.
    as_of : date, optional
        The day; today's knowledge if left out.
    """
    return tuple(made for made in _decisions().get(bank, ()) if known(made.known_from, as_of))


def policy_rate(bank: str, day: dt.date, as_of: dt.date | None = None) -> Decision | None:
    """Return the decision in force on a day, none before the first and after the last on record.

    Parameters
    ----------
    bank : str
        As in `decisions`.
    day : date
        The day that is asked about; a decision holds from the day on which it was made.
    as_of : date, optional
        The day from which is looked; today's knowledge if left out.

    Examples
    --------
    >>> made = policy_rate("BOK", dt.date(2023, 6, 1))
    >>> made.high, str(made.decided)
    (3.5, '2023-01-13')
    """
    made = decisions(bank, as_of)
    place = bisect_right(made, day, key=lambda one: one.decided)
    if not place:
        return None
    found = made[place - 1]
    return None if found.held and day > found.held else found


@cache
def _months() -> tuple[tuple[str, dict[str, float]], ...]:
    return tuple(
        (row["month"], {name: float(row[name]) for name in CURRENCIES if row[name]})
        for row in rows("bongsu.evidence", "exchange_rates")
    )


def exchange_band(currency: str, year: int, as_of: dt.date | None = None) -> Band | None:
    """Return between what an exchange rate against the US dollar lay in a year.

    Built from means of months: each day is let stray from its month's mean by 4 percent, or by as
    much as the mean moved from the month before or to the month after. A year of which months are
    missing as of the day is widened by what the rate may move in a year.

    Parameters
    ----------
    currency : str
        One of `CURRENCIES`.
    year : int
        The year.
    as_of : date, optional
        The day from which is looked; today's knowledge if left out.

    Returns
    -------
    Band or None
        None for other currencies, years before the first, and more than a year after the last.

    Examples
    --------
    >>> band = exchange_band("KRW", 2023)
    >>> band.low < 1305 < band.high, band.high < 1500
    (True, True)
    """
    seen = [
        (month, rates[currency])
        for month, rates in _months()
        if currency in rates and known(_published(month), as_of)
    ]
    within = [place for place, (month, _) in enumerate(seen) if month.startswith(f"{year:04d}-")]
    if within:
        lows, highs = zip(*(_strays(seen, place) for place in within), strict=True)
        average = sum(seen[place][1] for place in within) / len(within)
        low, high = min(lows), max(highs)
        spare = _YEAR_TO_COME * (12 - len(within)) / 12 if within[-1] == len(seen) - 1 else 0.0
    elif seen and year == int(seen[-1][0][:4]) + 1:
        last = [rate for _, rate in seen[-12:]]
        average, low, high, spare = sum(last) / len(last), min(last), max(last), _YEAR_TO_COME
    else:
        return None
    return Band(
        currency=currency,
        year=year,
        low=low * (1 - spare),
        high=high * (1 + spare),
        average=average,
        months=len(within),
        source="fed-h10",
    )


def _published(month: str) -> dt.date:
    return span(month)[1] + dt.timedelta(days=1)


def _strays(seen: list[tuple[str, float]], place: int) -> tuple[float, float]:
    rate = seen[place][1]
    beside = [seen[near][1] for near in (place - 1, place + 1) if 0 <= near < len(seen)]
    moved = max((max(other / rate, rate / other) for other in beside), default=1.0)
    stray = max(1.0 + _WITHIN_MONTH, min(moved, _WIDEST))
    return rate / stray, rate * stray
