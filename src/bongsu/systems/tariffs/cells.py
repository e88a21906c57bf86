"""What the law says of one kind of entry, as straight lines in its base duty.

Entries are of one kind if the same measures fit them and their duties of column 1 lie between the
same thresholds. Within a kind the duty by authority is ``constant + slope * base``, exactly: the
reading is that of `rating`, done once for a kind instead of once for an entry.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bongsu.systems.tariffs.entries import Base, Entry
from bongsu.systems.tariffs.law import AUTHORITIES, FOREVER, Law, Measure, names
from bongsu.systems.tariffs.overrides import Override, Scenario, at_once, changed_rate
from bongsu.systems.tariffs.rating import answers_to, flipped
from bongsu.systems.tariffs.readings import TINY, Case, Reading

Floats = NDArray[np.float64]
PLACES = {name: place for place, name in enumerate(AUTHORITIES)}
# Columns of the duties that a spread is a line in: as read, at its lowest, at its highest.
VALUES = ("plain", "plain_low", "plain_high", "claimed", "claimed_low", "claimed_high")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kind:
    """One kind of entry, with a base duty that stands for all of its class.

    Attributes
    ----------
    measures : tuple of Measure
        Those that fit, stripped of their products and origins.
    yields : mapping
        By a measure's id, those among them that it yields to; no entry where there are none.
    claim : str
        ``none``, or the programme claimed; ``""`` if not told.
    plain : Base
        What the entry pays under the claim told, or without one.
    claimed : Base or None
        What it would pay under the first programme that it could claim, if none is told.
    programme : str
        The name of that programme.
    """

    measures: tuple[Measure, ...]
    yields: Mapping[str, tuple[Measure, ...]]
    claim: str
    plain: Base
    claimed: Base | None = None
    programme: str = ""
    flags: frozenset[str] = frozenset()
    content: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cell:
    """The duty by authority of one kind, with every question answered as presumed."""

    constant: Floats  # by authority
    slope: Floats
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lines:
    """Totals of several readings: ``constant + slope * value``."""

    constant: Floats
    slope: Floats
    value: NDArray[np.intp]  # place in VALUES

    def totals(self, values: Floats) -> Floats:
        """Return totals (entry, reading) from duties (entry, VALUES)."""
        found: Floats = self.constant + self.slope * values[:, self.value]
        return found


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spread:
    """The totals of one kind over its open questions."""

    questions: tuple[str, ...]
    pairs: tuple[tuple[tuple[int, int], ...], ...]  # by question: readings that differ in it alone
    usual: Lines
    low: Lines
    high: Lines


class _Held:
    """The one or two base duties of a kind, in the place of a schedule."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def base(self, entry: Entry, claim: str | None, _day: date, _known_at: date, /) -> Base:
        kind = self.kind
        if claim is None or kind.claimed is None or entry.claim is not None:
            return kind.plain
        return kind.claimed

    def claims(self, _entry: Entry, _day: date, _known_at: date, /) -> tuple[str, ...]:
        return (self.kind.programme,) if self.kind.claimed is not None else ()


class _KindCase(Case):
    """A case whose exceptions were looked up beforehand."""

    def __init__(self, kind: Kind, law: Law) -> None:
        entry = Entry(
            hts10="",
            origin="",
            claim=kind.claim or None,
            day=date.min,
            content=dict(kind.content),
            flags=kind.flags,
        )
        super().__init__(
            entry=entry,
            law=law,
            schedule=_Held(kind),
            day=date.min,
            known_at=FOREVER,
            in_force=kind.measures,
        )
        self.yields = kind.yields

    def excepted(self, measure: Measure) -> tuple[Measure, ...]:
        return self.yields.get(measure.id, ())

    def offers(self) -> tuple[str, ...]:
        return self.schedule.claims(self.entry, self.day, self.known_at)  # chosen beforehand


def thresholds(law: Law, scenario: Scenario) -> Floats:
    """Return the duties of column 1 at which a rule changes: bounds of needs, and floors."""
    found: set[float] = set()
    together = at_once(scenario.overrides)
    for measure in (*law.measures, *scenario.measures):
        for need in measure.needs:
            bound = need.rpartition("<")[2] if "<" in need else need.rpartition(">=")[2]
            if "<" in need or ">=" in need:
                found.add(float(bound))
        if measure.operation == "fill_to":
            found |= {_changed(measure, overrides) for overrides in together}
    return np.array(sorted(found), dtype=np.float64)


def _changed(measure: Measure, overrides: Sequence[Override]) -> float:
    """Return what is left of a rate by the overrides of one day and origin that name it."""
    rate = measure.rate
    for override in overrides:
        if any(names(measure, target) for target in override.targets):
            rate = changed_rate(rate, override)
    return rate


def between(bounds: Floats, place: int) -> float:
    """Return a duty of the class at a place: between two thresholds, under or over all."""
    if place == 0:
        return float(bounds[0]) / 2 if bounds.size else 0.0
    if place == bounds.size:
        return float(bounds[-1]) + 0.1
    return float(bounds[place - 1] + bounds[place]) / 2


def cell_of(kind: Kind, law: Law) -> Cell:
    """Return the duty of a kind by authority, as presumed."""
    reading = _KindCase(kind, law).read({})
    constant, slope = _line(reading)
    headings = tuple(dict.fromkeys(one.heading for one in reading.components() if one.heading))
    return Cell(constant=constant, slope=slope, headings=headings)


def spread_of(kind: Kind, law: Law) -> Spread:
    """Return the totals of a kind over its open questions, as `rating` explores them."""
    case = _KindCase(kind, law)
    plain = case.read({})
    asked = dict(plain.asked)
    for name in plain.asked:
        asked |= case.read({name: not asked[name]}).asked
    order = sorted(asked)
    answers = answers_to([asked[name] for name in order])
    place = {answer: number for number, answer in enumerate(answers)}
    pairs = tuple(
        tuple(
            (place[answer], place[flipped(answer, number)])
            for answer in answers
            if answer < flipped(answer, number) and flipped(answer, number) in place
        )
        for number in range(len(order))
    )

    def lines(bound: str) -> Lines:
        read = [case.read(dict(zip(order, answer, strict=True)), bound) for answer in answers]
        return _lines(read, bound, kind)

    usual = lines("")
    exact = plain.base.low is None and plain.base.high is None
    low, high = (usual, usual) if exact else (lines("low"), lines("high"))
    return Spread(questions=tuple(order), pairs=pairs, usual=usual, low=low, high=high)


def _line(reading: Reading) -> tuple[Floats, Floats]:
    """Return constant and slope by authority, valid between the thresholds around the base."""
    constant, slope = np.zeros(len(PLACES)), np.zeros(len(PLACES))
    for measure in reading.applied:
        laid_on, place = reading.laid_on(measure), PLACES[measure.authority]
        fills = measure.operation == "fill_to" and measure.rate - reading.base.rate > TINY
        if measure.operation in {"add", "replace"} or fills:
            constant[place] += measure.rate * laid_on
        if measure.operation == "replace" or fills:
            slope[place] -= laid_on
    return constant, slope


def _lines(readings: Sequence[Reading], bound: str, kind: Kind) -> Lines:
    found = [_line(reading) for reading in readings]
    offset = {"": 0, "low": 1, "high": 2}[bound]
    under = [reading.claim is not None and not kind.claim for reading in readings]
    return Lines(
        constant=np.array([constant.sum() for constant, _ in found]),
        slope=np.array([1.0 + slope.sum() for _, slope in found]),
        value=np.array([offset + 3 * claimed for claimed in under], dtype=np.intp),
    )
