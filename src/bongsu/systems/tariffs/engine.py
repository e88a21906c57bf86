"""The law compiled: many entry lines rated by looking up tables.

For each epoch the tables say which measures fit a product and an origin; the kind of entry, read
once by `cells`, gives duty by authority as a line in the base duty. The answers are those of
`rating.rate`, line by line; a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from threading import RLock

import numpy as np
from numpy.typing import NDArray

from bongsu.systems.tariffs.arrays import (
    FIRST_PROGRAMME,
    GENERAL,
    OTHER,
    Floats,
    Ints,
    origin_list,
    programme_list,
    schedule_arrays,
)
from bongsu.systems.tariffs.cells import Cell, Kind, between, cell_of, thresholds
from bongsu.systems.tariffs.entries import Base
from bongsu.systems.tariffs.epochs import Calendar, Epoch, Fitting, Rules, epoch_of, state_at
from bongsu.systems.tariffs.law import AUTHORITIES, FOREVER, Law, Measure
from bongsu.systems.tariffs.overrides import ACTUAL, Scenario
from bongsu.systems.tariffs.readings import TINY

LATEST = FOREVER.toordinal()  # of knowledge: everything published is seen
UNTOLD, NO_CLAIM = 0, 1  # of claims; the columns of programmes follow
BLOCK = 1 << 17  # lines looked up together: tables and lines stay in the cache
THREADS = 2
COLUMN2 = "column 2"
Numbers = NDArray[np.integer]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lines:
    """Entry lines as numbers, one array for each column.

    Attributes
    ----------
    product : array of int
        Place in `Schedule.codes`.
    origin : array of int
        Place in `origin_list`.
    claim : array of int
        `UNTOLD`, `NO_CLAIM` or the column of a programme.
    day, known : array of int
        Ordinals; `LATEST` for all that is known.
    """

    product: Numbers
    origin: Numbers
    claim: Numbers
    day: Numbers
    known: Numbers

    def part(self, rows: slice | Ints) -> Lines:
        """Return some of the lines."""
        return Lines(
            product=self.product[rows],
            origin=self.origin[rows],
            claim=self.claim[rows],
            day=self.day[rows],
            known=self.known[rows],
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """Where lines lie in the tables."""

    epoch: Numbers
    version: Numbers  # of the schedule; the last one, which has no price, where there is none
    column: Numbers  # of the schedule; the last one, without prices, where the claim is not open
    fit: Numbers


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rated:
    """Duties in shares of customs value; nan where a line cannot be rated."""

    base: Floats
    duties: Floats  # (line, authority); the last column is the total with the base
    cell: Numbers  # number in `Engine.cells`

    @property
    def by_authority(self) -> Floats:
        """Duties (line, authority), in the order of `law.AUTHORITIES`."""
        return self.duties[:, :-1]

    @property
    def total(self) -> Floats:
        """Base and all authorities."""
        return self.duties[:, -1]


class Engine:
    """Tables of one law and scenario, filled as epochs and kinds of entry are met."""

    def __init__(self, law: Law, scenario: Scenario = ACTUAL) -> None:
        self.law, self.scenario = law, scenario
        self.schedule = schedule_arrays()
        self.calendar = Calendar(law, self.schedule, scenario)
        self.rules, self.fitting = Rules(law), Fitting(law, self.schedule, scenario)
        self.bounds = thresholds(law, scenario)
        self._lock = RLock()
        self.epochs: list[Epoch] = []
        self.cells: list[Cell] = []
        self.kinds, self.kind_of_column = claim_kinds(
            (*law.measures, *scenario.measures), self.schedule.columns
        )
        self._epoch_of = np.full((len(self.calendar.days), len(self.calendar.known)), -1)
        self._same: dict[tuple[object, ...], int] = {}
        self.shares = _padded(self.schedule.share, np.nan)
        self.pairs = self._class_pairs()
        self.none = int(self.pairs.max())  # the class of what has no price
        self._tables: _Tables | None = None
        self._plain = np.zeros(0, dtype=np.int64)
        self._cell_of = np.full((0, len(self.kinds) * (self.none + 1)), -1, dtype=np.int32)
        self._lines = np.zeros((0, 2, len(AUTHORITIES) + 1))

    def rate(self, lines: Lines) -> Rated:
        """Return the duty of lines, with every open question answered as presumed.

        Parameters
        ----------
        lines : Lines
            Any number of them; where there are many, `blocks` needs less memory.
        """
        return self.look_up(self.locate(lines))

    def blocks(self, lines: Lines) -> Iterator[tuple[slice, Rated]]:
        """Rate lines block by block, on two threads; blocks come in order."""
        spans = [slice(at, at + BLOCK) for at in range(0, lines.product.size, BLOCK)]
        yield from zip(spans, _ahead(lambda rows: self.rate(lines.part(rows)), spans), strict=True)

    def epoch(self, day: date, known_at: date = FOREVER) -> int:
        """Return the number of the epoch of a day as known at another."""
        days, known = np.array([day.toordinal()]), np.array([known_at.toordinal()])
        return int(self.epochs_of(days, known)[0])

    def epochs_of(self, days: Numbers, known: Numbers) -> Numbers:
        """Return the number of the epoch of each line; new epochs are compiled."""
        width = len(self.calendar.known)
        spans = self.calendar.spans(days) * width + self.calendar.spans(known, known=True)
        found: Numbers = self._epoch_of.ravel().take(spans)
        if found.min(initial=0) < 0:
            with self._lock:
                for span in np.unique(spans[found < 0]):
                    self._compile(int(span) // width, int(span) % width)
                self._tables = None
            found = self._epoch_of.ravel().take(spans)
        return found

    def locate(self, lines: Lines) -> Found:
        """Return where lines lie in the tables."""
        epoch = self.epochs_of(lines.day, lines.known)
        tables = self.tables()
        product = epoch * tables.version.shape[1] + lines.product
        origin = epoch * tables.state.shape[1] + lines.origin
        fit = tables.fits.take(
            tables.pattern.ravel().take(product) + tables.state.ravel().take(origin)
        )
        claim = origin * tables.column.shape[2] + lines.claim
        return Found(
            epoch=epoch,
            version=tables.version.ravel().take(product),
            column=tables.column.ravel().take(claim),
            fit=fit,
        )

    def look_up(self, found: Found) -> Rated:
        """Return the duty of lines that were located."""
        place = found.version * self.shares.shape[1] + found.column
        base = self.shares.ravel().take(place)
        kind = self.kind_of_column.take(found.column)
        pair = kind * (self.none + 1) + self.pairs.ravel().take(place)
        cell = self._cells(found.fit, pair)
        lines = self._lines.reshape(len(self._lines), -1).take(cell, axis=0)
        width = len(AUTHORITIES) + 1
        duties = lines[:, width:] * base[:, None]
        duties += lines[:, :width]
        return Rated(base=base, duties=duties, cell=cell)

    def classes(self, shares: Floats) -> Numbers:
        """Return between which thresholds shares lie."""
        return np.searchsorted(self.bounds - TINY, shares, side="right")

    def tables(self) -> _Tables:
        """Return the tables of all epochs, one upon the other."""
        with self._lock:
            if self._tables is None:
                self._tables = _stacked(self.epochs, self.shares.shape)
            return self._tables

    def _class_pairs(self) -> Numbers:
        """Return a number for the classes of a column's duty and of the general one beside it."""
        own = self.classes(self.shares)
        general = np.repeat(own[:, GENERAL : GENERAL + 1], own.shape[1], axis=1)
        general[:, OTHER] = own[:, OTHER]
        steps = self.bounds.size + 1
        return np.where(np.isnan(self.shares), steps * steps, own * steps + general).astype(
            np.int32
        )

    def _cells(self, fit: Numbers, pair: Numbers) -> Numbers:
        """Return the cell of each line; kinds that were not met before are read."""
        if len(self._plain) < len(self.rules.fits):
            self._plain = np.array(self.rules.plain, dtype=np.int64)
        fit = self._plain.take(fit)
        if len(self._cell_of) <= fit.max(initial=0):
            with self._lock:
                more = len(self.rules.fits) - len(self._cell_of)
                self._cell_of = np.pad(self._cell_of, ((0, more), (0, 0)), constant_values=-1)
        width = self._cell_of.shape[1]
        place = fit * width + pair
        cell = self._cell_of.ravel().take(place)
        if cell.min(initial=0) < 0:
            with self._lock:
                self._add_cells(np.unique(place[cell < 0]))
            cell = self._cell_of.ravel().take(place)
        return cell

    def _add_cells(self, places: Numbers) -> None:
        """Read the kinds at places of the table, which names them once all of them are there."""
        new = places[self._cell_of.ravel().take(places) < 0]
        width, first = self._cell_of.shape[1], len(self.cells)
        self.cells += [self._read(int(spot // width), int(spot % width)) for spot in new]
        lines = [
            (
                np.append(one.constant, one.constant.sum()),
                np.append(one.slope, 1.0 + one.slope.sum()),
            )
            for one in self.cells[first:]
        ]
        if lines:
            self._lines = np.concatenate([self._lines, np.array(lines)])
        self._cell_of.ravel()[new] = np.arange(first, len(self.cells))

    def _read(self, fit: int, pair: int) -> Cell:
        kind, classes = divmod(pair, self.none + 1)
        own, general = divmod(0 if classes == self.none else classes, self.bounds.size + 1)
        base = Base(
            rate=between(self.bounds, own),
            general=between(self.bounds, general),
            column2=self.kinds[kind] == COLUMN2,
        )
        claim = "none" if base.column2 else self.kinds[kind]
        return cell_of(
            Kind(
                measures=self.rules.measures(fit),
                yields=self.rules.yields(fit),
                claim=claim,
                plain=base,
            ),
            self.law,
        )

    def _compile(self, day: int, known: int) -> None:
        """Compile the epoch of two spans, unless it is the same as another one."""
        state = state_at(
            self.calendar.days[day],
            self.calendar.known[known],
            rules=self.rules,
            schedule=self.schedule,
            scenario=self.scenario,
        )
        number = self._same.setdefault(state.mark(), len(self.epochs))
        if number == len(self.epochs):
            self.epochs.append(epoch_of(state, rules=self.rules, fitting=self.fitting))
        self._epoch_of[day, known] = number


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Tables:
    """Epochs one upon the other."""

    version: Numbers  # (epoch, product)
    pattern: Numbers  # (epoch, product), as the place of its row in `fits`
    state: Numbers  # (epoch, origin)
    column: Numbers  # (epoch, origin, claim)
    fits: Numbers


def claim_kinds(measures: Sequence[Measure], columns: int) -> tuple[tuple[str, ...], Numbers]:
    """Return the claims that rules tell apart, and which of them each column is."""
    asked = (need.lstrip("!").partition("?")[0] for one in measures for need in one.needs)
    needs = frozenset(asked)
    kinds, numbers = ["none", COLUMN2, "other"], [0, 1]
    for programme in programme_list():
        if f"claim:{programme.name}" in needs:
            numbers.append(len(kinds))
            kinds.append(programme.name)
        else:
            numbers.append(kinds.index("other"))
    assert len(numbers) == columns
    return tuple(kinds), np.array([*numbers, 0], dtype=np.int32)


def _padded(shares: Floats, value: float) -> Floats:
    """Add a version and a column without a price, for lines that are none."""
    return np.pad(shares, ((0, 1), (0, 1)), constant_values=value)


def _stacked(epochs: list[Epoch], shape: tuple[int, int]) -> _Tables:
    none, no_column = shape[0] - 1, shape[1] - 1
    sizes = [epoch.fits.size for epoch in epochs]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    return _Tables(
        version=np.array(
            [np.where(one.version < 0, none, one.version) for one in epochs], np.int32
        ),
        pattern=np.array(
            [
                start + one.pattern * one.fits.shape[1]
                for start, one in zip(starts, epochs, strict=True)
            ],
            dtype=np.int32,
        ),
        state=np.array([one.state for one in epochs], dtype=np.int32),
        column=np.array([_columns(one, no_column) for one in epochs], dtype=np.int32),
        fits=np.concatenate([one.fits.ravel() for one in epochs]).astype(np.int32),
    )


def _columns(epoch: Epoch, no_column: int) -> Numbers:
    """Return the column of the schedule by origin and claim."""
    column2 = np.array([one.column_2 for one in origin_list()])[:, None]
    plain = np.where(column2, OTHER, GENERAL)
    programmes = np.arange(epoch.claimable.shape[1]) + FIRST_PROGRAMME
    claimed = np.where(epoch.claimable, programmes, no_column)
    return np.concatenate([plain, plain, claimed], axis=1)


def _ahead(work: Callable[[slice], Rated], items: list[slice]) -> Iterator[Rated]:
    """Do the work of a few items beforehand on threads; the first one alone fills the tables."""
    with ThreadPoolExecutor(THREADS) as pool:
        waiting = [pool.submit(work, item) for item in items[: THREADS + 1]]
        for place in range(len(items)):
            yield waiting.pop(0).result()
            if place + THREADS + 1 < len(items):
                waiting.append(pool.submit(work, items[place + THREADS + 1]))
