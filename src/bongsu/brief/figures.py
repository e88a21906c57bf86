"""Figures of a section: read off the runs, drawn in both sizes, with the table beside them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import altair as alt
import numpy as np
import xarray as xr

from bongsu.brief.facts import Value, lacking, selected, statistic_of
from bongsu.brief.formats import MISSING, formatted
from bongsu.brief.forms import (
    EstimateRow,
    EstimatesFigure,
    Figure,
    LinesFigure,
    Outcome,
    PyramidFigure,
    Series,
    TreeFigure,
)
from bongsu.brief.prose import Filler, Gone, Sentence
from bongsu.brief.readings import Reading, RunFact
from bongsu.charts import (
    SIZES,
    Ages,
    Estimate,
    Frame,
    Leaf,
    Line,
    Reference,
    lines,
    pyramid,
    ranges,
    tree,
)
from bongsu.charts.words import number
from bongsu.errors import BadFile
from bongsu.periods import TIME_DIMS
from bongsu.results import Results
from bongsu.results.weighted import uncertain_dims
from bongsu.units import factor

BANDS = {0.5: (0.25, 0.75), 0.9: (0.05, 0.95)}
Runs = Mapping[str, Results]
Drawer = Callable[[Frame], alt.LayerChart]
Grid = list[list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A figure that is ready for a page."""

    key: str
    title: Sentence
    subtitle: Sentence
    shape: Sentence
    charts: Mapping[str, alt.LayerChart]  # by name of the size
    columns: tuple[str, ...]
    rows: Grid
    rests_on: tuple[tuple[str, str], ...]  # (role, variable)
    tables: tuple[str, ...] = ()  # of the catalogue


def draw(name: str, filler: Filler, runs: Runs, source: Callable[..., str]) -> Drawn:
    """Draw a figure of a section.

    Parameters
    ----------
    name : str
        Of the figure.
    filler : Filler
        Fills titles and labels.
    runs : mapping of str to Results
        By role.
    source : callable
        Makes the source line from what the figure rests on.

    Raises
    ------
    Gone
        If these runs lack what it shows.
    BongsuError
        If it is declared wrongly.
    """
    figure = filler.section.figures[name]
    where = f"section of {filler.section.system}, figure {name}"
    for reading in figure.readings:
        if why := lacking(reading, runs, where):
            raise Gone(why)
    facts: list[Value] = []
    drawer, columns, rows = _drawer(figure, filler, runs, where, facts)
    rests_on = [(reading.run, reading.variable) for reading in figure.readings]
    rests_on += [place for fact in facts for place in fact.rests_on]
    tables = tuple(dict.fromkeys(fact.table for fact in facts if fact.table))
    title = filler.sentence(figure.title, where)
    subtitle = filler.sentence(figure.subtitle, where)
    places = tuple(dict.fromkeys(rests_on))
    caption = {
        "title": _text(title),
        "subtitle": _text(subtitle),
        "source": source(places, tables),
    }
    return Drawn(
        key=f"{filler.section.system}.{name}",
        title=title,
        subtitle=subtitle,
        shape=filler.sentence(figure.shape, where),
        charts={size.name: drawer(Frame(**caption, size=size, captions=False)) for size in SIZES},
        columns=columns,
        rows=rows,
        rests_on=places,
        tables=tables,
    )


def _text(sentence: Sentence) -> str:
    return "".join(piece.text for piece in sentence)


def _drawer(
    figure: Figure, filler: Filler, runs: Runs, where: str, facts: list[Value]
) -> tuple[Drawer, tuple[str, ...], Grid]:
    match figure:
        case LinesFigure():
            return _lines(figure, filler, runs, where)
        case PyramidFigure():
            return _pyramid(figure, runs, where)
        case EstimatesFigure():
            return _estimates(figure, filler, runs, where, facts)
        case TreeFigure():
            return _tree(figure, runs, where)


def _in_unit(array: xr.DataArray, unit: str, target: str, where: str) -> xr.DataArray:
    return array * factor(unit, target, where=where)


def _lines(
    figure: LinesFigure, filler: Filler, runs: Runs, where: str
) -> tuple[Drawer, tuple[str, ...], Grid]:
    drawn = [_line(series, figure, filler, runs, where) for series in figure.series]
    level = figure.reference
    reference = Reference(level.value, filler.plain(level.label, where)) if level else None

    def drawer(frame: Frame) -> alt.LayerChart:
        return lines(drawn, frame, unit=figure.tick, zero=figure.zero, reference=reference)

    columns, cells = ["Year"], []
    for line in drawn:
        columns.append(f"{line.label}, {figure.unit}")  # as labelled in the drawing
        cells.append(line.values)
        for share, edges in sorted(line.bands.items()):
            for word, edge in zip(("low", "high"), edges, strict=True):
                columns.append(f"{line.label}, {word} end of {share:.0%} of outcomes")
                cells.append(edge)
    labels = sorted({label for array in cells for label in array[array.dims[0]].values.tolist()})
    decimals = _decimals(cells)
    columns_by_label = [
        dict(zip(array[array.dims[0]].values.tolist(), array.values.tolist(), strict=True))
        for array in cells
    ]
    rows = [
        [str(label), *(_cell(column.get(label), decimals) for column in columns_by_label)]
        for label in labels
    ]
    return drawer, tuple(columns), rows


def _line(series: Series, figure: LinesFigure, filler: Filler, runs: Runs, where: str) -> Line:
    run = runs[series.run]
    unit = run.variables[series.variable].unit

    def shown(array: xr.DataArray) -> xr.DataArray:
        (dim,) = [str(d) for d in array.dims if d in TIME_DIMS] or ["year"]
        records = [str(d) for d in array.dims if str(d).endswith("_year")]
        if dim not in array.dims and len(records) == 1:  # a record that keeps years of its own
            array = array.rename({records[0]: dim})
        cut = array.sel({dim: slice(figure.first, figure.last)})
        return _in_unit(cut, unit, figure.unit, where)

    values = shown(statistic_of(series, run, where))
    if values.ndim != 1:
        raise BadFile(
            f"{series.variable} has dimensions {[*map(str, values.dims)]}",
            where=where,
            mend="say under `at` which labels of the others are meant",
        )
    if series.while_positive:
        ended = (values <= 0).astype(int).cumsum(str(values.dims[0]))
        values = values.where(ended <= 1)
    array, under = selected(series, run, where)
    bands = {}
    if series.bands and uncertain_dims(array, under.weights):
        for share, ends in BANDS.items():
            low, high = (shown(under.quantile(array, end)) for end in ends)
            bands[share] = (low, high)
    return Line(
        label=filler.plain(series.label, where),
        values=values,
        bands=bands,
        hue=series.hue,
        observed_to=_observed_to(series, run),
        label_at=series.label_at,
    )


def _observed_to(series: Series, run: Results) -> int | None:
    """Return the last year that is a record: none that ends after the day the run looks from."""
    if series.observed_to is None or run.as_of is None:
        return series.observed_to
    return min(series.observed_to, run.as_of.year - 1)


def _decimals(cells: Sequence[xr.DataArray]) -> int:
    """Return decimals that leave four significant figures of the largest number."""
    largest = max((float(abs(a).max()) for a in cells if a.size and a.notnull().any()), default=1.0)
    return min(6, max(1, 3 - math.floor(math.log10(largest)))) if largest > 0 else 1


def _cell(value: float | None, decimals: int) -> str:
    return "" if value is None or math.isnan(value) else number(value, decimals)


def _pyramid(figure: PyramidFigure, runs: Runs, where: str) -> tuple[Drawer, tuple[str, ...], Grid]:
    run = runs[figure.run]
    unit = run.variables[figure.variable].unit
    moments = []
    for year in (figure.now, figure.later):
        reading = Reading(
            variable=figure.variable,
            run=figure.run,
            statistic=figure.statistic,
            at={"year": year},
        )
        people = _in_unit(statistic_of(reading, run, where), unit, figure.unit, where)
        moments.append(Ages(label=str(year), values=people))
    now, later = moments

    def drawer(frame: Frame) -> alt.LayerChart:
        return pyramid(now, frame, unit=figure.tick, later=later)

    sides = [(moment, sex) for moment in moments for sex in ("male", "female")]
    columns = tuple(
        f"{'Men' if sex == 'male' else 'Women'} {moment.label}, {figure.unit}"
        for moment, sex in sides
    )
    by_side = [
        dict(zip(m.values["age"].values.tolist(), m.values.sel(sex=sex).values, strict=True))
        for m, sex in sides
    ]
    ages = now.values["age"].values.tolist()
    rows = [[str(age), *(_cell(side.get(age), 1) for side in by_side)] for age in ages]
    return drawer, ("Age", *columns), rows


def _estimates(
    figure: EstimatesFigure, filler: Filler, runs: Runs, where: str, facts: list[Value]
) -> tuple[Drawer, tuple[str, ...], Grid]:
    estimates, rows = [], []
    for row in figure.rows:
        try:
            value = filler.value(row.fact, where)
            estimate = _estimate(row, value, filler, runs, where)
        except Gone:  # the paragraph that needs the row says so; others stand on their own
            continue
        facts.append(value)
        estimates.append(estimate)
        rows.append([estimate.label, estimate.text, *_ends(estimate)])
    if not estimates:
        raise Gone("no row of the figure can be filled")

    def drawer(frame: Frame) -> alt.LayerChart:
        return ranges(estimates, frame, unit=figure.tick, years=figure.years)

    return drawer, ("Estimate", "Value", "Half of outcomes", "Nine in ten outcomes"), rows


def _estimate(row: EstimateRow, value: Value, filler: Filler, runs: Runs, where: str) -> Estimate:
    intervals: dict[float, tuple[float, float] | None] = dict.fromkeys(BANDS)
    if row.ranges and isinstance(value.declared, RunFact):
        array, under = selected(value.declared, runs[value.declared.run], where)
        for share, ends in BANDS.items():
            low, high = (float(under.quantile(array, end)) for end in ends)
            intervals[share] = (low, high)
    return Estimate(
        label=filler.plain(row.label, where),
        point=value.value,
        text=value.text,
        inner=intervals[0.5],
        outer=intervals[0.9],
        hue=row.hue,
    )


def _ends(estimate: Estimate) -> list[str]:
    return [
        "" if pair is None else "–".join(_end(end) for end in pair)
        for pair in (estimate.inner, estimate.outer)
    ]


def _end(value: float) -> str:
    return "later" if math.isnan(value) else f"{value:g}"


def _tree(figure: TreeFigure, runs: Runs, where: str) -> tuple[Drawer, tuple[str, ...], Grid]:
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
