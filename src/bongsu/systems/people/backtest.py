"""Do the bounds hold? Earlier revisions of the UN's projections, judged by that of 2024.

For each published bound of the revisions of 2012 to 2019 there is an outcome (table `un_backtest`).
The errors of `calibration` are fitted by maximum likelihood and added to the published spread. No
country and no revision judges itself: the bounds of a country in a revision rest on other
countries, in other revisions.

Populations are compared in logarithms. The medium parts outcomes into halves, and each half has
the spread that the published bound to its side has.

References
----------
Gneiting, T. and Raftery, A. E. (2007), Strictly proper scoring rules, prediction, and estimation.
Journal of the American Statistical Association 102, 359-378 (section 6.2, interval score).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from bongsu.cohorts.lifetable import FloatArray
from bongsu.errors import MissingValue, UnknownName, did_you_mean
from bongsu.systems.people.calibration import (
    DRIVER_POINTS,
    GROWTH_POWER,
    LEVEL_POWER,
    POPULATION_POINTS,
    Error,
    Terms,
    base_terms,
    even_probabilities,
    fertility_terms,
    growth_terms,
    inflations,
    life_terms,
    mixture_quantile,
)
from bongsu.systems.people.countries import Tables
from bongsu.systems.people.persistence import OUTER

NUMBERS = ("published", "outcome", "low_80", "high_80", "low_95", "high_95")
KNOWN = ("population", "population_since", "e0_f", "migration_swing", "deaths_by_age")
QUANTITIES = ("tfr", "e0_f", "e0_m", "population")
SHARES = (0.8, 0.95)  # of outcomes that bounds are to hold
BASES = {2012: 2010, 2015: 2015, 2017: 2015, 2019: 2020}
FOLDS, STRICT_FOLDS = 8, 4
_SEED = 1  # of which countries share a fold
_LEAST_DF = 1 + np.exp(-1.5)  # below, the mixture's few values no longer show the tails
_MOST_DF = 60.0  # hardly told from a normal
_START = 3.0  # degrees of freedom

BoolArray = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Published bounds of one quantity with their outcomes; populations in logarithms.

    Parameters
    ----------
    quantity : str
        One of `QUANTITIES`.
    revision, country, periods : array (row)
        Of int; `periods` counts five years from the base.
    medium, outcome : array (row)
        In children, years or logarithms of people.
    published : array (4, row)
        Lower and upper 80%, lower and upper 95% bound.
    base_error : array (row)
        Logarithm of the base population by the revision of 2024 over the published; else nought.
    level : Terms
        Of the error of the level, or of the base.
    growth : Terms
        Of the error of growth; without meaning for the other quantities.
    """

    quantity: str
    revision: IntArray
    country: IntArray
    periods: IntArray
    medium: FloatArray
    outcome: FloatArray
    published: FloatArray
    base_error: FloatArray
    level: Terms
    growth: Terms

    @property
    def below(self) -> FloatArray:
        """Standard deviation (row) to the lower side, by the 80% bound."""
        return np.asarray(np.maximum(self.medium - self.published[0], 0.0) / OUTER)

    @property
    def above(self) -> FloatArray:
        """Standard deviation (row) to the upper side."""
        return np.asarray(np.maximum(self.published[1] - self.medium, 0.0) / OUTER)

    @property
    def target_year(self) -> IntArray:
        """Year (row) in which the outcome stands or its five years end."""
        bases = np.array([BASES[revision] for revision in self.revision.tolist()])
        return np.asarray(bases + 5 * self.periods)

    def some(self, chosen: BoolArray) -> Rows:
        """Return the rows that are chosen."""
        arrays = ("revision", "country", "periods", "medium", "outcome", "base_error")
        return replace(
            self,
            **{name: getattr(self, name)[chosen] for name in arrays},
            published=self.published[:, chosen],
            level=_some(self.level, chosen),
            growth=_some(self.growth, chosen),
        )


def _some(terms: Terms, chosen: BoolArray) -> Terms:
    return Terms(features=terms.features[chosen], offset=terms.offset[chosen])


def load_rows(tables: Tables, quantity: str) -> Rows:
    """Read the rows of one quantity.

    Parameters
    ----------
    tables : Tables
        The catalogue.
    quantity : str
        One of `QUANTITIES`.

    Raises
    ------
    UnknownName
        If there is no such quantity.
    MissingValue
        If a country of the bounds is not described.
    """
    if quantity not in QUANTITIES:
        raise UnknownName(
            f"{quantity!r} has no back-test",
            where="table un_backtest",
            mend=did_you_mean(quantity, list(QUANTITIES)),
        )
    keys = ["revision", "country_code"]
    frame = (
        tables.table("un_backtest")
        .filter(pl.col("quantity") == quantity)
        .join(tables.table("un_backtest_countries"), on=keys, how="left")
        .sort(*keys, "horizon")
    )
    if missing := frame["migration_swing"].null_count():
        raise MissingValue(
            f"{missing} rows of {quantity} have no description of their country",
            where="table un_backtest_countries",
            mend="build the tables again",
        )
    of = {name: frame[name].cast(pl.Float64).to_numpy() for name in (*NUMBERS, *KNOWN)}
    logs = np.log if quantity == "population" else np.asarray
    medium, outcome, *published = (logs(of[name]) for name in NUMBERS)
    base_error = np.log(of["population_since"] / of["population"])
    return Rows(
        quantity=quantity,
        revision=frame["revision"].cast(pl.Int64).to_numpy(),
        country=frame["country_code"].cast(pl.Int64).to_numpy(),
        periods=frame["horizon"].cast(pl.Int64).to_numpy() // 5,
        medium=medium,
        outcome=outcome,
        published=np.stack(published),
        base_error=base_error if quantity == "population" else np.zeros(frame.height),
        level=_level_terms(quantity, of, medium),
        growth=growth_terms(of["migration_swing"], of["population"]),
    )


def _level_terms(quantity: str, of: dict[str, FloatArray], medium: FloatArray) -> Terms:
    if quantity == "tfr":
        return fertility_terms(medium)
    if quantity == "population":
        return base_terms(of["e0_f"], of["population"])
    return life_terms(medium, of["deaths_by_age"], of["population"])


def fit(rows: Rows) -> tuple[Error, ...]:
    """Fit the errors of a quantity by maximum likelihood.

    Returns
    -------
    tuple of Error
        That of the level; for the population those of the base and of growth.
    """
    if rows.quantity != "population":
        return (
            _fitted(
                rows.outcome - rows.medium, rows, rows.level, LEVEL_POWER, points=DRIVER_POINTS
            ),
        )
    first = rows.some(rows.periods == 1)  # a base has one error, whatever the horizon
    unspread = replace(first, published=np.stack([first.medium] * 4))
    base = _fitted(first.base_error, unspread, first.level, 0.0, points=POPULATION_POINTS)
    moved = rows.outcome - rows.medium - rows.base_error
    return base, _fitted(moved, rows, rows.growth, GROWTH_POWER, points=DRIVER_POINTS)


def _fitted(deviation: FloatArray, rows: Rows, terms: Terms, power: float, *, points: int) -> Error:
    """Return the error under which deviations (row) beside the published spread are likeliest."""
    spread = np.where(deviation >= 0, rows.above, rows.below) ** 2
    design = np.column_stack([np.ones(len(deviation)), terms.features])
    fixed = terms.offset + power * np.log(rows.periods)
    probabilities = even_probabilities(points)

    def loss(at: FloatArray) -> tuple[float, FloatArray]:
        logs = [np.log(inflations(1 + np.exp(at[0] + step), probabilities)) for step in (0, 1e-4)]
        added = np.exp(2 * (design @ at[1:] + fixed)[:, None] + logs[0])
        variance = spread[:, None] + added
        scaled = deviation[:, None] ** 2 / variance
        density = np.exp(-0.5 * scaled) / np.sqrt(variance) + 1e-300
        total = density.sum(axis=1)
        # Derivative of the logarithm by that of the added variance, weighed over the values of W.
        slope = density * 0.5 * (scaled - 1) / variance * added / total[:, None]
        by_scale = 2 * design.T @ slope.sum(axis=1)
        by_df = slope.sum(axis=0) @ (logs[1] - logs[0]) / 1e-4
        gradient = np.concatenate([[by_df], by_scale]) / len(deviation)
        return -float(np.log(total).mean()), -gradient

    typical = np.sqrt(np.median(deviation**2) + 1e-12)
    start = np.array([np.log(_START - 1), np.log(typical), *np.zeros(terms.features.shape[1])])
    limits = [(np.log(_LEAST_DF - 1), np.log(_MOST_DF - 1))] + [(None, None)] * (len(start) - 1)
    from scipy.optimize import minimize  # noqa: PLC0415  # half a second at every start otherwise

    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=limits).x
    return Error(
        df=float(1 + np.exp(found[0])),
        scale=float(np.exp(found[1])),
        slopes=tuple(found[2:].tolist()),
    )


def calibrated_bounds(rows: Rows, errors: tuple[Error, ...]) -> FloatArray:
    """Return lower and upper 80%, lower and upper 95% bounds (4, row) with errors added.

    Parameters
    ----------
    rows : Rows
        Whose outcomes are not looked at.
    errors : tuple of Error
        As `fit` gives them.
    """
    horizon = rows.periods.astype(float)
    if rows.quantity == "population":
        base, growth = errors
        even = even_probabilities(POPULATION_POINTS)
        added = _added(base, rows.level, np.ones(len(horizon)), even)
        added = added + _added(growth, rows.growth, horizon**GROWTH_POWER, _shuffled(even))
    else:
        even = even_probabilities(DRIVER_POINTS)
        added = _added(errors[0], rows.level, horizon**LEVEL_POWER, even)
    found = []
    for share in SHARES:
        for sign, spread in ((-1, rows.below), (1, rows.above)):
            deviations = np.sqrt(spread[:, None] ** 2 + added)
            found.append(rows.medium + sign * mixture_quantile(deviations, 0.5 + share / 2))
    return np.stack(found)


def _added(
    error: Error, terms: Terms, growing: FloatArray, probabilities: FloatArray
) -> FloatArray:
    """Return variances (row, point) of an error."""
    scales = error.scales(terms) * growing
    added: FloatArray = scales[:, None] ** 2 * inflations(error.df, probabilities)
    return added


def _shuffled(even: FloatArray) -> FloatArray:
    """Return the same probabilities in van der Corput's order, to pair two W independently."""
    places = np.arange(len(even))
    bits = len(even).bit_length() - 1
    turned = sum(((places >> bit) & 1) << (bits - 1 - bit) for bit in range(bits))
    return np.asarray(even[turned])


def cross_validated(
    rows: Rows, *, strict: bool = False, after_each: Callable[[], object] = lambda: None
) -> FloatArray:
    """Return calibrated bounds (4, row), none of which has seen its own country or revision.

    Parameters
    ----------
    rows : Rows
        Of one quantity.
    strict : bool
        Learn from no row with the same target year either, and let 2015 and 2017, which share a
        base, not judge each other.
    after_each : callable
        Called after every fit; `fits` says how many there are.
    """
    found = np.full((4, len(rows.medium)), np.nan)
    for judged, learned in _splits(rows, strict=strict):
        found[:, judged] = calibrated_bounds(rows.some(judged), fit(rows.some(learned)))
        after_each()
    return found


def fits(rows: Rows, *, strict: bool = False) -> int:
    """Return how many fits a cross-validation takes."""
    return sum(1 for _ in _splits(rows, strict=strict))


def _splits(rows: Rows, *, strict: bool) -> Iterator[tuple[BoolArray, BoolArray]]:
    """Give which rows are judged and from which is learned, until every row is judged once."""
    fold = _folds(rows.country, STRICT_FOLDS if strict else FOLDS)
    target, shared_base = rows.target_year, (2015, 2017)
    for part in range(fold.max() + 1):
        for revision in BASES:
            judged = (fold == part) & (rows.revision == revision)
            learned = (fold != part) & (rows.revision != revision)
            if strict and revision in shared_base:
                learned &= ~np.isin(rows.revision, shared_base)
            for year in np.unique(target[judged]) if strict else (None,):
                here = judged if year is None else judged & (target == year)
                from_ = learned if year is None else learned & (target != year)
                if here.any():
                    yield here, from_


def _folds(countries: IntArray, folds: int) -> IntArray:
    """Return the fold (row) of each row's country."""
    codes, place = np.unique(countries, return_inverse=True)
    order = np.random.default_rng(_SEED).permutation(len(codes)) % folds
    return np.asarray(order[place])


def interval_score(outcome: FloatArray, low: FloatArray, high: FloatArray, share: float) -> float:
    """Return the mean interval score: width, and a fine for what lies outside; less is better.

    Parameters
    ----------
    outcome, low, high : array (row)
        In one unit, which is the score's too.
    share : float
        Of outcomes that the bounds are to hold, such as 0.8.
    """
    outside = np.maximum(low - outcome, 0.0) + np.maximum(outcome - high, 0.0)
    return float((high - low + 2 / (1 - share) * outside).mean())


def scores(rows: Rows, bounds: FloatArray) -> pl.DataFrame:
    """Return how the UN's bounds and the calibrated ones fared.

    Returns
    -------
    pl.DataFrame
        One row for each horizon, over all revisions (`revision` null) and for each. Columns
        quantity, horizon (years), revision, rows; and for the UN's (``un_...``) and the calibrated
        bounds (``our_...``) of 80 and 95%: the share of outcomes held, in percent, and the mean
        interval score, in children, years or percent of the population.
    """
    unit = 100.0 if rows.quantity == "population" else 1.0  # a logarithm is nearly a percentage
    found = []
    for periods in np.unique(rows.periods).tolist():
        for revision in (None, *BASES):
            here = rows.periods == periods
            if revision is not None:
                here = here & (rows.revision == revision)
            if not here.any():
                continue
            found.append(
                {
                    "quantity": rows.quantity,
                    "horizon": 5 * periods,
                    "revision": revision,
                    "rows": int(here.sum()),
                    **_fared("un", rows.outcome[here], rows.published[:, here], unit),
                    **_fared("our", rows.outcome[here], bounds[:, here], unit),
                }
            )
    return pl.DataFrame(found, schema_overrides={"revision": pl.Int64})


def _fared(whose: str, outcome: FloatArray, bounds: FloatArray, unit: float) -> dict[str, float]:
    held, score = {}, {}
    for place, share in enumerate(SHARES):
        low, high = bounds[2 * place : 2 * place + 2]
        inside = (outcome >= low) & (outcome <= high)
        held[f"{whose}_held_{share * 100:.0f}"] = 100 * float(inside.mean())
        score[f"{whose}_score_{share * 100:.0f}"] = unit * interval_score(outcome, low, high, share)
    return held | score
