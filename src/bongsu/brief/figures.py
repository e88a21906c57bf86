"""Figures of a section: read off the runs, drawn in both sizes, with the table beside them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import altair as alt
import xarray as xr

from bongsu.brief.facts import Tables, Value, lacking, seen_from, selected, statistic_of
from bongsu.brief.forms import (
    DotsFigure,
    EstimatesFigure,
    Figure,
    LinesFigure,
    PyramidFigure,
    RunFigure,
    Series,
    StairsFigure,
    StepsFigure,
    TreeFigure,
    YearsFigure,
)
from bongsu.brief.outcomes import (
    BANDS,
    Grid,
    Made,
    Runs,
    distributions,
    dots,
    estimates,
    event_tree,
    observed_to,
)
from bongsu.brief.prose import Filler, Gone, Sentence
from bongsu.brief.readings import Reading
from bongsu.brief.sections import Section
from bongsu.brief.stepped import of_table, stepped
from bongsu.charts import (
    SIZES,
    Ages,
    Frame,
    Line,
    Reference,
    lines,
    pyramid,
)
from bongsu.charts.words import number
from bongsu.errors import BadFile
from bongsu.periods import TIME_DIMS
from bongsu.results.weighted import uncertain_dims
from bongsu.units import factor


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


def draw(
    name: str, filler: Filler, runs: Runs, source: Callable[..., str], tables: Tables
) -> Drawn:
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
    tables : Tables
        The catalogue.

    Raises
    ------
    Gone
        If these runs lack what it shows.
    BongsuError
        If it is declared wrongly.
    """
    figure = _without_runs_left_out(filler.section.figures[name], filler.section, runs)
    where = f"section of {filler.section.system}, figure {name}"
    for reading in figure.readings:
        if why := lacking(reading, filler.section, runs, where):
            raise Gone(why)
    facts: list[Value] = []
    if isinstance(figure, StairsFigure):
        drawer, columns, rows = of_table(figure, filler, tables, seen_from(runs), where)
        named = [figure.table]
    else:
        drawer, columns, rows = _made(figure, filler, runs, where, facts)
        named = []
    rests_on = [(reading.run, reading.variable) for reading in figure.readings]
    rests_on += [place for fact in facts for place in fact.rests_on]
    named += [fact.table for fact in facts if fact.table]
    quoted = tuple(dict.fromkeys(named))
    title = filler.sentence(figure.title, where)
    subtitle = filler.sentence(figure.subtitle, where)
    places = tuple(dict.fromkeys(rests_on))
    caption = {
        "title": _text(title),
        "subtitle": _text(subtitle),
        "source": source(places, quoted),
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
        tables=quoted,
    )


def _without_runs_left_out(figure: Figure, section: Section, runs: Runs) -> Figure:
    """Return a chart of lines without those of runs that the page had to leave out."""
    if not isinstance(figure, LinesFigure):
        return figure
    kept = [one for one in figure.series if one.run in runs or one.run not in section.runs]
    return figure.model_copy(update={"series": kept}) if kept else figure


def _text(sentence: Sentence) -> str:
    return "".join(piece.text for piece in sentence)


def _made(figure: RunFigure, filler: Filler, runs: Runs, where: str, facts: list[Value]) -> Made:
    match figure:
        case LinesFigure():
            return _lines(figure, filler, runs, where)
        case PyramidFigure():
            return _pyramid(figure, runs, where)
        case EstimatesFigure():
            return estimates(figure, filler, runs, where, facts)
        case DotsFigure():
            return dots(figure, runs, where)
        case YearsFigure():
            return distributions(figure, filler, runs, where)
        case TreeFigure():
            return event_tree(figure, runs, where)
        case StepsFigure():
            return stepped(figure, filler, runs, where)


def _in_unit(array: xr.DataArray, unit: str, target: str, where: str) -> xr.DataArray:
    return array * factor(unit, target, where=where)


def _lines(figure: LinesFigure, filler: Filler, runs: Runs, where: str) -> Made:
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
        for share, ends in list(BANDS.items())[: 1 if series.bands == "half" else None]:
            low, high = (shown(under.quantile(array, end)) for end in ends)
            bands[share] = (low, high)
    return Line(
        label=filler.plain(series.label, where),
        values=values,
        bands=bands,
        hue=series.hue,
        observed_to=observed_to(series.observed_to, run),
        label_at=series.label_at,
    )


def _decimals(cells: Sequence[xr.DataArray]) -> int:
    """Return decimals that leave four significant figures of the largest number."""
    largest = max((float(abs(a).max()) for a in cells if a.size and a.notnull().any()), default=1.0)
    return min(6, max(1, 3 - math.floor(math.log10(largest)))) if largest > 0 else 1


def _cell(value: float | None, decimals: int) -> str:
    return "" if value is None or math.isnan(value) else number(value, decimals)


def _pyramid(figure: PyramidFigure, runs: Runs, where: str) -> Made:
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
