"""Sums in a column of their own, whose head may name the currency and the scale."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bongsu.evidence.documents import Block
from bongsu.evidence.mentions import Kind, Quantity
from bongsu.ledger.extraction.amounts import investment
from bongsu.ledger.extraction.parties import is_none
from bongsu.ledger.extraction.records import Amount
from bongsu.ledger.extraction.sources import Page
from bongsu.ledger.extraction.words import by_value, table

_NUMBER = re.compile(r"[-\u2212(]?\s*(?:[A-Z]{3}|[$€₩¥£])?\s*[-\u2212]?\d[\d.,' ]*\)?")
_WELL_FORMED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_CURRENCIES = {
    "USD": r"USD|US\$|U\.S\. dollars?|\$|dollars?|달러",
    "KRW": r"KRW|₩|won|원",
    "EUR": r"EUR|€|euros?",
    "JPY": r"JPY|¥|yen|엔",
    "GBP": r"GBP|£",
}
_SCALES = {
    1e3: r"thousands?|k",
    1e6: r"millions?|mn|mil\.?|m|백만",
    1e8: r"억",
    1e9: r"billions?|bn|b|십억",
    1e12: r"trillions?|tn|조",
}


def amount_of_cell(
    page: Page, cell: Block, quantities: Sequence[Quantity], head: str
) -> tuple[Amount | None, tuple[str, ...]]:
    """Return the sum in a cell of a column of amounts, and what is odd about it.

    Examples of heads: "Amount (USD million)", "Value, KRW bn".
    """
    text = page.text[cell.start : cell.end]
    if is_none(text):
        return None, ()
    span = page.span(cell.start, cell.end)
    money = next((one for one in quantities if one.kind is Kind.MONEY), None)
    if money is not None:
        value, currency = (None if money.malformed else money.value), money.unit
    elif _NUMBER.fullmatch(text.strip()):
        value, currency = _plain(text, head), _named(text, _CURRENCIES) or _named(head, _CURRENCIES)
    else:
        scaled = next((one for one in quantities if one.kind is Kind.COUNT), None)
        if scaled is None:
            return None, ("malformed_number",) if any(map(str.isdigit, text)) else ()
        value, currency = scaled.value, _named(text, _CURRENCIES) or _named(head, _CURRENCIES)
    flags = []
    if value is None:
        flags.append("malformed_number")
    if not currency:
        flags.append("amount_without_currency")
    if value is not None and value < 0:
        flags.append("negative_amount")
    return Amount(value=value, currency=currency, of="amount", class_="unknown", span=span), tuple(
        flags
    )


def _plain(text: str, head: str) -> float | None:
    """Return a bare number in the scale of its head; none if its digits are badly grouped."""
    digits = re.sub(r"[^\d.,]", "", text)
    if not _WELL_FORMED.fullmatch(digits):
        return None
    negative = re.search(r"[-\u2212]", text) or text.strip().startswith("(")
    scale = next((factor for factor, words in _SCALES.items() if _has(head, words)), 1.0)
    value = float(digits.replace(",", "")) * scale
    return -value if negative else value


def _named(text: str, listed: dict[str, str]) -> str:
    return next((code for code, words in listed.items() if _has(text, words)), "")


def _has(text: str, words: str) -> bool:
    return re.search(rf"(?<![A-Za-z])(?:{words})(?![A-Za-z])", text, re.IGNORECASE) is not None


def classed(sum_: Amount, project: str, investors: set[str]) -> Amount:
    """Return a sum with the class that the words of its project give it."""
    first: tuple[int, str] | None = None
    for value, words in by_value("amounts", "classes"):
        match = words.search(project)
        if match and (first is None or match.start() < first[0]):
            first = match.start(), value
    if first is None:
        return sum_
    names: dict[str, str] = table("amounts")["names"]
    class_ = first[1]
    if class_ == "investment":
        class_ = investment(investors)
    return replace(sum_, class_=class_, of=names.get(first[1], names["unknown"]))
