"""Figures as written: whether a change, a share or a sum can be what the text says."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.audit.reading.fits import (
    below,
    counted,
    fits,
    growth,
    share_fits,
    share_of_count_possible,
    sum_fits,
)
from bongsu.audit.reading.pairing import movements
from bongsu.evidence.mentions import Comparator, Kind, Quantity
from bongsu.evidence.reading import analyse, read_bytes


def figure(written: str, kind: Kind = Kind.MONEY, comparator: Comparator = Comparator.EXACT):
    value = Decimal(written)
    step = float(Decimal(1).scaleb(int(value.as_tuple().exponent)))
    return Quantity(
        start=0,
        end=len(written),
        kind=kind,
        value=float(value),
        unit="",
        comparator=comparator,
        step=step,
        approximate_step=step,
    )


amounts = st.decimals(min_value=1, max_value=1000, places=6)
places = st.integers(min_value=0, max_value=2)
ways = st.sampled_from([ROUND_HALF_EVEN, ROUND_DOWN])


def write(value: Decimal, to: int, way: str) -> str:
    return str(value.quantize(Decimal(1).scaleb(-to), rounding=way))


@given(amounts, amounts, places, places, ways)
def test_a_change_that_is_right_fits_however_all_three_are_cut_short(before, after, to, of, way):
    if Decimal(write(before, to, way)) == 0:
        return
    percent = abs(after - before) / before * 100
    written = [write(before, to, way), write(after, to, way), write(percent, of, way)]
    levels = figure(written[0]), figure(written[1])
    assert fits(figure(written[2], Kind.PERCENT), growth, *levels)


@given(amounts, amounts, places, places, ways)
def test_a_share_that_is_right_fits_however_all_three_are_cut_short(part, rest, to, of, way):
    whole = part + rest
    written = [write(x, n, way) for x, n in ((part, to), (whole, to), (part / whole * 100, of))]
    assert share_fits(figure(written[0]), figure(written[1]), figure(written[2], Kind.PERCENT))


@given(st.lists(amounts, min_size=2, max_size=12), places, ways)
def test_a_sum_that_is_right_fits_however_the_parts_are_cut_short(parts, to, way):
    written = [figure(write(part, to, way)) for part in parts]
    assert sum_fits(written, figure(write(sum(parts, Decimal(0)), to, way)))


@given(st.integers(1, 150), st.integers(0, 150), st.integers(0, 2), ways)
def test_every_share_of_a_count_is_possible(whole, part, to, way):
    part = min(part, whole)
    share = figure(write(Decimal(part) / whole * 100, to, way), Kind.PERCENT)
    assert share_of_count_possible(share, whole)


@pytest.mark.parametrize(
    ("share", "count", "possible"),
    [
        ("52", 25, True),  # 13 of 25
        ("53", 25, False),  # 13 are 52 percent, 14 are 56
        ("36", 63, True),  # 23 of 63 are 36.5 percent, cut off
        ("37", 63, True),  # and rounded
        ("38", 63, True),  # 24 of 63 are 38.1 percent
    ],
)
def test_shares_of_small_counts_are_those_of_whole_numbers(share, count, possible):
    assert share_of_count_possible(figure(share, Kind.PERCENT), count) is possible


@pytest.mark.parametrize(
    ("part", "whole", "share", "fit"),
    [
        ("9.95", "21.29", "46.8", True),  # 9.955 of 21.285 is 46.77
        ("198", "224", "88", True),
        ("198", "224", "78", False),
        ("3", "4", "75", True),
        ("3", "4", "80", True),  # as money: 3.5 of 4.4 is 80 percent
    ],
)
def test_a_share_is_held_against_all_that_its_figures_may_stand_for(part, whole, share, fit):
    assert share_fits(figure(part), figure(whole), figure(share, Kind.PERCENT)) is fit


def test_counts_of_single_things_have_no_rounding_error():
    three, four = figure("3", Kind.COUNT), figure("4", Kind.COUNT)
    assert counted(three)
    assert not share_fits(three, four, figure("80", Kind.PERCENT))
    assert not counted(figure("2500", Kind.COUNT))  # may be rounded to hundreds


def test_figures_are_below_others_only_if_no_value_is_written_as_both():
    assert below(figure("4"), figure("5"))
    assert not below(figure("5"), figure("5"))
    assert not below(figure("5"), figure("4"))
    assert below(figure("4.2"), figure("6.1"))
    assert not below(figure("4", comparator=Comparator.OVER), figure("5"))


def test_a_negative_change_is_compared_by_its_size():
    assert fits(figure("25", Kind.PERCENT), growth, figure("200"), figure("150"))
    assert not fits(figure("33", Kind.PERCENT), growth, figure("200"), figure("150"))


def test_a_bare_figure_beside_a_negative_one_keeps_its_sign_and_can_be_rounded():
    text = (
        "Quarterly Growth\nPublished October 24, 2024\n\n"
        "Growth by quarter, percent:\nQ1 1.3\nQ2 -0.2\nQ3 0.1\nQ4 0.1\n"
    )
    levels = [
        level
        for one in analyse(read_bytes(text.encode(), "made-up.md"))
        for move in movements(one)
        for level in (move.before, move.after)
    ]
    assert levels
    assert all(level.rounded.low <= (level.value or 0.0) for level in levels)
    assert {level.value for level in levels} >= {1.3}
