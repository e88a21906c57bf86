"""What is done to a parameter, held against plain loops over days and closed forms."""

from __future__ import annotations

import math
from datetime import date
from statistics import NormalDist

import numpy as np
import pytest
import xarray as xr
from hypothesis import assume, given
from hypothesis import strategies as st

from bongsu.errors import FrequencyMismatch, MissingValue, OutOfRange, UnitMismatch
from bongsu.periods import Frequency, Period, PeriodRange
from bongsu.scenario.apply import changed, draw_numbers, quantiles
from bongsu.scenario.changes import Change
from bongsu.variables import Variable

HORIZON = PeriodRange(Period.parse("2026-11-20"), Period.parse("2028-02-10"))


def variable(frequency: str | None = "year", unit: str = "tonne", **more) -> Variable:
    return Variable(
        name="toy.rain", title="Rain", title_ko="비", unit=unit, frequency=frequency, **more
    )


def change(**said) -> Change:
    said = {key.rstrip("_"): value for key, value in said.items()}  # `from_`, `as_`
    return Change.model_validate({"source": "a letter", **said})


def labels_of(frequency: str) -> list[int | str]:
    return list(HORIZON.to(Frequency(frequency)).labels())


def base_of(frequency: str) -> xr.DataArray:
    labels = labels_of(frequency)
    return xr.DataArray(np.arange(1.0, len(labels) + 1), {frequency: labels}, (frequency,))


def applied(said: Change, frequency: str = "year", unit: str = "tonne", numbers=None, **more):
    return changed(
        base_of(frequency),
        said,
        variable(frequency, unit),
        labels_of(frequency),
        numbers=numbers,
        where="calm.yaml, assume.toy.rain",
        **more,
    )


frequencies = st.sampled_from([str(frequency) for frequency in Frequency])
points = st.builds(
    lambda day, frequency: Period.parse(day).to(Frequency(frequency)),
    st.dates(date(2026, 1, 1), date(2028, 6, 30)),
    frequencies,
)
values = st.integers(-50, 50).map(float)
paths = st.lists(st.tuples(points, values), min_size=1, max_size=5).filter(
    lambda found: len({period.start for period, _ in found}) == len(found)
)


def written(path) -> dict[str, float]:
    return {str(period): value for period, value in path}


def held(path, day: date) -> float | None:
    """Return what stands on a day: the value of the last point that begins on it or before."""
    found = None
    for period, value in sorted(path, key=lambda point: point[0].start):
        if period.start <= day:
            found = value
    return found


@given(frequencies, paths)
def test_a_stepped_path_stands_on_each_periods_first_day(frequency, path):
    found = applied(change(path=written(path)), frequency)
    for before, label, value in zip(
        base_of(frequency).values, labels_of(frequency), found.values, strict=True
    ):
        here = held(path, Period.parse(label).start)
        assert value == (before if here is None else here)


@given(frequencies, paths, st.sampled_from(["shift", "scale"]))
def test_a_stepped_shift_or_scale_moves_nothing_before_its_first_point(frequency, path, kind):
    found = applied(change(**{kind: written(path)}), frequency)
    for before, label, value in zip(
        base_of(frequency).values, labels_of(frequency), found.values, strict=True
    ):
        moved = held(path, Period.parse(label).start)
        if moved is None:
            assert value == before
        else:
            assert value == (before + moved if kind == "shift" else before * moved)


@given(frequencies, st.data())
def test_a_linear_path_is_straight_between_its_points_and_level_after_the_last(frequency, data):
    span = [Period.parse(label) for label in labels_of(frequency)]
    places = data.draw(st.lists(st.sampled_from(span), min_size=1, max_size=4, unique=True))
    path = {place: data.draw(values) for place in sorted(places)}
    said = change(path=written(path.items()), interpolate="linear")
    found = applied(said, frequency)
    for period, before, value in zip(span, base_of(frequency).values, found.values, strict=True):
        left = [point for point in path if point <= period]
        right = [point for point in path if point > period]
        if not left:
            assert value == before
        elif not right:
            assert value == path[left[-1]]
        else:
            one, other = left[-1], right[0]
            share = (period.ordinal - one.ordinal) / (other.ordinal - one.ordinal)
            assert value == pytest.approx(path[one] + share * (path[other] - path[one]), abs=1e-9)


@given(frequencies, st.none() | points, st.none() | points, values)
def test_from_and_until_bound_what_is_changed_by_the_first_day_of_each_period(
    frequency, first, until, value
):
    assume(first is None or until is None or first.start <= until.end)
    said = {"from": first, "until": until}
    ends = {key: str(period) for key, period in said.items() if period is not None}
    found = applied(change(value=value, **ends), frequency)
    for before, label, after in zip(
        base_of(frequency).values, labels_of(frequency), found.values, strict=True
    ):
        day = Period.parse(label).start
        inside = (first is None or first.start <= day) and (until is None or day <= until.end)
        assert after == (value if inside else before)


def test_of_two_points_that_begin_in_one_period_the_later_holds():
    for order in ({"2026-03": 9, "2026-08": 2}, {"2026-08": 2, "2026-03": 9}):
        assert applied(change(path=order)).values.tolist() == [1.0, 2.0, 2.0]


def test_when_stands_for_the_period_in_which_the_issue_comes():
    said = change(shift=10, from_="when")
    assert applied(said, come="2027").values.tolist() == [1.0, 12.0, 13.0]
    assert applied(said, come="2027-01-02").values.tolist() == [1.0, 2.0, 13.0]


def test_a_change_of_one_number_holds_for_every_age():
    base = xr.DataArray(np.ones((2, 3)), {"sex": ["f", "m"], "year": [2026, 2027, 2028]})
    base = base.rename(dict(zip(base.dims, ("sex", "year"), strict=True)))
    said = change(path={2027: 5}, until=2027)
    toy = variable(dims=("sex",))
    found = changed(base, said, toy, [2026, 2027, 2028], numbers=None, where="x")
    assert found.transpose("sex", "year").values.tolist() == [[1.0, 5.0, 1.0]] * 2


# Units: a share of 9 percent, by two points more and by a tenth of a point more.
@pytest.mark.parametrize(
    ("unit", "base", "said", "wanted"),
    [
        ("share", 0.09, {"shift": 2, "unit": "percentage_point"}, 0.11),
        ("percent", 9.0, {"shift": 2, "unit": "percentage_point"}, 11.0),
        ("share", 0.09, {"shift": 10, "unit": "basis_point"}, 0.091),
        ("percentage_point", 9.0, {"shift": 10, "unit": "basis_point"}, 9.1),
        ("share", 0.09, {"shift": 0.02}, 0.11),
        ("percent", 9.0, {"shift": 2, "unit": "percent"}, 11.0),
        ("share", 0.09, {"value": 12, "unit": "percent"}, 0.12),
        ("share", 0.09, {"path": {2026: 120}, "unit": "per_thousand"}, 0.12),
        ("thousand person", 9.0, {"shift": 2000, "unit": "person"}, 11.0),
        ("share", 0.09, {"scale": 1.1}, 0.099),
    ],
)
def test_numbers_are_read_in_their_unit(unit, base, said, wanted):
    array = xr.DataArray([base], {"year": [2026]}, ("year",))
    found = changed(array, change(**said), variable(unit=unit), [2026], numbers=None, where="x")
    assert found.values.tolist() == pytest.approx([wanted], rel=1e-12)


@pytest.mark.parametrize(
    ("unit", "said", "what", "mend"),
    [
        ("share", {"shift": 2, "unit": "percent"}, "could mean points", "percentage_point"),
        ("percent", {"shift": 0.02, "unit": "share"}, "could mean points", "percentage_point"),
        ("1", {"shift": 2, "unit": "percent"}, "could mean points", "percentage_point"),
        ("share", {"value": 2, "unit": "percentage_point"}, "does not convert", "measures"),
        ("share", {"scale": 2, "unit": "percent"}, "a scale has no unit", "leave `unit` out"),
        ("tonne", {"value": 2, "unit": "won"}, "won does not convert to tonne", "measures"),
        ("tonne", {"shift": 2, "unit": "tonne/year"}, "does not convert", "measures"),
    ],
)
def test_a_unit_that_does_not_convert_or_could_mean_two_things_is_refused(unit, said, what, mend):
    with pytest.raises(UnitMismatch, match=what) as caught:
        applied(change(**said), unit=unit)
    assert caught.value.where.startswith("calm.yaml, assume.toy.rain")
    assert mend in caught.value.mend


def test_drawn_numbers_have_units_like_written_ones():
    numbers = xr.DataArray([1.0, -2.0], dims=("draw",))
    said = change(dist="uniform", low=-3, high=3, as_="shift", unit="percentage_point")
    base = xr.DataArray([0.09], {"year": [2026]}, ("year",))
    found = changed(base, said, variable(unit="share"), [2026], numbers=numbers, where="x")
    assert found.transpose("draw", "year").values[:, 0].tolist() == pytest.approx([0.10, 0.07])
    scaled = change(dist="uniform", low=1, high=3, as_="scale", unit="percent")
    with pytest.raises(UnitMismatch, match="a scale has no unit"):
        applied(scaled, unit="share", numbers=numbers)


def test_what_does_not_change_over_time_has_one_value_and_no_dates():
    base = xr.DataArray(3.0)
    toy = variable(None)
    found = changed(base, change(shift=2), toy, (), numbers=None, where="x")
    assert (found.dims, float(found)) == ((), 5.0)
    for said in ({"path": {2026: 1}}, {"shift": 1, "from": 2026}, {"value": 1, "from": "when"}):
        with pytest.raises(FrequencyMismatch, match=r"toy.rain does not change over time"):
            changed(base, change(**said), toy, (), numbers=None, where="x")


def test_where_nothing_else_says_it_a_value_is_enough_and_a_shift_is_not():
    labels = [2026, 2027]
    found = changed(None, change(value=3), variable(), labels, numbers=None, where="x")
    assert (found.dims, found.values.tolist()) == (("year",), [3.0, 3.0])
    for said in (
        {"shift": 1},
        {"scale": 2},
        {"dist": "uniform", "low": 0, "high": 1, "as": "shift"},
    ):
        with pytest.raises(MissingValue, match="cannot be shifted or scaled"):
            changed(None, change(**said), variable(), labels, numbers=None, where="x")
    with pytest.raises(MissingValue, match=r"nothing says what toy\.rain is over sex"):
        changed(None, change(value=3), variable(dims=("sex",)), labels, numbers=None, where="x")


# Distributions
CHANCES = np.array([2.0**-53, 0.001, 0.1, 0.25, 0.5, 0.75, 0.9, 0.999, 1 - 2.0**-53])
Z = np.array([NormalDist().inv_cdf(chance) for chance in CHANCES])


def test_normal_quantiles_agree_with_the_standard_library():
    found = quantiles(change(dist="normal", mean=1.5, sd=0.25), CHANCES)
    np.testing.assert_allclose(found, 1.5 + 0.25 * Z, rtol=1e-12)


def test_a_normal_that_is_cut_keeps_the_shape_of_what_is_left():
    whole = NormalDist(1.5, 0.25)
    below, above = whole.cdf(1.4), whole.cdf(2.0)
    wanted = [whole.inv_cdf(below + chance * (above - below)) for chance in CHANCES[1:-1]]
    found = quantiles(change(dist="normal", mean=1.5, sd=0.25, low=1.4, high=2.0), CHANCES)
    np.testing.assert_allclose(found[1:-1], wanted, rtol=1e-9)
    assert 1.4 <= found.min() <= found.max() <= 2.0


def test_lognormal_quantiles_are_the_median_times_the_power_of_a_normal():
    found = quantiles(change(dist="lognormal", median=4.0, sigma=0.8), CHANCES)
    np.testing.assert_allclose(found, 4.0 * np.exp(0.8 * Z), rtol=1e-11)


def test_uniform_quantiles_lie_on_a_line():
    found = quantiles(change(dist="uniform", low=-2, high=6), CHANCES)
    np.testing.assert_allclose(found, -2 + 8 * CHANCES, atol=1e-12)


@given(st.floats(0, 1), st.floats(0.01, 0.99))
def test_triangular_quantiles_agree_with_the_closed_form(peak, chance):
    low, high = 2.0, 7.0
    mode = low + peak * (high - low)
    assume(low <= mode <= high)
    found = quantiles(change(dist="triangular", low=low, mode=mode, high=high), np.array([chance]))
    if chance < peak:
        wanted = low + math.sqrt(chance * (high - low) * (mode - low))
    else:
        wanted = high - math.sqrt((1 - chance) * (high - low) * (high - mode))
    assert found[0] == pytest.approx(wanted, rel=1e-9)


SHAPES = [
    {"dist": "normal", "mean": 4, "sd": 0.8},
    {"dist": "normal", "mean": 4, "sd": 0.8, "low": 3},
    {"dist": "lognormal", "median": 4, "sigma": 0.8},
    {"dist": "uniform", "low": 2, "high": 6},
    {"dist": "triangular", "low": 2, "mode": 3, "high": 7},
]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: " ".join(map(str, shape.values())))
def test_the_first_draws_of_many_are_those_of_few_to_the_bit(shape):
    few, many = (
        draw_numbers(change(**shape), 7, "toy.rain", draws, {}, where="x") for draws in (17, 1000)
    )
    assert few.values.tobytes() == many.values[:17].tobytes()
    assert few["draw"].values.tolist() == list(range(17))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: " ".join(map(str, shape.values())))
def test_as_many_draws_fall_below_a_quantile_as_it_says(shape):
    said, draws = change(**shape), 40_000
    numbers = draw_numbers(said, 11, "toy.rain", draws, {}, where="x").values
    for chance in (0.05, 0.5, 0.95):
        share = (numbers < quantiles(said, np.array([chance]))).mean()
        assert share == pytest.approx(chance, abs=4 * math.sqrt(chance * (1 - chance) / draws))


def test_a_wider_spread_moves_every_draw_from_the_middle_and_swaps_none():
    narrow, wide = (
        draw_numbers(change(dist="normal", mean=0, sd=sd), 7, "x", 500, {}, where="x").values
        for sd in (1.0, 2.5)
    )
    np.testing.assert_allclose(wide, 2.5 * narrow, rtol=1e-9)


@pytest.mark.parametrize(
    "shape",
    [
        {"dist": "uniform", "low": -1e308, "high": 1e308},
        {"dist": "triangular", "low": -1e308, "mode": 0, "high": 1e308},
        {"dist": "lognormal", "median": 1e308, "sigma": 300},
        {"dist": "normal", "mean": 0, "sd": 1e308},
        {"dist": "normal", "mean": 0, "sd": 1e-300, "low": 1e300},
    ],
)
def test_a_distribution_that_overflows_is_refused(shape):
    with pytest.raises(OutOfRange, match="not finite") as caught:
        draw_numbers(change(**shape), 7, "x", 100, {}, where="calm.yaml, assume.toy.rain")
    assert caught.value.where == "calm.yaml, assume.toy.rain"


def by_period(draws: int, labels: list[int], **said) -> xr.DataArray:
    shape = {"dist": "normal", "mean": 1, "sd": 2, "every": "period", **said}
    return draw_numbers(change(**shape), 7, "toy.rain", draws, {"year": labels}, where="x")


def test_every_period_has_numbers_of_its_own_that_no_other_period_moves():
    short, long = by_period(40, [2026, 2027]), by_period(400, [2025, 2026, 2027, 2028])
    assert long.dims == ("draw", "year")
    assert short.values.tobytes() == long.sel(draw=range(40), year=[2026, 2027]).values.tobytes()
    assert abs(np.corrcoef(long.values.T) - np.eye(4)).max() < 4 / math.sqrt(400)


def test_numbers_of_every_period_have_the_distribution():
    numbers = by_period(20_000, [2026, 2027])
    np.testing.assert_allclose(numbers.mean("draw"), 1, atol=4 * 2 / math.sqrt(20_000))
    np.testing.assert_allclose(numbers.std("draw"), 2, rtol=0.03)


def test_a_shift_of_every_period_moves_each_by_its_own_number():
    said = change(dist="normal", mean=0, sd=1, every="period", **{"as": "shift", "from": 2027})
    numbers = xr.DataArray(
        [[5.0, 1.0, 2.0], [5.0, 3.0, 4.0]], {"draw": [0, 1], "year": [2026, 2027, 2028]}
    )
    base = xr.DataArray([10.0, 20.0, 30.0], {"year": [2026, 2027, 2028]}, ("year",))
    found = changed(base, said, variable(), [2026, 2027, 2028], numbers=numbers, where="x")
    assert found.transpose("draw", "year").values.tolist() == [[10, 21, 32], [10, 23, 34]]


def test_what_does_not_change_over_time_cannot_be_drawn_for_every_period():
    said = change(dist="normal", mean=0, sd=1, every="period")
    with pytest.raises(FrequencyMismatch, match="for every period") as caught:
        draw_numbers(said, 7, "toy.rain", 3, {}, where="calm.yaml, assume.toy.rain")
    assert "remove `every`" in str(caught.value.mend)


NUMBERS = xr.DataArray([0.5, 2.0], {"draw": [0, 1]}, ("draw",))


@pytest.mark.parametrize(
    ("said", "wanted"),
    [  # the base is 1, 2, 3; rows are draws of 0.5 and 2.0
        ({}, [[0.5] * 3, [2.0] * 3]),
        ({"from": 2027}, [[1, 0.5, 0.5], [1, 2, 2]]),
        ({"as": "shift"}, [[1.5, 2.5, 3.5], [3, 4, 5]]),
        ({"as": "shift", "from": 2027, "until": 2027}, [[1, 2.5, 3], [1, 4, 3]]),
        ({"as": "scale"}, [[0.5, 1, 1.5], [2, 4, 6]]),
        ({"as": "shift", "profile": {2026: 0, 2028: 1}}, [[1, 2.25, 3.5], [1, 3, 5]]),
        ({"as": "shift", "profile": {2027: 1}}, [[1, 2.5, 3.5], [1, 4, 5]]),
        ({"as": "scale", "profile": {2026: 0, 2028: 1}}, [[1, 1.5, 1.5], [1, 3, 6]]),
    ],
)
def test_a_drawn_number_is_the_value_a_shift_or_a_scale_along_its_profile(said, wanted):
    drawn = change(dist="uniform", low=0, high=3, **said)
    found = applied(drawn, numbers=NUMBERS).transpose("draw", "year")
    assert found.values.tolist() == wanted
