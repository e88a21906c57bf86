"""Import-weighted averages of the law: by authority, country, sector or chapter, on any day.

Two layers, never mixed. `law`: nobody claims a preference, and every other open question is
answered as presumed; the bounds are over every answer, a claim among them. `claims`: each line's
imports claim as much as they did in 2024 (`preference_use`); the bounds are over what stays open
then. `claims-by-month` is `claims` with what Canada's and Mexico's goods claimed in the month. All
are what the law charges on the goods of 2024, not what was collected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

import numpy as np

from bongsu.errors import OutOfRange
from bongsu.systems.tariffs.arrays import Floats, Ints
from bongsu.systems.tariffs.engine import NO_CLAIM, UNTOLD, Engine, Lines
from bongsu.systems.tariffs.law import AUTHORITIES, FOREVER
from bongsu.systems.tariffs.law_files import load_law
from bongsu.systems.tariffs.overrides import ACTUAL, Scenario
from bongsu.systems.tariffs.preference_use import Use, preference_use, usmca_in_month
from bongsu.systems.tariffs.schedule import COVERED_FROM, COVERED_TO, check_known
from bongsu.systems.tariffs.spreads import Spreads
from bongsu.systems.tariffs.stand_ins import place
from bongsu.systems.tariffs.trade import Trade, imports

By = Literal["authority", "country", "sector", "chapter"]
LayerName = Literal["law", "claims", "claims-by-month"]
BY: tuple[By, ...] = get_args(By)
LAYERS: tuple[LayerName, ...] = get_args(LayerName)
COLUMNS = ("base", *AUTHORITIES, "total")
ALL = "all"  # the one group where nothing is told apart
CHAPTER = 100_000_000  # what ten digits are divided by


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layer:
    """Averages under one account of claims, in shares of customs value; nan where nothing counts.

    Attributes
    ----------
    rates : array of float (..., group, column)
        By `COLUMNS`; the authorities and the base sum to the total.
    low, high : array of float (..., group)
        Of the total, over the open questions; nan where they were not asked for.
    """

    rates: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Averages:
    """Averages of one day.

    Attributes
    ----------
    groups : tuple of str
        Partners, sectors, chapters, or `ALL`.
    value : array of float (group)
        Imports of 2024, USD, that are counted.
    unrated : array of float (group)
        Imports of 2024 beside them that have no line or no price on the day: chapter 99 of the
        statistics, and goods whose duty rests on another article.
    claimed : LayerName
        Which account of claims `claims` holds.
    """

    day: date
    known_at: date
    by: By
    groups: tuple[str, ...]
    value: Floats
    unrated: Floats
    law: Layer
    claims: Layer
    claimed: LayerName = "claims"

    @property
    def layers(self) -> tuple[LayerName, LayerName]:
        """The names of both layers."""
        return "law", self.claimed

    def layer(self, name: LayerName) -> Layer:
        """Return one of the layers."""
        return self.law if name == "law" else self.claims

    def overall(self) -> Averages:
        """Return the average over all groups, each with the weight of its imports."""
        value = np.array([self.value.sum()])
        paid = [
            Layer(
                rates=np.nansum(one.rates * self.value[:, None], axis=0)[None, :],
                low=np.array([(one.low[self.value > 0] * self.value[self.value > 0]).sum()]),
                high=np.array([(one.high[self.value > 0] * self.value[self.value > 0]).sum()]),
            )
            for one in (self.law, self.claims)
        ]
        return Averages(
            day=self.day,
            known_at=self.known_at,
            by="authority",
            groups=(ALL,),
            value=value,
            unrated=np.array([self.unrated.sum()]),
            law=_over(paid[0], value),
            claims=_over(paid[1], value),
            claimed=self.claimed,
        )


class Weigher:
    """Trade under one law: the duties of its rows, epoch by epoch.

    Parameters
    ----------
    partners : sequence of str, optional
        Of `trade.imports`; all if left out.
    scenario : Scenario, optional
        The law as it is, if left out.
    trade : Trade, optional
        Instead of the packaged imports.
    monthly : bool
        Whether Canada's and Mexico's goods claim what they did in the month of the day.
    """

    def __init__(
        self,
        partners: Sequence[str] | None = None,
        scenario: Scenario = ACTUAL,
        trade: Trade | None = None,
        *,
        monthly: bool = False,
    ) -> None:
        whole = imports() if trade is None else trade
        self.trade = whole if partners is None else whole.of(partners)
        law = load_law()
        self.engine = Engine(law, scenario)
        self.spreads = Spreads(self.engine)
        observed = self.engine if scenario is ACTUAL else Engine(law)
        self.use: Use = preference_use(self.trade, observed)
        self.monthly = monthly

    def average(
        self, day: date, known_at: date = FOREVER, *, by: By = "authority", bounds: bool = True
    ) -> Averages:
        """Return the averages of a day.

        Parameters
        ----------
        day, known_at : date
            Of entry, and of knowledge.
        by : By
            What groups are told apart.
        bounds : bool
            Whether to look at every answer to the open questions, which takes longer.

        Raises
        ------
        OutOfRange
            If the schedule does not cover the day, or nothing was published by that of knowledge.
        """
        check_covered(day)
        check_known(known_at)
        groups, group = grouped(self.trade, by)
        lines, where = self._lines(day, known_at), Groups(group=group, count=len(groups))
        duties, low, high = self._rated(lines, bounds)
        counted = ~np.isnan(duties[: lines.size, -1])
        value = where.sums(lines.row, np.where(counted, lines.value, 0.0))
        whole = np.bincount(group, weights=self.trade.value, minlength=len(groups))
        layers = self._layers(lines, where, duties, (low, high))
        return Averages(
            day=day,
            known_at=known_at,
            by=by,
            groups=groups,
            value=value,
            unrated=whole - value,
            law=_over(layers[0], value),
            claims=_over(layers[1], value),
            claimed="claims-by-month" if self.monthly else "claims",
        )

    def _lines(self, day: date, known_at: date) -> _Day:
        stands = self.engine.epochs[self.engine.epoch(day, known_at)].version >= 0
        placed = place(self.trade.codes, self.engine.schedule.codes, stands)
        share = usmca_in_month(self.use, self.trade, day) if self.monthly else self.use.share
        return _Day(
            row=placed.row,
            product=placed.product,
            value=self.trade.value[placed.row] * placed.weight,
            claiming=np.flatnonzero(share[placed.row] > 0),
            share=share,
            day=day,
            known_at=known_at,
        )

    def _rated(self, lines: _Day, bounds: bool) -> tuple[Floats, Floats, Floats]:
        """Return duties by column, low and high: of lines without a claim, those that claim, all.

        All, the claim left open, are only there for the bounds.
        """
        every = np.arange(lines.size)
        spots = [every, lines.claiming, every if bounds else every[:0]]
        spot = np.concatenate(spots)
        row = lines.row[spot]
        claim = np.repeat([NO_CLAIM, NO_CLAIM, UNTOLD], [one.size for one in spots])
        claimed = slice(lines.size, lines.size + lines.claiming.size)
        claim[claimed] = self.use.claim[row[claimed]]
        asked = Lines(
            product=lines.product[spot],
            origin=self.trade.origin[row],
            claim=claim,
            day=np.full(spot.size, lines.day.toordinal()),
            known=np.full(spot.size, lines.known_at.toordinal()),
        )
        if not bounds:
            rated = self.engine.rate(asked)
            none = np.full(spot.size, np.nan)
            return np.column_stack([rated.base, rated.duties]), none, none
        silent, unknown = np.zeros(spot.size, dtype=np.int64), np.full(spot.size, np.nan)
        found = self.spreads.rate(asked, silent, unknown)
        duties = np.column_stack([found.base, found.by_authority, found.total])
        return duties, found.low, found.high

    def _layers(
        self, lines: _Day, where: Groups, duties: Floats, bounds: tuple[Floats, Floats]
    ) -> tuple[Layer, Layer]:
        """Return both layers with duties in USD in the place of rates."""
        plain, claiming = slice(0, lines.size), lines.claiming
        claimed = slice(lines.size, lines.size + claiming.size)
        unsettled = slice(claimed.stop, None)
        moved = lines.value[claiming] * lines.share[lines.row[claiming]]

        def change(of: Floats) -> Floats:
            # A programme that has lapsed is claimed no more: its lines stay what they were.
            return where.sums(
                lines.row[claiming], np.nan_to_num(of[claimed] - of[plain][claiming]) * moved
            )

        def paid(of: Floats) -> Floats:
            return where.sums(lines.row, np.nan_to_num(of) * lines.value)

        columns = [(paid(one[plain]), change(one)) for one in duties.T]
        if np.isnan(bounds[0]).all():
            none = np.full(where.count, np.nan)
            edges = [(none, none), (none, none)]
        else:
            edges = [(paid(one[unsettled]), paid(one[plain]) + change(one)) for one in bounds]
        (low, claims_low), (high, claims_high) = edges
        law = np.stack([one for one, _ in columns], axis=1)
        with_claims = np.stack([one + more for one, more in columns], axis=1)
        return (
            Layer(rates=law, low=low, high=high),
            Layer(rates=with_claims, low=claims_low, high=claims_high),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Groups:
    """Which of the groups each row of trade is in."""

    group: Ints
    count: int

    def sums(self, row: Ints, amounts: Floats) -> Floats:
        """Return the sums by group of amounts of rows."""
        return np.bincount(self.group[row], amounts, self.count).astype(np.float64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Day:
    """Rows of trade as entry lines of one day; `claiming` are those that somebody claims on.

    `share` is by row of trade, what claims of its value.
    """

    row: Ints
    product: Ints
    value: Floats
    claiming: Ints
    share: Floats
    day: date
    known_at: date

    @property
    def size(self) -> int:
        return int(self.row.size)


def grouped(trade: Trade, by: By) -> tuple[tuple[str, ...], Ints]:
    """Return the groups of rows, and which of them each row is in."""
    if by == "authority":
        return (ALL,), np.zeros(trade.codes.size, dtype=np.int64)
    keys = {
        "country": trade.partner,
        "sector": trade.sector,
        "chapter": trade.codes // CHAPTER,
    }[by]
    found, group = np.unique(keys, return_inverse=True)
    names = {"country": trade.partners, "sector": trade.sectors}.get(by)
    told = [f"{one:02d}" if names is None else names[one] for one in found.tolist()]
    return tuple(told), group


def check_covered(day: date) -> None:
    """Refuse a day that the schedule does not cover.

    Raises
    ------
    OutOfRange
        If it lies outside.
    """
    if not COVERED_FROM <= day <= COVERED_TO:
        raise OutOfRange(
            f"{day} is not covered",
            where="day of an average",
            mend=f"give a day from {COVERED_FROM} to {COVERED_TO}",
        )


def _over(paid: Layer, value: Floats) -> Layer:
    """Return duties as shares of value, nan where there is nothing to weigh."""
    divisor = np.where(value > 0, value, np.nan)
    return Layer(
        rates=paid.rates / divisor[:, None], low=paid.low / divisor, high=paid.high / divisor
    )
