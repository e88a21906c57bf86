"""How much of each line's imports claimed a preference in 2024, by what was paid.

A layer above the law: the law says what a claim would save, this says who made one. For Canada and
Mexico the share that claimed USMCA is recorded; for others it is the share that must have claimed
for the duty of 2024 to be what was paid, by the law of 1 January 2025, when that year's measures
still stood. It says nothing of how importers changed when a claim came to save more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from bongsu.systems.tariffs.arrays import FIRST_PROGRAMME, Floats, Ints, programme_list
from bongsu.systems.tariffs.engine import LATEST, NO_CLAIM, Engine, Lines, Numbers
from bongsu.systems.tariffs.layers.claims import usmca_rates
from bongsu.systems.tariffs.origins import ANY
from bongsu.systems.tariffs.readings import TINY
from bongsu.systems.tariffs.stand_ins import Placed, place
from bongsu.systems.tariffs.trade import Trade

OBSERVED = date(2025, 1, 1)  # the law as it stood through 2024
USMCA = "USMCA"
HEADING = 1_000_000  # what ten digits are divided by


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Use:
    """Claims by row of trade.

    Attributes
    ----------
    claim : array of int (row)
        Column of the programme, as `Lines.claim`; `NO_CLAIM` where there is none.
    share : array of float (row)
        Of the value that claims it.
    """

    claim: Ints
    share: Floats


def preference_use(trade: Trade, engine: Engine) -> Use:
    """Return the use of preferences in 2024.

    Parameters
    ----------
    trade : Trade
        With what was paid.
    engine : Engine
        Of the law as it is: what was paid in 2024 is no question of a scenario.
    """
    number = engine.epoch(OBSERVED)
    placed = place(trade.codes, engine.schedule.codes, engine.epochs[number].version >= 0)
    claim = _offered(trade, placed, engine, number)
    plain = _paid(trade, placed, engine, np.full(trade.codes.size, NO_CLAIM))
    claimed = _paid(trade, placed, engine, claim)
    saved = np.where(claim == NO_CLAIM, 0.0, plain - claimed)
    owed = plain - trade.duty / np.maximum(trade.value, 1.0)
    share = np.clip(np.divide(owed, saved, out=np.zeros_like(owed), where=saved > TINY), 0.0, 1.0)
    ours = claim == _column(USMCA)
    return Use(claim=claim, share=np.where(ours, trade.usmca, share))


def usmca_in_month(use: Use, trade: Trade, day: date) -> Floats:
    """Return the shares that claim, with those of Canada and Mexico as recorded in a month.

    The record is taken by heading of four digits, so that all lines of a heading that may claim
    USMCA have one share; a heading without imports in the month keeps those of 2024. After the last
    month of the record that month stands.

    Parameters
    ----------
    use : Use
        Of 2024.
    trade : Trade
        By row of which the shares are.
    day : date
        Of the month.
    """
    rates, found = usmca_rates(day.replace(day=1)), use.share.copy()
    ours = np.flatnonzero(use.claim == _column(USMCA))
    headings = (trade.codes[ours] // HEADING).tolist()
    names = [trade.partners[place] for place in trade.partner[ours].tolist()]
    found[ours] = [
        rates.get(key, share)
        for key, share in zip(zip(headings, names, strict=True), use.share[ours], strict=True)
    ]
    return found


def _column(programme: str) -> int:
    return FIRST_PROGRAMME + next(
        place for place, one in enumerate(programme_list()) if one.name == programme
    )


def _offered(trade: Trade, placed: Placed, engine: Engine, epoch: int) -> Ints:
    """Return the first programme of its own by which a row pays less; USMCA wherever it may."""
    claimable, version = engine.epochs[epoch].claimable, engine.epochs[epoch].version
    first = np.searchsorted(placed.row, np.arange(trade.codes.size))
    first = np.minimum(first, placed.row.size - 1)
    standing = placed.row[first] == np.arange(trade.codes.size)
    shares = engine.shares[version[placed.product[first]]]
    found = np.full(trade.codes.size, NO_CLAIM, dtype=np.int64)
    # USMCA comes last, over all others: it lifts surcharges too, which those of one trade do not.
    names = [programme.name for programme in programme_list()]
    turns = sorted(range(len(names)), key=lambda turn: (names[turn] == USMCA, -turn))
    for turn in turns:
        programme, column = programme_list()[turn], FIRST_PROGRAMME + turn
        if ANY in programme.origins:
            continue
        may = claimable[trade.origin, turn] & standing
        less = shares[:, column] < shares[:, 0] - TINY
        found[may & (less if programme.name != USMCA else True)] = column
    return found


def _paid(trade: Trade, placed: Placed, engine: Engine, claim: Numbers) -> Floats:
    """Return the duty of each row by the law of 2024, 0 where it cannot be rated."""
    lines = Lines(
        product=placed.product,
        origin=trade.origin[placed.row],
        claim=claim[placed.row],
        day=np.full(placed.row.size, OBSERVED.toordinal()),
        known=np.full(placed.row.size, LATEST),
    )
    total = np.nan_to_num(engine.rate(lines).total) * placed.weight
    return np.bincount(placed.row, total, trade.codes.size).astype(np.float64)
