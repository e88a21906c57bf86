"""Corrections add and withdraw; what was read stays readable."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.ledger.statements_made import deal, stated

from bongsu.errors import BongsuError
from bongsu.ledger.corrections import correct
from bongsu.ledger.events import events
from bongsu.ledger.statements import Statement

NOW = dt.datetime(2026, 2, 6, 9, 30, tzinfo=dt.UTC)
TOLD = deal("a", amount=5e9, korean=("Korea Zink", "LS Electric"))


def _corrected(prop: str, value: str, **more: str) -> list[Statement]:
    made = correct(
        "deal:a", prop, value, stated=TOLD, by="Kim", because="misread", moment=NOW, **more
    )
    return [*TOLD, *made]


def test_a_correction_withdraws_and_keeps_the_place_and_the_words():
    told = _corrected("amount", "7.4e9")
    (event,) = events(told)
    amount = event.statement("amount")
    assert amount is not None
    assert (amount.value, amount.unit, amount.extractor) == (7.4e9, "USD", "Kim")
    old = next(one for one in TOLD if one.prop == "amount")
    assert (amount.document, amount.start, amount.quote) == (old.document, old.start, old.quote)
    assert event.texts("because") == ("amount: misread",)
    (before,) = events(told, dt.date(2026, 2, 5))
    assert before.one("amount") == 5e9


def test_a_value_that_was_corrected_away_can_come_back():
    told = _corrected("amount", "7.4e9")
    later = NOW + dt.timedelta(days=1)
    (event,) = events(told)
    back = correct(
        "deal:a",
        "amount",
        "5e9",
        stated=event.statements,
        by="Lee",
        because="it was right",
        moment=later,
    )
    assert events([*told, *back])[0].one("amount") == 5e9
    assert len({one.id for one in [*told, *back] if one.prop == "amount"}) == 3


def test_of_several_values_one_is_replaced_or_one_is_added():
    (event,) = events(_corrected("kr_entity", "Korea Zinc", instead_of="Korea Zink"))
    assert event.texts("kr_entity") == ("LS Electric", "Korea Zinc")
    (event,) = events(_corrected("kr_entity", "Hanwha"))
    assert event.texts("kr_entity") == ("Korea Zink", "LS Electric", "Hanwha")


def test_an_empty_value_only_withdraws():
    assert events(_corrected("amount", ""))[0].amount is None


@pytest.mark.parametrize(
    ("prop", "value", "more"),
    [
        ("amont", "5", {}),
        ("what", "a summit", {}),  # of an event
        ("same_as", "deal:b", {}),
        ("because", "why not", {}),
        ("amount", "much", {}),
        ("amount", "-5", {}),
        ("amount", "nan", {}),
        ("amount_class", "sales", {}),
        ("date", "30 February", {}),
        ("kr_entity", "Hanwha", {"instead_of": "Boeing"}),
        ("kr_entity", "", {}),
        ("state", "", {}),
    ],
)
def test_what_a_property_cannot_be_is_refused(prop, value, more):
    with pytest.raises(BongsuError):
        _corrected(prop, value, **more)


def test_a_correction_says_why():
    with pytest.raises(BongsuError, match="who makes it and why"):
        correct("deal:a", "amount", "5", stated=TOLD, by="Kim", because=" ", moment=NOW)


def test_the_status_is_the_one_that_holds_since_the_latest_day():
    told = [
        stated("deal:a", "status", "signed", since="2025-11-01"),
        stated("deal:a", "status", "announced", since="2025-07-30", start=40),
    ]
    assert events(told)[0].status == "signed"
