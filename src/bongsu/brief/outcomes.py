"""Figures of what may come about: estimates, distributions of a year, event trees."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping

import altair as alt
import numpy as np

from bongsu.brief.facts import Value, selected, statistic_of
from bongsu.brief.formats import MISSING, formatted, in_unit_of
from bongsu.brief.forms import (
    Chance,
    DotsFigure,
    EstimateRow,
    EstimatesFigure,
    Outcome,
    TreeFigure,
    YearsFigure,
)
from bongsu.brief.prose import Filler, Gone
from bongsu.brief.readings import RunFact
from bongsu.charts import Chances, Estimate, Frame, Leaf, grouped, ranges, tree, years
from bongsu.charts.words import MINUS, number
from bongsu.errors import BadFile
from bongsu.results import Results
from bongsu.results.weighted import marginal

BANDS = {0.5: (0.25, 0.75), 0.9: (0.05, 0.95)}
Runs = Mapping[str, Results]
Drawer = Callable[[Frame], alt.LayerChart]
Grid = list[list[str]]
Made = tuple[Drawer, tuple[str, ...], Grid]  # what draws it, and the table beside it


def estimates(
    figure: EstimatesFigure, filler: Filler, runs: Runs, where: str, facts: list[Value]
) -> Made:
    """Draw estimates with their ranges; enter into ``facts`` those that are shown."""
    found, rows = [], []
    for row in figure.rows:
        try:
            value = filler.value(row.fact, where)
            estimate = _estimate(row, value, filler, runs, where)
        except Gone:  # the paragraph that needs the row says so; others stand on their own
            continue
        facts.append(value)
        found.append(estimate)
        rows.append([_named(estimate), estimate.text, *_ends(estimate)])
    if not found:
        raise Gone("no row of the figure can be filled")

    def drawer(frame: Frame) -> alt.LayerChart:
        return ranges(found, frame, unit=figure.tick, years=figure.years)

    return drawer, ("Estimate", "Value", "Half of outcomes", "Nine in ten outcomes"), rows


def _estimate(row: EstimateRow, value: Value, filler: Filler, runs: Runs, where: str) -> Estimate:
    def drawn(number: float) -> float:  # facts of several units stand on one axis, as written
        return in_unit_of(number, value.unit, value.declared.format, where=where)

    intervals: dict[float, tuple[float, float] | None] = dict.fromkeys(BANDS)
    if row.ranges and isinstance(value.declared, RunFact):
        array, under = selected(value.declared, runs[value.declared.run], where)
        for share, ends in BANDS.items():
            low, high = (drawn(float(under.quantile(array, end))) for end in ends)
            intervals[share] = (low, high)
    return Estimate(
        label=filler.plain(row.label, where),
        point=drawn(value.value),
        text=value.text,
        inner=intervals[0.5],
        outer=intervals[0.9],
        hue=row.hue,
        group=filler.plain(row.group, where),
    )


def _named(estimate: Estimate) -> str:
    return f"{estimate.group}: {estimate.label}" if estimate.group else estimate.label


def _ends(estimate: Estimate) -> list[str]:
    return [
        "" if pair is None else " to ".join(_end(end) for end in pair)
        for pair in (estimate.inner, estimate.outer)
    ]


def _end(value: float) -> str:
    return "later" if math.isnan(value) else f"{round(value, 2):g}".replace("-", MINUS)


def observed_to(declared: int | None, run: Results) -> int | None:
    """Return the last year that is a record: none that ends after the day the run looks from."""
    if declared is None or run.as_of is None:
        return declared
    return min(declared, run.as_of.year - 1)


def distributions(figure: YearsFigure, filler: Filler, runs: Runs, where: str) -> Made:
    """Draw how likely each year is."""
    chances = [_chances(series, filler, runs, where) for series in figure.series]

    beyond = filler.plain(figure.beyond, where)

    def drawer(frame: Frame) -> alt.LayerChart:
        return years(chances, frame, every=figure.every, beyond=beyond)

    cells = [
        (str(first) if first == last else f"{first}–{last}", shares)
        for first, last, shares in grouped(chances, figure.every)
    ]
    cells.append((beyond, [one.beyond for one in chances]))
    sums = [sum(shares[place] for _, shares in cells) for place in range(len(chances))]
    rows = [
        [label, *(f"{number(share * 100, 1)}%" for share in shares)]
        for label, shares in [*cells, ("Together", sums)]
    ]
    return drawer, ("Years", *(one.label for one in chances)), rows


def _chances(series: Chance, filler: Filler, runs: Runs, where: str) -> Chances:
    array, under = selected(series, runs[series.run], where)
    shares = marginal(array, under.weights)
    if left := [str(dim) for dim in array.dims if dim not in shares.dims]:
        raise BadFile(
            f"{series.variable} still has dimensions {left}",
            where=where,
            mend="say under `at` which label is meant",
        )
    when, weights = np.asarray(array).ravel(), np.asarray(shares).ravel()
    known = np.isfinite(when)
    found, place = np.unique(when[known].astype(int), return_inverse=True)
    sums = np.bincount(place, weights=weights[known], minlength=len(found))
    return Chances(
        label=filler.plain(series.label, where),
        years=dict(zip(found.tolist(), sums.tolist(), strict=True)),
        beyond=float(weights[~known].sum()),
        median=float(under.quantile(array, 0.5)),
        hue=series.hue,
    )


def dots(figure: DotsFigure, runs: Runs, where: str) -> Made:
    """Draw one dot for each label of a variable's one dimension."""
    run = runs[figure.run]
    array = statistic_of(figure, run, where)
    if array.ndim != 1:
        raise BadFile(
            f"{figure.variable} has dimensions {[*map(str, array.dims)]}",
            where=where,
            mend="say under `at` which labels of all but one are meant",
        )
    unit, whole = run.variables[figure.variable].unit, str(array.dims[0])
    labels = [str(label) for label in array[whole].values.tolist()]
    seen_to = observed_to(figure.observed_to, run)
    found = []
    for label, value in zip(labels, array.values.tolist(), strict=True):
        projected = seen_to is not None and value > seen_to
        found.append(
            Estimate(
                label=label,
                point=in_unit_of(value, unit, figure.format, where=where),
                text=formatted(value, unit, figure.format, where=where),
                hue="ink" if label in figure.marked else figure.hue,
                hollow=projected,
            )
        )

    def drawer(frame: Frame) -> alt.LayerChart:
        return ranges(found, frame, years=unit == "year")

    order = sorted(found, key=lambda one: (math.isnan(one.point), one.point))
    return drawer, (figure.heading, "Value"), [[one.label, one.text] for one in order]


def event_tree(figure: TreeFigure, runs: Runs, where: str) -> Made:
    """Draw the ways in which issues may come out, with two outcomes at every leaf."""
    run = runs[figure.run]
    issues = [issue for issue in figure.issues if issue in run.weights.dims]
    if len(issues) < len(figure.issues):
        gone = next(issue for issue in figure.issues if issue not in issues)
        raise Gone(f"{run.scenario} has no issue {gone}")
    leaves = []
    weights = run.weights.sum([dim for dim in run.weights.dims if dim not in issues])
    labels = [weights[issue].values.tolist() for issue in issues]
    for path in itertools.product(*labels):
        chosen = dict(zip(issues, path, strict=True))
        chance = float(weights.sel(chosen))
        if chance <= 0:
            continue
        texts = [_outcome(outcome, run, chosen, where) for outcome in figure.leaves]
        leaves.append(
            Leaf(
                path=tuple(figure.outcomes.get(str(label), str(label)) for label in path),
                probability=chance,
                outcomes=(texts[0], texts[1]),
            )
        )
    titles = [figure.issues[issue] for issue in issues]
    headings = (figure.leaves[0].heading, figure.leaves[1].heading)

    def drawer(frame: Frame) -> alt.LayerChart:
        return tree(titles, leaves, headings, frame)

    rows = [
        [*leaf.path, f"{number(leaf.probability * 100, 1)}%", *leaf.outcomes] for leaf in leaves
    ]
    return drawer, (*titles, "Probability", *headings), rows


def _outcome(outcome: Outcome, run: Results, chosen: Mapping[str, str], where: str) -> str:
    """Return what a leaf says: the outcome's statistic where the issues came out so."""
    reading = outcome.model_copy(
        update={"given": {str(issue): str(label) for issue, label in chosen.items()}}
    )
    value = float(np.asarray(statistic_of(reading, run, where)))
    unit = run.variables[outcome.variable].unit
    missing = MISSING if outcome.missing is None else outcome.missing
    return formatted(value, unit, outcome.format, where=where, missing=missing)
