"""Digits, words and ordinals: what they are worth, and how exactly they are written."""

from __future__ import annotations

import pytest

from bongsu.evidence.numbers import cardinal, digits, ordinal


@pytest.mark.parametrize(
    ("written", "value", "step", "approximate"),
    [
        ("0", 0, 1, 1),
        ("7", 7, 1, 1),
        ("2500", 2500, 1, 100),
        ("2,500", 2500, 1, 100),
        ("34,538", 34538, 1, 1),
        ("1,000,000", 1_000_000, 1, 1_000_000),
        ("61.3", 61.3, 0.1, 0.1),
        ("0.70", 0.7, 0.01, 0.01),
        (".5", 0.5, 0.1, 0.1),
        ("1,234.56", 1234.56, 0.01, 0.01),
    ],
)
def test_digits_keep_their_written_precision(
    written: str, value: float, step: float, approximate: float
) -> None:
    number = digits(written)
    assert number.value == pytest.approx(value)
    assert (number.step, number.approximate_step) == pytest.approx((step, approximate))
    assert not number.words


@pytest.mark.parametrize(
    "written", ["50,0000", "1,23", "1,2345,678", ",5", "1.2.3", "1,000,00", "9" * 25, "12,"]
)
def test_digits_that_nobody_can_read_have_no_value(written: str) -> None:
    assert digits(written).value is None


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("zero", 0),
        ("one", 1),
        ("nineteen", 19),
        ("ninety eight", 98),
        ("one hundred", 100),
        ("hundred", 100),
        ("one hundred fifty", 150),
        ("two hundred six", 206),
        ("three thousand", 3_000),
        ("three hundred thousand", 300_000),
        ("twelve thousand five hundred", 12_500),
        ("one million two hundred thousand", 1_200_000),
        ("seven billion", 7_000_000_000),
        ("four trillion", 4_000_000_000_000),
    ],
)
def test_cardinals_add_and_multiply(words: str, value: float) -> None:
    number = cardinal(words.split())
    assert number is not None
    assert number.value == value
    assert number.words


@pytest.mark.parametrize(
    "words", ["twenty thirty", "five six", "ten one", "twenty ten", "one thousand two million"]
)
def test_numbers_beside_each_other_are_not_one(words: str) -> None:
    assert cardinal(words.split()) is None


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("first", 1),
        ("twelfth", 12),
        ("twenty-first", 21),
        ("fifty-seventh", 57),
        ("hundredth", 100),
        ("1st", 1),
        ("2nd", 2),
        ("3rd", 3),
        ("4th", 4),
        ("11th", 11),
        ("12th", 12),
        ("13th", 13),
        ("21st", 21),
        ("112th", 112),
        ("1,000th", 1000),
    ],
)
def test_ordinals_name_a_place(written: str, place: float) -> None:
    assert ordinal(written) == place
    assert ordinal(written.upper()) == place


@pytest.mark.parametrize(
    "written", ["11st", "2th", "1nd", "13rd", "five-first", "ten-second", "1234567th"]
)
def test_what_is_no_ordinal_names_none(written: str) -> None:
    assert ordinal(written) is None
