"""Rights that members of the National Pension had at the end of 2022, and what payers then earned.

Rights are built up from 1988 on, from members and law of each year, and scaled to the recipients
and benefits of the fifth actuarial projection's first year. They do not depend on the scenario.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

import numpy as np
import xarray as xr

from bongsu.cohorts.lifetable import SEXES, FloatArray
from bongsu.errors import MissingValue
from bongsu.link import block
from bongsu.systems.people.pension_arrays import lead_coords, lead_dims, plain
from bongsu.systems.people.pension_assumptions import at_level
from bongsu.systems.people.pension_cohorts import (
    AGES,
    MOST,
    Rights,
    Step,
    Terms,
    credits_a_head,
    in_service,
    members_a_head,
    no_rights,
    step,
    walk,
)
from bongsu.systems.people.pension_inputs import (
    OWN,
    TRILLION,
    BillionWon,
    MillionWon,
    all_ages,
    assumed_paths,
    grown_back,
    payer_share,
    terms_of,
)
from bongsu.systems.people.pension_sources import FIRST_YEAR, Months, Share, Thousand, WonAYear
from bongsu.systems.people.population import Number, Years

OPENING = tuple(f"opening_{part.name}" for part in fields(Rights))


@block
def first_earnings(
    projection_people: Thousand,
    participation_base: Share,
    projection_participation: Share,
    projection_assumptions: Share,
    official_contributions: WonAYear,
    projection_contribution_rate: Share,
    continued_share: Share,
    first_service_age: Years,
    last_service_age: Years,
) -> MillionWon:
    """Mean earnings of those who pay, in 2023, at which contributions are the official ones."""
    first = {"year": [FIRST_YEAR]}
    participation = at_level(
        participation_base, projection_participation.sel(first), projection_people.sel(first)
    )
    lead = lead_dims(participation, continued_share, first_service_age, last_service_age, own=OWN)
    service = in_service(plain(first_service_age, lead, ()), plain(last_service_age, lead, ()))
    assumed = assumed_paths(projection_assumptions.sel(first), lead)
    heads = members_a_head(
        all_ages(plain(participation, lead, ("year", "sex", "age")))[..., 0, :, :],
        assumed["coverage_rate"][..., 0],
        plain(continued_share, lead, ()),
        service,
    )
    people = plain(projection_people.sel(first), lead, ("year", "sex", "age"))[..., 0, :, :]
    payers = (heads * people).sum(axis=(-2, -1)) * payer_share(assumed)[..., 0]
    owed = official_contributions.sel(year=FIRST_YEAR) / projection_contribution_rate.sel(
        year=FIRST_YEAR
    )
    earned = plain(owed, lead, ()) / (payers * TRILLION)
    coords = lead_coords(
        participation, continued_share, first_service_age, last_service_age, lead=lead
    )
    return xr.DataArray(earned, coords, lead)


@block(outputs=OPENING)
def opening_rights(
    past_people: Thousand,
    past_members: Thousand,
    past_payer_share: Share,
    past_replacement_rate: Share,
    past_childbirth_credit: Months,
    past_military_credit: Months,
    past_pension_age: Years,
    first_earnings: MillionWon,
    participation_base: Share,
    projection_people: Thousand,
    official_recipients: Thousand,
    official_benefits: WonAYear,
    official_contributions: WonAYear,
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
) -> tuple[Years, Years, Number, Share, MillionWon, BillionWon]:
    """Rights at the end of 2022, built up from 1988 and scaled to the projection's first year.

    Members are spread over sexes and ages as the labour force is, and in each year sum to the
    number that was counted; the scheme was open to as many, of those of the insured ages, as were
    members then against 2022. One factor on recipients and one on pensions then make those of 2023
    the official ones, since nobody reaches the pension age in that year.

    Parameters
    ----------
    past_people : xr.DataArray (sex, age, service_year)
        Thousand people on 1 July.
    past_members, past_payer_share, past_replacement_rate : xr.DataArray (service_year)
        Thousand members, the share that paid, and the rate that a year of service earned.
    past_childbirth_credit, past_military_credit, past_pension_age : xr.DataArray (service_year)
        Months for a child and for military service; years.
    first_earnings : xr.DataArray
        Million won a month, on which all past pensions are first reckoned.
    participation_base : xr.DataArray (sex, age)
        For the profile by sex and age.
    projection_people, official_recipients, official_benefits, official_contributions : xr.DataArray
        Of the first year.
    continued_share, military_service_share, lump_sum_share : xr.DataArray
        As in `own_flows`.
    first_service_age, last_service_age, minimum_insured_years, insured_years_concentration,
    service_effectiveness, survivor_share_women, survivor_share_men : xr.DataArray
        As in `own_flows`.

    Returns
    -------
    tuple of xr.DataArray (sex, age)
        Years, possible years, accrual, recipients, pension and survivors; see
        `pension_cohorts.Rights`.

    Raises
    ------
    MissingValue
        If a past year lacks people, members or law.
    """
    past = {
        "people": past_people,
        "members": past_members,
        "payers": past_payer_share,
        "replacement_rate": past_replacement_rate,
        "childbirth": past_childbirth_credit,
        "military": past_military_credit,
        "pension_age": past_pension_age,
    }
    profile = {
        "participation": participation_base,
        "earnings": first_earnings,
        "continued": continued_share,
        "serving": military_service_share,
    }
    given = {
        "first_service_age": first_service_age,
        "last_service_age": last_service_age,
        "minimum_insured_years": minimum_insured_years,
        "insured_years_concentration": insured_years_concentration,
        "service_effectiveness": service_effectiveness,
        "survivor_share_women": survivor_share_women,
        "survivor_share_men": survivor_share_men,
    }
    arrays = (*past.values(), *given.values(), *profile.values(), lump_sum_share)
    lead = lead_dims(*arrays, own=OWN)
    terms = terms_of(lead, given)
    _complete(past)
    rights = no_rights()
    for now, at_end in walk(rights, _past_steps(past, profile, lead, terms), terms):
        rights, last = at_end, now
    first = {"year": FIRST_YEAR}
    people = plain(projection_people, lead, ("sex", "age", "year"))[..., :2]
    lump_sums = plain(lump_sum_share * official_contributions.sel(first), lead, ())
    wanted = plain(official_benefits.sel(first), lead, ()) - lump_sums
    scaled = _scaled(
        rights, last, people, terms, plain(official_recipients.sel(first), lead, ()), wanted
    )
    coords = {**lead_coords(*arrays, lead=lead), "sex": list(SEXES), "age": AGES}
    shape = (*np.broadcast_shapes(*(part.shape for part in scaled)),)
    return tuple(
        xr.DataArray(np.broadcast_to(part, shape), coords, (*lead, "sex", "age")) for part in scaled
    )  # type: ignore[return-value]


def _scaled(
    rights: Rights,
    last: Step,
    people: FloatArray,
    terms: Terms,
    recipients: FloatArray,
    benefits: FloatArray,
) -> tuple[FloatArray, ...]:
    """Scale rights so that a year on, recipients and benefits are those of the first year."""
    now, then = people[..., 0], people[..., 1]
    still = np.zeros(rights.years.shape)
    nobody = np.full(terms.first_age.shape, float(len(AGES)))
    ahead = Step(
        year=FIRST_YEAR,
        people=now,
        before=grown_back(now, then),
        paid=still,
        possible=still,
        replacement_rate=np.zeros(terms.first_age.shape),
        pension_age=nobody,
        earnings=last.earnings,
    )
    at_end = step(rights, ahead, terms)
    drawing = (at_end.recipients * now).sum(axis=(-2, -1))
    paid = (at_end.pension * now + at_end.survivors).sum(axis=(-2, -1)) * TRILLION
    more, dearer = ((recipients / drawing), (benefits / paid))
    return (
        rights.years,
        rights.possible,
        rights.accrual,
        np.minimum(rights.recipients * more[..., None, None], MOST),
        rights.pension * dearer[..., None, None],
        rights.survivors * dearer[..., None, None],
    )


def _past_steps(
    past: Mapping[str, xr.DataArray],
    profile: Mapping[str, xr.DataArray],
    lead: tuple[str, ...],
    terms: Terms,
) -> Iterator[Step]:
    """Yield the years from 1988 to 2022."""
    people = plain(past["people"], lead, ("sex", "age", "service_year"))
    by_year = {
        name: plain(past[name], lead, ("service_year",)) for name in past if name != "people"
    }
    participation = all_ages(plain(profile["participation"], lead, ("sex", "age")))
    earnings, continued, serving = (
        plain(profile[name], lead, ()) for name in ("earnings", "continued", "serving")
    )
    service = in_service(terms.first_age, terms.last_age)
    everybody = np.ones(continued.shape)
    heads = members_a_head(participation, everybody, continued, service)
    obliged = (people * service[..., None, :, None]).sum(axis=(-3, -2))
    reached = (
        by_year["members"] / obliged
    )  # members over people of the ages of obligatory insurance
    reached = np.minimum(reached / reached[..., -1:], 1.0)
    for place, year in enumerate(past["people"]["service_year"].values):
        now = {name: array[..., place] for name, array in by_year.items()}
        here = people[..., place]
        counted = now["members"] * now["payers"] / (heads * here).sum(axis=(-2, -1))
        credited = credits_a_head(here, now["childbirth"], now["military"], serving)
        yield Step(
            year=int(year),
            people=here,
            before=people[..., max(place - 1, 0)],
            paid=heads * counted[..., None, None] + credited,
            possible=service[..., None, :] * reached[..., place, None, None] + 0.0 * heads,
            replacement_rate=now["replacement_rate"],
            pension_age=now["pension_age"],
            earnings=earnings,
        )


def _complete(past: Mapping[str, xr.DataArray]) -> None:
    """Refuse a past that has gaps, or whose parts do not cover the same years."""
    wanted = past["people"]["service_year"].values
    for name, array in past.items():
        there = array["service_year"].values
        lacking = sorted(set(wanted.tolist()) - set(there.tolist()))
        if lacking or bool(array.isnull().any()):
            raise MissingValue(
                f"{name} of past years is missing in {lacking or 'some year'}",
                where="people.opening_rights",
                mend="give a value for every year of service from 1988 to 2022",
            )
