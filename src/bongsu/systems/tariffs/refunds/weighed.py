"""Refunds by clock, authority and month, under one ruling or weighed over the ways of a tree."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import polars as pl

from bongsu.systems.tariffs.refunds.clocks import STATES, State, growth
from bongsu.systems.tariffs.refunds.replay import PARTS
from bongsu.systems.tariffs.refunds.simulated import TOLD_ALONE, Book, by_month, exposure

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Entries with what a ruling gives back of them; expected numbers may be fractions."""

    entries: float = 0.0
    usd: float = 0.0
    interest: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """Refunds on one day, told in three ways that come to one sum.

    Attributes
    ----------
    clocks : mapping
        By the state that entries have reached.
    authorities : mapping
        By authority; entries are not counted, since one may bear several duties.
    months : mapping
        By the month of entry, its first day.
    """

    clocks: Mapping[State, Amount]
    authorities: Mapping[str, Amount]
    months: Mapping[date, Amount]

    @property
    def whole(self) -> Amount:
        """All of it."""
        return _sum(list(self.clocks.values()))


def of_country(held: Book, day: date) -> Exposure:
    """Return the exposure of the country's book on a day."""
    states = {
        one.state: Amount(entries=one.entries, usd=one.usd, interest=one.interest)
        for one in exposure(held, day)
    }
    made = [place for place, ordinal in enumerate(held.days) if ordinal <= day.toordinal()]
    grown = {place: growth(date.fromordinal(int(held.days[place])), day) for place in made}
    authorities = {
        name: Amount(
            usd=float(sum(usd[place] for place in made)),
            interest=float(sum(usd[place] * grown[place] for place in made)),
        )
        for name, usd in held.by_authority.items()
    }
    counted: dict[date, int] = {}
    for place in made:
        month = date.fromordinal(int(held.days[place])).replace(day=1)
        counted[month] = counted.get(month, 0) + int(held.formal[place] + held.informal[place])
    months = {
        month: Amount(entries=counted.get(month, 0), usd=usd, interest=interest)
        for month, (usd, interest) in by_month(held, day).items()
    }
    return Exposure(clocks=states, authorities=authorities, months=months)


def of_entries(lines: pl.DataFrame) -> Exposure:
    """Return the exposure of replayed entry lines; see `replay.Replayed`."""
    order = {state: place for place, state in enumerate(STATES)}
    groups: dict[State, Amount] = _grouped(lines, pl.col("state"))
    clocks = {state: groups[state] for state in sorted(groups, key=lambda one: order[one])}
    parts = {part: f"refund_{part}" for part in PARTS} | {"told as paid": "refund_other_paid"}
    whole = lines["refund"].abs() > 0
    share = (
        (lines["interest"] / lines["refund"])
        .fill_nan(0.0)
        .fill_null(0.0)
        .zip_with(whole, pl.repeat(0.0, lines.height, eager=True))
    )
    authorities = {
        part: Amount(usd=float(lines[column].sum()), interest=float((lines[column] * share).sum()))
        for part, column in parts.items()
        if lines[column].abs().sum()
    }
    day = pl.col("entry_date").cast(pl.String).str.slice(0, 7) + "-01"
    months: dict[date, Amount] = _grouped(lines, day.str.to_date(strict=False))
    return Exposure(
        clocks=clocks, authorities=authorities, months={one: months[one] for one in sorted(months)}
    )


def _grouped(lines: pl.DataFrame, key: pl.Expr) -> dict[Key, Amount]:
    table = lines.group_by(key.alias("key"), maintain_order=True).agg(
        pl.len().alias("entries"), pl.col("refund").sum(), pl.col("interest").sum()
    )
    return {
        key: Amount(entries=entries, usd=usd, interest=interest)
        for key, entries, usd, interest in table.rows()
    }


def expected(weighed: Sequence[tuple[float, Exposure]]) -> Exposure:
    """Return the mean of exposures by their probabilities, which sum to one.

    Examples
    --------
    >>> one = Exposure(clocks={"final": Amount(usd=8.0)}, authorities={}, months={})
    >>> none = Exposure(clocks={}, authorities={}, months={})
    >>> expected([(0.25, one), (0.75, none)]).whole.usd
    2.0
    """
    order = {state: place for place, state in enumerate(STATES)}
    clocks = _mean([(p, one.clocks) for p, one in weighed])
    months = _mean([(p, one.months) for p, one in weighed])
    return Exposure(
        clocks={one: clocks[one] for one in sorted(clocks, key=lambda one: order[one])},
        authorities=_mean([(p, one.authorities) for p, one in weighed]),
        months={one: months[one] for one in sorted(months)},
    )


def _mean(weighed: Sequence[tuple[float, Mapping[Key, Amount]]]) -> dict[Key, Amount]:
    keys = dict.fromkeys(key for _, amounts in weighed for key in amounts)
    return {
        key: _sum([_scaled(amounts[key], p) for p, amounts in weighed if key in amounts])
        for key in keys
    }


def _scaled(amount: Amount, by: float) -> Amount:
    return Amount(entries=by * amount.entries, usd=by * amount.usd, interest=by * amount.interest)


def _sum(amounts: Sequence[Amount]) -> Amount:
    return Amount(
        entries=sum(one.entries for one in amounts),
        usd=sum(one.usd for one in amounts),
        interest=sum(one.interest for one in amounts),
    )


def clocks_over_time(held: Book, days: Sequence[date]) -> dict[State, list[float]]:
    """Return the refunds of the country's book by clock on each of some days, USD."""
    found: dict[State, list[float]] = {one: [] for one in STATES if one not in TOLD_ALONE}
    for day in days:
        for bucket in exposure(held, day):
            found[bucket.state].append(bucket.usd)
    return found
