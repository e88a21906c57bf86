"""Units convert where they measure the same, and only there."""

import pytest

from bongsu.errors import UnitMismatch
from bongsu.units import (
    UNIT_NAMES,
    convertible,
    factor,
    is_flow,
    parse_unit,
    per_period,
    same_unit,
)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("percent", "share", 0.01),
        ("share", "percent", 100.0),
        ("per_thousand", "percent", 0.1),
        ("trillion won", "billion won", 1000.0),
        ("hundred_million won", "trillion won", 1e-4),  # 억 against 조
        ("thousand person", "person", 1000.0),
        ("billion won/quarter", "billion won/year", 4.0),
        ("basis_point", "percentage_point", 0.01),
        ("per_100_thousand", "per_thousand", 0.01),
        ("won/thousand/person", "won/person", 0.001),
    ],
)
def test_a_value_converts_by_the_ratio_of_its_units(source, target, expected):
    assert factor(source, target, where="a test") == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("won", "us_dollar"),  # no implied exchange rate
        ("percentage_point", "percent"),  # a difference is not a level
        ("thousand person", "thousand person/year"),  # a stock is not a flow
        ("children/woman", "share"),
        ("index", "percent"),
    ],
)
def test_units_that_measure_different_things_never_convert(source, target):
    assert not convertible(source, target)
    with pytest.raises(UnitMismatch, match=f"{source} does not convert to {target}"):
        factor(source, target, where="a test")


def test_the_same_unit_at_another_scale_is_another_unit():
    assert same_unit("thousand person", "1000 * person")
    assert not same_unit("trillion won", "billion won")
    assert not same_unit("percent", "share")


def test_a_flow_is_told_by_its_unit():
    assert is_flow("thousand person/year")
    assert not is_flow("thousand person")
    assert per_period("billion won/quarter", "quarter", "year") == "billion won/year"
    assert per_period("billion won / quarters", "quarter", "year") == "billion won/year"
    assert per_period("won/quarter/person", "quarter", "year") == "won/year/person"
    assert per_period("percent", "quarter", "year") == "percent"


@pytest.mark.parametrize(
    "text",
    ["", "wons", "9**9**9**9", "__import__('os')", "won" * 200, "won won )(", "person**99", "[x]"],
)
def test_a_text_that_is_no_unit_is_refused(text):
    with pytest.raises(UnitMismatch):
        parse_unit(text)


@pytest.mark.parametrize("name", sorted(UNIT_NAMES))
def test_every_declared_name_is_a_unit(name):
    assert parse_unit(name).magnitude > 0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("wons", "wons"),  # pint strips a plural
        ("billions won", "billions"),
        ("kilowon", "kilowon"),  # and takes prefixes, were any declared
        ("mperson", "mperson"),
        ("Won", "Won"),
        ("nan", "nan"),  # these three pint reads as numbers
        ("inf share", "inf"),
        ("dimensionless", "dimensionless"),
        ("won per year", "per"),  # and these as operators
        ("cubic metre", "cubic"),
    ],
)
def test_only_declared_names_are_units(text, name):
    with pytest.raises(UnitMismatch, match=f"not a known unit: there is no `{name}`"):
        parse_unit(text)


def test_a_misspelt_unit_brings_the_nearest_name():
    with pytest.raises(UnitMismatch, match="did you mean `trillion`"):
        parse_unit("trilion won")


@pytest.mark.parametrize("text", ["won/thousand person", "1/ year woman", "won/metre**2 year"])
def test_a_blank_below_a_slash_is_refused_since_it_can_be_read_two_ways(text):
    with pytest.raises(UnitMismatch, match="before each divisor"):
        parse_unit(text)
