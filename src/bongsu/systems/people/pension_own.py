"""Own flows of the National Pension: cohorts from 1988 to the horizon, under law and assumptions.

The kernel is in `pension_cohorts`. It runs twice: under the scenario, and under the law and the
assumptions of the fifth actuarial projection, from which the scenario's changes are measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

import numpy as np
import xarray as xr

from bongsu.cohorts.lifetable import FloatArray
from bongsu.link import block
from bongsu.systems.people.pension_arrays import lead_coords, lead_dims, plain
from bongsu.systems.people.pension_assumptions import at_level
from bongsu.systems.people.pension_cohorts import (
    Rights,
    Step,
    Terms,
    credits_a_head,
    in_service,
    members_a_head,
    step,
)
from bongsu.systems.people.pension_inputs import (
    OWN,
    TRILLION,
    BillionWon,
    MillionWon,
    all_ages,
    assumed_paths,
    earnings_path,
    grown_back,
    payer_share,
    terms_of,
)
from bongsu.systems.people.pension_people import OWN_FROM
from bongsu.systems.people.pension_sources import FIRST_YEAR, Months, Share, Thousand, WonAYear
from bongsu.systems.people.population import Number, Years

LAG = 3  # years whose mean earnings a new pension is reckoned on
FLOWS = ("earnings", "benefits", "subscribers", "recipients")


@block(outputs=tuple(f"own_{flow}" for flow in FLOWS))
def own_flows(
    pension_people: Thousand,
    pension_participation: Share,
    pension_assumptions: Share,
    paid_rate: Share,
    replacement_rate: Share,
    pension_age: Years,
    childbirth_credit: Months,
    military_credit: Months,
    opening_years: Years,
    opening_possible: Years,
    opening_accrual: Number,
    opening_recipients: Share,
    opening_pension: MillionWon,
    opening_survivors: BillionWon,
    first_earnings: MillionWon,
    continued_share: Share,
    military_service_share: Share,
    lump_sum_share: Share,
    first_service_age: Years,
    last_service_age: Years,
    minimum_insured_years: Years,
    insured_years_concentration: Number,
    service_effectiveness: Share,
    survivor_share_women: Share,
    survivor_share_men: Share,
) -> tuple[WonAYear, WonAYear, Thousand, Thousand]:
    """Flows and heads of the scheme from own cohorts, under the scenario.

    Parameters
    ----------
    pension_people : xr.DataArray (sex, age, year)
        Thousand people on 1 July.
    pension_participation : xr.DataArray (sex, age, year)
        Labour force a head, ages 15 to 100.
    pension_assumptions : xr.DataArray (assumption, year)
        Growth of wages and prices, cover and payment.
    paid_rate, replacement_rate, pension_age : xr.DataArray (year)
        What is paid of the year's earnings; what the year's service earns; the age from which a
        pension is drawn in the year.
    childbirth_credit, military_credit : xr.DataArray (year)
        Months for a child born, and for military service that ends, in the year.
    opening_years, opening_possible, opening_accrual : xr.DataArray (sex, age)
        What members have earned at the end of 2022; see `opening_rights`.
    opening_recipients, opening_pension, opening_survivors : xr.DataArray (sex, age)
        Rights at the end of 2022; see `opening_rights`.
    first_earnings : xr.DataArray
        Mean earnings of payers in 2023, million won a month.
    continued_share : xr.DataArray
        Members by choice, of everybody from 60 to 64.
    military_service_share : xr.DataArray
        Men who serve, of all.
    lump_sum_share : xr.DataArray
        Lump sums and disability pensions over contributions: most are contributions refunded.
    first_service_age, last_service_age, minimum_insured_years : xr.DataArray
        Ages of obligatory insurance, the last included; years that an old-age pension takes.
    insured_years_concentration : xr.DataArray
        How alike members of a cohort are; see `pension_cohorts.vested`.
    service_effectiveness : xr.DataArray
        Pension claimed, over what all paid years give under the Act.
    survivor_share_women, survivor_share_men : xr.DataArray
        Pension of the widow or widower over that of the dead woman or man, with those who leave
        none.

    Returns
    -------
    tuple of xr.DataArray (year)
        Earnings on which contributions are paid, and benefits, trillion won; thousand members and
        recipients of old-age pensions.
    """
    return _flows(
        {
            "people": pension_people,
            "participation": pension_participation,
            "assumptions": pension_assumptions,
            "paid_rate": paid_rate,
            "replacement_rate": replacement_rate,
            "pension_age": pension_age,
            "childbirth": childbirth_credit,
            "military": military_credit,
        },
        (
            opening_years,
            opening_possible,
            opening_accrual,
            opening_recipients,
            opening_pension,
            opening_survivors,
        ),
        {
            "first_earnings": first_earnings,
            "continued": continued_share,
            "serving": military_service_share,
            "lump_sums": lump_sum_share,
        },
        {
            "first_service_age": first_service_age,
            "last_service_age": last_service_age,
            "minimum_insured_years": minimum_insured_years,
            "insured_years_concentration": insured_years_concentration,
            "service_effectiveness": service_effectiveness,
            "survivor_share_women": survivor_share_women,
            "survivor_share_men": survivor_share_men,
        },
    )


@block(outputs=tuple(f"reference_{flow}" for flow in FLOWS))
def reference_flows(
    projection_people: Thousand,
    participation_base: Share,
    projection_participation: Share,
    projection_assumptions: Share,
    projection_contribution_rate: Share,
    projection_replacement_rate: Share,
    projection_pension_age: Years,
    projection_childbirth_credit: Months,
    projection_military_credit: Months,
    opening_years: Years,
    opening_possible: Years,
    opening_accrual: Number,
    opening_recipients: Share,
    opening_pension: MillionWon,
    opening_survivors: BillionWon,
    first_earnings: MillionWon,
    continued_share: Share,
    military_service_share: Share,
    lump_sum_share: Share,
    first_service_age: Years,
    last_service_age: Years,
    minimum_insured_years: Years,
    insured_years_concentration: Number,
    service_effectiveness: Share,
    survivor_share_women: Share,
    survivor_share_men: Share,
) -> tuple[WonAYear, WonAYear, Thousand, Thousand]:
    """As `own_flows`, under the law and the assumptions of the fifth projection.

    Parameters and returns are those of `own_flows`.
    """
    people = projection_people.sel(year=projection_participation["year"])
    return _flows(
        {
            "people": people,
            "participation": at_level(participation_base, projection_participation, people),
            "assumptions": projection_assumptions,
            "paid_rate": projection_contribution_rate,
            "replacement_rate": projection_replacement_rate,
            "pension_age": projection_pension_age,
            "childbirth": projection_childbirth_credit,
            "military": projection_military_credit,
        },
        (
            opening_years,
            opening_possible,
            opening_accrual,
            opening_recipients,
            opening_pension,
            opening_survivors,
        ),
        {
            "first_earnings": first_earnings,
            "continued": continued_share,
            "serving": military_service_share,
            "lump_sums": lump_sum_share,
        },
        {
            "first_service_age": first_service_age,
            "last_service_age": last_service_age,
            "minimum_insured_years": minimum_insured_years,
            "insured_years_concentration": insured_years_concentration,
            "service_effectiveness": service_effectiveness,
            "survivor_share_women": survivor_share_women,
            "survivor_share_men": survivor_share_men,
        },
    )


def _flows(
    yearly: Mapping[str, xr.DataArray],
    opening: tuple[xr.DataArray, ...],
    shares: Mapping[str, xr.DataArray],
    rules: Mapping[str, xr.DataArray],
) -> tuple[xr.DataArray, xr.DataArray, xr.DataArray, xr.DataArray]:
    years = [int(year) for year in yearly["people"]["year"] if year >= FIRST_YEAR]
    yearly = {name: array.sel(year=years) for name, array in yearly.items()}
    arrays = (*yearly.values(), *opening, *shares.values(), *rules.values())
    lead = lead_dims(*arrays, own=OWN)
    terms = terms_of(lead, rules)
    rights = Rights(
        **{
            part.name: plain(array, lead, ("sex", "age"))
            for part, array in zip(fields(Rights), opening, strict=True)
        }
    )
    assumed = assumed_paths(yearly["assumptions"], lead)
    earnings = earnings_path(plain(shares["first_earnings"], lead, ()), assumed)
    paying = payer_share(assumed)
    prices = price_level(assumed["inflation"])
    lump_sums = plain(shares["lump_sums"], lead, ())[..., None] * plain(
        yearly["paid_rate"], lead, ("year",)
    )
    steps = _steps(yearly, shares, assumed, earnings, paying, years, lead, terms)
    found: list[tuple[FloatArray, ...]] = []
    for place, ((now, members), at_end) in enumerate(_walk_with(rights, steps, terms)):
        price = prices[..., place]
        heads = (members * now.people).sum(axis=(-2, -1))
        base = heads * paying[..., place] * earnings[..., place] * price * TRILLION
        pensions = (at_end.pension * now.people + at_end.survivors).sum(axis=(-2, -1))
        drawing = (at_end.recipients * now.people).sum(axis=(-2, -1))
        found.append(
            (base, pensions * TRILLION * price + lump_sums[..., place] * base, heads, drawing)
        )
    coords = {**lead_coords(*arrays, lead=lead), "year": years}
    shape = np.broadcast_shapes(*(part.shape for row in found for part in row))
    made = [
        xr.DataArray(
            np.stack([np.broadcast_to(row[flow], shape) for row in found], axis=-1),
            coords,
            (*lead, "year"),
        )
        for flow in range(len(FLOWS))
    ]
    return made[0], made[1], made[2], made[3]


def price_level(inflation: FloatArray) -> FloatArray:
    """Return the level of prices, one in the first year; (..., year)."""
    level: FloatArray = 1.0 + inflation
    level[..., 0] = 1.0
    prices: FloatArray = np.cumprod(level, axis=-1, dtype=np.float64)
    return prices


def _walk_with(
    rights: Rights, steps: Iterator[tuple[Step, FloatArray]], terms: Terms
) -> Iterator[tuple[tuple[Step, FloatArray], Rights]]:
    for now, members in steps:
        rights = step(rights, now, terms)
        yield (now, members), rights


def _steps(
    yearly: Mapping[str, xr.DataArray],
    shares: Mapping[str, xr.DataArray],
    assumed: Mapping[str, FloatArray],
    earnings: FloatArray,
    paying: FloatArray,
    years: list[int],
    lead: tuple[str, ...],
    terms: Terms,
) -> Iterator[tuple[Step, FloatArray]]:
    """Yield each year's step, with members a head."""
    people = plain(yearly["people"], lead, ("sex", "age", "year"))
    participation = plain(yearly["participation"], lead, ("sex", "age", "year"))
    law = {
        name: plain(yearly[name], lead, ("year",))
        for name in ("replacement_rate", "pension_age", "childbirth", "military")
    }
    service = in_service(terms.first_age, terms.last_age)
    continued, serving = (plain(shares[name], lead, ()) for name in ("continued", "serving"))
    for place, year in enumerate(years):
        now = people[..., place]
        members = members_a_head(
            all_ages(participation[..., place]),
            assumed["coverage_rate"][..., place],
            continued,
            service,
        )
        credited = credits_a_head(
            now, law["childbirth"][..., place], law["military"][..., place], serving
        )
        lagged = [earnings[..., max(place - back, 0)] for back in range(1, LAG + 1)]
        yield (
            Step(
                year=year,
                people=now,
                before=_before(people, place, year),
                possible=service[..., None, :] + 0.0 * members,
                paid=members * paying[..., place][..., None, None] + credited,
                replacement_rate=law["replacement_rate"][..., place],
                pension_age=law["pension_age"][..., place],
                earnings=sum(lagged[1:], lagged[0]) / LAG,
            ),
            members,
        )


def _before(people: FloatArray, place: int, year: int) -> FloatArray:
    """Return last year's people; where another population takes over, those of its own survival.

    In that year the survival of the next year stands in, so that a step from one population to
    another buries nobody.
    """
    if place == 0:
        return grown_back(people[..., 0], people[..., min(1, people.shape[-1] - 1)])
    if year == OWN_FROM and place + 1 < people.shape[-1]:
        return grown_back(people[..., place], people[..., place + 1])
    return people[..., place - 1]
