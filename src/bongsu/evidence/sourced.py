"""Small tables of facts, each row with its source and the day from which anybody could know it.

The tables are CSV files in the package, read with the standard library, since a check of a page of
text must not wait for a library of data frames. `data-build/reference_tables.py` makes them.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from contextlib import suppress
from functools import cache
from typing import NamedTuple

from bongsu.packaged import packaged
from bongsu.periods import Period


class Source(NamedTuple):
    """Where a fact comes from."""

    id: str
    title: str
    publisher: str
    address: str  # "" where it is not known surely
    published: str  # ISO 8601 day, month or year; "" for a page that is renewed


def rows(package: str, table: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file in the folder `tables` of a package."""
    text = packaged(package, "tables", f"{table}.csv").read_text(encoding="utf-8")
    header, *found = csv.reader(io.StringIO(text))
    return [dict(zip(header, row, strict=True)) for row in found]


@cache
def sources() -> dict[str, Source]:
    """Return all sources by their id."""
    return {row["id"]: Source(**row) for row in rows("bongsu.evidence", "sources")}


def known(known_from: dt.date | None, as_of: dt.date | None) -> bool:
    """Whether something could be known on a day; without a day, whatever is known today."""
    return as_of is None or known_from is None or known_from <= as_of


def day(text: str) -> dt.date | None:
    """Return a day in ISO 8601, none for an empty text."""
    return dt.date.fromisoformat(text) if text else None


def parts(text: str) -> tuple[str, ...]:
    """Return what stands between bars."""
    return tuple(text.split("|")) if text else ()


_DAY = len("2026-02-24")


@cache
def span(edtf: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a day, month, quarter, year, or an interval of two.

    Raises
    ------
    BadPeriod
        If the text is none of these.

    Examples
    --------
    >>> [str(day) for day in span("2025-Q4")]
    ['2025-10-01', '2025-12-31']
    >>> [str(day) for day in span("2026-02-24/2026-07")]
    ['2026-02-24', '2026-07-31']
    >>> str(span("2008/..")[1])
    '9999-12-31'
    """
    if len(edtf) == _DAY and edtf[4] == edtf[7] == "-":  # most are: it needs no parser of periods
        with suppress(ValueError):
            only = dt.date.fromisoformat(edtf)
            return only, only
    first, _, last = edtf.partition("/")
    begin = _period(first)
    if last == "..":
        return begin.start, dt.date.max
    return begin.start, (_period(last) if last else begin).end


def _period(text: str) -> Period:
    return Period.parse(text.replace("-Q", "Q"), where="a reference table")
