"""The dense panel of one day: every line of the schedule for every origin, by authority."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from bongsu.systems.tariffs.arrays import Floats, Ints, origin_list
from bongsu.systems.tariffs.engine import NO_CLAIM, Engine, Found, Numbers
from bongsu.systems.tariffs.law import FOREVER


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Panel:
    """Duties in shares of customs value, with every open question answered as presumed.

    Attributes
    ----------
    codes : array of int (product)
        Ten digits as a number.
    origins : tuple of str
        ISO 3166 alpha-3.
    base : array of float (product, origin)
    by_authority : array of float (authority, product, origin)
        In the order of `law.AUTHORITIES`.
    """

    codes: Ints
    origins: tuple[str, ...]
    base: Floats
    by_authority: Floats

    @property
    def total(self) -> Floats:
        """Base and all authorities."""
        found: Floats = self.base + self.by_authority.sum(axis=0)
        return found


def panel(engine: Engine, day: date, known_at: date = FOREVER, *, claim: int = NO_CLAIM) -> Panel:
    """Return the duty of every line for every origin on a day.

    Parameters
    ----------
    engine : Engine
        Tables of the law.
    day, known_at : date
        Of entry, and of knowledge.
    claim : int
        `NO_CLAIM`, or the column of a programme; nan for an origin that may not claim it.
    """
    number = engine.epoch(day, known_at)
    tables = engine.tables()
    standing = np.flatnonzero(engine.epochs[number].version >= 0)
    states = np.stack([tables.state[number], tables.column[number, :, claim]], axis=1)
    distinct, where = np.unique(states, axis=0, return_inverse=True)
    version, pattern = tables.version[number, standing], tables.pattern[number, standing]
    shape = (standing.size, len(distinct))
    found = Found(
        epoch=np.full(standing.size * len(distinct), number),
        version=_spread(version, shape),
        column=_spread(distinct[:, 1], shape, axis=1),
        fit=tables.fits.take(pattern[:, None] + distinct[None, :, 0]).ravel(),
    )
    rated = engine.look_up(found)
    origin = where.ravel()
    parts = np.ascontiguousarray(rated.by_authority.T).reshape(-1, *shape)
    return Panel(
        codes=engine.schedule.codes[standing],
        origins=tuple(one.iso3 for one in origin_list()),
        base=rated.base.reshape(shape).take(origin, axis=1),
        by_authority=parts.take(origin, axis=2),
    )


def _spread(values: Numbers, shape: tuple[int, int], axis: int = 0) -> Numbers:
    """Repeat values of one axis over the other, as one long array."""
    return np.broadcast_to(values[:, None] if axis == 0 else values[None, :], shape).ravel()
