"""Sums of money by class, each with the rows that it is made of, and never one across classes.

A contract's value, a plant's gross cost, a grant and a promise are four things. A headline that
adds them counts some money twice and some that nobody has promised, so it is refused here.
Currencies are kept apart too, unless a dated rate with its source leads from one to the other.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bongsu.errors import BongsuError
from bongsu.evidence.exchange import Rate
from bongsu.ledger.events import Amount, Event
from bongsu.ledger.schema import CLASSES

READ = (  # properties of a deal that totals and their rows tell, or that tell duplicates
    "date", "us_entity", "kr_entity", "other_entity", "instrument", "status", "amount",
    "amount_class", "under_commitment", "flag",
)  # fmt: skip
HEDGES = {  # flags of a deal whose sum is no exact one, in words
    "amount_at_most": "at most",
    "amount_at_least": "at least",
    "amount_approximate": "about",
}
INVESTMENT = ("korean_investment", "project_cost")  # rows that speak of Korean money put to work


class NoSum(BongsuError):
    """A sum was asked for that means nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A sum of money that one deal states."""

    event: Event
    class_: str
    value: float  # in `currency`, as stated
    currency: str
    rate: Rate | None  # that led to `converted`
    converted: float | None  # in US dollars

    @property
    def hedge(self) -> str:
        """How the source hedges the sum: "at most", "at least", "about"; "" if it does not."""
        flags = self.event.texts("flag")
        return next((told for flag, told in HEDGES.items() if flag in flags), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A deal that states a sum which cannot be counted."""

    event: Event
    class_: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassTotal:
    """All rows of one class."""

    class_: str
    title: str
    rows: tuple[Row, ...]
    sums: Mapping[str, float]  # by currency


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What is designated under a commitment, and what is not known to be."""

    promised: float
    currency: str
    designated: tuple[Row, ...]
    by_class: Mapping[str, float]  # of what is designated, in the commitment's currency

    @property
    def unknown(self) -> float | None:
        """What is not known to be designated; none where classes meet that do not add up."""
        if len(self.by_class) > 1:
            return None
        return self.promised - math.fsum(self.by_class.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The sums of a ledger, each class apart."""

    classes: tuple[ClassTotal, ...]  # every class, also those without rows
    commitment: Commitment | None
    left_out: tuple[LeftOut, ...]

    def of(self, class_: str) -> ClassTotal:
        """Return one class."""
        return next(one for one in self.classes if one.class_ == class_)

    @property
    def investment(self) -> Mapping[str, tuple[float, float]]:
        """By currency, what Korean-linked investment rows state, and how much is gross cost."""
        told, gross = (self.of(class_) for class_ in INVESTMENT)
        currencies = dict.fromkeys([*told.sums, *gross.sums])
        return {
            each: (
                math.fsum([told.sums.get(each, 0.0), gross.sums.get(each, 0.0)]),
                gross.sums.get(each, 0.0),
            )
            for each in currencies
        }


RateOf = Callable[[str, Event], Rate | None]


def totals(
    events: Iterable[Event],
    *,
    commitment: float | None = None,
    currency: str = "USD",
    rate: RateOf | None = None,
    same: Callable[[str], str] = str,
) -> Totals:
    """Add up what deals state, each class apart.

    Parameters
    ----------
    events : iterable of Event
        Deals; those without a sum of money are passed over.
    commitment : float, optional
        What was promised in all, against which is held what is designated under it.
    currency : str
        Of the commitment.
    rate : callable, optional
        Gives the rate for a currency on the day of a deal. If left out nothing is converted.
    same : callable
        Gives the subject that stands for a deal's; what was judged to be one deal counts once.
    """
    rows: list[Row] = []
    left_out: list[LeftOut] = []
    counted: set[str] = set()
    for event in events:
        found = _row(event, rate)
        if found is None:
            continue
        if isinstance(found, Row) and same(event.subject) in counted:
            found = LeftOut(event=event, class_=found.class_, reason="judged to be counted above")
        if isinstance(found, Row):
            counted.add(same(event.subject))
            rows.append(found)
        else:
            left_out.append(found)
    return Totals(
        classes=tuple(_class_total(class_, rows) for class_ in CLASSES),
        commitment=None if commitment is None else _designated(commitment, currency, rows),
        left_out=tuple(left_out),
    )


def _row(event: Event, rate: RateOf | None) -> Row | LeftOut | None:
    """Return the row of a deal, why there is none, or none if it states no sum."""
    amount = event.amount
    if amount is None:
        return None
    class_ = amount.class_ if amount.class_ in CLASSES else "unknown"
    reason = _reason(event, amount)
    if reason or amount.value is None:
        return LeftOut(event=event, class_=class_, reason=reason)
    if rate is None:
        known, converted = None, None
    else:
        known = rate(amount.currency, event)
        if known is None:
            reason = f"no dated rate is known for {amount.currency} on {event.date or 'no day'}"
            return LeftOut(event=event, class_=class_, reason=reason)
        converted = known.dollars(amount.value)
    return Row(
        event=event,
        class_=class_,
        value=amount.value,
        currency=amount.currency,
        rate=known,
        converted=converted,
    )


def _reason(event: Event, amount: Amount) -> str:
    """Return why a sum does not count, "" if it does."""
    flags = event.texts("flag")
    if amount.value is None:
        ranges = "amount_is_a_range" in flags
        return "a range is printed" if ranges else "the printed number is malformed"
    reasons = {
        "no currency is printed": not amount.currency,
        "the sum is negative": amount.value < 0,
        "the sum is paid again and again": "amount_per_period" in flags,
        "cancelled": event.status == "cancelled",
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _sums(rows: Iterable[Row]) -> dict[str, float]:
    by_currency: dict[str, list[float]] = {}
    for row in rows:
        if row.converted is None:
            by_currency.setdefault(row.currency, []).append(row.value)
        else:
            by_currency.setdefault("USD", []).append(row.converted)
    return {currency: math.fsum(values) for currency, values in sorted(by_currency.items())}


def _class_total(class_: str, rows: Sequence[Row]) -> ClassTotal:
    own = tuple(row for row in rows if row.class_ == class_)
    return ClassTotal(class_=class_, title=CLASSES[class_], rows=own, sums=_sums(own))


def _designated(promised: float, currency: str, rows: Sequence[Row]) -> Commitment:
    under = tuple(
        row
        for row in rows
        if row.event.text("under_commitment")
        and row.class_ != "commitment"
        and (row.currency == currency or (row.converted is not None and currency == "USD"))
    )
    by_class = {
        class_: _sums(row for row in under if row.class_ == class_).get(currency, 0.0)
        for class_ in dict.fromkeys(row.class_ for row in under)
    }
    return Commitment(promised=promised, currency=currency, designated=under, by_class=by_class)


def one_sum(found: Totals, classes: Sequence[str]) -> tuple[str, float]:
    """Return one sum over some classes with its currency, if there is one to be had.

    Raises
    ------
    NoSum
        If there are several classes or currencies, with the reason.
    """
    held = [class_ for class_ in classes if found.of(class_).rows]
    if len(held) > 1:
        told = ", ".join(f"{found.of(class_).title} ({class_})" for class_ in held)
        raise NoSum(
            f"no one sum is made of {told}: they count different things, and the same money twice",
            where="ledger total",
            mend="read them apart, or choose one with --class, such as --class sale",
        )
    sums = found.of(held[0]).sums if held else {"USD": 0.0}
    if len(sums) > 1:
        raise NoSum(
            f"no one sum is made of {', '.join(sums)}",
            where="ledger total",
            mend="convert them at dated rates with --convert",
        )
    return next(iter(sums.items()))
