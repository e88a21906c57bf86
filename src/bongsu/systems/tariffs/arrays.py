"""The schedule as arrays: products, their versions over time, and the share every column comes to.

A version is a product with one of the texts that it has had. What a text says under a programme is
read by the same functions as for a single entry (`base.choose`), once a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from bongsu.systems.tariffs.base import Equivalent, choose
from bongsu.systems.tariffs.duties import Duty, parse_duty, parse_special
from bongsu.systems.tariffs.index import read_index
from bongsu.systems.tariffs.origins import Origin, Programme, origins, programmes
from bongsu.systems.tariffs.schedule import History, Line, history

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

GENERAL, OTHER = 0, 1  # columns; those of the programmes follow in their order
FIRST_PROGRAMME = 2
DIGITS = 10


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Schedule:
    """All lines of the schedule that ever stood, as arrays.

    Attributes
    ----------
    codes : array of int (product)
        Ten digits as a number, rising.
    product, published, effective, version : arrays of int (event)
        What revisions did to products, days as ordinals, in the order in which a later row
        prevails; version is -1 where the line ended.
    text, version_product : arrays of int (version)
        Number of the version's text, and its product.
    share, low, high : arrays of float (version, column)
        Shares of value; nan where a text has no price.
    special : array of bool (version, column)
        Whether the column's own text applies, and not that of column 1-General.
    """

    codes: Ints
    product: Ints
    published: Ints
    effective: Ints
    version: Ints
    text: Ints
    version_product: Ints
    share: Floats
    low: Floats
    high: Floats
    special: Bools
    duties: tuple[tuple[Duty, ...], ...]  # by text and column
    history: History

    @property
    def columns(self) -> int:
        """Number of columns: general, other and one for each programme."""
        return int(self.share.shape[1])

    def standing(self, day: date, known_at: date) -> Ints:
        """Version of every product on a day as known at another; -1 where there is none."""
        seen = (self.effective <= day.toordinal()) & (self.published <= known_at.toordinal())
        found = np.full(self.codes.size, -1, dtype=np.int64)
        found[self.product[seen]] = self.version[seen]  # the last one stays
        return found


@cache
def schedule_arrays() -> Schedule:
    """Return the packaged schedule as arrays."""
    held = history()
    codes = sorted(held.events)
    events = sorted(
        (
            number,
            event.revision,
            event.published.toordinal(),
            event.effective.toordinal(),
            -1 if event.text is None else event.text,
        )
        for number, code in enumerate(codes)
        for event in held.events[code]
    )
    versions: dict[tuple[int, int], int] = {}
    for number, _, _, _, held_text in events:
        if held_text >= 0:
            versions.setdefault((number, held_text), len(versions))
    product, text = np.array(list(versions), dtype=np.int64).T.copy()
    duties, special, shares = _by_text(held)
    share = shares[text]
    low, high = share.copy(), share.copy()
    _price(codes, product, text, duties, (share, low, high))
    return Schedule(
        codes=np.array([int(code) for code in codes], dtype=np.int64),
        product=np.array([row[0] for row in events], dtype=np.int64),
        published=np.array([row[2] for row in events], dtype=np.int64),
        effective=np.array([row[3] for row in events], dtype=np.int64),
        version=np.array([versions.get((row[0], row[4]), -1) for row in events], dtype=np.int64),
        text=text,
        version_product=product,
        share=share,
        low=low,
        high=high,
        special=special[text],
        duties=duties,
        history=held,
    )


@cache
def origin_list() -> tuple[Origin, ...]:
    """Return the origins in the order in which the arrays number them."""
    return tuple(sorted(origins().values(), key=lambda one: one.iso3))


@cache
def programme_list() -> tuple[Programme, ...]:
    """Return the programmes in the order of their columns."""
    return tuple(programmes().values())


def ranges(prefixes: Iterable[str], codes: Ints) -> Bools:
    """Which products begin with one of the prefixes.

    Examples
    --------
    >>> ranges({"8703", "0101210010"}, np.array([101210010, 8703230140, 8704310140])).tolist()
    [True, True, False]
    """
    held = [prefix for prefix in prefixes if len(prefix) <= DIGITS]
    start = np.array(
        [int(prefix) * 10 ** (DIGITS - len(prefix)) for prefix in held], dtype=np.int64
    )
    width = np.array([10 ** (DIGITS - len(prefix)) for prefix in held], dtype=np.int64)
    steps = np.zeros(codes.size + 1, dtype=np.int64)
    np.add.at(steps, np.searchsorted(codes, start), 1)
    np.add.at(steps, np.searchsorted(codes, start + width), -1)
    return np.cumsum(steps[:-1]) > 0


def _by_text(held: History) -> tuple[tuple[tuple[Duty, ...], ...], Bools, Floats]:
    """Return by text and column which duty applies, whether it is the column's own, its share."""
    anywhere = next(one for one in origin_list() if not one.column_2)
    duties, special = [], []
    for general, special_text, other, _ in held.texts:
        line = bare_line(general, special_text, other)
        alike = _alike(special_text)
        told = {one: choose(line, anywhere, programme_list()[one]) for one in set(alike)}
        chosen = [told[one] for one in alike]
        duties.append((line.general, line.other, *(duty for _, duty, _ in chosen)))
        special.append([False, True, *(column == "special" for column, _, _ in chosen)])
    shares = [[duty.ad_valorem if duty.exact else np.nan for duty in row] for row in duties]
    return tuple(duties), np.array(special, dtype=np.bool_), np.array(shares, dtype=np.float64)


@lru_cache(maxsize=5_000)
def _alike(special: str) -> tuple[int, ...]:
    """Return, for each programme, the first one for which a special column says the same."""
    line, first = bare_line("", special, ""), dict[Duty | None, int]()
    return tuple(
        first.setdefault(line.special_for(programme.symbols), number)
        for number, programme in enumerate(programme_list())
    )


def bare_line(general: str, special: str, other: str) -> Line:
    """Return a line of which only the texts matter."""
    return Line(
        hts10="",
        general=parse_duty(general),
        special=parse_special(special),
        other=parse_duty(other),
        units=(),
        revision="",
        published=date.min,
        effective=date.min,
        carried=False,
    )


def _price(
    codes: list[str],
    product: Ints,
    text: Ints,
    duties: tuple[tuple[Duty, ...], ...],
    into: tuple[Floats, Floats, Floats],
) -> None:
    """Fill in the shares of duties that are no plain share, from what was paid in 2024."""
    priced = _equivalents()
    for version in np.flatnonzero(np.isnan(into[0]).any(axis=1)):
        found = priced.get(codes[product[version]], {})
        for column, duty in enumerate(duties[text[version]]):
            if duty.exact:
                continue
            one = found.get(duty.text)
            if one is not None:
                for array, value in zip(into, (one.share, one.low, one.high), strict=True):
                    array[version, column] = value


def _equivalents() -> Mapping[str, Mapping[str, Equivalent]]:
    """Return all equivalents by line and duty text."""
    found: dict[str, dict[str, Equivalent]] = {}
    for row in read_index("equivalents").splitlines():
        code, text, share, low, high, level = row.split("\t")
        found.setdefault(code, {})[text] = Equivalent(
            share=float(share), low=float(low), high=float(high), level=level
        )
    return found
