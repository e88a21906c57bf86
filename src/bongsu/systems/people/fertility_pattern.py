"""The age pattern of fertility that goes with another level of fertility.

The UN's package projects the age pattern from the total fertility rate: mothers' ages move from
their trend of the last years towards a norm, and reach it the sooner, the sooner fertility recovers
from its lowest. Each variant therefore has a pattern of its own, and only the medium one is
published. Left alone, that gap misses the high variant of 2100 by up to 2% of a country's people.

`project_pattern` is the published method in five-year groups. Its answer for the medium path is not
exactly the published pattern, which is made by single age; so what is used is its *difference*
between two paths, on the logit, added to what is published.

References
----------
Ševčíková, H., Li, N., Kantorová, V., Gerland, P. and Raftery, A. E. (2016), Age-Specific Mortality
and Fertility Rates for Probabilistic Population Projections, in Schoen (ed.), Dynamic Demographic
Analysis, Springer, pp. 285-310. Alkema, L. and others (2011), Probabilistic Projections of the
Total Fertility Rate for All Countries, Demography 48, pp. 815-839, for the three phases.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bongsu.cohorts.lifetable import FloatArray
from bongsu.systems.people.graduation import MOTHER_GROUPS

EARLIER_YEAR = 2009  # the trend of the pattern is that from here to the last estimate
LAST_ESTIMATE = 2023
FIRST_TFR = 1950

_TREND_YEARS = LAST_ESTIMATE - EARLIER_YEAR
_APPROACH = 25  # years from the start of the third phase to the norm
_SOONEST = 20  # years from the last estimate, before which the norm is not reached
_LEVEL = 1.8  # children: a path still above it at its end begins the third phase later
_LATEST = 50  # years after the path's end
_LEAST_SLOPE = 1e-3  # children a year: what falls more slowly does not lead to the level
_REPLACEMENT = 2.0  # children: a recovery counts where it stays below
_LEAST = 1e-6  # share of a group, so that its logit exists
_YOUNG, _OLD = slice(0, 2), slice(7, 9)  # mothers of 10 to 19, and of 45 to 54
_BETWEEN = slice(2, 7)
_OLD_GROWTH = 5.0  # times the last estimate, which the rates of old mothers do not exceed
_MIDDLES = np.array(MOTHER_GROUPS) + 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Estimates of one country from which a pattern is carried on.

    Parameters
    ----------
    tfr : array (year,)
        Children per woman, from 1950 to 2023.
    earlier, latest : array (group,)
        Shares of the total fertility rate in 2009 and 2023, in `graduation.MOTHER_GROUPS`.
    """

    tfr: FloatArray
    earlier: FloatArray
    latest: FloatArray


def pattern_of_variant(
    published: FloatArray, past: Past, norm: FloatArray, medium: FloatArray, variant: FloatArray
) -> FloatArray:
    """Return the age pattern of a variant, from the published one of the medium path.

    Parameters
    ----------
    published : array (year, group)
        Shares of the total fertility rate on the medium path, from 2024 on.
    past : Past
        The country's estimates.
    norm : array (group,)
        Shares that patterns move towards.
    medium, variant : array (year,)
        Children per woman, from 2024 on.

    Returns
    -------
    array (year, group)
        Shares that sum to one; a group without births stays so.
    """
    change = _logit(project_pattern(past, norm, variant)) - _logit(
        project_pattern(past, norm, medium)
    )
    moved = np.where(published > 0, _from_logit(_logit(published) + change), 0.0)
    pattern: FloatArray = moved / moved.sum(axis=-1, keepdims=True)
    return pattern


def project_pattern(past: Past, norm: FloatArray, path: FloatArray) -> FloatArray:
    """Project the age pattern of fertility along a path of the total fertility rate.

    On the logit, the pattern is a mean of two lines: one leads to the norm, the other goes on with
    the trend of the last years. The weight of the first rises evenly to one in the year in which
    the norm is reached.

    Parameters
    ----------
    past : Past
        The country's estimates.
    norm : array (group,)
        Shares that patterns move towards.
    path : array (year,)
        Children per woman, from 2024 on.

    Returns
    -------
    array (year, group)
        Shares that sum to one.
    """
    tfr = np.concatenate([past.tfr, path])
    third = third_phase(tfr)
    ahead = np.arange(1, len(path) + 1)
    weight = np.minimum(ahead / (_year_of_norm(tfr, third, len(path)) - LAST_ESTIMATE), 1.0)
    weight = weight[:, None]
    now, then, goal = (_logit(_whole(part)) for part in (past.latest, past.earlier, norm))
    to_norm = _whole(_from_logit(now + weight * (goal - now)))
    onwards = _whole(_from_logit(now + ahead[:, None] / _TREND_YEARS * (now - then)))
    pattern = _whole(_from_logit(weight * _logit(to_norm) + (1 - weight) * _logit(onwards)))
    if third < len(tfr):
        _stop_where_mothers_are_oldest(pattern[max(0, third - len(past.tfr)) :], norm)
    return _restrain(pattern, path, past)


def third_phase(tfr: FloatArray) -> int:
    """Return where the recovery of fertility from its lowest begins.

    Fertility recovers where its mean over five years rises twice in a row and is below two children
    all along. The third phase begins after the middle of the first of the two.

    Parameters
    ----------
    tfr : array (year,)
        Children per woman, from 1950 on.

    Returns
    -------
    int
        Index of the first year of the third phase. Without a recovery, the length of the path, or
        up to 50 years more: where a line through the last twenty years meets 1.8 children.
    """
    years = np.arange(FIRST_TFR, FIRST_TFR + len(tfr))
    bins = (years + 4) // 5  # 1951 to 1955 are one
    means = np.bincount(bins - bins[0], weights=tfr) / np.bincount(bins - bins[0])
    rises = np.diff(means) > 0
    below = means < _REPLACEMENT
    recovers = rises[:-1] & rises[1:] & below[:-2] & below[1:-1] & below[2:]
    if recovers.any():
        middle = int(np.flatnonzero(bins - bins[0] == np.argmax(recovers) + 1)[0]) + 2
        if len(tfr) - 1 - middle >= 5:
            return middle + 1
    return _beyond_the_path(tfr) if tfr[-1] > _LEVEL else len(tfr)


def _beyond_the_path(tfr: FloatArray) -> int:
    """Return where a line through the last twenty years falls to 1.8, in up to fifty years more."""
    last = np.arange(len(tfr) - 20, len(tfr)) + 1
    slope, start = np.polyfit(last, tfr[-20:], 1)
    if slope >= -_LEAST_SLOPE or start <= _LEVEL:
        return len(tfr) + _LATEST - 1
    met = round((_LEVEL - start) / slope)
    return int(min(max(met, len(tfr)) + 1, len(tfr) + _LATEST)) - 1


def _year_of_norm(tfr: FloatArray, third: int, ahead: int) -> int:
    """Return the year in which the norm is reached.

    It is the one in which the recovery gets to the level of the path's own end: each of the UN's
    variants is a run of its own. A path that has not begun to recover has its norm beyond its end.
    """
    if third >= len(tfr):
        return FIRST_TFR + third + _APPROACH
    recovered = third + int(np.argmax(tfr[third:] >= tfr[-1]))
    return FIRST_TFR + max(recovered, len(tfr) - 1 - ahead + _SOONEST)


def _stop_where_mothers_are_oldest(pattern: FloatArray, norm: FloatArray) -> None:
    """Keep the pattern of the year with the oldest mothers, if older than those of the norm."""
    mean_age = pattern @ _MIDDLES
    oldest = int(np.argmax(mean_age))
    if mean_age[oldest] > norm @ _MIDDLES:
        pattern[oldest:] = pattern[oldest]


def _restrain(pattern: FloatArray, path: FloatArray, past: Past) -> FloatArray:
    """Let rates below 20 never rise, and those from 45 on to five times the last at most."""
    rates = pattern * path[:, None]
    rates[:, _YOUNG] = np.minimum.accumulate(rates[:, _YOUNG], axis=0)
    rates[:, _OLD] = np.minimum(rates[:, _OLD], _OLD_GROWTH * past.latest[_OLD] * past.tfr[-1])
    between = rates[:, _BETWEEN]
    wanted = path - rates[:, _YOUNG].sum(axis=1) - rates[:, _OLD].sum(axis=1)
    rates[:, _BETWEEN] = between * (wanted / between.sum(axis=1))[:, None]
    return _whole(rates)


def _whole(shares: FloatArray) -> FloatArray:
    """Return shares that have a logit and sum to one."""
    positive = np.maximum(shares, _LEAST)
    whole: FloatArray = positive / positive.sum(axis=-1, keepdims=True)
    return whole


def _logit(shares: FloatArray) -> FloatArray:
    inside = np.clip(shares, 1e-12, 1 - 1e-12)
    odds: FloatArray = np.log(inside / (1 - inside))
    return odds


def _from_logit(odds: FloatArray) -> FloatArray:
    shares: FloatArray = 1 / (1 + np.exp(-odds))
    return shares
