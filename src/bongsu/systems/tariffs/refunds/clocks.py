"""Days that run from an entry: liquidation, correction, protest, suit, claims; and interest.

Days are calendar days; the last day named is the last on which the step may be taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, get_args

from bongsu.errors import OutOfRange
from bongsu.yaml_files import load_yaml

State = Literal[
    "unliquidated",
    "suspended",
    "within-80",
    "within-90",
    "within-180",
    "protested",
    "suit-filed",
    "final",
    "lapsed",
]
STATES: tuple[State, ...] = get_args(State)
WAYS: Mapping[State, str] = {
    "unliquidated": "liquidation without the duty (correction, or CAPE)",
    "suspended": "liquidation without the duty, once its suspension or extension ends",
    "within-80": "reliquidation through CAPE (80 days), or protest",
    "within-90": "reliquidation by Customs (19 U.S.C. 1501), or protest",
    "within-180": "protest (19 U.S.C. 1514)",
    "protested": "decision on the protest",
    "suit-filed": "judgment in the suit (28 U.S.C. 1581(i))",
    "final": "suit alone (28 U.S.C. 1581(i)), while its clock runs",
    "lapsed": "none: every clock has run",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The days of the statutes, and rates of interest by quarter."""

    cycle: int
    correction: int
    before: int
    cape: int
    reliquidation: int
    protest: int
    suit_years: int
    claim_years: int
    informal: float
    quarters: tuple[tuple[date, float, float], ...]  # first day, corporations, others


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """The days of one entry.

    Attributes
    ----------
    liquidation : date
        Scheduled, or the day on which it took place.
    correction_until : date
        Last day of a post-summary correction.
    cape_until, reliquidation_until, protest_until : date
        Counted from liquidation.
    suit_until, claim_until : date
        Counted from entry.
    """

    entered: date
    liquidation: date
    correction_until: date
    cape_until: date
    reliquidation_until: date
    protest_until: date
    suit_until: date
    claim_until: date


@cache
def rules() -> Rules:
    """Return the packaged rules."""
    content = load_yaml(Path(str(files("bongsu.systems.tariffs.refunds") / "rules.yaml")))
    quarters = content["interest"]["quarters"]
    return Rules(
        cycle=content["liquidation"]["days"],
        correction=content["correction"]["days"],
        before=content["correction"]["before"],
        cape=content["cape"]["days"],
        reliquidation=content["reliquidation"]["days"],
        protest=content["protest"]["days"],
        suit_years=content["suit"]["years"],
        claim_years=content["claim"]["years"],
        informal=float(content["informal"]["most"]),
        quarters=tuple(
            (date.fromisoformat(day), float(rates[0]), float(rates[1]))
            for day, rates in sorted(quarters.items())
        ),
    )


def clocks(
    entered: date,
    *,
    liquidated: date | None = None,
    informal: bool = False,
    by: Rules | None = None,
) -> Clocks:
    """Return the days that run from an entry.

    Parameters
    ----------
    entered : date
        Day of entry for consumption, taken as that of importation and of deposit.
    liquidated : date, optional
        Day of liquidation, if it is known; the usual cycle is presumed if left out.
    informal : bool
        Whether it was an informal entry, liquidated when its duty was paid.
    by : Rules, optional
        Other rules than those of the package.

    Raises
    ------
    OutOfRange
        If it was liquidated before it was entered.

    Examples
    --------
    >>> found = clocks(date(2025, 4, 10))
    >>> found.liquidation.isoformat(), found.protest_until.isoformat()
    ('2026-02-18', '2026-08-17')
    """
    held = by or rules()
    if liquidated is not None and liquidated < entered:
        raise OutOfRange(
            f"liquidated on {liquidated}, entered on {entered}",
            where="liquidated",
            mend="give a day on or after that of entry, or leave it blank",
        )
    usual = entered if informal else entered + timedelta(days=held.cycle)
    day = liquidated or usual
    last = min(
        entered + timedelta(days=held.correction), usual - timedelta(days=held.before)
    )  # of a correction, which needs a liquidation that is still to come
    return Clocks(
        entered=entered,
        liquidation=day,
        correction_until=last,
        cape_until=day + timedelta(days=held.cape),
        reliquidation_until=day + timedelta(days=held.reliquidation),
        protest_until=day + timedelta(days=held.protest),
        suit_until=years_after(entered, held.suit_years),
        claim_until=years_after(entered, held.claim_years),
    )


def years_after(day: date, years: int) -> date:
    """Return the same day some years later; 28 February for the leap day.

    Examples
    --------
    >>> years_after(date(2024, 2, 29), 1).isoformat()
    '2025-02-28'
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def state_on(
    day: date,
    held: Clocks,
    *,
    protested: date | None = None,
    suspended: bool = False,
    sued: date | None = None,
) -> State:
    """Return where an entry stands on a day.

    Parameters
    ----------
    day : date
        The day that is asked for.
    held : Clocks
        Of the entry.
    protested : date, optional
        Day on which a protest was filed; one out of time is none.
    suspended : bool
        Whether liquidation is suspended or extended, so that the usual cycle does not end it.
    sued : date, optional
        Day on which a suit was filed; one out of time is none.

    Examples
    --------
    >>> state_on(date(2026, 3, 4), clocks(date(2025, 4, 10)))
    'within-80'
    """
    if sued is not None and sued <= min(day, held.suit_until):
        return "suit-filed"
    if suspended:
        return "suspended"
    if day < held.liquidation:
        return "unliquidated"
    if protested is not None and held.liquidation <= protested <= min(day, held.protest_until):
        return "protested"
    if day <= held.cape_until:
        return "within-80"
    if day <= held.reliquidation_until:
        return "within-90"
    if day <= held.protest_until:
        return "within-180"
    return "final" if day <= held.suit_until else "lapsed"


def growth(first: date, last: date, *, corporate: bool = True, by: Rules | None = None) -> float:
    """Return what a dollar deposited on one day has grown by on another, through interest.

    Compounded daily at the rate of each quarter; after the last quarter held, at its rate.

    Parameters
    ----------
    first, last : date
        Of deposit, and of refund; the day of deposit bears none.
    corporate : bool
        Whether the importer is a corporation.

    Raises
    ------
    OutOfRange
        If the deposit lies before the first quarter held.
    """
    held = by or rules()
    starts = [start for start, _, _ in held.quarters]
    if first < starts[0]:
        raise OutOfRange(
            f"no rate of interest is held for {first}",
            where="refunds, interest",
            mend=f"give deposits from {starts[0]} on",
        )
    factor = 1.0
    for number, (start, company, other) in enumerate(held.quarters):
        end = starts[number + 1] if number + 1 < len(starts) else date.max
        rate = company if corporate else other
        for year, days in _days_by_year(max(first, start), min(last, end)):
            factor *= (1.0 + rate / (366 if _leap(year) else 365)) ** days
    return factor - 1.0


def last_quarter_held(by: Rules | None = None) -> date:
    """Return the first day of the last quarter whose rate of interest is held."""
    return (by or rules()).quarters[-1][0]


def _days_by_year(first: date, last: date) -> list[tuple[int, int]]:
    found = []
    while first < last:
        end = min(last, date(first.year + 1, 1, 1)) if first.year < date.max.year else last
        found.append((first.year, (end - first).days))
        first = end
    return found


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
