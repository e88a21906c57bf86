"""The unit of a price of a currency is one currency for another."""

from __future__ import annotations

import pytest
from tests.evidence.reading_texts import evidence

from bongsu.evidence.records import records

PRICES = {
    "The won closed at 1,440.3 won per dollar on Monday.": ("1,440.3 won", "KRW per USD"),
    "The Korean currency traded at 1,466 against the dollar.": ("1,466", "KRW per USD"),
    "It ended at 1,402.2 won to the U.S. dollar.": ("1,402.2 won", "KRW per USD"),
    "The dollar bought 152.3 yen in Tokyo.": ("152.3 yen", "JPY per USD"),
    "The local currency was quoted at 1,440.3 won.": ("1,440.3 won", "KRW per USD"),
    "The won-dollar rate was 1,350 in May.": ("1,350", "KRW per USD"),
    "The yen cost 939 won per 100 yen.": ("939 won", "KRW per 100 JPY"),
}
SUMS = {
    "The minimum wage is 10,030 won an hour.": ("10,030 won", "KRW"),
    "The won fell 5 won in a day.": ("5 won", "KRW"),
    "The firm pays 1,200 won to the fund.": ("1,200 won", "KRW"),
}


@pytest.mark.parametrize(("text", "figure"), [*PRICES.items(), *SUMS.items()])
def test_a_price_of_a_currency_is_told_apart_from_a_sum(text: str, figure: tuple[str, str]) -> None:
    found = {row["text"]: row for row in records(evidence(text)) if row["layer"] == "quantity"}
    row = found[figure[0]]
    assert row["unit"] == figure[1]
    assert row["kind"] == ("rate" if text in PRICES else "money")


def test_a_us_dollar_gives_no_figure_to_the_united_states() -> None:
    (row,) = records(evidence("The exchange rate stood at 1,395 won per U.S. dollar."))
    assert "United States" not in row["subject"]
