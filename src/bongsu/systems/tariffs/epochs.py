"""Spans of law: between two days on which nothing changes, and what fits which product and origin.

An epoch is one state of the law and the schedule. It is found by the day of entry and the day of
knowledge; two spans with the same state are one epoch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bongsu.systems.tariffs.arrays import Bools, Ints, Schedule, origin_list, programme_list, ranges
from bongsu.systems.tariffs.law import FOREVER, METALS, Law, Measure, names
from bongsu.systems.tariffs.origins import eligible, runs
from bongsu.systems.tariffs.overrides import Scenario, standing_under
from bongsu.systems.tariffs.schedule import COVERED_FROM

Words = NDArray[np.uint64]
Numbers = NDArray[np.integer]
NEVER = ("column1<0",)  # a need that no entry meets


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Epoch:
    """What stands in one epoch.

    Attributes
    ----------
    day : date
        A day in it.
    version : array of int (product)
        Of the schedule; -1 where the product is no line.
    pattern : array of int (product)
        Products that the same measures fit have the same number.
    state : array of int (origin)
        Likewise for origins.
    fits : array of int (pattern, state)
        Numbers of the sets of measures that fit.
    claimable : array of bool (origin, programme)
        Which programmes goods of an origin may claim.
    """

    day: date
    version: Ints
    pattern: Ints
    state: Ints
    fits: Ints
    claimable: Bools


class Rules:
    """Measures and sets of them, each numbered when it is first met."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self.rules: list[Measure] = []
        self.fits: list[Ints] = []
        self.plain: list[int] = []  # of each set: the one without what silence shuts out
        self._numbers: dict[Measure, int] = {}
        self._fits: dict[bytes, int] = {}
        self._shut: dict[int, bool] = {}
        self._bare: dict[tuple[int, frozenset[str]], tuple[Measure, int]] = {}
        self._above: list[set[int]] = []  # by number: the numbers that it yields to

    def number(self, measure: Measure, day: date) -> int | None:
        """Return the number of a measure as it reads on a day, None if it cannot apply any more.

        What can hold no more is left out of its needs, so that a rule is good for any day. A
        measure on a metal is kept: that it is there at all raises the question of its share.
        """
        lapsed = self._lapsed(measure, day)
        over = any(need.partition("?")[0] in lapsed for need in measure.needs)
        if over and measure.basis not in METALS:
            return None
        met = self._bare.get((id(measure), lapsed))
        if met is not None:
            return met[1]
        kept = tuple(need for need in measure.needs if _name(need) not in lapsed)
        bare = replace(
            measure,
            products=(),
            not_products=(),
            origins=frozenset(),
            not_origins=frozenset(),
            needs=NEVER if over else kept,
        )
        if bare not in self._numbers:
            self._numbers[bare] = len(self.rules)
            self._place(bare)
        # The measure is held as well, so that no other one takes its place in memory.
        self._bare[id(measure), lapsed] = (measure, self._numbers[bare])
        return self._numbers[bare]

    def fit(self, members: Ints) -> int:
        """Return the number of a set of measures, given by their numbers."""
        mark = members.tobytes()
        if mark not in self._fits:
            number = self._fits[mark] = len(self.fits)
            self.fits.append(members)
            self.plain.append(number)
            heard = members[[not self._silent(int(one)) for one in members]]
            if heard.size < members.size:
                self.plain[number] = self.fit(heard)
        return self._fits[mark]

    def _silent(self, number: int) -> bool:
        """Whether a measure needs something that is taken not to be so where nothing is told."""
        if number not in self._shut:
            measure = self.rules[number]
            self._shut[number] = measure.basis not in METALS and any(
                self._presumed(need) is False for need in measure.needs
            )
        return self._shut[number]

    def _presumed(self, need: str) -> bool | None:
        name, _, here = need.partition("?")
        condition = self.law.conditions.get(name)
        if condition is None:
            return None
        return here == "yes" if here else condition.presumed

    def measures(self, fit: int) -> tuple[Measure, ...]:
        """Return the measures of a set, without products and origins."""
        return tuple(self.rules[number] for number in self.fits[fit])

    def yields(self, fit: int) -> Mapping[str, tuple[Measure, ...]]:
        """Return what measures of a set yield to within it, by their ids, in the set's order."""
        numbers = self.fits[fit].tolist()
        held, rules = set(numbers), self.rules
        return {
            rules[one].id: tuple(rules[other] for other in numbers if other in self._above[one])
            for one in numbers
            if not held.isdisjoint(self._above[one])
        }

    def _place(self, measure: Measure) -> None:
        """Note what a new rule yields to, and what yields to it."""
        number = len(self.rules)
        self._above.append(set())
        for other, rule in enumerate(self.rules):
            if rule.id == measure.id:
                continue
            if any(names(rule, item) for item in measure.excepts):
                self._above[number].add(other)
            if any(names(measure, item) for item in rule.excepts):
                self._above[other].add(number)
        self.rules.append(measure)

    def _lapsed(self, measure: Measure, day: date) -> frozenset[str]:
        conditions = self.law.conditions
        asked = {_name(need) for need in measure.needs}
        return frozenset(
            name for name in asked if name in conditions and day >= conditions[name].until
        )


def _name(need: str) -> str:
    return need.lstrip("!").partition("?")[0]


class Calendar:
    """Days on which something may change, on both axes of time."""

    def __init__(self, law: Law, schedule: Schedule, scenario: Scenario) -> None:
        measures = (*law.measures, *scenario.measures)
        days = {COVERED_FROM, *(one.start for one in measures), *(one.end for one in measures)}
        for event in law.events:
            days |= {event.until} | ({event.effective} if event.effective else set())
        for override in scenario.overrides:
            days |= {override.start, override.end}
        days |= {one.until for one in law.conditions.values()}
        for programme in programme_list():
            lasts = (programme.valid_to, programme.lapsed)
            days |= {last + timedelta(days=1) for last in lasts if last is not None}
        days |= {date.fromordinal(int(day)) for day in np.unique(schedule.effective)}
        known = {one.published for one in measures} | {one.published for one in law.events}
        known |= {one.end_published for one in measures}
        known |= {one.renewed for one in programme_list() if one.renewed is not None}
        known |= {date.fromordinal(int(day)) for day in np.unique(schedule.published)}
        # What never comes is no edge: the last span has no end, and the first no beginning.
        self.days = sorted((days | {date.min}) - {FOREVER})
        self.known = sorted((known | {date.min}) - {FOREVER})

    def spans(self, days: Numbers, *, known: bool = False) -> Ints:
        """Return the number of the span in which each day (an ordinal) lies."""
        edges = [day.toordinal() for day in (self.known if known else self.days)]
        first, last = edges[1] - 1, edges[-1]
        table = np.searchsorted(edges, np.arange(first, last + 1), side="right") - 1
        found: Ints = table.take(np.clip(days, first, last) - first)
        return found


class Fitting:
    """Which products and origins a measure fits, worked out once for each wording."""

    def __init__(self, law: Law, schedule: Schedule) -> None:
        self.law, self.codes = law, schedule.codes
        self._products: dict[tuple[str, ...], Bools] = {}
        self._origins: dict[tuple[frozenset[str], frozenset[str]], Bools] = {}

    def products(self, measure: Measure) -> Bools:
        """Return which products a measure fits."""
        found = (
            self._among(measure.products)
            if measure.products
            else np.ones(self.codes.size, dtype=np.bool_)
        )
        return found & ~self._among(measure.not_products) if measure.not_products else found

    def origins(self, measure: Measure) -> Bools:
        """Return which origins a measure fits."""
        key = (measure.origins, measure.not_origins)
        if key not in self._origins:
            codes = [one.iso3 for one in origin_list()]
            self._origins[key] = np.array(
                [(not key[0] or code in key[0]) and code not in key[1] for code in codes]
            )
        return self._origins[key]

    def _among(self, products: tuple[str, ...]) -> Bools:
        if products not in self._products:
            prefixes: set[str] = set()
            for item in products:
                prefixes |= self.law.lists[item[1:]] if item[0] == "@" else {item}
            self._products[products] = ranges(prefixes, self.codes)
        return self._products[products]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class State:
    """What an epoch is made of: two spans with the same mark are one epoch."""

    day: date
    measures: tuple[Measure, ...]
    numbers: Ints
    version: Ints
    live: frozenset[str]  # programmes that may be claimed

    def mark(self) -> tuple[object, ...]:
        """Return what tells it from other states."""
        measures = tuple((one.id, one.not_origins) for one in self.measures)
        return measures, self.numbers.tobytes(), self.version.tobytes(), self.live


def state_at(
    day: date, known_at: date, *, rules: Rules, schedule: Schedule, scenario: Scenario
) -> State:
    """Return what stands on a day as known at another."""
    standing = standing_under(rules.law, day, known_at, scenario)
    told = [(one, rules.number(one, day)) for one in standing]
    return State(
        day=day,
        measures=tuple(one for one, number in told if number is not None),
        numbers=np.array([number for _, number in told if number is not None], dtype=np.int64),
        version=schedule.standing(day, known_at),
        live=frozenset(one.name for one in programme_list() if runs(one, day, known_at)),
    )


def epoch_of(state: State, *, rules: Rules, fitting: Fitting) -> Epoch:
    """Return the tables of a state."""
    pattern, products = _alike(
        [fitting.products(one) for one in state.measures], fitting.codes.size
    )
    origin, origins = _alike([fitting.origins(one) for one in state.measures], len(origin_list()))
    both = (products[:, None, :] & origins[None, :, :]).reshape(-1, products.shape[1])
    first, where = _distinct(both)
    members = np.unpackbits(both[first].view(np.uint8), axis=1).astype(np.bool_)
    width = state.numbers.size
    fits = np.array([rules.fit(state.numbers[row[:width]]) for row in members], dtype=np.int64)
    return Epoch(
        day=state.day,
        version=state.version,
        pattern=pattern,
        state=origin,
        fits=fits[where].reshape(len(products), len(origins)),
        claimable=claimable(state.live),
    )


@lru_cache(maxsize=16)
def claimable(live: frozenset[str]) -> Bools:
    """Return which of the programmes that live goods of each origin may claim."""
    ever = date.min  # before any programme lapsed
    return np.array(
        [
            [one.name in live and eligible(origin, one, ever) for one in programme_list()]
            for origin in origin_list()
        ]
    )


def _alike(rows: list[Bools], width: int) -> tuple[Ints, Words]:
    """Return, for each column of rows, the number of its pattern, and the patterns as words."""
    bits = np.packbits(np.array(rows, dtype=np.bool_).reshape(len(rows), width), axis=0)
    bits = np.pad(bits, ((0, 8 - len(bits) % 8), (0, 0)))  # one word at least
    words = np.ascontiguousarray(bits.T).view(np.uint64)
    first, where = _distinct(words)
    return where, words[first]


def _distinct(words: Words) -> tuple[Ints, Ints]:
    """Return where each distinct row stands first, and for each row which of them it is."""
    where = np.zeros(len(words), dtype=np.int64)
    for column in words.T:
        found, own = np.unique(column, return_inverse=True)
        if found.size > 1:
            _, where = np.unique(where * found.size + own, return_inverse=True)
    _, first = np.unique(where, return_index=True)
    return first, where
