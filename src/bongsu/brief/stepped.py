"""Figures in steps: parts upon each other over time, and columns of a table by its days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import altair as alt
import numpy as np
import polars as pl

from bongsu.brief.facts import Tables, matching, statistic_of
from bongsu.brief.forms import StairsFigure, StepsFigure
from bongsu.brief.outcomes import Made, Runs
from bongsu.brief.prose import Filler, Gone
from bongsu.charts import Area, Frame, Moment, areas, stairs
from bongsu.charts.words import number
from bongsu.errors import BadFile, NotKnownYet, UnknownName, did_you_mean
from bongsu.periods import TIME_DIMS, Period
from bongsu.units import factor

DECIMALS = 2  # of the table beside the drawing


def stepped(figure: StepsFigure, filler: Filler, runs: Runs, where: str) -> Made:
    """Draw parts in steps, one step a period, with the whole on top.

    Raises
    ------
    BadFile
        If a part has another dimension than one of time, or none of its periods is drawn.
    """
    parts, labels = [], [""]
    for series in figure.series:
        run = runs[series.run]
        values = statistic_of(series, run, where)
        dims = [str(dim) for dim in values.dims]
        if len(dims) != 1 or dims[0] not in TIME_DIMS:
            raise BadFile(
                f"{series.variable} has dimensions {dims}",
                where=where,
                mend="say under `at` which labels of the others are meant",
            )
        cut = values.sel({dims[0]: slice(figure.first, figure.last)})
        labels = [str(label) for label in cut[dims[0]].values.tolist()]
        shown = cut.values * factor(run.variables[series.variable].unit, figure.unit, where=where)
        parts.append(
            Area(
                label=filler.plain(series.label, where),
                values=tuple(float(value) for value in shown),
                hue=series.hue,
            )
        )
    if not labels:
        raise BadFile("no period lies in the span", where=where, mend="change `first` or `last`")
    periods = [Period.parse(label) for label in labels]
    events = _moments(figure, periods, filler, where)

    def drawer(frame: Frame) -> alt.LayerChart:
        return areas(
            parts,
            [period.start for period in periods],
            periods[-1].end,
            frame,
            unit=figure.tick,
            total=figure.total,
            events=events,
        )

    table = np.array([part.values for part in parts]).T
    columns = ("Period", *(f"{one.label}, {figure.unit}" for one in parts), figure.total)
    return drawer, columns, _rows(labels, table)


def of_table(
    figure: StairsFigure, filler: Filler, tables: Tables, as_of: date | None, where: str
) -> Made:
    """Draw columns of a table as lines that step from row to row.

    Raises
    ------
    Gone
        If no such row was known on the day that the page looks from.
    BadFile, UnknownName
        If the table has no such row, or a column is not there.
    """
    if matching(figure.where, tables.table(figure.table), figure.table, where).is_empty():
        raise BadFile(
            f"no row of {figure.table} matches {dict(figure.where)}",
            where=where,
            mend="name columns and values that pick rows",
        )
    try:
        rows = matching(figure.where, tables.table(figure.table, as_of), figure.table, where)
    except NotKnownYet:
        rows = pl.DataFrame()
    if rows.is_empty():
        raise Gone(f"{figure.table} had no such row on {as_of}")
    rows, columns = rows.sort("first"), tables.info(figure.table, as_of).columns
    series = []
    for one in figure.series:
        if one.column not in rows.columns:
            raise UnknownName(
                f"{figure.table} has no column {one.column}",
                where=where,
                mend=did_you_mean(one.column, rows.columns),
            )
        scale = factor(columns[one.column].unit, figure.unit, where=where)
        values = tuple(value * scale for value in rows[one.column].to_list())
        series.append(Area(label=filler.plain(one.label, where), values=values, hue=one.hue))
    starts, ends = rows["first"].to_list(), rows["last"].to_list()

    def drawer(frame: Frame) -> alt.LayerChart:
        return stairs(series, starts, ends[-1], frame, unit=figure.tick)

    grid = [
        [f"{first} to {last}", *(number(value, DECIMALS) for value in values)]
        for first, last, *values in zip(starts, ends, *(one.values for one in series), strict=True)
    ]
    return drawer, ("Days", *(f"{one.label}, {figure.unit}" for one in series)), grid


def _moments(
    figure: StepsFigure, periods: Sequence[Period], filler: Filler, where: str
) -> list[Moment]:
    found = []
    for event in figure.events:
        day = Period.parse(event.on).start
        if not periods[0].start <= day <= periods[-1].end:
            raise BadFile(
                f"the event of {event.on} lies outside the span",
                where=where,
                mend="change `on`, or take the event out",
            )
        found.append(Moment(day=day, label=filler.plain(event.label, where)))
    return found


def _rows(labels: list[str], table: np.ndarray) -> list[list[str]]:
    return [
        [label, *(number(float(value), DECIMALS) for value in (*row, row.sum()))]
        for label, row in zip(labels, table, strict=True)
    ]
