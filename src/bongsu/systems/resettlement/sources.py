"""Parameters from the tables of arrivals, ages and mortality."""

from __future__ import annotations

from typing import Annotated

import numpy as np
import polars as pl
import xarray as xr

from bongsu.cohorts.lifetable import OPEN_AGE_SHOWN, SEXES
from bongsu.errors import NotKnownYet
from bongsu.link import Edge, source

Person = Annotated[xr.DataArray, Edge("person")]
PersonAYear = Annotated[xr.DataArray, Edge("person/year")]
PerYear = Annotated[xr.DataArray, Edge("1/year")]
Share = Annotated[xr.DataArray, Edge("share")]

NAMES = {"female": "women", "male": "men"}  # of the kernel: of the tables
FIRST_YEAR = 2002  # from which every year is counted by itself
OLDEST_ARRIVAL = 79  # the group 60+ is spread from 60 to here, thinning out


@source("nk_arrivals")
def recorded_arrivals(counted: pl.DataFrame) -> PersonAYear:
    """Arrivals of each recorded year; (sex, arrival_year).

    Where the total of the last year is known before its sexes, the year waits for them.
    """
    yearly = counted.filter(pl.col("last_year") >= FIRST_YEAR)
    by_sex = {
        sex: dict(yearly.filter(sex=name).select("last_year", "persons").iter_rows())
        for sex, name in NAMES.items()
    }
    known = set(by_sex["female"]) & set(by_sex["male"])
    if FIRST_YEAR not in known:
        raise NotKnownYet(
            f"arrivals of {FIRST_YEAR}, the first year that is counted by itself, were not known",
            where="source resettlement.recorded_arrivals",
            mend=f"look from 31 January {FIRST_YEAR + 1} or a later day",
        )
    years = _consecutive(known)
    values = np.array([[by_sex[sex][year] for year in years] for sex in SEXES], dtype=float)
    return xr.DataArray(
        values, {"sex": list(SEXES), "arrival_year": years}, ("sex", "arrival_year")
    )


@source("nk_arrivals")
def earlier_arrivals(counted: pl.DataFrame) -> Person:
    """All arrivals before the yearly counts begin; (sex)."""
    early = counted.filter(pl.col("last_year") < FIRST_YEAR)
    values = [float(early.filter(sex=NAMES[sex])["persons"].sum()) for sex in SEXES]
    return xr.DataArray(values, {"sex": list(SEXES)}, ("sex",))


@source("nk_cumulative")
def published_cumulative(totals: pl.DataFrame) -> Person:
    """Cumulative totals in print, without those revised later; (group, arrival_year)."""
    return _published(totals.filter(~pl.col("first_release")))


@source("nk_age_at_arrival")
def age_at_arrival(groups: pl.DataFrame) -> Share:
    """Shares of single ages among arrivals to the end of 2022, both sexes; (age).

    Even within each group of ten years; the open group thins out in a straight line from 60.
    """
    shares = np.zeros(OPEN_AGE_SHOWN + 1)
    for row in groups.iter_rows(named=True):
        last = OLDEST_ARRIVAL if row["last_age"] is None else row["last_age"]
        ages = np.arange(row["first_age"], last + 1)
        weights = np.ones(len(ages)) if row["last_age"] is not None else last + 1.0 - ages
        shares[ages] = row["persons"] * weights / weights.sum()
    return xr.DataArray(shares / shares.sum(), {"age": list(range(OPEN_AGE_SHOWN + 1))}, ("age",))


@source("korea_mortality")
def death_rate(rates: pl.DataFrame) -> PerYear:
    """South Korea's death rates, which settlers are taken to share; (sex, age, year)."""
    ordered = rates.sort("year", "age")
    years = ordered["year"].unique().sort().to_list()
    sexes = [ordered[f"mx_{sex[0]}"].cast(pl.Float64).to_numpy() for sex in SEXES]
    return xr.DataArray(
        np.stack([values.reshape(len(years), -1).T for values in sexes]),
        {"sex": list(SEXES), "age": ordered["age"].unique().sort().to_list(), "year": years},
        ("sex", "age", "year"),
    )


def _published(totals: pl.DataFrame) -> xr.DataArray:
    """Return printed totals of women, men and all; missing where none is printed."""
    groups = [*SEXES, "total"]
    years = totals["year"].unique().sort().to_list()
    array = xr.DataArray(
        np.full((len(groups), len(years)), np.nan),
        {"group": groups, "arrival_year": years},
        ("group", "arrival_year"),
    )
    for row in totals.iter_rows(named=True):
        group = next((sex for sex, name in NAMES.items() if name == row["sex"]), "total")
        array.loc[{"group": group, "arrival_year": row["year"]}] = row["persons"]
    return array


def _consecutive(years: set[int]) -> list[int]:
    """Return the years from the first on, up to the first gap."""
    found = [FIRST_YEAR]
    while found[-1] + 1 in years:
        found.append(found[-1] + 1)
    return found
