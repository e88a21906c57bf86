"""What leaves a block is what was declared; every other array is refused with its place."""

# ruff: noqa: E501  # one case, one line

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import xarray as xr
from tests.link.toy import model, run, years

from bongsu.errors import DimensionMismatch, MissingValue, OutOfRange

SPAN = {"year": [2026, 2027, 2028]}
GIVEN = {"parameter": True}


def one(body: str, /, **fields):
    """A block `made(given)` with this body."""
    code = f"@block\ndef made(given: Share) -> Share:\n    return {body}"
    return model(code, given=GIVEN, made=fields)


WRONG: dict[str, tuple[Any, ...]] = {
    "a dim is lost": ("given.isel(year=0)", {}, DimensionMismatch, r"dims \(\), declared are \(year"),
    "a dim is new": ("given.expand_dims(x=[1, 2])", {}, DimensionMismatch, r"dims \(x \(2\), year"),
    "a declared dim is missing": ("given", {"dims": ["sex"]}, DimensionMismatch, "declared are .sex, year"),
    "labels are gone": ('given.drop_vars("year")', {}, DimensionMismatch, "no labels along year"),
    "the last year is missing": ("given.isel(year=slice(0, 2))", {}, DimensionMismatch, "2026 to 2027"),
    "a year in the middle is missing": ("given.isel(year=[0, 2])", {}, DimensionMismatch, "covers 2026 to 2028"),
    "no year is left": ("given.isel(year=[])", {}, DimensionMismatch, "covers none"),
    "a year is beyond the run": ("given.assign_coords(year=[2027, 2028, 2029])", {}, DimensionMismatch, "2029"),
    "a value is missing": ("given.where(given.year != 2027)", {}, MissingValue, "1 missing values, the first at year=2027"),
    "a value is infinite": ("given / (given.year - 2028)", {}, OutOfRange, "infinite at year=2028"),
    "an infinite value where gaps are allowed": (
        "xr.where(given.year > 2026, np.inf, np.nan)", {"missing": True, "note": "x"}, OutOfRange, "infinite at year=2027"),
    "a value is too low": ("given - 0.5", {"range": [0, None]}, OutOfRange, "is -0.4 share at year=2026, its range is 0 to any"),
    "a value is too high": ("given * 4", {"range": [0, 1]}, OutOfRange, "is 1.2 share at year=2028"),
    "a value is too low beside a gap": (
        "(given - 0.5).where(given.year > 2026)", {"missing": True, "note": "x", "range": [0, 1]}, OutOfRange, "year=2027"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.filterwarnings("ignore:divide by zero")
def test_a_wrong_output_is_refused_with_its_place(name):
    body, fields, kind, message = WRONG[name]
    with pytest.raises(kind, match=message) as hit:
        run(one(body, **fields), SPAN, given=years(0.1, 0.2, 0.3))
    assert hit.value.where == "block toy.made"
    assert "toy.made" in hit.value.what


def test_a_gap_with_a_meaning_may_pass():
    linked = one(
        "given.where(given.year > 2026)", missing=True, note="before the law", range=[0, 1]
    )
    made = run(linked, SPAN, given=years(0.1, 0.2, 0.3))["made"]
    np.testing.assert_array_equal(made, [np.nan, 0.2, 0.3])


def test_an_output_may_begin_later_than_the_run():
    made = run(one("given.isel(year=slice(1, None))"), SPAN, given=years(1, 2, 3))["made"]
    assert made["year"].values.tolist() == [2027, 2028]


def test_dims_leave_in_canonical_order_whatever_the_block_did():
    given = years(1, 2, 3, draw=[0, 1]).expand_dims(storm=["calm", "wild"])
    code = """
    @block
    def made(given: Share) -> Share:
        return given.expand_dims(sex=["f", "m"]).transpose("year", "draw", "sex", "storm")
    """
    linked = model(code, given=GIVEN, made={"dims": ["sex"]})
    made = run(linked, SPAN, given=given)["made"]
    assert made.dims == ("storm", "draw", "sex", "year")


def test_whole_numbers_and_truth_values_become_floats():
    made = run(one("given > 1.5"), SPAN, given=years(1, 2, 3))["made"]
    assert made.dtype == np.float64
    assert made.values.tolist() == [0.0, 1.0, 1.0]


def test_labels_that_a_block_left_lying_are_dropped():
    made = run(one("given + given.isel(year=0)"), SPAN, given=years(1, 2, 3))["made"]
    assert set(made.coords) == {"year"}


def test_an_input_handed_on_is_not_marked():
    given = years(1, 2, 3)
    made = run(one("given"), SPAN, given=given)["made"]
    assert given.attrs == {}
    assert made.attrs == {"unit": "share", "title": "A toy"}


@pytest.mark.parametrize("body", ["3.0", "given.astype(str)", "(given, given)"])
def test_what_is_no_array_of_numbers_is_a_mistake_of_the_programmer(body):
    with pytest.raises(TypeError, match=r"toy\.made"):
        run(one(body), SPAN, given=years(1, 2, 3))


def test_draws_may_be_summed_only_away():
    code = '@block(draws="together")\ndef made(given: Share) -> Share:\n    return {}'
    given = years(1, 2, 3, draw=[0, 1])
    linked = model(code.format('given.mean("draw")'), given=GIVEN, made={})
    assert linked.steps[0].together
    assert run(linked, SPAN, given=given)["made"].dims == ("year",)
    halved = model(code.format("given.isel(draw=[0])"), given=GIVEN, made={})
    with pytest.raises(DimensionMismatch, match=r"may keep draw \(2\)"):
        run(halved, SPAN, given=given)


def test_results_are_converted_where_that_is_declared():
    code = """
    Percent = Annotated[xr.DataArray, Edge("percent", convert=True)]
    @block
    def made(given: Percent) -> Percent:
        return given + 1.0
    """
    made = run(model(code, given=GIVEN, made={}), SPAN, given=years(0.1, 0.2, 0.3))["made"]
    np.testing.assert_allclose(made, [0.11, 0.21, 0.31], rtol=1e-15)


def test_versions_and_functions_of_a_step_are_those_of_its_blocks():
    code = """
    @block(version=3)
    def made(given: Share) -> Share:
        return given
    """
    (step,) = model(code, given=GIVEN, made={}).steps
    assert step.version == 3
    assert [function.__name__ for function in step.functions] == ["made"]
    assert not step.together


def test_a_marked_function_is_still_the_function():
    (step,) = one("given * 2").steps
    np.testing.assert_array_equal(step.functions[0](xr.DataArray([1.0])), [2.0])
