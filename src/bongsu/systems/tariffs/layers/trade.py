"""Imports of a month by line and origin: those of 2024, moved to what is known of the month.

Line by line only 2024 is known. Of later months are known: all imports by industry, the imports
from five partners, and those from Canada and Mexico by line. The values of 2024, diverted from what
has come to bear more duty, are scaled until they agree with all of these (iterative proportional
fitting: Deming and Stephan, 1940).

Bullion is taken out of the primary metals first. In early 2025 and in July it came by the plane:
in January primary metals were four times those of a usual month, and steel and aluminium were not.
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
from bongsu.systems.tariffs.layers.diversion import diverted, price_changes

EU, EU_AS = "0003", "DEU"  # the table holds the European Union as one; its law is that of a member
OUTSIDE = frozenset({"98", "99"})  # chapters whose lines are no base lines of the schedule
FIRST, LAST = date(2025, 1, 1), date(2026, 3, 1)  # months of which totals are known
ROUNDS = 12  # of fitting; industries agree then, partners and nearly all lines within 0.2 percent
NAFTA = ("CAN", "MEX")
METALS, BULLION = 331, 3314  # primary metals, and of them gold, silver, platinum and wares of these
OIL_AND_GAS, GAS = 211, 2111  # and of these the natural gas that comes through pipelines
PRECIOUS = (7106, 7108, 7110, 7112, 7115)  # headings
PIPED_GAS = 271121  # first six digits


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
        NAICS group of three digits; `BULLION` and `GAS` stand apart from theirs.
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
        industry=_set_apart(_industries(table["hts10"]), code),
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


def month_values(month: date, prices: Floats | None = None) -> Floats:
    """Return the customs value of each cell in a month, in USD.

    Parameters
    ----------
    month : date
        Its first day, from January 2025 to March 2026.
    prices : array of float (cell), optional
        With duty, over those of 2024; the packaged ones if left out.

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
    return _as_packaged(month) if prices is None else _fitted(month, prices)


@cache
def _as_packaged(month: date) -> Floats:
    return _fitted(month, price_changes(month))


def _fitted(month: date, prices: Floats) -> Floats:
    held = cells()
    _, lines = np.unique(held.product, return_inverse=True)
    value = held.value / 12 * diverted(prices, held.value, lines)
    industries, by_industry = _industry_totals(month)
    place = np.searchsorted(industries, np.where(held.industry == GAS, OIL_AND_GAS, held.industry))
    partners = {_iso_places()[iso]: usd for iso, usd in _partner_totals(month).items()}
    near, known = _near_values(month)
    for _ in range(ROUNDS):
        for origin, usd in partners.items():
            rows = held.origin == origin
            value[rows] *= usd / value[rows].sum()
        value[near] = known
        sums = np.bincount(place, value, by_industry.size)
        value *= np.divide(by_industry, sums, out=np.ones_like(sums), where=sums > 0)[place]
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


def _set_apart(industry: Ints, code: Ints) -> Ints:
    """Return the groups with bullion and piped gas as groups of their own."""
    precious = (industry == METALS) & np.isin(code // 10**6, PRECIOUS)
    piped = (industry == OIL_AND_GAS) & (code // 10**4 == PIPED_GAS)
    found: Ints = np.select([precious, piped], [BULLION, GAS], industry)
    return found


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
    industries = known["naics3"].cast(pl.Int64).to_numpy()
    metals = int(np.searchsorted(industries, METALS))
    bullion = _bullion(month, values[metals])
    values[metals] -= bullion
    return np.append(industries, BULLION), np.append(values, bullion)


def _bullion(month: date, metals: float) -> float:
    """Return how much of a month's primary metals is bullion, in USD.

    The other metals are those that came from Canada and Mexico, which are known by line, and from
    elsewhere those of the mean month of 2024. At the least all precious metal from these two is.
    """
    held = cells()
    metal, precious = (held.industry == one for one in (METALS, BULLION))
    usual = held.value * (_mean_of_2024(METALS) / held.value[metal | precious].sum())
    near, known = _near_values(month)
    usual[near] = known
    return max(metals - float(usual[metal].sum()), float(known[precious[near]].sum()))


def _mean_of_2024(industry: int) -> float:
    """Return the customs value of the mean month of 2024 of a NAICS group, in USD."""
    table = open_catalog().table("calculated_duties_monthly")
    year = (pl.col("month").dt.year() == 2024) & (pl.col("naics3").cast(pl.Int64) == industry)
    return float(table.filter(year)["value"].sum()) / 12


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


@cache
def _near_values(month: date) -> tuple[Ints, Floats]:
    """Return cells of Canada and Mexico, and what came of them in a month, in USD.

    A line that has no cell goes to the cells of its heading.
    """
    held = cells()
    near = np.flatnonzero(np.isin(held.origin, [_iso_places()[iso] for iso in NAFTA]))
    old, lines = held.value[near], line_marks(held, near)
    headings = held.heading[near] * len(_iso_places()) + held.origin[near]
    told = _told(lines, {key: usd for key, (usd, _) in usmca_lines(month).items()})
    value = told * old / np.maximum(_same(lines, old), 1.0)
    by_heading = {
        heading * len(_iso_places()) + _iso_places()[iso]: usd
        for (heading, iso), (usd, _) in usmca_month(month).items()
    }
    total, found = _told(headings, by_heading), _same(headings, value)
    fitted = np.where(found > 0, value, old)
    whole = fitted * (total / np.maximum(_same(headings, fitted), 1.0))
    recorded = ~held.outside[near] | (total > 0)  # chapters 98 and 99 are not in every month's
    return near[recorded], whole[recorded]


def line_marks(held: Cells, rows: Ints) -> Ints:
    """Return for some cells a number that stands for their line and origin, as in `usmca_lines`."""
    found: Ints = held.product[rows] * len(_iso_places()) + held.origin[rows]
    return found


def _told(marks: Ints, known: Mapping[int, float]) -> Floats:
    return np.array([known.get(mark, 0.0) for mark in marks.tolist()], dtype=np.float64)


def _same(marks: Ints, values: Floats) -> Floats:
    """Return for each row the sum over the rows of the same mark."""
    _, place = np.unique(marks, return_inverse=True)
    sums: Floats = np.bincount(place, values).astype(np.float64)
    return sums[place]


@cache
def usmca_month(month: date) -> Mapping[tuple[int, str], tuple[float, float]]:
    """Return by heading and country the imports of a month in USD, and those that claimed USMCA."""
    found = (
        _near_month(month)
        .group_by(pl.col("hts10").str.slice(0, 4).cast(pl.Int64).alias("heading"), "iso")
        .agg(pl.col("value", "claimed").sum())
        .sort("heading", "iso")
    )
    rows = found.select("heading", "iso", "value", "claimed").rows()
    return {(heading, iso): (float(usd), float(part)) for heading, iso, usd, part in rows}


@cache
def usmca_lines(month: date) -> Mapping[int, tuple[float, float]]:
    """Return by the marks of `line_marks` the imports of a month in USD, and those that claimed."""
    table = _near_month(month)
    place = nearest(table["hts10"].cast(pl.Int64).to_numpy(), schedule_arrays().codes)
    origin = np.array([_iso_places()[iso] for iso in table["iso"].to_list()], dtype=np.int64)
    marks, back = np.unique(place * len(_iso_places()) + origin, return_inverse=True)
    usd, part = (np.bincount(back, table[one].to_numpy()) for one in ("value", "claimed"))
    return dict(zip(marks.tolist(), zip(usd.tolist(), part.tolist(), strict=True), strict=True))


def _near_month(month: date) -> pl.DataFrame:
    """Return the lines of Canada and Mexico in a month; after the last one known, as in it."""
    table = open_catalog().table("usmca_use_by_month")
    last = table["month"].max()
    assert isinstance(last, date)
    iso = pl.col("census").replace_strict({"1220": "CAN", "2010": "MEX"}).alias("iso")
    return table.filter(pl.col("month") == min(month, last)).with_columns(iso)
