"""Averages: small books worked out by hand, identities on the packaged trade, and the one entry."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from bongsu.errors import OutOfRange, UnknownName
from bongsu.systems.tariffs.arrays import origin_list
from bongsu.systems.tariffs.average_steps import months, steps
from bongsu.systems.tariffs.averages import COLUMNS, Weigher, grouped
from bongsu.systems.tariffs.engine import LATEST, Engine
from bongsu.systems.tariffs.entries import Entry
from bongsu.systems.tariffs.held import duty
from bongsu.systems.tariffs.law import FOREVER
from bongsu.systems.tariffs.law_files import load_law
from bongsu.systems.tariffs.override_files import find_scenario
from bongsu.systems.tariffs.stand_ins import place
from bongsu.systems.tariffs.trade import Trade, find_partner, imports

CAR, SWEATER, CLOCK = 8703230140, 6110202069, 9999950000
IN_WINDOW, AS_CHARGED = date(2025, 11, 5), date(2025, 11, 20)


def book(*rows, partners=("KOR",)):
    """Trade of (line, partner, value, duty of 2024)."""
    codes, own, value, paid = zip(*rows, strict=True)
    return Trade(
        codes=np.array(codes),
        partner=np.array([partners.index(name) for name in own]),
        value=np.array(value, dtype=float),
        duty=np.array(paid, dtype=float),
        sector=np.zeros(len(rows), dtype=np.int64),
        usmca=np.zeros(len(rows)),
        partners=tuple(partners),
        sectors=("MVH",),
    )


# A car at 2.5% of which 96 in 100 claimed KORUS in 2024 (0.30 was paid of 7.50), and a sweater at
# 16.5% that nobody claimed on.
@pytest.fixture(scope="module")
def two_goods():
    return Weigher(trade=book((CAR, "KOR", 300, 0.3), (SWEATER, "KOR", 100, 16.5)))


@pytest.fixture(scope="module")
def korea():
    return Weigher(["KOR"])


def test_an_average_weighs_each_good_by_its_imports(two_goods):
    # Car 27.5%, sweater 16.5 + 15: (300 x 27.5 + 100 x 31.5) / 400.
    found = two_goods.average(IN_WINDOW, AS_CHARGED)
    assert found.value.tolist() == [400]
    told = dict(zip(COLUMNS, found.law.rates[0].tolist(), strict=True))
    assert told["total"] == pytest.approx(0.285)
    assert told["base"] == pytest.approx((300 * 0.025 + 100 * 0.165) / 400)
    assert told["s232"] == pytest.approx(300 * 0.25 / 400)
    assert told["recip"] == pytest.approx(100 * 0.15 / 400)


def test_claims_move_only_the_share_that_claimed_in_2024(two_goods):
    # 4% of the cars pay 27.5, 96% pay 25; sweaters as before.
    found = two_goods.average(IN_WINDOW, AS_CHARGED)
    car = 0.04 * 0.275 + 0.96 * 0.25
    assert found.claims.rates[0, -1] == pytest.approx((300 * car + 100 * 0.315) / 400)
    assert found.claims.rates[0, COLUMNS.index("s232")] == pytest.approx(300 * 0.25 / 400)


def test_what_is_known_later_counts_only_once_it_is_known(two_goods):
    # Cars 15% in all from 1 November, published in December; sweaters from 14 November only.
    found = two_goods.average(IN_WINDOW, FOREVER)
    assert found.law.rates[0, -1] == pytest.approx((300 * 0.15 + 100 * 0.315) / 400)


def test_bounds_hold_the_claim_open_in_the_law_and_settled_in_the_other_layer(two_goods):
    # In force without a doubt are both rates; only the claim is open: cars 25 or 27.5, sweaters
    # 15 (free under the agreement) or 31.5.
    found = two_goods.average(IN_WINDOW, AS_CHARGED)
    assert found.law.low[0] == pytest.approx((300 * 0.25 + 100 * 0.15) / 400)
    assert found.law.high[0] == pytest.approx(0.285)
    assert found.claims.low[0] == pytest.approx(found.claims.rates[0, -1])
    assert found.claims.high[0] == pytest.approx(found.claims.rates[0, -1])


def test_what_has_no_line_is_told_and_weighs_nothing():
    found = Weigher(trade=book((CAR, "KOR", 300, 0), (CLOCK, "KOR", 50, 0))).average(IN_WINDOW)
    assert (found.value.tolist(), found.unrated.tolist()) == ([300], [50])
    assert found.law.rates[0, -1] == pytest.approx(0.15)


def test_a_group_without_a_rate_is_missing_and_not_nought():
    found = Weigher(trade=book((CAR, "KOR", 300, 0), (CLOCK, "KOR", 50, 0))).average(
        IN_WINDOW, by="chapter"
    )
    assert found.groups == ("87", "99")
    assert np.isnan(found.law.rates[1]).all()
    assert found.overall().law.rates[0, -1] == pytest.approx(0.15)


def test_a_line_that_ended_is_rated_as_those_that_took_its_place():
    held = np.array([8703230110, 8703230140, 8703990000, 9401000000])
    live = np.array([False, False, True, True])
    found = place(np.array([8703230110, 8703230140]), held, live | (held == 8703230140))
    assert found.product.tolist() == [1, 1]  # the same eight digits
    none = place(np.array([8703230110]), held, live)
    assert none.row.size == 0  # six digits share nothing that stands
    both = place(np.array([8703230110]), np.sort([8703230110, 8703231000, 8703232000]),
                 np.array([False, True, True]))  # fmt: skip
    assert both.weight.tolist() == [0.5, 0.5]


@pytest.mark.parametrize("by", ["country", "sector", "chapter"])
def test_groups_weighed_by_their_imports_give_the_whole(by):
    weigher = Weigher(["KOR", "JPN"])
    apart, whole = (weigher.average(date(2026, 3, 1), by=one) for one in (by, "authority"))
    again = apart.overall()
    for name in ("law", "claims"):
        assert again.layer(name).rates == pytest.approx(whole.layer(name).rates)
        assert again.layer(name).low == pytest.approx(whole.layer(name).low)
        assert again.layer(name).high == pytest.approx(whole.layer(name).high)
    assert apart.value.sum() + apart.unrated.sum() == pytest.approx(weigher.trade.value.sum())


def test_base_and_authorities_sum_to_the_total_which_lies_between_its_bounds(korea):
    for day in (date(2025, 1, 1), date(2025, 4, 9), date(2025, 8, 20), date(2026, 4, 10)):
        found = korea.average(day)
        for layer in (found.law, found.claims):
            assert layer.rates[0, :-1].sum() == pytest.approx(layer.rates[0, -1])
            assert layer.low[0] - 1e-12 <= layer.rates[0, -1] <= layer.high[0] + 1e-12


def test_each_row_of_a_book_pays_what_an_entry_pays():
    rng = np.random.default_rng(20251101)
    held = imports().of(["KOR", "JPN", "CHN", "CAN", "IND"])
    rows = np.sort(rng.choice(np.flatnonzero(held.codes < 9800000000), 30, replace=False))
    names = tuple(f"{place:02d}" for place in range(rows.size))
    # A sector of its own for each row shows the rows apart.
    trade = replace(held.rows(rows), sector=np.arange(rows.size), sectors=names)
    weigher, checked = Weigher(trade=trade), 0
    for ordinal in rng.integers(date(2025, 1, 1).toordinal(), date(2027, 1, 1).toordinal(), 4):
        day = date.fromordinal(int(ordinal))
        found = weigher.average(day, by="sector")
        for row in range(rows.size):
            code, origin = f"{trade.codes[row]:010d}", trade.partners[trade.partner[row]]
            try:
                told = duty(Entry(hts10=code, origin=origin, claim="none", day=day))
            except UnknownName:
                continue  # a line that ended, rated by those in its place
            unsettled = duty(Entry(hts10=code, origin=origin, claim=None, day=day))
            parts = [told.base.rate, *told.by_authority.values(), told.total]
            assert found.law.rates[row] == pytest.approx(parts, abs=1e-9), (code, origin, day)
            ends = (found.law.low[row], found.law.high[row])
            assert ends == pytest.approx((unsettled.low, unsettled.high), abs=1e-9)
            checked += 1
    assert checked > 100


def test_no_measure_tells_members_of_the_european_union_apart():
    engine = Engine(load_law())
    days = np.array([day.toordinal() for day in engine.calendar.days if day.year in {2025, 2026}])
    numbers = np.unique(engine.epochs_of(days, np.full(days.size, LATEST)))
    members = [n for n, one in enumerate(origin_list()) if "eu" in one.groups]
    assert len(members) == 27
    for number in numbers:
        epoch = engine.epochs[number]
        assert len(set(epoch.state[members].tolist())) == 1
        assert (epoch.claimable[members] == epoch.claimable[members[0]]).all()


def test_the_claims_of_2024_give_the_duty_of_2024():
    # Census, calculated duty over customs value, 2024; measures of 1 January 2025 were those of
    # 2024 for these partners. What is left: quotas, aluminium quota goods, prices of duties by
    # weight.
    weigher = Weigher(["EU", "JPN", "KOR", "CAN", "MEX", "GBR"])
    found = weigher.average(date(2025, 1, 1), by="country", bounds=False)
    groups, group = grouped(weigher.trade, "country")
    paid = np.bincount(group, weigher.trade.duty) / found.value
    for name, ours, theirs in zip(groups, found.claims.rates[:, -1], paid, strict=True):
        assert ours == pytest.approx(theirs, abs=0.0006), name


def test_steps_are_the_averages_of_their_days(two_goods):
    found = steps(two_goods, date(2025, 10, 20), date(2025, 12, 10), AS_CHARGED)
    assert [step.days for step in found] == [52]  # nothing more was known on 20 November
    entry = steps(two_goods, date(2025, 10, 20), date(2025, 12, 10), "entry")
    # The change record was published on 5 December (Federal Register 4 December).
    assert [step.first for step in entry][1:] == [date(2025, 12, 4)]
    later = steps(two_goods, date(2025, 10, 20), date(2025, 12, 10))
    assert [step.first for step in later][1:] == [date(2025, 11, 1), date(2025, 11, 14)]
    for step in later:
        for day in (step.first, step.last):
            again = two_goods.average(day)
            assert step.averages.law.rates == pytest.approx(again.law.rates)


def test_a_month_pays_its_days_at_the_trade_of_2024(two_goods):
    # November: 13 days with sweaters at 31.5, 17 days at 16.5 (above the floor of 15); cars 15.
    (found,) = months(steps(two_goods, date(2025, 11, 1), date(2025, 11, 30)))
    assert (found.days, found.value.tolist()) == (30, [pytest.approx(400 * 30 / 366)])
    sweaters = 100 / 366 * (13 * 0.315 + 17 * 0.165)
    assert found.law.rates[0, -1] == pytest.approx(300 * 30 / 366 * 0.15 + sweaters)


def test_a_series_may_neither_run_backwards_nor_leave_the_schedule(two_goods):
    with pytest.raises(OutOfRange, match="comes before"):
        steps(two_goods, date(2025, 3, 1), date(2025, 2, 1))
    with pytest.raises(OutOfRange, match="not covered"):
        steps(two_goods, date(2024, 12, 31), date(2025, 2, 1))


def test_a_what_if_changes_the_law_and_not_the_claims_of_2024():
    trade = book((CAR, "KOR", 300, 0.3), (SWEATER, "KOR", 100, 16.5))
    found = Weigher(scenario=find_scenario("ieepa-void"), trade=trade).average(
        IN_WINDOW, AS_CHARGED
    )
    assert found.law.rates[0, COLUMNS.index("recip")] == 0
    assert found.law.rates[0, -1] == pytest.approx((300 * 0.275 + 100 * 0.165) / 400)
    assert found.claims.rates[0, 0] == pytest.approx((300 * 0.04 * 0.025 + 16.5) / 400)


def test_a_partner_is_a_country_of_the_table_or_the_union():
    assert [find_partner(name) for name in ("KR", "european union", "0003")] == ["KOR", "EU", "EU"]
    with pytest.raises(OutOfRange, match="for the European Union as one"):
        find_partner("DE")
    with pytest.raises(OutOfRange, match="has no Nauru"):
        find_partner("NR")
