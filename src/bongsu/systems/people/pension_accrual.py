"""How benefits answer to the replacement rate: each year of service earns its own year's rate.

The law of 2025 raises the rate for service from 2026 on and leaves earned rights as they are, so
benefits rise only as service under the new law comes to be paid. Out of scope: credits for
children and military service, which the same law widened, and any change in how many are insured.
"""

from __future__ import annotations

from typing import Annotated

import numpy as np
import xarray as xr

from bongsu.link import Edge, block
from bongsu.systems.people.pension_sources import Share, Thousand

Number = Annotated[xr.DataArray, Edge("1")]
Years = Annotated[xr.DataArray, Edge("year")]

LONGEST_DELAY = 120  # years between service and a payment; nobody is paid later
LONGEST_PAYMENT = 60  # years for which a pension may be paid


@block
def benefit_index(
    replacement_rate: Share,
    projection_replacement_rate: Share,
    insured_members: Thousand,
    first_service_age: Years,
    last_service_age: Years,
    pension_age: Years,
    years_in_payment: Years,
    real_wage_growth: Share,
) -> Number:
    """Benefits under the law, over those under the law that the official projection assumes.

    Service of year ``s`` is shared by its members, evenly over the ages of service, and is paid
    ``d`` years later with the weight ``K(d)`` of `payment_weights`. Benefits of year ``t`` are
    then proportional to the sum over ``s`` of ``members(s) K(t - s) rate(s)``, and the index is
    that sum with the one law over that with the other. Service before the first year of the run
    counts at the rate of that year under both laws.

    Parameters
    ----------
    replacement_rate, projection_replacement_rate : xr.DataArray (year)
        Share of mean earnings that 40 years of service give, by the year of service.
    insured_members : xr.DataArray (service_year)
        Thousand members.
    first_service_age, last_service_age, pension_age : xr.DataArray
        Ages in years; the last age of service is included.
    years_in_payment : xr.DataArray
        Years for which a pension is paid.
    real_wage_growth : xr.DataArray
        A year, as a share. New pensions follow wages, pensions in payment follow prices.

    Returns
    -------
    xr.DataArray (year)
        One where both laws have the same rates; missing after the members' last year.

    References
    ----------
    National Pension Act, article 51 and the addenda of its amendments: months of service count at
    the rate of their own time. The aggregation over cohorts is ours.
    """
    weights = payment_weights(
        first_service_age, last_service_age, pension_age, years_in_payment, real_wage_growth
    )
    years = replacement_rate["year"]
    served = years - weights["delay"]
    rates = {
        name: _by_service(rate, served)
        for name, rate in (("law", replacement_rate), ("old", projection_replacement_rate))
    }
    earned = (_members(insured_members, served) * weights).where(weights > 0, 0.0)
    return (earned * rates["law"]).sum("delay", skipna=False) / (earned * rates["old"]).sum(
        "delay", skipna=False
    )


def payment_weights(
    first_service_age: xr.DataArray,
    last_service_age: xr.DataArray,
    pension_age: xr.DataArray,
    years_in_payment: xr.DataArray,
    real_wage_growth: xr.DataArray,
) -> xr.DataArray:
    """Weight with which a year of service is paid so many years later.

    A payment in the ``k``-th year of a pension goes back to service at age
    ``pension_age + k - delay``, and weighs ``(1 + real_wage_growth) ** -k``.

    Returns
    -------
    xr.DataArray (delay)
        Delay in years from 1.

    Examples
    --------
    >>> one = xr.DataArray(1.0)
    >>> weights = payment_weights(63 * one, 64 * one, 65 * one, one, 0 * one)
    >>> weights.sel(delay=[1, 2, 3]).values.tolist()
    [1.0, 1.0, 0.0]
    """
    delay = _counted("delay", 1, LONGEST_DELAY)
    paid = _counted("paid", 0, LONGEST_PAYMENT - 1)
    age = pension_age + paid - delay
    in_service = (age + 1 - first_service_age).clip(0, 1) * (last_service_age + 1 - age).clip(0, 1)
    in_payment = (years_in_payment - paid).clip(0, 1) * (1 + real_wage_growth) ** -paid
    return (in_service * in_payment).sum("paid")


def _counted(dim: str, first: int, last: int) -> xr.DataArray:
    numbers = np.arange(first, last + 1)
    return xr.DataArray(numbers, {dim: numbers}, (dim,))


def _by_service(rate: xr.DataArray, served: xr.DataArray) -> xr.DataArray:
    """Return the rate of each year of service, the first year's for all earlier ones."""
    by_service = rate.rename(year="service_year")
    years = by_service["service_year"]
    return by_service.sel(service_year=served.clip(int(years[0]), int(years[-1]))).drop_vars(
        "service_year"
    )


def _members(members: xr.DataArray, served: xr.DataArray) -> xr.DataArray:
    """Return the members in each year of service: none before the scheme, missing after the end."""
    first, last = (int(members["service_year"][at]) for at in (0, -1))
    found = members.sel(service_year=served.clip(first, last)).drop_vars("service_year")
    return found.where(served <= last).where(served >= first, 0.0)
