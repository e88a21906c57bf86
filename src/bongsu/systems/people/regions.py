"""How old Korea's 17 regions are by the resident register, and when each becomes super-aged.

The register is observed and not projected. From the end of 2024 on a region keeps its distance from
the country, in logits, while the country ages as the population of the run does.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import xarray as xr
from scipy.special import expit, logit

from bongsu.cohorts.projection import BASE_YEAR
from bongsu.link import block, source
from bongsu.systems.people.population import Number, Share, Years
from bongsu.systems.people.readouts import SUPER_AGED_SHARE

WHOLE = "Whole country"
PERCENT = 100.0
BASE_DAY = date(BASE_YEAR, 12, 31)
DECEMBER = 12  # months: the register of a year is that of its last day


@source("register_65_plus")
def register_share_65_plus(register: pl.DataFrame) -> Share:
    """Share of 65 and over on each 31 December that is counted; (region, register_year)."""
    counted = register.filter(pl.col("date").dt.month() == DECEMBER, pl.col("people").is_not_null())
    wide = counted.with_columns(year=pl.col("date").dt.year()).pivot(
        on="region", index="year", values="share_65_plus"
    )
    wide = wide.sort("year")
    regions = sorted(set(wide.columns) - {"year"})
    return xr.DataArray(
        wide.select(regions).to_numpy().T / PERCENT,
        {"region": regions, "register_year": wide["year"].to_list()},
        ("region", "register_year"),
    )


@source("register_65_plus")
def register_base_share(register: pl.DataFrame) -> Share:
    """Share of 65 and over on 31 December 2024, from which regions are carried on; (region).

    See `carried_to`.
    """
    groups = register.sort("region", "date").partition_by("region", as_dict=True)
    shares = {str(key[0]): carried_to(BASE_DAY, rows) for key, rows in groups.items()}
    return xr.DataArray(
        np.array(list(shares.values())) / PERCENT, {"region": list(shares)}, ("region",)
    )


def carried_to(day: date, rows: pl.DataFrame) -> float:
    """Return a region's share on a day, along its pace since the last December before the latest.

    Parameters
    ----------
    day : date
        On or after the latest row.
    rows : pl.DataFrame
        One region's, by date, with ``date`` and ``share_65_plus``.

    Examples
    --------
    >>> rows = pl.DataFrame({"date": [date(2022, 12, 31), date(2023, 12, 31)],
    ...                      "share_65_plus": [18.0, 19.0]})
    >>> round(carried_to(date(2024, 12, 31), rows), 2)
    20.0
    """
    latest, share = rows.select("date", "share_65_plus").row(-1)
    before = rows.filter(
        pl.col("date").dt.year() < latest.year, pl.col("date").dt.month() == DECEMBER
    )
    if before.is_empty() or latest >= day:
        return float(share)
    first, level = before.select("date", "share_65_plus").row(-1)
    pace = (share - level) / (latest - first).days
    return float(share + pace * (day - latest).days)


@block
def region_share_65_plus(register_base_share: Share, share_65_plus: Share) -> Share:
    """Share of people of 65 and over in each region on 31 December; (region, year) from 2024 on.

    Parameters
    ----------
    register_base_share : xr.DataArray (region)
        By the resident register on 31 December 2024, from 0 to 1.
    share_65_plus : xr.DataArray (year)
        Of the country, as projected; its first year is 2024.

    Returns
    -------
    xr.DataArray (region, year)
        ``logit r(t) = logit r(2024) + logit s(t) - logit s(2024)``: a region ages by as much as
        the country, in logits.

    Examples
    --------
    >>> country = xr.DataArray([0.2, 0.3], {"year": [2024, 2025]}, ("year",))
    >>> base = xr.DataArray([0.2, 0.4], {"region": ["here", "there"]}, ("region",))
    >>> region_share_65_plus(base, country).sel(year=2025).values.round(3).tolist()
    [0.3, 0.533]
    """
    country = _logit(share_65_plus)
    shift = country - country.isel(year=0, drop=True)
    shares: xr.DataArray = xr.apply_ufunc(expit, _logit(register_base_share) + shift)
    return shares


@block
def region_super_aged_year(register_share_65_plus: Share, region_share_65_plus: Share) -> Years:
    """First year at whose end one in five is 65 or over, in each region.

    Parameters
    ----------
    register_share_65_plus : xr.DataArray (region, register_year)
        As counted; decides wherever it can.
    region_share_65_plus : xr.DataArray (region, year)
        As carried on, for years that are not counted.

    Returns
    -------
    xr.DataArray (region)
        A calendar year; missing where the share stays below to the horizon. Regions that were
        counted for the first time with a higher share have that year.
    """
    counted = _first(register_share_65_plus, "register_year")
    ahead = _first(region_share_65_plus, "year")
    return counted.fillna(ahead)


@block
def register_super_aged_year(region_super_aged_year: Years) -> Years:
    """First year at whose end one in five of the country is 65 or over by the register."""
    return region_super_aged_year.sel(region=WHOLE, drop=True)


@block
def super_aged_regions(region_super_aged_year: Years, share_65_plus: Share) -> Number:
    """How many of the 17 regions have reached 20% by the year's end; (year) from 2024 on."""
    regions = region_super_aged_year.drop_sel(region=WHOLE)
    return (regions <= share_65_plus["year"]).sum("region").astype(float)


def _logit(share: xr.DataArray) -> xr.DataArray:
    values: xr.DataArray = xr.apply_ufunc(logit, share)
    return values


def _first(share: xr.DataArray, dim: str) -> xr.DataArray:
    return share[dim].where(share >= SUPER_AGED_SHARE).min(dim)
