"""Duties of many lines that tell the same: flags that hold, and shares of content.

The engine answers for lines that tell nothing; here every line of a set tells one and the same
thing, so that what content, use or a voyage is worth can be found as a difference of two answers.
"""

from __future__ import annotations

import numpy as np

from bongsu.systems.tariffs.arrays import Floats
from bongsu.systems.tariffs.cells import Kind, between, cell_of
from bongsu.systems.tariffs.engine import COLUMN2, Engine, Found, Numbers
from bongsu.systems.tariffs.entries import Base
from bongsu.systems.tariffs.law import AUTHORITIES, Basis
from bongsu.systems.tariffs.spreads import SILENT, Telling

WIDTH = len(AUTHORITIES)


class Told:
    """Readings of kinds of entry under what is told, filled as they are met."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._number: dict[tuple[Telling, int, int], int] = {}
        self._lines: list[np.ndarray] = []
        self._bases: dict[int, frozenset[Basis]] = {}

    def duties(self, found: Found, telling: Telling = SILENT) -> tuple[Floats, Floats]:
        """Return base duty (line) and duty by authority (line, authority), shares of value.

        Parameters
        ----------
        found : Found
            Where lines lie in the tables of the engine; nan comes back where there is no price.
        telling : Telling
            Flags and content that every line tells.
        """
        engine = self.engine
        place = found.version * engine.shares.shape[1] + found.column
        base = engine.shares.ravel().take(place)
        kind = engine.kind_of_column.take(found.column).astype(np.int64)
        pair = kind * (engine.none + 1) + engine.pairs.ravel().take(place)
        span = len(engine.kinds) * (engine.none + 1)
        marks, where = np.unique(found.fit.astype(np.int64) * span + pair, return_inverse=True)
        lines = np.array([self._line(telling, int(one) // span, int(one) % span) for one in marks])
        mine = lines[where.ravel()]
        return base, mine[:, 0] + mine[:, 1] * base[:, None]

    def laid_on(self, found: Found, bases: frozenset[Basis]) -> Numbers:
        """Return the rows that a measure upon one of some values fits."""
        fits, where = np.unique(found.fit, return_inverse=True)
        asked = np.array([not bases.isdisjoint(self._of(int(fit))) for fit in fits], dtype=np.bool_)
        return np.flatnonzero(asked[where.ravel()])

    def _of(self, fit: int) -> frozenset[Basis]:
        if fit not in self._bases:
            measures = self.engine.rules.measures(fit)
            self._bases[fit] = frozenset(one.basis for one in measures)
        return self._bases[fit]

    def _line(self, telling: Telling, fit: int, pair: int) -> np.ndarray:
        key = (telling, fit, pair)
        if key not in self._number:
            self._number[key] = len(self._lines)
            self._lines.append(self._read(telling, fit, pair))
        return self._lines[self._number[key]]

    def _read(self, telling: Telling, fit: int, pair: int) -> np.ndarray:
        engine = self.engine
        kind, classes = divmod(pair, engine.none + 1)
        steps = engine.bounds.size + 1
        own, general = divmod(0 if classes == engine.none else classes, steps)
        base = Base(
            rate=between(engine.bounds, own),
            general=between(engine.bounds, general),
            column2=engine.kinds[kind] == COLUMN2,
        )
        cell = cell_of(
            Kind(
                measures=engine.rules.measures(fit),
                yields=engine.rules.yields(fit),
                claim="none" if base.column2 else engine.kinds[kind],
                plain=base,
                flags=telling[0],
                content=telling[1],
            ),
            engine.law,
        )
        return np.stack([cell.constant, cell.slope])
