"""Imports of a month by line and origin: those of 2024, moved to what is known of the month.

Line by line only 2024 is known. Of later months are known: all imports by industry, the imports
from four partners, and those from Canada and Mexico by heading. The values of 2024 are scaled until
they agree with all of these (iterative proportional fitting: Deming and Stephan, 1940); what is not
known moves in proportion.
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files

import numpy as np
import polars as pl

from bongsu.catalog import open_catalog
from bongsu.errors import OutOfRange
from bongsu.systems.tariffs.arrays import Bools, Floats, Ints, origin_list, schedule_arrays

EU, EU_AS = "0003", "DEU"  # the table holds the European Union as one; its law is that of a member
OUTSIDE = frozenset({"98", "99"})  # chapters whose lines are no base lines of the schedule
FIRST, LAST = date(2025, 1, 1), date(2026, 3, 1)  # months of which totals are known
ROUNDS = 12  # of fitting; what is left to fit is then under 0.1 percent of any margin
NAFTA = ("CAN", "MEX")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cells:
    """Imports of 2024, one row for each line and origin.

    Attributes
    ----------
    product : array of int
        Place of the line in the schedule's codes; of the nearest one where it had ended by 2025.
    origin : array of int
        Place in `origin_list`.
    industry : array of int
        NAICS group of three digits.
    heading, chapter : array of int
        First four and first two digits of the line.
    value, duty : array of float
        Customs value and calculated duty in USD.
    outside : array of bool
        Lines of chapter 98: goods returned, repaired or brought in for a use, free of duty here.
    """

    product: Ints
    origin: Ints
    industry: Ints
    heading: Ints
    chapter: Ints
    value: Floats
    duty: Floats
    outside: Bools


@cache
def cells() -> Cells:
    """Return the imports of 2024."""
    table = open_catalog().table("tariff_imports")
    code = table["hts10"].cast(pl.Int64).to_numpy()
    place = _origin_places()
    chapter = code // 10**8
    return Cells(
        product=nearest(code, schedule_arrays().codes),
        origin=np.array([place[one] for one in table["census"].to_list()], dtype=np.int64),
        industry=_industries(table["hts10"]),
        heading=code // 10**6,
        chapter=chapter,
        value=table["value"].to_numpy().astype(np.float64),
        duty=table["duty"].to_numpy().astype(np.float64),
        outside=np.isin(chapter, [int(one) for one in OUTSIDE]),
    )


def part_of(held: Cells, rows: Ints) -> Cells:
    """Return some of the cells."""
    return Cells(**{one.name: getattr(held, one.name)[rows] for one in fields(Cells)})


def nearest(codes: Ints, among: Ints) -> Ints:
    """Return for each code the place of the one that shares most digits with it.

    Parameters
    ----------
    codes : array of int
        Ten digits as a number.
    among : array of int
        Likewise, in rising order.

    Examples
    --------
    >>> nearest(np.array([8703230190, 8703100000]), np.array([8703105030, 8703230140])).tolist()
    [1, 0]
    """
    above = np.clip(np.searchsorted(among, codes), 0, among.size - 1)
    below = np.clip(above - 1, 0, None)
    closer = np.abs(among[above] - codes) <= np.abs(among[below] - codes)
    shared = _shared(codes, among[above]) - _shared(codes, among[below])
    found: Ints = np.where((shared > 0) | ((shared == 0) & closer), above, below)
    return found


def _shared(codes: Ints, others: Ints) -> Ints:
    """Return how many leading digits two codes share."""
    same = [codes // 10**step == others // 10**step for step in range(10)]
    found: Ints = np.array(same, dtype=np.int64).sum(axis=0)
    return found


def month_values(month: date) -> Floats:
    """Return the customs value of each cell in a month, in USD.

    Parameters
    ----------
    month : date
        Its first day, from January 2025 to March 2026.

    Raises
    ------
    OutOfRange
        If no totals are known of the month.
    """
    if not FIRST <= month <= LAST or month.day != 1:
        raise OutOfRange(
            f"of {month:%Y-%m} no imports are known",
            where="month",
            mend=f"give a month from {FIRST:%Y-%m} to {LAST:%Y-%m}",
        )
    return _fitted(month)


@cache
def _fitted(month: date) -> Floats:
    held = cells()
    value = held.value / 12
    industries, by_industry = _industry_totals(month)
    place = np.searchsorted(industries, held.industry)
    partners = {_iso_places()[iso]: usd for iso, usd in _partner_totals(month).items()}
    pinned = _headings_of(month)
    for _ in range(ROUNDS):
        for origin, usd in partners.items():
            rows = held.origin == origin
            value[rows] *= usd / value[rows].sum()
        for rows, usd in pinned:
            value[rows] *= usd / max(value[rows].sum(), 1.0)
        value *= (by_industry / np.bincount(place, value, by_industry.size))[place]
    value.setflags(write=False)
    return value


@cache
def _origin_places() -> Mapping[str, int]:
    """Return the place of an origin by its code of Schedule C."""
    found = {code: place for place, one in enumerate(origin_list()) for code in one.census}
    return found | {EU: _iso_places()[EU_AS]}


@cache
def _iso_places() -> Mapping[str, int]:
    return {one.iso3: place for place, one in enumerate(origin_list())}


def _industries(codes: pl.Series) -> Ints:
    """Return the NAICS group of lines, from the first line of each run of one group."""
    rows = _rows("industries.csv")
    starts = [row["from"] for row in rows]
    groups = [int(row["naics3"]) for row in rows]
    return np.array([groups[max(bisect_right(starts, one) - 1, 0)] for one in codes.to_list()])


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("bongsu.systems.tariffs.layers") / name).read_text("utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def _industry_totals(month: date) -> tuple[Ints, Floats]:
    """Return customs value by NAICS group; after the last month known, its mix at the new total."""
    table = open_catalog().table("calculated_duties_monthly")
    last = table["month"].max()
    assert isinstance(last, date)
    known = table.filter(pl.col("month") == min(month, last)).sort("naics3")
    values = known["value"].to_numpy().astype(np.float64)
    if month > last:
        values *= total_imports(month) / total_imports(last)
    return known["naics3"].cast(pl.Int64).to_numpy(), values


def total_imports(month: date) -> float:
    """Return goods imports of a month in USD, seasonally adjusted."""
    table = open_catalog().table("customs_duties_monthly")
    return float(table.filter(pl.col("month") == month)["imports"].item())


@cache
def _partner_totals(month: date) -> Mapping[str, float]:
    """Return imports from single partners in USD; after the last month known, in its share."""
    known = {row["month"]: row for row in _rows("partners.csv")}
    text = f"{month:%Y-%m}"
    last = max(known)
    row = known[min(text, last)]
    scale = total_imports(month) / total_imports(date.fromisoformat(f"{last}-01"))
    usd = {iso: 1e6 * float(value) for iso, value in row.items() if iso != "month"}
    return usd if text <= last else {iso: value * scale for iso, value in usd.items()}


def _headings_of(month: date) -> list[tuple[Ints, float]]:
    """Return the rows of each heading from Canada and Mexico, with what was imported of it."""
    held = cells()
    table = usmca_month(month)
    found = []
    for (heading, iso), (usd, _) in table.items():
        rows = _heading_rows().get((heading, _iso_places()[iso]))
        if rows is not None:
            found.append((rows, usd))
    assert held.value.size
    return found


@cache
def _heading_rows() -> Mapping[tuple[int, int], Ints]:
    held = cells()
    wanted = np.flatnonzero(np.isin(held.origin, [_iso_places()[iso] for iso in NAFTA]))
    marks = held.heading[wanted] * 1000 + held.origin[wanted]
    order = np.argsort(marks, kind="stable")
    edges = np.flatnonzero(np.diff(marks[order])) + 1
    groups = np.split(wanted[order], edges)
    return {(int(held.heading[rows[0]]), int(held.origin[rows[0]])): rows for rows in groups}


@cache
def usmca_month(month: date) -> Mapping[tuple[int, str], tuple[float, float]]:
    """Return by heading and country the imports of a month in USD, and those that claimed USMCA."""
    table = open_catalog().table("usmca_use_by_month")
    last = table["month"].max()
    assert isinstance(last, date)
    names = {"1220": "CAN", "2010": "MEX"}
    rows = table.filter(pl.col("month") == min(month, last))
    return {
        (int(hs4), names[census]): (float(value), float(claimed))
        for hs4, census, value, claimed in rows.select("hs4", "census", "value", "claimed").rows()
    }
