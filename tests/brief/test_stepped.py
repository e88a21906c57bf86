"""The form `steps`: what is drawn and told of parts that lie upon each other."""

from __future__ import annotations

import pytest
from tests.brief import isle

from bongsu.brief import parse_section
from bongsu.brief.page import render
from bongsu.errors import BadFile, UnitMismatch

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
