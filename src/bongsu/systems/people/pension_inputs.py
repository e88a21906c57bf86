"""Plain arrays that the pension's cohorts step on: rules, cover and earnings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

import numpy as np
import xarray as xr

from bongsu.cohorts.lifetable import FloatArray
from bongsu.link import Edge
from bongsu.systems.people.pension_arrays import plain
from bongsu.systems.people.pension_assumptions import ASSUMPTIONS
from bongsu.systems.people.pension_cohorts import AGES, MONTHS, Terms, survival

MillionWon = Annotated[xr.DataArray, Edge("million won/month")]
BillionWon = Annotated[xr.DataArray, Edge("billion won/month")]

OWN = ("sex", "age", "year", "service_year", "assumption")
TRILLION = MONTHS * 1e-3  # a year, from thousand people times million won a month
RULES = {  # parameter: field of `Terms`
    "first_service_age": "first_age",
    "last_service_age": "last_age",
    "minimum_insured_years": "minimum_years",
    "insured_years_concentration": "concentration",
    "service_effectiveness": "effectiveness",
    "survivor_share_women": "survivors_of_women",
    "survivor_share_men": "survivors_of_men",
}


def terms_of(lead: Sequence[str], rules: Mapping[str, xr.DataArray]) -> Terms:
    """Return rules by the names of `Terms`, from parameters by theirs."""
    return Terms(**{RULES[name]: plain(array, lead, ()) for name, array in rules.items()})


def assumed_paths(assumptions: xr.DataArray, lead: Sequence[str]) -> dict[str, FloatArray]:
    """Return each assumption as (..., year), by name."""
    return {name: plain(assumptions.sel(assumption=name), lead, ("year",)) for name in ASSUMPTIONS}


def all_ages(participation: FloatArray) -> FloatArray:
    """Return participation (..., sex, age) from age 0 on: nobody takes part before 15."""
    young = np.zeros((*participation.shape[:-1], len(AGES) - participation.shape[-1]))
    return np.concatenate([young, participation], axis=-1)


def grown_back(now: FloatArray, then: FloatArray) -> FloatArray:
    """Return the people of a year before `now` who die as those of `now` do until `then`."""
    left = np.maximum(survival(then, now), 1e-3)
    before = np.zeros(np.broadcast_shapes(now.shape, then.shape))
    before[..., :-1] = now[..., 1:] / left[..., 1:]
    old = now[..., -2:]
    total = old.sum(axis=-1)
    share = np.divide(old[..., 0], total, out=np.ones(total.shape), where=total > 0)
    before[..., -1] = before[..., -2] * (1.0 - share)
    before[..., -2] *= share
    return before


def payer_share(assumed: Mapping[str, FloatArray]) -> FloatArray:
    """Return members who pay, of all; those who are exempt or owe do not earn years."""
    regional = assumed["regional_share"]
    paying: FloatArray = 1.0 - regional + regional * _regional_payers(assumed)
    return paying


def earnings_path(first: FloatArray, assumed: Mapping[str, FloatArray]) -> FloatArray:
    """Return mean earnings of payers at the prices of 2023, million won a month; (..., year).

    Wages grow; the fewer of the payers are regional members, whose assessed income is lower, the
    higher is the mean.
    """
    growth = assumed["real_wage_growth"].copy()
    growth[..., 0] = 0.0
    regional = assumed["regional_share"] * _regional_payers(assumed)
    mean = (1.0 - assumed["regional_share"] + regional * assumed["regional_income"]) / payer_share(
        assumed
    )
    path: FloatArray = first[..., None] * np.cumprod(1.0 + growth, axis=-1) * mean / mean[..., :1]
    return path


def _regional_payers(assumed: Mapping[str, FloatArray]) -> FloatArray:
    return (1.0 - assumed["exempt_share"]) * assumed["collection_rate"]
