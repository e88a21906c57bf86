"""Pyramids, estimates and event trees: marks, labels and sums."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st
from tests.charts.reading import canvas, clash, enclosed, inside, paths, texts, words

from bongsu.charts import (
    SIZES,
    WIDE,
    Ages,
    Estimate,
    Frame,
    Leaf,
    png,
    pyramid,
    ranges,
    spec,
    svg,
    tree,
)
from bongsu.charts import texts as declared
from bongsu.charts.theme import DARK, LIGHT, SERIES, contrast, text_colour
from bongsu.charts.tree import whole_percents
from bongsu.charts.words import MINUS, number, significant, text_width, wrap
from bongsu.errors import BadFile, BadProbability, DimensionMismatch

AGE = np.arange(101)


def frame(size=WIDE, captions=False) -> Frame:
    return Frame(title="Half of the isle is old by 2070", subtitle="By age.", source="Source: us.",
                 size=size, captions=captions)  # fmt: skip


def ages(men, women, label="2025") -> Ages:
    both = np.stack([np.broadcast_to(np.asarray(s, float), AGE.shape) for s in (men, women)])
    return Ages(
        label=label,
        values=xr.DataArray(both, {"sex": ["male", "female"], "age": AGE}, ("sex", "age")),
    )


BELL = 400 * np.exp(-(((AGE - 50) / 30) ** 2))
PYRAMIDS = {
    "usual": (ages(BELL, BELL * 1.05), ages(BELL * 0.6, BELL * 0.7, "2070")),
    "alone": (ages(BELL, BELL), None),
    "nobody": (ages(0.0, 0.0), None),
    "everybody alike": (ages(5.0, 5.0), ages(5.0, 5.0, "2070")),
    "huge": (ages(BELL * 1e9, BELL * 1e9), None),
    "missing ages": (ages(np.where(AGE > 90, np.nan, BELL), BELL), ages(BELL, BELL, "2070")),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
@pytest.mark.parametrize("case", PYRAMIDS)
def test_a_pyramid_holds_its_ages_and_labels(case, size):
    now, later = PYRAMIDS[case]
    chart = pyramid(now, frame(size), unit="thousand", later=later)
    drawing = svg(chart)
    assert enclosed(chart.to_dict())
    known = int(now.values.notnull().sum())
    assert len(paths(drawing, "rect")) == known
    assert len(paths(drawing, "line")) == (2 if later else 0)
    shown = texts(drawing)
    assert all(inside(text, canvas(drawing)) for text in shown)
    assert not [p for p in itertools.combinations(shown, 2) if clash(*p)]
    assert sorted(words(drawing)) == sorted(text for text in declared(chart) if text)


def test_men_stand_left_and_women_right():
    made = pyramid(ages(1.0, 2.0), frame(), unit="").to_dict()
    men, women = (la["data"]["values"] for la in made["layer"] if la["mark"]["type"] == "rect")
    assert all(row["x2"] < row["x"] < 0 for row in men)
    assert all(row["x2"] > row["x"] > 0 for row in women)
    assert men[0]["x"] - men[0]["x2"] == pytest.approx(1.0)
    assert women[0]["x2"] - women[0]["x"] == pytest.approx(2.0)


def test_an_outline_breaks_where_an_age_is_missing():
    later = ages(np.where(AGE == 40, np.nan, BELL), BELL, "2070")
    drawing = svg(pyramid(ages(BELL, BELL), frame(), unit="", later=later))
    assert len(paths(drawing, "line")) == 3


def test_a_pyramid_without_sexes_is_refused():
    with pytest.raises(DimensionMismatch):
        pyramid(Ages(label="x", values=xr.DataArray([1.0], dims="age")), frame(), unit="")


ROWS = {
    "usual": [
        Estimate(label="Office, old law (2023)", point=2055, text="2055", hue="slate"),
        Estimate(label="Here, new law", point=2071, text="2071", inner=(2069, 2075),
                 outer=(2064, 2090)),
        Estimate(label="Not known", point=math.nan, text="not within the horizon"),
    ],
    "one": [Estimate(label="Only", point=2055, text="2055")],
    "equal": [Estimate(label=f"Row {n}", point=3.0, text="3") for n in range(5)],
    "negative": [Estimate(label="Below", point=-4.5, text="−4.5", outer=(-9, 2))],
    "huge": [Estimate(label="Huge", point=4e15, text="4,000 trillion")],
    "long": [Estimate(label="A very long name of an office that does not fit " * 2, point=1,
                      text="1")],
    "open end": [Estimate(label="Open", point=3, text="3", outer=(2, math.nan))],
    "groups": [
        Estimate(label=f"Office {n}", point=n / 2, text=str(n / 2), group=f"Period {n % 3}")
        for n in range(9)
    ],
    "hollow": [
        Estimate(label="Counted", point=2019, text="2019"),
        Estimate(label="Projected", point=2031, text="2031", hollow=True),
    ],
    "none": [],
}  # fmt: skip


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
@pytest.mark.parametrize("case", ROWS)
def test_estimates_hold_their_dots_ranges_and_labels(case, size):
    chart = ranges(ROWS[case], frame(size), years=case == "usual")
    drawing = svg(chart)
    assert enclosed(chart.to_dict())
    dots = sum(not math.isnan(row.point) for row in ROWS[case])
    heads = sum(math.isnan(end) for row in ROWS[case] for _, end in filter(None, [row.outer]))
    assert len(paths(drawing, "symbol")) == dots + heads  # what runs on ends in an arrowhead
    shown = texts(drawing)
    assert all(inside(text, canvas(drawing)) for text in shown)
    assert not [p for p in itertools.combinations(shown, 2) if clash(*p)]
    assert sorted(words(drawing)) == sorted(text for text in declared(chart) if text)


def test_estimates_are_sorted_by_value_and_the_unknown_come_last():
    chart = ranges(ROWS["usual"][::-1], frame(), years=True)
    labels = {row.label for row in ROWS["usual"]}
    rows = [text.words for text in texts(svg(chart)) if text.words in labels]
    assert rows == ["Office, old law (2023)", "Here, new law", "Not known"]


def test_estimates_of_a_group_stand_under_its_heading():
    shown = sorted(texts(svg(ranges(ROWS["groups"], frame()))), key=lambda text: text.y)
    names = [text.words for text in shown if text.words.startswith(("Office", "Period"))]
    assert names == [
        "Period 0", "Office 0", "Office 3", "Office 6",
        "Period 1", "Office 1", "Office 4", "Office 7",
        "Period 2", "Office 2", "Office 5", "Office 8",
    ]  # fmt: skip


def test_a_projection_among_records_is_a_hollow_dot():
    layers = ranges(ROWS["hollow"], frame(), years=True).to_dict()["layer"]
    fills = {
        layer["data"]["values"][0]["x"]: layer["mark"]["fill"]
        for layer in layers
        if layer["mark"]["type"] == "point"
    }
    assert fills == {2019: LIGHT["blue"], 2031: LIGHT["background"]}


def leaves(chances, outcomes=("36.2 million", "2071")) -> list[Leaf]:
    return [
        Leaf(path=(f"a{n // 2}", f"b{n % 2}"), probability=chance, outcomes=outcomes)
        for n, chance in enumerate(chances)
    ]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
@pytest.mark.parametrize("chances", [(0.18, 0.42, 0.12, 0.28), (1.0,), (0.001, 0.5, 0.499)])
def test_the_leaves_of_a_tree_sum_to_a_hundred(chances, size):
    chart = tree(["First", "Second"], leaves(chances), ("People", "Fund empty"), frame(size))
    drawing = svg(chart)
    shown = texts(drawing)
    percents = [int(t.words[:-1]) for t in shown if t.words.endswith("%") and " " not in t.words]
    assert sum(percents) == 100
    assert len(percents) == len(chances)
    assert sum(t.words == "2071" for t in shown) == len(chances)
    assert all(inside(text, canvas(drawing)) for text in shown)
    assert sorted(words(drawing)) == sorted(declared(chart))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_a_tree_of_three_issues_with_long_names_keeps_its_labels_inside_and_apart(size):
    names = [("UN medium", "stays low", "recovers more"), ("fades", "goes on"), ("stands", "again")]
    ways = list(itertools.product(*names))
    long = [
        Leaf(path=way, probability=1 / len(ways), outcomes=("33.2 million", "not before 2093"))
        for way in ways
    ]
    chart = tree(["Births", "Migration", "Pension law"], long, ("People 2072", "Fund ends"),
                 frame(size))  # fmt: skip
    shown = texts(svg(chart))
    assert all(inside(text, canvas(svg(chart))) for text in shown)
    assert not [p for p in itertools.combinations(shown, 2) if clash(*p)]
    assert sum(text.words == "33.2 million" for text in shown) == len(ways)


def test_branches_are_as_wide_as_they_are_likely():
    made = tree(["A", "B"], leaves((0.18, 0.42, 0.12, 0.28)), ("x", "y"), frame()).to_dict()
    strokes = [la["mark"]["strokeWidth"] for la in made["layer"] if la["mark"]["type"] == "line"]
    assert strokes[0] / strokes[1] == pytest.approx(0.6 / 0.4)
    assert sum(strokes[:2]) == pytest.approx(sum(strokes[2:]))


def test_a_name_beside_a_thin_branch_stands_on_the_side_that_the_branch_does_not_come_from():
    ways = [Leaf(path=(name,), probability=p, outcomes=(name[0], "x"))
            for name, p in (("a rises", 0.1), ("middle", 0.8), ("z falls", 0.1))]  # fmt: skip
    shown = {one.words: one.y for one in texts(svg(tree(["Which?"], ways, ("o", "x"), frame())))}
    assert shown["a rises 10%"] < shown["a"]
    assert shown["z falls 10%"] > shown["z"]
    assert shown["middle 80%"] == pytest.approx(shown["m"])


def test_leaves_that_do_not_sum_to_one_are_refused():
    with pytest.raises(BadProbability):
        tree(["A", "B"], leaves((0.5, 0.4)), ("x", "y"), frame())
    with pytest.raises(BadProbability):
        tree(["A"], [], ("x", "y"), frame())


@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=24))
def test_whole_percents_sum_to_a_hundred_and_stay_near(weights):
    shares = [weight / sum(weights) for weight in weights]
    percents = whole_percents(shares)
    assert sum(percents) == 100
    assert all(abs(p - 100 * s) < 1 + 1e-9 for p, s in zip(percents, shares, strict=True))


def test_every_form_gives_the_same_bytes_twice():
    men_and_women = PYRAMIDS["alone"][0]
    one, other = (spec(pyramid(men_and_women, frame(), unit="x")) for _ in range(2))
    assert one == other
    assert spec(ranges(ROWS["usual"], frame())) == spec(ranges(ROWS["usual"], frame()))
    one, other = (spec(tree(["A", "B"], leaves((0.4, 0.6)), ("x", "y"), frame())) for _ in range(2))
    assert one == other


def test_a_picture_is_1440_pixels_wide():
    picture = png(ranges(ROWS["one"], frame(captions=True)))
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(picture[16:20], "big") == 1440


def test_a_missing_folder_of_fonts_is_named(tmp_path):
    with pytest.raises(BadFile, match="no such folder"):
        png(ranges(ROWS["one"], frame()), fonts=tmp_path / "none")


def test_series_stand_out_from_both_backgrounds_and_can_be_read():
    for token in SERIES:
        assert contrast(LIGHT[token], LIGHT["background"]) >= 3
        assert contrast(DARK[token], DARK["background"]) >= 3
        assert contrast(text_colour(token), LIGHT["background"]) >= 4.5
    assert len({*LIGHT.values()}) == len(LIGHT)  # so that one can be replaced by its dark twin


def test_numbers_are_written_for_readers():
    assert number(-1234.56, 1) == f"{MINUS}1,234.6"
    assert number(2.5, 0) == "3"  # halves away from zero, as people round
    assert significant(1754.9, 3) == "1,750"
    assert significant(0.01234, 2) == "0.012"
    assert significant(999.6, 3) == "1,000"
    assert text_width("한국") > text_width("ab")
    assert wrap("", 10) == []
