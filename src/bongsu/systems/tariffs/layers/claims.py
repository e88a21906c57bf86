"""What importers claim and declare: preferences by their observed use, metal by industry averages.

None of it is law: shares of 2024 or of the month, each from a table of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
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
from bongsu.systems.tariffs.layers.trade import NAFTA, Cells, usmca_month
from bongsu.systems.tariffs.origins import ANY

# From 7 March 2025 goods that qualify for USMCA are free of the fentanyl duties, but until June the
# record holds claims made for the base duty alone: it jumps from 48 to 87 percent of Mexico's goods
# in July. From March on the use of July is taken where the record shows less.
FREED_FROM, RECORDED_FROM = date(2025, 3, 1), date(2025, 7, 1)
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

    Canada and Mexico: what claimed USMCA in the month, by heading. Others: the share of the general
    duty of 2024 that was not paid, line by line, as 1 less duty over value at the general rate.
    """
    general = schedule_arrays().share[_versions(cells), GENERAL]
    with np.errstate(divide="ignore", invalid="ignore"):
        unpaid = 1.0 - cells.duty / (general * cells.value)
    found = np.where(general > 0, np.clip(np.nan_to_num(unpaid, posinf=0.0), 0.0, 1.0), 0.0)
    rates = usmca_rates(month)
    iso = [one.iso3 for one in origin_list()]
    for country in NAFTA:
        rows = np.flatnonzero(cells.origin == iso.index(country))
        headings = cells.heading[rows].tolist()
        found[rows] = [rates.get((heading, country), 0.0) for heading in headings]
    return found


def usmca_rates(month: date) -> Mapping[tuple[int, str], float]:
    """Return by heading and country the share that claims USMCA."""
    rates = {key: claimed / value for key, (value, claimed) in usmca_month(month).items()}
    if not FREED_FROM <= month < RECORDED_FROM:
        return rates
    later = {key: claimed / value for key, (value, claimed) in usmca_month(RECORDED_FROM).items()}
    return {key: max(rates.get(key, 0.0), later.get(key, 0.0)) for key in rates | later}


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
