"""Frequencies, lags, dated law and solved circles against plain arithmetic."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st
from tests.link.toy import model, run, years

from bongsu.errors import DimensionMismatch, FrequencyMismatch, MissingValue, NotConverged
from bongsu.link.feeds import coarsen
from bongsu.periods import Frequency, Period, PeriodRange
from bongsu.variables import Coarser

SPAN = {"year": [2026, 2027, 2028]}
GIVEN = {"parameter": True}
STATIC = {"parameter": True, "frequency": None}


def series(first, last):
    """Two rows by period, the numbers differing in scale so that order of addition would show."""
    labels = PeriodRange(Period.parse(first), Period.parse(last)).labels()
    dim = str(Period.parse(first).frequency)
    values = np.random.default_rng(3).lognormal(0, 5, (2, len(labels)))
    return xr.DataArray(values, {"x": [0, 1], dim: labels}, ("x", dim))


@given(
    st.sampled_from([("2025-02-11", "2027-12-31"), ("2025-11", "2028-04"), ("2025Q4", "2027Q4")]),
    st.sampled_from([Frequency.MONTH, Frequency.QUARTER, Frequency.YEAR]),
    st.sampled_from(list(Coarser)),
)
def test_coarser_periods_hold_all_and_only_their_parts(ends, frequency, rule):
    array = series(*ends)
    own = Period.parse(ends[0]).frequency
    if not own.finer_than(frequency):
        return
    coarse = coarsen(array, frequency, rule)
    for number, label in enumerate(coarse[str(frequency)].values.tolist()):
        parts = PeriodRange(Period.parse(label), Period.parse(label)).to(own).labels()
        inside = [part for part in parts if part in set(array[str(own)].values.tolist())]
        assert inside == parts or rule is Coarser.END
        values = array.sel({str(own): inside}).values
        expected = {
            Coarser.SUM: values.sum(axis=-1),
            Coarser.MEAN: values.mean(axis=-1),
            Coarser.END: values[:, -1],
        }[rule]
        np.testing.assert_allclose(coarse.isel({str(frequency): number}), expected, rtol=1e-13)
    first, last = coarse[str(frequency)].values[[0, -1]].tolist()
    assert Period.parse(last).end <= Period.parse(ends[1]).end
    assert (Period.parse(last) + 1).end > Period.parse(ends[1]).end
    if rule is Coarser.END:
        assert Period.parse(first).to(frequency) == Period.parse(ends[0]).to(frequency)


def test_bits_of_a_sum_do_not_depend_on_how_the_array_lies():
    array = series("2020-01-01", "2029-12-31")
    turned = array.transpose().copy(data=np.ascontiguousarray(array.values.T))
    one = coarsen(array, Frequency.YEAR, Coarser.SUM)
    other = coarsen(turned, Frequency.YEAR, Coarser.SUM).transpose("x", "year")
    np.testing.assert_array_equal(one.values, other.values)
    alone = coarsen(array.isel(x=[1]), Frequency.YEAR, Coarser.SUM)
    np.testing.assert_array_equal(one.values[1:], alone.values)


def test_an_edge_with_a_frequency_takes_the_variable_as_it_is():
    code = """
    Quarterly = Annotated[xr.DataArray, Edge("share", "quarter")]
    @block
    def made(given: Quarterly) -> Share:
        last = given.isel(quarter=slice(3, None, 4))
        return last.rename(quarter="year").assign_coords(year=[2026])
    """
    linked = model(code, given={"parameter": True, "frequency": "quarter"}, made={})
    quarters = [f"2026Q{number}" for number in range(1, 5)]
    array = xr.DataArray([1.0, 2.0, 3.0, 4.0], {"quarter": quarters}, ("quarter",))
    made = run(linked, {"year": [2026], "quarter": quarters}, given=array)["made"]
    assert made.to_series().to_dict() == {2026: 4.0}


LAGGED = """
@block(lag={"given": Lag(2, initial="before")})
def made(given: Share) -> Share:
    return given
"""


def test_a_lag_outside_a_circle_shifts_and_fills_with_the_initial():
    linked = model(LAGGED, given=GIVEN, before=STATIC, made={})
    before = xr.DataArray([7.0, 8.0], {"draw": [0, 1]}, ("draw",))
    made = run(linked, SPAN, given=years(1, 2, 3), before=before)["made"]
    assert made.values.tolist() == [[7, 7, 1], [8, 8, 1]]


def test_a_lag_of_what_does_not_change_is_refused():
    with pytest.raises(FrequencyMismatch, match=r"toy\.given without a frequency") as hit:
        model(LAGGED, given=STATIC, before=STATIC, made={})
    assert "block toy.made takes toy.given 2 periods earlier" in hit.value.what


LAGGED_PERCENT = """
Percent = Annotated[xr.DataArray, Edge("percent", convert=True)]
@block(lag={{"{taken}": Lag(1, initial="before")}})
def made({taken}: Percent) -> Percent:
    return {taken} + 1.0
"""


def test_a_lag_and_its_initial_are_converted_alike():
    linked = model(LAGGED_PERCENT.format(taken="given"), given=GIVEN, before=STATIC, made={})
    made = run(linked, SPAN, given=years(0.1, 0.2, 0.3), before=xr.DataArray(0.5))["made"]
    np.testing.assert_allclose(made, [0.51, 0.11, 0.21], rtol=1e-14)


def test_a_lag_and_its_initial_are_converted_alike_within_a_circle():
    linked = model(LAGGED_PERCENT.format(taken="made"), before=STATIC, made={})
    made = run(linked, SPAN, before=xr.DataArray(0.5))["made"]
    np.testing.assert_allclose(made, [0.51, 0.52, 0.53], rtol=1e-14)


def test_an_initial_over_a_dim_that_the_variable_lacks_is_refused():
    before = {**STATIC, "dims": ["sex"]}
    with pytest.raises(DimensionMismatch, match=r"toy\.before over \(\), it is declared") as hit:
        model(LAGGED, given=GIVEN, before=before, made={})
    assert hit.value.what.startswith("block toy.made takes")


FIBONACCI = """
LAGS = {"near": Lag(1, initial="first"), "far": Lag(2, initial="second")}
@block(lag=LAGS, outputs=("near", "far"))
def both(near: Share, far: Share) -> tuple[Share, Share]:
    return near + far, near + far
"""


def test_lags_of_several_periods_step_through_a_circle():
    linked = model(FIBONACCI, near={}, far={}, first=STATIC, second=STATIC)
    (step,) = linked.steps
    assert step.inputs == ("toy.first", "toy.second")
    span = {"year": list(range(2026, 2036))}
    made = run(linked, span, first=xr.DataArray(1.0), second=xr.DataArray(0.0))
    # near[t] = near[t-1] + near[t-2], with 1 before the first and 0 before that, twice
    expected, near, far = [], [1.0], [0.0, 0.0]
    for _ in range(10):
        value = near[-1] + far[-2]
        near.append(value)
        far.append(value)
        expected.append(value)
    assert made["near"].values.tolist() == expected


def test_a_lag_loop_begins_where_its_inputs_do():
    code = """
    @block(lag={"made": Lag(1, initial="before")})
    def made(made: Share, given: Share) -> Share:
        return made + given
    """
    linked = model(code, given=GIVEN, before=STATIC, made={})
    made = run(linked, SPAN, given=years(1, 2, first=2027), before=xr.DataArray(10.0))["made"]
    assert made.to_series().to_dict() == {2027: 11.0, 2028: 13.0}


def test_a_block_that_drops_its_period_in_a_lag_loop_is_refused():
    code = """
    @block(lag={"made": Lag(1, initial="before")})
    def made(made: Share) -> Share:
        return made.isel(year=0)
    """
    linked = model(code, before=STATIC, made={})
    with pytest.raises(DimensionMismatch, match="lost its dim year") as hit:
        run(linked, SPAN, before=xr.DataArray(1.0))
    assert hit.value.where == "block toy.made"


@pytest.mark.parametrize(("labels", "count"), [("[]", 0), ("[0, 0]", 2)])
def test_a_block_that_makes_other_than_one_period_in_a_lag_loop_is_refused(labels, count):
    code = f"""
    @block(lag={{"made": Lag(1, initial="before")}})
    def made(made: Share) -> Share:
        return made.isel(year={labels})
    """
    linked = model(code, before=STATIC, made={})
    with pytest.raises(DimensionMismatch, match=rf"toy\.made has {count} labels along year"):
        run(linked, SPAN, before=xr.DataArray(1.0))


LAWS = """
@block(of="made", effective=("2026-01-01", "2027-01-01"))
def old(given: Share) -> Share:
    return given
@block(of="made", effective=("2027-01-02", {}))
def new(given: Share, rate: Share) -> Share:
    return given * rate
"""


def test_the_law_of_a_periods_first_day_holds_for_it():
    linked = model(LAWS.format("None"), given=GIVEN, rate=GIVEN, made={})
    rate = years(10, 10, 10, draw=[0, 1])
    made = run(linked, SPAN, given=years(1, 2, 3), rate=rate)["made"]
    assert made.values.tolist() == [[1, 2, 30], [1, 2, 30]]
    assert linked.makers("toy.made") == ("toy.old", "toy.new")


def test_a_law_that_drops_its_periods_is_refused():
    code = LAWS.format("None").replace("return given * rate", "return (given * rate).isel(year=0)")
    linked = model(code, given=GIVEN, rate=GIVEN, made={})
    with pytest.raises(DimensionMismatch, match=r"toy\.made lost its dim year") as hit:
        run(linked, SPAN, given=years(1, 2, 3), rate=years(1, 1, 1))
    assert hit.value.where == "block toy.new"


def test_laws_of_what_does_not_change_are_refused():
    code = LAWS.format("None")
    with pytest.raises(FrequencyMismatch, match=r"toy\.made has dated alternatives"):
        model(code, given=STATIC, rate=STATIC, made={"frequency": None})


def test_periods_without_a_law_are_refused():
    linked = model(LAWS.format('"2027-12-31"'), given=GIVEN, rate=GIVEN, made={})
    with pytest.raises(MissingValue, match="in force in 1 of the periods 2026 to 2028"):
        run(linked, SPAN, given=years(1, 2, 3), rate=years(1, 1, 1))


HALVES = """
@block
def left(right: Share, given: Share) -> Share:
    return given + {slope} * right
@block
def right(left: Share) -> Share:
    return left
solve("left", "right", start={{"right": "guess"}}, {options})
"""


def halves(slope, options="tolerance=1e-12"):
    code = HALVES.format(slope=slope, options=options)
    return model(code, left={}, right={}, given=GIVEN, guess=STATIC)


@given(st.floats(-0.9, 0.9), st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3))
def test_a_solved_circle_is_the_fixed_point(slope, values):
    solved = run(halves(slope, "tolerance=1e-12, max_iterations=2000"), SPAN,
                 given=years(*values), guess=xr.DataArray(0.0))  # fmt: skip
    expected = np.array(values) / (1 - slope)
    np.testing.assert_allclose(solved["left"], expected, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(solved["right"], expected, rtol=1e-9, atol=1e-9)


def test_a_circle_that_overshoots_says_so_and_damping_settles_it():
    values = {"given": years(1, 2, 3), "guess": xr.DataArray(0.0)}
    with pytest.raises(NotConverged, match=r"toy\.left\+toy\.right still moves by"):
        run(halves(-2.0), SPAN, **values)
    solved = run(halves(-2.0, "damping=0.3"), SPAN, **values)
    np.testing.assert_allclose(solved["left"], np.array([1, 2, 3]) / 3, rtol=1e-9)


def test_a_solved_circle_converts_what_it_hands_round():
    code = HALVES.replace("left: Share", "left: Percent").replace("return left", "return left + 1")
    code = code.format(slope=0.5, options="tolerance=1e-12").replace(
        "@block\ndef right(left: Percent) -> Share",
        '@block\ndef right(left: Annotated[xr.DataArray, Edge("percent", convert=True)])'
        ' -> Annotated[xr.DataArray, Edge("percent", convert=True)]',
    )
    linked = model(code, left={}, right={}, given=GIVEN, guess=STATIC)
    solved = run(linked, SPAN, given=years(1, 2, 3), guess=xr.DataArray(0.0))
    # the fixed point of left: what is given, and half of left and of a percent more
    np.testing.assert_allclose(solved["left"], [2.01, 4.01, 6.01], rtol=1e-10)


def test_each_draw_settles_by_itself():
    given = years(1, 2, 3) * xr.DataArray([1.0, 1e6], {"draw": [0, 1]}, ("draw",))
    guess = xr.DataArray(0.0)
    both = run(halves(0.9, "tolerance=1e-6"), SPAN, given=given, guess=guess)
    for draw in (0, 1):
        one = run(halves(0.9, "tolerance=1e-6"), SPAN, given=given.isel(draw=[draw]), guess=guess)
        np.testing.assert_array_equal(both["left"].isel(draw=[draw]), one["left"])


STEPPED = """
@block(lag={"stock": Lag(1, initial="before")})
def left(right: Share, stock: Share) -> Share:
    return 0.5 * right + stock
@block
def right(left: Share) -> Share:
    return 0.5 * left
solve("left", "right", start={"right": "guess"}, tolerance=1e-13)
@block
def stock(left: Share) -> Share:
    return left
"""


def test_a_solved_circle_inside_a_lag_loop_is_solved_in_every_period():
    linked = model(STEPPED, left={}, right={}, stock={}, before=STATIC, guess=STATIC)
    (step,) = linked.steps
    assert set(step.inputs) == {"toy.before", "toy.guess"}
    made = run(linked, SPAN, before=xr.DataArray(3.0), guess=xr.DataArray(0.0))
    # left = 0.25 left + stock[t-1]
    np.testing.assert_allclose(made["stock"], [3 / 0.75, 3 / 0.75**2, 3 / 0.75**3], rtol=1e-11)


OWN_PAST = """
@block(lag={"far": Lag(1, initial="before")})
def near(far: Share) -> Share:
    return 0.5 * far
@block
def middle(near: Share, far: Share) -> Share:
    return near + 0.5 * far
@block
def far(middle: Share) -> Share:
    return 1.0 + 0.5 * middle
solve("near", "middle", "far", start={"far": "guess"}, tolerance=1e-13)
"""


def test_a_solved_circle_may_take_its_own_past():
    linked = model(OWN_PAST, near={}, middle={}, far={}, before=STATIC, guess=STATIC)
    made = run(linked, SPAN, before=xr.DataArray(4.0), guess=xr.DataArray(0.0))
    # the fixed point: far = 1 + (past / 2 + far / 2) / 2, so that 3/4 far = 1 + past / 4
    expected, past = [], 4.0
    for _ in range(3):
        past = (1 + past / 4) / 0.75
        expected.append(past)
    np.testing.assert_allclose(made["far"], expected, rtol=1e-11)
