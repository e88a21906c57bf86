"""Between what exchange rates lay: in years, in months, and at the time that an amount is of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cache

from bongsu.audit.references import exchange_band
from bongsu.audit.telling import shown
from bongsu.audit.units.conversions import DOLLAR, Conversion
from bongsu.audit.units.quotes import Quote
from bongsu.evidence.exchange import monthly_rate
from bongsu.evidence.intervals import Interval
from bongsu.patterns import lazy_regex

_MARGIN = 0.03  # a text may use a bank's rate, or the mean of a quarter
_SINCE, _UNTIL = 1995, 2040  # where no year is known, any rate since then is plausible


def bands(pair: Conversion, day: dt.date | None) -> list[Interval]:
    """Return between what the rate lay in the year of the figure and about the day of the text.

    Amounts of the past are converted at the rate of then or of now, those of the future at the
    rate of now.
    """
    year = year_of(pair.period)
    years = {year} if year is not None else set()
    if day is not None:
        years |= {day.year - 1, day.year}
        if year is None:
            years.add(day.year - 2)
    else:  # a text of no known day may convert at the rate of any later year
        years = set(range(year if year is not None else _SINCE, _UNTIL))
    return over(pair.foreign.unit, pair.base.unit, years, day)


def year_of(period: str | None) -> int | None:
    """Return the year of a period in EDTF."""
    return int(period[:4]) if period and period[:4].isdigit() else None


def over(currency: str, base: str, years: Iterable[int], day: dt.date | None) -> list[Interval]:
    """Return between what a rate lay in each of some years, none of them after the day."""
    past = [year for year in years if day is None or year <= day.year]
    found = []
    for year in sorted(past):
        band, other = _of_year(currency, year), _of_year(base, year)
        if band is None or other is None:
            continue
        # what a dollar cost in the one and in the other, each at its most apart
        low, high = band.low / other.high, band.high / other.low
        found.append(Interval(low * (1 - _MARGIN), high * (1 + _MARGIN)))
    return found


def nearest(bands: list[Interval], rate: Interval) -> str:
    """Return the band that lies nearest to a rate, in words."""
    middle = (rate.low + rate.high) / 2
    return shown(min(bands, key=lambda band: min(abs(band.low - middle), abs(band.high - middle))))


def seen(bands: list[Interval], rate: Interval) -> bool:
    """Whether a rate was seen in one of some years, or nothing is known of them."""
    return not bands or any(band.meets(rate) for band in bands)


@cache
def _of_year(currency: str, year: int) -> Interval | None:
    """Return what a dollar cost in a year as is known today: what a rate was does not change."""
    if currency == DOLLAR:
        return Interval(1.0, 1.0)
    band = exchange_band(currency, year)
    return Interval(band.low, band.high) if band is not None else None


_STRAYS = 0.06  # of the mean of a month: a day, or a year that ends in it
_RESTLESS = 0.5  # of how far apart the means of months are: then days stray farther, as in 2009
_BESIDE = dt.timedelta(days=31)
_THREE = 3  # months


def about_month(quote: Quote, day: dt.date) -> list[Interval]:
    """Return between what a rate lay in a month and the two beside it; nothing if unknown."""
    months = [day - _BESIDE, day, day + _BESIDE]
    apart = [one.high / one.low - 1 for one in _of_months(quote.currency, quote.base, months, 0.0)]
    spare = _STRAYS + _RESTLESS * max(apart, default=0.0)
    return _of_months(quote.currency, quote.base, months, spare)


def _of_months(currency: str, base: str, months: Sequence[dt.date], spare: float) -> list[Interval]:
    """Return between what the means of some months lay; nothing if the newest are not known."""
    found = []
    for one in months:
        rates = [monthly_rate(each, one) for each in (currency, base)]
        if rates[0] is not None and rates[1] is not None:
            found.append(rates[0].per_dollar / rates[1].per_dollar)
    if not found or len(found) < min(len(months) - 1, _THREE):
        return []
    return [Interval(min(found) * (1 - spare), max(found) * (1 + spare))]


_SEASON = 5  # months before a text whose prices it may tell without their day
_SPARE = 0.06  # of the mean of a month


_MOVES = lazy_regex(r"\bfrom\b")


def lately(quote: Quote, day: dt.date | None) -> list[Interval]:
    """Return between what a rate lay of late, if a sentence tells of no other time."""
    sentence = quote.frame.sentence
    if day is None or quote.period or quote.listed or quote.frame.dates(0, sentence.end):
        return []
    if _MOVES.search(quote.frame.text):
        return []  # where a price moved from one to another, when it did is open
    months = [day.replace(day=15) - dt.timedelta(days=30 * n) for n in range(-1, _SEASON)]
    return _of_months(quote.currency, quote.base, months, _SPARE)


_MEANS = 0.025  # of the means of months: what careful writers convert at is no farther off
_LATE = 14  # months before a text at whose rates amounts of no known year are converted


def close(pair: Conversion, day: dt.date | None) -> list[Interval]:
    """Return between what the means of the months lay that an amount is likely of."""
    year = year_of(pair.period)
    months = [dt.date(year, month, 15) for month in range(1, 13)] if year is not None else []
    if day is not None:
        back = _LATE if year is None or year >= day.year - 1 else _THREE
        months += [day.replace(day=15) - dt.timedelta(days=30 * n) for n in range(-1, back)]
    if day is not None and monthly_rate(pair.foreign.unit, day) is None:
        return []
    return _of_months(pair.foreign.unit, pair.base.unit, months, _MEANS)


def gap(first: Interval, second: Interval) -> float:
    """Return how far apart two intervals are, relative to the lower."""
    if first.meets(second):
        return 0.0
    low, high = sorted((first, second), key=lambda each: each.low)
    return high.low / low.high - 1
