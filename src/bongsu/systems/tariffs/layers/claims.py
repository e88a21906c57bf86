"""What importers claim and declare: preferences by their observed use, metal by industry averages.

None of it is law: shares of 2024 or of the month, each from a table of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import polars as pl

from bongsu.catalog import open_catalog
from bongsu.systems.tariffs.arrays import (
    FIRST_PROGRAMME,
    GENERAL,
    Floats,
    Ints,
    origin_list,
    programme_list,
    schedule_arrays,
)
from bongsu.systems.tariffs.engine import NO_CLAIM
from bongsu.systems.tariffs.epochs import claimable
from bongsu.systems.tariffs.layers.trade import (
    NAFTA,
    Cells,
    line_marks,
    usmca_lines,
    usmca_month,
)
from bongsu.systems.tariffs.origins import ANY

# From 7 March 2025 goods that qualify for USMCA are free of the fentanyl duties, but until June the
# record holds claims made for the base duty alone: it jumps from 48 to 87 percent of Mexico's goods
# in July. From March on the use of July is taken where the record shows less.
FREED_FROM, RECORDED_FROM = date(2025, 3, 1), date(2025, 7, 1)
# The record of aircraft, their engines and parts filled later: of the jet engines from Canada 7
# percent claimed in July, 65 in September and 96 in November. They did not pay meanwhile: at 25
# percent those without a claim by July's use would have borne 120 million dollars in April, where
# Census counts 94 on the engines of all countries. So what claimed from October to December is
# taken from March on. This looks at what came later, which nothing else here does.
AIRCRAFT = frozenset({8411, 8802, 8805, 8807})
FILLED = tuple(date(2025, month, 1) for month in (10, 11, 12))
CONTENT = {"steel": "steel_share", "aluminium": "aluminum_share", "copper": "copper_share"}


def claim_columns(cells: Cells) -> Ints:
    """Return the column of the programme by which each cell pays least, or of no claim."""
    schedule, best = schedule_arrays(), np.full(cells.product.size, NO_CLAIM)
    share = schedule.share[_versions(cells)]
    least = share[:, GENERAL].copy()
    offered = claimable(frozenset(one.name for one in programme_list() if one.origins))
    for number, programme in enumerate(programme_list()):
        if ANY in programme.origins:
            continue
        column = FIRST_PROGRAMME + number
        # USMCA lifts surcharges too, so that it is worth a claim where column 1 is free.
        less = (share[:, column] < least) | (programme.name == "USMCA")
        rows = offered[cells.origin, number] & less
        best[rows], least[rows] = column, share[rows, column]
    return best


def claim_shares(cells: Cells, month: date) -> Floats:
    """Return the share of each cell's value that claims its programme.

    Canada and Mexico: what claimed USMCA in the month, by line, or by heading where none came of a
    line, and of aircraft goods until their record is filled. Others: the share of the general
    duty of 2024 that was not paid, line by line, as 1 less duty over value at the general rate.
    """
    general = schedule_arrays().share[_versions(cells), GENERAL]
    with np.errstate(divide="ignore", invalid="ignore"):
        unpaid = 1.0 - cells.duty / (general * cells.value)
    found = np.where(general > 0, np.clip(np.nan_to_num(unpaid, posinf=0.0), 0.0, 1.0), 0.0)
    iso = [one.iso3 for one in origin_list()]
    for country in NAFTA:
        rows = np.flatnonzero(cells.origin == iso.index(country))
        found[rows] = _near_shares(cells, rows, month, country)
    return found


def _near_shares(cells: Cells, rows: Ints, month: date, country: str) -> Floats:
    """Return the share of some cells of Canada or Mexico that claims USMCA, line by line."""
    by_heading = usmca_rates(month)
    whole = [by_heading.get((one, country), 0.0) for one in cells.heading[rows].tolist()]
    found = np.array(whole)
    freed = FREED_FROM <= month < RECORDED_FROM
    own, full = usmca_lines(month), usmca_lines(RECORDED_FROM if freed else month)
    filling = FREED_FROM <= month < FILLED[0]
    late = filling & np.isin(cells.heading[rows], sorted(AIRCRAFT))
    for place, mark in enumerate(line_marks(cells, rows).tolist()):
        if mark in full and not late[place]:
            told = [one[mark] for one in (own, full) if mark in one]
            found[place] = max(claimed / usd for usd, claimed in told)
    return found


def usmca_rates(month: date) -> Mapping[tuple[int, str], float]:
    """Return by heading and country the share that claims USMCA."""
    rates = dict(_recorded((month,)))
    if FREED_FROM <= month < RECORDED_FROM:
        for key, share in _recorded((RECORDED_FROM,)).items():
            rates[key] = max(rates.get(key, 0.0), share)
    if FREED_FROM <= month < FILLED[0]:
        for key, share in _recorded(FILLED).items():
            if key in rates and key[0] in AIRCRAFT:
                rates[key] = max(rates[key], share)
    return rates


def _recorded(months: Sequence[date]) -> Mapping[tuple[int, str], float]:
    """Return by heading and country the share of some months' value with a recorded claim."""
    value: defaultdict[tuple[int, str], float] = defaultdict(float)
    claimed = value.copy()
    for month in months:
        for key, (usd, part) in usmca_month(month).items():
            value[key] += usd
            claimed[key] += part
    return {key: claimed[key] / usd for key, usd in value.items()}


def contents(cells: Cells) -> Mapping[str, Floats]:
    """Return by metal the share of value that input-output accounts give for each cell's line."""
    table = open_catalog().table("tariff_metal_content").sort("hts10")
    codes = table["hts10"].cast(pl.Int64).to_numpy()
    mine = schedule_arrays().codes[cells.product]
    place = np.clip(np.searchsorted(codes, mine, side="right") - 1, 0, None)
    return {
        metal: table[column].to_numpy().astype(np.float64)[place]
        for metal, column in CONTENT.items()
    }


def _versions(cells: Cells) -> Ints:
    """Return the version of each cell's line at the start of 2025, or of its first day later."""
    schedule = schedule_arrays()
    first = np.full(schedule.codes.size, -1, dtype=np.int64)
    order = np.argsort(schedule.effective, kind="stable")[::-1]
    stood = order[schedule.version[order] >= 0]
    first[schedule.product[stood]] = schedule.version[stood]
    return first[cells.product]
