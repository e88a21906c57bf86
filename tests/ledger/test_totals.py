"""Totals that cannot lie."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.ledger.statements_made import deal, stated

from bongsu.evidence.exchange import Rate, monthly_rate
from bongsu.ledger.events import events
from bongsu.ledger.totals import NoSum, one_sum, totals

TOLD = events(
    [
        *deal("a", amount=4.5e6, class_="korean_investment"),
        *deal("b", amount=7.4e9, class_="project_cost"),
        *deal("c", amount=312e6),
        *deal("d", amount=76e6),
        *deal("e", amount=2.5e9, us=("Etibus Group",)),
        *deal("f", amount=210e6, class_="award"),
        *deal("g", amount=350e9, class_="commitment"),
        *deal("h"),
    ]
)


def test_each_class_stands_apart_with_its_rows():
    found = totals(TOLD, commitment=350e9)
    assert {each.class_: dict(each.sums) for each in found.classes} == {
        "korean_investment": {"USD": 4.5e6},
        "us_investment": {},
        "sale": {"USD": 2.888e9},
        "project_cost": {"USD": 7.4e9},
        "award": {"USD": 210e6},
        "commitment": {"USD": 350e9},
        "unknown": {},
    }
    assert [row.event.subject for row in found.of("sale").rows] == ["deal:c", "deal:d", "deal:e"]
    assert found.investment == {"USD": (7_404_500_000.0, 7.4e9)}
    assert found.commitment is not None
    assert found.commitment.designated == ()
    assert found.commitment.unknown == 350e9


def test_no_sum_is_made_across_classes():
    found = totals(TOLD)
    with pytest.raises(NoSum, match="count different things"):
        one_sum(found, ["sale", "award"])
    assert one_sum(found, ["sale", "us_investment"]) == ("USD", 2.888e9)


def test_what_is_designated_is_told_by_class():
    told = events(
        [
            *deal("a", amount=1e9, class_="korean_investment", under="strategic investment MOU"),
            *deal("b", amount=2e9, class_="korean_investment", under="strategic investment MOU"),
        ]
    )
    held = totals(told, commitment=350e9).commitment
    assert held is not None
    assert (dict(held.by_class), held.unknown) == ({"korean_investment": 3e9}, 347e9)
    mixed = events(
        [
            *deal("a", amount=1e9, class_="korean_investment", under="MOU"),
            *deal("b", amount=2e9, class_="project_cost", under="MOU"),
        ]
    )
    held = totals(mixed, commitment=350e9).commitment
    assert held is not None
    assert held.unknown is None


def test_currencies_stand_apart_without_a_dated_rate():
    told = events([*deal("a", amount=1e9), *deal("b", amount=1.4e12, currency="KRW")])
    found = totals(told)
    assert dict(found.of("sale").sums) == {"KRW": 1.4e12, "USD": 1e9}
    with pytest.raises(NoSum, match="KRW, USD"):
        one_sum(found, ["sale"])
    rates = {
        "USD": Rate(currency="USD", per_dollar=1.0, date="2025-11", source=""),
        "KRW": Rate(currency="KRW", per_dollar=1400.0, date="2025-11-17", source="a bank"),
    }
    converted = totals(told, rate=lambda currency, _: rates.get(currency))
    assert dict(converted.of("sale").sums) == {"USD": 2e9}
    row = converted.of("sale").rows[1]
    assert row.rate is not None
    assert (row.value, row.converted, row.rate.source) == (1.4e12, 1e9, "a bank")
    none = totals(told, rate=lambda currency, _: rates["USD"] if currency == "USD" else None)
    assert dict(none.of("sale").sums) == {"USD": 1e9}
    assert [one.reason for one in none.left_out] == ["no dated rate is known for KRW on 2025-11-17"]


def test_a_months_rate_is_known_from_the_next_month_on():
    day = dt.date(2023, 6, 15)
    assert monthly_rate("KRW", day, dt.date(2023, 6, 30)) is None
    rate = monthly_rate("KRW", day, dt.date(2023, 7, 1))
    assert rate is not None
    assert rate.dollars(1.3e12) == pytest.approx(1e9, rel=0.02)  # about 1,297 won a dollar
    assert monthly_rate("CHF", day) is None


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"currency": ""}, "no currency is printed"),
        ({"amount": -5.0}, "the sum is negative"),
        ({"status": "cancelled"}, "cancelled"),
    ],
)
def test_what_cannot_be_counted_is_named(changed, reason):
    found = totals(events(deal("a", **({"amount": 5.0} | changed))))
    assert [one.reason for one in found.left_out] == [reason]
    assert not any(each.rows for each in found.classes)


def test_what_was_judged_to_be_one_deal_counts_once():
    told = events([*deal("a", amount=5.0), *deal("b", amount=5.0), *deal("c", amount=5.0)])
    found = totals(told, same=lambda subject: "deal:a" if subject == "deal:b" else subject)
    assert dict(found.of("sale").sums) == {"USD": 10.0}
    assert [one.event.subject for one in found.left_out] == ["deal:b"]


def test_what_is_no_one_sum_is_left_out_and_what_is_hedged_says_so():
    told = events(
        [
            *deal("a", amount=3e9, flag="amount_per_period"),
            *deal("b", flag="amount_is_a_range"),
            stated("deal:b", "amount", None, unit="USD"),
            *deal("c", amount=3e8, flag="amount_at_most"),
        ]
    )
    found = totals(told)
    assert [(row.event.subject, row.hedge) for row in found.of("sale").rows] == [
        ("deal:c", "at most")
    ]
    assert [one.reason for one in found.left_out] == [
        "the sum is paid again and again",
        "a range is printed",
    ]
