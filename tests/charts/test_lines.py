"""Lines and fans: what is drawn is what was given, in both sizes."""

from __future__ import annotations

import itertools
import json

import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.charts.reading import canvas, clash, enclosed, inside, paths, texts, words

from bongsu.charts import SIZES, WIDE, Frame, Line, Reference, lines, spec, svg
from bongsu.charts import texts as declared
from bongsu.charts.axes import value_axis
from bongsu.charts.frame import Margins, plot_area
from bongsu.charts.lines import thinned
from bongsu.charts.series import Place, moment, names, points, reference_label, segments
from bongsu.errors import BadPeriod, DimensionMismatch

YEARS = list(range(2000, 2061))


def series(values, years=None, dim="year") -> xr.DataArray:
    labels = (YEARS if years is None else years)[: len(values)]
    return xr.DataArray(np.asarray(values, dtype=float), {dim: labels}, (dim,))


def frame(size=WIDE, captions=True) -> Frame:
    return Frame(
        title="The isle falls to 820 thousand people by 2060",
        subtitle="People on 31 December.",
        source="Source: Isle Office (2024); run 0123abcd.",
        size=size,
        captions=captions,
    )


def fan() -> list[Line]:
    middle = np.linspace(50, 30, 61)
    width = np.linspace(0, 8, 61)
    bands = {
        0.9: (series(middle - 2 * width), series(middle + 2 * width)),
        0.5: (series(middle - width), series(middle + width)),
    }
    return [
        Line(label="Medium path 30.1", values=series(middle + 0.1), hue="ink", observed_to=2024),
        Line(label="Event tree 30.0", values=series(middle), bands=bands, observed_to=2024),
    ]


CASES = {
    "a fan": fan(),
    "one point": [Line(label="One", values=series([3.0], [2024]))],
    "all equal": [Line(label="Flat", values=series([7.0] * 61))],
    "all nought": [Line(label="Nought", values=series([0.0] * 61))],
    "negative": [Line(label="Below", values=series(np.linspace(-3.5, -80, 61)))],
    "huge": [Line(label="Huge", values=series(np.linspace(1e14, 9e16, 61)))],
    "tiny": [Line(label="Tiny", values=series(np.linspace(1e-7, 9e-7, 61)))],
    "a gap": [Line(label="Gap", values=series([1.0] * 20 + [np.nan] * 5 + [2.0] * 36))],
    "nothing known": [Line(label="None", values=series([np.nan] * 61))],
    "at the peak": [
        Line(label="Old law to 2055", values=series(np.r_[1:31, 30:-1:-1]), label_at="peak"),
        Line(label="New law to 2064", values=series(np.r_[1:41, 40:19:-1]), label_at="peak"),
    ],
    "four that end together": [
        Line(label=f"Series {n} that has a name", values=series(np.linspace(n, 5, 61)))
        for n in range(4)
    ],
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
@pytest.mark.parametrize("case", CASES)
def test_a_drawing_holds_its_data_and_its_labels(case, size):
    chart = lines(CASES[case], frame(size), unit="million")
    drawing, made = svg(chart), chart.to_dict()
    assert enclosed(made)
    wide, high = canvas(drawing)
    assert wide == pytest.approx(size.width)
    assert high >= size.height
    shown = texts(drawing)
    assert all(inside(text, (wide, high)) for text in shown)
    assert not [p for p in itertools.combinations(shown, 2) if clash(*p)]


@pytest.mark.parametrize("case", CASES)
def test_every_text_of_a_drawing_is_declared(case):
    chart = lines(CASES[case], frame(), unit="million", reference=Reference(20, "20%"))
    assert sorted(words(svg(chart))) == sorted(text for text in declared(chart) if text.strip())


def test_title_subtitle_and_source_are_text_in_a_drawing_that_stands_alone():
    alone = " ".join(words(svg(lines(fan(), frame(), unit="%"))))
    within = " ".join(words(svg(lines(fan(), frame(captions=False), unit="%"))))
    for caption in (frame().title, frame().subtitle, frame().source):
        assert caption in alone
        assert caption not in within


def test_the_same_inputs_give_the_same_bytes():
    one, other = (spec(lines(fan(), frame(), unit="%")) for _ in range(2))
    assert one == other
    assert json.loads(one)["usermeta"]["texts"]


def test_a_fan_has_two_bands_two_projections_and_one_record():
    drawing = svg(lines(fan(), frame(), unit="%"))
    assert len(paths(drawing, "area")) == 2
    assert len(paths(drawing, "line")) == 4
    assert drawing.count("stroke-dasharray") == 2


def test_record_and_projection_meet():
    made = lines(fan()[1:], frame(), unit="%").to_dict()
    strokes = [la["data"]["values"] for la in made["layer"] if la["mark"]["type"] == "line"]
    assert strokes[0][-1] == strokes[1][0]
    assert strokes[0][-1]["x"] == 2024


def test_a_gap_is_never_bridged():
    drawing = svg(lines(CASES["a gap"], frame(), unit="%"))
    strokes = paths(drawing, "line")
    assert len(strokes) == 2
    assert all(stroke.count("M") == 1 for stroke in strokes)


def test_a_single_point_between_gaps_is_a_dot():
    values = [1.0, np.nan, 2.0, np.nan, 3.0, 3.0]
    drawing = svg(lines([Line(label="Dots", values=series(values))], frame(), unit=""))
    assert len(paths(drawing, "symbol")) == 2
    assert len(paths(drawing, "line")) == 1


def test_quarters_are_drawn_at_their_place_in_the_year():
    assert moment("2026Q3") == 2026.5
    values = series([1.0, 2.0, 3.0], ["2026Q1", "2026Q2", "2026Q3"], "quarter")
    assert [at for at, _ in points(values)] == [2026.0, 2026.25, 2026.5]


def test_no_series_and_other_dimensions_are_refused():
    with pytest.raises(DimensionMismatch):
        lines([], frame(), unit="%")
    with pytest.raises(DimensionMismatch, match="one time dimension"):
        lines([Line(label="x", values=xr.DataArray([[1.0]], dims=("a", "year")))], frame(), unit="")
    with pytest.raises(DimensionMismatch, match="no periods"):
        lines([Line(label="x", values=series([]))], frame(), unit="")
    with pytest.raises(BadPeriod):
        moment("soon")


path = st.lists(
    st.one_of(st.just(float("nan")), st.floats(-1e6, 1e6, allow_nan=False)), max_size=60
)


@given(path)
def test_segments_keep_every_value_and_no_gap(values):
    given_path = [(float(at), value) for at, value in enumerate(values)]
    runs = list(segments(given_path))
    kept = [point for run in runs for point in run]
    assert kept == [point for point in given_path if np.isfinite(point[1])]
    assert all(b[0] - a[0] == 1 for run in runs for a, b in itertools.pairwise(run))


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=900), st.integers(1, 80))
@settings(max_examples=60)
def test_thinning_keeps_the_extremes_and_the_order(values, columns):
    given_path = [(float(at), value) for at, value in enumerate(values)]
    kept = thinned(given_path, columns)
    assert len(kept) <= max(2 * (columns + 1), len(given_path) if len(values) <= columns else 0)
    assert min(v for _, v in kept) == min(values)
    assert max(v for _, v in kept) == max(values)
    assert kept == sorted(kept)


def place_of(top: float) -> Place:
    axis = value_axis([0.0, top], most=6, unit="x", zero=True)
    return Place(axis, 2000.0, 2060.0, plot_area(WIDE, Margins(top=22)))


@pytest.mark.parametrize("gap", [0.0, 0.5, 2.0, 8.0])
def test_labels_at_peaks_keep_off_every_line_and_each_other(gap):
    hill = 30 - np.abs(np.arange(61) - 30.0) * 0.9
    near = [
        Line(label="Old law", values=series(hill), label_at="peak"),
        Line(label="New law", values=series(hill[::-1] + gap), label_at="peak"),
    ]
    place = place_of(60.0)
    labels = names(near, place)
    assert [label.text for label in labels if label.text] == ["Old law", "New law"] or gap == 0
    assert len(labels) == 2
    assert not labels[0].overlaps(labels[1])
    for label, line in itertools.product(labels, near):
        under = [
            place.y(value)
            for year, value in points(line.values)
            if label.left <= place.x(year) <= label.left + label.width
        ]
        assert min(abs(y - label.y) for y in under) > 5  # half the height of its letters


def test_the_lower_of_two_hills_has_its_label_under_it():
    flat = 20 - np.abs(np.arange(61) - 30.0) * 0.05
    low, high = names(
        [
            Line(label="Low", values=series(flat), label_at="peak"),
            Line(label="High", values=series(flat + 2), label_at="peak"),
        ],
        place_of(30.0),
    )
    place = place_of(30.0)
    assert low.text == "Low"
    assert low.y > place.y(20.0) + 5
    assert high.y < place.y(22.0) - 5


@pytest.mark.parametrize(("values", "side"), [((20, 50), "right"), ((60, 21), "left")])
def test_the_label_of_a_level_stands_where_no_line_crosses_it(values, side):
    line = Line(label="Share", values=series(np.linspace(values[0], values[1], 61)))
    (label,) = reference_label(Reference(20.0, "One in five"), [line], place_of(60.0))
    assert label.align == side
