"""The country's book of entries under the emergency duties, drawn from monthly imports.

Customs told in court how many entries bore them, but not when they were made. Formal entries are
drawn here from the number of entry summaries that Customs processes and the share of trade that
bore the duties; the rest of the entries are informal, which are liquidated when they are paid.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import numpy as np

from bongsu.systems.tariffs.arrays import Bools, Floats, Ints
from bongsu.systems.tariffs.law import FOREVER, Authority, standing
from bongsu.systems.tariffs.law_files import load_law
from bongsu.systems.tariffs.layers.gap import packaged_months
from bongsu.systems.tariffs.refunds.clocks import STATES, State, clocks, growth, rules, state_on

Refunds = Mapping[tuple[date, str], float]  # by month and authority, USD
Span = tuple[date, date]  # first day, and first day after
Spans = Mapping[Authority, tuple[Span, ...]]  # days on which a ruling takes authorities away
IEEPA = (date(2025, 2, 4), date(2026, 2, 24))  # first day of the duties, and the day they ended
IEEPA_DUTIES: tuple[Authority, ...] = ("recip", "fent")
# Entries with emergency duties: in all, told on 6 March 2026 (declaration of B. Lord, Atmus
# Filtration v. United States, CIT 26-01259); and until 10 December 2025 (Department of Justice).
ENTRIES, EARLIER, EARLIER_TO = 53_173_939, 34_000_000, date(2025, 12, 10)
# Entry summaries a month, from Customs' monthly updates: 2.8 million in November and December 2024,
# 2.9, 2.7 and 3.0 in January to March 2025, before small parcels lost their exemption.
SUMMARIES = 2_840_000
TOLD_ALONE = frozenset({"suspended", "protested", "suit-filed"})  # nobody counted how many are
INFORMAL_USD = 0.5  # of the limit of an informal entry, as its mean value
DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Book:
    """Entries and refunds by day of entry.

    Attributes
    ----------
    days : array of int
        Ordinals.
    formal, informal : array of int
        Entries that bore emergency duties, where the ruling concerns them all.
    formal_usd, informal_usd : array of float (day)
        What a ruling gives back.
    by_authority : mapping
        The same by day for each authority, formal and informal together.
    """

    days: Ints
    formal: Ints
    informal: Ints
    formal_usd: Floats
    informal_usd: Floats
    by_authority: Mapping[str, Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """What stands in one state on a day."""

    state: State
    entries: int
    usd: float
    interest: float


def book(refunds: Refunds, generator: np.random.Generator, *, taken: Spans | None = None) -> Book:
    """Draw the country's book of entries, with what a ruling gives back.

    Parameters
    ----------
    refunds : mapping
        By month and authority, USD; see `rulings.refunds_by_month`.
    generator : np.random.Generator
        Draws the number of entries of every day.
    taken : mapping, optional
        Days on which the ruling takes authorities away; see `rulings.spans`.

    Returns
    -------
    Book
        Those of `ENTRIES` entries that were made on days for which the ruling gives all emergency
        duties back; how many entries any other one concerns is not known, and none is drawn.
    """
    end = max((month_end(month) for month, _ in refunds), default=IEEPA[1])
    days = np.arange(IEEPA[0].toordinal(), max(IEEPA[1], end).toordinal())
    pairs, value = _shares(days)
    spans = taken or {}
    concerned = np.all([days_taken(days, spans.get(one, ())) for one in IEEPA_DUTIES], axis=0)
    formal, informal = (np.where(concerned, one, 0) for one in _entries(days, pairs, generator))
    parts = {
        name: _spread(
            {key: usd for key, usd in refunds.items() if key[1] == name},
            days,
            next((given for one, given in spans.items() if one == name), None),
        )
        for name in dict.fromkeys(authority for _, authority in refunds)
    }
    none = np.zeros(days.size)
    small = sum((parts[one] for one in IEEPA_DUTIES if one in parts), none)
    rate = _rate(days, value, small)
    part = np.clip(informal * rules().informal * INFORMAL_USD * rate, 0.0, np.abs(small) / 2)
    return Book(
        days=days,
        formal=formal,
        informal=informal,
        formal_usd=sum(parts.values(), none) - part,
        informal_usd=part,
        by_authority=parts,
    )


def exposure(held: Book, day: date, *, corporate: bool = True) -> tuple[Bucket, ...]:
    """Return entries, deposits and interest by state on a day; entries made later are left out.

    Parameters
    ----------
    held : Book
        Of entries.
    day : date
        The day on which clocks and interest are read.
    corporate : bool
        At which rate of interest.
    """
    entries = dict.fromkeys(STATES, 0)
    usd, interest = dict.fromkeys(STATES, 0.0), dict.fromkeys(STATES, 0.0)
    for place, ordinal in enumerate(held.days.tolist()):
        entered = date.fromordinal(ordinal)
        if entered > day:
            break
        grown = growth(entered, day, corporate=corporate)
        for informal, count, amount in (
            (False, held.formal[place], held.formal_usd[place]),
            (True, held.informal[place], held.informal_usd[place]),
        ):
            state = state_on(day, clocks(entered, informal=informal))
            entries[state] += int(count)
            usd[state] += float(amount)
            interest[state] += float(amount) * grown
    return tuple(
        Bucket(state=one, entries=entries[one], usd=usd[one], interest=interest[one])
        for one in STATES
        if one not in TOLD_ALONE
    )


def by_month(held: Book, day: date, *, corporate: bool = True) -> dict[date, tuple[float, float]]:
    """Return refunds and interest on entries up to a day, USD by month of entry."""
    found: dict[date, tuple[float, float]] = {}
    for place, ordinal in enumerate(held.days.tolist()):
        entered = date.fromordinal(ordinal)
        usd = float(held.formal_usd[place] + held.informal_usd[place])
        if entered > day or not usd:
            continue
        before = found.get(entered.replace(day=1), (0.0, 0.0))
        grown = usd * growth(entered, day, corporate=corporate)
        found[entered.replace(day=1)] = before[0] + usd, before[1] + grown
    return found


def by_authority(held: Book, day: date) -> dict[str, float]:
    """Return refunds on entries up to a day, USD by authority."""
    made = held.days <= day.toordinal()
    return {name: float(usd[made].sum()) for name, usd in held.by_authority.items()}


def unliquidated_share(held: Book, day: date) -> float:
    """Return the share of entries that are not liquidated on a day."""
    found = exposure(held, day)
    return next(one.entries for one in found if one.state == "unliquidated") / sum(
        one.entries for one in found
    )


@cache
def _weeks() -> tuple[Ints, Floats, Floats]:
    text = (files("bongsu.systems.tariffs.refunds") / "weeks.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    return (
        np.array([date.fromisoformat(row["from"]).toordinal() for row in rows]),
        np.array([float(row["pairs"]) for row in rows]),
        np.array([float(row["value"]) for row in rows]),
    )


def days_taken(days: Ints, spans: Sequence[Span]) -> Bools:
    """Return which days lie in any of some spans."""
    found = np.zeros(days.size, dtype=np.bool_)
    for start, end in spans:
        found |= (days >= start.toordinal()) & (days < end.toordinal())
    return found


def share_taken(month: date, authority: Authority, spans: Sequence[Span]) -> float:
    """Return the share of a month's duty of an authority that falls on days in some spans.

    Trade is even over the days on which the authority laid a duty.
    """
    days = np.arange(month.toordinal(), month_end(month).toordinal())
    weights = _weights(days, authority)
    whole = float(weights.sum())
    return float(weights[days_taken(days, spans)].sum()) / whole if whole else 0.0


def _weights(days: Ints, authority: str) -> Floats:
    """Return the share of trade that bore emergency duties by day; of others, if one stood."""
    return _shares(days)[1] if authority in IEEPA_DUTIES else _standing(days, authority)


def _entries(days: Ints, pairs: Floats, generator: np.random.Generator) -> tuple[Ints, Ints]:
    """Draw formal and informal entries by day: the formal ones first, the rest is informal."""
    formal = generator.poisson(SUMMARIES / DAYS_A_MONTH * pairs)
    informal = np.zeros_like(formal)
    early = days <= EARLIER_TO.toordinal()
    for rows, entries in ((early, EARLIER), (~early, ENTRIES - EARLIER)):
        left = max(entries - int(formal[rows].sum()), 0)
        informal[rows] = generator.multinomial(left, pairs[rows] / pairs[rows].sum())
    return formal, informal


def _shares(days: Ints) -> tuple[Floats, Floats]:
    """Return by day the shares of pairs of line and origin, and of value, that bore the duties."""
    first, pairs, value = _weeks()
    week = np.searchsorted(first, days, side="right") - 1
    stood = days < IEEPA[1].toordinal()
    return np.where(stood, pairs[week], 0.0), np.where(stood, value[week], 0.0)


def _spread(refunds: Refunds, days: Ints, spans: Sequence[Span] | None) -> Floats:
    """Return refunds by day: over the days of a month on which the duty was taken, by weights."""
    found = np.zeros(days.size)
    for (month, authority), usd in refunds.items():
        rows = np.flatnonzero((days >= month.toordinal()) & (days < month_end(month).toordinal()))
        own = _weights(days[rows], authority)
        if spans is not None:
            own = np.where(days_taken(days[rows], spans), own, 0.0)
        if own.sum() > 0:
            found[rows] += usd * own / own.sum()
    return found


def _standing(days: Ints, authority: str) -> Floats:
    """Return 1 for the days on which some measure of an authority lays a duty, or for the base."""
    if authority == "base":
        return np.ones(days.size)
    law = load_law()
    own = [one for one in law.measures if one.authority == authority and one.operation != "exempt"]
    held = replace(law, measures=tuple(own))
    stood = [bool(standing(held, date.fromordinal(day), FOREVER)) for day in days.tolist()]
    return np.array(stood, dtype=np.float64)


def _rate(days: Ints, value: Floats, usd: Floats) -> Floats:
    """Return what a dollar of the goods that bore emergency duties bore of them, by day."""
    goods = np.zeros(days.size)
    for row in packaged_months():
        if row.stage == "applicability":
            rows = np.flatnonzero(
                (days >= row.month.toordinal()) & (days < month_end(row.month).toordinal())
            )
            goods[rows] += row.value / (month_end(row.month) - row.month).days * value[rows]
    return np.divide(usd, goods, out=np.zeros(days.size), where=goods > 0)


def month_end(month: date) -> date:
    """Return the first day of the month after."""
    return (month + timedelta(days=32)).replace(day=1)
