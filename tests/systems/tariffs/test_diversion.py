from calendar import monthrange
from datetime import date

import numpy as np
import pytest

from bongsu.systems.tariffs.layers.diversion import (
    BETWEEN_LINES,
    BETWEEN_ORIGINS,
    STEPS,
    diverted,
    packed,
    price_changes,
)
from bongsu.systems.tariffs.layers.gap import STAGES, packaged_shares, rates_paid, rows_of
from bongsu.systems.tariffs.layers.steps import Desk
from bongsu.systems.tariffs.layers.trade import FIRST, LAST, cells, month_values
from bongsu.systems.tariffs.overrides import Override, Scenario

VALUES = np.array([60.0, 30.0, 10.0, 5.0])
LINES = np.array([0, 0, 0, 1])


def test_nothing_moves_where_no_price_does():
    assert diverted(np.ones(4), VALUES, LINES) == pytest.approx(np.ones(4))


def test_a_line_of_one_origin_moves_with_the_elasticity_between_lines():
    moved = diverted(np.array([1.0, 1.0, 1.0, 1.2]), VALUES, LINES)
    assert moved == pytest.approx([1.0, 1.0, 1.0, 1.2**-BETWEEN_LINES])


def test_a_duty_on_all_goods_alike_moves_all_alike():
    moved = diverted(np.full(4, 1.1), VALUES, LINES)
    assert moved == pytest.approx(np.full(4, 1.1**-BETWEEN_LINES))


def test_two_origins_of_a_line_part_with_the_elasticity_between_origins():
    prices = np.array([1.5, 1.1, 1.0, 1.0])
    moved = diverted(prices, VALUES, LINES)
    ratio = moved[:3] / moved[2]
    assert ratio == pytest.approx(prices[:3] ** -BETWEEN_ORIGINS)
    # What demand theory demands: spending at the new prices over the price index is the quantity.
    index = (VALUES[:3] @ prices[:3] ** (1 - BETWEEN_ORIGINS) / VALUES[:3].sum()) ** (
        1 / (1 - BETWEEN_ORIGINS)
    )
    spent = (VALUES[:3] * moved[:3]) @ prices[:3]
    assert spent / index == pytest.approx(VALUES[:3].sum() * index**-BETWEEN_LINES)


def test_packed_prices_are_kept_to_half_a_step():
    rng = np.random.default_rng(7)
    prices = {date(2025, month, 1): np.exp(rng.normal(0, 0.3, 50)) for month in (3, 1, 2)}
    steps = packed(prices).to_numpy().cumsum(axis=1)
    for place, month in enumerate(sorted(prices)):
        apart = steps[:, place] / STEPS - np.log(prices[month])
        assert np.abs(apart).max() <= 0.5 / STEPS + 1e-12


def test_packaged_prices_are_of_what_is_paid_over_what_was_paid():
    desk, month = Desk(origin="BRA"), date(2025, 9, 1)
    held = desk.cells
    before = np.divide(held.duty, held.value, out=np.zeros_like(held.value), where=held.value > 0)
    paid = rates_paid(desk, desk.duty_rates(month), packaged_shares())
    fresh = np.log((1 + paid) / (1 + before))
    # Half a step of rounding, and the last turn's move of the shares.
    assert np.abs(np.log(price_changes(month)[desk.rows]) - fresh).max() < 0.51 / STEPS + 1e-3


def test_of_a_duty_that_does_not_apply_nothing_moves():
    desk = Desk(origin="JPN")
    rates, none = np.ones(desk.cells.value.size), dict.fromkeys(packaged_shares(), 0.0)
    paid = rates_paid(desk, rates, none)
    assert (paid[desk.vehicle] == 1.0).all()
    assert (paid[~desk.vehicle] == 0.0).all()


def test_every_month_of_trade_has_prices():
    months = (LAST.year - FIRST.year) * 12 + LAST.month - FIRST.month + 1
    for step in range(months):
        found = price_changes(date(2025 + step // 12, step % 12 + 1, 1))
        assert found.shape == cells().value.shape
        assert (found > 0).all()


def test_goods_of_brazil_give_way_when_their_duty_comes():
    iso = {one: Desk(origin=one).rows for one in ("BRA", "VNM")}
    before, after = (month_values(date(2025, month, 1)) for month in (7, 10))
    moved = {one: after[rows].sum() / before[rows].sum() for one, rows in iso.items()}
    assert moved["BRA"] < 0.8 < moved["VNM"]


# Imports of a month as Census tells them, USD million.
@pytest.mark.parametrize(
    ("origin", "month", "usd"),
    [("BRA", 7, 4034.8), ("BRA", 10, 2745.2), ("CHN", 5, 20493.9), ("KOR", 9, 9753.5)],
)
def test_trade_with_partners_that_are_known_is_what_was_told(origin, month, usd):
    value = month_values(date(2025, month, 1))[Desk(origin=origin).rows]
    assert value.sum() / 1e6 == pytest.approx(usd, rel=0.001)


# What Customs assessed to 14 December 2025 under one order each, USD billion (Reuters, 6 January
# 2026, from Customs' data).
@pytest.mark.parametrize(
    ("origin", "heading", "first", "usd", "near"),
    [("BRA", "9903.01.77", 8, 0.97e9, 0.10), ("IND", "9903.01.84", 10, 1.58e9, 0.10)],
)
def test_orders_on_single_countries_come_near_to_what_was_assessed(
    origin, heading, first, usd, near
):
    void = Scenario(name="void", overrides=(Override(do="void", targets=(heading,)),))
    desks = Desk(origin=origin), Desk(void, origin=origin)
    found = 0.0
    for month in (date(2025, number, 1) for number in range(first, 13)):
        with_it, without = (
            sum(
                row.duties["recip"]
                for row in rows_of(desk.month(month), packaged_shares())
                if row.stage == STAGES[-1]
            )
            for desk in desks
        )
        days = 14 if month.month == 12 else monthrange(month.year, month.month)[1]
        found += (with_it - without) * days / monthrange(month.year, month.month)[1]
    assert found == pytest.approx(usd, rel=near)
