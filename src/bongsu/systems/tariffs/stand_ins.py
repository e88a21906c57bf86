"""Which lines of a day the goods of 2024 would enter under, where their own line stands no more.

A line that is gone is rated as the lines that it became; where the concordance is silent, as those
that share its first eight digits, at which duties are set, or else six. Its value is spread evenly
over them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bongsu.systems.tariffs.arrays import Bools, Floats, Ints
from bongsu.systems.tariffs.codes import successors

BESIDE = (100, 10_000)  # what is cut off a code for its first eight, six digits


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Placed:
    """Rows of trade as lines of a day.

    Attributes
    ----------
    row : array of int
        Of trade; a row that stands for several lines is there as often.
    product : array of int
        Place in `Schedule.codes`.
    weight : array of float
        Share of the row's value; less than one in all where no line stands for it.
    """

    row: Ints
    product: Ints
    weight: Floats


def place(codes: Ints, schedule_codes: Ints, stands: Bools) -> Placed:
    """Return the lines of a day that rows of trade are rated as.

    Parameters
    ----------
    codes : array of int (row)
        Lines of 2024.
    schedule_codes : array of int (product)
        All lines that ever stood, rising.
    stands : array of bool (product)
        Which of them stand on the day.

    Examples
    --------
    >>> held = np.array([101210010, 101210020, 8703230140])
    >>> found = place(held, held, np.array([False, True, True]))
    >>> found.row.tolist(), found.product.tolist(), found.weight.tolist()
    ([0, 1, 2], [1, 1, 2], [1.0, 1.0, 1.0])
    """
    spots = np.minimum(np.searchsorted(schedule_codes, codes), schedule_codes.size - 1)
    held = (schedule_codes[spots] == codes) & stands[spots]
    rows, products = [np.flatnonzero(held)], [spots[held]]
    weights = [np.ones(rows[0].size)]
    live = np.flatnonzero(stands)
    gone = np.flatnonzero(~held)
    for code, members in _by_code(codes, gone):
        found = _stand_ins(code, schedule_codes, live)
        rows.append(np.repeat(members, found.size))
        products.append(np.tile(found, members.size))
        weights.append(np.full(members.size * found.size, 1.0 / max(found.size, 1)))
    row = np.concatenate(rows)
    order = np.argsort(row, kind="stable")
    return Placed(
        row=row[order],
        product=np.concatenate(products)[order],
        weight=np.concatenate(weights)[order],
    )


def _by_code(codes: Ints, rows: Ints) -> list[tuple[int, Ints]]:
    distinct, where = np.unique(codes[rows], return_inverse=True)
    return [(int(code), rows[where == number]) for number, code in enumerate(distinct)]


def _stand_ins(code: int, schedule_codes: Ints, live: Ints) -> Ints:
    """Return the places of the lines that stand for one that does not."""
    codes = schedule_codes[live]
    became = {f"{code:010d}"}
    for _ in range(4):  # a line may have been renumbered more than once
        became = {link.new for old in became for link in successors(old)} or became
        found = np.flatnonzero(np.isin(codes, [int(one) for one in became]))
        if found.size:
            return live[found]
    for cut in BESIDE:
        first, last = np.searchsorted(codes, [code // cut * cut, (code // cut + 1) * cut])
        if first < last:
            return live[first:last]
    return np.zeros(0, dtype=np.int64)
