"""Lanes in time and bars by name: marks stay apart, in their span, and as many as there are."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.charts.reading import canvas, clash, enclosed, inside, texts, words

from bongsu.charts import NARROW, SIZES, WIDE, Bar, Frame, Mark, bars, svg, timeline
from bongsu.charts import texts as declared

FIRST, LAST = dt.date(2025, 10, 1), dt.date(2025, 12, 31)
DAY = dt.timedelta(days=1)
marks = st.builds(
    lambda lane, start, length, settled: Mark(
        lane=lane, first=FIRST + start * DAY, last=FIRST + (start + length) * DAY, settled=settled
    ),
    st.sampled_from(["ships", "AI", "a lane with quite a long name of its own to tell"]),
    st.integers(-10, 95),
    st.integers(0, 30),
    st.booleans(),
)


def frame(size=WIDE) -> Frame:
    return Frame(title="Much happened", subtitle="Days.", source="Us.", size=size, captions=False)


def rects(chart) -> list[dict[str, float]]:
    layers = chart.to_dict()["layer"]
    return [row for one in layers if one["mark"]["type"] == "rect" for row in one["data"]["values"]]


@settings(max_examples=40)
@given(st.lists(marks, max_size=25), st.sampled_from(SIZES))
def test_marks_never_overlap_and_none_is_lost(some, size):
    chart = timeline(some, frame(size), first=FIRST, last=LAST)
    drawn = rects(chart)
    assert len(drawn) == sum(one.last >= FIRST and one.first <= LAST for one in some)
    assert enclosed(chart.to_dict())
    for place, one in enumerate(drawn):
        assert one["x2"] - one["x"] >= 6 - 1e-9
        for other in drawn[:place]:
            apart = one["x2"] <= other["x"] or other["x2"] <= one["x"]
            assert apart or abs(one["y"] - other["y"]) >= 10


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
@pytest.mark.parametrize("lane", ["AI", "a lane with quite a long name of its own to tell"])
def test_texts_stand_inside_and_apart_and_are_declared(size, lane):
    some = [Mark(lane=lane, first=FIRST, last=LAST), Mark(lane="B", first=LAST, last=LAST)]
    chart = timeline(some, frame(size), first=FIRST, last=LAST)
    drawing = svg(chart)
    found = texts(drawing)
    assert set(words(drawing)) <= set(declared(chart))
    assert all(inside(one, canvas(drawing)) for one in found)
    assert not any(clash(a, b) for n, a in enumerate(found) for b in found[:n])


def test_months_are_few_whatever_the_span():
    chart = timeline([], frame(NARROW), first=dt.date(1990, 1, 15), last=dt.date(2030, 1, 1))
    assert 1 <= len(words(svg(chart))) <= NARROW.time_ticks


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
@pytest.mark.parametrize("values", [[], [3], [0, 0], [1, 5, 2], [1e9, 1]])
def test_bars_begin_at_nought_and_hold_their_values(size, values):
    rows = [Bar(label=f"Place {n}", value=v, text=f"{v:,}") for n, v in enumerate(values)]
    chart = bars(rows, frame(size))
    drawn = rects(chart)
    assert [one["x2"] for one in drawn] == sorted(values, reverse=True)
    assert all(one["x"] == 0 for one in drawn)
    assert enclosed(chart.to_dict())
    drawing = svg(chart)
    assert set(words(drawing)) <= set(declared(chart))
    assert all(inside(one, canvas(drawing)) for one in texts(drawing))
