"""Days that run from an entry, and interest, against dates counted by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.errors import OutOfRange
from bongsu.systems.tariffs.refunds.clocks import (
    STATES,
    WAYS,
    Rules,
    clocks,
    growth,
    rules,
    state_on,
    years_after,
)

DAYS = st.dates(min_value=date(2025, 1, 1), max_value=date(2026, 12, 31))


def test_an_entry_of_10_april_2025_has_the_days_that_brokers_published():
    found = clocks(date(2025, 4, 10))
    assert found.liquidation == date(2026, 2, 18)
    assert found.cape_until == date(2026, 5, 9)
    assert found.reliquidation_until == date(2026, 5, 19)
    assert found.protest_until == date(2026, 8, 17)
    assert found.suit_until == date(2027, 4, 10)
    assert found.claim_until == date(2026, 4, 10)


def test_a_correction_ends_15_days_before_liquidation_which_is_day_299():
    entered = date(2025, 4, 10)
    assert clocks(entered).correction_until == entered + timedelta(days=299)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 2, 17), "unliquidated"),
        (date(2026, 2, 18), "within-80"),
        (date(2026, 5, 9), "within-80"),
        (date(2026, 5, 10), "within-90"),
        (date(2026, 5, 19), "within-90"),
        (date(2026, 5, 20), "within-180"),
        (date(2026, 8, 17), "within-180"),
        (date(2026, 8, 18), "final"),
    ],
)
def test_the_state_changes_on_the_day_after_each_last_day(day, state):
    assert state_on(day, clocks(date(2025, 4, 10))) == state


def test_a_protest_counts_from_its_day_and_only_in_time():
    held = clocks(date(2025, 4, 10))
    filed = date(2026, 8, 17)
    assert state_on(date(2026, 8, 16), held, protested=filed) == "within-180"
    assert state_on(date(2026, 12, 1), held, protested=filed) == "protested"
    assert state_on(date(2026, 12, 1), held, protested=date(2026, 8, 18)) == "final"
    assert state_on(date(2026, 1, 1), held, protested=date(2025, 12, 1)) == "unliquidated"


def test_a_suit_is_open_for_two_years_and_then_nothing_is():
    held = clocks(date(2025, 4, 10))
    assert state_on(date(2027, 4, 10), held) == "final"
    assert WAYS["final"].startswith("suit")
    assert state_on(date(2027, 4, 11), held) == "lapsed"
    assert WAYS["lapsed"].startswith("none")


def test_a_suit_in_time_stops_every_clock_and_one_out_of_time_none():
    held = clocks(date(2025, 4, 10))
    assert state_on(date(2025, 12, 1), held, sued=date(2025, 12, 1)) == "suit-filed"
    assert state_on(date(2025, 11, 30), held, sued=date(2025, 12, 1)) == "unliquidated"
    assert state_on(date(2028, 1, 1), held, sued=date(2027, 4, 10)) == "suit-filed"
    assert state_on(date(2028, 1, 1), held, sued=date(2027, 4, 11)) == "lapsed"


def test_a_suspended_liquidation_is_not_ended_by_the_usual_cycle():
    held = clocks(date(2025, 4, 10))
    assert state_on(date(2026, 8, 18), held, suspended=True) == "suspended"


def test_an_informal_entry_is_liquidated_on_the_day_of_entry():
    held = clocks(date(2025, 9, 1), informal=True)
    assert held.liquidation == held.entered
    assert state_on(date(2025, 9, 1), held) == "within-80"


def test_a_known_day_of_liquidation_prevails_and_cannot_lie_before_entry():
    assert clocks(date(2025, 4, 10), liquidated=date(2025, 12, 5)).protest_until == date(2026, 6, 3)
    with pytest.raises(OutOfRange, match="liquidated on 2025-04-09"):
        clocks(date(2025, 4, 10), liquidated=date(2025, 4, 9))


def test_the_day_after_a_leap_day_is_the_28th():
    assert years_after(date(2028, 2, 29), 1) == date(2029, 2, 28)


@given(DAYS, DAYS)
def test_states_only_move_forward(entered, day):
    held = clocks(entered)
    order: list[str] = [
        one for one in STATES if one not in {"protested", "suspended", "suit-filed"}
    ]
    places = [
        order.index(state_on(day + timedelta(days=step), held)) for step in (0, 1, 90, 400, 800)
    ]
    assert places == sorted(places)


def flat(*quarters):
    held = rules()
    return Rules(
        **{
            name: getattr(held, name)
            for name in Rules.__dataclass_fields__
            if name != "quarters"
        },
        quarters=quarters,
    )  # fmt: skip


def test_a_year_at_six_percent_compounded_daily_grows_as_by_hand():
    by = flat((date(2025, 1, 1), 0.06, 0.07))
    assert growth(date(2025, 1, 1), date(2026, 1, 1), by=by) == pytest.approx(
        (1 + 0.06 / 365) ** 365 - 1, abs=1e-12
    )
    assert growth(date(2025, 1, 1), date(2026, 1, 1), corporate=False, by=by) == pytest.approx(
        (1 + 0.07 / 365) ** 365 - 1, abs=1e-12
    )


def test_interest_takes_each_quarter_at_its_own_rate():
    by = flat((date(2025, 1, 1), 0.06, 0.06), (date(2025, 4, 1), 0.12, 0.12))
    first, second = (1 + 0.06 / 365) ** 1, (1 + 0.12 / 365) ** 2  # 31 March; 1 and 2 April
    assert growth(date(2025, 3, 31), date(2025, 4, 3), by=by) == pytest.approx(first * second - 1)


def test_the_day_of_deposit_bears_no_interest_and_too_early_ones_are_refused():
    assert growth(date(2025, 5, 1), date(2025, 5, 1)) == 0.0
    with pytest.raises(OutOfRange, match="no rate of interest"):
        growth(date(2024, 9, 30), date(2025, 5, 1))


@given(DAYS, st.integers(0, 300), st.integers(0, 300))
def test_growth_over_two_spans_is_that_over_both(first, one, other):
    middle, last = first + timedelta(days=one), first + timedelta(days=one + other)
    both = (1 + growth(first, middle)) * (1 + growth(middle, last)) - 1
    assert growth(first, last) == pytest.approx(both, abs=1e-12)
