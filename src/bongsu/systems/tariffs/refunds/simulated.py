"""The country's book of entries under the emergency duties, drawn from monthly imports.

Customs told in court how many entries bore them, but not when they were made. Formal entries are
drawn here from the number of entry summaries that Customs processes and the share of trade that
bore the duties; the rest of the entries are informal, which are liquidated when they are paid.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import numpy as np

from bongsu.systems.tariffs.arrays import Floats, Ints
from bongsu.systems.tariffs.law import Authority
from bongsu.systems.tariffs.layers.gap import packaged_months
from bongsu.systems.tariffs.refunds.clocks import STATES, State, clocks, growth, rules, state_on

IEEPA = (date(2025, 2, 4), date(2026, 2, 24))  # first day of the duties, and the day they ended
IEEPA_DUTIES: tuple[Authority, ...] = ("recip", "fent")
# Entries with emergency duties: in all, told on 6 March 2026 (declaration of B. Lord, Atmus
# Filtration v. United States, CIT 26-01259); and until 10 December 2025 (Department of Justice).
ENTRIES, EARLIER, EARLIER_TO = 53_173_939, 34_000_000, date(2025, 12, 10)
# Entry summaries a month, from Customs' monthly updates: 2.8 million in November and December 2024,
# 2.9, 2.7 and 3.0 in January to March 2025, before small parcels lost their exemption.
SUMMARIES = 2_840_000
INFORMAL_USD = 0.5  # of the limit of an informal entry, as its mean value
DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Book:
    """Entries and deposits by day of entry.

    Attributes
    ----------
    days : array of int
        Ordinals.
    formal, informal : array of int
        Entries.
    formal_usd, informal_usd : array of float (day, authority)
        Deposits of `IEEPA_DUTIES`.
    """

    days: Ints
    formal: Ints
    informal: Ints
    formal_usd: Floats
    informal_usd: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """What stands in one state on a day."""

    state: State
    entries: int
    usd: float
    interest: float


def book(generator: np.random.Generator) -> Book:
    """Draw the book of entries with emergency duties.

    Parameters
    ----------
    generator : np.random.Generator
        Draws the number of entries of every day.

    Returns
    -------
    Book
        `ENTRIES` entries in all, and the deposits that the packaged months tell.
    """
    days = np.arange(IEEPA[0].toordinal(), IEEPA[1].toordinal())
    pairs, value = _shares(days)
    formal = generator.poisson(SUMMARIES / DAYS_A_MONTH * pairs)
    early = days <= EARLIER_TO.toordinal()
    informal = np.zeros_like(formal)
    for rows, entries in ((early, EARLIER), (~early, ENTRIES - EARLIER)):
        left = max(entries - int(formal[rows].sum()), 0)
        informal[rows] = generator.multinomial(left, pairs[rows] / pairs[rows].sum())
    usd, rate = _deposits(days, value)
    small = informal * rules().informal * INFORMAL_USD * rate
    small = np.minimum(small, usd.sum(axis=1) / 2)
    part = np.divide(small, usd.sum(axis=1), out=np.zeros_like(small), where=usd.sum(axis=1) > 0)
    return Book(
        days=days,
        formal=formal,
        informal=informal,
        formal_usd=usd * (1.0 - part[:, None]),
        informal_usd=usd * part[:, None],
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
            (False, held.formal[place], held.formal_usd[place].sum()),
            (True, held.informal[place], held.informal_usd[place].sum()),
        ):
            state = state_on(day, clocks(entered, informal=informal))
            entries[state] += int(count)
            usd[state] += float(amount)
            interest[state] += float(amount) * grown
    return tuple(
        Bucket(state=one, entries=entries[one], usd=usd[one], interest=interest[one])
        for one in STATES
        if one != "protested"
    )


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


def _shares(days: Ints) -> tuple[Floats, Floats]:
    """Return by day the shares of pairs of line and origin, and of value, that bore the duties."""
    first, pairs, value = _weeks()
    week = np.searchsorted(first, days, side="right") - 1
    return pairs[week], value[week]


def _deposits(days: Ints, value: Floats) -> tuple[Floats, Floats]:
    """Return deposits by day and authority, and what a dollar of dutied goods bore."""
    usd, rate = np.zeros((days.size, len(IEEPA_DUTIES))), np.zeros(days.size)
    months = np.array([date.fromordinal(day).replace(day=1).toordinal() for day in days.tolist()])
    for ordinal in np.unique(months).tolist():
        month = date.fromordinal(ordinal)
        rows = np.flatnonzero(months == ordinal)
        held = [one for one in packaged_months() if one.month == month]
        paid = [one for one in held if one.stage == "applicability"]
        amounts = [sum(one.duties[part] for one in paid) for part in IEEPA_DUTIES]
        length = (month + timedelta(days=32)).replace(day=1) - month
        goods = sum(one.value for one in paid) / length.days * value[rows]
        weight = value[rows] / value[rows].sum()
        usd[rows] = weight[:, None] * np.array(amounts)
        rate[rows] = usd[rows].sum(axis=1) / goods
    return usd, rate
