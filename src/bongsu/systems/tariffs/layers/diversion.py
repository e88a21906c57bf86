"""How imports move away from what is dutied more: demand by line and origin at new duties.

Buyers first choose among lines, then among the origins of a line (nested constant elasticities of
substitution). The elasticities are those that Fajgelbaum, Goldberg, Kennedy and Khandelwal (2020),
"The Return to Protectionism", Quarterly Journal of Economics 135(1), estimate from the monthly
imports of the United States by ten-digit line and origin under the duties of 2018: 2.53 between
origins (standard error 0.26) and 1.53 between lines (0.27). As they find, duties are passed on to
buyers in full, so that the price before duty stays, and customs value moves as quantity does. The
price of a line weighs its origins by customs value, which lacks the duty that they bore before.

Prices of before hold what was paid in 2024; prices of a month hold what the layers find to be paid,
the shares that apply among them. What an exclusion, a use or a quota takes away lies on both sides.
What lines bear is packaged, since it takes minutes to rate them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import as_file, files

import numpy as np
import polars as pl

from bongsu.systems.tariffs.arrays import Floats, Ints

BETWEEN_ORIGINS = 2.53
BETWEEN_LINES = 1.53
STEPS = 200  # of a price's logarithm that one is cut into: half a percent each
FILE = "prices.parquet"


def diverted(
    prices: Floats,
    values: Floats,
    lines: Ints,
    *,
    between_origins: float = BETWEEN_ORIGINS,
    between_lines: float = BETWEEN_LINES,
) -> Floats:
    """Return by what factor customs values move, up to one factor for all of an industry.

    Parameters
    ----------
    prices : array of float (cell)
        Prices with duty over those of before.
    values : array of float (cell)
        Customs values of before, USD.
    lines : array of int (cell)
        Number of each cell's line.
    between_origins, between_lines : float
        Elasticities of substitution; the first is not 1.

    Returns
    -------
    array of float (cell)

    Examples
    --------
    Of a line from two origins, of which one comes to bear 10%:

    >>> import numpy as np
    >>> moved = diverted(np.array([1.1, 1.0]), np.array([50.0, 50.0]), np.array([0, 0]))
    >>> moved.round(3), (moved[0] / moved[1]).round(3)
    (array([0.823, 1.047]), np.float64(0.786))
    """
    before = np.bincount(lines, values)
    after = np.bincount(lines, values * prices ** (1.0 - between_origins))
    ratio = np.divide(after, before, out=np.ones_like(before), where=before > 0)
    index = ratio ** (1.0 / (1.0 - between_origins))  # price of a line over its origins
    found: Floats = prices**-between_origins * index[lines] ** (between_origins - between_lines)
    return found


def price_changes(month: date) -> Floats:
    """Return prices with duty in a month over those of 2024, by row of the imports of 2024.

    Parameters
    ----------
    month : date
        Its first day.

    Raises
    ------
    KeyError
        If the month is not packaged.
    """
    return _packaged()[month]


@cache
def _packaged() -> Mapping[date, Floats]:
    with as_file(files("bongsu.systems.tariffs.layers") / FILE) as path:
        return unpacked(pl.read_parquet(path))


def unpacked(table: pl.DataFrame) -> Mapping[date, Floats]:
    """Return prices by month from the table that they are packaged as."""
    steps = table.to_numpy().astype(np.int64).cumsum(axis=1)
    months = [date.fromisoformat(f"{name}-01") for name in table.columns]
    prices = np.exp(steps.T / STEPS)
    prices.setflags(write=False)
    return dict(zip(months, prices, strict=True))


def packed(prices: Mapping[date, Floats]) -> pl.DataFrame:
    """Return prices by month as they are packaged: what each adds to the month before, in steps."""
    logs = np.rint(STEPS * np.log(np.array([prices[month] for month in sorted(prices)])))
    changes = np.diff(logs, axis=0, prepend=0.0).astype(np.int16)
    return pl.DataFrame(
        {f"{month:%Y-%m}": row for month, row in zip(sorted(prices), changes, strict=True)}
    )
