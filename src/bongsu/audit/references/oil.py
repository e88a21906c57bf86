"""What a barrel of crude oil cost in each month."""

from __future__ import annotations

import datetime as dt
from functools import cache

from bongsu.audit.references.series import Value
from bongsu.evidence.sourced import rows, span

OIL = "brent"  # the crude whose price stands for that of the world


@cache
def _months() -> dict[str, Value]:
    found = {}
    for row in rows("bongsu.audit", "oil_prices"):
        found[row["month"]] = Value(
            series=OIL,
            period=row["month"],
            low=float(row["brent"]),
            high=float(row["brent"]),
            known_from=span(row["month"])[0],
            vintage="",
            source=row["source"],
        )
    return found


def oil_price(day: dt.date) -> Value | None:
    """Return the mean price of the month in which a day lies, in dollars a barrel.

    Examples
    --------
    >>> price = oil_price(dt.date(2020, 4, 15))
    >>> price.low if price else None
    18.38
    """
    return _months().get(f"{day.year:04d}-{day.month:02d}")
