"""What the yearly surveys say: shares with sampling error, wages in the right base, trends."""

from __future__ import annotations

from typing import Annotated

import numpy as np
import polars as pl
import xarray as xr
from scipy.special import stdtrit

from bongsu.errors import OutOfRange
from bongsu.link import Edge, block, check, source
from bongsu.systems.resettlement.counts import FloatArray
from bongsu.systems.resettlement.sources import Person, Share

Wage = Annotated[xr.DataArray, Edge("won/month")]
ShareAYear = Annotated[xr.DataArray, Edge("share/year")]

INDICATORS = ("participation", "employment", "unemployment", "satisfied", "discriminated")
WON_PER_PRINTED_WAGE = 10_000  # printed in ten thousands
FEWEST = 3  # surveys for a trend with an interval
COVERAGE = 0.95


@source("hana_survey")
def survey_share(answers: pl.DataFrame) -> Share:
    """Shares that the surveys print; (indicator, survey_year), missing where none was found."""
    ordered = answers.sort("survey_year")
    years = ordered["survey_year"].to_list()
    values = np.stack([_shares(ordered, name) for name in INDICATORS])
    return xr.DataArray(
        values,
        {"indicator": list(INDICATORS), "survey_year": years},
        ("indicator", "survey_year"),
    )


@source("hana_survey")
def settler_wage(answers: pl.DataFrame) -> Wage:
    """Mean monthly wage of employed settlers; (survey_year)."""
    return _by_survey(answers, "monthly_wage") * WON_PER_PRINTED_WAGE


@source("hana_survey")
def south_korean_wage(answers: pl.DataFrame) -> Wage:
    """Mean monthly wage of South Koreans in the survey's own release; (survey_year)."""
    return _by_survey(answers, "south_korean_wage") * WON_PER_PRINTED_WAGE


@source("hana_survey")
def respondents(answers: pl.DataFrame) -> Person:
    """How many were asked, where that is known; (survey_year)."""
    return _by_survey(answers, "respondents")


@check(tolerance=0.0015)  # each of the three shares is printed to a tenth of a percent
def employment_identity(survey_share: Share) -> xr.DataArray:
    """Employment less participation times one minus unemployment; nought where one is missing."""
    part = {name: survey_share.sel(indicator=name, drop=True) for name in INDICATORS[:3]}
    implied = part["participation"] * (1.0 - part["unemployment"])
    return (part["employment"] - implied).fillna(0.0)


@block
def wage_gap(settler_wage: Wage, south_korean_wage: Wage) -> Share:
    """How much less settlers earn, as a share of what South Koreans earn; (survey_year).

    The base is the wage that they are compared with. Over the settlers' own wage the same distance
    looks larger: 22.6 instead of 18.4 percent in 2025.
    """
    return 1.0 - settler_wage / south_korean_wage


@block
def survey_error(survey_share: Share, respondents: Person, assumed_respondents: Person) -> Share:
    """Give each share its standard error under simple random sampling; (indicator, survey_year).

    Unemployment is a share of those active, so that it rests on fewer answers.
    """
    asked = respondents.fillna(assumed_respondents)
    part = {name: survey_share.sel(indicator=name, drop=True) for name in INDICATORS[:3]}
    active = part["participation"].fillna(part["employment"] / (1.0 - part["unemployment"]))
    is_unemployment = survey_share["indicator"] == "unemployment"
    base = (asked * active).where(is_unemployment, asked)
    error = (survey_share * (1.0 - survey_share) / base) ** 0.5
    return error.transpose(..., *survey_share.dims)


@block(outputs=("survey_trend", "survey_trend_low", "survey_trend_high"))
def trends(survey_share: Share, survey_error: Share) -> tuple[ShareAYear, ShareAYear, ShareAYear]:
    """Yearly change of each share by weighted least squares, with a 95% interval; (indicator).

    Weights are those of the sampling errors. Where the surveys scatter more about the line than
    these explain, the interval widens by as much. Missing with fewer than three surveys.
    """
    low, middle, high = xr.apply_ufunc(
        trend,
        survey_share["survey_year"].astype(float),
        survey_share,
        survey_error,
        input_core_dims=[["survey_year"]] * 3,
        output_core_dims=[[], [], []],
        vectorize=True,
    )
    return middle, low, high


def trend(years: FloatArray, shares: FloatArray, errors: FloatArray) -> tuple[float, float, float]:
    """Return the low end, the slope and the high end of a weighted line through shares.

    Examples
    --------
    >>> low, slope, high = trend(np.arange(4.0), 0.1 + 0.02 * np.arange(4.0), np.full(4, 0.01))
    >>> round(slope, 9), bool(low < 0.02 < high)
    (0.02, True)
    """
    there = np.isfinite(shares) & np.isfinite(errors) & (errors > 0)
    if there.sum() < FEWEST:
        return np.nan, np.nan, np.nan
    x, y, weight = years[there], shares[there], errors[there] ** -2.0
    apart = x - np.average(x, weights=weight)
    spread = float((weight * apart**2).sum())
    slope = float((weight * apart * y).sum()) / spread
    left = y - np.average(y, weights=weight) - slope * apart
    freedom = len(x) - 2
    misfit = max(1.0, float((weight * left**2).sum()) / freedom)
    half = float(stdtrit(freedom, 0.5 + COVERAGE / 2)) * np.sqrt(misfit / spread)
    return slope - half, slope, slope + half


def _shares(answers: pl.DataFrame, name: str) -> FloatArray:
    """Return one column as shares; a percentage outside 0 to 100 is refused."""
    wrong = answers.filter(~pl.col(name).is_between(0.0, 100.0))
    if wrong.height:
        year, value = wrong.select("survey_year", name).row(0)
        raise OutOfRange(
            f"{name} is {value:g} percent in the survey of {year}",
            where="table hana_survey",
            mend="give a percentage from 0 to 100; check it against the page in its row",
        )
    percent: FloatArray = answers[name].cast(pl.Float64).fill_null(np.nan).to_numpy() / 100.0
    return percent


def _by_survey(answers: pl.DataFrame, column: str) -> xr.DataArray:
    ordered = answers.sort("survey_year")
    values = ordered[column].cast(pl.Float64).fill_null(np.nan).to_numpy()
    return xr.DataArray(values, {"survey_year": ordered["survey_year"].to_list()}, ("survey_year",))
