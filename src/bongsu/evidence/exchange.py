"""Exchange rates by month, each with its month and its source: what a sum may be converted with."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import NamedTuple

from bongsu.evidence.sourced import known, rows, span

SOURCE = "fed-h10"  # in `bongsu.evidence.sourced.sources`


class Rate(NamedTuple):
    """What one US dollar cost."""

    currency: str  # ISO 4217
    per_dollar: float  # units of the currency
    date: str  # EDTF: the month that it is the mean of, or a day
    source: str  # id of a source, or in words

    def dollars(self, value: float) -> float:
        """Return a sum in US dollars."""
        return value / self.per_dollar


@cache
def _months() -> dict[str, dict[str, str]]:
    return {row["month"]: row for row in rows("bongsu.evidence", "exchange_rates")}


def monthly_rate(currency: str, day: dt.date, as_of: dt.date | None = None) -> Rate | None:
    """Return the mean rate of the month in which a day lies.

    Parameters
    ----------
    currency : str
        ISO 4217; the US dollar itself costs one.
    day : date
        The day.
    as_of : date, optional
        The day from which is looked: a month's mean is known from the next month on.

    Returns
    -------
    Rate or None
        None for other currencies and for months that are not known.

    Examples
    --------
    >>> rate = monthly_rate("KRW", dt.date(2023, 6, 1))
    >>> rate.date, 1250 < rate.per_dollar < 1350
    ('2023-06', True)
    >>> monthly_rate("KRW", dt.date(2051, 6, 1)) is None
    True
    """
    month = f"{day.year:04d}-{day.month:02d}"
    if currency == "USD":
        return Rate(currency="USD", per_dollar=1.0, date=month, source="")
    found = _months().get(month, {}).get(currency)
    if not found or not known(span(month)[1] + dt.timedelta(days=1), as_of):
        return None
    return Rate(currency=currency, per_dollar=float(found), date=month, source=SOURCE)
