"""Bars of years by probability: sums, zeros, medians and labels."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.charts.reading import canvas, clash, enclosed, inside, paths, texts, words

from bongsu.charts import SIZES, WIDE, Chances, Frame, grouped, spec, svg, years
from bongsu.charts import texts as declared
from bongsu.errors import BadProbability, OutOfRange

SPREAD = {2052: 0.1, 2058: 0.2, 2063: 0.3, 2071: 0.2}


def frame(size=WIDE) -> Frame:
    return Frame(title="The fund ends", subtitle="Year.", source="Source: us.", size=size,
                 captions=False)  # fmt: skip


def chances(spread=SPREAD, label="Law stands", median=2063.0, hue="blue") -> Chances:
    beyond = 1 - sum(spread.values())
    return Chances(label=label, years=spread, beyond=beyond, median=median, hue=hue)


LATER = chances({2060: 0.1, 2090: 0.1}, "Second reform", math.nan, "ink")
CASES = {
    "two": [chances(), chances({2055: 0.1, 2080: 0.6}, "Second reform", 2080.0, "ink")],
    "medians of one year": [chances(), chances(label="Second reform", hue="ink")],
    "a median at the end": [chances({2050: 0.1, 2092: 0.9}, median=2092.0)],
    "a median beyond": [chances(), LATER],
    "alone": [chances()],
    "one year": [chances({2060: 1.0}, median=2060.0)],
    "all beyond": [chances({}, median=math.nan)],
    "long names": [
        chances(label="If the law of the land stands as it is"),
        chances(label="If parliament raises rates again in time", hue="ink"),
    ],
}


def bars(chart) -> list[dict[str, float]]:
    layers = chart.to_dict()["layer"]
    return [
        row
        for layer in layers
        if layer["mark"]["type"] == "rect"
        for row in layer["data"]["values"]
        if "y2" in row
    ]


@pytest.mark.parametrize("every", [1, 5])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
@pytest.mark.parametrize("case", CASES)
def test_years_hold_their_bars_and_labels(case, size, every):
    chart = years(CASES[case], frame(size), every=every, beyond="After 2093")
    drawing = svg(chart)
    assert enclosed(chart.to_dict())
    shown = texts(drawing)
    assert all(inside(text, canvas(drawing)) for text in shown)
    assert not [p for p in itertools.combinations(shown, 2) if clash(*p)]
    assert sorted(words(drawing)) == sorted(text for text in declared(chart) if text)


def test_bars_start_at_zero_and_sum_to_the_whole():
    chart = years(CASES["two"], frame(), every=5)
    assert {row["y"] for row in bars(chart)} == {0.0}
    assert sum(row["y2"] for row in bars(chart)) == pytest.approx(100)
    assert bars(chart)[-1]["y2"] == pytest.approx(20)  # what lies beyond comes last


def test_what_lies_beyond_stands_apart_at_the_right():
    *within, beyond = bars(years(CASES["alone"], frame(), every=5))
    gap = beyond["x"] - max(row["x2"] for row in within)
    assert gap > 20
    assert beyond["x2"] < WIDE.width


def test_the_second_distribution_is_an_outline():
    one, two = (svg(years(CASES[case], frame())) for case in ("alone", "two"))
    assert len(paths(one, "line")) == 0
    assert len(paths(two, "line")) == 2  # its years, and what lies beyond


def test_an_outline_begins_and_ends_at_zero():
    layers = years(CASES["two"], frame(), every=5).to_dict()["layer"]
    for layer in (layer for layer in layers if layer["mark"]["type"] == "line"):
        heights = [row["y"] for row in layer["data"]["values"]]
        assert heights[0] == heights[-1] == 0


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_each_median_is_told_with_its_year(size):
    shown = words(svg(years(CASES["a median beyond"], frame(size))))
    assert "Law stands: median 2063" in shown
    assert "Second reform: median later" in shown


def test_what_does_not_sum_to_one_is_refused():
    short = Chances(label="x", years={2060: 0.5}, beyond=0.4, median=2060.0)
    with pytest.raises(BadProbability, match=r"0\.9"):
        years([short], frame())


@pytest.mark.parametrize("count", [0, 3])
def test_more_than_two_or_none_are_refused(count):
    with pytest.raises(OutOfRange, match=str(count)):
        years([chances()] * count, frame())


@given(
    st.dictionaries(st.integers(2025, 2100), st.floats(0.01, 1), min_size=1),
    st.integers(1, 10),
)
def test_grouping_keeps_every_probability(weights, every):
    total = sum(weights.values())
    one = Chances(label="x", years={year: w / total for year, w in weights.items()},
                  beyond=0.0, median=min(weights))  # fmt: skip
    found = grouped([one], every)
    assert sum(share for _, _, (share,) in found) == pytest.approx(1)
    assert all(first % every == 0 and last - first == every - 1 for first, last, _ in found)
    assert [first for first, _, _ in found] == list(range(found[0][0], found[-1][1] + 1, every))


def test_the_same_chances_give_the_same_bytes():
    assert spec(years(CASES["two"], frame())) == spec(years(CASES["two"], frame()))
