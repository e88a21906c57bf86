"""The country's book of entries, against what Customs told in court."""

from datetime import date

import numpy as np
import pytest

from bongsu.systems.tariffs.law import FOREVER
from bongsu.systems.tariffs.layers.gap import packaged_months
from bongsu.systems.tariffs.override_files import find_scenario
from bongsu.systems.tariffs.overrides import Override, Scenario
from bongsu.systems.tariffs.refunds.rulings import refunds_by_month, spans
from bongsu.systems.tariffs.refunds.simulated import (
    ENTRIES,
    book,
    by_authority,
    by_month,
    exposure,
    unliquidated_share,
)

TOLD = date(2026, 3, 4)  # the day of the counts in the declaration of 6 March 2026


@pytest.fixture(scope="module")
def held():
    return held_under(find_scenario("ieepa-void"))


def held_under(ruling):
    taken = spans(ruling)
    return book(refunds_by_month(ruling), np.random.default_rng(1), taken=taken)


def emergency(do, start=date.min, end=FOREVER):
    targets = ("authority:recip", "authority:fent")
    override = Override(do=do, targets=targets, start=start, end=end)
    return Scenario(name=do, overrides=(override,))


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
    taken = spans(find_scenario("ieepa-void"))
    one, same, other = (
        book(refunds, np.random.default_rng(seed), taken=taken) for seed in (1, 1, 2)
    )
    assert (one.formal == same.formal).all()
    assert (one.formal != other.formal).any()


def test_only_rulings_that_take_whole_authorities_away_need_no_rating():
    assert spans(find_scenario("s122-void")) == {"s122": ((date.min, FOREVER),)}
    assert spans(emergency("stay", date(2025, 6, 1), date(2025, 7, 1))) == dict.fromkeys(
        ("recip", "fent"), ((date(2025, 6, 1), date(2025, 7, 1)),)
    )
    partly = Override(do="void", targets=("authority:recip",), origins=frozenset({"KOR"}))
    reaching = Override(do="void", targets=("authority:s232",))
    raised = Override(do="raise", targets=("authority:recip",), by=0.1)
    for one in (partly, reaching, raised):
        assert spans(Scenario(name="other", overrides=(one,))) is None


def test_what_begins_after_the_last_imports_moves_no_refund():
    late = Override(do="raise", targets=("authority:s232",), by=0.1, start=date(2026, 9, 1))
    law = emergency("void")
    assert spans(Scenario(name="late", overrides=(*law.overrides, late))) == spans(law)


def test_before_and_after_a_day_come_to_the_whole(held):
    day = date(2025, 11, 5)  # of the hearing
    before, after = (held_under(emergency("void", *one)) for one in ((date.min, day), (day,)))
    size = before.days.size  # ends with the duties, the others with the month
    for part in ("recip", "fent"):
        both = before.by_authority[part] + after.by_authority[part][:size]
        assert both == pytest.approx(held.by_authority[part][:size])
        assert not held.by_authority[part][size:].any()
    assert (before.formal + after.formal[:size] == held.formal[:size]).all()
    assert (before.informal + after.informal[:size] == held.informal[:size]).all()
    edge = int(np.flatnonzero(held.days == day.toordinal())[0])
    assert not after.formal[:edge].any()
    assert not before.formal_usd[edge:].any()


def test_a_stay_gives_back_the_days_on_which_it_held():
    june = held_under(emergency("stay", date(2025, 6, 1), date(2025, 7, 1)))
    told = sum(
        row.duties["recip"] + row.duties["fent"]
        for row in packaged_months()
        if row.stage == "applicability" and row.month == date(2025, 6, 1)
    )
    assert sum(one.usd for one in exposure(june, TOLD)) == pytest.approx(told)
    assert june.days[june.formal > 0].min() == date(2025, 6, 1).toordinal()


def test_months_and_clocks_come_to_one_sum(held):
    months = by_month(held, TOLD)
    states = exposure(held, TOLD)
    assert sum(usd for usd, _ in months.values()) == pytest.approx(sum(one.usd for one in states))
    interest = sum(one.interest for one in states)
    assert sum(one for _, one in months.values()) == pytest.approx(interest)
    assert min(months) == date(2025, 2, 1)


def test_a_void_surcharge_gives_back_the_days_on_which_it_stood():
    held = held_under(find_scenario("s122-void"))
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
    cut = Override(do="cut", targets=("authority:s122",), by=0.1, start=date(2026, 2, 1))
    assert spans(Scenario(name="cut", overrides=(cut,))) is None
    rated = refunds_by_month(Scenario(name="cut", overrides=(cut,)))
    whole = refunds_by_month(find_scenario("s122-void"))
    for key, usd in whole.items():
        assert rated[key] == pytest.approx(usd, rel=0.01)
