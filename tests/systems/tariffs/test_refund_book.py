"""The country's book of entries, against what Customs told in court."""

from datetime import date

import numpy as np
import pytest

from bongsu.systems.tariffs.layers.gap import packaged_months
from bongsu.systems.tariffs.override_files import find_scenario
from bongsu.systems.tariffs.overrides import Override, Scenario
from bongsu.systems.tariffs.refunds.rulings import refunds_by_month, voided
from bongsu.systems.tariffs.refunds.simulated import (
    ENTRIES,
    book,
    by_authority,
    exposure,
    unliquidated_share,
)

TOLD = date(2026, 3, 4)  # the day of the counts in the declaration of 6 March 2026


@pytest.fixture(scope="module")
def held():
    return book(refunds_by_month(find_scenario("ieepa-void")), np.random.default_rng(1))


def test_the_share_unliquidated_is_within_two_points_of_what_customs_told(held):
    assert unliquidated_share(held, TOLD) == pytest.approx(20.1 / 53.173939, abs=0.02)


def test_the_deposits_are_within_five_percent_of_what_customs_told(held):
    whole = sum(one.usd for one in exposure(held, TOLD))
    assert whole == pytest.approx(166e9, rel=0.05)


def test_all_entries_are_drawn_and_each_has_one_state(held):
    assert int(held.formal.sum() + held.informal.sum()) == ENTRIES
    assert sum(one.entries for one in exposure(held, TOLD)) == ENTRIES


def test_states_and_authorities_share_out_what_the_months_tell(held):
    told = sum(
        row.duties["recip"] + row.duties["fent"]
        for row in packaged_months()
        if row.stage == "applicability"
    )
    assert sum(one.usd for one in exposure(held, TOLD)) == pytest.approx(told)
    assert sum(by_authority(held, TOLD).values()) == pytest.approx(told)


def test_nothing_is_exposed_before_the_first_duty_and_less_is_open_later(held):
    assert sum(one.usd for one in exposure(held, date(2025, 2, 3))) == 0.0
    assert unliquidated_share(held, date(2026, 6, 1)) < unliquidated_share(held, TOLD)
    assert unliquidated_share(held, date(2027, 2, 1)) == 0.0  # 314 days after the last entry


def test_one_seed_gives_one_book():
    refunds = refunds_by_month(find_scenario("ieepa-void"))
    one, same, other = (book(refunds, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert (one.formal == same.formal).all()
    assert (one.formal != other.formal).any()


def test_only_rulings_that_void_whole_authorities_need_no_rating():
    assert voided(find_scenario("s122-void")) == ("s122",)
    assert voided(find_scenario("korea-25")) is None
    partly = Override(do="void", targets=("authority:recip",), origins=frozenset({"KOR"}))
    assert voided(Scenario(name="partly", overrides=(partly,))) is None


def test_a_void_surcharge_gives_back_the_days_on_which_it_stood():
    held = book(refunds_by_month(find_scenario("s122-void")), np.random.default_rng(1))
    assert by_authority(held, date(2026, 2, 23)) == {"s122": 0.0}
    assert by_authority(held, date(2026, 2, 24))["s122"] > 0
    assert int(held.formal.sum()) == 0  # no number of its entries is known


def test_a_ruling_on_a_part_of_the_duties_draws_no_entries():
    half = {key: usd / 2 for key, usd in refunds_by_month(find_scenario("ieepa-void")).items()}
    held = book(half, np.random.default_rng(1))
    assert int(held.formal.sum() + held.informal.sum()) == 0
    assert sum(one.usd for one in exposure(held, TOLD)) == pytest.approx(sum(half.values()))


def test_a_duty_raised_is_no_informal_refund():
    held = book({(date(2026, 1, 1), "recip"): -31e6}, np.random.default_rng(1))
    states = {one.state: one.usd for one in exposure(held, TOLD)}
    assert states["unliquidated"] == pytest.approx(-31e6)
    assert sum(states.values()) == pytest.approx(-31e6)


@pytest.mark.slow
def test_voiding_a_duty_by_rating_gives_back_what_was_collected_of_it():
    late = Override(do="void", targets=("authority:s122",), start=date(2026, 2, 1))
    rated = refunds_by_month(Scenario(name="late", overrides=(late,)))
    whole = refunds_by_month(find_scenario("s122-void"))
    for key, usd in whole.items():
        assert rated[key] == pytest.approx(usd, rel=0.01)
