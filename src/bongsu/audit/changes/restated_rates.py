"""Sums of several years told again as that of one: "9 in 2013 to 2016, or about 9 a year"."""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.notation import SIGNS
from bongsu.audit.reading.fits import rounded
from bongsu.audit.reading.frames import all_frames
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import DateMention, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_KINDS = (Kind.MONEY, Kind.COUNT, Kind.PHYSICAL, Kind.FRACTION, Kind.RATE)
_A = f"[{''.join(SIGNS[kind] for kind in _KINDS)}]"
_YEARLY = r"(?:a year|per year|each year|annually|every year)"
_OR = (
    r", (?:or|that is|i\.e\.,?|which is|equal to|equivalent to) "
    r"(?:about |around |some |close to |nearly |roughly )*"
)
_RESTATED = lazy_regex(
    rf"(?P<t>{_A})(?P<mid>[^;\ue000-\ue01f]{{0,60}}?\b(?:between|from|in|over|during) "
    rf"[^;.]{{0,40}}?){_OR}(?P<r>{_A})[^;.,\ue000-\ue01f]{{0,20}}? ?{_YEARLY}"
)
_WIDE = 0.25  # of the sum: rates that are told roughly


def restated_rates(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity, float]]:
    """Yield a sum of years, the rate told for it that does not fit, and the number of years."""
    for frame in all_frames(evidence):
        match = _RESTATED.search(frame.text)
        if match is None:
            continue
        whole, rate = frame.quantity(match, "t"), frame.quantity(match, "r")
        dates = frame.dates(match.start("mid"), match.end("mid"))
        years = _years(dates)
        if whole is None or rate is None or years is None or not (whole.value and rate.value):
            continue
        told, right = rounded(rate), rounded(whole)
        if any(
            Interval((1 - _WIDE) * right.low / count, (1 + _WIDE) * right.high / count).meets(told)
            for count in (years - 1, years, years + 1)
            if count > 0
        ):
            continue
        yield whole, rate, years


def _years(dates: list[DateMention]) -> float | None:
    """Return how many years lie between the first and the last of some dates, both counted."""
    days = [day for date in dates for day in (date.first, date.last) if day is not None]
    if not days:
        return None
    years = max(days).year - min(days).year + 1
    return float(years) if years > 1 else None
