"""The forms `steps` and `stairs`: what is drawn and told of parts, and of a table by its days."""

from __future__ import annotations

import re
from datetime import date
from types import SimpleNamespace

import polars as pl
import pytest
from tests.brief import isle

from bongsu.brief import parse_section
from bongsu.brief.check import check_page
from bongsu.brief.forms import TreeFigure
from bongsu.brief.page import render
from bongsu.errors import BadFile, UnitMismatch, UnknownName

SECTION = """---
title: Who lives on the isle
title_ko: 섬의 인구
facts:
  now: {variable: isle.people, at: {year: 2024}, format: thousand}
figures:
  sexes:
    form: steps
    title: Men and women of thirty
    subtitle: Persons, year by year.
    shape: Both fall in steps.
    unit: person
    tick: persons
    first: 2024
    last: 2027
    total: Both
    events: [{on: 2026-07, label: A flood}]
    series:
      - {variable: isle.population, at: {sex: female, age: 30}, label: Women, hue: ochre}
      - {variable: isle.population, run: scenario, statistic: mean, at: {sex: male, age: 30}, label: Men, hue: teal}
---
The isle has {now} people.

[figure: sexes]
"""  # noqa: E501  # YAML keeps one part on one line


def accounts(text: str = SECTION):
    return render(isle.runs(), [parse_section(text, "isle", where="section.md")], isle.Tables())[1]


def test_each_period_tells_its_parts_and_their_sum_in_the_unit_of_the_figure():
    # A 202nd of 1,000 thousand less 5 a year; of men the mean of a tree: 0.6 × −4 + 0.4 × 2 a year.
    head, *rows = accounts().tables["isle.sexes"]
    assert head == ["Period", "Women, person", "Men, person", "Both"]
    for year, row in enumerate(rows):
        women, men = (1e6 - 5e3 * year) / 202, (1e6 - 5e3 * year - 1.6e3 * year) / 202
        assert row[0] == str(2024 + year)
        told = [float(cell.replace(",", "")) for cell in row[1:]]
        assert told == pytest.approx([women, men, women + men], abs=0.0051)
    assert len(rows) == 4


def test_the_drawing_names_parts_the_whole_its_unit_and_events():
    shown = accounts().figures["isle.sexes"]
    assert {"Women", "Men", "Both", "A flood"} <= set(shown)
    assert any(text.endswith("persons") for text in shown)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("sex: female, age: 30", "sex: female", "has dimensions"),
        ("first: 2024", "first: 2070", "no period lies in the span"),
        ("on: 2026-07", "on: 2031", "lies outside the span"),
    ],
)
def test_a_figure_that_cannot_be_drawn_is_refused_with_a_way_out(old, new, what):
    with pytest.raises(BadFile, match=what) as caught:
        accounts(SECTION.replace(old, new))
    assert "sexes" in caught.value.where


def test_a_unit_that_does_not_convert_is_refused():
    with pytest.raises(UnitMismatch):
        accounts(SECTION.replace("unit: person", "unit: percent"))


STAIRS = (
    SECTION.partition("figures:")[0]
    + """figures:
  ends:
    form: stairs
    title: When the fund ends
    subtitle: Years, by the day of the estimate.
    shape: The year falls once.
    table: ends
    where: {law: old}
    unit: percent
    tick: "%"
    series: [{column: low, label: Low, hue: blue}, {column: high, label: High, hue: vermilion}]
---
The isle has {now} people.

[figure: ends]
"""
)


class Spans(isle.Tables):
    """A catalogue with one table by days, of which the last row is known late."""

    frame = pl.DataFrame(
        {
            "law": ["old", "old", "new"],
            "first": [date(2025, 2, 1), date(2025, 1, 1), date(2025, 1, 1)],
            "last": [date(2025, 2, 28), date(2025, 1, 31), date(2025, 2, 28)],
            "low": [0.1, 0.2, 0.5],
            "high": [0.3, 0.4, 0.5],
            "known_from": [date(2025, 3, 1), date(2025, 3, 1), date(2026, 2, 12)],
        }
    )

    def info(self, name, as_of=None):
        found = super().info(name, as_of)
        found.columns = {name: SimpleNamespace(unit="share") for name in ("low", "high")}
        return found


def told(text=STAIRS):
    return render(isle.runs(), [parse_section(text, "isle", where="section.md")], Spans())


def test_columns_of_a_table_are_stairs_from_row_to_row_in_order_of_days():
    html, found = told()
    assert found.tables["isle.ends"] == [
        ["Days", "Low, percent", "High, percent"],
        ["2025-01-01 to 2025-01-31", "20.00", "40.00"],
        ["2025-02-01 to 2025-02-28", "10.00", "30.00"],
    ]
    assert {"Low", "High"} <= set(found.figures["isle.ends"])
    assert 'id="table-ends"' in html  # where the numbers come from
    assert "Source: Isle Office (2025)" in html
    check_page(html)


def test_rows_that_became_known_later_than_the_page_looks_leave_the_figure_out():
    html, found = told(STAIRS.replace("law: old", "law: new"))
    assert "isle.ends" not in found.tables
    assert "ends had no such row on 2026-02-11" in re.sub("<[^>]+>", "", html)


@pytest.mark.parametrize(
    ("old", "new", "fault", "what"),
    [
        ("law: old", "law: odd", BadFile, "no row of ends matches"),
        ("{law: old}", "{laws: old}", UnknownName, "no column laws"),
        ("column: low", "column: lo", UnknownName, "no column lo"),
        ("unit: percent", "unit: year", UnitMismatch, "share"),
    ],
)
def test_a_table_is_asked_for_what_it_has(old, new, fault, what):
    with pytest.raises(fault, match=what):
        told(STAIRS.replace(old, new))


def test_the_leaves_of_a_tree_rest_on_the_run_of_the_tree():
    figure = TreeFigure.model_validate(
        {
            "form": "tree", "title": "a", "subtitle": "b", "shape": "c", "run": "odds",
            "issues": {"law": "Which?"},
            "leaves": [{"variable": "isle.fund", "heading": "x", "format": "year"}] * 2,
        }
    )  # fmt: skip
    assert {reading.run for reading in figure.readings} == {"odds"}
