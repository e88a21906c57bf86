"""Figures that are prices of a currency: their unit is one currency for another, not a sum."""

from __future__ import annotations

import re

from bongsu.evidence.mentions import Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_CODES = {
    "won": "KRW",
    "krw": "KRW",
    "yen": "JPY",
    "jpy": "JPY",
    "yuan": "CNY",
    "renminbi": "CNY",
    "cny": "CNY",
    "euro": "EUR",
    "eur": "EUR",
    "pound": "GBP",
    "gbp": "GBP",
    "dollar": "USD",
    "greenback": "USD",
    "usd": "USD",
    "$": "USD",
}
_NAME = r"dollar|greenback|yen|yuan|renminbi|euro|pound|won|USD|KRW|JPY|CNY|EUR|GBP"
_OF = r"(?:the )?(?:U\.?S\.? |US-|American |South Korean |Korean |Japanese |Chinese )?"
_PER = lazy_regex(  # "1,440 won to the dollar", "1,466 against the dollar"
    r"(?: ?(?P<own>won|yen|yuan|KRW|JPY))?(?: or so)?,? ?(?:per|to|against|versus|/|a) ?"
    rf"(?P<many>100 )?{_OF}(?P<base>{_NAME}|\$(?!\d))s?(?!\w)",
    re.IGNORECASE,
)
_PRICE_OF = lazy_regex(  # "the won-dollar rate was 1,350", "the won closed at 1,440.3 won"
    r"\b(?:(?P<pair>won[-/–](?:U\.?S\.? )?dollar|USD/KRW|KRW/USD)\b[^.;]{0,60}"
    r"|(?:a|the|U\.?S\.?|each) dollar (?:[a-z]+ ){1,3}"
    r"|(?P<own>won|yen|yuan|local currency|Korean currency)(?: [a-z]+){0,4} "
    r"(?:at|to|past|above|below|near|around|hit|touched|reached) (?:about |around |a low of "
    r"|a high of |an average of )?)$",
    re.IGNORECASE,
)
_USUAL = {"KRW": (400.0, 3000.0), "JPY": (60.0, 400.0), "CNY": (5.0, 10.0)}  # of a dollar
_BEHIND, _BEFORE = 50, 90  # code points
_PRICED = {Kind.MONEY, Kind.COUNT, Kind.RATE, Kind.INDEX}


def exchange_unit(evidence: Evidence, quantity: Quantity) -> str:
    """Return the unit of a figure that is the price of a currency, or none.

    Parameters
    ----------
    evidence : Evidence
        Of the article that the figure stands in.
    quantity : Quantity
        The figure.

    Returns
    -------
    str
        Such as ``KRW per USD`` or ``KRW per 100 JPY``; empty for a figure that is no such price.
    """
    value = quantity.value or 0.0
    if quantity.kind not in _PRICED or quantity.noun or not 0 < value < _USUAL["KRW"][1]:
        return ""
    text = evidence.text
    behind = _PER.match(text, quantity.end, quantity.end + _BEHIND)
    lead = text[max(0, quantity.start - _BEFORE) : quantity.start]
    before = _PRICE_OF.search(lead.rpartition("\n")[2])
    currency = _currency(quantity, behind, before)
    base = _CODES[behind["base"].lower()] if behind else "USD"
    if not currency or currency == base or not (behind or before):
        return ""
    if not behind or quantity.kind is not Kind.MONEY:
        low, high = _USUAL.get(currency, (0.0, 0.0))
        if not low < value < high:
            return ""
    return f"{currency} per {'100 ' if behind and behind['many'] else ''}{base}"


def _currency(
    quantity: Quantity, behind: re.Match[str] | None, before: re.Match[str] | None
) -> str:
    """Return the currency that a price is told in: its own, or that of what is priced."""
    if quantity.kind is Kind.MONEY:
        return quantity.unit
    if behind is not None and behind["own"]:
        return _CODES[behind["own"].lower()]
    if before is None:
        return ""
    return _CODES.get((before["own"] or "won").lower().split()[0], "KRW")
