"""From what the law says to what was collected: rates of a month, and what explains the difference.

The last step that is modelled is applicability: by industry, the share of the duty that goods bear
in practice (other uses, chapter 98, exceptions by article, shifts towards what is free). It is the
ratio of duties collected to duties after the step before, over March to July 2025, and held from
then on. Where a part of an industry stands apart (bullion, piped gas), the two shares are those
that come nearest to the five months (least squares, none below nought). What this step leaves is
told as unexplained.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Literal, get_args

import numpy as np
from scipy.optimize import nnls

from bongsu.catalog import open_catalog
from bongsu.errors import OutOfRange
from bongsu.systems.tariffs.arrays import Floats, origin_list
from bongsu.systems.tariffs.layers.steps import PARTS, Desk, MonthDuties
from bongsu.systems.tariffs.layers.trade import BULLION, GAS, METALS, OIL_AND_GAS
from bongsu.systems.tariffs.origins import origins

Stage = Literal["law", "trade", "basis", "utilisation", "timing", "applicability"]
STAGES: tuple[Stage, ...] = get_args(Stage)
FIT = tuple(date(2025, month, 1) for month in range(3, 8))  # months that the shares are fitted on
MOST, LEAST_USD = 2.0, 1e6  # bounds of a share, and of the duties that one is fitted on
COUNTED_IN = {BULLION: METALS, GAS: OIL_AND_GAS}  # duties are collected on both together
GROUPS = ("CHN", "CAN", "MEX", "BRA", "IND", "JPN", "KOR", "EU", "other")
WITH_CHINA = frozenset({"CHN", "HKG"})  # their fentanyl duty is one and is counted together


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Rates of one month in percent of customs value, and the steps between them in points.

    Attributes
    ----------
    law : float
        What the law says of the goods of 2024, without claims and on the whole value where a share
        of metal is not known.
    trade, basis, utilisation, timing, applicability : float
        What each step adds; most are below nought.
    collected : float or None
        Calculated duty over customs value; None where it is not known.
    treasury : float or None
        Customs duties over goods imports, as the Treasury received them; all goods only.
    """

    month: date
    value: float  # USD
    law: float
    trade: float
    basis: float
    utilisation: float
    timing: float
    applicability: float
    collected: float | None = None
    treasury: float | None = None

    @property
    def modelled(self) -> float:
        """What should have been collected, percent."""
        return (
            self.law + self.trade + self.basis + self.utilisation + self.timing + self.applicability
        )

    @property
    def unexplained(self) -> float | None:
        """Collected less modelled, points."""
        return None if self.collected is None else self.collected - self.modelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Duties of a month from a group of origins at a stage, in USD by part."""

    month: date
    group: str
    stage: Stage
    value: float
    duties: Mapping[str, float]


def shares_collected(
    months: Sequence[MonthDuties], collected: Mapping[tuple[date, int], float]
) -> Mapping[int, float]:
    """Return by industry the share of duties that was collected over some months.

    Cars and trucks from elsewhere than Canada and Mexico are taken to pay in full.

    Parameters
    ----------
    months : sequence of MonthDuties
        What should have been paid.
    collected : mapping
        Calculated duties by month and NAICS group, USD.
    """
    due: defaultdict[int, float] = defaultdict(float)
    paid = due.copy()
    for month in months:
        for place, industry in enumerate(month.industries.tolist()):
            due[industry] += float(month.by_industry[-1, place].sum())
            paid[industry] += collected[month.month, COUNTED_IN.get(industry, industry)] - float(
                month.vehicles_by_industry[place]
            )
    shares = {
        industry: min(max(paid[industry] / usd, 0.0), MOST) if usd > LEAST_USD else 1.0
        for industry, usd in due.items()
    }
    for part, whole in COUNTED_IN.items():
        if due[part] > LEAST_USD:
            shares |= _nearest_shares(months, collected, (whole, part))
    return shares


def _nearest_shares(
    months: Sequence[MonthDuties],
    collected: Mapping[tuple[date, int], float],
    industries: tuple[int, int],
) -> Mapping[int, float]:
    """Return the shares of an industry and of its part that come nearest to their common duty."""
    places = [[month.industries.tolist().index(one) for one in industries] for month in months]
    due = np.array(
        [month.by_industry[-1, at].sum(axis=1) for month, at in zip(months, places, strict=True)]
    )
    own = [month.vehicles_by_industry[at].sum() for month, at in zip(months, places, strict=True)]
    paid = np.array([collected[month.month, industries[0]] for month in months]) - np.array(own)
    found, _ = nnls(due, paid)
    return {one: min(float(share), MOST) for one, share in zip(industries, found, strict=True)}


def collected_by_industry() -> Mapping[tuple[date, int], float]:
    """Return calculated duties by month and NAICS group, USD."""
    table = open_catalog().table("calculated_duties_monthly")
    return {
        (month, int(industry)): float(duty)
        for month, industry, duty in table.select("month", "naics3", "duty").rows()
    }


@cache
def packaged_shares() -> Mapping[int, float]:
    """Return the packaged shares by industry, fitted on the months of `FIT`."""
    return {int(row["naics3"]): float(row["share"]) for row in _rows("shares.csv")}


def rates_paid(desk: Desk, rates: Floats, shares: Mapping[int, float]) -> Floats:
    """Return what lines and origins pay, as a share of customs value: of the duty, what applies.

    Parameters
    ----------
    desk : Desk
        Whose cells these are.
    rates : array of float (cell)
        As `Desk.duty_rates`.
    shares : mapping of int to float
        That apply, by industry; cars and trucks from elsewhere than Canada and Mexico pay in full.
    """
    industries, place = np.unique(desk.cells.industry, return_inverse=True)
    share = np.array([shares[one] for one in industries.tolist()])[place]
    paid: Floats = rates * np.where(desk.vehicle & ~desk.near, 1.0, share)
    return paid


def stages_of(month: MonthDuties, shares: Mapping[int, float]) -> Floats:
    """Return duties (stage, origin, part) in USD: the steps, and what applies of the last one."""
    share = np.array([shares[one] for one in month.industries.tolist()])
    applied = np.tensordot(share, month.industry_of_origin, axes=1) + month.vehicles_by_origin[-1]
    return np.concatenate([month.by_origin, applied[None]])


def rows_of(month: MonthDuties, shares: Mapping[int, float]) -> list[Row]:
    """Return a month by group of origins and stage."""
    stages = stages_of(month, shares)
    group = np.array([GROUPS.index(group_of(one.iso3)) for one in origin_list()])
    value = np.bincount(group, month.value_by_origin, len(GROUPS))
    found = []
    for stage, duties in zip(STAGES, stages, strict=True):
        for place, name in enumerate(GROUPS):
            usd = duties[group == place].sum(axis=0)
            found.append(
                Row(
                    month=month.month,
                    group=name,
                    stage=stage,
                    value=float(value[place]),
                    duties=dict(zip(PARTS, usd.tolist(), strict=True)),
                )
            )
    return found


@cache
def group_of(iso3: str) -> str:
    """Return the group that an origin is counted in.

    Examples
    --------
    >>> group_of("HKG"), group_of("DEU"), group_of("VNM")
    ('CHN', 'EU', 'other')
    """
    if iso3 in WITH_CHINA:
        return "CHN"
    if any(one.iso3 == iso3 and "eu" in one.groups for one in origins().values()):
        return "EU"
    return iso3 if iso3 in GROUPS else "other"


@cache
def packaged_months() -> tuple[Row, ...]:
    """Return the packaged duties of every month by group and stage, in USD."""
    found = []
    for row in _rows("months.csv"):
        stage = row["stage"]
        found.append(
            Row(
                month=date.fromisoformat(row["month"]),
                group=row["group"],
                stage=next(one for one in STAGES if one == stage),
                value=1e6 * float(row["value"]),
                duties={part: 1e6 * float(row[part]) for part in PARTS},
            )
        )
    return tuple(found)


def gaps(group: str | None = None) -> tuple[Gap, ...]:
    """Return the packaged months in their order, for all goods or for one group of origins.

    Raises
    ------
    OutOfRange
        If there is no such group.
    """
    if group is not None and group not in GROUPS:
        raise OutOfRange(
            f"{group!r} is no group of origins", where="group", mend=f"one of {', '.join(GROUPS)}"
        )
    rows = [one for one in packaged_months() if group in {None, one.group}]
    months = sorted({one.month for one in rows})
    found = [_gap(month, [one for one in rows if one.month == month]) for month in months]
    return tuple(_observed(one) for one in found) if group is None else tuple(found)


def gap_of(
    month: date,
    *,
    origin: str | None = None,
    products: Sequence[str] = (),
    desk: Desk | None = None,
) -> Gap:
    """Return the rates of a month for one origin and for lines under some prefixes.

    Parameters
    ----------
    month : date
        Its first day.
    origin : str, optional
        ISO 3166 alpha-3; all if left out.
    products : sequence of str
        Prefixes of lines; all if left out.
    desk : Desk, optional
        One of the same origin and products, to be used for several months.
    """
    held = desk or Desk(origin=origin, products=products)
    found = _gap(month, rows_of(held.month(month), packaged_shares()))
    return _observed(found) if origin is None and not products else found


def _gap(month: date, rows: Iterable[Row]) -> Gap:
    held = list(rows)
    value = sum(one.value for one in held if one.stage == "law")
    rates = {
        stage: 100 * sum(sum(one.duties.values()) for one in held if one.stage == stage) / value
        for stage in STAGES
    }
    steps = {after: rates[after] - rates[before] for before, after in pairwise(STAGES)}
    return Gap(month=month, value=value, law=rates["law"], **steps)


def _observed(gap: Gap) -> Gap:
    calculated = open_catalog().table("calculated_duties_monthly").filter(month=gap.month)
    received = open_catalog().table("customs_duties_monthly").filter(month=gap.month)
    collected = (
        100 * float(calculated["duty"].sum()) / float(calculated["value"].sum())
        if calculated.height
        else None
    )
    treasury = (
        100 * float(received["duties"].item()) / float(received["imports"].item())
        if received.height
        else None
    )
    return Gap(
        month=gap.month,
        value=gap.value,
        law=gap.law,
        trade=gap.trade,
        basis=gap.basis,
        utilisation=gap.utilisation,
        timing=gap.timing,
        applicability=gap.applicability,
        collected=collected,
        treasury=treasury,
    )


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("bongsu.systems.tariffs.layers") / name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
