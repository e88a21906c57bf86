"""Spans of law: between two days on which nothing changes, and what fits which product and origin.

An epoch is one state of the law and the schedule. It is found by the day of entry and the day of
knowledge; two spans with the same state are one epoch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
        self._silent = np.zeros(0, dtype=np.bool_)
        self._bare: dict[tuple[int, frozenset[str]], tuple[Measure, int]] = {}
        self._above: list[set[int]] = []  # by number: the numbers that it yields to
        self._same_id: dict[str, set[int]] = {}
        self._named: dict[str, set[int]] = {}  # by what rules yield to: the rules it names
        self._yielding: dict[str, set[int]] = {}  # likewise: the rules that yield to it

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
            heard = members[~self._silent[members]]
            if heard.size < members.size:
                self.plain[number] = self.fit(heard)
        return self._fits[mark]

    def _is_silent(self, measure: Measure) -> bool:
        """Whether a measure needs something that is taken not to be so where nothing is told."""
        return measure.basis not in METALS and any(
            self._presumed(need) is False for need in measure.needs
        )

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
        own = self._same_id.setdefault(measure.id, set())
        for item in measure.excepts:
            if item not in self._named:
                self._yielding[item] = set()
                self._named[item] = {
                    other for other, rule in enumerate(self.rules) if names(rule, item)
                }
        for item, named in self._named.items():
            if names(measure, item):
                named.add(number)
                for other in self._yielding[item] - own:
                    self._above[other].add(number)
        own.add(number)
        self._above.append(set().union(*(self._named[item] for item in measure.excepts)) - own)
        for item in measure.excepts:
            self._yielding[item].add(number)
        self.rules.append(measure)
        self._silent = np.append(self._silent, self._is_silent(measure))

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
    """Which products and origins the measures fit, worked out once for each wording.

    Products that no wording of the law and the scenario tells apart are one class.
    """

    def __init__(self, law: Law, schedule: Schedule, scenario: Scenario) -> None:
        self.law, self.codes = law, schedule.codes
        self._among: dict[tuple[str, ...], Bools] = {}
        self._origins: dict[tuple[frozenset[str], frozenset[str]], Bools] = {}
        wordings = {(one.products, one.not_products) for one in (*law.measures, *scenario.measures)}
        self._wordings = {wording: row for row, wording in enumerate(sorted(wordings))}
        fits = np.array([self._fit(*wording) for wording in self._wordings], dtype=np.bool_)
        fits = fits.reshape(len(self._wordings), self.codes.size)  # a law may have no measures
        self.classes, words = _alike(fits)  # class of each product
        self._fits = _unpacked(words, len(fits)).T  # (wording, class)

    def products(self, measures: Sequence[Measure]) -> Bools:
        """Return which classes of products each measure fits: (measure, class)."""
        rows = [self._wordings[one.products, one.not_products] for one in measures]
        found: Bools = self._fits[rows]
        return found

    def origins(self, measures: Sequence[Measure]) -> Bools:
        """Return which origins each measure fits: (measure, origin)."""
        rows = [self._origins_of(one.origins, one.not_origins) for one in measures]
        return np.array(rows, dtype=np.bool_).reshape(len(rows), len(origin_list()))

    def _origins_of(self, only: frozenset[str], never: frozenset[str]) -> Bools:
        if (only, never) not in self._origins:
            codes = [one.iso3 for one in origin_list()]
            self._origins[only, never] = np.array(
                [(not only or code in only) and code not in never for code in codes]
            )
        return self._origins[only, never]

    def _fit(self, only: tuple[str, ...], never: tuple[str, ...]) -> Bools:
        found = self._listed(only) if only else np.ones(self.codes.size, dtype=np.bool_)
        return found & ~self._listed(never) if never else found

    def _listed(self, products: tuple[str, ...]) -> Bools:
        if products not in self._among:
            prefixes: set[str] = set()
            for item in products:
                prefixes |= self.law.lists[item[1:]] if item[0] == "@" else {item}
            self._among[products] = ranges(prefixes, self.codes)
        return self._among[products]


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
    pattern, products = _alike(fitting.products(state.measures))
    origin, origins = _alike(fitting.origins(state.measures))
    both = (products[:, None, :] & origins[None, :, :]).reshape(-1, products.shape[1])
    first, where = _distinct(both)
    members = _unpacked(both[first], state.numbers.size)
    fits = np.array([rules.fit(state.numbers[row]) for row in members], dtype=np.int64)
    return Epoch(
        day=state.day,
        version=state.version,
        pattern=pattern[fitting.classes],
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


def _alike(rows: Bools) -> tuple[Ints, Words]:
    """Return, for each column of rows, the number of its pattern, and the patterns as words."""
    bits = np.packbits(rows, axis=0)
    bits = np.pad(bits, ((0, 8 - len(bits) % 8), (0, 0)))  # one word at least
    words = np.ascontiguousarray(bits.T).view(np.uint64)
    first, where = _distinct(words)
    return where, words[first]


def _unpacked(words: Words, width: int) -> Bools:
    """Return the first bits of each row of words."""
    return np.unpackbits(words.view(np.uint8), axis=1, count=width).astype(np.bool_)


def _distinct(words: Words) -> tuple[Ints, Ints]:
    """Return where each distinct row stands first, and for each row which of them it is."""
    where = np.zeros(len(words), dtype=np.int64)
    for column in words.T:
        found, own = np.unique(column, return_inverse=True)
        if found.size > 1:
            _, where = np.unique(where * found.size + own, return_inverse=True)
    _, first = np.unique(where, return_index=True)
    return first, where
