"""Stepped areas and stairs: steps and no slopes, the whole on top, labels inside and apart."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.charts.reading import canvas, clash, enclosed, inside, texts, words

from bongsu.charts import SIZES, WIDE, Area, Frame, Moment, areas, stairs, svg
from bongsu.charts import texts as declared
from bongsu.charts.stepped import MOST_EVENTS
from bongsu.errors import DimensionMismatch

FIRST = dt.date(2025, 1, 1)
HUES = ("grid", "blue", "vermilion", "ochre", "plum", "slate")
LAST = dt.date(2026, 12, 31)


def frame(size=WIDE) -> Frame:
    return Frame(title="Rates moved", subtitle="Percent.", source="Us.", size=size, captions=False)


def starts(number):
    return [FIRST + dt.timedelta(days=40 * place) for place in range(number)]


@st.composite
def parts(draw):
    number = draw(st.integers(1, 12))
    rate = st.floats(0, 60, allow_nan=False)
    return [
        Area(label=f"Section {place}", hue=hue,
             values=tuple(draw(st.lists(rate, min_size=number, max_size=number))))
        for place, hue in enumerate(HUES[: draw(st.integers(1, 6))])
    ]  # fmt: skip


def layers(chart, kind):
    return [one for one in chart.to_dict()["layer"] if one["mark"]["type"] == kind]


@settings(max_examples=40, deadline=None)
@given(parts(), st.sampled_from(SIZES))
def test_areas_lie_upon_each_other_and_end_at_the_whole(some, size):
    days = starts(len(some[0].values))
    chart = areas(some, days, LAST, frame(size), unit="%")
    drawn = layers(chart, "area")
    assert enclosed(chart.to_dict())
    assert all(one["mark"]["interpolate"] == "step-after" for one in drawn)
    below = [0.0] * (len(days) + 1)
    for layer, part in zip(drawn, some, strict=True):
        rows = layer["data"]["values"]
        assert [row["y2"] for row in rows] == pytest.approx(below)
        wanted = [
            low + own for low, own in zip(below, (*part.values, part.values[-1]), strict=True)
        ]
        assert [row["y"] for row in rows] == pytest.approx(wanted)
        below = wanted
    (whole,) = layers(chart, "line")
    assert [row["y"] for row in whole["data"]["values"]] == pytest.approx(below)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
@pytest.mark.parametrize("draw", ["areas", "stairs"])
def test_texts_stand_inside_and_apart_and_are_declared(size, draw):
    days = starts(8)
    some = [
        Area(label="MFN", hue="grid", values=(0.2,) * 8),
        Area(label="Section 232", hue="blue", values=(0, 2, 9, 12, 18, 14, 10, 10)),
        Area(label="IEEPA", hue="vermilion", values=(0, 0, 4, 4, 4, 4, 0, 0)),
    ]
    events = [Moment(day=days[n], label=f"{n} Apr: Section 232 up") for n in (2, 3, 4, 5)]
    if draw == "areas":
        chart = areas(some, days, LAST, frame(size), unit="%", events=events)
    else:
        chart = stairs(some, days, LAST, frame(size), unit="%")
    drawing = svg(chart)
    found = texts(drawing)
    assert set(words(drawing)) <= set(declared(chart))
    assert all(inside(one, canvas(drawing)) for one in found)
    assert not any(clash(a, b) for n, a in enumerate(found) for b in found[:n])


def test_events_beyond_seven_and_labels_without_room_are_left_out():
    days = starts(10)
    part = [Area(label="All", hue="blue", values=tuple(float(n) for n in range(10)))]
    short = [Moment(day=days[n], label=f"{n} up") for n in range(1, 10)]
    chart = areas(part, days, LAST, frame(), unit="%", events=short)
    assert sum(text.endswith("up") for text in declared(chart)) == MOST_EVENTS == 7
    events = [Moment(day=days[n], label=f"something quite long on {n}") for n in range(1, 9)]
    chart = areas(part, days, LAST, frame(), unit="%", events=events)
    told = [text for text in declared(chart) if text.startswith("something")]
    assert 1 <= len(told) < MOST_EVENTS
    (rule,) = [one for one in layers(chart, "rule") if "strokeDash" in one["mark"]]
    assert len(rule["data"]["values"]) == len(told)


def test_a_part_that_ends_early_and_has_no_room_inside_is_named_above_its_own_steps():
    days = starts(10)
    some = [
        Area(label="Most", hue="blue", values=(10.0,) * 10),
        Area(label="Thin", hue="vermilion", values=(0, 0, 0, 0.4, 0.4, 0.4, 0, 0, 0, 0)),
    ]
    drawing = svg(areas(some, days, LAST, frame(), unit="%"))
    (thin,) = [one for one in texts(drawing) if one.words == "Thin"]
    (most,) = [one for one in texts(drawing) if one.words == "Most"]
    (whole,) = [one for one in texts(drawing) if one.words == "Total"]
    assert thin.y < most.y
    assert thin.x < whole.x


def test_parts_and_steps_must_agree():
    part = Area(label="All", hue="blue", values=(1.0, 2.0))
    for some, days in (([], starts(2)), ([part], starts(3)), ([part], [])):
        with pytest.raises(DimensionMismatch, match="steps"):
            areas(some, days, LAST, frame(), unit="%")
