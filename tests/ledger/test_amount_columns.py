"""Sums in a column of their own."""

from __future__ import annotations

import pytest
from tests.ledger.invented import HEAD, found

from bongsu.ledger.extraction.records import as_json


def summed(
    cell: str, *, head: str = "Value", text: str = "Contract to supply seats"
) -> list[object]:
    """Amount, currency and flags of a row whose column of amounts holds a cell."""
    lines = f"Signed\tU.S. party\tKorean firm\tWhat\t{head}\nMay 5\tTesla\tKia\t{text}\t{cell}\n"
    (deal,) = found(HEAD + lines, "report.txt").deals
    told = as_json(deal)
    return [told["amount"], told["currency"], *told["flags"]]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("$1.2bn", [1.2e9, "USD"]),
        ("USD1,250,000", [1.25e6, "USD"]),
        ("1 500 000 USD", [1.5e6, "USD"]),
        ("KRW 1.2tn", [1.2e12, "KRW"]),
        ("3,000억 원", [3e11, "KRW"]),
        ("1.2조원", [1.2e12, "KRW"]),
        ("C$5m", [5e6, "CAD"]),
        ("$350 million (KRW 500 billion)", [3.5e8, "USD"]),
        ("$350 million*", [3.5e8, "USD"]),
        ("USD 300 million over five years", [3e8, "USD"]),
        ("up to USD 300 million", [3e8, "USD", "amount_at_most"]),
        ("$2b+", [2e9, "USD", "amount_at_least"]),
        ("~$1.2bn", [1.2e9, "USD", "amount_approximate"]),
        ("$3bn/yr", [3e9, "USD", "amount_per_period"]),
        ("$40 million a year", [4e7, "USD", "amount_per_period"]),
        ("around $3bn annually", [3e9, "USD", "amount_approximate", "amount_per_period"]),
        ("(5) million", [-5e6, None, "amount_without_currency", "negative_amount"]),
        ("USD (76) million", [-7.6e7, "USD", "negative_amount"]),
        ("-$40 million", [-4e7, "USD", "negative_amount"]),
        ("250", [250.0, None, "amount_without_currency"]),
        ("$1.5-2.0 billion", [None, "USD", "amount_is_a_range"]),
        ("$500m to $1bn", [None, "USD", "amount_is_a_range"]),
        ("$12,34,5 million", [None, "USD", "malformed_number"]),
        ("1.250.000 EUR", [None, "EUR", "malformed_number"]),
        ("5x5", [None, None, "malformed_number"]),
        ("undisclosed", [None, None]),
        ("-", [None, None]),
    ],
)
def test_a_cell_is_valued_as_printed_or_flagged(cell: str, expected: list[object]) -> None:
    assert summed(cell) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Value (US$m)", [2.5e8, "USD"]),
        ("Amount (USDm)", [2.5e8, "USD"]),
        ("Amount, KRW 100 million", [2.5e10, "KRW"]),
        ("금액(억원)", [2.5e10, "KRW"]),
        ("Amount (in thousands of U.S. dollars)", [2.5e5, "USD"]),
    ],
)
def test_the_head_gives_a_bare_number_its_scale_and_currency(
    head: str, expected: list[object]
) -> None:
    assert summed("250", head=head) == expected


def test_a_scale_in_the_cell_goes_before_that_of_the_head_and_a_sign_alone_takes_it() -> None:
    assert summed("$250", head="Value (USD million)") == [2.5e8, "USD"]
    assert summed("$250 thousand", head="Value (USD million)") == [2.5e5, "USD"]


def test_the_column_of_amounts_goes_before_sums_of_the_text() -> None:
    text = "Contract to supply seats for a $2 billion plant"
    assert summed("$30 million", text=text) == [3e7, "USD"]
    assert summed("N/A", text="USD 40 million contract to supply seats") == [4e7, "USD"]
