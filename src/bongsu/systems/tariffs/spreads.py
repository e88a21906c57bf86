"""Bounds of many lines over their open questions, with the flags and quantities of each line.

Slower than `engine` alone, which answers as presumed: here a line's base duty may rest on its own
quantity, and every reading of its kind is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from bongsu.systems.tariffs.arrays import (
    FIRST_PROGRAMME,
    GENERAL,
    OTHER,
    Bools,
    Floats,
    Ints,
    bare_line,
    programme_list,
)
from bongsu.systems.tariffs.base import BaseRate, _measured, asked_of
from bongsu.systems.tariffs.cells import Cell, Kind, Spread, between, cell_of, spread_of
from bongsu.systems.tariffs.engine import COLUMN2, UNTOLD, Engine, Found, Lines, Numbers
from bongsu.systems.tariffs.entries import Base
from bongsu.systems.tariffs.law import AUTHORITIES, claims_asked
from bongsu.systems.tariffs.origins import ANY
from bongsu.systems.tariffs.readings import TINY
from bongsu.systems.tariffs.schedule import Line

Telling = tuple[frozenset[str], tuple[tuple[str, float], ...]]  # flags and content of a line
SILENT: Telling = (frozenset(), ())
OF_BASE = ("", "base-duty", "quantity")  # what a base duty may ask for
UNSEEN = -2  # of a set of measures: what it asks for was not looked up yet


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spreaded:
    """Duties in shares of customs value, with bounds; nan where a line cannot be rated."""

    base: Floats
    by_authority: Floats  # (line, authority)
    total: Floats
    low: Floats
    high: Floats
    headings: tuple[str, ...]  # by kind, joined with ";"
    kind: Numbers  # of each line
    questions: list[str]  # by line, joined with ";"


class Spreads:
    """Kinds of entry with all their readings, filled as they are met."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.tellings: dict[Telling, int] = {SILENT: 0}
        self._kinds: dict[tuple[int, ...], int] = {}
        self._read: list[tuple[Cell, Spread]] = []
        self._lines = np.zeros((0, 2, len(AUTHORITIES)))
        self._by_quantity: dict[int, Floats] = {}
        self._names_of: Numbers = np.zeros(0, dtype=np.int64)
        self._offers = np.zeros((0, 0, 0), dtype=np.int64)

    def telling(self, telling: Telling) -> int:
        """Return the number of the flags and the content of a line."""
        return self.tellings.setdefault(telling, len(self.tellings))

    def rate(self, lines: Lines, told: Numbers, per_dollar: Floats) -> Spreaded:
        """Return duties and bounds of lines.

        Parameters
        ----------
        lines : Lines
            As the engine takes them.
        told : array of int
            Number of the flags and content of each line; see `telling`.
        per_dollar : array of float
            Quantity for a dollar of customs value, nan where it is not known.
        """
        found = self.engine.locate(lines)
        possible = self._possible(lines, found, per_dollar)
        values = np.stack(
            [
                *self._duties(found, found.column, per_dollar),
                *self._duties(found, np.where(possible < 0, found.column, possible), per_dollar),
            ],
            axis=1,
        )
        general = np.where(found.column == OTHER, OTHER, GENERAL)
        beside = self._duties(found, general, per_dollar)[0]
        kinds = self._kinds_of(found, possible, values, beside, told)
        return self._spread(kinds, values, self._asks(found, values, per_dollar))

    def _duties(
        self, found: Found, column: Numbers, per_dollar: Floats
    ) -> tuple[Floats, Floats, Floats]:
        """Return share, low and high of a column: from the quantity where that can tell."""
        place = found.version.astype(np.int64) * self.engine.shares.shape[1] + column
        share, low, high = (table.ravel().take(place) for table in self._tables)
        asked = np.flatnonzero(~np.isnan(per_dollar) & ~self._exact.ravel().take(place))
        if asked.size:
            spots, where = np.unique(place[asked], return_inverse=True)
            for spot in set(spots.tolist()) - self._by_quantity.keys():
                self._by_quantity[spot] = self._line(spot)
            lines = np.array([self._by_quantity[spot] for spot in spots.tolist()])[where]
            good = ~np.isnan(lines[:, 0])
            rows, lines = asked[good], lines[good]
            high[rows] = lines[:, 0] + lines[:, 1] * per_dollar[rows]
            low[rows] = lines[:, 2] + lines[:, 3] * per_dollar[rows]
            share[rows] = high[rows]
        return share, low, high

    @cached_property
    def _tables(self) -> tuple[Floats, Floats, Floats]:
        schedule = self.engine.schedule
        return (
            self.engine.shares,
            np.pad(schedule.low, ((0, 1), (0, 1)), constant_values=np.nan),
            np.pad(schedule.high, ((0, 1), (0, 1)), constant_values=np.nan),
        )

    @cached_property
    def _exact(self) -> Bools:
        schedule = self.engine.schedule
        exact = np.array([[duty.exact for duty in row] for row in schedule.duties])
        return np.pad(exact[schedule.text], ((0, 1), (0, 1)), constant_values=True)

    @cached_property
    def _asked(self) -> Ints:
        schedule = self.engine.schedule
        asked = [
            [0 if duty.exact else OF_BASE.index(asked_of(duty)) for duty in row]
            for row in schedule.duties
        ]
        return np.pad(np.array(asked)[schedule.text], ((0, 1), (0, 1)))

    def _line(self, spot: int) -> Floats:
        """Return high and low of a duty as lines in the quantity for a dollar, or nan."""
        schedule = self.engine.schedule
        version, column = divmod(spot, self.engine.shares.shape[1])
        text = int(schedule.text[version])
        units = schedule.history.texts[text][3]
        duty = schedule.duties[text][column]
        rate = BaseRate(
            line=_line_in(tuple(units.split("|")) if units else ()),
            column="general",
            programme="",
            duty=duty,
            share=0.0,
            low=0.0,
            high=0.0,
        )
        none, one = _measured(rate, 1.0, 0.0), _measured(rate, 1.0, 1.0)
        if none is None or one is None:
            return np.full(4, np.nan)
        return np.array([none.high, one.high - none.high, none.low, one.low - none.low])

    def _possible(self, lines: Lines, found: Found, per_dollar: Floats) -> Numbers:
        """Return the column of the first programme that a line could claim and did not tell of.

        One that a measure asks for by name goes before one that lowers the base duty alone.
        """
        offers = self._offered()
        possible = np.full(lines.product.size, -1, dtype=np.int64)
        asked = np.flatnonzero((lines.claim == UNTOLD) & (found.column == GENERAL))
        here = Found(
            epoch=found.epoch[asked],
            version=found.version[asked],
            column=found.column[asked],
            fit=found.fit[asked],
        )
        plain = self._duties(here, here.column, per_dollar[asked])[0]
        for turn in reversed(range(offers.shape[2])):
            column = offers[here.epoch, lines.origin[asked], turn]
            less = self._duties(here, column, per_dollar[asked])[0] < plain
            possible[asked[less]] = column[less]
        named = self._named(here.fit)
        possible[asked[named >= 0]] = named[named >= 0]
        return possible

    def _named(self, fits: Numbers) -> Numbers:
        """Return the column of the programme that each set of measures asks for, or -1."""
        rules, programmes = self.engine.rules, [one.name for one in programme_list()]
        grown = len(rules.fits) - self._names_of.size
        self._names_of = np.pad(self._names_of, (0, grown), constant_values=UNSEEN)
        for fit in np.unique(fits[self._names_of[fits] == UNSEEN]).tolist():
            names = claims_asked(rules.measures(fit))
            column = FIRST_PROGRAMME + programmes.index(names[0]) if names else -1
            self._names_of[fit] = column
        return self._names_of[fits]

    def _offered(self) -> Ints:
        """Return by epoch and origin the columns of its own programmes."""
        epochs, none = self.engine.epochs, self.engine.schedule.columns
        if len(self._offers) < len(epochs):
            made: dict[bytes, Ints] = {}
            for epoch in epochs:
                mark = epoch.claimable.tobytes()
                made[mark] = made[mark] if mark in made else _offers(epoch.claimable, none)
            self._offers = np.array([made[one.claimable.tobytes()] for one in epochs])
        return self._offers

    def _kinds_of(
        self, found: Found, possible: Numbers, values: Floats, beside: Floats, told: Numbers
    ) -> Numbers:
        """Return the number of each line's kind; what was not met before is read."""
        engine = self.engine
        steps = engine.bounds.size + 1
        kind = engine.kind_of_column.take(found.column)
        other = np.where(possible < 0, len(engine.kinds), engine.kind_of_column.take(possible))
        parts = [
            (told, len(self.tellings)),
            (kind, len(engine.kinds)),
            (other, len(engine.kinds) + 1),
            (values[:, 1] != values[:, 2], 2),
            (engine.classes(beside) % steps, steps),
            *(
                (engine.classes(values[:, place]) % steps, steps)
                for place in range(values.shape[1])
            ),
        ]
        first, where = _distinct(found.fit, parts)
        keys = np.stack([found.fit, *(part for part, _ in parts)], axis=1)[first]
        return np.array([self._kind(tuple(key)) for key in keys.tolist()], dtype=np.int64)[where]

    def _kind(self, key: tuple[int, ...]) -> int:
        number = self._kinds.setdefault(key, len(self._read))
        if number == len(self._read):
            self._read.append(self._readings(*key))
        return number

    def _readings(
        self, fit: int, told: int, kind: int, other: int, open_base: int, beside: int, *classes: int
    ) -> tuple[Cell, Spread]:
        engine = self.engine
        general = between(engine.bounds, beside)
        duties = [between(engine.bounds, one) for one in classes]
        column2 = engine.kinds[kind] == COLUMN2
        asked = other < len(engine.kinds)
        plain = Base(rate=duties[0], general=general, column2=column2)
        if open_base:
            plain = replace(plain, low=duties[1], high=duties[2])
        flags, content = list(self.tellings)[told]
        one = Kind(
            measures=engine.rules.measures(fit),
            yields=engine.rules.yields(fit),
            claim="" if asked else "none" if column2 else engine.kinds[kind],
            plain=plain,
            claimed=Base(rate=duties[3], general=general, low=duties[4], high=duties[5])
            if asked
            else None,
            programme=engine.kinds[other] if asked else "",
            flags=flags,
            content=content,
        )
        return cell_of(one, engine.law), spread_of(one, engine.law)

    def _asks(self, found: Found, values: Floats, per_dollar: Floats) -> Ints:
        """Return what the base duty of each line asks for, by its place in `OF_BASE`."""
        place = found.version.astype(np.int64) * self.engine.shares.shape[1] + found.column
        asked: Ints = self._asked.ravel().take(place)
        told = np.flatnonzero(~np.isnan(per_dollar) & (asked > 0))
        spots, where = np.unique(place[told], return_inverse=True)
        measured = [not np.isnan(self._by_quantity[spot][0]) for spot in spots.tolist()]
        settled = told[np.array(measured, dtype=np.bool_)[where]]
        asked[settled[values[settled, 1] == values[settled, 2]]] = 0
        return asked

    def _spread(self, kinds: Numbers, values: Floats, asks: Ints) -> Spreaded:
        base = values[:, 0]
        if len(self._lines) < len(self._read):
            new = [(cell.constant, cell.slope) for cell, _ in self._read[len(self._lines) :]]
            self._lines = np.concatenate([self._lines, np.array(new)])
        lines = self._lines[kinds]
        by_authority = lines[:, 0] + lines[:, 1] * base[:, None]
        low, high = np.empty_like(base), np.empty_like(base)
        questions = np.zeros(base.size, dtype=np.int64)
        order = np.argsort(kinds, kind="stable")
        edges = np.flatnonzero(np.diff(kinds[order])) + 1
        for rows in np.split(order, edges):
            spread = self._read[int(kinds[rows[0]])][1]
            here = values[rows]
            usual = spread.usual.totals(here)
            low[rows] = spread.low.totals(here).min(axis=1)
            high[rows] = spread.high.totals(here).max(axis=1)
            questions[rows] = _moved(spread, usual)
        return Spreaded(
            base=base,
            by_authority=by_authority,
            total=base + by_authority @ np.ones(len(AUTHORITIES)),
            low=low,
            high=high,
            headings=tuple(";".join(cell.headings) for cell, _ in self._read),
            kind=kinds,
            questions=self._names(kinds, questions, asks),
        )

    def _names(self, kinds: Numbers, moved: Ints, asks: Ints) -> list[str]:
        """Return the names of the questions that move a total or a part of it, joined."""
        marks, where = np.unique(
            np.stack([kinds, moved * len(OF_BASE) + asks], axis=1), axis=0, return_inverse=True
        )
        texts = []
        for kind, mark in marks.tolist():
            names = [
                name
                for place, name in enumerate(self._read[kind][1].questions)
                if mark // len(OF_BASE) >> place & 1
            ]
            asked = OF_BASE[mark % len(OF_BASE)]
            texts.append(";".join([*names, asked] if asked else names))
        return [texts[place] for place in where.ravel().tolist()]


_ROOM = 1 << 62  # of an integer in which kinds are numbered


def _distinct(first: Numbers, parts: list[tuple[Numbers, int]]) -> tuple[Ints, Ints]:
    """Return where each distinct kind stands first, and for each line which of them it is.

    A what-if may have so many thresholds that the product of all sizes is no integer: then what
    was met so far is numbered anew.

    Parameters
    ----------
    first : array of int (line)
        The part without a size.
    parts : list of (array of int, int)
        The others, each below its size.
    """
    mark = first.astype(np.int64)
    span = int(mark.max(initial=0)) + 1
    for part, size in parts:
        if span * size >= _ROOM:
            _, mark = np.unique(mark, return_inverse=True)
            span = int(mark.max(initial=0)) + 1
        mark = mark * size + part
        span *= size
    _, stands, where = np.unique(mark, return_index=True, return_inverse=True)
    return stands, where


def _moved(spread: Spread, totals: Floats) -> Ints:
    """Return the questions that move the total of each line, as bits."""
    found = np.zeros(len(totals), dtype=np.int64)
    for place, pairs in enumerate(spread.pairs):
        if pairs:
            one, other = (list(side) for side in zip(*pairs, strict=True))
            apart = np.abs(totals[:, one] - totals[:, other]) > TINY
            found |= apart.any(axis=1).astype(np.int64) << place
    return found


def _offers(claimable: Bools, none: int) -> Ints:
    """Return by origin the columns of its own programmes, in their order."""
    own = claimable & np.array([ANY not in one.origins for one in programme_list()])
    most = 4  # programmes of one origin; none has more
    found = np.full((len(own), most), none, dtype=np.int64)
    for origin, row in enumerate(own):
        columns = np.flatnonzero(row)[:most] + FIRST_PROGRAMME
        found[origin, : columns.size] = columns
    return found


def _line_in(units: tuple[str, ...]) -> Line:
    """Return a line of which only the units of quantity matter."""
    return replace(bare_line("", "", ""), units=units)
