"""Insured years and pensions by cohort, stepped a year at a time: the kernel in plain NumPy.

Rights are means over the people of one sex and age, so that they hold for any number of people:
years that were paid, what these years earn, the share that draws an old-age pension, and that
pension. Only what widows and widowers draw is counted in sums. Arrays are (..., sex, age); any axes
(issues, draws) may come before, and a year is one step, so that no axis of years is ever held.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import betainc

from bongsu.cohorts.lifetable import FloatArray

AGES = np.arange(101)
FULL_CAREER = 40.0  # years for which the replacement rate is stated
SPECIAL_BORN = 1949  # those born later got no special pension after five years
SPECIAL_YEARS = 5.0
CONTINUED_AGES = (60, 64)  # at which the insured may go on by choice
MOTHER_AGE, SOLDIER_AGE = 33, 21  # at which credits are counted
SPOUSES_APART = 3  # years by which husbands are older
MONTHS = 12.0
MOST = 0.98  # nobody's cohort draws pensions whole
LEAST = 1e-4  # share of possible years below which nobody is counted as insured
FEMALE, MALE = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What cohorts have earned at the end of a year; every array is (..., sex, age).

    Parameters
    ----------
    years : array
        Years paid, mean over everybody of the age.
    possible : array
        Years in which the scheme was open to them at the ages of obligatory insurance.
    accrual : array
        Share of mean earnings that these years give, at the rate of each year.
    recipients : array
        Share that draws an old-age pension.
    pension : array
        Old-age pension a head of the cohort, per month, at prices of the first year.
    survivors : array
        Pensions of all widows and widowers of the age together, likewise, times thousand.
    """

    years: FloatArray
    possible: FloatArray
    accrual: FloatArray
    recipients: FloatArray
    pension: FloatArray
    survivors: FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Rules and judgements that hold in all years; every array is (...)."""

    first_age: FloatArray
    last_age: FloatArray
    minimum_years: FloatArray
    concentration: FloatArray
    effectiveness: FloatArray
    survivors_of_women: FloatArray
    survivors_of_men: FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One year: people, who pays, and the law; arrays are (..., sex, age) or (...)."""

    year: int
    people: FloatArray  # thousand, on 1 July
    before: FloatArray  # the same, a year earlier
    paid: FloatArray  # years paid in the year, a head of each age
    possible: FloatArray  # years that could have been paid, likewise
    replacement_rate: FloatArray
    pension_age: FloatArray
    earnings: FloatArray  # mean earnings that new pensions are reckoned on, at constant prices


def step(rights: Rights, now: Step, terms: Terms) -> Rights:
    """Carry rights over one year: grow older, pay, bury, claim.

    A pension claimed in year ``t`` is ``A (sum of rate(s) paid(s)) / 40`` a month, where ``s`` are
    the years of service and ``A`` the mean earnings of all members: the Act's ``(A + B) / 2``,
    summed over a cohort whose own mean ``B`` is that of all. It then follows prices.

    References
    ----------
    National Pension Act, articles 51 (basic pension), 61 (old-age pension after ten years), 72 and
    74 (survivors' pension).
    """
    aged = _aged(rights, now)
    earned = Rights(
        years=aged.years + now.paid,
        possible=aged.possible + now.possible,
        accrual=aged.accrual + now.paid * now.replacement_rate[..., None, None] / FULL_CAREER,
        recipients=aged.recipients,
        pension=aged.pension,
        survivors=aged.survivors + _left_behind(aged, now, terms),
    )
    return _claimed(earned, now, terms)


def vested(
    years: FloatArray, possible: FloatArray, minimum: FloatArray, concentration: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the share of people with enough years, and the share of all years that is theirs.

    Shares of possible years that people paid are spread by a beta distribution with the mean
    ``years / possible`` and the sum ``concentration`` of its two parameters.

    Examples
    --------
    >>> share, theirs = vested(
    ...     np.array([20.0]), np.array([40.0]), np.array([10.0]), np.array([2.0]))
    >>> share.round(3).tolist(), theirs.round(4).tolist()  # evenly spread from 0 to 40 years
    ([0.75], [0.9375])
    """
    mean = np.clip(years / possible, LEAST, 1.0 - LEAST)
    a, b = mean * concentration, (1.0 - mean) * concentration
    bar = np.clip(minimum / possible, 0.0, 1.0)
    insured = years > LEAST * possible
    share: FloatArray = np.where(insured, 1.0 - betainc(a, b, bar), 0.0)
    theirs: FloatArray = np.where(insured, 1.0 - betainc(a + 1.0, b, bar), 0.0)
    return share, theirs


def survival(now: FloatArray, before: FloatArray) -> FloatArray:
    """Return the share of each age that is left of the age below a year before; at most one."""
    left = np.ones(np.broadcast_shapes(now.shape, before.shape))
    older = before[..., :-1].copy()
    older[..., -1] += before[..., -1]  # the open group and those who reach it
    left[..., 1:] = np.divide(
        now[..., 1:], older, out=np.ones(left[..., 1:].shape), where=older > 0
    )
    return np.clip(left, 0.0, 1.0)


def in_service(first_age: FloatArray, last_age: FloatArray) -> FloatArray:
    """Return how much of each year of age is insured by law, (..., age); both ages included."""
    begun = np.clip(AGES + 1 - first_age[..., None], 0.0, 1.0)
    going_on: FloatArray = begun * np.clip(last_age[..., None] + 1 - AGES, 0.0, 1.0)
    return going_on


def members_a_head(
    participation: FloatArray, cover: FloatArray, continued: FloatArray, service: FloatArray
) -> FloatArray:
    """Return members a head of each sex and age, (..., sex, age).

    The labour force of the insured ages times its cover, and a share of those from 60 to 64 that
    goes on by choice. `service` says how much of each age is insured by law; see `in_service`.
    """
    service = service[..., None, :]
    later = (CONTINUED_AGES[0] <= AGES) & (CONTINUED_AGES[1] >= AGES)
    obliged = participation * cover[..., None, None] * service
    return obliged + continued[..., None, None] * later * (1.0 - service)


def credits_a_head(
    people: FloatArray, childbirth: FloatArray, military: FloatArray, serving: FloatArray
) -> FloatArray:
    """Return years credited to each sex and age, (..., sex, age), for children and service.

    Months for a child go to women of 33, in number the infants of the year; months for military
    service to the men of 21 who serve.
    """
    given = np.zeros(np.broadcast_shapes(people.shape, (*childbirth.shape, 1, 1)))
    mothers = people[..., FEMALE, MOTHER_AGE]
    children = np.divide(
        people[..., 0].sum(axis=-1), mothers, out=np.zeros(mothers.shape), where=mothers > 0
    )
    given[..., FEMALE, MOTHER_AGE] = children * childbirth / MONTHS
    given[..., MALE, SOLDIER_AGE] = serving * military / MONTHS
    return given


def _aged(rights: Rights, now: Step) -> Rights:
    heads = now.before[..., -2:]
    total = heads.sum(axis=-1, keepdims=True)
    weights = np.divide(heads, total, out=np.full(heads.shape, 0.5), where=total > 0)
    left = survival(now.people, now.before)
    pool = _older(rights.survivors)
    pool[..., -1] += rights.survivors[..., -1]
    return Rights(
        survivors=pool * left,
        **{
            name: _older(getattr(rights, name), weights)
            for name in ("years", "possible", "accrual", "recipients", "pension")
        },
    )


def _older(array: FloatArray, weights: FloatArray | None = None) -> FloatArray:
    """Move everybody one age on; with weights, the open group takes the mean of its two ages."""
    lead = (
        array.shape
        if weights is None
        else np.broadcast_shapes(array.shape, (*weights.shape[:-1], array.shape[-1]))
    )
    moved = np.zeros(lead)
    moved[..., 1:] = array[..., :-1]
    if weights is not None:
        moved[..., -1] = (array[..., -2:] * weights).sum(axis=-1)
    return moved


def _left_behind(rights: Rights, now: Step, terms: Terms) -> FloatArray:
    """Return new pensions of widows and widowers, by their own sex and age."""
    left = survival(now.people, now.before)
    expected = rights.accrual * now.earnings[..., None, None]
    pension = np.where(rights.recipients > 0, rights.pension, expected)
    died = np.zeros(left.shape)
    died[..., 1:] = now.before[..., :-1] * (1.0 - left[..., 1:])
    lost = pension * died
    gap = SPOUSES_APART
    found = np.zeros(lost.shape)
    found[..., FEMALE, :-gap] = terms.survivors_of_men[..., None] * lost[..., MALE, gap:]
    found[..., MALE, gap:] = terms.survivors_of_women[..., None] * lost[..., FEMALE, :-gap]
    return found


def _claimed(rights: Rights, now: Step, terms: Terms) -> Rights:
    """Let those who have reached the pension age and not claimed yet claim."""
    due = (now.pension_age[..., None, None] <= AGES) & (rights.recipients == 0)
    some = np.flatnonzero(due.any(axis=tuple(range(due.ndim - 1))))
    if not len(some):
        return rights
    at = slice(int(some[0]), int(some[-1]) + 1)
    ages, here = AGES[at], due[..., at]
    possible = np.maximum(rights.possible[..., at], 1.0)
    minimum = np.where(
        now.year - ages <= SPECIAL_BORN, SPECIAL_YEARS, terms.minimum_years[..., None, None]
    )
    share, theirs = vested(
        rights.years[..., at], possible, minimum, terms.concentration[..., None, None]
    )
    worth = (terms.effectiveness * now.earnings)[..., None, None]
    earned = rights.accrual[..., at] * theirs * worth
    shape = np.broadcast_shapes(here.shape, share.shape, earned.shape)[:-1]
    recipients, pension = (
        np.broadcast_to(array, (*shape, len(AGES))).copy()
        for array in (rights.recipients, rights.pension)
    )
    recipients[..., at] = np.where(here, share, recipients[..., at])
    pension[..., at] = np.where(here, earned, pension[..., at])
    return Rights(
        years=rights.years,
        possible=rights.possible,
        accrual=rights.accrual,
        recipients=recipients,
        pension=pension,
        survivors=rights.survivors,
    )


def no_rights() -> Rights:
    """Return the rights of the day before the scheme began."""
    empty = np.zeros((2, len(AGES)))
    return Rights(
        years=empty,
        possible=empty,
        accrual=empty,
        recipients=empty,
        pension=empty,
        survivors=empty,
    )


def walk(rights: Rights, steps: Iterator[Step], terms: Terms) -> Iterator[tuple[Step, Rights]]:
    """Yield each year with the rights at its end."""
    for now in steps:
        rights = step(rights, now, terms)
        yield now, rights
