"""What other systems take of the law: average rates and duty by month, under what a scenario says.

The law itself is read from the table of averages, as it was known on the day that a scenario looks
from. Where Section 232 falls, other authorities reach what it kept off them: a reciprocal duty, or
that of Section 122, lies on the value that Section 232 leaves. Nothing else keeps duties off.
"""

from __future__ import annotations

from typing import Annotated

import numpy as np
import polars as pl
import xarray as xr

from bongsu.link import Edge, block, check, source
from bongsu.systems.tariffs.law import AUTHORITIES

Share = Annotated[xr.DataArray, Edge("share")]
Dollars = Annotated[xr.DataArray, Edge("billion us_dollar/year")]

KOREA = "KOR"
PARTNERS = ("EU", "JPN", KOREA)
CENSUS = {"0003": "EU", "5880": "JPN", "5800": KOREA}
PARTS = ("base", "s232", "ieepa", "s122", "s301", "other")
PART_OF = {"base": "base", "recip": "ieepa", "fent": "ieepa"} | {
    name: name if name in PARTS else "other"
    for name in AUTHORITIES
    if name not in {"recip", "fent"}
}
FIRST_YEAR, LAST_YEAR = 2024, 2100  # of the months: the first and the last known stand beyond


@source("tariff_averages")
def rate_unclaimed(averages: pl.DataFrame) -> Share:
    """Mean of each month; (partner, part, month). After the last one the law goes on."""
    return _monthly(averages, "law")


@source("tariff_averages")
def rate_claimed(averages: pl.DataFrame) -> Share:
    """Mean of each month; (partner, part, month). After the last one the law goes on."""
    return _monthly(averages, "claims")


@source("tariff_averages")
def beyond_unclaimed(averages: pl.DataFrame) -> Share:
    """Gain of each part where Section 232 is void; (partner, part, month)."""
    return _monthly(averages, "law_beyond")


@source("tariff_averages")
def beyond_claimed(averages: pl.DataFrame) -> Share:
    """Gain of each part where Section 232 is void; (partner, part, month)."""
    return _monthly(averages, "claims_beyond")


@source("tariff_imports")
def imports_2024(rows: pl.DataFrame) -> Dollars:
    """Return the customs value of all lines; (partner)."""
    totals = dict(
        rows.filter(pl.col("census").is_in(list(CENSUS)))
        .group_by("census")
        .agg(pl.col("value").sum() / 1e9)
        .iter_rows()
    )
    values = {CENSUS[code]: float(value) for code, value in totals.items()}
    return xr.DataArray(
        [values[partner] for partner in PARTNERS], {"partner": list(PARTNERS)}, ("partner",)
    )


@block
def rate_by_part(
    rate_unclaimed: Share,
    rate_claimed: Share,
    beyond_unclaimed: Share,
    beyond_claimed: Share,
    claim_use: Share,
    s232_kept: Share,
    ieepa_kept: Share,
    s122_kept: Share,
    s301_kept: Share,
    points_added: Share,
) -> Share:
    """Duty by authority, as far as each stays in force; further duty on Korea is `other`.

    Parameters
    ----------
    rate_unclaimed, rate_claimed : xr.DataArray (partner, part, month)
        The law under both accounts of claims.
    beyond_unclaimed, beyond_claimed : xr.DataArray (partner, part, month)
        What a part gains where nothing is kept of Section 232; of a share that falls, its share.
    claim_use : xr.DataArray (month)
        1 where claims are as in 2024, 0 where nobody claims.

    Returns
    -------
    xr.DataArray (partner, part, month)
    """
    law = rate_unclaimed + claim_use * (rate_claimed - rate_unclaimed)
    beyond = beyond_unclaimed + claim_use * (beyond_claimed - beyond_unclaimed)
    law = law + beyond * (1.0 - s232_kept).clip(min=0.0)
    kept = {"s232": s232_kept, "ieepa": ieepa_kept, "s122": s122_kept, "s301": s301_kept}
    parts = [law.sel(part=part) * kept.get(part, 1.0) for part in law["part"].values.tolist()]
    rates = xr.concat(parts, dim=law["part"])
    korea = (rates["partner"] == KOREA) & (rates["part"] == "other")
    return rates + points_added * korea


@block
def effective_rate(rate_by_part: Share) -> Share:
    """All parts; (partner, month)."""
    return rate_by_part.sum("part")


@block
def korea_effective_rate(effective_rate: Share) -> Share:
    """Korea alone, for those who need no other; (month)."""
    return effective_rate.sel(partner=KOREA, drop=True)


@block
def duty(effective_rate: Share, imports_2024: Dollars) -> Dollars:
    """Rate times the imports of 2024, which do not answer to it; (partner, month)."""
    return effective_rate * imports_2024


@check(tolerance=1e-12)  # shares: sums of float64
def duties_by_part(duty: Dollars, rate_by_part: Share, imports_2024: Dollars) -> xr.DataArray:
    """Duty less the duties of all authorities; (partner, month)."""
    return duty - (rate_by_part * imports_2024).sum("part")


def _monthly(averages: pl.DataFrame, layer: str) -> xr.DataArray:
    """Return what was known last of each month, by partner and part."""
    latest = (
        averages.sort("known_from")
        .group_by("month", "partner", "part", maintain_order=True)
        .agg(pl.col(layer).last())
        .with_columns(pl.col("part").replace_strict(PART_OF))
        .group_by("month", "partner", "part")
        .agg(pl.col(layer).sum())
    )
    held = latest["month"].unique().sort()
    first, last = held[0], held[-1]
    months = [(y, m) for y in range(FIRST_YEAR, LAST_YEAR + 1) for m in range(1, 13)]
    spots = [min(max((y - first.year) * 12 + m - first.month, 0), len(held) - 1) for y, m in months]
    assert (last.year - first.year) * 12 + last.month - first.month + 1 == len(held)
    cells = np.zeros((len(PARTNERS), len(PARTS), len(held)))
    for month, partner, part, value in latest.iter_rows():
        place = (month.year - first.year) * 12 + month.month - first.month
        cells[PARTNERS.index(partner), PARTS.index(part), place] = value
    return xr.DataArray(
        cells[:, :, spots],
        {
            "partner": list(PARTNERS),
            "part": list(PARTS),
            "month": [f"{y}-{m:02d}" for y, m in months],
        },
        ("partner", "part", "month"),
    )
